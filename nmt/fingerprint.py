"""What a run has come to, as hashes: two runs with the same ones have learned, measured and kept the same, bit for bit.

Left out is what no two runs share: the time that they took, where they stand, and on what they were made.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import torch

from nmt.atomic import hash_file
from nmt.checkpoint import State, Tensors, read_checkpoint, unprefixed
from nmt.run import RunDirectory

_OF_ONE_RUN_ALONE = ("origin", "journals", "seconds")
_CLOCK = "train/minutes"


def fingerprint_run(run: RunDirectory) -> dict[str, str]:
    """Hashes by what they are of, in the order of interest. `best` is left out of a run that was never validated.

    Raises:
        CheckpointError: there is no last checkpoint, or one of the two is damaged.
    """
    tensors, state = read_checkpoint(run.last_checkpoint)
    found = {
        "weights": hash_tensors(unprefixed(tensors, "live")),
        "averaged weights": hash_tensors(unprefixed(tensors, "model")),
        "optimizer": hash_tensors(unprefixed(tensors, "optimizer")),
        "counters and position": _hash_json(_without_clock(state)),
    }
    if run.best_checkpoint.exists():
        tensors, state = read_checkpoint(run.best_checkpoint)
        found["best weights"] = hash_tensors(tensors)
        found["best scores"] = _hash_json(_without_clock(state))
    return found | {
        "metrics": _hash_json(_read_metrics(run)),
        "samples": hash_file(run.samples_path) if run.samples_path.exists() else "",
        "watched alignments": _hash_json([hash_file(path) for path in sorted(run.watched_dir.glob("*.jsonl"))]),
    }


def hash_tensors(tensors: Tensors) -> str:
    """SHA-256 over every tensor's name, kind, shape and bytes."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        tensor = tensors[name].contiguous()
        digest.update(f"\0{name}\0{tensor.dtype}\0{tuple(tensor.shape)}\0".encode())
        digest.update(tensor.flatten().view(torch.uint8).numpy().data)
    return digest.hexdigest()


def _without_clock(state: Any) -> Any:
    if not isinstance(state, dict):
        return state
    return {key: _without_clock(value) for key, value in state.items() if key not in _OF_ONE_RUN_ALONE}


def _read_metrics(run: RunDirectory) -> list[State]:
    if not run.metrics_path.exists():
        return []
    lines = [json.loads(line) for line in run.metrics_path.read_text(encoding="utf-8").splitlines()]
    return [{name: value for name, value in line.items() if name != _CLOCK} for line in lines]


def _hash_json(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
