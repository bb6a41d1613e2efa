"""The embedded corpus: a seeded stream of sentence pairs, filtered by split."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from zlib import crc32

from nmt.data.corpus import GoldLinks, SentencePair
from nmt.data.toy import surface
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import FAMILIES
from nmt.data.toy.splits import SPLITS, split_of
from nmt.data.toy.words import En, Fr
from nmt.errors import DataError

DEFAULT_SEED = 20260101
DEFAULT_PAIRS = {"train": 80_000, "validation": 1_000, "test": 2_000, "test_compositional": 2_000}
_STALLED = 200_000


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
    builders = [build for build, weight in FAMILIES for _ in range(weight)]
    stalled = 0
    while stalled < _STALLED:
        stalled += 1
        d = Draw(rng)
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
    present, forms = surface.english_words([*en, stop])
    tgt, tgt_spans = surface.english_text(forms)
    fr_words = [*fr, Fr(mark, (stop,))]
    src, src_spans = surface.french_text(fr_words)
    if split == "train":
        src, src_spans, fr_words = _variant(src, fr_words)
        others: tuple[str, ...] = ()
    else:
        others = surface.references([*en, stop], tgt)
    sure, possible = surface.links(fr_words, present)
    surface.tag_surface(d, fr)
    return SentencePair(src, tgt, tuple(d.tags), others, GoldLinks(src_spans, tgt_spans, sure, possible))


def _variant(src: str, words: list[Fr]) -> tuple[str, tuple[tuple[int, int], ...], list[Fr]]:
    """The way this training sentence happens to be typed: chosen by its own hash."""
    roll = crc32(src.encode())
    stop_dropped = words[-1].text == "." and roll % 100 < 15
    if stop_dropped:
        words = words[:-1]
    text, spans = surface.french_text(words, space_before_mark=roll // 100 % 100 < 70)
    if roll // 10_000 % 100 < 5:
        text = text[0].lower() + text[1:]
    if roll // 1_000_000 % 100 < 10:
        text = text.replace("'", "’")
    return text, spans, words
