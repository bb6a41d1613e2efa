"""Heat maps of alignments as PNG, SVG or PDF: source above from left to right, target downwards.

Squares from 0 (light) to 1 (dark) in one hue, which every kind of colour vision orders alike; gold links are
outlined, and what goes to no source word stands apart, in a last column of its own. Needs matplotlib, the extra `viz`.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from nmt.alignment.merging import assign_to_words
from nmt.alignment.records import AlignmentRecord
from nmt.alignment.weights import FloatArray
from nmt.errors import DataError
from nmt.viz.pictures import check_format, save_figure
from nmt.viz.terminal import measure_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Unit = Literal["word", "piece"]

CELL = 0.3  # inches
CELL_WITH_NUMBER = 0.42
MOST_NUMBERS = 15  # tokens on the longer side up to which the values are printed
NULL_GAP = 0.5  # cells between the source and the column of null
CHARACTER = 0.08  # inches of a label's length
COLOURS = "Blues"
INK = "#1a1e29"
GOLD = "#e69f00"
DARK = 0.68  # weights from here on are so dark that white is read more easily than INK


@dataclass(frozen=True, slots=True)
class _Map:
    """One heat map: tokens, weights [tgt, src], null [tgt], and gold links as {(source, target): is sure}."""

    src: list[str]
    tgt: list[str]
    weights: FloatArray
    null: FloatArray
    gold: dict[tuple[int, int], bool]
    title: str

    @property
    def cell(self) -> float:
        return CELL_WITH_NUMBER if self.has_numbers else CELL

    @property
    def has_numbers(self) -> bool:
        return max(len(self.src) + 1, len(self.tgt)) <= MOST_NUMBERS + 1

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in inches, labels included."""
        labels = [max(map(measure_width, side), default=1) * CHARACTER + 0.15 for side in (self.tgt, self.src)]
        columns = len(self.src) + NULL_GAP + 1
        return columns * self.cell + labels[0], max(len(self.tgt), 1) * self.cell + labels[1] + 0.1


def save_heatmap(
    record: AlignmentRecord, output_path: str | os.PathLike[str], unit: Unit = "word", title: str | None = None
) -> Path:
    """Draw one record's alignment into a file whose ending says the format; returns its path.

    Args:
        unit: "word" or "piece".
        title: default: the number of the sentence.

    Raises:
        DataError: a file name that ends in none of `nmt.viz.pictures.FORMATS`.
    """
    return save_sheet([record], output_path, unit, columns=1, titles=[title or f"#{record.id}"])


def save_sheet(
    records: Sequence[AlignmentRecord],
    output_path: str | os.PathLike[str],
    unit: Unit = "word",
    columns: int = 3,
    titles: Sequence[str] | None = None,
) -> Path:
    """Draw many records, `columns` beside each other, all cells of a row in one size; returns the path.

    Raises:
        DataError: no records, or a file name that ends in none of `nmt.viz.pictures.FORMATS`.
    """
    path = Path(output_path)
    check_format(path, "heat maps")
    if not records:
        raise DataError(f"{path}: no records to draw a heat map of; expected at least one")
    names = titles or [f"#{record.id}" for record in records]
    return save_figure(draw_sheet(records, names, unit, columns), path)


def draw_sheet(
    records: Sequence[AlignmentRecord], titles: Sequence[str], unit: Unit = "word", columns: int = 3
) -> Figure:
    """The figure that `save_sheet` writes; at least one record, and a title for each."""
    maps = [_take_map(record, unit, title) for record, title in zip(records, titles, strict=True)]
    return _draw_sheet(maps, min(columns, len(maps)))


def _take_map(record: AlignmentRecord, unit: Unit, title: str) -> _Map:
    if unit == "piece":
        src, tgt = list(record.src_pieces), list(record.tgt_pieces)
        weights, null, spans = record.weights, record.null, (record.src_offsets, record.tgt_offsets)
    else:
        src = [record.source[start:end] for start, end in record.src_words]
        tgt = [record.target[start:end] for start, end in record.tgt_words]
        weights, null, spans = record.word_weights, record.word_null, (record.src_words, record.tgt_words)
    gold: dict[tuple[int, int], bool] = {}
    if record.gold is not None:
        of_word = [
            assign_to_words(words, own)
            for words, own in zip((record.gold.src_spans, record.gold.tgt_spans), spans, strict=True)
        ]
        for links, is_sure in ((record.gold.possible, False), (record.gold.sure, True)):
            gold |= {(i, j): is_sure for a, b in links for i in of_word[0][a] for j in of_word[1][b]}
    shape = (len(tgt), len(src))
    return _Map(src, tgt, np.asarray(weights, float).reshape(shape), np.asarray(null, float), gold, title)


def _draw_sheet(maps: Sequence[_Map], columns: int) -> Figure:
    """Each map in a place as large as the largest of its row and column, at its own true size."""
    from matplotlib.figure import Figure

    rows = math.ceil(len(maps) / columns)
    sizes = [one.size for one in maps]
    widths = [max(width for width, _ in sizes[column::columns]) for column in range(columns)]
    heights = [max(height for _, height in sizes[row * columns : (row + 1) * columns]) for row in range(rows)]
    margin, bar = 0.3, 0.75
    whole = sum(widths) + margin * (columns + 1) + bar, sum(heights) + margin * (rows + 1)
    figure = Figure(figsize=whole, facecolor="white")
    image: Any = None
    tops = []
    for k, one in enumerate(maps):
        row, column = divmod(k, columns)
        label = sizes[k][0] - (len(one.src) + NULL_GAP + 1) * one.cell
        left = margin * (column + 1) + sum(widths[:column]) + label
        height = max(len(one.tgt), 1) * one.cell
        top = whole[1] - margin * (row + 1) - sum(heights[:row]) - (sizes[k][1] - height)
        tops.append(top)
        width = (len(one.src) + NULL_GAP + 1) * one.cell
        image = _draw_map(_add_axes(figure, left, top - height, width, height), one)
    tall = min(max(tops[0] - margin, 1.0), 2.5)
    bar_axes = _add_axes(figure, whole[0] - bar, tops[0] - tall, 0.14, tall)
    figure.colorbar(image, cax=bar_axes, ticks=[0, 0.25, 0.5, 0.75, 1]).outline.set_visible(False)
    bar_axes.tick_params(labelsize=8, length=2)
    return figure


def _add_axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes at a place in inches."""
    across, up = figure.get_size_inches()
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _draw_map(axes: Axes, one: _Map) -> Any:
    """Draw into axes that are as large as the cells; returns the image, for the colour bar."""
    n_src, n_tgt = len(one.src), len(one.tgt)
    style: dict[str, Any] = {"cmap": COLOURS, "vmin": 0, "vmax": 1, "aspect": "auto", "interpolation": "nearest"}
    last = n_src + NULL_GAP  # the middle of the column of null
    image = axes.imshow(np.zeros((1, 1)), extent=(-2, -1, -2, -1), **style)
    if n_src and n_tgt:
        image = axes.imshow(one.weights, extent=(-0.5, n_src - 0.5, n_tgt - 0.5, -0.5), **style)
    if n_tgt:
        axes.imshow(one.null[:, None], extent=(last - 0.5, last + 0.5, n_tgt - 0.5, -0.5), **style)
    axes.set(xlim=(-0.5, last + 0.5), ylim=(max(n_tgt, 1) - 0.5, -0.5))
    axes.set_xticks([*range(n_src), last], labels=[*one.src, "∅"], rotation=90)
    axes.set_yticks(range(n_tgt), labels=one.tgt)
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0, labelsize=10, colors=INK)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_parse_math(False)  # a `$` in a sentence is no formula
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.text(-0.6, -0.75, one.title, ha="right", va="bottom", fontsize=8, color="#5a6072", parse_math=False)
    _draw_grid(axes, n_src, n_tgt, last)
    _draw_gold(axes, one)
    if one.has_numbers:
        _print_values(axes, one, last)
    return image


def _draw_grid(axes: Axes, n_src: int, n_tgt: int, last: float) -> None:
    style: dict[str, Any] = {"colors": "#d9dce5", "linewidth": 0.6}
    columns = [k - 0.5 for k in range(n_src + 1)] if n_src else []
    axes.vlines([*columns, last - 0.5, last + 0.5], -0.5, n_tgt - 0.5, clip_on=False, **style)
    for left, right in ((-0.5, n_src - 0.5), (last - 0.5, last + 0.5)):
        axes.hlines([k - 0.5 for k in range(n_tgt + 1)], left, right, clip_on=False, **style)


def _draw_gold(axes: Axes, one: _Map) -> None:
    """Sure links in a whole frame, possible ones in a dashed one."""
    from matplotlib.patches import Rectangle

    for (i, j), is_sure in one.gold.items():
        frame = Rectangle((i - 0.42, j - 0.42), 0.84, 0.84, fill=False, edgecolor=GOLD, linewidth=2 if is_sure else 1.4)
        frame.set_linestyle("-" if is_sure else (0, (2, 1.5)))
        axes.add_patch(frame)


def _print_values(axes: Axes, one: _Map, last: float) -> None:
    for j in range(len(one.tgt)):
        for x, value in (*enumerate(one.weights[j]), (last, one.null[j])):
            if value >= 0.005:
                colour = "white" if value >= DARK else INK
                axes.text(x, j, f"{value:.2f}".removeprefix("0"), ha="center", va="center", fontsize=7.5, color=colour)
