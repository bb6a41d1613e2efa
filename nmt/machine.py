"""What this machine is good at: device, threads, number format, and memory that is kept rather than handed back."""

from __future__ import annotations

import ctypes
import os
import platform
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.compiler import is_compiling

from nmt.config import TrainingConfig
from nmt.distributed import World, broadcast_object
from nmt.errors import ConfigError
from nmt.products import bf16_products

_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_MAX = -1, -2, -4  # malloc.h


@dataclass(frozen=True)
class Machine:
    """Where tensors live and in which format matrix products are computed."""

    device: torch.device
    precision: str  # "fp32" or "bf16"

    def autocast(self) -> AbstractContextManager[object]:
        """Inside the block, matrix products run in `precision`; weights and sums stay in fp32."""
        if self.precision == "fp32":
            return nullcontext()
        if self.device.type == "cpu" and not is_compiling():
            return bf16_products()
        return torch.autocast(self.device.type, torch.bfloat16)


def choose_machine(config: TrainingConfig, world: World | None = None, settled: str | None = None) -> Machine:
    """Device and precision as configured, `auto` settled by looking and by measuring (the main process's word counts).

    Args:
        world: the processes of this training; those on one machine share out its cores.
        settled: the precision that an earlier sitting of the same run measured for `auto`. It stays, since
            another one would make the resumed run another run.

    Raises:
        ConfigError: cuda is asked for and there is none.
    """
    world = world or World()
    device = choose_device(config.device, world.local_rank)
    if config.threads:
        torch.set_num_threads(config.threads)
    elif world.local_size > 1 and device.type == "cpu":
        torch.set_num_threads(max(1, count_cores() // world.local_size))
    precision = config.precision if config.precision != "auto" else settled or choose_precision(device)
    return Machine(device, str(broadcast_object(precision, world)))


def count_cores() -> int:
    """CPU cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def threads(n: int) -> Iterator[None]:
    """Inside the block, torch computes on `n` CPU threads: the whole process, so one thread of Python at a time."""
    before = torch.get_num_threads()
    torch.set_num_threads(n)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def choose_device(wanted: str, local_rank: int = 0) -> torch.device:
    """`cpu`, `cuda`, or for `auto` whichever is there.

    Raises:
        ConfigError: cuda is asked for and there is none.
    """
    if wanted == "cpu" or (wanted == "auto" and not torch.cuda.is_available()):
        return torch.device("cpu")
    if not torch.cuda.is_available():
        raise ConfigError("device: got 'cuda', but torch sees no GPU here; use auto or cpu")
    return torch.device("cuda", local_rank)


def choose_precision(device: torch.device) -> str:
    """bf16 where products of bf16 matrices are clearly faster than fp32 ones: a matter of milliseconds to find out.

    Some CPUs compute bf16 eight times faster than fp32, others (without the instructions) five times slower.
    """
    if device.type == "cuda":
        return "bf16" if torch.cuda.is_bf16_supported() else "fp32"
    seconds = {dtype: _time_product(dtype) for dtype in (torch.float32, torch.bfloat16)}
    return "bf16" if seconds[torch.bfloat16] < 0.8 * seconds[torch.float32] else "fp32"


def _time_product(dtype: torch.dtype, repeats: int = 5) -> float:
    """Best seconds of `repeats` products of the size that training is made of."""
    left, right = torch.ones(1024, 256, dtype=dtype), torch.ones(256, 512, dtype=dtype)
    out: Tensor = left @ right
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        torch.mm(left, right, out=out)
        times.append(time.perf_counter() - start)
    return min(times)


def keep_memory() -> None:
    """Tells glibc not to return freed memory to the kernel.

    Every training step frees and takes the same hundreds of megabytes; faulting them in again costs more than the
    arithmetic on them. Elsewhere than on glibc this does nothing.
    """
    if platform.libc_ver()[0] != "glibc":
        return
    libc = ctypes.CDLL("libc.so.6")
    libc.mallopt(_M_MMAP_MAX, 0)
    libc.mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)
    libc.mallopt(_M_TOP_PAD, 64 * 2**20)
