"""`azkit lint`: letters that people wrote elsewhere, judged by the same rules as azkit's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from azkit.cli.given_facts import gather
from azkit.cli.streams import put, read_stdin, somebody_reads, tell
from azkit.drafting.reading import reading_of
from azkit.facts.reader import read_facts
from azkit.facts.values import Given
from azkit.ground.clock import current_instant
from azkit.ground.faults import Refused, usage
from azkit.ground.files import read_text
from azkit.ground.say import Lang, say
from azkit.ground.text import nearest
from azkit.library.catalogue_model import Rule
from azkit.library.load import load
from azkit.library.playbook import Playbook
from azkit.library.snapshot import linked
from azkit.outputs.lint_report import Linted, as_github, as_json, as_lines, marked
from azkit.rules.engine import Judge
from azkit.rules.kinds import TEXT_TESTS
from azkit.rules.lettered import letter_of

FOUND = 4
KINDS = ("buyer", "claim", "appeal", "support")


@dataclass(frozen=True, kw_only=True)
class Lint:
    """One call of `azkit lint`, as typed."""

    files: Sequence[str]
    kind: str
    facts: Sequence[str]
    form: str
    select: Sequence[str]
    ignore: Sequence[str]
    fail_on: str
    overlays: Sequence[Path]
    lang: Lang

    def run(self) -> int:
        """Judge every file, print what was found, and return the exit code. Raises Refused, FileTrouble."""
        library = load(self.overlays)
        playbook = linked(library, min(library.paths))  # any: all hold the same rules, vocabulary and names
        judge = Judge(self._rules(playbook), conditions=playbook.rule_conditions)
        facts = self._facts(playbook, judge) if self.facts else None
        texts = {name: read_stdin() if name == "-" else read_text(Path(name)) for name in dict.fromkeys(self.files)}
        letters = [self._linted(name, text, judge, playbook, facts) for name, text in texts.items()]
        self._show(letters)
        severities = {finding.severity for each in letters for finding in each.findings}
        return FOUND if "error" in severities or (self.fail_on == "warning" and "warning" in severities) else 0

    def _rules(self, playbook: Playbook) -> Mapping[str, Rule]:
        """The rules that look at texts, as far as they are wished for."""
        rules = {rule_id: rule for rule_id, rule in playbook.rules.items() if rule.test in TEXT_TESTS}
        for option, names in (("--select", self.select), ("--ignore", self.ignore)):
            for name in names:
                if name not in rules:
                    guess = nearest(name, rules)
                    raise usage(option, say("doors.no-rule-near", guess=guess) if guess else say("doors.no-rule", known=", ".join(rules)))
        return {rule_id: rule for rule_id, rule in rules.items() if (not self.select or rule_id in self.select) and rule_id not in self.ignore}

    def _facts(self, playbook: Playbook, judge: Judge) -> Mapping[str, Given]:
        given = gather(list(self.facts), [])
        known, faults = read_facts(given.facts, playbook.vocabulary, reading_of(playbook, given.facts, current_instant(), judge))
        if wrong := [fault for fault in faults if fault.kind == "invalid"]:
            raise Refused(given.placed(fault) for fault in wrong)
        return known.given

    def _linted(self, name: str, text: str, judge: Judge, playbook: Playbook, facts: Mapping[str, Given] | None) -> Linted:
        judged = letter_of(text, self.kind, playbook.headings, facts)
        return Linted(name, self.kind, judged.text, tuple(judge.letter(judged, None)))

    def _show(self, letters: Sequence[Linted]) -> None:
        """The findings on standard output; for a person at a terminal the letters with their findings marked as well."""
        if self.form == "text" and somebody_reads():
            _tell_all(line for each in letters if each.findings for line in marked(each, self.lang))
        if self.form == "json":
            put(as_json(letters, self.lang))
        elif found := (as_github if self.form == "github" else as_lines)(letters, self.lang):
            put(found)
        if self.form == "text" and not any(each.findings for each in letters):
            tell(say("doors.nothing-found").in_(self.lang))


def _tell_all(lines: Iterable[str]) -> None:
    for line in lines:
        tell(line)
