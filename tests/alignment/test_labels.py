"""Labels between pieces say what is known between words, whatever the pieces are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch

from nmt.alignment.labels import (
    AlignmentLabeller,
    FoldedPair,
    PieceReader,
    WeighedWords,
    spread_over_pieces,
    weigh_gold,
)
from nmt.alignment.merging import merge_to_words
from nmt.alignment.weights import AlignmentWeights
from nmt.config import TokenizerConfig
from nmt.data.batching import make_batch
from nmt.data.corpus import GoldLinks, SentencePair
from nmt.data.dataset import encode_pairs
from nmt.data.toy.corpus import read_toy
from nmt.tokenizer import TokenizerPair


class ByPlace:
    """Says that word k comes from word k, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[FoldedPair] = []

    def align(self, pairs: Sequence[FoldedPair]) -> list[AlignmentWeights]:
        self.asked += pairs
        return [AlignmentWeights.without_eos(np.eye(len(tgt), len(src))) for src, tgt in pairs]


@pytest.fixture(scope="module")
def pairs() -> list[SentencePair]:
    return [*read_toy("train", 400), SentencePair("Été 🙂 à Paris.", "A 🙂 summer.")]


@pytest.fixture(scope="module")
def tokenizers(pairs: list[SentencePair]) -> TokenizerPair:
    return TokenizerPair.train(pairs[:-1], TokenizerConfig(vocab_size=420))  # few, so that words are in parts


def test_pieces_read_back_as_the_text(pairs: list[SentencePair], tokenizers: TokenizerPair) -> None:
    reader = PieceReader(tokenizers.src)
    for pair in pairs[:50]:
        ids = tokenizers.src.encode(pair.src)
        cut = reader.read([tokenizers.src.bos_id, *ids, tokenizers.src.eos_id, tokenizers.src.pad_id])
        assert cut.text == f" {pair.src}"
        assert len(cut.pieces) == len(ids)
        assert cut.pieces[0][0] == 0 and cut.pieces[-1][1] == len(cut.text)


def test_bytes_are_characters_that_belong_to_some_word(pairs: list[SentencePair], tokenizers: TokenizerPair) -> None:
    cut = PieceReader(tokenizers.src).read(tokenizers.src.encode(pairs[-1].src))
    assert "\ufffd" in cut.text and "<0x" not in cut.text
    assert cut.folded[-1] == "."


def test_the_aligner_is_asked_about_folded_words(pairs: list[SentencePair], tokenizers: TokenizerPair) -> None:
    aligner, these = ByPlace(), [SentencePair("L'homme est ici.", "The man is here.")]
    arrays = encode_pairs(these, tokenizers)
    AlignmentLabeller(aligner, tokenizers).label(make_batch(arrays, np.array([0]), tokenizers.special_ids))
    assert aligner.asked == [(["l'", "homme", "est", "ici", "."], ["the", "man", "is", "here", "."])]


def test_labels_are_distributions_where_there_is_a_word(pairs: list[SentencePair], tokenizers: TokenizerPair) -> None:
    arrays = encode_pairs(pairs, tokenizers)
    batch = make_batch(arrays, np.arange(390, 401), tokenizers.special_ids)
    labels = AlignmentLabeller(ByPlace(), tokenizers).label(batch)
    assert labels.shape == (11, batch.tgt_in.shape[1] - 1, batch.src_ids.shape[1] + 1)
    is_token = (batch.tgt_in[:, 1:] != tokenizers.tgt.pad_id).float()
    torch.testing.assert_close(labels.sum(-1), is_token)
    is_no_word = (batch.src_ids == tokenizers.src.pad_id) | (batch.src_ids == tokenizers.src.eos_id)
    assert labels[..., :-1].masked_select(is_no_word[:, None]).abs().max() == 0


def test_merging_undoes_spreading(pairs: list[SentencePair], tokenizers: TokenizerPair) -> None:
    rng = np.random.default_rng(0)
    src_reader, tgt_reader = PieceReader(tokenizers.src), PieceReader(tokenizers.tgt)
    for pair in pairs[:100]:
        src = src_reader.read(tokenizers.src.encode(pair.src))
        tgt = tgt_reader.read(tokenizers.tgt.encode(pair.tgt))
        drawn = rng.dirichlet(np.ones(len(src.words) + 1), len(tgt.words))
        words = AlignmentWeights(drawn[:, :-1], drawn[:, -1], np.zeros(len(tgt.words)))
        links, null = spread_over_pieces(WeighedWords(src.words, tgt.words, words), src.pieces, tgt.pieces)
        merged = merge_to_words(AlignmentWeights(links, null, 0 * null), src.pieces, tgt.pieces, src.words, tgt.words)
        # A piece that two words share mixes them, in either direction; here such pieces are rare.
        shared = any(sum(s < e2 and s2 < e for s2, e2 in cut.words) > 1 for cut in (src, tgt) for s, e in cut.pieces)
        if not shared:
            np.testing.assert_allclose(merged.links, words.links, atol=1e-9)
            np.testing.assert_allclose(merged.null, words.null, atol=1e-9)


def test_gold_links_replace_the_aligner_where_they_are_known(
    pairs: list[SentencePair], tokenizers: TokenizerPair
) -> None:
    aligner = ByPlace()
    arrays = encode_pairs(pairs, tokenizers)
    batch = make_batch(arrays, np.array([3, 400]), tokenizers.special_ids)  # the last pair has no gold
    labels = AlignmentLabeller(aligner, tokenizers, pairs.__getitem__).label(batch)
    assert len(aligner.asked) == 1
    gold = pairs[3].gold
    assert gold is not None
    src, tgt = (reader.read(ids) for reader, ids in (
        (PieceReader(tokenizers.src), batch.src_ids[0].tolist()),
        (PieceReader(tokenizers.tgt), batch.tgt_in[0].tolist()),
    ))  # fmt: skip
    n_src, n_tgt = len(src.pieces), len(tgt.pieces)
    weights = AlignmentWeights(
        labels[0, :n_tgt, :n_src].double().numpy(), labels[0, :n_tgt, -1].double().numpy(), np.zeros(n_tgt)
    )
    merged = merge_to_words(weights, src.pieces, tgt.pieces, src.words, tgt.words)
    found = {(i, j) for j, i in zip(*np.nonzero(merged.links > 1e-6), strict=True)}
    assert found == set(gold.sure)


def test_gold_is_used_where_the_source_has_no_capitals(pairs: list[SentencePair]) -> None:
    config = TokenizerConfig(vocab_size=350, joint=False, lowercase_src=True)
    tokenizers = TokenizerPair.train(pairs[:-1], config)
    for pair in pairs[:50]:
        src = PieceReader(tokenizers.src).read(tokenizers.src.encode(pair.src))
        tgt = PieceReader(tokenizers.tgt).read(tokenizers.tgt.encode(pair.tgt))
        assert weigh_gold(pair, src, tgt) is not None, pair.src


def test_gold_of_a_text_that_normalising_changed_is_not_used(tokenizers: TokenizerPair) -> None:
    pair = read_toy("train", 1)[0]
    assert pair.gold is not None
    twisted = SentencePair(pair.src, pair.tgt.replace(" ", "  "))
    cut = PieceReader(tokenizers.src).read(tokenizers.src.encode(pair.src))
    other = PieceReader(tokenizers.tgt).read(tokenizers.tgt.encode(twisted.tgt))
    assert weigh_gold(pair, cut, other) is not None
    assert weigh_gold(twisted, cut, other) is None


def test_words_that_are_pieces_keep_their_weights() -> None:
    """The quick way where nothing is to be shared out, beside the long one, which a piece more asks for."""
    rng = np.random.default_rng(0)
    drawn = rng.dirichlet(np.ones(4), 3)
    weights = AlignmentWeights(drawn[:, :-1], drawn[:, -1], np.zeros(3))
    words = WeighedWords([(1, 3), (4, 6), (6, 7)], [(1, 2), (3, 5), (5, 6)], weights)
    src, tgt = [(0, 3), (3, 6), (6, 7)], [(0, 2), (2, 5), (5, 6)]
    links, null = spread_over_pieces(words, src, tgt)
    assert np.array_equal(links, weights.links) and np.array_equal(null, weights.null)
    more_links, more_null = spread_over_pieces(words, [*src, (7, 8)], [*tgt, (6, 7)])
    np.testing.assert_allclose(more_links[:3, :2], links[:, :2])
    np.testing.assert_allclose(
        more_links[:3, 2:].sum(1), links[:, 2]
    )  # the piece that is more belongs to the last word
    np.testing.assert_allclose(more_null, [*null, null[2]])


def test_gold_has_words_of_its_own(tokenizers: TokenizerPair) -> None:
    """Whoever made the links says what a word is: here the full stop belongs to the last one."""
    gold = GoldLinks(((0, 2), (3, 10)), ((0, 2), (3, 9)), frozenset({(1, 1)}))
    pair = SentencePair("Il marche.", "He walks.", gold=gold)
    src = PieceReader(tokenizers.src).read(tokenizers.src.encode(pair.src))
    tgt = PieceReader(tokenizers.tgt).read(tokenizers.tgt.encode(pair.tgt))
    words = weigh_gold(pair, src, tgt)
    assert words is not None and len(src.words) == 3
    assert (words.src, words.tgt) == (((1, 3), (4, 11)), ((1, 3), (4, 10)))
    links, null = spread_over_pieces(words, src.pieces, tgt.pieces)
    np.testing.assert_allclose(links[-1, -1], links[-1].max())  # the stop is part of what walks
    assert links[-1].sum() == pytest.approx(1) and null[0] == 1
