"""What fills the gaps of everyday utterances: to whom, when, where to, which size, under which number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, expressions, noun, nouns_of, places, read_table
from nmt.data.toy.numbers import clock_time, weekday_phrase
from nmt.data.toy.phrasebook import fixed_words
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase
from nmt.data.toy.place_names import in_place, somewhere, to_place
from nmt.data.toy.sentences.at_table import a_dish
from nmt.data.toy.sentences.bookings import booking, ticket
from nmt.data.toy.sentences.spoken import one_order
from nmt.data.toy.subjects import name_phrase, pronoun, relative, titled
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

Gap = Callable[[Draw], Phrase]


@cache
def _lists() -> dict[str, tuple[tuple[str, tuple[str, ...], str], ...]]:
    """The lists of the table of gaps: French, English alternatives and links."""
    found: dict[str, list[tuple[str, tuple[str, ...], str]]] = {}
    for row in read_table("gaps"):
        options = tuple(option.strip() for option in row["en"].split(" / "))
        found.setdefault(row["gap"], []).append((row["fr"], options, row["links"]))
    return {gap: tuple(rows) for gap, rows in found.items()}


def _listed(gap: str) -> Gap:
    def fill(d: Draw) -> Phrase:
        return fixed_words(*d.pick(_lists()[gap]))

    return fill


def _who(d: Draw) -> Phrase:
    """Paul, Madame Martin, ton frère, le directeur."""
    roll = d.random()
    if roll < 0.35:
        return name_phrase(d)
    if roll < 0.6:
        return titled(d)
    if roll < 0.9:
        return _relative_of(d, _THEIRS)
    someone = d.pick([n for n in nouns_of("profession") if n.lemma in ("directeur", "médecin", "professeur")])
    return noun_phrase(d, someone, "definite", False, ())


def _close(d: Draw) -> Phrase:
    """Mon frère, ma collègue, Marie."""
    roll = d.random()
    if roll < 0.75:
        return _relative_of(d, _OURS)
    return name_phrase(d) if roll < 0.9 else titled(d)


_OURS = frozenset(("mon", "ma", "notre"))
_THEIRS = _OURS | {"son", "sa", "leur", "votre", "ton", "ta"}


def _relative_of(d: Draw, owners: frozenset[str]) -> NounPhrase:
    """mon frère, notre voisine."""
    while True:
        found = relative(d, False, pronoun(d, "je"))
        if found.fr[0].text in owners and found.fr[-1].text not in ("papa", "maman"):
            return found


def _kid(d: Draw) -> Phrase:
    if d.chance(0.4):
        return name_phrase(d)
    kin = d.pick([n for n in nouns_of("family", "friend") if n.lemma in _YOUNG])
    return noun_phrase(d, kin, free_possessor(d), False, ())


_YOUNG = frozenset("frère fils cousin neveu copain".split())


def _sleeper(d: Draw) -> Phrase:
    """le bébé, Léo, ton père."""
    if d.chance(0.35):
        return noun_phrase(d, noun(d.pick(("bébé", "chat", "chien"))), "definite", False, ())
    return name_phrase(d) if d.chance(0.5) else relative(d, False)


def _spelled(d: Draw) -> Phrase:
    """votre nom, ce mot, Marseille."""
    roll = d.random()
    if roll < 0.25:
        place = d.pick(places("city"))
        return aligned(place.fr, place.en)
    if roll < 0.45:
        return name_phrase(d)
    if roll < 0.65:
        return noun_phrase(d, noun("mot"), "demonstrative", False, ())
    return _listed("own_fact")(d)


def _when(d: Draw) -> Phrase:
    """demain, ce soir, lundi prochain, samedi après-midi, à huit heures."""
    roll = d.random()
    if roll < 0.25:
        d.tag("date")
        return weekday_phrase(d)
    if roll < 0.4:
        d.tag("clock_time")
        return clock_time(d)
    d.tag("time_adverb")
    return expression_phrase(
        d.pick([e for e in expressions("future_adverb", "day_adverb_future") if e.fr not in _VAGUE])
    )


_VAGUE = frozenset(("bientôt", "plus tard", "l'année prochaine", "l'été prochain", "le mois prochain"))


def _later(d: Draw) -> Phrase:
    """plus tard, dans une heure, demain matin."""
    return _listed("later")(d) if d.chance(0.65) else _when(d)


def _phone(d: Draw) -> Phrase:
    """06 45 12 78 90: pairs of digits, copied."""
    d.tag("number")
    digits = [f"0{1 + int(d.random() * 7)}", *(f"{int(d.random() * 100):02}" for _ in range(4))]
    both = [pair(text, text) for text in digits]
    return Phrase([word for two in both for word in two.fr], [word for two in both for word in two.en])


def _digits(low: int, high: int, step: int = 1) -> Gap:
    def fill(d: Draw) -> Phrase:
        text = str(d.pick(range(low, high + 1, step)))
        return pair(text, text)

    return fill


def _number(d: Draw) -> Phrase:
    d.tag("number")
    return number_phrase(2 + int(d.random() * 39)) if d.chance(0.6) else _digits(2, 99)(d)


def _minutes(d: Draw) -> Phrase:
    d.tag("number")
    return number_phrase(d.pick((2, 3, 4, 5, 6, 7, 8, 10, 10, 12, 15, 20, 25, 30, 40))) + pair("minutes", "minutes")


def _me(d: Draw) -> Phrase:
    d.tag("stressed_pronoun")
    forms = (("moi", "me"), ("nous", "us"), ("toi", "you"), ("lui", "him"), ("elle", "her"), ("eux", "them"),
             ("vous", "you"))  # fmt: skip
    return pair(*d.pick(forms)) if d.chance(0.7) else _close(d)


def _fault(d: Draw) -> Phrase:
    """ma faute: my fault; la faute de Paul: Paul's fault."""
    if d.chance(0.6):
        d.tag("possessive")
        forms = (("ma", "my"), ("ma", "my"), ("ta", "your"), ("votre", "your"), ("notre", "our"), ("leur", "their"))
        whose = synonyms("sa", "his", "her") if d.chance(0.15) else pair(*d.pick(forms))
        return whose + pair("faute", "fault")
    d.tag("possession_de")
    who, mark, fault = _close(d), En("'s"), En("fault")
    fr = [Fr("la", (), (fault,), article=True), Fr("faute", (fault,)), Fr("de", (mark,)), *who.fr]
    return Phrase(fr, [*who.en, mark, fault])


def _garment(d: Draw) -> Phrase:
    """cette robe, ces chaussures."""
    item = d.pick([n for n in nouns_of("clothes") if n.lemma not in ("vêtement", "uniforme", "pyjama")])
    plural = item.number == "plural" or item.has("footwear") or item.lemma in ("chaussette", "gant")
    d.tag("demonstrative")
    return noun_phrase(d, item, "demonstrative", plural)


def _that_one(d: Draw) -> Phrase:
    """celui-là, celle-là, ceux-là; celui-ci."""
    d.tag("demonstrative")
    near = d.chance(0.25)
    tail, one, other = ("-ci", "this", "that") if near else ("-là", "that", "this")
    if d.chance(0.7):
        choice = Choice()
        words = [En(one, choice), En(other, choice, 1), En("one")]
        return Phrase([Fr(d.pick(("celui", "celle")), tuple(words)), Fr(tail, tuple(words[:2]))], words)
    choice = Choice(3)
    few, others = ("these", "those") if near else ("those", "these")
    words = [En(few, choice), En(others, choice, 1), En(few, choice, 2), En("ones", choice, 2)]
    return Phrase([Fr(d.pick(("ceux", "celles")), tuple(words)), Fr(tail, tuple(words[:3]))], words)


@cache
def _town_places() -> tuple[Noun, ...]:
    found = (*nouns_of("place_search"), noun("école"), noun("église"), noun("mairie"), noun("château"))
    return tuple(n for n in found if n.number == "count")


def _town(d: Draw) -> Phrase:
    """la gare, le musée, l'église."""
    d.tag("definite_article")
    return noun_phrase(d, d.pick(_town_places()), "definite", False, ())


def _to_town(d: Draw) -> Phrase:
    """à la gare: to the train station."""
    if d.chance(0.12):
        place = d.pick(places("city"))
        return to_place(d, place)
    return pair("à", "to") + _town(d)


def _nearest(d: Draw) -> Phrase:
    """la pharmacie la plus proche: the nearest pharmacy, or the closest."""
    d.tag("superlative")
    np = noun_phrase(d, d.pick(_town_places()), "definite", False, ())
    choice = Choice()
    nearest = (En("nearest", choice), En("closest", choice, 1))
    tail = [
        Fr("la" if np.feminine else "le", np.fr[0].sure[:1], article=True),
        Fr("plus", nearest),
        Fr("proche", nearest),
    ]
    return Phrase([*np.fr, *tail], [np.en[0], *nearest, *np.en[1:]])


def _nth_street(d: Draw) -> Phrase:
    """la deuxième rue: the second street."""
    nth = d.pick((("première", "first"), ("première", "first"), ("deuxième", "second"), ("troisième", "third")))
    return aligned("la", "the") + pair(*nth) + synonyms("rue", "street")


_BY_RULE: dict[str, Gap] = {
    "name": name_phrase, "titled": titled, "who": _who, "close": _close, "kid": _kid, "sleeper": _sleeper,
    "spelled": _spelled, "when": _when, "later": _later, "phone": _phone, "number": _number, "minutes": _minutes,
    "me": _me, "fault": _fault, "booking": booking, "ticket": ticket, "tried": _garment, "worn": _garment,
    "that_one": _that_one, "town": _town, "to_town": _to_town, "nearest": _nearest, "nth_street": _nth_street,
    "dish": a_dish, "order": one_order, "size": _digits(34, 46),
    "city": lambda d: aligned(*_city(d)), "in_city": lambda d: in_place(d, somewhere(d)),
    "to_land": lambda d: to_place(d, somewhere(d)),
}  # fmt: skip


def _city(d: Draw) -> tuple[str, str]:
    place = d.pick(places("city"))
    d.tag("place_name")
    return place.fr, place.en


@cache
def gaps() -> Mapping[str, Gap]:
    """What fills each gap: a rule, or one of a list."""
    return {gap: _listed(gap) for gap in _lists()} | _BY_RULE
