"""Processes that train together: who still lives, and how those end whose company was killed."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

from tests.faults.nursery import Child


def children_of(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(child) for child in listed.split()]


def lives(pid: int) -> bool:
    """Whether there is such a process, and it is more than a number that nobody has asked for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def any_is_over(children: list[Child]) -> bool:
    return any(child.is_over() for child in children)


def assert_killed(children: list[Child]) -> None:
    """That nothing but the kill ended them: who is left ends with one error, or as torchrun ends it, by SIGTERM."""
    patient_until = time.monotonic() + 5
    while not all(child.is_over() for child in children) and time.monotonic() < patient_until:
        time.sleep(0.1)
    for child in children:
        if not child.is_over():
            child.kill(signal.SIGTERM)
    ended = [child.wait() for child in children]
    statuses = {one.status for one in ended}
    assert -signal.SIGKILL in statuses and statuses <= {-signal.SIGKILL, -signal.SIGTERM, 2}, ended
    for one in ended:
        assert one.status != 2 or (len(one.errors) == 1 and "another process" in one.errors[0]), one.err
