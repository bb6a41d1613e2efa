"""Joining two clauses: conjunctions, and the pronoun that takes a noun phrase up again."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import ILS
from nmt.data.toy.lexicon import Adjective, Expression, Verb, adjectives, expressions
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import add_circumstance, pick_tense
from nmt.data.toy.sentences.being import adjective_phrase, be, state_verb
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair

_ENGLISH = {
    "et": "and", "mais": "but", "ou": "or", "quand": "when", "si": "if", "alors": "so", "donc": "so", "puis": "then",
    "car": "because",
}  # fmt: skip


def conjunction(link: str) -> Phrase:
    """The conjunction's words; both words of parce que belong to because."""
    return aligned("parce que", "because", "0-0 1-0") if link == "parce que" else pair(link, _ENGLISH[link])


def joined(d: Draw, first: Phrase, link: str, second: Phrase, comma: bool = False) -> Phrase:
    """Two clauses with a conjunction between, a comma before it in both languages where asked."""
    d.tag("subordination" if link in ("parce que", "quand", "si") else "coordination")
    if link == "parce que" and d.chance(0.05):
        link = "car"
    if comma:
        first = first + pair(",", ",")
    return first + conjunction(link) + second


def again(np: NounPhrase) -> NounPhrase:
    """The pronoun that takes `np` up in a second clause: il, elle, ils, elles or the same pronoun.

    A thing is `it` or `they` in English, whatever its French gender.
    """
    if np.pronoun:
        fr, text = np.pronoun, np.en[0].text
    else:
        fr = ("il", "elle", "ils", "elles")[np.feminine + 2 * np.plural]
        text = "they" if np.en_person == ILS else ("she" if np.feminine else "he") if np.human else "it"
    word = En(text)
    copy = NounPhrase([Fr(fr, (word,))], [word], np.person, np.en_person, np.feminine, np.plural, np.owner)
    copy.pronoun, copy.human = fr, np.human
    return copy


@cache
def _small_verbs() -> tuple[Verb, ...]:
    return tuple(v for v in action_verbs() if "person" in v.subjects and v.frame not in ("refl_plural", "ditr"))


def small_clause(
    d: Draw, subject: NounPhrase, tense: str = "", negation: str = "", setting: float = 0.5
) -> Phrase:  # fmt: skip
    """A short action clause, maybe with a place; an achievement has no bare present and turns to the past."""
    found = d.pick(_small_verbs())
    if found.aspect == "achievement" and tense == PRESENT:
        tense = PASSE_COMPOSE
    tense = tense or pick_tense(d, found)
    clause = Clause(subject, predicate_for(d, found, subject, bool(negation)), tense, negation)
    add_circumstance(d, clause, setting)
    return realise(d, clause)


@cache
def _state(name: str) -> Adjective | Expression:
    if name not in ("froid", "chaud"):
        for adjective in adjectives():
            if adjective.lemma == name:
                return adjective
    return next(e for e in expressions("avoir_state") if e.fr == name)


def state_clause(
    d: Draw, subject: NounPhrase, name: str, tense: str = PRESENT, negation: str = "", question: str = ""
) -> Phrase:  # fmt: skip
    """A state by its French word: il est malade; elle a faim."""
    state = _state(name)
    if isinstance(state, Expression):
        d.tag("avoir_state")
        return realise(d, Clause(subject, Predicate(state_verb(state)), tense, negation, question))
    quality = adjective_phrase(d, state, subject, 0.0 if negation or question else 0.25)
    return realise(d, Clause(subject, Predicate(be(), [quality]), tense, negation, question))
