"""References of what French leaves open and a teacher accepts: at or in, the or nothing, some or any, other verbs."""

from __future__ import annotations

import re
from random import Random

import pytest
from test_toy_same_choice import drawn, english

from nmt.data.toy.adverbials import at_place
from nmt.data.toy.clauses import NEAR_FUTURE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import Collocation, collocations
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.lexicon import adjectives, noun
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences import begun, compare, kinds, remarks, sayings
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.relative import with_que
from nmt.data.toy.sentences.senses import meaning
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.surface import english_text, english_words, references

OPEN: list[tuple[Family, str, str, str]] = [
    (remarks.named, "^Des règles$", "Rulers", "Rules"),
    (kinds.from_abroad, "^Les voitures .* sont ", "^", "The "),
    (compare.comparative, r"^Ces \w+ sont .*que les (?!autres)\w+$", r" the (\S+)$", r" \1"),
    (sayings.crowd, "(au musée|à la cantine)", " at the ", " in the "),
    (begun.begun_with, "à la cantine$", " at the ", " in the "),
]


@pytest.mark.parametrize(("family", "french", "canonical", "other"), OPEN)
def test_the_other_one_is_a_reference(family: Family, french: str, canonical: str, other: str) -> None:
    for pair in drawn(family, french):
        expected = re.sub(canonical, other, pair.tgt)
        assert expected != pair.tgt and expected in pair.references, (expected, pair)


def test_one_is_at_or_in_a_place_and_at_or_on_the_beach() -> None:
    said = {}
    for lemma in ("cantine", "hôpital", "plage", "école"):
        words = at_place(Draw(Random(0)), noun(lemma)).en
        canonical = english_text(english_words(words)[1])[0]
        said[lemma] = (canonical, *references(words, canonical))
    assert said == {
        "cantine": ("At the cafeteria", "In the cafeteria", "At the canteen", "In the canteen"),
        "hôpital": ("In the hospital", "At the hospital"),
        "plage": ("At the beach", "On the beach"),
        "école": ("At school", "In school", "At the school", "In the school"),
    }


def story(sense: str, quality: str) -> tuple[str, set[str]]:
    d = Draw(Random(0), True)
    np = noun_phrase(d, meaning("histoire", sense), "definite" if sense == "story" else "generic", False, ())
    found = next(a for a in adjectives() if a.lemma == quality)
    return english(Clause(np, Predicate(be(), [adjective_phrase(d, found, np, 0.0)]), PRESENT), d)


def test_a_story_or_history_may_be_boring_but_a_story_only_is_true() -> None:
    assert story("story", "ennuyeux")[0] == "The story is boring"
    assert "History is boring" in story("story", "ennuyeux")[1]
    assert story("history", "ennuyeux")[0] == "History is boring"
    assert "The story is boring" in story("history", "ennuyeux")[1]
    assert not any("istory" in other for other in story("story", "vrai")[1])


def row(french: str) -> Collocation:
    return next(row for row in collocations() if " | ".join(_parts(row)) == french)


def _parts(row: Collocation) -> list[str]:
    return [f"{row.verb.lemma} {row.verb.tail}".strip(), *(fr for fr, _ in row.chunks)]


def done(french: str, negated: bool) -> tuple[str, set[str]]:
    d = Draw(Random(0), True)
    we, found = pronoun(d, "nous"), row(french)
    clause = Clause(we, Predicate(found.verb, found.complement(d, we, negated)), NEAR_FUTURE, "pas" if negated else "")
    said = realise(d, clause).en
    canonical = english_text(english_words(said)[1])[0]
    return canonical, set(references(said, canonical))


@pytest.mark.parametrize(
    ("french", "negated", "others"),
    [
        ("porter | ~des vêtements chauds", True, "wear any warm clothes"),
        ("porter | ~des vêtements chauds", False, "wear some warm clothes"),
        ("pratiquer | ~un sport", True, "play sports"),
        ("vieillir | ensemble", False, "age together"),
        ("rembourser | les clients", False, "pay back the customers"),
        ("arrêter | le voleur", False, "stop the thief"),
        ("avoir rendez-vous | avec le directeur", False, "meet with the director"),
        ("sortir | de l'école", False, "get out of the school"),
        ("rendre | ses devoirs | au professeur", False, "return our homework to the teacher"),
    ],
)
def test_what_a_teacher_accepts(french: str, negated: bool, others: str) -> None:
    assert any(other.endswith(others) for other in done(french, negated)[1]), done(french, negated)


def test_glasses_are_not_some_glasses() -> None:
    assert not any("some" in other for other in done("porter | ~des lunettes", False)[1])


def test_a_handbag_is_worn_and_a_suitcase_is_not() -> None:
    carry = sense("porter", "carry")
    for lemma, worn in (("sac à main", True), ("valise", False)):
        d = Draw(Random(0), True)
        bag = with_que(d, noun_phrase(d, noun(lemma), "definite", False, ()), carry, pronoun(d, "il")).en
        assert any("wear" in other or "wore" in other or "worn" in other for other in references(bag, "")) == worn
