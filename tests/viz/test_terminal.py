"""The alignment in a terminal: what is written, in how many columns, and where colours are."""

from __future__ import annotations

import io
import os
import re

import pytest

from nmt.alignment.records import AlignmentRecord
from nmt.viz import terminal
from nmt.viz.terminal import measure_width, render_alignment, show_alignment
from tests.viz.invented import invent_hostile, invent_long, invent_record, invent_student

ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_a_row_for_each_target_word() -> None:
    assert render_alignment(invent_student()).splitlines() == [
        "Je suis étudiant.",
        "I am a student.",
        "",
        "I        ███████████▍ 0.95 Je, 0.03 suis, 0.02 no source word",
        "am       ███████████  0.92 suis, 0.04 Je, 0.04 no source word",
        "a        ░░░░░░░░░░░  0.88 no source word, 0.07 étudiant, 0.05 suis",
        "student  ███████████▏ 0.93 étudiant, 0.04 suis, 0.03 Je",
        ".        ███████████▊ 0.98 ., 0.02 no source word",
    ]


def test_colours_only_where_a_terminal_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(terminal.shutil, "get_terminal_size", lambda: os.terminal_size((80, 24)))
    record = invent_student()
    in_terminal, in_file = Terminal(), io.StringIO()
    show_alignment(record, in_terminal)
    show_alignment(record, in_file)
    assert "\x1b" in in_terminal.getvalue() and "\x1b" not in in_file.getvalue()
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
        plain = Terminal()
        show_alignment(record, plain)
        assert "\x1b" not in plain.getvalue()
        monkeypatch.setenv(name, "")


def test_without_colours_the_text_is_the_same() -> None:
    for record in (invent_student(), invent_long()):
        assert ANSI.sub("", render_alignment(record, 70, colour=True)) == render_alignment(record, 70)


def test_words_that_belong_together_share_a_colour() -> None:
    text = render_alignment(invent_student(), colour=True)
    hues = dict(re.findall(r"(\x1b\[[0-9;]*m)(étudiant|student|suis|am|a)\x1b", text)[k][::-1] for k in range(5))
    assert hues["étudiant"] == hues["student"] != hues["suis"] == hues["am"]
    assert hues["a"] == terminal.DIM
    assert text.count("\x1b") == 2 * text.count(terminal.RESET)  # what is begun is ended


@pytest.mark.parametrize("width", [10, 20, 40, 59, 60, 80, 200])
@pytest.mark.parametrize("record", [invent_student(), invent_long(), invent_hostile(0)], ids=["short", "long", "odd"])
def test_no_line_is_wider_than_the_terminal(record: AlignmentRecord, width: int) -> None:
    lines = ANSI.sub("", render_alignment(record, width, colour=True)).splitlines()
    assert max(map(measure_width, lines)) <= width


@pytest.mark.parametrize(
    ("text", "width"), [("été", 3), ("e\u0301te\u0301", 3), ("学生", 4), ("a\u200db", 2), ("👍", 2)]
)
def test_width_counts_columns_not_characters(text: str, width: int) -> None:
    assert measure_width(text) == width


def test_wide_characters_keep_the_columns_straight() -> None:
    record = invent_record(0, ("Je suis étudiant", "私 は 学生 です"), [{0: 0.9}, {}, {2: 0.9}, {1: 0.8}])
    rows = render_alignment(record).splitlines()[3:]
    assert len({measure_width(re.split("[█░]", row)[0]) for row in rows}) == 1


def test_text_cannot_steer_the_terminal() -> None:
    record = invent_record(0, ("a\x1b[2Jb", "x\x07y \u202eabc"), [{} for _ in terminal_words("x\x07y \u202eabc")])
    text = render_alignment(record)
    assert not set("\x1b\x07\u202e") & set(text)
    assert "�" in text


def terminal_words(text: str) -> tuple[tuple[int, int], ...]:
    from nmt.alignment.words import find_words

    return find_words(text)


def test_a_stream_that_cannot_write_blocks_gets_ascii() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1", errors="strict")
    show_alignment(invent_student(), stream)
    stream.flush()
    rows = raw.getvalue().decode("latin-1").splitlines()
    assert rows[5] == "a        ...........  0.88 no source word, 0.07 étudiant, 0.05 suis"
    assert rows[6].startswith("student  ###########  0.93")


def test_empty_sentences() -> None:
    assert render_alignment(invent_record(0, ("", ""), [])) == "\n\n\n"
    assert "1.00 no source word" in render_alignment(invent_record(0, ("", "Yes"), [{}]))
