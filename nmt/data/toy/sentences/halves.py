"""Two clauses of any two kinds: while, and, but, because, so; go and get them; help me; we like her, but she ..."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import Collocation, collocations
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.indefinites import everybody
from nmt.data.toy.lexicon import adjectives, expressions, nouns_of, verb
from nmt.data.toy.linking import again, joined, state_clause
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.pronouns import ObjectPronoun
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.acquaintances import referred
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.collocations import complete
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.sentences.modals import governed_words
from nmt.data.toy.sentences.places import position
from nmt.data.toy.sentences.pointed import deeds
from nmt.data.toy.subjects import name_phrase, named_person, person, person_phrase, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair


def _clause(
    d: Draw, subject: NounPhrase, row: Collocation, tense: str, negation: str = "", free: bool = False
) -> Phrase:
    """What somebody does; `free`: nothing tells when, so that what is a habit elsewhere is one here."""
    clause = Clause(subject, Predicate(row.verb, simple=(row.has("habit") or None) if free else False), tense, negation)
    complete(d, clause, row)
    return realise(d, clause)


def _parent(d: Draw) -> NounPhrase:
    """maman, papa as names."""
    fr, en, feminine = d.pick((("maman", "Mom", True), ("papa", "Dad", False)))
    word = En(en)
    return NounPhrase([Fr(fr, (word,))], [word], IL, IL, feminine, False, "her" if feminine else "his")


def _somebody(d: Draw) -> NounPhrase:
    roll = d.random()
    if roll < 0.3:
        return named_person(d)
    return relative(d, False) if roll < 0.6 else pronoun(d) if roll < 0.9 else _parent(d)


def _two(d: Draw) -> tuple[NounPhrase, NounPhrase]:
    """Two subjects that are not one another."""
    first = _somebody(d)
    while True:
        second = _somebody(d)
        same = second.pronoun == first.pronoun if second.pronoun else second.fr[-1].text == first.fr[-1].text
        if not same and {first.pronoun, second.pronoun} not in ({"on", "nous"}, {"tu", "vous"}, {"je", "on"}):
            return first, second


def meanwhile(d: Draw) -> Sentence:
    """Pendant que je faisais la vaisselle, mon mari rangeait le salon; papa lit au lit pendant que maman ..."""
    d.tag("subordination")
    one, two = _two(d)
    tense = IMPERFECT if d.chance(0.5) else PRESENT
    first, second = d.pick(deeds()), d.pick(deeds())
    while second.verb.lemma == first.verb.lemma:
        second = d.pick(deeds())
    while_ = aligned("pendant que", "while", "0-0 1-0")
    main, other = _clause(d, one, first, tense), _clause(d, two, second, tense)
    if d.chance(0.6):
        return while_ + other + pair(",", ",") + main, "."
    return main + while_ + other, "."


def one_and_other(d: Draw) -> Sentence:
    """Son mari prépare le repas et elle met la table; je range ma chambre, mais mon frère ne m'aide pas."""
    one, two = _two(d)
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    first, second = d.pick(deeds()), d.pick(deeds())
    while second.verb.lemma == first.verb.lemma:
        second = d.pick(deeds())
    link = d.pick(("et", "et", "mais"))
    main = _clause(d, one, first, tense, free=True)
    other = _clause(d, two, second, tense, "pas" if link == "mais" else "", free=True)
    return joined(d, main, link, other, link == "mais" or d.chance(0.1)), "."


def one_after_other(d: Draw) -> Sentence:
    """Elle boit un thé et mange un croissant le matin; il est rentré et il a fait la vaisselle."""
    subject = person(d, 0.55)
    habit = d.chance(0.35)
    tense = PRESENT if habit else d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    first, second = d.pick(deeds()), d.pick(deeds())
    while second.verb.lemma == first.verb.lemma or second.verb.etre != first.verb.etre:
        second = d.pick(deeds())
    same = again(subject)
    clauses = []
    for who, row in ((subject, first), (same, second)):
        clause = Clause(who, Predicate(row.verb, simple=habit), tense, habitual=habit)
        complete(d, clause, row)
        clauses.append(realise(d, clause))
    main, then = clauses
    if habit:  # said, as nothing else tells that it is one
        d.tag("habit_adverb")
        when = expression_phrase(d.pick([e for e in expressions("habit_adverb_post") if e.fr in _OFTEN]))
        main = when + pair(",", ",") + main
    if d.chance(0.5) and not first.verb.reflexive and subject.pronoun != "je":
        then = Phrase(then.fr[len(same.fr) :], then.en[len(same.en) :])
        if tense == NEAR_FUTURE:
            return joined(d, main, "et", clauses[1]), "."
        return joined(d, main, "et", then), "."
    return joined(d, main, d.pick(("et", "et", "puis")) if tense != PRESENT else "et", clauses[1]), "."


_OFTEN = frozenset(("le matin", "le soir", "le week-end", "le samedi", "le dimanche", "tous les jours", "l'après-midi"))
_HINDRANCES = ("malade", "fatigué", "occupé", "triste", "sommeil")


def _excuse(d: Draw, who: NounPhrase, past: bool) -> Phrase:
    """Why somebody does not do it: tired, no time, it is late, it is too hot."""
    roll = d.random()
    tense = IMPERFECT if past else PRESENT
    if roll < 0.5:
        return state_clause(d, who, d.pick(_HINDRANCES), tense)
    if roll < 0.75:
        time = Phrase(*_time(d))
        return realise(d, Clause(who, Predicate(verb("avoir", "tr"), [time]), tense, "pas"))
    late = aligned(*d.pick((("tard", "late"), ("trop tard", "too late"), ("déjà tard", "already late"))))
    return realise(d, Clause(it_subject(), Predicate(be(), [late]), tense))


def _time(d: Draw) -> tuple[list[Fr], list[En]]:
    """le temps: time, under a negation the time too."""
    the, time = En("the", Choice()), En("time")
    d.tag("definite_article")
    return [Fr("le", (the,), article=True), Fr("temps", (time,))], [the, time]


def hindered(d: Draw) -> Sentence:
    """Je ne range pas ma chambre parce que je n'ai pas le temps; elle était fatiguée, donc elle n'a pas fait ..."""
    subject = person(d, 0.5)
    past = d.chance(0.5)
    row = d.pick(deeds())
    tense = PASSE_COMPOSE if past else PRESENT
    roll = d.random()
    if roll < 0.45:
        main = _clause(d, subject, row, tense, "pas")
        return joined(d, main, "parce que", _excuse(d, again(subject), past)), "."
    excuse = _excuse(d, subject, past)
    who = again(subject) if any(w in subject.en for w in excuse.en) else subject
    link = d.pick(("donc", "alors", "donc", "mais"))
    main = _clause(d, who, row, tense, "" if link == "mais" else "pas")
    return joined(d, excuse, link, main, True), "."


def two_orders(d: Draw) -> Sentence:
    """Éteins la télé et range ta chambre !; mangez votre soupe, puis faites vos devoirs."""
    d.tag("imperative", "coordination")
    who = pronoun(d, d.pick(("tu", "tu", "vous")))
    first = d.pick(_orders())
    second = d.pick(_orders())
    while second.verb.lemma == first.verb.lemma:
        second = d.pick(_orders())
    said = []
    for row in (first, second):
        predicate = Predicate(row.verb)
        predicate.after = row.complement(d, who)
        said.append(commanded(d, who, predicate, False))
    link = pair("et", "and") if d.chance(0.75) else pair(",", ",") + pair("puis", "then")
    return said[0] + link + said[1], "!" if d.chance(0.5) else "."


@cache
def _orders() -> tuple[Collocation, ...]:
    return tuple(row for row in deeds() if row.has("order"))


_CHORES = frozenset("ranger préparer mettre porter débarrasser laver nettoyer réparer planter écrire chercher".split())


def _handed(row: Collocation) -> bool:
    """Whether one gives a hand with it: setting the table, carrying; not wearing a hat."""
    return row.verb.en.base[0] != "wear" and (row.verb.fr.infinitive != "mettre" or "table" in row.chunks[0][0])


@cache
def _chores() -> tuple[Collocation, ...]:
    """What one may want a hand with."""
    found = (row for row in collocations() if not row.subjects and not row.has("unwilled", "state", "routine", "past"))
    done = ("la vaisselle", "le ménage", "les courses", "la cuisine", "la lessive", "~un gâteau", "sa valise")
    return tuple(
        row for row in found
        if (row.verb.fr.infinitive in _CHORES and not row.verb.reflexive and _handed(row))
        or (row.verb.fr.infinitive == "faire" and (row.verb.tail or row.chunks[0][0]).startswith(done))
    )  # fmt: skip


def fetched(d: Draw) -> Sentence:
    """Les chaises sont dans le jardin, va les chercher: the chairs are in the garden, go get them."""
    d.tag("imperative", "imperative_pronoun", "object_pronoun_direct", "pronoun_reference")
    kinds = ("small_object", "clothes", "book_like", "toy", "furniture_light", "tableware")
    thing = d.pick([n for n in nouns_of(*kinds) if n.number != "mass"])
    plural = thing.number == "plural" or d.chance(0.4)
    who = pronoun(d, d.pick(("tu", "tu", "vous")))
    np = noun_phrase(d, thing, possessor_of(who) if d.chance(0.4) else "definite", plural)
    first = realise(d, Clause(np, Predicate(be(), [position(d)])))
    it = En("them" if np.en_person == ILS else "it")
    choice = Choice()
    go, and_, get = En("go"), En("and", choice, 1), En("get")
    fr = [Fr("va" if who.pronoun == "tu" else "allez", (go,), (and_,)),
          Fr("les" if plural else "la" if np.feminine else "le", (it,)), Fr("chercher", (get,))]  # fmt: skip
    return first + pair(",", ",") + Phrase(fr, [go, and_, get, it]), "!" if d.chance(0.3) else "."


_HELPED = (("me", "me", "je"), ("me", "me", "je"), ("nous", "us", "nous"))


def helping(d: Draw) -> Sentence:
    """Peux-tu m'aider à réparer mon vélo ?: can you help me repair my bicycle?; viens m'aider à mettre la table !"""
    d.tag("infinitive_complement", "object_pronoun_direct")
    helper = pronoun(d, d.pick(("tu", "tu", "vous")))
    name, english, who = d.pick(_HELPED)
    told = pronoun(d, who)
    row = d.pick(_chores())
    inner = Predicate(row.verb)
    inner.after = row.complement(d, told)
    task = governed_words(told, inner, "à")
    for word in task.en[:1]:
        word.choice, word.option = Choice(), 1
    clitic, words = ObjectPronoun(name, (english,)).words()
    aid = Predicate(verb("aider", "tr"), [task], clitics=[clitic], clitic_en=words)
    roll = d.random()
    if roll < 0.55:
        asked = d.pick(("inversion", "intonation", "est_ce_que"))
        return realise(d, Clause(helper, Predicate(verb("pouvoir", "inf"), infinitive=aid), PRESENT, "", asked)), "?"
    d.tag("imperative")
    if roll < 0.8:
        come, help_ = En("come"), En("help")
        fr = [Fr("viens" if helper.pronoun == "tu" else "venez", (come,)), clitic, Fr("aider", (help_,)), *task.fr]
        return Phrase(fr, [come, help_, *words, *task.en]), "!" if d.chance(0.5) else "."
    clitic, words = ObjectPronoun(name, (english,)).words(behind=True)
    order = Predicate(verb("aider", "tr"), [task], clitics=[clitic], clitic_en=words)
    return commanded(d, helper, order, False), "!" if d.chance(0.4) else "."


def taught(d: Draw) -> Sentence:
    """Son frère lui apprend à nager: his brother is teaching him to swim."""
    d.tag("infinitive_complement", "object_pronoun_indirect")
    teacher = relative(d, False) if d.chance(0.6) else name_phrase(d)
    rows = [row for row in collocations() if row.verb.fr.infinitive == "apprendre" and row.verb.tail == "à"]
    row = d.pick(rows)
    names = (("me", ("me",)), ("te", ("you",)), ("nous", ("us",)), ("lui", ("him", "her")), ("leur", ("them",)))
    owner = teacher.en[0].text
    fit = [n for n in names if {"my": "me", "your": "te", "our": "nous"}.get(owner, n[0]) == n[0]]
    clitic, words = ObjectPronoun(*d.pick(fit)).words()
    skill = row.complement(d, teacher)[1:]
    predicate = Predicate(replace(row.verb, tail=""), skill, clitics=[clitic], clitic_en=words)
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    return realise(d, Clause(teacher, predicate, tense)), "."


def liked_back(d: Draw) -> Sentence:
    """Je connais cette fille, mais je ne l'aime pas; elle est stricte, mais tout le monde l'aime."""
    d.tag("pronoun_reference", "object_pronoun_direct")
    love, like, know = sense("aimer", "love"), sense("aimer", "like"), sense("connaître", "know")
    roll = d.random()
    other = name_phrase(d) if d.chance(0.4) else person_phrase(d, (), 0.0) if d.chance(0.6) else relative(d, False)
    if roll < 0.35:
        first = name_phrase(d)
        while first.feminine == other.feminine or other.plural:
            first, other = name_phrase(d), name_phrase(d)
        main = realise(d, Clause(first, Predicate(love, [other])))
        back = Clause(again(other), referred(love, first), PRESENT, "pas")
        return joined(d, main, "mais", realise(d, back), True), "."
    if roll < 0.65:
        subject = pronoun(d, d.pick(("je", "je", "nous", "il", "elle", "tu")))
        main = realise(d, Clause(subject, Predicate(know, [other])))
        negation, link = d.pick((("pas", "mais"), ("pas", "mais"), ("", "et")))
        return joined(
            d, main, link, realise(d, Clause(again(subject), referred(like, other), PRESENT, negation)), True
        ), "."
    hard = d.chance(0.5)
    quality = d.pick(("strict", "timide", "paresseux", "bavard") if hard else ("gentil", "drôle", "poli"))
    trait = next(a for a in adjectives() if a.lemma == quality)
    main = realise(d, Clause(other, Predicate(be(), [adjective_phrase(d, trait, other, 0.2)])))
    liking = realise(d, Clause(everybody(d), referred(like, other)))
    return joined(d, main, "mais" if hard else d.pick(("donc", "et", "alors")), liking, True), "."


FAMILIES = (
    (meanwhile, 4), (one_and_other, 4), (one_after_other, 5), (hindered, 6), (two_orders, 4), (fetched, 3),
    (helping, 4), (taught, 2), (liked_back, 6),
)  # fmt: skip
