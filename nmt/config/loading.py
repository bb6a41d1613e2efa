"""From a YAML file to a Config and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nmt.config.checking import check
from nmt.config.document import dump_yaml, read_document
from nmt.config.overrides import apply_overrides
from nmt.config.sections import Config
from nmt.errors import ConfigError


def load_config(path: str | Path, overrides: Sequence[str] = ()) -> Config:
    """Read a configuration file, strictly.

    Args:
        path: a YAML file of sections; what it does not say has the default of nmt.config.sections.
        overrides: settings that win over the file, such as `training.lr=2e-3` or `data.train.0.weight=0.5`.

    Returns:
        The configuration, with `name` filled in (the file's name without its ending, if none is given).

    Raises:
        ConfigError: the file cannot be read, or does not fit. Every problem is listed, one a line, as
            `configs/toy.yaml:12: model.droput: unknown key; did you mean 'dropout'?`.
    """
    path = Path(path)
    document = read_document(path)
    override_problems = apply_overrides(document, overrides)
    values = document.values
    if values.get("name", "") == "":
        values["name"] = path.stem
    for section in ("data", "training"):  # so that it is the key inside which is reported as missing
        values.setdefault(section, {})

    config, problems = check(values)
    problems = sorted(document.problems + problems, key=lambda problem: document.place_of(problem.path).order)
    lines = [document.report(problem) for problem in problems] + override_problems
    if config is None or lines:
        raise ConfigError(*lines)
    return config


def dump_config(config: Config) -> str:
    """Write a configuration as YAML, every field included; `load_config` reads it back to an equal one."""
    return dump_yaml(config.model_dump(mode="json"))


def config_json_schema() -> dict[str, Any]:
    """JSON schema of the configuration, for completion in editors and for the documentation."""
    return Config.model_json_schema()
