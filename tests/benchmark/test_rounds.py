"""Orders and answers, contenders in turns, and contenders that fail."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from nmt.benchmark.contenders import serving
from nmt.benchmark.contenders.serving import answer_all
from nmt.benchmark.contenders.torch_training import TorchTraining
from nmt.benchmark.process import Entry, Process, python_of
from nmt.benchmark.rounds import Field, Settings, running
from nmt.benchmark.task import Ids, Task, by_length, padded, read_task
from nmt.config import DecodingConfig
from nmt.errors import BenchmarkError
from tests.benchmark.tiny_task import build_model, write_task

ROOT = Path(__file__).parents[2]
PEER_PROGRAMS = ("marian", "joey", "ctranslate", "torch_transformer")
# What runs in the peers' environment, where neither pydantic nor the rest of ours is installed.
ALLOWED = {
    "nmt",
    "nmt.memory",
    "nmt.benchmark",
    "nmt.benchmark.task",
    "nmt.benchmark.twin",
    "nmt.benchmark.contenders",
    "nmt.benchmark.contenders.serving",
    "nmt.benchmark.contenders.torch_training",
}


class Parrot:
    """Translates by saying it again."""

    def __init__(self, task: Task, options: dict[str, Any]) -> None:
        self._options = options

    def facts(self) -> dict[str, Any]:
        return self._options

    def train_step(self, number: int) -> tuple[int, float]:
        return 10 + number, 0.5

    def translate(self, sources: Ids, rows: slice, beam_size: int) -> Ids:
        if beam_size > 5:
            raise MemoryError("too many\nhypotheses")
        return sources


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Task:
    return write_task(tmp_path_factory.mktemp("task"), build_model())


def test_a_task_comes_back_as_it_was_written(task: Task) -> None:
    assert read_task(f"{task.folder}/task.json") == task


def test_orders_are_answered_one_by_one(task: Task) -> None:
    orders: list[dict[str, Any]] = [
        {"do": "prepare", "task": f"{task.folder}/task.json", "options": {"colour": "green"}},
        {"do": "train", "first": 0, "steps": 3},  # of one batch, so that it comes again
        {"do": "translate", "rows": [1, 2], "beam_size": 5},
        {"do": "translate", "rows": [0, 2], "beam_size": 6},
        {"do": "dance"},
    ]
    prepared, trained, translated, failed, unknown = answer_all(orders, Parrot)
    assert prepared["facts"] == {"colour": "green"} and prepared["peak_bytes"] > 10**6
    assert (trained["work"], trained["loss"], len(trained["seconds"])) == ([10] * 3, [0.5] * 3, 3)
    assert translated["ids"] == [[8, 9]] and translated["seconds"] >= 0
    assert failed["error"] == "MemoryError: too many"  # one line, and the contender goes on
    assert "unknown order 'dance'" in unknown["error"]


class Recorded:
    """Stands for a running process."""

    def __init__(self, name: str, fails_at: int = -1) -> None:
        self.entry, self.fails_at = Entry(name, "none"), fails_at


def test_contenders_are_measured_in_turns_and_one_that_fails_is_left_out() -> None:
    a, b = Recorded("a"), Recorded("b", fails_at=1)
    field, order = Field([a, b], {}, {}), []  # type: ignore[list-item, var-annotated]

    def once(process: Any, number: int) -> float:
        order.append((process.entry.name, number))
        if number == process.fails_at:
            raise BenchmarkError("b: out of breath")
        return float(number)

    values = field.measure(3, once)
    assert order == [("a", 0), ("b", 0), ("a", 1), ("b", 1), ("a", 2)]
    assert values == {"a": [0.0, 1.0, 2.0]}
    assert field.absent == {"b": "out of breath"}


def test_what_cannot_start_is_absent_with_its_last_words(task: Task) -> None:
    entries = [Entry("nobody", "no_such_program"), Entry("products", "products", {"precision": "fp32"})]
    with running(entries, task, Settings(1, 1, 1)) as field:
        assert [process.entry.name for process in field.processes] == ["products"]
        assert "No module named" in field.absent["nobody"]
        answer = field.ask(field.processes[0], do="train", first=3, steps=1)
        assert answer["work"][0] > 0 and field.peaks["products"] > 10**6
        with pytest.raises(BenchmarkError, match="products: cannot translate: NotImplementedError"):
            field.processes[0].ask(do="translate", rows=[0, 1], beam_size=1)


def test_a_missing_environment_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match=r"no Python environment; make one with: python scripts/benchmark_peers"):
        python_of(tmp_path / "nothing")
    assert python_of(None).exists() and Process.ask.__doc__


@pytest.mark.parametrize("program", PEER_PROGRAMS)
def test_programs_of_peers_import_nothing_of_ours_that_is_not_there(program: str) -> None:
    waiting, seen = [f"nmt.benchmark.contenders.{program}"], set()
    while waiting:
        module = waiting.pop()
        seen.add(module)
        path = ROOT / (module.replace(".", "/") + ".py")
        path = path if path.exists() else ROOT / module.replace(".", "/") / "__init__.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            waiting += [name for name in names if name.split(".")[0] == "nmt" and name not in seen]
    assert seen - {f"nmt.benchmark.contenders.{program}"} <= ALLOWED


def test_sentences_go_in_batches_by_length() -> None:
    sources = [[0] * (1 + i % 7) for i in range(300)]
    batches = by_length(sources)
    assert sorted(i for batch in batches for i in batch) == list(range(300))
    assert [len(batch) for batch in batches] == [128, 128, 44]
    assert len(batches[0]) == DecodingConfig().batch_sentences  # ours searches as many together as the others
    lengths = [len(sources[i]) for batch in batches for i in batch]
    assert lengths == sorted(lengths)
    assert padded([[1], [2, 3]], 0) == [[1, 0], [2, 3]]


def test_an_unknown_precision_is_refused(task: Task) -> None:
    with pytest.raises(ValueError, match="precision: got 'fp8', expected one of fp32, fp32-medium, bf16"):
        TorchTraining(task, build_model(), lambda *_: build_model().output.weight, {"precision": "fp8"})
    assert serving.peak_bytes() > 0
