"""What a place of the configuration expects, in plain words, read from the types of the sections."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MinLen
from pydantic.fields import FieldInfo

from nmt.config.document import KeyPath
from nmt.config.section import LARGEST_INTEGER, Section
from nmt.config.sections import Config


@dataclass(frozen=True)
class Expected:
    """What belongs at a path: in words, and what can be chosen from.

    `choices` are the allowed values where they can be listed; `siblings` the keys of the section around;
    `is_text` tells that nothing but text will do.
    """

    path: KeyPath
    words: str
    choices: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    is_text: bool = False


def expected_at(location: Sequence[str | int]) -> Expected:
    """Find what belongs at the location of a pydantic error.

    Pydantic adds names of union branches to a location, which nobody wrote; walking along the types shows
    which parts these are, and the returned path is without them.
    """
    kind: Any = Config
    path: KeyPath = ()
    siblings: tuple[str, ...] = ()
    for part in location:
        origin = get_origin(_bare(kind))
        if isinstance(kind, type) and issubclass(kind, Section):
            siblings = tuple(kind.model_fields)
            kind = _annotation(kind.model_fields[str(part)]) if part in siblings else Any
            path = (*path, part)
        elif origin is list or origin is dict:
            kind = get_args(_bare(kind))[-1]
            path = (*path, part)
        elif origin is tuple:
            kind = get_args(_bare(kind))[int(part)]
            path = (*path, part)
        elif sections := _sections_by_kind(kind):
            kind = sections[str(part)]
        else:
            break  # the branch of a union of plain types
    return Expected(path, _words(kind), _choices(kind), siblings, _bare(kind) is str)


def describe_type(field: FieldInfo) -> str:
    """Say what a field takes.

    >>> from nmt.config.model import ModelConfig
    >>> describe_type(ModelConfig.model_fields["d_model"])
    'an integer >= 1'
    """
    return _words(_annotation(field))


def sections_of(field: FieldInfo) -> dict[str, type[Section]]:
    """The sections that a field holds by their `kind`, in a list or alone; one without a kind is under ``.

    >>> from nmt.config.sections import Config
    >>> list(sections_of(Config.model_fields["model"])), list(sections_of(Config.model_fields["seed"]))
    ([''], [])
    """
    kind = _annotation(field)
    if isinstance(_bare(kind), type) and issubclass(_bare(kind), Section):
        return {"": _bare(kind)}
    while get_origin(_bare(kind)) in (list, dict):
        kind = get_args(_bare(kind))[-1]
    return _sections_by_kind(kind)


def _annotation(field: FieldInfo) -> Any:
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def _bare(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _branches(kind: Any) -> tuple[Any, ...]:
    bare = _bare(kind)
    return get_args(bare) if get_origin(bare) in (Union, types.UnionType) else ()


def _sections_by_kind(kind: Any) -> dict[str, type[Section]]:
    """Sections of a union that is told apart by `kind`; empty for any other type."""
    sections = [branch for branch in _branches(kind) if isinstance(branch, type) and issubclass(branch, Section)]
    return {section.model_fields["kind"].default: section for section in sections}


def _choices(kind: Any) -> tuple[str, ...]:
    if sections := _sections_by_kind(kind):
        return tuple(sections)
    if get_origin(_bare(kind)) is Literal:
        return tuple(str(choice) for choice in get_args(_bare(kind)))
    return ()


_PLAIN_WORDS = {int: "an integer", float: "a number", bool: "true or false", str: "text", type(None): "null"}


def _words(kind: Any) -> str:
    bare = _bare(kind)
    limits = " and ".join(_limits(get_args(kind)[1:] if bare is not kind else ()))
    if choices := _choices(kind):
        return f"one of {', '.join(choices)}"
    if branches := _branches(kind):
        # The limits of an optional number are written beside the whole union.
        return " or ".join(
            f"{_words(branch)} {limits}".strip() if _bare(branch) in (int, float) else _words(branch)
            for branch in branches
        )
    if get_origin(bare) is list:
        return f"a list (each item starts with `- `) of {_items(get_args(bare)[0])}"
    if get_origin(bare) is tuple:
        return f"a list of {len(get_args(bare))}, each {_words(get_args(bare)[0])}"
    if isinstance(bare, type) and bare in _PLAIN_WORDS:
        return f"{_PLAIN_WORDS[bare]} {limits}".strip()
    return "a group of settings"


def _items(kind: Any) -> str:
    choices = _choices(kind)
    return f"sources, each with a kind ({', '.join(choices)})" if choices else _words(kind)


def _limits(metadata: Sequence[Any]) -> Iterator[str]:
    for item in metadata:
        match item:
            case Ge(ge=limit):
                yield f">= {limit}"
            case Gt(gt=limit):
                yield f"> {limit}"
            case Le(le=limit) if limit != LARGEST_INTEGER:  # which goes without saying, until it is broken
                yield f"<= {limit}"
            case Lt(lt=limit):
                yield f"< {limit}"
            case MinLen():
                yield "that is not empty"
            case FieldInfo():
                yield from _limits(item.metadata)
