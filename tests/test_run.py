from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from nmt.config import Config, DataConfig, ToySource, TrainingConfig
from nmt.environment import describe_environment
from nmt.errors import RunError
from nmt.run import RunDirectory, find_run, latest_run, name_runs, read_json, resolve_run, run_of, write_json


def make_run(path: Path, *, checkpoint_time: int | None = None, checkpoint: str = "last") -> RunDirectory:
    run = RunDirectory(path)
    run.create()
    run.config_path.write_text("name: x\n")
    if checkpoint_time is not None:
        weights = run.checkpoints / f"{checkpoint}.safetensors"
        weights.parent.mkdir(parents=True)
        weights.write_bytes(b"")
        os.utime(weights, (checkpoint_time, checkpoint_time))
    return run


def settings(**changes: object) -> Config:
    data = DataConfig(train=[ToySource()], carve_validation=1)
    return Config(name="toy", data=data, training=TrainingConfig(max_steps=1)).model_copy(update=changes)


def test_looking_at_a_run_creates_nothing(tmp_path: Path) -> None:
    run = RunDirectory(tmp_path / "toy")
    assert not run.is_complete
    assert not run.has_checkpoint
    assert run.report_path("test") == tmp_path / "toy" / "evaluation" / "test" / "report.json"
    assert run.translations_path("test").name == "translations.tsv"
    assert list(tmp_path.iterdir()) == []


def test_a_run_is_stored_under_its_name_or_where_it_says(tmp_path: Path) -> None:
    assert run_of(settings(), tmp_path) == RunDirectory(tmp_path / "toy")
    assert run_of(settings(run_dir="/elsewhere/a"), tmp_path) == RunDirectory(Path("/elsewhere/a"))


def test_complete_means_that_the_marker_is_there(tmp_path: Path) -> None:
    run = make_run(tmp_path / "toy")
    write_json(run.complete_path, {"steps": 5})
    assert run.is_complete
    assert read_json(run.complete_path) == {"steps": 5}


@pytest.mark.parametrize("checkpoint", ["last", "best"])
def test_the_latest_run_is_the_one_with_the_newest_checkpoint(tmp_path: Path, checkpoint: str) -> None:
    make_run(tmp_path / "old", checkpoint_time=1000)
    newest = make_run(tmp_path / "a", checkpoint_time=3000, checkpoint=checkpoint)
    make_run(tmp_path / "middle", checkpoint_time=2000)
    make_run(tmp_path / "without")
    (tmp_path / "a file").write_text("")
    assert latest_run(tmp_path) == newest
    assert resolve_run(None, tmp_path) == newest


def test_without_any_run_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "none"):
        expected = f"{root}: no run yet; make one with: python scripts/train.py --config configs/toy.yaml"
        with pytest.raises(RunError) as caught:
            latest_run(root)
        assert str(caught.value) == expected


def test_a_run_without_a_checkpoint_says_how_to_go_on(tmp_path: Path) -> None:
    run = make_run(tmp_path / "young")
    expected = f"no checkpoint yet; go on with: python scripts/train.py --config {run.config_path}"
    for path in (None, run.path, "young"):
        with pytest.raises(RunError) as caught:
            resolve_run(path, tmp_path)
        assert str(caught.value) == f"{run.path}: {expected}"


def test_a_run_is_found_by_path_or_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_run(tmp_path / "toy", checkpoint_time=1)
    assert resolve_run(str(run.path), tmp_path / "other").path == run.path
    assert resolve_run("toy", tmp_path).path == run.path
    monkeypatch.chdir(tmp_path)
    assert resolve_run("toy", tmp_path / "other").path == Path("toy")


def test_a_folder_that_is_no_run_hides_no_run_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_run(tmp_path / "runs" / "toy", checkpoint_time=1)
    (tmp_path / "toy").mkdir()
    monkeypatch.chdir(tmp_path)
    assert resolve_run("toy", tmp_path / "runs").path == run.path
    with pytest.raises(RunError, match=r"^toy: not a run \(no config\.yaml inside\)"):
        resolve_run("toy", tmp_path / "other")


def test_runs_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"^tony: no such run; make one with: python scripts/train\.py"):
        resolve_run("tony", tmp_path)
    make_run(tmp_path / "toy", checkpoint_time=1)
    with pytest.raises(RunError, match=r"^tony: no such run; did you mean toy\?$"):
        resolve_run("tony", tmp_path)
    with pytest.raises(RunError, match=r"^zzz: no such run; did you mean toy\?$"):
        resolve_run("zzz", tmp_path)
    with pytest.raises(RunError, match=r": not a run \(no config\.yaml inside\)"):
        resolve_run(tmp_path, tmp_path)


def test_a_place_that_is_taken_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="file: cannot make this run directory: File exists"):
        RunDirectory(tmp_path / "file").create()
    with pytest.raises(RunError, match="run: cannot make this run directory: Not a directory"):
        RunDirectory(tmp_path / "file" / "run").create()


def test_json_is_written_whole_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "data.json"
    write_json(path, {"é": [1, 2.5, None]})
    assert read_json(path) == {"é": [1, 2.5, None]}
    assert "é" in path.read_text(encoding="utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["data.json"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data.json"
    write_json(path, {"a": 1})
    with pytest.raises(RunError, match=r"data\.json: not written, since a number in it is not finite"):
        write_json(path, {"a": float("nan")})

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RunError, match=r"data\.json: cannot be written: No space left on device"):
        write_json(path, {"a": 2})
    assert read_json(path) == {"a": 1}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"a": 1', "damaged, not JSON"),
        (b"\xff", "damaged, not JSON"),
        (b"[1]", "damaged, expected a JSON object, got list"),
        (None, "no such file; is this run complete?"),
    ],
)
def test_json_that_cannot_be_used(tmp_path: Path, content: bytes | None, expected: str) -> None:
    path = tmp_path / "data.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RunError) as caught:
        read_json(path)
    assert str(caught.value).startswith(f"{path}: {expected}")


def test_the_environment_is_described_in_json(tmp_path: Path) -> None:
    environment = describe_environment(tmp_path)
    json.dumps(environment)
    assert environment["commit"] is None  # a temporary folder is no checkout
    assert environment["packages"]["torch"]
    assert environment["cpus"] >= 1
    assert environment["torch_threads"] >= 1
    assert environment["cpu"]


def test_a_young_run_is_found_before_it_has_a_checkpoint(tmp_path: Path) -> None:
    run = make_run(tmp_path / "young")
    assert find_run("young", tmp_path) == find_run(run.path, tmp_path / "other") == run
    with pytest.raises(RunError, match=r"^yung: no such run; did you mean young\?$"):
        find_run("yung", tmp_path)


def test_runs_beside_each_other_have_the_shortest_names_that_differ(tmp_path: Path) -> None:
    def names(*paths: str) -> list[str]:
        return name_runs([RunDirectory(tmp_path / path) for path in paths])

    assert names("runs/a") == ["a"]
    assert names("runs/a", "runs/b", "runs/a") == ["a", "b", "a"]
    assert names("x/toy", "y/toy", "y/other") == ["x/toy", "y/toy", "y/other"]


def test_evaluated_splits(tmp_path: Path) -> None:
    run = make_run(tmp_path / "toy")
    assert run.evaluated_splits() == []
    for split in ("test", "again", "empty"):
        run.translations_path(split).parent.mkdir(parents=True)
    for split in ("test", "again"):
        run.translations_path(split).write_text("")
    assert run.evaluated_splits() == ["again", "test"]
