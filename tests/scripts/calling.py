"""Scripts as a user runs them: in a process of their own, or in this one, where torch is imported already."""

from __future__ import annotations

import io
import logging
import os
import runpy
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import torch

from nmt import cli

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"


@dataclass(frozen=True)
class Done:
    """What a script left behind."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Of stdout, by line feeds alone."""
        return self.out.removesuffix("\n").split("\n") if self.out else []


def call(script: str, *arguments: object, stdin: bytes = b"", runs_root: Path | None = None) -> Done:
    """Run a script in this process, and put back what it changes in it."""
    out, err = (io.TextIOWrapper(io.BytesIO(), newline="\n") for _ in range(2))
    streams = (sys.stdin, sys.stdout, sys.stderr)
    argv, threads, runs_root_before = sys.argv, torch.get_num_threads(), cli.default_runs_root
    root_logger = logging.getLogger()
    handlers, level = root_logger.handlers, root_logger.level
    signals = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    sys.argv = [str(SCRIPTS / script), *map(str, arguments)]
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin)))  # type: ignore[arg-type]
    sys.stdout, sys.stderr = out, err
    root_logger.handlers = []
    if runs_root is not None:
        cli.default_runs_root = lambda: runs_root
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
        sys.argv, cli.default_runs_root = argv, runs_root_before
        root_logger.handlers = handlers
        root_logger.setLevel(level)
        torch.set_num_threads(threads)
        for number, handler in signals.items():
            signal.signal(number, handler)
    return Done(status, _written_to(out), _written_to(err))


def _written_to(stream: io.TextIOWrapper) -> str:
    stream.seek(0)  # flushes, too
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


def spawn(
    script: str, *arguments: object, cwd: Path = ROOT, stdin: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start a script in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(SCRIPTS / script), *map(str, arguments)],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def assert_one_clear_line(done: Done, *words: str) -> None:
    """Status 2, nothing on stdout, and an error of one line that holds these words."""
    assert (done.status, done.out) == (2, ""), done.err
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1, done.err
    assert "Traceback" not in done.err
    for word in words:
        assert word in errors[0]
