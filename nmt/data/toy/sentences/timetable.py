"""Two times in one sentence: tomorrow at eight, six in the morning, from Monday to Friday; when shops open."""

from __future__ import annotations

from functools import cache

from nmt.data.toy import french
from nmt.data.toy.adverbials import at_home_of, expression_phrase
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.digits import WRITTEN, written_hour
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import (
    Adjective,
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
from nmt.data.toy.numbers import day_of_month, hour, weekday_phrase, years
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import at_what_time, turned
from nmt.data.toy.sentences.being import adjective_phrase, aged, be, question_or_statement
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.subjects import person
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

_HOURS = {french.number_word(n, True): n for n in range(1, 12)} | {"midi": 12, "minuit": 24}


def hour_between(d: Draw, first: int, last: int, written: float = WRITTEN) -> tuple[Phrase, int]:
    """A time of day whose full hour, of a day of 24, lies between the two; and that hour.

    `written` is how likely it is in digits.
    """
    if d.chance(written):
        n = min(first + int(d.random() * (last + 1 - first)), 23)
        return written_hour(d, n), n
    while True:
        clock = hour(d, 0.0)
        n = _HOURS[clock.fr[0].text]
        found = next((k for k in (n, n + 12) if first <= k <= last), 0)
        if found:
            return clock, found


def clock_of_day(d: Draw, clock: Phrase, n: int) -> Phrase:
    """huit heures du matin: eight o'clock in the morning; after nine in the evening also at night."""
    in_, the = En("in"), En("the")
    part = "matin" if n < 12 else "après-midi" if n < 18 else "soir"
    word = En({"matin": "morning", "après-midi": "afternoon", "soir": "evening"}[part])
    late = [En("at"), En("night")] if n >= 21 else []
    choice = Choice() if late else None
    for option, words in enumerate(([in_, the, word], late)):
        for item in words:
            item.choice, item.option = choice, option
    fr = [Fr("de", (in_, *late[:1])), Fr("le", (the,), article=True), Fr(part, (word, *late[1:]))]
    return clock + Phrase(fr, [in_, the, word, *late])


_EARLY_OR_LATE = ("se lever", "se coucher", "se réveiller", "rentrer", "partir", "arriver", "dîner")


def in_the_morning(d: Draw) -> Sentence:
    """Je me lève à six heures du matin; il est trois heures de l'après-midi; elle est rentrée à une heure du matin."""
    d.tag("clock_time")
    if d.chance(0.35):
        clock, n = hour_between(d, *d.pick(((1, 11), (13, 16), (18, 23))), 0.0)
        subject = it_subject()
        claim = clock_of_day(d, clock, n)
        asked = d.pick(("est_ce_que", "intonation")) if d.chance(0.08) else ""
        return finish(d, Clause(subject, Predicate(be(), [claim]), PRESENT, "pas" if d.chance(0.1) else "", asked))
    lemma = d.pick(_EARLY_OR_LATE)
    spans = {"se lever": (5, 10), "se coucher": (19, 23), "se réveiller": (1, 10), "dîner": (18, 21)}
    clock, n = hour_between(d, *spans.get(lemma, d.pick(((1, 10), (13, 17), (18, 22)))), 0.0)
    subject, question = question_or_statement(d, person(d, 0.6), 0.1)
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, Predicate(verb(lemma), simple=tense == PRESENT), tense, "", question, dated=True)
    clause.end.append(pair("à", "at") + clock_of_day(d, clock, n))
    return finish(d, clause)


# When something is to come, and when it was: expressions that a clock time may follow.
_COMING = frozenset(("demain", "ce soir", "demain soir", "demain matin", "lundi prochain", "samedi prochain"))
_GONE = frozenset(("hier", "hier soir", "hier matin", "lundi dernier", "samedi dernier", "ce matin"))


def day_and_hour(d: Draw, past: bool) -> Phrase:
    """demain à huit heures: tomorrow at eight o'clock (or at eight o'clock tomorrow)."""
    d.tag("clock_time", "time_adverb")
    if not past and d.chance(0.4):
        day = weekday_phrase(d)
    else:
        wanted = _GONE if past else _COMING
        day = expression_phrase(d.pick([e for e in expressions() if e.fr in wanted and "adverb" in e.kind]))
    last = day.fr[-1].text
    span = (7, 11) if last == "matin" else (19, 22) if last == "soir" else d.pick(((8, 12), (13, 20)))
    at = pair("à", "at") + hour_between(d, *span)[0]
    if not d.alternatives or any(word.choice is not None for word in day.en):
        return day + at
    order = Choice()
    behind = [En(word.text, order, 1) for word in day.en]
    for word, copy in zip(day.en, behind, strict=True):
        word.choice = order
        for fr in day.fr:
            fr.sure = (*fr.sure, copy) if word in fr.sure else fr.sure
            fr.possible = (*fr.possible, copy) if word in fr.possible else fr.possible
    return Phrase([*day.fr, *at.fr], [*day.en, *at.en, *behind])


_LEAVING = ("partir", "arriver", "rentrer", "revenir", "venir", "sortir")


def appointed(d: Draw) -> Sentence:
    """Le film commence demain à huit heures; j'ai un cours lundi à dix heures; nous partons samedi à midi."""
    roll = d.random()
    tense = PRESENT
    if roll < 0.25:
        subject: NounPhrase = noun_phrase(d, d.pick(nouns_of("event", "match", "lesson_event")), "definite", False)
        found = d.pick((verb("commencer", "intr"), verb("commencer", "intr"), verb("finir", "intr"), be()))
        predicate = Predicate(found, simple=True)
    elif roll < 0.4:
        subject = noun_phrase(d, d.pick(nouns_of("public_transport_timed")), "definite", False)
        predicate = Predicate(verb(d.pick(("partir", "arriver")), "intr"), simple=True)
        tense = d.pick((PRESENT, PASSE_COMPOSE))
    elif roll < 0.65:
        subject = person(d, 0.7)
        predicate = Predicate(verb("avoir", "tr"), [noun_phrase(d, d.pick(_dates()), "indefinite", False, ())])
        if predicate.after[0].fr[-1].text == "rendez-vous" and d.chance(0.4):
            predicate.after.append(at_home_of(d, subject))
    else:
        subject = person(d, 0.65)
        predicate = Predicate(verb(d.pick(_LEAVING), "intr"))
        tense = d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    question = ""
    if subject.pronoun in ("tu", "vous") and d.chance(0.4):
        question = d.pick(("est_ce_que", "intonation", "inversion"))
    clause = Clause(subject, predicate, tense, "", question, dated=True)
    clause.end.append(day_and_hour(d, tense == PASSE_COMPOSE))
    return finish(d, clause)


@cache
def _weekdays() -> tuple[Expression, ...]:
    """le lundi: on Mondays."""
    return tuple(e for e in expressions("habit_adverb_post") if e.fr.startswith("le ") and e.fr.endswith(("di", "che")))


@cache
def _open() -> Adjective:
    return next(a for a in adjectives() if a.lemma == "ouvert")


@cache
def _dates() -> tuple[Noun, ...]:
    wanted = ("rendez-vous", "rendez-vous", "examen", "réunion", "cours de français", "cours d'anglais", "match")
    return tuple(noun(lemma) for lemma in wanted)


@cache
def _business(french_verb: str, english: str, past: str) -> Verb:
    """ouvrir and fermer of shops: nothing follows."""
    return Verb(
        french_verb, conjugation(french_verb), "", False, False, english_verb(english, past, past), "intr", "",
        frozenset(), frozenset(), "event",
    )  # fmt: skip


def from_day_to_day(d: Draw) -> Phrase:
    """du lundi au vendredi: from Monday to Friday."""
    d.tag("date")
    first, last = d.pick((("lundi", "vendredi"), ("mardi", "samedi"), ("lundi", "samedi"), ("lundi", "jeudi"),
                          ("mercredi", "dimanche"), ("vendredi", "dimanche")))  # fmt: skip
    one, two = En(noun(first).en[0]), En(noun(last).en[0])
    start, end = pair("de", "from"), synonyms("à", "to", "through", "until")
    fr = [*start.fr, Fr("le", (), (one,), article=True), Fr(first, (one,)), *end.fr]
    return Phrase([*fr, Fr("le", (), (two,), article=True), Fr(last, (two,))], [*start.en, one, *end.en, two])


def _from_to(d: Draw) -> Phrase:
    """du lundi au vendredi; de neuf heures à midi; jusqu'à sept heures."""
    roll = d.random()
    if roll < 0.45:
        return from_day_to_day(d)
    d.tag("clock_time")
    if roll < 0.75:
        morning = d.chance(0.6)
        digits = float(d.chance(WRITTEN))
        first_hour = hour_between(d, *((7, 10) if morning else (13, 15)), digits)[0]
        last_hour = hour_between(d, *((12, 17) if morning else (17, 22)), digits)[0]
        return pair("de", "from") + first_hour + synonyms("à", "to", "until") + last_hour
    return aligned("jusqu'à", "until") + hour_between(d, 12, 22)[0]


def opening(d: Draw) -> Sentence:
    """La banque ouvre à neuf heures; le musée est ouvert du lundi au samedi; je travaille de huit heures à midi."""
    roll = d.random()
    if roll < 0.3:
        subject, question = question_or_statement(d, person(d, 0.65), 0.15)
        found = d.pick((verb("travailler", "intr"), verb("travailler", "intr"), verb("étudier", "intr")))
        clause = Clause(subject, Predicate(found, simple=True), PRESENT, "", question, habitual=True)
        clause.end.append(_from_to(d))
        return finish(d, clause)
    shop = d.pick([n for n in nouns_of("shop", "building_open", "swim_place") if n.has("place_at", "workplace")])
    np = noun_phrase(d, shop, d.pick(("definite", "definite", "demonstrative")), False)
    if roll < 0.6:
        adjective = adjective_phrase(d, _open(), np, 0.0)
        clause = Clause(np, Predicate(be(), [adjective]), PRESENT, "", d.pick(("", "", "", "intonation")))
        clause.end.append(_from_to(d))
        return finish(d, clause)
    found = _business(*d.pick((("ouvrir", "open", "opened"), ("fermer", "close", "closed"))))
    d.tag("clock_time")
    if d.chance(0.25):
        d.tag("question_quand")
        clause = Clause(np, Predicate(found, simple=True))
        return turned(d, clause, at_what_time(clause))
    clause = Clause(np, Predicate(found, simple=True), d.pick((PRESENT, PRESENT, PRESENT, PASSE_COMPOSE)), dated=True)
    span = (7, 11) if found.lemma == "ouvrir" else (12, 20)
    clause.end.append(pair("à", "at") + hour_between(d, *span)[0])
    if clause.tense == PRESENT and d.chance(0.3):
        clause.habitual = True
        d.tag("habit_adverb")
        clause.end.append(expression_phrase(d.pick(_weekdays())))
    return finish(d, clause)


def born_there(d: Draw) -> Sentence:
    """Elle est née à Lyon en mai; je suis né le trois mars à Paris; elle va avoir trente ans en juin."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.1)
    if d.chance(0.35):
        d.tag("age")
        turning = Clause(subject, Predicate(aged(), [years(d, 5 + int(d.random() * 80))]), NEAR_FUTURE, "", question)
        turning.end.append(_in_month(d) if d.chance(0.5) else _on_date(d))
        return finish(d, turning)
    d.tag("place_name")
    place = in_place(d, d.pick(places("city")))
    clause = Clause(subject, Predicate(verb("naître")), PASSE_COMPOSE, "", question, dated=True)
    clause.end += [place, _in_month(d)] if d.chance(0.5) else [_on_date(d), place]
    return finish(d, clause)


def _in_month(d: Draw) -> Phrase:
    month = d.pick(nouns_of("month"))
    return pair("en", "in") + pair(month.fr[0], month.en[0])


def _on_date(d: Draw) -> Phrase:
    """le trois mai: on May third."""
    d.tag("date")
    date, on = day_of_month(d), En("on")
    date.fr[0].possible = (on,)
    return Phrase(date.fr, [on, *date.en])
