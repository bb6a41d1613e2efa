from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.errors import DataError
from nmt.evaluation.accuracy import Accuracy, compute_exact_matches
from nmt.evaluation.phenomena import compute_phenomena


@pytest.mark.parametrize(
    ("correct", "total", "low", "high"),
    [  # Newcombe 1998, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_against_published_figures(correct, total, low, high) -> None:
    accuracy = Accuracy(correct, total)
    assert accuracy.value == correct / total
    assert accuracy.low == pytest.approx(low, abs=6e-5)
    assert accuracy.high == pytest.approx(high, abs=6e-5)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_holds_the_share_and_mirrors(case) -> None:
    correct, total = case
    accuracy, mirrored = Accuracy(correct, total), Accuracy(total - correct, total)
    assert 0 <= accuracy.low <= accuracy.value + 1e-12
    assert accuracy.value - 1e-12 <= accuracy.high <= 1
    assert accuracy.low == pytest.approx(1 - mirrored.high, abs=1e-9)
    assert accuracy.high - accuracy.low > 0  # never certain


@pytest.mark.parametrize(("correct", "total"), [(0, 0), (3, 2), (-1, 2)])
def test_no_share(correct, total) -> None:
    with pytest.raises(ValueError, match=f"accuracy: {correct} of {total} is not a share"):
        Accuracy(correct, total)


def test_exact_match_by_hand() -> None:
    hypotheses = [
        "I am a student.",
        "I'm a student.",
        " I am\u00a0a  student. ",
        "i am a student.",
        "",
        "I am a",
    ]
    references = [["I am a student.", "I'm a student."]] * 6
    assert compute_exact_matches(hypotheses, references) == [True, True, True, False, False, False]
    assert compute_exact_matches([""], [["", "a"]]) == [True]


def test_exact_match_needs_pairs() -> None:
    with pytest.raises(DataError, match="got 2 hypotheses and references for 1 sentences"):
        compute_exact_matches(["a", "b"], [["a"]])


def test_phenomena_by_hand() -> None:
    exact = [True, False, True, False, True]
    tags = [["negation"], ["negation", "age"], ["age", "age"], [], ["question"]]
    assert compute_phenomena(exact, tags) == {
        "age": Accuracy(1, 2),
        "negation": Accuracy(1, 2),
        "question": Accuracy(1, 1),
    }
    assert list(compute_phenomena(exact, tags)) == ["age", "negation", "question"]


def test_no_tags_no_phenomena() -> None:
    assert compute_phenomena([True, False], [[], []]) == {}
    assert compute_phenomena([], []) == {}


def test_tags_for_other_sentences() -> None:
    with pytest.raises(DataError, match="got tags for 1 sentences, expected them for 2"):
        compute_phenomena([True, False], [["a"]])


@given(st.lists(st.tuples(st.booleans(), st.lists(st.sampled_from("abcd"))), max_size=30))
def test_every_tagged_sentence_counts_once_for_each_tag(sentences) -> None:
    found = compute_phenomena([exact for exact, _ in sentences], [tags for _, tags in sentences])
    for tag in "abcd":
        with_tag = [exact for exact, tags in sentences if tag in tags]
        assert (
            (found[tag].correct, found[tag].total) == (sum(with_tag), len(with_tag)) if with_tag else tag not in found
        )
