"""Alignment dumps with one defect each: in keys, types, numbers and bytes. Their sidecars: bad_sidecars.py."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from nmt.alignment.dump import read_records
from nmt.alignment.records import AlignmentRecord
from tests.alignment.invented_records import gold_of_student, invent_record
from tests.fuzz.trials import Trial, Wanted

KIND = "dumps"
VALUES: tuple[Any, ...] = (
    None, True, False, 7, -1, 1.5, "x", "", [], {}, [1], ["x"], [None], [[0]], [[0, 1, 2]], [[1, 0]], [[-1, 2]],
    [[0, 999]], [["a", "b"]], [[0.5]], [[]], [{}], {"a": 1}, 10**30, 1e308, "0-0", "0-0 0-0", "9-9", "a-b", "0:0",
    "\x00", "\ud800", [["\ud800"]],
)  # fmt: skip
# What else is right in its place, were it not for the checksum.
ALSO_RIGHT: dict[str, Callable[[Any], bool]] = {
    "id": lambda value: type(value) is int and value >= 0,
    "forced": lambda value: type(value) is bool,
    "links": lambda value: value in ("", "0-0"),
    "reference": lambda value: value is None or (isinstance(value, str) and value.isascii()),
    "attention": lambda value: value is None or (isinstance(value, str) and value.isascii()),
    "tags": lambda value: value in ([], ["x"]),
    "runners_up": lambda value: value == [],
    "gold": lambda value: value is None,
}
OPERATIONS: dict[str, Callable[[list[Any]], Any]] = {
    "a row less": lambda rows: rows[1:], "a row more": lambda rows: [*rows, rows[0]],
    "a longer row": lambda rows: [[*_row(rows), 0], *rows[1:]],
    "a shorter row": lambda rows: [_row(rows)[1:], *rows[1:]],
    "turned": lambda rows: [list(column) for column in zip(*rows, strict=True)],
    "nested": lambda rows: [rows], "a text": lambda rows: ["x", *rows[1:]], "null": lambda rows: [None, *rows[1:]],
    "a number too many": lambda rows: [*rows, 0], "true": lambda rows: [True, *rows[1:]],
    "huge": lambda rows: [_other(rows, 1e300), *rows[1:]],
    "negative": lambda rows: [_other(rows, -0.5), *rows[1:]], "two": lambda rows: [_other(rows, 2.0), *rows[1:]],
    "over a double": lambda rows: [_other(rows, 10**400), *rows[1:]],
}  # fmt: skip


def trials() -> Iterator[Trial]:
    yield from _keys()
    yield from _numbers()
    yield from _lines()
    yield from _cut_and_flipped()


@cache
def record() -> AlignmentRecord:
    return invent_record(gold=gold_of_student())


@cache
def line() -> str:
    return record().to_json()


@cache
def values() -> dict[str, Any]:
    return json.loads(line())  # type: ignore[no-any-return]


def trial(name: str, content: bytes, *words: str, wanted: Wanted = Wanted.REFUSAL, file: str = "d.jsonl") -> Trial:
    return Trial(KIND, name, file.encode() + content, partial(_read, content, file), wanted, words or (file,))


def _read(content: bytes, file: str, folder: Path) -> None:
    (folder / file).write_bytes(content)
    for found in read_records(folder / file):
        again = AlignmentRecord.from_json(found.to_json(), "again")
        assert again == found, "written and read again, it is another record"


def _dump(changed: dict[str, Any]) -> bytes:
    return (json.dumps(changed) + "\n").encode()


def _keys() -> Iterator[Trial]:
    unsigned = {key: value for key, value in values().items() if key != "crc32"}
    for key, right in values().items():
        rest = {other: value for other, value in unsigned.items() if other != key}
        yield trial(f"no {key}", _dump(rest), "d.jsonl:1", wanted=Wanted.RESULT if key == "crc32" else Wanted.REFUSAL)
        yield trial(f"{key} as {key}s", _dump(rest | {f"{key}s": right}), "d.jsonl:1")
        for value in VALUES:
            if value == right and type(value) is type(right):
                continue
            yield trial(f"{key}: {value!r}", _dump(values() | {key: value}), "d.jsonl:1")
            is_right = ALSO_RIGHT.get(key, lambda _: False)(value)
            wanted = Wanted.RESULT if is_right else Wanted.REFUSAL
            yield trial(f"{key}: {value!r}, unsigned", _dump(unsigned | {key: value}), "d.jsonl:1", wanted=wanted)
    for key, part in (("aligned_by", "kind"), ("aligned_by", "layer"), ("attended_by", "layer"), ("attended_by",
            "heads"),
                      *(("gold", part) for part in ("src_words", "tgt_words", "sure", "possible"))):  # fmt: skip
        for value in ("", [], {}, -1, 1.5, True, [[9, 9]], [[-1, 0]], [[0, 0], [0, 0]], ["a"], [-1], "\ud800"):
            yield trial(f"{key}.{part}: {value!r}", _dump(values() | {key: values()[key] | {part: value}}), "d.jsonl:1")


def _numbers() -> Iterator[Trial]:
    unsigned = {key: value for key, value in values().items() if key != "crc32"}
    for key in ("weights", "null", "word_weights", "word_null", "attended", "attended_eos", "log_probs",
            "src_offsets", "tgt_offsets",
                "src_words", "tgt_words", "src_pieces", "tgt_pieces", "runners_up"):  # fmt: skip
        for name, change in OPERATIONS.items():
            try:
                changed = change(unsigned[key])
            except (TypeError, ValueError):
                continue
            if changed != unsigned[key]:
                is_harmless = (key, name) in (("log_probs", "negative"), ("runners_up", "a shorter row"))
                wanted = Wanted.EITHER if is_harmless or "pieces" in key else Wanted.REFUSAL
                yield trial(f"{key}: {name}", _dump(unsigned | {key: changed}), "d.jsonl:1", wanted=wanted)
    for token in (
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "01",
        "+1",
        ".5",
        "0x1",
        "1_000",
        "--1",
        "1e",
        '"0.5"',
        "5O",
    ):
        for key in ("null", "log_probs", "word_null"):
            first = json.dumps(unsigned[key][0])
            text = json.dumps(unsigned).replace(f'"{key}": [{first}', f'"{key}": [{token}', 1)
            yield trial(f"{key}: {token}", f"{text}\n".encode(), "d.jsonl:1")


def _row(rows: list[Any]) -> list[Any]:
    return rows[0] if isinstance(rows[0], list) else [rows[0]]


def _other(rows: list[Any], value: float) -> Any:
    return [value, *rows[0][1:]] if isinstance(rows[0], list) else value


def _lines() -> Iterator[Trial]:
    good = line().encode()
    for bad in (b"", b" ", b"{}", b"[]", b"null", b"1", b'"x"', b"{", b"}", good + good, good + b"x", b"x" + good,
            good + b",", b"[" + good + b"]",
                good.decode().encode("utf-16"), b"\xff", b"\0", b"[" * 9000, good.replace(b"nmt-alignment/1",
                b"nmt-alignment/2"),
                good.replace(b"nmt-alignment/1", b"other/1"), good.replace(b'{"schema"', b'{"id":0,"schema"', 1),
                b"# a comment", b"\x1f\x8b"):  # fmt: skip
        for before in (0, 2):
            content = b"\n".join([*[good] * before, bad, good, b""])
            yield trial(f"{bad[:30]!r} as line {before + 1}", content)
    for content in (
        good.replace(b":", b": "),
        good,
        b"\xef\xbb\xbf" + good,
        good + b"\r\n",
        good.decode().encode("ascii", "backslashreplace").replace(b"\\xe9", b"\\u00e9"),
    ):
        yield trial("another way to write it", content, wanted=Wanted.RESULT)


def _cut_and_flipped() -> Iterator[Trial]:
    good = line().encode()
    for at in range(1, len(good), 13):
        yield trial(f"cut after {at} bytes", good[:at], "d.jsonl:1")
        flipped = good[:at] + bytes([good[at] ^ 1 << at % 7]) + good[at + 1 :]
        yield trial(
            f"flipped at {at}", flipped, "d.jsonl:", wanted=Wanted.REFUSAL if _differs(flipped) else Wanted.EITHER
        )
    packed = gzip.compress(good + b"\n", mtime=0)
    for at in range(1, len(packed), 17):
        yield trial(f"gzip cut after {at} bytes", packed[:at], file="d.jsonl.gz")


def _differs(content: bytes) -> bool:
    """Whether this is more than another way to write the same number."""
    try:
        return bool(json.loads(content) != values())
    except ValueError:
        return True
