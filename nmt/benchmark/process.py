"""Our end of a contender: a process that is told what to do, one line of JSON at a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nmt
from nmt.errors import BenchmarkError

# glibc keeps what it has freed instead of giving it back to the kernel, and has it at hand for the next step: what
# `nmt.machine.keep_memory` sets for us from inside.
TUNED_MALLOC = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": str(2**31 - 1),
    "MALLOC_TOP_PAD_": str(64 * 2**20),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Who takes part, and how: one row of the table."""

    name: str
    program: str  # a module of nmt.benchmark.contenders
    options: Mapping[str, Any] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    is_peer: bool = False  # runs in the peers' environment
    share: float = 1.0  # of the sentences that it translates: the slow ones would take most of everybody's time


class Process:
    """A running contender. Use it as a context manager: on leaving, the process ends.

    Raises:
        BenchmarkError: it ended, or could not do what it was told; the message has its own last words.
    """

    def __init__(self, entry: Entry, python: Path, threads: int) -> None:
        self.entry = entry
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the process)
        root = str(Path(nmt.__file__).resolve().parent.parent)
        threading = {name: str(threads) for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS")}
        self._process = subprocess.Popen(
            [str(python), "-m", f"nmt.benchmark.contenders.{entry.program}", *entry.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=os.environ | threading | {"PYTHONPATH": root} | dict(entry.environment),
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()

    def ask(self, **order: Any) -> dict[str, Any]:
        """Sends one order and waits for its answer."""
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise BenchmarkError(f"{self.entry.name}: its process has ended: {self._last_words()}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise BenchmarkError(f"{self.entry.name}: cannot {order['do']}: {answer['error']}")
        return answer

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "without a word"


def python_of(environment: Path | None) -> Path:
    """The Python of an environment; our own without one.

    Raises:
        BenchmarkError: there is none in that folder.
    """
    if environment is None:
        return Path(sys.executable)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        raise BenchmarkError(
            f"{environment}: no Python environment; make one with: python scripts/benchmark_peers.py {environment}"
        )
    return python
