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
    """

    __slots__ = ("alternatives", "random", "tags")

    def __init__(self, rng: Random, alternatives: bool = True) -> None:
        self.alternatives = alternatives
        self.random = rng.random
        self.tags: dict[str, None] = {}

    def pick(self, items: Sequence[T]) -> T:
        """One item, each equally likely."""
        return items[int(self.random() * len(items))]

    def chance(self, probability: float) -> bool:
        return self.random() < probability

    def tag(self, *names: str) -> None:
        """Record that the sentence shows these phenomena."""
        for name in names:
            self.tags[name] = None
