"""Run by torchrun from test_trainer.py: trains the reversal task as one of several processes."""

from __future__ import annotations

import sys
from pathlib import Path

from nmt.config import TrainingConfig
from nmt.distributed import join_world, leave_world
from tests.reversal import build_trainer

folder, settings = Path(sys.argv[1]), sys.argv[2]
world = join_world("cpu")
build_trainer(folder, TrainingConfig.model_validate_json(settings), world=world).fit()
leave_world()
