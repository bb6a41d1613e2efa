"""What the trainer trains."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from nmt.alignment.labels import AlignmentLabeller
from nmt.model.encoder_decoder import EncoderDecoder
from nmt.optim import AveragedWeights, FlatWeights


@dataclass(frozen=True, slots=True)
class Learner:
    """What learns: the model, what moves its weights, their running average, and what its alignment learns from."""

    model: EncoderDecoder
    weights: FlatWeights
    optimizers: list[torch.optim.Optimizer]
    averaged: AveragedWeights
    labeller: AlignmentLabeller | None = None
    align_every_steps: int = 1

    def clip_gradients(self, limit: float) -> Tensor:
        """Scales gradients down to a norm of `limit`, the alignment heads apart: they never slow the translation down.

        Returns:
            The sum of both norms as they were, a number on the weights' device.
        """
        weights = self.weights
        groups = [[weights.matrices, weights.rest], [weights.heads]]
        # What learns nothing in this step is left out: its norm would be a zero on the CPU, wherever the weights are.
        learning = [group for group in groups if any(part.grad is not None for part in group)]
        return torch.stack([nn.utils.clip_grad_norm_(group, limit) for group in learning]).sum()

    def aligns_at(self, step: int) -> bool:
        """Whether the alignment heads learn at this step, 0-based."""
        return self.labeller is not None and step % self.align_every_steps == 0
