"""The list of playbooks, for people and for programs."""

from __future__ import annotations

import json

from azkit.ground.say import Lang
from azkit.library.rows import PlaybookRow


def list_json(rows: tuple[PlaybookRow, ...], lang: Lang) -> str:
    """The playbooks as JSON: id, title, family, and their facts with type and whether a script must give them."""
    objects = [
        {
            "id": row.id,
            "title": row.title.in_(lang),
            "family": row.family,
            "facts": [{"name": name, "type": kind, "required": required} for name, kind, required in row.facts],
        }
        for row in rows
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def list_text(rows: tuple[PlaybookRow, ...], lang: Lang) -> str:
    """The playbooks as lines: family, id, title."""
    widths = [max((len(getattr(row, part)) for row in rows), default=0) for part in ("family", "id")]
    return "".join(f"{row.family:<{widths[0]}}  {row.id:<{widths[1]}}  {row.title.in_(lang)}\n" for row in rows)
