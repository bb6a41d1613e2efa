"""Where one does what with what: bread is bought at the bakery, a key found under the couch (`whereabouts.tsv`)."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import at_home_of, expression_phrase, located
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, Verb, expressions, listed, noun, nouns_of, places, read_table
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.words import Phrase, pair, synonyms

_PREPOSITIONS = {
    "à": "at", "dans": "in", "sur": "on", "sous": "under", "devant": "in front of", "derrière": "behind",
}  # fmt: skip


@cache
def _rows(lemma: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What the table says of a verb: classes or lemmas of objects, and places."""
    rows = [row for row in read_table("whereabouts") if row["verb"] == lemma]
    return tuple((tuple(row["objects"].split()), listed(row["places"])) for row in rows)


@cache
def places_for(verb: Verb, thing: Noun | None) -> tuple[str, ...]:
    """Where one does it with this thing; without one, as behind a pronoun, with anything that this sense can take."""
    found: tuple[str, ...] = ()
    for objects, where in _rows(verb.lemma):
        taken = nouns_of(*sorted(verb.objects)) if thing is None else (thing,)
        if not objects or any(item.lemma in objects or item.has(*objects) for item in taken):
            found += where
    return found


def whereabouts(d: Draw, verb: Verb, complement: Phrase | None, subject: NounPhrase) -> Phrase | None:
    """A place that suits the verb and what it takes; None where the table has nothing, or more would be too much."""
    thing = None
    if verb.frame == "ditr":
        return None
    if complement is not None:
        if not isinstance(complement, NounPhrase) or complement.noun is None or len(complement.fr) > _ROOM:
            return None
        thing = complement.noun
    found = places_for(verb, thing)
    return _said(d, d.pick(found), subject) if found else None


_ROOM = 4  # words: behind a longer object one does not know what the place belongs to


def _said(d: Draw, place: str, subject: NounPhrase) -> Phrase:
    """à la boulangerie, sous le lit, chez moi, à Paris."""
    if place == "chez":
        return at_home_of(d, subject)
    d.tag("place_name" if place == "city" else "place_preposition")
    if place == "city":
        return in_place(d, d.pick(places("city")))
    if place[0] == "=":
        return expression_phrase(next(e for e in expressions("place_static") if e.fr == place[1:]))
    preposition, _, lemma = place.partition(" ")
    if preposition not in _PREPOSITIONS:
        return located(d, noun(place))
    english = _PREPOSITIONS[preposition]
    found = noun(lemma)
    aboard = preposition == "dans" and found.has("public_transport")
    before = synonyms("dans", "in", "on") if aboard else _preposition(preposition, english)
    return before + noun_phrase(d, found, "definite")


def _preposition(french: str, english: str) -> Phrase:
    if french == "devant":
        return expression_phrase(next(e for e in expressions("preposition") if e.fr == french))
    return pair(french, english)
