"""Endless training steps: which batches come next, for each process, from any position on.

The order is a pure function of (seed, epoch), so that a run which stops anywhere can go on exactly there: the
position is three numbers. Several processes plan the same batches and each takes its share, so that two
processes learn from the very batches that one process with twice the accumulation learns from.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from nmt.data.arrays import IntArray
from nmt.data.batching import Batch, group_steps, make_batch, plan_epoch
from nmt.data.dataset import Corpus, Part
from nmt.data.hardest import HardestPairs
from nmt.errors import DataError
from nmt.tokenizer import SpecialIds

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """How steps are made: `max_tokens` per step over all processes, in `micro_batches` batches."""

    max_tokens: int
    accumulation_steps: int = 1
    world_size: int = 1
    rank: int = 0
    seed: int = 0

    @property
    def micro_batches(self) -> int:
        """Batches per step, over all processes."""
        return self.accumulation_steps * self.world_size


class BatchStream:
    """Endless steps for one process: each `next()` is the list of its `accumulation_steps` batches.

    The position always points at the step that comes next, so that a checkpoint written after a step resumes
    with the following one.
    """

    def __init__(self, corpus: Corpus, ids: SpecialIds, plan: BatchPlan, hardest: HardestPairs | None = None) -> None:
        """Start at step 0 of epoch 0; with `hardest`, later epochs show what that chooses of a corpus in one part.

        Raises:
            DataError: the budget leaves a batch without a token.
        """
        if plan.max_tokens < plan.micro_batches:
            raise DataError(
                f"training.max_tokens_per_batch: {plan.max_tokens} tokens cannot be shared out among "
                f"{plan.micro_batches} batches (accumulation_steps x processes); raise it"
            )
        self._corpus, self._ids, self._plan, self._hardest = corpus, ids, plan, hardest
        self._epoch = self._part_number = self._step = 0
        self._part: Part | None = None  # loaded when first needed
        self._steps: list[list[IntArray]] = []
        self._has_ended = False  # whether an epoch has, and the next one is not planned yet

    def __iter__(self) -> Iterator[list[Batch]]:
        return self

    def __next__(self) -> list[Batch]:
        part = self._load_part()
        own = self._steps[self._step][self._plan.rank :: self._plan.world_size]
        batches = [make_batch(part.arrays, indices, self._ids) for indices in own]
        self._step += 1
        if self._step == len(self._steps):
            self._leave(part)
        return batches

    def note(self, batch: Batch, worst: Tensor) -> None:
        """Tells how hard each row of a batch was: the loss of its least expected token, [rows] in nats."""
        if self._hardest is not None:
            self._hardest.note(batch.indices, worst)

    @property
    def epoch(self) -> int:
        """Epochs that are complete."""
        return self._epoch

    @property
    def epochs_done(self) -> float:
        """Epochs behind us, with the fraction of the running one; whole epochs only for a stream."""
        if not self._step:
            return self._epoch
        part = self._load_part()  # loaded already, unless the position was restored just now
        in_one_part = part.is_last and self._part_number == 0
        return self._epoch + (self._step / len(self._steps) if in_one_part else 0.0)

    @property
    def steps_per_epoch(self) -> int | None:
        """Steps of the running epoch; None for a stream, whose length is unknown.

        Others differ by a few; see `later_epochs` for those that show the hardest pairs.
        """
        part = self._load_part()
        return len(self._steps) if part.is_last and self._part_number == 0 else None

    @property
    def later_epochs(self) -> float:
        """How long epochs after the first are, as a share of it."""
        return 1.0 if self._hardest is None else self._hardest.expected_share()

    def tensors(self) -> dict[str, Tensor]:
        """What has to be kept beside the position; every process calls this together."""
        self._settle()
        return {} if self._hardest is None else {"losses": self._hardest.state()}

    def state_dict(self) -> dict[str, int | str]:
        """The position, and what it means something for."""
        return {
            "epoch": self._epoch,
            "part": self._part_number,
            "step": self._step,
            "steps_in_part": len(self._steps) if self._part is not None else 0,
            **self._identity(),
        }

    def load_state_dict(self, state: Mapping[str, Any], tensors: Mapping[str, Tensor] | None = None) -> None:
        """Go to a saved position: exactly, or about there (and say so) if data or batches have changed.

        Raises:
            ValueError: it is no position.
            KeyError: a tensor is missing.
        """
        position: list[Any] = [state.get(key) for key in ("epoch", "part", "step", "steps_in_part")]
        if not all(type(number) is int and number >= 0 for number in position):
            raise ValueError(f"epoch, part, step and steps_in_part are {position}, expected numbers from 0")
        self._epoch, self._part_number, self._step, n_steps = position
        if 0 < n_steps < self._step:  # 0 = the part was not begun
            raise ValueError(f"step {self._step} of a part of {n_steps} steps")
        self._part = None
        changed = [key for key, value in self._identity().items() if state.get(key) != value]
        if self._hardest is not None and "corpus" not in changed:
            self._hardest.load_state((tensors or {})["losses"])
        if changed:
            log.warning(
                "the position in the data cannot be restored exactly (changed: %s); training goes on at "
                "about the same point of epoch %d, and a few pairs of it are seen twice or not at all",
                ", ".join(f"{key} was {state.get(key)}, is {self._identity()[key]}" for key in changed),
                self._epoch,
            )
            self._load_part()
            done = self._step / max(1, n_steps)
            self._step = min(round(done * len(self._steps)), len(self._steps) - 1)

    def _identity(self) -> dict[str, int | str]:
        return {
            "max_tokens": self._plan.max_tokens,
            "micro_batches": self._plan.micro_batches,
            "seed": self._plan.seed,
            "corpus": self._corpus.fingerprint(),
        }

    def _load_part(self) -> Part:
        """The part that the position points into, with its steps planned; empty parts are passed over."""
        first_epoch = self._epoch
        while self._part is None:
            if self._epoch > first_epoch + 1:
                raise DataError("a whole epoch went by without one usable sentence pair; see the cleaning counts")
            part = self._corpus.read_part(self._epoch, self._part_number)
            if part is None:
                self._epoch, self._part_number, self._step = self._epoch + 1, 0, 0
                continue
            self._steps = self._plan_steps(part)
            if self._step < len(self._steps):
                self._part = part
            else:
                self._leave(part)
        return self._part

    def _settle(self) -> None:
        """Lets the losses of an epoch that has ended count, before the next one is planned or the state is kept."""
        if self._has_ended and self._hardest is not None:
            self._hardest.end_epoch()
        self._has_ended = False

    def _plan_steps(self, part: Part) -> list[list[IntArray]]:
        plan = self._plan
        self._settle()
        order = part.order if self._hardest is None else self._hardest.choose(part.order, self._epoch)
        batches = plan_epoch(
            part.arrays.src.lengths[order],
            part.arrays.tgt.lengths[order],
            max_tokens=plan.max_tokens // plan.micro_batches,
            seed=plan.seed,
            epoch=self._epoch,
            part=self._part_number,
            per_step=plan.micro_batches,
        )
        return group_steps([order[batch] for batch in batches], plan.micro_batches)

    def _leave(self, part: Part) -> None:
        if part.is_last:
            self._has_ended = True  # once the step that is handed out now has told its losses, see `_settle`
            self._epoch, self._part_number, self._step = self._epoch + 1, 0, 0
        else:
            self._part_number, self._step = self._part_number + 1, 0
        self._part, self._steps = None, []
