"""Gold word links from files: JSON lines that hold their text, or link files that go with two text files.

| format     | a line                                           | words are counted from |
|------------|--------------------------------------------------|------------------------|
| JSON lines | an object with the keys below                    | 0                      |
| Pharaoh    | `0-0 1-2 3p4`, also `3?4` and `3-4:P` (possible) | `first_word`           |
| WPT, NAACL | `12 3 4 S`: sentence, two words, sure or possible | 1, sentences too       |

    {"source": "Je suis là", "target": "I am here", "source_spans": [[0, 2], [3, 7], [8, 10]],
     "target_spans": [[0, 1], [2, 4], [5, 9]], "sure": [[0, 0], [1, 1], [2, 2]], "possible": []}

Spans are `[start, end)` in characters of the raw text and cut it into words. Words of link files are what white
space separates in the text files, which are therefore read tokenised. Sure means: annotators agree; possible
means: acceptable. Without a mark a link is sure, and one that is both is sure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nmt.alignment.formats import read_placed_lines
from nmt.data.columns import NO_TEXT, refuse_twins
from nmt.data.corpus import GoldLinks, Link, SentencePair, Span
from nmt.errors import DataError

_KEYS = ("source", "target", "source_spans", "target_spans", "sure", "possible")
_PHARAOH = re.compile(r"([0-9]{1,9})([-p?])([0-9]{1,9})(?::?([SP]))?")
_NUMBER = re.compile(r"[0-9]{1,9}")
_WORD = re.compile(r"\S+")

Texts = Sequence[tuple[str, str]]
"""(source, target) of each sentence."""


def read_gold_jsonl(path: Path, texts: Texts | None = None) -> list[SentencePair]:
    """Pairs with gold links from JSON lines; unknown keys are ignored.

    Args:
        path: the file, which may be gzip.
        texts: what was aligned, if it must be the same text, sentence by sentence.

    Raises:
        DataError: not such records, spans that do not cut the text into words, links that point at no word,
            or text that differs from `texts`; the message says where.
    """
    pairs: list[SentencePair] = []
    for place, line in read_placed_lines(path):
        pair = _parse_record(line, place)
        if texts is not None:
            if len(pairs) == len(texts):
                raise DataError(
                    f"{place}: gold for sentence {len(texts) + 1}, but there are only {len(texts)} sentences; "
                    "expected as many"
                )
            _check_text(pair, texts[len(pairs)], place)
        pairs.append(pair)
    if texts is not None and len(pairs) < len(texts):
        raise DataError(f"{path}: gold for {len(pairs)} sentences, but there are {len(texts)}; expected as many")
    return pairs


def read_gold_pharaoh(path: Path, texts: Texts, first_word: int = 0) -> list[SentencePair]:
    """Pairs with gold links from a Pharaoh file with one line for each of the `texts`.

    Args:
        first_word: number of a sentence's first word, 0 or 1.

    Raises:
        DataError: not as many lines as texts, something else than links, or links that point at no word.
    """
    pairs: list[SentencePair] = []
    for place, line in read_placed_lines(path):
        if len(pairs) == len(texts):
            raise DataError(
                f"{place}: links for sentence {len(texts) + 1}, but there are only {len(texts)} sentences; "
                "expected as many"
            )
        marked = []
        for item in line.split():
            match = _PHARAOH.fullmatch(item)
            if match is None or (match[2] != "-" and match[4] == "S"):
                raise DataError(
                    f"{place}: {item[:40]!r} is no gold link; expected i-j if sure, ipj, i?j or i-j:P if possible"
                )
            is_sure = match[2] == "-" and match[4] != "P"
            marked.append(((int(match[1]) - first_word, int(match[3]) - first_word), is_sure))
        pairs.append(_pair_words(texts[len(pairs)], marked, first_word, place))
    if len(pairs) < len(texts):
        raise DataError(f"{path}: {len(pairs)} lines of links, but there are {len(texts)} sentences; expected as many")
    return pairs


def read_gold_wpt(path: Path, texts: Texts, target_first: bool = False) -> list[SentencePair]:
    """Pairs with gold links from the format of the shared tasks of 2003 and 2005 (WPT, NAACL).

    Args:
        target_first: the second number of a line counts target words and the third source words. (The
            English-French files of 2003 count English first.)

    Raises:
        DataError: something else than links, a sentence number without a text, or links that point at no word.
    """
    marked: list[list[tuple[Link, bool]]] = [[] for _ in texts]
    for place, line in read_placed_lines(path):
        fields = line.split()
        if not fields:
            continue
        numbers = [int(field) for field in fields[:3] if _NUMBER.fullmatch(field)]
        if len(numbers) != 3 or len(fields) > 4 or fields[3:] not in ([], ["S"], ["P"]):
            raise DataError(f"{place}: {line[:80]!r} is no gold link; expected 'sentence word word S', or P for S")
        sentence, i, j = (number - 1 for number in numbers)
        if not 0 <= sentence < len(texts):
            raise DataError(f"{place}: sentence {sentence + 1}, expected a sentence from 1 to {len(texts)}")
        link = (j, i) if target_first else (i, j)
        marked[sentence].append((link, fields[3:] != ["P"]))
        _pair_words(texts[sentence], marked[sentence][-1:], 1, place)
    return [_pair_words(text, links, 1, str(path)) for text, links in zip(texts, marked, strict=True)]


def cut_at_spaces(text: str) -> tuple[Span, ...]:
    """Spans of what white space separates."""
    return tuple(match.span() for match in _WORD.finditer(text))


def _pair_words(text: tuple[str, str], marked: Sequence[tuple[Link, bool]], first: int, place: str) -> SentencePair:
    spans = cut_at_spaces(text[0]), cut_at_spaces(text[1])
    for (i, j), _ in marked:
        for k, words, side in ((i, spans[0], "source"), (j, spans[1], "target")):
            if not 0 <= k < len(words):
                raise DataError(
                    f"{place}: link {i + first}-{j + first}: there is no {side} word {k + first}; the sentence has "
                    f"{len(words)}, counted from {first}; words are what white space separates (align.py "
                    "--words makes such links): check that text and links belong together"
                )
    sure = frozenset(link for link, is_sure in marked if is_sure)
    possible = frozenset(link for link, is_sure in marked if not is_sure) - sure
    return SentencePair(text[0], text[1], gold=GoldLinks(*spans, sure, possible))


def _parse_record(line: str, place: str) -> SentencePair:
    try:
        record = json.loads(line, object_pairs_hook=refuse_twins)
    except (ValueError, RecursionError) as error:
        problem = "an empty line" if not line.strip() else f"not JSON ({error})"
        raise DataError(f"{place}: {problem}; expected one gold record on each line") from None
    if not isinstance(record, dict):
        raise DataError(f"{place}: a JSON {type(record).__name__}; expected an object with {', '.join(_KEYS)}")
    missing = [key for key in _KEYS if key not in record]
    if missing:
        raise DataError(f"{place}: {', '.join(missing)} missing; expected an object with {', '.join(_KEYS)}")
    texts = [record[key] for key in ("source", "target")]
    if not all(isinstance(text, str) and not NO_TEXT.search(text) for text in texts):
        raise DataError(f"{place}: source and target must be text (without NUL and half surrogate pairs)")
    spans = [tuple(_pairs_of_numbers(record, key, place)) for key in ("source_spans", "target_spans")]
    links = [frozenset(_pairs_of_numbers(record, key, place)) for key in ("sure", "possible")]
    try:
        pair = SentencePair(texts[0], texts[1], gold=GoldLinks(spans[0], spans[1], links[0], links[1] - links[0]))
    except DataError as error:
        raise DataError(f"{place}: {error}") from None
    for key, text, words in zip(("source_spans", "target_spans"), texts, spans, strict=True):
        _check_cuts(text, words, f"{place}: {key}")
    return pair


def _pairs_of_numbers(record: Mapping[str, Any], key: str, place: str) -> Iterator[tuple[int, int]]:
    items = record[key]
    if not isinstance(items, list):
        raise DataError(f"{place}: {key} is a JSON {type(items).__name__}; expected a list of [number, number]")
    for item in items:
        if not (isinstance(item, list) and len(item) == 2 and all(type(number) is int for number in item)):
            raise DataError(f"{place}: {key} holds {item!r}; expected [number, number]")
        yield item[0], item[1]


def _check_cuts(text: str, words: Sequence[Span], place: str) -> None:
    """Words hold no white space, and between them stands nothing else."""
    end_before = 0
    for start, end in [*words, (len(text), len(text))]:
        if left_out := text[end_before:start].strip():
            raise DataError(
                f"{place}: {left_out!r} at [{end_before}, {start}) belongs to no word; expected words that cover all "
                f"but white space of {text!r}"
            )
        if len(text[start:end].split()) != (end > start) or text[start:end] != text[start:end].strip():
            raise DataError(f"{place}: [{start}, {end}) is {text[start:end]!r}; expected one word without white space")
        end_before = end


def _check_text(pair: SentencePair, text: tuple[str, str], place: str) -> None:
    for side, gold, given in (("source", pair.src, text[0]), ("target", pair.tgt, text[1])):
        if gold != given:
            raise DataError(
                f"{place}: the {side} is {gold!r}, but the text that was aligned is {given!r}; "
                "give the text that belongs to these links"
            )
