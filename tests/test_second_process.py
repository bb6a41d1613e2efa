"""What the second of two processes may do: fail with its own words, and write nothing into the run."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny import write_project

ROOT = Path(__file__).parent.parent
TRAIN = ROOT / "scripts" / "train.py"

FAILS = """
    from nmt.errors import TrainingError
    from nmt.trainer import Trainer
    take_step = Trainer.train_step
    def fail(trainer, batches):
        if trainer.progress.step == 5:
            raise TrainingError("the second process's own words")
        take_step(trainer, batches)
    Trainer.train_step = fail
"""
WATCHED = """
    def note(event, arguments):
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if writes or event in ("os.mkdir", "os.rename", "os.remove", "os.truncate"):
            noted.append(f"{event} {arguments[0]}")
    noted = []
    sys.addaudithook(note)
    import atexit
    atexit.register(lambda: open(os.environ["NOTES"], "w").write("\\n".join(noted)))
"""


def train_twice(folder: Path, second: str, *overrides: str, torchrun: bool) -> subprocess.CompletedProcess[str]:
    """train.py in two processes; `second` is what is done in the second one before."""
    program = folder / "program.py"
    train = f'exec(compile(open({str(TRAIN)!r}).read(), "train.py", "exec"))'
    program.write_text(f'import os, sys\nif os.environ.get("RANK") == "1":{second}\n{train}\n')
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    launcher = ["-m", "torch.distributed.run", "--nproc-per-node", "2", "--master-port", port] if torchrun else []
    config = write_project(folder)
    own = [] if torchrun else ["training.processes=2"]
    command = [sys.executable, *launcher, str(program), "--config", str(config), f"run_dir={folder / 'run'}"]
    environment = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "NOTES": str(folder / "notes")}
    return subprocess.run(
        [*command, *own, *overrides], env=os.environ | environment, capture_output=True, text=True, timeout=200
    )


@pytest.mark.parametrize("torchrun", [False, True])
def test_its_failure_stops_the_first_and_is_shown(tmp_path: Path, torchrun: bool) -> None:
    done = train_twice(tmp_path, FAILS, "training.max_steps=100000", torchrun=torchrun)
    assert done.returncode != 0
    assert done.stderr.count("error: the second process's own words") == 1, done.stderr
    assert "another process of this training has ended" in done.stderr or torchrun  # who may be ended before it says so
    assert not (tmp_path / "run" / "complete.json").exists()


def test_it_writes_nothing_into_the_run(tmp_path: Path) -> None:
    done = train_twice(tmp_path, WATCHED, "training.max_steps=8", "training.validate_every_steps=4", torchrun=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "run" / "complete.json").exists()
    notes = (tmp_path / "notes").read_text().splitlines()
    assert [note for note in notes if str(tmp_path / "run") in note] == []
