from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.alignment.formats import (
    check_links,
    format_marian,
    format_pharaoh,
    format_pharaoh_soft,
    format_word_pair,
    parse_marian,
    parse_pharaoh,
    parse_word_pair,
    read_pharaoh,
)
from nmt.alignment.weights import AlignmentWeights
from nmt.errors import DataError

links = st.frozensets(st.tuples(st.integers(0, 99), st.integers(0, 99)))
words = st.lists(st.text(st.characters(categories=["L", "P", "N"]), min_size=1).filter(lambda word: word != "|||"))


def test_pharaoh_is_source_then_target_in_order_of_numbers() -> None:
    assert format_pharaoh({(10, 2), (2, 10), (2, 1)}) == "2-1 2-10 10-2"
    assert format_pharaoh([]) == ""
    assert format_pharaoh_soft({(0, 1): 0.93456, (0, 0): 1}) == "0-0:1.0000 0-1:0.9346"


@given(links)
def test_pharaoh_comes_back_as_it_went(given_links: frozenset[tuple[int, int]]) -> None:
    assert parse_pharaoh(format_pharaoh(given_links), "") == dict.fromkeys(given_links, 1.0)
    weighted = {link: (sum(link) % 7) / 8 for link in given_links}
    assert parse_pharaoh(format_pharaoh_soft(weighted), "") == weighted


@pytest.mark.parametrize("item", ["1", "a-b", "0-0:", "0-0:2", "0-0:1.2.3", "0p0", "1--1", "0-0-0", "١-٢", "0-0:nan"])
def test_what_is_no_link_is_refused_with_its_place(item: str) -> None:
    with pytest.raises(DataError, match=r"f\.txt:3: .* is no link; expected i-j or i-j:p"):
        parse_pharaoh(f"0-0 {item}", "f.txt:3")


def test_a_file_of_links_keeps_its_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "links.gz"
    path.write_bytes(gzip.compress(b"0-0 1-1:0.5\n\n2-0\n"))
    assert list(read_pharaoh(path)) == [{(0, 0), (1, 1)}, frozenset(), {(2, 0)}]
    (tmp_path / "bad").write_text("0-0\nzero\n")
    with pytest.raises(DataError, match=r"bad:2: 'zero' is no link"):
        list(read_pharaoh(tmp_path / "bad"))
    with pytest.raises(DataError, match="missing: no such file"):
        list(read_pharaoh(tmp_path / "missing"))


def test_links_that_leave_the_sentence_are_refused() -> None:
    check_links({(1, 2)}, 2, 3, "")
    check_links(frozenset(), 0, 0, "")
    for link in ((2, 0), (0, 3)):
        with pytest.raises(DataError, match=r"f:1: link .* points outside the sentence of 2 source and 3 target words"):
            check_links({link}, 2, 3, "f:1")


def test_marian_has_a_list_for_each_target_token_and_the_end_and_a_number_for_the_source_end() -> None:
    weights = AlignmentWeights(
        np.array([[0.75, 0.125], [0.25, 0.5]]), np.array([0.0625, 0.25]), np.array([0.0625, 0.0])
    )
    line = format_marian(weights)
    assert line == "0.75,0.125,0.125 0.25,0.5,0.25 0,0,1"
    back = parse_marian(line, "")
    np.testing.assert_array_equal(back.links, weights.links)
    np.testing.assert_array_equal(back.eos, [0.125, 0.25])  # null went to the source's end
    assert format_marian(back) == line


def test_marian_with_a_translation_before_it_and_without_words() -> None:
    line = "the cat | ||| here ||| 0.9,0.1 0.2,0.8 0,1"
    np.testing.assert_allclose(parse_marian(line, "").links, [[0.9], [0.2]])
    empty = AlignmentWeights.without_eos(np.zeros((0, 0)))
    assert format_marian(empty) == "1"
    assert parse_marian("1", "").links.shape == (0, 0)


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 2**32 - 1))
def test_marian_comes_back_as_it_went(n_tgt: int, n_src: int, seed: int) -> None:
    rows = np.random.default_rng(seed).dirichlet(np.ones(n_src + 1), size=n_tgt).reshape(n_tgt, n_src + 1)
    weights = AlignmentWeights(rows[:, :-1], np.zeros(n_tgt), rows[:, -1])
    back = parse_marian(format_marian(weights), "")
    np.testing.assert_allclose(back.links, weights.links, atol=1e-6)
    np.testing.assert_allclose(back.eos, weights.eos, atol=1e-6)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", r"f:2: lists of \[\] numbers"),
        ("0.5,0.5 1", r"f:2: lists of \[1, 2\] numbers; expected one comma list of equal length"),
        ("0.5,x 0,1", "f:2: not numbers between commas"),
        ("0.5,0.5 0.5,0.4", r"f:2: list 2 sums to 0\.9000; expected weights that sum to 1"),
        ("1.5,-0.5 0,1", "f:2: list 1 sums to"),
    ],
)
def test_what_marian_does_not_write_is_refused(line: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse_marian(line, "f:2")


@given(words, words)
def test_word_pairs_come_back_as_they_went(src: list[str], tgt: list[str]) -> None:
    assert parse_word_pair(format_word_pair(src, tgt), "") == (src, tgt)


def test_word_pairs_by_example() -> None:
    assert format_word_pair(["le", "chat"], ["the", "cat"]) == "le chat ||| the cat"
    assert parse_word_pair("le chat ||| the cat", "") == (["le", "chat"], ["the", "cat"])
    assert parse_word_pair("||| a", "") == ([], ["a"])
    for line, count in (("le chat", 0), ("a ||| b ||| c", 2), ("a|||b", 0)):
        with pytest.raises(DataError, match=f"f:1: {count} times ' "):
            parse_word_pair(line, "f:1")
    for word in ("", "a b", "|||", "a\u00a0b"):
        with pytest.raises(DataError, match="cannot be written between spaces"):
            format_word_pair([word], ["a"])
