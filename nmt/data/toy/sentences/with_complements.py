"""Nouns with a complement, drawn from a table: les feuilles des arbres sont jaunes; j'ai un billet pour Genève."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from nmt.data.toy.adverbials import add_time
from nmt.data.toy.chunks import chunk_phrase
from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, RECENT_PAST, Clause, Predicate
from nmt.data.toy.collocated import chunks_of
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, begins_with_vowel
from nmt.data.toy.lexicon import Adjective, Row, Verb, adjectives, listed, read_table, verbs
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.sentences.actions import Sentence, finish, pick_negation, pick_tense
from nmt.data.toy.sentences.being import adjective_phrase, be, being_tense, question_or_statement
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Phrase
from nmt.errors import DataError


@dataclass(frozen=True, slots=True, eq=False)
class Complemented:
    """A row of the table: chunks (French, English alternatives), number and gender, what is said of and done to it."""

    chunks: tuple[tuple[str, tuple[str, ...]], ...]
    form: str
    said: tuple[Adjective, ...]
    verbs: tuple[Verb, ...]


@cache
def complemented() -> tuple[Complemented, ...]:
    """Every row of the table.

    Raises:
        DataError: the chunks of a row do not pair off, or it names an adjective or a verb that the lexicon lacks.
    """
    return tuple(noun_with_complement(row) for row in read_table("noun_phrases"))


def noun_with_complement(row: Row) -> Complemented:
    """One row of the table."""
    said = tuple(_adjective(row["fr"], item) for item in listed(row["said"]) if item)
    done = tuple(_verb(row["fr"], item) for item in listed(row["verbs"]) if item)
    return Complemented(chunks_of("noun_phrases", row), row["form"], said, done)


def _adjective(fr: str, item: str) -> Adjective:
    lemma, _, english = item.partition("=")
    for adjective in adjectives():
        if adjective.lemma == lemma and english in ("", adjective.en) and adjective.predicate:
            return adjective
    raise DataError(f"lexicon/noun_phrases.tsv: {fr!r}: the lexicon has no adjective {item!r} that stands alone")


def _verb(fr: str, item: str) -> Verb:
    lemma, _, english = item.partition("=")
    english, _, other = english.partition("/")
    for verb in verbs():
        fits = verb.lemma == lemma and verb.en.base[0] == english and verb.frame in ("tr", "ditr", "tr_place")
        if fits and (not other or any(said.base[0] == other for said in verb.others)):
            return verb
    raise DataError(f"lexicon/noun_phrases.tsv: {fr!r}: the lexicon has no verb {item!r} with an object")


def complemented_noun(d: Draw) -> Sentence:
    """Les rues de la ville sont propres; je cherche un billet pour Genève; as-tu perdu la clé de la maison ?"""
    row = d.pick(complemented())
    if row.said and (not row.verbs or d.chance(0.45)):
        subject = _noun_phrase(d, row)
        return finish(d, _quality(d, subject, d.pick(row.said)))
    found = d.pick(row.verbs)
    subject, question = question_or_statement(d, person(d, 0.66), 0.18)
    tense = pick_tense(d, found)
    if tense == RECENT_PAST and d.chance(0.5):
        tense = PASSE_COMPOSE
    if found.lemma == "connaître":
        tense = being_tense(d)
    negation = pick_negation(d, tense, found) if not question and d.chance(0.18) else ""
    clause = Clause(subject, Predicate(found, [_phrase(d, row, subject, bool(negation))]), tense, negation, question)
    clause.perfect = negation in ("jamais", "pas_encore")
    if tense != PRESENT or found.aspect == "event":
        add_time(d, clause, 0.3, punctual=False)
    return finish(d, clause)


def _quality(d: Draw, subject: NounPhrase, adjective: Adjective) -> Clause:
    negation = "pas" if d.chance(0.22) else ""
    question = d.pick(("est_ce_que", "intonation", "inversion")) if d.chance(0.15) else ""
    quality = adjective_phrase(d, adjective, subject, 0.0 if negation or question else 0.3)
    return Clause(subject, Predicate(be(), [quality]), being_tense(d), negation, question)


def _phrase(d: Draw, row: Complemented, subject: NounPhrase, negated: bool) -> Phrase:
    found = Phrase([], [])
    for fr, en in row.chunks:
        found = found + chunk_phrase(d, fr, en, subject, negated)
    return found


def _noun_phrase(d: Draw, row: Complemented) -> NounPhrase:
    """The row as a subject; what has un, une, des there is pointed at."""
    plural = "p" in row.form
    (fr, en), *others = row.chunks
    if fr.startswith("~"):
        d.tag("demonstrative")
        fr, en = _pointed(fr, plural), tuple(_this(text, plural) for text in en)
    shown = Complemented(((fr, en), *others), row.form, (), ())
    nobody = pronoun(d, "nous")  # no chunk of these agrees with a subject
    phrase = _phrase(d, shown, nobody, False)
    english_plural = plural and "e" not in row.form
    number = ILS if plural else IL
    np = NounPhrase(
        phrase.fr, phrase.en, number, ILS if english_plural else IL, "f" in row.form, plural,
        "their" if english_plural else "its",
    )  # fmt: skip
    np.human = "h" in row.form
    return np


def _pointed(fr: str, plural: bool) -> str:
    """~une robe: cette robe."""
    article, rest = fr[1:].split(" ", 1)
    this = "ces" if plural else "cette" if article == "une" else "cet" if begins_with_vowel(rest) else "ce"
    return f"{this} {rest}"


def _this(en: str, plural: bool) -> str:
    crossed, text = ("<", en[1:]) if en.startswith("<") else ("", en)
    for article in ("a ", "an "):
        text = text.removeprefix(article)
    return f"{crossed}{'these' if plural else 'this'} {text}"
