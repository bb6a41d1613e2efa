"""What is wrong with the curves of a training."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from nmt.diagnosis.findings import FEWEST, Finding

# Entries of `train/loss` that are averaged, and how far above its lowest mean so far the latest one may be. In 22
# healthy runs no mean of five ever was more than 1.05 times its lowest so far.
SMOOTHED, DIVERGED = 5, 1.25
# A finished run's curve flattens as the rate goes to 0, in two or three validations of them; five are a standstill.
PATIENCE, LEAST_GAIN = 5, 0.01
NOTHING_TO_GAIN = 0.99  # exact matches: who stands here need not move
LEARNED_BY_HEART = 1.1  # validation loss over its lowest, while the training loss still falls; healthy: at most 1.0
CLEARLY_WORSE = 1.1  # times the validation loss at which a finding was told
SKIPPED_SHARE = 0.01  # of the steps

Record = Mapping[str, float]  # a line of metrics.jsonl


def diagnose_curves(records: Sequence[Record]) -> list[Finding]:
    """What is wrong with the curves up to their last point; [] if nothing is. `records` as in metrics.jsonl."""
    training = [record for record in records if "train/loss" in record]
    validations = [record for record in records if "validation/loss" in record]
    diverging = list(_diverging(training))
    rules = (_standstill(validations), _by_heart(training, validations)) if not diverging else ()
    return [*diverging, *_skipped(training), *(finding for rule in rules for finding in rule)]


class CurveNews:
    """What a curve says, it goes on saying: told once, and again where it had passed, or has become clearly worse."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}  # the validation loss at which each finding was told

    def read(self, records: Sequence[Record]) -> list[Finding]:
        """Of what `diagnose_curves` finds, what is new since the last call."""
        found = diagnose_curves(records)
        loss = next((line["validation/loss"] for line in reversed(records) if "validation/loss" in line), math.inf)
        before = {one.name: self._told[one.name] for one in found if one.name in self._told}
        news = [one for one in found if one.name not in before or loss >= CLEARLY_WORSE * before[one.name]]
        self._told = before | {one.name: loss for one in news}
        return news


def _diverging(training: Sequence[Record]) -> Iterator[Finding]:
    losses = [record["train/loss"] for record in training]
    means = [sum(losses[i : i + SMOOTHED]) / SMOOTHED for i in range(len(losses) - SMOOTHED + 1)]
    if means and means[-1] >= DIVERGED * min(means):
        best = training[means.index(min(means)) + SMOOTHED - 1]["step"]
        yield Finding(
            "diverging",
            "the training loss rises again: the learning rate is too high",
            f"{means[-1]:.2f} now, after {min(means):.2f} at step {best:.0f}",
            "lower training.lr, raise training.warmup_steps, or lower training.clip_norm, in a new run",
            ("training.lr", "training.warmup_steps", "training.clip_norm"),
        )


def _skipped(training: Sequence[Record]) -> Iterator[Finding]:
    step, n_skipped = (training[-1]["step"], training[-1].get("train/skipped", 0)) if training else (0, 0)
    if n_skipped >= FEWEST and n_skipped >= SKIPPED_SHARE * step:
        yield Finding(
            "skipped_steps",
            "steps were left out because their numbers were not finite",
            f"{n_skipped:.0f} of {step:.0f}",
            "lower training.lr, or set training.precision: fp32",
            ("training.lr", "training.precision"),
        )


def _standstill(validations: Sequence[Record]) -> Iterator[Finding]:
    if len(validations) <= PATIENCE or validations[-1].get("validation/exact", 0) >= NOTHING_TO_GAIN:
        return
    before, since = validations[:-PATIENCE], validations[-PATIENCE:]

    def gain(name: str, sign: float) -> float:
        best, latest = (max(sign * record.get(name, 0.0) for record in part) for part in (before, since))
        return (latest - best) / max(abs(best), 1e-9)

    if max(gain("validation/loss", -1), gain("validation/bleu", 1), gain("validation/chrf", 1)) < LEAST_GAIN:
        yield Finding(
            "plateau",
            "the model learns nothing more",
            f"loss, BLEU and chrF gained less than {LEAST_GAIN:.0%} in {PATIENCE} validations, since step "
            f"{before[-1]['step']:.0f}",
            "stop here (training.early_stopping_patience); better needs other data.train, another training.lr, or a "
            "larger model.d_model",
            ("training.early_stopping_patience", "data.train", "training.lr", "model.d_model"),
        )


def _by_heart(training: Sequence[Record], validations: Sequence[Record]) -> Iterator[Finding]:
    if len(validations) < 3 or not training:
        return
    best = min(validations, key=lambda record: record["validation/loss"])
    then = [record["train/loss"] for record in training if record["step"] <= best["step"]]
    # BLEU may rise for long while the loss does (Multi30k does so), and then nothing is wrong.
    worse = all(
        record["validation/loss"] >= LEARNED_BY_HEART * best["validation/loss"]
        and record.get("validation/bleu", 0.0) <= best.get("validation/bleu", 0.0)
        for record in validations[-2:]
    )
    if worse and then and training[-1]["train/loss"] < then[-1]:
        yield Finding(
            "learned_by_heart",
            "the model learns its training pairs by heart",
            f"validation loss {validations[-1]['validation/loss']:.2f}, after {best['validation/loss']:.2f} at step "
            f"{best['step']:.0f}, while the training loss still falls",
            "raise model.dropout, add to data.train, or stop earlier (training.early_stopping_patience)",
            ("model.dropout", "data.train", "training.early_stopping_patience"),
        )
