"""Where things are, where people live and come from, what they speak."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, at_home_of, company, expression_phrase, going_to_place, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, Noun, adjectives, expressions, noun, nouns_of, places, verb
from nmt.data.toy.numbers import counted
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, noun_phrase
from nmt.data.toy.place_names import from_place, in_place, somewhere, to_place
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question, someone_else
from nmt.data.toy.sentences.asking_where import coming
from nmt.data.toy.sentences.being import be, question_or_statement
from nmt.data.toy.sentences.settings import beside, in_its_room, near_city
from nmt.data.toy.subjects import landmark, person, relative, thing_phrase
from nmt.data.toy.words import En, Fr, Phrase, pair


def living(d: Draw) -> Sentence:
    """J'habite à Paris; elle vit au Japon; nous travaillons en Espagne."""
    found = verb(d.pick(("habiter", "habiter", "habiter", "vivre", "travailler")), "place")
    subject, question = question_or_statement(d, person(d, 0.5), 0.2)
    d.tag("place_name")
    place = _home(d) if d.chance(0.4) and found.lemma != "travailler" else in_place(d, somewhere(d))
    negation = d.pick(("pas", "pas", "plus")) if d.chance(0.2) else ""
    tense = PRESENT if d.chance(0.75) else IMPERFECT
    clause = Clause(subject, Predicate(found, [place], simple=True), tense, negation, question)
    if d.chance(0.15):
        clause.end.append(company(d, someone_else(d, subject)))
    return finish(d, clause)


def _home(d: Draw) -> Phrase:
    """dans une maison près de Lyon; à côté de la gare; près de la mer."""
    if d.chance(0.3):
        return beside(d)
    if d.chance(0.25):
        view = noun_phrase(
            d, d.pick([n for n in nouns_of("nature_view", "park") if not n.has("sky", "shiny")]), "definite"
        )
        ways = [e for e in expressions("preposition") if e.fr in ("près de", "loin de")]
        return expression_phrase(d.pick(ways)) + view
    place = d.pick((*nouns_of("house_like", "town_word"), noun("immeuble")))
    known = place.lemma in ("maison", "immeuble") and d.chance(0.3)
    np = noun_phrase(d, place, "definite" if known else "indefinite", False, _one_adjective(d, place, 0.5))
    home = pair("dans", "in") + np
    roll = d.random()
    if roll < 0.3:
        return home + near_city(d)
    return home + beside(d, place) if roll < 0.5 and not place.has("town_word") else home


def _one_adjective(d: Draw, thing: Noun, probability: float):  # type: ignore[no-untyped-def]
    return draw_adjectives(d, thing, probability * 0.6, probability * 0.4)


def travelling(d: Draw) -> Sentence:
    """Nous allons au Canada; il est retourné à Rome; je vais à Paris en train."""
    found = verb(d.pick(("aller", "aller", "retourner")), "motion")
    subject, question = question_or_statement(d, person(d, 0.55), 0.2)
    d.tag("place_name")
    tense = d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    if tense == NEAR_FUTURE and found.lemma == "aller":
        tense = PRESENT
    negation = d.pick(("pas", "jamais")) if d.chance(0.2) else ""
    clause = Clause(
        subject, Predicate(found, [to_place(d, somewhere(d))]), tense, negation, question, perfect=negation == "jamais"
    )
    if d.chance(0.3):
        clause.end.append(expression_phrase(d.pick([e for e in expressions("transport") if e.fr in _FAR])))
    if d.chance(0.25):
        clause.end.append(company(d, someone_else(d, subject)))
    add_time(d, clause, 0.45, punctual=False)
    return finish(d, clause)


_FAR = frozenset(("en voiture", "en train", "en bus", "en avion", "en bateau"))


def origin(d: Draw) -> Sentence:
    """Je viens de Lyon; elle est française; mon père n'est pas espagnol."""
    subject, question = question_or_statement(d, person(d, 0.55), 0.22)
    negation = "pas" if d.chance(0.15) else ""
    if d.chance(0.45):
        d.tag("place_name")
        place = d.pick(places("city", "country_m", "country_f", "country_plural"))
        clause = Clause(subject, Predicate(coming(), [from_place(place)]), PRESENT, negation, question)
        return finish(d, clause)
    adjective = d.pick([a for a in adjectives() if "nationality" in a.classes])
    word = En(adjective.en)
    form = Phrase([Fr(adjective.form(subject.feminine, subject.plural), (word,))], [word])
    if subject.feminine or subject.plural:
        d.tag("adjective_agreement")
    return finish(d, Clause(subject, Predicate(be(), [form]), PRESENT, negation, question))


def position(d: Draw) -> Phrase:
    """A place beside something: sur la table, à côté de la banque, entre la porte et la fenêtre."""
    roll = d.random()
    d.tag("place_preposition")
    if roll < 0.1:
        first = d.pick(_landmarks())
        second = d.pick([n for n in _landmarks() if n.lemma != first.lemma])
        one, two = noun_phrase(d, first, "definite"), noun_phrase(d, second, "definite")
        if first.number == "count" and d.chance(0.35):
            return pair("entre", "between") + counted(d, noun_phrase(d, first, "definite", True), None, (2,))
        return pair("entre", "between") + one + pair("et", "and") + two
    if roll < 0.32:
        support = d.pick(nouns_of("support"))
        return pair("sur", "on") + in_its_room(d, support)
    if roll < 0.54:
        container = d.pick(nouns_of("container", "room", "container_home", "bag"))
        return pair("dans", "in") + landmark(d, container)
    if roll < 0.67:
        return pair("sous", "under") + in_its_room(d, d.pick([n for n in nouns_of("under") if n.lemma != "pont"]))
    if roll < 0.72:
        inside = d.pick(nouns_of("room", "garden", "street"))
        return expression_phrase(expressions("preposition_middle")[0]) + noun_phrase(d, inside, "definite")
    preposition = d.pick(expressions("preposition"))
    if preposition.fr in ("dans", "sur", "sous"):
        preposition = next(e for e in expressions("preposition") if e.fr == "derrière")
    return expression_phrase(preposition) + landmark(d, d.pick(_landmarks()))


@cache
def _landmarks() -> tuple[Noun, ...]:
    """What stands about in a house."""
    return tuple(n for n in nouns_of("furniture", "house_part", "device_home") if n.lemma not in ("toit", "mur"))


def being_somewhere(d: Draw) -> Sentence:
    """Le livre est sur la table; Marie est à la maison; mes clés étaient dans mon sac."""
    roll = d.random()
    tense = PRESENT if d.chance(0.8) else IMPERFECT
    if roll < 0.45:
        thing = d.pick(
            nouns_of("small_object", "book_like", "clothes", "tableware", "pet", "school_thing", "toy", "picture")
        )
        subject = thing_phrase(d, thing)
        where = position(d)
    elif roll < 0.6:
        subject = thing_phrase(d, d.pick(nouns_of("place_search", "house_like", "building")), False)
        where = _town_position(d, subject.noun)
    else:
        subject = person(d, 0.55)
        where = going_to_place(d, False) if d.chance(0.6) else at_home_of(d, subject)
    question = ""
    if d.chance(0.2):
        subject, question = (
            (subject, pick_question(d, subject)) if subject.noun else question_or_statement(d, subject, 1.0)
        )
    negation = d.pick(("pas", "pas", "pas", "plus")) if d.chance(0.22) else ""
    clause = Clause(subject, Predicate(be(), [where]), tense, negation, question)
    if roll >= 0.6 and negation != "plus" and d.chance(0.35):
        if d.chance(0.4):
            clause.end.append(company(d, someone_else(d, subject)))
        if d.chance(0.7):
            d.tag("time_adverb")
            kind = "present_adverb" if tense == PRESENT else "past_adverb"
            when = expression_phrase(d.pick(expressions(kind, "day_adverb") if tense == PRESENT else expressions(kind)))
            if question == "" and d.chance(0.4):
                clause.front.append(with_comma(when))
            else:
                clause.end.append(when)
    return finish(d, clause)


def _town_position(d: Draw, place: Noun | None) -> Phrase:
    if d.chance(0.2):
        somewhere_near = [e for e in expressions("place_adverb") if e.fr not in ("partout", "dehors")]
        return expression_phrase(d.pick([*somewhere_near, *expressions("direction_static")]))
    names = ("à côté de", "près de", "loin de", "en face de", "derrière", "devant")
    chosen: Expression = d.pick([e for e in expressions("preposition") if e.fr in names])
    d.tag("place_preposition")
    others = [n for n in nouns_of("place_search", "building", "park") if n is not place]
    return expression_phrase(chosen) + landmark(d, d.pick(others))


def with_whom(d: Draw, subject: NounPhrase, for_whom: bool = True) -> Phrase:
    """avec moi, sans mes amis, and where it makes sense pour elle."""
    ways = (("avec", "with"), ("avec", "with"), ("sans", "without"), ("pour", "for"))
    french, english = d.pick(ways if for_whom else ways[:3])
    other: Phrase = stressed(d, subject) if d.chance(0.55) else relative(d, None, subject)
    return pair(french, english) + other
