"""The result of an evaluation: as an object, as report.json, and as a table for the terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nmt.atomic import write_whole
from nmt.diagnosis.findings import Finding
from nmt.errors import DataError
from nmt.evaluation.accuracy import Accuracy, compute_exact_matches
from nmt.evaluation.metrics import N_BOOTSTRAP, MetricScore, compute_corpus_scores
from nmt.evaluation.phenomena import compute_phenomena

# Of the layout of report.json; a change that an old reader would misread raises it.
REPORT_VERSION = 1

FILES = ("src", "tgt")  # in a context: the two files that were scored on, where that was no split of the run

ContextValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Scores of the translations of one data set.

    `context` says where they come from: run, checkpoint, beam size, time and the like, as the caller sees
    fit. `phenomena` is empty where sentences carry no tags; `findings` say what is wrong with the model, if anything.
    """

    name: str
    scores: list[MetricScore]
    exact_match: Accuracy
    phenomena: dict[str, Accuracy] = field(default_factory=dict)
    context: dict[str, ContextValue] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def n_sentences(self) -> int:
        """How many sentences were scored."""
        return self.exact_match.total

    def to_dict(self) -> dict[str, Any]:
        """The content of report.json. Derived figures are written for readers, and ignored by `from_dict`."""
        return {
            "version": REPORT_VERSION,
            "name": self.name,
            "n_sentences": self.n_sentences,
            "context": self.context,
            "metrics": {score.name: _metric_to_dict(score) for score in self.scores},
            "exact_match": _accuracy_to_dict(self.exact_match),
            "phenomena": {tag: _accuracy_to_dict(accuracy) for tag, accuracy in self.phenomena.items()},
            "diagnosis": [finding.to_dict() for finding in self.findings],
        }

    @staticmethod
    def from_dict(content: Mapping[str, Any]) -> EvaluationReport:
        """The inverse of `to_dict`.

        Raises:
            DataError: another version, or not a report.
        """
        try:
            if content["version"] != REPORT_VERSION:
                raise DataError(f"report: got version {content['version']!r}, expected {REPORT_VERSION}")
            return EvaluationReport(
                name=content["name"],
                scores=[
                    MetricScore(name, m["value"], m["mean"], m["margin"], m["signature"])
                    for name, m in content["metrics"].items()
                ],
                exact_match=_accuracy_from_dict(content["exact_match"]),
                phenomena={tag: _accuracy_from_dict(a) for tag, a in content["phenomena"].items()},
                context=dict(content["context"]),
                findings=[Finding.from_dict(finding) for finding in content.get("diagnosis", [])],
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise DataError(f"report: not the content of a report.json ({type(error).__name__}: {error})") from None


def compute_report(
    name: str,
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    *,
    tags: Sequence[Sequence[str]] | None = None,
    context: Mapping[str, ContextValue] | None = None,
    findings: Sequence[Finding] = (),
    n_bootstrap: int = N_BOOTSTRAP,
    tgt_lang: str = "",
) -> EvaluationReport:
    """Score translations in every way we have.

    Args:
        name: of the data set, such as "test".
        hypotheses, references, n_bootstrap, tgt_lang: see `compute_corpus_scores`.
        tags: the phenomena that each sentence shows, if they are known.
        context, findings: see `EvaluationReport`.

    Raises:
        DataError: no sentences, or lists that do not pair up.
    """
    exact = compute_exact_matches(hypotheses, references)
    return EvaluationReport(
        name=name,
        scores=compute_corpus_scores(hypotheses, references, n_bootstrap, tgt_lang),
        exact_match=Accuracy(sum(exact), len(exact)),
        phenomena=compute_phenomena(exact, tags) if tags is not None else {},
        context=dict(context or {}),
        findings=list(findings),
    )


def write_report(path: Path, report: EvaluationReport) -> None:
    """Write report.json; the folder is made if need be."""
    write_whole(path, (json.dumps(report.to_dict(), indent=2, ensure_ascii=False) + "\n").encode())


def read_report(path: Path) -> EvaluationReport:
    """Read what `write_report` wrote.

    Raises:
        DataError: no such file, or not a report.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read as a report: {error}") from None
    try:
        return EvaluationReport.from_dict(content)
    except DataError as error:
        raise DataError(f"{path}: {error}") from None


def _metric_to_dict(score: MetricScore) -> dict[str, Any]:
    return {
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "mean": score.mean,
        "margin": score.margin,
        "signature": score.signature,
    }


def _accuracy_to_dict(accuracy: Accuracy) -> dict[str, Any]:
    return {
        "correct": accuracy.correct,
        "total": accuracy.total,
        "value": accuracy.value,
        "low": accuracy.low,
        "high": accuracy.high,
    }


def _accuracy_from_dict(content: Mapping[str, Any]) -> Accuracy:
    return Accuracy(content["correct"], content["total"])
