"""Linking: one playbook with everything that it names, every name checked, all faults at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from azkit.facts.condition_parse import NotACondition, parse_condition
from azkit.facts.conditions import Condition
from azkit.facts.derived import DerivedFact
from azkit.facts.literals import typed
from azkit.ground.documents import Document, Key
from azkit.ground.faults import Fault, Refused, invalid
from azkit.ground.nearest import unknown
from azkit.ground.say import Text, say
from azkit.library.link_asks import column_asks, use_fault
from azkit.library.link_examples import whole_examples, whole_refused
from azkit.library.link_facts import clock_facts, declinable, known_names, own_vocabulary, uses_of
from azkit.library.link_letters import TemplateLinker
from azkit.library.link_rules import rule_conditions
from azkit.library.load import Library
from azkit.library.name_space import KINDS, TEXT_ENTRY, NameSpace, bases, linked_derived
from azkit.library.playbook import Conditional, Letter, LinkedCheck, LinkedEarly, LinkedNext, Playbook, Policy, Route, Section, Use
from azkit.library.playbook_model import FactUse, LetterForm, PlaybookFile, RouteForm, SectionForm
from azkit.library.shared_faults import shared_faults
from azkit.library.template_model import Template, named

Made = TypeVar("Made")

OF_FILES = ("appeal-file-types", "appeal-file-size")
"""The figures that every playbook with evidence can meet: what the form takes."""


def link(library: Library, playbook_id: str, store: str | None = None) -> Playbook:
    """The closed value of one playbook; with `store`, without the policy of other stores.

    Raises Refused with every fault: an unknown id is a fault of the call (2), everything else a fault of the files (3).
    """
    found = library.playbook(playbook_id)
    shared = shared_faults(library)
    linker = _Linker(library, found.form, found.document, store)
    playbook = linker.playbook()
    faults = [*shared, *linker.faults]
    if faults:
        raise Refused(dict.fromkeys(faults))
    return playbook


@dataclass(slots=True)
class _Linker:
    library: Library
    form: PlaybookFile
    document: Document
    store: str | None
    faults: list[Fault] = field(default_factory=list)
    space: NameSpace = field(init=False)

    def playbook(self) -> Playbook:
        library, form = self.library, self.form
        derived = linked_derived(library.vocabulary, library.derived, self.report_derived)
        uses = uses_of(form)
        vocabulary = own_vocabulary(library.vocabulary, uses, self.report)
        names = tuple(name for name, _ in uses)
        self.space = NameSpace(vocabulary, derived, tuple(n for n in names if n in vocabulary), self.printed(), {})
        known_names(library, form, names, self.report)
        needed = self.needed_derived(derived)
        templates = TemplateLinker(library, self.space, self.faults.append)
        used = {name: self.use(index, name, use) for index, (name, use) in enumerate(uses)}
        return Playbook(
            id=form.id,
            family=form.family,
            title=form.title,
            applies=form.applies,
            banner=form.banner,
            uses=used,
            declinable=declinable(used, vocabulary),
            column_asks=column_asks(library, self.space, self.report_column),
            checks=tuple(self.check(index) for index in range(len(form.checks))),
            letters={letter_id: self.letter(letter_id, each, templates) for letter_id, each in form.letters.items()},
            routes=tuple(self.route(index, each) for index, each in enumerate(form.routes)),
            vocabulary=vocabulary,
            derived=needed,
            printed_policy=form.policy,
            policy=self.policy(needed),
            clock_facts=clock_facts(form, library.policy.clocks),
            names=library.names,
            rules=library.rule_book.rules,
            rule_conditions=self.once("rule_conditions", lambda _: rule_conditions(library, lambda *_: None)),  # its faults are among those of the shared files
            phrase_book=library.rule_book.phrases,
            headings=library.rule_book.headings,
            catalogue=library.catalogue,
            composed=self.once("composed", lambda report: replace(templates, report=report).catalogue()) if self.has_tables() else {},
            examples=(examples := whole_examples(form.examples, self.report)),
            refused=whole_refused(form.refused, examples, self.report),
        )

    def has_tables(self) -> bool:
        return any(self.library.vocabulary[name].type == "table" for name in self.space.listed)

    def once(self, name: str, made: Callable[[Callable[[Fault], None]], Made]) -> Made:
        """What is the same for every playbook of a library, worked out once, with its faults."""
        if name not in self.library.linked_once:
            faults: list[Fault] = []
            self.library.linked_once[name] = (made(faults.append), faults)
        value, found = self.library.linked_once[name]
        self.faults.extend(found)
        return value  # type: ignore[no-any-return]

    def report_derived(self, name: str, message: Text) -> None:
        kind = next((each for each in KINDS if getattr(self.library.derived[name], each)), "")
        self.faults.append(invalid(f"derived.{name}", message, where=self.library.where("facts", ("derived", name, kind))))

    def report_column(self, table: str, column: str, message: Text) -> None:
        where = self.library.where("facts", ("facts", table, "columns", column))
        self.faults.append(invalid(f"{table}.{column}", message, where=where))

    def report(self, key: Key, message: Text) -> None:
        name = ".".join(str(part) for part in key)
        self.faults.append(invalid(name, message, where=self.document.where(key)))

    def unknown(self, key: Key, name: str, known: Iterable[str]) -> None:
        self.report(key, unknown(name, known))

    def use(self, index: int, name: str, use: FactUse) -> Use:
        above = self.space.above(index)
        key: Key = ("facts", index, name)
        if message := use_fault(use, self.library.vocabulary.get(name)):
            self.report((*key, "ask"), message)
        optional = self.true_or_condition(use.optional, (*key, "optional"))
        return Use(name, self.condition(use.when, (*key, "when"), above), optional, self.true_or_condition(use.ask, (*key, "ask")), use.decline)

    def true_or_condition(self, words: str, key: Key) -> Literal[True] | Condition | None:
        return True if words == "true" else self.condition(words, key)

    def condition(self, words: str, key: Key, space: NameSpace | None = None) -> Condition | None:
        if not words:
            return None
        try:
            return typed(parse_condition(words), (space or self.space).entry, lambda message: self.report(key, message))
        except NotACondition as problem:
            self.report(key, problem.message)
            return None

    def check(self, index: int) -> LinkedCheck:
        check = self.form.checks[index]
        condition = self.condition(check.when, ("checks", index, "when"))
        if check.fact not in self.space.listed:
            self.unknown(("checks", index, "fact"), check.fact, self.space.listed)
        return LinkedCheck(condition, check.fact, check.say)  # type: ignore[arg-type]  # a fault stops the link

    def letter(self, letter_id: str, form: LetterForm, templates: TemplateLinker) -> Letter:
        key: Key = ("letters", letter_id)
        channel = self.library.policy.channels.get(form.channel)
        if channel is None:
            self.unknown((*key, "channel"), form.channel, self.library.policy.channels)
        if bool(form.template) == bool(form.sections):
            self.report(key, say("library.template-or-sections"))

        def where(*part: str) -> str:
            return self.document.where((*key, *part))

        sections = (
            tuple(self.section(letter_id, name, each, templates) for name, each in form.sections.items())
            if form.sections
            else (Section("body", None, templates.template(form.template, where("template"))),)
        )
        subject: Template | None = templates.words(form.subject, where("subject")) if form.subject else None
        whole = [section.template for section in sections] + ([subject] if subject else [])
        roots = {root for template in whole for root in named(template.nodes)} | {each.each[0] for each in sections if each.each}
        names = {base for root in roots for base in bases(root, self.space.derived)}
        return Letter(letter_id, form.to, form.channel, channel, form.send, subject, sections, frozenset(names))  # type: ignore[arg-type]

    def section(self, letter_id: str, name: str, form: SectionForm, templates: TemplateLinker) -> Section:
        key: Key = ("letters", letter_id, "sections", name)
        if not form.each:
            return Section(name, form.heading, templates.template(form.template, self.document.where(key)))
        table, _, column = form.each.partition(".")
        found, words = self.space.root(table), self.space.entry((table, column))
        if isinstance(found, Text) or isinstance(words, Text) or found.type != "table":
            wrong = found if isinstance(found, Text) else words if isinstance(words, Text) else say("library.not-a-table", name=table)
            self.report((*key, "each"), wrong)
            return Section(name, None, Template(form.template, ()))
        inner = replace(templates, space=self.space.with_row("row", found))
        return Section(name, None, inner.template(form.template, self.document.where(key)), (table, column))

    def route(self, index: int, form: RouteForm) -> Route:
        key: Key = ("routes", index)
        if bool(form.when) == (index == len(self.form.routes) - 1):
            self.report(key, say("library.last-route"))
        known: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
            ("letters", form.letters, self.form.letters),
            ("instead", form.instead, [route.id for route in self.form.routes]),
            ("clocks", form.clocks, self.library.policy.clocks),
            ("next", [each.playbook for each in form.next], self.library.paths),
            ("cost", [form.cost.source], self.library.policy.sources),
        )
        for part, names, all_names in known:
            for name in names:
                if name not in all_names:
                    self.unknown((*key, part), name, all_names)
        if not any(example.route == form.id for example in self.form.examples.values()):
            self.report(key, say("library.unreached-route", route=form.id))
        if not form.letters and not form.advice:
            self.report(key, say("library.silent-route", route=form.id))
        advice = tuple(Conditional(Text(each.en, each.zh), self.condition(each.when, (*key, "advice", n, "when"))) for n, each in enumerate(form.advice))
        following = tuple(LinkedNext(each.playbook, each.say, self.condition(each.when, (*key, "next", n, "when"))) for n, each in enumerate(form.next))
        condition = self.condition(form.when, (*key, "when"))
        early = LinkedEarly(self.condition(form.early.when, (*key, "early", "when")), form.early.provided) if form.early else None  # type: ignore[arg-type]  # a fault stops the link
        return Route(form.id, condition, form.why, form.cost, early, form.instead, form.letters, advice, form.checklist, form.clocks, following)

    def printed(self) -> dict[str, Any]:
        """The names by which templates print policy values: `withdrawal-steps` is `withdrawal_steps`."""
        policy, names = self.library.policy, {}
        for index, name in enumerate(self.form.policy):
            if name not in policy.steps and name not in policy.figures and name not in policy.clocks:
                self.unknown(("policy", index), name, [*policy.steps, *policy.figures, *policy.clocks])
            names[name.replace("-", "_")] = replace(TEXT_ENTRY, type="table") if name in policy.steps else TEXT_ENTRY
        return names

    def needed_derived(self, derived: dict[str, DerivedFact]) -> dict[str, DerivedFact]:
        """The derived facts whose names resolve here: all others would rest on facts that this playbook does not list."""
        return {name: fact for name, fact in derived.items() if not isinstance(self.space.root(name), Text)}

    def policy(self, derived: dict[str, DerivedFact]) -> Policy:
        """The part of the policy that this playbook can meet: its clocks and printed values, and their sources."""
        whole = self.library.policy
        spans = {fact.derived.add[1] for fact in derived.values() if fact.derived.add}
        named = {name for route in self.form.routes for name in route.clocks} | spans
        clocks = {name: self.pruned(clock) for name, clock in whole.clocks.items() if name in named}
        steps = {name: self.pruned(each) for name, each in whole.steps.items() if name in self.form.policy}
        figures = {name: self.pruned(each) for name, each in whole.figures.items() if name in self.form.policy or (name in OF_FILES and "evidence" in self.space.listed)}
        sources = {value.source for clock in clocks.values() for value in clock.values}
        return Policy(whole.stores, clocks, steps, figures, {name: each for name, each in whole.sources.items() if name in sources})

    def pruned(self, entry: Any) -> Any:
        if self.store is None:
            return entry
        return replace(entry, values=tuple(value for value in entry.values if value.stores == "all" or self.store in value.stores))
