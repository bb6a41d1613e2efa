"""Alignment error rate, precision, recall and F1 against sure and possible links (Och and Ney 2003).

The annotators' sure links S must be found; their possible ones P may be. Of the links A that an aligner gives,

    precision = |A ∩ (S ∪ P)| / |A|          recall = |A ∩ S| / |S|
    AER = 1 - (|A ∩ S| + |A ∩ (S ∪ P)|) / (|A| + |S|)

with all numbers summed over the sentences before they are divided, so long sentences weigh more.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from itertools import zip_longest

from nmt.data.corpus import GoldLinks, Link
from nmt.errors import DataError


@dataclass(frozen=True, slots=True)
class AlignmentScore:
    """Counts of one sentence, or with `+` of many; the rates are between 0 and 1.

    Where there is nothing to divide by, nothing was done wrong: no links given is a precision of 1, no sure
    links to find a recall of 1, and neither of both an error rate of 0.
    """

    given: int = 0  # |A|
    sure: int = 0  # |S|
    given_sure: int = 0  # |A ∩ S|
    given_acceptable: int = 0  # |A ∩ (S ∪ P)|

    def __post_init__(self) -> None:
        if not (0 <= self.given_sure <= self.given_acceptable <= self.given and self.given_sure <= self.sure):
            raise ValueError(f"alignment score: {self} are not the sizes of sets of links")

    def __add__(self, other: AlignmentScore) -> AlignmentScore:
        return AlignmentScore(
            self.given + other.given,
            self.sure + other.sure,
            self.given_sure + other.given_sure,
            self.given_acceptable + other.given_acceptable,
        )

    @property
    def aer(self) -> float:
        """Alignment error rate; lower is better."""
        counted = self.given + self.sure
        return (counted - self.given_sure - self.given_acceptable) / counted if counted else 0.0

    @property
    def precision(self) -> float:
        """Share of the given links that are sure or possible."""
        return self.given_acceptable / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Share of the sure links that were given."""
        return self.given_sure / self.sure if self.sure else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall. It is 1 - AER only where no links are merely possible."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score_links(links: Set[Link], gold: GoldLinks) -> AlignmentScore:
    """The score of one sentence's links (0-based `(src_word, tgt_word)` over the words of `gold`).

    Raises:
        DataError: a link points at no word of the gold.
    """
    src_words, tgt_words = len(gold.src_spans), len(gold.tgt_spans)
    for i, j in links:
        if not (0 <= i < src_words and 0 <= j < tgt_words):
            raise DataError(
                f"link {i}-{j} points outside the gold's {src_words} source and {tgt_words} target words; "
                "were other words aligned?"
            )
    given_sure = len(links & gold.sure)
    return AlignmentScore(len(links), len(gold.sure), given_sure, given_sure + len(links & gold.possible))


def score_corpus(links: Iterable[Set[Link]], gold: Iterable[GoldLinks]) -> AlignmentScore:
    """The score over all sentences; `links` and `gold` in the same order.

    Raises:
        DataError: not as many of one as of the other, or a link that points at no word; the message says in
            which sentence.
    """
    total = AlignmentScore()
    for number, (given, truth) in enumerate(zip_longest(links, gold), start=1):
        if given is None or truth is None:
            more, fewer = ("gold", "an alignment") if given is None else ("an alignment", "gold")
            raise DataError(
                f"alignment score: there is {more} for sentence {number}, but {fewer} only for {number - 1}; "
                "expected as many of one as of the other"
            )
        try:
            total += score_links(given, truth)
        except DataError as error:
            raise DataError(f"sentence {number}: {error}") from None
    return total
