"""Several processes on one machine, started by the training command itself instead of by torchrun.

On a CPU, the operations of a small model are over in less time than two threads need to meet after each of them. Two
processes that each compute half of a step on one core meet once a step, to add up their gradients. For several
machines, or several GPUs, there is torchrun.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from nmt.errors import LostCompanyError

# What a process that was told to end may still need, in seconds, before it is ended.
PATIENCE = 10.0
# How often to look whether the others live, in seconds, while torch would wait for them in vain.
GLANCE = 0.5

EXIT_LOST = 2  # the status of every error that is told in one line

_STARTER = "NMT_STARTED_BY"  # in a companion's environment: the process id of the first
_met = threading.Event()


def tell_met() -> None:
    """All processes of this world have met: from here on, each hears from torch when another ends."""
    _met.set()


def end_with_starter() -> None:
    """From here on, this process ends when the one that started it does: torchrun, or the first of `companions`.

    Killed, those tell nobody. A process that had not met the others would wait for them for half an hour, and the
    first one with the run's lock in its hands. It ends as by SIGTERM: at once, or saved after the step at hand.
    """
    if _STARTER in os.environ or "TORCHELASTIC_RUN_ID" in os.environ:
        starter = int(os.environ.get(_STARTER, os.getppid()))
        threading.Thread(target=_end_after, args=(starter,), daemon=True).start()


def _end_after(starter: int) -> None:
    while os.getppid() == starter:
        time.sleep(GLANCE)
    os.kill(os.getpid(), signal.SIGTERM)


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
    _met.clear()
    world = {"WORLD_SIZE": size, "LOCAL_WORLD_SIZE": size, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(_free_port())}
    with tempfile.TemporaryFile() as said:
        others = _start_others(processes, world, said)
        over = threading.Event()
        threading.Thread(target=_end_without, args=(others, said, over), daemon=True).start()
        os.environ.update(world | {"RANK": "0", "LOCAL_RANK": "0"})
        try:
            yield
        except SystemExit:  # stopped in good order, and so are the others
            raise
        except BaseException as error:
            over.set()
            _end(others)
            if isinstance(error, LostCompanyError):
                _show(said)
            raise
        finally:
            over.set()
            if not _all_end(others):
                _end(others)
            for name in (*world, "RANK", "LOCAL_RANK"):
                os.environ.pop(name, None)


def _start_others(processes: int, world: dict[str, str], said: IO[bytes]) -> list[subprocess.Popen[bytes]]:
    # Ctrl-C reaches this process alone, hence the sessions: it tells the others, so that all stop after the same step.
    return [
        subprocess.Popen(
            [sys.executable, *sys.argv],
            env=os.environ | world | {"RANK": str(rank), "LOCAL_RANK": str(rank), _STARTER: str(os.getpid())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        for rank in range(1, processes)
    ]


def _end_without(others: list[subprocess.Popen[bytes]], said: IO[bytes], over: threading.Event) -> None:
    """Ends this process if one of the others fails before all have met: torch would wait half an hour for it."""
    while not (_met.is_set() or over.wait(GLANCE)):
        if any(other.poll() for other in others) and not over.wait(PATIENCE) and not _met.is_set():
            _show(said)
            print(
                "error: another process of this training has ended before all had met, and its own message, if it "
                "left one, stands above; run the same command again",
                file=sys.stderr,
                flush=True,
            )
            for other in others:
                other.kill()
            os._exit(EXIT_LOST)


def _show(said: IO[bytes]) -> None:
    said.seek(0)
    sys.stderr.write(said.read().decode(errors="replace"))


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
