"""Values against the sections: either a Config, or everything that is wrong with them."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from nmt.config.document import KeyPath, Problem, dotted, show_value
from nmt.config.expectations import Expected, expected_at
from nmt.config.section import LARGEST_INTEGER, RULES_LATER, Section
from nmt.config.sections import Config

# What takes the place of values that are broken or missing, so that the rules between the fields of all the
# other sections can still be judged in the same report.
_SOURCE = {"kind": "toy"}
_STAND_INS: dict[KeyPath, Any] = {
    ("data",): {"train": [_SOURCE], "carve_validation": 1},
    ("data", "train"): [_SOURCE],
}
# Keys that people know from elsewhere, and why they are not here.
_NEVER = {
    "trust_remote_code": "not supported: code that comes with a data set is never run; look on its page for a copy in "
    "parquet, or try revision: refs/convert/parquet",
}


def check(values: Mapping[str, Any]) -> tuple[Config | None, list[Problem]]:
    """Validate plain values.

    Returns:
        The Config and no problem, or None and every problem there is: in single fields, and in rules across
        fields as far as these are themselves sound.
    """
    config, problems = _validate(values)
    broken = [path for problem in problems for path in (problem.path, *problem.involved)]
    judged = config or _validate(_with_stand_ins(values, (problem.path for problem in problems)))[0]
    if judged is not None:
        problems += [rule for rule in _broken_rules(judged, ()) if not _any_overlap(rule.involved, broken)]
    return (None if problems else config), problems


def _validate(values: Mapping[str, Any]) -> tuple[Config | None, list[Problem]]:
    try:
        return Config.model_validate(values, context=RULES_LATER), []
    except ValidationError as error:
        problems = [_describe(details) for details in error.errors(include_url=False)]
        # A field that takes several types fails once for each of them.
        return None, list({problem.path: problem for problem in problems}.values())


def _broken_rules(section: Section, path: KeyPath) -> Iterator[Problem]:
    """Walk through a section and all sections inside it."""
    for name in type(section).model_fields:
        for inner_path, inner in _sections_in(getattr(section, name), (*path, name)):
            yield from _broken_rules(inner, inner_path)
    for rule in section.broken_rules():
        involved = tuple((*path, *field.split(".")) for field in rule.fields)
        yield Problem(involved[0], rule.problem, involved)


def _sections_in(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, Section]]:
    if isinstance(value, Section):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _sections_in(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _sections_in(item, (*path, key))


def _any_overlap(paths: Iterable[KeyPath], broken: list[KeyPath]) -> bool:
    """Tell whether any path is one of the broken ones, or stands inside or around one."""
    return any(path[: len(other)] == other[: len(path)] for path in paths for other in broken)


def _with_stand_ins(values: Mapping[str, Any], broken: Iterable[KeyPath]) -> dict[str, Any]:
    """Copy the values, with what is broken left out or replaced."""
    sound: Any = copy.deepcopy(dict(values))
    for path in sorted(broken, key=len):
        *parents, last = _replaceable(path)
        container: Any = sound
        for part in parents:
            container = container[part]
        if isinstance(last, int):
            container[last] = _SOURCE
        elif path in _STAND_INS:
            container[last] = copy.deepcopy(_STAND_INS[path])
        else:
            container.pop(last, None)
    return dict(sound)


def _replaceable(path: KeyPath) -> KeyPath:
    """What goes with a broken value: the whole source that it is part of, or the whole list of numbers."""
    for position, part in enumerate(path):
        if isinstance(part, int):
            return path[: position + 1] if path[0] == "data" else path[:position]
    return path


def _describe(error: ErrorDetails) -> Problem:
    """Put an error of pydantic into our words: got this, expected that."""
    expected = expected_at(error["loc"])
    if error["type"] == "extra_forbidden":
        return _unknown_key(expected)
    if error["type"] == "missing":
        return Problem(expected.path, f"missing; expected {expected.words}")
    if error["type"] == "union_tag_not_found":
        kinds = ", ".join(expected.choices)
        near = _nearest("kind", error["input"])
        hint = f"; did you mean it by '{near}'?" if near else ""
        return Problem((*expected.path, "kind"), f"missing; expected one of {kinds}{hint}")
    if error["type"] == "union_tag_invalid":
        return _wrong_value((*expected.path, "kind"), error["ctx"]["tag"], expected)
    problem = _wrong_value(expected.path, error["input"], expected)
    if error["type"] == "less_than_equal" and error["ctx"]["le"] == LARGEST_INTEGER:
        return problem._replace(text=f"{problem.text} and at most {LARGEST_INTEGER}")
    return problem


def _wrong_value(path: KeyPath, value: object, expected: Expected) -> Problem:
    text = f"got {show_value(value)}, expected {expected.words}"
    near = _nearest(value, expected.choices)
    if near:
        text += f"; did you mean '{near}'?"
    elif expected.is_text and isinstance(value, bool | int | float):
        text += " (put it between quotes)"
    return Problem(path, text)


def _unknown_key(expected: Expected) -> Problem:
    """Suggest a key of the same section that is spelt alike, else one of another section."""
    *section, key = expected.path
    if key in _NEVER:
        return Problem(expected.path, _NEVER[key])
    near = _nearest(key, expected.siblings)
    if near:
        meant = (*section, near)
        return Problem(expected.path, f"unknown key; did you mean '{near}'?", (meant,))
    elsewhere = _keys_of_all_sections()
    near = _nearest(key, elsewhere)
    if near:
        meant = elsewhere[near]
        return Problem(expected.path, f"unknown key; did you mean '{dotted(meant)}'?", (meant,))
    return Problem(expected.path, f"unknown key; expected one of {', '.join(expected.siblings)}")


def _nearest(word: object, known: Iterable[str]) -> str | None:
    """The known word that was probably meant: the only one that begins so, else the one spelt most alike."""
    known = list(known)
    beginning_so = [name for name in known if name.startswith(str(word)) and len(str(word)) > 2]
    if len(beginning_so) == 1:
        return beginning_so[0]
    return next(iter(difflib.get_close_matches(str(word), known, n=1)), None)


def _keys_of_all_sections() -> dict[str, KeyPath]:
    keys: dict[str, KeyPath] = {}
    for name, field in Config.model_fields.items():
        keys[name] = (name,)
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            keys |= {inner: (name, inner) for inner in field.annotation.model_fields}
    return keys
