"""Several processes on one machine, started by the training command itself instead of by torchrun.

On a CPU, the operations of a small model are over in less time than two threads need to meet after each of them. Two
processes that each compute half of a step on one core meet once a step, to add up their gradients. For several
machines, or several GPUs, there is torchrun.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from nmt.errors import LostCompanyError

# What a process that was told to end may still need, in seconds, before it is ended.
PATIENCE = 10.0


def is_companion() -> bool:
    """Whether this process was started as a further one of a world: by `companions`, or by torchrun."""
    return os.environ.get("RANK", "0") != "0"


@contextmanager
def companions(processes: int) -> Iterator[None]:
    """Inside the block, this process is the first of a world of `processes`; the others run the same command.

    The world is told in the environment in torchrun's own words, for `nmt.distributed` to join. A process that is
    part of a world already starts no other. On leaving, the others are waited for, or ended if this one failed. What
    they write is shown only where one of them failed by itself: otherwise it is what this process says too.
    """
    if processes == 1 or "WORLD_SIZE" in os.environ:
        yield
        return
    size = str(processes)
    world = {"WORLD_SIZE": size, "LOCAL_WORLD_SIZE": size, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(_free_port())}
    with tempfile.TemporaryFile() as said:
        others = _start_others(processes, world, said)
        os.environ.update(world | {"RANK": "0", "LOCAL_RANK": "0"})
        try:
            yield
        except SystemExit:  # stopped in good order, and so are the others
            raise
        except BaseException as error:
            _end(others)
            if isinstance(error, LostCompanyError):
                said.seek(0)
                sys.stderr.write(said.read().decode(errors="replace"))
            raise
        finally:
            if not _all_end(others):
                _end(others)
            for name in (*world, "RANK", "LOCAL_RANK"):
                os.environ.pop(name, None)


def _start_others(processes: int, world: dict[str, str], said: IO[bytes]) -> list[subprocess.Popen[bytes]]:
    # Ctrl-C reaches this process alone, hence the sessions: it tells the others, so that all stop after the same step.
    return [
        subprocess.Popen(
            [sys.executable, *sys.argv],
            env=os.environ | world | {"RANK": str(rank), "LOCAL_RANK": str(rank)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        for rank in range(1, processes)
    ]


def _all_end(others: list[subprocess.Popen[bytes]]) -> bool:
    """Waits for the others to end by themselves; False if one does not."""
    try:
        for other in others:
            other.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(others: list[subprocess.Popen[bytes]]) -> None:
    for other in others:
        other.kill()
        other.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
