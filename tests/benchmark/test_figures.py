"""Medians, ratios and tables."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from nmt.benchmark.figures import Row, Section, format_number, format_section

RATES = Section(
    "training",
    "tokens/s",
    [Row("ours", [200.0, 100.0, 300.0], 2**21, {"peak %": "12.5"}), Row("theirs", [50.0, 50.0, 100.0], 2**20)],
    baseline="ours",
    absent={"gone": "its process has ended"},
    notes=["a note"],
)


def test_ratios_are_taken_round_by_round() -> None:
    assert RATES.ratio(RATES.rows[1]) == (3.0, 2.0, 4.0)  # of 4, 2 and 3
    times = Section("latency", "ms", [Row("ours", [2.0]), Row("theirs", [6.0])], more_is_better=False, baseline="ours")
    assert times.ratio(times.rows[1]) == (3.0, 3.0, 3.0)


@given(st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=7))
def test_the_baseline_is_as_good_as_itself(values: list[float]) -> None:
    section = Section("x", "y", [Row("ours", values)], baseline="ours")
    assert section.ratio(section.rows[0]) == (1.0, 1.0, 1.0)
    assert min(values) <= section.rows[0].median <= max(values)


def test_the_table_shows_everything() -> None:
    lines = format_section(RATES).splitlines()
    assert lines[0].split() == "training, tokens/s median lowest highest ours is x better peak MiB peak %".split()
    assert lines[1].split() == ["ours", "200", "100", "300", "2", "12.5"]
    assert lines[2].split() == ["theirs", "50.0", "50.0", "100", "3.00", "(2.00", "to", "4.00)", "1"]
    assert lines[3:] == ["absent: gone: its process has ended", "a note"]
    assert len({len(line) for line in lines[:3]}) == 1  # columns are aligned


def test_without_its_baseline_a_section_compares_nothing() -> None:
    lonely = Section("training", "tokens/s", RATES.rows[1:], baseline="ours")
    assert "better" not in format_section(lonely)
    assert "baseline_is_better" not in lonely.as_dict()["rows"][0]


def test_the_file_has_every_figure_and_what_follows_from_it() -> None:
    stored = json.loads(json.dumps(RATES.as_dict()))
    assert stored["absent"] == {"gone": "its process has ended"} and stored["unit"] == "tokens/s"
    ours, theirs = stored["rows"]
    assert (ours["values"], ours["median"], ours["low"], ours["high"]) == ([200, 100, 300], 200, 100, 300)
    assert theirs["baseline_is_better"] == {"median": 3.0, "low": 2.0, "high": 4.0}


def test_numbers_have_three_digits() -> None:
    assert [format_number(value) for value in (12345.6, 99.96, 12.34, 0.123)] == ["12,346", "100.0", "12.3", "0.12"]
