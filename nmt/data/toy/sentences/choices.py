"""Choices and the way there: by subway or by motorcycle?; ten minutes from the hotel; where is the police station?"""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import row_of
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, Verb, conjugation, noun, nouns_of, places, verb
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.asking_where import asked, getting, reachable, turned
from nmt.data.toy.sentences.being import be, question_or_statement
from nmt.data.toy.sentences.collocations import complete
from nmt.data.toy.subjects import name_phrase, person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, in_other_words, pair, synonyms

Pairs = tuple[tuple[str, str, str], ...]
_MEANS: tuple[tuple[str, str], ...] = (
    ("en métro", "by subway"), ("en bus", "by bus"), ("en train", "by train"), ("en voiture", "by car"),
    ("à moto", "by motorcycle"), ("à pied", "on foot"), ("à vélo", "by bicycle"), ("en avion", "by plane"),
)  # fmt: skip
_TIMES: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (("le matin", "in the morning", ""), ("le soir", "in the evening", ""),
     ("l'après-midi", "in the afternoon", "")),
    (("aujourd'hui", "today", ""), ("demain", "tomorrow", "")),
    (("lundi", "on Monday", "0?0 0-1"), ("mardi", "on Tuesday", "0?0 0-1"), ("samedi", "on Saturday", "0?0 0-1")),
    (("avant le dîner", "before dinner", "0-0 1?1 2-1"), ("après le dîner", "after dinner", "0-0 1?1 2-1")),
)  # fmt: skip
_NOUN = "0?0 1-0"
_THE = "0-0 1-1"
# What one chooses between; in English without an article where it is meant in general.
_LIKED: tuple[Pairs, ...] = (
    (("le poisson", "fish", _NOUN), ("le steak", "steak", _NOUN), ("le poulet", "chicken", _NOUN),
     ("la viande", "meat", _NOUN), ("le jambon", "ham", _NOUN), ("les pâtes", "pasta", _NOUN),
     ("le riz", "rice", _NOUN), ("la salade", "salad", _NOUN), ("la soupe", "soup", _NOUN)),
    (("le thé", "tea", _NOUN), ("le café", "coffee", _NOUN), ("le lait", "milk", _NOUN), ("le vin", "wine", _NOUN),
     ("la bière", "beer", _NOUN), ("le jus d'orange", "orange juice", "")),
    (("le train", "the train", _THE), ("l'avion", "the plane", _THE), ("le bus", "the bus", _THE),
     ("le métro", "the subway", _THE), ("la voiture", "the car", _THE)),
    (("la mer", "the sea", _THE), ("la montagne", "the mountains", _THE), ("la campagne", "the countryside", _THE),
     ("la ville", "the city", _THE)),
    (("l'été", "summer", _NOUN), ("l'hiver", "winter", _NOUN), ("le printemps", "spring", _NOUN)),
    (("les chats", "cats", _NOUN), ("les chiens", "dogs", _NOUN), ("les chevaux", "horses", _NOUN)),
    (("le tennis", "tennis", _NOUN), ("le football", "soccer", _NOUN), ("le basket", "basketball", _NOUN),
     ("le ski", "skiing", _NOUN), ("la natation", "swimming", _NOUN), ("la danse", "dance", _NOUN)),
    (("les pommes", "apples", _NOUN), ("les oranges", "oranges", _NOUN), ("les fraises", "strawberries", _NOUN),
     ("les poires", "pears", _NOUN), ("les bananes", "bananas", _NOUN)),
    (("le matin", "the morning", _THE), ("le soir", "the evening", _THE), ("l'après-midi", "the afternoon", _THE)),
)  # fmt: skip
_GOING = (
    ("venir", "come"), ("venir", "come"), ("partir", "leave"), ("rentrer", "go home / come home"),
    ("aller | au travail", "go | to work"), ("aller | à l'école", "go | to school"), ("voyager", "travel"),
    ("aller | à la plage", "go | to the beach"), ("aller | à la gare", "go | to the train station"),
    ("arriver", "arrive"),
)  # fmt: skip
_DOING = (
    ("partir", "leave"), ("travailler", "work"), ("se laver", "wash"), ("arriver", "arrive"), ("venir", "come"),
    ("étudier", "study"), ("faire | les courses", "do / go | the shopping"), ("rentrer", "go home / come home"),
)  # fmt: skip


def _either(d: Draw, one: Phrase, two: Phrase) -> Phrase:
    """en métro ou à moto: by subway or by motorcycle."""
    d.tag("coordination")
    return one + pair("ou", "or") + two


def _listener(d: Draw) -> NounPhrase:
    return pronoun(d, d.pick(("tu", "vous", "tu", "vous", "il", "elle", "ils"))) if d.chance(0.8) else name_phrase(d)


def which_way(d: Draw) -> Sentence:
    """Comment venez-vous, en métro ou à moto ?; quand partez-vous, le matin ou le soir ?"""
    subject = _listener(d)
    by_means = d.chance(0.55)
    row = row_of(*d.pick(_GOING[:-1] if by_means else _DOING[:6]))
    clause = Clause(subject, Predicate(row.verb), PRESENT)
    complete(d, clause, row)
    if by_means:
        if row.verb.lemma == "aller":
            clause.predicate.verb, clause.predicate.simple = getting(), True
        ways = _MEANS if row.verb.lemma in ("voyager", "partir", "venir") else _MEANS[:-1]
        one, two = d.pick(ways), d.pick(ways)
        while one == two:
            two = d.pick(ways)
        either, wh = _either(d, aligned(*one), aligned(*two)), pair("comment", "how")
    else:
        times = d.pick(_TIMES)
        first, last = d.pick(times), d.pick(times)
        while first == last:
            last = d.pick(times)
        either, wh = _either(d, aligned(*first), aligned(*last)), pair("quand", "when")
    said, _ = asked(d, clause, wh, False)
    return said + pair(",", ",") + either, "?"


def preferring(d: Draw) -> Sentence:
    """Vous préférez le poisson ou le steak ?: fish or steak; que préfères-tu, le thé ou le café ?"""
    group = d.pick(_LIKED)
    one, two = d.pick(group), d.pick(group)
    while one == two:
        two = d.pick(group)
    d.tag("generic_article")
    subject = _listener(d)
    found = sense("préférer", "prefer")
    if subject.pronoun and d.chance(0.25):
        said, _ = asked(d, Clause(subject, Predicate(found), PRESENT), synonyms("que", "which", "what"), False)
        return said + pair(",", ",") + _either(d, aligned(*one), aligned(*two)), "?"
    question = pick_question(d, subject)
    clause = Clause(subject, Predicate(found, [_either(d, aligned(*one), aligned(*two))]), PRESENT, "", question)
    return finish(d, clause)


_FAR = ("plage", "gare", "hôtel", "école", "maison", "aéroport", "hôpital", "supermarché", "piscine", "parc", "musée",
        "restaurant", "banque", "pharmacie", "village", "forêt", "université", "boulangerie", "bibliothèque",
        "stade", "mairie")  # fmt: skip


_KILOMETER = Noun(
    "kilomètre", "m", ("kilomètre", "kilomètres"), ("kilometer", "kilometers"), "count", frozenset()
)  # fmt: skip


def _away(d: Draw) -> Phrase:
    """à dix minutes: ten minutes; à deux kilomètres, à cinq minutes à pied."""
    d.tag("number")
    unit = d.pick((noun("minute"), noun("minute"), _KILOMETER, noun("heure")))
    count = d.pick((5, 10, 15, 20, 30) if unit.lemma == "minute" else (2, 3, 4, 5, 6, 10, 20, 50))
    if unit.lemma == "heure":
        count = d.pick((2, 3, 4))
    far = noun_phrase(d, unit, count, True, ())
    way = Phrase([Fr("à", (), tuple(far.en[:1])), *far.fr], far.en)
    if unit.lemma != "kilomètre" and d.chance(0.3):
        return way + aligned(*d.pick((("à pied", "on foot"), ("en voiture", "by car"), ("en bus", "by bus"))))
    return way


def how_far(d: Draw) -> Sentence:
    """La plage est à dix minutes de l'hôtel: ten minutes from the hotel; à deux kilomètres du village."""
    d.tag("place_preposition")
    lemma, other = d.pick(_FAR), d.pick(_FAR)
    while lemma == other:
        other = d.pick(_FAR)
    owner = possessor_of(pronoun(d, d.pick(("je", "tu", "nous", "ils"))))
    d.tags = {tag: None for tag in d.tags if not tag.startswith("subject_")}
    own = lemma in ("maison", "école", "hôtel") and d.chance(0.5)
    subject = noun_phrase(d, noun(lemma), owner if own else "definite", False, ())
    away, landmark = _away(d), noun_phrase(d, noun(other), "definite", False, ())
    if d.chance(0.3) and lemma != "maison":
        subject = person(d, 0.3)
        clause = Clause(subject, Predicate(verb("habiter", "place"), [away]), PRESENT)
    else:
        clause = Clause(subject, Predicate(be(), [away]), PRESENT, "pas" if d.chance(0.08) else "")
    away_word, from_ = En("away", Choice(), 1), En("from")
    clause.end.append(Phrase([Fr("de", (from_,)), *landmark.fr], [away_word, from_, *landmark.en]))
    return finish(d, clause)


@cache
def _standing() -> Verb:
    """se trouver: be somewhere."""
    return Verb(
        "se trouver", conjugation("trouver"), "", True, True, be().en, "tr", "", frozenset(), frozenset(), "state"
    )


def where_is(d: Draw) -> Sentence:
    """Où se trouve le commissariat ?: where is the police station?; la gare se trouve à deux kilomètres d'ici."""
    d.tag("reflexive")
    pool = [n for n in nouns_of("building", "shop", "room", "place_search", "hotel", "park") if n.number == "count"]
    subject = noun_phrase(d, d.pick(pool), "definite", d.chance(0.1))
    clause = Clause(subject, Predicate(_standing()), PRESENT)
    if d.chance(0.2):
        clause.predicate.after = [in_other_words(*d.pick(_SPOTS))]
        return finish(d, clause)
    if d.chance(0.75):
        return turned(d, clause, pair("où", "where"))
    return asked(d, clause, pair("où", "where"), False)


_SPOTS = (("à gauche", "on the left"), ("à droite", "on the right"),
          ("dans le centre-ville", "downtown", "0?0 1?0 2-0"), ("loin d'ici", "far from here"),
          ("là-bas", "over there", "0-0 0-1"), ("au bout de la rue", "at the end of the street", ""),
          ("à Paris", "in Paris"), ("dans cette rue", "on this street / in this street"))  # fmt: skip


def getting_there(d: Draw) -> Sentence:
    """Comment allez-vous à l'aéroport ?: how do you get to the airport?"""
    subject = _listener(d)
    clause = Clause(subject, Predicate(getting(), [reachable(d)], simple=True), PRESENT)
    return asked(d, clause, pair("comment", "how"))


def _ticket(d: Draw) -> NounPhrase:
    """un billet pour Strasbourg: a ticket to Strasbourg."""
    d.tag("place_name")
    several = d.chance(0.3)
    ticket = noun_phrase(d, noun("billet"), d.pick((2, 3)) if several else "indefinite", several, ())
    place = d.pick(places("city"))
    bound = synonyms("pour", "to", "for") + aligned(place.fr, place.en)
    ticket.fr, ticket.en = [*ticket.fr, *bound.fr], [*ticket.en, *bound.en]
    return ticket


def tickets(d: Draw) -> Sentence:
    """Combien coûte un billet pour Strasbourg ?: how much does a ticket to Strasbourg cost?; j'ai acheté un billet."""
    ticket = _ticket(d)
    if d.chance(0.45) and not ticket.plural:
        costs = Clause(ticket, Predicate(verb("coûter", "price")), PRESENT)
        return turned(d, costs, aligned("combien", "how much", "0-0 0-1"))
    subject, question = question_or_statement(d, person(d, 0.7), 0.15)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE, PRESENT))
    return finish(d, Clause(subject, Predicate(verb("acheter", "tr"), [ticket]), tense, "", question))


FAMILIES = (
    (which_way, 4), (preferring, 4), (how_far, 4), (where_is, 4), (getting_there, 2), (tickets, 2),
)  # fmt: skip
