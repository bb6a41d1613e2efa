"""The whole benchmark: every section in turn, and the file that keeps what was measured."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from nmt.atomic import write_whole
from nmt.benchmark.entries import product_entries, training_entries, translating_entries, width_entries
from nmt.benchmark.figures import FORMAT, Section
from nmt.benchmark.peers import WORKAROUNDS
from nmt.benchmark.process import python_of
from nmt.benchmark.rounds import Settings
from nmt.benchmark.sections import (
    measure_latency,
    measure_products,
    measure_starting,
    measure_training,
    measure_translating,
    measure_widths,
)
from nmt.benchmark.task import Task
from nmt.environment import describe_environment

log = logging.getLogger(__name__)

BEAM_SIZE = 5


def run_suite(task: Task, settings: Settings, chosen: Sequence[str], project_root: Path) -> Iterator[Section]:
    """The sections that were chosen, one after the other, products first where utilisation is asked for."""
    peers = settings.peers is not None
    entries = translating_entries(peers=peers)
    fewer = replace(settings, rounds=min(settings.rounds, 3))  # of what takes long
    if {"training", "widths"} & set(chosen):
        products = measure_products(product_entries(), task, settings)
        yield products
        peak = 1e9 * max(max(row.values) for row in products.rows)  # in whichever format that is
        if "training" in chosen:
            yield measure_training(training_entries(peers=peers), task, settings, peak)
        if "widths" in chosen:
            yield measure_widths(width_entries(), task, fewer, peak)
    for name, beam_size in (("greedy", 1), ("beam", BEAM_SIZE)):
        if name in chosen:
            yield measure_translating(entries, task, fewer, beam_size)
    if "latency" in chosen:
        for beam_size in (1, BEAM_SIZE):
            yield measure_latency(entries, task, settings, beam_size)
    if "starting" in chosen:
        yield measure_starting(list_commands(task, settings, project_root), fewer.rounds)


def list_commands(task: Task, settings: Settings, project_root: Path) -> dict[str, list[str]]:
    """What is started, and timed from start to end."""
    scripts = project_root / "scripts"
    commands = {
        "python": [sys.executable, "-c", "pass"],
        "import nmt": [sys.executable, "-c", "import nmt"],
        "import torch": [sys.executable, "-c", "import torch"],
        "train.py --help": [sys.executable, str(scripts / "train.py"), "--help"],
        "translate.py --help": [sys.executable, str(scripts / "translate.py"), "--help"],
        "translate.py, one sentence": [
            *(sys.executable, str(scripts / "translate.py"), "--run", task.run),
            *("--device", "cpu", "--", task.sentences[0]),
        ],
    }
    if settings.peers is not None:
        python = str(python_of(settings.peers))
        commands["import MarianMTModel"] = [python, "-c", "from transformers import MarianMTModel"]
        commands["import ctranslate2"] = [python, "-c", "import ctranslate2"]
    return commands


def describe_suite(task: Task, settings: Settings, sections: Sequence[Section], project_root: Path) -> dict[str, Any]:
    """All of it as JSON values."""
    return {
        "format": FORMAT,
        "environment": describe_environment(project_root),
        "model": asdict(task.sizes),
        "threads": task.threads,
        "settings": asdict(settings) | {"peers": settings.peers is not None},
        "target_tokens_per_batch": [batch.n_tokens for batch in task.batches],
        "workarounds": WORKAROUNDS,
        "sections": [section.as_dict() for section in sections],
    }


def write_figures(described: dict[str, Any], path: Path) -> None:
    """Writes the JSON file."""
    write_whole(path, (json.dumps(described, indent=1, ensure_ascii=False) + "\n").encode())
