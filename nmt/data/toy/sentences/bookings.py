"""Tables and rooms that one reserves, and tickets that one buys."""

from __future__ import annotations

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import expressions, noun, nouns_of, places
from nmt.data.toy.numbers import clock_time
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.words import Phrase, aligned, pair, synonyms


def _spoken_day(d: Draw) -> Phrase:
    """ce soir, demain, samedi soir: of an evening at the restaurant."""
    if d.chance(0.5):
        fixed = (("ce soir", "tonight"), ("demain", "tomorrow"), ("demain soir", "tomorrow night"))
        french, english = d.pick(fixed)
        return expression_phrase(next(e for e in expressions() if (e.fr, e.en) == (french, english)))
    day = d.pick(nouns_of("weekday"))
    return pair(day.fr[0], day.en[0]) + (pair("soir", "evening") if d.chance(0.6) else Phrase([], []))


def booking(d: Draw) -> Phrase:
    """une table pour deux personnes, une chambre pour trois nuits, deux places pour le concert."""
    d.tag("number")
    roll, n = d.random(), 2 + int(d.random() * 7)
    if roll < 0.45:
        seats = pair("une", "a") + pair("table", "table") + pair("pour", "for") + number_phrase(n)
        seats = seats + pair("personnes", "people")
        return seats + _for_that_day(d, 0.5)
    if roll < 0.85:
        kinds = (("chambre", "room"), ("chambre", "room"), ("chambre double", "double room", "0-1 1-0"),
                 ("chambre simple", "single room", "0-1 1-0"))  # fmt: skip
        room = pair("une", "a") + aligned(*d.pick(kinds)) + pair("pour", "for")
        if d.chance(0.7):
            n = 1 if d.chance(0.15) else n
            return room + number_phrase(n, True) + pair("nuits" if n > 1 else "nuit", "nights" if n > 1 else "night")
        return room + number_phrase(min(n, 4)) + pair("personnes", "people")
    event = noun(d.pick(("concert", "match", "spectacle")))
    return number_phrase(n) + pair("places", "seats") + pair("pour", "for") + noun_phrase(d, event, "definite")


def _for_that_day(d: Draw, chance: float) -> Phrase:
    if not d.chance(chance):
        return Phrase([], [])
    day = pair("pour", "for") + _spoken_day(d)
    return day + clock_time(d) if d.chance(0.35) else day


def ticket(d: Draw) -> Phrase:
    """un aller simple pour Nice, deux allers-retours pour Paris en deuxième classe."""
    n = 1 if d.chance(0.65) else 2 + int(d.random() * 3)
    kind = d.pick((0, 0, 1, 1, 2))
    number = pair("un", "a") if n == 1 else number_phrase(n)
    forms = (("aller simple", "one-way ticket", "0-1 1-0"), ("aller-retour", "round-trip ticket", "0-0 0-1"),
             ("billet", "ticket", "0-0"))  # fmt: skip
    many = (("allers simples", "one-way tickets", "0-1 1-0"), ("allers-retours", "round-trip tickets", "0-0 0-1"),
            ("billets", "tickets", "0-0"))  # fmt: skip
    city = d.pick(places("city"))
    way = number + aligned(*(forms if n == 1 else many)[kind]) + synonyms("pour", "to", "for")
    way = way + aligned(city.fr, city.en)
    d.tag("place_name")
    if d.chance(0.35):
        rank, nth = d.pick((("première", "first"), ("deuxième", "second")))
        return way + pair("en", "in") + pair(rank, nth) + pair("classe", "class")
    return way + pair("pour", "for") + _spoken_day(d) if d.chance(0.15) else way
