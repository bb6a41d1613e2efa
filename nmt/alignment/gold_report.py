"""What an evaluation found about alignments on pairs with gold links: gold_alignment.json in a run.

The scores of every way to align, beside each other, and of the model's own way the counts of each sentence, so that
two runs can be held against each other.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nmt.alignment.aer import AlignmentScore
from nmt.atomic import write_whole
from nmt.errors import DataError

REPORT_VERSION = 1


@dataclass(frozen=True, slots=True)
class AlignedSentence:
    """A pair and the score of the model's links in it."""

    src: str
    tgt: str
    score: AlignmentScore


@dataclass(frozen=True, slots=True)
class GoldReport:
    """`scores` by the name of who aligned, over all of `sentences`."""

    scores: dict[str, AlignmentScore]
    sentences: list[AlignedSentence]


def write_gold_report(path: Path, report: GoldReport) -> None:
    """Write gold_alignment.json; the folder is made if need be."""
    content = {
        "version": REPORT_VERSION,
        "n_sentences": len(report.sentences),
        "scores": {name: _rates(score) | asdict(score) for name, score in report.scores.items()},
        "sentences": [{"src": one.src, "tgt": one.tgt} | asdict(one.score) for one in report.sentences],
    }
    write_whole(path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


def read_gold_report(path: Path) -> GoldReport:
    """Read what `write_gold_report` wrote.

    Raises:
        DataError: no such file, another version, or not such a report.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != REPORT_VERSION:
            raise DataError(f"{path}: got version {content['version']!r}, expected {REPORT_VERSION}")
        return GoldReport(
            {name: _score(counts) for name, counts in content["scores"].items()},
            [AlignedSentence(one["src"], one["tgt"], _score(one)) for one in content["sentences"]],
        )
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DataError(
            f"{path}: not the content of a gold_alignment.json ({type(error).__name__}: {error}); write it anew with "
            "scripts/evaluate.py"
        ) from None


def _rates(score: AlignmentScore) -> dict[str, float]:
    return {"aer": score.aer, "precision": score.precision, "recall": score.recall, "f1": score.f1}


def _score(counts: dict[str, Any]) -> AlignmentScore:
    return AlignmentScore(counts["given"], counts["sure"], counts["given_sure"], counts["given_acceptable"])
