"""A task small enough to learn in seconds: write the source backwards. Shared by the tests of the trainer."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from nmt.config import ModelConfig, TrainingConfig
from nmt.data.batching import Batch
from nmt.data.corpus import SentencePair
from nmt.data.dataset import PairArrays, Part, TokenColumn
from nmt.data.steps import BatchPlan, BatchStream
from nmt.distributed import World
from nmt.learner import Learner
from nmt.machine import Machine
from nmt.model.encoder_decoder import EncoderDecoder
from nmt.model.recurrent import RecurrentModel
from nmt.model.transformer import Transformer
from nmt.nonfinite import NonFiniteGuard
from nmt.objective import build_objective
from nmt.optim import AveragedWeights, FlatWeights, build_optimizers
from nmt.reporting import Reporter, SilentReporter
from nmt.run import RunDirectory
from nmt.tokenizer import SpecialIds
from nmt.trainer import Trainer
from nmt.validation import ValidationResult

IDS = SpecialIds(pad_id=0, unk_id=1, bos_id=2, eos_id=3)
VOCAB = 14
ONE_PROCESS = World()
MODEL = ModelConfig(
    d_model=32,
    n_heads=4,
    d_ff=64,
    n_encoder_layers=2,
    n_decoder_layers=2,
    dropout=float(os.environ.get("NMT_TEST_DROPOUT", "0.05")),
    max_positions=32,
)
RECURRENT = ModelConfig(kind="gru_attention", d_model=64, dropout=0.05, max_positions=32)


def draw_sentences(n: int, seed: int) -> list[list[int]]:
    rng = np.random.default_rng(seed)
    return [rng.integers(4, VOCAB, rng.integers(2, 7)).tolist() for _ in range(n)]


class ReversalCorpus:
    """Implements `nmt.data.dataset.Corpus`."""

    def __init__(self, n: int) -> None:
        sentences = draw_sentences(n, seed=1)
        self.arrays = PairArrays(column(sentences), column([s[::-1] for s in sentences]))

    def read_part(self, epoch: int, part: int) -> Part | None:
        return Part(self.arrays, np.arange(len(self.arrays)), is_last=True) if part == 0 else None

    def fingerprint(self) -> str:
        return self.arrays.fingerprint()


def column(sentences: list[list[int]]) -> TokenColumn:
    offsets = np.concatenate([[0], np.cumsum([len(s) for s in sentences])])
    return TokenColumn(np.concatenate(sentences).astype(np.uint16), offsets.astype(np.int64))


class LossOnly:
    """Stands in for `nmt.validation.Validator`: a number that depends on every weight, and no translations."""

    def __init__(self, model: EncoderDecoder) -> None:
        self.model = model

    def validate(self) -> ValidationResult:
        loss = sum(float(p.detach().double().abs().sum()) for p in self.model.parameters())
        return ValidationResult(loss, bleu=0.0, chrf=0.0, exact=0.0, samples=[])


def read_batch(batch: Batch) -> list[SentencePair]:
    """Ids as text: the letters from e on."""

    def spell(ids: list[int]) -> str:
        return "".join(chr(ord("a") + i) for i in ids if i >= 4)

    return [
        SentencePair(spell(src), spell(tgt))
        for src, tgt in zip(batch.src_ids.tolist(), batch.tgt_out.tolist(), strict=True)
    ]


def build_trainer(
    folder: Path,
    training: TrainingConfig,
    *,
    world: World = ONE_PROCESS,
    reporter: Reporter | None = None,
    n_sentences: int = 400,
    shape: ModelConfig = MODEL,
) -> Trainer:
    torch.manual_seed(5)
    kind = Transformer if shape.kind == "transformer" else RecurrentModel
    model = kind(shape, VOCAB, VOCAB, IDS.pad_id)
    weights = FlatWeights(model)
    averaged = AveragedWeights(weights.values, training.ema_decay)
    learner = Learner(model, weights, build_optimizers(weights, training), averaged)
    plan = BatchPlan(training.max_tokens_per_batch, training.accumulation_steps, world.size, world.rank, seed=1)
    machine = Machine(torch.device("cpu"), "fp32")
    return Trainer(
        learner,
        BatchStream(ReversalCorpus(n_sentences), IDS, plan),
        LossOnly(model),  # type: ignore[arg-type]
        reporter or SilentReporter(),
        RunDirectory(folder),
        training,
        objective=build_objective(model, machine, training),
        machine=machine,
        world=world,
        guard=NonFiniteGuard(training, RunDirectory(folder), world, read_batch),
        seed=1,
    )


def reversed_exactly(model: EncoderDecoder, n: int = 100) -> float:
    """Share of unseen sentences that greedy decoding writes backwards without a mistake."""
    model.eval()
    right = 0
    for sentence in draw_sentences(n, seed=2):
        cache = model.start_cache(model.encode(torch.tensor([[*sentence, IDS.eos_id]])))
        token, written = IDS.bos_id, []
        while token != IDS.eos_id and len(written) < 10:
            token = int(model.decode_step(torch.tensor([token]), cache).argmax())
            written.append(token)
        right += written == [*sentence[::-1], IDS.eos_id]
    return right / n


def poison(trainer: Trainer, is_bad: Callable[[Trainer, Batch], bool], *, loss: float = math.nan) -> None:
    """Makes the loss of some batches no number, and their gradients with it."""
    accumulate = trainer._accumulate

    def poisoned(batch: Batch) -> Tensor:
        sums = accumulate(batch)
        if is_bad(trainer, batch):
            trainer.learner.weights.gradient.fill_(math.nan)
            sums[0] = loss
        return sums

    trainer._accumulate = poisoned  # type: ignore[method-assign]
