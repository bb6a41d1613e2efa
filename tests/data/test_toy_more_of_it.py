"""encore un peu de, encore un; plus de and moins de."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.more_of_it import a_little_more, more_of_it
from tests.data.drawn import assert_varied_and_linked, only, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(a_little_more, 400, 220)
    assert_varied_and_linked(more_of_it, 500, 350)


def test_a_little_more_and_another() -> None:
    assert all(re.search(r"\ba little more \w", english, re.I) for _, english in only(a_little_more, r"ncore un peu d"))
    assert all("nother" in english for _, english in only(a_little_more, r"ncore une? (?!peu)"))


def test_plus_is_more_and_moins_less_of_a_mass_and_fewer_of_many() -> None:
    for french, english in said(more_of_it, 600):
        less = "moins d" in french
        many = re.search(
            r"(voitures|arbres|gens|touristes|élèves|magasins|chaises|amis|livres|légumes|cours|clients|exer)", french
        )
        word = ("fewer" if many else "less") if less else "more"
        assert re.search(rf"\b{word}\b", english, re.I), (french, english)
