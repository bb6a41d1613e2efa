"""References that are just as right as the canonical English: a coffee, only one, with whom, must, feel like."""

from __future__ import annotations

import re
from random import Random

import pytest
from test_toy_left_open import done
from test_toy_same_choice import drawn, english

from nmt.data.toy.adverbials import add_time
from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.lexicon import Expression, expressions, noun, nouns_of, verb
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.sentences import (
    affected,
    amounts,
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
    freely,
    having_some,
    meant,
    modals,
    needs,
    phases,
    possessions,
    sequences,
    turned_to,
    turns,
    what_for,
    with_pronouns,
)
from nmt.data.toy.subjects import belonging_to, pronoun
from nmt.data.toy.surface import references
from nmt.data.toy.whereabouts import whereabouts
from nmt.data.toy.words import pair, synonyms

RIGHT: list[tuple[Family, str, str, str]] = [
    (begun.named_in_front, "^Les pommes sont (plus|aussi) .* que les ", "The apples are", "Apples are"),
    (possessions.better_but, r"^Les pommes sont plus \w+ que les ", "The apples are", "Apples are"),
    (freely.there_placed, " à droite d", "to the right of", "on the right of"),
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
    (modals.infinitive_complement, "^Je sais dessiner", "know how to draw", "can draw"),
    (amounts.no_more_so, "^Il n'y a plus de lait, il", "no more milk", "no milk left"),
    (amounts.no_more_so, "^Il n'y a plus de lait, il", "have to go", "need to go"),
    (meant.ordered_first, "^Ne lui .* pas, sa femme ", " him, his ", " her, his "),
]


@pytest.mark.parametrize(("family", "french", "canonical", "other"), RIGHT)
def test_the_other_one_is_just_as_right(family: Family, french: str, canonical: str, other: str) -> None:
    for found in drawn(family, french):
        expected = re.sub(canonical, other, found.tgt, count=1)
        assert expected != found.tgt and expected in found.references, (expected, found)


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


def habit(adverb: str, lemma: str = "attendre") -> tuple[str, set[str]]:
    d = Draw(Random(0), True)
    clause = Clause(pronoun(d, "elle"), Predicate(verb(lemma, "intr")), PRESENT, habitual=True)
    clause.mid = synonyms("toujours", "always", "still") if adverb == "toujours" else pair("parfois", adverb)
    return english(clause, d)


def test_toujours_is_always_or_still() -> None:
    canonical, others = habit("toujours")
    assert canonical == "She always waits" and {"She still waits", "She is still waiting"} <= others


def test_sometimes_stands_in_front_and_behind_too_and_often_behind() -> None:
    assert habit("sometimes")[1] == {"Sometimes she waits", "She waits sometimes"}
    assert habit("often")[1] == {"She waits often"}


@pytest.mark.parametrize(("tense", "able"), [(PRESENT, True), (PASSE_COMPOSE, False)])
def test_what_one_does_not_see_one_cannot_see(tense: str, able: bool) -> None:
    d = Draw(Random(0), True)
    clause = Clause(pronoun(d, "je"), Predicate(verb("voir", "tr"), [pair("Paul", "Paul")]), tense, "pas")
    canonical, others = english(clause, d)
    assert canonical in ("I do not see Paul", "I did not see Paul")
    assert any("cannot see" in other or "could not see" in other for other in others) == able


@pytest.mark.parametrize(("adverb", "perfect"), [("aujourd'hui", True), ("hier", False)])
def test_what_one_has_done_today_one_did_yesterday(adverb: str, perfect: bool) -> None:
    for seed in range(3000):
        d = Draw(Random(seed), True)
        clause = Clause(pronoun(d, "elle"), Predicate(verb("danser", "intr")), PASSE_COMPOSE)
        add_time(d, clause, 1.0)
        said = [word.text for phrase in (*clause.front, *clause.end) for word in phrase.fr]
        if said == [adverb]:
            assert any("has danced" in other for other in english(clause, d)[1]) == perfect
            return
    raise AssertionError(adverb)


def test_a_name_in_s_has_its_mark_with_and_without_another_s() -> None:
    d = Draw(Random(0), True)
    for seed in range(500):
        owned = belonging_to(Draw(Random(seed), True), noun("voiture"))
        if owned.fr[-1].text == "Louis":
            break
    canonical, others = english(Clause(owned, Predicate(verb("marcher", "intr")), PRESENT), d)
    assert "Louis's" in canonical and canonical.replace("Louis's", "Louis'") in others


def test_one_forgets_things_in_a_plane_or_on_it() -> None:
    said = set()
    for seed in range(300):
        where = whereabouts(Draw(Random(seed), True), verb("oublier", "tr"), None, pronoun(Draw(Random(0)), "il"))
        if where is not None and where.en[-1].text in ("plane", "airplane"):
            said = set(references(where.en, ""))
    assert {"In the plane", "On the plane"} <= said
