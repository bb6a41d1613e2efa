"""The endless stream of sentences that every split is taken from, in blocks that can be made anywhere, in any order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from zlib import crc32

from nmt.data.corpus import GoldLinks, SentencePair, Span
from nmt.data.toy import surface
from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import FAMILIES
from nmt.data.toy.joining import Line, join
from nmt.data.toy.lessons import lesson
from nmt.data.toy.phrasebook import wholes
from nmt.data.toy.sentences.talk import fixed_sentences
from nmt.data.toy.splits import SPLITS, split_of
from nmt.data.toy.words import En, Fr
from nmt.memory import no_search_for_cycles

BLOCK_SIZE = 4096  # sentences
_LESSONS = 600
TRAIN = "train"
# Out of a hundred training sentences so many are tried to be joined with the next; half of them cannot be.
_JOINED = 60
# How training sentences are typed, in percent.
_STOP_DROPPED, _NO_SPACE_BEFORE_MARK, _LOWER_CASED, _TYPOGRAPHIC_APOSTROPHE = 15, 30, 10, 10

_BUILDERS = tuple(build for build, weight in FAMILIES for _ in range(weight))


class Sentence:
    """Sentence number `index` of a seed's stream, or its lesson of that number: a pure function of the three.

    `alternatives` builds the other correct English verb forms too; all else stays the same.
    """

    __slots__ = ("draw", "en", "fr", "key", "mark")

    _rng = Random()

    def __init__(self, seed: int, index: int, alternatives: bool = False, as_lesson: bool = False) -> None:
        self._rng.seed(f"lesson {index} of {seed}" if as_lesson else seed << 32 | index)
        self.draw = Draw(self._rng, alternatives)
        phrase, self.mark = lesson(self.draw, index) if as_lesson else self.draw.pick(_BUILDERS)(self.draw)
        self.fr = surface.french_surface(phrase.fr)
        self.en = phrase.en
        self.key = surface.key_of(self.fr)

    @property
    def by_heart(self) -> bool:
        """Whether it is an utterance that nobody could compose from its words."""
        return self.key in _idioms()

    @property
    def split(self) -> str:
        """The one split that may have it."""
        return TRAIN if self.by_heart else split_of(self.key)

    @property
    def identity(self) -> str:
        """What no split has twice. The same words asked are another sentence; said loudly they are the same."""
        return " ".join([word.text for word in self.fr]) + ("?" if self.mark == "?" else ".")

    def words(self) -> set[str]:
        """Every French and English word, told apart, in lower case."""
        _, forms = surface.english_words(self.en)
        return set(self.key).union([f"en:{form.lower()}" for form in forms])

    @property
    def line(self) -> Line:
        """The sentence as a line of its own."""
        return Line(self.fr, self.en, self.mark, self.draw.tags)


@cache
def _idioms() -> frozenset[tuple[str, ...]]:
    """The keys of the lexicon's whole utterances."""
    known = [*(expression_phrase(e).fr for e in fixed_sentences()), *wholes()]
    return frozenset(surface.key_of(surface.french_surface(fr)) for fr in known)


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of the stream.

    Attributes:
        indices: which of its sentences each split but train may have.
        words: every word of its training sentences, see `Sentence.words`.
        pairs: its training pairs and lessons, where they were asked for; none says in French what another one does.
        identities: of each pair's sentences; none of what is known by heart, which may come again.
    """

    indices: dict[str, list[int]]
    words: set[str]
    pairs: Sequence[SentencePair] = ()
    identities: Sequence[tuple[str, ...]] = ()


def make_block(seed: int, number: int, with_pairs: bool) -> Block:
    """Block `number` of a seed's stream, from 0: a pure function of its arguments."""
    with no_search_for_cycles():
        return _make_block(seed, number, with_pairs)


def _make_block(seed: int, number: int, with_pairs: bool) -> Block:
    indices: dict[str, list[int]] = {split: [] for split in SPLITS if split != TRAIN}
    words: set[str] = set()
    said: set[str] = set()
    new: list[Sentence] = []
    for index in range(number * BLOCK_SIZE, (number + 1) * BLOCK_SIZE):
        sentence = Sentence(seed, index)
        split = sentence.split
        if split != TRAIN:
            indices[split].append(index)
            continue
        words |= sentence.words()
        if with_pairs and (sentence.by_heart or sentence.identity not in said):
            said.add(sentence.identity)
            new.append(sentence)
    if with_pairs:
        lessons = (Sentence(seed, number * _LESSONS + k, as_lesson=True) for k in range(_LESSONS))
        new += [taught for taught in lessons if taught.split == TRAIN and taught.identity not in said]
    lines = [(as_pair(line, as_typed=True), identities) for line, identities in _lines(iter(new))]
    return Block(indices, words, [pair for pair, _ in lines], [identities for _, identities in lines])


def _lines(sentences: Iterator[Sentence]) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """Training sentences with their identities, some of them two in a line, as the hash of the first decides."""
    for sentence in sentences:
        roll = crc32(" ".join(sentence.key).encode()[::-1])
        following = next(sentences, None) if roll % 100 < _JOINED else None
        both = None if following is None else _join(sentence, following, roll // 100 % 100)
        if both is not None and following is not None:
            yield both, (sentence.identity, following.identity)
            continue
        for alone in (sentence, following):
            if alone is not None:
                yield alone.line, () if alone.by_heart else (alone.identity,)


def _join(sentence: Sentence, following: Sentence, roll: int) -> Line | None:
    """Both in one line, in either order; None where that cannot be."""
    if sentence.by_heart or following.by_heart:
        return None
    line, other = sentence.line, following.line
    return join(line, other, roll) or join(other, line, roll)


def as_pair(line: Line, as_typed: bool) -> SentencePair:
    """Raw text, spans, links and tags; as people type it (training), or spelt out and with references."""
    stop = En(line.mark)
    en, fr = [*line.en, stop], [*line.fr, Fr(line.mark, (stop,))]
    present, forms = surface.english_words(en)
    tgt, tgt_spans = surface.english_text(forms)
    tags = surface.tags_of(line.tags, fr)
    if as_typed:
        src, src_spans, fr = _as_typed(fr)
    else:
        src, src_spans = surface.french_text(fr)
    others = () if as_typed else surface.references(en, tgt)
    sure, possible = surface.links(fr, present)
    return SentencePair(src, tgt, tuple(tags), others, GoldLinks(src_spans, tgt_spans, sure, possible))


def _as_typed(fr: list[Fr]) -> tuple[str, tuple[Span, ...], list[Fr]]:
    """The way this training sentence happens to be typed, chosen by its own hash."""
    roll = crc32(" ".join([word.text for word in fr]).encode())
    if roll // 100_000_000 % 2:
        fr = surface.unhyphenated(fr)
    if fr[-1].text == "." and roll % 100 < _STOP_DROPPED:
        fr = fr[:-1]
    text, spans = surface.french_text(fr, space_before_mark=roll // 100 % 100 >= _NO_SPACE_BEFORE_MARK)
    if roll // 10_000 % 100 < _LOWER_CASED:
        text = text[0].lower() + text[1:]
    if roll // 1_000_000 % 100 < _TYPOGRAPHIC_APOSTROPHE:
        text = text.replace("'", "’")
    return text, spans, fr
