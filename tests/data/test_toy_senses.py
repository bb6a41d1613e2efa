"""Words whose English the context decides, pronouns before what they mean, rare first words, relatives on beasts."""

from __future__ import annotations

import re
from random import Random

import pytest

from nmt.data.toy import surface
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.joining import Line
from nmt.data.toy.sentences import begun, meant, senses
from nmt.data.toy.stream import as_pair


def said(family: Family, count: int = 1500) -> dict[str, str]:
    """What the family says, French to English."""
    found = {}
    for seed in range(count):
        phrase, _ = family(Draw(Random(seed), False))
        english = surface.english_text(surface.english_words(phrase.en)[1])[0]
        found[surface.french_text(surface.french_surface(phrase.fr))[0]] = english
    return found


@pytest.mark.parametrize(("family", "french", "english"), [
    (senses.that_does, "L'oiseau qui chante est petit", "The bird that is singing is small"),
    (senses.does_not_fit, "Le lit ne passe pas par la porte parce qu'il est trop large",
     "The bed does not fit through the door because it is too wide"),
    (senses.in_this_sense, "Cette place est libre", "This seat is free"),
    (senses.in_this_sense, "La musique est trop forte", "The music is too loud"),
    (senses.in_this_sense, "La règle est simple", "The rule is simple"),
    (senses.many_of_them, "Elle voit beaucoup d'étoiles", "She sees a lot of stars"),
    (meant.ordered_first, "Ne les jette pas, ces papiers sont importants",
     "Do not throw them away, these papers are important"),
    (meant.ordered_first, "Ne lui parle pas, elle est fâchée", "Do not talk to her, she is angry"),
    (meant.met_her, "Je l'ai rencontrée à Berlin", "I met her in Berlin"),
    (begun.named_in_front, "L'histoire est plus intéressante que les maths",
     "History is more interesting than math"),
    (begun.begun_with, "Désolé, je ne peux pas venir", "Sorry, I cannot come"),
])  # fmt: skip
def test_it_says(family: Family, french: str, english: str) -> None:
    assert said(family, 12000)[french] == english


def test_the_giver_and_who_got_it() -> None:
    found = [(fr, en) for fr, en in said(meant.given_to_her).items() if fr.startswith("Elle ") and " lui a " in fr]
    assert found
    assert all(re.search(r" that her .* her$", en) for _, en in found)


def test_a_beast_is_that_or_which_or_who() -> None:
    for seed in range(40):
        phrase, mark = senses.that_does(draw := Draw(Random(seed), True))
        pair = as_pair(Line(surface.french_surface(phrase.fr), phrase.en, mark, draw.tags), as_typed=False)
        if " oiseau" in pair.src or "'oiseau" in pair.src:
            assert " that " in pair.tgt and any(" who " in other for other in pair.references)
            return
    pytest.fail("no bird")


@pytest.mark.parametrize("family", [family for room in (senses, meant, begun) for family, _ in room.FAMILIES])
def test_links_hold_words_of_the_sentence(family: Family) -> None:
    for seed in range(300):
        phrase, _ = family(Draw(Random(seed), True))
        for word in phrase.fr:
            assert set(word.sure + word.possible) <= set(phrase.en), word.text
