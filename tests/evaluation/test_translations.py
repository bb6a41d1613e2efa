from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.errors import DataError
from nmt.evaluation.translations import TranslatedSentence, read_translations, write_translations


def test_worked_example(tmp_path) -> None:
    path = tmp_path / "new" / "translations.tsv"
    sentences = [
        TranslatedSentence("0", "Je suis étudiant", "I am a student.", ("I am a student.",), True, ("a", "b")),
        TranslatedSentence("x", "deux\tmots\\n\n", "", ("one", "two"), False),
    ]
    write_translations(path, iter(sentences))
    assert path.read_bytes().decode() == (
        "id\tsrc\thypothesis\treference\texact\ttags\n"
        "0\tJe suis étudiant\tI am a student.\tI am a student.\tyes\ta b\n"
        "x\tdeux\\tmots\\\\n\\n\t\tone ||| two\tno\t\n"
    )


def test_no_sentences(tmp_path) -> None:
    write_translations(tmp_path / "t.tsv", [])
    assert (tmp_path / "t.tsv").read_text() == "id\tsrc\thypothesis\treference\texact\ttags\n"


def test_half_a_surrogate_pair_does_not_stop_the_writing(tmp_path) -> None:
    write_translations(tmp_path / "t.tsv", [TranslatedSentence("1", "a\ud800b", "c", ("d",), False)])
    assert "a\\ud800b\tc" in (tmp_path / "t.tsv").read_text(encoding="utf-8")


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_one_line_a_sentence_and_nothing_lost(tmp_path_factory, texts) -> None:
    path = tmp_path_factory.mktemp("translations") / "t.tsv"
    write_translations(path, [TranslatedSentence("1", src, hyp, ("r",), True) for src, hyp in texts])
    lines = path.read_bytes().decode().split("\n")
    assert lines.pop() == ""
    rows = [line.split("\t") for line in lines[1:]]
    assert [[unescape(cell) for cell in row] for row in rows] == [["1", src, hyp, "r", "yes", ""] for src, hyp in texts]


def unescape(cell: str) -> str:
    """Read the escapes from left to right, as the documentation of the format says."""
    pieces, rest = [], iter(cell)
    for character in rest:
        pieces.append({"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}[next(rest)] if character == "\\" else character)
    return "".join(pieces)


texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\\t\n\r|tnr "))
references = st.lists(st.text("ab \\\t\n") | st.text("| \\a"), min_size=1, max_size=3).map(tuple)
words = st.lists(st.text("abc_", min_size=1), max_size=3).map(tuple)


@given(st.lists(st.builds(TranslatedSentence, texts, texts, texts, references, st.booleans(), words), max_size=4))
def test_what_was_written_is_read(tmp_path_factory, sentences) -> None:
    path = tmp_path_factory.mktemp("translations") / "t.tsv"
    write_translations(path, sentences)
    assert read_translations(path) == sentences


def test_bars_inside_a_reference_separate_nothing(tmp_path: Path) -> None:
    one = TranslatedSentence("0", "a ||| b", "a ||| b", ("a ||| b", "|||", "\\||||", "a |"), False)
    write_translations(tmp_path / "t.tsv", [one])
    assert read_translations(tmp_path / "t.tsv") == [one]
    assert (tmp_path / "t.tsv").read_text().splitlines()[1].split("\t")[1:4] == [
        "a ||| b",
        "a ||| b",
        r"a \||| b ||| \||| ||| \\\|||| ||| a |",
    ]


def test_errors_of_reading_say_where(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    with pytest.raises(DataError, match=r"t\.tsv: cannot be read as translations: .*No such file"):
        read_translations(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match=r"t\.tsv: cannot be read as translations: 'utf-8' codec"):
        read_translations(path)
    path.write_text("source\ttarget\n")
    with pytest.raises(DataError, match=r"t\.tsv:1: got 'source\\ttarget', expected the columns id, src, hypothesis,"):
        read_translations(path)
    for line, found in (("1\ta\tb", "3 fields, exact []"), ("1\ta\tb\tc\tja\t", "6 fields, exact ['ja']")):
        write_translations(path, [TranslatedSentence("0", "a", "b", ("c",), True)])
        path.write_text(path.read_text() + line + "\n")
        with pytest.raises(DataError) as caught:
            read_translations(path)
        assert str(caught.value) == (
            f"{path}:3: {found}; expected 6 between tabs, the fifth yes or no; write them anew with scripts/evaluate.py"
        )
