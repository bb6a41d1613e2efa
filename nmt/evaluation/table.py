"""An evaluation report as plain text for the terminal: aligned, and no wider than 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from nmt.diagnosis.findings import Finding
from nmt.evaluation.accuracy import Accuracy
from nmt.evaluation.metrics import MetricScore
from nmt.evaluation.report import EvaluationReport

MAX_WIDTH = 100
MAX_TAG_WIDTH = 50


def format_report(report: EvaluationReport) -> str:
    """Scores, accuracy by phenomenon (worst first) if there are any, signatures. No newline at the end."""
    title = f"{in_one_line(report.name, MAX_WIDTH - 30)}: {report.n_sentences:,} sentences"
    blocks = [title, _format_scores(report)]
    if report.phenomena:
        blocks.append(_format_phenomena(report.phenomena))
    blocks.append(_format_signatures(report.scores))
    return "\n\n".join(blocks)


def format_findings(findings: Sequence[Finding]) -> str:
    """What is wrong with a model, one paragraph each; empty if nothing is. No newline at the end."""
    paragraphs = [" ".join(f"diagnosis: {finding}".split()) for finding in findings]
    return "\n".join(textwrap.fill(text, MAX_WIDTH, subsequent_indent="    ") for text in paragraphs)


def _format_scores(report: EvaluationReport) -> str:
    rows = [["metric", "score", "95 % low", "high", ""]]
    for score in report.scores:
        figures = [f"{figure:.2f}" for figure in (score.value, score.low, score.high)]
        rows.append([score.name, *figures, "lower is better" if score.lower_is_better else ""])
    exact = report.exact_match
    rows.append(["exact match %", *_percentages(exact), f"{exact.correct:,} of {exact.total:,}"])
    return align_columns(rows, right=(1, 2, 3))


def _format_phenomena(phenomena: dict[str, Accuracy]) -> str:
    rows = [["phenomenon, worst first", "exact match %", "95 % low", "high", "right", "of"]]
    for tag, accuracy in sorted(phenomena.items(), key=lambda item: (item[1].value, item[0])):
        numbers = [f"{accuracy.correct:,}", f"{accuracy.total:,}"]
        rows.append([in_one_line(tag, MAX_TAG_WIDTH), *_percentages(accuracy), *numbers])
    return align_columns(rows, right=(1, 2, 3, 4, 5))


def _format_signatures(scores: Sequence[MetricScore]) -> str:
    """One to a line; what does not fit goes on below, cut between two fields."""
    indent = max((len(score.name) for score in scores), default=0) + 2
    lines = ["sacreBLEU signatures"]
    for score in scores:
        line = score.name.ljust(indent)
        for i, part in enumerate(score.signature.split("|")):
            text = f"|{part}" if i else part
            if len(line) + len(text) > MAX_WIDTH:
                lines.append(line)
                line = " " * indent
            line += text
        lines.append(line.rstrip())
    return "\n".join(lines)


def _percentages(accuracy: Accuracy) -> list[str]:
    """The share and the ends of its interval."""
    return [f"{100 * share:.2f}" for share in (accuracy.value, accuracy.low, accuracy.high)]


def in_one_line(text: str, width: int) -> str:
    """Without line feeds or runs of spaces, and cut to `width` characters."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def align_columns(rows: Sequence[Sequence[str]], right: Sequence[int]) -> str:
    """Columns two spaces apart; those in `right` are aligned at their right edge."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
