"""Tables for batches, and ways to run them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.helpers import DELIVERED, TODAY, Run, azkit

PLAYBOOK = "not-received-delivered"
ROW = {"playbook": PLAYBOOK, **DELIVERED}
REPORTS = Path(__file__).parent / "tables"


def order(number: int) -> str:
    return f"112-4827193-{number:07d}"


def row(number: int, **changes: Any) -> dict[str, Any]:
    """A row that drafts two letters."""
    return {**ROW, "order_id": order(number), **changes}


def table(rows: Iterable[Mapping[str, Any]], delimiter: str = ",") -> str:
    """Rows as CSV; the columns are those of the first."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def written(path: Path, rows: Iterable[Mapping[str, Any]], **options: Any) -> Path:
    """The rows in a file of their own."""
    path.write_text(table(rows, **options), encoding="utf-8", newline="")
    return path


def batch(*args: object, **options: Any) -> Run:
    """`azkit batch` on the day of the tests."""
    return azkit("batch", *args, "--today", TODAY, **options)


def letters(folder: Path) -> dict[str, str]:
    """Every letter of a folder by its name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones as well."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
