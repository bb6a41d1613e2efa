"""A translator from a run directory."""

from __future__ import annotations

import torch

from nmt.checkpoint import read_checkpoint, restore_model, unprefixed
from nmt.config import Config, load_config
from nmt.decoding.translator import Translator
from nmt.model.transformer import Transformer
from nmt.run import RunDirectory
from nmt.tokenizer import TokenizerPair


def build_model(config: Config, tokenizers: TokenizerPair) -> Transformer:
    """A freshly initialised model that fits the tokenizers."""
    pad_id, aligns = tokenizers.special_ids.pad_id, config.alignment.labels != "off"
    sizes = tokenizers.src.vocab_size, tokenizers.tgt.vocab_size
    return Transformer(config.model, *sizes, pad_id, with_alignment=aligns)


def build_translator(config: Config, model: Transformer, tokenizers: TokenizerPair) -> Translator:
    """A translator around a model; sources longer than training ever saw are cut."""
    return Translator(model, tokenizers, config.decoding, config.data.cleaning.max_pieces + 1)


def load_translator(run: RunDirectory, device: torch.device) -> Translator:
    """The run's best weights, or the last ones of a run that has not been validated yet.

    Raises:
        ConfigError, TokenizerError, CheckpointError: a part of the run is missing or damaged.
    """
    config = load_config(run.config_path)
    tokenizers = TokenizerPair.load(run.tokenizer_dir)
    model = build_model(config, tokenizers)
    tensors, _ = read_checkpoint(run.weights_path)
    restore_model(model, unprefixed(tensors, "model"), run.weights_path)
    return build_translator(config, model.to(device).eval(), tokenizers)
