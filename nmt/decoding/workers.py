"""Batches searched side by side, by copies of this process that compute on one thread each.

Two threads that share every small operation spend their time waiting for each other; two processes meet once a batch.
The copies are made by fork, which takes milliseconds and shares the model's memory, so there are none where the system
has no safe fork (macOS, Windows) or the model is on a GPU.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, TypeVar

import torch

from nmt.errors import NmtError

Job = TypeVar("Job")
T = TypeVar("T")

Work = Callable[[Iterator[tuple[int, Job]]], list[tuple[int, T]]]
"""Numbered jobs, each taken when there is time for it, to what came of them, with their numbers."""


def count_workers(device: torch.device) -> int:
    """How many copies of this process are quickest: one for each thread that torch may use, or none beside this one."""
    return torch.get_num_threads() if device.type == "cpu" and sys.platform == "linux" else 1


class Workers(Generic[Job, T]):
    """Copies of this process that do one kind of work, for as long as the block lasts: `with Workers(work, 2) as crew`.

    Each is copied when there is first work for it; what changes here afterwards, it does not see. A process that has
    threads of its own (a server, a trainer) should not be copied.

    Args:
        work: jobs and what comes of them travel between processes, itself and what it refers to do not.
        n: how many copies at most, and never more than jobs; 1 = everything is computed here.
    """

    def __init__(self, work: Work[Job, T], n: int) -> None:
        self._work, self._n = work, n
        self._copies: dict[Connection[Any, Any], BaseProcess] = {}

    def __enter__(self) -> Workers[Job, T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._copies.values():
            process.kill()  # they own nothing that would have to be put in order
        for connection, process in self._copies.items():
            process.join()
            connection.close()
        self._copies.clear()

    def map(self, jobs: Sequence[Job]) -> list[T]:
        """What comes of each job; the last ones are begun first, so the longest should stand there.

        Raises:
            NmtError: a copy has gone (killed, out of memory). What `work` raises there is raised here.
        """
        waiting = list(enumerate(jobs))
        is_for_one = self._n == 1 or len(jobs) < 2
        found = dict(self._work(reversed(waiting))) if is_for_one else self._give_out(waiting)
        return [found[number] for number in range(len(jobs))]

    def _give_out(self, waiting: list[tuple[int, Job]]) -> dict[int, T]:
        """A job to every copy that asks for one, and what came of all when there are no more."""
        self._start(min(self._n, len(waiting)))
        found: dict[int, T] = {}
        at_work = set(self._copies)
        while at_work:
            for ready in wait(list(at_work)):
                assert isinstance(ready, Connection)
                answer = _receive(ready)
                if answer is None:
                    with suppress(BrokenPipeError):  # that it has gone is seen when its next word is awaited
                        ready.send(waiting.pop() if waiting else None)
                else:
                    found.update(answer)
                    at_work.remove(ready)
        return found

    def _start(self, n: int) -> None:
        """Copies until there are `n`."""
        context = multiprocessing.get_context("fork")
        while len(self._copies) < n:
            here, there = context.Pipe()
            process = context.Process(
                target=_work_for_another, args=(self._work, there, [*self._copies, here]), daemon=True
            )
            with warnings.catch_warnings():
                # Python warns of threads: torch's own wait for work that a copy with one thread never gives them.
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            there.close()  # only the copy holds it now, so its end is seen here
            self._copies[here] = process


def _receive(connection: Connection[Any, Any]) -> Any:
    try:
        answer = connection.recv()
    except (EOFError, ConnectionResetError):
        raise NmtError(
            "decoding: a process that translates has gone, expected it to answer; it was killed, or memory ran out "
            "(fewer sentences together: decoding.batch_sentences; one process: OMP_NUM_THREADS=1)"
        ) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _work_for_another(work: Work[Any, Any], other: Connection[Any, Any], inherited: list[Connection[Any, Any]]) -> None:
    """What a copy does until it is ended, or until the process that made it has gone.

    It says None to ask for a job, is told None when there are no more, and then says what came of those it had.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that made it
    for connection in inherited:
        connection.close()  # as long as anybody holds them, the end of the first process would not be seen
    torch.set_num_threads(1)

    def ask() -> Any:
        other.send(None)
        return other.recv()

    while True:
        answer: Any
        try:
            answer = work(iter(ask, None))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:
            answer = error
        with suppress(BrokenPipeError):
            other.send(answer)
