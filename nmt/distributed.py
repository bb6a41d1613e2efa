"""Rank and world from torchrun, and the few sums that processes share. One process is a world of 1."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

from nmt.errors import LostCompanyError


@dataclass(frozen=True)
class World:
    """Which process this is, out of how many. Only `is_main` writes files and talks to the terminal."""

    rank: int = 0
    size: int = 1
    local_rank: int = 0

    @property
    def is_main(self) -> bool:
        """Whether this is the process that writes."""
        return self.rank == 0


def join_world(device_type: str) -> World:
    """Joins the process group that torchrun announced in the environment, gloo on CPUs and nccl on GPUs."""
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        return World()
    if not dist.is_initialized():
        dist.init_process_group("nccl" if device_type == "cuda" else "gloo")
    return World(dist.get_rank(), size, int(os.environ.get("LOCAL_RANK", "0")))


def leave_world() -> None:
    """Says good-bye to the process group, if there is one."""
    if dist.is_initialized():
        dist.destroy_process_group()


def sum_over_world(values: Tensor, world: World) -> Tensor:
    """The sum of `values` over all processes, in place; every process gets the same."""
    if world.size > 1:
        with _expect_company():
            dist.all_reduce(values)
    return values


def sum_gradients(parameters: Iterable[torch.nn.Parameter], world: World) -> None:
    """Adds up gradients over all processes, in one flat message.

    Losses are sums over tokens, so the sum here divided by the global token count is the gradient of one process that
    had seen every batch.
    """
    if world.size == 1:
        return
    gradients = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters]
    flat = torch.cat([gradient.flatten() for gradient in gradients])
    with _expect_company():
        dist.all_reduce(flat)
    for gradient, summed in zip(gradients, torch.split(flat, [g.numel() for g in gradients]), strict=True):
        gradient.copy_(summed.view_as(gradient))


def broadcast_object(value: Any, world: World) -> Any:
    """The main process's value, on every process."""
    if world.size == 1:
        return value
    box = [value]
    with _expect_company():
        dist.broadcast_object_list(box)
    return box[0]


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
