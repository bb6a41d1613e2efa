"""A thing and a second clause about it: the French il or elle is `it`, the plural `they`."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import in_room
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import ILS
from nmt.data.toy.lexicon import Adjective, Noun, Verb, adjectives, nouns, nouns_of, verb, verbs_of
from nmt.data.toy.linking import again, joined
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase, ownable, possessor_of
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, pick_question
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.combined import taken_again
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.reference import someone_unlike
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import Phrase, aligned, pair

GOOD = frozenset(
    "beautiful pretty delicious good interesting funny useful practical modern comfortable magnificent great "
    "excellent perfect easy clean fast ripe fresh big famous popular quiet bright soft light red blue green black "
    "white".split()
)
BAD = frozenset(
    "expensive old heavy difficult boring cold salty dirty sad small long short slow noisy hard wet dark hot sweet "
    "narrow dangerous".split()
)
COLORS = frozenset("red blue green black white".split())
OPPOSITE = {
    "easy": "difficult", "clean": "dirty", "big": "small", "light": "heavy", "fast": "slow", "quiet": "noisy",
    "interesting": "boring", "funny": "sad boring", "bright": "dark", "soft": "hard",
    "delicious": "salty cold good excellent", "great": "boring", "excellent": "boring salty good",
    "comfortable": "hard", "fresh": "old", "good": "salty", "magnificent": "beautiful pretty old",
    "beautiful": "pretty", "modern": "old", "perfect": "difficult", "clear": "dark", "useful": "boring",
}  # fmt: skip
NOT_TALKED_OF = frozenset(
    "human time_unit weekday month season language weather_noun attribute day_part time_span life price thing eyes "
    "hair body shiny sky money country_word face_part sport language_word noise school_subject".split()
)
_DEGREES = {"trop": "too", "très": "very", "vraiment": "really", "assez": "quite"}

Remarked = tuple[Noun, tuple[Adjective, ...], tuple[Adjective, ...]]


@cache
def remarked() -> tuple[Remarked, ...]:
    """Things of which both something good and something bad can be said."""
    found = []
    for n in nouns():
        fitting = predicates_for(n)
        good = tuple(a for a in fitting if a.en in GOOD)
        bad = tuple(a for a in fitting if a.en in BAD and a.gradable)
        if good and bad and not n.classes & NOT_TALKED_OF:
            found.append((n, good, bad))
    return tuple(found)


def about_it(
    d: Draw, np: NounPhrase, quality: Adjective, degree: str = "", tense: str = PRESENT, negation: str = "",
    question: str = "",
) -> Phrase:  # fmt: skip
    """elle est trop longue: it is too long."""
    d.tag("pronoun_reference")
    it = again(np)
    said = adjective_phrase(d, quality, it, 0.0)
    if degree and quality.gradable:
        d.tag("degree_adverb")
        said = aligned(degree, _DEGREES[degree]) + said
    return realise(d, Clause(it, Predicate(be(), [said]), tense, negation, question))


def _known_thing(d: Draw, thing: Noun) -> NounPhrase:
    roll = d.random()
    plural = thing.number == "plural" or (thing.number == "count" and d.chance(0.22))
    owned = ownable(thing) and not thing.has("food", "drink")
    determiner: Determiner = "definite" if roll < 0.3 else "demonstrative"
    return noun_phrase(d, thing, free_possessor(d) if roll > 0.7 and owned else determiner, plural, ())


def good_but(d: Draw) -> Sentence:
    """Cette histoire est drôle, mais elle est trop longue; ma chambre est petite et elle est sombre."""
    thing, good, bad = d.pick(remarked())
    np, praise = _known_thing(d, thing), d.pick(good)
    blame = d.pick(bad)
    roll = d.random()
    second, link, degree = blame, "mais", "trop" if d.chance(0.6) else d.pick(("très", "", "assez"))
    if roll > 0.75 and len(good) > 1:
        second, link, degree = d.pick(good), "et", d.pick(("", "très", "vraiment"))
    elif roll > 0.6:
        praise, second, degree = blame, praise, d.pick(("", "très", "vraiment"))
    clash = {praise.en, second.en}
    if second.en in COLORS or (praise.en in COLORS and praise is not good[0] and d.chance(0.5)):
        return good_but(d)
    opposed = any(a in clash and clash & set(b.split()) for a, b in OPPOSITE.items())
    if opposed or len(clash) == 1 or (praise.en == "big" and second.en == "beautiful"):
        return good_but(d)
    tense = IMPERFECT if d.chance(0.12) else PRESENT
    opener = adjective_phrase(d, praise, np, 0.0)
    if praise.gradable and degree != "très" and d.chance(0.15):
        d.tag("degree_adverb")
        opener = pair("très", "very") + opener
    first = realise(d, Clause(np, Predicate(be(), [opener]), tense))
    return joined(d, first, link, about_it(d, np, second, degree, tense), link == "mais" and d.chance(0.7)), "."


@cache
def _of_things(wanted: str, good: bool) -> tuple[tuple[Verb, Noun, tuple[Adjective, ...]], ...]:
    """Verb, thing, and what is good or bad in it, for verbs that want or refuse things."""
    found = []
    for v in verbs_of("tr"):
        if v.lemma in wanted.split() and "person" in v.subjects:
            for n, fine, poor in remarked():
                if n.classes & v.objects and not n.has("human", "animal", "nature", "vegetable"):
                    found.append((v, n, fine if good else poor))
    return tuple(found)


def opinion_of_it(d: Draw) -> Sentence:
    """Je n'aime pas cette chanson, elle est trop triste; il veut ce vélo parce qu'il est rapide."""
    good = d.chance(0.4)
    wanted = "aimer adorer vouloir acheter" if good else "aimer acheter vouloir manger lire porter prendre détester"
    found, thing, fitting = d.pick(_of_things(wanted, good))
    np = noun_phrase(d, thing, "demonstrative" if d.chance(0.9) else "definite", thing.number == "plural"
                     or (thing.number == "count" and d.chance(0.25)), ())  # fmt: skip
    subject = someone_unlike(d, np)
    refused = not good and found.lemma != "détester" and subject.fr[0].text != "chaque"
    if not refused and not good and found.lemma != "détester":
        return opinion_of_it(d)
    main = realise(d, Clause(subject, Predicate(found, [np]), PRESENT, "pas" if refused else ""))
    degree = "trop" if not good and d.chance(0.8) else d.pick(("très", "vraiment", "très", ""))
    because = about_it(d, np, d.pick(fitting), degree)
    if d.chance(0.6):
        return main + pair(",", ",") + because, "."
    return joined(d, main, "parce que", because), "."


# What one tells somebody (not) to do with a thing, and the qualities that speak for or against it.
_ORDERS = (
    ("manger", ("food",), "cold salty raw hot", True), ("boire", ("drink",), "cold hot", True),
    ("goûter", ("dish", "cheese", "dessert"), "delicious", False), ("manger", ("food",), "delicious ripe", False),
    ("acheter", ("clothes", "vehicle_own", "furniture", "device", "jewel"), "expensive old small big", True),
    ("porter", ("clothes",), "dirty wet old", True), ("mettre", ("clothes",), "dirty wet small", True),
    ("lire", ("book_like",), "boring difficult long", True), ("lire", ("book_like",), "interesting funny", False),
    ("utiliser", ("device", "tool", "tableware"), "broken dirty", True),
    ("laver", ("clothes", "tableware"), "dirty", False),
    ("regarder", ("movie",), "boring sad long", True),
    ("regarder", ("movie",), "interesting funny great", False),
    ("visiter", ("visitable",), "magnificent famous", False),
    ("acheter", ("clothes", "furniture", "device"), "beautiful practical comfortable pretty", False),
    ("prendre", ("bag", "small_object"), "heavy", True), ("choisir", ("clothes",), "beautiful pretty", False),
)  # fmt: skip


@cache
def _ordered(lemma: str, classes: tuple[str, ...], wanted: str) -> tuple[tuple[Verb, Noun, tuple[Adjective, ...]], ...]:
    found = []
    for n in nouns_of(*classes):
        senses = [v for v in verbs_of("tr") if v.lemma == lemma and v.objects & n.classes and "person" in v.subjects]
        fitting = tuple(a for a in predicates_for(n) if a.en in wanted.split())
        if senses and fitting and not n.has("human"):
            found.append((senses[0], n, fitting))
    return tuple(found)


def order_with_it(d: Draw) -> Sentence:
    """Ne le mange pas, il est cru; ne mets pas cette chemise, elle est sale; lisez-le, il est très drôle."""
    lemma, classes, wanted, negated = d.pick([row for row in _ORDERS if _ordered(*row[:3])])
    found, thing, fitting = d.pick(_ordered(lemma, classes, wanted))
    you = pronoun(d, d.pick(("tu", "tu", "vous")))
    plural = thing.number == "plural" or (thing.number == "count" and d.chance(0.25))
    np = noun_phrase(d, thing, "demonstrative", plural, ())
    d.tag("imperative")
    predicate = Predicate(found, [np])
    # `le` of jeans that nobody has named would be taken for one thing.
    if d.chance(0.6) and np.plural == (np.en_person == ILS):
        d.tags.clear()
        d.tag("imperative", "imperative_pronoun", "object_pronoun_direct")
        clitic, it = taken_again(np)
        if not negated:
            clitic.text = "-" + clitic.text
        predicate = Predicate(found, clitics=[clitic], clitic_en=it)
    quality = d.pick(fitting)
    stuffed = quality.en not in ("raw", "broken", "closed", "dirty", "wet")
    degree = ("trop" if negated else "très") if stuffed and d.chance(0.5) else ""
    reason = about_it(d, np, quality, degree)
    return commanded(d, you, predicate, negated) + pair(",", ",") + reason, "."


_HALLS = frozenset(("toilettes",))


def looking_for(d: Draw) -> Sentence:
    """Je cherche la boulangerie, est-ce qu'elle est loin ?; je cherche mes clés, elles sont dans la cuisine ?"""
    d.tag("pronoun_reference")
    subject = pronoun(d, d.pick(("je", "je", "nous", "on")))
    found = verb("chercher", "tr")
    if d.chance(0.6):
        place = d.pick([n for n in nouns_of("place_search", "shop", "building_open") if n.lemma not in _HALLS])
        np = noun_phrase(d, place, "definite", place.number == "plural", ())
        ends = [pair("loin", "far"), aligned("loin d'ici", "far from here"),
                aligned("près d'ici", "near here")]  # fmt: skip
        end = d.pick(ends)
        if d.chance(0.35):
            options = [a for a in predicates_for(place) if a.en in ("open", "closed")] or [_open()]
            end = adjective_phrase(d, d.pick(options), np, 0.0)
    else:
        thing = d.pick(nouns_of("small_object", "book_like", "clothes", "tableware", "toy"))
        plural = thing.number == "plural" or d.chance(0.3)
        np = noun_phrase(d, thing, possessor_of(subject), plural, ())
        end = in_room(d, "room", "bag", "container_home")
    first = realise(d, Clause(subject, Predicate(found, [np]), PRESENT))
    it = again(np)
    question = d.pick(("est_ce_que", "est_ce_que", pick_question(d, it)))
    return first + pair(",", ",") + realise(d, Clause(it, Predicate(be(), [end]), PRESENT, "", question)), "?"


@cache
def _open() -> Adjective:
    return next(a for a in adjectives() if a.lemma == "ouvert")


# What one did with a thing and how it was: verb, classes, qualities, whether both are denied.
_DONE = (
    ("jeter", ("furniture_small", "tableware", "toy", "footwear", "device", "bag"), "broken old dirty", ""),
    ("vendre", ("vehicle_own", "house_like", "furniture"), "old small big slow", ""),
    ("vendre", ("vehicle_own", "house_like"), "expensive", ""),
    ("acheter", ("clothes", "furniture", "flower", "jewel"), "beautiful pretty comfortable practical", ""),
    ("acheter", ("clothes", "furniture", "vehicle_own", "device"), "expensive old small", "pas"),
    ("laver", ("clothes", "vehicle_own", "tableware"), "dirty", ""),
    ("manger", ("dish", "dessert", "fruit"), "cold salty", "pas"),
    ("manger", ("dish", "dessert", "sweet"), "delicious", ""),
    ("finir", ("book",), "boring long difficult", "pas"), ("lire", ("book_like",), "interesting", ""),
    ("réparer", ("repairable",), "broken", ""), ("ouvrir", ("window_like",), "dirty", "pas"),
)  # fmt: skip


@cache
def _things_done(classes: tuple[str, ...], wanted: str) -> tuple[tuple[Noun, tuple[Adjective, ...]], ...]:
    found = []
    for n in nouns_of(*classes):
        fitting = tuple(a for a in predicates_for(n) if a.en in wanted.split())
        if fitting and n.number != "mass" and not n.has("en_pair", "human"):
            found.append((n, fitting))
    return tuple(found)


def done_because(d: Draw) -> Sentence:
    """Elle a jeté la lampe parce qu'elle était cassée; nous n'avons pas acheté la voiture, elle était trop chère."""
    lemma, classes, wanted, negation = d.pick([row for row in _DONE if _things_done(*row[1:3])])
    thing, fitting = d.pick(_things_done(classes, wanted))
    found = next(v for v in verbs_of("tr") if v.lemma == lemma and "person" in v.subjects)
    plural = thing.number == "plural" or d.chance(0.2)
    np = noun_phrase(d, thing, "definite", plural, ())
    subject = someone_unlike(d, np)
    if ownable(thing) and lemma in ("jeter", "vendre", "laver", "réparer", "finir") and d.chance(0.4):
        np = noun_phrase(d, thing, possessor_of(subject), plural, ())
    main = realise(d, Clause(subject, Predicate(found, [np]), PASSE_COMPOSE, negation))
    quality = d.pick(fitting)
    plain = quality.en in ("broken", "delicious", "dirty")
    degree = "" if plain else d.pick(("trop", "très")) if quality.en in BAD else d.pick(("très", ""))
    because = about_it(d, np, quality, degree, IMPERFECT)
    if d.chance(0.35):
        return main + pair(",", ",") + because, "."
    return joined(d, main, "parce que", because), "."
