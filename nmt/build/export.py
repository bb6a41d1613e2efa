"""Runs in the formats of other tools, and a translator around one of these."""

from __future__ import annotations

import logging
from pathlib import Path

import torch

from nmt.alignment.gold_report import read_gold_report
from nmt.build.alignment_scores import Scores
from nmt.build.translator import load_translator_and_state
from nmt.checkpoint import State
from nmt.config import load_config
from nmt.errors import CheckpointError
from nmt.export.ctranslate2 import (
    ReadableAttention,
    export_model,
    fingerprint_run,
    import_ctranslate2,
    is_export_of,
)
from nmt.export.ctranslate2_engine import CTranslate2Translator
from nmt.run import RunDirectory
from nmt.tokenizer import TokenizerPair

log = logging.getLogger(__name__)


def export_ctranslate2(run: RunDirectory, folder: Path, quantization: str = "float32") -> None:
    """Writes the run's best weights as a folder for CTranslate2.

    Raises:
        RunError: CTranslate2 is not installed, or the folder holds something else or cannot be written to.
        ConfigError, TokenizerError, CheckpointError: a part of the run is missing or damaged.
    """
    import_ctranslate2()  # before anything that takes time
    fingerprint = fingerprint_run(run, quantization)
    translator, state = load_translator_and_state(run, torch.device("cpu"))
    export_model(translator, folder, fingerprint, quantization, read_attention(run, state))


def load_ctranslate2_translator(
    run: RunDirectory, device: torch.device, quantization: str = "float32"
) -> CTranslate2Translator:
    """A translator around the run's own export, which is made at first use and again when the run has changed.

    The export is in float32; CTranslate2 quantizes it while it loads, to the numbers that a quantized export holds.

    Raises:
        RunError, ConfigError, TokenizerError, CheckpointError: as `export_ctranslate2`.
    """
    import_ctranslate2()
    if not is_export_of(run.ctranslate2_dir, fingerprint_run(run, "float32")):
        log.info("writing this run's model for CTranslate2 to %s", run.ctranslate2_dir)
        export_ctranslate2(run, run.ctranslate2_dir)
    config, tokenizers = load_config(run.config_path), TokenizerPair.load(run.tokenizer_dir)
    return CTranslate2Translator(
        run.ctranslate2_dir,
        tokenizers,
        config.decoding,
        config.data.cleaning.max_pieces + 1,
        config.model.max_positions,
        device.type,
        quantization,
    )


def read_attention(run: RunDirectory, state: State) -> ReadableAttention:
    """What the run has measured of its cross-attention.

    Raises:
        CheckpointError: it does not say which layer that is, or nothing of that one.
    """
    measured = state.get("alignment")
    if measured is None:
        return ReadableAttention()
    known = measured if isinstance(measured, dict) else {}
    layer, hits_by_layer = known.get("attention_layer"), known.get("attention_hits")
    if not (type(layer) is int and isinstance(hits_by_layer, list) and 0 <= layer < len(hits_by_layer)):
        raise CheckpointError(
            f"{run.weights_path}: alignment: got attention_layer {layer!r} and attention_hits {hits_by_layer!r}, "
            "expected a layer's number and a share for each layer; take another copy"
        )
    hits = hits_by_layer[layer]
    for split, scores in read_alignment_scores(run).items():
        if score := scores.get(f"attention, layer {layer}, mean"):
            return ReadableAttention(layer, hits, score.aer, split)
    return ReadableAttention(layer, hits)


def read_alignment_scores(run: RunDirectory) -> dict[str, Scores]:
    """What evaluate.py has measured against gold links: by split and way to align."""
    files = (run.gold_alignment_path(folder.name) for folder in sorted(run.evaluation_dir.glob("*")))
    return {file.parent.name: read_gold_report(file).scores for file in files if file.is_file()}
