"""The alignment of a sentence for a terminal: each target word with a bar and the source words it comes from.

    Je suis étudiant.
    I am a student.

    I        ███████████▍ 0.95 Je, 0.03 suis
    am       ███████████  0.92 suis, 0.04 Je
    a        ░░░░░░░░░░░  0.88 no source word, 0.07 étudiant
    student  ███████████▏ 0.93 étudiant, 0.04 suis

With colours, a source word and the target words that come from it share one, so that crossings are seen at a
glance; without, nothing is lost but that.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import TextIO

import numpy as np

from nmt.alignment.records import AlignmentRecord

RESET, DIM, BOLD = "\x1b[0m", "\x1b[2m", "\x1b[1m"
# Neighbours differ well, and all are legible on black and on white: cyan, orange, violet, green, pink, blue, ochre.
HUES = tuple(f"\x1b[38;5;{number}m" for number in (37, 208, 98, 70, 169, 33, 136))
LEAST_SHOWN = 0.02
MOST_SHOWN = 3
NOTHING = "no source word"
BAR_WIDTHS = (12, 0)  # cells, in a terminal of 60 columns or more, and in a narrower one
EIGHTHS = " ▏▎▍▌▋▊▉"


def show_alignment(record: AlignmentRecord, stream: TextIO) -> None:
    """Write the picture of a record to `stream`: in colour if it is a terminal and NO_COLOR is not set."""
    is_terminal = stream.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else 100
    colour = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    picture = render_alignment(record, width, colour, _can_write(stream, "█▏░…�"))
    stream.write(f"{picture}\n")  # a line between one sentence and the next


def render_alignment(record: AlignmentRecord, width: int = 100, colour: bool = False, blocks: bool = True) -> str:
    """The picture as lines of at most `width` columns, with a line feed after each.

    Args:
        colour: use ANSI colours.
        blocks: draw with block characters; otherwise with `#` and `.` alone.
    """
    src = [_clean(record.source[start:end]) for start, end in record.src_words]
    tgt = [_clean(record.target[start:end]) for start, end in record.tgt_words]
    weights = np.asarray(record.word_weights, float).reshape(len(tgt), len(src))
    null = np.asarray(record.word_null, float)
    hue_of_src = [HUES[k % len(HUES)] for k in range(len(src))]
    hue_of_tgt = [
        hue_of_src[int(row.argmax())] if len(src) and row.max() >= rest else DIM
        for row, rest in zip(weights, null, strict=True)
    ]
    lines = [
        *_wrap(record.source, record.src_words, hue_of_src if colour else None, width),
        *_wrap(record.target, record.tgt_words, hue_of_tgt if colour else None, width),
        "",
    ]
    name_width = min(max(map(measure_width, tgt), default=0), max(width // 3, 4))
    bar_width = BAR_WIDTHS[0] if width >= 60 else BAR_WIDTHS[1]
    for j, word in enumerate(tgt):
        shares = sorted(
            [(null[j], NOTHING, DIM), *zip(weights[j], src, hue_of_src, strict=True)], key=lambda share: -share[0]
        )
        best, text, hue = shares[0]
        bar = _draw_bar(best, bar_width, text == NOTHING, blocks)
        name = f"{_fit(word, name_width, blocks)}  {bar}{' ' if bar else ''}"
        texts = [(f"{value:.2f} {text}", hue) for value, text, hue in shares[:MOST_SHOWN] if value >= LEAST_SHOWN]
        lines.append(_join([(name, hue), *texts], width, colour, blocks))
    return "".join(f"{line}\n" for line in lines)


def measure_width(text: str) -> int:
    """The number of columns a terminal gives to the text: 2 for wide characters, 0 for combining ones."""
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _clean(text: str) -> str:
    """Text that cannot steer a terminal: control characters and those that turn the direction become �."""
    turning = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
    return "".join("�" if unicodedata.category(mark) == "Cc" or mark in turning else mark for mark in text)


def _fit(text: str, width: int, blocks: bool, pad: bool = True) -> str:
    """The text in `width` columns: cut with an ellipsis, or filled with spaces."""
    if measure_width(text) > width:
        ellipsis = "…" if blocks else "."
        kept, used = [], measure_width(ellipsis)
        for mark in text:
            used += _character_width(mark)
            if used > width:
                break
            kept.append(mark)
        text = ("".join(kept) + ellipsis) if width > 0 else ""
    return text + " " * (width - measure_width(text)) if pad else text


def _join(parts: Sequence[tuple[str, str]], width: int, colour: bool, blocks: bool) -> str:
    """A line of parts, each in its hue: the first as it is, the others between commas for as long as there is room."""
    line, used = "", 0
    for k, (text, hue) in enumerate(parts):
        comma = ", " if k > 1 else ""
        if k > 1 and used + len(comma) + measure_width(text) > width:
            break
        shown = _fit(text, width - used - len(comma), blocks, pad=False)
        used += len(comma) + measure_width(shown)
        line += comma + (f"{hue}{shown}{RESET}" if colour else shown)
    return line.rstrip()


def _draw_bar(share: float, width: int, is_nothing: bool, blocks: bool) -> str:
    """A bar of `width` columns for a share of 1; what goes to nothing is drawn lighter."""
    if not width:
        return ""
    if not blocks:
        return (("." if is_nothing else "#") * round(share * width)).ljust(width)
    if is_nothing:
        return ("░" * round(share * width)).ljust(width)
    full, eighths = divmod(round(share * width * 8), 8)
    return ("█" * full + (EIGHTHS[eighths] if eighths else "")).ljust(width)


def _wrap(text: str, spans: Sequence[Sequence[int]], hues: Sequence[str] | None, width: int) -> list[str]:
    """The raw text with each word in its hue, broken between words where the line is full."""
    lines, used = [""], 0
    ends = [0, *(end for _, end in spans)]
    for (before, end), (start, _), k in zip(pairwise(ends), spans, range(len(spans)), strict=True):
        word = _clean(text[start:end])
        gap = " " if text[before:start] and used else ""
        if used and used + len(gap) + measure_width(word) > width:
            lines.append("")
            gap, used = "", 0
        word = _fit(word, min(measure_width(word), width), blocks=True)
        used += len(gap) + measure_width(word)
        lines[-1] += gap + (f"{hues[k]}{word}{RESET}" if hues else word)
    return lines


def _can_write(stream: TextIO, marks: str) -> bool:
    try:
        marks.encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
