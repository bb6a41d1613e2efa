"""Checkpoints: one safetensors file each, written atomically, checksummed, holding nothing that could be executed.

`best.safetensors` holds the weights to translate with. `last.safetensors` holds those too, and all that a resumed
training needs: the live weights, the optimizers' moments, and the counters as JSON. The checksum is over every byte
of the file, with its own digits taken as zeros.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, cast

import safetensors
import safetensors.torch
import torch
from torch import Tensor, nn

from nmt.atomic import write_whole
from nmt.errors import CheckpointError

FORMAT = 3  # 1 had the moments of each parameter; 2 had a checksum that left out parts of the header, and no origin
_KEY = "nmt"  # the one metadata entry, a JSON object: safetensors keeps no order between several
_NO_DIGEST = b"0" * 64

# The moments that each optimizer keeps of a parameter, and whether they have its shape.
_MOMENTS = {
    "AdamW": {"step": False, "exp_avg": True, "exp_avg_sq": True},
    "Muon": {"momentum_buffer": True},
}

Counters = TypeVar("Counters")
Tensors = dict[str, Tensor]
State = dict[str, Any]


def write_checkpoint(path: Path, tensors: Tensors, state: State) -> None:
    """Writes a checkpoint so that `path` always holds a whole one: the old, or the new.

    Raises:
        CheckpointError: the folder cannot be written to, or the disk is full; the file at `path` is as it was.
    """
    data = _serialize(tensors, state)
    try:
        write_whole(path, data)
    except OSError as error:
        raise CheckpointError(
            f"{path}: cannot write this checkpoint of {len(data) / 2**20:.1f} MiB: {error.strerror or error}; "
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
            header = json.loads((file.metadata() or {})[_KEY])
            version, digest, state = header["format"], header["sha256"], header["state"]
            if version != FORMAT:
                raise CheckpointError(
                    f"{path}: checkpoint format {version}, expected {FORMAT}; use the nmt that wrote it"
                )
            # Before any tensor is looked at: what was altered is not interpreted.
            if _digest(path, digest) != digest:
                raise CheckpointError(f"{path}: damaged: its checksum does not match its contents; take another copy")
            tensors: Tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (no mapping)
            if not isinstance(state, dict):
                raise TypeError("its state is no object")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, safetensors.SafetensorError) as e:
        raise CheckpointError(f"{path}: not a checkpoint of nmt, or damaged ({e}); take another copy") from e
    return tensors, state


def _serialize(tensors: Tensors, state: State) -> bytearray:
    """The bytes of a checkpoint, its checksum included."""
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    # Sorted, so that the digits come before anything in the state that could look like them.
    header = json.dumps({"format": FORMAT, "sha256": _NO_DIGEST.decode(), "state": state}, sort_keys=True)
    data = bytearray(safetensors.torch.save(tensors, {_KEY: header}))
    start = data.index(_NO_DIGEST)
    data[start : start + len(_NO_DIGEST)] = hashlib.sha256(data).hexdigest().encode()
    return data


def _digest(path: Path, written: str) -> str:
    """SHA-256 of the file as it was before its checksum was written into it."""
    with open(path, "rb") as file:
        length = file.read(8)  # of the header; safetensors has found it sound
        header = file.read(int.from_bytes(length, "little"))
        digest = hashlib.sha256(length + header.replace(written.encode(), _NO_DIGEST, 1))
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


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
        CheckpointError: names, shapes or number formats differ, or a number is not finite; the message names the first.
    """
    own = model_tensors(model)
    for name in sorted(own.keys() | tensors.keys()):
        saved = tuple(tensors[name].shape) if name in tensors else None
        wanted = tuple(own[name].shape) if name in own else None
        if saved != wanted:
            raise CheckpointError(
                f"{place}: its parameter '{name[:80]}' is {saved or 'missing'}, the model's is {wanted or 'missing'}; "
                "the configuration beside it is not the one that it was trained with; put that one there, or take "
                "another copy"
            )
        if tensors[name].dtype != own[name].dtype or not tensors[name].isfinite().all():
            kind = f"{tensors[name].dtype}, the model's is {own[name].dtype}"
            problem = kind if tensors[name].dtype != own[name].dtype else "not finite everywhere"
            raise CheckpointError(f"{place}: its parameter '{name}' is {problem}; take another copy, or train again")
    with torch.no_grad():
        for name, parameter in own.items():
            parameter.copy_(tensors[name])


@contextmanager
def refusing_misfits(place: Path) -> Iterator[None]:
    """Inside the block, a state that does not fit what it is put into raises a CheckpointError that names the file."""
    try:
        yield
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise CheckpointError(
            f"{place}: not what a training of this configuration saves ({error}); take another copy, or give the "
            "training a place of its own, such as run_dir=runs/another"
        ) from error


def optimizer_tensors(optimizers: list[torch.optim.Optimizer]) -> Tensors:
    """Every moment of every optimizer, named `<optimizer>.<parameter>.<moment>`."""
    return {
        f"{index}.{parameter}.{moment}": tensor
        for index, optimizer in enumerate(optimizers)
        for parameter, moments in optimizer.state_dict()["state"].items()
        for moment, tensor in moments.items()
    }


def restore_optimizers(optimizers: list[torch.optim.Optimizer], tensors: Tensors) -> None:
    """Puts the moments of `optimizer_tensors` back.

    Raises:
        ValueError: they are not those of these optimizers.
    """
    if strangers := {name.split(".")[0] for name in tensors} - {str(index) for index in range(len(optimizers))}:
        raise ValueError(f"moments of optimizers that are not there: {', '.join(sorted(strangers))}")
    for index, optimizer in enumerate(optimizers):
        state: dict[int, Tensors] = {}
        for name, tensor in unprefixed(tensors, str(index)).items():
            parameter, moment = name.split(".", 1)
            state.setdefault(int(parameter), {})[moment] = tensor
        _check_moments(optimizer, state)
        optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})


def restore_counters(kind: type[Counters], state: Any) -> Counters:
    """The dataclass of numbers that `asdict` described. Raises ValueError if it is something else."""
    types = {field.name: str(field.type) for field in fields(cast(Any, kind))}
    if not isinstance(state, dict) or state.keys() != types.keys():
        raise ValueError(f"got {state!r:.200}, expected {', '.join(types)}")
    for name, value in state.items():
        is_number = type(value) is int and value >= 0 if types[name] == "int" else type(value) in (int, float)
        if not is_number and not (value is None and "None" in types[name]):
            raise ValueError(f"{name} is {value!r:.80}")
    return kind(**state)


def _check_moments(optimizer: torch.optim.Optimizer, state: dict[int, Tensors]) -> None:
    """Raise ValueError unless each parameter has the moments of its kind, finite and of its shape, or none at all."""
    parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    if state and not state.keys() <= set(range(len(parameters))):
        raise ValueError(f"moments of {sorted(state)}, but there are {len(parameters)} parameters")
    wanted = _MOMENTS[type(optimizer).__name__]
    for index, moments in state.items():
        shape = parameters[index].shape
        if moments.keys() != wanted.keys():
            raise ValueError(f"moments {sorted(moments)} of parameter {index}, expected {', '.join(wanted)}")
        for name, tensor in moments.items():
            right, dtype = (shape, parameters[index].dtype) if wanted[name] else ((), torch.float32)
            if tensor.shape != right or tensor.dtype != dtype or not tensor.isfinite().all():
                raise ValueError(
                    f"{name} of parameter {index} is {tensor.dtype} {tuple(tensor.shape)}, expected finite {dtype} "
                    f"{tuple(right)}"
                )
