"""A thing as a pronoun, and where one puts, leaves or finds it: put them on the table; I left it on the shelf."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.complements import _put_where as put_where
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, Verb, verb, verbs_of
from nmt.data.toy.linking import joined
from nmt.data.toy.objects import object_nouns
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, someone_else
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.sentences.combined import taken_again
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.things import verb_taking
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.whereabouts import whereabouts
from nmt.data.toy.words import Phrase, pair


@cache
def _putting() -> tuple[Verb, ...]:
    """mettre, poser, laisser."""
    return tuple(v for v in verbs_of("tr_place") if "seasoning" not in v.objects)


def _thing(d: Draw, found: Verb, owner: NounPhrase, unnamed: bool = False) -> tuple[Noun, NounPhrase]:
    """What is put, and its phrase; `unnamed` where only the pronoun shows, so that l' is `it` and les is `them`."""
    options = [n for n in object_nouns(found) if not (unnamed and n.has("en_pair", "en_plural", "en_mass"))]
    thing = d.pick(options)
    plural = thing.number == "plural" or d.chance(0.3)
    return thing, noun_phrase(d, thing, possessor_of(owner) if d.chance(0.75) else "definite", plural, ())


def _with_it(d: Draw, found: Verb, np: NounPhrase, where: Phrase, behind: bool = False) -> Predicate:
    """The verb with the pronoun for the thing, before it or behind an imperative."""
    d.tag("place_preposition")
    clitic, it = taken_again(np)
    if behind:
        clitic.text = "-" + clitic.text
    return Predicate(found, [where], [clitic], it, preceding=(np.feminine, np.plural))


def put_it(d: Draw) -> Sentence:
    """Pose-les sur la table; ne le mets pas dans le sac; elle l'a laissée sur la chaise."""
    d.tag("object_pronoun_direct")
    found = d.pick(_putting())
    if d.chance(0.4):
        d.tag("imperative", "imperative_pronoun")
        who, negated = pronoun(d, d.pick(("tu", "vous"))), d.chance(0.3)
        thing, np = _thing(d, found, who, True)
        if d.chance(0.4):
            d.tags.pop("imperative_pronoun")
            d.tags.pop("object_pronoun_direct")
            order = commanded(d, who, Predicate(found, [np, put_where(d, thing)]), negated)
            return order, d.pick("..!")
        return commanded(d, who, _with_it(d, found, np, put_where(d, thing), not negated), negated), d.pick("..!")
    subject, question = question_or_statement(d, person(d, 0.75), 0.2)
    thing, np = _thing(d, found, subject, True)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE, PRESENT))
    negation = "pas" if d.chance(0.12) else ""
    return finish(
        d, Clause(subject, _with_it(d, found, np, put_where(d, thing)), tense, negation, question, dated=True)
    )


def left_there(d: Draw) -> Sentence:
    """Tu as vu ma montre ? Je l'ai laissée sur l'étagère; prends tes gants et mets-les dans le tiroir."""
    d.tag("pronoun_reference", "object_pronoun_direct")
    you, found = pronoun(d, d.pick(("tu", "vous"))), d.pick(_putting())
    if d.chance(0.5):
        d.tag("imperative", "imperative_pronoun")
        thing, np = _thing(d, found, you)
        order = commanded(d, you, _with_it(d, found, np, put_where(d, thing), True), False)
        first = commanded(d, you, Predicate(verb_taking(), [np]), False)
        return joined(d, first, "et", order), "."
    me = pronoun(d, d.pick(("je", "je", "nous")))
    thing, np = _thing(d, found, me)
    seen = Clause(you, Predicate(verb("voir", "tr"), [np]), PASSE_COMPOSE, "", "intonation", perfect=True)
    asked = realise(d, seen)
    second = realise(d, Clause(me, _with_it(d, found, np, put_where(d, thing)), PASSE_COMPOSE, dated=True))
    for word in (second.fr[0], second.en[0]):
        word.text = word.text[0].upper() + word.text[1:]
    return asked + pair("?", "?") + second, "."


def lost_and_found(d: Draw) -> Sentence:
    """J'ai perdu mes clés, mais ma mère les a trouvées sous le canapé; il cherche son sac, mais je l'ai vu dans ..."""
    d.tag("pronoun_reference", "object_pronoun_direct")
    owner = person(d, 0.75)
    lost, find = verb(d.pick(("perdre", "perdre", "oublier", "chercher")), "tr"), verb("trouver", "tr")
    thing = d.pick([n for n in object_nouns(_putting()[0]) if n.has("small_object", "clothes", "book_like")])
    np = noun_phrase(d, thing, possessor_of(owner), thing.number == "plural" or d.chance(0.25), ())
    finder = someone_else(d, owner) if d.chance(0.7) else pronoun(d, "je" if owner.pronoun != "je" else "tu")
    first = realise(d, Clause(owner, Predicate(lost, [np]), PRESENT if lost.lemma == "chercher" else PASSE_COMPOSE))
    where = whereabouts(d, find, np, finder) or put_where(d, thing)
    link = "mais" if lost.lemma == "chercher" else d.pick(("mais", "mais", "et"))
    second = realise(d, Clause(finder, _with_it(d, find, np, where), PASSE_COMPOSE, dated=True))
    return joined(d, first, link, second, link == "mais"), "."
