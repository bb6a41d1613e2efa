"""More than chance, or not: against sacreBLEU, against exact enumeration, and on systems made to be equal or not."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest

from nmt.errors import DataError
from nmt.evaluation import significance
from nmt.evaluation.significance import (
    Array,
    Difference,
    adjust_for_many,
    compare_corpus_scores,
    compare_ratios,
)

WORDS = "the a dog cat house red big small runs sees near under behind with and old".split()


def invent_corpus(n: int, seed: int) -> list[tuple[str, ...]]:
    generator = np.random.default_rng(seed)
    return [(" ".join(generator.choice(WORDS, 12)),) for _ in range(n)]


def spoil(references: list[tuple[str, ...]], share: float, seed: int) -> list[str]:
    """Each word replaced by chance."""
    generator = np.random.default_rng(seed)
    return [
        " ".join("wrong" if generator.random() < share else word for word in reference[0].split())
        for reference in references
    ]


def test_scores_and_p_values_are_sacrebleus() -> None:
    references = invent_corpus(60, 0)
    first, second = spoil(references, 0.3, 1), spoil(references, 0.25, 2)
    found = compare_corpus_scores(first, second, references, n_resamples=100)
    streams = [[reference[0] for reference in references]]
    assert [one.name for one in found] == ["BLEU", "chrF2"]
    test = PairedTest([("a", first), ("b", second)], {"b": BLEU(), "c": CHRF()}, streams, "bs", n_samples=100)
    signatures, results = test()
    for one, metric in zip(found, (BLEU(), CHRF()), strict=True):
        assert one.first == metric.corpus_score(first, streams).score
        assert one.second == metric.corpus_score(second, streams).score
        assert one.p_value == results[one.name][1].p_value  # type: ignore[union-attr]
        assert one.signature == str(signatures[one.name])
        assert "|bs:100|" in one.signature and "|seed:" in one.signature


def test_bleu_splits_as_the_language_needs_it() -> None:
    references = [("犬はどこですか。",), ("猫が道を走っている。",)] * 10
    first, second = [reference[0] for reference in references], ["犬はどこにいますか。"] * 20
    bleu = compare_corpus_scores(first, second, references, n_resamples=10, tgt_lang="ja")[0]
    assert bleu.first == pytest.approx(100) and 0 < bleu.second < 100 and "|tok:char|" in bleu.signature


def test_a_system_beside_itself_is_no_difference() -> None:
    """sacreBLEU's own p-value for it is the smallest there is."""
    references = invent_corpus(30, 0)
    same = spoil(references, 0.3, 1)
    for one in compare_corpus_scores(same, list(same), references, n_resamples=50):
        assert (one.value, one.p_value, one.verdict) == (0, 1, "no difference")
    results = np.random.default_rng(0).integers(1, 5, (30, 2)).astype(float)
    one = compare_ratios("x", results, results.copy(), n_resamples=50)
    assert (one.value, one.p_value, one.verdict, one.low, one.high) == (0, 1, "no difference", 0, 0)


def test_several_references_not_everywhere_as_many() -> None:
    references = [("a dog runs", "the dog runs"), ("a cat sees",), ("red house",)]
    hypotheses = ["the dog runs", "a cat", "red house"]
    streams = [[r[0] for r in references], ["the dog runs", None, None]]
    one = compare_corpus_scores(hypotheses, ["x", "y", "z"], references, n_resamples=10)[1]
    assert one.first == CHRF().corpus_score(hypotheses, streams).score  # type: ignore[arg-type]


def test_lists_that_do_not_pair_up() -> None:
    with pytest.raises(DataError, match="got 1 hypotheses and references for 2 sentences"):
        compare_corpus_scores(["a", "b"], ["a"], [("a",), ("b",)])


def right(n_sentences: int, share: float, seed: int) -> Array:
    generator = np.random.default_rng(seed)
    return np.column_stack([generator.random(n_sentences) < share, np.ones(n_sentences)]).astype(float)


def test_equal_systems_come_out_different_as_rarely_as_promised() -> None:
    p_values = [
        compare_ratios("x", right(200, 0.7, 2 * k), right(200, 0.7, 2 * k + 1), n_resamples=300).p_value
        for k in range(200)
    ]
    # uniform: 200 draws of a chance of 0.05 (0.5) stay within these with a probability of more than 0.999
    assert sum(p < 0.05 for p in p_values) <= 22
    assert 75 <= sum(p < 0.5 for p in p_values) <= 125


def test_equal_translations_are_called_different_as_rarely_as_promised() -> None:
    references, called = invent_corpus(60, 0), 0
    for k in range(40):
        pair = (spoil(references, 0.3, 2 * k + side) for side in (1, 2))
        called += compare_corpus_scores(*pair, references, n_resamples=100)[0].verdict != "within chance"
    assert called <= 5  # of 40 at 0.05, with a probability of 0.99


def test_a_big_difference_is_seen_and_has_a_direction() -> None:
    worse, better = right(300, 0.5, 0), right(300, 0.8, 1)
    up = compare_ratios("x", worse, better, n_resamples=2000)
    assert up.p_value == 1 / 2001 and up.verdict == "better"
    assert up.low is not None and up.high is not None and 0.1 < up.low < up.value < up.high < 0.5
    down = compare_ratios("x", better, worse, n_resamples=2000)
    assert down.verdict == "worse" and down.value == -up.value
    assert compare_ratios("AER", worse, better, n_resamples=200, lower_is_better=True).verdict == "worse"


@settings(max_examples=25)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 2, *[st.integers(1, 4)] * 2), min_size=1, max_size=8))
def test_p_values_are_those_of_all_exchanges(rows: list[tuple[int, int, int, int]]) -> None:
    """With so few sentences every way to swap the two systems' results can be tried."""
    counts = np.array(rows, float)
    first, second = counts[:, [0, 2]], counts[:, [1, 3]]

    def difference(swap: Array) -> float:
        one, two = np.where(swap, second, first).sum(0), np.where(swap, first, second).sum(0)
        return float(two[0] / two[1] - one[0] / one[1])

    swaps = [np.array(swap)[:, None] for swap in product([False, True], repeat=len(rows))]
    exact = np.mean([abs(difference(swap)) >= abs(difference(swaps[0])) - 1e-12 for swap in swaps])
    found = compare_ratios("x", first, second, n_resamples=4000)
    assert found.value == pytest.approx(difference(swaps[0]))
    assert found.p_value == pytest.approx(exact, abs=4 * 0.5 / 4000**0.5)


def test_three_sentences_prove_nothing() -> None:
    """Resampled, three out of three are always three; a bootstrap p-value would be certain."""
    one = compare_ratios("x", np.array([[0.0, 1]] * 3), np.array([[1.0, 1]] * 3))
    assert one.p_value == pytest.approx(0.25, abs=0.03) and one.verdict == "within chance"


def test_the_interval_is_that_of_the_mean_difference() -> None:
    """Of paired shares the bootstrap's interval is close to the textbook's, value ± 1.96 standard errors."""
    first, second = right(2000, 0.5, 3), right(2000, 0.55, 4)
    steps = second[:, 0] - first[:, 0]
    margin = 1.96 * steps.std() / len(steps) ** 0.5
    one = compare_ratios("x", first, second)
    assert one.low == pytest.approx(steps.mean() - margin, abs=margin / 10)
    assert one.high == pytest.approx(steps.mean() + margin, abs=margin / 10)
    assert one.signature.endswith("|n:10000|seed:12345")


def test_little_memory_changes_nothing_but_the_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = right(50, 0.5, 0), right(50, 0.6, 1)
    whole = compare_ratios("x", first, second, n_resamples=4001)
    assert compare_ratios("x", first, second, n_resamples=4001) == whole
    monkeypatch.setattr(significance, "_CELLS_AT_ONCE", 350)
    parts = compare_ratios("x", first, second, n_resamples=4001)
    assert parts.p_value == pytest.approx(whole.p_value, abs=0.04)
    assert (parts.first, parts.second, parts.signature) == (whole.first, whole.second, whole.signature)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holms_p_values(p_values: list[float]) -> None:
    adjusted = adjust_for_many(p_values)
    assert all(p <= q <= 1 for p, q in zip(p_values, adjusted, strict=True))
    # Holm's procedure as he wrote it: reject from the smallest on, at 0.05 / (how many are left), until one stays
    rejected = set()
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        if p_values[place] * (len(p_values) - rank) >= 0.05:
            break
        rejected.add(place)
    assert {place for place, p in enumerate(adjusted) if p < 0.05} == rejected


def test_the_verdict_in_words() -> None:
    def verdict(first: float, second: float, p_value: float, lower_is_better: bool = False) -> str:
        return Difference("x", first, second, p_value, 10, lower_is_better).verdict

    assert Difference("x", 1, 2, 0.025, 10, is_one_sided=True).verdict == "within chance"
    assert Difference("x", 1, 2, 0.0249, 10, is_one_sided=True).verdict == "better"

    assert verdict(1, 1, 0.001) == "no difference"
    assert verdict(1, 2, 0.05) == "within chance"
    assert (verdict(1, 2, 0.049), verdict(2, 1, 0.049)) == ("better", "worse")
    assert (verdict(1, 2, 0.049, True), verdict(2, 1, 0.049, True)) == ("worse", "better")
