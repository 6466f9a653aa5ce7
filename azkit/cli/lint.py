"""`azkit lint`: letters that people wrote elsewhere, judged by the same rules as azkit's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, get_args

from azkit.cli.streams import input_text, put, somebody_reads, tell, tell_all
from azkit.cli.values import now_of, one_of, overlay_folders
from azkit.ground.faults import Refused, usage
from azkit.ground.files import STDIN, read_text
from azkit.ground.nearest import no_such
from azkit.ground.say import Lang, say
from azkit.library.rule_book import RuleBook
from azkit.library.rule_model import Kind, Rule
from azkit.library.snapshot import Common, common, rule_book
from azkit.outputs.lint_report import Linted, as_github, as_json, as_lines, as_notes, marked
from azkit.rules.engine import Judge
from azkit.rules.judged import JudgedText, advice_of
from azkit.rules.kinds import TEXT_TESTS
from azkit.rules.lettered import letter_of

if TYPE_CHECKING:
    from azkit.facts.values import Given

FOUND = 4


class Case(TypedDict):
    """What is known beside the letter."""

    facts: Mapping[str, Given] | None
    today: date | None
    earlier: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Lint:
    """One call of `azkit lint`, as typed. Its heavy parts load inside: only facts need the vocabulary."""

    files: Sequence[str]
    lang: Lang
    kind: str = ""
    facts: Sequence[str] = ()
    earlier: Sequence[str] = ()
    form: str = "text"
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fail_on: str = "error"
    overlays: Sequence[Path] = ()
    today: str = ""

    def run(self) -> int:
        """Judge every file, print what was found, and return the exit code. Raises Refused, FileTrouble."""
        self._check()
        folders = overlay_folders(self.overlays)
        book = rule_book(folders)
        rules = self._rules(book)
        texts = {name: input_text(name) for name in dict.fromkeys(self.files)}
        shared = common(folders) if self.facts else None
        judge = Judge(rules, conditions=shared.rule_conditions if shared else {}, book=book.phrases)
        case = self._case(shared, judge)
        letters = [self._linted(name, judge, letter_of(text, self.kind, book.headings, **case)) for name, text in texts.items()]
        self._show(letters)
        severities = {finding.severity for each in letters for finding in each.findings}
        return FOUND if "error" in severities or (self.fail_on == "warning" and "warning" in severities) else 0

    def _check(self) -> None:
        """Raise Refused for a value that no option takes."""
        one_of("--format", self.form, ("text", "json", "github"))
        one_of("--fail-on", self.fail_on, ("error", "warning"))
        if [*self.files, *self.facts, *self.earlier].count(STDIN) > 1:
            raise usage("--facts", say("doors.stdin-twice"))
        if self.kind not in get_args(Kind):
            raise usage("--kind", say("doors.which-kind", known=", ".join(get_args(Kind))))

    def _rules(self, book: RuleBook) -> Mapping[str, Rule]:
        """The rules that look at texts, as far as they are wished for."""
        rules = {rule_id: rule for rule_id, rule in book.rules.items() if rule.test in TEXT_TESTS}
        for option, names in (("--select", self.select), ("--ignore", self.ignore)):
            for name in names:
                if name not in rules:
                    raise usage(option, no_such("doors.no-rule", name, rules))
        return {rule_id: rule for rule_id, rule in rules.items() if (not self.select or rule_id in self.select) and rule_id not in self.ignore}

    def _case(self, shared: Common | None, judge: Judge) -> Case:
        """What is known of the case beside the letters: its facts, the day, the letters of earlier rounds."""
        facts = given_facts(self.facts, shared, judge, now_of(self.today)) if shared else None
        return {"facts": facts, "today": now_of(self.today).date() if self.today else None, "earlier": tuple(read_text(Path(name)) for name in self.earlier)}

    def _linted(self, name: str, judge: Judge, judged: JudgedText) -> Linted:
        found = judge.letter(judged, None)
        return Linted(name, self.kind, judged.text, tuple(finding for finding in found if finding.kind != "advice"), advice_of(found))

    def _show(self, letters: Sequence[Linted]) -> None:
        """The findings on standard output, advice beside it; for a person at a terminal the letters with their findings marked as well."""
        if self.form == "text" and somebody_reads():
            tell_all(line for each in letters if each.findings for line in marked(each, self.lang))
        if self.form == "json":
            put(as_json(letters, self.lang))
            return
        if found := (as_github if self.form == "github" else as_lines)(letters, self.lang):
            put(found)
        elif self.form == "text":
            tell(say("doors.nothing-found").in_(self.lang))
        tell_all(as_notes(letters, self.lang))


def given_facts(files: Sequence[str], shared: Common, judge: Judge, now: datetime) -> Mapping[str, Given]:
    """The facts of the case, as they are read for a draft. Raises Refused, FileTrouble."""
    from azkit.cli.given_facts import gather
    from azkit.drafting.reading import reading_of
    from azkit.facts.reader import read_facts

    given = gather(list(files), [])
    known, faults = read_facts(given.facts, shared.vocabulary, reading_of(shared, given.facts, now, judge))
    if wrong := [fault for fault in faults if fault.kind == "invalid"]:
        raise Refused(given.placed(fault) for fault in wrong)
    return known.given
