"""What beam search remembers: the candidates of a step, the history of live hypotheses, the finished ones.

All on the host. A hypothesis lives in a *slot* of its sentence, 0 the best; slots change at every step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from nmt.decoding.search import Hypothesis, build_hypothesis


@dataclass(frozen=True, slots=True)
class Candidates:
    """Ways to extend the live hypotheses of each sentence, best first: [sentences, n] each."""

    tokens: Tensor
    log_probs: Tensor  # of the token
    totals: Tensor  # of the whole hypothesis, this token included; -inf marks a place that nobody takes
    parents: Tensor  # the slot of the hypothesis that is extended

    def rows(self, rows: Tensor) -> Candidates:
        """The candidates of these sentences [n]."""
        return Candidates(self.tokens[rows], self.log_probs[rows], self.totals[rows], self.parents[rows])

    def gather(self, columns: Tensor) -> Candidates:
        """The candidates in these columns [sentences, m] of each sentence."""
        return Candidates(
            self.tokens.gather(1, columns),
            self.log_probs.gather(1, columns),
            self.totals.gather(1, columns),
            self.parents.gather(1, columns),
        )

    def first(self, n: int, wanted: Tensor) -> Candidates:
        """The first n columns; places for which `wanted` [sentences, columns] does not hold are empty."""
        totals = self.totals[:, :n].masked_fill(~wanted[:, :n], -math.inf)
        return Candidates(self.tokens[:, :n], self.log_probs[:, :n], totals, self.parents[:, :n])

    def take_first(self, wanted: Tensor, n: int) -> Candidates:
        """The first n of those for which `wanted` [sentences, columns] holds, then empty places."""
        columns = (~wanted).byte().argsort(dim=1, stable=True)[:, :n]
        taken = self.gather(columns)
        taken.totals.masked_fill_(~wanted.gather(1, columns), -math.inf)
        return taken


@dataclass(frozen=True, slots=True)
class History:
    """Every token that was ever live, with the slot of its parent: [positions, batch, slots] each.

    A hypothesis is read backwards along the parents, once, at the end; nothing is copied when slots change.
    """

    tokens: Tensor
    log_probs: Tensor
    parents: Tensor

    @staticmethod
    def start(positions: int, batch: int, slots: int) -> History:
        """An empty history; what is never written is never read."""
        shape = (positions, batch, slots)
        return History(
            tokens=torch.empty(shape, dtype=torch.int64),
            log_probs=torch.empty(shape, dtype=torch.float64),
            parents=torch.empty(shape, dtype=torch.int64),
        )

    def write(self, position: int, sentences: Tensor, live: Candidates) -> None:
        """Note the hypotheses that live on after `position`, in the order of their slots."""
        width = live.tokens.shape[1]  # less than all slots where the vocabulary is tiny
        self.tokens[position, sentences, :width] = live.tokens
        self.log_probs[position, sentences, :width] = live.log_probs
        self.parents[position, sentences, :width] = live.parents

    def read(self, sentences: Tensor, slots: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """Tokens and log-probabilities, [n, longest] each, of n hypotheses; valid up to their lengths.

        Hypothesis i belongs to `sentences[i]` and stood in `slots[i]` at its last position, `lengths[i] - 1`.
        """
        longest = int(lengths.max())
        tokens = torch.zeros(len(lengths), longest, dtype=torch.int64)
        log_probs = torch.zeros(len(lengths), longest, dtype=torch.float64)
        for position in reversed(range(longest)):
            there = (lengths > position).nonzero()[:, 0]
            where = (position, sentences[there], slots[there])
            tokens[there, position] = self.tokens[where]
            log_probs[there, position] = self.log_probs[where]
            slots = slots.index_put((there,), self.parents[where])
        return tokens, log_probs


@dataclass(frozen=True, slots=True)
class Pool:
    """The hypotheses of each sentence that are over: [batch, slots] each, but for `n_finished` [batch]."""

    scores: Tensor  # of the best finished hypotheses, best first; -inf marks an empty place
    lengths: Tensor  # tokens before the end
    last_slots: Tensor  # where the last of these tokens stood
    end_log_probs: Tensor
    n_finished: Tensor  # in all: the pool keeps the best of them
    unfinished: Tensor  # by slot: was live at the limit

    @staticmethod
    def start(batch: int, slots: int) -> Pool:
        """An empty pool."""
        return Pool(
            scores=torch.full((batch, slots), -math.inf, dtype=torch.float64),
            lengths=torch.zeros(batch, slots, dtype=torch.int64),
            last_slots=torch.zeros(batch, slots, dtype=torch.int64),
            end_log_probs=torch.zeros(batch, slots, dtype=torch.float64),
            n_finished=torch.zeros(batch, dtype=torch.int64),
            unfinished=torch.zeros(batch, slots, dtype=torch.bool),
        )

    def add_finished(self, sentences: Tensor, ending: Candidates, position: int, length_penalty: float) -> None:
        """Take in the candidates that end at `position`; those with a total of -inf do not count."""
        some_end = (ending.totals > -math.inf).any(dim=1).nonzero()[:, 0]
        if not len(some_end):
            return
        sentences, ending = sentences[some_end], ending.rows(some_end)
        new_scores = ending.totals / (position + 1) ** length_penalty  # as `compute_score`
        self.n_finished[sentences] += (new_scores > -math.inf).sum(dim=1)
        scores = torch.cat((self.scores[sentences], new_scores), dim=1)
        order = scores.argsort(dim=1, descending=True, stable=True)[:, : self.scores.shape[1]]
        for kept, new in (
            (self.scores, new_scores),
            (self.lengths, torch.full_like(ending.parents, position)),
            (self.last_slots, ending.parents),
            (self.end_log_probs, ending.log_probs),
        ):
            kept[sentences] = torch.cat((kept[sentences], new), dim=1).gather(1, order)

    def add_unfinished(self, sentences: Tensor, live_totals: Tensor) -> None:
        """Take in what is live at the limit. live_totals [sentences, width]"""
        self.unfinished[sentences, : live_totals.shape[1]] = live_totals > -math.inf

    def build_hypotheses(
        self, history: History, limits: Tensor, n_best: int, length_penalty: float
    ) -> list[list[Hypothesis]]:
        """The `n_best` of each sentence: finished ones by score, then unfinished ones by score."""
        finished = self.scores > -math.inf
        slots = torch.arange(self.scores.shape[1]).expand_as(self.last_slots)
        # Finished ones first, then unfinished ones; each kind already stands in order.
        there = torch.cat((finished, self.unfinished), dim=1)
        order = (~there).byte().argsort(dim=1, stable=True)[:, :n_best]
        there = there.gather(1, order)

        def choose(of_finished: Tensor, of_unfinished: Tensor) -> Tensor:
            # --> [hypotheses], sentence by sentence
            return torch.cat((of_finished, of_unfinished), dim=1).gather(1, order)[there]

        lengths = choose(self.lengths, limits[:, None].expand_as(self.lengths))
        is_finished = choose(finished, torch.zeros_like(finished)).tolist()
        end_log_probs = choose(self.end_log_probs, torch.zeros_like(self.end_log_probs)).tolist()
        sentences = there.nonzero()[:, 0]
        tokens, log_probs = history.read(sentences, choose(self.last_slots, slots), lengths)

        hypotheses: list[list[Hypothesis]] = [[] for _ in limits]
        for i, (sentence, n) in enumerate(zip(sentences.tolist(), lengths.tolist(), strict=True)):
            token_log_probs = log_probs[i, :n].tolist() + ([end_log_probs[i]] if is_finished[i] else [])
            hypotheses[sentence].append(
                build_hypothesis(tokens[i, :n].tolist(), token_log_probs, is_finished[i], length_penalty)
            )
        return hypotheses
