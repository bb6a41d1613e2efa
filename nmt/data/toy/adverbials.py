"""Adverbials: when, how often, where, how; each decides what tense it goes with."""

from __future__ import annotations

from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, RECENT_PAST, Clause
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, expressions, noun, nouns_of
from nmt.data.toy.numbers import clock_time, date_phrase
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair

_TENSE_ADVERBS = {
    NEAR_FUTURE: ("future_adverb", "day_adverb", "day_adverb_future"),
    PASSE_COMPOSE: ("past_adverb", "past_adverb", "past_adverb", "day_adverb"),
    PRESENT: ("present_adverb", "day_adverb"),
}


def expression_phrase(expression: Expression) -> Phrase:
    return aligned(expression.fr, expression.en, expression.links)


def with_comma(phrase: Phrase) -> Phrase:
    """A fronted adverbial: both languages set a comma behind it."""
    comma = pair(",", ",")
    return Phrase(phrase.fr + comma.fr, phrase.en + comma.en)


def add_time(d: Draw, clause: Clause, probability: float = 0.35, punctual: bool = True) -> None:
    """Maybe give the clause an adverbial of time or frequency that fits its tense.

    Frequency makes the clause habitual (simple present in English). `punctual` allows clock times.
    """
    if not d.chance(probability):
        return
    if clause.tense == RECENT_PAST:
        return
    roll = d.random()
    if clause.tense in (PRESENT, IMPERFECT) and clause.negation in ("", "pas") and roll < 0.55:
        _add_habit(d, clause)
        return
    if clause.tense == IMPERFECT:
        _attach(d, clause, expression_phrase(d.pick(expressions("imperfect_adverb"))), 0.6)
        return
    if clause.negation in ("jamais", "plus"):
        return
    if punctual and roll > 0.82 and not clause.negation:
        d.tag("clock_time")
        clause.dated = True
        clause.end.append(clock_time(d))
        if clause.tense == PRESENT:
            clause.predicate.simple = True
        return
    if roll > 0.74 and clause.tense in (NEAR_FUTURE, PASSE_COMPOSE):
        d.tag("date")
        clause.dated = True
        clause.end.append(date_phrase(d))
        return
    if clause.tense == PRESENT and clause.predicate.verb.stative:
        return
    adverb = d.pick(expressions(d.pick(_TENSE_ADVERBS[clause.tense])))
    d.tag("time_adverb")
    clause.dated = clause.tense == PASSE_COMPOSE
    _attach(d, clause, expression_phrase(adverb), 0.25)


def _attach(d: Draw, clause: Clause, phrase: Phrase, front: float) -> None:
    if clause.question == "" and not clause.front and d.chance(front):
        clause.front.append(with_comma(phrase))
    else:
        clause.end.append(phrase)


def _add_habit(d: Draw, clause: Clause) -> None:
    d.tag("habit_adverb")
    clause.habitual = True
    clause.predicate.simple = True
    roll = d.random()
    if roll < 0.45 and clause.predicate.infinitive is None:
        adverb = d.pick(expressions("habit_adverb_pre"))
        if not clause.negation or adverb.fr in ("souvent", "toujours"):
            clause.mid = expression_phrase(adverb)
            return
    adverb = d.pick(expressions("habit_adverb_post"))
    _attach(d, clause, expression_phrase(adverb), 0.12)


def company(d: Draw, person: Phrase) -> Phrase:
    """avec somebody."""
    word = pair("avec", "with")
    return Phrase(word.fr + person.fr, word.en + person.en)


def located(d: Draw, classes: tuple[str, ...]) -> Phrase:
    """dans / sur a place: dans le jardin, in the garden."""
    place = d.pick(nouns_of(*classes))
    d.tag("place_preposition")
    fr, en = ("sur", "on") if place.has("place_sur", "support") else ("dans", "in")
    word = pair(fr, en)
    np = noun_phrase(d, place, "definite")
    return Phrase(word.fr + np.fr, word.en + np.en)


def going_to_place(d: Draw, motion: bool) -> Phrase:
    """à + place: to the museum, at the museum; English `school` has no article."""
    if d.chance(0.35):
        return expression_phrase(d.pick(expressions("place_motion" if motion else "place_static")))
    place = d.pick(nouns_of("place_at"))
    d.tag("place_preposition")
    word = En("to" if motion else "at")
    bare = place.has("en_bare")
    np = noun_phrase(d, place, "generic" if bare else "definite")
    return Phrase([Fr("à", (word,)), *np.fr], [word, *np.en])


def weekday_phrase(d: Draw) -> Phrase:
    """lundi: on Monday."""
    day = d.pick(nouns_of("weekday"))
    on, word = En("on"), En(day.en[0])
    return Phrase([Fr(day.fr[0], (word,), (on,))], [on, word])


def year_part(d: Draw) -> Phrase:
    """en juillet, en été, au printemps: in July, in the summer."""
    season = d.chance(0.35)
    item = d.pick(nouns_of("season" if season else "month"))
    in_, word = En("in"), En(item.en[0])
    if not season:
        return Phrase([Fr("en", (in_,)), Fr(item.fr[0], (word,))], [in_, word])
    the = En("the")
    if item is noun("printemps"):
        return Phrase([Fr("au", (in_, the)), Fr("printemps", (word,))], [in_, the, word])
    return Phrase([Fr("en", (in_,), (the,)), Fr(item.fr[0], (word,))], [in_, the, word])
