"""The translations of an evaluation, as tab-separated lines that people and programs can read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("id", "src", "hypothesis", "reference", "exact", "tags")

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


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
    Several references stand in their column with ` ||| ` between them, tags with a space; `exact` is yes or
    no. Characters that UTF-8 cannot hold (halves of surrogate pairs) become escapes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for sentence in sentences:
            fields = (
                sentence.id,
                sentence.src,
                sentence.hypothesis,
                " ||| ".join(sentence.references),
                "yes" if sentence.exact else "no",
                " ".join(sentence.tags),
            )
            file.write("\t".join(field.translate(_ESCAPES) for field in fields) + "\n")
