"""Device, number format and threads."""

from __future__ import annotations

import platform

import pytest
import torch

from nmt import machine
from nmt.config import TrainingConfig
from nmt.distributed import World
from nmt.errors import ConfigError
from nmt.machine import Machine, choose_device, choose_machine, choose_precision, keep_memory
from nmt.products import linear

CPU = torch.device("cpu")


@pytest.fixture
def no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


@pytest.mark.usefixtures("no_gpu")
def test_without_a_gpu_auto_is_the_cpu_and_cuda_an_error() -> None:
    assert choose_device("auto") == choose_device("cpu") == CPU
    with pytest.raises(ConfigError, match="device: got 'cuda', but torch sees no GPU here; use auto or cpu"):
        choose_device("cuda")


def test_with_gpus_each_process_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert choose_device("auto", local_rank=3) == torch.device("cuda", 3)
    assert choose_device("cuda") == torch.device("cuda", 0)
    assert choose_device("cpu") == CPU


@pytest.mark.parametrize(("bf16_seconds", "expected"), [(0.3, "bf16"), (0.9, "fp32"), (5.0, "fp32")])
def test_bf16_has_to_be_clearly_faster(monkeypatch: pytest.MonkeyPatch, bf16_seconds: float, expected: str) -> None:
    seconds = {torch.float32: 1.0, torch.bfloat16: bf16_seconds}
    monkeypatch.setattr(machine, "_time_product", lambda dtype: seconds[dtype])
    assert choose_precision(CPU) == expected


def test_the_measurement_itself_works() -> None:
    assert choose_precision(CPU) in ("fp32", "bf16")


@pytest.mark.usefixtures("no_gpu")
def test_what_is_configured_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    monkeypatch.setattr(torch, "set_num_threads", threads.append)
    chosen = choose_machine(TrainingConfig(max_steps=1, precision="bf16", threads=3))
    assert chosen == Machine(CPU, "bf16")
    assert threads == [3]
    choose_machine(TrainingConfig(max_steps=1, precision="fp32", threads=0))
    assert threads == [3]  # 0 leaves them to torch


@pytest.mark.usefixtures("no_gpu")
@pytest.mark.parametrize(
    ("world", "expected"),
    [
        (World(), []),
        (World(5, 16, 0, local_size=1), []),
        (World(5, 16, 1, local_size=4), [2]),
        (World(0, 9, 0, 9), [1]),
    ],
)
def test_cores_are_shared_out_among_the_processes_of_one_machine(
    world: World, expected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    monkeypatch.setattr(torch, "set_num_threads", threads.append)
    monkeypatch.setattr(machine, "count_cores", lambda: 8)
    monkeypatch.setattr(machine, "broadcast_object", lambda value, world: value)
    choose_machine(TrainingConfig(max_steps=1, precision="fp32"), world)
    assert threads == expected


def test_products_run_in_the_chosen_precision() -> None:
    x, weight = torch.randn(3, 5), torch.randn(4, 5)
    exact = x @ weight.t()
    with Machine(CPU, "fp32").autocast():
        assert torch.equal(linear(x, weight), exact)
    with Machine(CPU, "bf16").autocast():
        assert torch.equal(linear(x, weight), (x.bfloat16() @ weight.bfloat16().t()).float())
    assert torch.equal(linear(x, weight), exact)


def test_memory_is_left_alone_where_there_is_no_glibc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("", ""))
    monkeypatch.setattr(machine.ctypes, "CDLL", lambda name: pytest.fail("there is no such library here"))
    keep_memory()


def test_a_resumed_run_keeps_the_precision_it_began_with() -> None:
    auto = TrainingConfig(max_steps=1, device="cpu")
    assert [choose_machine(auto, settled=kind).precision for kind in ("bf16", "fp32")] == ["bf16", "fp32"]
    assert choose_machine(auto.model_copy(update={"precision": "fp32"}), settled="bf16").precision == "fp32"
