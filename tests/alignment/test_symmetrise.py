from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.alignment.symmetrise import GROWTH, METHODS, grow_diag, grow_diag_final_and, intersect, join_directions, unite
from nmt.data.corpus import Link

links = st.frozensets(st.tuples(st.integers(0, 5), st.integers(0, 5)))


def parse(text: str) -> frozenset[Link]:
    return frozenset((int(item[0]), int(item[2])) for item in text.split())


def test_intersection_and_union() -> None:
    forward, reverse = parse("0-0 1-1 2-1"), parse("0-0 1-1 1-2")
    assert intersect(forward, reverse) == parse("0-0 1-1")
    assert unite(forward, reverse) == parse("0-0 1-1 2-1 1-2")


def test_grow_diag_takes_a_neighbour_if_either_of_its_words_is_free() -> None:
    # 2-1 touches 1-1; source word 2 is free, target word 1 is not. lilt's variant would leave it out.
    assert grow_diag(parse("0-0 1-1 2-1"), parse("0-0 1-1")) == parse("0-0 1-1 2-1")


def test_grow_diag_leaves_neighbours_whose_words_are_both_taken() -> None:
    # 0-1 touches both accepted links, but has no word to win.
    assert grow_diag(parse("0-0 1-1 0-1"), parse("0-0 1-1")) == parse("0-0 1-1")


def test_grow_diag_grows_from_what_it_added_and_over_corners_but_not_over_gaps() -> None:
    assert grow_diag(parse("0-0 1-1 2-2 4-4"), parse("0-0")) == parse("0-0 1-1 2-2")
    assert grow_diag(parse("3-3 2-4"), parse("3-3")) == parse("3-3 2-4")


def test_the_first_link_in_order_wins_a_word() -> None:
    # 0-1 and 1-0 touch 0-0; each has a free word. Then 1-1 has none left.
    assert grow_diag(parse("0-0 0-1"), parse("0-0 1-0 1-1")) == parse("0-0 0-1 1-0")


def test_final_and_adds_links_between_two_free_words_forward_first() -> None:
    # 4-4 is far from 0-0. 4-5 would come from the reverse direction, but source word 4 is taken by then; 0-5
    # has one free word only.
    assert grow_diag_final_and(parse("0-0 4-4"), parse("0-0 4-5 0-5")) == parse("0-0 4-4")
    assert grow_diag_final_and(parse("0-0"), parse("0-0 3-5 5-3")) == parse("0-0 3-5 5-3")


@given(links, links)
def test_each_method_lies_between_intersection_and_union(forward: frozenset[Link], reverse: frozenset[Link]) -> None:
    smallest, largest = forward & reverse, forward | reverse
    grown = grow_diag(forward, reverse)
    assert smallest <= grown <= grow_diag_final_and(forward, reverse) <= largest
    for method in METHODS.values():
        assert method(forward, forward) == forward
        assert smallest <= method(forward, reverse) <= largest


@given(links, links)
def test_sides_can_be_exchanged_for_sets_without_order(forward: frozenset[Link], reverse: frozenset[Link]) -> None:
    assert intersect(forward, reverse) == intersect(reverse, forward)
    assert unite(forward, reverse) == unite(reverse, forward)
    assert grow_diag(forward, reverse) == grow_diag(reverse, forward)


@pytest.mark.parametrize("method", METHODS)
def test_nothing_gives_nothing(method: str) -> None:
    assert METHODS[method](frozenset(), frozenset()) == frozenset()


def test_a_joined_weight_wants_both_directions() -> None:
    joined = join_directions(np.array([[0.9, 0.1], [0.0, 1.0]]), np.array([[0.4, 0.0], [0.0, 1.0]]))
    np.testing.assert_allclose(joined[1], [0, 1])
    assert 0.6 < joined[0, 0] < 0.9  # the mean is 0.6, and the target word has something left over
    np.testing.assert_allclose(join_directions(np.ones((1, 2)), np.ones((1, 2))), [[0.5, 0.5]])  # never above 1


def test_a_word_that_the_other_direction_left_over_gets_part_of_what_it_claims() -> None:
    """`ne ... pas`, `not`: each target word has one source word, but both source words say that they mean it."""
    forward, reverse = np.array([[0.0, 1.0]]), np.array([[1.0, 1.0]])
    joined = join_directions(forward, reverse)
    np.testing.assert_allclose(joined, np.array([[GROWTH, 1.0]]) / (1 + GROWTH))
    np.testing.assert_allclose(join_directions(forward, np.array([[0.0, 1.0]])), forward)  # one that claims nothing
    np.testing.assert_allclose(join_directions(np.array([[0.8, 0.0]]), np.zeros((1, 2))), [[GROWTH * 0.8, 0.0]])
