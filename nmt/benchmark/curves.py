"""Curves of costs as pictures: small multiples, both axes logarithmic, so that a slope is an exponent.

Measured in blue with dots, expected in orange and dashed: they differ in hue, lightness and line (Okabe and Ito's
colours, which every kind of colour vision tells apart). Needs matplotlib, the extra `viz`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from nmt.benchmark.growth import Measured, fit_exponent
from nmt.errors import BenchmarkError
from nmt.viz.pictures import check_format, save_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Cost = Literal["seconds", "megabytes"]

MEASURED, EXPECTED, INK = "#0072b2", "#d55e00", "#1a1e29"
COLUMNS = 4
UNITS = {"seconds": "ms", "megabytes": "MB"}
TITLES = {"seconds": "Time", "megabytes": "Memory"}


def save_curves(curves: Sequence[Measured], cost: Cost, path: Path) -> Path:
    """Draws the curves of one cost into a PNG; returns its path.

    Raises:
        BenchmarkError: there is nothing to draw.
        DataError: matplotlib is not installed, or the file cannot be written.
    """
    check_format(path, "curves")
    from matplotlib.figure import Figure

    shown = [one for one in curves if cost == "seconds" or one.curve.memory is not None]
    if not shown:
        raise BenchmarkError(f"{path}: no curve of {cost} to draw; measure at least one")
    columns = min(COLUMNS, len(shown))
    rows = math.ceil(len(shown) / columns)
    figure = Figure(figsize=(3.3 * columns, 2.9 * rows + 0.5), facecolor="white", layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False)
    for number, axes in enumerate(grid.flat):
        if number < len(shown):
            _draw(axes, shown[number], cost)
        else:
            axes.set_visible(False)
    figure.suptitle(f"{TITLES[cost]}: measured (blue, dots) and the course to expect (orange, dashed)", color=INK)
    return save_figure(figure, path, dpi=110)


def _draw(axes: Axes, one: Measured, cost: Cost) -> None:
    scale = 1000 if cost == "seconds" else 1
    xs, ys = one.xs, [scale * value for value in one.medians(cost)]
    repetitions = getattr(one, cost)
    low, high = ([scale * pick(values) for values in repetitions] for pick in (min, max))
    axes.fill_between(xs, low, high, color=MEASURED, alpha=0.2, linewidth=0)
    axes.plot(xs, ys, color=MEASURED, marker="o", markersize=4, linewidth=1.6)
    expected = _expect(one, cost, ys)
    axes.plot(xs, expected, color=EXPECTED, linestyle=(0, (4, 2)), linewidth=1.4)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(xs, labels=[_short(x) for x in xs], fontsize=8)
    axes.minorticks_off()
    axes.set_yticks(_ticks(min(*low, *expected), max(*high, *expected)))
    axes.set_yticklabels([_short(tick) for tick in axes.get_yticks()], fontsize=8)
    axes.set_ylabel(UNITS[cost], fontsize=8)
    axes.set_xlabel(one.curve.x_label, fontsize=8)
    exponents = f"exponent {fit_exponent(xs, ys):.2f}, expected {fit_exponent(xs, expected):.2f}"
    axes.set_title(exponents if cost == "seconds" else exponents.replace("expected", "at most"), fontsize=9, color=INK)
    axes.grid(color="#d9dce5", linewidth=0.6)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _expect(one: Measured, cost: Cost, ys: Sequence[float]) -> list[float]:
    """The expected course through the last point measured, where what does not grow weighs least."""
    points = one.curve.points
    if cost == "seconds":
        return [ys[-1] * point.work / points[-1].work for point in points]
    exponent = one.curve.memory or 0.0
    return [ys[-1] * (point.x / points[-1].x) ** exponent for point in points]


def _ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten that lie about between."""
    powers = range(math.floor(math.log10(max(low, 1e-9))) - 1, math.ceil(math.log10(max(high, 1e-9))) + 1)
    ticks = [digit * 10.0**power for power in powers for digit in (1, 2, 5)]
    inside = [tick for tick in ticks if low * 0.7 <= tick <= high * 1.4]
    return inside if len(inside) <= 8 else [tick for tick in inside if str(tick).strip("0.")[:1] == "1"]


def _short(value: float) -> str:
    """1,500,000 as 1.5M.

    >>> [_short(value) for value in (0.5, 20, 4096, 29_000, 1_000_000)]
    ['0.5', '20', '4096', '29k', '1M']
    """
    if value >= 1e6:
        return f"{value / 1e6:g}M"
    return f"{value / 1e3:g}k" if value >= 1e4 else f"{value:g}"
