"""Everyday combinations of all kinds, and those that one wishes, must do or is told to: je voudrais payer par carte."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, RECENT_PAST, Clause, Predicate
from nmt.data.toy.collocated import Collocation, collocations
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import expressions, verb
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.asking_where import asked, asked_person, at_what_time
from nmt.data.toy.sentences.collocations import PEOPLE, asked_subject, complete, said, subject_of, tense_of
from nmt.data.toy.sentences.commands import commanded, polite
from nmt.data.toy.sentences.modals import impersonal, would_like
from nmt.data.toy.sentences.with_complements import complemented_noun
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import pair


def everyday(d: Draw) -> Sentence:
    """A combination said, wished or ordered, or asked about."""
    roll = d.random()
    if roll < 0.12:
        return complemented_noun(d)
    return said(d) if roll < 0.7 else wished(d) if roll < 0.9 else asked_about(d)


def wished(d: Draw) -> Sentence:
    """Je voudrais payer par carte; tu dois mettre la table; il faut prendre à gauche; parle plus fort !"""
    row = d.pick(willed())
    roll = d.random()
    if (roll < 0.3 and row.has("order")) or row.has("unwilled"):
        return _order(d, row)
    if roll < 0.4 and row.has("order"):
        return _obligation(d, row)
    subject, question = subject_of(d, row), ""
    if d.chance(0.25):
        subject = asked_subject(d, row, subject)
        question = pick_question(d, subject)
    polite_form = roll < 0.5 and subject.pronoun in ("je", "nous", "on", "vous", "tu")
    lemma = d.pick(("vouloir", "vouloir", "pouvoir", "pouvoir", "devoir", "aimer", "préférer"))
    if question and lemma == "devoir":
        lemma = "pouvoir"
    if lemma in ("aimer", "préférer") and not row.has("habit", "company"):
        lemma = "vouloir"
    governing = would_like(True) if polite_form else verb(lemma, "inf")
    inner = Predicate(row.verb)
    clause = Clause(subject, Predicate(governing, infinitive=inner), PRESENT, "", question)
    if not polite_form and lemma != "préférer" and not row.has("positive") and d.chance(0.2):
        clause.negation = "pas"
    if not row.has("untimed", "routine") and lemma not in ("aimer", "préférer") and d.chance(0.25):
        d.tag("time_adverb")
        kinds = expressions("future_adverb", "day_adverb_future", "day_adverb")
        clause.end.append(expression_phrase(d.pick([e for e in kinds if e.fr in _SOON])))
    complete(d, clause, row)
    return finish(d, clause)


_SOON = frozenset(("demain", "demain matin", "demain soir", "ce soir", "aujourd'hui", "ce week-end", "cet après-midi"))


def asked_about(d: Draw) -> Sentence:
    """Pourquoi êtes-vous en retard ?; à quelle heure pars-tu au travail ?; quand est-ce qu'elle rentre de vacances ?"""
    row = d.pick(_askable())
    subject = asked_person(d) if not row.subjects else subject_of(d, row)
    if row.has("clock") and d.chance(0.5):
        d.tag("clock_time")
        wh, clause = None, Clause(subject, Predicate(row.verb, simple=True), PRESENT)
    elif not row.has("untimed", "state", "lively", "routine", "habit", "ongoing") and d.chance(0.35):
        d.tag("question_quand")
        wh = pair("quand", "when")
        clause = Clause(subject, Predicate(row.verb), d.pick((NEAR_FUTURE, PASSE_COMPOSE)))
    else:
        d.tag("question_pourquoi")
        wh = pair("pourquoi", "why")
        clause = Clause(subject, Predicate(row.verb, simple=row.has("habit")), tense_of(d, row))
        if clause.tense == RECENT_PAST:
            clause.tense = PASSE_COMPOSE
        clause.habitual = row.has("routine")
        clause.negation = "pas" if not row.has("positive", "lasting") and d.chance(0.25) else ""
    complete(d, clause, row)
    return asked(d, clause, at_what_time(clause) if wh is None else wh, in_situ=False)


@cache
def _askable() -> tuple[Collocation, ...]:
    fit = (row for row in collocations() if not row.has("past", "lasting", "soon", "only", "told") and not row.subjects)
    return tuple(
        row
        for row in fit
        if not row.has("state") or row.verb.fr.infinitive not in ("avoir", "être", "mesurer", "peser")
    )


@cache
def willed() -> tuple[Collocation, ...]:
    """What one may want or have to do, or is told not to do."""
    fit = (row for row in collocations() if not row.has("state", "lively", "past", "lasting", "ongoing"))
    willed = (row for row in fit if not row.has("unwilled") or row.has("order"))
    return tuple(row for row in willed if row.subjects <= PEOPLE | {"plural"})


def _order(d: Draw, row: Collocation) -> Sentence:
    """Mets la table, s'il te plaît; ne parlez pas en classe !; allons au cinéma ensemble."""
    d.tag("imperative")
    who = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "nous")))
    negated = row.has("unwilled") or (d.chance(0.12) and not row.has("positive"))
    if negated and who.pronoun == "nous":
        who = pronoun(d, "vous")
    predicate = Predicate(row.verb)
    predicate.after = row.complement(d, who, negated)
    return polite(d, who, commanded(d, who, predicate, negated))


def _obligation(d: Draw, row: Collocation) -> Sentence:
    """Il faut apporter un dessert; il ne faut pas parler au téléphone en voiture."""
    d.tag("modal")
    negated = d.chance(0.2) and row.has("order") and not row.has("positive")
    whose = pronoun(d, "vous" if negated else "nous")
    inner = Predicate(row.verb)
    inner.after = row.complement(d, whose, negated)
    return finish(d, impersonal(whose, inner, negated))
