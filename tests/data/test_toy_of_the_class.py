"""un film policier, un cours de danse, une fille de ma classe, au mois de juin, de l'année."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.of_the_class import in_the_month, of_the_class, of_the_year, what_kind
from tests.data.drawn import assert_varied_and_linked, only, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    for family, kinds in ((what_kind, 320), (of_the_class, 220), (in_the_month, 300), (of_the_year, 35)):
        assert_varied_and_linked(family, 400, kinds)


def test_the_complement_comes_first_in_english() -> None:
    assert all("detective movie" in english for _, english in only(what_kind, "films? policier"))
    assert all("dance class" in english for _, english in only(what_kind, "cours de danse"))
    assert all("class photo" in english for _, english in only(of_the_class, "photo de classe"))
    assert all(
        re.search(r" in (my|your|his|her|our|their) class", english)
        for _, english in only(of_the_class, "e (ma|sa) cl")
    )


def test_months_and_the_year() -> None:
    assert all(re.search(r" in [A-Z]", english) for _, english in said(in_the_month, 300))
    assert all(re.search(r" of (the year|(my|your) life)$", english) for _, english in said(of_the_year, 300))
