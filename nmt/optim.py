"""Parameter groups, optimizers, learning-rate schedules as pure functions, and the averaged weights."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from nmt.config import TrainingConfig
from nmt.distributed import World
from nmt.muon import ALONE, Muon


class FlatWeights:
    """All weights as one vector and their gradient as another; the model's parameters are views into them.

    What is done to every weight alike (clip, step, average, add up over processes) is then one operation instead of
    one for each of some sixty parameters: in a small model the operations cost more than the arithmetic in them.
    Nothing may replace a parameter's `.data` or `.grad` afterwards.

    Attributes:
        values, gradient: [n_weights].
        matrices, rest, heads: their three parts as one parameter each. The maps inside the network; embeddings (rows,
            not maps), output layer, norms and biases; the alignment heads, which nothing else may feel.
        shapes: (rows, columns) of each map in `matrices`; queries, keys and values are three of them.
    """

    def __init__(self, model: nn.Module) -> None:
        parts = split_parameters(model)
        members = [parameter for part in parts for parameter in part]
        names = {id(parameter): name for name, parameter in model.named_parameters()}
        self.shapes = [shape for matrix in parts[0] for shape in _shapes_of_maps(matrix, names[id(matrix)])]
        self.values = torch.cat([parameter.detach().flatten() for parameter in members])
        self.gradient = torch.zeros_like(self.values)
        sizes = [parameter.numel() for parameter in members]
        views = zip(members, torch.split(self.values, sizes), torch.split(self.gradient, sizes), strict=True)
        for parameter, values, gradient in views:
            parameter.data, parameter.grad = values.view_as(parameter), gradient.view_as(parameter)
        sizes = [sum(parameter.numel() for parameter in part) for part in parts]
        self._gradients = torch.split(self.gradient, sizes)
        self.matrices, self.rest, self.heads = (nn.Parameter(values) for values in torch.split(self.values, sizes))
        self.let_heads_learn(True)

    def let_heads_learn(self, learn: bool) -> None:
        """Hands every part its gradient; without one, as the heads may be here, a part stays as it is in a step."""
        for part, gradient in zip((self.matrices, self.rest, self.heads), self._gradients, strict=True):
            part.grad = gradient if part.numel() and (learn or part is not self.heads) else None


def _shapes_of_maps(matrix: Tensor, name: str) -> list[tuple[int, int]]:
    """What queries, keys and values are made by is one matrix, and three maps."""
    rows, columns = matrix.shape
    return [(rows // 3, columns)] * 3 if name.endswith("in_proj.weight") else [(rows, columns)]


def split_parameters(model: nn.Module) -> tuple[list[nn.Parameter], list[nn.Parameter], list[nn.Parameter]]:
    """The matrices inside the network, the alignment heads, and the rest, in the order of `FlatWeights`."""
    matrices: list[nn.Parameter] = []
    rest: list[nn.Parameter] = []
    heads: list[nn.Parameter] = []
    for name, parameter in model.named_parameters():
        if name.startswith("alignment."):
            heads.append(parameter)
        elif name.startswith(("encoder.", "decoder.")) and parameter.dim() == 2:
            matrices.append(parameter)
        else:
            rest.append(parameter)
    return matrices, rest, heads


def build_optimizers(
    weights: FlatWeights, config: TrainingConfig, half: bool = False, world: World = ALONE
) -> list[torch.optim.Optimizer]:
    """AdamW for everything, or Muon for the matrices between the embeddings and AdamW for the rest.

    Matrices decay; embeddings, norms and biases do not. Each group remembers its peak rate as `peak_lr`.

    Args:
        half: whether the machine is quick at products in bf16.
        world: who else makes the same steps, and can share in the work of one.
    """
    fused = weights.values.device.type in ("cpu", "cuda")
    betas = config.betas
    undecayed = {"params": [weights.rest, weights.heads], "weight_decay": 0.0}
    if config.optimizer == "adamw":
        groups = [{"params": [weights.matrices], "weight_decay": config.weight_decay}, undecayed]
        optimizers: list[torch.optim.Optimizer] = [torch.optim.AdamW(groups, lr=config.lr, betas=betas, fused=fused)]
    else:
        optimizers = [
            Muon(weights.matrices, weights.shapes, config.muon_lr, config.weight_decay, half, world),
            torch.optim.AdamW([undecayed], lr=config.lr, betas=betas, fused=fused),
        ]
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["peak_lr"] = group["lr"]
    return optimizers


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

    def __init__(self, values: Tensor, decay: float) -> None:
        self.decay = decay
        self.live = values
        self.average = values.clone() if decay else None

    def reset(self) -> None:
        """Starts the average anew from the weights as they are."""
        if self.average is not None:
            self.average.copy_(self.live)

    def update(self, step: int) -> None:
        """Takes in the weights after optimizer step `step` (0-based)."""
        if self.average is not None:
            keep = min(self.decay, (step + 1) / (step + 10))
            self.average.lerp_(self.live, 1.0 - keep)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Inside the block the model holds the averaged weights; after it, the live ones again."""
        if self.average is None:
            yield
            return
        live = self.live.clone()
        self.live.copy_(self.average)
        try:
            yield
        finally:
            self.live.copy_(live)
