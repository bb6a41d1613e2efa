"""Habits and plans: the English of the one is simple, of the other progressive, and every verb has its turn."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.lexicon import verb
from nmt.data.toy.sentences.habits import _senses, again_and_again, planned
from tests.data.drawn import sides


def said(family: Family, seed: int) -> tuple[str, str]:
    """A sentence of the family in both languages, without its mark."""
    return sides(family(Draw(Random(seed)))[0])


@pytest.fixture(scope="module")
def habits() -> list[tuple[str, str]]:
    return [said(again_and_again, seed) for seed in range(2500)]


def test_no_habit_is_going_on(habits):
    going_on = [en for _, en in habits if {"is", "are", "am"} & set(en.lower().split())]
    # `who is tired` describes somebody, and may
    assert [en for en in going_on if " who " not in en and " that " not in en] == []


def test_forms_that_were_never_said_are_said(habits):
    words = Counter(word for _, en in habits for word in en.split())
    for form in ("forgets", "loses", "breaks", "misses", "receives", "wins", "meets", "barks", "pays", "carries"):
        assert words[form] >= 2, form


@pytest.mark.parametrize("lemma", ["naître", "se marier", "construire"])
def test_what_happens_once_is_no_habit(lemma):
    assert lemma not in {found.lemma for senses in _senses(habits=True) for found in senses}


def test_plans_are_progressive():
    plans = [said(planned, seed) for seed in range(600)]
    moving = [en for fr, en in plans if "déménag" in fr]
    assert moving and all("moving" in en for en in moving), moving
    assert verb("déménager", "intr").aspect == "achievement"  # which has no other bare present
    for _, en in plans:
        assert any(word.endswith("ing") for word in en.split()), en
