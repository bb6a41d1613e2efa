"""Other correct English words for a noun, an adjective or a verb, from the tables' columns `en_others`."""

from __future__ import annotations

from functools import cache

from nmt.data.toy import english
from nmt.data.toy.english import EnglishVerb
from nmt.data.toy.lexicon import Adjective, Noun, Row, Verb, adjectives, listed, nouns, nouns_of, read_table, verbs
from nmt.data.toy.words import Choice, En, Phrase, split_words


def with_others(core: Phrase, others: tuple[str, ...]) -> Phrase:
    """The words with other correct English ones; the canonical words stay last, as heads do."""
    choice = Choice(1 + len(others))
    extra = [En(text, choice, k) for k, other in enumerate(others, start=1) for text in other.split()]
    for word in core.en:
        word.choice = choice
    for french in core.fr:
        if french.sure:
            french.sure = (*french.sure, *extra)
    return Phrase(core.fr, [*extra, *core.en])


@cache
def other_nouns() -> dict[Noun, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Other English words for a noun, in the singular and in the plural (`en_others` of the tables)."""
    cells: list[str] = [row.get("en_others", "") for row in read_table("nouns")]
    for row in read_table("people"):
        cells += [row.get("en_m_others", ""), row.get("en_f_others", "")]
    found = {}
    for noun, cell in zip(nouns(), cells, strict=True):
        if cell:
            forms = [item.partition("/") for item in listed(cell)]
            same = noun.en[0] == noun.en[1]
            plurals = tuple(several or (one if same else english.plural(one)) for one, _, several in forms)
            found[noun] = (tuple(one for one, _, _ in forms), plurals)
    return found


@cache
def other_adjectives() -> dict[Adjective, tuple[str, ...]]:
    """Other English words for an adjective."""
    rows: tuple[Row, ...] = read_table("adjectives")
    return {a: listed(row["en_others"]) for a, row in zip(adjectives(), rows, strict=True) if row.get("en_others")}


@cache
def other_verbs() -> dict[Verb, tuple[EnglishVerb, ...]]:
    """Other English verbs for a verb, given as `base, past, participle, ing, third` where they are irregular."""
    found = {}
    for verb, row in zip(verbs(), read_table("verbs"), strict=True):
        if row.get("en_others"):
            found[verb] = tuple(
                english.english_verb(*(form.strip() for form in item.split(","))) for item in listed(row["en_others"])
            )
    return found


@cache
def partner(noun: Noun, owner: str) -> Noun:
    """The copine of a man is his girlfriend, the copain of a woman her boyfriend; any other noun stays."""
    if noun.lemma != "copain" or noun.gender == owner:
        return noun
    return next(n for n in nouns_of("partner") if n.gender == noun.gender)


@cache
def crossed(noun: Noun, plural: bool) -> str:
    """Links of a compound whose complement comes first in English: glace à la fraise, strawberry ice cream."""
    if not noun.has("crossed"):
        return ""
    last, heads = len(split_words(noun.fr[plural])) - 1, range(1, len(split_words(noun.en[plural])))
    light = [f"{i}?{j}" for i in range(1, last) for j in (0, *heads)]
    return " ".join([*(f"0-{j}" for j in heads), f"{last}-0", *light])
