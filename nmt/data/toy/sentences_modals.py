"""Verbs that govern an infinitive: vouloir, pouvoir, devoir, aimer, il faut, je voudrais."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, going_to_place
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import Conjugation
from nmt.data.toy.lexicon import Row, Verb, conjugation, noun, read_table, verb, verbs, verbs_of
from nmt.data.toy.objects import action_verbs, object_phrase, predicate_for, thing_object
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.pronouns import direct_verbs, indirect_verbs, with_direct, with_indirect
from nmt.data.toy.sentences_actions import Sentence, finish, pick_question
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import En, Fr, Phrase, aligned

_MODALS = ("vouloir", "vouloir", "pouvoir", "pouvoir", "devoir", "devoir")


def modal(d: Draw) -> Sentence:
    """Je veux manger; pouvez-vous m'aider ?; elle ne doit pas partir."""
    found = verb(d.pick(_MODALS), "inf")
    subject = person(d, 0.6)
    question = ""
    if d.chance(0.28) and found.lemma != "devoir":
        if subject.pronoun in ("je", "nous", "on") and not (
            subject.pronoun == "on" and found.lemma == "pouvoir"
        ):
            subject = pronoun(d, d.pick(("tu", "vous", "il", "elle", "ils")))
        question = pick_question(d, subject)
    negation = "pas" if d.chance(0.08 if question else 0.28) else ""
    governed = _governed_action(d, subject, bool(negation))
    tense = PRESENT if d.chance(0.82) else IMPERFECT if found.lemma != "devoir" else PASSE_COMPOSE
    clause = Clause(subject, Predicate(found, infinitive=governed), tense, negation, question)
    if d.chance(0.25) and tense == PRESENT:
        _add_moment(d, clause)
    return finish(d, clause)


def _add_moment(d: Draw, clause: Clause) -> None:
    from nmt.data.toy.adverbials import expression_phrase
    from nmt.data.toy.lexicon import expressions

    d.tag("time_adverb")
    kinds = ("future_adverb", "day_adverb_future", "present_adverb", "day_adverb", "habit_adverb_post")
    found = d.pick(expressions(d.pick(kinds)))
    clause.end.append(expression_phrase(found))


def _governed_action(d: Draw, subject: NounPhrase, negated: bool) -> Predicate:
    roll = d.random()
    if roll < 0.2:
        found = d.pick(direct_verbs())
        return with_direct(d, found, subject, found.fr.infinitive, False)
    if roll < 0.3:
        return with_indirect(d, d.pick(indirect_verbs()), subject, negated)
    if roll < 0.38:
        return Predicate(verb("aller", "motion"), [going_to_place(d, True)])
    found = d.pick(_willed())
    return predicate_for(d, found, subject, negated)


@cache
def _willed() -> tuple[Verb, ...]:
    return tuple(
        v for v in action_verbs()
        if v.subjects & {"person"} and not v.en.is_be and v.lemma not in ("rater", "perdre", "casser", "oublier", "tomber")
        and (v.aspect == "event" or v.lemma in ("comprendre", "voir", "garder", "trouver", "rencontrer", "gagner", "parler"))
    )  # fmt: skip


@cache
def _infinitives() -> dict[str, tuple[Row, ...]]:
    table: dict[str, list[Row]] = {}
    for row in read_table("infinitives"):
        for kind in row["kinds"].split():
            table.setdefault(kind, []).append(row)
    return {kind: tuple(rows) for kind, rows in table.items()}


def listed_infinitive(d: Draw, kind: str, subject: NounPhrase) -> Predicate:
    """An infinitive phrase of a kind: skill, hobby, chore, task or activity."""
    row = d.pick(_infinitives()[kind])
    found, determiner, item = _verb_of(row["verb"], row["object"]), row["determiner"], row["object"]
    if found.frame == "motion":
        return Predicate(found, [going_to_place(d, True)])
    if not item:
        return Predicate(
            found,
            [aligned(determiner, "at home" if determiner.startswith("à") else "early")] if determiner else [],
        )
    thing = noun(item)
    if determiner == "bare":
        return Predicate(found, [noun_phrase(d, thing, "none")])
    if determiner == "poss":
        return Predicate(found, [noun_phrase(d, thing, possessor_of(subject), thing.number == "plural")])
    if determiner == "indef_plural":
        return Predicate(found, [noun_phrase(d, thing, "indefinite", True, some_first=False)])
    if determiner in ("indef", "part"):
        kind_ = "indefinite" if determiner == "indef" else "partitive"
        return Predicate(found, [noun_phrase(d, thing, kind_, False, some_first=kind != "hobby")])
    bare = thing.has("sport", "game", "meal", "language", "school_subject", "en_bare_tv") and not thing.has(
        "instrument"
    )
    return Predicate(
        found, [noun_phrase(d, thing, "generic" if bare else "definite", thing.number == "plural")]
    )


@cache
def _verb_of(lemma: str, item: str) -> Verb:
    if not item:
        return next(
            v
            for v in verbs()
            if v.lemma == lemma and (v.frame in ("intr", "refl", "place") or lemma == "dessiner")
        )
    classes = noun(item).classes
    fitting = [v for v in verbs() if v.lemma == lemma and v.objects & classes]
    return fitting[0] if fitting else verb(lemma)


_KINDS = {
    "savoir": "skill", "apprendre": "skill", "commencer": "activity", "continuer": "activity", "essayer": "task",
    "décider": "task", "oublier": "chore", "refuser": "task", "promettre": "task", "espérer": "task",
    "avoir besoin": "task", "avoir envie": "hobby",
}  # fmt: skip


def infinitive_complement(d: Draw) -> Sentence:
    """J'aime lire; elle apprend à nager; il a oublié de fermer la porte; tu sais nager ?"""
    found = d.pick(verbs_of("inf", "inf", "inf_a", "inf_de"))
    if found.lemma in ("vouloir", "pouvoir", "devoir"):
        found = verb(d.pick(("aimer", "adorer", "détester", "préférer", "savoir")), "inf")
    subject = person(d, 0.6)
    question = ""
    if d.chance(0.2):
        if subject.pronoun in ("je", "nous", "on"):
            subject = pronoun(d, d.pick(("tu", "vous", "il", "elle", "ils")))
        question = pick_question(d, subject)
    negation = (
        "pas"
        if d.chance(0.22)
        and found.lemma not in ("adorer", "détester", "préférer", "refuser", "espérer", "décider")
        else ""
    )
    governed = listed_infinitive(d, _KINDS.get(found.lemma, "hobby"), subject)
    if found.aspect == "achievement":
        tense = PASSE_COMPOSE
    else:
        tense = PRESENT if d.chance(0.8) else IMPERFECT if found.aspect == "state" else PASSE_COMPOSE
    clause = Clause(subject, Predicate(found, infinitive=governed), tense, negation, question)
    if found.aspect == "event":
        add_time(d, clause, 0.15, punctual=False)
    return finish(d, clause)


@cache
def _must() -> Verb:
    """il faut + infinitive, said as `we have to`."""
    return Verb(
        "falloir", conjugation("falloir"), "", False, False,
        english_verb("have to", "had to", "had to", "having to", "has to"), "inf", "", frozenset(), frozenset(), "state",
    )  # fmt: skip


def obligation(d: Draw) -> Sentence:
    """Il faut partir: we have to leave; il ne faut pas fumer: you must not smoke."""
    d.tag("obligation")
    negated = d.chance(0.3)
    we = pronoun(d, "nous")
    governed = (
        _governed_action(d, we, False)
        if d.chance(0.5)
        else listed_infinitive(d, d.pick(("chore", "task")), we)
    )
    word = En("you" if negated else "we")
    subject = NounPhrase([Fr("il", (), (word,))], [word], 2, 3, False, False, "your" if negated else "our")
    found = verb("falloir") if negated else _must()
    clause = Clause(
        subject, Predicate(_as_modal(found), infinitive=governed), PRESENT, "pas" if negated else ""
    )
    return finish(d, clause)


@cache
def _as_modal(found: Verb) -> Verb:
    return Verb(
        found.lemma, found.fr, "", False, False, found.en, "inf", "", frozenset(), frozenset(), "state"
    )


@cache
def _would_like(infinitive: bool) -> Verb:
    present = ("voudrais", "voudrais", "voudrait", "voudrions", "voudriez", "voudraient")
    forms = Conjugation("vouloir", present, ("",) * 6, "voulu", ("", "", ""))
    english = english_verb("would like to" if infinitive else "would like")
    return Verb(
        "vouloir",
        forms,
        "",
        False,
        False,
        english,
        "inf" if infinitive else "tr",
        "",
        frozenset(),
        frozenset(),
        "state",
    )


def polite_wish(d: Draw) -> Sentence:
    """Je voudrais un café, s'il vous plaît: I would like a coffee, please."""
    d.tag("polite_wish")
    subject = pronoun(d, d.pick(("je", "je", "je", "nous", "on", "elle", "il", "tu", "vous")))
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous") else ""
    if d.chance(0.5):
        clause = Clause(
            subject,
            Predicate(_would_like(True), infinitive=_governed_action(d, subject, False)),
            PRESENT,
            "",
            question,
        )
    else:
        wanting = verb("vouloir", "tr")
        thing = object_phrase(d, wanting, subject, False)
        clause = Clause(subject, Predicate(_would_like(False), [thing]), PRESENT, "", question)
    if not question and subject.pronoun in ("je", "nous", "on") and d.chance(0.3):
        d.tag("politeness")
        clause.end.append(
            aligned(",", ",") + aligned("s'il vous plaît" if d.chance(0.7) else "s'il te plaît", "please")
        )
    return finish(d, clause)


__all__ = ["Phrase", "infinitive_complement", "modal", "obligation", "polite_wish", "thing_object"]
