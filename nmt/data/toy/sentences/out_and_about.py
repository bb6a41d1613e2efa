"""A thing and a place behind one verb: she bought a dress at the mall; I met her on the train; wait for us outside."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time
from nmt.data.toy.clauses import PASSE_COMPOSE, Clause
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Verb, read_table
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.pronouns import direct_verbs, with_direct
from nmt.data.toy.sentences.actions import Sentence, finish, pick_negation, pick_tense
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.sentences.with_pronouns import following
from nmt.data.toy.subjects import subject_for
from nmt.data.toy.whereabouts import places_for, whereabouts


@cache
def _done_somewhere() -> tuple[tuple[Verb, ...], ...]:
    """The verbs of the table of whereabouts, by lemma, with their senses there; those that take a thing more often."""
    lemmas = dict.fromkeys(row["verb"] for row in read_table("whereabouts"))
    senses = [tuple(v for v in action_verbs() if v.lemma == lemma and places_for(v, None)) for lemma in lemmas]
    found = tuple(verbs for verbs in senses if verbs)
    return found + tuple(verbs for verbs in found if verbs[0].objects) * 2


def done_somewhere(d: Draw) -> Sentence:
    """Elle a acheté une robe au centre commercial; tu attends Paul devant la gare ?; je les ai vus dans la rue."""
    found = d.pick(d.pick(_done_somewhere()))
    subject, question = question_or_statement(d, subject_for(d, found.subjects, 0.7), 0.15)
    tense = pick_tense(d, found)
    negation = pick_negation(d, tense, found) if d.chance(0.12) and not question else ""
    if found in direct_verbs() and found.lemma != "prendre" and d.chance(0.25):
        predicate = with_direct(d, found, subject, following(found, subject, tense), tense == PASSE_COMPOSE)
    else:
        predicate = predicate_for(d, found, subject, bool(negation))
    where = whereabouts(d, found, predicate.after[0] if predicate.after else None, subject)
    if where is None:
        return done_somewhere(d)
    clause = Clause(subject, predicate, tense, negation, question, perfect=negation in ("jamais", "pas_encore"))
    add_time(d, clause, 0.4)
    clause.end.insert(0, where)
    return finish(d, clause)
