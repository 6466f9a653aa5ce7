"""Where a batch goes: a folder of letters, one JSONL file, or standard output."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from azkit.cli.batch_drafting import reason
from azkit.cli.streams import put, tell
from azkit.ground.faults import usage
from azkit.ground.files import kind_of, whole_file
from azkit.ground.say import Lang, say
from azkit.outputs.targets import is_folder, refuse_taken
from azkit.tables.folder import Folder
from azkit.tables.outcome import Letter, Outcome
from azkit.tables.records import Source
from azkit.tables.rejected import Rejected
from azkit.tables.rows import Row


class Output(Protocol):
    """Takes what became of each row, in the order of the table."""

    stands: bool
    """Whether what it has taken stays where it is when the run is killed."""

    def take(self, row: Row, outcome: Outcome) -> None:
        """One row. Raises FileTrouble, ReaderGone."""

    def finish(self, *, whole: bool) -> None:
        """The end of the run; `whole`: no row was left out. Raises FileTrouble."""

    def close(self) -> None:
        """Let go of everything; what was not finished is left for the next run or is gone."""

    def told(self) -> list[str]:
        """What a person is told about the output."""
        ...

    @property
    def kept(self) -> int:
        """How many letters were left as a person changed them."""
        ...


class _Stream:
    """What outputs have in common that are written once, from the first row to the last: there is nothing of an earlier run to keep or to count."""

    kept = 0
    stands = True

    def finish(self, *, whole: bool) -> None:
        """Nothing is left to write."""

    def close(self) -> None:
        """Nothing is open."""

    def told(self) -> list[str]:
        """Nothing to tell."""
        return []


class Nowhere(_Stream):
    """The output of a run that only tries."""

    def take(self, row: Row, outcome: Outcome) -> None:
        """Nothing is written."""


class Lines(_Stream):
    """One line of JSON a row, to standard output or to a file that appears whole."""

    def __init__(self, target: str, *, force: bool) -> None:
        """Raises Refused (2) for a target that is taken."""
        self._stack = ExitStack()
        self._put: Callable[[str], object] = put
        self.stands = target == "-"
        if target == "-":
            return
        path = Path(target)
        if is_folder(target):
            raise usage("--output", say("tables.json-is-a-file"))
        refuse_taken([path], force=force)
        stream = self._stack.enter_context(whole_file(path, overwrite=force))
        self._put = stream.write

    def take(self, row: Row, outcome: Outcome) -> None:
        """Write the line of a row."""
        self._put(outcome.record + "\n")

    def finish(self, *, whole: bool) -> None:
        """Give the file its name."""
        self._stack.close()

    def close(self) -> None:
        """A file that was not finished is gone: an exception is what tells `whole_file` so."""
        self._stack.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)


class Printed(_Stream):
    """Letters on standard output, each after a line that says whose it is; readings on standard error."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._later = 0
        self._begun = False

    def take(self, row: Row, outcome: Outcome) -> None:
        """Print the letters of a row that go out now."""
        for letter in outcome.letters:
            if letter.send != "now":
                self._later += 1
                continue
            title = f"--- {outcome.order or row.number} {outcome.playbook} {letter.id} (to {letter.to}) ---"
            put(("\n" if self._begun else "") + f"{title}\n{letter.body}\n")
            self._begun = True
            self._read(title, letter)

    def _read(self, title: str, letter: Letter) -> None:
        if letter.reading:
            tell(f"{title}\n{letter.reading}\n")

    def told(self) -> list[str]:
        """How many letters were not printed, because they have to wait."""
        return [say("tables.later", count=self._later).in_(self._lang)] if self._later else []


class Filed:
    """A folder of letters with its index and the table of rejected rows."""

    stands = True

    def __init__(self, folder: Folder, source: Source, lang: Lang) -> None:
        """Raises FileTrouble where another run holds the folder."""
        if kind_of(folder.path) == "file":
            raise usage("--output", say("tables.not-a-folder", path=folder.path))
        self._folder = folder
        self._lang = lang
        self._rejected = Rejected(folder.path, source)
        self._table: Path | None = None
        folder.open()

    def take(self, row: Row, outcome: Outcome) -> None:
        """Write the letters of a row, or the row itself among the rejected ones."""
        self._folder.deliver(outcome)
        if outcome.faults and not self._folder.dry:
            reasons = [": ".join(part for part in (fault.name, reason(fault, self._lang)) if part) for fault in outcome.faults]
            self._rejected.add(row, reasons)

    def finish(self, *, whole: bool) -> None:
        """Write the index and the table of rejected rows."""
        if not self._folder.dry:
            self._folder.finish(whole=whole)
            self._table = self._rejected.finish()

    def close(self) -> None:
        """Let go of the folder; letters that were written stay."""
        self._rejected.drop()
        self._folder.close()

    def told(self) -> list[str]:
        """Counts of letters, those that were kept by name, and where the rejected rows are."""
        counts = self._folder.counts
        words = [say("tables.dry" if self._folder.dry else "tables.letters", **counts)]
        words += [say("tables.kept", file=name) for name in self._folder.kept]
        words += [say("tables.rejected-table", path=self._table)] if self._table else []
        return [each.in_(self._lang) for each in words]

    @property
    def kept(self) -> int:
        """How many letters were left as a person changed them."""
        return self._folder.counts["kept"]
