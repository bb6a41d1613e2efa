"""gold_alignment.json: written and read back, and what is said of a damaged one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nmt.alignment.aer import AlignmentScore
from nmt.alignment.gold_report import AlignedSentence, GoldReport, read_gold_report, write_gold_report
from nmt.errors import DataError

SENTENCES = [
    AlignedSentence("Je suis là.", "I am there.", AlignmentScore(5, 4, 3, 4)),
    AlignedSentence("", "", AlignmentScore()),
]
REPORT = GoldReport({"the model": SENTENCES[0].score, "diagonal": AlignmentScore(4, 4, 1, 2)}, SENTENCES)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "gold_alignment.json"
    write_gold_report(path, REPORT)
    assert read_gold_report(path) == REPORT
    content = json.loads(path.read_text(encoding="utf-8"))
    assert (content["version"], content["n_sentences"]) == (1, 2)
    assert content["scores"]["the model"]["aer"] == REPORT.scores["the model"].aer  # for readers
    assert "là" in path.read_text(encoding="utf-8")


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "gold_alignment.json"
    with pytest.raises(DataError, match=r"gold_alignment\.json: cannot be read: No such file or directory"):
        read_gold_report(path)
    path.write_text('{"version": 2}')
    with pytest.raises(DataError, match=r"gold_alignment\.json: got version 2, expected 1"):
        read_gold_report(path)
    impossible = '{"version": 1, "scores": {"a": {"given": 0, "sure": 0, "given_sure": 1, "given_acceptable": 0}}}'
    for text in ("{", "[]", '{"version": 1}', '{"version": 1, "scores": {}, "sentences": [1]}', impossible):
        path.write_text(text)
        with pytest.raises(DataError, match=r"not the content of a gold_alignment\.json .*; write it anew"):
            read_gold_report(path)
