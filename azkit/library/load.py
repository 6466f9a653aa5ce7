"""The folders of the library: which files there are, which wins, and what they hold when read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from azkit.facts.reading import Names, StoreTerms
from azkit.facts.vocabulary import Derived, FactEntry, FactsFile
from azkit.ground.documents import Document, Key
from azkit.ground.faults import Fault, FileTrouble, Refused, invalid
from azkit.ground.files import kind_of, read_text
from azkit.ground.nearest import no_such
from azkit.ground.paths import data_root, inside
from azkit.ground.say import Text, say
from azkit.library.catalogue_model import CatalogueEntry, CausesFile, RulesFile, TriageFile
from azkit.library.playbook_model import FactUse, PlaybookFile
from azkit.library.rows import PlaybookRow, Shelf
from azkit.library.rule_model import Rule, Severity
from azkit.policy.models import PolicyFile

if TYPE_CHECKING:
    from azkit.library.notice_model import NoticesFile
    from azkit.library.rule_book import RuleBook
    from azkit.library.tables_model import TablesFile

FAMILIES = ("claims", "messages", "appeals")


@dataclass(frozen=True, slots=True)
class Found:
    """One playbook file as read, with its document for the lines of faults."""

    form: PlaybookFile
    document: Document


@dataclass(frozen=True)
class Library:
    """All playbooks and what they share. Files are read when first needed, each once.

    `roots` come in order of precedence, the shipped one first: in a later one a playbook replaces whole,
    and entries of facts, policy, causes and rules replace by id.
    """

    roots: tuple[Path, ...]
    template_roots: tuple[Path, ...]
    paths: Mapping[str, Path]
    replaced: Mapping[str, Text] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list, compare=False)
    documents: dict[str, list[Document]] = field(default_factory=dict, compare=False)
    linked_once: dict[str, Any] = field(default_factory=dict, compare=False)
    """What linking works out once for all playbooks of this library."""

    def playbook(self, playbook_id: str) -> Found:
        """The playbook file with this id. Raises Refused: unknown (2, a usage fault), or faulty (3)."""
        path = self.paths.get(playbook_id)
        if path is None:
            raise Refused([Fault("usage", "usage", "playbook", no_such("doors.no-playbook", playbook_id, sorted(self.paths)))])
        from azkit.library.source_files import read_form

        read = read_form(path, "playbook")
        if read.form is None:
            raise Refused(read.faults)
        faults = [
            invalid(key, say(message), where=read.document.where((key,)))
            for key, holds, message in (
                ("id", read.form.id == path.stem, "library.id-not-file"),
                ("family", read.form.family == path.parent.name, "library.family-not-folder"),
            )
            if not holds
        ]
        if faults:
            raise Refused(faults)
        return Found(read.form, read.document)

    @property
    def overlaid(self) -> bool:
        """Whether anything is laid on top of what ships with azkit."""
        return len(self.roots) > 1

    def shelf(self) -> Shelf:
        """Every playbook that can be read as a list shows it, by family and id, and the faults of the others."""
        forms, faults = [], list[Fault]()
        for playbook_id in self.paths:
            try:
                forms.append(self.playbook(playbook_id).form)
            except Refused as refused:
                faults.extend(refused.faults)
        rows = tuple(self._row(form) for form in sorted(forms, key=lambda form: (FAMILIES.index(form.family), form.id)))
        return Shelf(rows, tuple(self.groups.items()), tuple(faults))

    def _row(self, form: PlaybookFile) -> PlaybookRow:
        uses = [(item, FactUse()) if isinstance(item, str) else next(iter(item.items())) for item in form.facts]
        facts = tuple((name, self.vocabulary[name].type, not use.optional) for name, use in uses if name in self.vocabulary)
        return PlaybookRow(form.id, form.family, form.title, facts, tuple((each.group, Text(each.en, each.zh)) for each in form.triage))

    def where(self, kind: str, key: Key) -> str:
        """File and line of an entry of the shared files; of several files that have it, the one that wins."""
        for document in reversed(self.documents.get(kind, [])):
            inner: Any = document.data
            for part in key[:2]:
                inner = inner.get(str(part)) if isinstance(inner, dict) else None
            if inner is not None:
                return document.where(key)
        return ""

    def template(self, name: str) -> str | None:
        """The text of a template; the last root that has it wins. None where there is none. Raises FileTrouble."""
        path = self.template_path(name)
        return read_text(path) if path else None

    def template_path(self, name: str) -> Path | None:
        """The file of a template, always inside its root."""
        for root in reversed(self.template_roots):
            try:
                path = inside(root, name)
            except ValueError:
                return None
            if path.is_file():
                return path
        return None

    def template_names(self) -> list[str]:
        """Every template there is, for the nearest one to a name that is not."""
        return sorted({path.relative_to(root).as_posix() for root in self.template_roots for path in root.rglob("*.txt")})

    def read_everything(self) -> None:
        """Read all shared files now, so that `faults` is complete."""
        _ = (self.vocabulary, self.derived, self.policy, self.rules, self.catalogue, self.groups, self.tables_files)

    @cached_property
    def vocabulary(self) -> Mapping[str, FactEntry]:
        """Every fact, overlays included."""
        return {name: entry for form in self._facts_files for name, entry in form.facts.items()}

    @cached_property
    def derived(self) -> Mapping[str, Derived]:
        """Every derived fact, overlays included."""
        return {name: entry for form in self._facts_files for name, entry in form.derived.items()}

    @cached_property
    def policy(self) -> PolicyFile:
        """The whole policy, merged by id."""
        merged: dict[str, dict[str, Any]] = {}
        for form in self._forms("policy/*.yaml", "policy"):
            for part in ("stores", "clocks", "channels", "steps", "figures", "carriers", "sources"):
                merged.setdefault(part, {}).update(getattr(form, part))
        return PolicyFile(schema="1", **merged)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by id, graded as the last file says; those that are switched off are left out."""
        rules = {rule_id: rule for form in self.rules_files for rule_id, rule in form.rules.items()}
        for rule_id, grade in self.grades.items():
            if grade == "off":
                rules.pop(rule_id, None)
            elif rule_id in rules:
                rules[rule_id] = replace(rules[rule_id], severity=grade)
        return rules

    @cached_property
    def grades(self) -> Mapping[str, Severity | Literal["off"]]:
        """The severities that files give to rules of other files, the last one winning."""
        return {rule_id: grade for form in self.rules_files for rule_id, grade in form.grades.items()}

    @cached_property
    def headings(self) -> Mapping[str, tuple[str, ...]]:
        """The phrases of headings, by section; a later file replaces those of a section."""
        return {section: phrases for form in self.rules_files for section, phrases in form.headings.items()}

    @cached_property
    def rule_book(self) -> RuleBook:
        """The rules as judges want them."""
        from azkit.library.rule_book import book_of

        return book_of(self.rules, self.headings)

    @cached_property
    def rules_files(self) -> list[RulesFile]:
        """The files of rules, in order of precedence."""
        return self._forms("rules/*.yaml", "rules")

    @cached_property
    def notices_files(self) -> list[NoticesFile]:
        """What is known of Amazon's texts, in order of precedence."""
        return self._forms("notices/*.yaml", "notices")

    @cached_property
    def tables_files(self) -> list[TablesFile]:
        """The maps of exports, in order of precedence."""
        return self._forms("tables/*.yaml", "tables")

    @cached_property
    def catalogue(self) -> Mapping[tuple[str, str], CatalogueEntry]:
        """Every cause, action and prevention, by kind and id."""
        forms: list[CausesFile] = self._forms("causes/*.yaml", "causes")
        merged: dict[tuple[str, str], CatalogueEntry] = {}
        for form in forms:
            for kind, entries in (("cause", form.causes), ("action", form.actions), ("prevention", form.preventions)):
                merged.update({(kind, entry_id): entry for entry_id, entry in entries.items()})
        return merged

    @cached_property
    def groups(self) -> Mapping[str, Text]:
        """The groups under which the interview offers playbooks, in the order of asking."""
        forms: list[TriageFile] = self._forms("triage.yaml", "triage")
        return {group: words for form in forms for group, words in form.groups.items()}

    @cached_property
    def names(self) -> Names:
        """The words that people type for stores and carriers."""
        stores, carriers = self.policy.stores, self.policy.carriers
        return Names(
            stores={name: StoreTerms(name, store.currency, store.symbols, store.zone) for name, store in stores.items()},
            store_aliases={alias.casefold(): name for name, store in stores.items() for alias in store.aliases},
            carriers={alias.casefold(): each.name for each in carriers.values() for alias in (each.name, *each.aliases)},
            number_forms={each.name: each.numbers for each in carriers.values()},
            currencies=frozenset(store.currency for store in stores.values()),
        )

    @cached_property
    def _facts_files(self) -> list[FactsFile]:
        return self._forms("facts.yaml", "facts")

    def _forms(self, pattern: str, kind: str) -> list[Any]:
        """The forms of every matching file, in order of the roots; faults are kept for `faults`."""
        from azkit.library.source_files import read_form

        reads = [read_form(path, kind) for root in self.roots for path in sorted(root.glob(pattern))]
        self.faults.extend(fault for read in reads for fault in read.faults)
        self.documents[kind] = [read.document for read in reads]
        return [read.form for read in reads if read.form is not None]


def load(folders: Sequence[Path] = ()) -> Library:
    """The library that ships with azkit, with overlay folders on top (the last wins).

    An overlay has the form of `playbooks/` and may hold `templates/`. Raises FileTrouble for a folder that is not there.
    """
    shipped = data_root()
    for folder in folders:
        if kind_of(folder) != "folder":
            raise FileTrouble(say("doors.no-overlay", path=folder))
    roots = (shipped / "playbooks", *folders)
    paths: dict[str, Path] = {}
    replaced: dict[str, Text] = {}
    for root in roots:
        for path in sorted(path for family in FAMILIES for path in root.glob(f"{family}/*.yaml")):
            if path.stem in paths:
                replaced[path.stem] = say("doors.overlay-wins", name=path.stem, path=path)
            paths[path.stem] = path
    return Library(roots, (shipped / "templates", *(folder / "templates" for folder in folders)), paths, replaced)
