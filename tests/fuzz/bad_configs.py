"""Configurations with one mistake each: every key misspelt, misplaced, twice, of every wrong type, out of range."""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MinLen

from nmt.config import Config, FilesSource, HubSource, ToySource, load_config
from nmt.config.section import Section
from tests.fuzz.trials import Trial, Wanted

KIND = "configurations"
GOOD: dict[str, Any] = {
    "name": "good",
    "data": {
        "train": [
            {"kind": "toy"},
            {"kind": "files", "path": "a.tsv", "src_column": 0, "tgt_column": 1},
            {"kind": "hub", "path": "owner/name", "name": "en-fr"},
        ],
        "validation": [{"kind": "toy"}],
        "test": {"test_2016": [{"kind": "toy"}]},
    },
    "training": {"max_steps": 5},
}
# Raw YAML and what it is, for fields that take something else.
VALUES = {
    "true": "bool", "7": "int", "1.5": "float", "zz": "text", "''": "text", "null": "null", "[1]": "list",
    "{a: 1}": "group", ".nan": "float", ".inf": "float", "-.inf": "float", "1e400": "float", "[[[]]]": "list",
    "2020-01-01": "text", "0x1F": "text", "!!binary aGk=": "tag", "!!python/name:os.system": "tag",
    "!!set {a}": "tag",
}  # fmt: skip
# Takes of what kinds of values; a numeral between quotes is a number still.
TAKES = {
    bool: {"bool"}, int: {"int"}, float: {"int", "float"}, str: {"text"}, type(None): {"null"}, list: {"list"},
    dict: {"group"}, tuple: {"list"},
}  # fmt: skip


Path_ = tuple[Any, ...]


class Raw(str):
    """YAML to be written as it is."""


def trials() -> Iterator[Trial]:
    """Every configuration with a mistake, and what the message has to name."""
    for path, kind in _fields(Config, ()):
        yield from _misspelt(path)
        yield from _mistyped(path, kind)
        yield from _out_of_range(path, kind)
        yield _twice(path)
        yield from _on_the_command_line(path)
        yield from _misplaced(path)
    yield from _no_yaml()
    yield from _missing()


def write(values: Any, path: Path_ = (), lines: list[str] | None = None) -> tuple[str, dict[Any, int]]:
    """YAML with one key a line, and the line of every path."""
    lines = [] if lines is None else lines
    places: dict[Any, int] = {}
    items = values.items() if isinstance(values, dict) else enumerate(values)
    for key, value in items:
        here = (*path, key)
        mark = "-" if isinstance(key, int) else f"{key}:"
        is_nested = isinstance(value, dict | list | tuple) and len(value)
        lines.append("  " * len(path) + (mark if is_nested else f"{mark} {_scalar(value)}"))
        places[here] = len(lines)
        if is_nested:
            places |= write(value, here, lines)[1]
    return "\n".join(lines) + "\n", places


def _scalar(value: Any) -> str:
    if isinstance(value, Raw):
        return value
    if isinstance(value, str):
        return f'"{value}"'
    return "null" if value is None else str(value).lower()


def _fields(section: type[Section], path: Path_) -> Iterator[tuple[Path_, Any]]:
    """Path and type of every field that there is, each kind of source included."""
    for name, field in section.model_fields.items():
        here = (*path, name)
        yield here, Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from _fields(field.annotation, here)
    if path == ("data",):
        for number, source in enumerate((ToySource, FilesSource, HubSource)):
            yield from _fields(source, (*path, "train", number))


def _changed(values: Any, path: Path_, value: Any, key: str = "") -> Any:
    """A copy with another value at a path, or with that value under another key."""
    head, *rest = path
    copy = values.copy()
    if rest:
        inner = values[head] if isinstance(head, int) else values.get(head, {})
        copy[head] = _changed(inner, tuple(rest), value, key)
    elif key:
        copy.pop(head, None)
        copy[key] = value
    else:
        copy[head] = value
    return copy


def _trial(name: str, values: dict[str, Any], path: Path_, *words: str) -> Trial:
    text, places = write(values)
    place = f"bad.yaml:{places[path]}: {'.'.join(map(str, path))}"
    return Trial(KIND, f"{'.'.join(map(str, path))}: {name}", text.encode(), partial(_load, text.encode()),
                 words=(place, *words))  # fmt: skip


def _load(content: bytes, folder: Path, overrides: tuple[str, ...] = ()) -> Config:
    path = folder / "bad.yaml"
    path.write_bytes(content)
    return load_config(path, overrides)


def _misspelt(path: Path_) -> Iterator[Trial]:
    *around, key = path
    for wrong in dict.fromkeys([
        key[:-1], key + key[-1], key[1:], key.upper(), key.replace("_", "-"), key[::-1],
        key[0] + key[2:1:-1] + key[1:],
    ]):  # fmt: skip
        if wrong not in SIBLINGS[path]:
            changed = _changed(GOOD, path, 1, wrong)
            if key == "kind":
                content = write(changed)[0].encode()
                yield Trial(KIND, "kind misspelt", content, partial(_load, content), words=("kind", "bad.yaml:"))
            else:
                yield _trial("misspelt", changed, (*around, wrong), "unknown key")


def _mistyped(path: Path_, kind: Any) -> Iterator[Trial]:
    taken, choices = _taken(kind)
    for raw, value in VALUES.items():
        is_empty = raw == "''"
        fits = value in taken and not raw.lstrip("-").startswith((".", "1e", "[", "{"))
        if fits and not (choices or (is_empty and "MinLen" in str(kind))):
            continue
        if is_empty and path == ("name",):
            continue
        words = () if value == "tag" else ("expected",)
        trial = _trial(f"got {raw}", _changed(GOOD, path, Raw(raw)), path, *words)
        if value == "tag" or raw in ("{a: 1}", "[1]", "[[[]]]"):  # the complaint may be about what is inside
            trial = Trial(KIND, trial.name, trial.content, trial.give, words=("bad.yaml:",))
        yield trial


def _taken(kind: Any) -> tuple[set[str], bool]:
    """Kinds of values that a type takes, and whether they are chosen from a list."""
    bare = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if get_origin(bare) in (Union, types.UnionType):
        parts = [_taken(part) for part in get_args(bare)]
        return set().union(*(part[0] for part in parts)), any(part[1] for part in parts)
    if get_origin(bare) is Literal:
        return {"text"}, True
    if isinstance(bare, type) and issubclass(bare, Section):
        return {"group", "null"}, False
    return TAKES[get_origin(bare) or bare], False


def _limits(kind: Any) -> Iterator[Any]:
    for part in (kind, *get_args(kind)):
        for item in getattr(part, "__metadata__", ()):
            yield from getattr(item, "metadata", [item])


def _out_of_range(path: Path_, kind: Any) -> Iterator[Trial]:
    wrong: list[Any] = []
    for limit in _limits(kind):
        match limit:
            case Ge(ge=least):
                wrong += [least - 1, -(10**6), least - 1e-9]
            case Gt(gt=least):
                wrong += [least, least - 1, -1e300]
            case Le(le=most) if most < 2**31 - 1:
                wrong += [most + 1, 10**9]
            case Lt(lt=most):
                wrong += [most, most + 1]
            case MinLen():
                wrong += []
    if "int" in _taken(kind)[0] and "float" not in _taken(kind)[0]:
        wrong += [2**31, 2**63, 10**30, 10**400, 1e300]
    for value in wrong:
        yield _trial(f"got {str(value)[:20]}", _changed(GOOD, path, value), path)
    if path[-1] == "betas":
        for pair in (
            "[0.9]",
            "[]",
            "[0.9, 0.98, 0.99]",
            "[1, 0]",
            "[0, 1.0]",
            "[-0.1, 0.5]",
            "[0.9, x]",
            "[null, 0.9]",
        ):
            content = write(_changed(GOOD, path, Raw(pair)))[0].encode()
            yield Trial(KIND, f"betas {pair}", content, partial(_load, content), words=("bad.yaml:", "training.betas"))


def _twice(path: Path_) -> Trial:
    values = GOOD if path[0] == "data" or len(path) == 1 else _changed(GOOD, path, 1)
    if path[-1] not in SIBLINGS[path]:
        raise KeyError(path)
    text, places = write(_changed(values, path, Raw("1")))
    lines = text.splitlines()
    number = places[path]
    lines.insert(number, lines[number - 1])
    content = "\n".join(lines).encode()
    return Trial(KIND, f"{path[-1]}: twice", content, partial(_load, content), words=("given twice", "keep one"))


def _on_the_command_line(path: Path_) -> Iterator[Trial]:
    key, content = ".".join(map(str, path)), write(GOOD)[0].encode()
    for override in (f"{key}q=1", f"{key}={{a: {{b: 1}}}}", f"{key}.deeper=1", key, f"{key}=[", f"{key}..x=1"):
        yield Trial(KIND, override, override.encode(), partial(_load, content, overrides=(override,)),
                    words=("command line",))  # fmt: skip


def _misplaced(path: Path_) -> Iterator[Trial]:
    """A key that belongs elsewhere."""
    for section in ("", "data", "model", "training"):
        place = (section, path[-1]) if section else (path[-1],)
        if place not in SIBLINGS:
            yield _trial("misplaced", _changed(GOOD, place, 1), place, "unknown key")


def _no_yaml() -> Iterator[Trial]:
    text = write(GOOD)[0]
    contents: dict[str, bytes] = {
        "empty": b"", "blank": b" \n\n", "a comment": b"# hello\n", "text": b"hello\n", "a list": b"- a\n",
        "JSON list": b"[]",
        "two documents": f"{text}---\n{text}".encode(), "an alias": b"a: &x 1\nb: *x\n", "a bomb": _bomb(),
        "deep lists": b"[" * 5000, "deep groups": b"".join(b" " * k + b"a:\n" for k in range(600)),
        "UTF-16": text.encode("utf-16"), "UTF-16 without a mark": text.encode("utf-16-le"),
        "Latin-1": b"name: caf\xe9\n",
        "NUL": text.replace("good", "go\0od").encode(), "an escape": text.replace("good", "go\x1bod").encode(),
        "a long key": b"a" * 100_000 + b": 1\n", "a long value": b"seed: " + b"9" * 100_000 + b"\n",
        "merge keys": b"<<: {seed: 1}\n", "a lone surrogate": b'name: "\\ud800"\n', "binary": bytes(range(256)),
        "gzip": b"\x1f\x8b\x08\0\0", "XML": b"<a/>\n", "TOML": b"[data]\nroot = 1\n", "Python": b"data = dict()\n",
    }  # fmt: skip
    for name, content in contents.items():
        yield Trial(KIND, name, content, partial(_load, content), words=("bad.yaml",))
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        for broken in (
            "\t" + line,
            line.replace(":", "", 1),
            line.replace(":", ":x", 1),
            line.rstrip("\n") + " : x\n",
            "{" + line,
        ):
            content = "".join([*lines[:number], broken, *lines[number + 1 :]]).encode()
            yield Trial(KIND, f"line {number + 1}: {broken.strip()}", content, partial(_load, content), Wanted.EITHER,
                        words=("bad.yaml",))  # fmt: skip


def _bomb() -> bytes:
    """A billion laughs."""
    return b"a: &a [x]\n" + b"".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n".encode() for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )


def _missing() -> Iterator[Trial]:
    for name in ("none.yaml", "none", "deep/none.yaml", ".", "", "a" * 300, "bad.yaml/x"):
        yield Trial(KIND, f"no file {name!r}", f"missing {name}".encode(), partial(_load_missing, name))


def _load_missing(name: str, folder: Path) -> Config:
    (folder / "bad.yaml").write_text("x")
    return load_config(folder / name)


SIBLINGS = {
    path: {other[-1] for other, _ in _fields(Config, ()) if other[:-1] == path[:-1]} for path, _ in _fields(Config, ())
}
