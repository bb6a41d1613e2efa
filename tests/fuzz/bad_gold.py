"""Gold links with one defect each, in the three formats that are read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from nmt.alignment.gold import read_gold_jsonl, read_gold_pharaoh, read_gold_wpt
from nmt.data.corpus import SentencePair
from tests.fuzz.trials import Trial, Wanted

KIND = "gold files"
TEXTS = [("Je suis là", "I am here"), ("Oui .", "Yes ."), ("Tu es ici", "You are here")]
GOOD: dict[str, Any] = {
    "source": "Je suis là", "target": "I am here", "source_spans": [[0, 2], [3, 7], [8, 10]],
    "target_spans": [[0, 1], [2, 4], [5, 9]], "sure": [[0, 0], [1, 1]], "possible": [[2, 2]],
}  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, 7, 1.5, "", "x", {}, [[]], [1], ["x"], [None], [[0]], [[0, 1, 2]], [["0", "1"]], [[0.0, 1.0]],
    [[True, False]], [[-1, 0]], [[0, -1]], [[0, 99]], [[99, 0]], [[1, 0]], [[0, 0], [3, 7]], {"0": 1},
    [[0, 2], [1, 3]], [[10**30, 0]], [[3, 7], [0, 2]], [[0, 10]], "\x00", "\ud800",
)  # fmt: skip
READERS = {
    "jsonl": read_gold_jsonl, "pharaoh": partial(read_gold_pharaoh, texts=TEXTS),
    "pharaoh from 1": partial(read_gold_pharaoh, texts=TEXTS, first_word=1),
    "wpt": partial(read_gold_wpt, texts=TEXTS), "wpt turned": partial(read_gold_wpt, texts=TEXTS, target_first=True),
    "jsonl with texts": partial(read_gold_jsonl, texts=TEXTS),
}  # fmt: skip


def trials() -> Iterator[Trial]:
    yield from _records()
    yield from _json_lines()
    yield from _link_lines()
    yield from _bytes()


def trial(name: str, content: bytes, reader: str = "jsonl", *words: str, wanted: Wanted = Wanted.REFUSAL) -> Trial:
    return Trial(
        KIND,
        f"{reader}: {name}",
        f"{reader}\0".encode() + content,
        partial(_read, content, reader),
        wanted,
        ("gold.x", *words),
    )


def _read(content: bytes, reader: str, folder: Path) -> None:
    (folder / "gold.x").write_bytes(content)
    pairs: list[SentencePair] = READERS[reader](folder / "gold.x")
    for pair in pairs:
        assert pair.gold is not None, "no links"
        for side, spans in ((pair.src, pair.gold.src_spans), (pair.tgt, pair.gold.tgt_spans)):
            assert all(side[start:end].split() == [side[start:end]] for start, end in spans), "spans that are no words"
        assert all(
            i < len(pair.gold.src_spans) and j < len(pair.gold.tgt_spans)
            for i, j in pair.gold.sure | pair.gold.possible
        )
        "".join((pair.src, pair.tgt)).encode()


def _line(changed: dict[str, Any]) -> bytes:
    return (json.dumps(changed) + "\n").encode()


def _records() -> Iterator[Trial]:
    good = _line(GOOD)
    for key, right in GOOD.items():
        rest = {other: value for other, value in GOOD.items() if other != key}
        yield trial(f"no {key}", good + _line(rest), "jsonl", "gold.x:2", key)
        yield trial(
            f"{key} twice", good + good[:-2] + f', "{key}": {json.dumps(right)}}}\n'.encode(), "jsonl", "gold.x:2"
        )
        for value in VALUES:
            is_link = key in ("sure", "possible") and repr(value) == "[[1, 0]]"
            yield trial(f"{key}: {value!r}", good + _line(GOOD | {key: value}), "jsonl", "gold.x:2",
                        wanted=Wanted.RESULT if is_link else Wanted.REFUSAL)  # fmt: skip
        if isinstance(right, list):
            for name, changed in (("an item less", right[1:]), ("an item twice", [*right, right[0]]), ("turned round",
                    right[::-1]), ("beyond", [*right, [90, 91]]),
                                  ("nested", [right]), ("a text", [*right, "x"]), ("longer",
                                  [[*right[0], 1], *right[1:]])):  # fmt: skip
                is_set = key in ("sure", "possible") and name in ("an item less", "an item twice", "turned round")
                yield trial(f"{key}: {name}", good + _line(GOOD | {key: changed}), "jsonl", "gold.x:2",
                            wanted=Wanted.RESULT if is_set else Wanted.REFUSAL)  # fmt: skip
    for bad in ("\0", "\ud800", "\udfff"):
        for side in ("source", "target"):
            yield trial(f"{bad!r} in the {side}", _line(GOOD | {side: f"{GOOD[side][:-1]}{bad}"}), "jsonl", "gold.x:1")
    for text in (
        "Je suis là.",
        "Je  suis là",
        "Jesuis là",
        " Je suis là",
        "Je suis l",
        "",
        "Je suis\tlà",
        "Je\nsuis là",
        "Je suis\u2028là",
        "\u200bJe suis là",
    ):
        is_same = text.split() == GOOD["source"].split() and text.find("suis") == 3
        yield trial(
            f"source {text!r}",
            _line(GOOD | {"source": text}),
            "jsonl",
            "gold.x:1",
            wanted=Wanted.EITHER if is_same else Wanted.REFUSAL,
        )
        yield trial(f"source {text!r}", _line(GOOD | {"source": text}), "jsonl with texts", wanted=Wanted.REFUSAL)


def _json_lines() -> Iterator[Trial]:
    good = _line(GOOD)
    for bad in (b"\n", b" \n", b"{}\n", b"[]\n", b"null\n", b"1\n", b'"x"\n', b"{\n", good[:-2] + b"\n",
            good[:-1] + good, b"[" * 9000 + b"\n", b"0-0 1-1\n",
                b"1 1 1 S\n", b"# comment\n", good.replace(b'"', b"'"), good.replace(b"[0, 2]", b"[0, NaN]"),
                good.replace(b"[0, 2]", b"[0, 02]")):  # fmt: skip
        for before in (0, 1, 3):
            yield trial(
                f"{bad[:30]!r} as line {before + 1}", good * before + bad + good, "jsonl", f"gold.x:{before + 1}"
            )
    for count in (1, 2, 4):
        yield trial(f"{count} records for 3 texts", good * count, "jsonl with texts")


def _link_lines() -> Iterator[Trial]:
    for bad in ("x", "0", "0-", "-0", "0-0-0", "0:0", "0--0", "a-b", "0-0:X", "0-0:", "0p0:S", "0,0", "0 - 0", "0-0;",
            "99-0", "0-99", "-1-0", "0–0", "٣-٣", "0-0 0-0x",
                "1e3-0", "0.5-0", "0x1-0", "+0-0", "0-0:0.5", f"{10**30}-0", "0-0\0", "9" * 5000 + "-0", "S0-0",
                "0-0\t0-9", "0?0?", "0pp0", "NULL-0", "²-0"):  # fmt: skip
        for reader, good in (("pharaoh", "0-0"), ("pharaoh from 1", "1-1")):
            for before in range(3):
                lines = [good] * before + [bad] + [good] * (2 - before)
                yield trial(
                    f"{bad[:20]!r} as line {before + 1}", "\n".join(lines).encode(), reader, f"gold.x:{before + 1}"
                )
    yield trial("words from 0", b"0-0\n1-1\n1-1\n", "pharaoh from 1")
    for count in (0, 1, 2, 4, 5):
        yield trial(f"{count} lines for 3 texts", b"0-0\n" * count, "pharaoh")
    for bad in ("1 1", "1", "1 1 1 X", "1 1 1 S S", "x 1 1 S", "0 1 1 S", "4 1 1 S", "1 0 1 S", "1 1 0 S", "1 9 1 S",
            "1 1 9 S", "-1 1 1 S", "1.0 1 1 S", "1 1 1 s",
                "1-1 1 S", "S 1 1 1", "1 1 S 1", "1,1,1,S", "٣ 1 1 S", "1 1 1 SP", "1e0 1 1", "9" * 5000 + " 1 1",
                "\0 1 1", "1 1 1 S x", "² 1 1", "1 ² 1 P"):  # fmt: skip
        for reader in ("wpt", "wpt turned"):
            for before in range(3):
                yield trial(
                    f"{bad[:20]!r} as line {before + 1}",
                    f"{'1 1 1 S' + chr(10)}".encode() * before + bad.encode() + b"\n",
                    reader,
                    f"gold.x:{before + 1}",
                )


def _bytes() -> Iterator[Trial]:
    right = {"jsonl": _line(GOOD) * 3, "pharaoh": b"0-0\n0-0\n1-1 2p2\n", "wpt": b"1 1 1 S\n2 2 2 P\n3 3 3\n"}
    for reader, content in right.items():
        for bad in (b"\xff", b"\xe9", b"\xc0\x80", b"\xed\xa0\x80", b"\0", b"\xf5"):
            for at in (0, len(content) // 2, len(content)):
                yield trial(f"{bad!r} at {at}", content[:at] + bad + content[at:], reader)
        yield trial("UTF-16", content.decode().encode("utf-16"), reader)
        packed = gzip.compress(content, mtime=0)
        for at in range(2, len(packed), 7):
            yield trial(f"gzip cut after {at} bytes", packed[:at], reader)
        for name, harmless in (
            ("packed", packed),
            ("carriage returns", content.replace(b"\n", b"\r\n")),
            ("a byte order mark", b"\xef\xbb\xbf" + content),
        ):
            yield trial(name, harmless, reader, wanted=Wanted.RESULT)
    for reader in READERS:
        yield trial(
            "empty",
            b"",
            reader,
            wanted=Wanted.RESULT
            if reader == "wpt"
            else Wanted.EITHER
            if reader in ("jsonl", "wpt turned")
            else Wanted.REFUSAL,
        )
