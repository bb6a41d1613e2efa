"""Train a model: `python scripts/train.py --config configs/toy.yaml [training.lr=2e-3 ...]`.

Running the same command again resumes where the run stands; a complete run is shown, not trained again. On a CPU,
`training.processes` share the work; on several GPUs torchrun starts them:
`torchrun --nproc-per-node 2 scripts/train.py --config configs/multi30k.yaml`.

Ctrl-C, SIGTERM or a closed terminal end it after the step at hand, saved, with status 130; a second Ctrl-C at once.
"""

from __future__ import annotations

import argparse
import gc
import logging
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from nmt.cli import (
    EXIT_INTERRUPTED,
    OptionParser,
    default_runs_root,
    find_config,
    find_project_root,
    log_to_stderr,
    run_script,
)
from nmt.companions import companions, end_with_starter, is_companion

if TYPE_CHECKING:
    from nmt.build.training import Training
    from nmt.config import Config
    from nmt.run import RunDirectory
    from nmt.trainer import Trainer

log = logging.getLogger("nmt.train")


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr(logging.ERROR if is_companion() else logging.INFO)
    end_with_starter()

    # Imported here: `--help` and a mistyped option should not wait for torch.
    from nmt.build.places import settle_places
    from nmt.config import load_config
    from nmt.run import RunDirectory, run_of
    from nmt.sums import check_sums

    config = settle_places(load_config(find_config(arguments.config), arguments.overrides))
    run = run_of(config, default_runs_root())
    # A run that has lost what it translates with is not: the training chooses it anew.
    is_whole = run.is_complete and run.best_checkpoint.exists()
    if is_whole and load_config(run.config_path) == config and not arguments.check:
        check_sums(run.path)
        log.info("%s is complete: nothing to train (for more: a larger budget, or, where it stopped early, "
                 "training.early_stopping_patience; afresh: run_dir=...)", run.path)  # fmt: skip
        return

    from nmt.machine import choose_device

    on_cpu = choose_device(config.training.device).type == "cpu"
    with companions(config.training.processes if on_cpu else 1):
        if config.training.overfit_one_batch:
            from nmt.overfitting import one_batch_config

            # Nothing is there, and nothing is written: a run that stands at `run` is another matter.
            config, run = one_batch_config(config), RunDirectory(run.path / "overfit_one_batch")
        if arguments.check:
            show_price(config, run)
        elif config.training.overfit_one_batch:
            overfit_one_batch(config, run)
        else:
            run_training(config, run, arguments.go_back)


def show_price(config: Config, run: RunDirectory) -> None:
    """Says what a run would cost, and writes nothing."""
    from nmt.build.training import open_training
    from nmt.distributed import leave_world
    from nmt.preflight import price

    try:
        training = open_training(config, run, find_project_root(), keep=False)
        estimate = price(training.trainer)
        if training.trainer.world.is_main:
            print(estimate.to_text())
    finally:
        leave_world()


def overfit_one_batch(config: Config, run: RunDirectory) -> None:
    """Says whether the model can learn one batch by heart; an error if it cannot. `config` is a `one_batch_config`."""
    from nmt.build.training import open_training
    from nmt.distributed import leave_world
    from nmt.overfitting import overfit, require_learned

    training = open_training(config, run, find_project_root(), keep=False)
    try:
        result = overfit(training.trainer)
        require_learned(result, config)
        if training.trainer.world.is_main:
            print(f"{result.to_text()}: it can learn")
    finally:
        leave_world()


def run_training(config: Config, run: RunDirectory, back: bool) -> None:
    """Opens the run and trains, as one of several processes or alone. The first of them holds the run's lock."""
    from nmt.distributed import leave_world
    from nmt.lock import locked

    with nullcontext() if is_companion() else locked(run):
        try:
            open_and_train(config, run, back)
        finally:
            # A stream that is half read is closed while Python is whole: afterwards Arrow's threads may abort the
            # process (apache/arrow issue 45214), and a run that is complete would end with an error.
            gc.collect()
            leave_world()


def open_and_train(config: Config, run: RunDirectory, back: bool) -> None:
    """All that a training holds is let go when this returns."""
    from nmt.build.training import open_training

    training = open_training(config, run, find_project_root(), back=back)
    with stopped_by_signals(training.trainer):
        train(training)


@contextmanager
def stopped_by_signals(trainer: Trainer) -> Iterator[None]:
    """A first Ctrl-C, SIGTERM or hang-up ends training after the step at hand, saved, a second one at once."""

    def ask_to_stop(number: int, frame: object) -> None:
        trainer.stop_requested = True
        signal.signal(number, signal.default_int_handler)

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    for number, handler in before.items():
        if number != signal.SIGHUP or handler != signal.SIG_IGN:  # `nohup` ignores it, and so do we
            signal.signal(number, ask_to_stop)
    try:
        yield
    finally:  # a handler that stays would keep the trainer, and what it reads from, until Python is taken apart
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def train(training: Training) -> None:
    """Trains, and says how it ended."""
    trainer = training.trainer
    try:
        progress = trainer.fit()
    finally:
        trainer.reporter.close()  # an error is not to be printed into the progress bar
    if trainer.stopping:
        log.info("stopped after step %d and saved; the same command goes on from there", progress.step)
        sys.exit(EXIT_INTERRUPTED)
    training.finish(progress)
    if trainer.has_given_up() and not trainer.is_complete():
        log.info("stopped early, without a new best since step %d; to go on, raise training.early_stopping_patience "
                 "(now %d) or set it to 0", progress.best_step, trainer.config.early_stopping_patience)  # fmt: skip
    log.info("%s is complete after %d steps, %.1f minutes; best at step %d",
             training.run.path, progress.step, progress.seconds / 60, progress.best_step)  # fmt: skip


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--config", metavar="FILE", help="a YAML file, such as configs/toy.yaml")
    parser.add_argument("--check", action="store_true", help="build everything, price the run, and stop")
    parser.add_argument(
        "--go-back", action="store_true", help="if the last checkpoint is damaged, go on from the one before it"
    )
    parser.add_argument("overrides", nargs="*", metavar="key=value", help="such as training.lr=2e-3 run_dir=runs/fast")
    if dashed := next((word for word in sys.argv[1:] if re.match(r"--\w+\.[\w.]+=", word)), None):
        parser.error(f"{dashed}: settings of the configuration have no dashes; write {dashed.removeprefix('--')}")
    arguments = parser.parse_args()
    if arguments.config is None:
        file = next((word for word in arguments.overrides if word.endswith((".yaml", ".yml"))), "configs/toy.yaml")
        parser.error(f"which configuration? write --config {file}")
    if arguments.check:
        parser.refuse(arguments, ["--go-back"], "changes a run, and --check changes nothing")
    return arguments


if __name__ == "__main__":
    run_script(main)
