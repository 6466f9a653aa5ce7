"""Template text becomes sentences. Jinja parses; what a template may not do is refused with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from azkit.facts.condition_parse import NotACondition, condition_of, name_of
from azkit.facts.conditions import Condition, Name
from azkit.ground.faults import NotText
from azkit.ground.nearest import no_such
from azkit.ground.say import Text, say
from azkit.ground.text import has_chinese, odd_characters
from azkit.library.template_model import Branches, Break, Loop, Node, Piece, Place, Sentence, Template

READING_MARK = "zh| "
Finder = Callable[[str], "str | None"]
"""A template name to its text, or None where there is no such template. May raise NotText."""

Report = Callable[[str, int, Text], None]
"""Takes a fault: the template's name, the line (0: the whole), and what is wrong."""

_TAG_ALONE = re.compile(r"\s*\{%[^{}]*%\}\s*")


def parse_template(name: str, find: Finder, report: Report, names: Callable[[], Iterable[str]] = tuple) -> Template:
    """The template called `name`, partials put in. Faults are reported, and what can be kept is kept.

    `names` gives every template there is, for the nearest one to a name that is not.
    """
    return Template(name, tuple(_Parser(find, report, names).template(name)))


def parse_sentences(text: str, name: str, report: Report) -> Template:
    """Sentences that stand inside a YAML file, as those of the catalogue do."""
    return Template(name, tuple(_Parser(_no_partials, report).text(text, name)))


def _no_partials(_name: str) -> None:
    """Sentences inside a YAML file include nothing."""


@cache
def environment() -> Any:
    """Jinja, for the trees of templates: it renders nothing."""
    from jinja2 import Environment

    return Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701


@dataclass(slots=True)
class _Line:
    """The line being collected."""

    pieces: list[Piece] = field(default_factory=list)
    number: int = 0

    def text(self) -> str:
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


MOST_INCLUDED = 200
"""Templates in one letter, each as often as it is included: parts that include each other twice would double at every level."""


@dataclass(slots=True)
class _Parser:
    find: Finder
    report: Report
    names: Callable[[], Iterable[str]] = tuple
    within: tuple[str, ...] = ()
    """The templates that are being read, the outermost first."""
    included: int = 0

    def template(self, name: str, line: int = 0) -> list[Node]:
        if name in self.within:
            self.fault(line, say("library.template-circle", name=name))
            return []
        self.included += 1
        if self.included > MOST_INCLUDED:
            if self.included == MOST_INCLUDED + 1:
                self.fault(line, say("library.template-many", limit=MOST_INCLUDED))
            return []
        try:
            text = self.find(name)
        except NotText as trouble:
            self.report(name, 0, trouble.message)
            return []
        if text is None:
            self.fault(line, no_such("library.no-template", name, self.names()))
            return []
        return self.text(text, name)

    def text(self, text: str, name: str) -> list[Node]:
        from jinja2 import TemplateSyntaxError

        self.within = (*self.within, name)
        try:
            self.tags_alone(text)
            return _Body(self).nodes_of(environment().parse(text).body)
        except TemplateSyntaxError as error:
            self.fault(error.lineno, say("library.template-syntax", problem=error.message or ""))
        except (RecursionError, ValueError) as error:
            self.fault(0, say("library.template-syntax", problem=type(error).__name__))
        finally:
            self.within = self.within[:-1]
        return []

    def tags_alone(self, text: str) -> None:
        """Conditions stand on lines of their own: then a line is either a sentence or not, and its reading with it."""
        for number, line in enumerate(text.split("\n"), 1):
            if ("{%" in line or "%}" in line) and not _TAG_ALONE.fullmatch(line):
                self.fault(number, say("library.statement-in-line"))

    def fault(self, line: int, message: Text) -> None:
        self.report(self.within[-1] if self.within else "", line, message)

    def place(self, line: int) -> Place:
        return self.within[-1], line


class _Body:
    """One block of a template: turns Jinja's nodes into lines, and lines into sentences."""

    def __init__(self, parser: _Parser) -> None:
        self.parser = parser
        self.out: list[Node] = []
        self.line = _Line()

    def nodes_of(self, body: list[Any]) -> list[Node]:
        for node in body:
            if type(node).__name__ == "Output":
                self.output(node)
            else:
                self.statement(node)
        self.end_line()
        return self.out

    def output(self, node: Any) -> None:
        for part in node.nodes:
            if type(part).__name__ == "TemplateData":
                self.words(part.data, part.lineno)
                continue
            self.line.number = self.line.number or part.lineno
            try:
                self.line.pieces.append(name_of(part))
            except NotACondition:
                self.parser.fault(part.lineno, say("library.template-prints", part=type(part).__name__))

    def words(self, text: str, number: int) -> None:
        first, *rest = text.split("\n")
        if first:
            self.line.pieces.append(first)
            self.line.number = self.line.number or number
        elif rest and not self.line.pieces:
            self.out.append(Break())
        for offset, words in enumerate(rest, 1):
            self.end_line()
            if offset < len(rest) and not words.strip():
                self.out.append(Break())
            elif words:
                self.line = _Line([words], number + offset)

    def end_line(self) -> None:
        line, self.line = self.line, _Line()
        if line.pieces and isinstance(line.pieces[0], str):
            line.pieces[0] = line.pieces[0].lstrip()
        if not line.pieces:
            return
        if not line.text().strip() and not any(isinstance(piece, Name) for piece in line.pieces):
            self.out.append(Break())
        elif isinstance(line.pieces[0], str) and line.pieces[0].startswith(READING_MARK.strip()):
            self.reading(line)
        else:
            self.sentence(line)

    def sentence(self, line: _Line) -> None:
        if odd := odd_characters(line.text()):
            self.parser.fault(line.number, say("library.template-odd", characters=" ".join(odd)))
        item = isinstance(line.pieces[0], str) and line.pieces[0].startswith("- ")
        item = item or (isinstance(line.pieces[0], Name) and line.pieces[0].path == ("loop", "index"))
        self.out.append(Sentence(tuple(line.pieces), (), item, self.parser.place(line.number)))

    def reading(self, line: _Line) -> None:
        first = str(line.pieces[0]).removeprefix(READING_MARK.strip()).lstrip()
        pieces = tuple(piece for piece in (first, *line.pieces[1:]) if piece != "")
        last = self.out[-1] if self.out else None
        if not isinstance(last, Sentence) or last.gloss:
            self.parser.fault(line.number, say("library.reading-alone"))
            return
        self.out[-1] = Sentence(last.text, pieces, last.item, last.place)

    def statement(self, node: Any) -> None:
        self.end_line()
        match type(node).__name__:
            case "If":
                self.out.append(self.branches(node))
            case "For":
                self.loop(node)
            case "Include" if isinstance(getattr(node.template, "value", None), str) and not node.ignore_missing:
                self.out.extend(self.parser.template(node.template.value, node.lineno))
            case kind:
                self.parser.fault(node.lineno, say("library.template-forbids", part=kind))

    def branches(self, node: Any) -> Branches:
        cases = [node, *node.elif_]
        branches = tuple((condition, self.body(case.body)) for case in cases if (condition := self.condition(case.test, case.lineno)) is not None)
        return Branches(branches, self.body(node.else_), self.parser.place(node.lineno))

    def loop(self, node: Any) -> None:
        if type(node.target).__name__ != "Name" or node.else_ or node.recursive:
            self.parser.fault(node.lineno, say("library.template-forbids", part="For"))
            return
        try:
            over = name_of(node.iter)
        except NotACondition as problem:
            self.parser.fault(node.lineno, problem.message)
            return
        condition = self.condition(node.test, node.lineno) if node.test is not None else None
        self.out.append(Loop(node.target.name, over, condition, self.body(node.body), self.parser.place(node.lineno)))

    def condition(self, node: Any, line: int) -> Condition | None:
        try:
            return condition_of(node)
        except NotACondition as problem:
            self.parser.fault(line, problem.message)
            return None

    def body(self, nodes: list[Any]) -> tuple[Node, ...]:
        return tuple(_Body(self.parser).nodes_of(nodes))


def lacks_reading(sentence: Sentence) -> bool:
    """Whether a sentence has no Chinese line although it has words of its own."""
    words = "".join(piece for piece in sentence.text if isinstance(piece, str))
    needs = any(char.isalpha() for char in words)
    gloss = "".join(piece for piece in sentence.gloss if isinstance(piece, str))
    return not sentence.gloss or (needs and not has_chinese(gloss))
