"""Can this model learn at all? Train it on one batch, again and again: the loss must go to where it can go no lower.

The oldest check of a training, before hours are spent on it: data, model, loss and optimizer all have to work for one
batch to be known by heart, and nothing else has to.
"""

from __future__ import annotations

import logging
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nmt.config import Config
from nmt.diagnosis.curves import DIVERGED
from nmt.distributed import gather_objects
from nmt.errors import TrainingError
from nmt.reporting import Metrics, SilentReporter
from nmt.trainer import Trainer

log = logging.getLogger(__name__)

STEPS = 400
WARMUP_STEPS = 40
NEWS_EVERY_STEPS = 50
# Nats per token above the floor at which the batch counts as learned: 90 % of what can be known of each piece.
NEAR = 0.1
# Shares of the steps that are compared to tell whether the loss still falls, and how far it must have.
WINDOW, FALLING = 0.1, 0.1

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overfitting:
    """What came of it. Losses are smoothed as in training, in nats per target token, one for each step."""

    n_pairs: int
    n_tokens: int
    floor: float
    losses: list[float]

    @property
    def is_learned(self) -> bool:
        """Whether the batch is known by heart."""
        return self.losses[-1] - self.floor <= NEAR

    def to_text(self) -> str:
        """One line for the terminal."""
        return (
            f"one batch of {self.n_pairs:,} pairs ({self.n_tokens:,} tokens): loss {self.losses[0]:.2f} at first, "
            f"{self.losses[-1]:.2f} after {len(self.losses)} steps; it can go down to {self.floor:.2f}"
        )


def one_batch_config(config: Config) -> Config:
    """The same model, optimizer and data; without what keeps a model from learning by heart, or shows it late."""
    model = config.model.model_copy(update={"dropout": 0.0, "attention_dropout": 0.0, "activation_dropout": 0.0})
    changes = {
        "max_steps": STEPS,
        "max_epochs": None,
        "max_minutes": None,
        "warmup_steps": min(WARMUP_STEPS, config.training.warmup_steps),
        "schedule": "constant",
        "ema_decay": 0.0,
        "non_finite": "stop",
        "tensorboard": False,
    }
    training = config.training.model_copy(update=changes)
    # The heads learn beside the translation and change nothing in it, and their aligner takes long to fit.
    alignment = config.alignment.model_copy(update={"labels": "off"})
    return config.model_copy(update={"model": model, "training": training, "alignment": alignment})


def overfit(trainer: Trainer) -> Overfitting:
    """Takes up to `STEPS` steps on the first step's batches, with a trainer of `one_batch_config`.

    Nothing is written. All processes share the work, and get the same result.

    Raises:
        TrainingError: the loss or the gradient is not a finite number.
    """
    curve = trainer.reporter = _Curve()
    trainer.learner.model.train()
    batches = next(trainer.stream)
    own = [pair for batch in batches for pair in _pairs(batch.src_ids.tolist(), batch.tgt_out.tolist(), trainer)]
    pairs = [pair for share in gather_objects(own, trainer.world) for pair in share]
    floor = compute_floor(pairs, trainer.config.label_smoothing, trainer.learner.model.output.weight.shape[0])
    while len(curve.losses) < STEPS:
        trainer.train_step(batches)
        trainer.log()
        if trainer.world.is_main and len(curve.losses) % NEWS_EVERY_STEPS == 0:
            log.info("step %d: loss %.3f, lowest possible %.3f", len(curve.losses), curve.losses[-1], floor)
        if curve.losses[-1] - floor <= NEAR / 2:
            break
    return Overfitting(len(pairs), sum(len(tgt) for _, tgt in pairs), floor, curve.losses)


def require_learned(result: Overfitting, config: Config) -> None:
    """Raises TrainingError with what to change, unless the batch is known by heart."""
    if result.is_learned:
        return
    training, losses = config.training, result.losses
    width = max(1, round(WINDOW * len(losses)))
    before, now = (sum(part) / width for part in (losses[-2 * width : -width], losses[-width:]))
    if now >= DIVERGED * min(losses):
        told = f"the loss rises again; lower training.lr (now {training.lr:g})"
    elif before - now >= FALLING * (now - result.floor):
        told = (
            f"it still falls; raise training.lr (now {training.lr:g}) or model.d_model (now {config.model.d_model}), "
            f"or try fewer tokens (training.max_tokens_per_batch, now {training.max_tokens_per_batch:,})"
        )
    else:
        told = (
            f"it stands still; change training.lr (now {training.lr:g}), a third of it and three times as much, then "
            f"a larger model.d_model (now {config.model.d_model}) or model.norm_placement: pre, and look at the pairs "
            "of data.train"
        )
    raise TrainingError(f"training.overfit_one_batch: the model cannot learn {result.to_text()}; {told}")


def compute_floor(pairs: Sequence[tuple[Ids, Ids]], label_smoothing: float, vocab_size: int) -> float:
    """The lowest loss that any model can reach on these pairs, in nats per target token.

    Label smoothing (Szegedy et al. 2016) asks for a distribution that has an entropy of its own; and where one source
    has several translations, nothing can know which of them comes. Cross entropy is lowest where the model says the
    mean of the distributions that are asked for, and is their entropy then.

    Args:
        pairs: (src, tgt) ids, the end mark of the target included.

    >>> round(compute_floor([((5,), (7, 3)), ((5,), (8, 3))], 0.0, 10), 4)  # one piece in two is a toss-up
    0.3466
    """
    following: defaultdict[tuple[Ids, Ids], Counter[int]] = defaultdict(Counter)
    for src, tgt in pairs:
        for position, token in enumerate(tgt):
            following[src, tgt[:position]][token] += 1
    total = 0.0
    for counts in following.values():
        n = counts.total()
        on_each = label_smoothing / vocab_size
        asked = [(1 - label_smoothing) * count / n + on_each for count in counts.values()]
        entropy = -math.fsum(p * math.log(p) for p in asked)
        if on_each:
            entropy -= (vocab_size - len(asked)) * on_each * math.log(on_each)
        total += n * entropy
    return total / sum(len(tgt) for _, tgt in pairs)


class _Curve(SilentReporter):
    def __init__(self) -> None:
        self.losses: list[float] = []

    def metrics(self, step: int, metrics: Metrics) -> None:
        self.losses.append(metrics["train/loss"])


def _pairs(src_ids: list[list[int]], tgt_out: list[list[int]], trainer: Trainer) -> list[tuple[Ids, Ids]]:
    pad_id = trainer.learner.model.pad_id
    return [
        (tuple(i for i in src if i != pad_id), tuple(i for i in tgt if i != pad_id))
        for src, tgt in zip(src_ids, tgt_out, strict=True)
    ]
