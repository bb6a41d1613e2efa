"""le mardi 14 mars, le 14 mars 2010, depuis 2015."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.dated import since_year, the_date
from tests.data.drawn import assert_varied_and_linked, only, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(the_date, 500, 380)
    assert_varied_and_linked(since_year, 400, 300)


def test_a_date_says_the_month_first_and_the_day_of_the_week_before_it() -> None:
    for french, english in said(the_date, 600):
        day = re.search(r"(\d+)(?:er)? \w+", french)
        assert day is not None and re.search(rf"[A-Z][a-z]+ {day[1]}\b", english), (french, english)
    mondays = only(the_date, r"^Nous sommes le lundi ")
    assert all(re.match(r"It is Monday, [A-Z]\w+ \d+", english) for _, english in mondays)
    assert all(re.search(r", \d{4}$", english) for _, english in only(the_date, r" \d{4}$"))
    assert not any(" on " in english for _, english in only(the_date, "^(Nous sommes|On est|C'est) le "))


def test_depuis_is_since_with_the_perfect() -> None:
    for _, english in only(since_year, r"depuis \d{4}"):
        assert re.search(r"\b(has|have)\b.* since \d{4}$", english, re.I), english
    for french, english in only(since_year, r"[Dd]e \d{4} à \d{4}"):
        first, last = re.findall(r"\d{4}", french)
        assert int(first) < int(last) and f"rom {first} to {last}" in english, (french, english)
