"""A training that goes through everything that has a state, small enough to be begun a hundred times."""

from __future__ import annotations

from pathlib import Path

from nmt.fingerprint import fingerprint_run
from nmt.run import RunDirectory
from tests.tiny import write_project

# Two epochs and a half; subword sampling, dropout, averaging, accumulation, two sources of which one counts double.
SETTINGS = (
    "training.max_steps=12",
    "training.max_tokens_per_batch=160",
    "training.accumulation_steps=2",
    "training.validate_every_steps=5",
    "training.validation_sentences=2",
    "decoding.max_length_extra=0",
    "training.log_every_steps=3",
    "training.save_every_minutes=1e-9",
    "tokenizer.sampling_alpha=0.3",
    "model.d_model=16",
    "model.d_ff=16",
    "data.train=[{kind: files, src: train.fr, tgt: train.en}, "
    "{kind: files, src: held_out.fr, tgt: held_out.en, weight: 2}]",
)


def write_small_project(folder: Path) -> tuple[str, ...]:
    """The arguments of `train.py` for it, but for run_dir."""
    return "--config", str(write_project(folder)), *SETTINGS


def assert_same(run: Path, other: Path) -> None:
    """Bit for bit, metrics, samples and best checkpoint included."""
    assert fingerprint_run(RunDirectory(run)) == fingerprint_run(RunDirectory(other))
