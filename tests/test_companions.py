"""train.py with several processes of its own: they work as one, stop as one, and fail with one message."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tiny import write_project

TRAIN = Path(__file__).parent.parent / "scripts" / "train.py"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def start(config: Path, run: Path, *overrides: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(TRAIN), "--config", str(config), f"run_dir={run}", "training.processes=2"]
    return subprocess.Popen([*command, *overrides], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def companions_of(process: subprocess.Popen[str]) -> list[int]:
    """Process ids of the children."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True).stdout
    return [int(pid) for pid in listed.split()]


def wait_for(path: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not appear"
        time.sleep(0.05)


def test_two_processes_train_one_run(tmp_path: Path) -> None:
    config, run = write_project(tmp_path), tmp_path / "run"
    process = start(config, run, "training.max_steps=30")
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert errors.count("is complete after 30 steps") == 1
    lines = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines if "train/loss" in line] == [10, 20, 30]
    assert json.loads((run / "environment.json").read_text())["processes"] == 2


def test_a_request_to_stop_stops_both_after_the_same_step_and_the_run_goes_on(tmp_path: Path) -> None:
    config, run = write_project(tmp_path), tmp_path / "run"
    process = start(config, run, "training.max_steps=100000")
    wait_for(run / "metrics.jsonl")
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "stopped after step" in errors
    step = int(errors.split("stopped after step ")[1].split()[0])
    again = start(config, run, f"training.max_steps={step + 5}")
    _, errors = again.communicate(timeout=120)
    assert f"is complete after {step + 5} steps" in errors


def test_a_companion_that_dies_is_one_clear_line(tmp_path: Path) -> None:
    config, run = write_project(tmp_path), tmp_path / "run"
    process = start(config, run, "training.max_steps=100000")
    wait_for(run / "metrics.jsonl")
    for pid in companions_of(process):
        os.kill(pid, signal.SIGKILL)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "error: another process of this training has ended" in errors
    assert "Traceback" not in errors


def test_a_mistake_in_the_data_is_said_once(tmp_path: Path) -> None:
    config, run = write_project(tmp_path), tmp_path / "run"
    process = start(config, run, "data.train.0.src=nowhere.fr")
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert errors.count("error:") == 1 and "nowhere.fr" in errors
