"""Flat arrays hold the rows that went in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.data import arrays
from nmt.data.arrays import ColumnBuilder, PairArrays, TokenColumn

Rows = list[list[int]]
rows_of_ids = st.lists(st.lists(st.integers(0, 65_535), max_size=6), max_size=12)


def column_of(rows: Rows, id_limit: int = 1 << 16) -> TokenColumn:
    builder = ColumnBuilder(id_limit)
    for row in rows:
        builder.add_row(row)
    return builder.build()


def rows_in(column: TokenColumn) -> Rows:
    return [column[i] for i in range(len(column))]


@given(rows_of_ids, st.data())
def test_rows_are_built_sliced_and_selected(rows: Rows, data: st.DataObject) -> None:
    column = column_of(rows)
    assert rows_in(column) == rows and column.lengths.tolist() == [len(row) for row in rows]
    start, stop = sorted(data.draw(st.tuples(st.integers(0, len(rows)), st.integers(0, len(rows)))))
    assert rows_in(column.slice(start, stop)) == rows[start:stop]
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1)) if rows else st.just([]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays, "BLOCK", data.draw(st.integers(1, 5)))
        assert rows_in(column.select(np.array(chosen, np.int64))) == [rows[i] for i in chosen]
    builder = ColumnBuilder(1 << 16)
    builder.add_column(column.slice(start, stop))
    builder.add_row([1, 2])
    builder.add_column(column)
    assert rows_in(builder.build()) == [*rows[start:stop], [1, 2], *rows]


def test_ids_are_as_narrow_as_the_vocabulary_allows() -> None:
    assert column_of([[65_535]]).ids.dtype == np.uint16
    assert rows_in(column_of([[65_536]], 65_537)) == [[65_536]]


def test_a_fingerprint_tells_contents_apart_but_not_their_width() -> None:
    def fingerprint(rows: Rows, id_limit: int = 1 << 16) -> str:
        return PairArrays(column_of(rows, id_limit), column_of([[1]])).fingerprint()

    assert fingerprint([[1, 2], [3]]) == fingerprint([[1, 2], [3]], 1 << 20)
    assert len({fingerprint([[1, 2], [3]]), fingerprint([[1], [2, 3]]), fingerprint([[1, 2], [4]])}) == 3
