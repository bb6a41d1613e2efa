"""The table of collocations: verb phrases whose English is not word by word, ready for any subject, tense and polarity.

The notation of `lexicon/collocations.tsv` is told in its head. A row is cut into as many chunks in French as in
English; the first is the verb, each of the others aligns with its counterpart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from nmt.data.toy.chunks import chunk_phrase
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import EnglishVerb, english_verb
from nmt.data.toy.lexicon import Row, Verb, conjugation, models, places, read_table, verbs
from nmt.data.toy.numbers import at_age, clock_time, in_year
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.subjects import named_person, relative
from nmt.data.toy.words import Phrase, aligned, split_words
from nmt.errors import DataError

TRAITS = frozenset(
    "state lively achievement habit routine ongoing soon past lasting untimed once clock company only still positive "
    "told unwilled order avoir être".split()
)
_ASPECTS = {"state": "state", "lively": "state", "achievement": "achievement", "past": "achievement"}


_BEFORE_PARTICIPLE = frozenset(("bien", "mal", "beaucoup", "trop", "très bien", "très mal", "très peu", "toujours"))


@dataclass(frozen=True, slots=True, eq=False)
class Collocation:
    """A row of the table: the verb, its chunks (French, English alternatives), how it may be used, by whom."""

    verb: Verb
    chunks: tuple[tuple[str, tuple[str, ...]], ...]
    traits: frozenset[str]
    subjects: frozenset[str]

    def has(self, *traits: str) -> bool:
        return not self.traits.isdisjoint(traits)

    @property
    def adverb_first(self) -> bool:
        """Whether an adverb follows the verb that stands before a participle or an infinitive: a bien dormi."""
        begin = [fr for fr, _ in self.chunks[:2]]
        return bool(begin) and begin[0] in _BEFORE_PARTICIPLE and not begin[-1].startswith(("de ", "d'"))

    def complement(self, d: Draw, subject: NounPhrase, negated: bool = False) -> list[Phrase]:
        """What follows the verb, in agreement with the subject."""
        return [
            _SLOTS[fr](d, subject) if fr in _SLOTS else chunk_phrase(d, fr, en, subject, negated)
            for fr, en in self.chunks
        ]


@cache
def collocations() -> tuple[Collocation, ...]:
    """Every row of the table.

    Raises:
        DataError: a row has not as many English chunks as French ones, or a trait nobody knows.
    """
    return tuple(collocation(row) for row in read_table("collocations"))


def collocation(row: Row) -> Collocation:
    """One row of the table."""
    traits = frozenset(row["traits"].split())
    if unknown := sorted(traits - TRAITS):
        known = ", ".join(sorted(TRAITS))
        raise DataError(f"lexicon/collocations.tsv: {row['fr']!r}: unknown trait {unknown[0]!r}; expected {known}")
    chunks = list(chunks_of("collocations", row))
    french, english = chunks[0]
    one_head = len({text.split()[0] for text in english}) == 1  # else: être obligé*, have to, be obliged to
    if "*" in french and one_head:  # être assis*: only the first word is conjugated, the other agrees
        head, rest = french.split(" ", 1)
        chunks[:1] = [(head, (english[0].split()[0],)), (rest, tuple(text.split(" ", 1)[1] for text in english))]
    return Collocation(_verb(*chunks[0], traits), tuple(chunks[1:]), traits, frozenset(row["subjects"].split()))


@cache
def row_of(french: str, english: str, traits: str = "") -> Collocation:
    """A row that stands in the code of a family instead of the table."""
    return collocation({"fr": french, "en": english, "traits": traits, "subjects": ""})


def chunks_of(table: str, row: Row) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The chunks of a row: French, and the English alternatives.

    Raises:
        DataError: there are not as many in English as in French, or one has a slot that nobody would fill.
    """
    french, english = (tuple(part.strip() for part in row[side].split("|")) for side in ("fr", "en"))
    if len(french) != len(english):
        raise DataError(
            f"lexicon/{table}.tsv: {row['fr']!r}: {len(french)} chunks in French, {len(english)} in English; "
            "expected as many"
        )
    if hidden := [part for part in french + english if "{" in part and part not in _SLOTS]:
        raise DataError(
            f"lexicon/{table}.tsv: {row['fr']!r}: {hidden[0]!r} is no chunk that can be filled; "
            f"expected one of {', '.join(_SLOTS)} between bars"
        )
    options = (tuple(option.strip() for option in chunk.split(" / ")) for chunk in english)
    return tuple(zip(french, options, strict=True))


def _verb(french: str, english: tuple[str, ...], traits: frozenset[str]) -> Verb:
    """The verb of a row, with forms that the lexicon knows by its infinitive and by the English head."""
    reflexive = french.startswith(("se ", "s'"))
    infinitive, *tail = split_words(french)[reflexive:]
    known = [v for v in verbs() if v.fr.infinitive == infinitive]
    model = next((name for name in sorted(models(), key=len, reverse=True) if infinitive.endswith(name)), "")
    etre = reflexive or "être" in traits or ("avoir" not in traits and any(v.etre and not v.reflexive for v in known))
    first, *others = (_english(option) for option in english)
    aspect = next((aspect for trait, aspect in _ASPECTS.items() if trait in traits), "event")
    nothing: frozenset[str] = frozenset()
    return Verb(
        infinitive if not reflexive else ("s'" if french.startswith("s'") else "se ") + infinitive,
        known[0].fr if known else conjugation(infinitive, model),
        " ".join(tail), reflexive, etre, first, "tr", "", nothing, nothing, aspect, tuple(others),
    )  # fmt: skip


@cache
def _heads() -> dict[str, EnglishVerb]:
    """English verbs by their first word: the lexicon's own, and the irregular ones that it lacks."""
    found = {v.en.base[0]: v.en for v in reversed(verbs())}
    rows = read_table("irregular")
    return found | {row["base"]: english_verb(*(row[c] for c in ("base", "past", "participle", "ing"))) for row in rows}


def _english(text: str) -> EnglishVerb:
    """The forms of an English verb phrase by its head, which is regular if no table has it."""
    base = text.replace(" an ", " a ")
    found = _heads().get(base.split()[0])
    if found is None:
        return english_verb(base)
    return english_verb(base, found.past[0], found.participle[0], found.ing[0], found.third[0])


def _somebody(d: Draw, subject: NounPhrase) -> Phrase:
    """Another person: a name or a relative."""
    while True:
        other = named_person(d) if d.chance(0.45) else relative(d, None, subject)
        if other.fr[-1].text not in [word.text for word in subject.fr]:
            return other


def _city(d: Draw, _: NounPhrase) -> Phrase:
    place = d.pick(places("city"))
    d.tag("place_name")
    return aligned(place.fr, place.en)


def _number(d: Draw, _: NounPhrase) -> Phrase:
    d.tag("number")
    return number_phrase(d.pick(range(2, 13)))


def _time(d: Draw, _: NounPhrase) -> Phrase:
    d.tag("clock_time")
    return clock_time(d)


def _year(d: Draw, _: NounPhrase) -> Phrase:
    d.tag("number")
    return in_year(d)


def _age(d: Draw, _: NounPhrase) -> Phrase:
    d.tag("number", "age")
    return at_age(d, 18, 40)


def _old_age(d: Draw, _: NounPhrase) -> Phrase:
    d.tag("number", "age")
    return at_age(d, 60, 99)


_SLOTS: dict[str, Callable[[Draw, NounPhrase], Phrase]] = {
    "{person}": _somebody, "{city}": _city, "{number}": _number, "{time}": _time, "{year}": _year, "{age}": _age,
    "{old_age}": _old_age,
}  # fmt: skip
