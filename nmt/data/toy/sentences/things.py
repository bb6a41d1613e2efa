"""Things and what belongs to them: parts, rooms, lessons, where one puts them, what one likes more."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, expression_phrase
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.determiners import Determiner, Possessor
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Noun, Verb, adjectives, expressions, nouns_of, verb, verbs_of
from nmt.data.toy.linking import again, joined
from nmt.data.toy.numbers import day_of_month
from nmt.data.toy.objects import generic_or_definite, object_nouns
from nmt.data.toy.phrases import free_possessor, noun_phrase, possessor_of
from nmt.data.toy.place_names import from_place, in_place, somewhere
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_tense
from nmt.data.toy.sentences.being import adjective_phrase, be, profession_phrase, question_or_statement, state_verb
from nmt.data.toy.sentences.places import position
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair


def putting(d: Draw) -> Sentence:
    """Elle met le livre sur la table; mets ton manteau dans l'armoire."""
    found = verb("mettre", "tr_place")
    subject, question = question_or_statement(d, person(d, 0.6), 0.15)
    thing = d.pick(object_nouns(found))
    determiner = possessor_of(subject) if d.chance(0.4) else "definite"
    np = noun_phrase(d, thing, determiner, thing.number == "plural" or d.chance(0.3))
    tense = pick_tense(d, found)
    clause = Clause(
        subject,
        Predicate(found, [np, position(d)]),
        tense,
        "pas" if d.chance(0.12) and tense != "recent_past" else "",
        question,
    )
    return finish(d, clause)


def preferring(d: Draw) -> Sentence:
    """Elle préfère le thé au café; j'aime beaucoup les chats; il aime bien le rugby."""
    subject, question = question_or_statement(d, person(d, 0.65), 0.15)
    if d.chance(0.45):
        found = next(v for v in verbs_of("tr") if v.lemma == "préférer")
        options = _tasted()
        first = d.pick(options)
        main = sorted(first.classes & _KINDS)[0]
        second = d.pick([n for n in options if main in n.classes and n is not first])
        one, two = (noun_phrase(d, n, "generic", n.number == "count") for n in (first, second))
        to = En("to")
        return finish(
            d,
            Clause(
                subject,
                Predicate(found, [one, Phrase([Fr("à", (to,)), *two.fr], [to, *two.en])]),
                PRESENT,
                "",
                question,
            ),
        )
    liking = next(v for v in verbs_of("tr") if v.lemma == "aimer" and v.en.base[0] == "like")
    thing = d.pick(object_nouns(liking))
    np = generic_or_definite(d, thing, subject)
    choice = Choice(3)
    if d.chance(0.65):
        d.tag("degree_adverb")
        words = [En("a", choice), En("lot", choice), En("very", choice, 1), En("much", choice, 1)]
        much = Phrase([Fr("beaucoup", (words[1], words[3]), (words[0], words[2]))], words)
    else:
        much = Phrase([Fr("bien")], [])
    clause = Clause(subject, Predicate(liking, [np]), PRESENT, "", question)
    clause.mid = Phrase(much.fr, [])
    clause.end.append(Phrase([], much.en))
    return finish(d, clause)


_KINDS = frozenset("food drink animal sport language school_subject season".split())


@cache
def _tasted() -> tuple[Noun, ...]:
    liked = next(v for v in verbs_of("tr") if v.lemma == "préférer")
    return tuple(n for n in object_nouns(liked) if n.classes & _KINDS)


def afraid_of(d: Draw) -> Sentence:
    """J'ai peur des chiens: I am afraid of dogs; elle n'a pas peur du lion."""
    d.tag("avoir_state")
    subject, question = question_or_statement(d, person(d, 0.65), 0.25)
    fear = next(e for e in expressions("avoir_state") if e.fr == "peur")
    beast = d.pick(nouns_of("bad_animal", "wild", "dog", "big_animal"))
    plural = d.chance(0.6)
    np = noun_phrase(d, beast, "generic" if plural else "definite", plural)
    of = En("of")
    complement = Phrase([Fr("de", (of,)), *np.fr], [of, *np.en])
    negation = d.pick(("pas", "pas", "plus", "jamais")) if d.chance(0.2) else ""
    return finish(
        d,
        Clause(
            subject,
            Predicate(state_verb(fear), [complement]),
            PRESENT if d.chance(0.8) else IMPERFECT,
            negation,
            question,
        ),
    )


def life_event(d: Draw) -> Sentence:
    """Marie est née en mai; mon grand-père est mort l'année dernière; elle est devenue avocate."""
    roll = d.random()
    subject = person(d, 0.45)
    if roll < 0.55:
        subject, question = question_or_statement(d, subject, 0.12)
        clause = Clause(
            subject, Predicate(verb("naître")), PASSE_COMPOSE, "pas" if d.chance(0.1) else "", question, dated=True
        )
        if d.chance(0.4):
            clause.end.append(in_place(d, somewhere(d)))
        elif d.chance(0.5):
            month = d.pick(nouns_of("month"))
            clause.end.append(pair("en", "in") + aligned(month.fr[0], month.en[0]))
        else:
            date = day_of_month(d)
            on = En("on")
            date.fr[0].possible = (on,)
            clause.end.append(Phrase(date.fr, [on, *date.en]))
        return finish(d, clause)
    if roll < 0.7:
        dead = d.pick([n for n in nouns_of("family", "pet") if n.lemma in ("grand-père", "oncle", "chien", "chat")])
        subject = noun_phrase(d, dead, free_possessor(d))
        clause = Clause(subject, Predicate(verb("mourir")), PASSE_COMPOSE, dated=True)
        clause.end.append(expression_phrase(d.pick([e for e in expressions("past_adverb") if "hier" not in e.fr])))
        return finish(d, clause)
    tense = d.pick((PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, Predicate(verb("devenir"), [profession_phrase(d, subject)]), tense)
    return finish(d, clause)


def coming_back(d: Draw) -> Sentence:
    """Il revient de l'école; nous revenons du marché; elle est revenue de Rome."""
    found = verb("revenir", "motion_from")
    subject, question = question_or_statement(d, person(d, 0.6), 0.15)
    from_ = En("from")
    if d.chance(0.45):
        origin = from_place(somewhere(d))
        word = origin.en[0]
        origin.fr[0].sure = (word,)
        after = Phrase(origin.fr[1:], origin.en[1:])
        if origin.fr[0].text != "de":
            after = origin
    else:
        place = d.pick(nouns_of("place_at"))
        after = noun_phrase(d, place, "generic" if place.has("en_bare") else "definite")
    del from_
    tense = pick_tense(d, found)
    clause = Clause(
        subject, Predicate(found, [after]), tense, "pas" if d.chance(0.12) and tense != "recent_past" else "", question
    )
    add_time(d, clause, 0.3)
    return finish(d, clause)


def thing_state(d: Draw) -> Sentence:
    """La voiture est vieille, mais elle fonctionne bien; mon vélo est cassé, alors je prends le bus."""
    d.tag("pronoun_reference")
    thing = d.pick(nouns_of("vehicle_own", "device"))
    subject = None if d.chance(0.5) else pronoun(d)
    owner: Determiner = free_possessor(d) if d.chance(0.6) else "definite"
    if isinstance(owner, Possessor) and owner.person == IL and subject is not None and subject.person == IL:
        owner = possessor_of(subject)  # son ordinateur est cassé, alors elle ...: hers
    np = noun_phrase(d, thing, owner)
    if subject is None:
        quality = adjective_phrase(
            d,
            d.pick(
                [a for a in adjectives() if a.lemma in ("vieux", "petit") and a in predicates_for(thing)]
                or predicates_for(thing)
            ),
            np,
            0.3,
        )
        first = realise(d, Clause(np, Predicate(be(), [quality]), PRESENT))
        works = Clause(again(np), Predicate(verb("fonctionner"), [aligned("bien", "well")]), PRESENT)
        return joined(d, first, "mais", realise(d, works), d.chance(0.6)), "."
    broken = next(a for a in adjectives() if a.lemma == "cassé")
    first = realise(d, Clause(np, Predicate(be(), [adjective_phrase(d, broken, np)]), PRESENT))
    if d.chance(0.5) or not thing.has("vehicle_own"):
        it = En("it")
        clitic = Fr("la" if np.feminine else "le", (it,))
        fix = Predicate(verb("réparer", "tr"), clitics=[clitic], clitic_en=[it])
        second = realise(d, Clause(subject, fix, d.pick((PRESENT, NEAR_FUTURE))))
    else:
        bus = noun_phrase(d, d.pick([n for n in nouns_of("public_transport") if n.lemma != "avion"]), "definite")
        second = realise(d, Clause(subject, Predicate(verb_taking(), [bus]), PRESENT))
    return joined(d, first, "alors", second, True), "."


@cache
def verb_taking() -> Verb:
    return next(v for v in verbs_of("tr") if v.lemma == "prendre" and v.en.base[0] == "take")
