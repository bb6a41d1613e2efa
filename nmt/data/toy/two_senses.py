"""Nouns of two senses where the sentence does not decide: cette règle est utile, the rule or the ruler."""

from __future__ import annotations

from typing import NamedTuple

from nmt.data.toy import english
from nmt.data.toy.clauses import Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import ILS
from nmt.data.toy.lexicon import Noun
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.words import Choice, En, Phrase


class _Reading(NamedTuple):
    """What the noun may be else as the object of these verbs, or with être beside one of these qualities (or any).

    `-` is for the noun alone: des règles ?
    """

    verbs: str
    qualities: str
    others: str


_READINGS = {
    ("règle", "ruler"): (_Reading("être", "utile nécessaire pratique nouveau nouvelle", "rule"),
                         _Reading("oublier montrer expliquer -", "", "rule")),
    ("règle", "rule"): (_Reading("être", "simple clair claire", "ruler"), _Reading("oublier", "", "ruler")),
    ("place", "square"): (_Reading("être chercher", "", "seat spot place"),),
    ("tableau", "board"): (_Reading("être", "grand petit", "painting"), _Reading("regarder voir", "", "painting")),
    ("carte", "map"): (_Reading("regarder", "", "menu"),),
    ("carte", "menu"): (_Reading("être", "", "map card"),),
    ("cartes", "cards"): (_Reading("être", "", "map"),),
}  # fmt: skip


def read_both_ways(d: Draw, subject: NounPhrase, predicate: Predicate, in_general: bool = False) -> None:
    """Give a subject or an object of two senses the English of the other one too, where both suit the predicate.

    `in_general` is what may always be so: les Italiens parlent beaucoup, the Italians or Italians in general.
    """
    if not d.alternatives:
        return
    if in_general and subject.noun is not None and (subject.noun.has("nationality_person") or _anyone(subject.noun)):
        or_in_general(subject, 2)
    while predicate.infinitive is not None:
        predicate = predicate.infinitive
    lemma, after = predicate.verb.lemma, predicate.after[:1]
    for np in (subject, *after):  # le déjeuner est prêt: the lunch, or lunch
        if isinstance(np, NounPhrase) and np.noun is not None and np.noun.has("meal"):
            or_in_general(np)
    if lemma in _LIKING and after:
        or_in_general(after[0])
    for np in after:
        _read(np, lemma, None)
    if lemma == "être":
        said = {word.text for phrase in after for word in phrase.fr}
        _read(subject, lemma, said)
        _story_or_history(subject, said)


def read_alone(d: Draw, np: NounPhrase) -> None:
    """The same for a noun that nothing is said of yet: des règles ?"""
    if d.alternatives:
        _read(np, "-", None)


_LIKING = frozenset(("aimer", "adorer", "détester", "préférer"))
_RANKS = frozenset("premiers premières derniers dernières prochains prochaines mêmes deux trois".split())
# They are counted in French; as something that one likes English does not count them.
_STUFF = frozenset("poulet poisson pizza salade gâteau".split())


def or_this_one(np: NounPhrase) -> None:
    """Les lions mangent de la viande: lions in general, or the lions that we speak of; canonical is the first."""
    the = En("the", Choice(), 1)
    np.en.insert(0, the)
    np.fr[0].sure = (*np.fr[0].sure, the)


def _anyone(noun: Noun) -> bool:
    return noun.lemma == "gens"


def or_in_general(np: Phrase, longest: int = 3) -> None:
    """Tu aimes le riz ? Je l'ai acheté hier: the rice that we speak of, or rice; les citrons: the lemons, or lemons."""
    noun = np.noun if isinstance(np, NounPhrase) else None
    if noun is None or not np.en or len(np.fr) > longest or any(word.text in _RANKS for word in np.fr):
        return
    the = np.en[0]
    many = isinstance(np, NounPhrase) and np.en_person == ILS
    bare = many or noun.number == "mass" or noun.has("meal") or noun.lemma in _STUFF
    if the.text == "the" and the.choice is None and bare:
        the.choice = Choice()


_OF_A_STORY = frozenset("intéressante ennuyeuse importante difficile facile utile populaire".split())


def _story_or_history(np: NounPhrase, said: set[str]) -> None:
    """L'histoire est ennuyeuse: the story is boring, or history; beside les maths it is the subject at school."""
    if np.noun is None or np.noun.lemma != "histoire" or len(np.fr) > 2:
        return
    if "que" in said or said.isdisjoint(_OF_A_STORY):
        return
    choice, article, name = Choice(), np.fr[0], np.fr[1]
    if not article.article or any(word.choice is not None for word in np.en):
        return
    for word in np.en:
        word.choice = choice
    others = ("history",) if np.noun.en[0] == "story" else ("the", "story")
    extra = [En(text, choice, 1) for text in others]
    np.en = [*np.en, *extra]
    name.sure = (*name.sure, extra[-1])
    article.sure = (*article.sure, *extra[:-1])


def _read(np: Phrase, lemma: str, said: set[str] | None) -> None:
    """`said` are the words that describe the noun; None where nothing does."""
    noun = np.noun if isinstance(np, NounPhrase) else None
    if noun is None:
        return
    for verbs, qualities, others in _READINGS.get((noun.lemma, noun.en[0]), ()):
        stems = qualities.split()
        fits = not stems or said is None or any(word.removesuffix("s") in stems for word in said)
        if lemma in verbs.split() and fits:
            _add(np, noun, tuple(others.split()))


def _add(np: Phrase, noun: Noun, others: tuple[str, ...]) -> None:
    """Other words beside the noun's, unless its word is part of a longer alternative."""
    for at, word in enumerate(np.en):
        if word.text not in noun.en or word.option:
            continue
        choice = word.choice or Choice(1)
        tied = [other for other in np.en if other.choice is choice]
        if any(other.option == 0 and other is not word for other in tied):
            return
        word.choice = choice
        several = word.text == noun.en[1]
        texts = [english.plural(other) if several else other for other in others]
        extra = []
        for text in texts:
            if text not in [other.text for other in tied]:
                extra.append(En(text, choice, choice.size))
                choice.size += 1
        np.en[at:at] = extra
        for french in np.fr:
            if word in french.sure:
                french.sure = (*french.sure, *extra)
        return
