"""Nouns with a complement that stands first in English: un sandwich au jambon, a ham sandwich (`compounds.tsv`)."""

from __future__ import annotations

from functools import cache

from nmt.data.toy import english
from nmt.data.toy.lexicon import Noun, listed, nouns, read_table


@cache
def compounds() -> tuple[tuple[Noun, ...], ...]:
    """Every noun of the table with each of its complements, the senses of a row together."""
    found = []
    for row in read_table("compounds"):
        bases = _bases(row)
        complements = [item.partition("=") for item in listed(row["complements"])]
        found.append(tuple(_with(base, fr, en.split("/")[0]) for base in bases for fr, _, en in complements))
    return tuple(found)


@cache
def other_compounds() -> dict[Noun, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Other English for one of several: a soccer match, a football game."""
    found = {}
    for row, made in zip(read_table("compounds"), compounds(), strict=True):
        heads = [(row["en"], row["en_plural"] or english.plural(row["en"]))]
        heads += [(head, english.plural(head)) for head in listed(row["en_others"]) if head]
        for noun, item in zip(made, listed(row["complements"]), strict=False):
            kinds = item.partition("=")[2].split("/")
            if row["number"] == "count" and len(heads) * len(kinds) > 1:
                said = [(f"{kind} {one}", f"{kind} {several}") for kind in kinds for one, several in heads][1:]
                found[noun] = (tuple(one for one, _ in said), tuple(several for _, several in said))
    return found


def _bases(row: dict[str, str]) -> tuple[Noun, ...]:
    if row["number"] == "people":
        return tuple(n for n in nouns() if n.lemma == row["fr"] and "human" in n.classes)
    fr_plural = row["fr_plural"] or (row["fr"] if row["number"] == "mass" else row["fr"] + "s")
    en_plural = row["en_plural"] or (row["en"] if row["number"] == "mass" else english.plural(row["en"]))
    forms = (row["fr"], fr_plural), (row["en"], en_plural)
    return (Noun(row["fr"], row["gender"], *forms, row["number"], frozenset(row["classes"].split())),)


def _with(base: Noun, fr: str, en: str) -> Noun:
    """confiture, de fraises: confiture de fraises, strawberry jam."""
    said = (f"{base.fr[0]} {fr}", f"{base.fr[1]} {fr}")
    translated = (f"{en} {base.en[0]}", f"{en} {base.en[1]}")
    return Noun(f"{base.lemma} {fr}", base.gender, said, translated, base.number, base.classes | {"crossed"})


@cache
def compound_things() -> tuple[tuple[Noun, ...], ...]:
    """Rows of things."""
    return tuple(row for row in compounds() if "human" not in row[0].classes)


@cache
def compound_people() -> tuple[Noun, ...]:
    """Teachers and players of all kinds."""
    return tuple(n for row in compounds() for n in row if "human" in n.classes)
