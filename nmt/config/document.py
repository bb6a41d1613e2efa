"""A YAML file as values, together with the line that each of them stands on."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from nmt.errors import ConfigError

KeyPath = tuple[str | int, ...]


class Place(NamedTuple):
    """Where a value was written. Ordered as problems are reported: by line, the command line last."""

    order: float
    text: str


LONGEST_NUMBER = 4300  # digits; Python converts no more, since the time grows with their square
COMMAND_LINE = Place(float("inf"), "command line")


class Problem(NamedTuple):
    """One thing that is wrong, in one line.

    `involved` are the keys that the problem is about; what depends on them cannot be judged any more.
    """

    path: KeyPath
    text: str
    involved: tuple[KeyPath, ...] = ()


@dataclass
class Document:
    """Settings as written: nested dicts and lists, and the place of each key and item."""

    file: str
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place_of(self, path: KeyPath) -> Place:
        """Where a key was written, or the closest group around it that was."""
        for length in range(len(path), 0, -1):
            if place := self.places.get(path[:length]):
                return place
        return Place(0, self.file)

    def report(self, problem: Problem) -> str:
        """Format a problem as `file:line: dotted.key: what is wrong`."""
        parts = [self.place_of(problem.path).text, dotted(problem.path), problem.text]
        return ": ".join(part for part in parts if part)


def dotted(path: KeyPath) -> str:
    """Write a path as on the command line.

    >>> dotted(("data", "train", 0, "pairs"))
    'data.train.0.pairs'
    """
    return ".".join(str(part) for part in path)


def flatten(value: object, key: str = "") -> dict[str, object]:
    """Nested sections and lists as dotted keys.

    >>> flatten({"data": {"train": [{"kind": "toy"}]}, "seed": 1})
    {'data.train.0.kind': 'toy', 'seed': 1}
    """
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)  # type: ignore[assignment]
    else:
        return {key: value}
    return {k: v for name, part in items for k, v in flatten(part, f"{key}.{name}" if key else str(name)).items()}


def show_value(value: object) -> str:
    """Show a value as it is written in YAML, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a group of settings" if value else "an empty group"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


class _Loader(yaml.SafeLoader):
    """YAML 1.2 scalars: only true and false are booleans, 1e-3 is a number, and dates stay text.

    With the older rules of PyYAML `src_lang: no` is False, and `lr: 1e-3` is text.
    """

    yaml_implicit_resolvers = {}  # noqa: RUF012  (PyYAML's way to configure a loader)

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]  # types-PyYAML leaves it out
            raise yaml.MarkedYAMLError(
                problem="aliases (*name) are not supported; write the value out", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)


_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int", "float", "bool", "null")}


class _Dumper(yaml.SafeDumper):
    """Quotes whatever our loader, or any YAML 1.1 loader, would take for something else than text."""


def _represent_text(dumper: _Dumper, text: str) -> yaml.Node:
    """Between double quotes line separators such as U+0085 are escaped; elsewhere PyYAML loses them."""
    style = None if text.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
for _tag, _pattern, _first_letters in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(0|[1-9][0-9_]*)", list("-+0123456789")),
    ("float", r"[-+]?(\d[\d_]*\.[\d_]*|\.\d+|\d[\d_]*(?=[eE]))([eE][-+]?\d+)?", list("-+.0123456789")),
    ("float", r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", list("-+.")),
):
    for _side in (_Loader, _Dumper):
        _side.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^({_pattern})$"), _first_letters)


def dump_yaml(values: dict[str, Any]) -> str:
    """Write plain values as YAML that `read_document` reads back to the same ones."""
    return yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True)


def parse_value(text: str) -> Any:
    """Read one YAML value, such as `2e-3`, `fr`, or `[0.9, 0.98]`; nothing at all is empty text.

    Raises:
        ConfigError: the text is not YAML; the message has no place.
    """
    document = Document("")
    try:
        node = yaml.compose(text, Loader=_Loader)
        value = "" if node is None else _construct(node, (), document)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(_yaml_problem(error)) from error
    if document.problems:
        raise ConfigError(document.problems[0].text)
    return value


def read_document(path: Path) -> Document:
    """Read a YAML file of named sections.

    Raises:
        ConfigError: no such file, not text, not YAML, or not made of named sections. Duplicate keys are not
            raised but collected in `problems`, so that they are reported together with the others.
    """
    document = Document(str(path))
    text = _read_text(path)
    try:
        node = yaml.compose(text, Loader=_Loader)
        values = None if node is None else _construct(node, (), document)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        raise ConfigError(f"{place}: not valid YAML: {_yaml_problem(error)}") from error
    if values is None:
        raise ConfigError(f"{path}: empty; expected sections such as `data:` and `training:` (see configs/toy.yaml)")
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: got {show_value(values)}, expected sections such as `data:` and `training:`")
    document.values = values
    return document


def _construct(node: yaml.Node, path: KeyPath, document: Document) -> Any:
    """Turn a node into plain values, noting places and duplicate keys. Keys are always text."""
    if node.tag not in _PLAIN_TAGS:
        problem = f"the tag {node.tag.replace('tag:yaml.org,2002:', '!!')} is not supported; leave it out"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            here = (*path, key)
            line = key_node.start_mark.line + 1
            if key in values:
                first = document.places[here].text
                document.problems.append(Problem(here, f"given twice, first at {first}; keep one"))
            document.places[here] = Place(line, f"{document.file}:{line}")
            values[key] = _construct(value_node, here, document)
        return values
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, item_node in enumerate(node.value):
            line = item_node.start_mark.line + 1
            document.places[(*path, index)] = Place(line, f"{document.file}:{line}")
            items.append(_construct(item_node, (*path, index), document))
        return items
    try:
        return _Loader("").construct_object(node)
    except ValueError as error:  # `!!int x`, or more digits than Python reads
        problem = "a number of too many digits" if len(node.value) > LONGEST_NUMBER else str(error)
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark) from error


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file{_near_files(path) or '; check the name'}") from None
    except IsADirectoryError:
        raise ConfigError(f"{path}: a folder; expected a YAML file{_near_files(path / 'config.yaml')}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(
            f"{path}:{line}: not UTF-8 text (byte {error.object[error.start]:#04x}); save the file as UTF-8"
        ) from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error


def _near_files(path: Path) -> str:
    """Name what the user may have meant: the YAML file here or in configs/ that has nearly this name, else all of here.

    Files with a dot in front belong to other programs.
    """
    if not path.parent.is_dir():
        return f" (nor a folder {path.parent}); check the path"
    here, configs = (
        {file.stem: file for file in sorted(folder.glob("[!.]*.y*ml"))}
        for folder in (path.parent, path.parent / "configs")
    )
    known = configs | here
    near = difflib.get_close_matches(path.stem, known, n=1) or list(here or configs)[:5]
    return f"; did you mean {' or '.join(str(known[stem]) for stem in near)}?" if near else ""


def _yaml_problem(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply; expected sections with settings"
    if isinstance(error, yaml.reader.ReaderError):
        return f"the character U+{error.character:04X} does not belong there; save the file as plain UTF-8 text"
    if not isinstance(error, yaml.MarkedYAMLError):
        return " ".join(str(error).split())
    problem = f"{error.context}: {error.problem}" if error.context and error.problem else str(error.problem)
    if "'\\t'" in problem:
        problem += "; indent with spaces, not tabs"
    elif "supported" not in problem:
        problem += "; check the indentation, the space after each colon, and the quotes"
    return problem
