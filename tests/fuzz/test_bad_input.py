"""A share of all bad inputs, quickly; `python -m tests.fuzz.count` tries every one of them and counts."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nmt.config import config_json_schema
from nmt.errors import DataError
from tests.fuzz import bad_configs, trials
from tests.fuzz.count import KINDS, trials_of
from tests.fuzz.trials import Trial, Verdict, Wanted, try_out

# One input in so many, so that all kinds together take seconds.
STEPS = {
    "configurations": 9,
    "corpora": 19,
    "sentences": 9,
    "options": 11,
    "dumps": 6,
    "gold files": 2,
    "checkpoints": 7,
    "viewer data": 6,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_bad_input_comes_to_a_result_or_to_one_clear_line(kind: str) -> None:
    tried = [try_out(trial) for trial in trials_of(kind)[:: STEPS[kind]]]
    assert len(tried) >= 60
    assert [str(one) for one in tried if one.is_finding] == []


def test_there_are_more_than_two_thousand_of_them() -> None:
    counts = {kind: len(trials_of(kind)) for kind in KINDS if kind != "checkpoints"}  # which take a training to make
    assert min(counts.values()) > 300 and sum(counts.values()) > 2000, counts


def test_every_key_of_the_schema_is_tried() -> None:
    schema = config_json_schema()
    keys = {key for part in (schema, *schema["$defs"].values()) for key in part["properties"]}
    assert {path[-1] for path in bad_configs.SIBLINGS} == keys


def test_what_the_mistakes_are_made_in_is_right(tmp_path: Path) -> None:
    path = tmp_path / "good.yaml"
    path.write_text(bad_configs.write(bad_configs.GOOD)[0])
    assert bad_configs.load_config(path).training.max_steps == 5


def _raise(error: BaseException) -> Callable[[Path], object]:
    def give(folder: Path) -> None:
        raise error

    return give


@pytest.mark.parametrize(
    ("give", "wanted", "verdict"),
    [
        (_raise(DataError("a.fr:3: not UTF-8; convert it")), Wanted.REFUSAL, Verdict.REFUSED),
        (_raise(DataError("a.fr:3: not UTF-8; convert it")), Wanted.RESULT, Verdict.TURNED_AWAY),
        (_raise(DataError("a.fr:3: bad")), Wanted.REFUSAL, Verdict.UNCLEAR),
        (_raise(DataError("b.fr: not UTF-8; convert it")), Wanted.REFUSAL, Verdict.UNCLEAR),
        (_raise(DataError("")), Wanted.EITHER, Verdict.UNCLEAR),
        (_raise(KeyError("x")), Wanted.EITHER, Verdict.TRACEBACK),
        (_raise(AssertionError("another text")), Wanted.EITHER, Verdict.SILENT),
        (lambda folder: None, Wanted.REFUSAL, Verdict.SILENT),
        (lambda folder: None, Wanted.EITHER, Verdict.TAKEN),
    ],
)
def test_verdicts(give: Callable[[Path], object], wanted: Wanted, verdict: Verdict) -> None:
    assert try_out(Trial("any", "one", b"", give, wanted, ("a.fr:3",))).verdict is verdict


def _turn_in_circles(folder: Path) -> None:
    while True:  # in Python: the clock of a trial is heard between two of its instructions
        pass


@pytest.mark.parametrize("wait", [lambda folder: time.sleep(9), _turn_in_circles], ids=["waiting", "busy"])
def test_hangs_are_noticed(monkeypatch: pytest.MonkeyPatch, wait: Callable[[Path], object]) -> None:
    monkeypatch.setattr(trials, "LIMIT_SECONDS", 0.1)
    monkeypatch.setattr(trials, "PATIENCE_SECONDS", 0.3)
    assert try_out(Trial("any", "one", b"", wait, Wanted.EITHER)).verdict is Verdict.HANG
