"""Code in a checkpoint, in each place where one could sit, is never run: no pickle, no YAML tag, no zip is opened."""

from __future__ import annotations

import ast
import io
import json
import os
import pickle
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch

from nmt.alignment.statistical import StatisticalAligner
from nmt.build.translator import load_translator
from nmt.checkpoint import read_checkpoint, write_checkpoint
from nmt.errors import NmtError
from nmt.run import RunDirectory
from nmt.sums import NAME as SUMS
from tests.faults.nursery import ROOT, Nursery

LOADERS = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}


class Payload:
    """Makes a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.system, (f"touch '{self.mark}'",)


def as_torch(payload: Payload, zipped: bool) -> bytes:
    file = io.BytesIO()
    torch.save({"model": payload}, file, _use_new_zipfile_serialization=zipped)
    return file.getvalue()


def as_numpy(payload: Payload) -> bytes:
    file = io.BytesIO()
    np.save(file, np.array([payload], dtype=object), allow_pickle=True)
    return file.getvalue()


def as_zip(payload: Payload) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(payload))
        archive.writestr("__main__.py", f"open({str(payload.mark)!r}, 'w')")
    return file.getvalue()


def as_yaml(payload: Payload) -> bytes:
    return f"name: !!python/object/apply:os.system [\"touch '{payload.mark}'\"]\n".encode()


def as_json(payload: Payload) -> bytes:
    return json.dumps(
        {"__reduce__": ["os.system", f"touch '{payload.mark}'"], "run": "x", "precision": "fp32"}
    ).encode()


WHOLE_FILES: dict[str, Callable[[Payload], bytes]] = {
    **{f"pickle {p}": lambda payload, p=p: pickle.dumps(payload, p) for p in range(pickle.HIGHEST_PROTOCOL + 1)},
    "torch zip": lambda payload: as_torch(payload, zipped=True),
    "torch legacy": lambda payload: as_torch(payload, zipped=False),
    "numpy objects": as_numpy,
    "zip with code": as_zip,
    "yaml tag": as_yaml,
    "json": as_json,
    "python": lambda payload: f"open({str(payload.mark)!r}, 'w')\n".encode(),
}


@pytest.mark.parametrize("kind", WHOLE_FILES)
def test_a_file_that_is_code_does_nothing_but_raise(whole: Path, tmp_path: Path, kind: str) -> None:
    """In the place of each file that translating or resuming reads; nothing vouches for any of them."""
    mark = tmp_path / "executed"
    data = WHOLE_FILES[kind](Payload(mark))
    run = RunDirectory(shutil.copytree(whole, tmp_path / "run"))
    (run.path / SUMS).unlink()
    for path in (run.best_checkpoint, run.config_path, run.tokenizer_dir / "joint.model", run.environment_path):
        sound = path.read_bytes()
        path.write_bytes(data)
        with pytest.raises(NmtError):
            load_translator(run, torch.device("cpu"))
        path.write_bytes(sound)
    run.aligner_path.write_bytes(data)
    with pytest.raises(NmtError):
        StatisticalAligner.load(run.aligner_path)
    load_translator(run, torch.device("cpu"))
    assert not mark.exists()


def test_code_inside_a_sound_checkpoint_stays_data(tmp_path: Path) -> None:
    """As a tensor's bytes, as a tensor's name, in the state, and as an entry of the header."""
    mark = tmp_path / "executed"
    code = pickle.dumps(Payload(mark))
    as_tensor = torch.frombuffer(bytearray(code), dtype=torch.uint8)
    state = {"step": code.hex(), "kind": "resumable", "!!python/object/apply:os.system": [f"touch '{mark}'"]}
    write_checkpoint(tmp_path / "sound", {f"__import__('os').system('touch {mark}')": as_tensor}, state)
    tensors, found = read_checkpoint(tmp_path / "sound")
    assert found == state and torch.equal(next(iter(tensors.values())), as_tensor)

    safetensors.torch.save_file({"x": as_tensor}, tmp_path / "foreign", {"nmt": code.hex(), "__class__": "os.system"})
    with pytest.raises(NmtError, match="not a checkpoint of nmt"):
        read_checkpoint(tmp_path / "foreign")
    assert not mark.exists()


def test_a_last_checkpoint_that_is_code_stops_a_training_and_nothing_else(
    nursery: Nursery, command: tuple[str, ...], stopped: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "executed"
    run = RunDirectory(shutil.copytree(stopped, tmp_path / "run"))
    run.last_checkpoint.write_bytes(as_torch(Payload(mark), zipped=True))
    ended = nursery.train(*command, f"run_dir={run.path}")
    (error,) = ended.errors
    assert "last.safetensors: not a checkpoint of nmt, or damaged" in error
    assert not mark.exists()


def test_the_payloads_are_live(tmp_path: Path) -> None:
    """Were they opened by what opens such files elsewhere, the tests above would see it."""
    mark = tmp_path / "executed"
    torch.load(io.BytesIO(as_torch(Payload(mark), zipped=True)), weights_only=False)
    assert mark.exists()


@pytest.mark.parametrize("path", sorted((ROOT / "nmt").rglob("*.py")), ids=lambda path: path.stem)
def test_nothing_that_could_run_a_file_is_called(path: Path) -> None:
    """No module that reads pickles is imported, no torch.load, no numpy.load that may unpickle."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not LOADERS & {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in LOADERS
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("torch.load", "torch.jit.load", "eval", "exec", "yaml.load")
            if called in ("np.load", "numpy.load"):
                allowed = [k.value for k in node.keywords if k.arg == "allow_pickle"]
                assert all(isinstance(value, ast.Constant) and value.value is False for value in allowed)
