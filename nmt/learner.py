"""What the trainer trains."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

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

    @property
    def clip_groups(self) -> list[list[nn.Parameter]]:
        """Weights whose gradients are clipped together: the alignment heads never slow the translation down."""
        weights = self.weights
        return [[weights.matrices, weights.rest], [weights.heads]]

    def aligns_at(self, step: int) -> bool:
        """Whether the alignment heads learn at this step, 0-based."""
        return self.labeller is not None and step % self.align_every_steps == 0
