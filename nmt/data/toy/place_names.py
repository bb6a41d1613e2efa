"""Cities and countries, alone and behind a preposition: à Paris, en France, au Japon, des États-Unis."""

from __future__ import annotations

from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.lexicon import Place, places
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.words import En, Fr, Phrase, aligned


def place_name(d: Draw, place: Place) -> NounPhrase:
    """A city or a country as a noun phrase: Paris, la France, les États-Unis."""
    core = aligned(place.fr, place.en)
    fr, feminine, plural = core.fr, False, False
    if place.kind != "city":
        feminine, plural = place.kind in ("country_f", "continent"), place.kind == "country_plural"
        text = "les" if plural else "la" if feminine else "le"
        the = tuple(w for w in core.en if w.text == "the")
        fr = [Fr(text, the, () if the else tuple(core.en), article=True), *core.fr]
        d.tag("definite_article")
    np = NounPhrase(fr, core.en, ILS if plural else IL, IL, feminine, plural, "its")
    np.human = False
    return np


def in_place(d: Draw, place: Place) -> Phrase:
    """à Paris, en France, au Japon, aux États-Unis: in."""
    return _with_place(place, "in")


def to_place(d: Draw, place: Place) -> Phrase:
    """The same French with a verb of motion: to."""
    return _with_place(place, "to")


def from_place(place: Place) -> Phrase:
    """de Paris, de France, du Japon, des États-Unis: from."""
    word = En("from")
    name = [En(text) for text in place.en.split()]
    the = tuple(w for w in name if w.text == "the")
    core = tuple(w for w in name if w.text != "the")
    fr = [Fr("de", (word,))]
    if place.kind in ("country_m", "country_plural"):
        fr.append(Fr("le" if place.kind == "country_m" else "les", the, () if the else core, article=True))
    fr += (
        [Fr(text, core) for text in place.fr.split()]
        if len(core) == 1
        else [Fr(text, (core[k],)) for k, text in enumerate(place.fr.split())]
        if len(core) == len(place.fr.split())
        else [Fr(place.fr, core)]
    )
    return Phrase(fr, [word, *name])


def _with_place(place: Place, english: str) -> Phrase:
    came = from_place(place)
    word = came.en[0]
    word.text = english
    first = came.fr[0]
    if place.kind == "city":
        first.text = "à"
    elif place.kind in ("country_m", "country_plural"):
        first.text = "à"
        if place.fr[0] in "AEIOUÉ" and place.kind == "country_m":
            return Phrase([Fr("en", (word,)), *came.fr[2:]], came.en)
    else:
        first.text = "en"
    return came


def somewhere(d: Draw) -> Place:
    """A city or a country."""
    return d.pick(places("city") if d.chance(0.55) else places())


def for_place(d: Draw) -> Phrase:
    """Where one leaves for: pour Rome, en Italie, à Nice, en vacances."""
    if d.chance(0.35):
        return aligned("en vacances", "on vacation")
    place = d.pick(places("city", "country_f", "country_m", "country_plural"))
    where = _with_place(place, "for")
    if place.kind == "city" and d.chance(0.5):
        where.fr[0].text = "pour"
    return where
