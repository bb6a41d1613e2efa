"""Beam search: keep the `beam_size` best unfinished hypotheses of each sentence at every step.

Vectorised over sentences and hypotheses; Python loops over time steps only. A step in words:

1. The model scores the next token of every live hypothesis; each hypothesis proposes its best
   `beam_size + 1` tokens. (One of them may be the end, so each still has `beam_size` ways to go on. The usual
   2 * beam_size best tokens of all hypotheses lead to the same choice.)
2. The proposals of a sentence are ranked by log-probability. Those that end and stand among the first
   `beam_size` join the sentence's pool of finished hypotheses, which keeps the best by score; the best
   `beam_size` that do not end live on.
3. Sentences that are done leave the batch, and the cache's rows follow.

A sentence is done when one of these holds:

- `beam_size` of its hypotheses have finished. So `beam_size=1` is greedy search. (fairseq and CTranslate2
  stop here too. Searching on until nothing could win would be slow and no better: with a length penalty, a
  bad hypothesis can hope for a long, certain tail up to the limit.)
- The `n_best` best finished ones cannot be beaten: log-probabilities only fall, so a live hypothesis with
  log-probability p scores at most p / limit ** length_penalty when it ends. This stop changes no result.
- Its limit is reached, or nothing can go on. Unfinished hypotheses then fill the places that are left.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from nmt.decoding.beam_state import Candidates, History, Pool
from nmt.decoding.search import (
    Cache,
    Hypothesis,
    Search,
    SearchRules,
    StepFn,
    check_limits,
    check_n_best,
    require_possible,
    search_alone,
)
from nmt.decoding.top_tokens import find_top_tokens


def beam_search(
    step: StepFn, cache: Cache, limits: Tensor, rules: SearchRules, *, beam_size: int, n_best: int = 1
) -> list[list[Hypothesis]]:
    """The `n_best` hypotheses of each sentence: finished ones, best score first, then unfinished ones.

    There are fewer only where fewer exist. Equal scores: the one that finished first, then the one that
    descends from the better hypothesis, then the lower token id.

    Args:
        step, cache: see `nmt.decoding.search`; the cache has one row for each sentence and is expanded here.
        limits: [batch] int64, how many tokens each sentence may have at most, its end counted (>= 1). The
            token ids for `step` are made on the device of `limits`.
        rules: special ids, forbidden tokens, length penalty.

    Raises:
        ConfigError: sizes that make no sense.
        NmtError: the best log-probability of a sentence is not a finite number.
    """
    return search_alone(search_with_beam(limits, rules, beam_size=beam_size, n_best=n_best), step, cache)


def search_with_beam(
    limits: Tensor, rules: SearchRules, *, beam_size: int, n_best: int = 1
) -> Search[list[list[Hypothesis]]]:
    """`beam_search`, as a search that asks for its steps."""
    check_n_best(n_best, beam_size)
    limits_on_host = check_limits(limits)
    if not len(limits_on_host):
        return []
    longest = int(limits_on_host.max())
    history = History.start(longest, len(limits_on_host), beam_size)
    pool = Pool.start(len(limits_on_host), beam_size)

    sentences = torch.arange(len(limits_on_host))  # those still in the batch
    live = torch.zeros(len(sentences), 1, dtype=torch.float64)  # log-probabilities, [sentences, width]
    tokens = torch.full_like(limits, rules.bos_id, dtype=torch.int64)  # [sentences * width]
    rows: Tensor | None = None
    for position in range(longest):
        log_probs = rules.forbid((yield tokens, rows), position)
        candidates = _rank_candidates(log_probs, live, beam_size)
        require_possible(candidates.totals[:, 0], sentences, position)

        ends = candidates.tokens == rules.eos_id
        pool.add_finished(sentences, candidates.first(beam_size, ends), position, rules.length_penalty)
        survivors = candidates.take_first(~ends, beam_size)
        history.write(position, sentences, survivors)
        at_limit = limits_on_host[sentences] == position + 1
        pool.add_unfinished(sentences[at_limit], survivors.totals[at_limit])

        best_live = survivors.totals[:, 0]
        best_hope = best_live / limits_on_host[sentences].double() ** rules.length_penalty
        unbeatable = pool.scores[sentences, n_best - 1] >= best_hope
        done = at_limit | unbeatable | (pool.n_finished[sentences] >= beam_size) | (best_live == -math.inf)

        kept = (~done).nonzero()[:, 0]
        if not len(kept):
            break
        rows = _find_rows(kept, survivors.parents, live.shape[1])
        sentences, live = sentences[kept], survivors.totals[kept]
        tokens = survivors.tokens[kept].flatten().to(limits.device)
    return pool.build_hypotheses(history, limits_on_host, n_best, rules.length_penalty)


def _rank_candidates(log_probs: Tensor, live: Tensor, beam_size: int) -> Candidates:
    """The best 2 * beam_size extensions of each sentence.

    log_probs [sentences * width, vocab] on the device, live [sentences, width] on the host.
    """
    n_sentences, width = live.shape
    k = min(beam_size + 1, log_probs.shape[1])
    values, ids = find_top_tokens(log_probs, k)  # [sentences * width, k]
    values, ids = values.reshape(n_sentences, width * k), ids.reshape(n_sentences, width * k)
    totals = live.repeat_interleave(k, dim=1) + values
    # By total; equal totals stay in the order of slots, and within a slot in the order of tokens.
    order = totals.argsort(dim=1, descending=True, stable=True)[:, : 2 * beam_size]
    parents = torch.arange(width).repeat_interleave(k).expand(n_sentences, width * k)
    return Candidates(ids, values, totals, parents).gather(order)


def _find_rows(kept: Tensor, parents: Tensor, width: int) -> Tensor | None:
    """The rows of the sentences at `kept`: for each slot that of its parent, `parents` [sentences, slots].

    None where all stay as they are.
    """
    rows = (kept[:, None] * width + parents[kept]).flatten()
    unchanged = len(rows) == len(parents) * width and torch.equal(rows, torch.arange(len(rows)))
    return None if unchanged else rows
