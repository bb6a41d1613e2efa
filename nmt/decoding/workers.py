"""Batches searched side by side, each by a copy of this process that computes on one thread.

Two threads that share every small operation spend their time waiting for each other; two processes meet once a batch.
The copies are made by fork, which takes milliseconds and shares the model's memory, so there are none where the system
has no safe fork (macOS, Windows) or the model is on a GPU.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, TypeVar

import torch

from nmt.errors import NmtError

T = TypeVar("T")


def count_workers(device: torch.device) -> int:
    """How many copies of this process are quickest: one for each thread that torch may use, or none beside this one."""
    return torch.get_num_threads() if device.type == "cpu" and sys.platform == "linux" else 1


class Workers(Generic[T]):
    """Copies of this process that compute one function, for as long as the block lasts: `with Workers(f, 2) as crew`.

    They are copied when there is first work for two; what changes here afterwards, they do not see. A process that has
    threads of its own (a server, a trainer) should not be copied.

    Args:
        function: its arguments and results travel between processes, itself and what it refers to do not.
        n: how many; 1 = everything is computed here.
    """

    def __init__(self, function: Callable[..., T], n: int) -> None:
        self._function, self._n = function, n
        self._copies: dict[Connection[Any, Any], BaseProcess] = {}

    def __enter__(self) -> Workers[T]:
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

    def map(self, jobs: Sequence[tuple[Any, ...]]) -> list[T]:
        """`[function(*job) for job in jobs]`; the last jobs are begun first, so the longest should stand there.

        Raises:
            NmtError: a copy has gone (killed, out of memory). What `function` raises there is raised here.
        """
        if self._n == 1 or len(jobs) < 2:
            return [self._function(*job) for job in jobs]
        self._start()
        results: dict[int, T] = {}
        waiting, free = list(range(len(jobs))), list(self._copies)
        at_work: dict[Connection[Any, Any], int] = {}
        while waiting or at_work:
            while waiting and free:
                connection, number = free.pop(), waiting.pop()
                at_work[connection] = number
                with suppress(BrokenPipeError):  # that it has gone is seen when its answer is awaited
                    connection.send(jobs[number])
            for ready in wait(list(at_work)):
                assert isinstance(ready, Connection)
                results[at_work.pop(ready)] = _receive(ready)
                free.append(ready)
        return [results[number] for number in range(len(jobs))]

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")
        while len(self._copies) < self._n:
            here, there = context.Pipe()
            process = context.Process(target=_work, args=(self._function, there, [*self._copies, here]), daemon=True)
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


def _work(function: Callable[..., Any], mine: Connection[Any, Any], inherited: list[Connection[Any, Any]]) -> None:
    """What a copy does until it is ended, or until the process that made it has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that made it
    for connection in inherited:
        connection.close()  # as long as anybody holds them, the end of the first process would not be seen
    torch.set_num_threads(1)
    while True:
        try:
            job = mine.recv()
        except EOFError:
            return
        try:
            answer = function(*job)
        except Exception as error:
            answer = error
        with suppress(BrokenPipeError):
            mine.send(answer)
