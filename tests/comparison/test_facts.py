"""What differs between runs in how they were made."""

from __future__ import annotations

from pathlib import Path

import pytest

from nmt.comparison.facts import differing, gather
from nmt.errors import ConfigError
from tests.comparison.invented_runs import invent_run


def test_only_what_differs_by_dotted_key(tmp_path: Path) -> None:
    runs = {
        "a": invent_run(tmp_path / "a"),
        "b": invent_run(tmp_path / "b", {"model": {"dropout": 0.3, "d_model": 32, "newer": None}}, fingerprint="def"),
    }
    notes: list[str] = []
    facts = gather(runs, notes)
    changed = {section: differing(beside, ["a", "b"]) for section, beside in facts.items()}
    assert changed["configuration"] == {"model.dropout": {"a": 0.1, "b": 0.3}, "model.newer": {"b": None}}
    assert changed["data"] == {"fingerprint": {"a": "abc", "b": "def"}}
    assert changed["environment"] == changed["training"] == {}
    assert facts["data"]["train.kept"] == {"a": 9, "b": 9}
    assert notes == []


def test_training_in_figures(tmp_path: Path) -> None:
    training = gather({"a": invent_run(tmp_path / "a")}, [])["training"]
    assert {key: values["a"] for key, values in training.items()} == {
        "complete": True, "steps": 20, "target tokens": 12_000, "minutes": 2.0, "tokens per second, median": 100,
        "best validation BLEU": 30.0, "... at step": 20,
    }  # fmt: skip


def test_what_is_missing_is_a_note_and_stops_nothing(tmp_path: Path) -> None:
    run = invent_run(tmp_path / "a")
    run.metrics_path.unlink()
    run.environment_path.write_text("{")
    notes: list[str] = []
    facts = gather({"a": run}, notes)
    assert facts["training"] == facts["environment"] == {} and facts["configuration"]
    assert [note.split(": ")[0] for note in notes] == [str(run.environment_path), str(run.metrics_path)]


def test_a_damaged_configuration_is_an_error(tmp_path: Path) -> None:
    run = invent_run(tmp_path / "a")
    run.config_path.write_text("model: [")
    with pytest.raises(ConfigError, match=r"config\.yaml:\d+: not valid YAML"):
        gather({"a": run}, [])
