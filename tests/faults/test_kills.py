"""Whatever ends a training, the same command ends it where an undisturbed one ends, bit for bit."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nmt.checkpoint import read_checkpoint
from nmt.run import RunDirectory
from tests.faults.nursery import ROOT, Child, Nursery, die_at, full_at, slow_steps
from tests.faults.small import assert_same

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks of POSIX")


def wait_for_steps(run: Path, n: int, child: Child) -> None:
    end = time.monotonic() + 120
    metrics = run / "metrics.jsonl"
    while not (metrics.exists() and metrics.read_text().count("train/loss") >= n):
        assert time.monotonic() < end and not child.is_over(), child.err.read_text()
        time.sleep(0.002)


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_the_disk_again_and_again(
    nursery: Nursery, command: tuple[str, ...], whole: Path, tmp_path: Path, seed: int
) -> None:
    """Before, within and after whatever the training asks of the disk, wherever it stands by then."""
    rng = random.Random(seed)
    run = RunDirectory(tmp_path / "run")
    for _ in range(5):
        fault = die_at(rng.randint(1, 60), rng.choice(["before", "after", "torn"]))
        ended = nursery.train(*command, f"run_dir={run.path}", fault=fault)
        assert ended.status in (-signal.SIGKILL, 0), ended.err
        for checkpoint in run.checkpoints.glob("*.safetensors"):
            read_checkpoint(checkpoint)  # whole, whatever happened
        if ended.status == 0:
            break
    assert nursery.train(*command, f"run_dir={run.path}").status == 0
    assert_same(run.path, whole)
    assert not [path for path in run.path.rglob(".*") if path != run.lock_path]


def test_killed_by_the_clock(nursery: Nursery, command: tuple[str, ...], whole: Path, tmp_path: Path) -> None:
    rng = random.Random(0)
    run = tmp_path / "run"
    for n in (1, 2, 3):
        child = nursery.start(*command, f"run_dir={run}", fault=slow_steps(0.02))
        wait_for_steps(run, n, child)
        time.sleep(rng.random() * 0.05)
        child.kill()
        assert child.wait().status == -signal.SIGKILL
    assert nursery.train(*command, f"run_dir={run}").status == 0
    assert_same(run, whole)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_after_the_step_at_hand(
    nursery: Nursery, command: tuple[str, ...], whole: Path, tmp_path: Path, number: int
) -> None:
    run = tmp_path / "run"
    lazy = "training.save_every_minutes=1000"  # so that what is saved is saved because of the signal
    child = nursery.start(*command, lazy, f"run_dir={run}", fault=slow_steps(0.3))  # twelve; ours may come late
    wait_for_steps(run, 1, child)
    child.kill(number)
    ended = child.wait()
    assert ended.status == 130 and "and saved; the same command goes on from there" in ended.err
    assert read_checkpoint(run / "checkpoints" / "last.safetensors")[1]["progress"]["step"] >= 3
    assert nursery.train(*command, f"run_dir={run}").status == 0
    assert_same(run, whole)


def test_a_second_ctrl_c_ends_it_at_once(
    nursery: Nursery, command: tuple[str, ...], whole: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    child = nursery.start(*command, f"run_dir={run}", fault=slow_steps(120))
    wait_for_steps(run, 0, child)
    time.sleep(0.5)  # into the first step, which takes long
    child.kill(signal.SIGINT)
    time.sleep(0.5)
    assert not child.is_over()  # it wants to finish the step
    while not child.is_over():  # two signals at once would be one
        child.kill(signal.SIGINT)
        time.sleep(0.2)
    ended = child.wait()
    assert ended.status == 130 and ended.err.endswith("interrupted\n"), ended.err
    assert nursery.train(*command, f"run_dir={run}").status == 0
    assert_same(run, whole)


def test_two_trainings_in_one_folder(nursery: Nursery, command: tuple[str, ...], whole: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    first = nursery.start(*command, f"run_dir={run}", fault=slow_steps(120))
    wait_for_steps(run, 0, first)
    second = nursery.train(*command, f"run_dir={run}")
    assert second.status == 2
    (error,) = second.errors
    assert f"{run}: process {first.pid} on " in error and "is training here; wait until it has ended" in error
    first.kill()  # the lock goes with it
    first.wait()
    assert nursery.train(*command, f"run_dir={run}").status == 0
    assert_same(run, whole)


@pytest.mark.parametrize("number", [1, 9, 20])
def test_a_full_disk_names_the_file_and_loses_nothing(
    nursery: Nursery, command: tuple[str, ...], whole: Path, tmp_path: Path, number: int
) -> None:
    """Stands in for a full disk where none can be mounted: from some file on, writing fails."""
    run = tmp_path / "run"
    ended = nursery.train(*command, f"run_dir={run}", fault=full_at(number))
    assert ended.status == 2 and "Traceback" not in ended.err, ended.err
    (error,) = ended.errors
    assert str(run) in error and "No space left on device" in error
    assert nursery.train(*command, f"run_dir={run}").status == 0
    assert_same(run, whole)


@pytest.fixture
def little_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of one MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip("mounting a file system needs rights that are not there")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_that_fills_up(nursery: Nursery, command: tuple[str, ...], whole: Path, little_disk: Path) -> None:
    run, stuff = little_disk / "run", little_disk / "stuff"
    stuff.write_bytes(bytes(400_000))
    ended = nursery.train(*command, f"run_dir={run}")
    assert ended.status == 2 and "Traceback" not in ended.err, ended.err
    (error,) = ended.errors
    assert str(run) in error and "No space left on device" in error
    for checkpoint in (run / "checkpoints").glob("*.safetensors"):
        read_checkpoint(checkpoint)
    stuff.unlink()
    assert nursery.train(*command, f"run_dir={run}").status == 0
    assert_same(run, whole)


def test_a_disk_that_cannot_be_written_to(nursery: Nursery, command: tuple[str, ...], little_disk: Path) -> None:
    """A read-only file system: permissions would not stop root."""
    subprocess.run(["mount", "-o", "remount,ro", str(little_disk)], check=True)
    ended = nursery.train(*command, f"run_dir={little_disk / 'run'}")
    assert ended.status == 2 and "Traceback" not in ended.err, ended.err
    (error,) = ended.errors
    assert str(little_disk / "run") in error and "Read-only file system" in error


def test_a_run_that_can_no_longer_be_written_to(
    nursery: Nursery, command: tuple[str, ...], whole: Path, stopped: Path, little_disk: Path
) -> None:
    run = shutil.copytree(stopped, little_disk / "run")
    subprocess.run(["mount", "-o", "remount,ro", str(little_disk)], check=True)
    ended = nursery.train(*command, f"run_dir={run}")
    assert ended.status == 2 and "Traceback" not in ended.err, ended.err
    (error,) = ended.errors
    assert str(run) in error and "Read-only file system" in error
    subprocess.run(["mount", "-o", "remount,rw", str(little_disk)], check=True)
    assert nursery.train(*command, f"run_dir={run}").status == 0
    assert_same(run, whole)


def test_one_of_two_workers_of_torchrun_is_killed(nursery: Nursery, command: tuple[str, ...], tmp_path: Path) -> None:
    """torchrun starts both again; they end where two undisturbed processes end."""
    whole, run = tmp_path / "whole", tmp_path / "run"
    ended = nursery.train(*command, f"run_dir={whole}", "training.processes=2")
    assert ended.status == 0, ended.err
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2", "--max-restarts=2"]
    script = [str(ROOT / "tests" / "faults" / "nursery.py"), json.dumps(slow_steps(0.2)), *command, f"run_dir={run}"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen([*torchrun, *script], env=environment, stderr=subprocess.PIPE, text=True)
    last = RunDirectory(run).last_checkpoint
    while not last.exists():
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.01)
    victims = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True).stdout
    os.kill(int(victims.split()[-1]), signal.SIGKILL)
    _, errors = process.communicate(timeout=240)
    assert process.returncode == 0, errors
    assert "is complete after 12 steps" in errors
    assert_same(run, whole)
