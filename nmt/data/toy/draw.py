"""One draw of the grammar: the random choices of a sentence, and what it turned out to show."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """Randomness and phenomenon tags of one sentence under construction.

    The generator is shared between sentences, the tags are not.
    `alternatives` asks for the other correct English verb forms too (they cost time and give references);
    it never changes what is drawn.
    `wanted` is a lexeme whose turn it is: the first pick that offers it takes it.
    """

    __slots__ = ("alternatives", "random", "tags", "wanted")

    def __init__(self, rng: Random, alternatives: bool = True) -> None:
        self.alternatives = alternatives
        self.random = rng.random
        self.tags: dict[str, None] = {}
        self.wanted: object = None

    def pick(self, items: Sequence[T]) -> T:
        """One item, each equally likely; but the lexeme that the sentence is to show, the first time it is offered."""
        if self.wanted is not None and self.wanted in items:
            found = items[items.index(self.wanted)]
            self.wanted = None
            return found
        return items[int(self.random() * len(items))]

    def chance(self, probability: float) -> bool:
        return self.random() < probability

    def tag(self, *names: str) -> None:
        """Record that the sentence shows these phenomena."""
        for name in names:
            self.tags[name] = None
