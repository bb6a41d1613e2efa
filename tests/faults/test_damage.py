"""Every file of a run: cut, changed in one byte, swapped with another. Each is noticed, and named."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from nmt.build.explaining import find_foundations
from nmt.errors import CheckpointError, NmtError
from nmt.keeper import RESUMABLE, RUN, WEIGHTS, CheckpointKeeper, go_back, read_of_run
from nmt.run import RunDirectory, read_json
from nmt.sums import check_sums
from tests.faults.nursery import Nursery
from tests.faults.small import assert_same

POSITIONS = 25  # tried of each file here; `measure.py bytes` tries all of the small ones


def open_as_training_does(path: Path) -> None:
    """All that is proven when a training goes on, or when a complete run is named again."""
    run = RunDirectory(path)
    if run.is_complete:
        check_sums(run.path)
        return
    check_sums(run.path, find_foundations(run))
    identity = read_json(run.environment_path)[RUN]
    _, state = read_of_run(run.last_checkpoint, RESUMABLE, identity)
    CheckpointKeeper(run, None, {RUN: identity}, keep=2).is_best_lost(state)  # type: ignore[arg-type]


def files_of(run: Path) -> list[Path]:
    """What a run consists of. Older checkpoints are proven when one goes back to them."""
    files = sorted(path for path in run.rglob("*") if path.is_file() and path.name != ".lock")
    return [path for path in files if not path.name.startswith("step-") or path.suffix == ".jsonl"]


def changed_bytes(contents: bytes, rng: random.Random, n: int) -> Iterator[bytes]:
    """The same with one byte changed, at the beginning, at the end and anywhere between."""
    ends = {0, len(contents) - 1, len(contents) // 2}
    for position in ends | set(rng.sample(range(len(contents)), min(n, len(contents)))):
        changed = bytearray(contents)
        changed[position] ^= rng.randint(1, 255)
        yield bytes(changed)


@pytest.fixture(params=["whole", "stopped"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A complete run, and one that was killed."""
    return shutil.copytree(request.getfixturevalue(request.param), tmp_path / "run")


def test_any_changed_byte_of_any_file_is_noticed(run: Path) -> None:
    open_as_training_does(run)
    rng = random.Random(0)
    for path in files_of(run):
        contents = path.read_bytes()
        for changed in changed_bytes(contents, rng, POSITIONS):
            path.write_bytes(changed)
            with pytest.raises(NmtError) as caught:
                open_as_training_does(run)
            assert path.name in str(caught.value) or path.name == "SHA256SUMS"
            assert "\n" not in str(caught.value)
        path.write_bytes(contents)
    open_as_training_does(run)


def test_any_cut_is_noticed(run: Path) -> None:
    for path in files_of(run):
        contents = path.read_bytes()
        for length in (0, 1, len(contents) // 2, len(contents) - 1):
            path.write_bytes(contents[:length])
            with pytest.raises(NmtError, match=rf"{path.name}|SHA256SUMS"):
                open_as_training_does(run)
        path.write_bytes(contents)


def test_any_two_files_swapped_are_noticed(run: Path) -> None:
    files = files_of(run)
    for path, other in zip(files, files[1:] + files[:1], strict=True):
        contents, others = path.read_bytes(), other.read_bytes()
        path.write_bytes(others), other.write_bytes(contents)
        with pytest.raises(NmtError):
            open_as_training_does(run)
        path.write_bytes(contents), other.write_bytes(others)


def test_files_of_another_run_are_noticed(
    nursery: Nursery, command: tuple[str, ...], stopped: Path, tmp_path: Path
) -> None:
    """Sound ones, of a run that differs in its seed alone."""
    other = tmp_path / "other"
    assert nursery.train(*command, f"run_dir={other}", "seed=2").status == 0
    run = shutil.copytree(stopped, tmp_path / "run")
    for path in (run / "checkpoints" / name for name in ("last.safetensors", "best.safetensors")):
        mine = path.read_bytes()
        shutil.copy(other / "checkpoints" / path.name, path)
        with pytest.raises(CheckpointError, match=rf"{path.name}: belongs to another run; put back the file"):
            open_as_training_does(run)
        path.write_bytes(mine)


def test_a_best_checkpoint_from_before_the_best_is_noticed(stopped: Path, tmp_path: Path) -> None:
    run = RunDirectory(shutil.copytree(stopped, tmp_path / "run"))
    _, state = read_of_run(run.last_checkpoint, RESUMABLE, None)
    state["progress"]["best_step"] += 1
    keeper = CheckpointKeeper(run, None, state["origin"], keep=2)  # type: ignore[arg-type]
    with pytest.raises(CheckpointError, match=r"best\.safetensors: of step 5, but the best was step 6; take another"):
        keeper.is_best_lost(state)
    run.best_checkpoint.unlink()
    assert keeper.is_best_lost(state)


def test_a_damaged_last_checkpoint_names_the_last_good_one_and_goes_back_when_told(
    nursery: Nursery, command: tuple[str, ...], stopped: Path, whole: Path, tmp_path: Path
) -> None:
    run = RunDirectory(shutil.copytree(stopped, tmp_path / "run"))
    (older,) = run.older_checkpoints
    assert older.name == "step-0000007.safetensors"
    run.last_checkpoint.write_bytes(run.last_checkpoint.read_bytes()[:-1])
    ended = nursery.train(*command, f"run_dir={run.path}")
    assert ended.status == 2
    (error,) = ended.errors
    assert "last.safetensors: not a checkpoint of nmt, or damaged" in error
    assert f"the last good checkpoint is {older}: add --go-back to the command to go on from there" in error

    told = nursery.train(*command, f"run_dir={run.path}", "--go-back")
    assert told.status == 0, told.err
    assert "last.safetensors is missing or damaged; going back to step-0000007.safetensors" in told.err
    assert_same(run.path, whole)


def test_a_missing_last_checkpoint_is_no_reason_to_begin_again(
    nursery: Nursery, command: tuple[str, ...], stopped: Path, tmp_path: Path
) -> None:
    run = RunDirectory(shutil.copytree(stopped, tmp_path / "run"))
    run.last_checkpoint.unlink()
    (error,) = nursery.train(*command, f"run_dir={run.path}").errors
    assert "last.safetensors: missing, although there is step-0000007.safetensors; the last good checkpoint is" in error


def test_nothing_to_go_back_to(stopped: Path, tmp_path: Path) -> None:
    run = RunDirectory(shutil.copytree(stopped, tmp_path / "run"))
    identity = read_json(run.environment_path)[RUN]
    go_back(run, identity)  # the last one is whole: nothing happens
    assert read_of_run(run.last_checkpoint, RESUMABLE, identity)[1]["step"] == 8
    for path in (run.last_checkpoint, *run.older_checkpoints):
        path.write_bytes(b"")
    with pytest.raises(
        CheckpointError, match=r"nowhere to go back to; no older checkpoint is whole: remove .* to begin"
    ):
        go_back(run, identity)


def test_a_missing_best_checkpoint_is_chosen_anew(
    nursery: Nursery, command: tuple[str, ...], stopped: Path, tmp_path: Path
) -> None:
    run = RunDirectory(shutil.copytree(stopped, tmp_path / "run"))
    run.best_checkpoint.unlink()
    ended = nursery.train(*command, f"run_dir={run.path}")
    assert ended.status == 0, ended.err
    assert (
        "warning: " in ended.err and "best.safetensors: missing; the next validation chooses the best anew" in ended.err
    )
    assert run.best_checkpoint.exists()


def test_a_complete_run_without_its_best_checkpoint_is_made_whole_by_the_same_command(
    nursery: Nursery, command: tuple[str, ...], tmp_path: Path
) -> None:
    """By measuring once more, for there is no step left to take; what was told of that step is not told twice."""
    run = RunDirectory(tmp_path / "run")
    same = (*command, f"run_dir={run.path}", "training.max_steps=2")
    assert nursery.train(*same).status == 0
    run.best_checkpoint.unlink()
    told = run.metrics_path.read_text(), run.samples_path.read_text()
    ended = nursery.train(*same)
    assert ended.status == 0, ended.err
    assert "best.safetensors: missing; the next validation chooses the best anew" in ended.err
    assert "is complete after 2 steps" in ended.err
    assert read_of_run(run.best_checkpoint, WEIGHTS, read_json(run.environment_path)[RUN])[1]["step"] == 2
    assert (run.metrics_path.read_text(), run.samples_path.read_text()) == told
    assert "is complete: nothing to train" in nursery.train(*same).err


def test_removed_files_are_gone_without_and_said_so(
    nursery: Nursery, command: tuple[str, ...], stopped: Path, tmp_path: Path
) -> None:
    run = RunDirectory(shutil.copytree(stopped, tmp_path / "run"))
    run.samples_path.unlink()
    (run.path / "SHA256SUMS").unlink()
    ended = nursery.train(*command, f"run_dir={run.path}")
    assert ended.status == 0, ended.err
    assert "samples.txt: missing; what it told of the steps until the last checkpoint is lost" in ended.err
    assert "SHA256SUMS: not there (stopped while it began?), so the run's files cannot be proven whole" in ended.err


def test_a_complete_run_is_proven_when_it_is_named_again(
    nursery: Nursery, command: tuple[str, ...], tmp_path: Path
) -> None:
    run = RunDirectory(tmp_path / "run")
    same = (*command, f"run_dir={run.path}", "training.max_steps=2")
    assert nursery.train(*same).status == 0
    assert "is complete: nothing to train" in nursery.train(*same).err
    run.metrics_path.write_text(run.metrics_path.read_text().replace("1", "2", 1))
    (error,) = nursery.train(*same).errors
    assert "metrics.jsonl: altered since it was written" in error and "SHA256SUMS to go on with the files as" in error
