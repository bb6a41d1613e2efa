"""Structures in any position and combination: titles, counted and owned landmarks, clauses composed freely."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from nmt.data.toy import surface
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import noun
from nmt.data.toy.numbers import at_age, counted, hour, in_year
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.subjects import titled
from nmt.data.toy.words import Phrase


def sides(phrase: Phrase) -> tuple[str, str]:
    forms = surface.english_words(phrase.en)[1]
    return surface.french_text(surface.french_surface(phrase.fr))[0], surface.english_text(forms)[0]


def drawn(build: Callable[[Draw], Phrase], count: int = 400) -> set[tuple[str, str]]:
    return {sides(build(Draw(Random(seed)))) for seed in range(count)}


def test_a_title_and_a_surname() -> None:
    assert {("Monsieur Martin", "Mr. Martin"), ("Madame Dubois", "Mrs. Dubois")} <= drawn(titled)


def test_minutes_to_the_hour() -> None:
    said = drawn(hour, 4000)
    assert ("Neuf heures moins dix", "Ten to nine") in said
    assert ("Midi moins cinq", "Five to twelve") in said
    assert all("To " not in english for french, english in said if "moins" not in french)


def test_ages_and_years() -> None:
    assert ("À l'âge de trente ans", "At the age of thirty") in drawn(lambda d: at_age(d, 28, 32))
    assert ("En 1995", "In 1995") in drawn(in_year, 1000)


def test_the_two_of_them() -> None:
    def chairs(d: Draw) -> Phrase:
        return counted(d, noun_phrase(d, noun("chaise"), "definite", True, ()), None, (2,))

    assert drawn(chairs, 3) == {("Les deux chaises", "The two chairs")}
