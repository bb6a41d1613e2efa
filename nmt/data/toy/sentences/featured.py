"""Each lexeme gets its turn: sentences built around a noun, an adjective or a verb drawn by how seldom others offer it.

The other families draw a frame first and then a word that fits it, so a word that few frames take would be rare.
Here the word comes first, with a weight inverse to its exposure in those frames.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Adjective, Noun, Verb, adjectives
from nmt.data.toy.objects import action_verbs, object_nouns
from nmt.data.toy.sentences.actions import Sentence, action_of
from nmt.data.toy.sentences.being import describable, quality_of
from nmt.data.toy.sentences.existence import some_thing_is, things

# What every lexeme has for sure, as a share of a frame; it keeps the weights of the rarest within bounds.
_FLOOR = 0.02
_TRIES = 4


def featured_noun(d: Draw) -> Sentence:
    """A thing whose turn it is, as an object, as a subject or pointed at: le toit est rouge; c'est un toit."""
    found, bounds = _noun_turns()
    item = _turn(d, found, bounds)
    verbs = _takers(item)
    for _ in range(_TRIES):
        d.wanted = item
        roll = d.random()
        if verbs and roll < 0.5:
            sentence = action_of(d, d.pick(verbs))
        elif item in describable() and roll < 0.8:
            d.wanted = None
            return quality_of(d, item)
        else:
            sentence = some_thing_is(d)
        if d.wanted is None:
            return sentence
        d.tags.clear()
    d.wanted = None
    return some_thing_is(d)


def featured_adjective(d: Draw) -> Sentence:
    """A quality whose turn it is: cette boîte est carrée; Marie est célibataire; c'est un exercice impossible."""
    found, bounds = _adjective_turns()
    adjective = _turn(d, found, bounds)
    things_so = _so_described(adjective)
    for _ in range(_TRIES):
        d.wanted = adjective
        item = d.pick(things_so) if things_so else None
        sentence = quality_of(d, None if item is None or "human" in item.classes else item)
        if d.wanted is None:
            return sentence
        d.tags.clear()
    d.wanted = None
    return quality_of(d, None)


def featured_verb(d: Draw) -> Sentence:
    """An action of a verb drawn by lemma, whatever the number of its senses."""
    return action_of(d, d.pick(d.pick(_senses())))


def _turn(d: Draw, items: Sequence[Noun | Adjective], bounds: Sequence[float]) -> Noun | Adjective:
    return items[min(bisect(bounds, d.random() * bounds[-1]), len(items) - 1)]


@cache
def _takers(item: Noun) -> tuple[Verb, ...]:
    """The verbs that take a noun as their object."""
    return tuple(v for v in action_verbs() if v.objects and item in object_nouns(v))


@cache
def _noun_turns() -> tuple[tuple[Noun, ...], tuple[float, ...]]:
    """Things with the running sum of their weights."""
    exposure: defaultdict[Noun, float] = defaultdict(float)
    for verb in action_verbs():
        pool = object_nouns(verb) if verb.objects else ()
        for item in pool:
            exposure[item] += 1 / len(pool)
    items = things()
    return items, tuple(accumulate(1 / (_FLOOR + exposure[item]) for item in items))


@cache
def _adjective_turns() -> tuple[tuple[Adjective, ...], tuple[float, ...]]:
    """Predicates with the running sum of their weights."""
    exposure: defaultdict[Adjective, float] = defaultdict(float)
    for item in describable():
        pool = predicates_for(item)
        for adjective in pool:
            exposure[adjective] += 1 / len(pool)
    people = {a for feminine in (False, True) for a in predicates_for(human_noun(feminine))}
    items = tuple(a for a in adjectives() if exposure[a] or a in people)
    return items, tuple(accumulate(1 / (1 + exposure[item] + (4 if item in people else 0)) for item in items))


@cache
def _so_described(adjective: Adjective) -> tuple[Noun, ...]:
    return tuple(n for n in describable() if adjective in predicates_for(n))


@cache
def _senses() -> tuple[tuple[Verb, ...], ...]:
    table: dict[str, list[Verb]] = {}
    for verb in action_verbs():
        table.setdefault(verb.lemma, []).append(verb)
    return tuple(tuple(senses) for senses in table.values())
