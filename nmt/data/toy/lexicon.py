"""The lexicon: tab-separated tables a linguist can review in a spreadsheet, loaded into typed rows.

Semantic classes decide what may stand with what; the grammar never names a word that a class can name.
The tables' columns are described in `data/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nmt.data.toy import english, french
from nmt.data.toy.english import EnglishVerb
from nmt.data.toy.french import Conjugation
from nmt.errors import DataError

Row = dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Noun:
    """One sense of a noun. `person` nouns come in pairs of genders that share `lemma`."""

    lemma: str
    gender: str
    fr: tuple[str, str]
    en: tuple[str, str]
    number: str
    classes: frozenset[str]

    def has(self, *names: str) -> bool:
        return not self.classes.isdisjoint(names)


@dataclass(frozen=True, slots=True, eq=False)
class Adjective:
    """`fr` holds masculine, feminine, masculine plural, feminine plural; `vowel` the form before a vowel."""

    lemma: str
    fr: tuple[str, str, str, str]
    vowel: str
    en: str
    comparative: str
    superlative: str
    before: bool
    gradable: bool
    predicate: bool
    predicate_only: bool
    classes: frozenset[str]

    def form(self, feminine: bool, plural: bool) -> str:
        return self.fr[feminine + 2 * plural]


@dataclass(frozen=True, slots=True, eq=False)
class Verb:
    """One sense of a verb: French forms, the words that stay behind it, English forms, frame, other English verbs."""

    lemma: str
    fr: Conjugation
    tail: str
    reflexive: bool
    etre: bool
    en: EnglishVerb
    frame: str
    preposition: str
    subjects: frozenset[str]
    objects: frozenset[str]
    aspect: str
    others: tuple[EnglishVerb, ...] = ()

    @property
    def stative(self) -> bool:
        return self.aspect == "state"


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    fr: str
    en: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    fr: str
    en: str
    kind: str
    links: str
    alternatives: tuple[str, ...]


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Rows of one table, as dicts by column; comments and blank lines are skipped.

    Raises:
        DataError: a row has more cells than the header.
    """
    text = (files("nmt.data.toy") / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8")
    rows: list[Row] = []
    header: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise DataError(f"lexicon/{name}.tsv:{number}: {len(cells)} cells, the header has {len(header)}")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return tuple(rows)


def listed(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds several, separated by semicolons."""
    return tuple(item.strip() for item in cell.split(";"))


@cache
def nouns() -> tuple[Noun, ...]:
    """Every noun sense, people of both genders included."""
    result = [_noun(row) for row in read_table("nouns")]
    for row in read_table("people"):
        classes = frozenset(row["classes"].split()) | {"human"}
        lemma = row["fr_m"]
        for g, gender in (("m", "m"), ("f", "f")):
            fr = (row[f"fr_{g}"], row[f"fr_{g}_plural"] or row[f"fr_{g}"] + "s")
            en = (row[f"en_{g}"], row[f"en_{g}_plural"] or english.plural(row[f"en_{g}"]))
            result.append(Noun(lemma, gender, fr, en, "count", classes))
    return tuple(result)


def _noun(row: Row) -> Noun:
    classes = frozenset(row["classes"].split())
    if classes & {"person", "family"}:
        classes |= {"human"}
    fr_plural = row["fr_plural"] or (row["fr"] + "s" if row["number"] == "count" else row["fr"])
    en_plural = row["en_plural"] or (english.plural(row["en"]) if row["number"] == "count" else row["en"])
    return Noun(row["fr"], row["gender"], (row["fr"], fr_plural), (row["en"], en_plural), row["number"], classes)


@cache
def nouns_of(*classes: str) -> tuple[Noun, ...]:
    """Nouns with any of the classes, in the tables' order."""
    wanted = frozenset(classes)
    return tuple(noun for noun in nouns() if noun.classes & wanted)


@cache
def noun(lemma: str, gender: str = "") -> Noun:
    """The first sense of one noun.

    Raises:
        DataError: the lexicon does not have it.
    """
    for entry in nouns():
        if entry.fr[0] == lemma and gender in ("", entry.gender):
            return entry
    raise DataError(f"lexicon/nouns.tsv: the grammar needs the noun {lemma!r}")


@cache
def adjectives() -> tuple[Adjective, ...]:
    return tuple(_adjective(row) for row in read_table("adjectives"))


def _adjective(row: Row) -> Adjective:
    masculine = row["fr_m"]
    feminine = row["fr_f"] or masculine
    plural_m = row["fr_m_plural"] or (masculine if masculine[-1] in "sx" else masculine + "s")
    plural_f = row["fr_f_plural"] or feminine + "s"
    more, most = english.comparative(row["en"], listed(row["en_comparative"])[0])
    return Adjective(
        masculine,
        (masculine, feminine, plural_m, plural_f),
        row["fr_m_vowel"] or masculine,
        row["en"],
        more,
        most,
        row["position"] == "before",
        row["gradable"] != "no",
        row["predicate"] != "no",
        row["position"] == "predicate",
        frozenset(row["classes"].split()),
    )


@cache
def models() -> dict[str, Conjugation]:
    """The irregular conjugations by infinitive."""
    result = {}
    for row in read_table("conjugations"):
        present = tuple(row[f"pres_{p}"] for p in ("je", "tu", "il", "nous", "vous", "ils"))
        imperative = (row["imper_tu"], row["imper_nous"], row["imper_vous"])
        result[row["infinitive"]] = french.assemble(
            row["infinitive"], present, row["participle"], row["imperfect_stem"], imperative
        )
    return result


def conjugation(infinitive: str, model: str = "") -> Conjugation:
    """Forms of any verb: its own table row, its model's, or the regular rule."""
    if infinitive in models():
        return models()[infinitive]
    if model and model in models():
        return french.like_model(infinitive, models()[model])
    return french.regular(infinitive)


@cache
def verbs() -> tuple[Verb, ...]:
    return tuple(_verb(row) for row in read_table("verbs"))


def _verb(row: Row) -> Verb:
    name = row["fr"]
    reflexive = name.startswith(("se ", "s'"))
    bare = name[3:] if name.startswith("se ") else name[2:] if reflexive else name
    infinitive, _, tail = bare.partition(" ")
    return Verb(
        name,
        conjugation(infinitive, row["fr_model"]),
        tail,
        reflexive,
        row["aux"] == "être",
        english.english_verb(row["en"], row["en_past"], row["en_participle"], row["en_ing"], row["en_third"]),
        row["frame"],
        row["fr_prep"],
        frozenset(row["subject_classes"].split()),
        frozenset(row["object_classes"].split()),
        row["aspect"] or "event",
        # Each is given as `base, past, participle, ing, third`, as far as it is irregular.
        tuple(english.english_verb(*listed(item.replace(",", ";"))) for item in listed(row["en_others"]) if item),
    )


@cache
def verbs_of(*frames: str) -> tuple[Verb, ...]:
    """Verb senses with one of the frames, in the table's order."""
    return tuple(verb for verb in verbs() if verb.frame in frames)


@cache
def verb(lemma: str, frame: str = "") -> Verb:
    """The first sense of one verb.

    Raises:
        DataError: the lexicon does not have it.
    """
    for entry in verbs():
        if entry.lemma == lemma and frame in ("", entry.frame):
            return entry
    raise DataError(f"lexicon/verbs.tsv: the grammar needs the verb {lemma!r} ({frame or 'any frame'})")


@cache
def names() -> tuple[tuple[str, str], ...]:
    """First names with their gender."""
    return tuple((row["name"], row["gender"]) for row in read_table("names"))


@cache
def places(*kinds: str) -> tuple[Place, ...]:
    return tuple(
        Place(row["fr"], row["en"], row["kind"]) for row in read_table("places") if not kinds or row["kind"] in kinds
    )


@cache
def expressions(*kinds: str) -> tuple[Expression, ...]:
    """Fixed expressions of the given kinds; `en` may hold alternatives after ` / `."""
    result = []
    for row in read_table("expressions"):
        if kinds and row["kind"] not in kinds:
            continue
        canonical, *others = (part.strip() for part in row["en"].split(" / "))
        result.append(Expression(row["fr"], canonical, row["kind"], row.get("links", ""), tuple(others)))
    return tuple(result)


def lemmas() -> frozenset[str]:
    """Every lemma of the tables, for counting and for the test that training shows them all."""
    found: set[str] = {entry.lemma for entry in nouns()} | {entry.lemma for entry in adjectives()}
    found |= {entry.lemma for entry in verbs()} | {name for name, _ in names()}
    found |= {place.fr for place in places()} | {expression.fr for expression in expressions()}
    return frozenset(found)
