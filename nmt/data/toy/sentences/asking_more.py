"""Who with, what about, how long: avec qui, de quoi, combien de temps; and who comes to do what: to see us, to help."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, company, expression_phrase, going_to_place, is_social
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import Verb, conjugation, expressions, nouns_of, places, verb
from nmt.data.toy.objects import action_verbs
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.pronouns import ObjectPronoun, stressed
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_what import of_whom
from nmt.data.toy.sentences.asking_where import asked, asked_person
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.subjects import person
from nmt.data.toy.words import En, Fr, Phrase

_ABOUT = (("parler", "talk", "de", "about"), ("penser", "think", "à", "about"), ("jouer", "play", "à", ""))


@cache
def _bare(lemma: str, english: str) -> Verb:
    """The verb with its preposition standing elsewhere in the question."""
    past = {"think": "thought"}.get(english, english + "ed")
    return Verb(lemma, conjugation(lemma), "", False, False, english_verb(english, past, past), "intr", "",
                frozenset(), frozenset(), "event")  # fmt: skip


def with_whom(d: Draw) -> Sentence:
    """Avec qui dînes-tu ce soir ?: who are you having dinner with tonight?; de quoi parlez-vous ?; pour qui ... ?"""
    subject = asked_person(d)
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    if d.chance(0.35):
        d.tag("question_que")
        lemma, english, french, about = d.pick(_ABOUT)
        what, end = En("what"), Phrase([], [En(about)] if about else [])
        wh = Phrase([Fr(french, tuple(end.en), () if end.en else (what,)), Fr("quoi", (what,))], [what])
        predicate = Predicate(_bare(lemma, english))
    else:
        d.tag("question_qui")
        french, english = d.pick((("avec", "with"), ("avec", "with"), ("pour", "for")))
        wh, end = of_whom(french, english)
        predicate = Predicate(d.pick(_shared() if french == "avec" else _served()))
        if french == "avec" and d.chance(0.3) and tense != NEAR_FUTURE:
            predicate = Predicate(verb("aller", "motion"), [going_to_place(d, True)])
    clause = Clause(subject, predicate, tense, "", "est_ce_que")
    clause.end.append(end)
    add_time(d, clause, 0.4, punctual=False)
    return asked(d, clause, wh, in_situ=False)


@cache
def _shared() -> tuple[Verb, ...]:
    return tuple(v for v in action_verbs() if is_social(v) and v.frame == "intr" and "person" in v.subjects)


@cache
def _served() -> tuple[Verb, ...]:
    return tuple(v for v in _shared() if v.lemma in ("travailler", "chanter", "cuisiner", "danser", "jouer"))


def how_long(d: Draw) -> Sentence:
    """Combien de temps restez-vous à Paris ?: how long are you staying in Paris?; ... as-tu attendu le bus ?"""
    d.tag("question_combien")
    how, long = En("how"), En("long")
    wh = Phrase([Fr("combien", (how,)), Fr("de", (), (how, long)), Fr("temps", (long,))], [how, long])
    subject = asked_person(d)
    if d.chance(0.5):
        d.tag("place_name")
        where = in_place(d, d.pick(places("city", "country_f", "country_m")))
        clause = Clause(
            subject, Predicate(verb("rester", "place"), [where]), d.pick((PRESENT, NEAR_FUTURE, PASSE_COMPOSE))
        )
    else:
        found = verb(d.pick(("dormir", "attendre", "travailler", "marcher", "nager", "étudier", "parler")), "intr")
        clause = Clause(subject, Predicate(found), d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE)))
        if found.lemma == "attendre" and d.chance(0.6):
            vehicle = noun_phrase(d, d.pick(nouns_of("public_transport_timed")), "definite", False, ())
            clause.predicate = Predicate(verb("attendre", "tr"), [vehicle])
    return asked(d, clause, wh, in_situ=False)


@cache
def _coming_to() -> Verb:
    base = verb("venir", "intr")
    forms = english_verb("come to", "came to", "come to", "coming to", "comes to")
    return Verb("venir", base.fr, "", False, True, forms, "inf", "", frozenset(), frozenset(), "event")


_MET = (("me", "me"), ("nous", "us"), ("te", "you"), ("vous", "you"), ("le", "him"), ("la", "her"), ("les", "them"))


def come_and(d: Draw) -> Sentence:
    """Ma tante vient nous voir tous les étés: comes to see us; tu viens m'aider ?; il est venu dîner avec nous."""
    d.tag("infinitive_complement")
    subject, question = question_or_statement(d, person(d, 0.5), 0.25)
    roll = d.random()
    if roll < 0.6:
        same = {0: ("me", "nous"), 3: ("me", "nous"), 1: ("te", "vous"), 4: ("te", "vous")}.get(subject.person, ())
        french, english = d.pick([row for row in _MET if row[0] not in same])
        d.tag("object_pronoun_direct")
        lemma = d.pick(("voir", "voir", "aider"))
        sexless = lemma == "aider" and french in ("le", "la")  # l'aider
        clitic, words = ObjectPronoun(french, ("him", "her") if sexless else (english,)).words()
        governed = Predicate(verb(lemma, "tr"), clitics=[clitic], clitic_en=words)
    else:
        done = verb(d.pick(("dîner", "déjeuner", "manger", "travailler", "étudier", "danser", "chanter")), "intr")
        governed = Predicate(done)
        if d.chance(0.4):
            governed.after.append(company(d, stressed(d, subject)))
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, Predicate(_coming_to(), infinitive=governed), tense, "", question, dated=True)
    if d.chance(0.55):
        d.tag("time_adverb")
        kind = {PRESENT: "habit_adverb_post", PASSE_COMPOSE: "past_adverb", NEAR_FUTURE: "future_adverb"}[tense]
        clause.habitual = clause.predicate.simple = tense == PRESENT
        clause.end.append(expression_phrase(d.pick(expressions(kind))))
    return finish(d, clause)
