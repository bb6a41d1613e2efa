"""Cleaning: every rule does what it says and is counted; what is carved out does not come back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.config import CleaningConfig
from nmt.data.arrays import PairArrays, TokenColumn
from nmt.data.cleaning import REASONS, CleaningReport, carve, clean, source_keys
from nmt.data.corpus import SentencePair
from nmt.errors import DataError

RULES = CleaningConfig(max_pieces=20, max_length_ratio=3.0)


def pairs_of(*texts: tuple[str, str]) -> list[SentencePair]:
    return [SentencePair(src, tgt) for src, tgt in texts]


def arrays_of(pairs: list[SentencePair]) -> PairArrays:
    """A word is a piece."""

    def column(texts: list[str]) -> TokenColumn:
        offsets = np.cumsum([0, *(len(text.split()) for text in texts)])
        return TokenColumn(np.zeros(offsets[-1], np.uint16), offsets)

    return PairArrays(column([p.src for p in pairs]), column([p.tgt for p in pairs]))


def words(count: int, word: str = "x") -> str:
    return " ".join([word] * count)


def cleaned(pairs: list[SentencePair], rules: CleaningConfig = RULES, held_out: list[SentencePair] | None = None):  # type: ignore[no-untyped-def]
    keys = source_keys(held_out) if held_out is not None else None
    kept, report = clean(pairs, arrays_of(pairs), rules, keys)
    return kept.tolist(), report


def test_each_rule_takes_out_its_pairs_and_counts_them() -> None:
    pairs = pairs_of(
        ("un", "one"),
        ("", "one"),
        ("un", " \t "),
        (words(21), words(20)),
        (words(9), words(3)),  # 3 : 1 is allowed
        (words(10), words(3)),
        (words(8), "x"),  # short pairs are exempt
        ("un", "one"),
        (" un ", "one"),
        ("un", "a"),  # another translation is no duplicate
        ("deux", "two"),
    )
    kept, report = cleaned(pairs, held_out=pairs_of(("deux ", "couple"), ("trois", "three")))
    assert kept == [0, 4, 6, 9]
    assert report.dropped == {"empty": 2, "too_long": 1, "length_ratio": 1, "duplicate": 2, "overlap": 1}
    assert report.read == 11 and report.kept == 4
    assert report.examples["empty"] == ("", "one") and report.examples["overlap"] == ("deux", "two")
    assert str(report) == (
        "11 pairs read, 4 kept; dropped: 2 with an empty side, 1 too long, 1 of unequal length, 2 duplicates, "
        "1 also in validation or test"
    )
    assert report.as_dict()["dropped"] == report.dropped and report.as_dict()["read"] == 11


def test_rules_that_are_off_drop_nothing() -> None:
    pairs = pairs_of(("un", "one"), ("un", "one"))
    rules = CleaningConfig(drop_duplicates=False, drop_overlap=False)
    kept, report = cleaned(pairs, rules, held_out=pairs)
    assert kept == [0, 1] and str(report) == "2 pairs read, 2 kept; dropped: none"


def test_nothing_at_all() -> None:
    kept, report = cleaned([], held_out=[])
    assert kept == [] and report.read == report.kept == 0


texts = st.sampled_from(["", " ", "un", "deux", "trois quatre", words(9), words(12), words(30)])


@given(st.lists(st.tuples(texts, texts), max_size=30), st.lists(st.tuples(texts, texts), max_size=5))
def test_every_pair_is_kept_or_counted_once_and_cleaning_again_finds_nothing(
    raw: list[tuple[str, str]], held: list[tuple[str, str]]
) -> None:
    pairs, held_out = pairs_of(*raw), pairs_of(*held)
    kept, report = cleaned(pairs, held_out=held_out)
    assert len(kept) == report.kept == report.read - sum(report.dropped.values())
    assert kept == sorted(set(kept)) and set(report.examples) == {r for r in REASONS if report.dropped[r]}
    again, second = cleaned([pairs[i] for i in kept], held_out=held_out)
    assert len(again) == len(kept) and second.kept == second.read
    sources = {pair.src.strip() for pair in held_out}
    assert all(pairs[i].src.strip() and pairs[i].src.strip() not in sources for i in kept)
    assert len({(pairs[i].src.strip(), pairs[i].tgt.strip()) for i in kept}) == len(kept)


def test_reports_of_chunks_add_up_and_keep_the_first_example() -> None:
    _, first = cleaned(pairs_of(("", "a"), ("un", "one")))
    _, second = cleaned(pairs_of(("", "b"), (words(60), words(60))))
    total = CleaningReport() + first + second
    assert total.read == 4 and total.dropped["empty"] == 2 and total.dropped["too_long"] == 1
    assert total.examples["empty"] == ("", "a") and total.examples["too_long"][0].endswith("…")


def test_carved_pairs_and_their_like_leave_the_rest() -> None:
    pairs = pairs_of(*((f"s{i % 60}", f"t{i}") for i in range(100)), ("", "x"), ("y", ""))
    rest, carved = carve(pairs, 10, seed=1, key="data.carve_validation")
    assert len(carved) == 10 and carved.tolist() == sorted(set(carved.tolist()))
    chosen = {pairs[i].src for i in carved}
    assert len(chosen) == 10 and "" not in chosen and "y" not in chosen
    assert chosen.isdisjoint(pairs[i].src for i in rest)
    assert {pairs[i].src for i in rest} | chosen == {pair.src for pair in pairs}
    assert len(rest) == sum(pair.src not in chosen for pair in pairs)


def test_carving_is_a_function_of_the_seed_and_differs_between_splits() -> None:
    pairs = pairs_of(*((f"s{i}", f"t{i}") for i in range(100)))

    def chosen(seed: int, key: str) -> list[int]:
        return carve(pairs, 10, seed, key)[1].tolist()  # type: ignore[no-any-return]

    assert chosen(1, "a") == chosen(1, "a")
    assert len({tuple(chosen(1, "a")), tuple(chosen(2, "a")), tuple(chosen(1, "b"))}) == 3


@pytest.mark.parametrize("count", [3, 4, 100])
def test_carving_leaves_something_to_learn_from(count: int) -> None:
    pairs = pairs_of(("a", "1"), ("a", "2"), ("b", "3"), ("c", "4"), ("", "5"))
    assert len(carve(pairs, 2, 1, "k")[1]) == 2
    with pytest.raises(DataError, match=rf"data\.carve_test: {count} pairs are asked for, .* only 3 different ones"):
        carve(pairs, count, 1, "data.carve_test")
