"""Beginning, lasting, ending: l'été commence en juin; le film dure deux heures; il commence à pleuvoir; since when."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import (
    Expression,
    Noun,
    Verb,
    adjectives,
    conjugation,
    expressions,
    noun,
    nouns_of,
    places,
    verb,
)
from nmt.data.toy.numbers import date_phrase, hour, weekday_phrase
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import asked, asked_person, at_what_time
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

# What begins and ends at an hour, on a day, in a month, and how long it lasts.
_HOURLY = "film cours concert match spectacle réunion fête leçon dîner examen"
_DAILY = "vacances école cours mariage fête"
_MONTHLY = "vacances printemps été automne hiver école"


@cache
def _happening(names: str) -> tuple[Noun, ...]:
    found = nouns_of("event", "vacation", "season", "meal", "en_bare", "movie", "lesson_event", "watchable")
    return tuple(n for name in names.split() for n in found if n.lemma == name)


@cache
def _lasts() -> Verb:
    return Verb("durer", conjugation("durer"), "", False, False, english_verb("last"), "intr", "", frozenset(),
                frozenset(), "state")  # fmt: skip


def _event(d: Draw, names: str) -> NounPhrase:
    item = d.pick(_happening(names))
    bare = item.has("season", "en_bare", "meal")
    chosen = "generic" if bare else "demonstrative" if d.chance(0.15) and item.number == "count" else "definite"
    np = noun_phrase(d, item, chosen, item.number == "plural", ())
    np.human = False
    return np


# When they begin, and end.
_MONTHS = {
    "printemps": ("mars avril", "juin mai"), "été": ("juin juillet", "septembre août"),
    "automne": ("septembre octobre", "décembre novembre"), "hiver": ("décembre novembre", "mars février"),
    "école": ("septembre août", "juin juillet"),
    "vacances": ("juillet juin décembre avril", "août septembre janvier mai"),
}  # fmt: skip


def _when(d: Draw, kind: str, months: str) -> Phrase:
    """à huit heures, lundi, en juin, le trois mai, demain."""
    d.tag("time_adverb")
    if kind == "hour":
        return pair("à", "at") + hour(d)
    if kind == "month":
        name = d.pick(months.split())
        month = next(n for n in nouns_of("month") if n.lemma == name)
        return pair("en", "in") + pair(month.fr[0], month.en[0])
    roll = d.random()
    if roll < 0.4:
        return weekday_phrase(d)
    if roll < 0.6:
        return date_phrase(d)
    return expression_phrase(_adverb(d.pick(("demain", "demain", "ce soir"))))


@cache
def _adverb(french: str) -> Expression:
    return next(e for e in expressions() if e.fr == french and "adverb" in e.kind)


def begins_and_ends(d: Draw) -> Sentence:
    """L'été commence en juin; les vacances finissent dimanche; quand commencent les vacances ?"""
    kind, names = d.pick((("hour", _HOURLY), ("day", _DAILY), ("month", _MONTHLY), ("month", _MONTHLY)))
    subject = _event(d, names)
    found = verb(d.pick(("commencer", "commencer", "finir")), "intr")
    clause = Clause(
        subject, Predicate(found, simple=True), d.pick((PRESENT, PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    )
    if d.chance(0.35):
        if clause.tense == PASSE_COMPOSE:
            clause.tense = PRESENT
        at_hour = kind == "hour" and d.chance(0.6)
        wh = at_what_time(clause) if at_hour else pair("quand", "when")
        d.tag("clock_time" if at_hour else "question_quand")
        if d.chance(0.45) and clause.tense == PRESENT:
            clause.wh, clause.question = wh, "noun_inversion"
            return finish(d, clause)
        return asked(d, clause, wh)
    lemma = subject.noun.lemma if subject.noun is not None else ""
    months = _MONTHS.get(lemma, ("", ""))[found.lemma == "finir"]
    if clause.tense == PASSE_COMPOSE:
        clause.dated = True
        past = expressions("past_adverb")
        when = (
            _when(d, kind, months)
            if kind != "day"
            else expression_phrase(d.pick([e for e in past if e.fr[:6] != "il y a"]))
        )
    else:
        when = _when(d, kind, months)
    clause.end.append(when)
    return finish(d, clause)


_SPANS = {"hour": (("heure", (2, 3, 4)), ("minute", (20, 30, 40, 45, 50))),
          "month": (("semaine", (2, 3, 6, 8)), ("mois", (2, 3, 4)), ("jour", (3, 4, 5, 10)))}  # fmt: skip


def _span(d: Draw, kind: str) -> Phrase:
    """une heure, quarante minutes, trois mois."""
    unit, counts = d.pick(_SPANS[kind])
    if unit in ("heure", "semaine", "mois") and d.chance(0.3):
        return noun_phrase(d, noun(unit), "indefinite")
    return noun_phrase(d, noun(unit), d.pick(counts), True)


def lasts(d: Draw) -> Sentence:
    """Le film dure deux heures: the movie lasts two hours; combien de temps dure le film ?: how long does it last?"""
    kind = d.pick(("hour", "hour", "month"))
    names = _HOURLY if kind == "hour" else "vacances été hiver printemps automne"
    subject = _event(d, names)
    clause = Clause(subject, Predicate(_lasts()), d.pick((PRESENT, PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE)))
    if d.chance(0.35):
        d.tag("question_combien")
        how, long = En("how"), En("long")
        clause.wh = Phrase([Fr("combien", (how,)), Fr("de", (), (how, long)), Fr("temps", (long,))], [how, long])
        turned = clause.tense == PRESENT and d.chance(0.7)
        clause.question = "noun_inversion" if turned else d.pick(("inversion", "est_ce_que"))
        return finish(d, clause)
    d.tag("time_adverb")
    season = subject.noun is not None and subject.noun.has("season")
    long_time = d.chance(0.12)
    span = noun_phrase(d, noun("mois"), d.pick((3, 4)), True) if season else _span(d, kind)
    clause.end.append(aligned("longtemps", "a long time") if long_time else span)
    if d.chance(0.1):
        clause.negation = "pas"
    elif d.chance(0.12) and not long_time:
        clause.question = d.pick(("est_ce_que", "intonation", "inversion"))
    return finish(d, clause)


@cache
def _beginning(french: str, english: str) -> Verb:
    """il commence à pleuvoir: it is starting to rain; il arrête de pleuvoir: it stops raining."""
    if french == "commencer":
        start = english_verb("start to", "started to", "started to", "starting to", "starts to")
        begin = english_verb("begin to", "began to", "begun to", "beginning to", "begins to")
        none: frozenset[str] = frozenset()
        return Verb(french, conjugation(french), "", False, False, start, "inf_a", "à", none, none, "event", (begin,))
    reflexive = french.startswith("s'")
    return Verb(french, conjugation("arrêter"), "", reflexive, reflexive, english_verb("stop", "stopped"), "tr", "",
                frozenset(), frozenset(), "event")  # fmt: skip


def rain_begins(d: Draw) -> Sentence:
    """Il commence à pleuvoir: it is starting to rain; il a arrêté de neiger: it stopped snowing."""
    d.tag("weather", "infinitive_complement")
    subject = it_subject()
    lemma = d.pick(("pleuvoir", "pleuvoir", "neiger"))
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    question = d.pick(("est_ce_que", "intonation")) if d.chance(0.15) else ""
    if d.chance(0.65):
        predicate = Predicate(_beginning("commencer", "start"), infinitive=Predicate(verb(lemma, "weather")))
    else:
        found = verb(lemma, "weather")
        ing = En(found.en.ing[0])
        what = Phrase([Fr("de", (), (ing,)), Fr(found.fr.infinitive, (ing,))], [ing])
        predicate = Predicate(_beginning(d.pick(("arrêter", "s'arrêter")), "stop"), [what])
        tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, predicate, tense, "", question)
    roll = d.random()
    if roll < 0.3:
        d.tag("place_preposition")
        clause.end.append(in_place(d, d.pick(places("city"))))
    elif roll < 0.65:
        d.tag("time_adverb")
        if tense == PASSE_COMPOSE and d.chance(0.5):
            clause.end.append(pair("à", "at") + hour(d))
        else:
            names = {PRESENT: ("maintenant",), PASSE_COMPOSE: ("ce matin", "hier soir", "hier"),
                     NEAR_FUTURE: ("ce soir", "bientôt", "demain")}[tense]  # fmt: skip
            name = d.pick(names)
            clause.end.append(expression_phrase(_adverb(name)))
    return finish(d, clause)


_LONG = frozenset("attendre apprendre étudier connaître jouer dormir travailler lire chercher parler nager".split())


@cache
def _going_on() -> tuple[Verb, ...]:
    found = tuple(v for v in action_verbs() if v.lemma in _LONG and "person" in v.subjects)
    return tuple(v for v in found if v.frame in ("intr", "tr", "tr_prep", "tr_lang") and (v.lemma, v.frame) != _SAYING)


_SAYING = ("parler", "tr")  # to say a word


def since_when(d: Draw) -> Sentence:
    """Depuis quand habites-tu ici ?: since when have you lived here?; depuis combien de temps l'attendez-vous ?"""
    subject = asked_person(d)
    while subject.pronoun == "on":
        subject = asked_person(d)
    roll = d.random()
    if roll < 0.45:
        found = verb(d.pick(("habiter", "habiter", "travailler", "vivre")), "place")
        where = pair("ici", "here") if d.chance(0.4) else in_place(d, d.pick(places("city", "country_f", "country_m")))
        predicate = Predicate(found, [where])
    elif roll < 0.6:
        state = d.pick([a for a in adjectives() if a.lemma in ("malade", "marié", "absent", "fatigué")])
        predicate = Predicate(be(), [adjective_phrase(d, state, subject, 0.0)])
    else:
        predicate = predicate_for(d, d.pick(_going_on()), subject)
    clause = Clause(subject, predicate, PRESENT, lasting=True)
    if d.chance(0.5):
        d.tag("question_quand")
        since, when = En("since", choice := Choice()), En("when", choice)
        how, long = En("how", choice, 1), En("long", choice, 1)
        wh = Phrase([Fr("depuis", (since, long)), Fr("quand", (when, how))], [since, when, how, long])
    else:
        d.tag("question_combien")
        how, long = En("how"), En("long")
        wh = Phrase([Fr("depuis", (long,), (how,)), Fr("combien", (how,)), Fr("de", (), (how, long)),
                     Fr("temps", (long,))], [how, long])  # fmt: skip
    return asked(d, clause, wh, in_situ=False)


FAMILIES = ((begins_and_ends, 7), (lasts, 5), (rain_begins, 3), (since_when, 6))
