"""BLEU by sentence length as a picture: one curve for each model, with its 95 % interval. Needs matplotlib, `viz`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nmt.evaluation.by_length import LengthBin
from nmt.viz.pictures import check_format, save_figure

# Okabe and Ito 2008: colours that every kind of colour vision tells apart; shapes say the same again.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9")
MARKERS = ("o", "s", "^", "D", "v")
INK, GRID = "#1a1e29", "#d9dce5"


def save_lengths(bins: Sequence[LengthBin], path: Path, title: str = "") -> Path:
    """Draw the bins of `score_by_length` into a file whose ending says the format; returns its path.

    Raises:
        DataError: an ending that is no format, no matplotlib, or a file that cannot be written.
    """
    check_format(path, "curves by length")
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.0), facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    places = range(len(bins))
    for number, name in enumerate(bins[0].scores):
        scores = [one.scores[name] for one in bins]
        colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
        axes.fill_between(places, [s.low for s in scores], [s.high for s in scores], color=colour, alpha=0.15, lw=0)
        axes.plot(places, [s.value for s in scores], color=colour, marker=marker, label=name)
    axes.set_xticks(places, labels=[f"{one.name}\n({one.n_sentences:,})" for one in bins])
    axes.set_xlabel("words of the source sentence (sentences)", color=INK)
    axes.set_ylabel("BLEU", color=INK)
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color=GRID)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_title(title, fontsize=10, color=INK, parse_math=False)
    legend = axes.legend(frameon=False)
    for text in legend.get_texts():
        text.set_parse_math(False)
    return save_figure(figure, path, dpi=110)
