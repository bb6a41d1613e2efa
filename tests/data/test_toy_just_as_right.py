"""References that are just as right as the canonical English: a coffee, only one, with whom, must, feel like."""

from __future__ import annotations

import re
from random import Random

import pytest
from test_toy_left_open import done
from test_toy_same_choice import drawn, english

from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.lexicon import Expression, expressions, noun, nouns_of, verb
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.sentences import (
    affected,
    anybody,
    as_soon_as,
    asking_more,
    asking_what,
    asking_where,
    be_good,
    begun,
    being,
    by_nature,
    choices,
    commands,
    contrasts,
    having_some,
    meant,
    modals,
    needs,
    phases,
    sequences,
    turned_to,
    turns,
    what_for,
    with_pronouns,
)
from nmt.data.toy.subjects import pronoun

RIGHT: list[tuple[Family, str, str, str]] = [
    (as_soon_as.as_soon_as, " bu un café", "drank coffee", "drank a coffee"),
    (turns.nothing_but, "^Elle n'a que", "only has", "has only"),
    (turns.nothing_but, "^Elle n'a que", "only has", "just has"),
    (sequences.only, "^Elle a seulement", "only has", "has only"),
    (contrasts.who_wants_more, "^Qui ", "wants more", "wants some more"),
    (modals.obligation, "^Il faut ", "We have to", "We must"),
    (modals.obligation, "^Il faut ", "We have to", "You need to"),
    (needs.necessity, "^Est-ce qu'il faut ", "Do we have to", "Must we"),
    (phases.afraid_to, "^On a peur de tomber", "afraid of falling", "afraid to fall"),
    (phases.afraid_to, "^On a peur de tomber", "afraid of", "scared of"),
    (phases.afraid_to, "^Nous avons peur de parler", "of talking", "of speaking"),
    (modals.infinitive_complement, "^Nous avons envie de lire", "want to read", "feel like reading"),
    (being.avoir_state, "^Ils ont chaud$", "hot", "warm"),
    (asking_what.who, "^Qui avez-vous", "Who", "Whom"),
    (asking_more.with_whom, "^Avec qui vas-tu ", "^Who (.*) with", r"With whom \1"),
    (what_for.who_for, "^Pour qui est ", r"^Who is (.*) for\?", r"For whom is \1?"),
    (asking_where.how_are, "^Comment va-t-elle", "is she", "is she doing"),
    (asking_where.how_are, "^Elle va bien$", "fine", "well"),
    (affected.missed, "^Tu me manques beaucoup", "a lot", "very much"),
    (begun.begun_with, "font la cuisine$", "do the cooking", "cook"),
    (be_good.be_so, "^Ne (sois|soyez) pas méchants? avec ", "mean to", "mean with"),
    (be_good.be_so, " avec les gens$", "the people", "people"),
    (by_nature.barks_when, "quand .* rentre$", "comes home", "goes home"),
    (choices.where_is, "dans cette rue$", "on this street", "in this street"),
    (turned_to.no_smoking, "dans le bus$", "on the bus", "in the bus"),
    (having_some.some_of_them, "^Tu n'en veux plus$", "no longer want any", "want no more"),
    (having_some.some_of_them, "^Tu n'en veux plus$", "no longer want any", "do not want any more"),
    (having_some.some_of_them, "^On n'en a pas$", "do not have any", "have none"),
    (with_pronouns.en_of_it, "^On n'en a pas$", "do not have any", "have none"),
    (commands.command, "^Rends une clé à ", r"Return a key to ([\w ]*)", r"Give a key back to \1"),
    (commands.command, "^Rends une clé à ", r"Return a key to ([\w ]*\w)", r"Give \1 back a key"),
    (commands.command_with_pronoun, "^Rends-(la|le)-leur", "Return it to", "Give it back to"),
    (anybody.nothing_for, "n'a rien dit à s", r"say anything to (h\w+ \w+)", r"tell \1 anything"),
    (anybody.nothing_for, "n'a rien dit à s", r"not say anything to", r"not tell anything to"),
    (meant.ordered_first, "^Ne lui .* pas, sa (fille|mère|tante|nièce) ", " her, her ", " him, his "),
    (meant.ordered_first, "^Ne lui .* pas, sa (fille|mère|tante|nièce) ", " her, her ", " him, her "),
    (meant.ordered_first, "^Ne lui .* pas, sa femme ", " him, his ", " her, his "),
]


@pytest.mark.parametrize(("family", "french", "canonical", "other"), RIGHT)
def test_the_other_one_is_just_as_right(family: Family, french: str, canonical: str, other: str) -> None:
    for pair in drawn(family, french):
        expected = re.sub(canonical, other, pair.tgt, count=1)
        assert expected != pair.tgt and expected in pair.references, (expected, pair)


@pytest.mark.parametrize(
    ("french", "negated", "other"),
    [
        ("être obligé* | de payer", False, "be forced to pay"),
        ("faire cuire | le gâteau", False, "cook the cake"),
        ("faire | ~une randonnée | en montagne", True, "go hiking in the mountains"),
        ("demander | ~de l'aide à ses amis", False, "ask our friends for help"),
        ("demander | ~de l'aide à ses amis", True, "ask our friends for any help"),
        ("préparer | son sac | pour l'école", False, "prepare our bag for school"),
        ("présenter | le projet | à la classe", False, "introduce the project to the class"),
        ("parler | au directeur | de l'école", False, "speak to the director of the school"),
        ("prendre | ~un café | ensemble", False, "have coffee together"),
        ("boire | ~un café amer", False, "have bitter coffee"),
        ("se blesser | dans la rue", False, "get hurt on the street"),
        ("mettre | ~du dentifrice | sur sa brosse à dents", True, "not put toothpaste on our toothbrush"),
    ],
)
def test_another_way_to_say_what_the_table_has(french: str, negated: bool, other: str) -> None:
    assert any(text.endswith(other) for text in done(french, negated)[1]), done(french, negated)


def test_a_people_or_its_people_travel_but_only_some_of_them_did() -> None:
    d = Draw(Random(0), True)
    people = next(n for n in nouns_of("nationality_person") if n.lemma == "Brésilien" and n.gender == "m")
    clause = Clause(noun_phrase(d, people, "definite", True, ()), Predicate(verb("voyager", "intr")), PRESENT)
    canonical, others = english(clause, d)
    assert canonical == "The Brazilians are traveling" and "Brazilians travel" in others
    clause.tense = PASSE_COMPOSE
    clause.subject = noun_phrase(d, people, "definite", True, ())
    assert "Brazilians traveled" not in english(clause, d)[1]


def test_schoolteachers_whom_one_likes_may_be_known_but_cats_are_cats() -> None:
    d = Draw(Random(0), True)
    for lemma, known in (("instituteur", True), ("chat", False)):
        liked = noun_phrase(d, noun(lemma), "generic", True, ())
        others = english(Clause(pronoun(d, "nous"), Predicate(sense("aimer", "like"), [liked]), PRESENT), d)[1]
        assert any(" like the " in other for other in others) == known


def test_no_dessert_is_not_a_dessert_or_not_dessert() -> None:
    d = Draw(Random(0), True)
    for lemma, bare in (("dessert", True), ("pomme", False)):
        what = noun_phrase(d, noun(lemma), "negated", False, ())
        eats = Clause(pronoun(d, "ils"), Predicate(verb("manger", "tr"), [what]), PRESENT, "pas")
        canonical, others = english(eats, d)
        assert canonical.startswith("They do not eat a")
        assert ("They do not eat dessert" in others) == bare


def test_not_shy_at_all_is_not_at_all_shy() -> None:
    d = Draw(Random(0), True)
    clause = Clause(pronoun(d, "elle"), Predicate(being.state_verb(_cold())), PRESENT, "pas_du_tout")
    assert english(clause, d) == ("She is not cold at all", {"She is not at all cold"})


def _cold() -> Expression:
    return next(e for e in expressions("avoir_state") if e.fr == "froid")
