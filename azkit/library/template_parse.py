"""Template text becomes sentences. Jinja parses; what a template may not do is refused with its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from azkit.facts.conditions import Condition, Name, NotACondition, condition_of, name_of
from azkit.ground.faults import Fault, invalid
from azkit.ground.say import Text, say
from azkit.ground.text import has_chinese, odd_characters
from azkit.library.template_model import Branches, Break, Loop, Node, Piece, Sentence, Template

READING_MARK = "zh| "
MAX_DEPTH = 4
"""Partials in partials; deeper is a circle."""

Finder = Callable[[str], "tuple[str, str] | None"]
"""A template name to its file name and text, or None where there is no such template."""


def parse_template(name: str, find: Finder, report: Callable[[Fault], None]) -> Template:
    """The template called `name`, partials put in. Faults are reported, and what can be kept is kept."""
    return Template(name, tuple(_Parser(find, report).template(name, 0)))


def parse_sentences(text: str, where: str, report: Callable[[Fault], None]) -> Template:
    """Sentences that stand inside a YAML file, as those of the catalogue do."""
    return Template(where, tuple(_Parser(_no_partials, report).text(text, where, 0)))


def _no_partials(_name: str) -> None:
    """Sentences inside a YAML file include nothing."""


@cache
def _environment() -> Any:
    from jinja2 import Environment

    return Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701  (nothing is rendered by Jinja)


@dataclass(slots=True)
class _Line:
    """The line being collected."""

    pieces: list[Piece] = field(default_factory=list)
    number: int = 0

    def text(self) -> str:
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


@dataclass(slots=True)
class _Parser:
    find: Finder
    report: Callable[[Fault], None]
    file: str = ""

    def template(self, name: str, depth: int) -> list[Node]:
        found = self.find(name) if depth <= MAX_DEPTH else None
        if found is None:
            self.fault(0, say("library.no-template", name=name))
            return []
        outer, self.file = self.file, found[0]
        nodes = self.text(found[1], found[0], depth)
        self.file = outer
        return nodes

    def text(self, text: str, file: str, depth: int) -> list[Node]:
        from jinja2 import TemplateSyntaxError

        self.file = file
        try:
            return _Body(self, depth).nodes_of(_environment().parse(text).body)
        except TemplateSyntaxError as error:
            self.fault(error.lineno, say("library.template-syntax", problem=error.message or ""))
        except (RecursionError, ValueError) as error:
            self.fault(0, say("library.template-syntax", problem=type(error).__name__))
        return []

    def fault(self, line: int, message: Text) -> None:
        self.report(invalid("", message, where=f"{self.file}:{line}" if line else self.file))


class _Body:
    """One block of a template: turns Jinja's nodes into lines, and lines into sentences."""

    def __init__(self, parser: _Parser, depth: int) -> None:
        self.parser = parser
        self.depth = depth
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
        self.out.append(Sentence(tuple(line.pieces), (), item, line.number))

    def reading(self, line: _Line) -> None:
        first = str(line.pieces[0]).removeprefix(READING_MARK.strip()).lstrip()
        pieces = tuple(piece for piece in (first, *line.pieces[1:]) if piece != "")
        last = self.out[-1] if self.out else None
        if not isinstance(last, Sentence) or last.gloss:
            self.parser.fault(line.number, say("library.reading-alone"))
            return
        self.out[-1] = Sentence(last.text, pieces, last.item, last.line)

    def statement(self, node: Any) -> None:
        if self.line.pieces:
            self.parser.fault(node.lineno, say("library.statement-in-line"))
            self.line = _Line()
        match type(node).__name__:
            case "If":
                self.out.append(self.branches(node))
            case "For":
                self.loop(node)
            case "Include" if type(node.template).__name__ == "Const" and isinstance(node.template.value, str):
                self.out.extend(self.parser.template(node.template.value, self.depth + 1))
            case kind:
                self.parser.fault(node.lineno, say("library.template-forbids", part=kind))

    def branches(self, node: Any) -> Branches:
        cases = [node, *node.elif_]
        branches = tuple((condition, self.body(case.body)) for case in cases if (condition := self.condition(case.test, case.lineno)) is not None)
        return Branches(branches, self.body(node.else_), node.lineno)

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
        self.out.append(Loop(node.target.name, over, condition, self.body(node.body), node.lineno))

    def condition(self, node: Any, line: int) -> Condition | None:
        try:
            return condition_of(node)
        except NotACondition as problem:
            self.parser.fault(line, problem.message)
            return None

    def body(self, nodes: list[Any]) -> tuple[Node, ...]:
        return tuple(_Body(self.parser, self.depth).nodes_of(nodes))


def lacks_reading(sentence: Sentence) -> bool:
    """Whether a sentence has no Chinese line although it has words of its own."""
    words = "".join(piece for piece in sentence.text if isinstance(piece, str))
    needs = any(char.isalpha() for char in words)
    gloss = "".join(piece for piece in sentence.gloss if isinstance(piece, str))
    return not sentence.gloss or (needs and not has_chinese(gloss))
