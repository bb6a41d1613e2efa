"""From a YAML file to a Config and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from nmt.config.sections import Config
from nmt.errors import ConfigError


def load_config(path: str | Path, overrides: Sequence[str] = ()) -> Config:
    """Read a configuration file."""
    raw: dict[str, Any] = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    for override in overrides:
        key, _, text = override.partition("=")
        *parents, last = key.split(".")
        node: Any = raw
        for part in parents:
            node = node[int(part)] if isinstance(node, list) else node.setdefault(part, {})
        node[int(last) if isinstance(node, list) else last] = yaml.safe_load(text)
    raw["name"] = raw.get("name") or Path(path).stem
    try:
        return Config.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(str(error)) from error


def dump_config(config: Config) -> str:
    """Write a configuration as YAML that `load_config` reads back to an equal one."""
    return yaml.safe_dump(config.model_dump(mode="json"), sort_keys=False, allow_unicode=True)


def config_json_schema() -> dict[str, Any]:
    """JSON schema of the configuration, for completion in editors and for the documentation."""
    return Config.model_json_schema()
