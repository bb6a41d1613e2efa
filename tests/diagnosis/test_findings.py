"""Findings on their way to the reader: in the log, in report.json, in the terminal."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from nmt.diagnosis.findings import Finding
from nmt.evaluation.report import compute_report, read_report, write_report
from nmt.evaluation.table import MAX_WIDTH, format_findings
from nmt.reporting import DiagnosisReporter, read_metrics

FINDING = Finding("same_output", "one for all", "'a\x1b[2J' for 9 of 9", "lower training.lr", ("training.lr",))


def test_the_log_hears_findings_and_what_the_curves_say(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "metrics.jsonl"
    losses = [5.0, 4.0, 3.0, 2.0, 1.0, *[6.0] * 5]
    lines = [json.dumps({"step": 20 * i, "train/loss": loss}) + "\n" for i, loss in enumerate(losses)]
    path.write_text("".join(lines) + '{"step": 200, "tor')
    assert [line["train/loss"] for line in read_metrics(path)] == losses
    with caplog.at_level(logging.WARNING):
        DiagnosisReporter(path).findings(200, [FINDING])
    first, second = caplog.messages
    assert first == "step 200: one for all: 'a�[2J' for 9 of 9; lower training.lr"
    assert second.startswith("step 200: the training loss rises again")
    caplog.clear()
    DiagnosisReporter(tmp_path / "none").findings(200, [])
    assert caplog.messages == []


def test_what_the_curves_say_is_told_once_unless_it_gets_worse(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Learned by heart from the third validation on, a tenth worse at the sixth, healed at the eighth; and anew."""
    path = tmp_path / "metrics.jsonl"
    reporter, told = DiagnosisReporter(path), []
    for i, loss in enumerate([1.0, 1.15, 1.16, 1.17, 1.2, 1.3, 1.31, 0.9, 1.0, 1.0]):
        lines = [{"step": i, "train/loss": 5.0 - i / 10}, {"step": i, "validation/loss": loss, "validation/bleu": -i}]
        with open(path, "a") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
        caplog.clear()
        reporter.findings(i, [FINDING])
        assert caplog.messages[0].startswith(f"step {i}: one for all")  # of these translations, and so each time
        told += [i for message in caplog.messages[1:] if "by heart" in message]
    assert told == [2, 5, 9]
    caplog.clear()
    DiagnosisReporter(path).findings(9, [])  # another sitting has another reader
    assert [message for message in caplog.messages if "by heart" in message]


def test_a_report_keeps_its_findings(tmp_path: Path) -> None:
    report = compute_report("test", ["a"], [["b"]], findings=[FINDING], n_bootstrap=2)
    write_report(tmp_path / "report.json", report)
    assert read_report(tmp_path / "report.json").findings == [FINDING]
    assert json.loads((tmp_path / "report.json").read_text())["diagnosis"][0]["keys"] == ["training.lr"]


def test_a_report_of_before_there_were_findings_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    write_report(path, compute_report("test", ["a"], [["b"]], n_bootstrap=2))
    content = json.loads(path.read_text())
    del content["diagnosis"]
    path.write_text(json.dumps(content))
    assert read_report(path).findings == []


def test_findings_fit_the_terminal() -> None:
    long = Finding("x", "word " * 30, "evidence " * 20, "advice", ())
    lines = format_findings([FINDING, long]).split("\n")
    assert max(map(len, lines)) <= MAX_WIDTH
    assert [line.startswith("diagnosis: ") for line in lines].count(True) == 2
    assert format_findings([]) == ""
