"""The section that says how long is trained, by what rule, and what is done every so often."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from nmt.config.section import BrokenRule, Integer, Number, Section

AdamBeta = Annotated[Number, Field(ge=0, lt=1)]


class TrainingConfig(Section):
    """The budget, the optimizer and its schedule, and what is done every so often."""

    max_steps: Integer | None = Field(None, ge=1, description="Stop after this many optimizer steps.")
    max_epochs: Number | None = Field(None, gt=0, description="Stop after this many passes over the data.")
    max_minutes: Number | None = Field(None, gt=0, description="Stop after this many minutes of training.")
    max_tokens_per_batch: Integer = Field(
        2048, ge=1, description="Target tokens per optimizer step, over all processes together."
    )
    accumulation_steps: Integer = Field(
        1,
        ge=1,
        description="Split each step into this many smaller batches, to save memory; the result is the same.",
    )
    hardest: Number = Field(
        1.0,
        gt=0,
        le=1,
        description="Share of the pairs that epochs after the first show: those the model knew least when it last saw "
        "them, and a tenth of the others; 1 = all. For text without errors: in found text, what is hard may be wrong.",
    )
    optimizer: Literal["adamw", "muon"] = Field(
        "adamw",
        description="adamw, or muon for the matrices with adamw for the rest, which learns more from each step.",
    )
    lr: Number = Field(4e-3, gt=0, description="Peak learning rate of adamw.")
    muon_lr: Number = Field(0.02, gt=0, description="Peak learning rate of muon.")
    betas: tuple[AdamBeta, AdamBeta] = Field((0.9, 0.98), description="Decay of adamw's two moment averages.")
    weight_decay: Number = Field(0.01, ge=0, description="Decoupled weight decay of the matrices.")
    warmup_steps: Integer = Field(400, ge=0, description="Steps over which the learning rate rises from 0.")
    schedule: Literal["constant", "linear", "cosine", "inverse_sqrt"] = Field(
        "linear", description="Course of the learning rate after the warm-up."
    )
    final_lr_fraction: Number = Field(
        0.0, ge=0, le=1, description="Where linear and cosine end, as a fraction of the peak."
    )
    label_smoothing: Number = Field(0.1, ge=0, lt=1, description="Probability spread over the wrong pieces.")
    clip_norm: Number = Field(1.0, ge=0, description="Largest gradient norm; 0 = no clipping.")
    ema_decay: Number = Field(
        0.999,
        ge=0,
        lt=1,
        description="Decay per step of the averaged weights that are validated and kept; 0 = off.",
    )
    non_finite: Literal["stop", "skip"] = Field(
        "stop", description="What a step whose loss or gradient is not finite does: end the training, or nothing."
    )
    precision: Literal["auto", "fp32", "bf16"] = Field("auto", description="auto = bf16 where it is faster.")
    device: Literal["auto", "cpu", "cuda"] = Field("auto", description="auto = cuda where there is one.")
    compile: Literal["auto", "on", "off"] = Field(
        "off",
        description="Whether a transformer's training steps are compiled, which takes half a minute or more at first; "
        "auto = on a GPU (not tried on one yet).",
    )
    threads: Integer = Field(
        0,
        ge=0,
        le=1024,
        description="CPU threads of each process; 0 = all cores, shared out among the processes of a machine.",
    )
    processes: Integer = Field(
        1,
        ge=1,
        le=1024,
        description="Processes that share each step on a CPU, started by train.py itself; a small model's step is "
        "quicker on two processes than on two threads. On GPUs use torchrun.",
    )
    validate_every_steps: Integer = Field(500, ge=1, description="Steps between two validations.")
    validation_sentences: Integer = Field(
        200, ge=1, description="Validation pairs that are translated each time (the loss uses all of them)."
    )
    n_samples: Integer = Field(3, ge=0, description="Sample translations shown at each validation.")
    log_every_steps: Integer = Field(20, ge=1, description="Steps between two lines of metrics.jsonl.")
    save_every_minutes: Number = Field(5.0, gt=0, description="Minutes between two `last` checkpoints.")
    keep_checkpoints: Integer = Field(
        2, ge=1, description="Checkpoints to resume from that are kept: `last`, and those before it."
    )
    early_stopping_patience: Integer = Field(
        0, ge=0, description="Stop after this many validations in a row without a new best; 0 = off."
    )
    early_stopping_metric: Literal["bleu", "chrf", "loss"] = Field(
        "bleu", description="What decides the best checkpoint, and early stopping."
    )
    overfit_one_batch: bool = Field(False, description="Only try whether the model can learn one batch by heart.")
    tensorboard: bool = Field(True, description="Write TensorBoard files beside metrics.jsonl.")

    def broken_rules(self) -> Iterator[BrokenRule]:
        """A budget."""
        if self.max_steps is None and self.max_epochs is None and self.max_minutes is None:
            yield BrokenRule(
                ("max_steps", "max_epochs", "max_minutes"),
                "no budget; set max_steps, max_epochs or max_minutes (the first one reached ends it)",
            )
