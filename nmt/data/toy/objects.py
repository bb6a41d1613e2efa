"""Objects and complements: which determiner suits which verb, noun and polarity; predicates by frame."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import Predicate
from nmt.data.toy.complements import (
    NEW,
    all_of,
    giving,
    going_far,
    measured,
    part_of,
    picture_taken,
    placed,
    qualified,
    two_things,
)  # fmt: skip
from nmt.data.toy.description import predicates_for
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, Place, Verb, nouns_of, places, verbs_of
from nmt.data.toy.other_words import worn_too
from nmt.data.toy.phrases import (
    NounPhrase,
    conjoined,
    draw_adjectives,
    free_possessor,
    noun_phrase,
    ownable,
    possessor_of,
    ranked,
)  # fmt: skip
from nmt.data.toy.place_names import place_name
from nmt.data.toy.subjects import belonging_to, name_phrase, person_noun, person_phrase, relative
from nmt.data.toy.words import canonical

# Their object is what one likes in general: le chocolat, les chats.
GENERIC_VERBS = frozenset(("aimer", "adorer", "détester", "préférer"))
# Verbs whose object may come in beaucoup, trop or assez.
_PLENTIFUL = frozenset("avoir acheter manger boire lire écrire vouloir voir préparer vendre".split())
_UNIQUE = frozenset(("lune", "soleil", "ciel", "mer"))
# One of two shoes may be lost or dirty; but one wears both.
_ONE_OF_TWO = frozenset("chercher trouver perdre oublier laver".split())
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
    while True:
        found = _any_object(d, verb, subject, negated, habitual)
        bare = found.noun is None or found.fr[-1].text in found.noun.fr[found.plural].split()
        if bare or verb.lemma != "rendre":  # rendre ses ciseaux utiles would be to make them useful
            return found


def _any_object(d: Draw, verb: Verb, subject: NounPhrase, negated: bool, habitual: bool) -> NounPhrase:
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
    if "human" in noun.classes:
        return human_object(d, noun, subject, verb.frame == "tr" and not negated)
    generic = verb.lemma in GENERIC_VERBS and not noun.has("pet_own")
    if not negated and verb.frame in ("tr", "ditr") and (richer := _richer(d, verb, noun, subject, generic)):
        return richer
    if generic:
        return generic_or_definite(d, noun, subject)
    return thing_object(d, verb, noun, subject, negated, habitual)


def _richer(d: Draw, verb: Verb, noun: Noun, subject: NounPhrase, generic: bool) -> NounPhrase | None:
    """Now and then two things, or a measure, or a part of something."""
    if d.chance(0.12) and (both := two_things(d, verb, noun, object_nouns(verb), subject, generic)):
        return both
    if noun.has("food", "drink", "food_base") and d.chance(0.35) and (some := measured(d, verb, noun)):
        return some
    if generic or (verb.frame == "ditr" and not noun.has("picture")):
        return None
    plural = noun.number == "plural" or d.chance(0.7 if noun.has("picture", "body") else 0.2)
    return part_of(d, noun, plural, subject) if d.chance(0.4) else None


def human_object(d: Draw, noun: Noun, subject: NounPhrase, several: bool = False) -> NounPhrase:
    """A person as an object: a name, a relative, the doctor; with `several` now and then two."""
    if several and d.chance(0.06):
        return _two_people(d, subject)
    if d.chance(0.22):
        return name_phrase(d)
    if noun.has("family", "friend"):
        own = d.chance(0.75)
        return all_of(d, relative(d, None, subject)) if own else belonging_to(d, noun, False, None, subject)
    noun, plural, roll = person_noun(d), d.chance(0.2), d.random()
    determiner = "indefinite" if roll < 0.2 and not plural else "demonstrative" if roll < 0.4 else "definite"
    return qualified(d, noun_phrase(d, noun, determiner, plural, draw_adjectives(d, noun, 0.2, 0.1)), 0.06)


def _two_people(d: Draw, subject: NounPhrase) -> NounPhrase:
    """Marie et Paul; mon frère et ma sœur."""
    first = name_phrase(d) if d.chance(0.5) else relative(d, None, subject)
    while True:
        second = name_phrase(d) if first.noun is None else relative(d, None, subject)
        if second.fr[-1].text != first.fr[-1].text:
            return conjoined(d, first, second)


def generic_or_definite(d: Draw, noun: Noun, subject: NounPhrase) -> NounPhrase:
    """What one likes: les chats, le chocolat in general, or this very one."""
    if noun.lemma in _UNIQUE:
        return noun_phrase(d, noun, "definite")
    single = noun.number == "mass" or noun.has("season", "meal", "movie_going", "life", "sport", "school_subject")
    if noun.has("city_word") or not (single or d.chance(0.75)):
        this = d.chance(0.6) or not ownable(noun)
        return noun_phrase(d, noun, "demonstrative" if this else possessor_of(subject), d.chance(0.3))
    told = 0.0 if noun.has("sport", "school_subject") else 0.15
    return noun_phrase(d, noun, "generic", not single, draw_adjectives(d, noun, 0.0, told))


def thing_object(d: Draw, verb: Verb, noun: Noun, subject: NounPhrase, negated: bool, habitual: bool) -> NounPhrase:
    """A thing as an object, with every determiner that sounds right."""
    if noun.has("language", "school_subject", "meal") or (noun.has("sport") and verb.lemma != "regarder"):
        if noun.has("meal") and d.chance(0.25):
            return noun_phrase(d, noun, possessor_of(subject))
        return noun_phrase(d, noun, "generic", noun.number == "plural")
    if noun.has("public_transport") and verb.lemma in ("prendre", "attendre", "rater", "manquer"):
        return noun_phrase(d, noun, "definite")
    if noun.has("shower"):
        return noun_phrase(d, noun, "negated" if negated else "indefinite")
    if noun.has("truth", "weather_noun", "lawn"):
        return noun_phrase(d, noun, "definite")
    if noun.has("fact_owned") and d.chance(0.3) and verb.lemma != "changer":
        return belonging_to(d, noun, False, None, subject)
    if noun.has("homework", "password", "body", "hair", "fact_owned", "life"):
        return noun_phrase(d, noun, possessor_of(subject), noun.number == "plural")
    if noun.has("body_inner") and verb.lemma == "écouter":
        return noun_phrase(d, noun, possessor_of(subject))
    if noun.has("en_bare_tv"):
        return noun_phrase(d, noun, "generic" if verb.lemma == "regarder" else "definite")
    if noun.has("photo_taken"):
        return picture_taken(d, noun, subject, negated)
    whole = verb.lemma in _THROUGHOUT and noun.has("room", "house_whole", "food_share") and noun.number == "count"
    if whole and not negated and d.chance(0.14):
        return noun_phrase(d, noun, "all")
    if noun.number == "mass":
        return _mass_object(d, verb, noun, subject, negated)
    found = going_far(d, _count_object(d, verb, noun, subject, negated, habitual))
    sought = verb.lemma in ("chercher", "connaître", "vouloir", "acheter", "avoir", "louer")
    plain = sought and not negated and len(canonical(found.en)) <= 3 and bool(predicates_for(noun))
    return qualified(d, found, 0.14) if plain else found


# Verbs whose object may be all of a thing: nettoyer toute la maison, manger tout le gâteau.
_THROUGHOUT = frozenset("nettoyer ranger peindre visiter manger".split())


def _mass_object(d: Draw, verb: Verb, noun: Noun, subject: NounPhrase, negated: bool) -> NounPhrase:
    adjectives = draw_adjectives(d, noun, 0.08, 0.1)
    roll = d.random()
    if negated and roll < 0.6:
        return noun_phrase(d, noun, "negated", False, adjectives)
    if negated and roll < 0.7 and verb.lemma in _PLENTIFUL:
        return noun_phrase(d, noun, d.pick(("assez", "beaucoup")))
    if roll < 0.58 and not negated:
        behind = tuple(a for a in adjectives if not a.before)
        return noun_phrase(d, noun, "partitive", False, behind)
    if roll < 0.7 and not negated and verb.lemma in _PLENTIFUL:
        return noun_phrase(d, noun, d.pick(("beaucoup", "peu", "trop", "assez")))
    if roll < 0.88:
        return noun_phrase(d, noun, "definite", False, adjectives)
    return noun_phrase(d, noun, possessor_of(subject) if d.chance(0.6) else "demonstrative")


def _count_object(d: Draw, verb: Verb, noun: Noun, subject: NounPhrase, negated: bool, habitual: bool) -> NounPhrase:
    paired = noun.has("footwear")
    often = 1.0 if paired and verb.lemma not in _ONE_OF_TWO else 0.75 if paired or habitual else 0.3
    plural = noun.number == "plural" or d.chance(often)
    if noun.lemma in _UNIQUE:
        return noun_phrase(d, noun, "definite")
    adjectives = draw_adjectives(d, noun, 0.22, 0.24)
    if verb.lemma == "faire" and noun.has("mistake", "made_noise", "dream"):
        return noun_phrase(d, noun, "negated" if negated else "indefinite", plural, adjectives[:1])
    new, roll = verb.lemma in NEW, d.random()
    if negated and verb.lemma != "comprendre" and (verb.lemma == "avoir" or roll < (0.75 if new else 0.25)):
        return noun_phrase(d, noun, "negated", plural, adjectives[:1])
    if not negated and (verb.lemma == "avoir" or roll < (0.62 if new else 0.3)):
        if plural and not paired and not habitual and noun.number == "count" and d.chance(0.5):
            much: tuple[int | str, ...] = ("beaucoup", "beaucoup", "trop", "assez")
            counted = d.chance(0.65) or verb.lemma not in _PLENTIFUL
            return noun_phrase(d, noun, d.pick(_COUNTS if counted else much), True)
        return noun_phrase(d, noun, "indefinite", plural, adjectives)
    if roll < 0.76 or (roll < 0.95 and not ownable(noun)):
        return noun_phrase(d, noun, "definite", plural, adjectives or ranked(d, noun, 0.13))
    if roll < 0.9:
        owner = possessor_of(subject) if d.chance(0.8) else free_possessor(d, subject)
        return noun_phrase(d, noun, owner, plural, adjectives)
    if roll < 0.95 and not noun.has("food", "drink"):
        return belonging_to(d, noun, plural, None, subject)
    if habitual:
        return noun_phrase(d, noun, "negated" if negated else "indefinite", True, adjectives[:1])
    return noun_phrase(d, noun, "demonstrative", plural, adjectives)


@cache
def _countries() -> tuple[Place, ...]:
    return places("country_f", "country_m", "country_plural")


def recipient(d: Draw, subject: NounPhrase) -> NounPhrase:
    """To whom: a name, a relative, a person."""
    roll = d.random()
    if roll < 0.3:
        return name_phrase(d)
    return all_of(d, relative(d, None, subject)) if roll < 0.75 else person_phrase(d, (), 0.0)


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
    if verb.frame == "tr_place":
        return placed(d, verb, d.pick(object_nouns(verb)), subject, negated)
    thing = object_phrase(d, verb, subject, negated, habitual)
    if verb.frame == "ditr":
        return giving(d, verb, thing, recipient(d, subject))
    return Predicate(worn_too(verb, thing.noun), [thing])


def _prepositional(d: Draw, verb: Verb, subject: NounPhrase) -> Predicate:
    """An object after à, de or dans: jouer au tennis, parler de son travail, avoir besoin d'un stylo."""
    noun = d.pick(object_nouns(verb))
    if verb.lemma in ("jouer", "faire", "s'intéresser"):
        determiner = "definite" if noun.has("instrument") else "generic"
        return Predicate(
            verb, [noun_phrase(d, noun, determiner, noun.number != "mass" and noun.has("game"))], simple=True
        )
    if "human" in noun.classes:
        return Predicate(verb, [human_object(d, noun, subject)])
    if verb.lemma == "avoir besoin" and d.chance(0.5):
        if noun.number == "mass":
            return Predicate(verb, [noun_phrase(d, noun, "none")])
        if noun.number == "count" and not noun.has("vacation"):
            return Predicate(verb, [noun_phrase(d, noun, "indefinite", False, draw_adjectives(d, noun, 0.25, 0.3))])
    owned = noun.has("work", "vacation", "life", "fact_owned", "trip")
    adjectives = draw_adjectives(d, noun, 0.12, 0.12) if not noun.has("life", "public_transport") else ()
    if not owned and d.chance(0.12) and ownable(noun):
        return Predicate(verb, [belonging_to(d, noun, noun.number == "plural", None, subject)])
    choice: Determiner = possessor_of(subject) if owned else d.pick(("definite", "definite", "demonstrative"))
    if noun.has("trip"):
        return Predicate(verb, [going_far(d, noun_phrase(d, noun, choice, False, adjectives or ranked(d, noun, 0.3)))])
    if choice == "demonstrative" or owned:
        return Predicate(verb, [noun_phrase(d, noun, choice, noun.number == "plural", adjectives)])
    return Predicate(verb, [noun_phrase(d, noun, choice, noun.number == "plural", adjectives or ranked(d, noun, 0.13))])


@cache
def action_verbs() -> tuple[Verb, ...]:
    """Verbs of the open frames that any tense and question can carry."""
    found = verbs_of("intr", "refl", "tr", "tr_to", "tr_prep", "ditr", "tr_lang", "refl_prep", "tr_place")
    seldom = tuple(v for v in found if v.lemma in _SELDOM)
    return tuple(v for v in found if v.lemma != "mourir") + seldom * 3


# Verbs of a single sense that few subjects suit; they are offered more often.
_SELDOM = frozenset(("obéir", "sonner", "se raser", "se maquiller", "grandir"))


@cache
def sense(lemma: str, english: str) -> Verb:
    """The sense of a verb with this English head: sense("aimer", "like")."""
    return next(v for v in action_verbs() if v.lemma == lemma and v.en.base[0] == english)
