"""At the till: ça fait dix euros, en tout ça fait douze euros cinquante; ça fait combien par personne ?"""

from __future__ import annotations

from functools import cache

from nmt.data.toy import english
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, nouns_of
from nmt.data.toy.numbers import price
from nmt.data.toy.phrases import NounPhrase, conjoined, noun_phrase
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

_THAT_IS = ("that is", "it is", "that will be", "it will be", "that comes to", "it comes to", "that makes")
_HOW_MUCH = ("is that", "is it", "will that be", "does that come to", "does it come to", "does that make")
_COSTS = ("does it cost", "does that cost", "is it", "is that", "does this cost")
_CENTS = (10, 20, 25, 30, 40, 50, 50, 50, 60, 75, 80, 90)


def _either(ways: tuple[str, ...]) -> tuple[list[En], list[En]]:
    """The words of the first way, and of all."""
    choice = Choice(len(ways))
    said = [[En(text, choice, k) for text in way.split()] for k, way in enumerate(ways)]
    return said[0], [word for way in said for word in way]


def _and_cents(d: Draw, n: int) -> Phrase:
    """douze euros cinquante: twelve euros fifty, or twelve euros and fifty cents, or twelve fifty."""
    cents = d.pick(_CENTS)
    euros, rest = number_phrase(n), number_phrase(cents)
    choice = Choice(4)
    unit = "euro" if n == 1 else "euros"
    euro = [En(unit, choice, k) for k in (0, 1, 3)]
    and_ = [En("and", choice, k) for k in (1, 3)]
    cent = En("cents", choice, 1)
    fr = [*euros.fr, Fr(unit, tuple(euro)), *rest.fr]
    return Phrase(fr, [*euros.en, euro[0], euro[1], and_[0], euro[2], and_[1], *rest.en, cent])


def _in_digits(d: Draw, n: int) -> Phrase:
    """12 euros, 12 €, 12,50 euros."""
    unit = "euro" if n == 1 else "euros"
    sign = "€" if d.chance(0.35) else unit
    if d.chance(0.5):
        return synonyms(str(n), str(n), english.number_word(n)) + pair(sign, unit)
    cents = d.pick(_CENTS)
    words, every = _either((f"{n}.{cents} {unit}", f"{n} {unit} {cents}", f"€{n}.{cents}"))
    return Phrase([Fr(f"{n},{cents}", tuple(words[:1])), Fr(sign, tuple(words[1:]))], every)


def _price(d: Draw, most: int) -> Phrase:
    n = 2 + int(d.random() * most)
    roll = d.random()
    d.tag("number")
    if roll < 0.6:
        return price(d, n)
    return _and_cents(d, n) if roll < 0.85 else _in_digits(d, n)


@cache
def _goods() -> tuple[Noun, ...]:
    found = nouns_of("food", "school_thing", "toy", "ticket", "book_like")
    return tuple(n for n in found if n.number == "count" and n.lemma not in ("règle", "légume", "fruit", "dessert"))


def _bought(d: Draw) -> NounPhrase:
    """deux croissants et un gâteau: what somebody buys."""
    one = d.pick(_goods())
    first = _some(d, one)
    if not d.chance(0.55):
        return first
    other = d.pick([n for n in _goods() if n is not one and n.classes & one.classes])
    return conjoined(d, first, _some(d, other))


def _some(d: Draw, thing: Noun) -> NounPhrase:
    n = d.pick((1, 2, 2, 3, 4, 5, 6))
    return noun_phrase(d, thing, "indefinite", False, ()) if n == 1 else noun_phrase(d, thing, n, True, ())


_FOR_WHOM = (
    ("par personne", ("per", "a"), "person"), ("par mois", ("per", "a"), "month"), ("par jour", ("per", "a"), "day"),
    ("par semaine", ("per", "a"), "week"), ("par nuit", ("per", "a"), "night"),
)  # fmt: skip
_FOR = (
    ("pour deux personnes", "for two people"), ("pour quatre personnes", "for four people"),
    ("pour les enfants", "for the children"), ("pour un adulte", "for one adult"),
    ("pour tout le monde", "for everyone"),
    ("avec le petit-déjeuner", "with breakfast"), ("pour une nuit", "for one night"),
    ("pour trois jours", "for three days"),
)  # fmt: skip


def _each(d: Draw) -> Phrase:
    """par personne, pour les enfants."""
    if d.chance(0.5):
        french, per, unit = d.pick(_FOR_WHOM)
        by, each = french.split()
        return synonyms(by, *per) + pair(each, unit)
    return aligned(*d.pick(_FOR))


def _in_all() -> Phrase:
    """en tout: in all, altogether, in total."""
    first, every = _either(("in all", "altogether", "in total"))
    return Phrase([Fr("en", tuple(first[:1])), Fr("tout", tuple(first[1:]))], every)


def _addressed(d: Draw, said: Phrase) -> Phrase:
    """Maybe with madame, monsieur or please."""
    d.tag("courtesy")
    words = ("s'il vous plaît", "please"), ("madame", "ma'am"), ("monsieur", "sir")
    return said + pair(",", ",") + aligned(*d.pick(words))


def that_is(d: Draw) -> Sentence:
    """Ça fait dix euros: that is ten euros; deux croissants et un café, ça fait douze euros cinquante."""
    d.tag("demonstrative", "present")
    first, every = _either(_THAT_IS)
    claim = Phrase([Fr("ça", tuple(first[:1])), Fr("fait", tuple(first[1:]))], every)
    roll = d.random()
    claim = claim + _price(d, 30 if roll < 0.35 else 98)
    if roll < 0.35:
        return _bought(d) + pair(",", ",") + claim, "."
    if roll < 0.5:
        return _in_all() + pair(",", ",") + claim, "."
    if roll < 0.6:
        return claim + _in_all(), "."
    if roll < 0.8:
        return claim + _each(d), "."
    return (_addressed(d, claim) if roll < 0.9 else claim), "."


def how_much(d: Draw) -> Sentence:
    """Ça fait combien ?: how much is that?; trois baguettes, ça fait combien ?; combien ça coûte par personne ?"""
    d.tag("demonstrative", "present", "question_combien")
    roll = d.random()
    costing = 0.45 <= roll < 0.7
    how, much = En("how"), En("much")
    said, every = _either(_COSTS if costing else _HOW_MUCH)
    if costing:
        does, it, cost = said
        verb = [Fr("ça", (it,)), Fr("coûte", (cost,), (does,))]
    else:
        is_, that = said
        verb = [Fr("ça", (that,)), Fr("fait", (is_,))]
    asked = [Fr("combien", (how, much))]
    fr = [*asked, *verb] if d.chance(0.4) and roll >= 0.3 else [*verb, *asked]
    question = Phrase(fr, [how, much, *every])
    if roll < 0.3:
        return _bought(d) + pair(",", ",") + question, "?"
    if not costing and roll < 0.8:
        question = question + _in_all()
    elif d.chance(0.75):
        question = question + _each(d)
    return (_addressed(d, question) if d.chance(0.25) else question), "?"


FAMILIES = ((that_is, 1), (how_much, 1))
