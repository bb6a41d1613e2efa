"""A comparison as plain text for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

from nmt.comparison.facts import Beside, differing
from nmt.comparison.scores import ChangedSentence, SplitComparison
from nmt.evaluation.significance import ALPHA, Difference
from nmt.evaluation.table import MAX_WIDTH, align_columns, in_one_line

MOST_PHENOMENA = 10
WIDEST_VALUE = 16


@dataclass(frozen=True, slots=True)
class Comparison:
    """Runs by name, the first being what the others are held against."""

    names: list[str]
    facts: dict[str, Beside]
    splits: list[SplitComparison]
    notes: list[str] = field(default_factory=list)


def format_comparison(comparison: Comparison) -> str:
    """What differs, then the scores. No newline at the end."""
    names = comparison.names
    blocks = [_format_facts(section, beside, names) for section, beside in comparison.facts.items()]
    blocks += [_format_split(split) for split in comparison.splits]
    blocks += [f"note: {note}" for note in comparison.notes]
    return "\n\n".join(blocks)


def _format_facts(section: str, beside: Beside, names: Sequence[str]) -> str:
    # Of a training its figures are told even where they are the same.
    rows = beside if section == "training" else differing(beside, names)
    if not rows:
        return f"{section}: no difference" if beside else f"{section}: nothing known"
    width = max(WIDEST_VALUE, max(map(len, names)))
    table = [[section, *names]]
    table += [
        [f"  {key}", *(_show(values[name], width) if name in values else "–" for name in names)]
        for key, values in rows.items()
    ]
    return align_columns(table, right=range(1, len(names) + 1))


def _show(value: object, width: int) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "yes", False: "no"}[value]
    return f"{value:,}" if isinstance(value, int) else in_one_line(str(value), width)


def _format_split(split: SplitComparison) -> str:
    notes = [f"note: {note}" for note in split.notes]
    if not split.n_sentences:
        return "\n".join([f"{split.split}: {split.second} against {split.first}", *notes])
    title = f"{split.split}: {split.second} against {split.first}, {split.n_sentences:,} sentences, "
    if split.n_different:
        title += f"{split.n_different:,} translated differently"
    else:
        title += "every translation the same"
    blocks = ["\n".join([title, *notes]), _format_differences(split.scores, "metric", split)]
    if split.phenomena:
        blocks.append(_format_phenomena(split))
    if split.changed:
        changed = [_format_changed(one, split) for one in split.changed]
        blocks.append("\n".join(["translations that changed most, by sentence chrF", *changed]))
    tests = dict.fromkeys(f"{one.signature}{'|p one-sided' * one.is_one_sided}" for one in split.scores)
    blocks.append(
        "\n".join(
            [
                f"tests; within chance: p from {ALPHA:g} on, one-sided from {ALPHA / 2:g} on",
                *(_wrap(test) for test in tests),
            ]
        )
    )
    return "\n\n".join(blocks)


def _format_differences(found: Sequence[Difference], title: str, split: SplitComparison) -> str:
    rows = [[title, split.first, split.second, "difference", "95 % interval", "p", "sentences", ""]]
    for one in found:
        interval = "" if one.low is None or one.high is None else f"{_signed(one.low)} to {_signed(one.high)}"
        rows.append(
            [one.name, f"{one.first:.2f}", f"{one.second:.2f}", _signed(one.value), interval, f"{one.p_value:.4f}",
             f"{one.n_sentences:,}", one.verdict]
        )  # fmt: skip
    return align_columns(rows, right=range(1, 7))


def _signed(value: float) -> str:
    return f"{round(value, 2) + 0.0:+.2f}"  # adding 0 turns -0.0, which shows as such, into 0.0


def _format_phenomena(split: SplitComparison) -> str:
    moved = [one for one in split.phenomena if one.value]
    if not moved:
        return f"phenomena: no difference in any of {len(split.phenomena)}"
    shown = moved[:MOST_PHENOMENA]
    table = _format_differences(shown, "phenomenon, exact %", split)
    left_out = f"{len(moved) - len(shown)} more differ less surely, " if len(moved) > len(shown) else ""
    same = len(split.phenomena) - len(moved)
    return f"{table}\n({left_out}{same} of {len(split.phenomena)} not at all; p is adjusted for their number, Holm)"


def _format_changed(one: ChangedSentence, split: SplitComparison) -> str:
    width = max(len(split.first), len(split.second), len("reference"))
    texts = {"source": one.src, split.first: one.first, split.second: one.second, "reference": one.reference}
    title = in_one_line(f"#{one.id}: {one.first_score:.1f} to {one.second_score:.1f} {' '.join(one.tags)}", MAX_WIDTH)
    return "\n".join([f"  {title}", *(f"    {who:<{width}}  {text}" for who, text in texts.items())])


def _wrap(test: str) -> str:
    return textwrap.fill(test.replace("|", " | "), MAX_WIDTH, initial_indent="  ", subsequent_indent="    ")
