"""What it is in all: ça fait dix euros."""

from __future__ import annotations

import re

from nmt.data.toy import surface
from nmt.data.toy.sentences.prices import how_much, that_is
from tests.data.drawn import assert_varied_and_linked, draws, only, said, sides


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(that_is, 500, 400)
    assert_varied_and_linked(how_much, 500, 170)


def test_ca_fait() -> None:
    pairs = dict(said(that_is, 6000))
    assert all(re.search(r"\b[Tt]hat is\b", english) for english in pairs.values())
    assert pairs["Ça fait dix euros"] == "That is ten euros"
    asked = dict(said(how_much, 1000))
    assert asked["Ça fait combien en tout"] == "How much is that in all"
    assert asked["Ça coûte combien"] == "How much does it cost"
    assert asked["Combien ça fait par personne"] == "How much is that per person"


def test_cents() -> None:
    for french, english in only(that_is, r"^Ça fait [a-z]+ euros cinquante$", 6000):
        assert re.fullmatch(r"That is [a-z]+ euros fifty", english), (french, english)
    for french, english in only(that_is, r"\d,\d"):
        assert re.findall(r"\d+", french) == re.findall(r"\d+", english) and "euro" in english


def test_every_other_way_is_a_reference() -> None:
    phrase = next(p for d in draws(6000) if sides(p := that_is(d)[0])[0] == "Ça fait dix euros")
    others = set(surface.references(phrase.en, ""))
    assert {"That is ten euros", "It is ten euros", "That will be ten euros", "That comes to ten euros"} <= others
    phrase = next(p for d in draws(1000) if sides(p := how_much(d)[0])[0] == "Ça fait combien en tout")
    assert "How much does that come to altogether" in surface.references(phrase.en, "")
