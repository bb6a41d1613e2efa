"""Verb groups: one French tense and polarity, and the English ways to say it, word by word.

An English alternative is laid out in slots, because subjects and adverbs come between its words:
`aux` (before the subject in a question), `not`, `mid` (never, no longer, just), `main`.
Each word keeps the role by which French words find it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from nmt.data.toy.aligning import links_of
from nmt.data.toy.english import EnglishVerb
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Verb

_BE_PRESENT = ("am", "are", "is", "are", "are", "are")
_BE_PAST = ("was", "were", "was", "were", "were", "were")


class Form(NamedTuple):
    """One English verb form: auxiliary, words after `not`, words when a statement needs no dummy `do`.

    `dummy` tells that the auxiliary is a form of do, used only with `not` and in questions.
    `main` starts with `led` words that belong to the tense and not to the verb (going to).
    `gerund` tells that a governed verb follows in its -ing form (like swimming).
    """

    aux: str
    main: tuple[str, ...]
    finite: tuple[str, ...] = ()
    dummy: bool = False
    led: int = 0
    gerund: bool = False


@cache
def simple_present(verb: EnglishVerb, person: int) -> Form:
    if verb.is_be:
        return Form(_BE_PRESENT[person], verb.base[1:])
    if verb.base[0] in ("can", "could", "must", "would"):
        return Form(verb.base[0], verb.base[1:])
    third = person == IL
    return Form("does" if third else "do", verb.base, verb.third if third else verb.base, True)


@cache
def simple_past(verb: EnglishVerb, person: int) -> Form:
    if verb.is_be:
        return Form(_BE_PAST[person], verb.base[1:])
    if verb.base[0] == "can":
        return Form("could", verb.base[1:])
    base = ("have", "to", *verb.base[1:]) if verb.base[0] == "must" else verb.base
    return Form("did", base, verb.past, True)


@cache
def progressive(verb: EnglishVerb, person: int) -> Form:
    return Form(_BE_PRESENT[person], verb.ing)


@cache
def past_progressive(verb: EnglishVerb, person: int) -> Form:
    return Form(_BE_PAST[person], verb.ing)


@cache
def used_to(verb: EnglishVerb, person: int) -> Form:
    """What somebody did again and again, or was, in those days."""
    return Form("did", ("use", "to", *verb.base), ("used", "to", *verb.base), True, 2)


@cache
def perfect(verb: EnglishVerb, person: int) -> Form:
    return Form("has" if person == IL else "have", verb.participle)


@cache
def perfect_progressive(verb: EnglishVerb, person: int) -> Form:
    return Form("has" if person == IL else "have", ("been", *verb.ing), led=1)


@cache
def going_to(verb: EnglishVerb, person: int) -> Form:
    base = ("be", "able", "to") if verb.base[0] == "can" else ("have", "to") if verb.base[0] == "must" else verb.base
    return Form(_BE_PRESENT[person], ("going", "to", *base), (), False, 2)


@cache
def will(verb: EnglishVerb, person: int) -> Form:
    base = ("be", "able", "to") if verb.base[0] == "can" else ("have", "to") if verb.base[0] == "must" else verb.base
    return Form("will", base)


class Alignment(NamedTuple):
    """For each French word of a verb (head, then its tail): sure and possible English word indices."""

    head: tuple[tuple[int, ...], tuple[int, ...]]
    tail: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...]
    preposition: tuple[int, ...]


@cache
def verb_alignment(verb: Verb) -> Alignment:
    """How the verb's French words link to the words of its English phrase.

    A French preposition takes the English one (penser à: think about); the English `to` of an
    infinitive belongs to nobody for sure.
    """
    base = verb.en.base
    words = list(range(len(base)))
    preposition: tuple[int, ...] = ()
    loose: tuple[int, ...] = ()
    if len(base) > 1 and verb.frame in ("inf", "inf_a", "inf_de") and base[-1] == "to":
        words.pop()
        if verb.preposition:
            preposition = (len(base) - 1,)
        else:
            loose = (len(base) - 1,)
    elif len(base) > 1 and verb.preposition:
        words.pop()
        preposition = (len(base) - 1,)
    if verb.reflexive and base[-2:] == ONE_ANOTHER:
        del words[-2:]
    fr = (verb.fr.infinitive, *verb.tail.split())
    sure, possible = links_of(fr, tuple(base[j] for j in words))
    rows = [(tuple(j for i, j in sure if i == k), tuple(j for i, j in possible if i == k)) for k in range(len(fr))]
    head = (rows[0][0], rows[0][1] + loose)
    tail = tuple((fr[k], rows[k][0], rows[k][1]) for k in range(1, len(fr)))
    return Alignment(head, tail, preposition)


ONE_ANOTHER = ("each", "other")  # the reflexive pronoun's own English, where people do something to one another
# The reflexive pronoun by person; `on` takes se.
REFLEXIVE = ("me", "te", "se", "nous", "vous", "se")
