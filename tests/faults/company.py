"""Processes that train together: who still lives, and how those end whose company was killed."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from tests.faults.nursery import Child


def children_of(pid: int) -> list[int]:
    return [
        int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _stat_of(int(folder.name))[1:2] == [str(pid)]
    ]


def lives(pid: int) -> bool:
    """Whether there is such a process, and it is more than a number that nobody has asked for."""
    return _stat_of(pid)[:1] not in ([], ["Z"])


def _stat_of(pid: int) -> list[str]:
    """State, parent and so on of a process, as Linux tells them; nothing of one that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


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
