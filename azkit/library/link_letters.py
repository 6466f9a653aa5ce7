"""Templates against the names of a playbook: every name known, every sentence with its reading, every loop over a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from azkit.facts.conditions import Condition, Name
from azkit.facts.literals import typed
from azkit.facts.vocabulary import FactEntry
from azkit.ground.faults import Fault, invalid
from azkit.ground.nearest import no_such, unknown
from azkit.ground.say import Text, say
from azkit.library.catalogue_model import Cause
from azkit.library.load import Library
from azkit.library.name_space import CAUSE_NAME, NameSpace
from azkit.library.template_model import Branches, Loop, Node, Place, Sentence, Template, sentences
from azkit.library.template_parse import READING_MARK, lacks_reading, parse_sentences, parse_template


@dataclass(frozen=True, slots=True)
class TemplateLinker:
    """Parses and checks the templates of one playbook."""

    library: Library
    space: NameSpace
    report: Callable[[Fault], None]
    inline: str = ""
    """The place of words that stand inside a YAML file; empty for template files."""

    def template(self, name: str, where: str) -> Template:
        """A template file, checked. `where` is the place that names it."""
        if self.library.template_path(name) is None:
            self.report(invalid("", no_such("library.no-template", name, self.library.template_names()), where=where))
            return Template(name, ())
        template = parse_template(name, self.library.template, self.fault, self.library.template_names)
        if not any(sentences(template.nodes)):
            self.fault(name, 0, say("library.template-empty"))
        return Template(name, self.nodes(template.nodes, self.space))

    def words(self, text: str, where: str) -> Template:
        """A line of words inside a YAML file, such as a subject; it needs no reading."""
        inline = replace(self, inline=where)
        return Template(where, inline.nodes(parse_sentences(text, where, inline.fault).nodes, self.space, needs_reading=False))

    def catalogue(self) -> dict[tuple[str, str], Template]:
        """The sentences of every catalogue entry, checked against the columns of the tables that use its kind."""
        columns = self.columns_by_kind()
        composed: dict[tuple[str, str], Template] = {}
        for (kind, entry_id), entry in self.library.catalogue.items():
            key = (f"{kind}s", entry_id)
            space = NameSpace(self.library.vocabulary, {}, (), columns.get(kind, {}), {})
            for index, slot in enumerate(entry.slots):
                if slot not in space.printed:
                    where = self.library.where("causes", (*key, "slots", index))
                    self.report(invalid(f"{entry_id}.slots", unknown(slot, space.printed), where=where))
            inline = replace(self, inline=self.library.where("causes", (*key, "sentence")))
            template = parse_sentences(entry.sentence, f"{kind} {entry_id}", inline.fault)
            composed[kind, entry_id] = Template(template.name, inline.nodes(template.nodes, space))
            if isinstance(entry, Cause) and entry.name:
                composed[CAUSE_NAME, entry_id] = self.name(entry.name, self.library.where("causes", (*key, "name")), space)
        return composed

    def name(self, name: Text, where: str, space: NameSpace) -> Template:
        """What a plan calls a cause."""
        inline = replace(self, inline=where)
        return Template(where, inline.nodes(parse_sentences(f"{name.en}\n{READING_MARK}{name.zh}", where, inline.fault).nodes, space))

    def columns_by_kind(self) -> dict[str, dict[str, FactEntry]]:
        vocabulary = self.library.vocabulary
        found: dict[str, dict[str, FactEntry]] = {}
        for table in vocabulary.values():
            entries = {name: vocabulary[column.fact or name] for name, column in table.columns.items()}
            for entry in entries.values():
                if entry.catalogue:
                    found[entry.catalogue] = entries
        return found

    def nodes(self, nodes: tuple[Node, ...], space: NameSpace, *, needs_reading: bool = True) -> tuple[Node, ...]:
        return tuple(self.node(node, space, needs_reading) for node in nodes)

    def node(self, node: Node, space: NameSpace, needs_reading: bool) -> Node:
        match node:
            case Sentence():
                if needs_reading and lacks_reading(node):
                    self.fault(*node.place, say("library.no-reading"))
                for piece in (*node.text, *node.gloss):
                    if isinstance(piece, Name):
                        self.printable(piece, space, node.place)
            case Branches(branches, otherwise, place):
                checked = tuple((self.condition(each, space, place), self.nodes(body, space)) for each, body in branches)
                return Branches(checked, self.nodes(otherwise, space), place)
            case Loop():
                return self.loop(node, space)
        return node

    def loop(self, node: Loop, space: NameSpace) -> Loop:
        found = space.entry(node.over.path)
        if isinstance(found, Text) or found.type != "table":
            self.fault(*node.place, found if isinstance(found, Text) else say("library.not-a-table", name=".".join(node.over.path)))
            return node
        inner = space.with_row(node.variable, found if found.columns else None)
        condition = self.condition(node.condition, inner, node.place) if node.condition else None
        return Loop(node.variable, node.over, condition, self.nodes(node.body, inner), node.place)

    def condition(self, condition: Condition, space: NameSpace, place: Place) -> Condition:
        return typed(condition, space.entry, lambda message: self.fault(*place, message))

    def printable(self, name: Name, space: NameSpace, place: Place) -> None:
        found = space.entry(name.path)
        if isinstance(found, Text):
            self.fault(*place, found)
        elif found.any_script or found.type == "table":
            self.fault(*place, say("library.not-printable", name=".".join(name.path)))

    def fault(self, name: str, line: int, message: Text) -> None:
        """A fault in a template, or in words inside a YAML file, where lines count from the place that holds them."""
        if self.inline:
            file, _, start = self.inline.rpartition(":")
            where = f"{file}:{int(start) + line}" if start.isdigit() else self.inline
        else:
            path = self.library.template_path(name)
            where = f"{path or name}:{line}" if line else str(path or name)
        self.report(invalid("", message, where=where))
