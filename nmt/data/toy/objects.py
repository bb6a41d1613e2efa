"""Objects and complements: which determiner suits which verb, noun and polarity; predicates by frame."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.lexicon import Noun, Place, Verb, nouns_of, places, verbs_of
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, free_possessor, noun_phrase, ownable, possessor_of
from nmt.data.toy.subjects import belonging_to, name_phrase, person_noun, person_phrase, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

# Their object is what one likes in general: le chocolat, les chats.
GENERIC_VERBS = frozenset(("aimer", "adorer", "détester", "préférer"))
# Verbs that bring something new: un, une, des come first.
_NEW = frozenset("avoir vouloir acheter manger porter écrire faire dessiner boire préparer commander".split())
# Verbs whose object may come in beaucoup, trop or assez.
_PLENTIFUL = frozenset("avoir acheter manger boire lire écrire vouloir voir préparer vendre".split())
_COUNTS: tuple[int | str, ...] = (2, 3, 4, 5, 6, 7, 8, 9, 10, 2, 3, "plusieurs", "quelques")


@cache
def object_nouns(verb: Verb) -> tuple[Noun, ...]:
    """Every noun the verb can take as an object."""
    return nouns_of(*sorted(verb.objects))


@cache
def _mass_objects(verb: Verb) -> tuple[Noun, ...]:
    """Food and drink without number, for the partitive article."""
    found = tuple(n for n in object_nouns(verb) if n.number == "mass" and n.has("food", "drink", "food_base"))
    return found if verb.lemma not in GENERIC_VERBS else ()


def object_phrase(d: Draw, verb: Verb, subject: NounPhrase, negated: bool, habitual: bool = False) -> NounPhrase:
    """An object for the verb: noun by its classes, determiner by noun, verb and polarity."""
    places_wanted = verb.objects & {"city", "country"}
    if places_wanted and d.chance(0.35):
        countries = "country" in verb.objects and d.chance(0.5)
        return place_name(d, d.pick(_countries() if countries else places("city")))
    found = object_nouns(verb)
    if not found:
        return place_name(d, d.pick(places("city")))
    noun = d.pick(found)
    if noun.number != "mass" and d.chance(0.2) and (mass := _mass_objects(verb)):
        noun = d.pick(mass)
    if "human" in noun.classes and verb.lemma not in ("aimer", "adorer", "détester", "avoir", "vouloir"):
        return human_object(d, noun, subject)
    if verb.lemma in GENERIC_VERBS and "human" not in noun.classes and not noun.has("pet_own"):
        return generic_or_definite(d, noun, subject)
    if "human" in noun.classes:
        return human_object(d, noun, subject)
    return thing_object(d, verb, noun, subject, negated, habitual)


def human_object(d: Draw, noun: Noun, subject: NounPhrase) -> NounPhrase:
    """A person as an object: a name, a relative, the doctor."""
    if d.chance(0.25):
        return name_phrase(d)
    if noun.has("family", "friend"):
        return relative(d, None, subject) if d.chance(0.87) else belonging_to(d, noun, False, None, subject)
    noun, plural, roll = person_noun(d), d.chance(0.2), d.random()
    determiner = "indefinite" if roll < 0.2 and not plural else "demonstrative" if roll < 0.4 else "definite"
    return noun_phrase(d, noun, determiner, plural, draw_adjectives(d, noun, 0.12, 0.06))


def generic_or_definite(d: Draw, noun: Noun, subject: NounPhrase) -> NounPhrase:
    """What one likes: les chats, le chocolat in general, or this very one."""
    single = noun.number == "mass" or noun.has("season", "meal", "movie_going")
    if noun.has("city_word") or not (single or d.chance(0.75)):
        return noun_phrase(d, noun, "demonstrative" if d.chance(0.6) else possessor_of(subject), d.chance(0.3))
    return noun_phrase(d, noun, "generic", not single, draw_adjectives(d, noun, 0.0, 0.12))


def thing_object(d: Draw, verb: Verb, noun: Noun, subject: NounPhrase, negated: bool, habitual: bool) -> NounPhrase:
    """A thing as an object, with every determiner that sounds right."""
    if noun.has("language", "school_subject", "meal") or (noun.has("sport") and verb.lemma != "regarder"):
        if noun.has("meal") and d.chance(0.25):
            return noun_phrase(d, noun, possessor_of(subject))
        return noun_phrase(d, noun, "generic", noun.number == "plural")
    if noun.has("public_transport") and verb.lemma in ("prendre", "attendre", "rater"):
        return noun_phrase(d, noun, "definite")
    if noun.has("shower"):
        return noun_phrase(d, noun, "negated" if negated else "indefinite")
    if noun.has("truth"):
        return noun_phrase(d, noun, "definite")
    if noun.has("homework", "password", "body", "hair"):
        return noun_phrase(d, noun, possessor_of(subject), noun.number == "plural")
    if noun.has("en_bare_tv"):
        return noun_phrase(d, noun, "generic" if verb.lemma == "regarder" else "definite")
    some = not habitual and verb.lemma not in ("porter", "avoir")
    if noun.number == "mass":
        return _mass_object(d, verb, noun, subject, negated, some)
    return _count_object(d, verb, noun, subject, negated, habitual)


def _mass_object(d: Draw, verb: Verb, noun: Noun, subject: NounPhrase, negated: bool, some: bool) -> NounPhrase:
    adjectives = draw_adjectives(d, noun, 0.06, 0.06)
    roll = d.random()
    if negated and roll < 0.6:
        return noun_phrase(d, noun, "negated", False, adjectives)
    if negated and roll < 0.7 and verb.lemma in _PLENTIFUL:
        return noun_phrase(d, noun, d.pick(("assez", "beaucoup")))
    if roll < 0.58 and not negated:
        behind = tuple(a for a in adjectives if not a.before)
        return noun_phrase(d, noun, "partitive", False, behind, some)
    if roll < 0.7 and not negated and verb.lemma in _PLENTIFUL:
        return noun_phrase(d, noun, d.pick(("beaucoup", "peu", "trop", "assez")))
    if roll < 0.88:
        return noun_phrase(d, noun, "definite", False, adjectives)
    return noun_phrase(d, noun, possessor_of(subject) if d.chance(0.6) else "demonstrative")


def _count_object(d: Draw, verb: Verb, noun: Noun, subject: NounPhrase, negated: bool, habitual: bool) -> NounPhrase:
    paired = noun.has("footwear")
    some = not habitual and verb.lemma not in ("porter", "avoir")
    plural = noun.number == "plural" or d.chance(0.75 if paired or habitual else 0.3)
    if noun.lemma in ("lune", "soleil", "ciel", "mer"):
        return noun_phrase(d, noun, "definite")
    adjectives = draw_adjectives(d, noun, 0.12, 0.15)
    new, roll = verb.lemma in _NEW, d.random()
    if negated and (verb.lemma == "avoir" or roll < (0.75 if new else 0.25)):
        return noun_phrase(d, noun, "negated", plural, adjectives[:1])
    if not negated and (verb.lemma == "avoir" or roll < (0.62 if new else 0.3)):
        if plural and not paired and not habitual and noun.number == "count" and d.chance(0.5):
            much: tuple[int | str, ...] = ("beaucoup", "beaucoup", "trop", "assez")
            counted = d.chance(0.65) or verb.lemma not in _PLENTIFUL
            return noun_phrase(d, noun, d.pick(_COUNTS if counted else much), True)
        return noun_phrase(d, noun, "indefinite", plural, adjectives, some)
    if roll < 0.76 or (roll < 0.95 and not ownable(noun)):
        return noun_phrase(d, noun, "definite", plural, adjectives)
    if roll < 0.9:
        owner = possessor_of(subject) if d.chance(0.8) else free_possessor(d, subject)
        return noun_phrase(d, noun, owner, plural, adjectives[:1])
    if roll < 0.95 and not noun.has("food", "drink"):
        return belonging_to(d, noun, plural, None, subject)
    if habitual:
        return noun_phrase(d, noun, "negated" if negated else "indefinite", True, adjectives[:1], some)
    return noun_phrase(d, noun, "demonstrative", plural, adjectives[:1])


@cache
def _countries() -> tuple[Place, ...]:
    return places("country_f", "country_m", "country_plural")


def place_name(d: Draw, place: Place) -> NounPhrase:
    """A city or a country as a noun phrase: Paris, la France, les États-Unis."""
    core = aligned(place.fr, place.en)
    fr, feminine, plural = core.fr, False, False
    if place.kind != "city":
        feminine, plural = place.kind in ("country_f", "continent"), place.kind == "country_plural"
        text = "les" if plural else "la" if feminine else "le"
        the = tuple(w for w in core.en if w.text == "the")
        fr = [Fr(text, the, () if the else tuple(core.en), article=True), *core.fr]
        d.tag("definite_article")
    np = NounPhrase(fr, core.en, ILS if plural else IL, IL, feminine, plural, "its")
    np.human = False
    return np


def recipient(d: Draw, subject: NounPhrase) -> NounPhrase:
    """To whom: a name, a relative, a person."""
    roll = d.random()
    if roll < 0.3:
        return name_phrase(d)
    return relative(d, None, subject) if roll < 0.75 else person_phrase(d, (), 0.0)


def to_phrase(np: NounPhrase) -> Phrase:
    """à somebody."""
    return pair("à", "to") + np


def predicate_for(d: Draw, verb: Verb, subject: NounPhrase, negated: bool = False, habitual: bool = False) -> Predicate:
    """The verb with complements drawn for its frame.

    Frames: intr, refl (nothing follows), tr, tr_to, tr_prep, refl_prep (one object), tr_lang, ditr.
    """
    if verb.frame in ("intr", "refl", "refl_plural"):
        return Predicate(verb)
    if verb.frame == "tr_lang":
        return Predicate(verb, [noun_phrase(d, d.pick(nouns_of("language")), "none")])
    if verb.frame == "tr_to" and not verb.objects <= {"family", "teacher_like"}:
        return Predicate(verb, [recipient(d, subject)])
    if verb.frame == "tr_to":
        return Predicate(verb, [relative(d, None, subject)])
    if verb.frame in ("tr_prep", "refl_prep"):
        return _prepositional(d, verb, subject)
    thing = object_phrase(d, verb, subject, negated, habitual)
    return giving(d, verb, thing, recipient(d, subject)) if verb.frame == "ditr" else Predicate(verb, [thing])


_DOUBLE_OBJECT = frozenset("give show send lend bring tell read sell".split())


def giving(d: Draw, verb: Verb, thing: NounPhrase, person: NounPhrase) -> Predicate:
    """donner un livre à Paul: give a book to Paul (or give Paul a book); to ask has the second order only."""
    to = to_phrase(person)
    if verb.en.base[0] == "ask":
        return Predicate(verb, [thing, to], after_en=[*person.en, *thing.en])
    simple = all(word.choice is None for word in person.en)
    if not d.alternatives or not simple or verb.en.base[0] not in _DOUBLE_OBJECT:
        return Predicate(verb, [thing, to])
    order = Choice()
    for word in to.en:
        word.choice = order
    copies = [En(word.text, order, 1) for word in person.en]
    return Predicate(verb, [thing, to], after_en=[*copies, *thing.en, *to.en])


def _prepositional(d: Draw, verb: Verb, subject: NounPhrase) -> Predicate:
    """An object after à, de or dans: jouer au tennis, parler de son travail, avoir besoin d'un stylo."""
    noun = d.pick(object_nouns(verb))
    if verb.lemma == "jouer":
        determiner = "definite" if noun.has("instrument") else "generic"
        return Predicate(verb, [noun_phrase(d, noun, determiner, noun.number == "plural")], simple=True)
    if "human" in noun.classes:
        return Predicate(verb, [human_object(d, noun, subject)])
    if verb.lemma == "avoir besoin" and d.chance(0.5):
        if noun.number == "mass":
            return Predicate(verb, [noun_phrase(d, noun, "none")])
        if noun.number == "count" and not noun.has("vacation"):
            return Predicate(verb, [noun_phrase(d, noun, "indefinite")])
    owned = noun.has("work", "vacation")
    choice = possessor_of(subject) if owned else d.pick(("definite", "definite", "demonstrative"))
    return Predicate(verb, [noun_phrase(d, noun, choice, noun.number == "plural")])


@cache
def action_verbs() -> tuple[Verb, ...]:
    """Verbs of the open frames that any tense and question can carry."""
    found = verbs_of("intr", "refl", "tr", "tr_to", "tr_prep", "ditr", "tr_lang", "refl_prep")
    return tuple(v for v in found if v.lemma != "mourir")


@cache
def sense(lemma: str, english: str) -> Verb:
    """The sense of a verb with this English head: sense("aimer", "like")."""
    return next(v for v in action_verbs() if v.lemma == lemma and v.en.base[0] == english)
