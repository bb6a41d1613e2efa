"""How much older or younger: il a deux ans de plus que moi, elle a un an de moins que son frère."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Noun, nouns_of
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase, possessor_of
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import aged, question_or_statement
from nmt.data.toy.subjects import name_phrase, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair, synonyms

_NEAR_IN_AGE = frozenset("frère sœur cousin cousine ami copain voisin collègue".split())
_AM = {"me": "I am", "you": "you are", "him": "he is", "her": "she is", "us": "we are", "them": "they are"}


@cache
def _peers() -> tuple[Noun, ...]:
    found = nouns_of("family", "friend", "person")
    return tuple(dict.fromkeys(n for n in found if n.lemma in _NEAR_IN_AGE))


@cache
def _spouse(gender: str) -> Noun:
    return next(n for n in nouns_of("family") if n.lemma == "mari" and n.gender == gender)


def _somebody(d: Draw) -> NounPhrase:
    """Who may be a little older or younger than anybody else."""
    roll = d.random()
    if roll < 0.45:
        return pronoun(d)
    if roll < 0.7:
        return name_phrase(d)
    return noun_phrase(d, d.pick(_peers()), free_possessor(d), False, ())


def _than_whom(d: Draw, subject: NounPhrase) -> Phrase:
    """moi, Paul, son frère; English me, or I am."""
    roll = d.random()
    if roll < 0.45:
        other = stressed(d, subject)
        (word,) = other.en
        word.choice = choice = Choice()
        clause = [En(text, choice, 1) for text in _AM[word.text].split()]
        return Phrase([Fr(other.fr[0].text, (word, clause[0]))], [word, *clause])
    if roll < 0.65:
        name = name_phrase(d)
        return name if name.en[0].text not in [w.text for w in subject.en] else _than_whom(d, subject)
    alone = subject.person == IL and not subject.plural and subject.pronoun != "on"
    if alone and roll > 0.9:
        return noun_phrase(d, _spouse("m" if subject.feminine else "f"), possessor_of(subject), False, ())
    peer = d.pick([n for n in _peers() if n is not subject.noun])
    return noun_phrase(d, peer, possessor_of(subject) if d.chance(0.7) else free_possessor(d, subject), False, ())


def _how_much(d: Draw) -> Phrase:
    """deux ans: two years; six mois: six months; quelques années: a few years."""
    roll = d.random()
    if roll < 0.12:
        n = d.pick((2, 3, 4, 5, 6, 8, 9, 10))
        return number_phrase(n) + pair("mois", "months")
    if roll < 0.2:
        few = Choice()
        words = [En("a", few), En("few", few), En("some", few, 1)]
        return Phrase([Fr("quelques", (words[1], words[2]), (words[0],))], words) + pair("années", "years")
    n = 1 + int(d.random() * d.pick((4, 8, 15)))
    if n == 1:
        return synonyms("un", "one", "a") + pair("an", "year")
    return number_phrase(n) + pair("ans", "years")


def older_than(d: Draw) -> Sentence:
    """Il a deux ans de plus que moi: he is two years older than me; elle a un an de moins que son frère."""
    d.tag("age", "comparative", "number")
    subject, question = question_or_statement(d, _somebody(d), 0.15)
    time = _how_much(d)
    more = d.chance(0.55)
    older, than = En("older" if more else "younger"), En("than")
    said = time + Phrase([Fr("de", (), (older,)), Fr("plus" if more else "moins", (older,))], [older])
    if not d.chance(0.1):
        said = said + Phrase([Fr("que", (than,))], [than]) + _than_whom(d, subject)
    return finish(d, Clause(subject, Predicate(aged(), [said]), PRESENT, "", question))


FAMILIES = ((older_than, 1),)
