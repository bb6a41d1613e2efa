"""How runs were made: configuration, data, environment and training, as dotted keys that can be held side by side."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nmt.config.document import flatten, read_document
from nmt.data.toy.handwritten import HANDWRITTEN
from nmt.errors import RunError
from nmt.history import read_history
from nmt.run import RunDirectory, read_json

Facts = dict[str, object]
# Facts of several runs: key -> name of the run -> value. A run that has no such key is missing.
Beside = dict[str, dict[str, object]]

_OWN_NAMES = ("name", "run_dir")  # every run has its own


def read_configuration(run: RunDirectory) -> Facts:
    """The settings as they stand in the run, also those of another version of the program.

    Raises:
        ConfigError: the file is damaged.
    """
    values = read_document(run.config_path).values
    return {key: value for key, value in flatten(values).items() if key not in _OWN_NAMES}


def read_language(run: RunDirectory) -> str:
    """Code of the language that a run translates into; empty where its configuration does not say."""
    return str(read_configuration(run).get("data.tgt_lang", ""))


def list_splits(run: RunDirectory) -> set[str]:
    """What `evaluate.py --split` takes for a run, the toy corpus's handwritten splits included."""
    data = read_document(run.config_path).values.get("data")
    named, carved = (data.get("test"), data.get("carve_test")) if isinstance(data, dict) else (None, None)
    return {"validation", *HANDWRITTEN, *(["test"] if carved else []), *(named if isinstance(named, dict) else [])}


def read_data(run: RunDirectory) -> Facts:
    """Counts and the fingerprint of the training data.

    Raises:
        RunError: missing or damaged.
    """
    facts = flatten(read_json(run.data_path))
    return {key: value for key, value in facts.items() if ".examples." not in key}


def read_environment(run: RunDirectory) -> Facts:
    """Versions and machine.

    Raises:
        RunError: missing or damaged.
    """
    return flatten(read_json(run.environment_path))


def read_training(run: RunDirectory) -> Facts:
    """How far the training came, how long it took, and how fast it was.

    Raises:
        RunError: no metrics, or damaged ones.
    """
    history = read_history(run.metrics_path)
    last: dict[str, float] = {}
    for entry in history.entries:
        last |= entry.metrics
    facts: dict[str, Any] = {"complete": run.is_complete, "steps": history.entries[-1].step}
    if "train/tokens" in last and "train/minutes" in last:
        facts["target tokens"] = round(last["train/tokens"])
        facts["minutes"] = round(last["train/minutes"], 2)
    if speed := history.speed().values.tolist():
        facts["tokens per second, median"] = round(statistics.median(speed))
    bleu = history.curve("validation/bleu")
    if len(bleu):
        best = int(bleu.values.argmax())
        facts["best validation BLEU"] = round(float(bleu.values[best]), 2)
        facts["... at step"] = int(bleu.steps[best])
    return facts


READERS: dict[str, Callable[[RunDirectory], Facts]] = {
    "configuration": read_configuration,
    "data": read_data,
    "environment": read_environment,
    "training": read_training,
}


def gather(runs: Mapping[str, RunDirectory], notes: list[str]) -> dict[str, Beside]:
    """All facts of runs by name, by section; what a run lacks goes into `notes`.

    Raises:
        ConfigError: a damaged configuration.
    """
    sections: dict[str, Beside] = {}
    for section, read in READERS.items():
        found: dict[str, Facts] = {}
        for name, run in runs.items():
            try:
                found[name] = read(run)
            except RunError as error:
                notes.append(str(error))
        keys = dict.fromkeys(key for facts in found.values() for key in facts)
        sections[section] = {key: {name: facts[key] for name, facts in found.items() if key in facts} for key in keys}
    return sections


def differing(beside: Beside, names: Sequence[str]) -> Beside:
    """The keys in which not all runs are alike; a run without a key that others have is not like them."""
    return {
        key: values
        for key, values in beside.items()
        if len(values) < len(set(names)) or any(value != values[names[0]] for value in values.values())
    }
