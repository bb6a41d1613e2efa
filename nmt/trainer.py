"""The training loop. It receives finished objects, builds nothing, and reads from top to bottom."""

from __future__ import annotations

import math
import time
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor

from nmt.alignment.dump import write_records
from nmt.checkpoint import refusing_misfits, restore_counters
from nmt.config import TrainingConfig
from nmt.data.batching import Batch
from nmt.data.steps import BatchStream
from nmt.diagnosis.findings import YOUNG
from nmt.distributed import GradientSum, World, broadcast_object, sum_over_world
from nmt.errors import TrainingError
from nmt.keeper import RUN, CheckpointKeeper
from nmt.learner import Learner
from nmt.machine import Machine
from nmt.nonfinite import BadStep, NonFiniteGuard, find_culprits
from nmt.objective import Objective
from nmt.optim import compute_lr_factor, set_lr
from nmt.reporting import Reporter
from nmt.run import RunDirectory
from nmt.validation import ValidationResult, Validator


@dataclass
class Progress:
    """Where a training stands: all that a resumed one must know beside tensors and the position in the data."""

    step: int = 0  # optimizer steps done
    tokens: int = 0  # target tokens learned from
    seconds: float = 0.0  # of training, validations included, over all sittings
    best: float | None = None  # the chosen metric, more is better
    best_step: int = 0
    validations_without_best: int = 0
    validated_step: int = 0
    skipped: int = 0  # of the steps, those that were left out since their numbers were not finite
    skipped_in_a_row: int = 0


class Trainer:
    """Trains until the budget is spent, the metric has stopped rising, or somebody asks it to stop."""

    def __init__(
        self,
        learner: Learner,
        stream: BatchStream,
        validator: Validator,
        reporter: Reporter,
        run: RunDirectory,
        config: TrainingConfig,
        *,
        objective: Objective,
        machine: Machine,
        world: World,
        guard: NonFiniteGuard,
        seed: int,
        origin: dict[str, Any] | None = None,
    ) -> None:
        self.learner = learner
        self.stream = stream
        self.validator = validator
        self.reporter = reporter
        self.run = run
        self.config = config
        self.objective = objective
        self.machine = machine
        self.world = world
        self.guard = guard
        self.seed = seed
        self.keeper = CheckpointKeeper(run, learner, origin or {RUN: ""}, config.keep_checkpoints)
        self.gradient_sum = GradientSum(learner.weights.gradient, world)
        self.progress = Progress()
        self.stop_requested = False  # may be set at any moment; see `stopping`
        self._stop_agreed = False
        self._sat_down_at = time.monotonic()
        self._seconds_before = self._saved_at = 0.0
        self._since_log = torch.zeros(3, dtype=torch.float64)  # loss, nll, tokens

    def fit(self) -> Progress:
        """Trains from where the run stands to its end.

        Raises:
            TrainingError: the loss or the gradient is not a finite number (see `NonFiniteGuard`).
            CheckpointError, RunError: a file of the run is damaged, or cannot be written.
        """
        self.restore()
        if self.world.is_main:
            self.keeper.require_room()
        self.reporter.start(self.progress.step)
        self.learner.model.train()
        while not self.is_over():
            self.train_step(next(self.stream))
            # asked once a step, so that nothing is decided between its save and its end
            self._stop_agreed |= self.stop_requested and self.world.size == 1
            # once in a while: say how it goes
            if self.progress.step % self.config.log_every_steps == 0 or self.budget_spent() >= 1.0:
                self.log()
            # once in a while: measure on held-out pairs, and keep the best weights
            if self.progress.step % self.config.validate_every_steps == 0 or self.budget_spent() >= 1.0:
                self.validate()
            # once in a while: make sure that little would be lost
            if self.minutes_since_save() >= self.config.save_every_minutes or self.is_over():
                self.save()
        # a best that is lost, and no step left after which it would be chosen
        if self.progress.best is None and not self.stopping:
            self.validate()
            self.save()
        self.reporter.close()
        return self.progress

    def train_step(self, micro_batches: list[Batch]) -> None:
        """One optimizer step: sums of losses, gradients over the global token count, clipped, applied."""
        learner, progress = self.learner, self.progress
        seed_step(self.seed, progress.step, self.world.rank)
        learner.weights.let_heads_learn(learner.aligns_at(progress.step))
        factor = compute_lr_factor(self.config, progress.step, self.budget_spent())
        # loss, nll, tokens, seconds on the main process's clock, processes that were asked to stop
        totals = torch.zeros(5, dtype=torch.float64)
        for batch in micro_batches:
            if len(batch):
                totals[:3] += self._accumulate(batch)
        totals[3] = self._elapsed() if self.world.is_main else 0.0
        totals[4] = float(self.stop_requested)
        self.gradient_sum.put()
        loss, nll, n_tokens, seconds, stops = sum_over_world(totals.to(self._message_device()), self.world).tolist()
        self.gradient_sum.take()
        self._stop_agreed = stops > 0 and self.world.size > 1

        learner.weights.gradient.mul_(1.0 / n_tokens)
        norm = float(learner.clip_gradients(self.config.clip_norm or math.inf))
        if math.isfinite(loss) and math.isfinite(norm):
            set_lr(learner.optimizers, factor)
            for optimizer in learner.optimizers:
                optimizer.step()
            learner.averaged.update(progress.step)
            progress.tokens += int(n_tokens)
            progress.skipped_in_a_row = 0
            self._since_log += torch.tensor([loss, nll, n_tokens], dtype=torch.float64)
        else:
            self._leave_out(micro_batches, loss, norm)
        learner.weights.gradient.zero_()
        progress.step += 1
        progress.seconds = seconds
        self.reporter.progress(self.budget_spent(), self._describe(loss / n_tokens))

    def validate(self) -> ValidationResult:
        """Measures the averaged weights, and keeps them if they are the best so far; tells of it once a step."""
        progress = self.progress
        is_told = progress.validated_step == progress.step
        self.guard.require_finite_weights(progress.step, self.learner.weights.values)
        with self.learner.averaged.in_place():
            result = self.validator.validate()
            # The main process's numbers decide: others' last bits may differ, and all are to stop at the same step.
            measured = result.loss, result.metric(self.config.early_stopping_metric)
            loss, metric = broadcast_object(measured, self.world)
            self.guard.require_finite_loss(progress.step, loss)
            if progress.best is None or metric > progress.best:
                progress.best, progress.best_step = metric, progress.step
                progress.validations_without_best = 0
                self._write_best(result)
            else:
                progress.validations_without_best += 1
        progress.validated_step = progress.step
        if not is_told:
            self._tell(result)
        return result

    def log(self) -> None:
        """Means since the last time, per target token."""
        loss, nll, n_tokens = self._since_log.tolist()
        self._since_log.zero_()
        if not n_tokens:
            return
        metrics = {
            "train/loss": loss / n_tokens,
            "train/nll": nll / n_tokens,
            "train/lr": self.learner.optimizers[-1].param_groups[0]["lr"],
            "train/tokens": float(self.progress.tokens),
            "train/epoch": self.stream.epochs_done,
            "train/minutes": self.progress.seconds / 60,
            "train/skipped": float(self.progress.skipped),
        }
        self.reporter.metrics(self.progress.step, metrics)

    def is_over(self) -> bool:
        """Whether this sitting ends here."""
        return self.stopping or self.has_given_up() or self.is_complete()

    def has_given_up(self) -> bool:
        """Whether as many validations in a row as `early_stopping_patience` have found no new best."""
        patience = self.config.early_stopping_patience
        return bool(patience) and self.progress.validations_without_best >= patience

    def is_complete(self) -> bool:
        """Whether the budget is spent and its end was validated."""
        return self.budget_spent() >= 1.0 and self.progress.validated_step == self.progress.step

    def budget_spent(self) -> float:
        """Share of the budget that is behind us, 0 to 1: of the first that ends, steps, epochs or minutes."""
        config, progress = self.config, self.progress
        shares = [0.0]
        if config.max_steps:
            shares.append(progress.step / config.max_steps)
        if config.max_epochs:
            shares.append(self.stream.epochs_done / config.max_epochs)
        if config.max_minutes:
            shares.append(progress.seconds / 60 / config.max_minutes)
        return min(1.0, max(shares))

    @property
    def stopping(self) -> bool:
        """Whether to end early: on request, and where there are several processes, all after the same step."""
        return self._stop_agreed

    def minutes_since_save(self) -> float:
        """Minutes since the last checkpoint of this sitting, the same in all processes: they save together."""
        return (self.progress.seconds - self._saved_at) / 60

    def save(self) -> None:
        """Writes `last`: all that a resumed training needs. Every process calls this, the main one writes."""
        self._saved_at, tensors = self.progress.seconds, self.stream.tensors()
        if self.world.is_main:
            self.guard.require_finite_weights(self.progress.step, self.learner.weights.values)
            since_log = self._since_log.tolist()
            state = {"progress": asdict(self.progress), "stream": self.stream.state_dict(), "since_log": since_log}
            self.keeper.write_last(self.progress.step, state, tensors)

    def restore(self) -> None:
        """Goes to where the run's last checkpoint stands, if it has one."""
        self._sat_down_at = time.monotonic()
        state, tensors = self.keeper.restore_last()
        if state is not None:
            with refusing_misfits(self.run.last_checkpoint):
                self.progress = restore_counters(Progress, state["progress"])
                self.stream.load_state_dict(state["stream"], tensors)
                self._since_log = torch.tensor(state["since_log"], dtype=torch.float64)
            self._seconds_before = self._saved_at = self.progress.seconds
        # The main process looks after what stands beside `last`, and its word is everybody's.
        is_best_lost = self.world.is_main and state is not None and self.keeper.is_best_lost(state)
        step, is_best_lost = broadcast_object((self.progress.step, is_best_lost), self.world)
        if step != self.progress.step:
            raise TrainingError(
                f"{self.run.last_checkpoint}: of step {self.progress.step} as this process sees it, of step {step} as "
                "the first one does; all machines of a training need the same folder"
            )
        if is_best_lost:
            self.progress.best = None

    def _accumulate(self, batch: Batch) -> Tensor:
        """Adds a batch's gradient of the summed loss; returns (loss, nll, tokens)."""
        labels = self._label(batch)
        objective, sums, worst = self.objective(batch, labels)
        objective.backward()  # type: ignore[no-untyped-call]
        self.stream.note(batch, worst)
        return torch.tensor([*sums.tolist(), batch.n_tokens], dtype=torch.float64)

    def _label(self, batch: Batch) -> Tensor | None:
        """What the alignment heads learn from this batch, if they learn at this step."""
        labeller = self.learner.labeller if self.learner.aligns_at(self.progress.step) else None
        return None if labeller is None else labeller.label(batch)

    def _write_best(self, result: ValidationResult) -> None:
        if self.world.is_main:
            state = {
                "loss": result.loss,
                "bleu": result.bleu,
                "chrf": result.chrf,
                "alignment": None if result.alignment is None else asdict(result.alignment),
            }
            self.keeper.write_best(self.progress.step, state)

    def _tell(self, result: ValidationResult) -> None:
        step = self.progress.step
        self.reporter.metrics(step, result.metrics())
        self.reporter.samples(step, result.samples)
        self.reporter.alignments(step, result.records)
        self.reporter.findings(step, result.findings if self.budget_spent() >= YOUNG else [])
        if result.records and self.world.is_main:
            with write_records(self.run.watched_path(step)) as dump:
                for record in result.records:
                    dump.write(record)

    def _leave_out(self, micro_batches: list[Batch], loss: float, norm: float) -> None:
        """A step whose numbers are not finite teaches nothing; the guard says whether the training goes on."""
        progress, weights = self.progress, self.learner.weights
        progress.skipped += 1
        progress.skipped_in_a_row += 1
        seed_step(self.seed, progress.step, self.world.rank)  # the same dropout once more
        culprits = find_culprits(micro_batches, self._accumulate, weights.gradient)
        self.guard.judge(BadStep(progress.step + 1, loss, norm, progress.skipped_in_a_row), culprits, weights.values)

    def _elapsed(self) -> float:
        """Seconds of training over all sittings."""
        return self._seconds_before + time.monotonic() - self._sat_down_at

    def _describe(self, loss: float) -> str:
        progress = self.progress
        return f"step {progress.step}, loss {loss:.2f}, {progress.tokens / max(progress.seconds, 1e-9):,.0f} tokens/s"

    def _message_device(self) -> torch.device:
        """nccl carries GPU tensors only."""
        return self.machine.device if self.world.size > 1 else torch.device("cpu")


def seed_step(seed: int, step: int, rank: int) -> None:
    """Makes the random numbers of a step (dropout) a pure function of (seed, step, rank).

    So there is no generator to save: whatever validation or an earlier sitting drew, the step draws the same.
    """
    torch.manual_seed(((seed * 1_000_003 + step) * 65_537 + rank) % 2**63)
