"""`azkit playbook list`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from azkit.cli.language import chosen_language
from azkit.cli.streams import put
from azkit.cli.values import one_of, overlay_folders
from azkit.ground.faults import Refused
from azkit.library.snapshot import shelf
from azkit.outputs.playbook_list import list_json, list_text


def listed(*, form: str = "text", lang: str | None = None, overlays: Sequence[Path | str] = ()) -> int:
    """Print the playbooks with their facts. Raises Refused for faulty ones, when the others have been printed."""
    one_of("--format", form, ("text", "json"))
    language = chosen_language(lang, for_machines=form == "json")
    shown = shelf(overlay_folders([Path(each) for each in overlays]))
    put(list_json(shown.rows, language) if form == "json" else list_text(shown.rows, language))
    if shown.faults:
        raise Refused(shown.faults)
    return 0
