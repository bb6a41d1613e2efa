"""Two questions about one subject with ou between: are you walking or reading?"""

from __future__ import annotations

from typing import NamedTuple

from nmt.data.toy.draw import Draw
from nmt.data.toy.linking import joined
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.words import Choice, En, Phrase


class _Way(NamedTuple):
    """The option of each verb group, and what is kept of the words that the second question says again."""

    first: int
    then: int
    kept: str


def either_of(d: Draw, first: Phrase, then: Phrase, same: NounPhrase, future: bool = False) -> Phrase:
    """Both with ou; what the second, of which `same` is the subject, says again is left out in English.

    Or it is not: are you going to walk or read?, or to read?, or are you going to read? Forms go together: do you
    walk or read? Both must have the same tense (`future`: the near future), and its auxiliary first in English.
    """
    one, other = first.en[0].choice, then.en[0].choice
    again = {word for k in range(other.size if other else 1) for word in _said_again(then, same, future, k)}
    options = [(0, 0)]
    if one is not None and other is not None:  # every verb has two forms in each of these tenses
        options = [(i, j) for i in range(one.size) for j in range(other.size) if i % 2 == j % 2]
    keeping = ("", "all", "to") if any(word.text == "to" for word in again) else ("", "all")
    ways = [_Way(i, j, kept) for kept in keeping for i, j in options]
    choice, said = Choice(len(ways)), {word.text: word for word in first.en if word.option == 0}
    first.en = _spread(first.en, one, choice, [(way.first, "all") for way in ways], set())
    then.en = _spread(then.en, other, choice, [(way.then, way.kept) for way in ways], again)
    rest = [word for word in then.en if word.option == 0]
    for word in then.fr:  # said again in other English only: else it is what was said before
        word.sure = (*word.sure, *(said[left.text] for left in word.sure if left in again and left.text in said))
        if not any(target in rest for target in word.sure):
            word.possible = (*word.possible, rest[0])
    return joined(d, first, "ou", then)


def _said_again(then: Phrase, same: NounPhrase, future: bool, option: int) -> list[En]:
    """The auxiliary, the subject, and going to of what is to come."""
    choice = then.en[0].choice
    words = [word for word in then.en if word.choice is None or word.choice is not choice or word.option == option]
    at = 1 + len(same.en)
    going = future and words[at].text == "going"
    return words[: at + 2 if going else at]


def _spread(
    words: list[En], old: Choice | None, choice: Choice, ways: list[tuple[int, str]], again: set[En]
) -> list[En]:
    """The words of `old`, and those said again, in every way of the new choice that shows them."""
    spread = []
    for word in words:
        tied = old is not None and word.choice is old
        if not tied and word not in again:
            spread.append(word)
            continue
        shown = [
            n
            for n, (option, kept) in enumerate(ways)
            if (not tied or word.option == option) and (word not in again or kept in ("all", word.text))
        ]
        if shown:
            word.choice, word.option = choice, shown[0]
            spread += [word, *(En(word.text, choice, n) for n in shown[1:])]
    return spread
