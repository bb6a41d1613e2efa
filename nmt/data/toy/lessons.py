"""Lessons: forms of verbs, degrees of adjectives, phrases of the tables and things in turn, for training only.

What is drawn by chance shows some forms a thousand times and others never: `vous retiriez` stood in none of 160,000
lines. Of sentences with a word that no line had two in three went wrong, of the others one in a hundred. Lessons are
what a conjugation table is to a learner. The other splits have none: what is measured is drawn as ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import Collocation, collocations
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Adjective, Noun, Verb, adjectives
from nmt.data.toy.objects import action_verbs
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.sentences.actions import Sentence, action_of, finish
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.collocations import PEOPLE, said, said_of
from nmt.data.toy.sentences.compare import comparable, graded, most, peers
from nmt.data.toy.sentences.everyday import willed, wished
from nmt.data.toy.sentences.existence import things
from nmt.data.toy.sentences.featured import shown_thing
from nmt.data.toy.sentences.speaking_of import goods, some_left, some_of_it
from nmt.data.toy.sentences.with_complements import complemented, complemented_noun
from nmt.data.toy.subjects import name_phrase, pronoun
from nmt.data.toy.two_senses import or_in_general
from nmt.data.toy.words import Fr, Phrase

# Who does it when; `il` stands for a woman as often, `ils` likewise.
_FORMS = (
    *((who, PRESENT) for who in ("je", "tu", "il", "nous", "vous", "ils")),
    *((who, IMPERFECT) for who in ("je", "il", "nous", "vous", "ils")),
    *((who, PASSE_COMPOSE) for who in ("il", "ils")),
    ("tu", NEAR_FUTURE),
)
_SEVERAL = ("nous", "vous", "ils")
_GOING_ON, _TOLD = frozenset((PRESENT, IMPERFECT)), frozenset((PASSE_COMPOSE, NEAR_FUTURE))
# Tenses of phrases with a trait; nobody is finding his keys for hours.
_ONLY = {
    "lasting": frozenset((PRESENT,)), "past": frozenset((PASSE_COMPOSE,)), "soon": frozenset((PRESENT, NEAR_FUTURE)),
    "achievement": _TOLD, "state": _GOING_ON, "routine": _GOING_ON, "ongoing": _GOING_ON,
}  # fmt: skip
_STRIDE = 7919  # a prime: neighbouring lessons are of different words


class Way(NamedTuple):
    """A sense of a verb or a phrase of a table: what says it, in which tenses, and of whom."""

    say: Callable[[Draw, NounPhrase, str], Sentence]
    tenses: frozenset[str]
    several: bool
    people: frozenset[str]


class Cell(NamedTuple):
    """One form to be shown, and the ways to show it, all of one French and one English verb."""

    who: str
    tense: str
    ways: tuple[Way, ...]


def lesson(d: Draw, number: int) -> Sentence:
    """Lesson `number`, from 0; after the last the first has its turn again."""
    turns = _turns()
    return turns[number * _STRIDE % len(turns)](d)


@cache
def _turns() -> tuple[Callable[[Draw], Sentence], ...]:
    """All that is taught: forms, degrees, phrases of the tables, things."""
    people = {a for feminine in (False, True) for a in predicates_for(human_noun(feminine))}
    gradable = [a for a in adjectives() if a.gradable and (a in people or _so(a))]
    return (
        *(partial(_form, cell) for cell in _cells()),
        *(partial(say, adjective) for say in (_compared, _topmost) * 3 for adjective in gradable),
        *(partial(_as_row, row) for row in collocations()),
        *(partial(_named, complemented_noun, row) for row in complemented()),
        *(partial(_thing, item) for item in things()),
        *(partial(_named, say, item) for say in (some_of_it, some_left) for item in goods()),
    )


def _form(cell: Cell, d: Draw) -> Sentence:
    """Nous retirions de l'argent; avez-vous fait cuire le gâteau ?"""
    way = d.pick(cell.ways)
    sexes = way.people & {"woman", "man"}
    feminine = "woman" in sexes if len(sexes) == 1 else d.chance(0.5)
    subject = pronoun(d, {"il": "elle", "ils": "elles"}.get(cell.who, cell.who) if feminine else cell.who)
    subject.feminine = feminine
    subject.plural = subject.plural or way.several
    return way.say(d, subject, cell.tense)


def _as_row(row: Collocation, d: Draw) -> Sentence:
    """Il habite en banlieue; je voudrais habiter en banlieue."""
    return _named(wished if row in willed() and d.chance(0.3) else said, row, d)


def _named(say: Callable[[Draw], Sentence], item: object, d: Draw) -> Sentence:
    d.wanted = item
    sentence = say(d)
    d.wanted = None
    return sentence


def _thing(item: Noun, d: Draw) -> Sentence:
    return shown_thing(d, item)


@cache
def _cells() -> tuple[Cell, ...]:
    """Every form of every verb that people do, told apart by the English verb as well: faire cuire is to bake."""
    ways: defaultdict[tuple[str, bool, str], list[Way]] = defaultdict(list)
    for verb in action_verbs():
        if verb.subjects & {"person", "adult", "child", "any"}:
            ways[_both_verbs(verb)].append(_sense(verb))
    for row in collocations():
        if row.subjects <= PEOPLE | {"plural"}:
            ways[_both_verbs(row.verb)].append(_phrase(row))
    found = []
    for same in ways.values():
        for who, tense in _FORMS:
            fitting = tuple(way for way in same if tense in way.tenses and (who in _SEVERAL or not way.several))
            if fitting:
                found.append(Cell(who, tense, fitting))
    return tuple(found)


def _both_verbs(verb: Verb) -> tuple[str, bool, str]:
    return verb.fr.infinitive, verb.reflexive, verb.en.base[0]


def _sense(verb: Verb) -> Way:
    momentary, state = verb.aspect == "achievement", verb.aspect == "state"
    tenses = _TOLD if momentary else _GOING_ON if state else _TOLD | _GOING_ON
    return Way(lambda d, who, tense: action_of(d, verb, who, tense), tenses, verb.frame == "refl_plural", verb.subjects)


def _phrase(row: Collocation) -> Way:
    only = next((tenses for trait, tenses in _ONLY.items() if row.has(trait)), _TOLD | _GOING_ON)
    return Way(lambda d, who, tense: said_of(d, row, who, tense), only, "plural" in row.subjects, row.subjects)


def _compared(adjective: Adjective, d: Draw) -> Sentence:
    """Ce biscuit est plus dur que le pain; Marie est plus prudente que Paul."""
    d.tag("comparative")
    subject, other = _subject_and_peer(d, adjective)
    or_in_general(subject)
    or_in_general(other)
    fr, en, than = graded(d, "plus", adjective, subject)
    if other.fr and other.fr[-1].text != subject.fr[-1].text:
        fr, en = [*fr, Fr("que", tuple(than)), *other.fr], [*en, *than, *other.en]
    return finish(d, Clause(subject, Predicate(be(), [Phrase(fr, en)])))


def _topmost(adjective: Adjective, d: Draw) -> Sentence:
    """Ce biscuit est le plus dur; Marie est la plus prudente."""
    d.tag("superlative")
    subject, _ = _subject_and_peer(d, adjective)
    fr, en = most(d, adjective, subject.feminine, subject.plural)
    return finish(d, Clause(subject, Predicate(be(), [Phrase(fr, en)])))


def _subject_and_peer(d: Draw, adjective: Adjective) -> tuple[NounPhrase, Phrase]:
    """Who or what can be so, and another, nobody where there is none of the kind."""
    things_so = _so(adjective)
    if not things_so:
        return pronoun(d) if d.chance(0.6) else name_phrase(d), name_phrase(d)
    thing = d.pick(things_so)
    subject = noun_phrase(d, thing, "demonstrative" if d.chance(0.3) else "definite", d.chance(0.35))
    alike = [n for n in peers(thing) if adjective in predicates_for(n)]
    return subject, noun_phrase(d, d.pick(alike), "definite", subject.plural) if alike else Phrase([], [])


@cache
def _so(adjective: Adjective) -> tuple[Noun, ...]:
    return tuple(n for n in comparable() if adjective in predicates_for(n))
