"""Parallel text in files: lines pair as `wc -l` counts them, and whatever does not fit is an error with its line."""

from __future__ import annotations

import gzip
import json
import sys
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nmt.config import DataConfig, FilesSource, ToySource
from nmt.data import download
from nmt.data.files import read_files
from nmt.errors import DataError

Pairs = list[tuple[str, str]]
PAIRS: Pairs = [("Je suis étudiant.", "I am a student."), ("NA", "null"), ("", "blank"), ('"un', "o'ne\"")]


def read(root: str | Path = "", **source: Any) -> Pairs:
    data = DataConfig(train=[ToySource()], carve_validation=1, root=str(root))
    return [(pair.src, pair.tgt) for pair in read_files(FilesSource(**source), data)]


def write(path: Path, content: str | bytes) -> Path:
    raw = content if isinstance(content, bytes) else content.encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return path


def lines(texts: list[str]) -> str:
    return "".join(text + "\n" for text in texts)


def write_parquet(path: Path, **columns: list[Any]) -> Path:
    pyarrow.parquet.write_table(pa.table(columns), path)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(path.read_bytes()))
    return path


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize("kind", ["parallel", "tsv", "jsonl", "translation", "parquet"])
def test_every_layout_gives_the_same_pairs(kind: str, ending: str, tmp_path: Path) -> None:
    src, tgt = map(list, zip(*PAIRS, strict=True))
    if kind == "parallel":
        write(tmp_path / f"a.fr{ending}", lines(src))
        write(tmp_path / f"a.en{ending}", lines(tgt))
        assert read(tmp_path, src=f"a.fr{ending}", tgt=f"a.en{ending}") == PAIRS
        return
    path = tmp_path / f"a.{kind}{ending}"
    if kind == "tsv":
        write(path, lines(["\t".join(pair) for pair in PAIRS]))
    elif kind == "jsonl":
        write(path, lines([json.dumps({"id": 1, "en": t, "fr": s}) for s, t in PAIRS]))
    elif kind == "translation":
        path = tmp_path / f"a.jsonl{ending}"
        rows = [{"translation": {"fr": s, "en": t}} for s, t in PAIRS]
        write(path, lines([json.dumps(row, ensure_ascii=False) for row in rows]))
    else:
        write_parquet(path, fr=src, en=tgt)
    assert read(path=str(path)) == PAIRS


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.text(
            st.characters(exclude_categories=("Cs",), exclude_characters="\n\0")
            | st.sampled_from("\r\u2028\x85\x1c\t")
        ).filter(lambda text: not text.endswith("\r")),
        min_size=1,
    ).filter(lambda texts: not texts[0].startswith("\ufeff")),
    newline=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
)  # fmt: skip
def test_only_a_line_feed_ends_a_line(texts: list[str], newline: str, last: bool, tmp_path: Path) -> None:
    all_in_one = len(texts) == 1 and "\r" in texts[0]  # without a line feed that would be many lines of an old Mac
    content = newline.join(texts) + (newline if last or not texts[-1] or all_in_one else "")
    write(tmp_path / "a", content)
    write(tmp_path / "b", lines([str(i) for i in range(len(texts))]))
    assert read(tmp_path, src="a", tgt="b") == [(text, str(i)) for i, text in enumerate(texts)]


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    write(tmp_path / "a", b"\xef\xbb\xbfun\n")
    write(tmp_path / "a.jsonl", b'\xef\xbb\xbf{"fr": "un", "en": "one"}\n')
    assert read(tmp_path, src="a", tgt="a") == [("un", "un")]
    assert read(tmp_path, path="a.jsonl") == [("un", "one")]


def fails(match: str, root: str | Path = "", **source: Any) -> None:
    with pytest.raises(DataError, match=match) as error:
        read(root, **source)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_sides_of_unequal_length_are_an_error_with_the_line(ending: str, tmp_path: Path) -> None:
    write(tmp_path / f"a{ending}", lines(["un", "deux", "trois"]))
    write(tmp_path / f"b{ending}", lines(["one"]))
    fails(r"b(\.gz)?:2: this line is missing: the file has 1 lines, and .*a(\.gz)? has 3;",
          tmp_path, src=f"a{ending}", tgt=f"b{ending}")  # fmt: skip
    fails(r"b(\.gz)?:2: this line is missing", tmp_path, src=f"b{ending}", tgt=f"a{ending}")


def test_bytes_that_are_not_utf8_are_shown_with_their_line(tmp_path: Path) -> None:
    write(tmp_path / "good", lines(["a", "b"]))
    write(tmp_path / "latin1", "un\nété\n".encode("latin-1"))
    fails(r"latin1:2: not UTF-8 \(0xE9 as byte 1 of the line\); .*iconv", tmp_path, src="good", tgt="latin1")
    write(tmp_path / "utf16", "un\ndeux\n".encode("utf-16"))
    fails(r"utf16:1: UTF-16, not UTF-8; .*iconv -f UTF-16", tmp_path, src="utf16", tgt="good")
    write(tmp_path / "utf32", "un\ndeux\n".encode("utf-32"))
    fails(r"utf32:1: UTF-32, not UTF-8; .*iconv -f UTF-32", tmp_path, src="utf32", tgt="good")


def test_lines_that_end_in_carriage_returns_alone(tmp_path: Path) -> None:
    write(tmp_path / "a.fr", "un\rdeux\rtrois\r")
    write(tmp_path / "a.tsv", "un\tone\rdeux\ttwo\rtrois\tthree")
    match = r":1: carriage returns, and no line feed in the whole file; .*convert them: tr '\\r' '\\n' < OLD > NEW$"
    fails(rf"a\.fr{match}", tmp_path, src="a.fr", tgt="a.fr")
    fails(rf"a\.tsv{match}", tmp_path, path="a.tsv")


def test_files_that_are_missing_empty_or_folders(tmp_path: Path) -> None:
    good = write(tmp_path / "train.fr", "un\n")
    fails(r"train\.rf: no such file; did you mean train\.fr\?; .*data\.root, which is ", tmp_path,
          src="train.rf", tgt="train.fr")  # fmt: skip
    fails(r"nor the folder .*nowhere", tmp_path, src="nowhere/a", tgt="train.fr")
    fails(r"data\.root, which is empty: the working directory", src="nowhere.fr", tgt=str(good))
    fails(r"is a folder; expected a file", tmp_path, src=".", tgt="train.fr")
    write(tmp_path / "nothing", "")
    fails(r"nothing: is empty; take another copy of it$", tmp_path, src="nothing", tgt="train.fr")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.csv", r"save the spreadsheet as tab-separated text \(\.tsv\)"),
        ("a.CSV.gz", r"save the spreadsheet as tab-separated text \(\.tsv\)"),
        ("a.xlsx", r"save the spreadsheet as tab-separated text \(\.tsv\)"),
        ("a.json", r"write one object a line \(\.jsonl\), such as: jq -c '\.\[\]' OLD\.json > NEW\.jsonl"),
        ("a.txt", "two files of lines go under src and tgt"),
    ],
)
def test_tables_of_other_kinds_are_told_what_to_become(name: str, remedy: str) -> None:
    kind = name.lower().removesuffix(".gz")[1:]
    fails(rf"{name}: tables are read from \.tsv, \.jsonl, \.parquet .* not from '{kind}'; {remedy}$", path=name)


def test_damaged_gzip(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"<html>404</html>\n")
    fails(r"a\.gz: is named \.gz, but is not gzip data", tmp_path, src="a.gz", tgt="a.gz")
    packed = gzip.compress(lines([str(i) for i in range(50_000)]).encode())
    (tmp_path / "b.gz").write_bytes(packed[: len(packed) // 2])
    fails(r"b\.gz:\d+: the gzip data breaks off or is damaged here", tmp_path, src="b.gz", tgt="b.gz")
    (tmp_path / "c.tsv.gz").write_bytes(packed[:1000] + bytes(1000) + packed[2000:])
    fails(r"c\.tsv\.gz:\d+: (the gzip data breaks off|1 columns)|not UTF-8|1 columns", tmp_path, path="c.tsv.gz")
    (tmp_path / "d.parquet.gz").write_bytes(packed[:1000])
    fails(r"d\.parquet\.gz: cannot be unpacked", tmp_path, path="d.parquet.gz")


@pytest.mark.parametrize(
    ("content", "columns", "expected"),
    [
        ("en\tfr\none\tun\n", {}, [("un", "one")]),  # a header by language code
        ("one\tun\n", {}, [("one", "un")]),  # none: the first two columns, in that order
        ("1\tone\tun\n", {"src_column": 2, "tgt_column": 1}, [("un", "one")]),
        ("id\tEnglish\tFrançais\n1\tone\tun\n", {"src_column": "Français", "tgt_column": "English"}, [("un", "one")]),
        ('"a\tb"\n', {}, [('"a', 'b"')]),  # a quote is a character
    ],
)  # fmt: skip
def test_columns_of_tsv(content: str, columns: dict[str, Any], expected: Pairs, tmp_path: Path) -> None:
    write(tmp_path / "a.tsv", content)
    assert read(tmp_path, path="a.tsv", **columns) == expected


@pytest.mark.parametrize(
    ("content", "columns", "match"),
    [
        ("un\tone\nun deux\n", {}, r"a\.tsv:2: 1 columns, but the first line has 2; is a tab missing"),
        ("un\tone\nun\tone\ttwo\n", {}, r"a\.tsv:2: 3 columns, but the first line has 2"),
        ("1\tun\tone\n", {}, r"a\.tsv:1: 3 columns, and no header with 'fr' and 'en'; set src_column"),
        ("un\tone\n", {"src_column": 0, "tgt_column": 2}, r"a\.tsv:1: no column 2; there are 2, counted from 0"),
        ("fr\ten\n", {"src_column": "FR", "tgt_column": "en"}, r"a\.tsv:1: no column 'FR' in the header; .*'fr', 'en'"),
    ],
)  # fmt: skip
def test_tsv_that_does_not_fit(content: str, columns: dict[str, Any], match: str, tmp_path: Path) -> None:
    write(tmp_path / "a.tsv", content)
    fails(match, tmp_path, path="a.tsv", **columns)


GOOD = '{"fr": "un", "en": "one"}\n'


@pytest.mark.parametrize(
    ("content", "columns", "match"),
    [
        (GOOD + "{\n", {}, r"a\.jsonl:2: not JSON \(.*\); expected an object"),
        (GOOD + "\n" + GOOD, {}, r"a\.jsonl:2: an empty line; expected an object"),
        (GOOD + '["un"]\n', {}, r"a\.jsonl:2: a JSON list; expected an object"),
        (GOOD + "[" * 100_000, {}, r"a\.jsonl:2: not JSON"),
        (GOOD + '{"fr": "un"}\n', {}, r"a\.jsonl:2: 'en' is missing; there are \['fr'\]"),
        (GOOD + '{"fr": null, "en": "one"}\n', {}, r"a\.jsonl:2: 'fr' is null; expected text"),
        (GOOD + '{"fr": 1, "en": "one"}\n', {}, r"a\.jsonl:2: 'fr' is int '1'; expected text"),
        ('{"de": "eins", "en": "one"}\n', {}, r"a\.jsonl:1: no columns 'fr' and 'en', nor 'translation'; there are"),
        ('{"translation": {"de": "eins"}}\n', {}, r"a\.jsonl:1: no translation into 'fr' and 'en'; .*\['de'\]"),
        ('{"translation": {"fr": "a", "en": "b"}}\n{"translation": null}\n', {}, r"a\.jsonl:2: translation is null"),
        (GOOD, {"src_column": "x", "tgt_column": "y"}, r"a\.jsonl:1: no column 'x' or 'y'; there are \['fr', 'en'\]"),
        (GOOD, {"src_column": 0, "tgt_column": 1}, r"a\.jsonl:1: columns have numbers only in \.tsv files"),
    ],
)  # fmt: skip
def test_json_lines_that_do_not_fit(content: str, columns: dict[str, Any], match: str, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", content)
    fails(match, tmp_path, path="a.jsonl", **columns)


def test_parquet_that_does_not_fit(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", fr=["un", None], en=["one", "two"])
    fails(r"a\.parquet: row 2: 'fr' is null; expected text", tmp_path, path="a.parquet")
    write_parquet(tmp_path / "b.parquet", x=["un"], y=["one"])
    fails(r"b\.parquet: row 1: no columns 'fr' and 'en'.*\['x', 'y'\]", tmp_path, path="b.parquet")
    assert read(tmp_path, path="b.parquet", src_column="x", tgt_column="y") == [("un", "one")]
    write(tmp_path / "c.parquet", "fr\ten\n" * 10)
    fails(r"c\.parquet: not a parquet file, or a damaged one", tmp_path, path="c.parquet")


def test_a_folder_with_a_pattern_in_its_name_is_only_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "[fr-en] *"
    folder.mkdir()
    write_parquet(folder / "a?.parquet", fr=["un"], en=["one"])
    assert read(folder, path="a?.parquet") == [("un", "one")]


class Handler(SimpleHTTPRequestHandler):
    """Serves the folder of the test; some addresses misbehave."""

    def log_message(self, *args: object) -> None:
        self.server.requests.append(self.path)  # type: ignore[attr-defined]

    def do_GET(self) -> None:
        if "broken" in self.path:
            self.send_error(500)
        elif "silent" in self.path:
            time.sleep(3)
        else:
            super().do_GET()


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[str, Path, list[str]]]:
    folder = tmp_path / "www"
    folder.mkdir()
    requests: list[str] = []
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0),
        lambda *args: Handler(*args, directory=str(folder)),  # type: ignore[arg-type]
    )
    server.daemon_threads = True
    server.requests = requests  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder, requests
    server.shutdown()
    server.server_close()


def test_files_on_the_web_are_fetched_once(web: tuple[str, Path, list[str]]) -> None:
    address, folder, requests = web
    write(folder / "a.fr.gz", lines(["un", "deux"]))
    write(folder / "a.en", lines(["one", "two"]))
    write_parquet(folder / "a.parquet", fr=["un"], en=["one"])
    for _ in range(2):
        assert read(address, src="a.fr.gz", tgt=f"{address}/a.en") == [("un", "one"), ("deux", "two")]
        assert read(address + "/", path="a.parquet") == [("un", "one")]
    fetched = len(requests)
    assert fetched >= 3
    read(address, src="a.fr.gz", tgt="a.en")
    assert len(requests) == fetched


def test_the_web_answers_no(web: tuple[str, Path, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    address, folder, _ = web
    fails(r"/no/a\.tsv: the server answers 404 .*check the address", address, path="no/a.tsv")
    fails(r"/broken\.tsv: the server answers (500|404)", address, path="broken.tsv")
    write(folder / "page.tsv.gz", "").write_bytes(b"<html>log in first</html>")
    fails(r"page\.tsv\.gz: is named \.gz, but is not gzip data; delete the downloaded copy .* to fetch it again",
          address, path="page.tsv.gz")  # fmt: skip
    write(folder / "empty.tsv", "")
    fails(r"empty\.tsv: is empty; delete the downloaded copy", address, path="empty.tsv")
    fails(r"127\.0\.0\.1:9 cannot be reached .*data\.root=FOLDER", "http://127.0.0.1:9", path="a.tsv")
    fails(r"http://\[::1/a\.tsv: is not a proper address", "http://[::1", path="a.tsv")
    fails(r"is not a proper address", path="http://host:99999/a.tsv")
    monkeypatch.setattr(download, "SILENCE_TIMEOUT", 0.3)
    fails(r"127\.0\.0\.1:\d+ does not answer", address, path="silent.tsv")


def test_the_library_s_offline_switch_is_named(
    web: tuple[str, Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    import datasets

    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    fails(r"not fetched, because HF_HUB_OFFLINE is set", web[0], path="a.tsv")


def test_the_web_needs_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    fails(r"http://127\.0\.0\.1:9/a\.tsv: .* need the package aiohttp; install nmt\[http\] \(pip install aiohttp\)$",
          "http://127.0.0.1:9", path="a.tsv")  # fmt: skip
