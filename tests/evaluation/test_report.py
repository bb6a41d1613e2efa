from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.errors import DataError
from nmt.evaluation.accuracy import Accuracy
from nmt.evaluation.metrics import MetricScore
from nmt.evaluation.report import EvaluationReport, compute_report, read_report, write_report
from nmt.evaluation.table import format_report

SIGNATURE = "nrefs:var|bs:1000|seed:12345|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0"


def report_with(phenomena: dict[str, Accuracy], name: str = "test", signature: str = SIGNATURE) -> EvaluationReport:
    scores = [
        MetricScore("BLEU", 98.765, 98.7, 1.5, signature),
        MetricScore("TER", 2.5, 2.5, 0.25, signature),
    ]
    return EvaluationReport(name, scores, Accuracy(1980, 2000), phenomena, {"beam_size": 5, "run": "runs/toy"})


SMALL = {"negation": Accuracy(90, 100), "âge": Accuracy(1, 2), "question": Accuracy(1234, 1234)}


def test_report_of_two_sentences() -> None:
    report = compute_report(
        "test",
        ["I am a student.", "He is old."],
        [["I am a student."], ["He is ten.", "He is ten years old."]],
        tags=[["profession"], ["age"]],
        context={"beam_size": 5},
        n_bootstrap=10,
    )
    assert report.n_sentences == 2
    assert report.exact_match == Accuracy(1, 2)
    assert report.phenomena == {"age": Accuracy(0, 1), "profession": Accuracy(1, 1)}
    assert [score.name for score in report.scores] == ["BLEU", "chrF2", "TER"]
    assert report.context == {"beam_size": 5}
    assert "|bs:10|" in report.scores[0].signature


def test_report_without_tags() -> None:
    report = compute_report("files", ["a"], [["b"]], n_bootstrap=2)
    assert report.phenomena == {}
    assert "phenomenon" not in format_report(report)


def test_report_of_nothing() -> None:
    with pytest.raises(DataError, match="got no sentences"):
        compute_report("test", [], [])


def test_json_round_trip(tmp_path) -> None:
    path = tmp_path / "evaluation" / "test" / "report.json"
    report = report_with(SMALL)
    write_report(path, report)
    assert read_report(path) == report
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["n_sentences"] == 2000
    assert content["metrics"]["BLEU"]["high"] == 100.0
    assert content["metrics"]["TER"]["signature"] == SIGNATURE
    assert content["exact_match"]["value"] == 0.99
    assert content["phenomena"]["âge"] == {
        "correct": 1,
        "total": 2,
        "value": 0.5,
        "low": pytest.approx(0.0945, abs=1e-4),
        "high": pytest.approx(0.9055, abs=1e-4),
    }
    assert "âge" in path.read_text(encoding="utf-8")  # for people, not escaped


def test_report_that_cannot_be_read(tmp_path) -> None:
    path = tmp_path / "report.json"
    with pytest.raises(DataError, match=r"report\.json: cannot be read as a report: .*No such file"):
        read_report(path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"report\.json: cannot be read as a report: Expecting"):
        read_report(path)
    path.write_bytes(b'"\xff"')
    with pytest.raises(DataError, match=r"report\.json: cannot be read as a report: .*utf-8"):
        read_report(path)
    for content, message in (
        ("[]", "not the content of a report.json"),
        ("{}", r"not the content of a report.json \(KeyError: 'version'\)"),
        ('{"version": 7}', "got version 7, expected 1"),
    ):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(DataError, match=f"report.json: report: {message}"):
            read_report(path)


@pytest.mark.parametrize(
    "change", [{"metrics": 3}, {"exact_match": {"correct": 3, "total": 2}}, {"phenomena": {"a": 1}}]
)
def test_report_with_a_damaged_part(change) -> None:
    with pytest.raises(DataError, match="not the content of a report"):
        EvaluationReport.from_dict(report_with(SMALL).to_dict() | change)


def test_table_says_it_all() -> None:
    table = format_report(report_with(SMALL))
    lines = table.splitlines()
    assert lines[0] == "test: 2,000 sentences"
    assert any(line.split() == ["BLEU", "98.77", "97.20", "100.00"] for line in lines)
    assert any(line.startswith("TER") and line.endswith("lower is better") for line in lines)
    assert any(line.startswith("exact match %") and " 99.00 " in line for line in lines)
    assert any(line.endswith("  1,980 of 2,000") for line in lines)
    tags = [line.split()[0] for line in lines if line.split()[:1] and line.split()[0] in SMALL]
    assert tags == ["âge", "negation", "question"]  # worst first
    assert table.count(SIGNATURE) == 2
    assert not table.endswith("\n")


def test_table_is_aligned() -> None:
    """The points of the figures stand below each other, and numbers end where their headings end."""
    _, scores, phenomena, _ = format_report(report_with(SMALL)).split("\n\n")
    for block in (scores, phenomena):
        points = [[i for i, character in enumerate(row) if character == "."] for row in block.split("\n")[1:]]
        assert all(len(row) == 3 and row == points[0] for row in points)
    assert len({len(row) for row in phenomena.split("\n")}) == 1


@given(
    st.dictionaries(st.text(min_size=1), st.integers(1, 10**6).map(lambda n: Accuracy(n // 3, n)), max_size=5),
    st.text(),
    st.lists(st.text("abc:0", max_size=30), max_size=20),
)
def test_table_is_never_wider_than_100_columns(phenomena, name, fields) -> None:
    table = format_report(report_with(phenomena, name, "|".join(fields)))
    assert max(map(len, table.split("\n"))) <= 100
    assert all(line == line.rstrip() for line in table.split("\n") if "sentences" not in line)


@pytest.mark.parametrize("width", range(1, 40))
def test_long_signatures_are_cut_between_fields(width) -> None:
    fields = ["x" * width] * 20
    lines = format_report(report_with({}, signature="|".join(fields))).split("\n")
    assert max(map(len, lines)) <= 100
    signatures = lines[lines.index("sacreBLEU signatures") + 1 :]
    assert "".join(line.strip() for line in signatures) == f"BLEU  {'|'.join(fields)}TER   {'|'.join(fields)}"
