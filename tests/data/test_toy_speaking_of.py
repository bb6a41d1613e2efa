"""Le musée ? J'y suis allé; du fromage ? J'en mange; il en reste trois."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.speaking_of import some_left, some_of_it, there_again
from tests.data.drawn import assert_varied_and_linked, only, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    for family, kinds in ((there_again, 300), (some_of_it, 320), (some_left, 180)):
        assert_varied_and_linked(family, 400, kinds)


def test_y_is_there_and_en_some_it_or_them() -> None:
    assert all(re.search(r"\bthere\b", english) for _, english in said(there_again, 300))
    for french, english in only(some_of_it, r"'en (veux|ai) pas|en veut pas|en ont pas"):
        assert " any" in english, (french, english)
    assert all("left" in english for _, english in only(some_left, " reste "))
    assert all("none left" in english for _, english in only(some_left, " n'en reste plus"))
    numbers = {"trois": "three", "six": "six", "dix": "ten"}
    for french, english in only(some_left, r"en reste (trois|six|dix)$"):
        assert f"There are {numbers[french.split()[-1]]} left" in english, (french, english)
