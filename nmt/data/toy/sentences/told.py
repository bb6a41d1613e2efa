"""Longer relative clauses: the book that you gave me, the movie we saw yesterday, the house where I was born."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, Noun, Verb, expressions, noun, places, verb, verbs_of
from nmt.data.toy.objects import object_nouns
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.pronouns import ObjectPronoun
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.existence import _this_is as this_is
from nmt.data.toy.sentences.existence import here_is
from nmt.data.toy.sentences.relative import _extended as extended
from nmt.data.toy.subjects import name_phrase, person_noun, pronoun, relative
from nmt.data.toy.whereabouts import whereabouts
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned

_GIVEN = ("donner", "offrir", "prêter", "apporter", "montrer", "envoyer", "acheter")
_TO_WHOM = (
    ("me", "me", 0),
    ("me", "me", 0),
    ("te", "you", 1),
    ("lui", "him", 2),
    ("nous", "us", 3),
    ("vous", "you", 4),
)


def _that(np: NounPhrase, inner: Phrase) -> NounPhrase:
    """que and its clause behind the noun; `that` may be left out, or be who or which."""
    choice = Choice(3)
    that, other = En("that", choice), En("who" if np.human else "which", choice, 2)
    return extended(np, Phrase([Fr("que", (that, other)), *inner.fr], [that, other, *inner.en]))


def _giver(d: Draw, to_whom: int) -> NounPhrase:
    """Who gave it: tu, ma mère, Paul; nobody to himself."""
    if d.chance(0.5):
        names = [name for name in ("je", "tu", "il", "elle", "vous") if _PERSONS[name] % 3 != to_whom % 3]
        return pronoun(d, d.pick(names))
    owner = pronoun(d, ("je", "tu", "elle", "nous", "vous")[to_whom])
    return name_phrase(d) if d.chance(0.35) else relative(d, False, owner)


_PERSONS = {"je": 0, "tu": 1, "il": 2, "elle": 2, "vous": 4}


def _given(d: Draw) -> NounPhrase:
    """le livre que tu m'as donné; la bague que son mari lui a offerte."""
    found = d.pick([v for v in verbs_of("ditr") if v.lemma in _GIVEN])
    thing = d.pick([n for n in object_nouns(found) if n.number == "count" and n.has(*_THINGS)])
    np = noun_phrase(d, thing, "definite", d.chance(0.2), ())
    french, english, whom = d.pick(_TO_WHOM)
    clitic, words = ObjectPronoun(french, (english,)).words()
    d.tag("relative_que", "object_pronoun_indirect")
    told = Predicate(found, clitics=[clitic], clitic_en=words, preceding=(np.feminine, np.plural))
    return _that(np, realise(d, Clause(_giver(d, whom), told, PASSE_COMPOSE, dated=True)))


_THINGS = ("gift", "book_like", "small_object", "picture", "jewel", "flower", "clothes", "toy", "letter")
_DONE = frozenset("voir acheter lire rencontrer visiter trouver perdre écrire louer".split())


@cache
def _doing() -> tuple[tuple[Verb, tuple[Noun, ...]], ...]:
    """What one did, and with what of which something can be said."""
    found = []
    for v in verbs_of("tr"):
        anything = v.lemma not in ("trouver", "perdre")
        fitting = tuple(n for n in object_nouns(v) if n.number == "count" and not n.has("family", "friend", "meal")
                        and (anything or n.has("small_object", "clothes", "book_like"))
                        and ("human" in n.classes or predicates_for(n)))  # fmt: skip
        if v.lemma in _DONE and "person" in v.subjects and fitting:
            found.append((v, fitting))
    return tuple(found)


def _done(d: Draw) -> NounPhrase:
    """le film que nous avons vu hier; la robe que j'ai achetée à Paris; les gens que tu as rencontrés au parc."""
    found, things = d.pick(_doing())
    thing = d.pick(things)
    if "human" in thing.classes:
        thing = person_noun(d)
    np = noun_phrase(d, thing, "definite", d.chance(0.25), ())
    doer = (
        pronoun(d, d.pick(("je", "je", "tu", "il", "elle", "nous", "vous", "on", "ils")))
        if d.chance(0.7)
        else name_phrase(d)
    )
    d.tag("relative_que")
    told = Predicate(found, preceding=(np.feminine, np.plural))
    clause = Clause(doer, told, PASSE_COMPOSE, dated=True)
    where = whereabouts(d, found, np, doer) if d.chance(0.5) else None
    if where is not None:
        clause.end.append(where)
    else:
        d.tag("time_adverb")
        clause.end.append(expression_phrase(d.pick(_lately())))
    return _that(np, realise(d, clause))


def _who(d: Draw) -> NounPhrase:
    """le monsieur qui habite ici; les élèves qui sont arrivés hier; le train qui part à midi."""
    np = noun_phrase(d, person_noun(d), "definite", d.chance(0.25), ())
    choice = Choice()
    words = [En("who", choice), En("that", choice, 1)]
    d.tag("relative_qui")
    who = NounPhrase([Fr("qui", tuple(words))], words, np.person, np.en_person, np.feminine, np.plural, np.owner)
    if d.chance(0.5):
        d.tag("place_name")
        living = verb(d.pick(("habiter", "travailler")), "place")
        return extended(
            np, realise(d, Clause(who, Predicate(living, [in_place(d, d.pick(places("city")))], simple=True)))
        )
    d.tag("time_adverb")
    clause = Clause(
        who, Predicate(verb(d.pick(("arriver", "partir", "venir", "tomber")), "intr")), PASSE_COMPOSE, dated=True
    )
    clause.end.append(expression_phrase(d.pick(_lately())))
    return extended(np, realise(d, clause))


@cache
def _lately() -> tuple[Expression, ...]:
    near = ("hier", "hier soir", "hier matin", "ce matin", "la semaine dernière", "samedi dernier", "il y a deux jours")
    return tuple(e for e in expressions("past_adverb", "day_adverb") if e.fr in near)


# Places, and what one does there or did.
_WHERE: tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...] = (
    (("maison", "village", "ville", "appartement", "quartier", "rue", "immeuble"), (("habiter", "place"),)),
    (("maison", "ville", "village", "hôpital", "pays"), (("naître", ""),)),
    (("restaurant", "cantine", "hôtel"), (("manger", "intr"), ("dîner", "intr"), ("déjeuner", "intr"))),
    (("école", "usine", "hôpital", "restaurant", "magasin", "banque", "ville"), (("travailler", "intr"),)),
    (("piscine", "lac"), (("nager", "intr"),)),
    (("école", "université", "bibliothèque"), (("étudier", "intr"),)),
    (("parc", "jardin"), (("jouer", "intr"), ("courir", "intr"))),
)  # fmt: skip


def _place(d: Draw) -> NounPhrase:
    """la maison où je suis né; le restaurant où nous dînons."""
    lemmas, ways = d.pick(_WHERE)
    place = noun(d.pick(lemmas))
    np = noun_phrase(d, place, "definite", False, ())
    lemma, frame = d.pick(ways)
    doer = pronoun(d, d.pick(("je", "je", "tu", "il", "elle", "nous", "vous", "ils"))) if d.chance(0.7) else relative(d)
    where = En("where")
    tense = PASSE_COMPOSE if lemma == "naître" else d.pick((PRESENT, PRESENT, PRESENT, IMPERFECT, PASSE_COMPOSE))
    if lemma == "habiter" and tense == PASSE_COMPOSE:
        tense = IMPERFECT
    inner = realise(d, Clause(doer, Predicate(verb(lemma, frame), simple=True), tense, habitual=tense != PASSE_COMPOSE))
    return extended(np, Phrase([Fr("où", (where,)), *inner.fr], [where, *inner.en]))


def told_relative(d: Draw) -> Sentence:
    """C'est le livre que tu m'as donné; la robe que j'ai achetée hier est trop petite; où est la lettre que ...?"""
    build = d.pick((_given, _given, _done, _done, _who, _place, _place))
    np = build(d)
    head = np.noun or human_noun(np.feminine)
    traits = [a for a in predicates_for(head) if a.gradable]
    roll = d.random()
    if (roll < 0.4 and build is not _who) or not traits:
        d.tag("cest")
        if d.chance(0.4):
            return here_is(d, "voici", np), "."
        return this_is(d, np)
    if roll < 0.6:
        return _asked_for(d, np, build is _who)
    negation = "pas" if d.chance(0.15) else ""
    claim = adjective_phrase(d, d.pick(traits), np, 0.0)
    if not negation and d.chance(0.3):
        d.tag("degree_adverb")
        claim = aligned("très", "very") + claim
    return finish(
        d, Clause(np, Predicate(be(), [claim]), IMPERFECT if build is _done and d.chance(0.4) else PRESENT, negation)
    )


def _asked_for(d: Draw, np: NounPhrase, somebody: bool) -> Sentence:
    """Où est le stylo que je t'ai prêté ?; je cherche la clé que j'ai perdue; tu connais la dame qui habite ici ?"""
    if d.chance(0.3):
        d.tag("question_ou")
        where = En("where")
        return finish(
            d, Clause(np, Predicate(be()), PRESENT, "", "noun_inversion", Phrase([Fr("où", (where,))], [where]))
        )
    if somebody:
        asker = pronoun(d, d.pick(("tu", "vous")))
        return finish(
            d,
            Clause(asker, Predicate(verb("connaître", "tr"), [np]), PRESENT, "", d.pick(("intonation", "est_ce_que"))),
        )
    seeker = pronoun(d, d.pick(("je", "nous", "elle", "il")))
    return finish(d, Clause(seeker, Predicate(verb("chercher", "tr"), [np])))
