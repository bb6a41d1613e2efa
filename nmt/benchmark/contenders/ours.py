"""This package as its users run it: the trainer with its corpus behind it, the translator from text to text.

`--processes 2` shares every step between two processes of one thread each, as `training.processes` does.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch

import nmt
from nmt.alignment.statistical import StatisticalAligner
from nmt.benchmark.contenders.serving import Order, read_orders, serve
from nmt.benchmark.task import SENTENCES_PER_BATCH, Ids, Pairs, Task
from nmt.build.data import build_corpora
from nmt.build.explaining import Place
from nmt.build.training import build_trainer
from nmt.build.translator import load_translator
from nmt.checkpoint import model_tensors, read_checkpoint, restore_model, unprefixed
from nmt.companions import companions
from nmt.config import Config, load_config
from nmt.data.batching import Batch
from nmt.decoding.translator import SearchOptions
from nmt.decoding.workers import count_workers
from nmt.distributed import World, broadcast_object, join_world, leave_world
from nmt.machine import choose_machine, keep_memory
from nmt.reporting import SilentReporter
from nmt.run import RunDirectory
from nmt.tokenizer import TokenizerPair
from nmt.trainer import Trainer


class TrainingContender:
    """Options: `overrides`, configuration beyond the run's own, such as ["model.dropout=0"]; `blank`, a new model."""

    def __init__(self, task: Task, options: dict[str, Any], world: World) -> None:
        keep_memory()
        self._task, self._world, self._metrics = task, world, Recorder()
        overrides = [*options.get("overrides", []), f"training.threads={task.threads // world.size}"]
        run = RunDirectory(Path(task.run))
        self._trainer = rebuild_trainer(load_config(task.config, overrides), run, world, self._metrics)
        if not options.get("blank"):
            load_weights(self._trainer, run)
        self._trainer.learner.model.train()

    def facts(self) -> dict[str, Any]:
        return {
            "nmt": nmt.__version__,
            "torch": torch.__version__,
            "threads": f"{self._world.size} x {torch.get_num_threads()}",
            "precision": self._trainer.machine.precision,
            "parameters": self._trainer.learner.weights.values.numel(),
        }

    def train_step(self, number: int) -> tuple[int, float]:
        trainer, before = self._trainer, self._trainer.progress.tokens
        trainer.train_step([to_batch(self._task.batches[number], self._task.marks.pad, self._world)])
        trainer.log()
        return trainer.progress.tokens - before, self._metrics.last["train/loss"]

    def translate(self, sources: Ids, rows: slice, beam_size: int) -> Ids:
        raise NotImplementedError("prepared to train; ask TranslatingContender")


class TranslatingContender:
    """No options. From text to text: what it is timed for includes cutting into pieces and joining them."""

    def __init__(self, task: Task) -> None:
        torch.set_num_threads(task.threads)
        self._task = task
        self._translator = load_translator(RunDirectory(Path(task.run)), torch.device("cpu"))
        # As many sentences together as the others, whatever the run was configured with.
        self._translator.config = self._translator.config.model_copy(update={"batch_sentences": SENTENCES_PER_BATCH})

    def facts(self) -> dict[str, Any]:
        return {"nmt": nmt.__version__, "torch": torch.__version__, "threads": torch.get_num_threads()}

    def train_step(self, number: int) -> tuple[int, float]:
        raise NotImplementedError("prepared to translate; ask TrainingContender")

    def translate(self, sources: Ids, rows: slice, beam_size: int) -> Ids:
        options = SearchOptions(
            beam_size=beam_size,
            length_penalty=self._task.length_penalty,
            processes=count_workers(self._translator.device),
        )
        translations = self._translator.translate(self._task.sentences[rows], options)
        return [translation.candidates[0].encoding.ids for translation in translations]


class Recorder(SilentReporter):
    """Keeps the metrics that a trainer reported last."""

    def __init__(self) -> None:
        self.last: Mapping[str, float] = {}

    def metrics(self, step: int, values: Mapping[str, float]) -> None:
        self.last = values


def rebuild_trainer(config: Config, run: RunDirectory, world: World, reporter: SilentReporter) -> Trainer:
    """A trainer with the run's tokenizers and aligner, of a configuration that may differ from the run's."""
    corpora = build_corpora(config, TokenizerPair.load(run.tokenizer_dir), world)
    aligner = None if config.alignment.labels == "off" else StatisticalAligner.load(run.aligner_path)
    place = Place(run, choose_machine(config.training, world), world, keep=False)
    return build_trainer(config, corpora, place, reporter, aligner)


def load_weights(trainer: Trainer, run: RunDirectory) -> None:
    """The run's weights, as far as the trainer's model has them."""
    saved, model = unprefixed(read_checkpoint(run.weights_path)[0], "model"), trainer.learner.model
    restore_model(model, {name: saved[name] for name in model_tensors(model)}, run.weights_path)


def to_batch(pairs: Pairs, pad: int, world: World) -> Batch:
    """This process's share of a batch: every `world.size`-th pair."""
    rows = slice(world.rank, None, world.size)
    src_ids, tgt_in, tgt_out = (torch.tensor(ids[rows]) for ids in (pairs.src_ids, pairs.tgt_in, pairs.tgt_out))
    n_tokens = int((tgt_out != pad).sum())
    return Batch(src_ids, tgt_in, tgt_out, n_tokens, pairs.indices[rows])


def hear_orders(world: World) -> Iterator[Order]:
    """The main process's orders, in every process."""
    orders = read_orders() if world.is_main else iter(())
    while (order := broadcast_object(next(orders, None), world)) is not None:
        yield order


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--translate", action="store_true", help="be ready to translate instead of to train")
    arguments = parser.parse_args()
    if arguments.translate:
        serve(lambda task, _: TranslatingContender(task))
        return
    with companions(arguments.processes):
        world = join_world("cpu")
        serve(lambda task, options: TrainingContender(task, options, world), hear_orders(world))
        leave_world()


if __name__ == "__main__":
    main()
