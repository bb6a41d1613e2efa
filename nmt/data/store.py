"""Many sentence pairs in little memory: their UTF-8 text end to end instead of three Python objects each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple, overload

import numpy as np

from nmt.data.arrays import IntArray
from nmt.data.corpus import GoldLinks, Link, SentencePair, Span


class _Notes(NamedTuple):
    """What a pair says besides its text. Links as tuples, which take a seventh of what sets do."""

    tags: tuple[str, ...]
    references: tuple[str, ...]
    links: tuple[tuple[Span, ...], tuple[Span, ...], tuple[Link, ...], tuple[Link, ...]] | None

    @classmethod
    def of(cls, pair: SentencePair) -> _Notes:
        gold = pair.gold
        links = None if gold is None else (gold.src_spans, gold.tgt_spans, tuple(gold.sure), tuple(gold.possible))
        return cls(pair.tags, pair.references, links)

    def on(self, src: str, tgt: str) -> SentencePair:
        """The pair again, without the checks that it passed when it was made: they would take most of the time."""
        pair: SentencePair = object.__new__(SentencePair)
        gold: GoldLinks | None = None
        if self.links is not None:
            src_spans, tgt_spans, sure, possible = self.links
            gold = object.__new__(GoldLinks)
            _set_fields(gold, src_spans, tgt_spans, frozenset(sure), frozenset(possible))
        _set_fields(pair, src, tgt, self.tags, self.references, gold)
        return pair


def _set_fields(instance: object, *values: object) -> None:
    instance.__setstate__(values)  # type: ignore[attr-defined]  # what frozen dataclasses with slots are unpickled by


class PairStore(Sequence[SentencePair]):
    """Reads like a list of pairs; a million pairs of 13 words take some 160 MB, with gold links and tags 700 MB."""

    def __init__(self, pairs: Iterable[SentencePair] = ()) -> None:
        self._text = bytearray()
        self._ends = array("q", [0])  # of source 0, target 0, source 1, ...
        self._notes: list[
            _Notes | None
        ] = []  # of pairs with gold links, tags or references; ends with the last of those
        self._rows: IntArray | None = None  # which pairs, and in which order; None = all
        for pair in pairs:
            self.append(pair)

    def append(self, pair: SentencePair) -> None:
        """Add a pair at the end; not for a selection."""
        if pair.gold or pair.tags or pair.references:
            self._notes += [None] * (len(self) - len(self._notes))
            self._notes.append(_Notes.of(pair))
        for text in (pair.src, pair.tgt):
            # half a surrogate pair can come out of JSON, and is not ours to judge here
            self._text += text.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._text))

    def select(self, indices: IntArray) -> PairStore:
        """The pairs at `indices`, in that order, sharing this store's text."""
        chosen = PairStore()
        chosen._text, chosen._ends, chosen._notes = self._text, self._ends, self._notes
        chosen._rows = np.asarray(indices, np.int64) if self._rows is None else self._rows[indices]
        return chosen

    def __len__(self) -> int:
        return len(self._ends) // 2 if self._rows is None else len(self._rows)

    @overload
    def __getitem__(self, index: int) -> SentencePair: ...
    @overload
    def __getitem__(self, index: slice) -> list[SentencePair]: ...
    def __getitem__(self, index: int | slice) -> SentencePair | list[SentencePair]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(f"pair {index} of {len(self)}")
        row = index % len(self) if self._rows is None else int(self._rows[index])
        notes = self._notes[row] if row < len(self._notes) else None
        src, tgt = self._side(2 * row), self._side(2 * row + 1)
        return SentencePair(src, tgt) if notes is None else notes.on(src, tgt)

    def _side(self, number: int) -> str:
        return self._text[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")
