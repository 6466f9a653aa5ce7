"""What a person hears of a batch: where it is, which rows were rejected and why, and what came of it."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time

from azkit.cli.batch_drafting import reason
from azkit.cli.boundary import fault_object
from azkit.cli.streams import somebody_reads, tell, tell_all
from azkit.ground.cells import screen_width
from azkit.ground.say import Lang, say
from azkit.tables.outcome import Outcome

MOST_ROWS, MOST_FAULTS = 20, 6
"""Rejected rows, and faults of each, that are told one by one."""

_EVERY = 0.2


class Progress:
    """Tells people on standard error; with `as_json` it tells programs of faults and nothing else."""

    def __init__(self, total: int, lang: Lang, *, as_json: bool) -> None:
        self.total = total
        self.done = 0
        self.rejected = 0
        self._lang = lang
        self._as_json = as_json
        self._drawn = not as_json and somebody_reads() and os.environ.get("TERM") != "dumb"
        self._last = 0.0
        self._began = time.monotonic()

    def count(self, outcome: Outcome) -> None:
        """One more row is done."""
        self.done += 1
        if outcome.faults:
            self.rejected += 1
            self._tell(outcome)
        if self._drawn and time.monotonic() - self._last > _EVERY:
            self._draw()

    def say(self, *lines: str) -> None:
        """Tell a person something; the line of progress makes room."""
        if self._as_json:
            return
        self.clear()
        tell_all(lines)

    def clear(self) -> None:
        """Take the line of progress away."""
        if self._last:
            self._write("\r\x1b[K")

    def summary(self) -> str:
        """The three numbers."""
        return say("tables.summary", rows=self.done, drafted=self.done - self.rejected, rejected=self.rejected).in_(self._lang)

    def _tell(self, outcome: Outcome) -> None:
        if self._as_json:
            for fault in outcome.faults:
                tell(json.dumps({**fault_object(fault, self._lang), "row": outcome.number}, ensure_ascii=False))
            return
        if self.rejected <= MOST_ROWS:
            lines = [": ".join(part for part in (fault.where, fault.name, reason(fault, self._lang)) if part) for fault in outcome.faults]
            more = [say("tables.more-faults", count=len(lines) - MOST_FAULTS + 1).in_(self._lang)] if len(lines) > MOST_FAULTS else []
            self.say(*lines[: MOST_FAULTS - len(more)], *more)

    def more(self) -> list[str]:
        """That more rows were rejected than were told."""
        return [say("tables.more-rows", count=self.rejected - MOST_ROWS).in_(self._lang)] if self.rejected > MOST_ROWS else []

    def _draw(self) -> None:
        self._last = time.monotonic()
        pace = (self._last - self._began) / self.done
        left = round(pace * (self.total - self.done))
        words = say("tables.progress", done=self.done, total=self.total, rejected=self.rejected, minutes=left // 60, seconds=f"{left % 60:02}").in_(self._lang)
        self._write("\r\x1b[K" + words[: screen_width() // (2 if self._lang == "zh" else 1)])

    @staticmethod
    def _write(text: str) -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(text)
            sys.stderr.flush()
