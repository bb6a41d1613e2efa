"""What the viewer's page holds: the numbers of the records, and no more than is right."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nmt.alignment.merging import merge_to_words
from nmt.alignment.sidecar import SidecarReader, SidecarWriter
from nmt.alignment.weights import AlignmentWeights
from nmt.alignment.words import find_words
from nmt.data.corpus import GoldLinks
from nmt.errors import DataError
from nmt.viz.payload import describe_record
from nmt.viz.viewer import build_viewer
from tests.viz.invented import STUDENT, invent_hostile, invent_long, invent_sidecar, invent_student


def unpack(text: str, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    return np.frombuffer(base64.b64decode(text), np.uint8).reshape(shape) / 255


def data_of(page: Path) -> dict[str, Any]:
    packed = re.search(r'<script type="application/gzip" id="data">([A-Za-z0-9+/=]*)</script>', page.read_text("utf-8"))
    assert packed is not None
    return dict(json.loads(gzip.decompress(base64.b64decode(packed[1]))))


def test_weights_are_those_of_the_record_to_half_a_255th() -> None:
    record = invent_student()
    described = describe_record(record)
    n_pieces = (len(record.tgt_pieces), len(record.src_pieces))
    aligned, words = described["aligned"]["piece"], described["aligned"]["word"]
    assert unpack(aligned["weights"], n_pieces) == pytest.approx(record.weights, abs=0.002)
    assert unpack(aligned["rest"], n_pieces[:1]) == pytest.approx(record.null, abs=0.002)
    assert unpack(words["weights"], (5, 4)) == pytest.approx(record.word_weights, abs=0.002)
    assert unpack(described["attended"]["piece"]["rest"], n_pieces[:1]) == pytest.approx(record.attended_eos, abs=0.002)


def test_what_was_looked_at_is_merged_to_words_as_the_dump_merges() -> None:
    record = invent_student()
    zero = np.zeros(len(record.tgt_pieces))
    spans = (record.src_offsets, record.tgt_offsets, record.src_words, record.tgt_words)
    merged = merge_to_words(AlignmentWeights(record.attended, zero, record.attended_eos), *spans)
    described = describe_record(record)["attended"]["word"]
    assert unpack(described["weights"], (5, 4)) == pytest.approx(merged.links, abs=0.002)
    assert unpack(described["rest"], (5,)) == pytest.approx(merged.eos, abs=0.002)


def test_each_piece_knows_its_word() -> None:
    record = invent_student()
    assert record.tgt_pieces == ["▁I", "▁am", "▁a", "▁studen", "t", "."]
    assert describe_record(record)["tgtWordsOfPiece"] == [[0], [1], [2], [3], [3], [4]]


def test_the_error_rate_of_a_sentence() -> None:
    assert describe_record(invent_student())["gold"]["aer"] == 0
    # Of 4 links 3 are sure, of 4 sure ones 3 were found: 1 - (3 + 3) / (4 + 4).
    assert describe_record(invent_student(links="0-0 0-1 2-3 3-4"))["gold"]["aer"] == 0.25
    assert describe_record(invent_long())["gold"] is None


def test_gold_of_other_words_is_carried_over_by_its_characters() -> None:
    spans = find_words(STUDENT[0]), find_words(STUDENT[1])
    # "suis étudiant" and "a student" are one word each for this annotator.
    src = (spans[0][0], (spans[0][1][0], spans[0][2][1]), spans[0][3])
    tgt = (spans[1][0], spans[1][1], (spans[1][2][0], spans[1][3][1]), spans[1][4])
    gold = GoldLinks(src, tgt, frozenset({(0, 0), (1, 2)}), frozenset({(1, 1)}))
    described = describe_record(invent_student(gold=gold))["gold"]
    assert described["sure"] == [(0, 0), (1, 2), (1, 3), (2, 2), (2, 3)]
    assert described["possible"] == [(1, 1), (2, 1)]


def test_no_text_of_the_corpus_stands_raw_in_the_page(tmp_path: Path) -> None:
    page = build_viewer([invent_hostile(0)], tmp_path / "hostile.html", title="<b>{{data}}</b> & more")
    text = page.read_text(encoding="utf-8")
    assert "alert(" not in text and "onerror" not in text
    assert html.escape("<b>{{data}}</b> & more") in text and "<b>{{data}}" not in text
    assert data_of(page)["snapshots"][0]["records"][0]["source"] == "</script><script>alert(1)</script> {{data}}"


def test_the_same_records_give_the_same_file(tmp_path: Path) -> None:
    pages = [build_viewer([invent_student()], tmp_path / name).read_bytes() for name in ("a.html", "b.html")]
    assert pages[0] == pages[1]


def test_a_sidecar_file_is_read(tmp_path: Path) -> None:
    record = invent_student()
    arrays = invent_sidecar(record)
    writer = SidecarWriter(tmp_path / "x.attention.zip")
    maps = type("Maps", (), {name: array / 255 for name, array in arrays.items()})()
    key = writer.write(record, maps)
    writer.close()
    with SidecarReader(tmp_path / "x.attention.zip") as sidecar:
        page = build_viewer([replace(record, attention=key)], tmp_path / "x.html", sidecar)
    found = data_of(page)["snapshots"][0]["records"][0]["heads"]["cross"]
    assert (found["layers"], found["heads"]) == (2, 3)
    assert unpack(found["weights"], arrays["cross"].shape) == pytest.approx(arrays["cross"] / 255)


def test_a_sidecar_of_another_dump_is_refused(tmp_path: Path) -> None:
    record = invent_student()
    with pytest.raises(
        DataError, match=r"encoder_self of record 0: got uint8 \[2, 3, \d+, \d+\]; expected uint8 \[layers"
    ):
        build_viewer([record], tmp_path / "x.html", {"0": invent_sidecar(invent_long())})


def test_no_records_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="viewer: no records; expected at least one sentence of an alignment dump"):
        build_viewer([], tmp_path / "x.html")


def test_snapshots_must_be_of_the_same_sentences(tmp_path: Path) -> None:
    snapshots = [(100, [invent_student()]), (200, [invent_long()])]
    with pytest.raises(
        DataError, match="records of step 200 are not those of step 100: got 1 source sentences, expected"
    ):
        build_viewer(snapshots, tmp_path / "x.html")
