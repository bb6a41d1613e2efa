"""Pairs that were written by hand, as a teacher would write them, and not generated: what the grammar is good for.

`teacher_validation` is there to work with: whoever extends the grammar may read it. `teacher_test` was written by
somebody who had not seen the grammar, and is there to report on: do not read it.
"""

from __future__ import annotations

from importlib.resources import files

from nmt.data.corpus import SentencePair
from nmt.errors import DataError

HANDWRITTEN = ("teacher_validation", "teacher_test")


def read_handwritten(split: str) -> list[SentencePair]:
    """All pairs of the table `<split>.tsv`: French, English, further English after ` | `.

    Where the French was typed without its final stop, the English is right with one and without.

    Raises:
        DataError: a line without its three fields.
    """
    table = files("nmt.data.toy").joinpath(f"{split}.tsv").read_text(encoding="utf-8")
    pairs = []
    for number, line in enumerate(table.splitlines()[1:], start=2):
        fields = line.split("\t")
        if len(fields) != 3 or not fields[0] or not fields[1]:
            raise DataError(f"{split}.tsv:{number}: expected French, English and further English, separated by tabs")
        others = [text for text in fields[2].split(" | ") if text]
        if fields[0][-1] not in ".?!":
            others += [f"{text}." for text in (fields[1], *others) if text[-1] not in ".?!"]
        pairs.append(SentencePair(fields[0], fields[1], references=tuple(others)))
    return pairs
