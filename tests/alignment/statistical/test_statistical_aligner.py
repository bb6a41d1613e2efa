"""The aligner as a whole, on a corpus whose links are known."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nmt.alignment.aer import AlignmentScore, score_corpus
from nmt.alignment.links import link_words
from nmt.alignment.statistical import StatisticalAligner
from nmt.alignment.statistical.fitting import FitSettings
from nmt.alignment.symmetrise import join_directions
from nmt.alignment.weights import AlignmentWeights
from nmt.checkpoint import write_checkpoint
from nmt.data.corpus import GoldLinks, Link
from nmt.errors import CheckpointError

Pair = tuple[list[str], list[str]]


def make_corpus(n: int) -> tuple[list[Pair], list[frozenset[Link]]]:
    """Sentences of 40 nouns, rare and frequent; neighbours change places, and `de` and `a` have no counterpart."""
    rng = Random(0)
    pairs, links = [], []
    for number in range(n):
        nouns = list(dict.fromkeys(min(int(rng.paretovariate(0.7)), 40) for _ in range(rng.randint(3, 8))))
        order = list(range(len(nouns)))
        if len(order) > 1 and rng.random() < 0.5:
            at = rng.randrange(len(order) - 1)
            order[at], order[at + 1] = order[at + 1], order[at]
        src: list[str] = []
        places = []
        for noun in nouns:
            src += ["de"] * (number % 2 == 0 and rng.random() < 0.5)
            places.append(len(src))
            src.append(f"{noun}e")
        tgt: list[str] = []
        linked = set()
        for k in order:
            tgt += ["a"] * (number % 2 == 1 and rng.random() < 0.5)
            linked.add((places[k], len(tgt)))
            tgt.append(f"the{nouns[k]}")
        pairs.append((src, tgt))
        links.append(frozenset(linked))
    return pairs, links


PAIRS, LINKS = make_corpus(400)


@pytest.fixture(scope="module")
def aligner() -> StatisticalAligner:
    return StatisticalAligner.fit(PAIRS)


def score(found: list[frozenset[Link]]) -> AlignmentScore:
    spans = [tuple((2 * k, 2 * k + 1) for k in range(40))] * 2
    return score_corpus(found, [GoldLinks(*spans, links) for links in LINKS])


def same(left: AlignmentWeights, right: AlignmentWeights) -> bool:
    return bool(np.array_equal(left.links, right.links) and np.array_equal(left.null, right.null))


def test_it_finds_the_links_and_the_words_without_one(aligner: StatisticalAligner) -> None:
    assert score([link_words(weights, 0.5) for weights in aligner.align(PAIRS)]).aer < 0.06


def test_learning_to_agree_beats_learning_alone(aligner: StatisticalAligner) -> None:
    alone = StatisticalAligner.fit(PAIRS, FitSettings(agreement=False))
    with_agreement = score([link_words(both.forward, 1) for both in aligner.align_both_ways(PAIRS)])
    without = score([link_words(both.forward, 1) for both in alone.align_both_ways(PAIRS)])
    assert with_agreement.aer < without.aer
    assert aligner.reports[-1].agreement > alone.reports[-1].agreement


def test_a_round_says_how_likely_and_how_agreed_the_corpus_is(aligner: StatisticalAligner) -> None:
    assert len(aligner.reports) == 10
    for direction in range(2):
        model_1 = [report.log_likelihoods[direction] for report in aligner.reports[:5]]
        assert model_1 == sorted(model_1)
    agreements = [report.agreement for report in aligner.reports]
    assert min(agreements) >= 0 and max(agreements) <= 1
    assert agreements[-1] > agreements[4] > agreements[0]


def test_joined_weights_are_those_of_both_ways_of_each_sentence(aligner: StatisticalAligner) -> None:
    for both in aligner.align_both_ways(PAIRS[:20]):  # padding, which a batch has, adds nothing
        joined = join_directions(both.forward.links, both.reverse.links.T)
        np.testing.assert_allclose(both.joined.links, joined, atol=1e-6)
        np.testing.assert_allclose(both.joined.null, np.maximum(1 - joined.sum(1), 0), atol=1e-6)
        assert not both.joined.eos.any()


def test_a_batch_gives_what_each_sentence_gives_alone(aligner: StatisticalAligner) -> None:
    together = aligner.align(PAIRS[:60])
    for pair, weights in zip(PAIRS[:60], together, strict=True):
        np.testing.assert_allclose(aligner.align([pair])[0].links, weights.links, atol=1e-4)
    both = aligner.align_both_ways(PAIRS[:60])
    assert all(same(joined.joined, weights) for joined, weights in zip(both, together, strict=True))


def test_the_same_pairs_give_the_same_aligner(aligner: StatisticalAligner) -> None:
    again = StatisticalAligner.fit([(tuple(src), tuple(tgt)) for src, tgt in PAIRS])
    assert all(map(same, again.align(PAIRS), aligner.align(PAIRS)))


def test_save_and_load(aligner: StatisticalAligner, tmp_path: Path) -> None:
    pairs = [*PAIRS[:50], (["neuf", "1e"], ["nine", "the1"])]
    aligner.save(tmp_path / "aligner.safetensors")
    loaded = StatisticalAligner.load(tmp_path / "aligner.safetensors")
    assert all(map(same, loaded.align(pairs), aligner.align(pairs)))
    assert [file.name for file in tmp_path.iterdir()] == ["aligner.safetensors"]


def test_damaged_files_are_named(aligner: StatisticalAligner, tmp_path: Path) -> None:
    path = tmp_path / "aligner.safetensors"
    with pytest.raises(CheckpointError, match=r"aligner\.safetensors: no statistical aligner here; fit one first"):
        StatisticalAligner.load(path)
    aligner.save(path)
    whole = path.read_bytes()
    for damaged in (b"", whole[:-9], whole[:-1] + bytes([whole[-1] ^ 1])):
        path.write_bytes(damaged)
        with pytest.raises(CheckpointError, match=r"aligner\.safetensors: .*damaged"):
            StatisticalAligner.load(path)
    write_checkpoint(path, {"weight": torch.zeros(1)}, {"step": 1})
    with pytest.raises(CheckpointError, match=r"aligner\.safetensors: .* of no statistical aligner"):
        StatisticalAligner.load(path)
    write_checkpoint(path, {}, {"kind": "statistical aligner", "version": 99})
    with pytest.raises(CheckpointError, match=r"aligner\.safetensors: .* version 99, expected 1; .* or fit again"):
        StatisticalAligner.load(path)
    write_checkpoint(path, {}, {"kind": "statistical aligner", "version": 1})
    with pytest.raises(CheckpointError, match=r"aligner\.safetensors: .* lacks src_words"):
        StatisticalAligner.load(path)


def test_a_new_word_gets_what_the_known_ones_leave(aligner: StatisticalAligner) -> None:
    (weights,) = aligner.align([(["1e", "neuf", "2e"], ["the1", "nine", "the2"])])
    assert link_words(weights, 1) >= {(0, 0), (1, 1), (2, 2)}


def test_new_words_are_told_apart_by_their_spelling(aligner: StatisticalAligner) -> None:
    (weights,) = aligner.align([(["1e", "zurich", "novembre"], ["the1", "november", "zurich"])])
    assert link_words(weights, 1) >= {(1, 2), (2, 1)}


@pytest.mark.parametrize("pair", [([], []), (["1e"], []), ([], ["the1", "a"])])
def test_a_side_may_be_empty(aligner: StatisticalAligner, pair: Pair) -> None:
    around = aligner.align([PAIRS[0], pair, PAIRS[1]])
    assert [weights.links.shape for weights in around] == [(len(t), len(s)) for s, t in (PAIRS[0], pair, PAIRS[1])]
    assert around[1].null.tolist() == [1.0] * len(pair[1])
    (both,) = aligner.align_both_ways([pair])
    assert both.reverse.null.tolist() == [1.0] * len(pair[0])
    assert aligner.align([]) == []


@pytest.mark.parametrize("pairs", [[], [([], ["a"])]])
def test_nothing_to_learn_from_is_no_error(pairs: list[Pair]) -> None:
    untaught = StatisticalAligner.fit(pairs)
    (weights,) = untaught.align([(["zurich", "novembre"], ["november", "zurich"])])
    assert link_words(weights, 1) == {(0, 1), (1, 0)}


def test_of_many_pairs_every_second_or_third_is_learned_from() -> None:
    every_third = StatisticalAligner.fit(PAIRS[::3])
    assert all(map(same, StatisticalAligner.fit(PAIRS, max_pairs=150).align(PAIRS[:20]), every_third.align(PAIRS[:20])))


words = st.lists(st.sampled_from(["1e", "2e", "the1", "the2", "de", "a", "new", "news", "€", "", "🙂"]), max_size=7)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(words, words), max_size=5))
def test_each_row_is_a_distribution(aligner: StatisticalAligner, pairs: list[Pair]) -> None:
    for (src, tgt), both in zip(pairs, aligner.align_both_ways(pairs), strict=True):
        for weights, shape in (
            (both.forward, (len(tgt), len(src))),
            (both.reverse, (len(src), len(tgt))),
            (both.joined, (len(tgt), len(src))),
        ):
            assert weights.links.shape == shape
            np.testing.assert_allclose(weights.links.sum(1) + weights.null, 1, atol=1e-5)
            assert (weights.links >= 0).all() and (weights.links <= 1 + 1e-5).all()


def test_model_1_is_what_a_fit_had_come_to_before_words_had_places(aligner: StatisticalAligner) -> None:
    without_places = StatisticalAligner.fit(PAIRS, FitSettings(hmm_rounds=0))
    assert aligner.model1 is not None and without_places.model1 is not None
    for weights, expected in zip(aligner.model1.align(PAIRS), without_places.model1.align(PAIRS), strict=True):
        assert same(weights, expected)
    aer = score([link_words(weights, 1) for weights in aligner.model1.align(PAIRS)]).aer
    assert score([link_words(weights, 1) for weights in aligner.align(PAIRS)]).aer < aer < 0.5
