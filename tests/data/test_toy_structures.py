"""Structures of first-year French: degrees without que, bodies, topics, wishes, orders, occasions, forms in turn."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

from nmt.data.toy import lexicon
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.french import ILS, NOUS
from nmt.data.toy.numbers import counted
from nmt.data.toy.phrases import possessor_of
from nmt.data.toy.sentences import (
    answers,
    anybody,
    degrees,
    featured,
    lands,
    occasions,
    orders,
    phases,
    postures,
    remarks,
    sayings,
    structures,
    wishes,
)
from nmt.data.toy.subjects import pronoun, relative
from tests.data.drawn import assert_varied_and_linked, draws, only, said, sides

NEW = [
    family
    for room in (answers, anybody, degrees, lands, occasions, orders, phases, postures, wishes)
    for family, _ in room.FAMILIES
]


@pytest.mark.parametrize("family", NEW, ids=lambda family: family.__name__)
def test_a_family_varies_links_its_words_and_is_drawn(family: Family) -> None:
    assert_varied_and_linked(family, 60, 1 if family in (orders.take_some, lands.capitals) else 40)


def test_the_least_and_the_more_stand_without_que() -> None:
    for french, english in only(degrees.wanting_more, r" moins chers?e?s?\b"):
        assert "cheaper" in english, french
    for french, english in only(degrees.more_so, r" moins chers?$", 1500):
        assert english.endswith("cheaper") or "not" in english, french


def test_the_red_ones_are_one_or_several() -> None:
    for french, english in only(degrees.red_ones, r"que (le|la|les) \w+$"):
        plural = " que les " in french
        assert english.endswith(" ones" if plural else " one"), (french, english)


def test_both_is_said_of_two_and_agrees() -> None:
    for french, english in said(degrees.both):
        assert re.search(r"\b(tous|toutes) les deux\b", french) and english.split().count("both") == 1
        assert french.startswith("Elles") <= ("toutes" in french)


def test_a_country_has_its_article_in_french_only() -> None:
    names = "|".join(place.en for place in lexicon.places("country_f", "country_m"))
    for _, english in only(lands.countries, r"\b([Ll]a |[Ll]e |[Ll]')[A-Z]"):
        assert not re.search(rf"\b[Tt]he ({names})\b", english), english
    assert all("he United States" in english for _, english in only(lands.countries, "es États-Unis"))


def test_the_part_of_the_body_is_the_english_subject() -> None:
    for french, english in only(postures.hurting, r"^J'ai mal aux \w+$"):
        assert re.search(r"\b[Mm]y \w+ (do not )?hurt$", english), french
    for french, english in only(postures.hurting, r"^J'ai mal (à l'|à la |au )\w+$"):
        assert re.search(r"\b[Mm]y \w+ (hurts|does not hurt)$|^Does my \w+ hurt$", english), french


def test_clothes_are_worn_never_carried() -> None:
    assert not [english for _, english in said(postures.wearing) if "carr" in english]


def test_a_topic_is_taken_up_in_its_number_and_gender() -> None:
    for french, english in only(answers.topic_first, r"^Mes \w+ \? \w+ (ne )?les "):
        assert re.search(r"\bthem\b", english) or english.split("?")[0].endswith("hair"), (french, english)
    for french, english in only(answers.topic_first, r"\? Elle est "):
        assert "? It is" in english or "? She is" in english, (french, english)


def test_the_s_of_tu_comes_back_before_en_and_y() -> None:
    for french, _ in only(orders.take_some, r"^\w+-(en|y)\b"):
        verb = french.split("-")[0]
        assert verb[-1] in "szx", french


def test_what_one_did_not_know_was_so() -> None:
    for french, english in said(wishes.did_not_know):
        assert " that " in english and not re.search(
            r"\b(is|are|am)\b(?! not)", english.split(" that ")[1].split(" who ")[0]
        ), french


def test_stopping_and_finishing_take_the_ing_form() -> None:
    for french, english in only(phases.stopping, r"\b(arrêt\w+|fini\w*) de "):
        assert re.search(r"\b(stop\w*|finish\w*) \w+ing\b", english), (french, english)


def test_an_hour_after_noon_says_its_part_of_the_day() -> None:
    for french, english in only(sayings.evening_clock, r" heures (dix|vingt)$"):
        assert re.search(r"(ten|twenty) past \w+ (in the (afternoon|evening)|at night)$", english), (french, english)


def test_relatives_are_counted_behind_their_owner() -> None:
    d = Draw(Random(1))
    we = pronoun(d, "nous")
    np = relative(d, None, we)
    while not np.plural or np.fr[0].text != "nos" or len(np.fr) != 2:
        np = relative(d, None, we)
    french, english = sides(counted(d, np, possessor_of(we)))
    assert re.fullmatch(r"Nos (deux|trois|quatre) \w+(-\w+)*", french) and re.match(r"Our (two|three|four) ", english)


def test_since_a_point_and_for_a_time_where_something_has_not_happened() -> None:
    assert any(re.search(r"has not (rained|snowed) for", english) for _, english in said(structures.since, 900))


def test_every_form_of_a_verb_gets_its_turn() -> None:
    """Plural persons and the imperfect, which other sentences seldom draw, come often, and of most verbs."""
    shown = [featured.featured_form(d)[0] for d in draws(1500)]
    words = Counter(word.text for phrase in shown for word in phrase.fr)
    forms = {(v.lemma, v.fr.imperfect[person]) for v in lexicon.verbs() for person in (NOUS, ILS) if v.fr.imperfect[0]}
    assert sum(words[form] > 0 for _, form in forms) > 150


@pytest.mark.parametrize(
    ("family", "french", "english"),
    [
        (
            remarks.cold_there,
            r"Il fai(t|sait) (très |trop |assez )?froid (ici|dehors|à|en|au|dans) ?.*",
            r"(It|Is it|Was it) .*cold .*",
        ),
        (remarks.too_cold_to, "Il fait trop froid pour sortir", "It is too cold to go out"),
        (remarks.too_cold_to, "Il faisait assez chaud pour se baigner", "It was warm enough to go swimming"),
        (remarks.time_for, "C'est l'heure d'aller au lit", "It is time to go to bed"),
        (remarks.time_for, "C'est l'heure du dîner", "It is time for dinner"),
        (remarks.meaning, "Que veulent dire ces mots", "What do these words mean"),
        (remarks.meaning, "Comment dit-on cette phrase en anglais", "How do you say this sentence in English"),
        (remarks.what_a, r"Quelle belle (voiture|maison|fleur|robe|église)", r"What a beautiful \w+"),
        (remarks.named, "Des oiseaux", "Birds"),
        (remarks.named, "Du fromage", "Cheese"),
        (remarks.named, "Vingt-cinq (ans|euros|jours|mois)", "Twenty-five (years|euros|days|months)"),
        (remarks.good_pupil, r"Ce n'(est|était) pas une mauvaise \w+", r"She (is|was) not a bad \w+( \w+)?"),
    ],
)
def test_remarks_of_every_day(family: Family, french: str, english: str) -> None:
    texts = [(fr, en) for fr, en in said(family, 1500) if re.fullmatch(french, fr)]
    assert texts and all(re.fullmatch(english, en) for _, en in texts)
