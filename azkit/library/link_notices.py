"""Linking what is known of Amazon's texts: one closed value, its phrases indexed once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

from azkit.facts.reading import Names
from azkit.facts.vocabulary import FactEntry
from azkit.ground.faults import Fault, Refused, invalid
from azkit.ground.nearest import unknown
from azkit.ground.say import Text
from azkit.library.load import Library
from azkit.library.notice_model import NO_PLAYBOOK, DemandForm, Issue, Label, Mark, NoticesFile, PlaybookChoice, Reason, Refined, Told
from azkit.phrases import BadPhrase, PhraseBook, parse_phrase

Key: TypeAlias = "tuple[str, str, str]"
"""Whose a phrase is: the part of the file, the id, the key inside the entry."""


@dataclass(frozen=True, slots=True, eq=False)
class NoticeBook:
    """Everything that the reader of notices needs: it can be pickled and opens nothing. Patterns that are made of it are kept by its identity."""

    marks: Mapping[str, Mark]
    reasons: Mapping[str, Reason]
    refined: Mapping[str, Refined]
    labels: Mapping[str, Label]
    told: Mapping[str, Told]
    issues: Mapping[str, Issue]
    metrics: Mapping[str, tuple[str, ...]]
    demands: Mapping[str, DemandForm]
    playbooks: Mapping[str, PlaybookChoice]
    words: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    phrases: PhraseBook
    vocabulary: Mapping[str, FactEntry]
    world: Names


def linked_notices(library: Library) -> NoticeBook:
    """The notices files of a library, merged by id and indexed. Raises Refused with every fault of theirs."""
    faults = notice_faults(library)
    if faults:
        raise Refused(dict.fromkeys(faults))
    merged = _merged(library)
    book = PhraseBook.of((key, phrase) for key, phrases in _phrases(merged) for phrase in phrases)
    return NoticeBook(**merged, phrases=book, vocabulary=library.vocabulary, world=library.names)


def notice_faults(library: Library) -> list[Fault]:
    """What is wrong with the notices files: phrases that cannot be read, facts and playbooks that do not exist, links into nothing."""
    merged = _merged(library)
    faults = [*library.faults]
    for (part, name, key), phrases in _phrases(merged):
        for phrase in phrases:
            try:
                parse_phrase(phrase)
            except BadPhrase as problem:
                faults.append(_fault(library, (part, name, key), problem.message))
    for part, name, key, names, known in _named(merged, library):
        faults.extend(_fault(library, (part, name, key), unknown(each, known)) for each in names if each not in known)
    return faults


def _named(merged: Mapping[str, Mapping[str, Any]], library: Library) -> Iterator[tuple[str, str, str, Iterable[str], Collection[str]]]:
    """Every name that an entry uses, and the names that exist."""
    for name, label in merged["labels"].items():
        yield "labels", name, "facts", label.facts, library.vocabulary
    for name, mark in merged["marks"].items():
        yield "marks", name, "facts", mark.facts, library.vocabulary
        yield "marks", name, "playbook", {mark.playbook} - {"", NO_PLAYBOOK}, library.paths
    for name, each in merged["refined"].items():
        yield "refined", name, "reason", (each.reason, each.becomes), merged["reasons"]
        yield "refined", name, "given", (each.given,), library.vocabulary
    for fact in merged["told"]:
        yield "told", fact, "", (fact,), library.vocabulary
    for name, choice in merged["playbooks"].items():
        yield "playbooks", name, "playbook", {choice.playbook} - {NO_PLAYBOOK}, library.paths
        yield "playbooks", name, "given", choice.given, library.vocabulary
        yield "playbooks", name, "missing", choice.missing, library.vocabulary


def _fault(library: Library, key: Key, message: Text) -> Fault:
    return invalid(".".join(part for part in key if part), message, where=library.where("notices", key))


def _merged(library: Library) -> dict[str, dict[str, Any]]:
    merged: dict[str, dict[str, Any]] = {each.name: {} for each in fields(NoticesFile) if each.name != "schema"}
    for form in library.notices_files:
        for part, entries in merged.items():
            entries.update(getattr(form, part))
    return merged


def _phrases(merged: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """Every list of phrases, with whose it is."""
    for part in ("metrics", "words"):
        yield from (((part, name, "phrases"), phrases) for name, phrases in merged[part].items())
    for part, keys in (
        ("marks", ("subject", "opening", "text", "also", "without")),
        ("reasons", ("phrases", "unless")),
        ("told", ("phrases", "without")),
        ("issues", ("phrases", "without")),
        ("demands", ("phrases", "without")),
    ):
        yield from (((part, name, key), getattr(entry, key)) for name, entry in merged[part].items() for key in keys)
