from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nmt.alignment.gold import cut_at_spaces, read_gold_jsonl, read_gold_pharaoh, read_gold_wpt
from nmt.data.corpus import GoldLinks, SentencePair
from nmt.errors import DataError

RECORD: dict[str, Any] = {
    "id": 7,
    "source": "L'homme est là.",
    "target": "The man is here.",
    "source_spans": [[0, 2], [2, 7], [8, 11], [12, 14], [14, 15]],
    "target_spans": [[0, 3], [4, 7], [8, 10], [11, 15], [15, 16]],
    "sure": [[0, 0], [1, 1], [2, 2], [3, 3], [4, 4]],
    "possible": [[2, 3]],
}
TEXTS = [("le chat", "the cat"), ("", ""), ("il dort .", "he is asleep .")]


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def write_records(path: Path, *changes: dict[str, Any]) -> Path:
    return write(path, *(json.dumps(RECORD | change, ensure_ascii=False) for change in changes))


def words_of(pair: SentencePair) -> tuple[list[str], list[str]]:
    assert pair.gold is not None
    return [pair.src[a:b] for a, b in pair.gold.src_spans], [pair.tgt[a:b] for a, b in pair.gold.tgt_spans]


def test_json_lines_give_text_words_and_links(tmp_path: Path) -> None:
    (pair,) = read_gold_jsonl(write_records(tmp_path / "gold.jsonl", {}))
    assert (pair.src, pair.tgt) == (RECORD["source"], RECORD["target"])
    assert words_of(pair) == (["L'", "homme", "est", "là", "."], ["The", "man", "is", "here", "."])
    assert pair.gold is not None
    assert pair.gold.sure == {(k, k) for k in range(5)}
    assert pair.gold.possible == {(2, 3)}


def test_possible_links_may_repeat_the_sure_ones_and_sentences_may_be_empty(tmp_path: Path) -> None:
    empty = {"source": "", "target": " ", "source_spans": [], "target_spans": [], "sure": [], "possible": []}
    path = write_records(tmp_path / "gold.jsonl", {"possible": [[0, 0], [2, 3]]}, empty)
    first, second = read_gold_jsonl(path)
    assert first.gold is not None
    assert first.gold.possible == {(2, 3)}
    assert second.gold == GoldLinks((), (), frozenset())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sure": [[5, 0]]}, r"sure: link \(5, 0\) points outside the 5 source and 5 target words"),
        ({"possible": [[0, -1]]}, r"possible: link \(0, -1\) points outside"),
        ({"source_spans": [[0, 2], [1, 7]]}, r"span \(1, 7\) is empty or overlaps"),
        ({"target": "The man"}, r"tgt_spans: span \(15, 16\) reaches past the end of 'The man' \(7 characters\)"),
        ({"source": "L'homme est là. »"}, r"source_spans: '»' at \[15, 17\) belongs to no word"),
        ({"sure": [[0, 0, 0]]}, r"sure holds \[0, 0, 0\]; expected \[number, number\]"),
        ({"sure": [[0, True]]}, r"sure holds \[0, True\]"),
        ({"sure": "0-0"}, "sure is a JSON str; expected a list"),
        ({"source": None}, "source and target must be text"),
    ],
)
def test_records_that_do_not_fit_are_refused_with_file_and_line(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    path = write_records(tmp_path / "gold.jsonl", {}, change)
    with pytest.raises(DataError, match=rf"gold\.jsonl:2: .*{message}"):
        read_gold_jsonl(path)


def test_offsets_that_are_off_by_one_are_refused(tmp_path: Path) -> None:
    shifted = [[start + 1, end + 1] for start, end in RECORD["target_spans"][:-1]]
    path = write_records(tmp_path / "gold.jsonl", {"target_spans": shifted, "sure": [], "possible": []})
    with pytest.raises(DataError, match=r"gold\.jsonl:1: target_spans: 'T' at \[0, 1\) belongs to no word"):
        read_gold_jsonl(path)
    wide = [[0, 4], [4, 7], [8, 10], [11, 15], [15, 16]]
    path = write_records(tmp_path / "gold.jsonl", {"target_spans": wide})
    with pytest.raises(DataError, match=r"target_spans: \[0, 4\) is 'The '; expected one word without white space"):
        read_gold_jsonl(path)
    joined = [[0, 7], [8, 10], [11, 15], [15, 16]]
    path = write_records(tmp_path / "gold.jsonl", {"target_spans": joined, "sure": []})
    with pytest.raises(DataError, match=r"\[0, 7\) is 'The man'"):
        read_gold_jsonl(path)


def test_lines_that_are_no_records_are_refused(tmp_path: Path) -> None:
    for line, message in (
        ("", "an empty line"),
        ("{", r"not JSON"),
        ("[]", "a JSON list; expected an object with source, target"),
        ('{"source": "a", "target": "b"}', "source_spans, target_spans, sure, possible missing"),
    ):
        with pytest.raises(DataError, match=rf"gold\.jsonl:1: {message}"):
            read_gold_jsonl(write(tmp_path / "gold.jsonl", line))
    with pytest.raises(DataError, match="absent: no such file"):
        read_gold_jsonl(tmp_path / "absent")


def test_text_that_is_not_the_golds_is_refused(tmp_path: Path) -> None:
    path = write_records(tmp_path / "gold.jsonl", {}, {})
    text = (RECORD["source"], RECORD["target"])
    assert len(read_gold_jsonl(path, [text, text])) == 2
    with pytest.raises(DataError, match=r"gold\.jsonl:2: the target is 'The man is here\.', but .* is 'The man\.'"):
        read_gold_jsonl(path, [text, (text[0], "The man.")])
    with pytest.raises(DataError, match=r"gold\.jsonl:2: gold for sentence 2, but there are only 1 sentences"):
        read_gold_jsonl(path, [text])
    with pytest.raises(DataError, match=r"gold\.jsonl: gold for 2 sentences, but there are 3"):
        read_gold_jsonl(path, [text] * 3)


def test_pharaoh_with_its_marks(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.txt", "0-0 1p1 1-1:S", "", "0-0 1-2 1?1 2-3:P 2-3P")
    first, second, third = (pair.gold for pair in read_gold_pharaoh(path, TEXTS))
    assert first == GoldLinks(((0, 2), (3, 7)), ((0, 3), (4, 7)), frozenset({(0, 0), (1, 1)}))
    assert second == GoldLinks((), (), frozenset())
    assert third is not None
    assert third.sure == {(0, 0), (1, 2)}
    assert third.possible == {(1, 1), (2, 3)}


def test_pharaoh_counted_from_one(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.txt", "1-1 2-2", "", "")
    pair = read_gold_pharaoh(path, TEXTS, first_word=1)[0]
    assert pair.gold is not None
    assert pair.gold.sure == {(0, 0), (1, 1)}
    with pytest.raises(DataError, match=r"link 1-0: there is no target word 0; the sentence has 2, counted from 1"):
        read_gold_pharaoh(write(path, "1-0", "", ""), TEXTS, first_word=1)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("0-0", "", "3-0"), r"gold\.txt:3: link 3-0: there is no source word 3; the sentence has 3, counted from 0"),
        (("0-0", "0-0", ""), r"gold\.txt:2: link 0-0: there is no source word 0; the sentence has 0"),
        (("0-0", "x", ""), r"gold\.txt:2: 'x' is no gold link; expected i-j if sure"),
        (("0p0:S", "", ""), r"gold\.txt:1: '0p0:S' is no gold link"),
        (("0-0", ""), r"gold\.txt: 2 lines of links, but there are 3 sentences"),
        (("", "", "", ""), r"gold\.txt:4: links for sentence 4, but there are only 3 sentences"),
    ],
)
def test_pharaoh_files_that_do_not_fit_are_refused(tmp_path: Path, lines: tuple[str, ...], message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_gold_pharaoh(write(tmp_path / "gold.txt", *lines), TEXTS)


def test_wpt_counts_sentences_and_words_from_one(tmp_path: Path) -> None:
    path = write(tmp_path / "wpt", "0001 1 1 S", "0003 3 4 P", "0003 2 3", "0001 2 2 S", "", "3 3 4 P")
    first, second, third = (pair.gold for pair in read_gold_wpt(path, TEXTS))
    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.sure, first.possible) == ({(0, 0), (1, 1)}, frozenset())
    assert (second.sure, second.possible) == (frozenset(), frozenset())
    assert (third.sure, third.possible) == ({(1, 2)}, {(2, 3)})
    flipped = read_gold_wpt(write(path, "3 4 3 S"), TEXTS, target_first=True)[2].gold
    assert flipped is not None
    assert flipped.sure == {(2, 3)}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("4 1 1 S", r"wpt:2: sentence 4, expected a sentence from 1 to 3"),
        ("0 1 1 S", r"wpt:2: sentence 0, expected a sentence from 1 to 3"),
        ("1 3 1 S", r"wpt:2: link 3-1: there is no source word 3; the sentence has 2, counted from 1"),
        ("1 1 0 S", r"wpt:2: link 1-0: there is no target word 0"),
        ("1 1 S", r"wpt:2: '1 1 S' is no gold link; expected 'sentence word word S'"),
        ("1 1 1 X", r"wpt:2: '1 1 1 X' is no gold link"),
        ("1 1 1 S S", r"wpt:2: .* is no gold link"),
    ],
)
def test_wpt_files_that_do_not_fit_are_refused(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_gold_wpt(write(tmp_path / "wpt", "1 1 1 S", line), TEXTS)


def test_words_of_link_files_stand_between_white_space() -> None:
    assert cut_at_spaces(" l'homme\u00a0est  là") == ((1, 8), (9, 12), (14, 16))
    assert cut_at_spaces("") == ()
