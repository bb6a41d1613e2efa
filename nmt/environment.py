"""What made a run: versions, machine, commit. Written into each run; its precision and identity are read back."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nmt

if TYPE_CHECKING:
    import torch

_PACKAGES = (
    "torch",
    "numpy",
    "sentencepiece",
    "datasets",
    "sacrebleu",
    "pydantic",
    "safetensors",
    "PyYAML",
    "tqdm",
)


def describe_environment(project_root: Path) -> dict[str, Any]:
    """Describe versions and machine, as JSON values.

    Args:
        project_root: folder whose git commit is noted, if it is a checkout.
    """
    import torch

    return {
        "nmt": nmt.__version__,
        "commit": _commit(project_root),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in _PACKAGES},
        "platform": platform.platform(),
        "cpu": _cpu_name(),
        "cpus": os.cpu_count(),
        "torch_threads": torch.get_num_threads(),
        "gpus": [torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())],
    }


def describe_kernels(device: torch.device) -> dict[str, Any]:
    """What decides the order in which sums are added up, and with it their last bits, as JSON values."""
    import torch

    gpu = {"gpu": torch.cuda.get_device_name(device)} if device.type == "cuda" else {}
    cpu = {"cpu": _cpu_name(), "instructions": torch.backends.cpu.get_cpu_capability()}
    return {"torch": torch.__version__, "device": device.type} | cpu | gpu


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _commit(folder: Path) -> str | None:
    """Commit of a checkout, marked with + when files differ from it; None outside of one."""
    try:
        commit = _git(folder, "rev-parse", "HEAD")
        return commit + ("+" if _git(folder, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return None


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()


def _cpu_name() -> str:
    """Name of the processor model; platform.processor() is empty on most Linux systems."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
