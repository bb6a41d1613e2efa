"""A translator from a run directory."""

from __future__ import annotations

import logging

import torch

from nmt.aligner import ForcedAligner
from nmt.checkpoint import State, restore_model, unprefixed
from nmt.config import Config, load_config
from nmt.decoding.translator import Translator
from nmt.errors import CheckpointError, RunError
from nmt.keeper import RESUMABLE, RUN, WEIGHTS, read_of_run
from nmt.machine import keep_memory
from nmt.model.encoder_decoder import EncoderDecoder
from nmt.model.recurrent import RecurrentModel
from nmt.model.transformer import Transformer
from nmt.run import RunDirectory, read_json
from nmt.sums import NAME as SUMS
from nmt.sums import check_sums
from nmt.tokenizer import TokenizerPair

log = logging.getLogger(__name__)


def build_model(config: Config, tokenizers: TokenizerPair) -> EncoderDecoder:
    """A freshly initialised model that fits the tokenizers."""
    sizes = tokenizers.src.vocab_size, tokenizers.tgt.vocab_size
    return build_model_of(config, sizes, tokenizers.special_ids.pad_id)


def build_model_of(config: Config, vocab_sizes: tuple[int, int], pad_id: int) -> EncoderDecoder:
    """The same for so many pieces of source and target."""
    kind = Transformer if config.model.kind == "transformer" else RecurrentModel
    return kind(config.model, *vocab_sizes, pad_id, with_alignment=config.alignment.labels != "off")


def build_translator(config: Config, model: EncoderDecoder, tokenizers: TokenizerPair) -> Translator:
    """A translator around a model; sources longer than training ever saw are cut."""
    return Translator(model, tokenizers, config.decoding, config.data.cleaning.max_pieces + 1)


def load_translator(run: RunDirectory, device: torch.device) -> Translator:
    """The run's best weights, or the last ones of a run that has not been validated yet.

    Raises:
        ConfigError, TokenizerError, CheckpointError: a part of the run is missing or damaged.
    """
    return load_translator_and_state(run, device)[0]


def load_aligning_translator(run: RunDirectory, device: torch.device) -> tuple[Translator, ForcedAligner]:
    """The same, and what tells the alignment of the translations.

    Raises:
        RunError: the run cannot or did not learn to align, or was never validated.
        ConfigError, TokenizerError, CheckpointError: a part of the run is missing or damaged.
    """
    translator, state = load_translator_and_state(run, device)
    if translator.model.config.kind == "gru":
        raise RunError(
            f"{run.path}: its model has no attention to align with (model.kind: gru); take a run of another kind, such "
            "as gru_attention"
        )
    if translator.model.alignment is None:
        raise RunError(f"{run.path}: this run learned no alignment (alignment.labels: off); train one that does")
    measured = state.get("alignment")
    if measured is None:
        if _had_best(state):
            raise RunError(
                f"{run.best_checkpoint}: missing, and with it which layer's head aligns; run the training's command "
                "again, which chooses the best anew"
            )
        raise RunError(f"{run.path}: not validated yet, and so it is not known which layer's head aligns; train on")
    known = measured if isinstance(measured, dict) else {}
    layer, attention_layer = known.get("layer", -1), known.get("attention_layer", -1)
    n_layers = translator.model.config.n_decoder_layers
    heads_there, attention_there = (
        type(number) is int and 0 <= number < n_layers for number in (layer, attention_layer)
    )
    if not ((heads_there or layer is None) and attention_there):
        raise CheckpointError(
            f"{run.weights_path}: the layers that align are {[layer, attention_layer]}, expected two numbers from 0 to "
            f"{n_layers - 1}, or null and one; take another copy"
        )
    return translator, ForcedAligner(
        translator.model, translator.tokenizers, layer, attention_layer, translator.max_pieces
    )


def _had_best(state: State) -> bool:
    """Whether the state is that of a last checkpoint beside which there was a best one."""
    progress = state.get("progress")
    return isinstance(progress, dict) and progress.get("best") is not None


def load_translator_and_state(run: RunDirectory, device: torch.device) -> tuple[Translator, State]:
    """`load_translator`, and what the checkpoint tells beside the weights."""
    keep_memory()  # every step of a search takes and frees the scores of the whole vocabulary, 20 MB for a beam of 5
    if (run.path / SUMS).exists():  # what was shared has none
        check_sums(run.path, [run.config_path, *run.tokenizer_dir.glob("*.model")])
    config = load_config(run.config_path)
    tokenizers = TokenizerPair.load(run.tokenizer_dir)
    model = build_model(config, tokenizers)
    path = run.weights_path
    identity = read_json(run.environment_path).get(RUN) if run.environment_path.exists() else None
    kind = {run.best_checkpoint: WEIGHTS, run.last_checkpoint: RESUMABLE}.get(path)
    tensors, state = read_of_run(path, kind, identity)
    restore_model(model, unprefixed(tensors, "model"), path)
    if _had_best(state):
        log.warning(
            "%s: missing; the last checkpoint translates in its place, of step %s",
            run.best_checkpoint,
            state.get("step"),
        )
    return build_translator(config, model.to(device).eval(), tokenizers), state
