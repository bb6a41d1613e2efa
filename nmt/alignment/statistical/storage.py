"""The learned tables in one file: the safetensors of `nmt.checkpoint`, checksummed and written atomically."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from nmt.alignment.statistical.cells import FloatArray
from nmt.alignment.statistical.hmm import Jumps
from nmt.alignment.statistical.tables import OneWay, Tables
from nmt.checkpoint import read_checkpoint, write_checkpoint
from nmt.errors import CheckpointError

KIND, VERSION = "statistical aligner", 1


def write_tables(path: Path, tables: Tables) -> None:
    """Write the tables so that `path` always holds whole ones.

    Raises:
        CheckpointError: the file cannot be written.
    """
    arrays = {"keys": tables.keys}
    state: dict[str, Any] = {
        "kind": KIND,
        "version": VERSION,
        "src_words": list(tables.src_words),
        "tgt_words": list(tables.tgt_words),
        "spelling": tables.spelling,
        "null_prior": tables.null_prior,
    }
    for name, way in (("forward", tables.forward), ("reverse", tables.reverse)):
        arrays[f"{name}.table"] = way.table
        arrays[f"{name}.null"] = way.null
        arrays[f"{name}.denominators"] = way.denominators
        arrays[f"{name}.jumps"] = way.jumps.weights
        state[f"{name}.null_denominator"] = way.null_denominator
    tensors = {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in arrays.items()}
    write_checkpoint(path, tensors, state)


def read_tables(path: Path) -> Tables:
    """Read what `write_tables` wrote.

    Raises:
        CheckpointError: no such file, damaged, something else, or of another version.
    """
    if not path.is_file():
        raise CheckpointError(f"{path}: no statistical aligner here; fit one first, or name another file")
    tensors, state = read_checkpoint(path)
    if state.get("kind") != KIND:
        raise CheckpointError(f"{path}: a checkpoint, but of no {KIND}; name the file that was saved by one")
    if state.get("version") != VERSION:
        raise CheckpointError(
            f"{path}: {KIND} of version {state.get('version')}, expected {VERSION}; "
            "use the nmt that wrote it, or fit again"
        )
    try:
        return _assemble({name: tensor.numpy() for name, tensor in tensors.items()}, state)
    except KeyError as error:
        raise CheckpointError(f"{path}: this {KIND} lacks {error.args[0]}; fit again") from None


def _assemble(arrays: dict[str, FloatArray], state: dict[str, Any]) -> Tables:
    src_words, tgt_words = state["src_words"], state["tgt_words"]
    forward, reverse = (
        OneWay(
            arrays[f"{name}.table"],
            arrays[f"{name}.null"],
            arrays[f"{name}.denominators"],
            state[f"{name}.null_denominator"],
            Jumps(arrays[f"{name}.jumps"]),
        )
        for name in ("forward", "reverse")
    )
    return Tables(src_words, tgt_words, arrays["keys"], forward, reverse, state["spelling"], state["null_prior"])
