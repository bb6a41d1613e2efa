"""Trainings in processes of their own, without the seconds that each would take to import torch.

A server that has imported everything forks one child for each training: `python tests/faults/nursery.py` is that
server, `Nursery` its client. A child is the user's script, its own process group, and can be killed like one.
Faults are planted in the child alone. `python tests/faults/nursery.py FAULT ARGUMENT...` is one such training.
"""

from __future__ import annotations

import builtins
import errno
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[2]
DISK_CALLS = ("fsync", "replace", "link", "unlink")


@dataclass(frozen=True)
class Ended:
    """A training that has ended: its status (negative for a signal, as `subprocess` has it) and its last words."""

    status: int
    err: str

    @property
    def errors(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("error: ")]


class Child:
    """A training that goes on."""

    def __init__(self, nursery: Nursery, pid: int, err: Path) -> None:
        self.nursery, self.pid, self.err = nursery, pid, err

    def kill(self, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid, number)

    def wait(self) -> Ended:
        return Ended(self.nursery.ask({"wait": self.pid}), self.err.read_text(errors="replace"))

    def is_over(self) -> bool:
        return bool(self.nursery.ask({"over": self.pid}))


class Nursery:
    """Starts trainings; use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.started = folder, 0
        folder.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        command = [sys.executable, str(Path(__file__))]
        self.server = subprocess.Popen(
            command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )

    def __enter__(self) -> Nursery:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.server.stdin is not None
        self.server.stdin.close()
        self.server.wait(30)

    def ask(self, order: dict[str, Any]) -> int:
        assert self.server.stdin is not None and self.server.stdout is not None
        self.server.stdin.write(json.dumps(order) + "\n")
        self.server.stdin.flush()
        return int(self.server.stdout.readline())

    def start(
        self, *arguments: object, fault: dict[str, Any] | None = None, environment: dict[str, str] | None = None
    ) -> Child:
        """Starts `train.py` with these arguments."""
        self.started += 1
        err = self.folder / f"{self.started}.err"
        order = {"arguments": [*map(str, arguments)], "err": str(err), "fault": fault or {}}
        return Child(self, self.ask(order | {"environment": environment or {}}), err)

    def start_world(self, size: int, *arguments: object, fault: dict[str, Any] | None = None) -> list[Child]:
        """Starts `train.py` in so many processes, told of each other as by torchrun; the fault is the first one's."""
        if size == 1:
            return [self.start(*arguments, fault=fault)]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            place = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(probe.getsockname()[1])}
        world = place | {"WORLD_SIZE": str(size), "LOCAL_WORLD_SIZE": str(size)}
        return [
            self.start(
                *arguments,
                fault=None if rank else fault,
                environment=world | {"RANK": str(rank), "LOCAL_RANK": str(rank)},
            )
            for rank in range(size)
        ]

    def train(self, *arguments: object, fault: dict[str, Any] | None = None) -> Ended:
        """Starts `train.py` and waits for its end."""
        return self.start(*arguments, fault=fault).wait()


def die_at(number: int, when: str = "before") -> dict[str, Any]:
    """SIGKILL `before` or `after` the numberth time that the disk is asked for something; `torn` within its write."""
    return {"die_at": number, "when": when}


def die_after_step(step: int) -> dict[str, Any]:
    """SIGKILL after this step was saved."""
    return {"die_after_step": step}


def slow_steps(seconds: float) -> dict[str, Any]:
    """Every step takes so many seconds more."""
    return {"slow_steps": seconds}


def full_at(number: int) -> dict[str, Any]:
    """From the numberth file on that is written, the disk is full half-way."""
    return {"full_at": number}


def serve() -> None:
    """Answers orders, a line each, until there are no more."""
    # All that a child would import, some of it only when it is needed.
    import sacrebleu  # noqa: F401
    import torch._dynamo  # noqa: F401

    import nmt.build.training
    import nmt.lock  # noqa: F401

    ended: dict[int, int] = {}
    for line in sys.stdin:
        order = json.loads(line)
        if pid := order.get("wait", order.get("over")):
            if pid not in ended:
                found, status = os.waitpid(pid, 0 if "wait" in order else os.WNOHANG)
                if found:
                    ended[pid] = os.waitstatus_to_exitcode(status)
            print(ended[pid] if "wait" in order else int(pid in ended), flush=True)
        else:
            pid = os.fork()
            if not pid:
                run_child(order)
            print(pid, flush=True)


def run_child(order: dict[str, Any]) -> None:
    """Becomes the script; never returns."""
    os.setsid()
    os.environ.update(order["environment"])
    null, err = os.open(os.devnull, os.O_RDWR), os.open(order["err"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number, file in ((0, null), (1, null), (2, err)):
        os.dup2(file, number)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 (it stays open)
    status = 1
    try:
        train(order["fault"], order["arguments"])
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
    sys.stderr.flush()
    os._exit(status)


def train(fault: dict[str, Any], arguments: list[str]) -> None:
    """Is `train.py` from here on, and breaks as the order says."""
    plant(fault)
    sys.argv = [str(ROOT / "scripts" / "train.py"), *arguments]
    runpy.run_path(sys.argv[0], run_name="__main__")


def plant(fault: dict[str, Any]) -> None:
    """Breaks this process as the order says."""
    import nmt.atomic

    if "die_at" in fault:
        count = iter(range(1, 1_000_000))
        for name in DISK_CALLS:
            setattr(os, name, _dying(getattr(os, name), fault["die_at"], fault["when"], count.__next__))
        nmt.atomic.open = _torn(fault["die_at"], count.__next__) if fault["when"] == "torn" else builtins.open  # type: ignore[attr-defined]
    if "full_at" in fault:
        nmt.atomic.open = _full(fault["full_at"])  # type: ignore[attr-defined]
    if "die_after_step" in fault or "slow_steps" in fault:
        _disturb_steps(fault)


def _dying(real: Callable[..., Any], number: int, when: str, count: Callable[[], int]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        is_the_one = count() == number
        if is_the_one and when != "after":
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return real(*arguments, **options)
        finally:  # also where it fails: removing what is not there is asked for, too
            if is_the_one:
                os.kill(os.getpid(), signal.SIGKILL)

    return call


def _disturb_steps(fault: dict[str, Any]) -> None:
    from nmt.trainer import Trainer

    save, train_step = Trainer.save, Trainer.train_step

    def save_and_die(self: Trainer) -> None:
        save(self)
        if self.progress.step == fault.get("die_after_step"):
            os.kill(os.getpid(), signal.SIGKILL)

    def train_slowly(self: Trainer, micro_batches: Any) -> None:
        train_step(self, micro_batches)
        time.sleep(fault.get("slow_steps", 0))

    Trainer.save, Trainer.train_step = save_and_die, train_slowly  # type: ignore[method-assign]


def _torn(number: int, count: Callable[[], int]) -> Callable[..., Any]:
    def open_to_tear(path: Any, mode: str = "r", *rest: Any) -> Any:
        file = builtins.open(path, mode, *rest)  # noqa: SIM115 (the caller closes it)
        if "w" in mode and count() >= number:
            os.truncate(path, 0)
            file.write(b"half of what was to be written")
            file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        return file

    return open_to_tear


def _full(number: int) -> Callable[..., Any]:
    written = 0

    def open_on_a_full_disk(path: Any, mode: str = "r", *rest: Any) -> Any:
        nonlocal written
        written += "w" in mode
        if "w" in mode and written >= number:
            builtins.open(path, mode, *rest).close()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return builtins.open(path, mode, *rest)

    return open_on_a_full_disk


if __name__ == "__main__":
    if len(sys.argv) > 1:
        train(json.loads(sys.argv[1]), sys.argv[2:])
    else:
        serve()
