"""Parallel text in files: two files of lines, or one table (TSV, JSON lines, parquet); local or on the web.

The `datasets` library fetches from the web and reads parquet. Lines are read here, byte for byte, because
its loaders for text and tables mend what does not fit (see `nmt.data.lines`) where we want an error with the
line. Blank sides pass: cleaning counts them.
"""

from __future__ import annotations

import glob
import json
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from nmt.config import DataConfig, FilesSource
from nmt.data.columns import Columns, find_columns, refuse_twins
from nmt.data.corpus import SentencePair
from nmt.data.download import LocalFile, locate, path_part
from nmt.data.library import import_datasets
from nmt.data.lines import open_unpacked, read_lines
from nmt.errors import DataError

ROWS_AT_A_TIME = 1000
# What people have instead of the tables that are read: a comma is a part of sentences, and JSON has no lines.
REMEDIES = dict.fromkeys((".csv", ".xlsx", ".xls", ".ods"), "save the spreadsheet as tab-separated text (.tsv)") | {
    ".json": "write one object a line (.jsonl), such as: jq -c '.[]' OLD.json > NEW.jsonl"
}


def read_files(source: FilesSource, data: DataConfig) -> Iterator[SentencePair]:
    """The pairs of a `files` source, in order.

    Raises:
        DataError: a file is missing, empty, unreachable, undecodable or damaged, or its lines do not pair up;
            the message names the file and the line.
    """
    if source.path is None:
        assert source.src is not None and source.tgt is not None  # the configuration sees to it
        yield from _read_parallel(locate(source.src, data.root), locate(source.tgt, data.root))
        return
    kind = Path(path_part(source.path).removesuffix(".gz")).suffix.lower()
    readers = {".tsv": _read_tsv, ".jsonl": _read_jsonl, ".parquet": _read_parquet}
    if kind not in readers:
        raise DataError(
            f"{source.path}: tables are read from {', '.join(readers)} (each also .gz), not from "
            f"'{kind or 'a name without an ending'}'; {REMEDIES.get(kind, 'two files of lines go under src and tgt')}"
        )
    yield from readers[kind](locate(source.path, data.root), source, data)


def _read_parallel(src: LocalFile, tgt: LocalFile) -> Iterator[SentencePair]:
    lines = zip_longest(read_lines(src), read_lines(tgt))
    for number, (src_line, tgt_line) in enumerate(lines, start=1):
        if src_line is None or tgt_line is None:
            short, long = (src, tgt) if src_line is None else (tgt, src)
            total = number + sum(1 for _ in lines)
            raise DataError(
                f"{short.name}:{number}: this line is missing: the file has {number - 1} lines, and "
                f"{long.name} has {total}; a sentence and its translation stand on the same line of both"
            )
        yield SentencePair(src_line, tgt_line)


def _read_tsv(file: LocalFile, source: FilesSource, data: DataConfig) -> Iterator[SentencePair]:
    """Cells between tabs, taken as they are: quotes are text, and so are NA and null."""
    lines = (line.split("\t") for line in read_lines(file))
    first = next(lines, None)
    if first is None:  # gzip of nothing
        return
    src, tgt, has_header = _tsv_columns(first, source, data, f"{file.name}:1")
    if not has_header:
        yield SentencePair(first[src], first[tgt])
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(first):
            raise DataError(
                f"{file.name}:{number}: {len(cells)} columns, but the first line has {len(first)}; is a tab "
                "missing, or one too many inside a text?"
            )
        yield SentencePair(cells[src], cells[tgt])


def _tsv_columns(first: list[str], source: FilesSource, data: DataConfig, place: str) -> tuple[int, int, bool]:
    """Numbers of the two columns, and whether the first line is a header that names them."""
    src, tgt = source.src_column, source.tgt_column
    if isinstance(src, int) and isinstance(tgt, int):
        if max(src, tgt) >= len(first):
            raise DataError(f"{place}: no column {max(src, tgt)}; there are {len(first)}, counted from 0: {first}")
        return src, tgt, False
    if src is None and tgt is None:
        if {data.src_lang, data.tgt_lang} <= set(first):
            return first.index(data.src_lang), first.index(data.tgt_lang), True
        if len(first) == 2:
            return 0, 1, False
        raise DataError(
            f"{place}: {len(first)} columns, and no header with {data.src_lang!r} and {data.tgt_lang!r}; set "
            "src_column and tgt_column (names of the header, or numbers from 0)"
        )
    numbers = []
    for column in (src, tgt):
        if isinstance(column, str) and column not in first:
            raise DataError(f"{place}: no column {column!r} in the header; there are {first}")
        numbers.append(first.index(column) if isinstance(column, str) else int(column or 0))
    return numbers[0], numbers[1], True


def _read_jsonl(file: LocalFile, source: FilesSource, data: DataConfig) -> Iterator[SentencePair]:
    columns: Columns | None = None
    for number, line in enumerate(read_lines(file), start=1):
        place = f"{file.name}:{number}"
        row = _parse_object(line, place)
        columns = columns or find_columns(row, source, data, place)
        yield columns.read(row, place)


def _parse_object(line: str, place: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line, object_pairs_hook=refuse_twins)
    except (ValueError, RecursionError) as error:
        problem = "an empty line" if not line.strip() else f"not JSON ({error})"
        raise DataError(f"{place}: {problem}; expected an object such as {{...}} on each line") from None
    if not isinstance(row, dict):
        raise DataError(f"{place}: a JSON {type(row).__name__}; expected an object such as {{...}} on each line")
    return row


def _read_parquet(file: LocalFile, source: FilesSource, data: DataConfig) -> Iterator[SentencePair]:
    with tempfile.TemporaryDirectory(prefix="nmt-") as folder:
        path = file.path
        if file.name.lower().endswith(".gz"):
            path = Path(folder) / "unpacked.parquet"
            try:
                with open_unpacked(file) as packed, path.open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked)
            except (EOFError, zlib.error, OSError) as error:
                raise DataError(f"{file.name}: cannot be unpacked ({error}){file.remedy}") from None
        yield from _read_table(path, file, source, data)


def _read_table(path: Path, file: LocalFile, source: FilesSource, data: DataConfig) -> Iterator[SentencePair]:
    columns: Columns | None = None
    number = 0
    try:
        rows = import_datasets().load_dataset(
            "parquet", data_files=glob.escape(str(path)), split="train", streaming=True
        )
        for batch in rows.iter(ROWS_AT_A_TIME):
            for cells in zip(*batch.values(), strict=True):
                number += 1
                row = dict(zip(batch, cells, strict=True))
                columns = columns or find_columns(row, source, data, f"{file.name}: row {number}")
                yield columns.read(row, f"{file.name}: row {number}")
    except DataError:
        raise
    except Exception as error:  # pyarrow and the library raise kinds of their own
        raise DataError(f"{file.name}: not a parquet file, or a damaged one ({_first_line(error)})") from None


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
