"""A true terminal for tests: azkit in a pseudo-terminal, its screen as a person sees it."""

from __future__ import annotations

import re
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import pexpect
import pyte

import azkit as package
from tests.helpers import environment

ENTER, UP, DOWN, CTRL_B, CTRL_C, CTRL_D, SPACE, BACKSPACE = "\r", "\x1b[A", "\x1b[B", "\x02", "\x03", "\x04", " ", "\x7f"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
"""What a terminal sends before and after a pasted text, where the program asked for it."""

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b[=>]")

PATIENCE = 40
"""Seconds after which a screen that does not come is a failure; a loaded machine needs some."""


class Terminal:
    """One session: a shell line in which `azkit` stands for this package, or a list of arguments for azkit alone."""

    def __init__(self, command: str | list[str], home: Path, *, columns: int = 100, rows: int = 50, env: Mapping[str, str] | None = None) -> None:
        self.screen = pyte.HistoryScreen(columns, rows, history=5000, ratio=0.9)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.mark = 0
        self.plain = (env or {}).get("TERM") == "dumb"
        variables = environment({"HOME": str(home), "PYTHONPATH": str(Path(package.__file__).parent.parent), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"})
        del variables["COLUMNS"], variables["NO_COLOR"]
        function = f"azkit() {{ '{sys.executable}' -m azkit \"$@\"; }}; "
        program, arguments = ("/bin/sh", ["-c", function + command]) if isinstance(command, str) else (sys.executable, ["-m", "azkit", *command])
        self.child = pexpect.spawn(program, arguments, env={**variables, **(env or {})}, dimensions=(rows, columns), timeout=PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    def read(self, seconds: float = 0.05) -> bool:
        """Take what has come; False when the session has ended."""
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        if b"\x1b[6n" in data:  # the program asks where the cursor is, and waits for the answer as it would in any terminal
            self.child.send(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")
        self.stream.feed(data)
        return True

    @property
    def lines(self) -> list[str]:
        """Everything on the screen, and what has scrolled off it."""
        above = ["".join(row[column].data for column in range(self.screen.columns)).rstrip() for row in self.screen.history.top]
        return [*above, *(line.rstrip() for line in self.screen.display)]

    @property
    def text(self) -> str:
        """The lines as one text, without the empty ones at the end. Wide characters stand alone."""
        return "\n".join(self.lines).rstrip()

    @property
    def words(self) -> str:
        """The text without line breaks and blanks, to look for words that may be wrapped."""
        return "".join(self.text.split())

    def wait(self, words: str, times: int = 1) -> Terminal:
        """Wait until these words stand on the screen (so many times). Fails with the screen when they do not come."""
        end = time.monotonic() + PATIENCE
        wanted = "".join(words.split())
        while self.words.count(wanted) < times:
            if not self.read() or time.monotonic() > end:
                while self.read(0.2) and time.monotonic() < end and self.words.count(wanted) < times:
                    pass
                assert self.words.count(wanted) >= times, f"{words!r} did not come:\n{self.text}"
                break
        return self

    def send(self, *keys: str) -> Terminal:
        """Press keys or type words. What comes after Enter or a step back counts as new to `asked`."""
        for key in keys:
            if key in (ENTER, CTRL_B, "<"):
                self.mark = len(self.raw)
            self._until_keys_are_read()
            self.child.send(key)
            time.sleep(0.02)
        return self

    def _until_keys_are_read(self) -> None:
        """Wait until azkit takes keys itself: before that the terminal shows them, and Ctrl-C is a signal for the shell around it as well."""
        end = time.monotonic() + 2
        while termios.tcgetattr(self.child.child_fd)[3] & termios.ISIG and time.monotonic() < end and not self.plain:
            self.read()

    def asked(self, question: str) -> Terminal:
        """Wait until this question is asked anew, after the last Enter."""
        end = time.monotonic() + PATIENCE
        wanted = "".join(question.split())
        while wanted not in "".join(ESCAPES.sub("", self.raw[self.mark :].decode("utf-8", "ignore")).split()):
            assert self.read(), f"{question!r} was not asked before the end:\n{self.text}"
            assert time.monotonic() < end, f"{question!r} was not asked:\n{self.text}"
        return self

    def without_a_page(self) -> Terminal:
        """Go past the first step, in which a page or mail of Amazon's can be pasted."""
        paste = ("粘贴索赔页面", "粘贴亚马逊的通知", "Paste the claim page", "Paste Amazon's notice")
        on_screen = self._until(*paste)
        return self.answer(next(each for each in paste if "".join(each.split()) in on_screen))

    def _until(self, *words: str) -> str:
        """What stands on the screen as soon as one of these words does."""
        end = time.monotonic() + PATIENCE
        while not any("".join(each.split()) in self.words for each in words):
            assert self.read(), self.text
            assert time.monotonic() < end, self.text
        return self.words

    def answer(self, question: str, *keys: str) -> Terminal:
        """Wait for a question and answer it, Enter included."""
        return self.asked(question).send(*keys, ENTER)

    def hang_up(self) -> None:
        """Close the window."""
        self.child.ptyproc.fileobj.close()
        self.child.closed = self.child.ptyproc.closed = True

    def end(self) -> int:
        """Wait for the end; out: the exit code."""
        end = time.monotonic() + PATIENCE
        while self.read(0.2):
            assert time.monotonic() < end, f"azkit does not end:\n{self.text}"
        self.child.close()
        status: Any = self.child.exitstatus
        return int(status) if status is not None else -int(self.child.signalstatus or 0)
