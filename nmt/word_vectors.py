"""Where embeddings begin: what counting alone says of the pieces of a corpus, before any gradient.

With random vectors each piece learns by itself all that it means, and one that is seen ten times learns little. Here
pieces that stand between the same neighbours begin near each other, and a source piece begins near its translations, so
that what is learned of one holds for the others. Everything comes from the training pairs; nothing changes but the
place where training starts (docs/experiments.md has what that is worth, docs/decisions/0008 why it is so).
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from nmt.alignment.statistical.cells import Cells
from nmt.alignment.statistical.fitting import FitSettings, fit_directions
from nmt.data.arrays import IntArray, PairArrays, TokenColumn

# Neighbours up to this far to the left and to the right tell what kind of piece it is.
REACH = 2
# Directions kept of all that neighbours tell, at most; half of the width at most, for there is more to a piece.
MAX_RANK = 64
# A target piece: so much of its own, so much of its neighbours'. A source piece: so much of its translations', so much
# of its own. Squares sum to 1, so that vectors keep their length. Chosen on the toy's validation pairs.
OWN, NEIGHBOURS = 0.8, 0.6
TRANSLATIONS, SOURCE_OWN = 0.8, 0.6
# A piece with a capital is the one without (`Dogs` is rare, `dogs` is not), what all capitals share, and a little more.
KIN, CAPITAL, ALONE = 0.8, 0.5, 0.33
# Rounds of Model 1: after so many its table is sharp enough to average vectors by.
ROUNDS = 5
# Longer sentences say little of which word belongs to which, and their pairs of words are many.
MAX_LENGTH = 60


def compute_word_vectors(
    arrays: PairArrays, uncapitalised: tuple[list[int], list[int]], d_model: int, seed: int
) -> tuple[Tensor, Tensor]:
    """Vectors of the source and of the target pieces, [vocab, d_model] each, all of length 1.

    A target vector is a random one, moved towards those of pieces with like neighbours. A source vector is the mean of
    the target vectors, weighted by p(target piece | source piece) of Model 1, moved by a random one; so the vector of a
    pair's source piece and of its target piece agree. Pieces that are not in `arrays` have random vectors.

    Args:
        arrays: sentence pairs as ids.
        uncapitalised: of the source and of the target side, for each piece the one of the same letters without
            capitals (`Tokenizer.uncapitalised`); the two are counted as one.
        seed: decides what is random.
    """
    generator = torch.Generator().manual_seed(seed)
    lower_src, lower_tgt = (np.array(lower, np.int64) for lower in uncapitalised)
    n_src, n_tgt = len(lower_src), len(lower_tgt)
    folded = PairArrays(_without_capitals(arrays.src, lower_src), _without_capitals(arrays.tgt, lower_tgt))
    src, tgt = _draw(n_src, d_model, generator), _draw(n_tgt, d_model, generator)
    neighbours = describe_by_neighbours(folded.tgt, n_tgt, d_model, generator)
    tgt = F.normalize(OWN * tgt + NEIGHBOURS * neighbours, dim=1)
    translations = F.normalize(_translation_table(folded, (n_src, n_tgt)) @ tgt, dim=1)
    src = F.normalize(TRANSLATIONS * translations + SOURCE_OWN * src, dim=1)
    return _capitalise(src, lower_src, generator), _capitalise(tgt, lower_tgt, generator)


def _draw(count: int, d_model: int, generator: torch.Generator) -> Tensor:
    return F.normalize(torch.randn(count, d_model, generator=generator), dim=1)


def _without_capitals(column: TokenColumn, lower: IntArray) -> TokenColumn:
    return TokenColumn(lower[column.ids], column.offsets)


def _capitalise(vectors: Tensor, lower: IntArray, generator: torch.Generator) -> Tensor:
    """Moves each piece with a capital to its kin without, in the direction of all capitals, and a little by itself."""
    count, d_model = vectors.shape
    capital, own = _draw(1, d_model, generator), _draw(count, d_model, generator)
    kin = torch.from_numpy(lower)
    capitalised = F.normalize(KIN * vectors[kin] + CAPITAL * capital + ALONE * own, dim=1)
    return torch.where((kin == torch.arange(count))[:, None], vectors, capitalised)


def share_vectors(src: Tensor, tgt: Tensor, arrays: PairArrays) -> Tensor:
    """One table of both sides' vectors: a piece has more of the side that it is seen on more often."""
    n_src, n_tgt = (_count(column, len(src)) for column in (arrays.src, arrays.tgt))
    share = (n_src / (n_src + n_tgt).clamp(min=1))[:, None]
    return F.normalize(share * src + (1 - share) * tgt, dim=1)


def describe_by_neighbours(column: TokenColumn, vocab_size: int, d_model: int, generator: torch.Generator) -> Tensor:
    """Vectors [vocab, d_model] of length 1 that are near for pieces with like neighbours; 0 for unseen pieces.

    The singular vectors of the positive pointwise mutual information between a piece and what stands near it, scaled by
    the root of the singular values (Levy, Goldberg and Dagan 2015, sections 2.1 and 3.3), in random directions.
    """
    rank = min(MAX_RANK, d_model // 2, vocab_size)
    information = _mutual_information(*_count_neighbours(column, vocab_size), vocab_size)
    if rank == 0 or information._nnz() == 0:
        return torch.zeros(vocab_size, d_model)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(torch.randint(2**31, (), generator=generator)))
        left, scales, _ = torch.svd_lowrank(information, q=rank, niter=3)
    directions = torch.linalg.qr(torch.randn(d_model, rank, generator=generator))[0]
    return F.normalize((left * scales.sqrt()) @ directions.T, dim=1)


def _count_neighbours(column: TokenColumn, vocab_size: int) -> tuple[Tensor, Tensor]:
    """Which pieces stand near each other: [2, pairs] (piece, neighbour), and how often.

    A neighbour on the left counts as another one than the same piece on the right: vocab_size is added to it.
    """
    ids = column.ids.astype(np.int64)
    sentence = np.repeat(np.arange(len(column)), column.lengths)
    keys: list[IntArray] = []
    for distance in range(1, REACH + 1):
        same = sentence[:-distance] == sentence[distance:]
        left, right = ids[:-distance][same], ids[distance:][same]
        keys += [left * 2 * vocab_size + right, right * 2 * vocab_size + vocab_size + left]
    distinct, counts = np.unique(np.concatenate(keys), return_counts=True)
    places = np.stack(np.divmod(distinct, 2 * vocab_size))
    return torch.from_numpy(places), torch.from_numpy(counts.astype(np.float32))


def _mutual_information(places: Tensor, counts: Tensor, vocab_size: int) -> Tensor:
    """max(0, log p(piece, neighbour) / p(piece) p(neighbour)), sparse [vocab, 2 * vocab]."""
    pieces = torch.zeros(vocab_size).index_add_(0, places[0], counts)
    neighbours = torch.zeros(2 * vocab_size).index_add_(0, places[1], counts)
    information = (counts * counts.sum() / (pieces[places[0]] * neighbours[places[1]])).log()
    return _sparse(places, information.clamp(min=0), (vocab_size, 2 * vocab_size))


def _translation_table(arrays: PairArrays, vocab_sizes: tuple[int, int]) -> Tensor:
    """p(target piece | source piece) by Model 1, sparse [src vocab, tgt vocab]."""
    short = np.flatnonzero(np.maximum(arrays.src.lengths, arrays.tgt.lengths) <= MAX_LENGTH)
    src, tgt = ([np.array(column[k], np.int64) for k in short.tolist()] for column in (arrays.src, arrays.tgt))
    cells = Cells(src, tgt, vocab_sizes[1])
    alike = np.zeros(cells.n_pairs - 1, np.float32)
    (forward, _), *_ = fit_directions(cells, vocab_sizes, alike, FitSettings(model1_rounds=ROUNDS, hmm_rounds=0))
    places = np.stack([cells.src_of_pair[1:], cells.tgt_of_pair[1:]])
    return _sparse(torch.from_numpy(places), torch.from_numpy(forward.table[1:]), vocab_sizes)


def _count(column: TokenColumn, vocab_size: int) -> Tensor:
    return torch.from_numpy(np.bincount(column.ids, minlength=vocab_size).astype(np.float32))


def _sparse(places: Tensor, values: Tensor, shape: tuple[int, int]) -> Tensor:
    return torch.sparse_coo_tensor(places, values, shape, check_invariants=True).coalesce()
