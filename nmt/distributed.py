"""Rank and world from torchrun, and the few sums that processes share. One process is a world of 1."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor
from torch.distributed.rendezvous import rendezvous

from nmt.companions import tell_met
from nmt.errors import LostCompanyError


@dataclass(frozen=True)
class World:
    """Which process this is, out of how many. Only `is_main` writes files and talks to the terminal."""

    rank: int = 0
    size: int = 1
    local_rank: int = 0
    local_size: int = 1  # processes on this machine

    @property
    def is_main(self) -> bool:
        """Whether this is the process that writes."""
        return self.rank == 0


def join_world(device_type: str) -> World:
    """Joins the process group that torchrun announced in the environment, gloo on CPUs and nccl on GPUs.

    Args:
        device_type: `cpu`, `cuda`, or `auto` for cuda where there is one.
    """
    size, local_rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("LOCAL_RANK", "0"))
    if size == 1:
        return World()
    told = int(os.environ.get("LOCAL_WORLD_SIZE", "0"))  # by torchrun and by `companions`, perhaps not by others
    on_gpu = device_type != "cpu" and torch.cuda.is_available()
    if on_gpu:
        torch.cuda.set_device(local_rank)  # nccl sends objects through the current GPU: the first one, unless told
    if not dist.is_initialized():
        _meet("nccl" if on_gpu else "gloo", alone=told == size)
        tell_met()
    return World(dist.get_rank(), size, local_rank, local_size=told or size)


def _meet(backend: str, alone: bool) -> None:
    """Joins the others; `alone` on this machine.

    On one machine torchrun keeps its store when it starts the processes again, and with it the addresses of the dead:
    who read them before they were overwritten waited for half an hour (seen in one restart of three). So each start
    has a shelf of its own. Several machines do not count their starts alike, and meet anew each time.
    """
    if not alone or "TORCHELASTIC_RESTART_COUNT" not in os.environ:
        dist.init_process_group(backend)
        return
    store, rank, size = next(rendezvous("env://"))
    shelf = dist.PrefixStore(f"start {os.environ['TORCHELASTIC_RESTART_COUNT']}", store)  # type: ignore[attr-defined]
    dist.init_process_group(backend, store=shelf, rank=rank, world_size=size)


def leave_world() -> None:
    """Says good-bye to the process group, if there is one."""
    if dist.is_initialized():
        dist.destroy_process_group()


def sum_over_world(values: Tensor, world: World) -> Tensor:
    """The sum of `values` over all processes, in place; every process gets the same.

    Losses are sums over tokens, so that their gradient, summed and divided by the global token count, is that of one
    process that had seen every batch.
    """
    if world.size > 1:
        with _expect_company():
            dist.all_reduce(values)
    return values


def max_over_world(values: Tensor, world: World) -> Tensor:
    """The largest of all processes' `values` in each place, in place; every process gets the same."""
    if world.size > 1:
        with _expect_company():
            dist.all_reduce(values, dist.ReduceOp.MAX)
    return values


class GradientSum:
    """Adds gradients up over all processes: `put` one's own, meet (`sum_over_world` of anything), `take` the sum.

    Processes on the CPUs of one machine read each other's gradients from memory that they share; messages through a
    socket would take several times as long (docs/experiments.md). All others send messages, and `take` does nothing.
    """

    def __init__(self, gradient: Tensor, world: World) -> None:
        self._gradient, self._world = gradient, world
        self._turn = 0
        # Two sheets, used in turn: whoever writes on one has met the others since they read it.
        self._sheets = (
            _share_memory((2, world.size, gradient.numel()), world) if _can_share_memory(gradient, world) else None
        )

    def put(self) -> None:
        """Tells the others this process's gradient."""
        if self._sheets is None:
            sum_over_world(self._gradient, self._world)
        else:
            self._turn = 1 - self._turn
            self._sheets[self._turn, self._world.rank] = self._gradient

    def take(self) -> None:
        """Turns the gradient into the sum. All processes add in the same order and get the same, bit for bit."""
        if self._sheets is not None:
            torch.sum(self._sheets[self._turn], dim=0, out=self._gradient)


def _can_share_memory(gradient: Tensor, world: World) -> bool:
    local = int(os.environ.get("LOCAL_WORLD_SIZE", "0"))
    return world.size > 1 and local == world.size and gradient.device.type == "cpu" and sys.platform == "linux"


def _share_memory(shape: tuple[int, ...], world: World) -> Tensor | None:
    """Zeros that every process of this machine sees; None where the machine gives us none, or not enough.

    The file behind it never has a name, so that nothing of it outlives the processes, however and whenever they end.
    """
    size = math.prod(shape) * torch.float32.itemsize
    descriptor = _reserve_memory(size) if world.is_main else None
    path = broadcast_object(None if descriptor is None else f"/proc/{os.getpid()}/fd/{descriptor}", world)
    if path is None:
        return None
    try:
        shared = torch.from_file(path, shared=True, size=math.prod(shape), dtype=torch.float32).view(shape)
    except RuntimeError:  # /proc may hide one process from another
        shared = None
    have_opened = sum_over_world(torch.tensor([float(shared is not None)]), world)
    if descriptor is not None:
        os.close(descriptor)
    return shared if int(have_opened) == world.size else None


def _reserve_memory(size: int) -> int | None:
    """A descriptor of `size` bytes of memory; None where there is no room, or the system forbids it."""
    try:
        descriptor = os.memfd_create("nmt")
    except OSError:
        return None
    try:
        os.posix_fallocate(descriptor, 0, size)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def broadcast_object(value: Any, world: World) -> Any:
    """The main process's value, on every process."""
    if world.size == 1:
        return value
    box = [value]
    with _expect_company():
        dist.broadcast_object_list(box)
    return box[0]


def gather_objects(value: Any, world: World) -> list[Any]:
    """Every process's value, by rank, on every process."""
    if world.size == 1:
        return [value]
    values = [None] * world.size
    with _expect_company():
        dist.all_gather_object(values, value)
    return values


def share_work(work: Callable[[int], Any], world: World) -> Iterator[Any]:
    """work(0), work(1), ... in order, endlessly, each done by one of the processes and handed to all.

    All of them must ask for equally many, or some would wait for the others.
    """
    for turn in count():
        yield from gather_objects(work(turn * world.size + world.rank), world)


@contextmanager
def _expect_company() -> Iterator[None]:
    """Says in our words that another process has gone."""
    try:
        yield
    except RuntimeError as error:
        raise LostCompanyError(
            "another process of this training has ended, and its own message stands above; what was learned since the "
            "last checkpoint is lost, and the same command goes on from there"
        ) from error
