"""Characters that matplotlib's own font lacks: drawn from another one, or boxes of which is told once."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from nmt.viz import fonts
from nmt.viz.heatmap import draw_sheet, save_heatmap
from nmt.viz.pictures import rasterize
from tests.viz.invented import invent_record, invent_student

pytest.importorskip("matplotlib")

COMMON = "ᶁ"  # in STIXGeneral, which matplotlib brings along, and not in DejaVu Sans
HINDI = "पुस्तक"
RECORD = invent_record(0, (HINDI, COMMON), [{0: 1.0}])


@pytest.fixture(autouse=True)
def untold() -> Iterator[None]:
    fonts._tell_of_boxes.cache_clear()
    yield
    fonts._tell_of_boxes.cache_clear()


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FALLBACKS", ())


def test_what_matplotlib_can_draw_needs_no_other_font() -> None:
    assert fonts.find_fonts("Je suis étudiant. ∅ Ελληνικά") == ([], set())


def test_another_font_is_taken_only_for_what_it_adds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FALLBACKS", ("Not Installed", "DejaVu Sans", "STIXGeneral", "STIXGeneral"))
    assert fonts.find_fonts(f"a{COMMON}{HINDI[0]}") == (["STIXGeneral"], {HINDI[0]})


def test_a_character_is_drawn_from_the_font_that_has_it(no_fonts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    record = invent_record(0, ("a", COMMON), [{0: 1.0}])
    box = rasterize(draw_sheet([record], ["#0"]))
    monkeypatch.setattr(fonts, "FALLBACKS", ("STIXGeneral",))
    assert not np.array_equal(rasterize(draw_sheet([record], ["#0"])), box)
    assert np.array_equal(rasterize(draw_sheet([record], ["#0"])), rasterize(draw_sheet([record], ["#0"])))


def test_boxes_are_told_of_once_and_in_one_line(
    no_fonts: None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for ending in ("png", "svg", "pdf"):
            save_heatmap(invent_student(), tmp_path / f"plain.{ending}")
        assert caplog.messages == []
        for ending in ("png", "svg", "pdf"):
            save_heatmap(RECORD, tmp_path / f"x.{ending}")
        rasterize(draw_sheet([RECORD], ["#0"]))
    assert caplog.messages == [
        "pictures: no installed font has all characters of the sentences, and boxes stand for the others; install one "
        "that has them, such as Noto Sans CJK for Chinese, Japanese and Korean"
    ]


def test_wide_characters_get_a_wide_margin(no_fonts: None) -> None:
    narrow, wide = (draw_sheet([invent_record(0, ("a", word), [{0: 1.0}])], ["#0"]) for word in ("neko", "ねこねこ"))
    assert wide.get_size_inches()[0] > narrow.get_size_inches()[0]
