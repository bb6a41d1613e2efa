"""Countries and cities as what one speaks of: how big they are, which is the biggest, of what a city is the capital."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import adjectives_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Adjective, noun, places, verb
from nmt.data.toy.phrases import NounPhrase, named_adjective, noun_phrase
from nmt.data.toy.place_names import place_name
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.compare import graded, most
from nmt.data.toy.sentences.degrees import a_bigger_one
from nmt.data.toy.sentences.existence import thing_copula
from nmt.data.toy.sentences.relative import thought
from nmt.data.toy.subjects import person
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair

# From the biggest to the smallest.
_COUNTRIES = (
    "Russie Canada Chine États-Unis Brésil Inde Algérie Mexique France Espagne Maroc Japon Allemagne Italie Sénégal "
    "Grèce Angleterre Portugal Pays-Bas Suisse Belgique"
).split()
_CITIES = "Tokyo|New York|Londres|Paris|Madrid|Rome|Montréal|Bruxelles|Marseille|Lyon|Nice|Lille".split("|")
_CAPITALS = (
    ("Paris", "France"), ("Londres", "Angleterre"), ("Rome", "Italie"), ("Madrid", "Espagne"), ("Berlin", "Allemagne"),
    ("Bruxelles", "Belgique"), ("Tokyo", "Japon"), ("Lisbonne", "Portugal"),
)  # fmt: skip


def _land(d: Draw, name: str) -> NounPhrase:
    return place_name(d, next(p for p in places() if p.fr == name))


def _ranked(d: Draw, names: list[str]) -> tuple[int, int]:
    """Two of the names, by their places in the list."""
    one, two = int(d.random() * len(names)), int(d.random() * (len(names) - 1))
    return one, two + (two >= one)


def countries(d: Draw) -> Sentence:
    """La Russie est le plus grand pays du monde; l'Italie est un beau pays; le Japon est plus petit que la Chine."""
    d.tag("place_name")
    one, two = _ranked(d, _COUNTRIES)
    subject, land = _land(d, _COUNTRIES[one]), noun("pays")
    known = {a.lemma: a for a in adjectives_for(land)}
    roll, question = d.random(), "est_ce_que" if d.chance(0.1) else ""
    size = known["grand" if one < 9 else "petit"]
    if roll < 0.3 and (one < 9 or _COUNTRIES[one] in _RICH):
        d.tag("superlative")
        said: Phrase = _outstanding(d, one, known) + aligned("du monde", "in the world", "0-0 0-1 1-2")
    elif roll < 0.6:
        said = noun_phrase(d, land, "indefinite", False, (d.pick((size, known["beau"], known["riche"])),))
        if d.chance(0.3):
            said = Phrase([said.fr[0], Fr("très", (very := En("very"),)), *said.fr[1:]],
                          [said.en[0], very, *said.en[1:]])  # fmt: skip
    elif roll < 0.85:
        d.tag("comparative")
        other, kind = _land(d, _COUNTRIES[two]), "moins" if d.chance(0.15) else "plus"
        bigger = (one < two) == (kind == "plus")
        fr, en, than = graded(d, kind, _size(bigger), subject)
        said = Phrase([*fr, Fr("que", tuple(than)), *other.fr], [*en, *than, *other.en])
    else:
        liking = verb(d.pick(("adorer", "visiter", "connaître")), "tr")
        tense = PASSE_COMPOSE if liking.lemma == "visiter" else PRESENT
        main = realise(d, Clause(person(d, 0.7), Predicate(liking, [subject]), tense))
        said = noun_phrase(d, land, "indefinite", False, (known["beau"],))
        return main + pair(",", ",") + realise(d, Clause(thing_copula(), Predicate(be(), [said]), PRESENT)), "."
    clause = Clause(subject, Predicate(be(), [said]), PRESENT, "pas" if d.chance(0.08) else "", question)
    return (realise(d, clause), "?") if question else (thought(d, realise(d, clause), 0.45), ".")


_RICH = frozenset("États-Unis Suisse Allemagne Japon Canada France Angleterre Pays-Bas".split())


def _outstanding(d: Draw, rank: int, known: dict[str, Adjective]) -> Phrase:
    """le plus grand pays, un des plus grands pays, un des pays les plus riches: one of the richest countries."""
    rich = _COUNTRIES[rank] in _RICH and (rank >= 9 or d.chance(0.5))
    several = rank > 0
    core = noun_phrase(d, noun("pays"), "none", several, ())
    fr, en = most(d, known["riche" if rich else "grand"], False, several)
    fr = [fr[0], *core.fr, Fr("les", (), (en[0],)), *fr[1:]] if rich else [*fr, *core.fr]
    begin, of = En("one"), En("of")
    if not several:
        return Phrase(fr, [*en, *core.en])
    return Phrase([Fr("un", (begin,)), Fr("de", (of,)), *fr], [begin, of, *en, *core.en])


@cache
def _size(big: bool) -> Adjective:
    """big or small, of things."""
    return named_adjective("grand" if big else "petit", "big" if big else "small")


def capitals(d: Draw) -> Sentence:
    """Madrid est la capitale de l'Espagne; Rome est une belle ville; Paris est une ville plus grande que Lyon."""
    d.tag("place_name")
    town, roll = noun("ville"), d.random()
    said: Phrase
    question = ""
    if roll < 0.4:
        city, home = d.pick(_CAPITALS)
        subject, country = _land(d, city), _land(d, home)
        of, the, capital = En("of"), En("the"), En("capital")
        fr = [Fr("la", (the,), article=True), Fr("capitale", (capital,)), Fr("de", (of,)), *country.fr]
        said = Phrase(fr, [the, capital, of, *country.en])
        question = d.pick(("est_ce_que", "intonation")) if d.chance(0.2) else ""
    else:
        one, two = _ranked(d, _CITIES)
        subject = _land(d, _CITIES[one])
        traits = [a for a in adjectives_for(town) if a.lemma in ("grand", "beau", "célèbre", "moderne", "populaire")]
        said = noun_phrase(d, town, "indefinite", False, (d.pick(traits),))
        if roll < 0.65:
            np, than, other = a_bigger_one(d, town, _size(one < two), False), En("than"), _land(d, _CITIES[two])
            said = np + Phrase([Fr("que", (than,)), *other.fr], [than, *other.en])
    clause = Clause(subject, Predicate(be(), [said]), PRESENT, "", question)
    return (realise(d, clause), "?") if question else (thought(d, realise(d, clause), 0.45), ".")


FAMILIES = ((countries, 7), (capitals, 5))
