"""Counted word vectors, on sentences whose words have one translation and one kind each."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from nmt.build.data import build_corpora
from nmt.build.training import begin_with_word_vectors, open_training
from nmt.build.translator import build_model
from nmt.config import load_config
from nmt.data.arrays import ColumnBuilder, PairArrays
from nmt.data.dataset import TokenizedCorpus
from nmt.distributed import World
from nmt.run import RunDirectory
from nmt.word_vectors import compute_word_vectors, describe_by_neighbours, share_vectors
from tests.tiny import write_project

# Kinds of source words, each with words that only stand after words of the kind before: 4 kinds of 6.
KINDS, PER_KIND = 4, 6
WORDS = KINDS * PER_KIND
VOCAB = 2 * WORDS + 2  # target word w + WORDS translates source word w; the last two are never seen


def make_arrays(n: int, rng: Random) -> PairArrays:
    src, tgt = ColumnBuilder(VOCAB), ColumnBuilder(VOCAB)
    for _ in range(n):
        words = [kind * PER_KIND + rng.randrange(PER_KIND) for kind in range(KINDS)]
        src.add_row(words)
        tgt.add_row([word + WORDS for word in words])
    return PairArrays(src.build(), tgt.build())


ARRAYS = make_arrays(300, Random(0))
NO_CAPITALS = list(range(VOCAB))


def vectors(seed: int = 1) -> tuple[Tensor, Tensor]:
    return compute_word_vectors(ARRAYS, (NO_CAPITALS, NO_CAPITALS), 32, seed)


def test_a_source_word_is_nearest_to_its_translation() -> None:
    src, tgt = vectors()
    nearest = (src[:WORDS] @ tgt[WORDS : 2 * WORDS].T).argmax(1)
    assert nearest.tolist() == list(range(WORDS))


def test_a_word_with_a_capital_begins_near_the_one_without() -> None:
    """Both unseen in the pairs, so that nothing else tells what they are."""
    nothing = PairArrays(ColumnBuilder(4).build(), ColumnBuilder(4).build())
    for table in compute_word_vectors(nothing, ([0, 0, 2, 3], [0, 0, 2, 3]), 256, 1):
        likeness = table @ table.T
        assert likeness[0, 1] > 0.5 and likeness[[0, 1, 2], [2, 3, 3]].abs().max() < 0.3


def test_what_capitals_have_in_common_leads_from_any_word_to_its_capitalised_form() -> None:
    """Words 0 to 3, then the same with capitals; the last two of these are seen in no pair."""
    words = [[0, 1], [4, 1], [5, 2], [3, 2]]
    column = ColumnBuilder(8)
    for sentence in words * 5:
        column.add_row(sentence)
    pairs = PairArrays(column.build(), column.build())
    for table in compute_word_vectors(pairs, ([0, 1, 2, 3, 0, 1, 2, 3],) * 2, 256, 1):
        steps = F.normalize(table[4:] - table[:4], dim=1)
        assert (steps @ steps.T).min() > 0.3
        assert ((table[4:] @ table[:4].T).argmax(1) == torch.arange(4)).all()


def test_words_with_like_neighbours_are_near_each_other() -> None:
    described = describe_by_neighbours(ARRAYS.tgt, VOCAB, 32, torch.Generator().manual_seed(1))[WORDS : 2 * WORDS]
    kind = torch.arange(WORDS) // PER_KIND
    likeness, same = described @ described.T, kind[:, None] == kind
    assert likeness[same].mean() > likeness[~same].mean() + 0.5
    torch.testing.assert_close(described.norm(dim=1), torch.ones(WORDS))


def test_every_vector_has_length_1_and_unseen_pieces_have_one_too() -> None:
    for table in (*vectors(), share_vectors(*vectors(), ARRAYS)):
        torch.testing.assert_close(table.norm(dim=1), torch.ones(VOCAB))


def test_one_table_has_each_side_where_it_is_seen() -> None:
    src, tgt = vectors()
    table = share_vectors(src, tgt, ARRAYS)
    torch.testing.assert_close(table[:WORDS], src[:WORDS])
    torch.testing.assert_close(table[WORDS:], tgt[WORDS:])  # unseen ones count as target pieces
    both_ways = share_vectors(src, tgt, PairArrays(ARRAYS.src, ARRAYS.src))[:WORDS]
    torch.testing.assert_close(both_ways, torch.nn.functional.normalize(src + tgt, dim=1)[:WORDS])


def test_a_seed_decides_and_nobody_elses_dice_are_rolled() -> None:
    before = torch.get_rng_state()
    first, again, other = vectors(), vectors(), vectors(seed=2)
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not torch.equal(first[1], other[1])
    assert torch.equal(before, torch.get_rng_state())


@given(
    st.lists(st.tuples(st.lists(st.integers(0, 9), max_size=4), st.lists(st.integers(0, 9), max_size=4)), min_size=1),
    st.integers(1, 9),
)
def test_whatever_the_sentences_all_is_finite(pairs: list[tuple[list[int], list[int]]], d_model: int) -> None:
    src, tgt = ColumnBuilder(10), ColumnBuilder(10)
    for a, b in pairs:
        src.add_row(a)
        tgt.add_row(b)
    arrays = PairArrays(src.build(), tgt.build())
    found = compute_word_vectors(arrays, ([*range(10)], [*range(10)]), d_model, 1)
    for table in (*found, share_vectors(*found, arrays)):
        assert table.shape == (10, d_model) and bool(table.isfinite().all())


@pytest.mark.parametrize("tying", ["all", "decoder", "none"])
def test_a_model_begins_with_them(tying: str, tmp_path: Path) -> None:
    config = load_config(write_project(tmp_path), [f"model.tie_embeddings={tying}"])
    corpora = build_corpora(config)
    model = build_model(config, corpora.tokenizers)
    begin_with_word_vectors(model, corpora, config.seed, World())
    assert isinstance(corpora.train, TokenizedCorpus)
    arrays = corpora.train.arrays
    uncapitalised = corpora.tokenizers.src.uncapitalised(), corpora.tokenizers.tgt.uncapitalised()
    src, tgt = compute_word_vectors(arrays, uncapitalised, config.model.d_model, config.seed)
    if tying == "all":
        src = tgt = share_vectors(src, tgt, arrays)
    assert torch.equal(model.src_embedding.weight, src)
    assert torch.equal(model.tgt_embedding.weight, tgt)
    assert torch.equal(model.output.weight, tgt) == (tying != "none")


def test_a_run_that_goes_on_does_not_count_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = load_config(write_project(tmp_path), ["training.max_steps=2", "training.validate_every_steps=2"])
    run = RunDirectory(tmp_path / "run")
    counted = open_training(config, run, tmp_path)
    plain = open_training(
        load_config(tmp_path / "tiny.yaml", ["model.word_vectors=random"]), RunDirectory(tmp_path / "plain"), tmp_path
    )
    tables = [training.trainer.learner.model.tgt_embedding.weight for training in (counted, plain)]
    assert not torch.allclose(*tables)
    counted.trainer.fit()
    monkeypatch.setattr("nmt.build.training.compute_word_vectors", None)  # to call it would raise
    open_training(config, run, tmp_path)
