"""Rendering: a sentence stands only when every fact that it prints is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from azkit.facts.conditions import Name, cell, holds
from azkit.facts.derived import COUNT_ENTRY, column_of
from azkit.facts.types import TYPES
from azkit.facts.types.choices import joined
from azkit.facts.values import Given, Several, Unknown
from azkit.ground.say import Lang, Text
from azkit.library.name_space import CAUSE, CAUSE_NAME
from azkit.library.template_model import Branches, Break, Loop, Node, Piece, Sentence, Template

MASKED_TYPES = frozenset({"name", "quote", "file"})
"""Names and quotes that a person entered: the rules do not judge them in azkit's own letter."""


MAX_CHARACTERS, MAX_STEPS = 1_000_000, 200_000
"""No letter is longer, and no template takes more steps: what goes beyond is loops within loops."""


class EndlessLetter(Exception):
    """A template that writes without end; `template` is its name and line."""

    def __init__(self, template: str) -> None:
        self.template = template
        super().__init__(template)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its Chinese reading, and the stretches of `text` that somebody entered."""

    text: str
    gloss: str
    entered: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Page:
    """What has been written so far."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    text: str = ""
    gloss: str = ""
    entered: list[tuple[int, int]] = field(default_factory=list)
    after_item: bool = False
    steps: int = 0
    characters: int = 0

    def step(self, place: tuple[str, int], characters: int = 0) -> None:
        """Count a step of a template. Raises EndlessLetter beyond what any letter needs."""
        self.steps += 1
        self.characters += characters
        if self.steps > MAX_STEPS or self.characters > MAX_CHARACTERS:
            raise EndlessLetter(f"{place[0]}:{place[1]}")

    def sentence(self, text: str, gloss: str, entered: Sequence[tuple[int, int]], *, item: bool) -> None:
        new_line = bool(self.text) and (item or self.after_item)
        self.text += "\n" if new_line else " " if self.text else ""
        self.gloss += "\n" if new_line else ""
        self.entered.extend((start + len(self.text), end + len(self.text)) for start, end in entered)
        self.text += text
        self.gloss += gloss
        self.after_item = item

    def end_paragraph(self) -> None:
        if self.text:
            self.paragraphs.append(Paragraph(self.text, self.gloss, tuple(self.entered)))
        self.text = self.gloss = ""
        self.entered = []
        self.after_item = False


def render(template: Template, scope: Mapping[str, Any], catalogue: Mapping[tuple[str, str], Template]) -> tuple[Paragraph, ...]:
    """The paragraphs of a template.

    In: the parsed template; names to cells (facts, derived facts, policy values); the catalogue's sentences by kind and id.
    Out: paragraphs without holes: a sentence that would print an unknown fact is left out, in both languages.
    Raises EndlessLetter.
    """
    page = _Page()
    _Renderer(page, catalogue).nodes(template.nodes, scope)
    page.end_paragraph()
    return tuple(page.paragraphs)


@dataclass(frozen=True, slots=True)
class _Renderer:
    page: _Page
    catalogue: Mapping[tuple[str, str], Template]

    def nodes(self, nodes: Sequence[Node], scope: Mapping[str, Any]) -> None:
        for node in nodes:
            match node:
                case Sentence():
                    self.sentence(node, scope)
                case Break():
                    self.page.end_paragraph()
                case Branches():
                    self.branches(node, scope)
                case Loop():
                    self.loop(node, scope)

    def sentence(self, node: Sentence, scope: Mapping[str, Any]) -> None:
        entered: list[tuple[int, int]] = []
        text = self.words(node.text, scope, "en", entered)
        gloss = self.words(node.gloss, scope, "zh", [])
        self.page.step(node.place, len(text) if text else 0)
        if text is not None and gloss is not None and text.strip():
            self.page.sentence(text.rstrip(), gloss.strip(), entered, item=node.item)

    def words(self, pieces: Sequence[Piece], scope: Mapping[str, Any], lang: Lang, entered: list[tuple[int, int]]) -> str | None:
        """The words of a sentence, None where one of its facts is unknown; `entered` gets the stretches that somebody entered."""
        words = ""
        for piece in pieces:
            if isinstance(piece, str):
                words += piece[1:] if piece.startswith(".") and words.endswith(".") else piece  # a full stop that somebody typed is enough
                continue
            value = _cell(piece, scope)
            shown = self.shown(value, piece, scope, lang)
            if not shown:
                return None
            if isinstance(value, Given) and value.entry.type in MASKED_TYPES:
                entered.append((len(words), len(words) + len(shown)))
            words += shown
        return words

    def shown(self, value: Any, name: Name, scope: Mapping[str, Any], lang: Lang) -> str:
        """The words of a value in one language; empty when it is unknown."""
        if isinstance(value, Given):
            return self.composed(value, scope[name.path[0]], lang) if value.entry.type == "catalogue" else show(value, lang)
        if isinstance(value, Text):
            return value.in_(lang)
        if value is Unknown.ABSENT and name.path[1:] == (CAUSE_NAME,):
            return self.cause_name(scope[name.path[0]], lang)
        return ""

    def cause_name(self, record: Mapping[str, Any], lang: Lang) -> str:
        """What the catalogue calls the cause of a record; else its issue."""
        words = self.in_own_words((CAUSE_NAME, record[CAUSE].data), record, lang) if CAUSE in record else ""
        return words or (show(record["issue"], lang) if "issue" in record else "")

    def composed(self, value: Given, record: Mapping[str, Any], lang: Lang) -> str:
        """A cause, action or prevention in its own words, from the slots of its record."""
        return self.in_own_words((value.entry.catalogue, value.data), record, lang)

    def in_own_words(self, key: tuple[str, str], record: Mapping[str, Any], lang: Lang) -> str:
        """The sentences of the catalogue under a key; empty where it has none."""
        template = self.catalogue.get(key)
        if template is None:
            return ""
        paragraphs = render(template, record, {})
        return "".join(each.gloss for each in paragraphs) if lang == "zh" else " ".join(each.text for each in paragraphs)

    def branches(self, node: Branches, scope: Mapping[str, Any]) -> None:
        undecided = False
        for condition, body in node.branches:
            truth = holds(condition, scope)
            if truth:
                self.nodes(body, scope)
                return
            undecided = undecided or truth is None
        if not undecided:
            self.nodes(node.otherwise, scope)

    def loop(self, node: Loop, scope: Mapping[str, Any]) -> None:
        value = _cell(node.over, scope)
        items = value.data if isinstance(value, Given) else value if isinstance(value, tuple) else ()
        chosen = [item for item in items if node.condition is None or holds(node.condition, {**scope, node.variable: item})]
        for index, item in enumerate(chosen, 1):
            self.page.step(node.place)
            position = {"index": Given(COUNT_ENTRY, index)}
            self.nodes(node.body, {**scope, node.variable: item, "loop": position})


def show(value: Given, lang: Lang) -> str:
    """A fact as it stands in a letter (`en`) or in its reading (`zh`)."""
    kind = TYPES[value.entry.type]
    if isinstance(value.data, Several):
        return joined([kind.show(each, value.entry, lang) for each in value.data.values], lang)
    return kind.show(value.data, value.entry, lang)


def _cell(name: Name, scope: Mapping[str, Any]) -> Any:
    """What a name stands for: a fact, a column of the record at hand, a whole column of a table, or a policy text."""
    path = name.path
    if len(path) == 1:
        return scope.get(path[0], Unknown.ABSENT)
    found = scope.get(path[0])
    return column_of(found, path[1]) if isinstance(found, Given) and found.entry.type == "table" else cell(scope, path)
