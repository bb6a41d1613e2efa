"""How many floating-point operations a model must do: the measure of utilisation that no implementation can cheat.

A multiplication and an addition are two. Counted are the matrix products of the model as the paper writes it, at the
real lengths of the sentences, padding left out. For a pair of s source and t target positions (end marks counted),
width d, feed-forward width f, v target pieces:

    encoder layer    s (8 d² + 4 d f) + 4 s² d              projections and feed-forward; scores and weighted sums
    decoder layer    t (12 d² + 4 d f) + 4 s d² + 4 t² d + 4 t s d
                     (keys and values of the memory: 4 s d²)
    output           2 t d v

with 6 d f for swiglu, whose feed-forward network has three matrices. The causal half of t² is counted whole, as
products compute it. A training step is three forward passes: each product has another for the gradient of either
factor. Norms, softmax, dropout, embeddings and the optimizer count as nothing. `torch.utils.flop_counter` agrees
(tests/benchmark/test_flops.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from nmt.benchmark.task import Sizes

TRAINING_PASSES = 3


def count_forward_flops(sizes: Sizes, lengths: Iterable[tuple[int, int]], *, gated: bool = False) -> int:
    """FLOPs of one pass over pairs of (source, target) positions."""
    d, f = sizes.d_model, sizes.d_ff
    feed_forward = (6 if gated else 4) * d * f
    total = 0
    for src, tgt in lengths:
        encoder = src * (8 * d * d + feed_forward) + 4 * src * src * d
        decoder = tgt * (12 * d * d + feed_forward) + 4 * src * d * d + 4 * tgt * tgt * d + 4 * tgt * src * d
        output = 2 * tgt * d * sizes.vocab_size
        total += sizes.n_encoder_layers * encoder + sizes.n_decoder_layers * decoder + output
    return total


def count_training_flops(sizes: Sizes, lengths: Iterable[tuple[int, int]], *, gated: bool = False) -> int:
    """FLOPs of one training step on these pairs."""
    return TRAINING_PASSES * count_forward_flops(sizes, lengths, gated=gated)
