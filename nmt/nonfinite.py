"""What happens when a loss, a gradient or a weight is no finite number: it is said, and nothing is learned from it."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torch import Tensor

from nmt.config import TrainingConfig
from nmt.data.batching import Batch
from nmt.data.corpus import SentencePair
from nmt.distributed import World, gather_objects
from nmt.errors import TrainingError
from nmt.run import RunDirectory, write_json
from nmt.tokenizer import TokenizerPair

log = logging.getLogger(__name__)

# Single batches can go wrong in bf16. When so many follow one another it is the model that went wrong, and a run that
# left out every step until its budget is spent would have learned nothing, in silence.
MOST_IN_A_ROW = 10
# Pairs that a message quotes, and the length of each text there; the file has all of them in full.
QUOTED, QUOTED_CHARACTERS = 2, 60

ReadBack = Callable[[Batch], list[SentencePair]]


@dataclass(frozen=True, slots=True)
class BadStep:
    """An optimizer step, counted from 1, that was not taken: its loss or its gradient is not finite."""

    step: int
    loss: float  # summed over the tokens of all processes
    gradient_norm: float
    in_a_row: int  # so many steps were left out without a good one between them, this one included


class NonFiniteGuard:
    """Stops the training, or leaves a step out, as `training.non_finite` says; and names the sentences.

    All processes of a training see the same sums, come to the same judgement, and raise the same error.
    """

    def __init__(self, config: TrainingConfig, run: RunDirectory | None, world: World, read_back: ReadBack) -> None:
        """Args: run: keeps the sentences (None: nothing is to be written); read_back: the text of a batch's pairs."""
        self.config = config
        self.run = run
        self.world = world
        self.read_back = read_back

    def judge(self, bad: BadStep, culprits: Sequence[Batch], weights: Tensor) -> None:
        """Returns if the step may be left out; called by all processes, each with its own culprits.

        Raises:
            TrainingError: the configuration says stop, the weights are not finite themselves, or it has happened
                `MOST_IN_A_ROW` times in a row.
        """
        self.require_finite_weights(bad.step, weights)
        shares = gather_objects([pair for batch in culprits for pair in self.read_back(batch)], self.world)
        story = (
            f"step {bad.step}: loss {bad.loss:.4g}, gradient norm {bad.gradient_norm:.4g}, expected finite numbers; "
            + self._describe_pairs(bad, [pair for share in shares for pair in share])
        )
        if self.config.non_finite == "stop":
            raise TrainingError(
                f"{story}; lower training.lr (now {self.config.lr:g}) or set training.precision: fp32, in a new run "
                "(run_dir=...); or go on here without such steps: training.non_finite=skip; checkpoints are untouched"
            )
        if bad.in_a_row >= MOST_IN_A_ROW:
            raise TrainingError(
                f"{story}; {bad.in_a_row} steps in a row were left out (training.non_finite: skip), so it is not these "
                f"sentences: lower training.lr (now {self.config.lr:g}) or set training.precision: fp32, in a new run "
                "(run_dir=...); checkpoints are untouched"
            )
        if self.world.is_main:
            log.warning("%s; left out (training.non_finite: skip)", story)

    def require_finite_weights(self, step: int, weights: Tensor) -> None:
        """Keeps a broken model from being measured and saved.

        Raises:
            TrainingError: a weight is not finite.
        """
        broken = int((~weights.isfinite()).sum())
        if broken:
            raise TrainingError(
                f"step {step}: {broken:,} of {weights.numel():,} weights are not finite numbers, since an earlier step "
                f"was too large; lower training.lr (now {self.config.lr:g}) or raise training.warmup_steps (now "
                f"{self.config.warmup_steps}), in a new run (run_dir=...); checkpoints are untouched"
            )

    def require_finite_loss(self, step: int, loss: float) -> None:
        """Keeps a validation that measured nothing from choosing the best checkpoint.

        Raises:
            TrainingError: the validation loss is not finite.
        """
        if not math.isfinite(loss):
            raise TrainingError(
                f"step {step}: validation loss {loss:.4g}, expected a finite number; lower training.lr (now "
                f"{self.config.lr:g}) or set training.precision: fp32, in a new run (run_dir=...); checkpoints are "
                "untouched"
            )

    def _describe_pairs(self, bad: BadStep, pairs: Sequence[SentencePair]) -> str:
        if not pairs:
            return "no batch of the step does so by itself when tried again"
        quoted = ", ".join(f"'{_shorten(pair.src)}' -> '{_shorten(pair.tgt)}'" for pair in pairs[:QUOTED])
        told = f"it comes from a batch of {len(pairs):,} sentence pairs, such as {quoted}"
        if self.run is None:
            return told
        path = self.run.bad_step_path(bad.step)
        if self.world.is_main:
            # As text, since JSON has no infinity.
            facts = {"step": bad.step, "loss": str(bad.loss), "gradient_norm": str(bad.gradient_norm)}
            write_json(path, facts | {"pairs": [{"src": pair.src, "tgt": pair.tgt} for pair in pairs]})
        return f"{told} (all of them in {path})"


def find_culprits(
    micro_batches: Sequence[Batch], accumulate: Callable[[Batch], Tensor], gradient: Tensor
) -> list[Batch]:
    """The batches whose own loss or gradient is not finite; each is tried once more. The gradient is zero afterwards.

    Args:
        accumulate: adds a batch's gradient to `gradient`, and returns its loss first.
    """
    culprits = []
    for batch in micro_batches:
        if len(batch):
            gradient.zero_()
            loss = accumulate(batch)[0]
            if not (bool(loss.isfinite()) and bool(gradient.isfinite().all())):
                culprits.append(batch)
    gradient.zero_()
    return culprits


def read_batch(tokenizers: TokenizerPair, batch: Batch) -> list[SentencePair]:
    """The text of a batch's pairs, as the tokenizer spells it (its normal form of the corpus)."""
    # Special ids (begin, end, padding) are silent in the text.
    return [
        SentencePair(tokenizers.src.decode(src), tokenizers.tgt.decode(tgt))
        for src, tgt in zip(batch.src_ids.tolist(), batch.tgt_out.tolist(), strict=True)
    ]


def _shorten(text: str) -> str:
    return text if len(text) <= QUOTED_CHARACTERS else text[: QUOTED_CHARACTERS - 1] + "…"
