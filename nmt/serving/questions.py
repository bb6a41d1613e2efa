"""What the page asks its server, checked: one source sentence, and how its translation has to begin."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from nmt.errors import NmtError
from nmt.pieces import LONE_SURROGATE

MAX_CHARACTERS = 400  # of the source, and of a beginning that is given as text
MAX_PIECES = 400  # of a beginning that is given as pieces


class Refusal(NmtError):
    """A request that is not answered; the message is for the person at the page."""

    def __init__(self, message: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Question:
    """A source sentence on one line; its translation begins with `prefix`, in pieces, or with `begin`, as text."""

    source: str
    prefix: tuple[str, ...] = ()
    begin: str = ""


def read_question(body: bytes) -> Question:
    """The question in a request's JSON: `{"source": ..., "prefix": [...], "begin": ...}`, the last two optional.

    Raises:
        Refusal: no such JSON, or texts that are empty or too long.
    """
    try:
        value: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise Refusal("the request is not JSON; expected an object with the key source") from None
    if not isinstance(value, dict):
        raise Refusal(f"the request is a JSON {type(value).__name__}; expected an object with the key source")
    if unknown := sorted(set(value) - {"source", "prefix", "begin"}):
        raise Refusal(f"{unknown[0]}: unknown key; expected source, prefix, begin")
    source, begin = (" ".join(_text(value.get(key, ""), key).split()) for key in ("source", "begin"))
    prefix = value.get("prefix", [])
    if not isinstance(prefix, list) or len(prefix) > MAX_PIECES:
        raise Refusal(f"prefix: expected a list of at most {MAX_PIECES} pieces")
    if prefix and begin:
        raise Refusal("prefix and begin exclude each other: give pieces or a text")
    if not source:
        raise Refusal("there is nothing to translate; type a sentence")
    return Question(source, tuple(_text(piece, "prefix") for piece in prefix), begin)


def _text(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise Refusal(f"{key}: got a {type(value).__name__}; expected text")
    if len(value) > MAX_CHARACTERS:
        raise Refusal(f"{key}: got {len(value):,} characters; this page takes at most {MAX_CHARACTERS}: shorten it")
    if LONE_SURROGATE.search(value):
        raise Refusal(f"{key}: got half a surrogate pair; expected Unicode text")
    return value
