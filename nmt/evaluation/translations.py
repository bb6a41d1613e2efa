"""The translations of an evaluation, as tab-separated lines that people and programs can read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nmt.errors import DataError

COLUMNS = ("id", "src", "hypothesis", "reference", "exact", "tags")

_BARS = "|||"
_BETWEEN_REFERENCES = f" {_BARS} "

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_ESCAPE = re.compile(r"\\([\\tnr|])")
_MEANINGS = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r", "|": "|"}


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """A sentence, what the model made of it, and what it should be."""

    id: str
    src: str
    hypothesis: str
    references: tuple[str, ...]
    exact: bool
    tags: tuple[str, ...] = ()


def write_translations(path: Path, sentences: Iterable[TranslatedSentence]) -> None:
    r"""Write a header and one line for each sentence, as they come; the folder is made if need be.

    Backslash, tab, newline and carriage return inside a field are written as `\\`, `\t`, `\n` and `\r`.
    Several references stand in their column with ` ||| ` between them (`|||` inside one is written as `\|||`), tags
    with a space; `exact` is yes or no. Characters that UTF-8 cannot hold (halves of surrogate pairs) become escapes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for sentence in sentences:
            fields = (
                _escape(sentence.id),
                _escape(sentence.src),
                _escape(sentence.hypothesis),
                _BETWEEN_REFERENCES.join(_escape(text).replace(_BARS, f"\\{_BARS}") for text in sentence.references),
                "yes" if sentence.exact else "no",
                _escape(" ".join(sentence.tags)),
            )
            file.write("\t".join(fields) + "\n")


def read_translations(path: Path) -> list[TranslatedSentence]:
    """Read what `write_translations` wrote.

    Raises:
        DataError: no such file, or a line that is none of its kind; the message says which.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read as translations: {error}") from None
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise DataError(f"{path}:1: got {lines[0][:60]!r}, expected the columns {', '.join(COLUMNS)} between tabs")
    return [_parse(line, f"{path}:{number}") for number, line in enumerate(lines[1:], start=2) if line]


def _parse(line: str, place: str) -> TranslatedSentence:
    fields = line.split("\t")
    if len(fields) != len(COLUMNS) or fields[4] not in ("yes", "no"):
        raise DataError(
            f"{place}: {len(fields)} fields, exact {fields[4:5]}; expected {len(COLUMNS)} between tabs, the fifth yes "
            "or no; write them anew with scripts/evaluate.py"
        )
    number, src, hypothesis, references, exact, tags = fields
    return TranslatedSentence(
        _unescape(number),
        _unescape(src),
        _unescape(hypothesis),
        tuple(map(_unescape, references.split(_BETWEEN_REFERENCES))),
        exact == "yes",
        tuple(_unescape(tags).split()),
    )


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: _MEANINGS[match[1]], text)
