"""What lies beside what: à côté de la gare, près de Lyon, entre la banque et la poste."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.complements import compound
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, Noun, expressions, noun, nouns_of, places
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.words import Phrase, aligned, pair

_BESIDE = (
    "à côté de", "à côté de", "près de", "en face de", "derrière", "devant", "à gauche de", "à droite de",
)  # fmt: skip


@cache
def sights() -> tuple[Noun, ...]:
    """What one finds one's way by in a town."""
    found = nouns_of("building", "place_search", "shop", "park", "castle")
    return tuple(n for n in found if n.number == "count" and n.lemma not in ("maison", "bâtiment", "ferme", "usine"))


@cache
def _preposition(name: str) -> Expression:
    return next(e for e in expressions("preposition", "preposition_two") if e.fr == name)


def sight(d: Draw, *but: Noun | None) -> NounPhrase:
    """The station, the post office; not one of those named already."""
    while True:
        place = d.pick(sights())
        if place not in but:
            return noun_phrase(d, place, "definite")


def beside(d: Draw, place: Noun | None = None) -> Phrase:
    """Where a place or house is: en face de la gare; entre la banque et la poste."""
    d.tag("place_preposition")
    first = sight(d, place)
    if d.chance(0.1):
        return pair("entre", "between") + first + pair("et", "and") + sight(d, place, first.noun)
    return expression_phrase(_preposition(d.pick(_BESIDE))) + first


def near_city(d: Draw) -> Phrase:
    """près de Lyon: near Lyon."""
    d.tag("place_name", "place_preposition")
    city = d.pick(places("city"))
    return expression_phrase(_preposition("près de")) + aligned(city.fr, city.en)


# Furniture, and the rooms by which one tells it from others of its kind.
_ROOMS = {
    "table": ("cuisine", "salle à manger", "salon"), "chaise": ("cuisine", "salon"), "étagère": ("chambre", "salon"),
    "canapé": ("salon",), "fenêtre": ("cuisine", "chambre", "salon"), "porte": ("cuisine", "chambre", "garage"),
    "armoire": ("chambre",),
}  # fmt: skip


def in_its_room(d: Draw, thing: Noun) -> Phrase:
    """la table: the table; now and then la table de la cuisine: the kitchen table (or the table in the kitchen)."""
    np = noun_phrase(d, thing, "definite")
    if thing.lemma not in _ROOMS or len(np.fr) > 2 or not d.chance(0.5):
        return np
    d.tag("possession_de")
    room = noun_phrase(d, noun(d.pick(_ROOMS[thing.lemma])), "definite", False, ())
    return compound(np, room, "in")
