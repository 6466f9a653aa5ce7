"""Facts from files, standard input and `--set`, merged, with the place of each for the faults."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from azkit.cli.streams import input_text
from azkit.ground.documents import NOT_GIVEN, Document, Key, Plain, parse
from azkit.ground.faults import Fault, Refused, invalid, usage
from azkit.ground.say import say

SET = "--set"


@dataclass(slots=True)
class GivenFacts:
    """Plain-text facts, and the document that each came from."""

    facts: dict[str, Plain] = field(default_factory=dict)
    places: dict[str, Document | None] = field(default_factory=dict)

    def add(self, name: str, value: Plain, document: Document | None) -> None:
        """Take one fact; an empty one is not given and leaves an earlier one alone."""
        if value not in (None, "", []):
            self.facts[name] = value
            self.places[name] = document

    def placed(self, fault: Fault) -> Fault:
        """The fault with the file and line of the fact that it names."""
        key = fault_key(fault.name)
        if fault.where or not key or key[0] not in self.places:
            return fault
        document = self.places[str(key[0])]
        return replace(fault, where=document.where(key) if document else SET)


def gather(files: list[str], sets: list[str], before: Sequence[Document] = ()) -> GivenFacts:
    """Read the facts of these documents (a profile, a notice), every facts file and every `--set`; later wins.

    Raises Refused with all faults of form, FileTrouble for a file that cannot be read.
    """
    if files.count("-") > 1:
        raise usage("--facts", say("doors.stdin-twice"))
    given = GivenFacts()
    for document in before:
        for fact, value in document.data.items() if isinstance(document.data, dict) else ():
            given.add(fact, value, document)
    faults: list[Fault] = []
    for name in files:
        document = parse(input_text(name), name)
        faults.extend(document.faults)
        if isinstance(document.data, dict):
            for fact, value in document.data.items():
                given.add(fact, value, document)
        elif not document.faults and document.data is not None:
            faults.append(invalid("", say("doors.facts-not-a-mapping"), where=name))
    for pair in sets:
        fact, equals, value = pair.partition("=")
        if not equals or not fact.strip():
            raise usage(SET, say("doors.set-form"))
        given.add(fact.strip(), None if value.strip() in NOT_GIVEN else value.strip(), None)
    if faults:
        raise Refused(faults)
    return given


def fault_key(name: str) -> Key:
    """`actions[2].done_on` as a way into a document: ("actions", 2, "done_on")."""
    parts = re.findall(r"[^.\[\]]+", name)
    return tuple(int(part) if part.isdigit() else part for part in parts)
