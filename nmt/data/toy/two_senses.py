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
    """What the noun may be else as the object of these verbs, or with être beside one of these qualities (or any)."""

    verbs: str
    qualities: str
    others: str


_READINGS = {
    ("règle", "ruler"): (_Reading("être", "utile nécessaire nouveau nouvelle", "rule"),
                         _Reading("oublier montrer expliquer", "", "rule")),
    ("règle", "rule"): (_Reading("être", "simple clair claire", "ruler"), _Reading("oublier", "", "ruler")),
    ("place", "square"): (_Reading("être chercher", "", "seat spot place"),),
    ("tableau", "board"): (_Reading("être", "grand petit", "painting"), _Reading("regarder voir", "", "painting")),
    ("carte", "map"): (_Reading("regarder", "", "menu"),),
    ("carte", "menu"): (_Reading("être", "", "map card"),),
    ("cartes", "cards"): (_Reading("être", "", "map"),),
}  # fmt: skip


def read_both_ways(d: Draw, subject: NounPhrase, predicate: Predicate) -> None:
    """Give a subject or an object of two senses the English of the other one too, where both suit the predicate."""
    if not d.alternatives:
        return
    while predicate.infinitive is not None:
        predicate = predicate.infinitive
    lemma, after = predicate.verb.lemma, predicate.after[:1]
    if lemma in _LIKING and after:
        _in_general(after[0])
    for np in after:
        _read(np, lemma, None)
    if lemma == "être":
        _read(subject, lemma, {word.text for phrase in after for word in phrase.fr})


_LIKING = frozenset(("aimer", "adorer", "détester", "préférer"))
_RANKS = frozenset("premiers premières derniers dernières prochains prochaines mêmes deux trois".split())
# They are counted in French; as something that one likes English does not count them.
_STUFF = frozenset("poulet poisson pizza salade gâteau".split())


def _in_general(np: Phrase) -> None:
    """Tu aimes le riz ? Je l'ai acheté hier: the rice that we speak of, or rice; les citrons: the lemons, or lemons."""
    noun = np.noun if isinstance(np, NounPhrase) else None
    if noun is None or not np.en or len(np.fr) > 3 or any(word.text in _RANKS for word in np.fr):
        return
    the = np.en[0]
    many = isinstance(np, NounPhrase) and np.en_person == ILS
    if the.text == "the" and the.choice is None and (many or noun.number == "mass" or noun.lemma in _STUFF):
        the.choice = Choice()


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
