"""Corpora with one defect each: in text files, TSV, JSON lines and parquet, plain and gzip."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from nmt.build.data import build_corpora
from nmt.config import Config, DataConfig, FilesSource, ToySource
from nmt.data.sources import read_sources
from tests.fuzz.odd_texts import NOT_UTF8, TABLES, WRITINGS, Rows, write_jsonl, write_parquet, write_text, write_tsv
from tests.fuzz.trials import Trial, Wanted
from tests.tiny import PAIRS

KIND = "corpora"
PLACE = "data.train.0: "
GOOD = PAIRS[:5]


def trials() -> Iterator[Trial]:
    yield from _not_utf8()
    yield from _unequal()
    yield from _torn_lines()
    yield from _torn_rows()
    yield from _cut_off()
    yield from _flipped()
    yield from _no_such()
    yield from _harmless()
    yield from _odd_texts()


def read(files: dict[str, bytes], folder: Path, source: dict[str, Any] | None = None) -> Rows:
    """What the package reads from files of these names and contents."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if source is None:
        names = list(files)
        source = {"path": names[0]} if len(names) == 1 else {"src": names[0], "tgt": names[1]}
    data = DataConfig(train=[ToySource()], carve_validation=1, root=str(folder))
    return [(pair.src, pair.tgt) for pair in read_sources([FilesSource(**source)], data, "data.train").pairs]


def trial(
    name: str, files: dict[str, bytes], *words: str, wanted: Wanted = Wanted.REFUSAL, expected: Rows | None = None,
    source: dict[str, Any] | None = None,
) -> Trial:  # fmt: skip
    """A corpus and what is to be read from it, if anything is."""
    content = repr((sorted(files.items()), source)).encode()
    return Trial(KIND, name, content, partial(_read_and_compare, files, source, expected), wanted, (PLACE, *words))


def _read_and_compare(
    files: dict[str, bytes], source: dict[str, Any] | None, expected: Rows | None, folder: Path
) -> None:
    found = read(files, folder, source)
    if expected is not None:
        assert found == expected, f"{found} instead of {expected}"


def _packed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{name}.gz": gzip.compress(content, mtime=0) for name, content in files.items()}


def _both(name: str, files: dict[str, bytes], *words: str) -> Iterator[Trial]:
    """A defect in plain files, and in packed ones."""
    yield trial(name, files, *words)
    yield trial(f"{name}, gzip", _packed(files), *words)


def _not_utf8() -> Iterator[Trial]:
    src, tgt = write_text(GOOD)
    for bad in (*NOT_UTF8, b"\0", b"J\0e\0"):
        problem = "NUL" if b"\0" in bad else "not UTF-8"
        for row in (1, 3, 5):
            for side in (0, 1):
                files = {"a.fr": src, "a.en": tgt}
                name = ("a.fr", "a.en")[side]
                files[name] = _with_bytes(files[name], bad, row)
                yield from _both(f"{bad!r} in line {row} of {name}", files, f"{row}: ", problem)
            for name in ("a.tsv", "a.jsonl"):
                files = {name: _with_bytes(TABLES[name](GOOD), bad, row)}
                yield from _both(f"{bad!r} in line {row} of {name}", files, f"{row}: ", problem)
    for code in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7", "cp037"):
        wanted = Wanted.EITHER if code == "utf-7" else Wanted.REFUSAL  # which is valid ASCII
        wrong = [content.decode().encode(code) for content in (src, tgt)]
        yield trial(code, {"a.fr": wrong[0], "a.en": wrong[1]}, wanted=wanted)
        for name in ("a.tsv", "a.jsonl"):
            yield trial(f"{code} {name}", {name: TABLES[name](GOOD).decode().encode(code)}, wanted=wanted)


def _with_bytes(content: bytes, bad: bytes, row: int) -> bytes:
    lines = content.splitlines(keepends=True)
    middle = lines[row - 1].index(b" ")
    lines[row - 1] = lines[row - 1][:middle] + bad + lines[row - 1][middle:]
    return b"".join(lines)


def _unequal() -> Iterator[Trial]:
    for n_src in range(6):
        for n_tgt in range(6):
            if n_src != n_tgt:
                files = {"a.fr": write_text(PAIRS[:n_src])[0], "a.en": write_text(PAIRS[:n_tgt])[1]}
                yield from _both(f"{n_src} and {n_tgt} lines", files)


def _torn_lines() -> Iterator[Trial]:
    """Tables of text with a line that is none of theirs."""
    lines = write_tsv(GOOD).splitlines(keepends=True)
    for row in range(5):
        for bad in (
            b"no tab\n",
            b"one\ttwo\tthree\n",
            b"\n",
            b"a\tb\t\n",
            b"\t\t\n",
            b"a\\tb\n",
            b"a  b\n",
            b"\ta\tb\n",
        ):
            files = {"a.tsv": b"".join([*lines[:row], bad, *lines[row + 1 :]])}
            yield from _both(f"{bad!r} as line {row + 1}", files, "a.tsv", "columns")
    lines = write_jsonl(GOOD).splitlines(keepends=True)
    for row in range(5):
        for bad in (
            b"\n", b" \n", b"{\n", b"[]\n", b'["a", "b"]\n', b"null\n", b"1\n", b'"a"\n', b"{}\n", b'{"fr": "a"}\n',
            b'{"en": "b"}\n', b'{"fr": "a", "en": null}\n', b'{"fr": 1, "en": "b"}\n', b'{"fr": ["a"], "en": "b"}\n',
            b'{"fr": {"a": 1}, "en": "b"}\n', b'{"fr": true, "en": "b"}\n', b'{"fr": "a", "en": "b",}\n',
            b"{'fr': 'a', 'en': 'b'}\n", b'{"fr": "a" "en": "b"}\n',
            b'{"fr": "a", "en": "b"} {"fr": "c", "en": "d"}\n', b'{"fr": "a", "en": "b"}x\n',
            b'{"fr": "a", "en": NaN}\n', b'{"fr": "a", "fr": "b", "en": "c"}\n', b'{"fr": "\\ud800", "en": "b"}\n',
            b'{"fr": "a", "en": "\\udfff b"}\n', b'{"fr": "a\\u0000", "en": "b"}\n', b'{"FR": "a", "EN": "b"}\n',
            b'{"fr": "a", "en": 1e400}\n', b"[" * 3000 + b"\n", b'{"fr": "a", "en": ' + b"9" * 5000 + b"}\n",
            b'{"translation": {"fr": "a", "en": "b"}}\n', b'{"fr": "a\\x", "en": "b"}\n',
        ):  # fmt: skip
            files = {"a.jsonl": b"".join([*lines[:row], bad, *lines[row + 1 :]])}
            is_other_layout = bad.startswith(b'{"tr') and row == 0  # then it is the other lines that do not fit
            yield trial(f"{bad[:60]!r} as line {row + 1}", files, f"a.jsonl:{row + 1 + is_other_layout}: ")


def _torn_rows() -> Iterator[Trial]:
    """Parquet with columns that are none of ours, and columns asked for that are not there."""
    import pyarrow
    import pyarrow.parquet

    def write(columns: dict[str, Any]) -> bytes:
        target = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.table(columns), target)
        return target.getvalue()

    texts = ["a", "b", "c"]
    for bad in ([1, 2, 3], [1.5, 2.5, 3.5], [True, False, True], [None, "a", "b"], ["a", None, "b"], ["a", "b", None],
                [["a"], ["b"], ["c"]], [{"x": "a"}] * 3, [b"\xff", b"b", b"c"], ["a", "b\0", "c"],
                [None] * 3):  # fmt: skip
        for columns in ({"fr": bad, "en": texts}, {"fr": texts, "en": bad}):
            yield trial(f"columns {columns}", {"a.parquet": write(columns)}, "a.parquet")
    yield trial("no rows", {"a.parquet": write({"fr": [], "en": []})})
    yield trial("no columns", {"a.parquet": write({})})
    for name in ("fr", "FR", "french", "src", "", "translation"):
        yield trial(f"only {name!r}", {"a.parquet": write({name: texts})}, "a.parquet")
        yield trial(f"only {name!r}", {"a.jsonl": json.dumps({name: "a"}).encode()}, "a.jsonl:1")
    for name, table in TABLES.items():
        for src, tgt in (
            ("x", "y"),
            ("fr", "y"),
            ("x", "en"),
            (0, 7),
            (9, 1),
            (0, "x"),
            ("x", 0),
            ("", "en"),
            (0, 2),
            (2, 0),
        ):
            source = {"path": name, "src_column": src, "tgt_column": tgt}
            yield trial(f"columns {src!r}, {tgt!r}", {name: table(GOOD)}, name, source=source)


def _cut_off() -> Iterator[Trial]:
    src, tgt = write_text(GOOD)
    for name, files in (("text", {"a.fr": src, "a.en": tgt}), *((n, {n: table(GOOD)}) for n, table in TABLES.items())):
        packed = _packed(files)
        first = next(iter(packed))
        for keep in range(1, len(packed[first]), 3 if name == "text" else 11):
            yield trial(f"{name}.gz cut after {keep} bytes", packed | {first: packed[first][:keep]}, first)
    whole = write_parquet(GOOD)
    for keep in range(1, len(whole), 41):
        yield trial(f"parquet cut after {keep} bytes", {"a.parquet": whole[:keep]}, "a.parquet")
    whole = write_jsonl(GOOD)
    last = whole.rstrip(b"\n").rindex(b"\n") + 1
    for keep in range(last + 1, len(whole) - 1):
        yield trial(f"JSON lines cut after {keep} bytes", {"a.jsonl": whole[:keep]}, "a.jsonl:5")


def _flipped() -> Iterator[Trial]:
    """A flipped bit: gzip has a checksum; parquet as it is written here has none, and text may differ."""
    packed = gzip.compress(write_tsv(GOOD), mtime=0)
    for at in range(2, len(packed)):
        content = packed[:at] + bytes([packed[at] ^ 1 << at % 8]) + packed[at + 1 :]
        yield trial(f"gzip flipped at {at}", {"a.tsv.gz": content}, wanted=Wanted.EITHER, expected=GOOD)
    whole = write_parquet(GOOD)
    for at in range(0, len(whole), 37):
        content = whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :]
        yield trial(f"parquet flipped at {at}", {"a.parquet": content}, wanted=Wanted.EITHER)


def _no_such() -> Iterator[Trial]:
    src, tgt = write_text(GOOD)
    good = {"a.fr": src, "a.en": tgt, "a.tsv": write_tsv(GOOD), "a.csv": b"a,b\n", "b": b"a\tb\n"}
    for name in (
        "none",
        "deep/none",
        "../none",
        "",
        ".",
        "/",
        "A.FR",
        "a.fr ",
        "a.f",
        "x" * 3000,
        "~none",
        "~nobody/x",
        "a.fr/x",
        "a\nb",
        "?",
        "*.fr",
    ):
        for source in ({"src": name, "tgt": "a.en"}, {"src": "a.fr", "tgt": name}):
            yield trial(f"no file {source}", good, source=source)
        for ending in (".tsv", ".jsonl", ".parquet", ".tsv.gz"):
            yield trial(f"no table {name}{ending}", good, source={"path": f"{name}x{ending}"})
    for name in (
        "a.csv",
        "b",
        "a.fr",
        ".tsv",
        "a.tsv.bz2",
        "a.xlsx",
        "tsv",
        "a.json",
        "a.parquet.zip",
        "a.gz",
        "http://[",
        "https://a:b/c.tsv",
        "",
    ):
        yield trial(f"no table {name}", good, source={"path": name})
    for name in ("a.fr", "a.tsv", "a.jsonl", "a.parquet", "a.tsv.gz", "a.jsonl.gz", "a.parquet.gz"):
        source = {"src": name, "tgt": "b.en"} if name == "a.fr" else {"path": name}
        for content in (
            b"",
            b"\xef\xbb\xbf",
            b"PK\x03\x04",
            b"\x1f\x8b",
            b"PAR1",
            b"PAR1PAR1",
            b"\x89PNG\r\n\x1a\n",
            bytes(1000),
            gzip.compress(b""),
            b"<html>\n",
        ):
            files = {name: content, "b.en": b"one\n" * content.count(b"\n") or b"one\n"}
            is_text = content in (b"<html>\n", b"PK\x03\x04", b"PAR1", b"PAR1PAR1") and name == "a.fr"
            yield trial(
                f"{content[:10]!r} as {name}",
                files,
                source=source,
                wanted=Wanted.EITHER if is_text or content == b"\xef\xbb\xbf" else Wanted.REFUSAL,
            )


def _harmless() -> Iterator[Trial]:
    """Strange, and yet as good as any."""
    src, tgt = write_text(GOOD)
    mark = b"\xef\xbb\xbf"
    for name, files in {
        "byte order marks": {"a.fr": mark + src, "a.en": mark + tgt},
        "carriage returns": dict(zip(("a.fr", "a.en"), write_text(GOOD, "\r\n"), strict=True)),
        "on one side": {"a.fr": src.replace(b"\n", b"\r\n"), "a.en": tgt},
        "no last line feed": {"a.fr": src[:-1], "a.en": tgt},
        "gzip without .gz": {"a.fr": gzip.compress(src), "a.en": tgt},
        "two gzip members": {"a.fr.gz": gzip.compress(src[:20]) + gzip.compress(src[20:]), "a.en": tgt},
        "a byte order mark in a table": {"a.tsv": mark + write_tsv(GOOD)},
        "a table with carriage returns": {"a.tsv": write_tsv(GOOD).replace(b"\n", b"\r\n")},
        "a table with a header": {"a.tsv": b"fr\ten\n" + write_tsv(GOOD)},
        "the other way round": {"a.tsv": b"en\tfr\n" + write_tsv([(b, a) for a, b in GOOD])},
        "JSON with carriage returns": {"a.jsonl": write_jsonl(GOOD).replace(b"\n", b"\r\n")},
        "JSON with more keys": {"a.jsonl": write_jsonl(GOOD).replace(b'{"fr"', b'{"id": 7, "fr"')},
        "escaped JSON": {"a.jsonl": write_jsonl(GOOD).decode().encode("ascii", "backslashreplace").replace(b"\\xe",
        b"\\u00e")},
        "gzip parquet": {"a.parquet.gz": gzip.compress(write_parquet(GOOD))},
        "an ending in capitals": {"A.TSV": write_tsv(GOOD)},
    }.items():  # fmt: skip
        yield trial(name, files, wanted=Wanted.RESULT, expected=GOOD)
    for name, text in WRITINGS.items():
        rows = [(text.replace("\t", " "), text.replace("\t", " "))] * 2
        for table, write in TABLES.items():
            yield trial(f"{name} in {table}", {table: write(rows)}, wanted=Wanted.RESULT, expected=rows)


def _odd_texts() -> Iterator[Trial]:
    """Through the whole preparation: carving, cleaning, pieces."""
    src, tgt = write_text(PAIRS)
    texts: dict[str, str] = {name: f"{text}\n" for name, text in WRITINGS.items()}
    texts |= {"one character": "a\n", "blank": "\n", "a long line": "mot " * 250_000 + "\n",
    "a long word": "x" * 1_000_000 + "\n",
              "many blank": "\n" * 5000, "one": "Oui.\n"}  # fmt: skip
    for name, text in texts.items():
        raw = text.encode()
        n_lines = raw.count(b"\n")
        for extent, files in (
            ("alone", {"a.fr": raw, "a.en": raw}), ("of 30", {"a.fr": raw * 30, "a.en": raw * 30}),
            ("beside others", {"a.fr": src + raw, "a.en": tgt + raw}),
            ("as the source", {"a.fr": src + raw, "a.en": tgt + b"Yes.\n" * n_lines}),
        ):  # fmt: skip
            if len(raw) * (30 if extent == "of 30" else 1) > 3_000_000:
                continue
            for kind in ("unigram", "bpe") if extent == "beside others" else ("bpe",):
                content = repr((files, kind)).encode()
                yield Trial(KIND, f"{name} {extent}, {kind}", content, partial(_prepare, files, kind), Wanted.EITHER)


def _prepare(files: dict[str, bytes], kind: str, folder: Path) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    config = Config.model_validate({
        "data": {"root": str(folder), "train": [{"kind": "files", "src": "a.fr", "tgt": "a.en"}],
        "carve_validation": 1},
        "training": {"max_steps": 1}, "tokenizer": {"kind": kind, "vocab_size": 310},
    })  # fmt: skip
    corpora = build_corpora(config)
    ids = corpora.tokenizers.src.encode_batch([pair.src for pair in corpora.validation])
    assert all(0 <= i < 310 for row in ids for i in row), "ids that are none"
    assert not re.search("[\ud800-\udfff]", "".join(pair.src for pair in corpora.validation)), "half characters"
