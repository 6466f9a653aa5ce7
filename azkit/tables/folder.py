"""A folder of letters that runs may be repeated on: the same bytes are left alone, changed facts rewrite a letter, a person's own edits are kept."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from azkit.ground.files import kind_of, read_bytes, write_whole
from azkit.tables.holding import NOT_HELD, hold, let_go, refuse_no_folder
from azkit.tables.journal import INDEX, JOURNAL, Entry, Journal, digest_of, entries
from azkit.tables.outcome import Letter, Outcome

State = Literal["new", "same", "changed", "kept", "stale"]


@dataclass(slots=True)
class Folder:
    """The output folder of a batch, held by one run at a time.

    `mending`: the table is one of rejected rows, so the letters of other rows of the same order stand in the index and not in the table.
    """

    path: Path
    force: bool = False
    dry: bool = False
    mending: bool = False
    counts: dict[State, int] = field(default_factory=lambda: dict.fromkeys(("new", "same", "changed", "kept", "stale"), 0))
    kept: list[str] = field(default_factory=list)
    """Letters that a person changed and that would read otherwise now; the first hundred by name."""
    _journal: Journal | None = None
    _lock: int = NOT_HELD
    _seen: dict[tuple[str, str], int] = field(default_factory=dict)
    _rows: set[int] = field(default_factory=set)
    _earlier: dict[str, tuple[int, tuple[str, ...]]] | None = None

    def open(self) -> None:
        """Make the folder, take hold of it, and clear away what a killed run left unfinished. Raises FileTrouble."""
        if self.dry:
            return
        refuse_no_folder(self.path)
        self._lock = hold(self.path, kept=JOURNAL)
        self._journal = Journal(self.path)

    def deliver(self, outcome: Outcome) -> None:
        """Write the letters of a row; one without letters is noted, so that its earlier letters are known to be out of date. Raises FileTrouble."""
        if outcome.settled and not outcome.letters:  # its letter of an earlier day may not have been sent yet: it stays where it is
            return
        order = outcome.order or f"row-{outcome.number}"
        stem = (order, outcome.playbook)
        self._seen[stem] = number = self._seen.get(stem, 0) + 1
        if self.mending and outcome.number:
            self._rows.add(outcome.number)
        while outcome.letters and self.mending and self._is_anothers(stem, number, outcome):
            number += 1
        for letter in outcome.letters:
            self._letter(_name(stem, letter.id, number), letter, outcome, order)

    def _letter(self, name: str, letter: Letter, outcome: Outcome, order: str) -> None:
        data = (letter.body + "\n").encode("utf-8")
        entry = Entry(
            outcome.number, order, outcome.playbook, outcome.route, letter.id, letter.to, letter.send, name,
            len(letter.body), outcome.answer_by, outcome.findings, digest_of(data),
        )  # fmt: skip
        state = self._state(name, data)
        if state == "kept":  # what azkit wrote last is what tells the next run whether the facts give another letter still
            entry = entry._replace(digest=(*self._known(name)[1], "")[0])
        self.counts[state] += 1
        if state == "kept" and len(self.kept) < 100:
            self.kept.append(name)
        if self.dry or self._journal is None:
            return
        self._journal.add(entry)
        if state in ("new", "changed"):
            write_whole(self.path / name, letter.body + "\n", overwrite=state == "changed", lasting=False)
        if state == "kept":  # the reading is that of the letter as it stands
            return
        if letter.reading:
            write_whole(self._reading(name), letter.reading + "\n", overwrite=True, lasting=False)
        elif state == "changed":
            _remove(self._reading(name))

    def _state(self, name: str, data: bytes) -> State:
        """What has to be done about a letter: what stands there now decides, not what a run remembers."""
        path = self.path / name
        if kind_of(path) == "nothing":
            return "new"
        standing = read_bytes(path)
        if standing == data:
            return "same"
        digests = self._known(name)[1]
        if self.force or digest_of(standing) in digests:
            return "changed"
        return "same" if digest_of(data) in digests else "kept"

    def _is_anothers(self, stem: tuple[str, str], number: int, outcome: Outcome) -> bool:
        """Whether a name is taken by a letter of another row of the same order, in an earlier table."""
        rows = {self._known(_name(stem, letter.id, number))[0] for letter in outcome.letters}
        return bool(rows - {0, outcome.number})

    def _known(self, name: str) -> tuple[int, tuple[str, ...]]:
        """The row that a letter came from (0: unknown), and the digests of what azkit wrote there, the newest first. Read when first needed."""
        if self._earlier is None:
            self._earlier = {}
            for path in (self.path / INDEX, self.path / JOURNAL):
                for entry in entries(path):
                    row, digests = self._earlier.get(entry.file, (entry.row, ()))
                    self._earlier[entry.file] = (row, digests if entry.digest in digests else (entry.digest, *digests))
        return self._earlier.get(name, (0, ()))

    def finish(self, *, whole: bool) -> None:
        """Write the index. `whole`: the table was read to its end, so letters of its rows that no longer follow from it are taken away. Raises FileTrouble."""
        if self._journal is None:
            return
        self._journal.becomes_index(keep=lambda entry: not (whole and self._is_stale(entry)))

    def _is_stale(self, entry: Entry) -> bool:
        """Whether a letter of an earlier run no longer follows from its row; if nobody changed it, it is taken away."""
        if not (entry.row in self._rows if self.mending else entry.stem in self._seen):
            return False
        path = self.path / entry.file
        if kind_of(path) == "file":
            if digest_of(read_bytes(path)) != entry.digest:
                self.counts["kept"] += 1
                self.kept.append(entry.file)
                return False
            _remove(path)
            self.counts["stale"] += 1
        _remove(self._reading(entry.file))
        return True

    def _reading(self, name: str) -> Path:
        """Where the Chinese reading of a letter stands: `….zh.txt` beside it."""
        return self.path / f"{name.removesuffix('.txt')}.zh.txt"

    def close(self) -> None:
        """Let go of the folder."""
        if self._journal is not None:
            self._journal.close()
        let_go(self._lock)
        self._lock = -1


def _remove(path: Path) -> None:
    """Take a file away, if it is there."""
    with contextlib.suppress(OSError):
        path.unlink()


def _name(stem: tuple[str, str], letter: str, number: int) -> str:
    """`ORDER.PLAYBOOK.LETTER.txt`; the second row of one order and playbook has a 2 before the end."""
    return ".".join([*stem, letter, *([str(number)] if number > 1 else []), "txt"])
