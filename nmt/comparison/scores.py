"""Whether what two runs translate and align differs by more than chance, on the sentences that both were tested on."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from nmt.alignment.aer import AlignmentScore
from nmt.alignment.gold_report import read_gold_report
from nmt.comparison.facts import list_splits, read_language
from nmt.evaluation.report import FILES, read_report
from nmt.evaluation.significance import (
    Array,
    Difference,
    adjust_for_many,
    compare_corpus_scores,
    compare_ratios,
)
from nmt.evaluation.translations import TranslatedSentence, read_translations
from nmt.run import RunDirectory

Item = TypeVar("Item")
Pair = tuple[TranslatedSentence, TranslatedSentence]


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence that two runs translate differently; scores are sentence-level chrF, 0 to 100."""

    id: str  # in the first run's translations
    src: str
    first: str
    second: str
    reference: str
    first_score: float
    second_score: float
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SplitComparison:
    """The second run held against the first on one split.

    `phenomena` have p-values adjusted for their number (Holm), `notes` say what could not be compared and which
    command would change that.
    """

    split: str
    first: str
    second: str
    n_sentences: int = 0
    n_different: int = 0  # translations that are not the same text
    scores: list[Difference] = field(default_factory=list)
    phenomena: list[Difference] = field(default_factory=list)
    changed: list[ChangedSentence] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NamedRun:
    """A run, and what to call it beside others."""

    name: str
    run: RunDirectory

    def files_of(self, split: str) -> tuple[str, ...]:
        """The two files that it was evaluated on under this name; none where it was a split of its configuration."""
        path = self.run.report_path(split)
        context = read_report(path).context if path.exists() else {}
        return tuple(str(context[side]) for side in FILES if side in context)

    def command(self, split: str, files: Sequence[str] = ()) -> str:
        """What evaluates it on a split that it has, or else on two files."""
        if not files and split in list_splits(self.run):
            what = f"--split {split}"
        else:
            src, tgt = map(shlex.quote, files or ("FILE", "FILE"))
            what = f"--src {src} --tgt {tgt}"
        return f"python scripts/evaluate.py --run {self.run.path} {what}"


def compare_split(first: NamedRun, second: NamedRun, split: str, n_examples: int = 5) -> SplitComparison:
    """Everything that both runs' evaluations of a split allow to say.

    Raises:
        DataError: a damaged file of an evaluation.
    """
    empty = SplitComparison(split, first.name, second.name)
    files = first.files_of(split) or second.files_of(split)
    missing = [one for one in (first, second) if not one.run.translations_path(split).exists()]
    if missing:
        return replace(empty, notes=[_describe_missing(one, split, files) for one in missing])
    notes = _compare_contexts(first, second, split)
    sides = [read_translations(one.run.translations_path(split)) for one in (first, second)]
    pairs = _match(sides[0], sides[1], key=lambda sentence: (sentence.src, sentence.references))
    notes += _describe_overlap((first, second), [len(side) for side in sides], len(pairs), split, files)
    if not pairs:
        return replace(empty, notes=notes)
    alignment, alignment_notes = _compare_alignments(first, second, split, files)
    different = [pair for pair in pairs if pair[0].hypothesis != pair[1].hypothesis]
    return replace(
        empty,
        n_sentences=len(pairs),
        n_different=len(different),
        scores=[*_compare_translations(pairs, read_language(first.run)), *alignment],
        phenomena=_compare_phenomena(pairs),
        changed=_most_changed(different, n_examples),
        notes=notes + alignment_notes,
    )


def _describe_missing(one: NamedRun, split: str, files: Sequence[str]) -> str:
    if files or split in list_splits(one.run):
        return f"{one.name} was not evaluated on {split}; do it with: {one.command(split, files)}"
    return (
        f"{one.name} was not evaluated on {split}, and has no split of this name; evaluate each run on a split "
        f"of both, or on the same two files: {one.command(split)}"
    )


def _match(first: Iterable[Item], second: Iterable[Item], key: Callable[[Item], Hashable]) -> list[tuple[Item, Item]]:
    """What has the same key in both, in the first's order; what stands there twice is matched twice."""
    waiting: dict[Hashable, list[Item]] = defaultdict(list)
    for item in second:
        waiting[key(item)].append(item)
    found = []
    for item in first:
        if partners := waiting[key(item)]:
            found.append((item, partners.pop(0)))
    return found


def _describe_overlap(
    sides: Sequence[NamedRun], counts: Sequence[int], n_common: int, split: str, files: Sequence[str]
) -> list[str]:
    if all(count == n_common for count in counts):
        return []
    shorter = sides[int(np.argmin(counts))] if counts[0] != counts[1] else sides[0]
    what = f"{split}: {n_common:,} sentences have the same source and references in both runs"
    have = f"{sides[0].name} has {counts[0]:,}, {sides[1].name} {counts[1]:,}"
    if n_common == min(counts):
        return [f"{what} ({have}); only they are compared; for all of them: {shorter.command(split, files)}"]
    rest = "; only they are compared" if n_common else ", so nothing can be compared"
    both = " and ".join(f"{side.command(split, files)}" for side in sides)
    return [f"{what} ({have}){rest}; for the same test set, evaluate both anew: {both}"]


def _compare_contexts(first: NamedRun, second: NamedRun, split: str) -> list[str]:
    """Whether both were decoded alike."""
    contexts = []
    for one in (first, second):
        if not one.run.report_path(split).exists():
            return []
        contexts.append(read_report(one.run.report_path(split)).context)
    keys = [key for key in contexts[0].keys() | contexts[1].keys() if key not in ("run", *FILES)]
    return [
        f"{split}: evaluated with another {key}: {first.name} {contexts[0].get(key)}, {second.name} "
        f"{contexts[1].get(key)}"
        for key in sorted(keys)
        if contexts[0].get(key) != contexts[1].get(key)
    ]


def _compare_translations(pairs: Sequence[Pair], tgt_lang: str) -> list[Difference]:
    first, second = ([pair[side].hypothesis for pair in pairs] for side in (0, 1))
    corpus = compare_corpus_scores(first, second, [pair[0].references for pair in pairs], tgt_lang=tgt_lang)
    return [*corpus, _in_percent(compare_ratios("exact match %", *_exactness(pairs)))]


def _compare_phenomena(pairs: Sequence[Pair]) -> list[Difference]:
    """The exact match of each tag, those that differ most surely first."""
    by_tag: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for tag in set(pair[0].tags):
            by_tag[tag].append(pair)
    found = [_in_percent(compare_ratios(tag, *_exactness(own))) for tag, own in by_tag.items()]
    found.sort(key=lambda one: (one.p_value, -abs(one.value), one.name))
    adjusted = adjust_for_many([one.p_value for one in found])
    return [replace(one, p_value=p_value) for one, p_value in zip(found, adjusted, strict=True)]


def _exactness(pairs: Sequence[Pair]) -> tuple[Array, Array]:
    first, second = (np.array([[pair[side].exact, 1] for pair in pairs], np.float64) for side in (0, 1))
    return first, second


def _compare_alignments(
    first: NamedRun, second: NamedRun, split: str, files: Sequence[str]
) -> tuple[list[Difference], list[str]]:
    """The alignment error rate on the references with gold links, and what stands against comparing it."""
    paths = [one.run.gold_alignment_path(split) for one in (first, second)]
    if not any(path.exists() for path in paths):
        return [], []  # no gold links, or no alignments, in either
    missing = [one for one, path in zip((first, second), paths, strict=True) if not path.exists()]
    if missing:
        one = missing[0]
        return [], [
            f"{split}: no gold_alignment.json in {one.name}; if it learns alignments, write it with: "
            f"{one.command(split, files)}"
        ]
    sides = [read_gold_report(path).sentences for path in paths]
    pairs = _match(sides[0], sides[1], key=lambda sentence: (sentence.src, sentence.tgt, sentence.score.sure))
    if not pairs:
        return [], [f"{split}: no sentence with the same gold links in both runs; AER is not compared"]
    scores = [np.array([_errors(pair[side].score) for pair in pairs], np.float64) for side in (0, 1)]
    return [_in_percent(compare_ratios("AER %", scores[0], scores[1], lower_is_better=True))], []


def _errors(score: AlignmentScore) -> tuple[int, int]:
    """Numerator and denominator of a sentence's alignment error rate."""
    counted = score.given + score.sure
    return counted - score.given_sure - score.given_acceptable, counted


def _in_percent(one: Difference) -> Difference:
    assert one.low is not None and one.high is not None
    return replace(one, first=100 * one.first, second=100 * one.second, low=100 * one.low, high=100 * one.high)


def _most_changed(different: Sequence[Pair], count: int) -> list[ChangedSentence]:
    """By the difference in sentence-level chrF, in either direction."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    changed = [
        ChangedSentence(
            one.id, one.src, one.hypothesis, other.hypothesis, one.references[0],
            metric.sentence_score(one.hypothesis, one.references).score,
            metric.sentence_score(other.hypothesis, one.references).score,
            one.tags,
        )
        for one, other in different
    ]  # fmt: skip
    changed.sort(key=lambda one: abs(one.second_score - one.first_score), reverse=True)
    return changed[:count]
