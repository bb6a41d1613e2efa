"""The embedded corpus: a seeded stream of sentence pairs, filtered by split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from random import Random
from zlib import crc32

from nmt.data.corpus import GoldLinks, SentencePair, Span
from nmt.data.toy import surface
from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import FAMILIES
from nmt.data.toy.handwritten import HANDWRITTEN, read_handwritten
from nmt.data.toy.joining import Line, join
from nmt.data.toy.phenomena import NAMES
from nmt.data.toy.sentences.talk import fixed_sentences
from nmt.data.toy.splits import SPLITS, split_of
from nmt.data.toy.words import En, Fr
from nmt.errors import DataError

DEFAULT_SEED = 20260101
DEFAULT_PAIRS = {"train": 80_000, "validation": 1_000, "test": 2_000, "test_compositional": 2_000}
# What share of the sentences each phenomenon is to have at least.
_QUOTAS = {"validation": 3 / 200, "test": 3 / 200, "test_compositional": 1 / 200}
# Draws without a new sentence after which a split gives up its quotas, and then the whole search.
_IMPATIENT, _STALLED = 8_000, 200_000
# Out of a hundred training sentences so many are tried to be joined with the next; half of them cannot be.
_JOINED = 60
# How training sentences are typed, in percent.
_STOP_DROPPED, _NO_SPACE_BEFORE_MARK, _LOWER_CASED, _TYPOGRAPHIC_APOSTROPHE = 15, 30, 10, 10

_BUILDERS = tuple(build for build, weight in FAMILIES for _ in range(weight))


def read_toy(split: str, pairs: int | None = None, seed: int = DEFAULT_SEED) -> list[SentencePair]:
    """Generate one split of the embedded French-English corpus.

    The same `(split, pairs, seed)` gives the same pairs on every machine; fewer training pairs are a
    prefix of more. No French sentence occurs in two splits, whatever their seeds, nor twice in one; except that
    whole utterances which have to be known by heart (`Quelle heure est-il ?`) stand in train only, and repeatedly.
    Training sentences come as people type them (some without final stop, in lower case ...) and carry no
    references; those of the other splits are spelt out and carry every other correct English.

    Args:
        split: train, validation, test or test_compositional, or one of HANDWRITTEN, which are not generated.
        pairs: how many pairs; None takes the split's default (see DEFAULT_PAIRS), of the handwritten ones all.
        seed: of the stream that all four splits are filtered from.

    Raises:
        DataError: the split is unknown, or the grammar has no more new sentences to give.
    """
    if split in HANDWRITTEN:
        return read_handwritten(split)[:pairs]
    if split not in SPLITS:
        raise DataError(f"toy corpus: unknown split {split!r}; expected one of {', '.join((*SPLITS, *HANDWRITTEN))}")
    wanted = DEFAULT_PAIRS[split] if pairs is None else pairs
    if wanted < 0:
        raise DataError(f"toy corpus: pairs is {pairs}, expected 0 or more")
    result: list[SentencePair] = []
    if split == "train":
        result += (_as_pair(line, as_typed=True) for line in islice(_lines(_new(seed, split)), wanted))
    else:
        for index, _ in _balanced(_new(seed, split), wanted, int(wanted * _QUOTAS.get(split, 0))):
            result.append(_as_pair(_Sentence(seed, index, alternatives=True).line, as_typed=False))
    if len(result) < wanted:
        raise DataError(
            f"toy corpus: the grammar gave only {len(result)} different {split} sentences; ask for fewer than {wanted}"
        )
    return result


class _Sentence:
    """Sentence number `index` of a seed's stream: a pure function of the two.

    `alternatives` builds the other correct English verb forms too; all else stays the same.
    """

    __slots__ = ("draw", "en", "fr", "key", "mark")

    _rng = Random()

    def __init__(self, seed: int, index: int, alternatives: bool = False) -> None:
        self._rng.seed(seed << 32 | index)
        self.draw = Draw(self._rng, alternatives)
        phrase, self.mark = self.draw.pick(_BUILDERS)(self.draw)
        self.fr = surface.french_surface(phrase.fr)
        self.en = phrase.en
        self.key = surface.key_of(self.fr)

    @property
    def by_heart(self) -> bool:
        """Whether it is an utterance that nobody could compose from its words."""
        return self.key in _idioms()

    @property
    def split(self) -> str:
        if self.by_heart:
            return "train"
        return split_of(self.key)

    def words(self) -> set[str]:
        """Every French and English word, told apart, in lower case."""
        _, forms = surface.english_words(self.en)
        return set(self.key).union(f"en:{form.lower()}" for form in forms)

    @property
    def line(self) -> Line:
        """The sentence as a line of its own."""
        return Line(self.fr, self.en, self.mark, self.draw.tags)


def _lines(sentences: Iterator[tuple[int, _Sentence]]) -> Iterator[Line]:
    """The sentences of training, some of them two in a line, as the hash of the first decides."""
    for _, sentence in sentences:
        line = sentence.line
        roll = crc32(" ".join(sentence.key).encode()[::-1])
        following = next(sentences, None) if roll % 100 < _JOINED else None
        if following is None:
            yield line
            continue
        other, roll = following[1].line, roll // 100 % 100
        known = sentence.by_heart or following[1].by_heart
        both = None if known else join(line, other, roll) or join(other, line, roll)
        yield from (line, other) if both is None else (both,)


def _as_pair(line: Line, as_typed: bool) -> SentencePair:
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


@cache
def _idioms() -> frozenset[tuple[str, ...]]:
    """The keys of the lexicon's whole utterances."""
    return frozenset(surface.key_of(surface.french_surface(expression_phrase(e).fr)) for e in fixed_sentences())


def _new(seed: int, split: str) -> Iterator[tuple[int, _Sentence]]:
    """The split's sentences in the order of the stream, each French sentence once.

    A compositional sentence must wait until the training sentences before it show all its words.
    Ends when a long run of draws brings nothing new.
    """
    seen: set[str] = set()
    known: set[str] = set()
    index = last = 0
    while index - last < _STALLED:
        sentence = _Sentence(seed, index)
        index += 1
        home = sentence.split
        if split == "test_compositional" and home == "train":
            known |= sentence.words()
        if home != split:
            continue
        # The same words asked are another sentence; said loudly they are the same.
        identity = " ".join([word.text for word in sentence.fr]) + ("?" if sentence.mark == "?" else ".")
        repeated = identity in seen and not sentence.by_heart
        if repeated or (split == "test_compositional" and not known >= sentence.words()):
            continue
        seen.add(identity)
        last = index
        yield index - 1, sentence


def _balanced(
    sentences: Iterator[tuple[int, _Sentence]], wanted: int, quota: int
) -> Iterator[tuple[int, _Sentence]]:  # fmt: skip
    """As many sentences as wanted, each phenomenon `quota` times (once at least) where the stream has it.

    While what is missing still fills the room that is left, only sentences that help are taken.
    """
    missing = Counter(dict.fromkeys(NAMES, max(1, quota)))
    room, taken_at = wanted, 0
    for index, sentence in sentences:
        if room == 0:
            return
        tags = surface.tags_of(sentence.draw.tags, sentence.fr)
        helped = [tag for tag in tags if missing[tag] > 0]
        patient = index - taken_at < _IMPATIENT
        if not helped and patient and sum(missing.values()) >= room:
            continue
        missing.subtract(helped)
        room, taken_at = room - 1, index
        yield index, sentence


def _as_typed(fr: list[Fr]) -> tuple[str, tuple[Span, ...], list[Fr]]:
    """The way this training sentence happens to be typed, chosen by its own hash."""
    roll = crc32(" ".join([word.text for word in fr]).encode())
    if fr[-1].text == "." and roll % 100 < _STOP_DROPPED:
        fr = fr[:-1]
    text, spans = surface.french_text(fr, space_before_mark=roll // 100 % 100 >= _NO_SPACE_BEFORE_MARK)
    if roll // 10_000 % 100 < _LOWER_CASED:
        text = text[0].lower() + text[1:]
    if roll // 1_000_000 % 100 < _TYPOGRAPHIC_APOSTROPHE:
        text = text.replace("'", "’")
    return text, spans, fr
