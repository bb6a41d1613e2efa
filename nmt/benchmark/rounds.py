"""Contenders measured in turns: A B C, A B C, ... so that whatever slows the machine for a while slows them all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nmt.benchmark.process import Entry, Process, python_of
from nmt.benchmark.task import Task
from nmt.errors import BenchmarkError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """How often and how long."""

    rounds: int
    steps: int  # of training, a round
    sentences: int  # to translate, a round
    peers: Path | None = None  # environment of other libraries; None = none of them takes part


class Field:
    """The contenders of one section, running, with what could not run and why."""

    def __init__(self, processes: list[Process], facts: dict[str, dict[str, Any]], absent: dict[str, str]) -> None:
        self.processes, self.facts, self.absent = processes, facts, absent
        self.peaks: dict[str, int] = {}

    def measure(self, rounds: int, once: Callable[[Process, int], float]) -> dict[str, list[float]]:
        """`once(process, round)` of each contender in turn. One that fails is left out from then on."""
        values: dict[str, list[float]] = {process.entry.name: [] for process in self.processes}
        for number in range(rounds):
            for process in list(self.processes):
                try:
                    values[process.entry.name].append(once(process, number))
                except BenchmarkError as error:
                    self.drop(process, error)
                    values.pop(process.entry.name)
        return values

    def ask(self, process: Process, **order: Any) -> dict[str, Any]:
        """`Process.ask`, remembering the memory that it took."""
        answer = process.ask(**order)
        self.peaks[process.entry.name] = int(answer["peak_bytes"])
        return answer

    def drop(self, process: Process, error: BenchmarkError) -> None:
        """Goes on without a contender."""
        log.warning("%s", error)
        self.absent[process.entry.name] = str(error).removeprefix(f"{process.entry.name}: ")
        self.processes.remove(process)


@contextmanager
def running(entries: Sequence[Entry], task: Task, settings: Settings) -> Iterator[Field]:
    """Inside the block the contenders are running and prepared for the task."""
    with ExitStack() as stack:
        field = Field([], {}, {})
        for entry in entries:
            process = stack.enter_context(
                Process(entry, python_of(settings.peers if entry.is_peer else None), task.threads)
            )
            field.processes.append(process)
            try:
                answer = process.ask(do="prepare", task=f"{task.folder}/task.json", options=dict(entry.options))
                field.facts[entry.name] = answer["facts"]
            except BenchmarkError as error:
                field.drop(process, error)
        yield field
