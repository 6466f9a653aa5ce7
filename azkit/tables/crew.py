"""`--jobs N`: the same work in several processes, its results in the order of the tasks."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

CHUNK = 16
"""Tasks that go to a process at once: enough that the way there costs little, few enough that Ctrl-C is heard at once."""


def each_in_turn(work: Callable[[Given], Made], tasks: Iterable[Given], jobs: int) -> Generator[Made, None, None]:
    """The results of `work` for every task, in order; with more than one job in as many processes, which end when this is closed. `work` must pickle."""
    if jobs == 1:
        yield from map(work, tasks)
        return
    crew = _Crew(work, jobs)
    try:
        yield from crew.results(_chunks(tasks))
    finally:
        crew.dismiss()


def _chunks(tasks: Iterable[Given]) -> Iterator[list[Given]]:
    pending = iter(tasks)
    while chunk := list(islice(pending, CHUNK)):
        yield chunk


class _Crew(Generic[Given, Made]):
    """Processes that each hold one chunk at a time, so that no pipe can fill up while both sides write."""

    def __init__(self, work: Callable[[Given], Made], jobs: int) -> None:
        self._processes = []
        self._pipes: list[Connection] = []
        for _ in range(jobs):
            mine, theirs = multiprocessing.Pipe()
            process = multiprocessing.Process(target=_work, args=(work, theirs, [*self._pipes, mine]), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._pipes.append(mine)

    def results(self, chunks: Iterator[list[Given]]) -> Iterator[Made]:
        waiting = deque[Connection]()
        for pipe, chunk in zip(self._pipes, chunks, strict=False):
            pipe.send(chunk)
            waiting.append(pipe)
        while waiting:
            pipe = waiting.popleft()
            made = pipe.recv()
            if isinstance(made, BaseException):
                raise made
            if chunk := next(chunks, []):  # the process is idle now: it works on while these results are written
                pipe.send(chunk)
                waiting.append(pipe)
            yield from made

    def dismiss(self) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.kill()  # it holds nothing but drafts
            process.join()


def _work(work: Callable[[Given], Made], pipe: Connection, others: list[Connection]) -> None:
    """What a process does until its pipe closes. Ctrl-C is the business of the first process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for each in others:  # inherited ends, which would keep this process alive after the first one was killed
        with contextlib.suppress(OSError):
            each.close()
    with contextlib.suppress(EOFError, OSError):
        while True:
            chunk = pipe.recv()
            try:
                made: list[Made] | BaseException = [work(each) for each in chunk]
            except Exception as error:  # noqa: BLE001  it is raised again where the results are read
                made = error
            pipe.send(made)
