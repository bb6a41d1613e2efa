"""Noun phrases: kinds of things and people, places beside places, things joined, told apart and counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

from nmt.data.toy import surface
from nmt.data.toy.compounds import compounds
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.sentences import around, kinds, listed, shares, spans, strung
from nmt.data.toy.words import Phrase
from tests.data.drawn import sides


def said(family: Family, pattern: str, count: int = 1500) -> set[tuple[str, str]]:
    """What the family says, of those sentences whose French holds the pattern; the test means nothing without any."""
    drawn = {sides(family(Draw(Random(seed)))[0]) for seed in range(count)}
    found = {pair for pair in drawn if re.search(pattern, pair[0])}
    assert found, pattern
    return found


def linked(build: Callable[[Draw], Phrase], seed: int = 1) -> set[tuple[str, str]]:
    """The sure links of a phrase, as pairs of words."""
    phrase = build(Draw(Random(seed), False))
    return {(word.text, target.text) for word in phrase.fr for target in word.sure}


_ROOMS = (around, kinds, listed, shares, spans, strung)


@pytest.mark.parametrize("family", [family for room in _ROOMS for family, _ in room.FAMILIES])
def test_every_family_varies_and_links_only_its_own_words(family: Family) -> None:
    sentences = [family(Draw(Random(seed)))[0] for seed in range(150)]
    assert len({sides(phrase) for phrase in sentences}) > 90
    for phrase in sentences:
        english = set(phrase.en)
        for word in surface.french_surface(phrase.fr):
            assert set(word.sure) | set(word.possible) <= english, (sides(phrase), word.text)


def test_the_complement_stands_first_in_english() -> None:
    found = {noun.fr: noun for row in compounds() for noun in row}
    ham = found["sandwich au jambon", "sandwichs au jambon"]
    assert linked(lambda d: noun_phrase(d, ham, 2, True)) == {
        ("deux", "two"), ("sandwichs", "sandwiches"), ("jambon", "ham")
    }  # fmt: skip
    teachers = {noun.fr[0]: noun.en[0] for row in compounds() for noun in row if "human" in noun.classes}
    assert teachers["professeure de piano"] == "piano teacher" and teachers["joueuse de tennis"] == "tennis player"


def test_kinds_in_every_role() -> None:
    for french, english in said(kinds.kind_object, "en cuir", 1500):
        assert " leather " in english, french
    assert any("his math homework" in english for _, english in said(kinds.kind_object, "devoirs de maths", 6000))
    for french, english in said(kinds.kind_pointed, "^Où est ma clé", 6000):
        assert re.fullmatch("Where is my (car|house|room) key", english), french
    for french, english in said(kinds.kind_person, "prof(esseur)? d'histoire"):
        assert "history teacher" in english, french


def test_places_beside_places() -> None:
    for french, english in said(around.standing_there, "^Il y a .* des deux côtés de la rue$", 3000):
        assert english.endswith(" on both sides of the street"), french
    for french, english in said(around.standing_there, "^(?!Est-ce).* est au fond du (sac|tiroir)$", 3000):
        assert re.search(" is at the bottom of the (bag|drawer)$", english), french
    for _, english in said(around.doing_there, "au-dessus d"):
        assert re.search(" (fly|flies|flew|flying|flown|lives?|lived) above ", english)
    assert ("au-dessus", "above") in linked(lambda d: around.standing_there(d)[0], 1) | {
        link for seed in range(60) for link in linked(lambda d: around.standing_there(d)[0], seed)
    }


def test_a_school_in_a_city_and_its_students() -> None:
    for french, english in said(around.in_a_city, "travaille dans un lycée à", 9000):
        assert re.search(" (works?|working) in a high school in ", english), french
    found = said(around.of_a_place, "^Les élèves de cette école (sont|ne sont)", 6000)
    assert all(english.startswith("The students of this school are ") for _, english in found)
    assert all(" in this village" in english for _, english in said(around.of_a_place, "gens de ce village", 6000))


def test_what_comes_from_a_country() -> None:
    for _, english in said(kinds.from_abroad, "la cuisine mexicaine", 4000):
        assert "Mexican food" in english


def test_two_deeds_of_one_subject() -> None:
    for french, english in said(strung.two_at_once, r"^(Ils|Elles) \w+ent et (ils|elles) \w+ent$", 3000):
        assert len(re.findall(r"\bthey (are|were) \w+ing", english.lower())) == 2, french
    for french, english in said(strung.two_at_once, r"^Elle \w+e et \w+e$", 6000):
        assert re.fullmatch(r"She is \w+ing and \w+ing", english), french


def test_a_second_question_is_not_asked_in_full() -> None:
    for french, english in said(strung.one_or_other, r"^Est-ce que tu \w+es ou (est-ce que )?tu \w+es$", 3000):
        assert re.fullmatch(r"Are you \w+ing or \w+ing", english), french
    for _, english in said(strung.one_or_other, "^(As-tu|Avez-vous)"):
        assert english.startswith("Did you ") and english.count(" you ") == 1 + english.count("you bought")


def test_two_infinitives() -> None:
    for french, english in said(strung.two_infinitives, "^(Elle|Il) aime chanter et danser", 9000):
        assert re.fullmatch("(He|She) likes to sing and dance", english), french
    assert all(" or " in english for _, english in said(strung.two_infinitives, " ou "))


def test_lists() -> None:
    for french, english in said(listed.listed_things, r"^Il y a une? \w+, une? \w+ et une? \w+ sur la table", 9000):
        assert re.fullmatch(r"There is an? [\w ]+, an? [\w ]+ and an? [\w ]+ on the table", english), french
    for _, english in said(listed.three_qualities, "est [a-zé]+, [a-zé]+ et [a-zé]+$"):
        assert re.search(r" (is|are) \w+, \w+ and \w+$", english)
    for _, english in said(listed.pretty_little, "jolie petite maison$", 6000):
        assert english.endswith(" pretty little house")
    for _, english in said(listed.pretty_little, "fille [a-z]+ et [a-z]+$", 9000):
        assert re.search(r"(a|an) \w+ and \w+ girl$", english)


def test_spans_of_time() -> None:
    for french, english in said(spans.spanning, "jusqu'au vingt mai$", 20000):
        assert english.endswith(" until May twentieth"), french
    for _, english in said(spans.spanning, "entre une heure et deux heures"):
        assert english.endswith((" between one o'clock and two o'clock", "?")) or " between one " in english
    for french, english in said(spans.spanning, "est ouverte? à partir d"):
        assert " is open from " in english, french


def test_last_night_and_tonight() -> None:
    for french, english in said(spans.tonight, "cette nuit"):
        coming = re.search(r"\b(va|vais|vas|allons|allez|vont)\b", french.lower())
        assert ("tonight" if coming else "last night") in english.lower()
    assert any(english.endswith("slept badly last night") for _, english in said(spans.tonight, "mal dormi"))


def test_digits_stay_digits() -> None:
    for french, english in said(spans.in_digits, "^Elle a [0-9]+ ans$", 3000):
        assert english in (f"She is {french.split()[2]} years old", f"Is she {french.split()[2]} years old")
    for french, english in said(spans.in_digits, "née? le [0-9]+ mai [0-9]+$", 4000):
        assert re.search(r" born on May \d+, \d{4}$", english), french
    for french, english in said(spans.in_digits, "à [0-9]h30$", 4000):
        assert english.endswith(f" at {french.split()[-1].replace('h', ':')}")
    assert all(english.endswith("pm") for _, english in said(spans.in_digits, "à 20 heures$", 4000))


def test_shares_of_them() -> None:
    for french, english in said(shares.some_do, "^La plupart des élèves ", 4000):
        assert english.startswith("Most of the students ") and " is " not in english, french
    for french, english in said(shares.some_do, "^Un de mes amis (est|a) ", 6000):
        assert english.startswith("One of my friends ") and " are " not in english, french
    assert all(english.startswith("Few ") for _, english in said(shares.some_do, "^Peu d"))
    assert any(
        english.endswith("half of the cake") for _, english in said(shares.half_of_it, "la moitié du gâteau$", 3000)
    )


def test_none_of_them() -> None:
    for french, english in said(shares.none_of_them, "^Aucun élève n'", 4000):
        assert re.match("No student (?!(is|did|does|has) not )", english), french
    for _, english in said(shares.none_of_them, "ont fait aucune erreur", 9000):
        assert english.endswith(" did not make any mistakes")
    for _, english in said(shares.none_of_them, "^Il n'a aucun"):
        assert re.match("He (has no|did not .* any) ", english)


def test_this_and_that() -> None:
    for french, english in said(shares.this_or_that, "^(Je|Tu|Nous|Vous|Ils) [a-z]+ ce.*-là$"):
        assert re.search(r"\b(that|those) ", english.lower()) and not re.search(r"\b(this|these) ", english.lower()), (
            french
        )
