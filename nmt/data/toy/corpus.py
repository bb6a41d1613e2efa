"""The embedded corpus: a seeded stream of sentence pairs, filtered by split."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from zlib import crc32

from nmt.data.corpus import GoldLinks, SentencePair, Span
from nmt.data.toy import surface
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import FAMILIES
from nmt.data.toy.splits import SPLITS, split_of
from nmt.data.toy.words import En, Fr
from nmt.errors import DataError

DEFAULT_SEED = 20260101
DEFAULT_PAIRS = {"train": 80_000, "validation": 1_000, "test": 2_000, "test_compositional": 2_000}
_STALLED = 200_000
# How training sentences are typed, in percent.
_STOP_DROPPED, _NO_SPACE_BEFORE_MARK, _LOWER_CASED, _TYPOGRAPHIC_APOSTROPHE = 15, 30, 5, 10


def read_toy(split: str, pairs: int | None = None, seed: int = DEFAULT_SEED) -> list[SentencePair]:
    """Generate one split of the embedded French-English corpus.

    The same `(split, pairs, seed)` gives the same pairs on every machine; fewer pairs are a prefix of
    more. No French sentence occurs twice in a split, nor in two splits whatever their seeds.

    Args:
        split: train, validation, test or test_compositional.
        pairs: how many pairs; None takes the split's default (see DEFAULT_PAIRS).
        seed: of the stream all four splits are filtered from.

    Raises:
        DataError: the split is unknown, or the grammar has no more new sentences to give.
    """
    if split not in SPLITS:
        raise DataError(f"toy corpus: unknown split {split!r}; expected one of {', '.join(SPLITS)}")
    wanted = DEFAULT_PAIRS[split] if pairs is None else pairs
    if wanted < 0:
        raise DataError(f"toy corpus: pairs is {pairs}, expected 0 or more")
    result: list[SentencePair] = []
    stream = _stream(seed, split)
    while len(result) < wanted:
        found = next(stream, None)
        if found is None:
            raise DataError(
                f"toy corpus: the grammar gave only {len(result)} different {split} sentences; ask for fewer "
                f"than {wanted} pairs"
            )
        result.append(found)
    return result


def _stream(seed: int, split: str) -> Iterator[SentencePair]:
    """New sentences of one split, in the order the seed draws them.

    Ends when a long run of draws brings nothing new. A compositional sentence waits for nothing: it is
    given only if the training sentences drawn before it show every one of its words.
    """
    rng = Random(seed)
    seen: set[str] = set()
    known: set[str] = set()
    alternatives = split != "train"
    builders = [build for build, weight in FAMILIES for _ in range(weight)]
    stalled = 0
    while stalled < _STALLED:
        stalled += 1
        d = Draw(rng, alternatives)
        phrase, mark = d.pick(builders)(d)
        fr = surface.french_surface(phrase.fr)
        key = surface.key_of(fr)
        home = "test_compositional" if d.compositional else split_of(key)
        if home == "train" and split == "test_compositional":
            known.update(key.split())
        if home != split or (sentence := key + mark) in seen:
            continue
        if split == "test_compositional" and not known.issuperset(key.split()):
            continue
        seen.add(sentence)
        stalled = 0
        yield _finished(d, fr, phrase.en, mark, split)


def _finished(d: Draw, fr: list[Fr], en: list[En], mark: str, split: str) -> SentencePair:
    """Raw text, spans, links, references and tags of one sentence."""
    stop = En(mark)
    en = [*en, stop]
    present, forms = surface.english_words(en)
    tgt, tgt_spans = surface.english_text(forms)
    fr = [*fr, Fr(mark, (stop,))]
    surface.tag_surface(d, fr)
    if split == "train":
        src, src_spans, fr = _as_typed(fr)
        references: tuple[str, ...] = ()
    else:
        src, src_spans = surface.french_text(fr)
        references = surface.references(en, tgt)
    sure, possible = surface.links(fr, present)
    return SentencePair(src, tgt, tuple(d.tags), references, GoldLinks(src_spans, tgt_spans, sure, possible))


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
