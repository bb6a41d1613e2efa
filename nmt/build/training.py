"""A trainer from a configuration."""

from __future__ import annotations

import logging
import sys
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from nmt.alignment.labels import WordAligner
from nmt.build.alignment import Labellers, build_labellers, load_or_fit_aligner
from nmt.build.data import Corpora, build_corpora
from nmt.build.explaining import Place, explain_run, find_foundations, identify_run, list_sums
from nmt.build.fitting import check_fits
from nmt.build.translator import build_model, build_translator
from nmt.config import Config, load_config
from nmt.config.document import flatten
from nmt.data.arrays import PairArrays
from nmt.data.batching import Batch, make_batch, plan_epoch
from nmt.data.dataset import TokenizedCorpus, encode_pairs
from nmt.data.hardest import HardestPairs
from nmt.data.steps import BatchPlan, BatchStream
from nmt.data.streaming import StreamedCorpus
from nmt.distributed import World, broadcast_object, join_world, max_over_world
from nmt.errors import DataError, RunError
from nmt.keeper import RUN, go_back
from nmt.learner import Learner
from nmt.machine import choose_machine, keep_memory
from nmt.model.encoder_decoder import EncoderDecoder
from nmt.nonfinite import NonFiniteGuard, read_batch
from nmt.objective import build_objective
from nmt.optim import AveragedWeights, FlatWeights, build_optimizers
from nmt.reporting import (
    BarReporter,
    DiagnosisReporter,
    FileReporter,
    NewsReporter,
    Reporter,
    Reporters,
    SilentReporter,
    TenthsReporter,
)
from nmt.run import RunDirectory, read_json, write_json
from nmt.sums import check_sums, drop_sums
from nmt.tensorboard import TensorBoardReporter
from nmt.tokenizer import TokenizerPair
from nmt.trainer import Progress, Trainer
from nmt.validation import Validator
from nmt.word_vectors import compute_word_vectors, share_vectors

log = logging.getLogger(__name__)

# What may differ when a run goes on: how long, how often something is shown, where, and what comes after training.
MAY_CHANGE = (
    "name",
    "run_dir",
    "data.root",  # a corpus may have moved; should it have changed, the batches say so
    "decoding.",
    "training.max_steps",
    "training.max_epochs",
    "training.max_minutes",
    "training.early_stopping_patience",
    "training.log_every_steps",
    "training.n_samples",
    "training.save_every_minutes",
    "training.keep_checkpoints",
    "training.tensorboard",
    "training.threads",
    "training.processes",  # sums in another order, and another position within the epoch, which is said
    "training.device",
    "training.compile",
    "training.non_finite",
)


# Pairs that word vectors are counted in: more take more seconds and tell little more.
COUNTED_PAIRS = 40_000


def build_trainer(
    config: Config, corpora: Corpora, place: Place, reporter: Reporter, word_aligner: WordAligner | None = None
) -> Trainer:
    """Model, optimizers, batches, validation and reports, put together; `word_aligner` teaches alignment, if any."""
    training = config.training
    torch.manual_seed(config.seed)
    model = build_model(config, corpora.tokenizers)
    if config.model.word_vectors == "counted" and not place.run.last_checkpoint.exists():
        begin_with_word_vectors(model, corpora, config.seed, place.world)
    model.to(place.machine.device)
    weights = FlatWeights(model)
    averaged = AveragedWeights(weights.values, training.ema_decay)
    labellers = Labellers() if word_aligner is None else build_labellers(config.alignment, corpora, word_aligner)
    optimizers = build_optimizers(weights, training, place.machine.precision == "bf16", place.world)
    learner = Learner(model, weights, optimizers, averaged, labellers.training, config.alignment.every_steps)
    plan = BatchPlan(
        training.max_tokens_per_batch,
        training.accumulation_steps,
        world_size=place.world.size,
        rank=place.world.rank,
        seed=config.seed,
    )
    stream = BatchStream(corpora.train, corpora.tokenizers.special_ids, plan, build_hardest(config, corpora, place))
    validator = Validator(
        build_translator(config, model, corpora.tokenizers),
        place.machine,
        build_validation_batches(config, corpora),
        corpora.validation[: training.validation_sentences],
        training.n_samples,
        labellers.validation,
        config.data.tgt_lang,
    )
    to_write = place.run if place.keep else None
    guard = NonFiniteGuard(training, to_write, place.world, partial(read_batch, corpora.tokenizers))
    return Trainer(
        learner, stream, validator, reporter, place.run, training,
        objective=build_objective(model, place.machine, training, config.alignment.guidance),
        machine=place.machine, world=place.world, guard=guard, seed=config.seed, origin=place.describe(),
    )  # fmt: skip


def build_hardest(config: Config, corpora: Corpora, place: Place) -> HardestPairs | None:
    """What chooses the pairs of later epochs, where not all are to be shown."""
    share, train = config.training.hardest, corpora.train
    if share == 1:
        return None
    assert isinstance(train, TokenizedCorpus), "the configuration keeps streams from this"

    def agree(values: Tensor) -> Tensor:
        return max_over_world(values.to(place.machine.device), place.world).cpu()

    return HardestPairs(len(train), share, config.seed, agree)


def begin_with_word_vectors(model: EncoderDecoder, corpora: Corpora, seed: int, world: World) -> None:
    """Puts counted vectors into the embeddings, of the length that random ones have; the main process counts for all.

    Of a stream the first pairs are counted, of a corpus in memory ones from all over it.
    """
    vectors = None
    if world.is_main:
        arrays = _read_some(corpora)
        log.info("counting neighbours and translations in %s pairs", f"{len(arrays):,}")
        src_table, tgt_table = model.src_embedding.weight, model.tgt_embedding.weight
        tokenizers = corpora.tokenizers
        uncapitalised = tokenizers.src.uncapitalised(), tokenizers.tgt.uncapitalised()
        src, tgt = compute_word_vectors(arrays, uncapitalised, tgt_table.shape[1], seed)
        vectors = (src, share_vectors(src, tgt, arrays)) if src_table is tgt_table else (src, tgt)
    src, tgt = broadcast_object(vectors, world)
    with torch.no_grad():
        model.src_embedding.weight.copy_(src)
        model.tgt_embedding.weight.copy_(tgt)  # the last word where both are one


def _read_some(corpora: Corpora) -> PairArrays:
    """At most `COUNTED_PAIRS` training pairs as ids."""
    if isinstance(corpora.train, TokenizedCorpus):
        arrays = corpora.train.arrays
        return arrays.select(np.arange(0, len(arrays), -(-len(arrays) // COUNTED_PAIRS)))
    return encode_pairs(list(islice(corpora.pairs, COUNTED_PAIRS)), corpora.tokenizers)


def build_validation_batches(config: Config, corpora: Corpora) -> list[Batch]:
    """The validation pairs that training could have seen, in batches whose `indices` count all of them.

    Raises:
        DataError: every pair has an empty side or is too long.
    """
    arrays = encode_pairs(corpora.validation, corpora.tokenizers)
    shorter = np.minimum(arrays.src.lengths, arrays.tgt.lengths)
    longer = np.maximum(arrays.src.lengths, arrays.tgt.lengths)
    max_pieces = config.data.cleaning.max_pieces
    usable = np.flatnonzero((shorter > 0) & (longer <= max_pieces))
    if len(usable) < len(arrays):
        left_out = (
            f"{len(arrays) - len(usable):,} of {len(arrays):,} pairs with an empty side or over {max_pieces} pieces"
        )
        if not len(usable):
            raise DataError(f"data.validation: nothing to measure on: {left_out}")
        log.warning("the validation loss leaves out %s", left_out)
    n_tokens = config.training.max_tokens_per_batch
    plan = plan_epoch(arrays.src.lengths[usable], arrays.tgt.lengths[usable], max_tokens=n_tokens, seed=0, epoch=0)
    return [make_batch(arrays, usable[rows], corpora.tokenizers.special_ids) for rows in plan]


def build_reporter(config: Config, place: Place) -> Reporter:
    """Files, news for the reader, progress as stderr can show it and, where it is installed, TensorBoard."""
    run = place.run
    progress = BarReporter() if sys.stderr.isatty() else TenthsReporter()
    reporters: list[Reporter] = [FileReporter(run.metrics_path, run.samples_path), NewsReporter(), progress]
    reporters.append(DiagnosisReporter(run.metrics_path))
    if config.training.tensorboard:
        try:
            import tensorboard  # noqa: F401 (is it there?)
        except ImportError:
            log.warning(
                "TensorBoard files are not written: install nmt[tensorboard] (pip install tensorboard), "
                "or set training.tensorboard: false"
            )
        else:
            reporters.append(TensorBoardReporter(run.tensorboard_dir))
    return Reporters(*reporters)


@dataclass(frozen=True, slots=True)
class Training:
    """An opened run, what it reads, and the trainer that stands in it."""

    run: RunDirectory
    corpora: Corpora
    trainer: Trainer

    def finish(self, progress: Progress) -> None:
        """Marks the run as complete, and counts what was dropped from a stream on the way."""
        if not self.trainer.world.is_main:
            return
        if isinstance(self.corpora.train, StreamedCorpus):
            report = self.corpora.train.report
            log.info("streamed in this sitting: %s", report)
            drop_sums(self.run.path)
            write_json(self.run.data_path, self.corpora.facts | {"train": report.as_dict()})
        write_json(self.run.complete_path, asdict(progress))
        list_sums(self.run)


def open_training(
    config: Config, run: RunDirectory, project_root: Path, *, keep: bool = True, back: bool = False
) -> Training:
    """Reads the data, builds the trainer, and writes what explains the run into its directory.

    Args:
        keep: False writes nothing and reports to nobody (`--check`).
        back: go back to the newest whole checkpoint if the last one is damaged.

    Raises:
        RunError: the directory holds a run of another configuration, or a file of it was altered.
        ConfigError, DataError, TokenizerError: what is configured cannot be built, or does not fit into this machine.
        CheckpointError: there is nothing to go back to.
    """
    keep_memory()
    world = join_world(config.training.device)
    begun = run.config_path.exists()
    if begun and world.is_main:
        check_sums(run.path, find_foundations(run))
    check_same_run(run, config)
    born = read_json(run.environment_path) if begun else {}
    machine = choose_machine(config.training, world, born.get("precision"))
    check_fits(config, machine, world)
    learned = TokenizerPair.load(run.tokenizer_dir) if begun else None
    writes = keep and world.is_main
    if back and writes and begun:
        go_back(run, str(born.get(RUN)))
    corpora = build_corpora(config, learned, world)
    word_aligner = None
    if config.alignment.labels != "off":
        word_aligner = load_or_fit_aligner(run, corpora.pairs, config.alignment)
    place = Place(run, machine, world, str(born.get(RUN) or identify_run(config, corpora)), keep)
    if writes:
        explain_run(config, corpora, place, word_aligner, project_root)
    reporter = build_reporter(config, place) if writes else SilentReporter()
    return Training(run, corpora, build_trainer(config, corpora, place, reporter, word_aligner))


def check_same_run(run: RunDirectory, config: Config) -> None:
    """Lets a run go on only with the configuration it began with; budgets and habits may change.

    Raises:
        RunError: something else differs; the message names the keys, then and now.
    """
    if not run.config_path.exists():
        return
    then, now = flatten(load_config(run.config_path).model_dump()), flatten(config.model_dump())
    changed = [
        f"{key}: {then.get(key)} there, {now.get(key)} here"
        for key in sorted(then.keys() | now.keys())
        if then.get(key) != now.get(key) and not key.startswith(MAY_CHANGE)
    ]
    if changed:
        raise RunError(
            f"{run.path}: this run was begun with another configuration ({'; '.join(changed)}); "
            "give the new one a place of its own, such as run_dir=runs/another, or remove the old run"
        )
