"""plot.py and compare.py as a user meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from nmt.run import RunDirectory
from tests.scripts.calling import assert_one_clear_line, call


@pytest.fixture
def copies(run: RunDirectory, tmp_path: Path) -> list[RunDirectory]:
    """Two runs that may be written into."""
    return [RunDirectory(shutil.copytree(run.path, tmp_path / name)) for name in ("one", "two")]


def add_gold_split(run: RunDirectory) -> None:
    """A few sentences of the toy corpus, which has gold links; the tiny model translates them as it can."""
    text = run.config_path.read_text(encoding="utf-8")
    split = "  test:\n    gold:\n    - {kind: toy, split: validation, pairs: 6}\n"
    run.config_path.write_text(text.replace("  test:\n", split, 1), encoding="utf-8")
    (run.path / "SHA256SUMS").unlink()  # edited on purpose


def test_curves_of_one_run_go_into_it(copies: list[RunDirectory]) -> None:
    pytest.importorskip("matplotlib")
    done = call("plot.py", copies[0].path)
    assert (done.status, done.lines) == (0, [str(copies[0].path / "curves.png")]), done.err
    assert (copies[0].path / "curves.png").read_bytes().startswith(b"\x89PNG")


def test_curves_of_several_runs_one_of_them_still_going(copies: list[RunDirectory], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    young = copies[1]
    shutil.rmtree(young.checkpoints)
    lines = young.metrics_path.read_text().splitlines(keepends=True)
    young.metrics_path.write_text("".join(lines[:3]) + lines[3][:20])
    output = tmp_path / "both.svg"
    for axis in ("steps", "tokens", "minutes"):
        done = call("plot.py", "one", "two", "one", "--x", axis, "--output", output, runs_root=tmp_path)
        assert (done.status, done.lines) == (0, [str(output)]), done.err
        drawn = output.read_text(encoding="utf-8")
        assert drawn.count(">one<") == drawn.count(">two<") == 1
    assert call("plot.py", "--output", tmp_path / "latest.png", runs_root=tmp_path).status == 0


def test_errors_of_plot_are_one_line(copies: list[RunDirectory], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert_one_clear_line(call("plot.py", "none", runs_root=tmp_path), "none: no such run; did you mean one?")
    assert_one_clear_line(call("plot.py", runs_root=tmp_path / "empty"), "no run yet; make one with")
    assert_one_clear_line(call("plot.py", tmp_path), "not a run (no config.yaml inside)")
    assert_one_clear_line(call("plot.py", copies[0].path, "--output", "x.gif"), "got the ending '.gif'")
    copies[0].metrics_path.write_text("")
    assert_one_clear_line(call("plot.py", copies[0].path), "nothing measured yet")
    copies[0].metrics_path.unlink()
    assert_one_clear_line(call("plot.py", copies[0].path), "metrics.jsonl: no such file")


def test_tensorboard_follows_a_training(config: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    reading = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    budget = ("training.max_steps=20", "training.validate_every_steps=10", "training.tensorboard=true")
    done = call("train.py", "--config", config, f"run_dir={tmp_path / 'run'}", *budget)
    assert done.status == 0, done.err
    events = reading.EventAccumulator(str(RunDirectory(tmp_path / "run").tensorboard_dir)).Reload()
    wanted = {"train/nll", "train/lr", "validation/loss", "validation/bleu"}
    assert wanted <= set(events.Tags()["scalars"])
    assert [event.step for event in events.Scalars("validation/bleu")] == [10, 20]
    assert [event.step for event in events.Images("alignments")] == [10, 20]
    assert [event.step for event in events.Tensors("sample 1/text_summary")] == [10, 20]


def test_evaluated_twice_a_run_does_not_differ_from_itself(copies: list[RunDirectory], tmp_path: Path) -> None:
    for copy in copies:
        add_gold_split(copy)
        done = call("evaluate.py", "--run", copy.path, "--beam-size", 1, "--split", "gold", "--split", "test")
        assert done.status == 0, done.err
    done = call("compare.py", "one", "two", runs_root=tmp_path)
    assert done.status == 0, done.err
    assert "configuration: no difference" in done.out
    assert "gold: two against one, 6 sentences, every translation the same" in done.out
    assert "test: two against one, " in done.out
    aer = next(line.split() for line in done.lines if line.startswith("AER %"))
    assert aer[-2:] == ["no", "difference"] and aer[2] == aer[3]
    assert "better" not in done.out and "worse" not in done.out

    done = call("compare.py", "one", "two", "one", "--json", "--split", "gold", runs_root=tmp_path)
    content = json.loads(done.out)
    assert content["names"] == ["one", "two", "one"]
    assert [(split["first"], split["second"]) for split in content["splits"]] == [("one", "two"), ("one", "one")]
    names = [score["name"] for score in content["splits"][0]["scores"]]
    assert names == ["BLEU", "chrF2", "exact match %", "AER %"]
    assert {score["verdict"] for score in content["splits"][0]["scores"]} == {"no difference"}
    gold = json.loads(copies[0].gold_alignment_path("gold").read_text(encoding="utf-8"))
    own = gold["scores"]["the model's alignment"]
    counts = ("given", "sure", "given_sure", "given_acceptable")
    assert {key: own[key] for key in counts} == {key: sum(one[key] for one in gold["sentences"]) for key in counts}
    assert content["splits"][0]["scores"][3]["first"] == pytest.approx(100 * own["aer"])


def test_runs_without_an_evaluation_are_told_how_to_get_one(copies: list[RunDirectory]) -> None:
    done = call("compare.py", *(copy.path for copy in copies))
    assert done.status == 0, done.err
    for copy in copies:
        assert f"python scripts/evaluate.py --run {copy.path}" in done.lines[-1]
    done = call("compare.py", *(copy.path for copy in copies), "--split", "again")
    assert "note: one was not evaluated on again; do it with: python scripts/evaluate.py --run " in done.out


def test_errors_of_compare_are_one_line(copies: list[RunDirectory], tmp_path: Path) -> None:
    done = call("compare.py", copies[0].path)
    assert done.status == 2 and "give two or more runs" in done.err
    done = call("compare.py", *(copy.path for copy in copies), "--examples", -1)
    assert done.status == 2 and "--examples: got '-1', expected a whole number from 0" in done.err
    assert_one_clear_line(call("compare.py", "one", "tow", runs_root=tmp_path), "tow: no such run; did you mean two?")
    done = call("compare.py", "one", copies[0].path, runs_root=tmp_path)
    assert_one_clear_line(done, f"{copies[0].path}: the same run every time; give at least two different ones")
    copies[0].translations_path("test").parent.mkdir(parents=True)
    copies[1].translations_path("test").parent.mkdir(parents=True)
    for copy in copies:
        copy.translations_path("test").write_text("nothing")
    assert_one_clear_line(call("compare.py", "one", "two", runs_root=tmp_path), "translations.tsv:1: got 'nothing'")
