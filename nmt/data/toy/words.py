"""Aligned words: the light representation that every rule of the grammar composes.

A rule makes French words (`Fr`) that point at the English words (`En`) they translate. Rules then put
both sides in any order by plain list concatenation; the links move along because they hold the word
objects themselves, not their positions. Nothing is ever aligned after the fact.

Alternatives. One French sentence often has several correct English sides ("eats" / "is eating").
An `En` may belong to option `option` of a `Choice`; option 0 of every choice together is the canonical
English, the other options give the references (see `surface.references`).
"""

from __future__ import annotations

import re
from functools import cache

from nmt.data.toy.lexicon import read_table


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


# Function words inside a fixed expression; they only get possible links when nothing says otherwise.
_LIGHT_FR = frozenset("à de d' du des au aux en la le l' les un une s' se".split())
_COMPLEMENT = frozenset(("de", "d'", "à"))
_LIGHT_EN = frozenset("a an the of to in at on 's".split())
_WORD = re.compile(
    r"aujourd'hui|o'clock|[^\s'.,!?:]+(?='s\b)|rendez-vous|ma'am|[^\s']+'(?=\w)|'s\b|[.,!?:]"
    r"|[^\s'.,!?:]+?(?=-(?:ce|tu|vous|nous|il|elle|moi)(?:[\s.,!?]|$))|[^\s'.,!?:]+|'"
)


@cache
def split_words(text: str) -> tuple[str, ...]:
    """Words of a fixed expression: an elision (`l'`) is a word of its own, so is punctuation.

    >>> split_words("l'eau")
    ("l'", 'eau')
    """
    return tuple(_WORD.findall(text))


def canonical(words: list[En]) -> list[En]:
    """Those of the canonical English; what is drawn may depend on them, never on the alternatives."""
    return [word for word in words if word.option == 0]


Indices = tuple[int, ...]
Template = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[Indices, Indices], ...]]


@cache
def _listed_links() -> dict[tuple[str, str], str]:
    return {(row["fr"], row["en"]): row["links"] for row in read_table("links")}


def table_links(fr: str, en: str) -> str:
    """What the table of links says of an expression, empty where it says nothing."""
    return _listed_links().get((fr.lower(), en), "")


@cache
def _template(fr: str, en: str, links: str) -> Template:
    fr_words, en_words = split_words(fr), split_words(en)
    links = links or table_links(fr, en)
    sure, possible = _parse_links(links) if links else default_links(fr_words, en_words)
    per_word = tuple(
        (tuple(j for i, j in sure if i == k), tuple(j for i, j in possible if i == k)) for k in range(len(fr_words))
    )
    return fr_words, en_words, per_word


def aligned(fr: str, en: str, links: str = "") -> Phrase:
    """A fixed expression as fresh aligned words.

    `links` reads `0-0 1-1 2?1` (`-` sure, `?` possible). Left empty: what the table of links says, else
    word by word when both sides have as many words; `A de B` against `b a` crosses; otherwise content
    words link to all content words.
    """
    fr_words, en_words, per_word = _template(fr, en, links)
    en_side = [En(text) for text in en_words]
    fr_side = []
    for text, (sure, possible) in zip(fr_words, per_word, strict=True):
        fr_side.append(Fr(text, tuple([en_side[j] for j in sure]), tuple([en_side[j] for j in possible])))
    return Phrase(fr_side, en_side)


def pair(fr: str, en: str) -> Phrase:
    """One French word for one English word."""
    word = En(en)
    return Phrase([Fr(fr, (word,))], [word])


def synonyms(fr: str, *english: str) -> Phrase:
    """One French word for one English word with correct alternatives, the canonical one first."""
    choice = Choice(len(english))
    words = [En(text, choice, option) for option, text in enumerate(english)]
    return Phrase([Fr(fr, tuple(words))], words)


def _parse_links(links: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    sure: list[tuple[int, int]] = []
    possible: list[tuple[int, int]] = []
    for item in links.split():
        mark = "?" if "?" in item else "-"
        i, j = item.split(mark)
        (possible if mark == "?" else sure).append((int(i), int(j)))
    return sure, possible


def default_links(fr: tuple[str, ...], en: tuple[str, ...]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Sure and possible links of an expression about which the tables say nothing."""
    if len(fr) == len(en):
        return [(k, k) for k in range(len(fr))], []
    fr_content = [i for i, word in enumerate(fr) if word.lower() not in _LIGHT_FR] or list(range(len(fr)))
    en_content = [j for j, word in enumerate(en) if word.lower() not in _LIGHT_EN] or list(range(len(en)))
    if len(fr_content) == len(en_content) == 2 and len(fr) == 3 and fr[1].lower() in _COMPLEMENT:
        # "jus d'orange" / "orange juice": the complement comes first in English.
        sure = [(fr_content[0], en_content[1]), (fr_content[1], en_content[0])]
    elif len(fr_content) == len(en_content):
        sure = list(zip(fr_content, en_content, strict=True))
    else:
        sure = [(i, j) for i in fr_content for j in en_content]
    near = [(i, j) for i in range(len(fr)) if i not in fr_content for j in en_content]
    near += [(i, j) for j in range(len(en)) if j not in en_content for i in fr_content]
    return sure, near
