"""What is measured of contenders that are no processes here, but answer as processes do."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from nmt.benchmark import sections
from nmt.benchmark.contenders.serving import answer_all
from nmt.benchmark.entries import OURS, product_entries, training_entries, translating_entries, width_entries
from nmt.benchmark.flops import count_training_flops
from nmt.benchmark.peers import WORKAROUNDS
from nmt.benchmark.process import TUNED_MALLOC, Entry
from nmt.benchmark.rounds import Field, Settings
from nmt.benchmark.sections import (
    flops_per_token,
    measure_latency,
    measure_starting,
    measure_training,
    measure_translating,
    measure_widths,
)
from nmt.benchmark.suite import list_commands
from nmt.benchmark.task import Ids, Task
from tests.benchmark.tiny_task import build_model, write_task
from tests.scripts.calling import SCRIPTS

SETTINGS = Settings(rounds=3, steps=2, sentences=2)


class Echo:
    """Learns nothing, and translates by saying it again, or backwards."""

    def __init__(self, task: Task, options: dict[str, Any]) -> None:
        self._backwards = bool(options.get("backwards"))

    def facts(self) -> dict[str, Any]:
        return {"version": "1"}

    def train_step(self, number: int) -> tuple[int, float]:
        return 6, 1.25

    def translate(self, sources: Ids, rows: slice, beam_size: int) -> Ids:
        return [source[::-1] if self._backwards else source for source in sources]


class InProcess:
    """Answers like `Process`."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self._orders: list[dict[str, Any]] = []
        self._answers = answer_all(iter(lambda: self._orders.pop(0), None), Echo)

    def ask(self, **order: Any) -> dict[str, Any]:
        self._orders.append(order)
        return next(self._answers)


@pytest.fixture
def task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Task:
    @contextmanager
    def running(entries: Sequence[Entry], task: Task, settings: Settings) -> Iterator[Field]:
        processes: list[Any] = [InProcess(entry) for entry in entries]
        for process in processes:
            process.ask(do="prepare", task=f"{task.folder}/task.json", options=dict(process.entry.options))
        yield Field(processes, {entry.name: {"version": "1"} for entry in entries}, {})

    monkeypatch.setattr(sections, "running", running)
    return write_task(tmp_path, build_model())


def test_training_is_compared_and_measured_against_the_peak(task: Task) -> None:
    peak = 1e12
    section = measure_training([Entry(OURS, "echo"), Entry("other", "echo")], task, SETTINGS, peak)
    assert section.has_baseline and [len(row.values) for row in section.rows] == [3, 3]
    for row in section.rows:
        expected = 100 * row.median * flops_per_token(task) / peak
        assert float(row.details["of peak %"]) == pytest.approx(expected, abs=0.06)
        assert row.details["first loss"] == "1.250" and row.peak_bytes and row.facts == {"version": "1"}


def test_flops_are_of_real_tokens(task: Task) -> None:
    assert flops_per_token(task) == count_training_flops(task.sizes, [(5, 4), (3, 2)]) / 6


def test_widths_are_measured_each_with_its_own_flops(task: Task) -> None:
    section = measure_widths(width_entries(), task, SETTINGS, 1e12)
    assert [row.name for row in section.rows] == ["nmt, d_model 128", "nmt, d_model 256", "nmt, d_model 512"]
    per_token = [float(row.details["of peak %"]) / row.median for row in section.rows]
    assert per_token == sorted(per_token)


def test_translations_are_counted_and_compared(task: Task) -> None:
    entries = [Entry(OURS, "e"), Entry("odd", "e", {"backwards": True}), Entry("slow", "e", share=0.5)]
    section = measure_translating(entries, task, SETTINGS, beam_size=5)
    assert section.title == "translating 2 sentences, beam 5"
    assert [row.details for row in section.rows] == [
        {"sentences": 2, "tokens": 6, "same as ours %": "100.0"},
        {"sentences": 2, "tokens": 6, "same as ours %": "0.0"},
        {"sentences": 1, "tokens": 4, "same as ours %": "100.0"},
    ]


def test_latency_takes_the_sentence_nearest_to_ten_pieces(task: Task) -> None:
    section = measure_latency([Entry(OURS, "echo")], task, SETTINGS, beam_size=1)
    assert section.title == "one sentence of 4 pieces, greedy" and not section.more_is_better
    assert section.rows[0].details == {"tokens": 4}


def test_what_does_not_start_is_told() -> None:
    commands = {"good": [sys.executable, "-c", "pass"], "bad": [sys.executable, "-c", "raise SystemExit('no luck')"]}
    section = measure_starting(commands, rounds=2)
    assert [row.name for row in section.rows] == ["good"] and section.absent == {"bad": "no luck"}


def test_everybody_who_takes_part_has_a_program_and_a_name_of_its_own(task: Task) -> None:
    programs = {path.stem for path in (SCRIPTS.parent / "nmt" / "benchmark" / "contenders").glob("*.py")}
    for entries in (training_entries(peers=True), translating_entries(peers=True), product_entries()):
        names = [entry.name for entry in entries]
        assert len(set(names)) == len(names) and {entry.program for entry in entries} <= programs
        for entry in entries:  # what "tuned" means is the same for all, and is told
            assert ("tuned" in entry.name) == (entry.environment == TUNED_MALLOC)
    alone = [*training_entries(peers=False), *translating_entries(peers=False)]
    assert not any(entry.is_peer for entry in alone)
    assert {"JoeyNMT", "HF Marian", "CTranslate2", "nn.Transformer"} <= WORKAROUNDS.keys()
    for command in list_commands(task, SETTINGS, SCRIPTS.parent).values():
        assert Path(command[1]).exists() or command[1] == "-c"
