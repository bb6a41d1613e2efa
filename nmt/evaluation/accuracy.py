"""Shares of right answers, with the uncertainty that their number leaves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nmt.errors import DataError

# 95 % of a normal distribution lie within this many standard deviations of its mean.
Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`correct` of `total` (at least 1); shares are between 0 and 1."""

    correct: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.correct <= self.total or self.total < 1:
            raise ValueError(f"accuracy: {self.correct} of {self.total} is not a share")

    @property
    def value(self) -> float:
        """The share of right answers."""
        return self.correct / self.total

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval."""
        return max(0.0, self._centre - self._margin)

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval."""
        return min(1.0, self._centre + self._margin)

    # Wilson's score interval (1927): unlike p ± 1.96 sqrt(p (1 - p) / n), it does not claim certainty when
    # all or none are right, and it stays within 0 and 1.

    @property
    def _centre(self) -> float:
        return (self.value + Z_95**2 / (2 * self.total)) / (1 + Z_95**2 / self.total)

    @property
    def _margin(self) -> float:
        variance = self.value * (1 - self.value) / self.total + Z_95**2 / (4 * self.total**2)
        return Z_95 * math.sqrt(variance) / (1 + Z_95**2 / self.total)


def compute_exact_matches(hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> list[bool]:
    """For each sentence, whether the hypothesis is one of its references. Only whitespace may differ.

    Raises:
        DataError: see `check_pairing`.
    """
    check_pairing(hypotheses, references)
    return [
        _normalise_space(hypothesis) in map(_normalise_space, alternatives)
        for hypothesis, alternatives in zip(hypotheses, references, strict=True)
    ]


def check_pairing(hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> None:
    """Raise DataError unless there are sentences, and each has a hypothesis and at least one reference."""
    if not hypotheses and not references:
        raise DataError("evaluation: got no sentences, expected at least one")
    if len(hypotheses) != len(references):
        raise DataError(
            f"evaluation: got {len(hypotheses)} hypotheses and references for {len(references)} sentences, "
            "expected as many of one as of the other"
        )
    for number, alternatives in enumerate(references, start=1):
        if isinstance(alternatives, str):
            raise TypeError("references: expected a list of references for each sentence, got one string")
        if not alternatives:
            raise DataError(f"evaluation: sentence {number} has no reference, expected at least one")


def _normalise_space(text: str) -> str:
    return " ".join(text.split())
