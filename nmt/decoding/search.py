"""What every search shares: the step it is given, the rules it obeys, the hypotheses it returns.

A search knows no model. It asks for steps, `step(token_ids, cache) -> log_probs`, is sent what comes of them, and
decides which token comes next. The bargain between the search and whoever takes its steps:

- The caller's cache has one row for each sentence of the batch, in order. It holds no token yet.
- The search asks for the first step itself, with `bos_id` in every row, and for every later one with the token
  chosen last for each row. Row i of the token ids always belongs to row i of the cache.
- Only the search decides which rows there are. It names them with the next step that it asks for, and whoever takes
  the step calls `cache.reorder(rows)` before it. That repeats rows when one sentence becomes several
  hypotheses (beam search does so after the first step: until then the hypotheses of a sentence are all
  alike), permutes them when hypotheses overtake each other, and drops those of finished sentences. The
  caller never expands a cache for a beam. Where rows stay as they are, `reorder` is not called.
- A search is a generator that asks for steps, so that it does not matter to it whether it has the model for itself
  (`search_alone`) or shares every step with others (`nmt.decoding.convoy`).
- Rows of one sentence stand together, equally many for each, so that a cache may keep what they share once.
- The log-probabilities that `step` returns belong to the search, which overwrites forbidden ones in place.

Bookkeeping happens on the host in double precision; each step costs one transfer from the device.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import torch
from torch import Tensor

from nmt.errors import ConfigError, NmtError


class Cache(Protocol):
    """What a model remembers of the tokens it has seen, one row for each hypothesis."""

    def reorder(self, rows: Tensor) -> object:
        """Make row i what row `rows[i]` was, in place. Rows may be repeated, permuted and left out.

        `rows` is [rows after], int64, on the host, where the search decides: a cache can look at them and make no
        device wait. What it returns is not looked at.
        """

    def join(self, other: Any) -> object:
        """Add the rows of a cache of the same model that has seen as many tokens, in place; `other` is used up."""


T = TypeVar("T")

StepFn = Callable[[Tensor, Cache], Tensor]
"""(token_ids [rows] int64, cache) -> log_probs [rows, vocab]: float32, in nats, each row a distribution."""

Ask = tuple[Tensor, Tensor | None]
"""(token_ids of the next step, the rows that the cache is reordered to before it; None = it stays as it is)"""

Search = Generator[Ask, Tensor, T]
"""A search: asks for steps, is sent their log-probabilities, returns what it found."""


def search_alone(search: Search[T], step: StepFn, cache: Cache) -> T:
    """What a search finds that has a cache for itself."""
    log_probs: Any = None  # what starts a generator
    while True:
        try:
            token_ids, rows = search.send(log_probs)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        if rows is not None:
            cache.reorder(rows)
        log_probs = step(token_ids, cache)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation in tokens.

    `ids` are without begin and end; `token_log_probs` are in nats, one for each id and, when the hypothesis
    is finished, one more for the end of the sentence. A hypothesis that ran into its limit is not
    `finished`. `score` is what hypotheses are ranked by: see `compute_score`.
    """

    ids: list[int]
    token_log_probs: list[float]
    finished: bool
    score: float

    @property
    def log_prob(self) -> float:
        """Log-probability of the whole in nats: the plain sum."""
        return math.fsum(self.token_log_probs)


@dataclass(frozen=True, slots=True)
class SearchRules:
    """What any search obeys.

    `forbidden` ids are never chosen (normally padding and begin of sentence); their probability is not
    handed to the others. The end of the sentence is forbidden until `min_length` tokens stand before it.
    """

    bos_id: int
    eos_id: int
    length_penalty: float
    forbidden: tuple[int, ...] = ()
    min_length: int = 0

    def __post_init__(self) -> None:
        # A negative exponent would make long hypotheses better by their length alone, and the stopping
        # bound false.
        if not self.length_penalty >= 0:
            raise ConfigError(f"length_penalty: got {self.length_penalty}, expected a number >= 0")
        if self.eos_id in self.forbidden:
            raise ValueError(f"the end of the sentence (id {self.eos_id}) is among the forbidden ids")

    def forbid(self, log_probs: Tensor, position: int) -> Tensor:
        """Set what may not stand at `position` (0-based) to minus infinity, in place. [rows, vocab]"""
        for token_id in self.forbidden:
            log_probs[:, token_id] = -math.inf
        if position < self.min_length:
            log_probs[:, self.eos_id] = -math.inf
        return log_probs


def compute_score(log_prob: float, length: int, length_penalty: float) -> float:
    """log_prob / length ** length_penalty, where length counts the end of the sentence if it is there.

    0 ranks by probability, which favours short sentences; 1 ranks by mean log-probability per token.
    (Not the ((5 + length) / 6) ** alpha of Wu et al. 2016: plain lengths are what CTranslate2 uses too.)
    """
    return log_prob / math.pow(length, length_penalty)


def build_hypothesis(ids: list[int], token_log_probs: list[float], finished: bool, length_penalty: float) -> Hypothesis:
    """A hypothesis with its score. `token_log_probs` as in `Hypothesis`; at least one."""
    score = compute_score(math.fsum(token_log_probs), len(token_log_probs), length_penalty)
    return Hypothesis(ids, token_log_probs, finished, score)


def check_n_best(n_best: int, beam_size: int) -> None:
    """Raise ConfigError unless a beam can give that many hypotheses."""
    if not 1 <= n_best <= beam_size:
        raise ConfigError(f"n_best: got {n_best}, expected 1 to beam_size, which is {beam_size}")


def check_limits(limits: Tensor) -> Tensor:
    """The limits on the host: how many tokens each sentence may have, its end counted, [batch] int64."""
    on_host = limits.to("cpu", torch.int64)
    if on_host.dim() != 1 or bool((on_host < 1).any()):
        raise ValueError(f"limits: expected one number >= 1 for each sentence, got {on_host.tolist()}")
    return on_host


Choice = tuple[Tensor, Tensor]
"""(token ids [rows] int64, their log-probabilities [rows] float64), both on the host."""

ChooseFn = Callable[[Tensor, list[int], int], Choice]
"""(log_probs [rows, vocab], sentence of each row, position) -> the token for each row."""


def follow_one_path(limits: Tensor, rules: SearchRules, choose: ChooseFn) -> Search[list[Hypothesis]]:
    """One hypothesis for each sentence, extended by the token that `choose` names: greedy search, sampling.

    Sentences that are done leave the batch at once. Bookkeeping is done in lists: there is little of it in a step, and
    an operation on a tensor takes as long as looking at a hundred numbers.
    """
    room = check_limits(limits).tolist()
    ids: list[list[int]] = [[] for _ in room]  # the end included
    token_log_probs: list[list[float]] = [[] for _ in room]

    sentences = list(range(len(room)))  # the sentence of each row
    tokens = torch.full_like(limits, rules.bos_id, dtype=torch.int64)
    kept_rows: Tensor | None = None
    for position in range(max(room, default=0)):
        log_probs = rules.forbid((yield tokens, kept_rows), position)
        chosen, chosen_log_probs = choose(log_probs, sentences, position)
        require_possible(chosen_log_probs, sentences, position)
        kept = []
        for row, (token, log_prob) in enumerate(zip(chosen.tolist(), chosen_log_probs.tolist(), strict=True)):
            sentence = sentences[row]
            ids[sentence].append(token)
            token_log_probs[sentence].append(log_prob)
            if token != rules.eos_id and position + 1 < room[sentence]:
                kept.append(row)
        if not kept:
            break
        kept_rows = None
        if len(kept) < len(sentences):
            kept_rows = torch.tensor(kept)
            sentences, chosen = [sentences[row] for row in kept], chosen[kept_rows]
        tokens = chosen.to(limits.device)

    hypotheses = []
    for tokens_with_end, log_probs_with_end in zip(ids, token_log_probs, strict=True):
        ended = tokens_with_end[-1] == rules.eos_id
        tokens_without_end = tokens_with_end[: len(tokens_with_end) - ended]
        hypotheses.append(build_hypothesis(tokens_without_end, log_probs_with_end, ended, rules.length_penalty))
    return hypotheses


def require_possible(log_probs: Tensor, sentences: Sequence[int] | Tensor, position: int) -> None:
    """Raise NmtError unless every row's best log-probability is a finite number. [rows], on the host."""
    for row, log_prob in enumerate(log_probs.tolist()):
        if not math.isfinite(log_prob):
            where = f"sentence {int(sentences[row]) + 1} of the batch, token {position + 1}"
            raise NmtError(
                f"decoding: {where}: the best log-probability is {log_prob}, expected a finite "
                "number; either the model's weights are not finite (use another checkpoint) or the rules forbid "
                "every token"
            )
