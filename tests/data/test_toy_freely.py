"""Structures in any position and combination: titles, counted and owned landmarks, clauses composed freely."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

from nmt.data.toy import surface
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.lexicon import noun
from nmt.data.toy.numbers import at_age, counted, hour, in_year
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.sentences import asking_what, at_table, freely, halves, pointed, truths
from nmt.data.toy.sentences.talk import hailed
from nmt.data.toy.subjects import titled
from nmt.data.toy.words import Phrase, pair
from tests.data.drawn import sides


def drawn(build: Callable[[Draw], Phrase], count: int = 400) -> set[tuple[str, str]]:
    return {sides(build(Draw(Random(seed)))) for seed in range(count)}


def test_a_title_and_a_surname() -> None:
    assert {("Monsieur Martin", "Mr. Martin"), ("Madame Dubois", "Mrs. Dubois")} <= drawn(titled)


def test_minutes_to_the_hour() -> None:
    said = drawn(hour, 4000)
    assert ("Neuf heures moins dix", "Ten to nine") in said
    assert ("Midi moins cinq", "Five to twelve") in said
    assert all("To " not in english for french, english in said if "moins" not in french)


def test_ages_and_years() -> None:
    assert ("À l'âge de trente ans", "At the age of thirty") in drawn(lambda d: at_age(d, 28, 32))
    assert ("En 1995", "In 1995") in drawn(in_year, 1000)


def test_the_two_of_them() -> None:
    def chairs(d: Draw) -> Phrase:
        return counted(d, noun_phrase(d, noun("chaise"), "definite", True, ()), None, (2,))

    assert drawn(chairs, 3) == {("Les deux chaises", "The two chairs")}


def said(family: Family, pattern: str, count: int = 1500) -> set[tuple[str, str]]:
    """What the family says, of those sentences whose French holds the pattern; the test means nothing without any."""
    found = {pair for pair in drawn(lambda d: family(d)[0], count) if re.search(pattern, pair[0])}
    assert found, pattern
    return found


@pytest.mark.parametrize(
    "family", [family for room in (at_table, freely, halves, pointed, truths) for family, _ in room.FAMILIES]
)
def test_every_family_varies_and_links_only_its_own_words(family: Family) -> None:
    sentences = [family(Draw(Random(seed)))[0] for seed in range(120)]
    assert len({sides(phrase) for phrase in sentences}) > 60
    for phrase in sentences:
        english = set(phrase.en)
        for word in surface.french_surface(phrase.fr):
            assert set(word.sure) | set(word.possible) <= english, (sides(phrase), word.text)


def test_the_one_who_does_it() -> None:
    for french, english in said(pointed.the_one_who, "^C'est (moi|nous|elle) qui"):
        who = {"moi": "I am the one who ", "nous": "We are the ones who ", "elle": "She is the one who "}
        assert english.startswith(who[french.split()[1]])
    told = said(pointed.the_one_who, "^C'est moi qui (range|prépare|écris)")
    assert all(" who is " in english for _, english in told)


def test_the_best_of_a_place_is_the_best_in_it() -> None:
    said_so = said(pointed.the_top, "meilleur restaurant", 4000)
    assert ("C'est le meilleur restaurant du village", "It is the best restaurant in the village") in said_so
    cold = said(pointed.the_top, "saison la plus froide", 4000)
    assert ("Quelle est la saison la plus froide", "What is the coldest season") in cold


def test_one_of_several_that_stand_out_is_one() -> None:
    found = said(pointed.the_top, "^C'est une? des ", 4000)
    assert all(re.search(r"(is (not )?|^Is \w+ (not )?)one of the \w+", english) for _, english in found)
    assert any(french.startswith("C'est une des plus belles") for french, _ in found)
    assert any(re.search("^C'est une des [a-z]+ les plus", french) for french, _ in found)


def test_one_has_things_for_breakfast_and_orders_them() -> None:
    for french, english in said(at_table.for_breakfast, "^Au petit-déjeuner, "):
        assert english.startswith("For breakfast, ") and " is drinking" not in english, french
    for french, english in said(at_table.i_will_have, "s'il vous plaît$"):
        assert re.match("(I|We) will have an? ", english), french
    assert ("Que veut-elle comme dessert", "What does she want for dessert") in drawn(
        lambda d: at_table.for_dessert(d)[0]
    )


def test_how_many_may_stand_behind_the_verb() -> None:
    for french, english in said(asking_what.how_many, "^Vous avez combien d", 4000):
        assert english.startswith("How many ") and english.endswith(" do you have"), french


def test_a_name_behind_hello_needs_no_comma() -> None:
    hello = drawn(lambda d: hailed(d, pair("bonjour", "hello")))
    assert ("Bonjour Claire", "Hello Claire") in hello


def test_neither_nor() -> None:
    for french, english in said(pointed.two_qualities, " ni "):
        assert len(re.findall(r" ni ", french)) == 2 and re.search(r" neither .* nor ", english)
    for _, english in said(pointed.nor_either, " ni "):
        assert re.search(r" not (like|speak) .* or ", english)


def test_an_exclamation_has_the_verb_at_its_end() -> None:
    for french, english in said(pointed.exclaimed, "^(Qu|Comme)"):
        assert english.startswith("How ") and english.endswith((" is", " are")), french


def test_what_one_loves_is_him_or_her() -> None:
    loves = said(halves.liked_back, "^(Paul|Marc) aime (Julie|Emma),", 6000)
    assert all(re.fullmatch(r"\w+ loves \w+, but she does not love him", english) for _, english in loves)


def test_a_vehicle_of_an_hour_and_of_a_city() -> None:
    trains = said(freely.on_schedule, "^Le train de", 6000)
    assert any(english.startswith("The nine o'clock train ") for _, english in trains)
    assert any(english.startswith("The train from Rome arrives at ") for _, english in trains)


def test_enough_stands_behind_a_quality() -> None:
    for _, english in said(truths.not_that_much, "n'est pas assez"):
        assert re.search(r" not \w+ enough$", english)


def test_what_has_ever_been_done() -> None:
    assert ("Es-tu déjà allé au Japon", "Have you ever been to Japan") in said(truths.ever, "allé", 6000)
