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

LARGEST = 1e15  # far more than any corpus counts, and float32 still holds it
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
        tables = _assemble({name: tensor.numpy() for name, tensor in tensors.items()}, state)
        _check(tables)
    except KeyError as error:
        raise CheckpointError(f"{path}: this {KIND} lacks {error.args[0]}; fit again") from None
    except (TypeError, ValueError) as error:
        raise CheckpointError(f"{path}: the parts of this {KIND} do not fit together ({error}); fit again") from None
    return tables


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


def _check(tables: Tables) -> None:
    """Raise ValueError unless words, pairs and both directions are of one vocabulary, with numbers that can be used."""
    _check_words(tables.src_words)
    _check_words(tables.tgt_words)
    n_src, n_tgt, keys = len(tables.src_words), len(tables.tgt_words), tables.keys
    is_list = keys.dtype == np.int64 and keys.ndim == 1
    if not is_list or (np.diff(keys, prepend=-1) <= 0).any() or (keys >= n_src * n_tgt).any():
        raise ValueError("the pairs of words are not ascending, or of other words")
    _check_way("forward", tables.forward, (len(keys), n_tgt, n_src))
    _check_way("reverse", tables.reverse, (len(keys), n_src, n_tgt))
    _check_number("spelling", tables.spelling, LARGEST)
    _check_number("null_prior", tables.null_prior, 1)


def _check_words(words: object) -> None:
    if not (isinstance(words, list) and all(isinstance(word, str) for word in words) and len(set(words)) == len(words)):
        raise ValueError("the words are not a list of different texts")


def _check_way(name: str, way: OneWay, lengths: tuple[int, int, int]) -> None:
    jumps = way.jumps.weights
    arrays = (way.table, way.null, way.denominators, jumps)
    parts = ("table", "null", "denominators", "jumps")
    for part, array, length in zip(parts, arrays, (*lengths, jumps.size | 1), strict=True):
        if (
            array.shape != (length,)
            or array.dtype not in (np.float32, np.float64)
            or not ((array >= 0) & (array < LARGEST)).all()
        ):
            raise ValueError(f"{name}.{part} is {array.dtype} {list(array.shape)}, expected {length} numbers from 0")
    _check_number(f"{name}.null_denominator", way.null_denominator, LARGEST)


def _check_number(name: str, value: object, limit: float) -> None:
    if not (isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < limit):
        raise ValueError(f"{name} is {value!r}, expected a number over 0 and below {limit:g}")
