"""Conditions, moments and sequences: si, quand, d'abord ... ensuite, seulement, contre."""

from __future__ import annotations

from nmt.data.toy.adverbials import with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import verb
from nmt.data.toy.linking import again, conjunction, state_clause
from nmt.data.toy.objects import object_nouns, predicate_for
from nmt.data.toy.phrases import NounPhrase, elsewhere, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, someone_else
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.modals import listed_infinitive
from nmt.data.toy.subjects import person
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

# States with what one should, or can, do about them.
_STATES = ("faim", "soif", "sommeil", "froid", "chaud", "fatigué", "malade", "triste", "content", "libre", "prêt")


def condition(d: Draw) -> Sentence:
    """Si tu es fatigué, tu peux dormir; quand j'ai faim, je mange; je reste ici si je suis malade."""
    d.tag("subordination")
    subject = person(d, 0.75)
    link = d.pick(("si", "si", "quand"))
    how = d.pick(_STATES)
    state = conjunction(link) + state_clause(d, subject, how)
    if d.chance(0.25) and subject.pronoun in ("tu", "vous"):
        d.tag("imperative")
        order = commanded(d, subject, listed_infinitive(d, "task", subject), False)
        return with_comma(state) + order, d.pick((".", "!"))
    main = _consequence(d, again(subject), link, how)
    return (with_comma(state) + main if d.chance(0.65) else main + state), "."


def _consequence(d: Draw, subject: NounPhrase, link: str, state: str) -> Phrase:
    """What one then can or must do, or does as a habit; one cries when one is sad, not when one is hot."""
    if d.chance(0.5):
        able = verb(d.pick(("pouvoir", "devoir", "vouloir")), "inf")
        predicate = Predicate(able, infinitive=listed_infinitive(d, "task", subject))
        negation = ""
    else:
        negation = "pas" if d.chance(0.25) else ""
        predicate = listed_infinitive(d, "activity", subject, bool(negation))
        while state != "triste" and predicate.verb.lemma == "pleurer":
            predicate = listed_infinitive(d, "activity", subject, bool(negation))
        predicate.simple = True
    return realise(d, Clause(subject, predicate, PRESENT, negation, habitual=link == "quand"))


def in_order(d: Draw) -> Sentence:
    """D'abord, j'ai mangé, ensuite j'ai dormi; d'abord je vais lire, puis je vais dormir."""
    d.tag("coordination", "time_adverb")
    subject, tense = person(d, 0.7), d.pick((PASSE_COMPOSE, NEAR_FUTURE))
    one, two = (listed_infinitive(d, d.pick(("activity", "chore")), subject) for _ in range(2))
    first = with_comma(aligned("d'abord", "first")) + realise(d, Clause(subject, one, tense))
    then = pair(d.pick(("ensuite", "puis")), "then")
    return first + pair(",", ",") + then + realise(d, Clause(again(subject), two, tense)), "."


def meanwhile(d: Draw) -> Sentence:
    """Quand je suis rentré, ma mère dormait: when I went home, my mother was sleeping."""
    d.tag("subordination")
    subject = person(d, 0.6)
    arrived = verb(d.pick(("arriver", "rentrer", "entrer", "partir", "sortir")), "intr")
    moment = conjunction("quand") + realise(d, Clause(subject, Predicate(arrived), PASSE_COMPOSE, dated=True))
    other = someone_else(d, elsewhere(subject))
    busy = verb(d.pick(("dormir", "travailler", "manger", "lire", "chanter", "pleurer", "danser")), "intr")
    return with_comma(moment) + realise(d, Clause(other, Predicate(busy), IMPERFECT)), "."


def only(d: Draw) -> Sentence:
    """J'ai seulement deux frères: I only have two brothers; elle veut seulement un café."""
    subject, question = question_or_statement(d, person(d, 0.65), 0.12)
    found = verb(d.pick(("avoir", "vouloir")), "tr")
    pool = [n for n in object_nouns(found) if n.number == "count"]
    counts: tuple[Determiner, ...] = ("indefinite", 2, 3, 4, 5, 10)
    count = d.pick(counts)
    thing = noun_phrase(d, d.pick(pool), count, count != "indefinite")
    choice = Choice(3)
    words = [En("only", choice), En("just", choice, 2)]
    later = En("only", choice, 1)  # only has two, or has only two
    few = Phrase([Fr("seulement", (*words, later))], words)
    what = Phrase(thing.fr, [later, *thing.en])
    return finish(d, Clause(subject, Predicate(found, [what]), PRESENT, "", question, mid=few))


def against(d: Draw) -> Sentence:
    """Nous jouons au tennis contre Paul: we are playing tennis against Paul."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.2)
    found = verb("jouer", "tr_prep")
    tense = d.pick((PRESENT, NEAR_FUTURE, PASSE_COMPOSE))
    clause = Clause(subject, predicate_for(d, found, subject), tense, "", question)
    clause.end.append(pair("contre", "against") + someone_else(d, subject))
    return finish(d, clause)
