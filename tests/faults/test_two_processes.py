"""Two processes, one or both of them killed anywhere: the same command ends where two undisturbed ones end."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nmt.checkpoint import read_checkpoint
from nmt.run import RunDirectory
from tests.faults.company import any_is_over, assert_killed, children_of, lives
from tests.faults.nursery import ROOT, Nursery, die_at, slow_steps
from tests.faults.small import assert_same

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks of POSIX")

STEPS = "training.max_steps=30"  # more than they come to between the kills
# Nobody has met anybody yet, and torch, which would take seconds to import, is not there.
BEFORE_THEY_MEET = """
import os, sys, time
from nmt import companions

def main():
    companions.PATIENCE = 0.0
    companions.end_with_starter()
    if companions.is_companion() and sys.argv[1] == "the other dies":
        print("its own words", file=sys.stderr, flush=True)
        os.kill(os.getpid(), 9)
    time.sleep(200)

with companions.companions(2):
    main()
"""


@pytest.fixture(scope="module")
def whole_of_two(nursery: Nursery, command: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("two") / "run"
    children = nursery.start_world(2, *command, STEPS, f"run_dir={path}")
    ended = [child.wait() for child in children]
    assert [one.status for one in ended] == [0, 0], ended
    return path


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_the_disk_and_by_the_clock(
    nursery: Nursery, command: tuple[str, ...], whole_of_two: Path, tmp_path: Path, seed: int
) -> None:
    """The first one before, within and after whatever it asks of the disk; either of them, or both, at any moment."""
    rng = random.Random(seed)
    run = RunDirectory(tmp_path / "run")
    for kind in ("disk", "clock", "disk", "clock"):
        fault = die_at(rng.randint(1, 60), rng.choice(["before", "after", "torn"])) if kind == "disk" else None
        children = nursery.start_world(2, *command, STEPS, f"run_dir={run.path}", fault=fault or slow_steps(0.5))
        end = time.monotonic() + (60 if fault else rng.uniform(0.0, 3.0))
        while not any_is_over(children) and time.monotonic() < end:
            time.sleep(0.01)
        if not any_is_over(children):
            for child in children if rng.random() < 0.5 else [rng.choice(children)]:
                child.kill()
        assert_killed(children)
        for checkpoint in run.checkpoints.glob("*.safetensors"):
            read_checkpoint(checkpoint)  # whole, whatever happened
    children = nursery.start_world(2, *command, STEPS, f"run_dir={run.path}")
    assert [child.wait().status for child in children] == [0, 0]
    assert_same(run.path, whole_of_two)


def start(folder: Path, program: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    path = folder / "program.py"
    path.write_text(program)
    variables = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.Popen([sys.executable, str(path), *arguments], env=variables, stderr=subprocess.PIPE, text=True)


def test_nobody_waits_for_a_companion_that_died_before_they_met(tmp_path: Path) -> None:
    """torch would, for half an hour."""
    process = start(tmp_path, BEFORE_THEY_MEET, "the other dies")
    _, errors = process.communicate(timeout=100)
    words, error = errors.splitlines()
    assert process.returncode == 2 and words == "its own words"
    assert error.startswith("error: another process of this training has ended before all had met")
    assert "run the same command again" in error


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux who is whose child")
def test_a_companion_does_not_outlive_the_first(tmp_path: Path) -> None:
    process = start(tmp_path, BEFORE_THEY_MEET, "both wait")
    assert_none_is_left_by(process)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux who is whose child")
def test_what_torchrun_started_does_not_outlive_it(tmp_path: Path) -> None:
    """Killed, torchrun ends nobody; its processes would train on, or wait to meet, with the run's lock in hand."""
    launcher = "import subprocess, sys; subprocess.run([sys.executable, *sys.argv[1:]])"
    (tmp_path / "worker.py").write_text(BEFORE_THEY_MEET)
    world = {"TORCHELASTIC_RUN_ID": "none", "WORLD_SIZE": "2", "RANK": "0"}
    process = start(tmp_path, launcher, str(tmp_path / "worker.py"), "both wait", **world)
    assert_none_is_left_by(process)


def assert_none_is_left_by(process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 100
    while not (children := children_of(process.pid)):
        assert time.monotonic() < end and process.poll() is None
        time.sleep(0.05)
    time.sleep(1.0)  # until it looks after its starter
    process.kill()
    process.wait()
    while any(lives(pid) for pid in children):
        assert time.monotonic() < end, "somebody is left"
        time.sleep(0.05)
