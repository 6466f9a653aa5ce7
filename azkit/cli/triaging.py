"""From "what happened?" to a playbook, or back to an interview that was left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from azkit.cli.asking import asker_for, language_of_person
from azkit.cli.call import DOORS, Call
from azkit.cli.values import overlay_folders
from azkit.ground.clock import current_instant
from azkit.ground.say import Text, plain, say
from azkit.interview.keeping import Unfinished, remove_old, unfinished
from azkit.interview.question import Option
from azkit.interview.triage import chosen_playbook
from azkit.library.snapshot import shelf

_LEFT = "left:"


def triaged(call: Call) -> Call:
    """The call with the playbook that fits what happened, or with the facts of an interview that was left. Raises KeyboardInterrupt."""
    asker = asker_for(language_of_person(call.lang))
    found = shelf(overlay_folders(call.overlays))
    families = tuple(family for family, door in DOORS.items() if door == call.door)
    remove_old(current_instant())
    titles = {row.id: row.title for row in found.rows if row.family in families}
    left = [] if call.facts else [each for each in unfinished() if each.playbook in titles][:3]
    if not call.greeted:
        asker.tell([say("interview.welcome")])
    choice = chosen_playbook(found, families, asker, tuple(_offer(index, each, titles) for index, each in enumerate(left)))
    if choice.startswith(_LEFT):
        taken = left[int(choice.removeprefix(_LEFT))]
        return replace(call, playbook=taken.playbook, facts=[str(taken.path)], greeted=True)
    return replace(call, playbook=choice, greeted=True)


def _offer(index: int, each: Unfinished, titles: Mapping[str, Text]) -> Option:
    when = plain(f"{each.left.astimezone():%Y-%m-%d %H:%M}")
    return Option(f"{_LEFT}{index}", say("interview.go-on-with", title=titles[each.playbook]), say("interview.left-when", when=when, count=each.count))
