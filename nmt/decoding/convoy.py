"""Searches that share their steps, so that the model never has only a few rows to compute.

A step on five rows takes a third of the time of a step on a hundred, and most steps of a batch have few rows: they wait
for the longest translations. So a search with few rows left is set aside, the next one begins, and where that comes to
the same position both go on as one. Searches know nothing of it; what each finds is what it finds alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import torch
from torch import Tensor

from nmt.decoding.search import Cache, Search, StepFn

T = TypeVar("T")

Start = Callable[[], tuple[Search[T], Cache]]
"""Begins a search of at least one sentence: (the search, not yet asked; the cache of its own that it starts from)."""


def search_in_turn(starts: Iterable[tuple[int, Start[T]]], step: StepFn, few: int, many: int) -> list[tuple[int, T]]:
    """What every search finds, with its number, in the order in which they end.

    Args:
        starts: (number, how it begins), taken one by one, each when there is room for its rows.
        step: the model, the same for all.
        few: a search with fewer rows is set aside, as long as there are others to begin.
        many: once so many rows are set aside, they go on before another search begins, those at the lowest position
            first. So there are never more rows than those of one search and `many`.
    """
    found: list[tuple[int, T]] = []
    aside: dict[int, _Convoy[T]] = {}  # by position
    waiting = iter(starts)
    is_last = False

    def count_aside() -> int:
        return sum(convoy.n_rows for convoy in aside.values())

    while True:
        start = None
        if not is_last and count_aside() < many:
            start = next(waiting, None)
            is_last = start is None
        if start is not None:
            convoy = _Convoy(start[0], *start[1]())
        elif aside:
            convoy = aside.pop(min(aside))
        else:
            return found
        while convoy.n_rows:
            found += convoy.advance(step)
            if convoy.position in aside:
                convoy.join(aside.pop(convoy.position))
            if not is_last and 0 < convoy.n_rows < few:
                aside[convoy.position] = convoy
                break


@dataclass(frozen=True, slots=True)
class _Member(Generic[T]):
    number: int
    search: Search[T]
    token_ids: Tensor  # of its next step


class _Convoy(Generic[T]):
    """Searches that have come equally far. Their rows stand below each other in one cache."""

    def __init__(self, number: int, search: Search[T], cache: Cache) -> None:
        token_ids, _ = next(search)
        self._members = [_Member(number, search, token_ids)]
        self._cache = cache
        self.position = 0

    @property
    def n_rows(self) -> int:
        """Rows of the next step."""
        return sum(len(member.token_ids) for member in self._members)

    def join(self, other: _Convoy[T]) -> None:
        """Take in the searches of another convoy at the same position."""
        if other.n_rows and self.n_rows:
            self._cache.join(other._cache)
        elif other.n_rows:
            self._cache = other._cache
        self._members += other._members

    def advance(self, step: StepFn) -> list[tuple[int, T]]:
        """One step of every search: numbers and findings of those that ended with it."""
        sizes = [len(member.token_ids) for member in self._members]
        log_probs = step(torch.cat([member.token_ids for member in self._members]), self._cache)
        found, rows, are_as_before = [], [], True
        before, self._members = self._members, []
        for member, first, scores in zip(before, _sums_before(sizes), torch.split(log_probs, sizes), strict=True):
            try:
                token_ids, own_rows = member.search.send(scores)
            except StopIteration as end:
                found.append((member.number, end.value))
                are_as_before = False
                continue
            self._members.append(_Member(member.number, member.search, token_ids))
            are_as_before &= own_rows is None
            rows.append(first + (torch.arange(len(token_ids)) if own_rows is None else own_rows))
        if rows and not are_as_before:
            self._cache.reorder(torch.cat(rows))
        self.position += 1
        return found


def _sums_before(sizes: list[int]) -> list[int]:
    """For each the sum of those before it."""
    return [sum(sizes[:i]) for i in range(len(sizes))]
