"""Gradients added up over processes: through shared memory, and by messages where there is none."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from nmt.distributed import SHARED_MEMORY, GradientSum, World, join_world, sum_over_world

ROUNDS, SIZE = 5, 1000
PATIENCE = 120  # seconds

# Each process draws the gradient of a round from (round, rank), so that everyone knows what the sum must be.
# Stuck, a process tells where before its time is over.
PROGRAM = f"""
import faulthandler, sys
faulthandler.dump_traceback_later({PATIENCE - 20})
import torch
import nmt.distributed
from nmt.distributed import GradientSum, join_world, leave_world, sum_over_world

def draw(number, rank):
    return torch.randn({SIZE}, generator=torch.Generator().manual_seed(10 * number + rank))

if sys.argv[1] == "full":
    def fail(*_): raise OSError(28, "No space left on device")
    nmt.distributed.os.posix_fallocate = fail
if sys.argv[1] == "unwritable":
    def refuse(**_): raise PermissionError(13, "Permission denied")
    nmt.distributed.tempfile.mkstemp = refuse
world = join_world("cpu")
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


@pytest.mark.parametrize(("kind", "local"), [("shared", "2"), ("messages", "1"), ("full", "2"), ("unwritable", "2")])
def test_two_processes_get_the_same_sum(kind: str, local: str) -> None:
    if kind == "shared" and not SHARED_MEMORY.is_dir():
        pytest.skip("this system has no folder of shared memory")
    before = left_behind()
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
        assert [process.wait(PATIENCE) for process in processes] == [0, 0]
    finally:
        for process in processes:
            process.kill()
    assert left_behind() == before


def left_behind() -> set[Path]:
    return set(SHARED_MEMORY.glob("nmt-*"))


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
    assert join_world(wanted) == World(rank=3, size=4, local_rank=1)
    assert done == ([1, "nccl"] if backend == "nccl" else ["gloo"])
