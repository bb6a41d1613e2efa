"""Fonts for what matplotlib's own one lacks: Japanese, Chinese, Korean, Thai, the scripts of India and others."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

log = logging.getLogger(__name__)

# What Linux, macOS and Windows bring along, or people install, by the names that matplotlib lists them under.
FALLBACKS = (
    *("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "MS Gothic", "IPAexGothic"),
    *("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "PingFang HK", "Microsoft YaHei", "SimHei"),
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
    *("Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic"),
    *("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil"),
    *("Noto Sans Thai", "Noto Sans Lao", "Noto Sans Khmer", "Noto Sans Myanmar"),
    *("Nirmala UI", "Leelawadee UI", "Myanmar Text", "Arial Unicode MS", "Unifont"),
)


@contextmanager
def readable(figure: Figure) -> Iterator[None]:
    """Within the block the figure can be drawn: each character in a font that has it, where one is installed.

    A picture that matplotlib's own font suffices for stays as it is. What no font has becomes a box, and is told once.
    """
    from matplotlib.text import Text

    texts: list[Text] = figure.findobj(Text)
    families, without = find_fonts({mark for text in texts for mark in text.get_text() if mark.isprintable()})
    for text in texts if families else ():
        text.set_fontfamily([*text.get_fontfamily(), *families])
    if without:
        _tell_of_boxes()
    with warnings.catch_warnings():  # one for each character and picture
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from", category=UserWarning)
        yield


def find_fonts(characters: Iterable[str]) -> tuple[list[str], set[str]]:
    """Those of FALLBACKS that are installed and add to matplotlib's own font, and the characters that none has."""
    from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

    own = get_font(findfont(FontProperties()))
    without = {mark for mark in characters if not own.get_char_index(ord(mark))}
    installed = {font.name for font in fontManager.ttflist} if without else set()
    families = []
    for name in FALLBACKS:
        if without and name in installed:
            font = get_font(findfont(FontProperties(family=[name])))  # its plain face, which draws
            had = {mark for mark in without if font.get_char_index(ord(mark))}
            families += [name] if had else []
            without -= had
    return families, without


@cache
def _tell_of_boxes() -> None:
    log.warning(
        "pictures: no installed font has all characters of the sentences, and boxes stand for the others; install one "
        "that has them, such as Noto Sans CJK for Chinese, Japanese and Korean"
    )
