"""Everything, nothing, nobody and somebody as subjects: nothing is easy; someone stole my bicycle."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Verb, adjectives, conjugation, expressions, noun, nouns_of
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.subjects import nobody, somebody
from nmt.data.toy.words import En, Fr, aligned, pair

_READY = frozenset("prêt parfait facile difficile possible cher gratuit propre sale ouvert fermé nouveau".split())
_PLACED = frozenset("parfait cher gratuit propre sale ouvert fermé content".split())
_NOBODY_IS = frozenset("parfait malade absent prêt content fatigué triste seul".split())


def _everything(negated: bool) -> NounPhrase:
    """tout: everything; rien: nothing."""
    word = En("nothing" if negated else "everything")
    np = NounPhrase([Fr("rien" if negated else "tout", (word,))], [word], IL, IL, False, False, "its")
    np.human = False
    return np


def all_or_nothing(d: Draw) -> Sentence:
    """Tout est prêt; rien n'est facile; personne n'est parfait; rien n'était ouvert dimanche."""
    d.tag("indefinite_pronoun")
    roll = d.random()
    negated = roll < 0.7
    subject = nobody(d) if roll < 0.3 else _everything(negated)
    wanted = _NOBODY_IS if roll < 0.3 else _READY
    chosen = d.pick(sorted(wanted))
    quality = next(a for a in adjectives() if a.lemma == chosen and (not a.before or a.lemma == "nouveau"))
    said = adjective_phrase(d, quality, subject, 0.0)
    tense = PRESENT if d.chance(0.7) else IMPERFECT
    clause = Clause(subject, Predicate(be(), [said]), tense)
    if negated:
        clause.negation, clause.negated_by = "personne_subject", tuple(subject.en)
    elif d.chance(0.2):
        clause.question = d.pick(("est_ce_que", "intonation"))
    roll = d.random()
    if roll < 0.25:
        d.tag("time_adverb")
        kinds = ("day_adverb", "present_adverb") if tense == PRESENT else ("past_adverb",)
        clause.end.append(expression_phrase(d.pick([e for e in expressions(*kinds) if e.fr[:6] != "il y a"])))
    elif roll < 0.5 and chosen in _PLACED:
        clause.end.append(pair("ici", "here") if d.chance(0.5) else pair("dans", "in") + noun_phrase(
            d, noun(d.pick(("maison", "magasin", "ville", "restaurant", "cuisine"))), "demonstrative"))  # fmt: skip
    return finish(d, clause)


@cache
def _stealing() -> Verb:
    english = english_verb("steal", "stole", "stolen", "stealing", "steals")
    return Verb("voler", conjugation("voler"), "", False, False, english, "tr", "", frozenset(), frozenset(),
                "achievement")  # fmt: skip


@cache
def _at_the_door(french: str, english: str, past: str) -> Verb:
    forms = english_verb(english, past, past)
    return Verb(french, conjugation(french), "", False, False, forms, "intr", "", frozenset(), frozenset(), "event")


def somebody_did(d: Draw) -> Sentence:
    """Quelqu'un a sonné à la porte: someone rang at the door; on a volé mon vélo: someone stole my bicycle."""
    subject = somebody(d)
    if d.chance(0.55):
        if d.chance(0.6):
            subject.fr = [Fr("on", tuple(subject.en))]
        thing = d.pick(nouns_of("vehicle_own", "bag", "device", "jewel", "small_valuable", "money"))
        owner = free_possessor(d)
        np = noun_phrase(d, thing, owner, False, ())
        clause = Clause(subject, Predicate(_stealing(), [np]), PASSE_COMPOSE, dated=True)
        if d.chance(0.55):
            d.tag("time_adverb")
            clause.end.append(expression_phrase(d.pick(expressions("past_adverb"))))
        return finish(d, clause)
    knocking = d.chance(0.5)
    found = _at_the_door("frapper", "knock", "knocked") if knocking else _at_the_door("sonner", "ring", "rang")
    clause = Clause(subject, Predicate(found), d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE)))
    door = aligned("à la porte", "on the door", "0-0 1-1 2-2") if knocking else aligned("à la porte", "at the door")
    if knocking or d.chance(0.8):
        clause.end.append(door)
    if clause.tense == PASSE_COMPOSE and d.chance(0.3):
        clause.end.append(aligned(*d.pick((("hier soir", "last night"), ("ce matin", "this morning")))))
    elif d.chance(0.15):
        clause.question = "est_ce_que"
    return finish(d, clause)


FAMILIES = ((all_or_nothing, 5), (somebody_did, 5))
