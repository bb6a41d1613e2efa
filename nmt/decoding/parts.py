"""A line of more than a model was made for, cut into parts that are not.

Parts end where sentences end, and those of a sentence that is itself too long after a comma, or between two words. How
what they become is one translation again: `nmt.decoding.translation.join_translations`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from nmt.tokenizer import Encoding, Tokenizer

# Behind these, behind a capital or a small number (`M. Petit`, `3. Paris`) a full stop need not end anything.
_TITLES = ("Mr", "Ms", "Dr", "St", "Mrs", "Mme", "Mlle")
_FULL_STOP = r"\." + "".join(rf"(?<!\b{word}\.)" for word in (r"[A-ZÀ-Þ\d]", r"\d\d", *_TITLES))
_SENTENCE_END = re.compile(rf"(?:{_FULL_STOP}|[!?…])+[\"'»”’)\]\s]*(?<=\s)|[。！？]+[」』”’）]*")
_CLAUSE_END = re.compile(r"[,;:–—]\s+|[、，；：]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """What is translated by itself: its text, where that begins in the line, and its pieces."""

    text: str
    start: int
    encoding: Encoding
    is_whole: bool = True  # False: a word has more pieces than fit, and has lost its end


def cut_line(line: str, tokenizer: Tokenizer, most: int, max_sentences: int | None = None) -> list[Part]:
    """The parts of a line, in order, each of at most `most` pieces. Nearly every line is one part, as it stands.

    A line of more pieces, or of more than `max_sentences` sentences, is cut; of a single word of more pieces, the
    first so many are kept.
    """
    encoding = tokenizer.encode_with_offsets(line) if line.strip() else Encoding([], [], [])
    sentences = list(_find_sentences(line))
    if len(encoding.ids) <= most and (max_sentences is None or len(sentences) <= max_sentences):
        return [Part(line, 0, encoding)]
    spans = (span for sentence in sentences for span in _cut_sentence(line, sentence, tokenizer, most))
    return [_encode(line, *span, tokenizer, most) for span in spans]


def _find_sentences(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(line)), len(line)]:
        if line[start:end].strip():
            yield start, end
            start = end


def _cut_sentence(
    line: str, sentence: tuple[int, int], tokenizer: Tokenizer, most: int
) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether nothing is lost behind it) of each part of a sentence."""
    start, end = sentence
    places = [start + place for place, _ in tokenizer.encode_with_offsets(line[start:end]).offsets]
    first = 0
    while len(places) - first > most:
        limit = places[first + most]
        stop = _find_cut(line, start, limit)
        yield start, stop or limit, stop is not None
        start = stop or _find_next_word(line, limit, end)
        first = bisect_left(places, start)
    if first < len(places):
        yield start, end, True


def _find_cut(line: str, start: int, limit: int) -> int | None:
    """Where a part that begins at `start` had best end, at `limit` at the latest; None = all of it is one word."""
    clauses = [match.end() for match in _CLAUSE_END.finditer(line, start, limit)]
    if clauses and clauses[-1] >= (start + limit) / 2:
        return clauses[-1]
    words = [match.end() for match in _SPACE.finditer(line, start, limit) if match.start() > start]
    return words[-1] if words else None


def _find_next_word(line: str, start: int, end: int) -> int:
    space = _SPACE.search(line, start, end)
    return space.end() if space else end


def _encode(line: str, start: int, end: int, is_whole: bool, tokenizer: Tokenizer, most: int) -> Part:
    text = line[start:end].lstrip()
    start, text = end - len(text), text.rstrip()
    encoding = tokenizer.encode_with_offsets(text)
    # By itself, the beginning of a word may have more pieces than within the word.
    kept = Encoding(encoding.ids[:most], encoding.pieces[:most], encoding.offsets[:most])
    return Part(text, start, kept, is_whole and len(encoding.ids) <= most)
