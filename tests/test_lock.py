"""One training in one directory."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nmt.errors import RunError
from nmt.lock import fcntl, locked
from nmt.run import RunDirectory


def test_the_second_is_refused_and_told_who_is_there(tmp_path: Path) -> None:
    run = RunDirectory(tmp_path / "run")
    with locked(run):
        with (
            pytest.raises(RunError, match=rf"run: process {os.getpid()} on .* is training here; wait .* run_dir=runs/"),
            locked(run),
        ):
            pass
        run.config_path.write_text("")
    with locked(run):
        pass


def test_the_lock_of_a_killed_process_is_gone(tmp_path: Path) -> None:
    code = "import os, sys\nfrom pathlib import Path\nfrom nmt.lock import locked\nfrom nmt.run import RunDirectory\n"
    code += "with locked(RunDirectory(Path(sys.argv[1]))): os.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "run")]).returncode == -9
    with locked(RunDirectory(tmp_path / "run")):
        pass


def test_what_was_left_unfinished_is_swept(tmp_path: Path) -> None:
    run = RunDirectory(tmp_path / "run")
    left = [folder / ".x.12.tmp" for folder in (run.path, run.checkpoints, run.tokenizer_dir, run.watched_dir)]
    elsewhere = run.evaluation_dir / ".report.json.12.tmp"  # an evaluation may be writing it just now
    for path in (*left, elsewhere, run.config_path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half")
    with locked(run):
        assert not any(path.exists() for path in left)
        assert elsewhere.exists() and run.config_path.exists()


def test_a_place_where_nothing_came_of_it_is_left_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no data"), locked(RunDirectory(tmp_path / "run")):
        raise RunError("no data")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    run = RunDirectory(tmp_path / "run")

    def refuse(number: int) -> None:
        def flock(*arguments: object) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(fcntl, "flock", flock)

    refuse(errno.ENOLCK)
    with locked(run):
        assert "run: this file system has no locks; see to it that nothing else trains here" in caplog.text
    refuse(errno.EIO)
    with pytest.raises(RunError, match="run: cannot be locked: Input/output error"), locked(run):
        pass
    run.lock_path.unlink()
    run.lock_path.mkdir()
    with pytest.raises(RunError, match="run: cannot be written to: Is a directory"), locked(run):
        pass
