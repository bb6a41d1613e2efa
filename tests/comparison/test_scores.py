"""Whether runs differ by more than chance, on invented evaluations whose truth is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from nmt.comparison.scores import NamedRun, SplitComparison, compare_split
from nmt.evaluation.significance import Difference
from nmt.evaluation.translations import read_translations
from tests.comparison.invented_runs import REFERENCES, TAGS, align, evaluate, invent_run

N = len(REFERENCES)


@pytest.fixture
def runs(tmp_path: Path) -> tuple[NamedRun, NamedRun]:
    return NamedRun("a", invent_run(tmp_path / "a")), NamedRun("b", invent_run(tmp_path / "b"))


def by_name(found: list[Difference]) -> dict[str, Difference]:
    return {one.name: one for one in found}


def test_identical_runs_come_out_as_no_difference(runs: tuple[NamedRun, NamedRun]) -> None:
    for one in runs:
        evaluate(one.run, wrong=range(0, N, 7))
        align(one.run, [3] * N)
    result = compare_split(*runs, "test")
    assert result.n_sentences == N and result.n_different == 0 and result.changed == [] and result.notes == []
    assert set(by_name(result.scores)) == {"BLEU", "chrF2", "exact match %", "AER %"}
    for found in (*result.scores, *result.phenomena):
        assert (found.value, found.p_value, found.verdict) == (0, 1, "no difference")


def test_scores_are_those_of_the_translations(runs: tuple[NamedRun, NamedRun]) -> None:
    evaluate(runs[0].run, wrong=range(0, N, 3))
    evaluate(runs[1].run, wrong=range(0, N, 2))
    found = by_name(compare_split(*runs, "test").scores)
    for side, attribute in enumerate(("first", "second")):
        sentences = read_translations(runs[side].run.translations_path("test"))
        hypotheses, streams = [s.hypothesis for s in sentences], [[s.references[0] for s in sentences]]
        assert getattr(found["BLEU"], attribute) == BLEU().corpus_score(hypotheses, streams).score
        assert getattr(found["chrF2"], attribute) == CHRF().corpus_score(hypotheses, streams).score
        exact = 100 * np.mean([s.hypothesis == s.references[0] for s in sentences])
        assert getattr(found["exact match %"], attribute) == pytest.approx(exact)


def test_bleu_splits_as_the_language_of_the_runs_needs_it(tmp_path: Path) -> None:
    runs = [NamedRun(name, invent_run(tmp_path / name, {"data": {"tgt_lang": "ja"}})) for name in ("a", "b")]
    for one in runs:
        evaluate(one.run)
    assert "|tok:char|" in by_name(compare_split(runs[0], runs[1], "test").scores)["BLEU"].signature


def test_a_big_difference_is_more_than_chance_everywhere(runs: tuple[NamedRun, NamedRun]) -> None:
    evaluate(runs[0].run, wrong=range(0, N, 2))
    evaluate(runs[1].run)
    align(runs[0].run, [2, 3] * (N // 2))
    align(runs[1].run, [4] * N)
    result = compare_split(*runs, "test")
    for found in (*result.scores, *result.phenomena):
        assert found.p_value < 0.01 and found.verdict == "better", found
    aer = by_name(result.scores)["AER %"]
    assert (aer.first, aer.second) == pytest.approx((37.5, 0)) and aer.lower_is_better
    back = compare_split(runs[1], runs[0], "test")
    assert {found.verdict for found in (*back.scores, *back.phenomena)} == {"worse"}


def test_mistakes_at_other_places_are_chance(runs: tuple[NamedRun, NamedRun]) -> None:
    evaluate(runs[0].run, wrong=range(0, N, 7))
    evaluate(runs[1].run, wrong=range(1, N, 7))
    align(runs[0].run, [3, 4] * (N // 2))
    align(runs[1].run, [4, 3] * (N // 2))
    result = compare_split(*runs, "test")
    assert result.n_different == len(range(0, N, 7)) + len(range(1, N, 7))
    for found in (*result.scores, *result.phenomena):
        assert found.p_value > 0.1 and found.verdict in ("within chance", "no difference"), found


def test_one_phenomenon_that_broke_stands_first(runs: tuple[NamedRun, NamedRun]) -> None:
    evaluate(runs[0].run)
    evaluate(runs[1].run, wrong=range(1, N, 3))  # every sentence with the second tag
    result = compare_split(*runs, "test")
    assert result.phenomena[0].name == TAGS[1]
    assert [one.verdict for one in result.phenomena] == ["worse", "no difference", "no difference"]
    assert {one.n_sentences for one in result.phenomena} == {N // 3}
    # adjusted for three tests: three times the smallest p-value of 10,000 resamples
    assert result.phenomena[0].p_value == pytest.approx(3 / 10_001)


def test_the_sentences_that_changed_most(runs: tuple[NamedRun, NamedRun]) -> None:
    evaluate(runs[0].run, wrong=[0, 5])
    evaluate(runs[1].run, wrong=[5, 9, 11])
    changed = compare_split(*runs, "test", n_examples=2).changed
    everything = compare_split(*runs, "test", n_examples=99).changed
    assert changed == everything[:2] and {one.id for one in everything} == {"1", "10", "12"}
    moves = [abs(one.second_score - one.first_score) for one in everything]
    assert moves == sorted(moves, reverse=True)
    one = next(one for one in everything if one.id == "1")
    assert one.reference == one.second == REFERENCES[0] != one.first and one.tags == (TAGS[0],)
    assert one.first_score == CHRF().sentence_score(one.first, [REFERENCES[0]]).score


def notes_of(result: SplitComparison) -> str:
    return "\n".join(result.notes)


def test_a_run_without_an_evaluation(runs: tuple[NamedRun, NamedRun]) -> None:
    a, b = runs
    evaluate(a.run)
    result = compare_split(a, b, "test")
    assert (result.n_sentences, result.scores) == (0, [])
    assert result.notes == [
        f"b was not evaluated on test; do it with: python scripts/evaluate.py --run {b.run.path} --split test"
    ]
    assert [note.split()[0] for note in compare_split(a, b, "validation").notes] == ["a", "b"]
    assert compare_split(a, b, "teacher_test").notes[0].endswith("--split teacher_test")  # of the toy; any run knows it


def test_a_split_that_a_run_does_not_have_is_not_offered(runs: tuple[NamedRun, NamedRun], tmp_path: Path) -> None:
    a, b = NamedRun("a", invent_run(tmp_path / "a", {"data": {"test": {"test_2016": []}}})), runs[1]
    evaluate(a.run, split="test_2016")
    assert compare_split(a, b, "test_2016").notes == [
        "b was not evaluated on test_2016, and has no split of this name; evaluate each run on a split of both, or on "
        f"the same two files: python scripts/evaluate.py --run {b.run.path} --src FILE --tgt FILE"
    ]
    assert compare_split(b, a, "test_2016").notes == compare_split(a, b, "test_2016").notes


def test_files_that_one_run_was_evaluated_on_are_named_whole(runs: tuple[NamedRun, NamedRun]) -> None:
    a, b = runs
    evaluate(b.run, split="f.fr", src="/my texts/f.fr", tgt="/my texts/f.en")
    command = f"python scripts/evaluate.py --run {a.run.path} --src '/my texts/f.fr' --tgt '/my texts/f.en'"
    assert compare_split(a, b, "f.fr").notes == [f"a was not evaluated on f.fr; do it with: {command}"]
    evaluate(a.run, split="f.fr", n=40, src="/elsewhere/f.fr", tgt="/elsewhere/f.en")
    [note] = compare_split(b, a, "f.fr").notes  # where the files lie is no other way to decode
    assert note.endswith(f"for all of them: {command}")


def test_fewer_sentences_in_one_run(runs: tuple[NamedRun, NamedRun]) -> None:
    a, b = runs
    evaluate(a.run, wrong=[1])
    evaluate(b.run, wrong=[2], n=40)
    result = compare_split(a, b, "test")
    assert result.n_sentences == 40 and by_name(result.scores)["exact match %"].value == 0
    assert result.notes == [
        f"test: 40 sentences have the same source and references in both runs (a has {N}, b 40); only they are "
        f"compared; for all of them: python scripts/evaluate.py --run {b.run.path} --split test"
    ]


def test_other_test_sets(runs: tuple[NamedRun, NamedRun]) -> None:
    a, b = runs
    evaluate(a.run)
    evaluate(b.run)
    path = b.run.translations_path("test")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("the dog", "the wolf"), encoding="utf-8")
    result = compare_split(a, b, "test")
    assert result.n_sentences == N - N // 5
    assert "only they are compared; for the same test set, evaluate both anew: python scripts/" in notes_of(result)
    path.write_text(text.replace("phrase", "autre phrase"), encoding="utf-8")
    result = compare_split(a, b, "test")
    assert (result.n_sentences, result.scores) == (0, [])
    assert f"in both runs (a has {N}, b {N}), so nothing can be compared; for the same" in notes_of(result)


def test_the_order_of_sentences_does_not_matter(runs: tuple[NamedRun, NamedRun]) -> None:
    a, b = runs
    for one in runs:
        evaluate(one.run, wrong=range(0, N, 7))
    path = b.run.translations_path("test")
    header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([header, *reversed(lines)]), encoding="utf-8")
    assert compare_split(a, b, "test").n_different == 0


def test_other_ways_to_decode_are_said(runs: tuple[NamedRun, NamedRun]) -> None:
    evaluate(runs[0].run)
    evaluate(runs[1].run, beam_size=1)
    assert compare_split(*runs, "test").notes == ["test: evaluated with another beam_size: a 5, b 1"]


def test_alignments_of_one_run_only_or_of_other_links(runs: tuple[NamedRun, NamedRun]) -> None:
    a, b = runs
    for one in runs:
        evaluate(one.run)
    align(a.run, [4] * N)
    result = compare_split(a, b, "test")
    assert "AER %" not in by_name(result.scores)
    assert result.notes == [
        "test: no gold_alignment.json in b; if it learns alignments, write it with: python scripts/evaluate.py --run "
        f"{b.run.path} --split test"
    ]
    align(b.run, [])
    assert compare_split(a, b, "test").notes == [
        "test: no sentence with the same gold links in both runs; AER is not compared"
    ]
