"""A later round says what the rounds before it did not: Amazon does not read the same paragraph twice."""

from __future__ import annotations

from dataclasses import replace

from azkit.drafting.model import DraftedLetter, DraftedSection
from azkit.ground.say import Text


def renewed(letter: DraftedLetter, history: tuple[str, ...]) -> DraftedLetter:
    """The letter without what earlier rounds had said under Amazon's words. A section with nothing new stays whole: the person sees what is old."""
    known = _known(history)
    return replace(letter, sections=tuple(_renewed(section, known) for section in letter.sections))


def nothing_new(letter: DraftedLetter, history: tuple[str, ...]) -> tuple[Text, ...]:
    """The words of the demands under which every paragraph stands in an earlier round."""
    known = _known(history)
    return tuple(
        section.heading for section in letter.sections if section.quoted and section.heading and all(each.text in known for each in section.paragraphs)
    )


def _known(history: tuple[str, ...]) -> frozenset[str]:
    """The paragraphs of earlier rounds, and the items of their lists."""
    return frozenset(part for text in history for paragraph in text.split("\n\n") for part in (paragraph, *paragraph.split("\n")))


def _renewed(section: DraftedSection, known: frozenset[str]) -> DraftedSection:
    kept = tuple(each for each in section.paragraphs if each.text not in known)
    return replace(section, paragraphs=kept) if section.quoted and kept else section
