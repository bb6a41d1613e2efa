"""Cutting long lines: nothing is lost, ordinary lines stay as they are, and what cannot stay whole is counted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nmt.data.long_lines import LONGEST_LINE, cut_long_lines


def test_ordinary_lines_stay_as_they_are(caplog: pytest.LogCaptureFixture) -> None:
    lines = ["Je suis étudiant.", "", " ", "\n", "x" * LONGEST_LINE, "é " * (LONGEST_LINE // 2)]
    assert cut_long_lines(lines, "the text") == lines and not caplog.records


@settings(max_examples=200, deadline=None)
@given(
    lengths=st.lists(st.sampled_from([0, 1, 7, 1900, 2099, 3998, 3999, 4000]), max_size=9),
    gap=st.text(" \t\n", min_size=1),
)
def test_lines_are_cut_between_their_words(lengths: list[int], gap: str) -> None:
    line = gap.join("x" * length for length in lengths)
    parts = cut_long_lines([line], "the text")
    assert "".join(parts) == line and max(map(len, parts)) <= LONGEST_LINE
    assert [word for part in parts for word in part.split()] == line.split()


def test_words_that_are_cut_are_counted(caplog: pytest.LogCaptureFixture) -> None:
    line = f"un {'x' * 4001} deux {'y' * 9000} trois"
    parts = cut_long_lines([line, "court"], "the source side")
    assert "".join(parts) == line + "court" and max(map(len, parts)) <= LONGEST_LINE
    assert [len(word) for part in parts for word in part.split()] == [2, 4000, 1, 4, 4000, 4000, 1000, 5, 5]
    (record,) = caplog.records
    assert (
        "the source side: words of more than 4000 characters, cut to learn pieces from: 2 (the longest has 9000)"
        in (record.message)
    )


@pytest.mark.parametrize("line", ["x" * 2_000_000, ("x" * 4000 + " ") * 500, " " * 2_000_000, "x " * 1_000_000])
def test_time_grows_with_the_length_alone(line: str) -> None:
    start = time.process_time()
    assert "".join(cut_long_lines([line], "the text")) == line
    assert time.process_time() - start < 2
