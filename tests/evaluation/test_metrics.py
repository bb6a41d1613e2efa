from __future__ import annotations

import random

import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER

from nmt.errors import DataError
from nmt.evaluation.metrics import MetricScore, compute_corpus_scores, compute_validation_scores

REFERENCES = [
    ["A man is riding a red bicycle through the town."],
    ["Two young girls play with a small brown dog.", "Two little girls are playing with a small brown dog."],
    ["The woman reads a book in the garden, near the old house."],
    ["I am a student.", "I'm a student.", "I am student."],
]
HYPOTHESES = [
    "A man rides a red bicycle through the town.",
    "Two little girls are playing with a brown dog.",
    "",
    "I am a student.",
]
STREAMS = [[alternatives[i] if i < len(alternatives) else None for alternatives in REFERENCES] for i in range(3)]


def by_name(scores: list[MetricScore]) -> dict[str, MetricScore]:
    return {score.name: score for score in scores}


def test_same_as_sacrebleu_with_as_many_references_as_there_are() -> None:
    scores = by_name(compute_corpus_scores(HYPOTHESES, REFERENCES, n_bootstrap=50))
    assert list(scores) == ["BLEU", "chrF2", "TER"]
    for metric, name in ((BLEU(), "BLEU"), (CHRF(), "chrF2"), (TER(), "TER")):
        expected = metric.corpus_score(HYPOTHESES, STREAMS, n_bootstrap=50)
        assert scores[name].value == pytest.approx(expected.score, abs=1e-9)
        assert scores[name].mean == pytest.approx(expected._mean, abs=1e-4)  # sacreBLEU resamples in float32
        assert scores[name].margin == pytest.approx(expected._ci, abs=1e-4)  # sacreBLEU resamples in float32
        assert scores[name].signature == str(metric.get_signature())


def test_one_reference_each_is_plain_corpus_bleu() -> None:
    references = [alternatives[:1] for alternatives in REFERENCES]
    flat = [alternatives[0] for alternatives in references]
    scores = by_name(compute_corpus_scores(HYPOTHESES, references, n_bootstrap=2))
    assert scores["BLEU"].value == pytest.approx(sacrebleu.corpus_bleu(HYPOTHESES, [flat]).score)
    assert scores["chrF2"].value == pytest.approx(sacrebleu.corpus_chrf(HYPOTHESES, [flat]).score)
    assert scores["TER"].value == pytest.approx(sacrebleu.corpus_ter(HYPOTHESES, [flat]).score)


def test_signatures_say_how_the_scores_were_made() -> None:
    scores = by_name(compute_corpus_scores(HYPOTHESES, REFERENCES))
    version = sacrebleu.__version__
    assert scores["BLEU"].signature == (
        f"nrefs:var|bs:1000|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:{version}"
    )
    for name, parts in (("chrF2", ["nc:6", "nw:0"]), ("TER", ["tok:tercom", "case:lc"])):
        fields = scores[name].signature.split("|")
        assert {"nrefs:var", "bs:1000", "seed:12345", f"version:{version}", *parts} <= set(fields)


def test_interval_holds_the_score_and_narrows_with_more_sentences() -> None:
    def margin(n: int) -> float:
        chance = random.Random(1)
        references = [[" ".join(chance.choices("abcdefgh", k=9))] for _ in range(n)]
        hypotheses = [r if chance.random() < 0.5 else r[::-1] for [r] in references]
        bleu = by_name(compute_corpus_scores(hypotheses, references, n_bootstrap=200))["BLEU"]
        assert bleu.low < bleu.value < bleu.high
        return bleu.margin

    assert margin(160) < 0.7 * margin(40)


def test_the_same_every_time() -> None:
    assert compute_corpus_scores(HYPOTHESES, REFERENCES) == compute_corpus_scores(HYPOTHESES, REFERENCES)


def test_perfect_and_hopeless() -> None:
    flat = [alternatives[0] for alternatives in REFERENCES]
    perfect = by_name(compute_corpus_scores(flat, REFERENCES, n_bootstrap=20))
    assert [round(score.value, 9) for score in perfect.values()] == [100, 100, 0]
    assert [round(score.high, 5) for score in perfect.values()] == [100, 100, 0]
    hopeless = by_name(compute_corpus_scores([""] * 4, [[text] for text in flat], n_bootstrap=20))
    assert [round(score.value, 9) for score in hopeless.values()] == [0, 0, 100]
    assert [round(score.low, 5) for score in hopeless.values()] == [0, 0, 100]
    assert hopeless["BLEU"].margin == 0


def test_interval_stays_on_the_scale() -> None:
    assert MetricScore("BLEU", 99.8, 99.7, 0.5, "").high == 100.0
    assert MetricScore("BLEU", 0.2, 0.3, 0.5, "").low == 0.0
    assert MetricScore("TER", 120.0, 120.0, 5.0, "").high == 125.0
    assert MetricScore("TER", 1.0, 1.0, 0.1, "").lower_is_better


def test_resamples_that_score_zero_beside_others() -> None:
    """sacreBLEU alone stops with a TypeError here."""
    scores = by_name(compute_corpus_scores(["", "", "a b c d"], [["a b"], ["c"], ["a b c d"]]))
    assert scores["BLEU"].low == 0 < scores["BLEU"].value < scores["BLEU"].high


def test_one_sentence() -> None:
    [bleu, *_] = compute_corpus_scores(["I am a good student."], [["I am a good student."]])
    assert (bleu.value, bleu.low, bleu.high) == (pytest.approx(100), pytest.approx(100), pytest.approx(100))


def test_empty_reference_text_is_a_reference() -> None:
    scores = by_name(compute_corpus_scores(["", "a b"], [[""], [""]], n_bootstrap=5))
    assert scores["BLEU"].value == 0


def test_validation_scores_are_those_of_the_full_evaluation() -> None:
    scores = compute_validation_scores(HYPOTHESES, REFERENCES)
    bleu, chrf, _ = compute_corpus_scores(HYPOTHESES, REFERENCES, n_bootstrap=2)
    assert (scores.bleu, scores.chrf) == (bleu.value, chrf.value)
    assert scores.exact_match == 0.25


JAPANESE = ["猫が道を走っている。", "今日は天気がいい。", "犬はどこですか。", "私は本を読みます。"]


@pytest.mark.parametrize(
    ("tgt_lang", "tokenizer"),
    [("ja", "char"), ("jpn_Jpan", "char"), ("th", "char"), ("zh", "zh"), ("zh-Hant", "zh"), ("ZHO", "zh"),
     ("en", "13a"), ("thx", "13a"), ("", "13a")],
)  # fmt: skip
def test_bleu_splits_as_the_language_needs_it(tgt_lang: str, tokenizer: str) -> None:
    hypotheses, references = [*JAPANESE[:3], "私は水を飲みます。"], [[text] for text in JAPANESE]
    expected = BLEU(tokenize=tokenizer).corpus_score(hypotheses, [JAPANESE]).score
    assert (expected > 50) == (tokenizer != "13a")  # by words not even the right ones count
    bleu = compute_corpus_scores(hypotheses, references, 2, tgt_lang)[0]
    assert bleu.value == pytest.approx(expected) and f"|tok:{tokenizer}|" in bleu.signature
    assert compute_validation_scores(hypotheses, references, tgt_lang).bleu == bleu.value


@given(st.lists(st.tuples(st.text(), st.lists(st.text(), min_size=1, max_size=3)), min_size=1, max_size=4))
def test_any_text_gets_scores(pairs) -> None:
    hypotheses, references = [h for h, _ in pairs], [r for _, r in pairs]
    for score in compute_corpus_scores(hypotheses, references, n_bootstrap=3):
        assert 0 <= score.low <= score.high
        assert score.value >= 0


@pytest.mark.parametrize("compute", [compute_corpus_scores, compute_validation_scores])
@pytest.mark.parametrize(
    ("hypotheses", "references", "message"),
    [
        ([], [], "got no sentences, expected at least one"),
        (["a"], [["a"], ["b"]], "got 1 hypotheses and references for 2 sentences"),
        (["a", "b"], [["a"], []], "sentence 2 has no reference"),
    ],
)
def test_lists_that_do_not_pair_up(compute, hypotheses, references, message) -> None:
    with pytest.raises(DataError, match=message):
        compute(hypotheses, references)


def test_one_string_is_not_a_list_of_references() -> None:
    with pytest.raises(TypeError, match="expected a list of references for each sentence, got one string"):
        compute_corpus_scores(["a"], ["a"])
