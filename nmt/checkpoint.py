"""Checkpoints: one safetensors file each, written atomically, checksummed, holding nothing that could be executed.

`best.safetensors` holds the weights to translate with. `last.safetensors` holds those too, and all that a resumed
training needs: the live weights, the optimizers' moments, and the counters as JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import Tensor, nn

from nmt.errors import CheckpointError

FORMAT = 2  # 1 had the moments of each parameter, 2 has those of groups
_KEY = "nmt"  # the one metadata entry, a JSON object: safetensors keeps no order between several

Tensors = dict[str, Tensor]
State = dict[str, Any]


def write_checkpoint(path: Path, tensors: Tensors, state: State) -> None:
    """Writes a checkpoint so that `path` always holds a whole one: the old, or the new.

    Raises:
        CheckpointError: the folder cannot be written to, or the disk is full; the file at `path` is as it was.
    """
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    header = {"format": FORMAT, "sha256": _digest(tensors, state), "state": state}
    data = safetensors.torch.save(tensors, {_KEY: json.dumps(header, sort_keys=True)})
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for stale in path.parent.glob(f".{path.name}.*.tmp"):
            stale.unlink()
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise CheckpointError(
            f"{path}: cannot write this checkpoint of {len(data) / 2**20:.0f} MiB: {error.strerror or error}; "
            "make room or mend the folder's permissions, then run the same command again"
        ) from error


def read_checkpoint(path: Path) -> tuple[Tensors, State]:
    """Reads a checkpoint and proves it whole.

    Raises:
        CheckpointError: missing, truncated, altered, not a checkpoint, or of another format.
    """
    if not path.is_file():
        raise CheckpointError(f"{path}: no checkpoint here; train first, or name another run")
    try:
        with safetensors.safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            tensors: Tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (no mapping)
        header = json.loads(metadata[_KEY])
        version, digest, state = header["format"], header["sha256"], header["state"]
    except (OSError, ValueError, KeyError, TypeError, safetensors.SafetensorError) as error:
        raise CheckpointError(f"{path}: not a checkpoint of nmt, or damaged ({error}); take another copy") from error
    if version != FORMAT:
        raise CheckpointError(f"{path}: checkpoint format {version}, expected {FORMAT}; use the nmt that wrote it")
    if _digest(tensors, state) != digest:
        raise CheckpointError(f"{path}: damaged: its checksum does not match its contents; take another copy")
    return tensors, state


def _digest(tensors: Tensors, state: State) -> str:
    """sha256 over the state and every tensor's name, kind, shape and bytes."""
    digest = hashlib.sha256(json.dumps(state, sort_keys=True).encode())
    for name in sorted(tensors):
        tensor = tensors[name]
        digest.update(f"\0{name}\0{tensor.dtype}\0{tuple(tensor.shape)}\0".encode())
        digest.update(tensor.flatten().view(torch.uint8).numpy().data)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Makes a rename survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def prefixed(tensors: Tensors, prefix: str) -> Tensors:
    """`tensors` with `prefix.` before each name."""
    return {f"{prefix}.{name}": tensor for name, tensor in tensors.items()}


def unprefixed(tensors: Tensors, prefix: str) -> Tensors:
    """Those of `tensors` whose name starts with `prefix.`, without it."""
    return {name.removeprefix(f"{prefix}."): t for name, t in tensors.items() if name.startswith(f"{prefix}.")}


def model_tensors(model: nn.Module) -> Tensors:
    """The model's parameters by name, a tied one once."""
    return dict(model.named_parameters())


def restore_model(model: nn.Module, tensors: Tensors, place: Path) -> None:
    """Copies saved parameters into the model.

    Raises:
        CheckpointError: names or shapes differ; the message names the first that does.
    """
    own = model_tensors(model)
    for name in sorted(own.keys() | tensors.keys()):
        saved = tuple(tensors[name].shape) if name in tensors else None
        wanted = tuple(own[name].shape) if name in own else None
        if saved != wanted:
            raise CheckpointError(
                f"{place}: its parameter '{name}' is {saved or 'missing'}, the model's is {wanted or 'missing'}; "
                "the configuration beside it is not the one that it was trained with"
            )
    with torch.no_grad():
        for name, parameter in own.items():
            parameter.copy_(tensors[name])


def optimizer_tensors(optimizers: list[torch.optim.Optimizer]) -> Tensors:
    """Every moment of every optimizer, named `<optimizer>.<parameter>.<moment>`."""
    return {
        f"{index}.{parameter}.{moment}": tensor
        for index, optimizer in enumerate(optimizers)
        for parameter, moments in optimizer.state_dict()["state"].items()
        for moment, tensor in moments.items()
    }


def restore_optimizers(optimizers: list[torch.optim.Optimizer], tensors: Tensors) -> None:
    """Puts the moments of `optimizer_tensors` back."""
    for index, optimizer in enumerate(optimizers):
        state: dict[int, Tensors] = {}
        for name, tensor in unprefixed(tensors, str(index)).items():
            parameter, moment = name.split(".", 1)
            state.setdefault(int(parameter), {})[moment] = tensor
        optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})
