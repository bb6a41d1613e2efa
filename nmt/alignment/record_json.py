"""The values of a JSON object, each of the type that a record needs, or an error that names its key."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from nmt.alignment.weights import FloatArray
from nmt.data.columns import refuse_twins
from nmt.data.corpus import GoldLinks, Span
from nmt.errors import DataError

_JSON_TYPES = {
    dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number",
    type(None): "null",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class JsonObject:
    """A JSON object whose values are asked for by key and type; every method raises DataError naming the key."""

    values: dict[str, Any]

    @staticmethod
    def parse(line: str, place: str) -> JsonObject:
        """The object that a line holds.

        Raises:
            DataError: the line is empty, cut off, damaged, holds something else, or a key twice.
        """
        try:
            value = json.loads(line, object_pairs_hook=refuse_twins, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            if not line.strip():
                problem = "an empty line"
            elif isinstance(error, json.JSONDecodeError):
                problem = f"no whole JSON object (at character {error.pos + 1} of {len(line)}: {error.msg})"
            else:
                problem = f"no JSON object that can be read ({error})"
            raise DataError(
                f"{place}: got {problem}; expected an alignment record. The line is cut off or damaged: write the dump "
                "again, or leave this line out"
            ) from None
        if not isinstance(value, dict):
            raise DataError(
                f"{place}: got {_JSON_TYPES[type(value)]}; expected a JSON object, one alignment record a line"
            )
        return JsonObject(value)

    def check_keys(self, keys: Sequence[str], optional: Sequence[str] = ()) -> None:
        """All of `keys` are there, and nothing else but the `optional` ones."""
        if missing := [key for key in keys if key not in self.values]:
            raise DataError(f"{', '.join(missing)}: missing; expected every key of the schema")
        if unknown := [key for key in self.values if key not in keys and key not in optional]:
            raise DataError(f"{', '.join(map(repr, unknown))}: unknown; expected only keys of the schema")

    def text(self, key: str) -> str:
        value: str = self._get(key, str, "text")
        return value

    def text_or_null(self, key: str) -> str | None:
        return None if self.values[key] is None else self.text(key)

    def flag(self, key: str) -> bool:
        value: bool = self._get(key, bool, "true or false")
        return value

    def number(self, key: str) -> int:
        value: int = self._get(key, int, "a whole number")
        return value

    def mapping(self, key: str) -> dict[str, Any]:
        value: dict[str, Any] = self._get(key, dict, "an object")
        return value

    def texts(self, key: str) -> list[str]:
        value: list[str] = self._get(key, list, "a list of texts")
        if not all(isinstance(item, str) for item in value):
            _fail(key, next(item for item in value if not isinstance(item, str)), "texts in the list")
        return value

    def pairs(self, key: str) -> list[Span]:
        """[[number, number], ...], such as spans."""
        value = self._get(key, list, "a list of [number, number]")
        for item in value:
            if not (isinstance(item, list) and len(item) == 2 and all(type(number) is int for number in item)):
                _fail(key, item, "[number, number]")
        return [(first, second) for first, second in value]

    def vector(self, key: str) -> FloatArray:
        """[n] float64."""
        return _to_floats(key, self._get(key, list, "a list of numbers"))

    def matrix(self, key: str, columns: int) -> FloatArray:
        """[n, columns] float64."""
        value = self._get(key, list, "a list of rows")
        for number, row in enumerate(value):
            if not isinstance(row, list):
                _fail(key, row, "a list of numbers as a row")
            if len(row) != columns:
                raise DataError(
                    f"{key}: got {len(row)} numbers in row {number}; expected {columns}, the length of the source"
                )
        return _to_floats(key, [number for row in value for number in row]).reshape(len(value), columns)

    def choices(self, key: str) -> list[list[tuple[str, float]]]:
        """[[{"piece": text, "log_prob": number}, ...], ...]."""
        steps = self._get(key, list, "a list of steps")
        for step in steps:
            if not isinstance(step, list):
                _fail(key, step, "a list of choices as a step")
            for choice in step:
                if not (
                    isinstance(choice, dict)
                    and set(choice) == {"piece", "log_prob"}
                    and isinstance(choice["piece"], str)
                    and type(choice["log_prob"]) in (int, float)
                ):
                    _fail(key, choice, '{"piece": text, "log_prob": number}')
        logs = [_to_floats(key, [choice["log_prob"] for choice in step]).tolist() for step in steps]
        return [
            [(choice["piece"], value) for choice, value in zip(step, values, strict=True)]
            for step, values in zip(steps, logs, strict=True)
        ]

    def gold(self, key: str) -> GoldLinks | None:
        """{"src_words": spans, "tgt_words": spans, "sure": links, "possible": links} or null."""
        if self.values[key] is None:
            return None
        parts = JsonObject(self.mapping(key))
        try:
            parts.check_keys(("src_words", "tgt_words", "sure", "possible"))
            return GoldLinks(
                tuple(parts.pairs("src_words")),
                tuple(parts.pairs("tgt_words")),
                frozenset(parts.pairs("sure")),
                frozenset(parts.pairs("possible")),
            )
        except DataError as error:
            raise DataError(f"{key}: {error}") from None

    def _get(self, key: str, kind: type, expected: str) -> Any:
        value = self.values[key]
        # `type`, not isinstance: true is no number.
        if type(value) is not kind:
            _fail(key, value, expected)
        return value


def _to_floats(key: str, values: Sequence[Any]) -> FloatArray:
    if not {type(value) for value in values} <= {int, float}:
        _fail(key, next(value for value in values if type(value) not in (int, float)), "numbers")
    try:
        return np.array(values, np.float64)
    except OverflowError:
        raise DataError(f"{key}: got a number too large to be a weight; expected finite numbers") from None


def _fail(key: str, value: object, expected: str) -> NoReturn:
    shown = repr(value)
    got = shown if len(shown) <= 60 else f"{_JSON_TYPES[type(value)]} that begins {shown[:50]}"
    raise DataError(f"{key}: got {got}; expected {expected}")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name}, which is no JSON number")
