"""Curves of one or several trainings as PNG, SVG or PDF: losses, BLEU and chrF, alignment error, rate, speed.

A run has one colour and one marker in all panels. The colours are those of Okabe and Ito (2008), made to be told apart
by every kind of colour vision. Needs matplotlib, the extra `viz`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from nmt.errors import DataError
from nmt.history import Axis, Curve, History
from nmt.viz.pictures import check_format, save_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

Histories = Mapping[str, History]

# Okabe and Ito's without yellow, which is too pale for a line on white.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9")
MARKERS = ("o", "s", "^", "D", "v")  # not as many as colours: the pairs repeat after 35 runs
INK, GRID = "#1a1e29", "#d9dce5"
WIDTH, PANEL_HEIGHT, LEGEND_LINE = 10.0, 2.9, 0.26  # inches
LEGEND_CHARACTERS = 100  # that stand beside each other above the panels
MOST_MARKERS = 25  # on one curve

_SPEED = "speed"


@dataclass(frozen=True, slots=True)
class _Line:
    """A metric within a panel."""

    metric: str
    style: str = "-"
    width: float = 1.6
    factor: float = 1.0  # to the panel's unit
    has_marks: bool = True


@dataclass(frozen=True, slots=True)
class _Panel:
    title: str
    lines: tuple[_Line, ...]
    scale: Literal["log", "from 0", "close"] = "close"


_TRAINING = _Line("train/nll", width=0.9, has_marks=False)
_PANELS = (
    _Panel(
        "loss, nats per token: validation (marks), training (thin)",
        (_TRAINING, _Line("validation/loss")),
        scale="log",
    ),
    _Panel("validation BLEU (solid) and chrF (dashed)", (_Line("validation/bleu"), _Line("validation/chrf", "--"))),
    _Panel("validation alignment error rate, percent", (_Line("validation/aer", factor=100),)),
    _Panel("learning rate", (_Line("train/lr", has_marks=False),), scale="from 0"),
    _Panel(
        "target tokens per second, validation left out",
        (_Line(_SPEED, width=1.0, has_marks=False),),
        scale="from 0",
    ),
)
_AXIS_LABELS: dict[Axis, str] = {
    "steps": "optimizer steps",
    "tokens": "target tokens learned from",
    "minutes": "minutes of training, validations included",
}


def save_curves(histories: Histories, output_path: str | os.PathLike[str], axis: Axis = "steps") -> Path:
    """Draw the curves of runs, by name, into a file whose ending says the format; returns its path.

    A panel for what at least one run has measured; a run that has measured nothing of it is missing there.

    Raises:
        DataError: no runs, a file name that ends in none of `nmt.viz.pictures.FORMATS`, or one that cannot be written.
        RunError: a run that did not count what is asked for as `axis`.
    """
    path = Path(output_path)
    check_format(path, "curves")
    if not histories:
        raise DataError(f"{path}: no runs to draw curves of; expected at least one")
    if not _panels_of(histories):
        raise DataError(f"{path}: no curve to draw; none of the runs has measured losses, scores, rates or speed")
    return save_figure(draw_curves(histories, axis), path, dpi=150)


def draw_curves(histories: Histories, axis: Axis = "steps") -> Figure:
    """The figure that `save_curves` writes."""
    from matplotlib.figure import Figure

    panels = _panels_of(histories)
    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    n_characters = sum(len(name) + 8 for name in histories)
    legend_lines = min(len(histories), -(-n_characters // (LEGEND_CHARACTERS * columns // 2)))
    size = (WIDTH * columns / 2, PANEL_HEIGHT * rows + LEGEND_LINE * (legend_lines + 1))
    figure = Figure(figsize=size, facecolor="white", layout="constrained")
    first: Axes | None = None
    for place, panel in enumerate(panels, start=1):
        axes = figure.add_subplot(rows, columns, place, sharex=first)
        _draw_panel(axes, panel, histories, axis)
        first = first or axes
    per_line = -(-len(histories) // legend_lines)
    figure.legend(handles=_keys(histories), loc="outside upper left", ncols=per_line, frameon=False, fontsize=9)
    return figure


def _panels_of(histories: Histories) -> list[_Panel]:
    return [panel for panel in _PANELS if any(_has(history, panel) for history in histories.values())]


def _has(history: History, panel: _Panel) -> bool:
    return any(len(_measured(history, line)) for line in panel.lines)


def _measured(history: History, line: _Line) -> Curve:
    return history.speed() if line.metric == _SPEED else history.curve(line.metric)


def _draw_panel(axes: Axes, panel: _Panel, histories: Histories, axis: Axis) -> None:
    crowded = len(histories) > len(COLOURS)  # colours alone do not tell the runs apart
    for (_, history), (colour, marker) in zip(histories.items(), _looks(len(histories)), strict=True):
        for line in panel.lines:
            curve = _measured(history, line)
            marked = line.has_marks or crowded or len(curve) == 1
            # Two validations are two marks; two hundred would be a caterpillar.
            most = MOST_MARKERS if line.has_marks else MOST_MARKERS // 5
            axes.plot(
                history.along(axis, curve.steps),
                curve.values * line.factor,
                line.style,
                color=colour,
                linewidth=line.width,
                alpha=0.9 if line.has_marks else 0.7,
                marker=marker if marked else None,
                markersize=4,
                markevery=max(1, -(-len(curve) // most)),
            )
    if panel.scale == "log":
        _make_logarithmic(axes)
    elif panel.scale == "from 0":
        axes.set_ylim(bottom=0)
    axes.set_title(panel.title, fontsize=10, loc="left", color=INK)
    axes.set_xlabel(_AXIS_LABELS[axis], fontsize=8.5, color=INK)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(_shorten)
    axes.grid(color=GRID, linewidth=0.6)
    axes.tick_params(labelsize=8.5, length=2, colors=INK)
    for name in ("top", "right"):
        axes.spines[name].set_visible(False)


def _make_logarithmic(axes: Axes) -> None:
    """So that what happens after the first minute can be seen; with numbers as people write them."""
    from matplotlib.ticker import LogLocator, NullFormatter

    axes.set_yscale("log")
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.yaxis.set_minor_formatter(NullFormatter())


def _shorten(value: float, _: float) -> str:
    """A number of an axis: 800, 12k, 2.5M."""
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"


def _looks(count: int) -> list[tuple[str, str]]:
    """A colour and a marker for each run."""
    return list(islice(zip(cycle(COLOURS), cycle(MARKERS), strict=False), count))


def _keys(histories: Histories) -> list[Line2D]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], color=colour, marker=marker, markersize=5, linewidth=1.6, label=_as_label(name))
        for name, (colour, marker) in zip(histories, _looks(len(histories)), strict=True)
    ]


def _as_label(name: str) -> str:
    """matplotlib leaves out labels that begin with an underscore, and reads `$` as a formula."""
    return name.replace("$", r"\$").replace("_", "\u200b_", 1) if name.startswith("_") else name.replace("$", r"\$")
