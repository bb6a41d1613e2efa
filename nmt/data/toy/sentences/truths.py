"""What has ever been done, what is not enough, what animals eat: true at any time."""

from __future__ import annotations

from dataclasses import replace

from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import noun, nouns_of, places, verb
from nmt.data.toy.objects import object_nouns
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.place_names import to_place
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be, describable
from nmt.data.toy.subjects import person, pronoun, thing_phrase
from nmt.data.toy.two_senses import or_this_one
from nmt.data.toy.words import En, Fr, Phrase, pair

# What one asks who has ever done: a sight, a dish, a book or a movie.
_EVER = (("visiter", "tr"), ("voir", "tr"), ("manger", "tr"), ("lire", "tr"))


def ever(d: Draw) -> Sentence:
    """As-tu déjà visité ce musée ?: have you ever visited this museum?; êtes-vous déjà allés au Japon ?"""
    d.tag("manner_adverb")
    subject = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "il", "elle", "ils")))
    if d.chance(0.5):
        d.tag("place_name")
        gone = replace(verb("aller", "motion"), en=be().en, others=())
        where = to_place(d, d.pick(places("city", "country_f", "country_m", "country_plural")))
        predicate = Predicate(gone, [where])
    else:
        found = verb(*d.pick(_EVER))
        options = [n for n in object_nouns(found) if n.has("visitable", "movie", "dish", "book", "wild")]
        item = d.pick([n for n in options if n.number == "count"])
        definite = item.has("visitable") and d.chance(0.5)
        predicate = Predicate(found, [noun_phrase(d, item, "definite" if definite else "demonstrative", False)])
        if item.has("dish", "wild"):
            predicate = Predicate(found, [noun_phrase(d, item, "indefinite", item.has("wild") and d.chance(0.5), ())])
    clause = Clause(subject, predicate, PASSE_COMPOSE, "", d.pick(("inversion", "intonation", "est_ce_que")))
    clause.perfect = True
    clause.mid = pair("déjà", "ever")
    return finish(d, clause)


def not_that_much(d: Draw) -> Sentence:
    """Ces oranges ne sont pas assez sucrées: these oranges are not sweet enough."""
    d.tag("degree_adverb")
    item = d.pick(describable())
    subject = thing_phrase(d, item) if d.chance(0.75) else person(d, 0.5)
    traits = predicates_for(item if not subject.human else subject.noun or human_noun(subject.feminine))
    fitting = [a for a in traits if a.gradable and a.en in _ENOUGH and (subject.human or a.en != "old")]
    if not fitting:
        return not_that_much(d)
    quality, enough = adjective_phrase(d, d.pick(fitting), subject, 0.0), En("enough")
    claim = Phrase([Fr("assez", (enough,)), *quality.fr], [*quality.en, enough])
    question = d.pick(("est_ce_que", "intonation")) if d.chance(0.1) else ""
    return finish(d, Clause(subject, Predicate(be(), [claim]), PRESENT, "pas", question))


_ENOUGH = frozenset(
    "big tall long hot warm sweet salty fresh ripe clean comfortable fast easy interesting bright strong serious "
    "patient rich quiet calm light practical modern wide high old".split()
)


def beasts_eat(d: Draw) -> Sentence:
    """Les lions mangent de la viande et les vaches mangent de l'herbe: in general, so in the simple present."""
    d.tag("generic_article")
    meat, grass = d.pick(nouns_of("meat_eater")), d.pick(nouns_of("plant_eater"))
    eaten = [(meat, "viande"), (grass, d.pick(("herbe", "feuille")))]
    pairs = eaten if d.chance(0.5) else eaten[::-1]
    negated = d.chance(0.15)
    said = []
    for beast, food in [(grass, "viande")] if negated else pairs:
        article = "negated" if negated else "indefinite" if food == "feuille" else "partitive"
        goods = noun_phrase(d, noun(food), article, food == "feuille", ())
        eats = Predicate(verb("manger", "tr"), [goods], simple=True)
        np = noun_phrase(d, beast, "generic", True, ())
        or_this_one(np)
        said.append(realise(d, Clause(np, eats, PRESENT, "pas" if negated else "")))
    if negated or d.chance(0.4):
        return said[0], "."
    d.tag("coordination")
    link = pair("et", "and") if d.chance(0.6) else pair(",", ",") + pair("mais", "but")
    return said[0] + link + said[1], "."


FAMILIES = ((ever, 6), (not_that_much, 6), (beasts_eat, 3))
