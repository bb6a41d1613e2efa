"""Clauses composed freely: any deed, how, where (a small restaurant, my aunt's house), with whom and when."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, company, expression_phrase, for_person
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.complements import qualified
from nmt.data.toy.digits import is_written
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, Noun, Verb, expressions, noun, nouns_of, places, verb
from nmt.data.toy.numbers import date_phrase, hour, weekday_phrase, year_part
from nmt.data.toy.objects import action_verbs, predicate_for, sense
from nmt.data.toy.phrases import NounPhrase, by_the_way, draw_adjectives, free_possessor, noun_phrase, ranked
from nmt.data.toy.sentences.actions import Sentence, add_circumstance, finish, pick_question, pick_tense, someone_else
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.existence import existing
from nmt.data.toy.sentences.places import position
from nmt.data.toy.subjects import belonging_to, landmark, person, pronoun
from nmt.data.toy.words import Fr, Phrase, aligned, canonical, pair, synonyms

# What one does, and the places where one does it.
_SCENES: tuple[tuple[str, str, str], ...] = (
    ("se marier", "refl", "église château village ville"),
    ("manger", "intr", "restaurant jardin cuisine hôtel"),
    ("dîner", "intr", "restaurant hôtel jardin cuisine"),
    ("déjeuner", "intr", "restaurant cantine jardin"),
    ("travailler", "place", "usine hôpital restaurant magasin école banque hôtel bibliothèque pharmacie ferme"),
    ("dormir", "intr", "hôtel chambre salon train"),
    ("étudier", "intr", "université bibliothèque école lycée"),
    ("jouer", "intr", "parc jardin rue"),
    ("danser", "intr", "restaurant rue salon"),
    ("nager", "intr", "lac rivière piscine"),
    ("se promener", "refl", "parc forêt ville village quartier rue"),
    ("habiter", "place", "appartement maison village ville quartier rue immeuble château"),
    ("rester", "place", "hôtel chambre village maison"),
)  # fmt: skip


@cache
def _scenes() -> tuple[tuple[Verb, tuple[Noun, ...]], ...]:
    found = []
    for lemma, frame, where in _SCENES:
        found.append((verb(lemma, frame), tuple(noun(name) for name in where.split())))
    return tuple(found)


def some_place(d: Draw, place: Noun) -> Phrase:
    """dans un petit restaurant, dans cette vieille maison, sur la grande place, dans le jardin de ma tante."""
    d.tag("place_preposition")
    within = ("on", "in") if place.lemma == "train" else ("in", "on") if place.has("public_transport") else ("in",)
    at = pair("sur", "on") if place.has("place_sur") else synonyms("dans", *within)
    roll = d.random()
    adjectives = draw_adjectives(d, place, 0.5, 0.0) or draw_adjectives(d, place, 0.0, 0.25)
    if roll < 0.55 and (adjectives or place.lemma in _ANY):
        return at + noun_phrase(d, place, "indefinite", False, adjectives)
    if roll < 0.65:
        return at + noun_phrase(d, place, "demonstrative", False, adjectives)
    if roll < 0.78 and place.has("garden", "room", "house_like"):
        return at + belonging_to(d, place)
    return at + noun_phrase(d, place, "definite", False, adjectives or ranked(d, place, 0.1))


# Places of which one need not say which one it is.
_ANY = frozenset("usine hôpital restaurant magasin banque hôtel école village ferme appartement maison château".split())


def _moment(d: Draw, tense: str) -> Phrase:
    """One time that suits the tense: on Saturday evening, in July, last week, next Monday."""
    d.tag("time_adverb")
    roll = d.random() if tense != PRESENT else 1.0
    if roll < 0.3:
        return year_part(d)
    if roll < 0.5:
        return weekday_phrase(d) if d.chance(0.7) else date_phrase(d)
    kind = {PASSE_COMPOSE: "past_adverb", NEAR_FUTURE: "future_adverb"}.get(tense, "habit_adverb_post")
    return expression_phrase(d.pick(expressions(kind)))


def scene(d: Draw) -> Sentence:
    """Ils se sont mariés en juillet dans une petite église; nous avons dîné dans un bon restaurant avec mes parents."""
    found, places = d.pick(_scenes())
    subject = person(d, 0.5)
    if found.lemma == "se marier" and not subject.plural:
        subject = pronoun(d, d.pick(("ils", "elles", "nous", "on")))
    static = found.frame == "place"
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE, PRESENT))
    if static and found.lemma == "habiter":
        tense = PRESENT
    if found.lemma == "se marier" and tense == PRESENT:
        tense = PASSE_COMPOSE
    where = some_place(d, d.pick(places))
    clause = Clause(subject, Predicate(found, [where] if static else []), tense, dated=True)
    if tense == PASSE_COMPOSE and found.lemma in _WELL and d.chance(0.3):
        d.tag("manner_adverb")
        clause.mid, well = _well(d, found)
        clause.end.append(well)
    parts = [] if static else [where]
    if not static and found.lemma != "se marier" and d.chance(0.35):
        parts.append(company(d, someone_else(d, subject)))
    if found.lemma != "habiter" and d.chance(0.7):
        when = _moment(d, tense)
        habit = tense == PRESENT
        clause.predicate.simple = habit
        clause.habitual = habit
        if d.chance(0.3):
            clause.front.append(when + pair(",", ","))
        else:
            parts.insert(0 if d.chance(0.3) and not static and not habit else len(parts), when)
    clause.end += parts
    if d.chance(0.12):
        clause.question = pick_question(d, subject) if subject.pronoun in ("tu", "vous", "il", "elle", "ils") else ""
        clause.front = [] if clause.question else clause.front
    return finish(d, clause)


_WELL = frozenset(("manger", "dîner", "déjeuner", "dormir", "travailler"))


def _well(d: Draw, found: Verb) -> tuple[Phrase, Phrase]:
    """bien mangé, mal dormi, trop travaillé: before the French participle, behind the English verb."""
    ways = [("bien", "well"), ("très bien", "very well")]
    if found.lemma in ("dormir", "déjeuner", "dîner"):
        ways.append(("mal", "badly"))
    if found.lemma in ("manger", "travailler", "dormir"):
        ways += [("trop", "too much"), ("beaucoup", "a lot")]
    said = aligned(*d.pick(ways))
    return Phrase(said.fr, []), Phrase([], said.en)


# Vehicles and meetings are told from others by their hour, and by where they come from.
_OF_AN_HOUR = ("train", "bus", "avion", "bateau")


def scheduled(d: Draw) -> NounPhrase:
    """le train de neuf heures: the nine o'clock train; le train de Paris: the train from Paris."""
    vehicle = noun(d.pick(_OF_AN_HOUR[:2] if d.chance(0.8) else _OF_AN_HOUR))
    np = noun_phrase(d, vehicle, "definite", False, ())
    if d.chance(0.5):
        d.tag("clock_time")
        while True:
            clock = hour(d)
            if clock.fr[-1].text in ("heure", "heures", "midi") or is_written(clock):
                break
        np.fr = [*np.fr, Fr("de", (), tuple(np.en[-1:])), *clock.fr]
        named = canonical(clock.en)
        for word in named:
            word.choice = None
        np.en = [np.en[0], *named, *np.en[1:]]
        return np
    d.tag("place_name")
    city = d.pick(places("city"))
    from_ = aligned("de", "from") + aligned(city.fr, city.en)
    np.fr, np.en = [*np.fr, *from_.fr], [*np.en, *from_.en]
    return np


def on_schedule(d: Draw) -> Sentence:
    """Le train de Paris arrive à neuf heures moins dix; je prends le bus de huit heures pour aller au travail."""
    np = scheduled(d)
    roll = d.random()
    by_hour = "clock_time" in d.tags and not any(w.text == "from" for w in np.en)
    if roll < 0.45 or (not by_hour and roll < 0.8):
        found = verb("partir" if by_hour and d.chance(0.5) else "arriver", "intr")
        clause = Clause(np, Predicate(found, simple=not by_hour), PRESENT)
        if by_hour:
            clause.end.append(expression_phrase(_late(d)))
        else:
            d.tag("clock_time")
            clause.end.append(pair("à", "at") + hour(d))
        return finish(d, clause)
    taken = d.pick((sense("prendre", "take"), sense("attendre", "wait"), sense("rater", "miss")))
    tense = PASSE_COMPOSE if taken.aspect == "achievement" else pick_tense(d, taken)
    clause = Clause(person(d, 0.7), Predicate(taken, [np]), tense)
    add_time(d, clause, 0.5, punctual=False)
    return finish(d, clause)


def _late(d: Draw) -> Expression:
    return d.pick([e for e in expressions("etre_state") if e.fr in ("en retard", "en avance", "à l'heure")])


def there_placed(d: Draw) -> Sentence:
    """À côté de la fenêtre, il y a une petite table ronde; il y a deux chats noirs sous la table de la cuisine."""
    item = d.pick([n for n in nouns_of("pet", "furniture", *_SMALL) if n.number == "count"])
    plural = d.chance(0.3)
    several = d.pick((2, 2, 3, 4)) if plural and d.chance(0.7) else "indefinite"
    np = noun_phrase(d, item, several, plural, by_the_way(d, item, 0.6))
    np = np if plural else qualified(d, np, 0.1)
    where = _beside(d) if item.has("furniture") else position(d)
    if d.chance(0.4):
        said, mark = existing(d, np, Phrase([], []), False, "")
        return where + pair(",", ",") + said, mark
    question = d.pick(("intonation", "est_ce_que", "inversion")) if d.chance(0.12) else ""
    return existing(d, np, where, False, question)


_SMALL = ("small_object", "book_like", "clothes", "tableware", "picture", "toy", "bag")


def _beside(d: Draw) -> Phrase:
    """À côté de la fenêtre de la chambre, en face de la porte, dans le salon."""
    d.tag("place_preposition")
    if d.chance(0.25):
        return pair("dans", "in") + landmark(d, d.pick(nouns_of("room")))
    names = ("à côté de", "près de", "en face de", "à gauche de", "à droite de")
    chosen = d.pick([e for e in expressions("preposition") if e.fr in names])
    return expression_phrase(chosen) + landmark(d, noun(d.pick(("fenêtre", "porte", "lit", "canapé", "escalier"))))


def located_thing(d: Draw) -> Sentence:
    """Les jouets des enfants sont par terre dans le salon; le sac noir de Paul est derrière la porte du garage."""
    item = d.pick([n for n in nouns_of("pet", *_SMALL) if n.number == "count"])
    plural = d.chance(0.45)
    roll = d.random()
    if roll < 0.4:
        subject = belonging_to(d, item, plural)
    elif roll < 0.75:
        owner = free_possessor(d)
        subject = noun_phrase(d, item, owner, plural, by_the_way(d, item, 0.5))
    else:
        subject = noun_phrase(d, item, "definite", plural, by_the_way(d, item, 0.6))
    if d.chance(0.2):
        where = aligned("par terre", "on the floor")
        if d.chance(0.7):
            where = where + pair("dans", "in") + landmark(d, d.pick(nouns_of("room")))
    else:
        where = position(d)
    clause = Clause(subject, Predicate(be(), [where]), PRESENT)
    if d.chance(0.15):
        clause.question = d.pick(("intonation", "est_ce_que"))
    elif d.chance(0.2):
        d.tag("manner_adverb")
        clause.mid = pair(*d.pick((("encore", "still"), ("toujours", "always"))))
    return finish(d, clause)


def deed(d: Draw) -> Sentence:
    """Anything somebody does, with where or with whom, and when: both in one sentence."""
    found = d.pick(_deeds())
    subject = person(d, 0.4)
    tense = pick_tense(d, found)
    predicate = predicate_for(d, found, subject)
    clause = Clause(subject, predicate, tense)
    add_time(d, clause, 1.0)
    add_circumstance(d, clause, 0.8)
    if found.lemma in _FOR_SOMEBODY and not clause.end and d.chance(0.5):
        clause.end.insert(0, for_person(someone_else(d, subject)))
    return finish(d, clause)


_FOR_SOMEBODY = frozenset(("acheter", "préparer", "chercher", "choisir", "apporter"))


@cache
def _deeds() -> tuple[Verb, ...]:
    return tuple(v for v in action_verbs() if "person" in v.subjects and v.frame not in ("refl_plural", "ditr")
                 and not v.stative)  # fmt: skip


FAMILIES = ((scene, 9), (on_schedule, 4), (there_placed, 6), (located_thing, 6), (deed, 4))
