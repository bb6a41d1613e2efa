"""jusqu'à quand, vers midi, ce jour-là."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.around_noon import around_noon, that_day, until_when
from tests.data.drawn import assert_varied_and_linked, only, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(until_when, 400, 250)
    assert_varied_and_linked(around_noon, 400, 350)
    assert_varied_and_linked(that_day, 400, 280)


def test_what_they_are_in_english() -> None:
    assert all(english.startswith("Until when ") for _, english in only(until_when, "^Jusqu'à quand "))
    assert all(english.startswith("Until what time ") for _, english in only(until_when, "^Jusqu'à quelle heure "))
    assert all("around " in english for _, english in only(around_noon, " vers "))
    assert all(re.search(r"\b[Tt]hat (day|evening|night|morning|year|summer|time|moment)\b", english)
               for _, english in said(that_day, 300))  # fmt: skip
    assert all("t that time" in english for _, english in only(that_day, "époque"))
