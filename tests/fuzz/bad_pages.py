"""Text that would be markup, script or an address, in every place of the viewer's data: it stays text."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from nmt.alignment.records import AlignmentRecord
from nmt.viz.viewer import build_viewer
from tests.fuzz.trials import Trial, Wanted
from tests.viz.invented import invent_record

KIND = "viewer data"
PAYLOADS = (
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<iframe src=javascript:alert(1)>", "<!--", "--><b>", "]]>", "<![CDATA[x]]>", "</title><h1>",
    "</style><style>*{display:none}", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
    "<a href=javascript:alert(1)>x</a>", "\"onmouseover=alert(1) x=\"", "'onfocus=alert(1) autofocus='",
    "&lt;script&gt;", "&#60;script&#62;", "&amp;", "{{data}}", "{{script}}", "{{title}}", "${alert(1)}", "`${1}`",
    "\\u003cscript\\u003e", "\\x3cscript>", "javascript:alert(1)", "data:text/html,<script>",
    "<ScRiPt>alert(1)</sCrIpT>", "<script\x0c>alert(1)</script>", "<\u0073cript>", "</scr\u200bipt>",
    "\u2028alert(1)\u2029", "<math><mi//xlink:href='data:x'>", "<template><b>", "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<style>@import'x'</style>", "<link rel=stylesheet href=x>",
    "<object data=x>", "<embed src=x>", "<form action=x><button>", "<x contenteditable onblur=alert(1)>", "__proto__",
    "constructor", "toString", "hasOwnProperty", "NaN", "Infinity", "undefined", "null", "</textarea>", "<noscript>",
    "<plaintext>", "%3Cscript%3E", "＜script＞", "\ufeff<b>", "\u202e<tpircs>", "\x01<b>\x7f", "'; alert(1); //",
    "*/ alert(1) /*", "\\", "\\'", "\"", "<", ">", "&", "$&$1", "\\g<0>", "\\1", "#s=1", "?x=<b>",
    "a b c </div></div></body></html>",
)  # fmt: skip


class Outline(HTMLParser):
    """The elements of a page, and the text of its data."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.data = ""
        self._is_data = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attributes if name.startswith("on")]
        self._is_data = ("id", "data") in attributes

    def handle_data(self, text: str) -> None:
        if self._is_data:
            self.data, self._is_data = text, False


def trials() -> Iterator[Trial]:
    for payload in PAYLOADS:
        for place in ("source", "target", "reference", "tags", "pieces", "runners up", "speaker", "title"):
            content = f"{place}\0{payload}".encode()
            yield Trial(KIND, f"{payload!r} as {place}", content, partial(_look, payload, place), Wanted.RESULT)


def hostile_record(payload: str, place: str, number: int = 0) -> AlignmentRecord:
    """A record with the payload in one of its places."""
    pair = (payload if place == "source" else "Oui.", payload if place == "target" else "Yes.")
    record = invent_record(number, pair, [{} for _ in range(len(payload) + 2)])
    changes: dict[str, Any] = {
        "reference": {"reference": payload},
        "tags": {"tags": [payload, "plain"]},
        "pieces": {"src_pieces": [payload] * len(record.src_pieces), "tgt_pieces": [payload] * len(record.tgt_pieces)},
        "runners up": {"runners_up": [[(payload, -0.1), ("b", -2.0)]] * len(record.log_probs)},
        "speaker": {"aligned_by": {"kind": payload, "layer": 0, "heads": None}},
    }
    return replace(record, **changes.get(place, {}))


def _look(payload: str, place: str, folder: Path) -> None:
    record = AlignmentRecord.from_json(hostile_record(payload, place).to_json(), "here")
    title = payload if place == "title" else "Alignments"
    page = build_viewer([record], folder / "page.html", title=title).read_text(encoding="utf-8")
    plain = build_viewer([invent_record(0, ("Oui.", "Yes."), [{}, {}])], folder / "plain.html").read_text(
        encoding="utf-8"
    )
    outline, expected = Outline(), Outline()
    outline.feed(page)
    expected.feed(plain)
    assert (outline.tags, outline.handlers) == (expected.tags, []), "other elements than a plain page"
    assert re.fullmatch("[A-Za-z0-9+/=]+", outline.data), "data that is more than base64"
    held = json.loads(gzip.decompress(base64.b64decode(outline.data)))
    assert payload in _texts(held) or payload.strip() == "", "the text is not what was given"
    (found,) = re.findall("Content-Security-Policy.*", page)
    assert found == re.findall("Content-Security-Policy.*", plain)[0], "another policy"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
