"""Parameter groups, optimizers, learning-rate schedules as pure functions, and the averaged weights."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from nmt.config import TrainingConfig


def build_optimizers(model: nn.Module, config: TrainingConfig) -> list[torch.optim.Optimizer]:
    """AdamW for everything, or Muon (Jordan 2024) for the matrices between the embeddings and AdamW for the rest.

    Matrices decay; embeddings, norms and biases do not. Each group remembers its peak rate as `peak_lr`.
    """
    matrices, rest = split_parameters(model)
    fused = all(p.device.type in ("cpu", "cuda") for p in model.parameters())
    betas = config.betas
    if config.optimizer == "adamw":
        groups = [
            {"params": matrices, "weight_decay": config.weight_decay},
            {"params": rest, "weight_decay": 0.0},
        ]
        optimizers: list[torch.optim.Optimizer] = [torch.optim.AdamW(groups, lr=config.lr, betas=betas, fused=fused)]
    else:
        optimizers = [
            torch.optim.Muon(matrices, lr=config.muon_lr, weight_decay=config.weight_decay),
            torch.optim.AdamW(rest, lr=config.lr, betas=betas, weight_decay=0.0, fused=fused),
        ]
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["peak_lr"] = group["lr"]
    return optimizers


def split_parameters(model: nn.Module) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    """The matrices inside the network, and the rest: embeddings (rows, not maps), output layer, norms, biases."""
    matrices: list[nn.Parameter] = []
    rest: list[nn.Parameter] = []
    for name, parameter in model.named_parameters():
        inside = name.startswith(("encoder.", "decoder."))
        (matrices if inside and parameter.dim() == 2 else rest).append(parameter)
    return matrices, rest


def compute_lr_factor(config: TrainingConfig, step: int, progress: float) -> float:
    """The learning rate as a fraction of its peak.

    Args:
        step: optimizer steps done so far.
        progress: share of the budget that is spent, 0 to 1; steps, epochs and minutes all end at 1.

    >>> config = TrainingConfig(max_steps=100, warmup_steps=10, schedule="linear", final_lr_fraction=0.0)
    >>> compute_lr_factor(config, step=4, progress=0.0), compute_lr_factor(config, step=50, progress=0.5)
    (0.5, 0.5)
    """
    warmup = min(1.0, (step + 1) / config.warmup_steps) if config.warmup_steps else 1.0
    floor, rest = config.final_lr_fraction, 1.0 - config.final_lr_fraction
    match config.schedule:
        case "linear":
            decay = floor + rest * (1.0 - progress)
        case "cosine":
            decay = floor + rest * 0.5 * (1.0 + math.cos(math.pi * progress))
        case "inverse_sqrt":  # section 5.3 of "Attention Is All You Need", with its peak at the end of the warm-up
            decay = math.sqrt(max(1, config.warmup_steps) / max(1, config.warmup_steps, step + 1))
        case _:
            decay = 1.0
    return warmup * decay


def set_lr(optimizers: list[torch.optim.Optimizer], factor: float) -> None:
    """Sets every group's rate to `factor` times its peak."""
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = group["peak_lr"] * factor


class AveragedWeights:
    """An exponential moving average of the weights (Polyak and Juditsky 1992), which generalises better than the last.

    Early on the average is short, min(decay, (step + 1) / (step + 10)), so that it forgets the initialisation.
    """

    def __init__(self, parameters: list[nn.Parameter], decay: float) -> None:
        self.decay = decay
        self.live = parameters
        self.average: list[Tensor] = [p.detach().clone() for p in parameters] if decay else []

    def reset(self) -> None:
        """Starts the average anew from the weights as they are."""
        if self.average:
            self.average = [p.detach().clone() for p in self.live]

    @torch.no_grad()
    def update(self, step: int) -> None:
        """Takes in the weights after optimizer step `step` (0-based)."""
        if self.average:
            keep = min(self.decay, (step + 1) / (step + 10))
            torch._foreach_lerp_(self.average, [p.data for p in self.live], 1.0 - keep)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Inside the block the model holds the averaged weights; after it, the live ones again."""
        self._swap()
        try:
            yield
        finally:
            self._swap()

    def _swap(self) -> None:
        for parameter, average in zip(self.live, self.average, strict=False):
            parameter.data, average.data = average.data, parameter.data
