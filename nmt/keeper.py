"""The checkpoints of a run: what is written into each, how many are kept, and which can be trusted.

`last` is all that a resumed training needs. When it is replaced, the one before stays as `step-*`, to go back to if
the last should be damaged; `best` is what translates. Each says which run it belongs to and where it was made.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nmt import checkpoint as ckpt
from nmt.atomic import hash_file, keep_as, require_room, sync_folder, temporary_path
from nmt.checkpoint import State, Tensors
from nmt.errors import CheckpointError, RunError
from nmt.learner import Learner
from nmt.run import RunDirectory

log = logging.getLogger(__name__)

RESUMABLE, WEIGHTS = "resumable", "weights"
# What a checkpoint's origin says: the run, which must be this one, and the surroundings that decide the last bits.
RUN = "run"
_MOMENTS_AND_COPIES = 5  # weights, their average and two moments in `last`; the average once more in `best`


class CheckpointKeeper:
    """Writes and reads the checkpoints of one run.

    Args:
        origin: facts as JSON values; under `RUN` what identifies the run, the others as in `describe_difference`.
        keep: how many checkpoints to resume from are kept, the last one included.
    """

    def __init__(self, run: RunDirectory, learner: Learner, origin: dict[str, Any], keep: int) -> None:
        self.run, self.learner, self.origin, self.keep = run, learner, origin, keep
        self._last_step: int | None = None  # of the last checkpoint on disk

    def write_last(self, step: int, state: State, stream: Tensors) -> None:
        """Writes `last`: weights to translate with, live weights, moments, `state`, and tensors of the batches' stream.

        The one before is kept.

        Raises:
            CheckpointError: the disk is full or the folder cannot be written to; what was there is as it was.
        """
        learner = self.learner
        tensors = ckpt.prefixed(ckpt.optimizer_tensors(learner.optimizers), "optimizer")
        tensors |= ckpt.prefixed({k: v.clone() for k, v in ckpt.model_tensors(learner.model).items()}, "live")
        tensors |= ckpt.prefixed(stream, "stream")
        header = {"kind": RESUMABLE, "origin": self.origin, "step": step, "journals": self._sum_up_journals()}
        self._put_aside(step)
        with learner.averaged.in_place():
            tensors |= ckpt.prefixed(ckpt.model_tensors(learner.model), "model")
            ckpt.write_checkpoint(self.run.last_checkpoint, tensors, header | state)
        self._last_step = step
        for path in self.run.older_checkpoints[max(0, self.keep - 1) :]:
            path.unlink(missing_ok=True)

    def write_best(self, step: int, state: State) -> None:
        """Writes `best`: the weights as the model holds them now. Raises as `write_last`."""
        tensors = ckpt.prefixed(ckpt.model_tensors(self.learner.model), "model")
        header = {"kind": WEIGHTS, "origin": self.origin, "step": step}
        ckpt.write_checkpoint(self.run.best_checkpoint, tensors, header | state)

    def restore_last(self) -> tuple[State | None, Tensors]:
        """Puts the learner where `last` stands; returns its state (None if the run has not got that far) and tensors.

        What cannot be restored to the last bit here is said in a warning.

        Raises:
            CheckpointError: damaged, or of another run or kind; the message names the last good one.
        """
        path = self.run.last_checkpoint
        if not path.exists():
            if older := self.run.older_checkpoints:
                raise CheckpointError(
                    f"{path}: missing, although there is {older[0].name}; {tell_way_back(self.run, self.origin[RUN])}"
                )
            return None, {}
        try:
            tensors, state = read_of_run(path, RESUMABLE, self.origin[RUN])
            self._restore(tensors, path)
        except CheckpointError as error:
            raise CheckpointError(f"{error}; {tell_way_back(self.run, self.origin[RUN])}") from error
        self._last_step = int(state["step"])
        if difference := describe_difference(state["origin"], self.origin):
            log.warning(
                "going on from step %d, but from here on not bit for bit as without the break: %s",
                self._last_step,
                difference,
            )
        return state, ckpt.unprefixed(tensors, "stream")

    def is_best_lost(self, state: State) -> bool:
        """Proves the files beside `last` to be those that it was written beside; whether `best` is missing of them.

        Raises:
            CheckpointError, RunError: one of them was altered, cut, or belongs elsewhere; the message names it.
        """
        check_journals(self.run, state["journals"])
        best, best_step = state["progress"]["best"], state["progress"]["best_step"]
        if best is None or check_best(self.run, best_step, self.origin[RUN]):
            return False
        log.warning("%s: missing; the next validation chooses the best anew", self.run.best_checkpoint)
        return True

    def require_room(self) -> None:
        """Asks for room for the checkpoints to come, before hours are spent on what could not be kept.

        Raises:
            CheckpointError: the disk has less room than one `last` and one `best`.
        """
        n_bytes = self.learner.weights.values.nbytes * _MOMENTS_AND_COPIES
        try:
            require_room(self.run.path, n_bytes)
        except OSError as error:
            raise CheckpointError(
                f"{self.run.checkpoints}: this run's checkpoints take {n_bytes / 2**20:.1f} MiB: {error.strerror}; "
                "make room, or give the run a place on another disk: run_dir=..."
            ) from error

    def _restore(self, tensors: Tensors, path: Path) -> None:
        learner = self.learner
        ckpt.restore_model(learner.model, ckpt.unprefixed(tensors, "model"), path)
        learner.averaged.reset()  # the average becomes what `model` holds
        ckpt.restore_model(learner.model, ckpt.unprefixed(tensors, "live"), path)
        with ckpt.refusing_misfits(path):
            ckpt.restore_optimizers(learner.optimizers, ckpt.unprefixed(tensors, "optimizer"))

    def _put_aside(self, step: int) -> None:
        """Gives the last checkpoint its second name, under which it stays when it is replaced."""
        if self.keep == 1 or self._last_step is None or self._last_step == step:
            return
        aside = self.run.step_checkpoint(self._last_step)
        try:
            keep_as(self.run.last_checkpoint, aside)
        except OSError as error:
            raise CheckpointError(
                f"{aside}: cannot keep the checkpoint of step {self._last_step}: {error.strerror}; make room, or keep "
                "none beside the last: training.keep_checkpoints=1"
            ) from error

    def _sum_up_journals(self) -> dict[str, list[Any]]:
        """Length and checksum of the files that grow, as they are now; they survive a power cut from here on."""
        sums: dict[str, list[Any]] = {}
        for path in find_journals(self.run):
            with open(path, "rb") as file:
                os.fsync(file.fileno())
            sums[path.relative_to(self.run.path).as_posix()] = [path.stat().st_size, hash_file(path)]
        return sums


def read_of_run(path: Path, kind: str | None, identity: str | None) -> tuple[Tensors, State]:
    """Reads a checkpoint of this kind and run; None is any.

    Raises:
        CheckpointError: as `read_checkpoint`, or of another kind or run.
    """
    tensors, state = ckpt.read_checkpoint(path)
    found = state.get("kind") if isinstance(state, dict) else None
    if found is None or kind not in (None, found):
        raise CheckpointError(f"{path}: a checkpoint, but of kind '{found}', expected '{kind or WEIGHTS}'")
    origin = state.get("origin")
    if not isinstance(origin, dict) or identity not in (None, origin.get(RUN)):
        raise CheckpointError(f"{path}: belongs to another run; put back the file that was here")
    return tensors, state


def check_best(run: RunDirectory, best_step: int, identity: str) -> bool:
    """Proves `best` to be what a run whose best is that of `best_step` wrote; False if it is missing.

    Raises:
        CheckpointError: damaged, of another run, or older than that.
    """
    path = run.best_checkpoint
    if not path.exists():
        return False
    remedy = "take another copy, or remove it: the next validation then chooses the best anew"
    try:
        _, state = read_of_run(path, WEIGHTS, identity)
    except CheckpointError as error:
        raise CheckpointError(f"{error}; {remedy}") from error
    if state["step"] < best_step:
        raise CheckpointError(f"{path}: of step {state['step']}, but the best was step {best_step}; {remedy}")
    return True


def find_journals(run: RunDirectory) -> list[Path]:
    """The files that grow with the training, as far as they are there."""
    return [path for path in (run.metrics_path, run.samples_path) if path.exists()] + sorted(
        run.watched_dir.glob("step-*.jsonl")
    )


def check_journals(run: RunDirectory, sums: dict[str, list[Any]]) -> None:
    """Proves the beginnings of the files that grow to be as they were at the last checkpoint.

    Raises:
        RunError: one of them was altered or cut; a missing one is only warned of.
    """
    for name, (n_bytes, written) in sums.items():
        path = run.path / name
        if not path.exists():
            log.warning("%s: missing; what it told of the steps until the last checkpoint is lost", path)
        elif path.stat().st_size < n_bytes or hash_file(path, n_bytes) != written:
            raise RunError(
                f"{path}: altered or cut since it was written; take another copy, or remove it to go on without it"
            )


def describe_difference(then: dict[str, Any], now: dict[str, Any]) -> str:
    """What differs between two origins, in words; empty if the same bits can be expected."""
    keys = sorted((then.keys() | now.keys()) - {RUN})
    return "; ".join(f"{key} was {then.get(key)}, is {now.get(key)}" for key in keys if then.get(key) != now.get(key))


def find_whole(candidates: Iterable[Path], identity: str) -> Path | None:
    """The first of these that this run can be resumed from."""
    for path in candidates:
        try:
            read_of_run(path, RESUMABLE, identity)
        except CheckpointError:
            continue
        return path
    return None


def tell_way_back(run: RunDirectory, identity: str) -> str:
    """The end of an error about `last`: what can be done."""
    good = find_whole(run.older_checkpoints, identity)
    if good is None:
        return f"no older checkpoint is whole: remove {run.path} to begin again"
    return f"the last good checkpoint is {good}: add --go-back to the command to go on from there"


def go_back(run: RunDirectory, identity: str) -> None:
    """Puts the newest whole checkpoint in the place of a last one that is damaged or missing. A whole one stays.

    Raises:
        CheckpointError: none is whole, or the folder cannot be written to.
    """
    last, older = run.last_checkpoint, run.older_checkpoints
    if find_whole([last], identity):
        log.info("%s is whole: nothing to go back from", last)
        return
    good = find_whole(older, identity)
    if good is None:
        raise CheckpointError(f"{last}: nowhere to go back to; {tell_way_back(run, identity)}")
    temporary = temporary_path(last)
    try:
        keep_as(good, temporary)
        os.replace(temporary, last)
        for damaged in older[: older.index(good)]:
            damaged.unlink()
        sync_folder(last.parent)
    except OSError as error:
        raise CheckpointError(f"{last}: cannot be replaced by {good.name}: {error.strerror}") from error
    log.warning("%s is missing or damaged; going back to %s", last, good.name)
