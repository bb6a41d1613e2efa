"""The task of a benchmark: a model trained for a few minutes, some batches of its corpus, sentences to translate."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import safetensors.torch

from nmt.benchmark.task import Marks, Pairs, Recipe, Sizes, Task
from nmt.build.data import build_corpora, read_split
from nmt.build.training import open_training
from nmt.checkpoint import read_checkpoint, unprefixed
from nmt.config import Config, dump_config
from nmt.data.batching import Batch
from nmt.data.corpus import SentencePair
from nmt.data.steps import BatchPlan, BatchStream
from nmt.data.streaming import StreamedCorpus
from nmt.errors import BenchmarkError
from nmt.model.layers import NORM_EPSILON
from nmt.run import RunDirectory
from nmt.tokenizer import Tokenizer, TokenizerPair

log = logging.getLogger(__name__)

# What a model must be for every library to build it. The key, the value, and what is said otherwise.
COMMON_GROUND = {
    "kind": "transformer",
    "norm": "layernorm",
    "norm_placement": "post",
    "positions": "sinusoidal",
    "activation": "relu",
    "bias": True,
    "tie_embeddings": "all",
    "attention_dropout": 0.0,
    "activation_dropout": 0.0,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is measured."""

    n_batches: int
    n_sentences: int
    threads: int


def prepare_task(config: Config, run: RunDirectory, folder: Path, amount: Amount, project_root: Path) -> Task:
    """Trains the run unless it is complete, and writes what contenders need into `folder`.

    Raises:
        BenchmarkError: the model is not the one that all libraries can build.
        NmtError: what training raises.
    """
    check_common_ground(config)
    train_if_needed(config, run, project_root)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizers = TokenizerPair.load(run.tokenizer_dir)
    pairs = read_test_pairs(config)[: amount.n_sentences]
    weights = unprefixed(read_checkpoint(run.weights_path)[0], "model")
    task = Task(
        folder=str(folder),
        sizes=sizes_of(config, tokenizers.src.vocab_size),
        marks=marks_of(tokenizers.src),
        recipe=recipe_of(config),
        threads=amount.threads,
        length_penalty=config.decoding.length_penalty,
        max_length_factor=config.decoding.max_length_factor,
        max_length_extra=config.decoding.max_length_extra,
        batches=take_batches(config, tokenizers, amount.n_batches),
        sentences=[pair.src for pair in pairs],
        sources=tokenizers.src.encode_batch([pair.src for pair in pairs]),
        pieces=[tokenizers.src.name_piece(i) for i in range(tokenizers.src.vocab_size)],
        config=str(folder / "config.yaml"),
        run=str(run.path),
    )
    # heads that align are no part of the model that the others build
    shared = {name: tensor.clone() for name, tensor in weights.items() if not name.startswith("alignment.")}
    safetensors.torch.save_file(shared, task.weights_path)
    Path(task.config).write_text(dump_config(config), encoding="utf-8")
    task.write()
    return task


def check_common_ground(config: Config) -> None:
    """Refuses a model that is not every library's."""
    wrong = [
        f"model.{key}: got {getattr(config.model, key)}, expected {value}"
        for key, value in COMMON_GROUND.items()
        if getattr(config.model, key) != value
    ]
    if wrong:
        raise BenchmarkError(f"{'; '.join(wrong)}: the other libraries cannot build it; see configs/benchmark.yaml")


def train_if_needed(config: Config, run: RunDirectory, project_root: Path) -> None:
    """A complete run is taken as it is; one that was interrupted goes on."""
    if run.is_complete:
        log.info("%s: trained before", run.path)
        return
    log.info("%s: training the model that all contenders get (%s steps)", run.path, config.training.max_steps)
    training = open_training(config, run, project_root)
    training.finish(training.trainer.fit())


def read_test_pairs(config: Config) -> list[SentencePair]:
    """The pairs of the first test split, else of validation."""
    return read_split(config, next(iter(config.data.test), "validation"))


def take_batches(config: Config, tokenizers: TokenizerPair, count: int) -> list[Pairs]:
    """The first batches of an epoch, as training sees them."""
    corpora = build_corpora(config, tokenizers)
    if isinstance(corpora.train, StreamedCorpus):
        raise BenchmarkError("data.train: a streamed source; benchmarks need a corpus that fits into memory")
    plan = BatchPlan(config.training.max_tokens_per_batch, seed=config.seed)
    stream = BatchStream(corpora.train, tokenizers.special_ids, plan)
    return [to_pairs(batch) for step in islice(stream, count) for batch in step]


def to_pairs(batch: Batch) -> Pairs:
    """A batch as plain lists."""
    src_ids, tgt_in, tgt_out = (ids.tolist() for ids in (batch.src_ids, batch.tgt_in, batch.tgt_out))
    return Pairs(src_ids, tgt_in, tgt_out, batch.n_tokens, batch.indices)


def sizes_of(config: Config, vocab_size: int) -> Sizes:
    """The model's sizes."""
    model = config.model
    return Sizes(
        d_model=model.d_model,
        d_ff=model.d_ff,
        n_heads=model.n_heads,
        n_encoder_layers=model.n_encoder_layers,
        n_decoder_layers=model.n_decoder_layers,
        vocab_size=vocab_size,
        max_positions=model.max_positions,
        norm_epsilon=NORM_EPSILON,
    )


def marks_of(tokenizer: Tokenizer) -> Marks:
    """The ids of its marks."""
    return Marks(tokenizer.pad_id, tokenizer.unk_id, tokenizer.bos_id, tokenizer.eos_id)


def recipe_of(config: Config) -> Recipe:
    """How a step is taken, without its schedule: rates cost no time."""
    training = config.training
    return Recipe(
        dropout=config.model.dropout,
        label_smoothing=training.label_smoothing,
        lr=training.lr / 10,  # the model is trained already, and its moments are new
        betas=training.betas,
        weight_decay=training.weight_decay,
        clip_norm=training.clip_norm,
    )
