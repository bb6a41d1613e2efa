"""Token ids in flat arrays: 2 bytes a token and 8 a sentence, a twentieth of what Python lists take."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

IntArray = np.ndarray[Any, np.dtype[Any]]

# Sentences copied at a time: a position takes four times the memory of the id that it points at.
BLOCK = 65_536


@dataclass(frozen=True, slots=True)
class TokenColumn:
    """Ids of many sentences end to end: sentence i is `ids[offsets[i]:offsets[i + 1]]`."""

    ids: IntArray  # [tokens] uint16, or int32 where the vocabulary needs it
    offsets: IntArray  # [sentences + 1] int64

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, index: int) -> list[int]:
        return self.ids[self.offsets[index] : self.offsets[index + 1]].tolist()  # type: ignore[no-any-return]

    @property
    def lengths(self) -> IntArray:
        """Ids per sentence, [sentences]."""
        return np.diff(self.offsets)

    def slice(self, start: int, stop: int) -> TokenColumn:
        """Sentences `start` up to `stop`, sharing memory with this column where it can."""
        offsets = self.offsets[start : stop + 1]
        return TokenColumn(self.ids[offsets[0] : offsets[-1]], offsets - offsets[0])

    def select(self, indices: IntArray) -> TokenColumn:
        """A new column of the sentences at `indices`, in that order."""
        lengths = self.offsets[indices + 1] - self.offsets[indices]
        offsets = np.concatenate([np.zeros(1, np.int64), lengths.cumsum()])
        ids = np.empty(offsets[-1], self.ids.dtype)
        for start in range(0, len(indices), BLOCK):
            rows = slice(start, start + BLOCK)
            first, last = offsets[start], offsets[min(start + BLOCK, len(indices))]
            shift = np.repeat(self.offsets[indices[rows]] - offsets[rows][: len(indices[rows])], lengths[rows])
            ids[first:last] = self.ids[shift + np.arange(first, last)]
        return TokenColumn(ids, offsets)


@dataclass(frozen=True, slots=True)
class PairArrays:
    """Ids of sentence pairs, without begin and end marks."""

    src: TokenColumn
    tgt: TokenColumn

    def __len__(self) -> int:
        return len(self.src)

    def select(self, indices: IntArray) -> PairArrays:
        """The pairs at `indices`, in that order."""
        return PairArrays(self.src.select(indices), self.tgt.select(indices))

    def fingerprint(self) -> str:
        """SHA-256 of every id and length, in order."""
        digest = hashlib.sha256()
        for column in (self.src, self.tgt):
            digest.update(np.ascontiguousarray(column.offsets, "<i8").data)
            digest.update(np.ascontiguousarray(column.ids, "<i4").data)
        return digest.hexdigest()


class ColumnBuilder:
    """Grows a `TokenColumn`, compactly all the way."""

    def __init__(self, id_limit: int) -> None:
        """Args: id_limit: ids are below this number, which decides how wide they are stored."""
        self._ids = array("H" if id_limit <= 1 << 16 else "i")
        self._offsets = array("q", [0])

    def add_row(self, ids: Sequence[int]) -> None:
        """Append one sentence."""
        self._ids.extend(ids)
        self._offsets.append(len(self._ids))

    def add_column(self, column: TokenColumn) -> None:
        """Append the sentences of a column."""
        self._offsets.frombytes((column.offsets[1:] + len(self._ids)).tobytes())
        self._ids.frombytes(column.ids.astype(self._ids.typecode).tobytes())

    def build(self) -> TokenColumn:
        """All that was added, as a copy."""
        return TokenColumn(np.array(self._ids, self._ids.typecode), np.array(self._offsets, np.int64))
