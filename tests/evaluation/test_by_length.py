"""Bins of like length, and their scores against sacreBLEU on the same sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU

from nmt.errors import DataError
from nmt.evaluation.by_length import cut_lengths, format_bins, score_by_length
from nmt.evaluation.translations import TranslatedSentence

SHORT, LONG = "le chat dort bien ici", "le chat dort bien ici et le chien le regarde de loin"
RIGHT, WRONG = "the cat sleeps well over here now", "the cat sleeps badly over there"


def translated(*pairs: tuple[str, str]) -> list[TranslatedSentence]:
    return [TranslatedSentence(str(n), src, text, (RIGHT,), text == RIGHT) for n, (src, text) in enumerate(pairs)]


@given(lengths=st.lists(st.integers(1, 30), min_size=1, max_size=200), n_bins=st.integers(1, 8))
def test_every_sentence_is_in_one_bin(lengths: list[int], n_bins: int) -> None:
    bins = cut_lengths(lengths, n_bins)
    assert 1 <= len(bins) <= n_bins
    assert all(sum(low <= length <= high for low, high in bins) == 1 for length in lengths)
    assert bins == sorted(bins) and all(low <= high for low, high in bins)


@given(n_bins=st.integers(1, 6))
def test_bins_are_of_about_the_same_size(n_bins: int) -> None:
    lengths = list(range(1, 61))
    sizes = [high - low + 1 for low, high in cut_lengths(lengths, n_bins)]
    assert len(sizes) == n_bins and max(sizes) - min(sizes) <= 1


def test_each_bin_has_the_bleu_of_its_sentences_alone() -> None:
    bins = score_by_length(
        {
            "good": translated((SHORT, RIGHT), (SHORT, RIGHT), (LONG, RIGHT), (LONG, WRONG)),
            "bad": translated((SHORT, RIGHT), (SHORT, RIGHT), (LONG, WRONG), (LONG, WRONG)),
        },
        n_bins=2,
    )
    assert [(one.shortest, one.longest, one.n_sentences) for one in bins] == [(5, 5, 2), (12, 12, 2)]
    assert bins[0].scores["good"].value == bins[0].scores["bad"].value == pytest.approx(100)
    expected = BLEU().corpus_score([RIGHT, WRONG], [[RIGHT, RIGHT]]).score
    assert bins[1].scores["good"].value == pytest.approx(expected)
    assert bins[1].scores["bad"].value < expected
    table = format_bins(bins).splitlines()
    assert table[0].split() == ["words", "sentences", "good", "bad"]
    assert table[2].startswith("   12          2")
    assert table[-1].startswith("nrefs:1")


def test_bleu_splits_as_the_language_needs_it() -> None:
    sentences = [TranslatedSentence("1", SHORT, "犬はどこですか。", ("犬はどこですか。",), True)]
    table = format_bins(score_by_length({"one": sentences}, 1, tgt_lang="ja"))
    assert "100.0 ± 0.0" in table and "|tok:char|" in table


def test_runs_that_cannot_be_compared() -> None:
    with pytest.raises(DataError, match="other translated other sentences than one; evaluate both on the same split"):
        score_by_length({"one": translated((SHORT, RIGHT)), "other": translated((LONG, RIGHT))}, 2)
    with pytest.raises(DataError, match="one: no translations"):
        score_by_length({"one": []}, 2)
