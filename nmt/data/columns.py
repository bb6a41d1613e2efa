"""Which columns of a table hold the two sides, and the pair in each of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nmt.config import DataConfig, FilesSource, HubSource
from nmt.data.corpus import SentencePair
from nmt.errors import DataError

# The hub's shape for parallel text: one column that holds {"fr": ..., "en": ...}
TRANSLATION = "translation"
# What JSON can spell and UTF-8 cannot, and what marks binary data.
NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns of both sides; `inside` a column of theirs, if any."""

    src: str
    tgt: str
    inside: str | None = None

    @property
    def outer(self) -> list[str]:
        """Columns of the table that are needed at all."""
        return [self.inside] if self.inside else list(dict.fromkeys([self.src, self.tgt]))

    def read(self, row: Mapping[str, Any], place: str) -> SentencePair:
        """The pair in a row.

        Raises:
            DataError: a side is missing or not text; `place` (file:line, or data set and row) says where.
        """
        cells: Any = row.get(self.inside) if self.inside else row
        if not isinstance(cells, Mapping):
            raise DataError(f"{place}: {self.inside} is {_what(cells)}; expected an object with both languages")
        return SentencePair(_text(cells, self.src, place), _text(cells, self.tgt, place))


def find_columns(row: Mapping[str, Any], source: FilesSource | HubSource, data: DataConfig, place: str) -> Columns:
    """Where the sides are, judged by the first row.

    As the source says; else under `translation` by language code; else in columns named by language code.

    Raises:
        DataError: there are no such columns; the message lists those that there are.
    """
    src, tgt = source.src_column, source.tgt_column
    if isinstance(src, int) or isinstance(tgt, int):
        raise DataError(f"{place}: columns have numbers only in .tsv files; expected names, such as {list(row)}")
    if src is not None and tgt is not None:
        missing = [name for name in (src, tgt) if name not in row]
        if missing:
            raise DataError(f"{place}: no column {' or '.join(map(repr, missing))}; there are {list(row)}")
        return Columns(src, tgt)
    codes = (data.src_lang, data.tgt_lang)
    inside = row.get(TRANSLATION)
    if isinstance(inside, Mapping):
        if all(code in inside for code in codes):
            return Columns(*codes, inside=TRANSLATION)
        raise DataError(
            f"{place}: no translation into {' and '.join(map(repr, codes))}; there are {list(inside)}; set "
            "data.src_lang and data.tgt_lang"
        )
    if all(code in row for code in codes):
        return Columns(*codes)
    raise DataError(
        f"{place}: no columns {codes[0]!r} and {codes[1]!r}, nor {TRANSLATION!r}; there are {list(row)}; set "
        "src_column and tgt_column"
    )


def refuse_twins(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """For `json.loads`, which of two values under one key keeps the last and drops the other without a word.

    Raises:
        ValueError: a key is there twice.
    """
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key[:40]!r} twice")
        found[key] = value
    return found


def _text(cells: Mapping[str, Any], column: str, place: str) -> str:
    if column not in cells:
        raise DataError(f"{place}: {column!r} is missing; there are {list(cells)}")
    value = cells[column]
    if not isinstance(value, str):
        raise DataError(f"{place}: {column!r} is {_what(value)}; expected text")
    if NO_TEXT.search(value):
        raise DataError(
            f"{place}: {column!r} is {value[:40]!r}, with NUL or half a surrogate pair in it; expected text"
        )
    return value


def _what(value: object) -> str:
    return "null" if value is None else f"{type(value).__name__} {str(value)[:40]!r}"
