"""Asking and telling people things, or nothing, and asking which of two: il ne m'a rien dit; demande-lui s'il vient."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.either import either_of
from nmt.data.toy.english import english_verb
from nmt.data.toy.indefinites import whoever
from nmt.data.toy.lexicon import Verb, conjugation, verb, verbs_of
from nmt.data.toy.linking import again, state_clause
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase, elsewhere
from nmt.data.toy.pronouns import ObjectPronoun, given
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, someone_else
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.sentences.combined import Act, listed_act
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.knowing import _asked as asked_clause
from nmt.data.toy.sentences.modals import governed_words
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_WHOM = (("me", "me", 0), ("me", "me", 0), ("te", "you", 1), ("lui", "him", 2), ("nous", "us", 0), ("vous", "you", 1),
         ("leur", "them", 2))  # fmt: skip


def _to_whom(d: Draw, subject: NounPhrase, behind: bool = False) -> tuple[Fr, list[En]]:
    """me, lui, leur: one whom the subject is no part of."""
    d.tag("object_pronoun_indirect")
    own = 0 if subject.pronoun == "on" else {0: 0, 1: 1, 3: 0, 4: 1}.get(subject.person, 9)
    french, english, _ = d.pick([row for row in _WHOM if row[2] != own and not (behind and row[2] == 1)])
    return ObjectPronoun(french, ("him", "her") if french == "lui" else (english,)).words(behind)


@cache
def _saying() -> Verb:
    return replace(verb("dire", "clause"), frame="tr", aspect="event")


_GIVING = ("dire", "dire", "donner", "acheter", "montrer", "envoyer", "offrir", "apporter", "raconter")


def nothing_to_somebody(d: Draw) -> Sentence:
    """Il ne m'a rien dit: he did not tell me anything; elle n'a rien dit à sa mère; tu lui as dit quelque chose ?"""
    subject, question = question_or_statement(d, person(d, 0.7), 0.15)
    found = _ditr(d.pick(_GIVING))
    something = d.chance(0.3)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PASSE_COMPOSE, PRESENT, NEAR_FUTURE))
    what = aligned("quelque chose", "something") if something else Phrase([], [En("anything")])
    thing = what.en[0]
    d.tag("indefinite_pronoun")
    if d.chance(0.35):
        other = someone_else(d, subject)
        to = En("for" if found.en.base[0] == "buy" else "to")
        found = _saying() if found.lemma == "dire" else found
        predicate = Predicate(found, [what, Phrase([Fr("à", (to,)), *other.fr], [to, *other.en])])
    else:
        clitic, whom = _to_whom(d, subject)
        predicate = Predicate(found, [what], clitics=[clitic], after_en=given(found, whom, what.en))
    clause = Clause(subject, predicate, tense, "" if something else "rien", question, dated=tense == PASSE_COMPOSE)
    phrase, mark = finish(d, clause)
    for word in phrase.fr:
        if word.text == "rien":
            word.sure = (thing,)
    return phrase, mark


@cache
def _ditr(lemma: str) -> Verb:
    return next(v for v in verbs_of("ditr") if v.lemma == lemma)


# What one asks people for, or asks them.
_REQUESTS = (
    ("l'heure", "the time", ""), ("l'heure", "the time", ""), ("le prix", "the price", ""),
    ("le chemin", "the way", ""), ("l'adresse", "the address", ""), ("de l'argent", "money", "for"),
    ("de l'aide", "help", "for"),
    ("un stylo", "a pen", "for"), ("un verre d'eau", "a glass of water", "for"), ("la clé", "the key", "for"),
    ("un conseil", "advice", "for"), ("les clés", "the keys", "for"),
)  # fmt: skip
_STRANGERS = (("au serveur", "the waiter"), ("à la serveuse", "the waitress"),
              ("à un policier", "a police officer"), ("au professeur", "the teacher"),
              ("à la vendeuse", "the saleswoman"))  # fmt: skip


@cache
def _asking() -> Verb:
    return Verb("demander", conjugation("demander"), "", False, False, english_verb("ask"), "tr", "", frozenset(),
                frozenset(), "event")  # fmt: skip


def asked_for(d: Draw) -> Sentence:
    """Je lui ai demandé l'heure: I asked him the time; elle demande de l'argent à son père; demande la clé à Léa."""
    french, english, link = d.pick(_REQUESTS)
    words = aligned(french, english)
    for_ = [En(link)] if link else []
    thing = Phrase([words.fr[0], *words.fr[1:]], [*for_, *words.en])
    thing.fr[0].possible = (*thing.fr[0].possible, *for_)
    if d.chance(0.25):
        d.tag("imperative")
        you = pronoun(d, d.pick(("tu", "vous")))
        if d.chance(0.5):
            d.tag("imperative_pronoun")
            clitic, whom = _to_whom(d, you, True)
            predicate = Predicate(_asking(), [thing], [clitic], after_en=[*whom, *thing.en])
        else:
            predicate = _asking_somebody(d, you, thing)
        return commanded(d, you, predicate, False), d.pick("..!")
    subject, question = question_or_statement(d, person(d, 0.7), 0.15)
    if d.chance(0.5):
        clitic, whom = _to_whom(d, subject)
        predicate = Predicate(_asking(), [thing], [clitic], after_en=[*whom, *thing.en])
    else:
        predicate = _asking_somebody(d, subject, thing)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PRESENT, NEAR_FUTURE))
    return finish(d, Clause(subject, predicate, tense, "pas" if d.chance(0.08) else "", question))


def _asking_somebody(d: Draw, subject: NounPhrase, thing: Phrase) -> Predicate:
    """demander l'heure à un policier: ask a police officer the time."""
    if d.chance(0.35):
        row = d.pick(_STRANGERS)
        whom = aligned(*row)
    else:
        other = someone_else(d, subject)
        whom = Phrase([Fr("à", (), tuple(other.en[-1:])), *other.fr], other.en)
    return Predicate(_asking(), [thing, whom], after_en=[*whom.en, *thing.en])


_WHATS = frozenset("faire manger boire lire chercher regarder écouter acheter préparer dire vouloir écrire".split())


@cache
def _what_verbs() -> tuple[Verb, ...]:
    first: dict[str, Verb] = {}
    for v in verbs_of("tr"):
        if v.lemma in _WHATS and "person" in v.subjects and (v.lemma != "faire" or v.en.base[0] == "do"):
            first.setdefault(v.lemma, v)
    return tuple(first.values())


def _question(d: Draw, about: NounPhrase) -> Phrase:
    """s'il vient: if he is coming; ce qu'elle veut: what she wants; qui a crié: who shouted; où il habite."""
    d.tag("subordination")
    roll = d.random()
    about = elsewhere(about)
    if roll < 0.4:
        word = En("if", choice := Choice())
        whether = En("whether", choice, 1)
        link = Phrase([Fr("si", (word, whether))], [word, whether])
        if d.chance(0.3):
            states = ("faim", "soif", "froid", "malade", "fatigué", "content", "prêt", "occupé")
            return link + state_clause(d, about, d.pick(states))
        moving = verb(d.pick(("venir", "partir", "sortir", "rentrer", "travailler", "dormir")), "intr")
        found = moving if d.chance(0.6) else d.pick(_small())
        tense = PRESENT if found is moving and d.chance(0.5) else d.pick((NEAR_FUTURE, PASSE_COMPOSE))
        return link + realise(d, Clause(about, predicate_for(d, found, about), tense))
    if roll < 0.7:
        what = En("what")
        found = d.pick(_what_verbs())
        tense = PRESENT if found.stative else d.pick((PRESENT, NEAR_FUTURE, PASSE_COMPOSE))
        inner = realise(d, Clause(about, Predicate(found), tense))
        return Phrase([Fr("ce", (what,)), Fr("que", (what,)), *inner.fr], [what, *inner.en])
    if roll < 0.82:
        who = whoever()
        found = d.pick(_small())
        return realise(d, Clause(who, predicate_for(d, found, who), PASSE_COMPOSE, subject_question=True))
    return asked_clause(d)


@cache
def _small() -> tuple[Verb, ...]:
    return tuple(v for v in action_verbs() if "person" in v.subjects and v.frame in ("intr", "tr") and not v.stative)


def asked_whether(d: Draw) -> Sentence:
    """Demande-lui s'il vient: ask him if he is coming; dis-moi ce que tu veux; je ne sais pas si Paul est malade."""
    roll = d.random()
    about = pronoun(d, d.pick(("il", "elle", "ils", "elles"))) if d.chance(0.6) else person(d, 0.0)
    if roll < 0.35:
        d.tag("imperative", "imperative_pronoun")
        you = pronoun(d, d.pick(("tu", "tu", "vous")))
        telling = d.chance(0.6)
        name = d.pick(("me", "me", "nous")) if telling else d.pick(("lui", "lui", "leur"))
        english = {"me": ("me",), "nous": ("us",), "lui": ("him", "her"), "leur": ("them",)}[name]
        clitic, whom = ObjectPronoun(name, english).words(True)
        if telling and d.chance(0.5):
            about = you
        elif not telling:
            about = pronoun(d, "ils" if name == "leur" else "il")
        found = _ditr("dire") if telling else _asking()
        predicate = Predicate(replace(found, frame="tr", preposition=""), [_question(d, about)], [clitic], whom)
        return commanded(d, you, predicate, False), d.pick("..!")
    if roll < 0.7:
        subject, question = question_or_statement(d, person(d, 0.85), 0.35)
        about = about if about.pronoun != subject.pronoun else name_phrase(d)
        known = Predicate(verb("savoir", "clause"), [_question(d, about)])
        return finish(d, Clause(subject, known, PRESENT, "" if question else "pas", question))
    subject = relative(d, False) if d.chance(0.4) else pronoun(d, d.pick(("il", "elle", "ils", "tu", "vous", "je")))
    clitic, whom = _to_whom(d, subject)
    inner = _question(d, about if about.pronoun != subject.pronoun else name_phrase(d))
    clause = Clause(subject, Predicate(_asking(), [inner], [clitic], whom), PRESENT)
    return finish(d, clause)


# Two things of which one does one.
_EITHER: tuple[tuple[Act, ...], ...] = (
    (("rester", "", "à la maison"), ("sortir", "", ""), ("aller", "piscine", ""), ("aller", "parc", "")),
    (("prendre", "bus", "def"), ("marcher", "", "")), (("prendre", "train", "def"), ("conduire", "", "")),
    (("regarder", "télévision", "def"), ("lire", "livre", "indef"), ("dormir", "", ""), ("jouer", "cartes", "def")),
    (("travailler", "", ""), ("se reposer", "", ""), ("étudier", "", "")), (("partir", "", ""), ("rester", "", "")),
    (("jouer", "tennis", "def"), ("nager", "", ""), ("courir", "", ""), ("jouer", "football", "def")),
    (("manger", "", ""), ("dormir", "", ""), ("sortir", "", "")), (("chanter", "", ""), ("danser", "", "")),
    (("faire", "devoirs", "poss"), ("jouer", "", ""), ("ranger", "chambre", "poss")),
)  # fmt: skip


def or_else(d: Draw) -> Sentence:
    """Tu restes à la maison ou tu sors ?: are you staying or going out?; vous voulez manger ou dormir ?"""
    d.tag("coordination")
    rows = d.pick(_EITHER)
    first = d.pick(rows)
    second = d.pick([row for row in rows if row is not first])
    subject = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "il", "elle", "on", "ils")))
    if d.chance(0.5):
        lemma = d.pick(("vouloir", "préférer", "vouloir", "préférer", "devoir"))
        clause = Clause(subject, Predicate(verb(lemma, "inf"), infinitive=listed_act(d, first, subject)), PRESENT)
        clause.question = d.pick(("est_ce_que", "intonation", "inversion"))
        other = governed_words(subject, listed_act(d, second, subject), "de")
        asked, d.alternatives = d.alternatives, d.alternatives and lemma != "préférer"  # no: prefer running or swim
        said = realise(d, clause)
        d.alternatives = asked
        to = [] if lemma == "devoir" else [En("to", Choice(), 1)]
        return said + pair("ou", "or") + Phrase(other.fr[1:], [*to, *other.en[1:]]), "?"
    tense = d.pick((PRESENT, PRESENT, PRESENT, NEAR_FUTURE, PASSE_COMPOSE))
    way = d.pick(("intonation", "intonation", "est_ce_que"))
    same = again(subject)
    one = realise(d, Clause(subject, listed_act(d, first, subject), tense, "", way))
    two = realise(d, Clause(same, listed_act(d, second, same), tense, "", way))
    return either_of(d, one, two, same, tense == NEAR_FUTURE), "?"


FAMILIES = ((nothing_to_somebody, 6), (asked_for, 5), (asked_whether, 10), (or_else, 7))
