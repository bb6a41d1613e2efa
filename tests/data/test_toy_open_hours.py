"""From when to when, and clock times in digits."""

from __future__ import annotations

import re
from random import Random

import pytest

from nmt.data.toy import surface
from nmt.data.toy.digits import written_hour
from nmt.data.toy.draw import Draw
from nmt.data.toy.numbers import hour
from nmt.data.toy.sentences.open_hours import busy_from_to, open_from_to
from tests.data.drawn import assert_varied_and_linked, draws, only, said, sides

_DIGITS = re.compile(r"\d")


@pytest.mark.parametrize(("n", "french", "english", "also"), [
    (8, "8h", "8 o'clock", {"eight o'clock", "8 am", "8", "eight"}),
    (8, "8 h", "8 o'clock", {"eight o'clock", "8 am", "8", "eight"}),
    (8, "8h30", "8:30", {"8:30 am", "half past eight", "eight thirty"}),
    (9, "9 h 45", "9:45", {"9:45 am", "a quarter to ten", "nine forty-five"}),
    (10, "10h05", "10:05", {"10:05 am", "five past ten", "ten oh five"}),
    (12, "12h45", "12:45", {"12:45 pm", "a quarter to one", "twelve forty-five"}),
    (20, "20h", "8 pm", {"8 o'clock", "eight o'clock", "eight in the evening", "8 in the evening", "eight pm"}),
    (14, "14 h 30", "2:30 pm",
     {"2:30", "half past two", "half past two in the afternoon", "two thirty", "2:30 in the afternoon"}),
])  # fmt: skip
def test_what_stands_in_digits(n: int, french: str, english: str, also: set[str]) -> None:
    ways = {}
    for seed in range(300):
        phrase = written_hour(Draw(Random(seed)), n)
        ways["".join(word.text + " " for word in phrase.fr).strip()] = phrase
    phrase = ways[french]
    assert sides(phrase)[1].lower() == english
    assert {text[0].lower() + text[1:] for text in surface.references(phrase.en, "")} - {english} == also
    assert all(word.sure for word in phrase.fr)


def test_about_one_clock_time_in_eight_stands_in_digits() -> None:
    times = [sides(hour(d))[0] for d in draws(4000)]
    assert 0.1 < sum(bool(_DIGITS.search(time)) for time in times) / len(times) < 0.15
    assert not any(_DIGITS.search(sides(hour(d, 0.0))[0]) for d in draws(500))


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(open_from_to, 500, 350)
    assert_varied_and_linked(busy_from_to, 500, 400)


def test_from_and_to() -> None:
    for family in (open_from_to, busy_from_to):
        for french, english in said(family, 1000):
            assert re.search(r"\b(du|de|d'une|de midi) .* (à|au) ", french), french
            assert " from " in english and " to " in english, english
    assert all("from noon to" in english for _, english in only(open_from_to, "de midi à"))
    assert all("from Monday to Friday" in english for _, english in only(open_from_to, "du lundi au vendredi"))


def test_both_ends_stand_in_digits_or_neither() -> None:
    mixed = [french for french, _ in said(open_from_to, 1000) if re.search(r"\d", french) and "heure" in french]
    assert not mixed, mixed[:3]


def test_what_one_does_at_a_clock_time_is_simple() -> None:
    english = [english for _, english in only(busy_from_to, "^(Il|Elle) travaille ")]
    assert all(re.match(r"(Does )?s?he works? ", text, re.IGNORECASE) for text in english)
