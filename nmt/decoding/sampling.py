"""Sampling: draw the next token from the model's distribution, sharpened or cut as asked.

Each sentence has random numbers of its own, made from the seed and the sentence's name: its number in the input.
Which other sentences share its batch, and how long they last, changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from nmt.decoding.search import (
    Cache,
    Choice,
    Hypothesis,
    Search,
    SearchRules,
    StepFn,
    check_limits,
    follow_one_path,
    search_alone,
)
from nmt.errors import ConfigError


@dataclass(frozen=True, slots=True)
class SamplingRules:
    """How to draw. As they stand, the values draw from the model's own distribution.

    First `top_k` keeps the k most probable tokens (0: all), then `temperature` divides the log-probabilities
    (below 1: sharper), then `top_p` keeps the fewest tokens, most probable first, that together have at least
    this probability (Holtzman et al. 2020). Among equals, lower token ids are kept first.
    """

    seed: int
    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0

    def __post_init__(self) -> None:
        problems = []
        if not 0 < self.temperature < float("inf"):
            problems.append(f"temperature: got {self.temperature}, expected a number > 0 (for 0: a beam of 1)")
        if self.top_k < 0:
            problems.append(f"top_k: got {self.top_k}, expected an integer >= 0 (0 keeps all tokens)")
        if not 0 < self.top_p <= 1:
            problems.append(f"top_p: got {self.top_p}, expected a number > 0 and <= 1 (1 keeps all tokens)")
        if problems:
            raise ConfigError(*problems)


def sample(
    step: StepFn,
    cache: Cache,
    limits: Tensor,
    rules: SearchRules,
    sampling: SamplingRules,
    sentence_names: Sequence[object],
) -> list[Hypothesis]:
    """One drawn hypothesis for each sentence, in the order of the cache's rows.

    `token_log_probs` are the model's own, whatever the temperature and the cuts.

    Args:
        step, cache, limits, rules: as for `greedy_search`.
        sampling: how to draw.
        sentence_names: for each sentence what tells it from all others, such as its line number.
            The same name, seed and probabilities give the same hypothesis, in any batch.

    Raises:
        NmtError: a log-probability is not a finite number.
    """
    return search_alone(draw(limits, rules, sampling, sentence_names), step, cache)


def draw(
    limits: Tensor, rules: SearchRules, sampling: SamplingRules, sentence_names: Sequence[object]
) -> Search[list[Hypothesis]]:
    """`sample`, as a search that asks for its steps."""
    if len(sentence_names) != len(limits):
        raise ValueError(f"sentence_names: got {len(sentence_names)} for {len(limits)} sentences")
    uniforms = _draw_uniforms(check_limits(limits), sampling.seed, sentence_names)

    def choose(log_probs: Tensor, sentences: list[int], position: int) -> Choice:
        return _draw_tokens(log_probs, uniforms[sentences, position], sampling)

    return follow_one_path(limits, rules, choose)


def _draw_uniforms(limits: Tensor, seed: int, sentence_names: Sequence[object]) -> Tensor:
    """[batch, longest limit] float64 in [0, 1), each row from its own generator; unused ones are 0."""
    uniforms = torch.zeros(len(limits), int(limits.max()) if len(limits) else 0, dtype=torch.float64)
    for row, (name, limit) in enumerate(zip(sentence_names, limits.tolist(), strict=True)):
        # Hashed, for generators with neighbouring seeds need not be independent.
        digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=7).digest()
        generator = torch.Generator().manual_seed(int.from_bytes(digest, "big"))
        uniforms[row, :limit] = torch.rand(limit, dtype=torch.float64, generator=generator)
    return uniforms


def _draw_tokens(log_probs: Tensor, uniforms: Tensor, sampling: SamplingRules) -> Choice:
    """Invert the cumulative distribution of each row at its uniform number. log_probs [rows, vocab]"""
    values, ids = log_probs.sort(dim=1, descending=True, stable=True)
    if sampling.top_k:
        values, ids = values[:, : sampling.top_k], ids[:, : sampling.top_k]
    values = values.double()
    probabilities = (values / sampling.temperature).softmax(dim=1)
    cumulative = probabilities.cumsum(dim=1)
    kept = cumulative - probabilities < sampling.top_p  # the first tokens of each row
    last_kept = (kept.sum(dim=1, keepdim=True) - 1).clamp(min=0)  # 0 where nothing is possible: the search says so
    mass = cumulative.gather(1, last_kept)
    # A uniform number is below 1, and its product with the mass below the mass, so the place is a kept one.
    place = (cumulative <= uniforms.to(mass.device)[:, None] * mass).sum(dim=1, keepdim=True)
    on_host = torch.stack((ids.gather(1, place).double(), values.gather(1, place)))[:, :, 0].cpu()
    return on_host[0].long(), on_host[1]
