"""Stopping, trying, forgetting, being afraid to: stop shouting; he has finished eating; I am afraid of falling."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import NOUS
from nmt.data.toy.lexicon import Verb, conjugation, expressions, nouns_of, verb
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import question_or_statement, state_verb
from nmt.data.toy.sentences.combined import Act
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.easily import act
from nmt.data.toy.sentences.modals import governed_words, listed_infinitive, willed_action
from nmt.data.toy.sentences.structures import gerund
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase

# What one stops doing, and finishes.
_STOPPED = (
    "fumer",
    "pleurer",
    "crier",
    "travailler",
    "manger",
    "parler",
    "danser",
    "chanter",
    "courir",
    "rire",
    "lire",
)
_FINISHED: tuple[Act, ...] = (
    ("manger", "", ""), ("travailler", "", ""), ("lire", "livre", "dem"), ("écrire", "lettre", "dem"), ("laver",
    "voiture", "def"), ("préparer", "dîner", "def"), ("ranger", "chambre", "poss"), ("faire", "devoirs", "poss"),
    ("nettoyer", "cuisine", "def"), ("faire la vaisselle", "", ""),
)  # fmt: skip
# Verbs with an infinitive behind them, and of which kind.
_GOVERNING = (
    ("commencer", "inf_a", "activity"), ("continuer", "inf_a", "activity"), ("essayer", "inf_de", "task"),
    ("essayer", "inf_de", "task"), ("oublier", "inf_de", "chore"), ("oublier", "inf_de", "chore"),
)  # fmt: skip


@cache
def _ending(french: str, english: str, past: str) -> Verb:
    """arrêter de: stop doing; finir de: finish doing."""
    forms = english_verb(english, past)
    return Verb(french, conjugation(french), "", False, False, forms, "tr", "", frozenset(), frozenset(), "event")


def _ended(d: Draw, subject: NounPhrase) -> Predicate:
    """arrêter de fumer: stop smoking; finir de manger: finish eating."""
    if d.chance(0.6):
        found, done = _ending("arrêter", "stop", "stopped"), Predicate(verb(d.pick(_STOPPED), "intr"))
    else:
        found, done = _ending("finir", "finish", "finished"), act(d, d.pick(_FINISHED), subject)
    what = gerund(d, subject, done, Phrase([Fr("de")], []))
    what.fr[0].possible = tuple(what.en[:1])
    return Predicate(found, [what])


def stopping(d: Draw) -> Sentence:
    """Elle a arrêté de fumer: she stopped smoking; arrête de crier !; n'oublie pas de fermer la porte."""
    d.tag("infinitive_complement")
    if d.chance(0.4):
        return _told(d)
    subject, question = question_or_statement(d, person(d, 0.65), 0.15)
    if d.chance(0.5):
        predicate = _ended(d, subject)
        tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    else:
        lemma, frame, kind = d.pick(_GOVERNING)
        predicate = Predicate(verb(lemma, frame), infinitive=listed_infinitive(d, kind, subject))
        tense = PASSE_COMPOSE if lemma == "oublier" else d.pick((PASSE_COMPOSE, NEAR_FUTURE, PRESENT))
    return finish(d, Clause(subject, predicate, tense, "pas" if d.chance(0.15) else "", question))


def _told(d: Draw) -> Sentence:
    """Arrêtez de parler !; essaie de dormir; n'oublie pas d'acheter du pain."""
    d.tag("imperative")
    you = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "nous")))
    if d.chance(0.4):
        return commanded(d, you, _ended(d, you), False), d.pick("..!")
    forgetting = d.chance(0.65) and you.person != NOUS
    task = listed_infinitive(d, "chore" if forgetting else "task", you)
    found = verb("oublier" if forgetting else "essayer", "tr")
    if not forgetting:
        found = _ending("essayer", "try", "tried")
    what = governed_words(you, task, "de")
    if d.chance(0.2):
        what = what + expression_phrase(d.pick(expressions("future_adverb", "day_adverb_future")))
    return commanded(d, you, Predicate(found, [what]), forgetting), d.pick("..!")


def _or_to(what: Phrase, of: En, done: Predicate) -> Phrase:
    """peur de tomber: of falling, or afraid to fall."""
    choice, ing = what.en[1].choice or Choice(1), len(done.verb.en.ing)
    for word in what.en[1 : 1 + ing]:
        word.choice = choice
    of.choice = choice
    others = [En("of", choice, k) for k in range(1, choice.size)]
    for verb_ in (done.verb.en, *done.verb.others):
        others += [En(text, choice, choice.size) for text in ("to", *verb_.base)]
        choice.size += 1
    return Phrase(what.fr, [of, *others, *what.en[1:]])


_FEARED = ("tomber", "nager", "conduire", "se perdre", "sortir", "parler", "se tromper")


def afraid_to(d: Draw) -> Sentence:
    """Il a peur de tomber: he is afraid of falling; nous n'avons pas envie de sortir; j'ai besoin de dormir."""
    d.tag("infinitive_complement")
    subject, question = question_or_statement(d, person(d, 0.7), 0.2)
    tense, negation = PRESENT if d.chance(0.8) else IMPERFECT, "pas" if d.chance(0.25) else ""
    if d.chance(0.35):
        lemma = d.pick(_FEARED)
        done = Predicate(verb(lemma, "refl" if lemma.startswith("se ") else "tr" if lemma == "conduire" else "intr"))
        if lemma == "conduire":
            done = Predicate(verb("conduire", "tr"), [noun_phrase(d, d.pick(nouns_of("vehicle_own")), "indefinite")])
        of = En("of")
        fear = state_verb(next(e for e in expressions("avoir_state") if e.fr == "peur"))
        what = gerund(d, subject, done, Phrase([Fr("de", (of,))], [of]))
        if d.alternatives:
            what = _or_to(what, of, done)
        return finish(d, Clause(subject, Predicate(fear, [what]), tense, negation, question))
    found = verb(d.pick(("avoir envie", "avoir besoin")), "inf_de")
    clause = Clause(subject, Predicate(found, infinitive=willed_action(d, subject, False)), tense, negation, question)
    if d.chance(0.3) and tense == PRESENT:
        d.tag("time_adverb")
        clause.end.append(expression_phrase(d.pick(expressions("day_adverb", "day_adverb_future", "present_adverb"))))
    return finish(d, clause)


FAMILIES = ((stopping, 8), (afraid_to, 6))
