"""Things and what belongs to them: parts, rooms, lessons, where one puts them, what one likes more."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, expression_phrase
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.lexicon import Noun, Verb, adjectives, expressions, noun, nouns_of, predicates_for, verb, verbs_of
from nmt.data.toy.numbers import clock_time, day_of_month
from nmt.data.toy.objects import generic_or_definite, object_nouns, sense
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, free_possessor, noun_phrase, possessor_of
from nmt.data.toy.sentences_actions import Sentence, finish, pick_question, pick_tense
from nmt.data.toy.sentences_being import adjective_phrase, be, question_or_statement, state_verb
from nmt.data.toy.sentences_places import in_place, position, somewhere
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_PARTS = (
    ("porte", ("house_like", "room", "garage")), ("fenêtre", ("house_like", "room")), ("clé", ("house_like",)),
    ("toit", ("house_like", "church")), ("mur", ("room", "house_like")), ("jardin", ("house_like",)),
    ("page", ("book",)), ("prix", ("clothes", "ticket", "vehicle_own", "book_like")), ("fin", ("movie", "book")),
    ("couleur", ("clothes", "vehicle_own", "room")), ("nom", ("street", "restaurant", "hotel", "town_word")),
    ("adresse", ("restaurant", "hotel", "school")), ("rue", ("town_word",)), ("directeur", ("workplace",)),
    ("professeur", ("group",)), ("photo", ("house_like", "pet", "family_group")),
)  # fmt: skip


@cache
def _wholes() -> tuple[tuple[Noun, Noun], ...]:
    found = []
    for part, classes in _PARTS:
        try:
            head = noun(part)
        except Exception:  # a part the lexicon does not have
            continue
        found += [(head, whole) for whole in nouns_of(*classes) if whole is not head]
    return tuple(found)


def part_phrase(d: Draw) -> NounPhrase:
    """la porte de la maison: the door of the house."""
    head, whole = d.pick(_wholes())
    d.tag("possession_de")
    np = noun_phrase(d, head, "definite")
    owner = noun_phrase(
        d, whole, "definite" if d.chance(0.6) else free_possessor(d) if whole.has("house_like") else "demonstrative"
    )
    of = En("of")
    np.fr = [*np.fr, Fr("de", (of,)), *owner.fr]
    np.en = [*np.en, of, *owner.en]
    return np


def parts(d: Draw) -> Sentence:
    """La porte de la maison est ouverte; où est la clé de l'appartement ?; le directeur de l'école est gentil."""
    np = part_phrase(d)
    head = np.noun
    assert head is not None
    options = predicates_for(head)
    if not options or d.chance(0.2):
        subject = person(d, 0.75)
        looking = sense(*d.pick((("chercher", "look"), ("voir", "see"), ("regarder", "look"), ("aimer", "like"))))
        return finish(d, Clause(subject, Predicate(looking, [np]), PRESENT, "pas" if d.chance(0.2) else ""))
    quality = adjective_phrase(d, d.pick(options), np)
    question = pick_question(d, np) if d.chance(0.15) else ""
    return finish(
        d,
        Clause(
            np,
            Predicate(be(), [quality]),
            PRESENT if d.chance(0.85) else IMPERFECT,
            "pas" if d.chance(0.2) else "",
            question,
        ),
    )


_ROOMS = frozenset("cuisine chambre salon garage balcon cave jardin bureau".split()) | {
    "salle de bain",
    "salle à manger",
}


def having_parts(d: Draw) -> Sentence:
    """Notre maison a un petit jardin; cet appartement a trois chambres."""
    whole = d.pick(nouns_of("house_like", "town_word", "building_parts"))
    subject = noun_phrase(d, whole, free_possessor(d) if d.chance(0.5) else d.pick(("definite", "demonstrative")))
    subject.human = False
    part = d.pick(
        [n for n in nouns_of("room", "garden", "place_sur") if n.lemma in _ROOMS]
        if whole.has("house_like")
        else nouns_of("visitable", "shop", "park", "bridge")
    )
    negated = d.chance(0.2)
    n = 2 + int(d.random() * 4)
    if negated:
        thing = noun_phrase(d, part, "negated")
    elif d.chance(0.4):
        thing = noun_phrase(d, part, n, True)
    else:
        thing = noun_phrase(d, part, "indefinite", False, draw_adjectives(d, part, 0.35, 0.15))
    question = pick_question(d, subject) if d.chance(0.15) and not negated else ""
    return finish(
        d, Clause(subject, Predicate(verb("avoir", "tr"), [thing]), PRESENT, "pas" if negated else "", question)
    )


def subject_of_study(d: Draw, head: Noun, determiner: object, plural: bool = False) -> NounPhrase:
    """mon cours de français: my French class; un livre de géographie: a geography book."""
    study = d.pick(nouns_of("language", "school_subject"))
    np = noun_phrase(d, head, determiner, plural)  # type: ignore[arg-type]
    d.tag("possession_de")
    words = aligned(study.fr[0], study.en[0])
    near = Fr("de", (), (np.en[-1],))
    np.fr = [*np.fr, near, *words.fr]
    np.en = [*np.en[:-1], *words.en, np.en[-1]]
    return np


def lessons(d: Draw) -> Sentence:
    """J'ai un cours de français à dix heures; mon professeur d'anglais est gentil."""
    roll = d.random()
    if roll < 0.4:
        subject, question = question_or_statement(d, person(d, 0.75), 0.2)
        thing = d.pick(("cours", "examen", "livre", "cours"))
        lesson = subject_of_study(d, noun(thing), "indefinite")
        clause = Clause(subject, Predicate(verb("avoir", "tr"), [lesson]), PRESENT, "", question)
        if thing == "livre":
            pass
        elif d.chance(0.4):
            clause.end.append(clock_time(d))
        elif d.chance(0.6):
            clause.end.append(
                expression_phrase(d.pick(expressions("future_adverb", "habit_adverb_post", "day_adverb")))
            )
        return finish(d, clause)
    if roll < 0.75:
        gender = d.pick(("m", "f"))
        teacher = noun("professeur") if gender == "m" else next(n for n in nouns_of("teacher") if n.gender == "f")
        subject = subject_of_study(d, teacher, free_possessor(d))
        quality = adjective_phrase(d, d.pick(predicates_for(teacher)), subject)
        return finish(d, Clause(subject, Predicate(be(), [quality]), PRESENT, "pas" if d.chance(0.15) else ""))
    subject = subject_of_study(d, noun(d.pick(("cours", "examen"))), d.pick(("definite", free_possessor(d))))
    if d.chance(0.5):
        quality = adjective_phrase(d, d.pick(predicates_for(noun("cours"))), subject)
        return finish(d, Clause(subject, Predicate(be(), [quality]), PRESENT, "pas" if d.chance(0.2) else ""))
    clause = Clause(subject, Predicate(verb(d.pick(("commencer", "finir")), "intr")), PRESENT)
    clause.end.append(clock_time(d))
    return finish(d, clause)


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
    from nmt.data.toy.sentences_being import profession_phrase

    tense = d.pick((PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, Predicate(verb("devenir"), [profession_phrase(d, subject)]), tense)
    return finish(d, clause)


def coming_back(d: Draw) -> Sentence:
    """Il revient de l'école; nous revenons du marché; elle est revenue de Rome."""
    from nmt.data.toy.sentences_places import from_place

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
    from nmt.data.toy.clauses import realise
    from nmt.data.toy.linking import again, joined

    d.tag("pronoun_reference")
    thing = d.pick(nouns_of("vehicle_own", "device"))
    owner = free_possessor(d) if d.chance(0.6) else "definite"
    np = noun_phrase(d, thing, owner)
    if d.chance(0.5):
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
    subject = pronoun(d)
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


__all__ = [
    "IL",
    "ILS",
    "afraid_of",
    "coming_back",
    "having_parts",
    "lessons",
    "life_event",
    "parts",
    "preferring",
    "putting",
    "thing_state",
]
