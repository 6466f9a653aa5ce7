"""What `respond` and `appeal` share: the options are looked at, and where no playbook is named, a person is asked what happened.

Only what the first question needs is imported here; the rest loads when there is a playbook.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from azkit.cli.call import Call
from azkit.cli.language import spoken
from azkit.cli.streams import somebody_answers
from azkit.cli.values import now_of, one_of

if TYPE_CHECKING:
    from azkit.cli.noticing import Noticed
    from azkit.facts.profiles import Profile
    from azkit.ground.documents import Document


def perform(call: Call) -> int:
    """Carry out a call and return its exit code. Raises Refused, FileTrouble, and KeyboardInterrupt when a person leaves."""
    one_of("--format", call.form, ("text", "json"))
    one_of("--errors", call.errors, ("", "json", "text"))
    one_of("--gloss", call.gloss, ("", "zh"))
    now = now_of(call.today)
    profile, places = _profile(call)
    call = replace(call, lang=call.lang or spoken(profile.lang if profile else None))
    asks = call.asks and call.errors != "json" and somebody_answers()
    pastes = asks and not call.notice and not call.facts  # facts of a file need no page
    noticed = _noticed(call, pastes=pastes)
    call = replace(call, greeted=pastes)
    if noticed:
        from azkit.cli.noticing import with_playbook

        call = with_playbook(call, noticed, asks=asks)
    if asks and not call.playbook:
        from azkit.cli.triaging import triaged

        call = triaged(call, now)
    from azkit.cli.drafting_call import carry_out

    return carry_out(replace(call, asks=asks), now, profile, places, noticed)


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
