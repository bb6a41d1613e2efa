"""What every data source yields: a sentence pair, with gold word links where they are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from nmt.errors import DataError

Span = tuple[int, int]
Link = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldLinks:
    """Word alignments of one pair, in the format of the gold files (see `data/README.md`).

    Spans are `[start, end)` character offsets into the raw text; links are 0-based
    `(src_word, tgt_word)`. `possible` excludes `sure`; a predicted link is acceptable if in either.

    Raises:
        DataError: a span is empty, out of order or overlaps its neighbour; a link points at no word;
            or a link is both sure and possible.
    """

    src_spans: tuple[Span, ...]
    tgt_spans: tuple[Span, ...]
    sure: frozenset[Link]
    possible: frozenset[Link] = frozenset()

    def __post_init__(self) -> None:
        _check_spans(self.src_spans, "src_spans")
        _check_spans(self.tgt_spans, "tgt_spans")
        _check_links(self.sure, "sure", len(self.src_spans), len(self.tgt_spans))
        _check_links(self.possible, "possible", len(self.src_spans), len(self.tgt_spans))
        if not self.sure.isdisjoint(self.possible):
            both = sorted(self.sure & self.possible)
            raise DataError(f"gold links {both} are both sure and possible; possible must exclude sure")

    def reversed(self) -> GoldLinks:
        """The same links, read from the target side."""
        sure, possible = (frozenset((j, i) for i, j in links) for links in (self.sure, self.possible))
        return GoldLinks(self.tgt_spans, self.src_spans, sure, possible)


@dataclass(frozen=True, slots=True)
class SentencePair:
    """One sentence and its translation, as raw text.

    `tags` name the phenomena shown, `references` are further correct translations besides `tgt`.

    Raises:
        DataError: a gold span reaches past the end of its text.
    """

    src: str
    tgt: str
    tags: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    gold: GoldLinks | None = None

    def __post_init__(self) -> None:
        if self.gold is None:
            return
        for side, text, spans in (
            ("src", self.src, self.gold.src_spans),
            ("tgt", self.tgt, self.gold.tgt_spans),
        ):
            if spans and spans[-1][1] > len(text):
                raise DataError(
                    f"{side}_spans: span {spans[-1]} reaches past the end of {text!r} ({len(text)} characters); "
                    "expected spans inside the text"
                )

    def reversed(self) -> SentencePair:
        """The pair in the other direction. Further references go: they are in what is now the source language."""
        return SentencePair(self.tgt, self.src, self.tags, gold=self.gold.reversed() if self.gold else None)


def some_of(pairs: Iterable[SentencePair], limit: int) -> Iterator[SentencePair]:
    """At most `limit` pairs: spread over a list, where sources stand one after another; the first ones of a stream."""
    if isinstance(pairs, Sequence) and (count := len(pairs)) > limit:
        return map(pairs.__getitem__, (i * count // limit for i in range(limit)))
    return islice(pairs, limit)


def _check_spans(spans: tuple[Span, ...], name: str) -> None:
    end_before = 0
    for start, end in spans:
        if start < end_before or end <= start:
            raise DataError(
                f"{name}: span ({start}, {end}) is empty or overlaps the word that ends at {end_before}; "
                "spans must be non-empty, in order and disjoint"
            )
        end_before = end


def _check_links(links: Iterable[Link], name: str, src_words: int, tgt_words: int) -> None:
    for i, j in links:
        if not (0 <= i < src_words and 0 <= j < tgt_words):
            raise DataError(
                f"{name}: link ({i}, {j}) points outside the {src_words} source and {tgt_words} target words; "
                "expected smaller numbers, counted from 0"
            )
