"""`torchrun scripts/train.py` from the command line, on a corpus in shards that is streamed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from nmt.checkpoint import read_checkpoint
from nmt.run import RunDirectory
from tests.data.million import write_hub
from tests.scripts.calling import ROOT, SCRIPTS, call

CONFIG = """\
data:
  train:
    - {{kind: hub, path: {folder}, streaming: true}}
  validation:
    - {{kind: hub, path: {folder}, split: validation}}
  shuffle_buffer: 60 # a chunk is some three steps: the processes pass from chunk to chunk, and from shard to shard
tokenizer: {{vocab_size: 310}}
model: {{d_model: 32, n_heads: 2, d_ff: 64, n_encoder_layers: 1, n_decoder_layers: 1, dropout: 0}}
training:
  max_steps: 12
  max_tokens_per_batch: 2000
  lr: 1.0e-3
  warmup_steps: 4
  validate_every_steps: 6
  validation_sentences: 8
  log_every_steps: 3
  tensorboard: false
  precision: fp32
  threads: 1
  device: cpu
"""


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streamed")
    hub = write_hub(folder / "hub", pairs=400, shards=4)
    path = folder / "streamed.yaml"
    path.write_text(CONFIG.format(folder=hub), encoding="utf-8")
    return path


def torchrun(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, str(SCRIPTS / "train.py"), *map(str, arguments)],
        env=environment, capture_output=True, text=True, timeout=240,
    )  # fmt: skip


def metrics_of(run: RunDirectory) -> list[dict[str, Any]]:
    """What was logged, without what the clock says."""
    lines = [json.loads(line) for line in run.metrics_path.read_text(encoding="utf-8").splitlines()]
    return [
        {key: value for key, value in line.items() if key == "step" or key.startswith(("train/loss", "validation/"))}
        for line in lines
    ]


@pytest.mark.parametrize("kind", ["a stream", "the hardest pairs", "muon"])
def test_two_processes_are_one_with_twice_the_accumulation(config: Path, kind: str) -> None:
    """Same shards, same steps: weights to 1e-6, the same validation, one story told once."""
    two, one = (RunDirectory(config.parent / kind / name) for name in ("two", "one"))
    held = f"data.train=[{{kind: hub, path: {config.parent / 'hub'}}}]"  # three epochs, the last two of some pairs
    more = {"the hardest pairs": [held, "training.hardest=0.3"], "muon": ["training.optimizer=muon"]}.get(kind, [])
    done = torchrun("--config", config, f"run_dir={two.path}", *more)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr.count("is complete after 12 steps") == 1
    alone = call("train.py", "--config", config, f"run_dir={one.path}", "training.accumulation_steps=2", *more)
    assert alone.status == 0, alone.err
    ours, theirs = (read_checkpoint(run.last_checkpoint)[0] for run in (two, one))
    for name in theirs:
        if name.startswith(("live", "model", "stream")):
            torch.testing.assert_close(ours[name], theirs[name], atol=1e-6, rtol=0, msg=name)
    said, expected = metrics_of(two), metrics_of(one)
    assert [set(line) for line in said] == [set(line) for line in expected]
    assert {line["step"] for line in said if any(key.startswith("validation/") for key in line)} == {6, 12}
    for line, other in zip(said, expected, strict=True):
        assert line == pytest.approx(other, abs=1e-4)


WATCHED = """\
import atexit, gc, runpy, sys
from nmt.data.streaming import PairStream
atexit.register(lambda: print("held:", sum(isinstance(one, PairStream) for one in gc.get_objects())))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_a_stream_is_let_go_before_python_is_taken_apart(config: Path) -> None:
    """Arrow's threads abort a process that ends with a half read stream, now and then: status 134 after all is done."""
    command = [sys.executable, "-c", WATCHED, SCRIPTS / "train.py", "--config", config]
    command += [f"run_dir={config.parent / 'watched'}", "training.max_steps=3", "training.validate_every_steps=3"]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.endswith("held: 0\n")
