"""From when to when: ouvert du lundi au vendredi de 9 h à 17 h 30; libre de midi à deux heures; cours de 8h à 10h."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, PRESENT, Clause, Predicate
from nmt.data.toy.digits import WRITTEN
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import Adjective, Noun, Verb, adjectives, conjugation, expressions, nouns_of, verb
from nmt.data.toy.numbers import later_hour
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be, question_or_statement
from nmt.data.toy.sentences.timetable import from_day_to_day, hour_between
from nmt.data.toy.subjects import person
from nmt.data.toy.words import Phrase, pair, synonyms

_ROUND = ("heure", "heures", "demie", "demi", "midi", "trente", "30", "h")


def _round(d: Draw, first: int, last: int, written: float) -> Phrase:
    """A full or half hour between the two: neuf heures, midi et demi, 14h30."""
    while True:
        clock = hour_between(d, first, last, written)[0]
        if clock.fr[-1].text.endswith(_ROUND):
            return clock


def _later(d: Draw, first: int, last: int) -> Phrase:
    """dix-huit heures, dix-neuf heures trente."""
    while True:
        clock = later_hour(d, first + int(d.random() * (last + 1 - first)), 0.0)
        if clock.fr[-1].text.endswith(_ROUND):
            return clock


def _hours(d: Draw, noon: bool) -> Phrase:
    """de neuf heures à midi, de dix heures à dix-huit heures, de 9 h à 17 h 30; `noon`: de midi à deux heures."""
    d.tag("clock_time")
    digits = float(d.chance(0.35))
    morning = d.chance(0.7)
    if noon:
        first, last = pair("midi", "noon"), _round(d, 13, 14, digits)
    elif digits or d.chance(0.5):
        first = _round(d, *((7, 10) if morning else (13, 15)), digits)
        last = _round(d, *((11, 12) if morning and d.chance(0.4) else (16, 20)), digits)
    else:
        first, last = _round(d, 8, 10, 0.0), _later(d, 16, 21)
    return pair("de", "from") + first + synonyms("à", "to", "until") + last


def _span(d: Draw, noon: float, days: float) -> list[Phrase]:
    """Days, hours, or both."""
    roll = d.random()
    if roll < days:
        return [from_day_to_day(d)]
    hours = _hours(d, d.chance(noon))
    if roll < days + 0.16:
        return [from_day_to_day(d), hours]
    if roll < days + 0.26:
        d.tag("habit_adverb")
        wanted = ("tous les jours", "le samedi", "le dimanche", "le lundi", "le mercredi")
        when = d.pick([e for e in expressions("habit_adverb_post") if e.fr in wanted])
        return [expression_phrase(when), hours]
    return [hours]


@cache
def _shops() -> tuple[Noun, ...]:
    found = nouns_of("shop", "building_open", "swim_place")
    return tuple(n for n in found if n.has("place_at", "workplace") and n.number == "count")


@cache
def _state(lemma: str) -> Adjective:
    return next(a for a in adjectives() if a.lemma == lemma and not a.before)


def open_from_to(d: Draw) -> Sentence:
    """Le musée est ouvert de dix heures à dix-huit heures; la poste est fermée de midi à deux heures."""
    shut = d.chance(0.3)
    np = noun_phrase(d, d.pick(_shops()), d.pick(("definite", "definite", "demonstrative")), False)
    said = adjective_phrase(d, _state("fermé" if shut else "ouvert"), np, 0.0)
    clause = Clause(np, Predicate(be(), [said]), PRESENT if d.chance(0.88) else IMPERFECT)
    clause.end = _span(d, 1.0 if shut else 0.05, 0.25)
    if d.chance(0.12):
        clause.question = d.pick(("est_ce_que", "intonation"))
    elif not shut and d.chance(0.08):
        clause.negation, clause.end = "pas", [_hours(d, True)]
    return finish(d, clause)


@cache
def _lessons() -> Verb:
    """avoir cours: have class."""
    forms = english_verb("have class", "had class", "had class", "having class", "has class")
    return Verb("avoir cours", conjugation("avoir"), "cours", False, False, forms, "intr", "", frozenset(),
                frozenset(), "state")  # fmt: skip


_DONE = ("travailler", "travailler", "travailler", "étudier", "faire la sieste", "dormir", "se reposer", "déjeuner")


def busy_from_to(d: Draw) -> Sentence:
    """Je travaille du lundi au vendredi de 8h30 à 16h; elle a cours de dix heures à midi; nous sommes libres de ..."""
    subject, question = question_or_statement(d, person(d, 0.65), 0.18)
    roll = d.random()
    tense = PRESENT if d.chance(0.85) else IMPERFECT
    noon = days = 0.0
    if roll < 0.5:
        lemma = d.pick(_DONE)
        noon = float(lemma == "déjeuner")
        predicate = Predicate(verb(lemma), simple=True)
        days = 0.3 if lemma in ("travailler", "étudier") else 0.0
        if lemma in ("faire la sieste", "se reposer", "dormir"):
            return finish(d, _resting(d, subject, predicate, tense, question))
    elif roll < 0.72:
        predicate, days = Predicate(_lessons()), 0.15
    else:
        mood = d.pick(("libre", "libre", "occupé", "absent"))
        predicate = Predicate(be(), [adjective_phrase(d, _state(mood), subject, 0.0)])
        noon = 0.4 if mood == "libre" else 0.0
    clause = Clause(subject, predicate, tense, "", question)
    if roll >= 0.72:
        clause.end = [_hours(d, d.chance(noon))]
    else:
        clause.end = _span(d, noon, days)
    clause.habitual = roll < 0.5
    return finish(d, clause)


def _resting(d: Draw, subject: NounPhrase, predicate: Predicate, tense: str, question: str) -> Clause:
    """faire la sieste de deux heures à trois heures et demie: an hour or two after lunch."""
    d.tag("clock_time")
    n, digits = 13 + int(d.random() * 2), float(d.chance(WRITTEN))
    first, last = _round(d, n, n, digits), _round(d, n + 1, n + 2, digits)
    clause = Clause(subject, predicate, tense, "", question, habitual=True)
    clause.end.append(pair("de", "from") + first + synonyms("à", "to", "until") + last)
    return clause


FAMILIES = ((open_from_to, 2), (busy_from_to, 2))
