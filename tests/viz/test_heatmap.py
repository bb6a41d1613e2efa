"""Heat maps: what is drawn where, read from the figure's own objects and from the files."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nmt.errors import DataError
from nmt.viz import heatmap
from nmt.viz.heatmap import save_heatmap, save_sheet
from tests.viz.invented import invent_hostile, invent_long, invent_record, invent_student

pytest.importorskip("matplotlib")


def texts_of(path: Path) -> list[str]:
    tree = ET.fromstring(path.read_text(encoding="utf-8"))
    return ["".join(element.itertext()) for element in tree.iter("{http://www.w3.org/2000/svg}text")]


@pytest.fixture
def student_map() -> Iterator[heatmap._Map]:
    yield heatmap._take_map(invent_student(), "word", "#0")


def test_png_and_svg_of_one_sentence(tmp_path: Path) -> None:
    assert save_heatmap(invent_student(), tmp_path / "new" / "x.png").read_bytes().startswith(b"\x89PNG")
    texts = texts_of(save_heatmap(invent_student(), tmp_path / "x.svg", title="A title"))
    assert texts[:5] == ["Je", "suis", "étudiant", ".", "∅"]
    assert {"I", "am", "a", "student", "A title", ".93", ".88"} <= set(texts)
    assert {"0.00", "1.00"} <= set(texts)  # the colour bar


def test_source_runs_to_the_right_and_target_downwards(student_map: heatmap._Map) -> None:
    axes, bar = heatmap._draw_sheet([student_map], 1).axes
    assert axes.yaxis_inverted() and not axes.xaxis_inverted()
    assert axes.xaxis.get_ticks_position() == "top"
    weights, null = [image for image in axes.images if image.get_array().size > 1]
    assert weights.get_array().shape == (5, 4)  # rows are target words
    assert tuple(weights.get_extent()) == (-0.5, 3.5, 4.5, -0.5)
    assert null.get_extent()[0] > 3.5  # apart from the last source word
    assert {image.get_clim() for image in axes.images} == {(0, 1)} and bar.get_ylim() == (0, 1)


def test_cells_are_square(student_map: heatmap._Map) -> None:
    for one in (student_map, heatmap._take_map(invent_long(), "piece", "")):
        figure = heatmap._draw_sheet([one], 1)
        box = figure.axes[0].get_position()
        width, height = figure.get_size_inches()
        across = box.width * width / (len(one.src) + heatmap.NULL_GAP + 1)
        assert across == pytest.approx(box.height * height / len(one.tgt)) == pytest.approx(one.cell)


def test_gold_is_outlined_whole_if_sure_and_dashed_if_possible(student_map: heatmap._Map) -> None:
    frames = heatmap._draw_sheet([student_map], 1).axes[0].patches
    places = {(round(f.get_x() + 0.42), round(f.get_y() + 0.42)): f.get_linestyle() for f in frames}
    assert {place for place, style in places.items() if style == "-"} == {(0, 0), (1, 1), (2, 3), (3, 4)}
    assert set(places) - {(0, 0), (1, 1), (2, 3), (3, 4)} == {(2, 2)}
    assert all(not frame.get_fill() for frame in frames)


def test_values_are_printed_up_to_fifteen_tokens_only(student_map: heatmap._Map) -> None:
    assert student_map.has_numbers
    assert not heatmap._take_map(invent_long(), "word", "").has_numbers


def test_a_weight_that_rounds_to_one_is_printed_as_one(tmp_path: Path) -> None:
    record = invent_student(word_weights=np.eye(5, 4) * 0.999, word_null=1 - np.eye(5, 4).sum(1) * 0.999)
    assert "1.00" in texts_of(save_heatmap(record, tmp_path / "x.svg"))
    assert ".00" not in texts_of(save_heatmap(record, tmp_path / "x.svg"))


def test_light_is_little_and_dark_is_much_for_every_eye() -> None:
    from matplotlib import colormaps

    red, green, blue, _ = colormaps[heatmap.COLOURS](np.linspace(0, 1, 50)).T
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    assert (np.diff(luminance) < 0).all()


def test_numbers_are_read_on_every_square() -> None:
    """WCAG's contrast: 4 where it is least, in the middle of the scale, where neither colour stands out."""
    from matplotlib import colormaps
    from matplotlib.colors import to_rgb

    def luminance(colour: Any) -> float:
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in to_rgb(colour)]
        return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))

    for weight in np.linspace(0, 1, 50):
        square = luminance(colormaps[heatmap.COLOURS](weight))
        dark, light = sorted((square, luminance("white" if weight >= heatmap.DARK else heatmap.INK)))
        assert (light + 0.05) / (dark + 0.05) > 4


def test_a_sheet_of_many(tmp_path: Path) -> None:
    records = [invent_student(), invent_long(), invent_hostile(2), invent_student(id=3)]
    texts = texts_of(save_sheet(records, tmp_path / "sheet.svg", columns=3))
    assert [text for text in texts if text.startswith("#")] == ["#0", "#1", "#2", "#3"]
    assert texts.count("1.00") == 1  # one colour bar for all


def test_maps_of_a_sheet_do_not_overlap() -> None:
    maps = [heatmap._take_map(record, "word", "") for record in (invent_student(), invent_long(), invent_student())]
    boxes = [axes.get_position() for axes in heatmap._draw_sheet(maps, 2).axes]
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[k + 1 :])


def test_dollars_and_markup_are_text(tmp_path: Path) -> None:
    record = invent_record(0, ("Ça coûte 5 $ et $x_2$", "It costs $5 & <b>"), [{}] * 8)
    texts = texts_of(save_heatmap(record, tmp_path / "x.svg"))
    assert texts.count("$") == 4 and {"<", "&"} <= set(texts)


def test_empty_sentences(tmp_path: Path) -> None:
    save_sheet([invent_record(0, ("", "Yes"), [{}]), invent_record(1, ("Oui", ""), [])], tmp_path / "x.png")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_the_same_record_gives_the_same_svg(tmp_path: Path) -> None:
    assert len({save_heatmap(invent_student(), tmp_path / name).read_text() for name in ("a.svg", "b.svg")}) == 1


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"x\.gif: heat maps are written as \.png, \.svg, \.pdf; got the ending '\.gif'"
    ):
        save_heatmap(invent_student(), tmp_path / "x.gif")
    with pytest.raises(DataError, match=r"x\.png: no records to draw a heat map of; expected at least one"):
        save_sheet([], tmp_path / "x.png")
