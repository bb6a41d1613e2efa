from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.alignment.links import ALSO_LINKED, link_words
from nmt.alignment.weights import AlignmentWeights


def weigh(*rows: list[float]) -> AlignmentWeights:
    return AlignmentWeights.without_eos(np.array(rows))


def test_a_word_is_linked_to_its_heaviest_however_light() -> None:
    assert link_words(weigh([0.3, 0.25, 0.25])) == {(0, 0)}


def test_a_word_with_two_heavy_sources_is_linked_to_both() -> None:
    assert link_words(weigh([0.45, 0.1, 0.41])) == {(0, 0), (2, 0)}
    assert link_words(weigh([0.45, 0.1, ALSO_LINKED])) == {(0, 0)}


def test_a_word_whose_null_weighs_as_much_has_no_link() -> None:
    assert link_words(weigh([0.5, 0.0], [0.0, 0.42])) == frozenset()


def test_the_end_of_the_sentence_counts_as_no_source_word() -> None:
    weights = AlignmentWeights(np.array([[0.4, 0.1]]), np.array([0.25]), np.array([0.25]))
    assert link_words(weights) == frozenset()


def test_without_words_there_are_no_links() -> None:
    for shape in ((0, 0), (0, 3), (3, 0)):
        rest = np.ones(shape[0])
        assert link_words(AlignmentWeights(np.zeros(shape), rest, 0 * rest)) == frozenset()


@pytest.mark.parametrize("threshold", [0, -0.1, 1.1, float("nan")])
def test_a_threshold_that_is_no_weight_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match=r"also_linked is .*; expected a weight above 0 and at most 1"):
        link_words(weigh([1.0]), threshold)


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), max_size=5))
def test_the_rule_word_by_word(counts: list[list[int]]) -> None:
    rows = [[count / (sum(row) + 1) for count in row] for row in counts]
    null = [1 - sum(row) for row in rows]
    weights = AlignmentWeights(np.array(rows).reshape(-1, 4), np.array(null), np.zeros(len(null)))
    expected = set()
    for j, row in enumerate(rows):
        if max(row) > null[j]:
            expected |= {(i, j) for i, weight in enumerate(row) if weight > ALSO_LINKED or i == row.index(max(row))}
    assert link_words(weights) == expected
