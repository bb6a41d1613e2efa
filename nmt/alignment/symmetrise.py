"""Links of both directions made into one set (Och and Ney 2003; Koehn, Och and Marcu 2003).

An aligner that models p(tgt | src) gives each target word at most one source word, and one that models
p(src | tgt) the other way round. Both are given here as (src_word, tgt_word).

**Which grow-diag.** Two are in use under that name. This is the one of Moses and of fast_align's `atools`: a
neighbour of an accepted link is added if *either* of its words is still without a link. The scripts of lilt
(Zenkel et al. 2019) ask that *both* be; on the Hansards that is worth several points of AER, so figures
compare only within one variant. Accepted links are visited in order of (src, tgt), and what is added counts at
once, until nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Literal

import numpy as np

from nmt.alignment.weights import FloatArray
from nmt.data.corpus import Link

Method = Literal["intersection", "union", "grow-diag", "grow-diag-final-and"]

# Of the share that a word has left over when both directions have agreed. The toy's validation pairs would have more of
# it, long sentences none: they lose by precision what short ones win by recall (docs/experiments.md).
GROWTH = 0.25

_NEIGHBOURS = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))


def intersect(forward: Set[Link], reverse: Set[Link]) -> frozenset[Link]:
    """What both directions say: the most precise."""
    return frozenset(forward & reverse)


def unite(forward: Set[Link], reverse: Set[Link]) -> frozenset[Link]:
    """What either direction says: finds the most."""
    return frozenset(forward | reverse)


def grow_diag(forward: Set[Link], reverse: Set[Link]) -> frozenset[Link]:
    """The intersection, and links of the union that touch it, also at a corner, and have a word to win."""
    union = forward | reverse
    accepted = set(forward & reverse)
    src_linked = {i for i, _ in accepted}
    tgt_linked = {j for _, j in accepted}
    grew = True
    while grew:
        grew = False
        for i, j in sorted(accepted):
            for step_i, step_j in _NEIGHBOURS:
                link = (i + step_i, j + step_j)
                is_wanted = link[0] not in src_linked or link[1] not in tgt_linked
                if is_wanted and link in union:
                    accepted.add(link)
                    src_linked.add(link[0])
                    tgt_linked.add(link[1])
                    grew = True
    return frozenset(accepted)


def grow_diag_final_and(forward: Set[Link], reverse: Set[Link]) -> frozenset[Link]:
    """`grow_diag`, and then links of the forward and of the reverse direction between two words without any."""
    accepted = set(grow_diag(forward, reverse))
    src_linked = {i for i, _ in accepted}
    tgt_linked = {j for _, j in accepted}
    for links in (forward, reverse):
        for i, j in sorted(links):
            if i not in src_linked and j not in tgt_linked:
                accepted.add((i, j))
                src_linked.add(i)
                tgt_linked.add(j)
    return frozenset(accepted)


METHODS: dict[Method, Callable[[Set[Link], Set[Link]], frozenset[Link]]] = {
    "intersection": intersect,
    "union": unite,
    "grow-diag": grow_diag,
    "grow-diag-final-and": grow_diag_final_and,
}


def join_directions(forward: FloatArray, reverse: FloatArray) -> FloatArray:
    """Soft links of both directions as one: what both believe, and part of what one says of words that are left over.

    Both believe in the geometric mean. Where it leaves a word without its full share, `GROWTH` of the rest goes where
    that word's own direction sends it, as `grow_diag` takes links of the union for words without any: `not` has one
    source word, `pas`, to the model that gives each target word one, and `ne` says by itself that it means `not`.

    Args:
        forward, reverse: [..., tgt, src] either, p(source word | target word) and p(target word | source word).

    Returns:
        [..., tgt, src], rows that sum to 1 at most.
    """
    joined: FloatArray = _at_most_one(np.sqrt(forward * reverse))
    left_of_tgt = np.maximum(1 - joined.sum(-1, keepdims=True), 0)
    left_of_src = np.maximum(1 - joined.sum(-2, keepdims=True), 0)
    return _at_most_one(joined + GROWTH * (left_of_tgt * forward + left_of_src * reverse))


def _at_most_one(rows: FloatArray) -> FloatArray:
    found: FloatArray = rows / np.maximum(rows.sum(-1, keepdims=True), 1)
    return found
