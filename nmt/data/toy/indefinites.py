"""Subjects that nobody names: tout le monde, quelqu'un, personne, qui, ce."""

from __future__ import annotations

from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.words import Choice, En, Fr, synonyms


def everybody(d: Draw) -> NounPhrase:
    """tout le monde, with a singular verb in both languages."""
    choice = Choice()
    words = [En("everyone", choice), En("everybody", choice, 1)]
    d.tag("indefinite_pronoun")
    fr = [Fr("tout", tuple(words)), Fr("le", (), tuple(words)), Fr("monde", tuple(words))]
    return _unnamed(fr, words)


def _unnamed(fr: list[Fr], en: list[En]) -> NounPhrase:
    """A person nobody names: their, or his, or her."""
    np = NounPhrase(fr, en, IL, IL, False, False, "their")
    np.owner_others = ("his", "her")
    return np


def ce(np: NounPhrase | None = None, known: bool = False) -> NounPhrase:
    """ce of what `np` says it is: it is (a book), he is (a teacher), this is (my brother, who is `known`).

    Nothing in French tells them apart, so each of the others will do as well.
    """
    several = np is not None and np.en_person == ILS
    texts: tuple[str, ...] = ("it", "this", "that")
    if several:
        texts = ("these", "they", "those") if known else ("they", "these", "those")
    elif np is not None and np.human:
        he = "she" if np.feminine else "he"
        texts = ("this", "it", he, "that") if known else (he, "this", "it", "that")
    words = synonyms("ce", *texts)
    person = IL if np is None else np.person
    subject = NounPhrase(words.fr, words.en, person, ILS if several else IL, False, person == ILS, "its")
    subject.pronoun, subject.human = "ce", False
    return subject


def whoever() -> NounPhrase:
    """qui as a subject."""
    who = En("who")
    return _unnamed([Fr("qui", (who,))], [who])


def somebody(d: Draw) -> NounPhrase:
    """quelqu'un."""
    choice = Choice()
    words = [En("someone", choice), En("somebody", choice, 1)]
    d.tag("indefinite_pronoun")
    return _unnamed([Fr("quelqu'", tuple(words)), Fr("un", tuple(words))], words)


def nobody(d: Draw) -> NounPhrase:
    """personne as a subject; the clause adds ne."""
    choice = Choice()
    words = [En("no", choice), En("one", choice), En("nobody", choice, 1)]
    return _unnamed([Fr("personne", tuple(words))], words)


def not_of_all(d: Draw, subject: NounPhrase) -> None:
    """tous les élèves ne dorment pas would be: not all of them sleep. So les élèves, l'élève it is, of chaque too."""
    first = subject.fr[0]
    if first.text in ("tous", "toutes") and len(subject.fr) > 1:
        subject.fr, subject.en = subject.fr[1:], [word for word in subject.en if word not in first.sure]
    elif first.text == "chaque":
        the = first.sure[0]
        first.text, first.article, first.sure = "la" if subject.feminine else "le", True, (the,)
        subject.en = [word for word in subject.en if word is the or word.choice is not the.choice]
        the.text, the.choice = "the", None
    else:
        return
    d.tags.pop("quantity", None)
    d.tag("definite_article")
