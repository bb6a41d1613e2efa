"""What somebody has or a place is, and a second clause about it: it is bigger, but it is also more expensive."""

from __future__ import annotations

from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import noun, nouns_of, verb
from nmt.data.toy.linking import again, joined
from nmt.data.toy.phrases import noun_phrase, ownable
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.compare import comparable, graded, peers
from nmt.data.toy.sentences.reference import someone_unlike
from nmt.data.toy.sentences.topics import BAD, COLORS, GOOD, NOT_TALKED_OF, OPPOSITE, about_it, remarked
from nmt.data.toy.two_senses import or_in_general
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair


def better_but(d: Draw) -> Sentence:
    """Le métro est plus rapide que le bus, mais il est plus cher; cette jupe est moins chère, mais elle est courte."""
    d.tag("comparative")
    thing = d.pick(comparable())
    others = peers(thing)
    traits = [a for a in predicates_for(thing) if a.gradable and a.en in GOOD | BAD]
    if thing.has("food"):
        alike = thing.classes & {"fruit", "dessert", "dish", "vegetable", "sweet"}
        others = tuple(n for n in others if n.classes & alike)
    shared = [n for n in others if len([a for a in traits if a in predicates_for(n)]) > 1]
    if not shared or thing.classes & NOT_TALKED_OF:
        return better_but(d)
    other = d.pick(shared)
    both = [a for a in traits if a in predicates_for(other)]
    one, two = d.pick(both), d.pick(both)
    same = (one.en in GOOD) == (two.en in GOOD)
    clash = {one.en, two.en}
    if len(clash) < 2 or same or any(a in clash and clash & set(b.split()) for a, b in OPPOSITE.items()):
        one = next((a for a in both if a.en in GOOD), one)
        two = next((a for a in both if a.en in BAD and a.en not in OPPOSITE.get(one.en, "").split()), two)
        if one.en == two.en or (one.en in GOOD) == (two.en in GOOD):
            return better_but(d)
    plural = d.chance(0.2)
    np, second = (noun_phrase(d, n, "definite", plural, ()) for n in (thing, other))
    for compared in (np, second):
        or_in_general(compared)
    fr, en, than = graded(d, "plus", one, np)
    claim = Phrase([*fr, Fr("que", tuple(than)), *second.fr], [*en, *than, *second.en])
    first = realise(d, Clause(np, Predicate(be(), [claim]), PRESENT))
    it = again(np)
    fr, en, _ = graded(d, "plus", two, it)
    if d.chance(0.35):
        also = En("also")
        fr, en = [*fr, Fr("aussi", (also,))], [also, *en]
    d.tag("pronoun_reference")
    return joined(d, first, "mais", realise(d, Clause(it, Predicate(be(), [Phrase(fr, en)]), PRESENT)), True), "."


def has_one(d: Draw) -> Sentence:
    """J'ai une nouvelle voiture, elle est très rapide; il a acheté un roman, mais il est trop long."""
    thing, good, bad = d.pick([row for row in remarked() if row[0].number == "count" and ownable(row[0])
                               and not row[0].has("food", "drink", "fact", "work")])  # fmt: skip
    bought = d.chance(0.6) and thing.has("clothes", "vehicle_own", "furniture", "device", "book_like", "jewel", "bag")
    found = verb("acheter" if bought else "avoir", "tr")
    np = noun_phrase(d, thing, "indefinite", False, ())
    subject = someone_unlike(d, np)
    link = d.pick((",", "mais", "et"))
    quality = d.pick(bad if link == "mais" else good)
    degree = d.pick(("trop", "très")) if link == "mais" else d.pick(("très", "vraiment", ""))
    main = realise(d, Clause(subject, Predicate(found, [np]), PASSE_COMPOSE if bought else PRESENT))
    second = about_it(d, np, quality, degree)
    if link == ",":
        return main + pair(",", ",") + second, "."
    return joined(d, main, link, second, link == "mais" and d.chance(0.6)), "."


def where_it_is(d: Draw) -> Sentence:
    """Le musée est ouvert, mais il est loin; cet hôtel est près de la gare et il n'est pas cher."""
    place = d.pick([n for n in nouns_of("hotel", "restaurant", "shop", "building_open", "house_like", "park")
                    if n is not noun("toilettes")])  # fmt: skip
    np = noun_phrase(d, place, "demonstrative" if d.chance(0.5) else "definite", False, ())
    first = realise(d, Clause(np, Predicate(be(), [d.pick((pair("loin", "far"), aligned("près d'ici", "near here")))])))
    fitting = [a for a in predicates_for(place) if a.en in (GOOD | {"open"}) - COLORS] or list(predicates_for(place))
    negation = "pas" if d.chance(0.25) else ""
    link = "mais" if first.en[-1].text == "far" or negation else "et"
    quality = d.pick(fitting)
    if link == "mais" and not negation and first.en[-1].text != "far":
        link = "et"
    return joined(d, first, link, about_it(d, np, quality, "" if negation else "très" if d.chance(0.4) else "",
                                           PRESENT, negation), link == "mais"), "."  # fmt: skip
