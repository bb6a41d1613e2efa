"""Suggestions, reminders, bans and regrets; first words to somebody."""

from __future__ import annotations

import re

import pytest

from nmt.data.toy.draw import Draw
from nmt.data.toy.sentences import first_words, talk, turned_to
from nmt.data.toy.surface import english_text, english_words, references
from nmt.data.toy.words import En
from tests.data.drawn import assert_varied_and_linked, draws, only, said

_KINDS = {"hailing": 120, "own_facts": 80, "around_here": 80, "no_smoking": 40}


@pytest.mark.parametrize("family", [family for room in (turned_to, first_words) for family, _ in room.FAMILIES])
def test_they_are_varied_and_every_word_is_linked(family) -> None:
    assert_varied_and_linked(family, 300, _KINDS.get(family.__name__, 120))


def others(family, d: Draw) -> tuple[str, tuple[str, ...]]:
    """The English of a sentence, and the references."""
    phrase, mark = family(d)
    words = [*phrase.en, En(mark)]
    text = english_text(english_words(words)[1])[0]
    return text, references(words, text)


def test_one_feels_like_doing_or_would_like_to_do() -> None:
    for d in draws(200):
        text, known = others(turned_to.feel_like, d)
        assert re.match(r"Do you feel like \w+ing\b", text), text
        assert any(re.match(r"Would you like to \w+", other) for other in known), (text, known)
        assert not any("feel like to" in other or re.match(r"Would you like \w+ing", other) for other in known), known


def test_a_comma_before_a_title_may_be_left_out_in_english() -> None:
    for family in (first_words.hailing, talk.greeting):
        texts = [others(family, d) for d in draws(400)]
        titled = [(text, known) for text, known in texts if re.match(r"(Hello|Thank you), (ma'am|sir|miss)[.!]$", text)]
        assert titled
        for text, known in titled:
            assert text.replace(",", "", 1) in known, (text, known)


def test_unfortunately_something_is_not_so() -> None:
    for french, english in only(turned_to.unfortunately, "^Malheureusement"):
        assert re.search(r"\b(ne|n')(?=\W|[aeéèêiouyh])", french) and english.startswith("Unfortunately, ")
    for _, english in only(turned_to.unfortunately, "^Heureusement"):
        assert english.startswith("Fortunately, ")


def test_who_one_is_agrees_with_the_name() -> None:
    for french, english in only(first_words.and_i_am, "suis (infirm|étud)", 4000):
        woman = re.search(r"\b(Marie|Sophie|Julie|Emma|Claire|Anne|Léa|Alice|Chloé|Nathalie|Sarah|Fatima)\b", french)
        assert bool(woman) == bool(re.search(r"infirmière|étudiante", french)), (french, english)


def test_forms() -> None:
    assert all("no need to" in en.lower() for _, en in said(turned_to.no_need))
    assert all(en.startswith("No ") for _, en in said(turned_to.no_smoking))
    assert all(" not allowed to " in en for _, en in said(turned_to.no_right))
    assert all(en.startswith("You must not forget to ") for _, en in said(turned_to.not_to_forget))
