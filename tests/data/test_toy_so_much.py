"""si and tellement, moi aussi and moi non plus, de plus en plus."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.more_and_more import more_and_more, more_each_day
from nmt.data.toy.sentences.so_much import me_too, so_much_of, so_sad
from tests.data.drawn import assert_varied_and_linked, only, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    for family, kinds in ((so_sad, 250), (so_much_of, 200), (me_too, 300), (more_and_more, 180), (more_each_day, 220)):
        assert_varied_and_linked(family, 400, kinds)


def test_so() -> None:
    for french, english in said(so_sad, 400):
        assert re.search(r"\b(si|tellement) ", french) and " so " in english, (french, english)
    for french, english in said(so_much_of, 300):
        assert re.search("so (much|many) ", english), (french, english)


def test_moi_aussi_is_too_and_moi_non_plus_neither_or_either() -> None:
    assert all(english.endswith("Me neither") for _, english in only(me_too, r"Moi non plus"))
    assert all(english.endswith("either") for _, english in only(me_too, r", \w+ non plus"))
    assert all(english.lower().endswith(" too") for _, english in only(me_too, r"aussi$"))


def test_de_plus_en_plus_doubles_the_comparative() -> None:
    assert all(english.endswith(("colder and colder", "here", "outside", "night"))
               for _, english in only(more_and_more, "de plus en plus froid$"))  # fmt: skip
    assert all("easier and easier" in english for _, english in only(more_and_more, "plus en plus facile"))
    assert all("more and more difficult" in english for _, english in only(more_and_more, "plus en plus difficile"))
    assert all(
        re.search("(fewer and fewer|less and less)", english) for _, english in only(more_each_day, "moins en moins")
    )
