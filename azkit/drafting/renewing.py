"""A later round says what the rounds before it did not: Amazon does not read the same paragraph twice."""

from __future__ import annotations

from dataclasses import replace

from azkit.drafting.model import DraftedLetter, DraftedSection
from azkit.ground.say import Text
from azkit.letters.render import Paragraph


def renewed(letter: DraftedLetter, history: tuple[str, ...]) -> DraftedLetter:
    """The letter without what was said already under Amazon's words: in earlier rounds, or under an earlier demand of this letter.

    Two demands may ask for the same. A section with nothing of its own stays whole: the person sees what is old, and no demand stands empty.
    """
    if not any(section.quoted for section in letter.sections):
        return letter
    sections: list[DraftedSection] = []
    above: tuple[str, ...] = ()
    for section in letter.sections:
        own = _without(_without(section, history), above)
        sections.append(own)
        above += tuple(each.text for each in own.paragraphs) if section.quoted else ()
    return replace(letter, sections=tuple(sections))


def nothing_new(letter: DraftedLetter, history: tuple[str, ...]) -> tuple[Text, ...]:
    """The words of the demands under which every paragraph stands in an earlier round."""
    return tuple(each.heading for each in letter.sections if each.quoted and each.heading and not _new(each, history))


def _without(section: DraftedSection, said: tuple[str, ...]) -> DraftedSection:
    new = _new(section, said)
    return replace(section, paragraphs=new) if section.quoted and new else section


def _new(section: DraftedSection, history: tuple[str, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs that no earlier round has, as a paragraph or within one."""
    return tuple(each for each in section.paragraphs if not is_said(each.text, history))


def is_said(words: str, history: tuple[str, ...]) -> bool:
    """Whether an earlier round has these words, as a paragraph of its own or within one."""
    return any(words.removeprefix("- ") in text for text in history)
