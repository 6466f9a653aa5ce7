"""What `respond` and `appeal` share: the options are looked at, and where no playbook is named, a person is asked what happened.

Only what the first question needs is imported here; the rest loads when there is a playbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from azkit.cli.call import PAPER, Call
from azkit.cli.language import spoken
from azkit.cli.streams import somebody_answers
from azkit.cli.values import now_of, one_of
from azkit.ground.faults import usage
from azkit.ground.say import say

if TYPE_CHECKING:
    from azkit.cli.casing import Casework
    from azkit.cli.noticing import Noticed
    from azkit.facts.profiles import Profile
    from azkit.ground.documents import Document


def drafted(*, door: str, no_input: bool = False, overlays: Sequence[Path | str] = (), **options: Any) -> int:
    """Carry out the call that these options make (the fields of Call), and return its exit code. Raises like `perform`."""
    return perform(Call(door=door, asks=not no_input, overlays=[Path(each) for each in overlays], **options))


def perform(call: Call) -> int:
    """Carry out a call and return its exit code. Raises Refused, FileTrouble, and KeyboardInterrupt when a person leaves."""
    one_of("--format", call.form, ("text", "json", *PAPER))
    if call.form in PAPER:
        from azkit.cli.papers import refuse_early

        refuse_early(call)
    one_of("--errors", call.errors, ("", "json", "text"))
    one_of("--gloss", call.gloss, ("", "zh"))
    now = now_of(call.today)
    if not call.case:
        if call.reply:
            raise usage("--reply", say("cases.reply-needs-case"))
        return _performed(call, now, None)
    from azkit.cli.casing import casework

    with casework(call, now) as work:
        return _performed(call, now, work)


def _performed(call: Call, now: datetime, work: Casework | None) -> int:
    profile, places = _profile(call)
    call = replace(call, lang=call.lang or spoken(profile.lang if profile else None))
    asks = call.asks and call.errors != "json" and somebody_answers()
    pastes = asks and not call.notice and not call.facts and not (work and work.playbook)  # facts of a file need no page
    noticed = _noticed(call, pastes=pastes)
    call = replace(call, greeted=pastes, playbook=call.playbook or (work.playbook if work else None))
    if noticed:
        from azkit.cli.noticing import with_playbook

        call = with_playbook(call, noticed, asks=asks)
    if asks and not call.playbook:
        from azkit.cli.triaging import triaged

        call = triaged(call)
    from azkit.cli.drafting_call import carry_out

    return carry_out(replace(call, asks=asks), now, profile, places, noticed, work)


def _noticed(call: Call, *, pastes: bool) -> Noticed | None:
    """What Amazon wrote: the file that the call names, else what a person pastes before the first question."""
    if call.notice:
        from azkit.cli.noticing import named_notice

        return named_notice(call)
    if pastes:
        from azkit.cli.noticing import pasted_notice

        return pasted_notice(call)
    return None


def _profile(call: Call) -> tuple[Profile | None, Document | None]:
    """The profile that the call names, and where its facts stand."""
    if not call.profile:
        return None, None
    from azkit.cli.profiles_file import named_profile

    return named_profile(call.profile)
