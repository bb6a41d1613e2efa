"""Everyday combinations of known words, drawn from a table: partir au travail, avoir les cheveux longs."""

from __future__ import annotations

from nmt.data.toy.adverbials import add_time, company, expression_phrase, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, RECENT_PAST, Clause, Predicate
from nmt.data.toy.collocated import Collocation, collocations
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import expressions, noun, nouns_of
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, noun_phrase
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.sentences.actions import Sentence, finish, pick_negation, pick_question, pick_tense, someone_else
from nmt.data.toy.sentences.manner import with_also
from nmt.data.toy.subjects import couple, name_phrase, person, pronoun, subject_for, thing_phrase
from nmt.data.toy.words import Phrase, aligned, pair, synonyms

PEOPLE = frozenset(("child", "woman", "man"))


def said(d: Draw) -> Sentence:
    """Je pars au travail à huit heures; elle n'a pas les cheveux longs; est-ce qu'ils jouent dehors ?"""
    return said_of(d, d.pick(collocations()))


def said_of(d: Draw, row: Collocation, subject: NounPhrase | None = None, tense: str = "") -> Sentence:
    """A statement or a question with this row; of this subject and in this tense where they are given."""
    subject = subject or subject_of(d, row)
    tense = tense or tense_of(d, row)
    question = ""
    if not row.has("told") and d.chance(0.18):
        subject = asked_subject(d, row, subject)
        question = pick_question(d, subject)
    clause = Clause(subject, Predicate(row.verb), tense, "", question)
    if not row.has("positive", "lasting") and d.chance(0.08 if question else 0.2):
        clause.negation = pick_negation(d, tense, row.verb)
        odd = ("once", "untimed") if clause.negation == "jamais" else ("habit", "routine", "lively")
        lasting = clause.negation == "plus" and row.has("state") and not row.has("still")
        if lasting or (clause.negation in ("jamais", "pas_encore") and row.has(*odd)):
            clause.negation = "pas"
        clause.perfect = clause.negation in ("jamais", "pas_encore")
    _add_more(d, clause, row)
    complete(d, clause, row)
    return finish(d, clause)


def asked_subject(d: Draw, row: Collocation, subject: NounPhrase) -> NounPhrase:
    """Whom one asks about: not oneself."""
    if subject.pronoun not in ("je", "nous", "on"):
        return subject
    if row.subjects & {"woman", "man"}:
        listener = pronoun(d, "tu")
        listener.feminine = subject.feminine
        return listener
    return _several(d, ("vous", "ils", "elles")) if "plural" in row.subjects else pronoun(d, d.pick(_ASKED))


_ASKED = ("tu", "tu", "vous", "vous", "il", "elle", "ils")


def complete(d: Draw, clause: Clause, row: Collocation) -> None:
    """Put what belongs behind the row's verb."""
    last = clause.predicate if clause.predicate.infinitive is None else clause.predicate.infinitive
    last.after = row.complement(d, clause.subject, bool(clause.negation))
    if row.adverb_first and clause.mid is None and clause.tense in (PASSE_COMPOSE, NEAR_FUTURE):
        clause.mid = Phrase(last.after[0].fr, [])  # il a bien dormi, elle va beaucoup travailler
        last.after[0] = Phrase([], last.after[0].en)


def subject_of(d: Draw, row: Collocation) -> NounPhrase:
    """Somebody, several people, or the thing that the row names."""
    if "plural" in row.subjects:
        return couple(d) if d.chance(0.35) else _several(d, ("nous", "on", "vous", "ils", "ils", "elles"))
    things = sorted(row.subjects - PEOPLE)
    if things:
        return thing_phrase(d, noun(d.pick(things)), False)
    if "child" in row.subjects:
        return _pupil(d)
    return subject_for(d, row.subjects) if row.subjects else person(d, 0.66)


def _several(d: Draw, names: tuple[str, ...]) -> NounPhrase:
    """A pronoun of several people; vous is more than one here."""
    found = pronoun(d, d.pick(names))
    found.plural = True
    return found


def _pupil(d: Draw) -> NounPhrase:
    """Somebody who goes to school, or learns."""
    roll = d.random()
    if roll < 0.5:
        return pronoun(d)
    if roll < 0.7:
        return name_phrase(d)
    someone = d.pick([n for n in nouns_of("child") if n.lemma in ("élève", "enfant", "garçon") and not n.has("family")])
    plural = d.chance(0.4)
    return noun_phrase(
        d, someone, "demonstrative" if d.chance(0.25) else "definite", plural, draw_adjectives(d, someone, 0.15, 0)
    )


def tense_of(d: Draw, row: Collocation) -> str:
    roll = d.random()
    if row.has("lasting"):
        return PRESENT
    if row.has("past"):
        return PASSE_COMPOSE
    if row.has("soon"):
        return PRESENT if roll < 0.5 else NEAR_FUTURE
    if row.has("lively"):
        return PRESENT if roll < 0.62 else IMPERFECT if roll < 0.82 else NEAR_FUTURE if roll < 0.93 else PASSE_COMPOSE
    if row.has("state", "routine", "ongoing"):
        return PRESENT if roll < 0.76 else IMPERFECT
    tense = pick_tense(d, row.verb)
    just = not row.has("habit") and row.has("achievement", "order")
    return PASSE_COMPOSE if tense == RECENT_PAST and not (just and d.chance(0.7)) else tense


def _add_more(d: Draw, clause: Clause, row: Collocation) -> None:
    """Maybe when, with whom, or too."""
    if row.has("lasting"):
        clause.lasting = True
        return
    if row.has("company") and clause.negation in ("", "pas") and d.chance(0.3):
        whom = stressed(d, clause.subject) if d.chance(0.3) else someone_else(d, clause.subject)
        clause.end.append(company(d, whom))
    clause.habitual = row.has("routine")
    plain = not clause.negation and not clause.question
    if row.has("only"):
        clause.mid = synonyms("seulement", "only", "just")
    elif plain and clause.tense in (PRESENT, IMPERFECT) and not row.has("positive") and d.chance(0.08):
        _small_word(d, clause, row)
    elif plain and not clause.end and d.chance(0.05):
        _first_word(d, clause)
    elif not row.has("untimed", "routine") and not (row.has("once") and clause.tense in (PRESENT, IMPERFECT)):
        before = len(clause.end)
        add_time(d, clause, 0.42, punctual=row.has("clock"))
        if clause.tense in (PASSE_COMPOSE, NEAR_FUTURE) and not row.has("once", "achievement", "past"):
            _nearer(d, clause)
        if any(word.text == "autrefois" for phrase in (*clause.front, *clause.end) for word in phrase.fr):
            clause.habitual = True
        if len(clause.end) > before or clause.front:
            return
    clause.predicate.simple = clause.predicate.simple or row.has("habit")


def _first_word(d: Draw, clause: Clause) -> None:
    """d'abord, ensuite, enfin in front; peut-être, which comes first in English only."""
    d.tag("manner_adverb")
    if d.chance(0.45) and clause.tense in (PRESENT, NEAR_FUTURE, PASSE_COMPOSE):
        maybe = synonyms("peut-être", "maybe", "perhaps")
        clause.front.append(Phrase([], maybe.en))
        clause.mid = Phrase(maybe.fr, [])
    elif clause.tense in (NEAR_FUTURE, PASSE_COMPOSE):
        clause.front.append(with_comma(aligned(*d.pick(_IN_ORDER))))


_IN_ORDER = (("d'abord", "first"), ("ensuite", "then"), ("enfin", "finally"), ("après", "afterwards"))


def _nearer(d: Draw, clause: Clause) -> None:
    """Small deeds are told of yesterday or tomorrow, not of last year."""
    for where in (clause.front, clause.end):
        for k, phrase in enumerate(where):
            if any(word.text in _FAR for word in phrase.fr) and phrase.fr[0].text not in ("à", "avec"):
                near = ("hier", "hier soir") if clause.tense == PASSE_COMPOSE else ("demain", "demain soir")
                found = [e for e in expressions("past_adverb", "future_adverb") if e.fr in near]
                said = expression_phrase(d.pick(found))
                where[k] = with_comma(said) if where is clause.front else said


_FAR = frozenset(("année", "mois", "ans", "longtemps", "été"))


def _small_word(d: Draw, clause: Clause, row: Collocation) -> None:
    """aussi, encore, déjà beside the verb."""
    d.tag("manner_adverb")
    if row.has("still") and d.chance(0.75):
        clause.mid = pair("encore", "still") if d.chance(0.65) else pair("déjà", "already")
        return
    with_also(clause)
