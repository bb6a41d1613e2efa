"""The high-water mark of a process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nmt import memory

LARGE = 200 * 2**20


def test_a_small_child_of_a_large_parent_reports_its_own() -> None:
    held = bytearray(b"x" * LARGE)
    program = "from nmt.memory import peak_bytes; print(peak_bytes())"
    child = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert memory.peak_bytes() > len(held)
    assert 10**6 < int(child.stdout) < LARGE / 2


def test_without_proc_the_system_call_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "status")
    assert memory.peak_bytes() > 10**6
    (tmp_path / "status").write_text("Name:\tpython\n")  # some kernels leave the line out
    assert memory.peak_bytes() > 10**6
