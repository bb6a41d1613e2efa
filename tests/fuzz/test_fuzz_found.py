"""Each failure that fuzzing found, with the message that it has now. (Configurations: tests/test_config*.py.)"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from nmt.alignment.records import AlignmentRecord
from nmt.build.translator import load_aligning_translator
from nmt.checkpoint import write_checkpoint
from nmt.errors import CheckpointError, DataError
from nmt.run import RunDirectory
from tests.fuzz import bad_checkpoints, bad_dumps, bad_gold, bad_sidecars
from tests.fuzz.bad_corpora import read


@pytest.mark.parametrize(
    ("files", "source", "message"),
    [
        ({"a.fr": b"un\nde\0ux\n", "a.en": b"one\ntwo\n"}, None,
        "a.fr:2: a NUL character (as character 3 of the line)"),
        ({"a.tsv": "un\tone\n".encode("utf-16-le")}, None, "a.tsv:1: a NUL character (as character 2 of the line)"),
        ({"a.jsonl": b'{"fr": "a", "fr": "b", "en": "c"}'}, None, "a.jsonl:1: not JSON (the key 'fr' twice); expected"),
        ({"a.jsonl": b'{"fr": "a\\ud800", "en": "b"}'}, None,
        "a.jsonl:1: 'fr' is 'a\\ud800', with NUL or half a surro"),
        ({"a.jsonl": b'{"fr": "a", "en": "\\u0000"}'}, None,
        "a.jsonl:1: 'en' is '\\x00', with NUL or half a surrogate"),
        ({"a.tsv.gz": gzip.compress(b"")}, None, "data.train.0: this files source has no sentence pairs"),
        ({"a.tsv.gz": gzip.compress(b"a\tb\n")[:-3]}, None,
        "the gzip data breaks off or is damaged here; take another"),
        ({}, {"path": "x" * 3000 + ".tsv"}, "cannot be the name of a file ([Errno 36] File name too long"),
        ({}, {"path": "~nobody-here/x.tsv"}, "'~nobody-here/x.tsv': cannot be the name of a file"),
        ({}, {"path": "a\nb.tsv"}, "a\\nb.tsv': no such file"),
    ],
)  # fmt: skip
def test_corpora(tmp_path: Path, files: dict[str, bytes], source: dict[str, Any] | None, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read(files, tmp_path, source)
    assert str(caught.value).startswith("data.train.0: ") and message in str(caught.value)


@pytest.mark.parametrize(
    ("reader", "content", "message"),
    [
        ("pharaoh", b"9" * 5000 + b"-0\n", "gold.x:1: '99999"),
        ("wpt", b"9" * 5000 + b" 1 1\n", "gold.x:1: '99999"),
        ("jsonl", b'{"source": "a", "source": "b"}', "gold.x:1: not JSON (the key 'source' twice)"),
        ("jsonl", json.dumps(bad_gold.GOOD | {"source": "Je suis l\ud800"}).encode(), "source and target must be text"),
        ("jsonl", json.dumps(bad_gold.GOOD | {"source": "Je suis l"}).encode(), "expected spans inside the text"),
        ("jsonl", json.dumps(bad_gold.GOOD | {"sure": [[0, 9]]}).encode(), "expected smaller numbers, counted from 0"),
        ("pharaoh", b"9-0\n", "the sentence has 3, counted from 0; words are what white space separates"),
        ("pharaoh", b"0-0\n", "gold.x: 1 lines of links, but there are 3 sentences; expected as many"),
        ("pharaoh", b"0-0\n" * 4, "gold.x:4: links for sentence 4, but there are only 3 sentences; expected as many"),
        ("jsonl with texts", json.dumps(bad_gold.GOOD).encode(), "gold for 1 sentences, but there are 3; expected as"),
    ],
)  # fmt: skip
def test_gold(tmp_path: Path, reader: str, content: bytes, message: str) -> None:
    with pytest.raises(DataError) as caught:
        bad_gold._read(content, reader, tmp_path)
    assert message in str(caught.value) and len(str(caught.value)) < 500


def test_a_checksum_that_is_null_is_wrong() -> None:
    with pytest.raises(DataError, match="d:1: crc32: got None; expected '"):
        AlignmentRecord.from_json(json.dumps(bad_dumps.values() | {"crc32": None}), "d:1")


def test_a_number_that_a_row_would_be_mended_to_is_another_number() -> None:
    """A row is made whole when it is written, and a last digit more or less is lost in that."""
    values = bad_dumps.values()
    for row, rest in enumerate(values["attended_eos"]):
        changed = [*values["attended_eos"][:row], round(rest + 1e-4, 4), *values["attended_eos"][row + 1 :]]
        with pytest.raises(DataError, match=r"d:1: crc32: .*: the line is not what was written; write the dump again"):
            AlignmentRecord.from_json(json.dumps(values | {"attended_eos": changed}), "d:1")


def test_sidecars_without_a_layer_and_with_headers_that_end_too_soon(tmp_path: Path) -> None:
    arrays = bad_sidecars.right_arrays()
    with pytest.raises(
        DataError, match=r"cross: got uint8 \[0, 2, .*\]; expected uint8 \[layers, heads, rows, columns\]"
    ):
        bad_sidecars._read_sidecar(bad_sidecars.pack(arrays | {"cross": arrays["cross"][:0]}), tmp_path)
    torn = [trial for trial in bad_sidecars._headers() if trial.name.startswith("sidecar: header '''")]
    for number, trial in enumerate(torn):
        (tmp_path / str(number)).mkdir()
        with pytest.raises(DataError, match=r"0\.npz: damaged \(.*\); write the dump and its sidecar again"):
            trial.give(tmp_path / str(number))


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        ("progress", {"step": "7"}, "(step is '7'); take another copy, or give the training a place of its own"),
        ("progress", {"best": "x"}, "(best is 'x')"),
        ("progress", {"more": 1}, "expected step, tokens, seconds, best"),
        ("stream", {"step": -1}, "epoch, part, step and steps_in_part are"),
        ("stream", {"step": 10**6}, "(step 1000000 of a part of "),
    ],
)
def test_positions_of_a_training(tmp_path: Path, part: str, change: dict[str, Any], message: str) -> None:
    tensors, state = bad_checkpoints.resumable()
    with pytest.raises(CheckpointError) as caught:
        changed = state | {part: state[part] | change}
        bad_checkpoints._give(tensors, changed, bad_checkpoints._resume, "last", tmp_path)
    assert "last.safetensors: not what a training of this configuration saves (" in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "alignment", [{"layer": 2, "attention_layer": 0}, {"layer": True, "attention_layer": 0}, {}, 3]
)
def test_layers_that_are_not_there(tmp_path: Path, alignment: Any) -> None:
    tensors, state = bad_checkpoints.translating()
    with pytest.raises(CheckpointError, match=r"best\.safetensors: the layers that align are .*, expected two numbers"):
        bad_checkpoints._give(tensors, state | {"alignment": alignment}, bad_checkpoints._translate, "best", tmp_path)


@pytest.mark.parametrize(
    ("key", "change", "message"),
    [
        ("src_words", lambda words: [*words, "zzz"], "forward.denominators is float64"),
        ("src_words", lambda words: [words[0], *words[:-1]], "the words are not a list of different texts"),
        ("keys", lambda keys: keys.flip(0), "the pairs of words are not ascending, or of other words"),
        ("forward.table", lambda table: -table, "forward.table is float32"),
        ("reverse.jumps", lambda jumps: jumps[1:], "reverse.jumps is float64"),
        ("null_prior", lambda prior: 1.5, "null_prior is 1.5, expected a number over 0 and below 1"),
        ("spelling", lambda spelling: "x", "spelling is 'x', expected a number over 0 and below 1e+15"),
    ],
)
def test_tables_that_do_not_fit_together(tmp_path: Path, key: str, change: Callable[[Any], Any], message: str) -> None:
    tensors, state = bad_checkpoints.aligning()
    tensors = tensors | ({key: change(tensors[key]).contiguous()} if key in tensors else {})
    state = state | ({key: change(state[key])} if key in state else {})
    with pytest.raises(CheckpointError) as caught:
        bad_checkpoints._give(tensors, state, bad_checkpoints._align, "aligner", tmp_path)
    assert "aligner.safetensors: the parts of this statistical aligner do not fit together (" in str(caught.value)
    assert message in str(caught.value) and str(caught.value).endswith("; fit again")


def test_what_is_whole_loads(tmp_path: Path) -> None:
    """The other side of all that: the very files that the broken ones are made of."""
    run: RunDirectory = bad_checkpoints.run()
    load_aligning_translator(run, torch.device("cpu"))
    bad_checkpoints._align(run.aligner_path)
    tensors, state = bad_checkpoints.resumable()
    bad_checkpoints._give(tensors, state, bad_checkpoints._resume, "last", tmp_path / "last")
    (tmp_path / "sidecar").mkdir()
    bad_sidecars._read_sidecar(bad_sidecars.pack(bad_sidecars.right_arrays()), tmp_path / "sidecar")
    write_checkpoint(tmp_path / "aligner.safetensors", *bad_checkpoints.aligning())
    assert np.isfinite(bad_checkpoints.aligning()[0]["forward.table"].numpy()).all()
