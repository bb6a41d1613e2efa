"""What a run directory tells about itself: configuration, data, surroundings, and the checksums of all that."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from nmt.alignment.statistical import StatisticalAligner
from nmt.atomic import write_whole
from nmt.build.alignment import store_aligner
from nmt.build.data import Corpora
from nmt.config import Config, dump_config
from nmt.distributed import World
from nmt.environment import describe_environment, describe_kernels
from nmt.errors import RunError
from nmt.keeper import RUN, find_journals
from nmt.machine import Machine
from nmt.run import RunDirectory, write_json
from nmt.sums import drop_sums, write_sums


@dataclass(frozen=True, slots=True)
class Place:
    """Where a training happens: its directory, its machine, its process among others; what identifies the run.

    Unless it is to `keep` something, nothing is written into the directory.
    """

    run: RunDirectory
    machine: Machine
    world: World
    identity: str = ""
    keep: bool = True

    def describe(self) -> dict[str, Any]:
        """What is noted in every checkpoint: its run, and what decides the last bits of a sum."""
        surroundings = {"processes": self.world.size, "threads": torch.get_num_threads()}
        return {RUN: self.identity} | surroundings | describe_kernels(self.machine.device)


def identify_run(config: Config, corpora: Corpora) -> str:
    """What this run's files will bear: its configuration and its data, as they are at its beginning."""
    return hashlib.sha256(f"{dump_config(config)}{corpora.train.fingerprint()}".encode()).hexdigest()[:16]


def explain_run(
    config: Config, corpora: Corpora, place: Place, word_aligner: StatisticalAligner | None, project_root: Path
) -> None:
    """Writes what a run directory tells about itself before any step is taken."""
    run, machine = place.run, place.machine
    run.create()
    try:
        drop_sums(run.path)
        run.complete_path.unlink(missing_ok=True)  # it goes on, and may be stopped again
        corpora.tokenizers.save(run.tokenizer_dir)
    except OSError as error:
        raise RunError(f"{error.filename or run.path}: cannot be written: {error.strerror}") from error
    if word_aligner is not None and not run.aligner_path.exists():
        store_aligner(run, word_aligner)
    write_json(run.data_path, corpora.facts)
    facts = {"precision": machine.precision, "device": str(machine.device), "processes": place.world.size}
    write_json(run.environment_path, describe_environment(project_root) | facts | {RUN: place.identity})
    try:  # after all the rest, since a configuration says that the rest is there
        write_whole(run.config_path, dump_config(config).encode())
    except OSError as error:
        raise RunError(f"{run.config_path}: cannot be written: {error.strerror}") from error
    list_sums(run)


def find_foundations(run: RunDirectory) -> list[Path]:
    """The files that stay as they are while the training goes on, as far as they are there."""
    files = (run.config_path, run.aligner_path, run.model1_path, run.data_path, run.environment_path)
    return [path for path in files if path.exists()] + sorted(run.tokenizer_dir.glob("*.model"))


def list_sums(run: RunDirectory) -> None:
    """Lists the checksums of what no longer changes: of a complete run, of everything that training wrote.

    Raises:
        RunError: one of the files cannot be read, or the list not be written.
    """
    files = find_foundations(run)
    if run.is_complete:
        files += [run.complete_path, *find_journals(run), *run.checkpoints.glob("*.safetensors")]
    try:
        write_sums(run.path, files)
    except OSError as error:
        raise RunError(f"{error.filename or run.path}: cannot be summed up: {error.strerror}") from error
