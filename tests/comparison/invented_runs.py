"""Runs that nobody trained: the files that a comparison reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nmt.alignment.aer import AlignmentScore
from nmt.alignment.gold_report import AlignedSentence, GoldReport, write_gold_report
from nmt.config.document import dump_yaml
from nmt.evaluation.accuracy import compute_exact_matches
from nmt.evaluation.report import compute_report, write_report
from nmt.evaluation.translations import TranslatedSentence, write_translations
from nmt.reporting import FileReporter
from nmt.run import RunDirectory, write_json

TAGS = ("negation", "age", "weather")
SUBJECTS = "the dog,a cat,my sister,the old teacher,nobody here".split(",")
VERBS = "sees,likes,finds,hears,forgets,follows".split(",")
OBJECTS = "the red house,a small tree,his brother,the train,our garden".split(",")
REFERENCES = [f"{subject} {verb} {object_}." for subject in SUBJECTS for verb in VERBS for object_ in OBJECTS]
SOURCES = [f"phrase numéro {number}" for number in range(len(REFERENCES))]


def invent_run(path: Path, config: dict[str, Any] | None = None, **data: Any) -> RunDirectory:
    """A run with a configuration, data, environment and a short history."""
    run = RunDirectory(path)
    run.create()
    values = {
        "name": path.name,
        "run_dir": str(path),
        "model": {"dropout": 0.1, "d_model": 32},
        "data": {"carve_test": 30},
    } | (config or {})
    run.config_path.write_text(dump_yaml(values), encoding="utf-8")
    counts = {"read": 10, "kept": 9, "examples": {"empty": [path.name]}}
    write_json(run.data_path, {"train": counts, "validation": 3, "fingerprint": "abc"} | data)
    write_json(run.environment_path, {"nmt": "0.1.0", "packages": {"torch": "2.13.0"}, "precision": "fp32"})
    write_json(run.complete_path, {"step": 20})
    files = FileReporter(run.metrics_path, run.samples_path)
    files.start(0)
    for step in (10, 20):
        files.metrics(step, {"train/nll": 1.0, "train/tokens": 600.0 * step, "train/minutes": step / 10})
    files.metrics(20, {"validation/bleu": 30.0})
    return run


def evaluate(run: RunDirectory, wrong: Sequence[int] = (), n: int = len(REFERENCES), split: str = "test",
             beam_size: int = 5, **files: str) -> None:  # fmt: skip
    """Translations of the first n sentences, right but for the numbers in `wrong`."""
    hypotheses = [f"{REFERENCES[k][:-12]} garbage." if k in set(wrong) else REFERENCES[k] for k in range(n)]
    references = [(REFERENCES[k],) for k in range(n)]
    exact = compute_exact_matches(hypotheses, references)
    tags = [(TAGS[k % len(TAGS)],) for k in range(n)]
    write_translations(
        run.translations_path(split),
        [TranslatedSentence(str(k + 1), SOURCES[k], hypotheses[k], references[k], exact[k], tags[k]) for k in range(n)],
    )
    context = {"run": run.path.name, "beam_size": beam_size, **files}
    report = compute_report(split, hypotheses, references, tags=tags, context=context, n_bootstrap=2)
    write_report(run.report_path(split), report)


def align(run: RunDirectory, found: Sequence[int], split: str = "test") -> None:
    """Sentence k has four sure links, and the model gives four of which found[k] are right."""
    sentences = [
        AlignedSentence(SOURCES[k], REFERENCES[k], AlignmentScore(4, 4, right, right)) for k, right in enumerate(found)
    ]
    total = sum((one.score for one in sentences), AlignmentScore())
    write_gold_report(run.gold_alignment_path(split), GoldReport({"the model's alignment": total}, sentences))
