"""Asking who and what somebody is: names, ages, jobs, colors, owners; the verb agrees with the noun behind it."""

from __future__ import annotations

from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import ILS
from nmt.data.toy.lexicon import nouns_of, verb
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase, possessor_of
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import asked, asked_person, turned
from nmt.data.toy.sentences.being import aged, be
from nmt.data.toy.sentences.existence import things
from nmt.data.toy.sentences.relative import with_qui
from nmt.data.toy.subjects import name_phrase, person, person_noun, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair


def who_is_called(d: Draw) -> Sentence:
    """La fille qui chante s'appelle Alice: the girl who is singing is called Alice."""
    d.tag("courtesy")
    someone = person_noun(d)
    while someone.has("nationality_person"):
        someone = person_noun(d)
    np = with_qui(d, noun_phrase(d, someone, "definite", False, ()))
    name = name_phrase(d)
    while name.feminine != np.feminine:
        name = name_phrase(d)
    choice = Choice()
    called, named, is_ = En("called", choice), En("named", choice, 1), En("is")
    fr = [*np.fr, Fr("se", (), (called,)), Fr("appelle", (called, named), (is_,)), *name.fr]
    return Phrase(fr, [*np.en, is_, called, named, *name.en]), "."


def whats_its_name(d: Draw) -> Sentence:
    """Comment s'appelle ton chat ?: what is your cat's name?; comment s'appellent vos enfants ?"""
    d.tag("question_comment", "courtesy", "reflexive")
    roll = d.random()
    plural = roll > 0.88
    if roll < 0.4:
        owner = possessor_of(pronoun(d, d.pick(("tu", "tu", "vous")))) if d.chance(0.6) else free_possessor(d)
        np: NounPhrase = noun_phrase(d, d.pick(nouns_of("pet_own", "pet")), owner, False, ())
    elif roll < 0.8:
        np = relative(d, False)
    elif plural:
        kin = d.pick([n for n in nouns_of("offspring", "sibling", "pet_own") if n.gender == "m"])
        np = noun_phrase(d, kin, possessor_of(pronoun(d, d.pick(("tu", "vous")))), True, ())
    else:
        np = noun_phrase(d, person_noun(d), "demonstrative", False, ())
    what, be_word, name = En("what"), En("are" if plural else "is"), En("names" if plural else "name")
    choice = Choice()
    mark = En("'" if plural and np.en[-1].text.endswith("s") else "'s", choice)
    for word in (name,):
        word.choice = choice
    called = En("called", choice, 1)
    fr = [Fr("comment", (what,)), Fr("se", (), (mark, name)), Fr("appellent" if plural else "appelle", (name, called),
                                                            (be_word,)), *np.fr]  # fmt: skip
    if d.chance(0.15):
        fr = [*np.fr, *fr[1:3], fr[0]]
    return Phrase(fr, [what, be_word, *np.en, mark, name, called]), "?"


_VAGUE = frozenset("un une des quelques plusieurs beaucoup chaque deux trois quatre cinq".split())


def _known(d: Draw) -> NounPhrase:
    """Somebody in particular: my sister, Paul, the teacher."""
    while True:
        np = person(d, 0.0)
        if np.fr[0].text not in _VAGUE:
            return np


def how_old(d: Draw) -> Sentence:
    """Quel âge a ton grand-père ?; quel âge ont vos enfants ?; ton frère, il a quel âge ?"""
    d.tag("age", "question_quel")
    how, old = En("how"), En("old")
    age = Phrase([Fr("quel", (how,)), Fr("âge", (old,))], [how, old])
    np = (
        _known(d)
        if d.chance(0.8)
        else noun_phrase(d, d.pick(nouns_of("pet")), possessor_of(pronoun(d, d.pick(("tu", "vous")))), False, ())
    )
    roll = d.random()
    if roll < 0.6:
        return turned(d, Clause(np, Predicate(aged()), PRESENT), age)
    if roll < 0.75:
        clause = Clause(asked_person(d), Predicate(aged()), PRESENT)
        return asked(d, clause, age)
    clause = Clause(np, Predicate(aged()), PRESENT, question="in_situ", wh=age)
    if roll < 0.88:
        it = ("il", "elle", "ils", "elles")[np.feminine + 2 * np.plural]
        heads = tuple(np.en[-1:])
        np.fr = [*np.fr, Fr(",", heads), Fr(it, heads)]
    return finish(d, clause)


def for_a_living(d: Draw) -> Sentence:
    """Que font tes parents dans la vie ?: what do your parents do for a living?; qu'est-ce que vous faites ... ?"""
    d.tag("question_que")
    living = aligned("dans la vie", "for a living", "0?0 1-1 2-2")
    clause = Clause(_known(d), Predicate(sense("faire", "do"), simple=True), PRESENT, habitual=True)
    clause.end.append(living)
    what = En("what")
    if d.chance(0.55):
        return turned(d, clause, Phrase([Fr("que", (what,))], [what]))
    clause.subject = pronoun(d, d.pick(("tu", "vous", "vous", "il", "elle", "ils", "elles")))
    clause.wh = Phrase([Fr("que", (what,))], [what])
    clause.question = d.pick(("inversion", "est_ce_que", "est_ce_que"))
    return finish(d, clause)


def what_color(d: Draw) -> Sentence:
    """De quelle couleur sont tes baskets ?; de quelle couleur est cette voiture ?: what color is this car?"""
    d.tag("question_quel")
    thing = d.pick(nouns_of("clothes", "vehicle_own", "bag", "container", "paintable", "school_thing", "toy", "eyes",
                            "hair", "flower", "pet_color", "bedding"))  # fmt: skip
    plural = thing.number == "plural" or thing.has("eyes") or d.chance(0.3)
    determiner = d.pick(("demonstrative", "definite")) if thing.has("flower", "paintable") else None
    owner = possessor_of(pronoun(d, d.pick(("tu", "vous")))) if d.chance(0.65) else free_possessor(d)
    np = noun_phrase(d, thing, determiner or owner, plural, ())
    what, color = En("what"), En("color")
    wh = Phrase([Fr("de", (), (what,)), Fr("quelle", (what,)), Fr("couleur", (color,))], [what, color])
    return turned(d, Clause(np, Predicate(be()), PRESENT), wh)


def whose(d: Draw) -> Sentence:
    """À qui est ce parapluie ?: whose umbrella is this?; à qui sont ces clés ?"""
    d.tag("question_qui", "possession_de", "demonstrative")
    thing = d.pick(
        [
            n
            for n in things()
            if n.has(
                "clothes",
                "small_object",
                "bag",
                "school_thing",
                "vehicle_own",
                "toy",
                "device",
                "book_like",
                "tableware",
                "pet",
                "house_like",
                "seat",
            )
        ]
    )
    plural = thing.number == "plural" or (thing.number == "count" and d.chance(0.3))
    np = noun_phrase(d, thing, "demonstrative", plural)
    whose_, core = En("whose"), np.en
    these = [w for w in core if w.text in ("this", "that", "these", "those")]
    rest = [w for w in core if w not in these]
    is_ = En("are" if np.en_person == ILS else "is")
    fr = [Fr("à", (), (whose_,)), Fr("qui", (whose_,)), Fr("sont" if np.plural else "est", (is_,)), *np.fr]
    return Phrase(fr, [whose_, *rest, is_, *these]), "?"


def is_somebody(d: Draw) -> Sentence:
    """Où travaillent tes parents ?; comment vont vos amis ?; où dort le chat ?: the verb agrees with its subject."""
    d.tag("question_ou")
    np = _known(d) if d.chance(0.75) else noun_phrase(d, d.pick(nouns_of("pet")), "definite", d.chance(0.3), ())
    lemma = (
        d.pick(("dormir", "jouer"))
        if not np.human
        else d.pick(("travailler", "habiter", "étudier", "dormir", "déjeuner", "jouer", "aller", "attendre"))
    )
    if lemma == "aller":
        return turned(d, Clause(np, Predicate(verb("aller", "motion")), PRESENT), pair("où", "where"))
    frame = "place" if lemma in ("habiter", "travailler", "dormir", "jouer", "attendre") else "intr"
    return turned(d, Clause(np, Predicate(verb(lemma, frame)), PRESENT), pair("où", "where"))
