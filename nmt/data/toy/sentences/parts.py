"""Parts and wholes, rooms of a house, lessons: la porte de la maison, mon cours de français."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.complements import compound, named_after, with_of
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, expressions, noun, nouns_of, read_table, verb
from nmt.data.toy.numbers import clock_time
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, free_possessor, noun_phrase
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.being import be, quality_clause, question_or_statement
from nmt.data.toy.subjects import name_phrase, person
from nmt.data.toy.words import Fr, aligned


@cache
def _wholes() -> tuple[tuple[Noun, Noun], ...]:
    found: list[tuple[Noun, Noun]] = []
    for row in read_table("parts"):
        head = noun(row["part"])
        found += [(head, whole) for whole in nouns_of(*row["whole_classes"].split()) if whole is not head]
    return tuple(found)


def part_phrase(d: Draw) -> NounPhrase:
    """la porte de la maison: the door of the house."""
    head, whole = d.pick(_wholes())
    d.tag("possession_de")
    known = d.chance(0.6)
    if known and named_after(head, whole):
        return compound(noun_phrase(d, head, "definite", False, ()), noun_phrase(d, whole, "definite", False, ()))
    whose: Determiner = "definite" if known else free_possessor(d) if whole.has("house_like") else "demonstrative"
    return with_of(noun_phrase(d, head, "definite"), noun_phrase(d, whole, whose))


_SOUGHT = frozenset(("clé", "adresse", "nom", "prix", "directeur", "professeur"))


_LIKED = frozenset(("photo", "couleur", "jardin", "porte", "fenêtre", "fin"))


def parts(d: Draw) -> Sentence:
    """La porte de la maison est ouverte; où est la clé de l'appartement ?; le directeur de l'école est gentil."""
    np = part_phrase(d)
    head = np.noun
    assert head is not None
    options = predicates_for(head)
    if "human" in head.classes and d.chance(0.35):
        who = name_phrase(d) if d.chance(0.5) else noun_phrase(d, human_noun(np.feminine), "demonstrative")
        while who.feminine != np.feminine:
            who = name_phrase(d)
        return finish(d, Clause(who, Predicate(be(), [np]), PRESENT, "pas" if d.chance(0.2) else ""))
    sought, liked = head.lemma in _SOUGHT, head.lemma in _LIKED
    if not options or ((sought or liked) and d.chance(0.25)):
        subject = person(d, 0.75)
        verbs = (
            (("chercher", "look"), ("connaître", "know"))
            if sought
            else (("voir", "see"), ("regarder", "look"), ("aimer", "like"))
        )
        looking = sense(*d.pick(verbs if sought or liked else (("voir", "see"),)))
        return finish(d, Clause(subject, Predicate(looking, [np]), PRESENT, "pas" if d.chance(0.2) else ""))
    clause = quality_clause(d, np, d.pick(options))
    clause.question = pick_question(d, np) if d.chance(0.15) else ""
    return finish(d, clause)


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
    last = np.en[-1]
    # Before the noun, whichever of its English words is taken: the science class, the science lesson.
    at = next(k for k, word in enumerate(np.en) if word is last or (last.choice and word.choice is last.choice))
    np.fr = [*np.fr, Fr("de", (), tuple(words.en)), *words.fr]
    np.en = [*np.en[:at], *words.en, *np.en[at:]]
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
        return finish(d, quality_clause(d, subject, d.pick(predicates_for(teacher)), 0.0))
    subject = subject_of_study(d, noun(d.pick(("cours", "examen"))), d.pick(("definite", free_possessor(d))))
    if d.chance(0.5):
        return finish(d, quality_clause(d, subject, d.pick(predicates_for(noun("cours"))), 0.1))
    clause = Clause(subject, Predicate(verb(d.pick(("commencer", "finir")), "intr"), simple=True), PRESENT)
    clause.end.append(clock_time(d))
    return finish(d, clause)
