"""Properties that hold for any input: what is read is what stands there, or one clear line says why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nmt.alignment.records import AlignmentRecord
from nmt.config import Config, dump_config, load_config
from nmt.errors import ConfigError, DataError, NmtError
from tests.fuzz import bad_checkpoints, bad_configs, bad_dumps, bad_gold, bad_sentences
from tests.fuzz.bad_corpora import read
from tests.fuzz.trials import what_is_unclear

LINES = st.lists(
    st.binary(max_size=12) | st.text(max_size=12).map(lambda text: text.encode("utf-8", "replace")), max_size=6
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def decode(lines: list[bytes]) -> list[str] | None:
    """What a file of these lines says, as simply as it can be told; None where it says nothing."""
    content = b"".join(line + b"\n" for line in lines)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text or not text:
        return None
    return [line.removesuffix("\r") for line in text.removesuffix("\n").removeprefix("\ufeff").split("\n")]


@settings(max_examples=150)
@given(src=LINES, tgt=LINES)
def test_two_files_are_read_as_they_stand_or_refused(folder: Path, src: list[bytes], tgt: list[bytes]) -> None:
    files = {"a.fr": b"".join(line + b"\n" for line in src), "a.en": b"".join(line + b"\n" for line in tgt)}
    ours, theirs = decode(src), decode(tgt)
    is_gzip = any(content.startswith(b"\x1f\x8b") for content in files.values())
    try:
        assert read(files, folder) == list(zip(ours or [], theirs or [], strict=True))
    except DataError as error:
        assert not what_is_unclear(str(error), ["data.train.0: "])
        assert ours is None or theirs is None or len(ours) != len(theirs) or is_gzip


@settings(max_examples=100)
@given(row=JSON, other=JSON)
def test_a_row_of_json_is_a_pair_of_texts_or_refused(folder: Path, row: Any, other: Any) -> None:
    values = {"fr": row, "en": other}
    try:
        assert read({"a.jsonl": json.dumps(values).encode()}, folder) == [(row, other)]
    except DataError as error:
        assert not what_is_unclear(str(error), ["data.train.0: ", "a.jsonl:1"])
        assert not (isinstance(row, str) and isinstance(other, str)) or any(
            c == "\0" or "\ud800" <= c <= "\udfff" for c in row + other
        )


@settings(max_examples=150)
@given(path=st.sampled_from(sorted(bad_configs.SIBLINGS, key=str)), value=JSON)
def test_any_value_of_any_key_is_kept_or_refused_with_its_key(folder: Path, path: tuple[Any, ...], value: Any) -> None:
    text = bad_configs.write(bad_configs._changed(bad_configs.GOOD, path, bad_configs.Raw(json.dumps(value))))[0]
    (folder / "any.yaml").write_text(text)
    try:
        config = load_config(folder / "any.yaml")
    except ConfigError as error:
        assert not what_is_unclear(str(error), ["any.yaml"])
    else:
        (folder / "again.yaml").write_text(dump_config(config))
        assert isinstance(config, Config) and load_config(folder / "again.yaml") == config


@settings(max_examples=150)
@given(key=st.sampled_from(sorted(bad_dumps.values())), value=JSON)
def test_any_value_in_a_record_comes_back_or_is_refused(key: str, value: Any) -> None:
    changed = bad_dumps.values() | {key: value}
    try:
        record = AlignmentRecord.from_json(json.dumps(changed), "d.jsonl:1")
    except DataError as error:
        assert not what_is_unclear(str(error), ["d.jsonl:1"])
    else:
        assert record == bad_dumps.record() and changed == bad_dumps.values() | {"crc32": changed["crc32"]}


@settings(max_examples=150)
@given(
    reader=st.sampled_from(sorted(bad_gold.READERS)),
    lines=st.lists(st.text('0123-p?:SP \t{}[]",é', max_size=15), max_size=4),
)
def test_any_lines_of_links_are_links_or_refused(folder: Path, reader: str, lines: list[str]) -> None:
    try:
        bad_gold._read("\n".join(lines).encode(), reader, folder)
    except DataError as error:
        assert not what_is_unclear(str(error), ["gold.x"])


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_any_text_is_translated(folder: Path, text: str) -> None:
    bad_sentences._translate(text, folder)


@settings(max_examples=60)
@given(part=st.sampled_from(["progress", "stream"]), data=st.data())
def test_any_counter_of_a_checkpoint_is_one_or_refused(folder: Path, part: str, data: st.DataObject) -> None:
    tensors, state = bad_checkpoints.resumable()
    key, value = data.draw(st.sampled_from(sorted(state[part]))), data.draw(JSON)
    try:
        bad_checkpoints._give(
            tensors, state | {part: state[part] | {key: value}}, bad_checkpoints._resume, "last", folder
        )
    except NmtError as error:
        assert not what_is_unclear(str(error), ["last.safetensors"])
