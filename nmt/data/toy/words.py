"""Aligned words: the light representation that every rule of the grammar composes.

A rule makes French words (`Fr`) that point at the English words (`En`) they translate. Rules then put
both sides in any order by plain list concatenation; the links move along because they hold the word
objects themselves, not their positions. Nothing is ever aligned after the fact.

Alternatives. One French sentence often has several correct English sides ("eats" / "is eating").
An `En` may belong to option `option` of a `Choice`; option 0 of every choice together is the canonical
English, the other options give the references (see `surface.references`).
"""

from __future__ import annotations

from functools import cache

from nmt.data.toy.aligning import Words, links_of, parsed
from nmt.data.toy.aligning import split_words as split_words


class Choice:
    """One point of variation on the English side; words carry the option they belong to."""

    __slots__ = ("size",)

    def __init__(self, size: int = 2) -> None:
        self.size = size


class En:
    """One English word, present when its choice (if any) takes its option."""

    __slots__ = ("choice", "option", "text")

    def __init__(self, text: str, choice: Choice | None = None, option: int = 0) -> None:
        self.text = text
        self.choice = choice
        self.option = option


class Fr:
    """One French word before elision and contraction, with its sure and possible English words.

    `article` marks le/la/les as determiners, which contract with de and à; the pronouns do not.
    """

    __slots__ = ("article", "possible", "sure", "text")

    def __init__(
        self, text: str, sure: tuple[En, ...] = (), possible: tuple[En, ...] = (), article: bool = False
    ) -> None:
        self.text = text
        self.sure = sure
        self.possible = possible
        self.article = article


class Phrase:
    """An aligned stretch: French words and English words, each in its own order."""

    __slots__ = ("en", "fr")

    def __init__(self, fr: list[Fr], en: list[En]) -> None:
        self.fr = fr
        self.en = en

    def __add__(self, other: Phrase) -> Phrase:
        """Both sides in the same order."""
        return Phrase(self.fr + other.fr, self.en + other.en)


def canonical(words: list[En]) -> list[En]:
    """Those of the canonical English; what is drawn may depend on them, never on the alternatives."""
    return [word for word in words if word.option == 0]


Indices = tuple[int, ...]
Template = tuple[Words, Words, tuple[tuple[Indices, Indices], ...]]


@cache
def _template(fr: str, en: str, links: str, crossed: bool) -> Template:
    fr_words, en_words = split_words(fr), split_words(en)
    sure, possible = parsed(links) if links else links_of(fr_words, en_words, crossed)
    per_word = tuple(
        (tuple(j for i, j in sure if i == k), tuple(j for i, j in possible if i == k)) for k in range(len(fr_words))
    )
    return fr_words, en_words, per_word


def aligned(fr: str, en: str, links: str = "", *, crossed: bool = False) -> Phrase:
    """A fixed expression as fresh aligned words.

    `links` reads `0-0 1-1 2?1` (`-` sure, `?` possible); left empty, they are found by
    `links_of`, which tells what `crossed` is.
    """
    fr_words, en_words, per_word = _template(fr, en, links, crossed)
    en_side = [En(text) for text in en_words]
    fr_side = []
    for text, (sure, possible) in zip(fr_words, per_word, strict=True):
        fr_side.append(Fr(text, tuple([en_side[j] for j in sure]), tuple([en_side[j] for j in possible])))
    return Phrase(fr_side, en_side)


def in_other_words(fr: str, english: str, links: str = "") -> Phrase:
    """A fixed expression with ` / ` between correct alternatives, the first canonical: in / on the street."""
    first, *others = english.split(" / ")
    phrase = aligned(fr, first, links)
    if others:
        choice = Choice(1 + len(others))
        for word in phrase.en:
            word.choice = choice
        phrase.en += [En(word, choice, k) for k, text in enumerate(others, start=1) for word in split_words(text)]
    return phrase


def pair(fr: str, en: str) -> Phrase:
    """One French word for one English word."""
    word = En(en)
    return Phrase([Fr(fr, (word,))], [word])


def synonyms(fr: str, *english: str) -> Phrase:
    """One French word for one English word with correct alternatives, the canonical one first."""
    choice = Choice(len(english))
    words = [En(text, choice, option) for option, text in enumerate(english)]
    return Phrase([Fr(fr, tuple(words))], words)
