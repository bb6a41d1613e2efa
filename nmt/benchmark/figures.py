"""Measurements and what they add up to: medians, spread, ratios; as JSON and as tables for the terminal."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = 1  # of the JSON file


@dataclass(frozen=True, slots=True)
class Row:
    """One contender's figures in one section, a value for each round."""

    name: str
    values: list[float]
    peak_bytes: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)  # what stands beside the figures in the table
    facts: Mapping[str, Any] = field(default_factory=dict)  # versions and the like, for the file alone

    @property
    def median(self) -> float:
        """Of all rounds."""
        return statistics.median(self.values)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of measurement of several contenders, taken in turns."""

    title: str
    unit: str
    rows: list[Row]
    more_is_better: bool = True
    baseline: str = ""  # the row that the others are compared with; empty = none
    absent: Mapping[str, str] = field(default_factory=dict)  # who could not take part, and why
    notes: Sequence[str] = ()

    def ratio(self, row: Row) -> tuple[float, float, float]:
        """How many times better the baseline is than a row: median, lowest, highest over the rounds.

        Round by round: what disturbs the machine disturbs both, since they were measured one after the other.
        """
        ours = next(other for other in self.rows if other.name == self.baseline)
        pairs = zip(ours.values, row.values, strict=True)
        ratios = [a / b if self.more_is_better else b / a for a, b in pairs]
        return statistics.median(ratios), min(ratios), max(ratios)

    @property
    def has_baseline(self) -> bool:
        """Whether the row to compare with was measured."""
        return any(row.name == self.baseline for row in self.rows)

    def as_dict(self) -> dict[str, Any]:
        """For the JSON file: what was measured, and what follows from it."""
        rows = []
        for row in self.rows:
            described = asdict(row) | {"median": row.median, "low": min(row.values), "high": max(row.values)}
            if self.has_baseline:
                described["baseline_is_better"] = dict(zip(("median", "low", "high"), self.ratio(row), strict=True))
            rows.append(described)
        plain = {"title": self.title, "unit": self.unit, "more_is_better": self.more_is_better}
        compared = {"baseline": self.baseline, "absent": dict(self.absent), "notes": list(self.notes)}
        return plain | compared | {"rows": rows}


def format_section(section: Section) -> str:
    """A table: median and range of each contender, how many times better the baseline is, memory, details."""
    names = list(dict.fromkeys(key for row in section.rows for key in row.details))
    has_memory = any(row.peak_bytes for row in section.rows)
    header = [f"{section.title}, {section.unit}", "median", "lowest", "highest"]
    header += [f"{section.baseline} is x better"] if section.has_baseline else []
    table = [header + (["peak MiB"] if has_memory else []) + names]
    for row in section.rows:
        cells = [row.name, *(format_number(v) for v in (row.median, min(row.values), max(row.values)))]
        if section.has_baseline:
            median, low, high = section.ratio(row)
            is_baseline = row.name == section.baseline
            cells.append("" if is_baseline else f"{median:.2f} ({low:.2f} to {high:.2f})")
        if has_memory:
            cells.append(f"{row.peak_bytes / 2**20:,.0f}" if row.peak_bytes else "")
        table.append(cells + [str(row.details.get(name, "")) for name in names])
    lines = align_columns(table)
    lines += [f"absent: {name}: {why}" for name, why in section.absent.items()]
    return "\n".join([*lines, *section.notes])


def format_number(value: float) -> str:
    """Three digits that mean something, thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def align_columns(table: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table whose first column is aligned at the left and whose others are at the right."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return [
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in table
    ]
