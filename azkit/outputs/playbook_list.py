"""The list of playbooks, for people and for programs."""

from __future__ import annotations

import json
from typing import Any

from azkit.ground.say import Lang
from azkit.library.load import Library
from azkit.library.playbook_model import FactUse, PlaybookFile


def list_json(library: Library, lang: Lang) -> str:
    """The playbooks as JSON: id, title, family, and their facts with type and whether a script must give them."""
    return json.dumps([_row(library, form, lang) for form in _forms(library)], ensure_ascii=False, indent=2) + "\n"


def list_text(library: Library, lang: Lang) -> str:
    """The playbooks as lines: family, id, title."""
    forms = _forms(library)
    widths = [max((len(getattr(form, part)) for form in forms), default=0) for part in ("family", "id")]
    return "".join(f"{form.family:<{widths[0]}}  {form.id:<{widths[1]}}  {form.title.in_(lang)}\n" for form in forms)


def _forms(library: Library) -> list[PlaybookFile]:
    order = {"claims": 0, "messages": 1, "appeals": 2}
    forms = [library.playbook(playbook_id).form for playbook_id in library.paths]
    return sorted(forms, key=lambda form: (order[form.family], form.id))


def _row(library: Library, form: PlaybookFile, lang: Lang) -> dict[str, Any]:
    uses = [(item, FactUse()) if isinstance(item, str) else next(iter(item.items())) for item in form.facts]
    facts = [{"name": name, "type": library.vocabulary[name].type, "required": not use.optional} for name, use in uses if name in library.vocabulary]
    return {"id": form.id, "title": form.title.in_(lang), "family": form.family, "facts": facts}
