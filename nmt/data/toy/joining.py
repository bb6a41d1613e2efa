"""Two sentences in one line, one behind the other or with a word between them: how people write, and how one learns.

A small model that has read short sentences only drops the end of longer ones. Lines of two sentences, which have
nothing to do with each other, teach it to translate everything it was given, wherever it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from nmt.data.toy.splits import split_of
from nmt.data.toy.surface import key_of
from nmt.data.toy.words import En, Fr, Phrase, pair

# Out of a hundred pairs of statements: joined by et, by mais, by a semicolon, by a colon; all others are two
# sentences, each with its mark.
_ET, _MAIS, _SEMICOLON, _COLON = 35, 55, 62, 69
_LONGEST = 13  # words of either sentence
# What the first sentence could change the English of, standing in the second: "Le livre est là. Il est grand."
_REFERRING_WORDS = frozenset(
    "il elle ils elles son sa ses leur leurs lui eux celui celle ceux celles -il -elle -ils -elles -t-il -t-elle "
    "-le -la -les -lui -leur -en -y".split()
)
_REFERRING_TAGS = frozenset(
    ("object_pronoun_direct", "object_pronoun_indirect", "pronoun_y_en", "pronoun_reference", "coordination")
)
_IMPERSONAL_TAGS = frozenset(("weather", "il_y_a"))


@dataclass(slots=True)
class Line:
    """What stands in a line: aligned words without the final mark, the mark, and the phenomena shown."""

    fr: list[Fr]
    en: list[En]
    mark: str
    tags: dict[str, None] = field(default_factory=dict)


def join(first: Line, second: Line, roll: int) -> Line | None:
    """Both in one line, or None where that would not be good French, or is kept from training.

    Args:
        roll: 0 to 99, decides how they are joined, if they are both statements.
    """
    if max(len(first.fr), len(second.fr)) > _LONGEST or _refers(second):
        return None
    told = first.mark == second.mark == "." and "coordination" not in first.tags
    coordinated = told and roll < _MAIS
    link = _link(roll) if told and roll < _COLON else pair(first.mark, first.mark)
    if split_of(key_of([*first.fr, *link.fr, *second.fr])) != "train":
        return None
    if link.fr[0].text == first.mark and not _capitalise(second):
        return None
    tags = first.tags | second.tags | ({"coordination": None} if coordinated else {})
    return Line([*first.fr, *link.fr, *second.fr], [*first.en, *link.en, *second.en], second.mark, tags)


def _link(roll: int) -> Phrase:
    """et, mais, mais with a comma before it, a semicolon, or a colon."""
    if roll < _ET:
        return pair("et", "and")
    if roll >= _MAIS:
        return pair(";", ";") if roll < _SEMICOLON else pair(":", ":")
    return pair(",", ",") + pair("mais", "but") if roll % 2 else pair("mais", "but")


def _refers(line: Line) -> bool:
    """Whether its English may depend on what stands before it."""
    if not _REFERRING_TAGS.isdisjoint(line.tags):
        return True
    return _IMPERSONAL_TAGS.isdisjoint(line.tags) and any(word.text.lower() in _REFERRING_WORDS for word in line.fr)


def _capitalise(line: Line) -> bool:
    """Gives both sides a capital; False where the English begins with `a`, whose form the next word decides."""
    begin = next(word for word in line.en if word.choice is None or word.option == 0)
    if begin.text == "a":
        return False
    begin.text = begin.text[0].upper() + begin.text[1:]
    word = line.fr[0]
    line.fr[0] = Fr(word.text[0].upper() + word.text[1:], word.sure, word.possible, word.article)
    return True
