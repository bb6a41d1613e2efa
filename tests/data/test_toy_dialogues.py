"""Everyday dialogues: the table of utterances, its gaps, and what is put around them."""

from __future__ import annotations

import re

import pytest

from nmt.data.toy import phrasebook
from nmt.data.toy.lexicon import Row
from nmt.data.toy.phrasebook import TRAITS, gap_names, utterances, worded
from nmt.data.toy.sentences import dialogues
from nmt.data.toy.sentences.gaps import gaps
from nmt.data.toy.stream import _idioms
from nmt.data.toy.surface import french_surface, key_of
from nmt.errors import DataError
from tests.data.drawn import assert_varied_and_linked, draws, only, said, sides

THEMES = {"meeting", "phone", "inviting", "reacting", "eating", "shop", "travel", "health"}
_TU, _VOUS = re.compile(r"\b(tu|toi|ton|ta|tes|te plaît)\b|\bt'", re.I), re.compile(r"\b(vous|votre|vos)\b", re.I)


@pytest.mark.parametrize(("family", "_weight"), dialogues.FAMILIES)
def test_they_are_varied_and_every_word_is_linked(family, _weight) -> None:
    assert_varied_and_linked(family, 600, 150)


def test_every_row_of_the_table_is_said_and_every_gap_filled() -> None:
    assert {row.theme for row in utterances()} == THEMES
    assert gap_names() <= gaps().keys()
    assert sum(len(utterances(theme)) for theme in THEMES) == len(utterances())
    for row in utterances():
        assert row.traits <= TRAITS
        for d in draws(3):
            french, english = sides(worded(d, row, gaps()))
            assert french and english and "{" not in french + english and "(e)" not in french, (french, english)


def test_nobody_is_called_tu_and_vous_at_once() -> None:
    for family, _ in dialogues.FAMILIES:
        for french, english in said(family, 600):
            assert not (_TU.search(french) and _VOUS.search(french)), (french, english)


def test_what_has_no_gap_is_known_by_heart() -> None:
    for row in utterances():
        if row.whole:
            assert key_of(french_surface(worded(next(draws(1)), row, gaps()).fr)) in _idioms(), row.chunks


def test_numbers_of_telephones_are_copied() -> None:
    for french, english in only(dialogues.on_the_phone, r"0\d \d\d", 1500):
        number = re.search(r"0\d( \d\d){4}", french)
        assert number and number[0] in english, (french, english)


def test_titles_have_a_comma_in_english() -> None:
    found = only(dialogues.in_a_shop, r"^(Bonjour|Bonsoir) (madame|monsieur|mademoiselle)\b", 3000)
    for french, english in found:
        assert re.match(r"(Hello|Good evening), (ma'am|sir|miss),", english), (french, english)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"fr": "oui | {name}.", "en": "yes"}, "2 chunks in French, 1 in English"),
        ({"fr": "oui", "en": "yes"}, "expected as many, and one of"),
        ({"fr": "oui.", "en": "yes", "traits": "loud"}, "unknown trait 'loud'"),
    ],
)
def test_a_row_that_does_not_fit_is_an_error(row: Row, message: str) -> None:
    with pytest.raises(DataError, match=message):
        phrasebook._utterance({"theme": "phone", "traits": "", "links": "", **row})


def test_a_link_of_a_gap_is_an_error() -> None:
    row = phrasebook._utterance(
        {"fr": "oui | {name}.", "en": "yes | {name}", "theme": "phone", "traits": "", "links": "1-0"}
    )
    with pytest.raises(DataError, match="link 1, 0 is of a gap"):
        worded(next(draws(1)), row, gaps())
