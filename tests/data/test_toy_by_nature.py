"""Habits by nature, clauses with without and when, years, choices and the way there: exact sentences."""

from __future__ import annotations

import re
from functools import cache
from random import Random

import pytest

from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.sentences import affected, by_nature, choices, outings, pursuits, undone
from nmt.data.toy.surface import english_text, english_words, french_surface, french_text


@cache
def said(family: Family, count: int = 1500) -> dict[str, str]:
    """What the family says: English by French."""
    found = {}
    for seed in range(count):
        phrase, mark = family(Draw(Random(seed), False))
        fr = french_text(french_surface(phrase.fr))[0]
        found[f"{fr} {mark}".replace(" .", ".")] = english_text(english_words(phrase.en)[1])[0] + mark
    return found


@pytest.mark.parametrize(
    ("family", "french", "english"),
    [
        (by_nature.by_nature, "Tu fumes ?", "Do you smoke?"),
        (by_nature.by_nature, "Il porte des lunettes.", "He wears glasses."),
        (by_nature.by_nature, "Elle boit du thé sans sucre.", "She drinks tea without sugar."),
        (by_nature.by_nature, "Ils ne travaillent pas la nuit.", "They do not work at night."),
        (by_nature.in_such_weather, "Quand il pleut, nous prenons le bus.", "When it rains, we take the bus."),
        (choices.preferring, "Vous préférez le poisson ou la soupe ?", "Do you prefer fish or soup?"),
        (choices.where_is, "Où se trouve le commissariat ?", "Where is the police station?"),
        (choices.tickets, "Combien coûte un billet pour Strasbourg ?", "How much does a ticket to Strasbourg cost?"),
        (outings.not_to_be_seen, "Où est Pierre ? Je ne le vois pas.", "Where is Pierre? I do not see him."),
        (outings.two_aches, "J'ai mal au dos et aux genoux.", "My back and my knees hurt."),
        (undone.born, "Où êtes-vous né ?", "Where were you born?"),
        (affected.it_hurts, "Mon épaule ne me fait plus mal.", "My shoulder no longer hurts."),
        (pursuits.good_at, "Elle est meilleure que moi au tennis.", "She is better than me at tennis."),
    ],
)
def test_exact_sentences(family: Family, french: str, english: str) -> None:
    found = said(family, 12000)
    assert found.get(french) == english


def test_habits_are_simple_and_years_are_copied() -> None:
    for family in (by_nature.by_nature, by_nature.barks_when, by_nature.in_such_weather):
        going_on = [en for en in said(family).values() if re.search(r"\b(is|are|am) (not )?\w+ing\b", en)]
        assert going_on == []
    years = said(undone.in_that_year)
    assert all(re.findall(r"\d{4}", fr) == re.findall(r"\d{4}", en) for fr, en in years.items())
    assert len({year for fr in years for year in re.findall(r"\d{4}", fr)}) > 70


def test_the_second_participle_stands_alone() -> None:
    for fr, en in said(undone.in_one_breath).items():
        assert not re.search(r"\bet (j|tu|il|elle|on|nous|vous|ils|elles|a|ont|avons|avez|as|ai)\b", fr), fr
        assert "have" not in en.split(" and ")[-1].split()[:1], en


def test_without_doing_it_to_somebody() -> None:
    found = [en for fr, en in said(undone.without_doing).items() if "sans nous dire au revoir" in fr]
    assert found and all("without saying goodbye to us" in en for en in found)
