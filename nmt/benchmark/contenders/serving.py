"""What a contender's program does with its standard streams: one order a line, one answer a line, both JSON.

Orders:
    {"do": "prepare", "task": path, "options": {...}}      -> {"facts": {...}}
    {"do": "train", "first": 3, "steps": 2}                -> {"seconds": [..], "work": [..], "loss": [..]}
    {"do": "translate", "rows": [0, 1000], "beam_size": 5} -> {"seconds": .., "ids": [[..], ..]}
Each answer has `peak_bytes`, the most memory that the process has held; an order that fails is answered by
{"error": one line}. Standard library only: it runs in the peers' environment too.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from nmt.benchmark.task import Ids, Task, read_task
from nmt.memory import peak_bytes

Order = dict[str, Any]
Answer = dict[str, Any]


class Contender(Protocol):
    """What competes. It is prepared for a task before it is asked for anything."""

    def facts(self) -> dict[str, Any]:
        """Versions, parameters and whatever else belongs beside its figures."""

    def train_step(self, number: int) -> tuple[int, float]:
        """One optimizer step on batch `number` of the task: (target tokens learned from, loss per token in nats)."""

    def translate(self, sources: Ids, rows: slice, beam_size: int) -> Ids:
        """Translations of `sources`, which are the task's at `rows`: ids without marks."""


Build = Callable[[Task, dict[str, Any]], Contender]


def serve(build: Build, orders: Iterable[Order] | None = None) -> None:
    """Does what standard input says (or `orders`) until it ends. What a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for answer in answer_all(read_orders() if orders is None else orders, build):
        print(json.dumps(answer), file=answers, flush=True)


def read_orders() -> Iterator[Order]:
    """Orders as they come in. Not `for line in sys.stdin`: that reads ahead."""
    while line := sys.stdin.readline():
        yield json.loads(line)


def answer_all(orders: Iterable[Order], build: Build) -> Iterator[Answer]:
    """The answer to each order in turn."""
    state: list[tuple[Task, Contender]] = []
    for order in orders:
        try:
            if order["do"] == "prepare":
                task = read_task(order["task"])
                state = [(task, build(task, order["options"]))]
                answer: Answer = {"facts": state[0][1].facts()}
            else:
                answer = _answer(order, *state[0])
        except Exception as error:  # whatever goes wrong in a rival is told, and ends its part alone
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {error}".splitlines()[0]}
        yield answer | {"peak_bytes": peak_bytes()}


def _answer(order: Order, task: Task, contender: Contender) -> Answer:
    if order["do"] == "train":
        seconds, work, losses = [], [], []
        for number in range(order["first"], order["first"] + order["steps"]):
            start = time.perf_counter()
            done, loss = contender.train_step(number % len(task.batches))
            seconds.append(time.perf_counter() - start)
            work.append(done)
            losses.append(loss)
        return {"seconds": seconds, "work": work, "loss": losses}
    if order["do"] == "translate":
        rows = slice(*order["rows"])
        start = time.perf_counter()
        ids = contender.translate(task.sources[rows], rows, order["beam_size"])
        return {"seconds": time.perf_counter() - start, "ids": ids}
    raise ValueError(f"unknown order {order['do']!r}")
