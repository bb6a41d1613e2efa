"""How processes that all make the same call divide its work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

# Gives the results of one piece of work for 0, 1, 2, ... in order, endlessly; who does which piece is its own affair.
Share = Callable[[Callable[[int], Any]], Iterator[Any]]


def alone(work: Callable[[int], Any]) -> Iterator[Any]:
    """A `Share` of one process, which does it all."""
    return map(work, count())
