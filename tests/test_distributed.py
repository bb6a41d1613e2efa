"""Gradients added up over processes: through shared memory, and by messages where there is none."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from nmt.distributed import GradientSum, World, join_world, sum_over_world

ROUNDS, SIZE = 5, 1000
PATIENCE = 120  # seconds

# Each process draws the gradient of a round from (round, rank), so that everyone knows what the sum must be.
# Stuck, a process tells where before its time is over.
PROGRAM = f"""
import faulthandler, os, sys
faulthandler.dump_traceback_later({PATIENCE - 20})
import torch
import nmt.distributed
from nmt.distributed import GradientSum, join_world, leave_world, sum_over_world

def draw(number, rank):
    return torch.randn({SIZE}, generator=torch.Generator().manual_seed(10 * number + rank))

if sys.argv[1] == "full":
    def fail(*_): raise OSError(28, "No space left on device")
    nmt.distributed.os.posix_fallocate = fail
if sys.argv[1] == "forbidden":
    def refuse(*_): raise PermissionError(1, "Operation not permitted")
    nmt.distributed.os.memfd_create = refuse
if sys.argv[1] == "killed":
    nmt.distributed.torch.from_file = lambda *_, **__: os.kill(os.getpid(), 9)
world = join_world("cpu")
if sys.argv[1] == "hidden" and not world.is_main:
    def hide(*_, **__): raise RuntimeError("unable to open file </proc/1/fd/3>")
    nmt.distributed.torch.from_file = hide
gradient = torch.zeros({SIZE})
total = GradientSum(gradient, world)
assert (total._sheets is not None) == (sys.argv[1] == "shared"), sys.argv
for number in range({ROUNDS}):
    gradient.copy_(draw(number, world.rank))
    total.put()
    sum_over_world(torch.zeros(1), world)
    total.take()
    assert torch.equal(gradient, draw(number, 0) + draw(number, 1)), number
leave_world()
"""


@pytest.mark.parametrize(
    ("kind", "local"), [("shared", "2"), ("messages", "1"), ("full", "2"), ("forbidden", "2"), ("hidden", "2")]
)
def test_two_processes_get_the_same_sum(kind: str, local: str) -> None:
    if kind == "shared" and sys.platform != "linux":
        pytest.skip("memory is shared on Linux alone")
    before = left_behind()
    assert run_two(kind, local) == [0, 0]
    assert left_behind() == before


def run_two(kind: str, local: str) -> list[int]:
    """The status that both processes ended with."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    announced = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port, "WORLD_SIZE": "2", "LOCAL_WORLD_SIZE": local}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, kind],
            env=os.environ | announced | {"RANK": str(rank), "LOCAL_RANK": str(rank)},
        )
        for rank in range(2)
    ]
    try:
        return [process.wait(PATIENCE) for process in processes]
    finally:
        for process in processes:
            process.kill()


def test_who_is_killed_while_it_is_shared_leaves_no_memory_behind() -> None:
    before = left_behind()
    assert run_two("killed", local="2") == [-9, -9]
    assert left_behind() == before


def left_behind() -> set[Path]:
    return set(Path("/dev/shm").glob("nmt-*"))


def test_one_process_is_its_own_sum() -> None:
    gradient = torch.tensor([1.0, 2.0])
    total = GradientSum(gradient, World())
    total.put()
    sum_over_world(torch.zeros(1), World())
    total.take()
    assert gradient.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("wanted", "has_gpu", "backend"),
    [
        ("auto", True, "nccl"),
        ("cuda", True, "nccl"),
        ("cpu", True, "gloo"),
        ("auto", False, "gloo"),
        ("cuda", False, "gloo"),
    ],
)
def test_processes_on_gpus_speak_nccl_each_from_its_own(
    wanted: str, has_gpu: bool, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where cuda is wanted and not there, `choose_device` says so: the world need not fail first."""
    done: list[object] = []
    for name, value in (("WORLD_SIZE", "4"), ("RANK", "3"), ("LOCAL_RANK", "1")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: has_gpu)
    monkeypatch.setattr(torch.cuda, "set_device", done.append)
    monkeypatch.setattr(torch.distributed, "init_process_group", done.append)
    monkeypatch.setattr(torch.distributed, "get_rank", lambda: 3)
    monkeypatch.setattr(torch.distributed, "get_world_size", lambda: 4)
    monkeypatch.setenv("LOCAL_WORLD_SIZE", "2")
    assert join_world(wanted) == World(rank=3, size=4, local_rank=1, local_size=2)
    assert done == ([1, "nccl"] if backend == "nccl" else ["gloo"])
    monkeypatch.delenv("LOCAL_WORLD_SIZE")
    assert join_world(wanted).local_size == 4  # nobody said: as if all were here, so that there is enough for all
