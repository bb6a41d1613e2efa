"""What nobody would say: one word twice, two judgments, climbing at home, being lucky to cough, skies by the dozen."""

from __future__ import annotations

import re
from random import Random

from drawn import draws, only, said, sides

from nmt.data.toy import lexicon
from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.collocated import collocations
from nmt.data.toy.complements import qualified
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import noun, verbs_of
from nmt.data.toy.objects import action_verbs, object_phrase
from nmt.data.toy.phrases import draw_adjectives, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences import (
    actions,
    asking_what,
    asking_where,
    being,
    everyday,
    existence,
    freely,
    hours,
    linked,
    listed,
    me_and_you,
    places,
    pointed,
    sequences,
    skies,
    taken_up,
    turned_to,
    whiles,
)
from nmt.data.toy.sentences.compare import comparable
from nmt.data.toy.subjects import couple, pronoun


def test_two_people_or_things_are_not_called_the_same() -> None:
    for d in draws(3000):
        names = sides(couple(d))[0]
        assert not re.search(r"\b(?<!-)(femme|dame|élève|homme|fille)s?\b.* et \w+ \1s?$", names), names
    for french, _ in only(places.being_somewhere, r"\bentre\b", 4000):
        assert not re.search(r"entre l\S+ ?(\w+)\b.* et l[ea' ]+(\w+ )?\1\b", french), french


def test_a_new_hospital_is_not_called_new() -> None:
    for french, _ in said(being.quality, 6000):
        assert not re.search(r"\bnouvel\w* .*nouve", french), french
        assert not re.search(r"\bvieux .*vieux", french), french


def test_no_judgment_says_another_again() -> None:
    for d in draws(3000):
        lemmas = [a.lemma for a in draw_adjectives(d, noun("repas"), 1.0, 1.0)]
        assert "bon" not in lemmas or "délicieux" not in lemmas


def test_a_few_very_happy_people() -> None:
    for d in draws(300):
        few = noun_phrase(d, noun("touriste"), "quelques", True, ())
        assert " very " not in sides(qualified(d, few, 1.0))[1].partition("tourist")[0]


def test_one_neither_climbs_nor_pays_at_home() -> None:
    places_named = set()
    for lemma in ("grimper", "payer", "étudier"):
        found = next(v for v in action_verbs() if v.lemma == lemma)
        for seed in range(400):
            d = Draw(Random(seed))
            clause = Clause(pronoun(d, "elle"), Predicate(found), PRESENT)
            actions.add_circumstance(d, clause, 1.0)
            if "à la maison" in sides(realise(d, clause))[0]:
                places_named.add(lemma)
    assert places_named == {"étudier"}


def test_luck_is_to_manage_and_a_pity_not_to() -> None:
    for french, _ in said(turned_to.unfortunately, 400):
        assert not re.search("touss|se fâch|ne (doi|dev|veu|voul)|éternu", french), french


def test_there_is_one_sky_and_an_age_is_asked_for_otherwise() -> None:
    for family in (asking_what.which, asking_what.how_many, existence.this_is):
        assert not any(" cieux" in french for french, _ in said(family, 8000))
    assert not any(re.search("^Quel âge .*oubli", french) for french, _ in said(asking_what.which, 8000))


def test_an_hour_is_not_said_with_another_part_of_the_day() -> None:
    for french, _ in only(hours.at_what_time, r"\b(heures?|midi|minuit)\b", 3000):
        assert not re.search("(demie|quart|heures|midi|minuit) (la nuit|le matin|le soir)$", french), french


def test_who_was_little_is_not_told_to_be_old() -> None:
    for family in (linked.childhood, whiles.had_when_young):
        for french, _ in said(family, 3000):
            assert not re.search(
                r"[Qq]uand \w+ (vieux|vieil|vieille|vieilles|jeunes?) .* était (petit|jeune)", french
            ), french


def test_no_wind_and_no_letters() -> None:
    for french, _ in only(skies.past_weather, "n'y avait pas", 4000):
        assert re.search(r"pas de |pas d'", french), french
    for french, _ in said(me_and_you.with_us, 4000):
        assert not re.search(r"\bpas (\w+ )?(des|un|une) ", french), french


def test_have_some_more_cake() -> None:
    cake = next(row for row in lexicon.read_table("collocations") if row["fr"].startswith("prendre | encore"))
    assert "unwilled" not in cake["traits"]
    for french, _ in said(everyday.everyday, 6000):
        assert not re.search("^Ne .* encore du gâteau", french), french


def test_returning_something_does_not_read_making_it_so() -> None:
    return_ = next(v for v in verbs_of("ditr") if v.lemma == "rendre")
    for d in draws(600):
        thing = object_phrase(d, return_, pronoun(d, "il"), False)
        assert thing.noun is None or thing.fr[-1].text in thing.noun.fr[thing.plural].split(), sides(thing)


def test_not_all_is_not_none() -> None:
    """tous les élèves ne dorment pas would leave some asleep."""
    for whole in ("all", "every"):
        for seed in range(20):
            d = Draw(Random(seed))
            pupils = noun_phrase(d, noun("élève"), whole, whole == "all", ())
            sleep = Predicate(next(v for v in action_verbs() if v.lemma == "dormir"))
            french, english = sides(realise(d, Clause(pupils, sleep, PRESENT, "pas")))
            assert french == ("Les élèves ne dorment pas" if whole == "all" else "L'élève ne dort pas")
            assert english.startswith("The student")


def test_what_was_done_formerly_was_not_going_on() -> None:
    for family in (freely.deed, everyday.everyday):
        for french, english in said(family, 6000):
            if " autrefois" in french:
                assert not re.search(r"\b(was|were)( not)? \w+ing\b", english), english


def test_to_accept_is_said_at_once() -> None:
    accept = next(v for v in verbs_of("inf_de") if v.lemma == "accepter")
    d = Draw(Random(0))
    leave = Predicate(next(v for v in action_verbs() if v.lemma == "partir" and v.frame == "intr"))
    assert sides(realise(d, Clause(pronoun(d, "nous"), Predicate(accept, infinitive=leave), PRESENT)))[1] == (
        "We agree to leave"
    )


def test_you_look_for_your_own_license() -> None:
    row = next(r for r in collocations() if r.verb.lemma == "chercher" and r.chunks[0][0] == "son permis de conduire")
    for name, own in (("vous", "votre permis"), ("je", "mon permis")):
        d = Draw(Random(0))
        who = pronoun(d, name)
        assert own in sides(realise(d, Clause(who, Predicate(row.verb, row.complement(d, who)), PRESENT)))[0]


def test_three_qualities_are_three() -> None:
    for family in (listed.three_qualities, pointed.two_qualities):
        for french, _ in said(family, 3000):
            assert not re.search(r"\b(jeune|vieux|petit|grand|belle)s? .*\b\1s?\b", french), french


def test_one_cries_when_sad_and_asks_after_those_one_knows() -> None:
    for french, _ in said(sequences.condition, 3000):
        assert not re.search(r"(chaud|soif|faim|content\w*), .*\bpleur", french), french
    for french, _ in said(asking_where.noun_inverted, 3000):
        assert not re.search(r"^(Où est|Où sont|Comment va|Que fait) (une?|des|deux|chaque|plusieurs) ", french), french


def test_there_is_one_moon_to_compare() -> None:
    assert not {"lune", "soleil", "ciel"} & {n.lemma for n in comparable()}


def test_letters_are_not_bought() -> None:
    for french, _ in said(taken_up.named_then, 9000):
        assert not re.search(r"achet\w+ (une|des) (lettre|e-mail)|acheté (un|des|une) (lettre|e-mail)", french), french
