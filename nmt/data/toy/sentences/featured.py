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
from typing import TypeVar

from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Adjective, Noun, Verb, adjectives, verbs_of
from nmt.data.toy.objects import action_verbs, object_nouns
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.sentences.actions import Sentence, action_of, finish, pick_question
from nmt.data.toy.sentences.being import describable, quality_of
from nmt.data.toy.sentences.commands import ordered, orders
from nmt.data.toy.sentences.existence import some_thing_is, things
from nmt.data.toy.sentences.modals import listed_infinitive
from nmt.data.toy.subjects import pronoun

# What every lexeme has for sure, as a share of a frame; it keeps the weights of the rarest within bounds.
_FLOOR = 0.02
_TRIES = 4
Lexeme = TypeVar("Lexeme", Noun, Adjective)


def featured_noun(d: Draw) -> Sentence:
    """A thing whose turn it is, as an object, as a subject or pointed at: le toit est rouge; c'est un toit."""
    found, bounds = _noun_turns()
    return shown_thing(d, _turn(d, found, bounds))


def shown_thing(d: Draw, item: Noun) -> Sentence:
    """What `featured_noun` says, of this thing."""
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


# Who does it where a form is to be seen: the persons that other sentences seldom draw come more often.
_PERSONS = "je tu tu il on nous nous nous vous vous vous ils elles".split()


def featured_form(d: Draw) -> Sentence:
    """A form of a verb, both drawn evenly: nous espérions partir; vous détestez le lait; choisissons un gâteau."""
    governing = d.chance(0.12)
    found = d.pick(verbs_of("inf", "inf_a", "inf_de")) if governing else d.pick(d.pick(_senses()))
    subject = pronoun(d, d.pick(_PERSONS))
    tense = d.pick((PRESENT, PRESENT, IMPERFECT, IMPERFECT, IMPERFECT))
    if found.frame in ("inf", "inf_a", "inf_de"):
        return _governing(d, found, subject, tense)
    if found in orders() and d.chance(0.3):
        return ordered(d, pronoun(d, d.pick(("tu", "nous", "vous"))), found)
    people = found.subjects & {"person", "adult"}
    if found.frame == "refl_plural" and people:
        subject = pronoun(d, d.pick(("nous", "vous", "ils", "elles")))
        subject.plural = True
    if found.aspect == "achievement":
        tense = d.pick((PASSE_COMPOSE, NEAR_FUTURE))
    return action_of(d, found, subject if people else None, tense)


def _governing(d: Draw, found: Verb, subject: NounPhrase, tense: str) -> Sentence:
    """nous espérions partir; vous oubliez de fermer la porte; ils n'osaient pas."""
    if found.aspect == "achievement" and tense == IMPERFECT:
        tense = PASSE_COMPOSE
    governed = listed_infinitive(d, "skill" if found.lemma in ("savoir", "apprendre") else "task", subject)
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous") and d.chance(0.2) else ""
    negated = d.chance(0.15) and found.lemma not in ("refuser", "espérer", "décider", "promettre", "préférer")
    clause = Clause(subject, Predicate(found, infinitive=governed), tense, "pas" if negated else "", question)
    return finish(d, clause)


def _turn(d: Draw, items: Sequence[Lexeme], bounds: Sequence[float]) -> Lexeme:
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
