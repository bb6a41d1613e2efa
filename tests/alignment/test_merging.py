"""Hand-worked cases: an offset wrong by one is silent, so every number here was computed on paper."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.alignment.merging import assign_to_words, merge_to_words
from nmt.alignment.weights import AlignmentWeights
from nmt.data.corpus import Span


def weights_of(rows: list[list[float]]) -> AlignmentWeights:
    """Weights with the rest of each row on null."""
    links = np.array(rows)
    return AlignmentWeights(links, 1 - links.sum(1), np.zeros(len(rows)))


def spans_of(text: str, parts: list[str]) -> list[Span]:
    """Where each part stands in the text; parts come in order and may be empty."""
    spans, at = [], 0
    for part in parts:
        start = text.index(part, at)
        at = start + len(part)
        spans.append((start, at))
    return spans


def test_one_piece_for_each_word_changes_nothing() -> None:
    src, tgt = spans_of("Je suis étudiant", ["Je", "suis", "étudiant"]), spans_of("I am a", ["I", "am", "a"])
    before = weights_of([[0.9, 0.1, 0], [0.2, 0.7, 0.1], [0, 0, 0.3]])
    after = merge_to_words(before, src, tgt, src, tgt)
    np.testing.assert_allclose(after.links, before.links)
    np.testing.assert_allclose(after.null, [0, 0, 0.7], atol=1e-12)


def test_sum_over_source_pieces_and_mean_over_target_pieces() -> None:
    src = "étudiant"  # é | tudiant
    tgt = "students"  # stud | ent | s
    after = merge_to_words(
        weights_of([[0.5, 0.4], [0.1, 0.8], [0.3, 0.0]]),
        spans_of(src, ["é", "tudiant"]),
        spans_of(tgt, ["stud", "ent", "s"]),
        [(0, 8)],
        [(0, 8)],
    )
    np.testing.assert_allclose(after.links, [[(0.9 + 0.9 + 0.3) / 3]])
    np.testing.assert_allclose(after.null, [(0.1 + 0.1 + 0.7) / 3])


def test_null_and_the_end_of_the_sentence_stay_apart() -> None:
    before = AlignmentWeights(np.array([[0.5], [0.1]]), np.array([0.2, 0.5]), np.array([0.3, 0.4]))
    after = merge_to_words(before, [(0, 3)], [(0, 2), (2, 4)], [(0, 3)], [(0, 4)])
    np.testing.assert_allclose(after.links, [[0.3]])
    np.testing.assert_allclose(after.null, [0.35])
    np.testing.assert_allclose(after.eos, [0.35])


def test_an_elision_in_one_piece_is_shared_by_its_characters() -> None:
    # "l'homme" is one piece of 7 characters: 2 belong to the word l', 5 to homme.
    text = "l'homme"
    words = spans_of(text, ["l'", "homme"])
    as_source = merge_to_words(weights_of([[0.7]]), [(0, 7)], [(0, 3)], words, [(0, 3)])
    np.testing.assert_allclose(as_source.links, [[0.2, 0.5]])
    as_target = merge_to_words(weights_of([[0.7]]), [(0, 3)], [(0, 7)], [(0, 3)], words)
    np.testing.assert_allclose(as_target.links, [[0.7], [0.7]])


def test_an_elision_cut_elsewhere_than_at_the_apostrophe() -> None:
    # Pieces l | 'hom | me; the middle one has 1 character in l' and 3 in homme.
    text = "l'homme"
    pieces = spans_of(text, ["l", "'hom", "me"])
    words = spans_of(text, ["l'", "homme"])
    after = merge_to_words(weights_of([[0.1, 0.4, 0.5]]), pieces, [(0, 3)], words, [(0, 3)])
    np.testing.assert_allclose(after.links, [[0.1 + 0.4 / 4, 0.4 * 3 / 4 + 0.5]])
    # As target, l' is the mean of pieces 0 and 1, homme that of 1 and 2.
    rows = weights_of([[0.1], [0.4], [0.5]])
    after = merge_to_words(rows, [(0, 3)], pieces, [(0, 3)], words)
    np.testing.assert_allclose(after.links, [[0.25], [0.45]])


def test_hyphens_inside_one_word_and_between_two() -> None:
    text = "a-t-il T-shirt"
    pieces = spans_of(text, ["a", "-", "t", "-", "il", "T", "-", "shirt"])
    words = spans_of(text, ["a", "-t-il", "T-shirt"])
    assert assign_to_words(pieces, words) == [[0], [1], [1], [1], [1], [2], [2], [2]]
    one_each = weights_of([[1 / 8] * 8])
    after = merge_to_words(one_each, pieces, [(0, 1)], words, [(0, 1)])
    np.testing.assert_allclose(after.links, [[1 / 8, 4 / 8, 3 / 8]])


def test_an_empty_piece_goes_with_the_word_that_follows_it() -> None:
    # "▁" alone before "homme": the tokenizer gives it the empty span where the word starts.
    words = [(0, 3), (4, 9)]
    after = merge_to_words(weights_of([[0.2, 0.3, 0.5]]), [(0, 3), (4, 4), (4, 9)], [(0, 1)], words, [(0, 1)])
    np.testing.assert_allclose(after.links, [[0.2, 0.8]])
    # Between words that touch, such as "c'" and "est", it also goes with the second.
    assert assign_to_words([(2, 2)], [(0, 2), (2, 5)]) == [[1]]
    assert assign_to_words([(9, 9)], words) == [[1]]


def test_an_empty_target_piece_does_not_speak_for_its_word() -> None:
    pieces = [(0, 0), (0, 3)]
    after = merge_to_words(weights_of([[0.1, 0.9], [0.8, 0.2]]), [(0, 1), (2, 3)], pieces, [(0, 1), (2, 3)], [(0, 3)])
    np.testing.assert_allclose(after.links, [[0.8, 0.2]])
    # ... except where no other does.
    after = merge_to_words(weights_of([[0.1, 0.9]]), [(0, 1), (2, 3)], [(0, 0)], [(0, 1), (2, 3)], [(0, 3)])
    np.testing.assert_allclose(after.links, [[0.1, 0.9]])


def test_bytes_of_one_character_all_belong_to_its_word() -> None:
    # An emoji in four byte pieces, each with the span of the one character.
    pieces = [(0, 2), (3, 4), (3, 4), (3, 4), (3, 4)]
    after = merge_to_words(weights_of([[0.2, 0.1, 0.2, 0.3, 0.1]]), pieces, [(0, 1)], [(0, 2), (3, 4)], [(0, 1)])
    np.testing.assert_allclose(after.links, [[0.2, 0.7]])


def test_neighbours_do_not_touch() -> None:
    # Words end where the next begins: a piece of one has nothing of the other, whichever side it is on.
    words = [(0, 1), (1, 2), (2, 3)]
    assert assign_to_words(words, words) == [[0], [1], [2]]
    assert assign_to_words([(0, 2), (1, 3), (0, 3)], words) == [[0, 1], [1, 2], [0, 1, 2]]
    np.testing.assert_allclose(
        merge_to_words(weights_of(np.eye(3).tolist()), words, words, words, words).links, np.eye(3)
    )


def test_a_piece_between_words_goes_to_the_nearest() -> None:
    # Words at 0-2 and 10-12: 3-4 is nearer to the first, 8-9 to the second, 5-7 is as far from both.
    assert assign_to_words([(3, 4), (8, 9), (5, 7)], [(0, 2), (10, 12)]) == [[0], [1], [1]]


def test_sentences_without_words_and_pieces() -> None:
    no_source = merge_to_words(weights_of([[0.6, 0.4]]), [(0, 1), (1, 2)], [(0, 1)], [], [(0, 1)])
    assert no_source.links.shape == (1, 0)
    np.testing.assert_allclose(no_source.null, [1])
    nothing = merge_to_words(AlignmentWeights(np.zeros((0, 0)), np.zeros(0), np.zeros(0)), [], [], [], [])
    assert nothing.links.shape == (0, 0)
    unknown = merge_to_words(
        AlignmentWeights(np.zeros((0, 1)), np.zeros(0), np.zeros(0)), [(0, 1)], [], [(0, 1)], [(0, 1)]
    )
    np.testing.assert_allclose(unknown.links, [[0]])
    np.testing.assert_allclose(unknown.null, [1])
    assert assign_to_words([(0, 1)], []) == [[]]


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[list[Span], list[Span]]:
    """Pieces that cover a text without gaps (some empty), and words that leave gaps."""
    length = draw(st.integers(1, 12))
    bounds = sorted([0, *draw(st.lists(st.integers(0, length), max_size=6)), length])
    pieces = list(pairwise(bounds))
    cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=6)))
    words = [span for span in pairwise(cuts) if draw(st.booleans())]
    return pieces, words


@given(cut_texts(), cut_texts(), st.integers(0, 2**32 - 1))
def test_rows_stay_distributions_and_lie_between_those_of_the_pieces(
    src: tuple[list[Span], list[Span]], tgt: tuple[list[Span], list[Span]], seed: int
) -> None:
    (src_pieces, src_words), (tgt_pieces, tgt_words) = src, tgt
    rows = np.random.default_rng(seed).dirichlet(np.full(len(src_pieces) + 2, 0.3), size=len(tgt_pieces))
    before = AlignmentWeights(rows[:, :-2], rows[:, -2], rows[:, -1])
    after = merge_to_words(before, src_pieces, tgt_pieces, src_words, tgt_words)  # checks the sums
    assert after.links.shape == (len(tgt_words), len(src_words))
    np.testing.assert_allclose(after.links.sum(1) + after.null + after.eos, 1)
    for row, eos in zip(tgt_words, after.eos, strict=True):
        touching = [k for k, piece in enumerate(tgt_pieces) if max(piece[0], row[0]) < min(piece[1], row[1])]
        assert before.eos[touching].min() - 1e-12 <= eos <= before.eos[touching].max() + 1e-12


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("weights (1, 1) for 2 target and 1 source pieces")):
        merge_to_words(weights_of([[1.0]]), [(0, 1)], [(0, 1), (1, 2)], [(0, 1)], [(0, 2)])
