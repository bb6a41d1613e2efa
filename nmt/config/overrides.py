"""Settings from the command line: `training.lr=2e-3`, `data.train.0.weight=0.5`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nmt.config.document import COMMAND_LINE, Document, KeyPath, dotted, parse_value, show_value
from nmt.errors import ConfigError


def apply_overrides(document: Document, overrides: Sequence[str]) -> list[str]:
    """Write each `a.b=value` into the document, the last one winning; values are YAML.

    Returns:
        The problems, one line each, of those that could not be written. Whether the keys and values make
        sense is not judged here.
    """
    problems = []
    for override in overrides:
        try:
            _apply(document, override)
        except ConfigError as error:
            problems.append(f"{COMMAND_LINE.text}: {error}")
    return problems


def _apply(document: Document, override: str) -> None:
    key, equals, text = override.partition("=")
    parts = key.strip().split(".")
    if not equals or not all(parts):
        raise ConfigError(f"got '{override}', expected key=value, such as training.lr=2e-3")
    try:
        value = parse_value(text)
    except ConfigError as error:
        raise ConfigError(f"{key}: '{text}' is not a YAML value: {error}") from error

    container: Any = document.values
    path: KeyPath = ()
    for position, part in enumerate(parts):
        step = _step_into(container, part, path)
        path = (*path, step)
        is_last = position == len(parts) - 1
        if is_last:
            container[step] = value
        elif isinstance(container, dict) and container.get(step) is None:
            container[step] = {}
            document.places.setdefault(path, COMMAND_LINE)
        container = container[step]
    _forget_places_below(document, path)
    document.places[path] = COMMAND_LINE


def _step_into(container: Any, part: str, path: KeyPath) -> str | int:
    """Name of the next step: a key of a group, or an index of a list that has such an item."""
    if isinstance(container, dict):
        return part
    if not isinstance(container, list):
        raise ConfigError(
            f"{dotted((*path, part))}: {dotted(path)} is {show_value(container)}, not a group of settings; "
            f"set {dotted(path)} itself"
        )
    if not part.isdecimal() or int(part) >= len(container):
        items = f"0 to {len(container) - 1}" if container else "no items yet"
        raise ConfigError(
            f"{dotted((*path, part))}: {dotted(path)} is a list ({items}); "
            f"'{part}' is not one of them, give such a number"
        )
    return int(part)


def _forget_places_below(document: Document, path: KeyPath) -> None:
    for known in [known for known in document.places if known[: len(path)] == path]:
        del document.places[known]
