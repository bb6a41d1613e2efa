"""The table of what one says: whole utterances with gaps, cut into chunks that align, and who they are said to.

The notation of `lexicon/phrasebook.tsv` is told in its head.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nmt.data.toy.aligning import parsed, split_words
from nmt.data.toy.chunks import linked
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Row, read_table
from nmt.data.toy.words import Choice, En, Fr, Phrase
from nmt.errors import DataError

TRAITS = frozenset("tu vous please asked hello yes no thanks alone front".split())
Gaps = Mapping[str, Callable[[Draw], Phrase]]
Chunk = tuple[str, tuple[str, ...], str]
_ENDING = "(e)"


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """A row of the table: its chunks (French, English alternatives, links), its mark, links across chunks, traits."""

    chunks: tuple[Chunk, ...]
    mark: str
    links: str
    theme: str
    traits: frozenset[str]

    def has(self, *traits: str) -> bool:
        return not self.traits.isdisjoint(traits)

    @property
    def whole(self) -> bool:
        """Whether it has no gaps: it is known by heart."""
        return not any(french.startswith("{") for french, _, _ in self.chunks)


@cache
def utterances(*themes: str) -> tuple[Utterance, ...]:
    """The rows of some themes, or of all.

    Raises:
        DataError: a row has not as many English chunks as French ones, no mark, or a trait nobody knows.
    """
    rows = (row for row in read_table("phrasebook") if not themes or row["theme"] in themes)
    return tuple(_utterance(row) for row in rows)


def _utterance(row: Row) -> Utterance:
    mark, traits = row["fr"][-1], frozenset(row["traits"].split())
    french, english = ([part.strip() for part in side.split("|")] for side in (row["fr"][:-1], row["en"]))
    parts = [part.strip() for part in row["links"].split("|")]
    across = parts[0] if len(parts) == 1 and len(french) > 1 else ""
    single = [""] * len(french) if across or not row["links"] else parts
    if mark not in ".!?" or not len(french) == len(english) == len(single):
        raise DataError(
            f"lexicon/phrasebook.tsv: {row['fr']!r}: {len(french)} chunks in French, {len(english)} in English, "
            f"{len(single)} with links, mark {mark!r}; expected as many, and one of . ! ?"
        )
    if unknown := sorted(traits - TRAITS):
        known = ", ".join(sorted(TRAITS))
        raise DataError(f"lexicon/phrasebook.tsv: {row['fr']!r}: unknown trait {unknown[0]!r}; expected {known}")
    options = (tuple(option.strip() for option in chunk.split(" / ")) for chunk in english)
    return Utterance(tuple(zip(french, options, single, strict=True)), mark, across, row["theme"], traits)


def worded(d: Draw, said: Utterance, gaps: Gaps) -> Phrase:
    """The words of an utterance with its gaps filled."""
    feminine = d.chance(0.5)
    parts = [gaps[fr[1:-1]](d) if fr.startswith("{") else _fixed(fr, en, links, feminine) for fr, en, links in
             said.chunks]  # fmt: skip
    if said.links:
        _link_across(said, parts)
    return Phrase([word for part in parts for word in part.fr], [word for part in parts for word in part.en])


def _fixed(french: str, english: tuple[str, ...], links: str, feminine: bool) -> Phrase:
    """A chunk of fixed words as a man or a woman says them."""
    return fixed_words(french.replace(_ENDING, "e" if feminine else ""), english, links)


def fixed_words(french: str, english: tuple[str, ...], links: str) -> Phrase:
    """Fixed words with the links given, else the rule's; other English words are alternatives."""
    first, *others = (_english(text) for text in english)
    fr = split_words(french)
    if not links and fr and first:
        phrase = linked(fr, first, False)
    else:
        (sure, possible), words = parsed(links), [En(text) for text in first]
        phrase = Phrase([Fr(text, article=text in ("le", "la", "les")) for text in fr], words)
        for k, part in enumerate(phrase.fr):
            part.sure = tuple([words[j] for i, j in sure if i == k])
            part.possible = tuple([words[j] for i, j in possible if i == k])
    if others:
        choice = Choice(1 + len(others))
        for word in phrase.en:
            word.choice = choice
        phrase.en = phrase.en + [En(text, choice, k) for k, other in enumerate(others, start=1) for text in other]
    return phrase


def _english(text: str) -> tuple[str, ...]:
    return tuple("a" if word == "an" else word for word in split_words(text))


def _link_across(said: Utterance, parts: list[Phrase]) -> None:
    """Links that cross chunks: words are counted from the first chunk on, a gap is one on either side."""
    fr: list[Fr | None] = []
    en: list[En | None] = []
    for (french, _, _), part in zip(said.chunks, parts, strict=True):
        gap = french.startswith("{")
        fr += [None] if gap else part.fr
        en += [None] if gap else [word for word in part.en if word.option == 0]
    for word in fr:
        if word is not None:
            word.sure = word.possible = ()
    for links, certain in zip(parsed(said.links), (True, False), strict=True):
        for i, j in links:
            word, other = fr[i], en[j]
            if word is None or other is None:
                raise DataError(f"lexicon/phrasebook.tsv: {said.chunks[0][0]!r}: link {i}, {j} is of a gap")
            if certain:
                word.sure = (*word.sure, other)
            else:
                word.possible = (*word.possible, other)


def wholes() -> Iterator[list[Fr]]:
    """The French words of each utterance without gaps, in either gender."""
    for said in utterances():
        if said.whole:
            for feminine in (False, True):
                yield [word for fr, en, links in said.chunks for word in _fixed(fr, en, links, feminine).fr]


def gap_names() -> frozenset[str]:
    """Every gap that the table has."""
    return frozenset(re.findall(r"\{(\w+)\}", " ".join(row["fr"] for row in read_table("phrasebook"))))
