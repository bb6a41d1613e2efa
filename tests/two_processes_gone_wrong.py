"""Run by test_nonfinite.py in two processes: the second batch of process 1 goes wrong at step 4."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from nmt.config import TrainingConfig
from nmt.data.batching import Batch
from nmt.distributed import join_world, leave_world
from nmt.errors import TrainingError
from nmt.trainer import Trainer
from tests.reversal import build_trainer, poison, read_batch

folder, settings = Path(sys.argv[1]), sys.argv[2]
world = join_world("cpu")
trainer = build_trainer(folder, TrainingConfig.model_validate_json(settings), world=world)
met: list[Batch] = []


def goes_wrong(trainer: Trainer, batch: Batch) -> bool:
    if world.rank == 1 and trainer.progress.step == 3:
        met.append(batch)
        return batch is met[min(1, len(met) - 1)] and len(met) > 1
    return False


poison(trainer, goes_wrong)
try:
    trainer.fit()
    print(trainer.progress.skipped, hashlib.sha256(trainer.learner.weights.values.numpy().tobytes()).hexdigest())
except TrainingError as error:
    print(error)
for pair in read_batch(met[1]) if len(met) > 1 else []:
    print(pair.src)
leave_world()
