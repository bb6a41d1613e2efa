"""Subjects that nobody names: tout le monde, quelqu'un, personne, qui."""

from __future__ import annotations

from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.words import Choice, En, Fr


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
