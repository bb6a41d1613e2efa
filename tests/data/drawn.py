"""Sentences of the toy's families, drawn by numbered seeds, and what must hold for every family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

from nmt.data.toy import surface
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import FAMILIES, Family
from nmt.data.toy.words import En, Fr, Phrase

# English words that no French word need stand for.
LOOSE = frozenset("a an the do does did to of is are am was were any some at on in".split())


def draws(count: int = 200) -> Iterator[Draw]:
    return (Draw(Random(seed)) for seed in range(count))


def sides(phrase: Phrase) -> tuple[str, str]:
    """A phrase in French and in English, without the final mark."""
    forms = surface.english_words(phrase.en)[1]
    return surface.french_text(surface.french_surface(phrase.fr))[0], surface.english_text(forms)[0]


@cache
def said(family: Family, count: int = 300) -> tuple[tuple[str, str], ...]:
    return tuple(sides(family(d)[0]) for d in draws(count))


def only(family: Family, french: str, count: int = 600) -> list[tuple[str, str]]:
    """Those sentences whose French holds the pattern; the test means nothing without any."""
    found = [pair for pair in said(family, count) if re.search(french, pair[0])]
    assert found, french
    return found


def assert_varied_and_linked(family: Family, count: int, kinds: int) -> None:
    """Of so many draws more than `kinds` differ; links stand for words, and every English word but LOOSE has one."""
    seen = set()
    for d in draws(count):
        phrase, mark = family(d)
        words = surface.french_surface([*phrase.fr, Fr(mark)])
        positions, forms = surface.english_words([*phrase.en, En(mark)])
        seen.add(surface.french_text(words)[0])
        sure, possible = surface.links(words, positions)
        assert all(i < len(words) and j < len(forms) for i, j in sure | possible)
        linked = {j for _, j in sure | possible}
        loose = {forms[j] for j in range(len(forms) - 1) if j not in linked}
        assert loose <= LOOSE, (sides(phrase), loose)
        known = surface.references([*phrase.en, En(mark)], "")
        assert all(text == text.strip() and "  " not in text for text in known)
    assert len(seen) > kinds, len(seen)
    assert family in [one for one, _ in FAMILIES]
