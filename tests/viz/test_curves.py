"""Curves of trainings: what is drawn, read from the figure's own objects and from the files."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nmt.errors import DataError, RunError
from nmt.history import Entry, History
from nmt.viz import curves
from nmt.viz.curves import draw_curves, save_curves

pytest.importorskip("matplotlib")


def invent_history(n: int = 8, *, scale: float = 1.0, gold: bool = True, validated: bool = True) -> History:
    """A training of n logs, ten steps apart, with a validation after every second one."""
    entries = []
    for log in range(1, n + 1):
        step = 10 * log
        metrics = {"train/nll": 8 / log, "train/lr": 1e-3 / log}
        entries.append(
            Entry(step, metrics | {"train/tokens": 500.0 * step * scale, "train/minutes": step * scale / 60})
        )
        if validated and log % 2 == 0:
            scores = {"validation/loss": 9 / log, "validation/bleu": 5.0 * log, "validation/chrf": 6.0 * log}
            entries.append(Entry(step, scores | ({"validation/aer": 0.3 / log} if gold else {})))
    return History(Path("metrics.jsonl"), entries)


def drawn(axes: Any) -> list[tuple[list[float], list[float]]]:
    return [(list(line.get_xdata()), list(line.get_ydata())) for line in axes.lines]


def panels(histories: dict[str, History], axis: str = "steps") -> dict[str, Any]:
    figure = draw_curves(histories, axis)  # type: ignore[arg-type]
    return {axes.get_title("left").split(",")[0].split(":")[0]: axes for axes in figure.axes}


def test_every_panel_holds_the_numbers_of_the_run() -> None:
    history = invent_history()
    found = panels({"a": history})
    assert list(found) == [
        "loss", "validation BLEU (solid) and chrF (dashed)", "validation alignment error rate", "learning rate",
        "target tokens per second",
    ]  # fmt: skip
    steps = [10.0 * log for log in range(1, 9)]
    training, validation = drawn(found["loss"])
    assert training == (steps, [8 / log for log in range(1, 9)])
    assert validation == (steps[1::2], [9 / log for log in (2, 4, 6, 8)])
    assert drawn(found["validation alignment error rate"]) == [(steps[1::2], [30 / log for log in (2, 4, 6, 8)])]
    assert [y for _, y in drawn(found["validation BLEU (solid) and chrF (dashed)"])] == [
        [10.0, 20.0, 30.0, 40.0],
        [12.0, 24.0, 36.0, 48.0],
    ]
    assert drawn(found["target tokens per second"])[0][1] == pytest.approx([500.0] * 4)


def test_the_axis_is_steps_tokens_or_minutes() -> None:
    history = invent_history(scale=2)
    for axis, last in (("steps", 80), ("tokens", 80_000), ("minutes", 160 / 60)):
        for axes in panels({"a": history}, axis).values():
            assert axes.lines[0].get_xdata()[-1] == pytest.approx(last)
            assert axes.get_xlim()[0] == 0


def test_panels_share_their_axis_so_that_moments_lie_below_each_other() -> None:
    histories = {"short, with gold links": invent_history(4), "long": invent_history(20, gold=False)}
    assert len({axes.get_xlim() for axes in panels(histories).values()}) == 1


def test_what_nobody_measured_has_no_panel() -> None:
    assert list(panels({"young": invent_history(1, validated=False)})) == ["loss", "learning rate"]
    assert "validation alignment error rate" not in panels({"a": invent_history(gold=False)})
    both = panels({"a": invent_history(gold=False), "b": invent_history()})
    assert len(both["validation alignment error rate"].lines) == 2  # one of them empty
    assert sum(len(line.get_xdata()) > 0 for line in both["validation alignment error rate"].lines) == 1


def test_a_single_point_can_be_seen() -> None:
    axes = panels({"young": invent_history(1, validated=False)})["loss"]
    assert axes.lines[0].get_marker() == "o"


def test_a_run_has_one_look_in_all_panels_and_runs_differ() -> None:
    histories = {str(number): invent_history() for number in range(35)}
    assert len(set(curves._looks(35))) == 35
    looks = curves._looks(35)
    for axes in panels(histories).values():
        per_run = len(axes.lines) // 35
        for number, line in enumerate(axes.lines):
            assert (line.get_color(), line.get_marker()) == looks[number // per_run]


def test_colours_are_told_apart_on_white_and_in_grey() -> None:
    """Contrast of at least 2 to 1 with the paper, and no two neighbours of the same lightness and hue."""
    from matplotlib.colors import to_rgb

    def luminance(colour: str) -> float:
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert all(1.05 / (luminance(colour) + 0.05) >= 2 for colour in curves.COLOURS)
    assert len(set(curves.COLOURS)) == len(curves.COLOURS)


def test_the_legend_lies_outside_of_all_panels() -> None:
    for count in (1, 3, 12):
        figure = draw_curves({f"a-run-with-quite-a-name-{number}": invent_history() for number in range(count)})
        figure.draw_without_rendering()
        legend = figure.legends[0].get_window_extent()
        assert legend.x1 <= figure.bbox.x1 and legend.y1 <= figure.bbox.y1
        assert not any(legend.overlaps(axes.get_window_extent()) for axes in figure.axes)


def texts_of(path: Path) -> list[str]:
    tree = ET.fromstring(path.read_text(encoding="utf-8"))
    return ["".join(element.itertext()) for element in tree.iter("{http://www.w3.org/2000/svg}text")]


def test_files(tmp_path: Path) -> None:
    histories = {"a": invent_history(), "_b": invent_history(), "c$x_2$ & <d>": invent_history()}
    assert save_curves(histories, tmp_path / "new" / "x.png").read_bytes().startswith(b"\x89PNG")
    assert save_curves(histories, tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    first, second = (save_curves(histories, tmp_path / name, "tokens") for name in ("a.svg", "b.svg"))
    assert first.read_bytes() == second.read_bytes()
    texts = texts_of(first)
    assert {"a", "_b", "c$x_2$ & <d>"} <= {text.replace("\u200b", "") for text in texts}
    assert "target tokens learned from" in texts and "40k" in texts


def test_numbers_that_are_none_leave_gaps(tmp_path: Path) -> None:
    entries = [Entry(step, {"train/nll": value}) for step, value in ((1, 3.0), (2, np.nan), (3, np.inf), (4, 2.0))]
    assert save_curves({"a": History(Path("m"), entries)}, tmp_path / "x.png").exists()


def test_errors_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a = {"a": invent_history()}
    with pytest.raises(DataError, match=r"x\.gif: curves are written as \.png, \.svg, \.pdf; got the ending '\.gif'"):
        save_curves(a, tmp_path / "x.gif")
    with pytest.raises(DataError, match=r"x\.png: no runs to draw curves of; expected at least one"):
        save_curves({}, tmp_path / "x.png")
    with pytest.raises(DataError, match=r"x\.png: no curve to draw; none of the runs has measured losses"):
        save_curves({"a": History(Path("m"), [Entry(1, {"mine": 1})])}, tmp_path / "x.png")
    with pytest.raises(RunError, match="m: no train/minutes in it; draw this run against steps"):
        save_curves({"a": History(Path("m"), [Entry(1, {"train/nll": 1})])}, tmp_path / "x.png", "minutes")
    (tmp_path / "taken").write_text("")
    with pytest.raises(DataError, match=r"taken/x\.png: cannot be written: "):
        save_curves(a, tmp_path / "taken" / "x.png")
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    said = r"x\.png: curves are drawn by the package matplotlib; install nmt\[viz\] \(pip install matplotlib\)"
    with pytest.raises(DataError, match=said):
        save_curves(a, tmp_path / "x.png")
