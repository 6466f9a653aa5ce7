"""The options of `azkit batch`, looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from azkit.cli.batch import Batch
from azkit.cli.language import chosen_language
from azkit.cli.values import now_of, one_of, overlay_folders
from azkit.ground.faults import usage
from azkit.ground.say import say

MOST_JOBS = 64


def batch_call(*, lang: str | None, overlays: Sequence[Path], today: str, **typed: Any) -> Batch:
    """The call that the options make; `typed` are those that `Batch` takes as they are. Raises Refused (2)."""
    one_of("--format", typed["form"], ("text", "json"))
    one_of("--errors", typed["errors"], ("", "json", "text"))
    one_of("--gloss", typed["gloss"], ("", "zh"))
    if not 1 <= typed["jobs"] <= MOST_JOBS:
        raise usage("--jobs", say("tables.jobs", most=MOST_JOBS))
    return Batch(
        **typed,
        overlays=overlay_folders(overlays),
        now=now_of(today),
        lang=chosen_language(lang, for_machines=False),
        json_lang=chosen_language(lang, for_machines=True),
    )
