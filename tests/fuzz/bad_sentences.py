"""Sentences to translate that nobody would write: each gets one line, whatever that is."""

from __future__ import annotations

import io
import json
import runpy
import unicodedata
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import torch

from nmt.build.translator import load_aligning_translator
from nmt.decoding.sampling import SamplingRules
from nmt.decoding.translator import SearchOptions
from nmt.viz.terminal import show_alignment
from tests.fuzz.bad_checkpoints import run
from tests.fuzz.odd_texts import NOT_UTF8, WRITINGS
from tests.fuzz.trials import Trial, Wanted
from tests.scripts.calling import SCRIPTS

KIND = "sentences"
WAYS = (
    SearchOptions(beam_size=1),
    SearchOptions(beam_size=2, n_best=2),
    SearchOptions(sampling=SamplingRules(temperature=2.0, seed=1)),
)
LONG = {
    "10,000 words": "mot " * 10_000, "one word of 100,000 letters": "x" * 100_000, "100,000 spaces": " " * 100_000,
    "10,000 emoji": "👩‍👩‍👧" * 2_000, "10,000 marks on one letter": "e" + "\u0301" * 10_000, "brackets": "(" * 5_000,
    "10,000 lines": "oui\r" * 10_000,
}  # fmt: skip


def trials() -> Iterator[Trial]:
    for name, text in _texts():
        yield Trial(KIND, name, text.encode("utf-8", "surrogatepass"), partial(_translate, text), Wanted.RESULT)
    for name, raw in _bytes():
        yield Trial(KIND, name, b"bytes" + raw, partial(_translate_bytes, raw), Wanted.RESULT)


def _texts() -> Iterator[tuple[str, str]]:
    yield from WRITINGS.items()
    yield from LONG.items()
    for start in range(0, 0x110000, 0x1000):  # a few characters of every part of Unicode
        block = "".join(chr(start + step) for step in range(0, 0x1000, 0x101))
        yield f"U+{start:04X}", block
        yield f"U+{start:04X} in a sentence", f"Je suis {block[:3]} ici."
    seen = set()
    for code in range(0x3000):  # one of every category, alone and inside a word
        category = unicodedata.category(chr(code)), unicodedata.bidirectional(chr(code))
        if category not in seen:
            seen.add(category)
            for name, text in (("alone", chr(code)), ("in a word", f"é{chr(code)}a"), ("many", chr(code) * 50)):
                yield f"{category} U+{code:04X} {name}", text
    for code in range(0x20):
        yield f"control U+{code:04X}", f"Je{chr(code)}suis"
    for surrogates in ("\ud800", "\udfff", "a\ud83d", "\ude00b", "\udc80\udcff", "\ude00\ud83d", "é\udce9 ici"):
        yield f"half a pair {surrogates!r}", surrogates
    for text in ("", " ", "\t", "\u00a0", "\u200b", "\ufeff", "\u2060", "\u3000", "\n", "\r\n", "\x85", "\u2028",
            "<s>", "</s>", "<pad>", "<unk>", "▁", "▁▁", "<0x0A>",
                 "<0x00>", "%s%n%d", "{0}", "{{data}}", "$(reboot)", "`id`", "; ls", "' OR 1=1 --",
                 "<script>alert(1)</script>", "../../etc/passwd", "\x1b[2J\x1b]0;x\x07",
                 "NaN", "null", "None", "-1", "1e400", "0", "=1+1", "\\", "\\n", "\\u0000", '"', "'", "«»", "…",
                 "a|||b", "||| ", "0-0 1-1", "#", "---", "\ufffd"):  # fmt: skip
        yield repr(text), text


def _bytes() -> Iterator[tuple[str, bytes]]:
    for bad in (
        *NOT_UTF8,
        b"\0",
        b"\xef\xbb\xbf",
        b"\r",
        b"\r\n\r\n",
        b"\x1f\x8b\x08\0",
        bytes(range(256)),
        "oui".encode("utf-16-le"),
        b"\n" * 100,
        b"PK\x03\x04",
        b"\xff" * 3000,
    ):
        for name, raw in (
            ("alone", bad),
            ("in a line", b"Je " + bad + b" suis\nOui.\n"),
            ("at the end", b"Oui.\n" + bad),
        ):
            yield f"{bad[:12]!r} {name}", raw


@cache
def _loaded():  # type: ignore[no-untyped-def]
    return load_aligning_translator(run(), torch.device("cpu"))


def _translate(text: str, folder: Path) -> None:
    translator, aligner = _loaded()
    for options in WAYS:
        (found,) = translator.translate([text], options)
        assert found.src == text, "another source"
        assert len(found.candidates) == (1 if not found.encoding.ids else options.n_best), (
            "another number of translations"
        )
        for candidate in found.candidates:
            candidate.text.encode()
            assert len(candidate.text.splitlines()) <= 1, f"more than one line: {candidate.text!r}"
            assert all(0 <= start <= end <= len(candidate.text) for start, end in candidate.encoding.offsets), (
                "offsets outside of the text"
            )
        assert all(0 <= start <= end <= len(text) for start, end in found.encoding.offsets), (
            "offsets outside of the source"
        )
    from nmt.aligner import PairToAlign

    if not any("\ud800" <= character <= "\udfff" for character in text):
        pairs = [PairToAlign(part.src, part.text, forced=False) for part in found.parts]
        for pair, (record, _) in zip(pairs, aligner.describe(pairs), strict=True):
            assert json.loads(record.to_json())["source"] == pair.src, "another source in the dump"
            screen = io.StringIO()
            show_alignment(record, screen)
            assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in screen.getvalue()), (
                "control characters on the screen"
            )


@cache
def _script() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPTS / "translate.py"))


def _translate_bytes(raw: bytes, folder: Path) -> None:
    """As lines of a file or of standard input."""
    lines = list(_script()["decode_lines"](io.BytesIO(raw), "raw"))
    assert len(lines) == raw.count(b"\n") + (not raw.endswith(b"\n")), f"{len(lines)} lines"
    found = list(_loaded()[0].translate(lines, WAYS[0]))
    assert [translation.src for translation in found] == lines, "other lines"
    assert all(len(translation.text.splitlines()) <= 1 for translation in found), "more than one line"
