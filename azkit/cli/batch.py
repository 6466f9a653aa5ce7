"""`azkit batch`: a table in, one draft a row out."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from azkit.cli.batch_drafting import Drafter
from azkit.cli.batch_outputs import Filed, Lines, Nowhere, Output, Printed
from azkit.cli.batch_progress import Progress
from azkit.cli.batch_table import BatchTable, open_batch
from azkit.cli.boundary import INTERRUPTED
from azkit.cli.given_facts import gather
from azkit.cli.streams import take_leave
from azkit.drafting.draft import judge_for_many
from azkit.ground.documents import Plain
from azkit.ground.faults import Fault, Refused, invalid, usage
from azkit.ground.nearest import no_such, unknown
from azkit.ground.say import Lang, Text, say
from azkit.library.load import load
from azkit.library.playbook import Playbook
from azkit.library.snapshot import linked
from azkit.tables.binding import PLAYBOOK
from azkit.tables.crew import each_in_turn
from azkit.tables.folder import Folder
from azkit.tables.memory import Memory
from azkit.tables.outcome import Task
from azkit.tables.precedence import Around, row_facts
from azkit.tables.rows import Row

REJECTED = 5


@dataclass(frozen=True, kw_only=True)
class Batch:
    """One call of `azkit batch`, as typed."""

    table: str
    playbook: str
    sets: Sequence[str]
    defaults: Sequence[str]
    table_map: str
    joins: Sequence[str]
    output: str
    form: str
    cases: str
    encoding: str
    profile: str
    gloss: str
    overlays: Sequence[Path]
    now: datetime
    force: bool
    errors: str
    jobs: int
    dry_run: bool
    stop_on_error: bool
    lang: Lang
    json_lang: Lang

    def run(self) -> int:
        """Draft every row; out: the exit code. Raises Refused, FileTrouble, ReaderGone."""
        with ExitStack() as opened:
            return self._run(opened)

    def _run(self, opened: ExitStack) -> int:
        sets, defaults = dict(gather([], list(self.sets)).facts), dict(gather([], list(self.defaults)).facts)
        named = self.playbook or _words(sets.pop(PLAYBOOK, "")) or _words(defaults.pop(PLAYBOOK, ""))
        library = load(self.overlays)
        table = open_batch(library, self.table, opened, chosen=self.table_map, joins=self.joins, encoding=self.encoding, chinese=self.lang == "zh")
        _known({"--set": sets, "--default": defaults}, table.book.vocabulary)
        if not named and not table.binding.playbook:
            raise usage("--playbook", say("tables.which-playbook", known=", ".join(sorted(library.paths))))
        wanted = dict.fromkeys([*table.outline.playbooks, *([named] if named else [])])
        playbooks = {each: linked(library, each) for each in wanted}
        progress = Progress(table.outline.total, self.json_lang if self.errors == "json" else self.lang, as_json=self.errors == "json")
        progress.say(*(note.in_(self.lang) for note in table.notes))
        around = Around(table.joins, sets, defaults, self._profile())
        memory = self._memory(opened)
        rows = _Rows(table, around, playbooks, named, sorted(library.paths), memory, self.now)
        return self._carried_out(rows, playbooks, progress, memory)

    def _memory(self, opened: ExitStack) -> Memory | None:
        if not self.cases:
            return None
        if self.form == "text" and Path(self.cases).resolve() == Path(self.output).resolve():
            raise usage("--cases", say("tables.cases-apart"))
        memory = Memory(Path(self.cases), dry=self.dry_run)
        opened.callback(memory.close)
        return memory

    def _profile(self) -> Mapping[str, Plain]:
        if not self.profile:
            return {}
        from azkit.cli.profiles_file import named_profile

        return dict(named_profile(self.profile)[0].facts)

    def _carried_out(self, rows: _Rows, playbooks: Mapping[str, Playbook], progress: Progress, memory: Memory | None) -> int:
        output = self._output(rows.table)
        drafter = Drafter(
            {name: (playbook, judge_for_many(playbook)) for name, playbook in playbooks.items()},
            self.now,
            self.json_lang if self.form == "json" else None,
            bool(self.gloss),
        )
        try:
            whole = self._drafted(rows, drafter, output, progress, memory)
            output.finish(whole=whole)
            if memory:
                memory.keep()
        except KeyboardInterrupt:
            take_leave()
            progress.say(progress.summary(), say("tables.interrupted", done=progress.done, left=progress.total - progress.done).in_(self.lang))
            return INTERRUPTED
        finally:
            output.close()
        stopped = [] if whole else [say("tables.stopped", left=progress.total - progress.done).in_(self.lang)]
        progress.say(*progress.more(), *output.told(), *stopped, progress.summary())
        return REJECTED if progress.rejected or output.kept else 0

    def _drafted(self, rows: _Rows, drafter: Drafter, output: Output, progress: Progress, memory: Memory | None) -> bool:
        """Draft the rows and hand them on; out: whether all of them were."""
        with closing(each_in_turn(drafter, rows.tasks(), self.jobs)) as outcomes:
            for first in outcomes:
                row, task = rows.under_way.popleft()
                said = memory.said_before(first) if memory else {}
                outcome = drafter(task._replace(facts={**said, **task.facts})) if said else first
                output.take(row, outcome)
                if memory:
                    memory.note(outcome)
                    if output.stands:
                        memory.keep()
                progress.count(outcome)
                if outcome.faults and self.stop_on_error:
                    return progress.done == progress.total
        return True

    def _output(self, table: BatchTable) -> Output:
        if self.form == "json":
            return Nowhere() if self.dry_run else Lines(self.output, force=self.force)
        if self.output == "-":
            return Nowhere() if self.dry_run else Printed(self.lang)
        folder = Folder(Path(self.output), force=self.force, dry=self.dry_run, mending=bool(table.binding.row))
        return Filed(folder, table.source, self.lang)


class _Rows:
    """The rows of a table on their way to their drafts."""

    def __init__(
        self, table: BatchTable, around: Around, playbooks: Mapping[str, Playbook], named: str, known: Sequence[str], memory: Memory | None, now: datetime
    ) -> None:
        self.table = table
        self.under_way = deque[tuple[Row, Task]]()
        """Rows whose drafts are not done yet; with several processes there are some."""
        self._around = around
        self._playbooks = playbooks
        self._named = named
        self._known = known
        self._memory = memory
        self._now = now

    def tasks(self) -> Iterator[Task]:
        """Every row as a task."""
        for row in self.table.rows():
            task = self._task(row)
            self.under_way.append((row, task))
            yield task

    def _task(self, row: Row) -> Task:
        name = row.playbook or self._named
        where = f"{self.table.source.name}:{row.line}"
        playbook = self._playbooks.get(name)
        if row.faults or playbook is None:
            faults = row.faults or (Fault("invalid", "unknown", PLAYBOOK, self._no_playbook(name)),)
            return Task(row.number, where, name if playbook else "", row.order, {}, faults)
        facts, wrong = row_facts(row, self._around, playbook.uses)
        try:
            recalled = self._memory.recalled(playbook, facts, self._now) if self._memory else {}
        except Refused as refused:
            return Task(row.number, where, name, row.order, {}, refused.faults, settled=True)  # its letter of an earlier day may be out
        return Task(row.number, where, name, row.order, {**facts, **recalled}, tuple(wrong), settled=bool(recalled), readable=True)

    def _no_playbook(self, name: str) -> Text:
        if not name:
            return say("tables.no-playbook")
        return no_such("doors.no-playbook", name, self._known)


def _known(given: Mapping[str, Mapping[str, Plain]], vocabulary: Collection[str]) -> None:
    """Names that are no facts are said once, not for every row. Raises Refused."""
    faults = [invalid(name, unknown(name, vocabulary), where=option, reason="unknown") for option, facts in given.items() for name in facts if name not in vocabulary]
    if faults:
        raise Refused(faults)


def _words(value: Plain) -> str:
    return value if isinstance(value, str) else ""
