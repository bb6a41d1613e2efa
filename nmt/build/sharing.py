"""A run as a folder that can be given to others."""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from nmt.alignment.gold_report import GoldReport, write_gold_report
from nmt.build.export import read_alignment_scores
from nmt.build.places import forget_places
from nmt.build.translator import build_model
from nmt.checkpoint import model_tensors, prefixed, read_checkpoint, restore_model, unprefixed, write_checkpoint
from nmt.config import load_config
from nmt.evaluation.report import FILES, EvaluationReport, read_report, write_report
from nmt.export.folders import replaced_folder
from nmt.export.model_card import CardFacts, write_card
from nmt.run import RunDirectory, SharedModel, read_json, write_json
from nmt.tokenizer import TokenizerPair

log = logging.getLogger(__name__)


def share_run(run: RunDirectory, folder: Path, license: str | None = None, data_license: str | None = None) -> None:
    """Writes the run in the layout of the Hugging Face hub; an older one in this folder is replaced.

    Args:
        license: of the model, by the hub's identifier.
        data_license: what is to be said of the data's licence.

    Raises:
        RunError: the folder holds something else, or cannot be written to.
        ConfigError, TokenizerError, CheckpointError, DataError: a part of the run is missing or damaged.
    """
    given, tokenizers = load_config(run.config_path), TokenizerPair.load(run.tokenizer_dir)
    config = forget_places(given)
    tensors, state = read_checkpoint(run.weights_path)
    model = build_model(config, tokenizers)
    restore_model(model, unprefixed(tensors, "model"), run.weights_path)  # proves that all belongs together
    measured = {
        key: value for key, value in state.items() if key not in ("progress", "stream", "since_log", "journals")
    }
    alignment = state.get("alignment") or {}
    facts = CardFacts(
        config,
        sum(parameter.numel() for parameter in model.parameters()),
        _read(run.data_path).get("train", {}),
        read_reports(run),
        read_alignment_scores(run),
        alignment.get("aer"),
        _read(run.environment_path),
        _read(run.complete_path),
        license,
        data_license,
    )
    if license is None:
        log.warning("the model card names no licence, so that nobody may use the model; give --license, such as mit")
    if given.data.root != config.data.root:
        log.warning("data.root: left out, being a folder of this machine; files are looked for where the user stands")
    with replaced_folder(folder, sign="model.safetensors") as unfinished:
        shared = SharedModel(unfinished)
        text = json.dumps(config.model_dump(mode="json"), ensure_ascii=False, indent=2)
        shared.config_path.write_text(text + "\n", encoding="utf-8")
        tokenizers.save(shared.tokenizer_dir)
        write_checkpoint(shared.weights_path, prefixed(model_tensors(model), "model"), measured)
        shared.card_path.write_text(write_card(facts), encoding="utf-8")
        _copy_facts(run, shared)


def read_reports(run: RunDirectory) -> list[EvaluationReport]:
    """What evaluate.py has measured, by name of the split."""
    files = (run.report_path(folder.name) for folder in sorted(run.evaluation_dir.glob("*")))
    return [read_report(file) for file in files if file.is_file()]


def _copy_facts(run: RunDirectory, shared: SharedModel) -> None:
    """What a shared model needs to be evaluated, and to be shared once more; no sentence of the data."""
    wanted = [run.aligner_path, run.model1_path, run.environment_path, run.complete_path]
    for path in filter(Path.is_file, wanted):
        copy = shared.path / path.relative_to(run.path)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    for report in read_reports(run):
        context = {key: value for key, value in report.context.items() if key not in FILES}  # of this machine
        write_report(shared.report_path(report.name), replace(report, context=context))
    if facts := _read(run.data_path):
        write_json(shared.data_path, facts | {"train": {**facts.get("train", {}), "examples": {}}})
    for split, scores in read_alignment_scores(run).items():
        write_gold_report(shared.gold_alignment_path(split), GoldReport(scores, []))


def _read(path: Path) -> dict[str, Any]:
    return read_json(path) if path.is_file() else {}
