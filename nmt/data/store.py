"""Many sentence pairs in little memory: their UTF-8 text end to end instead of three Python objects each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np

from nmt.data.arrays import IntArray
from nmt.data.corpus import SentencePair


class PairStore(Sequence[SentencePair]):
    """Reads like a list of pairs; 1,000,000 pairs of 13 words take about 160 MB.

    Pairs with gold links, tags or further references are kept as they are.
    """

    def __init__(self, pairs: Iterable[SentencePair] = ()) -> None:
        self._text = bytearray()
        self._ends = array("q", [0])  # of source 0, target 0, source 1, ...
        self._annotated: dict[int, SentencePair] = {}
        self._rows: IntArray | None = None  # which pairs, and in which order; None = all
        for pair in pairs:
            self.append(pair)

    def append(self, pair: SentencePair) -> None:
        """Add a pair at the end; not for a selection."""
        if pair.gold or pair.tags or pair.references:
            self._annotated[len(self)] = pair
        for text in (pair.src, pair.tgt):
            # half a surrogate pair can come out of JSON, and is not ours to judge here
            self._text += text.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._text))

    def select(self, indices: IntArray) -> PairStore:
        """The pairs at `indices`, in that order, sharing this store's text."""
        chosen = PairStore()
        chosen._text, chosen._ends, chosen._annotated = self._text, self._ends, self._annotated
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
        if row in self._annotated:
            return self._annotated[row]
        return SentencePair(self._side(2 * row), self._side(2 * row + 1))

    def _side(self, number: int) -> str:
        return self._text[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")
