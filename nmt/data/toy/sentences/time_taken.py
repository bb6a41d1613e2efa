"""How long it takes: il faut une heure pour aller à Lyon, je mets dix minutes, combien de temps faut-il pour ...?"""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Verb, conjugation, noun, nouns_of, places
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import place_name
from nmt.data.toy.pronouns import ObjectPronoun
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.asking_where import asked_person
from nmt.data.toy.sentences.combined import Act
from nmt.data.toy.sentences.easily import act
from nmt.data.toy.sentences.modals import governed_words, modal_verb
from nmt.data.toy.sentences.needs import falloir, said_of_nobody
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned

_DONE: tuple[Act, ...] = (
    ("préparer", "dîner", "def"), ("préparer", "petit-déjeuner", "def"), ("lire", "livre", "dem"),
    ("apprendre", "leçon", "def"), ("réparer", "vélo", "def"), ("finir", "exercice", "dem"), 
    ("laver", "voiture", "def"), ("nettoyer", "cuisine", "def"), ("faire", "gâteau", "indef"),
    ("écrire", "lettre", "dem"), ("faire les courses", "", ""), ("faire la vaisselle", "", ""),
)  # fmt: skip
_ME = {"je": "me", "tu": "you", "il": "him", "elle": "her", "nous": "us", "vous": "you", "ils": "them", "elles": "them"}


def _lasting(d: Draw, unit: str, far: bool) -> Phrase:
    """dix minutes, une heure, une demi-heure: as long as it may take."""
    if unit == "minute" and d.chance(0.3):
        return aligned("une demi-heure", "half an hour") if d.chance(0.5) else _one(d, "heure")
    if unit == "minute":
        return noun_phrase(d, noun("minute"), d.pick((5, 10, 15, 20, 25, 30, 35, 40)), True)
    if d.chance(0.25):
        return _one(d, unit)
    return noun_phrase(d, noun(unit), d.pick((2, 3, 4, 5, 6, 7, 8, 10) if far else (2, 3, 4, 5)), True)


def _one(d: Draw, unit: str) -> NounPhrase:
    return noun_phrase(d, noun(unit), "indefinite")


def _way_there(d: Draw) -> tuple[Phrase, str]:
    """pour aller à la gare: to get (or go) to the train station; à Lyon, au travail; and whether it takes hours."""
    d.tag("infinitive_complement", "place_preposition")
    to, get, towards = En("to"), En("get", choice := Choice()), En("to")
    go = En("go", choice, 1)
    roll = d.random()
    if roll < 0.35:
        there: Phrase = place_name(d, d.pick(places("city")))
    elif roll < 0.65:
        there = noun_phrase(d, noun("école"), "generic") if d.chance(0.5) else aligned("le travail", "work", "1-0")
        there.fr[0].article = True
    else:
        there = noun_phrase(d, d.pick([n for n in nouns_of("place_at") if not n.has("en_bare")]), "definite", False, ())
    fr = [Fr("pour", (to,)), Fr("aller", (get, go)), Fr("à", (towards,)), *there.fr]
    return Phrase(fr, [to, get, go, towards, *there.en]), "heure" if roll < 0.35 else "minute"


def _whose_time(d: Draw, asked: bool) -> tuple[NounPhrase, Verb, list[Fr], list[En]]:
    """il faut: it takes; il me faut, je mets: it takes me; mon père met: it takes my father."""
    it = En("it")
    roll = d.random()
    if roll < 0.5:
        subject = NounPhrase([Fr("il", (it,))], [it], IL, IL, False, False, "its")
        subject.pronoun = "il" if asked else ""
        if roll < 0.4:
            return subject, falloir("take"), [], []
        d.tag("object_pronoun_indirect")
        pronouns = (("me", "me"), ("te", "you"), ("lui", "him"), ("nous", "us"), ("vous", "you"), ("leur", "them"))
        name, english = d.pick(pronouns)
        clitic, words = ObjectPronoun(name, ("him", "her") if name == "lui" else (english,)).words()
        return subject, falloir("take"), [clitic], words
    who = asked_person(d) if asked else person(d, 0.7)
    while who.pronoun == "on":
        who = asked_person(d) if asked else person(d, 0.7)
    words = [En(_ME[who.pronoun])] if who.pronoun else who.en
    last = who.fr[-1]
    fr = [Fr(who.fr[0].text, tuple(words), (it,))]
    if not who.pronoun:
        fr = [*who.fr[:-1], Fr(last.text, last.sure, (*last.possible, it), last.article)]
    subject = NounPhrase(fr, [it], who.person, IL, who.feminine, who.plural, who.owner)
    subject.pronoun = who.pronoun
    return subject, _spending(), [], words


@cache
def _spending() -> Verb:
    """mettre une heure: take an hour."""
    return modal_verb(conjugation("mettre"), english_verb("take", "took", "taken", "taking", "takes"), "tr")


def time_it_takes(d: Draw) -> Sentence:
    """Il faut une heure pour aller à Lyon: it takes an hour; je mets dix minutes pour ...: it takes me ten minutes."""
    d.tag("time_adverb")
    asked = d.chance(0.35)
    subject, found, clitics, whom = _whose_time(d, asked)
    predicate = Predicate(found, [], clitics, whom)
    clause = Clause(subject, predicate, d.pick((PRESENT, PRESENT, PRESENT, NEAR_FUTURE, IMPERFECT)))
    if found.lemma == "mettre" and clause.tense == IMPERFECT:
        clause.tense = PASSE_COMPOSE
    if asked:
        d.tag("question_combien")
        how, long = En("how"), En("long")
        clause.wh = Phrase([Fr("combien", (how,)), Fr("de", (), (how, long)), Fr("temps", (long,))], [how, long])
        clause.question = d.pick(("inversion", "est_ce_que"))
    we = pronoun(d, "nous")
    if far := d.chance(0.65):
        aim, units = _way_there(d)
    else:
        row = d.pick(_DONE)
        aim, units = governed_words(we, act(d, row, we), "pour"), "jour" if row[0] == "lire" else "minute"
    clause.end.append(aim)
    if not asked:
        predicate.after.append(_lasting(d, units, far))
    phrase, mark = said_of_nobody(d, clause)
    for word in phrase.fr:
        if word.text.startswith(("-", "-t-")) and whom and found.lemma == "mettre" and word.text not in ("-ce", "-moi"):
            word.sure, word.possible = tuple(whom), tuple(subject.en)
    return phrase, mark


FAMILIES = ((time_it_takes, 6),)
