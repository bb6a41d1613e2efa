"""Shall we meet: on se voit samedi à quinze heures ?, on se retrouve où ?, on va au cinéma samedi ?"""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, going_to_place, with_comma
from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import Verb, conjugation, expressions, nouns_of, verb
from nmt.data.toy.numbers import hour, later_hour, weekday_phrase
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair


@cache
def _meeting(french: str) -> Verb:
    """on se voit, on se retrouve: shall we meet, or are we meeting."""
    english = english_verb("meet", "met", "met", "meeting", "meets")
    others = (english_verb("see each other", "saw each other", "seen each other", "seeing each other"),)
    others = others if french == "voir" else (english_verb("meet up", "met up", "met up", "meeting up", "meets up"),)
    model = verb("voir", "tr").fr if french == "voir" else conjugation("retrouver")
    return Verb(f"se {french}", model, "", True, True, english, "refl", "", frozenset(), frozenset(), "event", others)


def _when(d: Draw) -> list[Phrase]:
    """samedi, demain à huit heures, samedi à quinze heures."""
    roll = d.random()
    days = ("demain", "demain matin", "demain soir", "samedi prochain", "lundi prochain", "la semaine prochaine",
            "après-demain", "ce week-end", "ce soir")  # fmt: skip
    if roll < 0.55:
        d.tag("date")
        day = weekday_phrase(d)
    else:
        d.tag("time_adverb")
        day = expression_phrase(d.pick([e for e in expressions("future_adverb", "day_adverb_future") if e.fr in days]))
    long = day.fr[-1].text in ("prochaine", "week-end", "soir", "matin", "après-midi")
    if long or d.chance(0.4):
        return [day]
    d.tag("clock_time")
    time = later_hour(d, 13 + int(d.random() * 9)) if d.chance(0.4) else hour(d)
    return [day, pair("à", "at") + time]


_SPOTS = ("café", "gare", "école", "parc", "cinéma", "restaurant", "musée", "bibliothèque", "supermarché", "piscine")


def _where(d: Draw) -> Phrase:
    """devant la gare, au café."""
    d.tag("place_preposition")
    spots = [n for n in nouns_of("place_at", "park", "station_like") if n.lemma in _SPOTS]
    spot = d.pick(spots)
    if d.chance(0.55):
        return aligned("devant", "in front of") + noun_phrase(d, spot, "definite", False, ())
    at = En("at")
    np = noun_phrase(d, spot, "definite", False, ())
    return Phrase([Fr("à", (at,)), *np.fr], [at, *np.en])


def _or_shall(phrase: Phrase, base: tuple[str, ...]) -> Phrase:
    """are we meeting ...?: shall we meet is as good."""
    we = next((k for k, word in enumerate(phrase.en) if word.text == "we"), 0)
    if not we or (choice := phrase.en[we - 1].choice) is None:
        return phrase
    option, choice.size = choice.size, choice.size + 1
    said = [En(text, choice, option) for text in base]
    phrase.en[we : we + 1] = [En("shall", choice, option), phrase.en[we], *said]
    return phrase


def shall_we(d: Draw) -> Sentence:
    """On se voit samedi à quinze heures ?: are we meeting, or shall we meet, on Saturday ...?; on se retrouve où ?"""
    d.tag("question_intonation")
    subject = pronoun(d, "on")
    roll = d.random()
    if roll < 0.25:
        predicate = Predicate(verb("aller", "motion"), [going_to_place(d, True)])
    else:
        predicate = Predicate(_meeting(d.pick(("voir", "retrouver"))))
    clause = Clause(subject, predicate, PRESENT, "", "intonation")
    roll = d.random()
    if roll < 0.3:
        wh = d.pick((pair("où", "where"), pair("quand", "when"), aligned("à quelle heure", "what time", "0?0 1-0 2-1")))
        if predicate.after and wh.fr[0].text == "où":
            wh = pair("quand", "when")
        clause.wh, clause.question = Phrase([], wh.en), "in_situ"
        clause.end.append(Phrase(wh.fr, []))
        if wh.fr[0].text == "où" or (wh.fr[0].text == "à" and d.chance(0.4)):
            when = _when(d)[:1]
            clause.front += [with_comma(when[0])] if d.chance(0.3) else []
            clause.end += when if not clause.front else []  # on se retrouve où samedi ?
    else:
        clause.end = _when(d)
        if not predicate.after and d.chance(0.4):
            clause.end.insert(0 if d.chance(0.4) else len(clause.end), _where(d))
    told = clause.question == "intonation" and d.chance(0.35)
    if told:
        clause.question = ""
        d.tags.pop("question_intonation", None)
    phrase = realise(d, clause)
    if not told:
        phrase = _or_shall(phrase, predicate.verb.en.base)
    if told and not clause.front and d.chance(0.3):
        return phrase + pair(",", ",") + aligned("d'accord", "okay"), "?"
    return phrase, "." if told else "?"


FAMILIES = ((shall_we, 3),)
