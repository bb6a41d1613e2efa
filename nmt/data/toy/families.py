"""The families of sentence patterns and how often each is drawn."""

from __future__ import annotations

from collections.abc import Callable

from nmt.data.toy import sentences_actions as actions
from nmt.data.toy import sentences_being as being
from nmt.data.toy.draw import Draw
from nmt.data.toy.words import Phrase

Family = Callable[[Draw], tuple[Phrase, str]]

FAMILIES: tuple[tuple[Family, int], ...] = (
    (actions.action, 40),
    (actions.motion, 8),
    (being.quality, 10),
    (being.profession, 5),
    (being.age, 3),
    (being.avoir_state, 3),
    (being.there_is, 5),
    (being.this_is, 4),
)
