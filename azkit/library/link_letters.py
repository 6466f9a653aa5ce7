"""Templates against the names of a playbook: every name known, every sentence with its reading, every loop over a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from azkit.facts.conditions import Condition, Name
from azkit.facts.literals import typed
from azkit.facts.vocabulary import FactEntry
from azkit.ground.faults import Fault, invalid
from azkit.ground.say import Text, say
from azkit.library.load import Library
from azkit.library.name_space import NameSpace
from azkit.library.template_model import Branches, Loop, Node, Sentence, Template
from azkit.library.template_parse import lacks_reading, parse_sentences, parse_template


@dataclass(frozen=True, slots=True)
class TemplateLinker:
    """Parses and checks the templates of one playbook."""

    library: Library
    space: NameSpace
    report: Callable[[Fault], None]

    def template(self, name: str, where: str) -> Template:
        """A template file, checked. `where` is the place that names it."""
        found = self.library.template(name)
        if found is None:
            self.report(invalid("", say("library.no-template", name=name), where=where))
            return Template(name, ())
        template = parse_template(name, self.library.template, self.report)
        return Template(name, self.nodes(template.nodes, self.space, found[0]))

    def words(self, text: str, where: str) -> Template:
        """A line of words inside a YAML file, such as a subject; it needs no reading."""
        template = parse_sentences(text, where, self.report)
        return Template(where, self.nodes(template.nodes, self.space, where, needs_reading=False))

    def catalogue(self) -> dict[tuple[str, str], Template]:
        """The sentences of every catalogue entry, checked against the columns of the tables that use its kind."""
        columns = self.columns_by_kind()
        composed: dict[tuple[str, str], Template] = {}
        for (kind, entry_id), entry in self.library.catalogue.items():
            where = f"{kind} {entry_id}"
            space = NameSpace(self.library.vocabulary, {}, (), columns.get(kind, {}), {})
            for slot in entry.slots:
                if slot not in space.printed:
                    self.report(invalid(f"{entry_id}.slots", say("library.unknown-name", name=slot), where=where))
            template = parse_sentences(entry.sentence, where, self.report)
            composed[kind, entry_id] = Template(where, self.nodes(template.nodes, space, where))
        return composed

    def columns_by_kind(self) -> dict[str, dict[str, FactEntry]]:
        vocabulary = self.library.vocabulary
        found: dict[str, dict[str, FactEntry]] = {}
        for table in vocabulary.values():
            entries = {name: vocabulary[column.fact or name] for name, column in table.columns.items()}
            for entry in entries.values():
                if entry.catalogue:
                    found[entry.catalogue] = entries
        return found

    def nodes(self, nodes: tuple[Node, ...], space: NameSpace, file: str, *, needs_reading: bool = True) -> tuple[Node, ...]:
        return tuple(self.node(node, space, file, needs_reading) for node in nodes)

    def node(self, node: Node, space: NameSpace, file: str, needs_reading: bool) -> Node:
        match node:
            case Sentence():
                if needs_reading and lacks_reading(node):
                    self.fault(file, node.line, say("library.no-reading"))
                for piece in (*node.text, *node.gloss):
                    if isinstance(piece, Name):
                        self.printable(piece, space, file, node.line)
            case Branches(branches, otherwise, line):
                checked = tuple((self.condition(each, space, file, line), self.nodes(body, space, file)) for each, body in branches)
                return Branches(checked, self.nodes(otherwise, space, file), line)
            case Loop():
                return self.loop(node, space, file)
        return node

    def loop(self, node: Loop, space: NameSpace, file: str) -> Loop:
        found = space.entry(node.over.path)
        if isinstance(found, Text) or found.type != "table":
            self.fault(file, node.line, found if isinstance(found, Text) else say("library.not-a-table", name=".".join(node.over.path)))
            return node
        inner = space.with_row(node.variable, found if found.columns else None)
        condition = self.condition(node.condition, inner, file, node.line) if node.condition else None
        return Loop(node.variable, node.over, condition, self.nodes(node.body, inner, file), node.line)

    def condition(self, condition: Condition, space: NameSpace, file: str, line: int) -> Condition:
        return typed(condition, space.entry, lambda message: self.fault(file, line, message))

    def printable(self, name: Name, space: NameSpace, file: str, line: int) -> None:
        found = space.entry(name.path)
        if isinstance(found, Text):
            self.fault(file, line, found)
        elif found.any_script or found.type == "table":
            self.fault(file, line, say("library.not-printable", name=".".join(name.path)))

    def fault(self, file: str, line: int, message: Text) -> None:
        self.report(invalid("", message, where=f"{file}:{line}"))
