"""Many sentence pairs in little memory: their UTF-8 text end to end instead of three Python objects each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import overload

import numpy as np

from nmt.data.arrays import IntArray
from nmt.data.corpus import GoldLinks, SentencePair


def texts_of(pairs: Iterable[SentencePair]) -> Iterator[tuple[str, str]]:
    """Source and target of each pair, the quick way where there is one."""
    return pairs.texts() if isinstance(pairs, PairStore) else ((pair.src, pair.tgt) for pair in pairs)


class PairStore(Sequence[SentencePair]):
    """Reads like a list of pairs; a million pairs of 13 words take some 160 MB, with gold links and tags 450 MB."""

    def __init__(self, pairs: Iterable[SentencePair] = ()) -> None:
        self._text = bytearray()
        self._ends = array("q", [0])  # of source 0, target 0, source 1, ...
        self._gold = _Numbers()
        self._tags = _Numbers()  # places in `_tag_names`
        self._tag_names: list[str] = []
        self._tag_places: dict[str, int] = {}
        self._references: dict[int, tuple[str, ...]] = {}
        self._rows: IntArray | None = None  # which pairs, and in which order; None = all
        for pair in pairs:
            self.append(pair)

    def append(self, pair: SentencePair) -> None:
        """Add a pair at the end; not for a selection."""
        row = len(self)
        if pair.gold:
            self._gold.put(row, _flat(pair.gold))
        if pair.tags:
            self._tags.put(row, [self._place_of(tag) for tag in pair.tags])
        if pair.references:
            self._references[row] = pair.references
        for text in (pair.src, pair.tgt):
            # half a surrogate pair can come out of JSON, and is not ours to judge here
            self._text += text.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._text))

    def select(self, indices: IntArray) -> PairStore:
        """The pairs at `indices`, in that order, sharing this store's text."""
        chosen = PairStore()
        chosen.__dict__ |= self.__dict__
        chosen._rows = np.asarray(indices, np.int64) if self._rows is None else self._rows[indices]
        return chosen

    def texts(self) -> Iterator[tuple[str, str]]:
        """Source and target of each pair: a third of the work that making the pairs is."""
        return (self._sides(self._row(index)) for index in range(len(self)))

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
        row = self._row(index % len(self))
        tags = tuple([self._tag_names[place] for place in self._tags.get(row)])
        gold = _from_flat(numbers) if (numbers := self._gold.get(row)) else None
        pair: SentencePair = object.__new__(SentencePair)  # it was checked when it was made
        _set_fields(pair, *self._sides(row), tags, self._references.get(row, ()), gold)
        return pair

    def _place_of(self, tag: str) -> int:
        place = self._tag_places.setdefault(tag, len(self._tag_names))
        if place == len(self._tag_names):
            self._tag_names.append(tag)
        return place

    def _row(self, index: int) -> int:
        return index if self._rows is None else int(self._rows[index])

    def _sides(self, row: int) -> tuple[str, str]:
        return self._side(2 * row), self._side(2 * row + 1)

    def _side(self, number: int) -> str:
        return self._text[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")


class _Numbers:
    """Some rows have numbers, end to end: a tenth of what lists of them take."""

    def __init__(self) -> None:
        self._numbers = array("i")
        self._ends = array("q", [0])  # of row 0, 1, ... up to the last that has any

    def put(self, row: int, numbers: Iterable[int]) -> None:
        """Keeps the numbers of `row`, which comes after all that are kept."""
        self._ends.extend([self._ends[-1]] * (row + 1 - len(self._ends)))
        self._numbers.extend(numbers)
        self._ends.append(len(self._numbers))

    def get(self, row: int) -> list[int]:
        """The numbers of `row`; none for one without."""
        if row + 1 >= len(self._ends):
            return []
        return self._numbers[self._ends[row] : self._ends[row + 1]].tolist()


def _flat(gold: GoldLinks) -> Iterator[int]:
    """How many spans, spans, links and links there are; then the two numbers of each of them."""
    groups = (gold.src_spans, gold.tgt_spans, gold.sure, gold.possible)
    return chain(map(len, groups), chain.from_iterable(chain.from_iterable(groups)))


def _from_flat(numbers: list[int]) -> GoldLinks:
    """The links again, without the checks that they passed when they were made."""
    n_src, n_tgt, n_sure, _ = numbers[:4]
    one_by_one = iter(numbers[4:])
    twos = tuple(zip(one_by_one, one_by_one, strict=True))
    sure = n_src + n_tgt
    possible = sure + n_sure
    gold: GoldLinks = object.__new__(GoldLinks)
    _set_fields(gold, twos[:n_src], twos[n_src:sure], frozenset(twos[sure:possible]), frozenset(twos[possible:]))
    return gold


def _set_fields(instance: object, *values: object) -> None:
    instance.__setstate__(values)  # type: ignore[attr-defined]  # what frozen dataclasses with slots are unpickled by
