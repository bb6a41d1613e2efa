"""Object pronouns in every tense; y and en."""

from __future__ import annotations

from nmt.data.toy.adverbials import add_time
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import JE
from nmt.data.toy.lexicon import Verb, verb, verbs_of
from nmt.data.toy.objects import object_nouns
from nmt.data.toy.phrases import NounPhrase, noun_phrase, ownable, possessor_of
from nmt.data.toy.pronouns import both, direct_verbs, indirect_verbs, with_direct, with_indirect
from nmt.data.toy.sentences.actions import Sentence, add_circumstance, finish, pick_negation, pick_question, pick_tense
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase


def object_pronoun(d: Draw) -> Sentence:
    """Je le vois; elle l'a achetée; nous allons lui parler; ils me la donnent."""
    roll = d.random()
    found = d.pick(direct_verbs() if roll < 0.58 else indirect_verbs())
    if roll > 0.94:
        found = d.pick(verbs_of("ditr"))
    subject = person(d, 0.7)
    tense = pick_tense(d, found)
    if tense not in (PRESENT, NEAR_FUTURE, PASSE_COMPOSE, IMPERFECT):
        tense = PASSE_COMPOSE
    question = ""
    if d.chance(0.2):
        if subject.pronoun in ("je", "nous", "on"):
            subject = pronoun(d, d.pick(("tu", "vous", "il", "elle", "ils")))
        question = pick_question(d, subject)
    negation = pick_negation(d, tense, found) if d.chance(0.25) else ""
    if roll > 0.58 and found.lemma == "parler" and d.chance(0.5):
        predicate = with_indirect(d, found, subject)
        topic = d.pick(object_nouns(next(v for v in verbs_of("tr_prep") if v.lemma == "parler")))
        about = En("about")
        np = noun_phrase(d, topic, possessor_of(subject) if ownable(topic) else "definite", topic.number == "plural")
        predicate.after = [Phrase([Fr("de", (about,)), *np.fr], [about, *np.en])]
    elif roll > 0.94:
        predicate = both(d, found, subject)
    elif roll < 0.58:
        predicate = with_direct(d, found, subject, following(found, subject, tense), tense == PASSE_COMPOSE)
    else:
        predicate = with_indirect(d, found, subject, bool(negation))
    clause = Clause(subject, predicate, tense, negation, question, perfect=negation in ("jamais", "pas_encore"))
    add_time(d, clause, 0.3)
    if not predicate.after:
        add_circumstance(d, clause, 0.4)
    return finish(d, clause)


def following(found: Verb, subject: NounPhrase, tense: str) -> str:
    """The French word a pronoun stands before, which decides its elision."""
    if tense == PRESENT:
        return found.fr.present[subject.person]
    if tense == IMPERFECT:
        return found.fr.imperfect[subject.person]
    return "a" if tense == PASSE_COMPOSE else found.fr.infinitive


def en_of_it(d: Draw) -> Sentence:
    """J'en ai deux: I have two of them; j'en veux: I want some; je n'en ai pas: I do not have any."""
    found = verb(d.pick(("avoir", "vouloir", "acheter", "manger")), "tr")
    subject = pronoun(d)
    d.tag("pronoun_y_en")
    question = pick_question(d, subject) if subject.person != JE and d.chance(0.2) else ""
    roll = d.random()
    if roll < 0.4 and not question:
        number = number_phrase(d.pick((2, 3, 4, 5, 6, 7, 8, 9, 10)))
        choice = Choice()
        of, them = En("of", choice, 0), En("them", choice, 0)
        en_word = Fr("en", (them,), (of,))
        predicate = Predicate(found, [Phrase(number.fr, [*number.en, of, them])], clitics=[en_word])
        return finish(d, Clause(subject, predicate, PRESENT))
    negation = "pas" if roll < 0.65 else ""
    some = En("any" if negation else "some")
    choice = Choice(3)
    of_it = [En(text, choice, option) for option, text in ((1, "of"), (1, "them"), (2, "of"), (2, "it"))]
    predicate = Predicate(found, clitics=[Fr("en", (some,), tuple(of_it))], clitic_en=[some, *of_it])
    none = some if negation and d.alternatives else None
    return finish(d, Clause(subject, predicate, PRESENT, negation, question, quantifier=none))


def y_there(d: Draw) -> Sentence:
    """J'y vais demain: I am going there tomorrow."""
    subject = person(d, 0.75)
    found = verb("aller", "motion") if d.chance(0.75) else verb("rester", "place")
    there = En("there")
    d.tag("pronoun_y_en")
    tense = d.pick((PRESENT, PRESENT, NEAR_FUTURE, PASSE_COMPOSE))
    if tense == NEAR_FUTURE and found.lemma == "aller":
        tense = PRESENT
    negation = d.pick(("pas", "jamais")) if d.chance(0.25) else ""
    question = ""
    if d.chance(0.2) and subject.pronoun not in ("je", "nous", "on"):
        question = pick_question(d, subject)
    predicate = Predicate(found, clitics=[Fr("y", (there,))], clitic_en=[there])
    clause = Clause(subject, predicate, tense, negation, question, perfect=negation == "jamais")
    add_time(d, clause, 0.5, punctual=found.lemma == "aller")
    return finish(d, clause)
