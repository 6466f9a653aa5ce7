"""The call of `azkit lint`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from azkit.cli.language import chosen_language
from azkit.cli.lint import Lint


def linted(*, lang: str | None = None, overlays: Sequence[Path | str] = (), form: str = "text", **options: Any) -> int:
    """Carry out the call that these options make (the fields of Lint), and return its exit code. Raises Refused, FileTrouble."""
    return Lint(lang=chosen_language(lang, for_machines=form != "text"), overlays=[Path(each) for each in overlays], form=form, **options).run()
