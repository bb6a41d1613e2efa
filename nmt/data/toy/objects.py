"""Objects and complements: which determiner suits which verb, noun and polarity; predicates by frame."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import ILS
from nmt.data.toy.lexicon import Noun, Place, Verb, nouns_of, places, verbs_of
from nmt.data.toy.phrases import (
    NounPhrase,
    draw_adjectives,
    free_possessor,
    noun_phrase,
    possessor_of,
)
from nmt.data.toy.subjects import belonging_to, name_phrase, person_phrase, relative
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair

_GENERIC_VERBS = frozenset(("aimer", "adorer", "détester", "préférer"))
_BARE = frozenset("language school_subject sport meal music".split())
_OWNED_FIRST = frozenset("homework body password".split())
_THE_ONLY = frozenset("shower sky work weather_noun".split())


@cache
def object_nouns(verb: Verb) -> tuple[Noun, ...]:
    """Every noun the verb can take as an object."""
    return nouns_of(*sorted(verb.objects))


def object_phrase(
    d: Draw, verb: Verb, subject: NounPhrase, negated: bool, habitual: bool = False
) -> NounPhrase:
    """An object for the verb: noun by its classes, determiner by noun, verb and polarity."""
    places_wanted = verb.objects & {"city", "country"}
    if places_wanted and d.chance(0.4):
        return place_name(
            d, d.pick(places("city") if "country" not in verb.objects or d.chance(0.5) else _countries())
        )
    found = object_nouns(verb)
    if not found:
        return place_name(d, d.pick(places("city")))
    noun = d.pick(found)
    d.combine("verb+object", verb.lemma, noun.lemma)
    if "human" in noun.classes and verb.lemma not in _GENERIC_VERBS | {"avoir", "vouloir"}:
        return human_object(d, noun, subject)
    if verb.lemma in _GENERIC_VERBS and "human" not in noun.classes and not noun.has("pet_own"):
        return generic_or_definite(d, noun, subject)
    return thing_object(d, verb, noun, subject, negated, habitual)


def human_object(d: Draw, noun: Noun | None, subject: NounPhrase) -> NounPhrase:
    """A person as an object: a name, a relative, the doctor."""
    roll = d.random()
    if noun is None or roll < 0.25:
        return name_phrase(d)
    plural = noun.number == "plural" or d.chance(0.2)
    if noun.has("family", "friend"):
        if roll < 0.85:
            owner = possessor_of(subject) if d.chance(0.75) else free_possessor(d)
            return noun_phrase(d, noun, owner, plural and noun.lemma not in ("père", "mari"))
        return belonging_to(d, noun)
    roll = d.random()
    determiner = "indefinite" if roll < 0.2 and not plural else "demonstrative" if roll < 0.4 else "definite"
    return noun_phrase(d, noun, determiner, plural, draw_adjectives(d, noun, 0.12, 0.06))


def generic_or_definite(d: Draw, noun: Noun, subject: NounPhrase) -> NounPhrase:
    """What one likes: les chats, le chocolat in general, or this very one."""
    if noun.has("city", "country"):
        return noun_phrase(d, noun, "demonstrative")
    if noun.number == "mass" or noun.has("season", "meal") or d.chance(0.7):
        plural = noun.number != "mass" and not noun.has("season", "meal")
        d.tag("generic_article")
        adjectives = draw_adjectives(d, noun, 0.0, 0.12)
        return noun_phrase(
            d, noun, "definite" if noun.has("season") and False else "generic", plural, adjectives
        )
    return noun_phrase(d, noun, "demonstrative" if d.chance(0.6) else possessor_of(subject), d.chance(0.3))


def thing_object(
    d: Draw, verb: Verb, noun: Noun, subject: NounPhrase, negated: bool, habitual: bool
) -> NounPhrase:
    """A thing as an object, with every determiner that sounds right."""
    some = not habitual and verb.lemma not in ("porter", "avoir")
    if noun.has("language", "school_subject", "meal") or (noun.has("sport") and verb.lemma != "regarder"):
        if noun.has("meal") and d.chance(0.25):
            return noun_phrase(d, noun, possessor_of(subject))
        return noun_phrase(d, noun, "generic", noun.number == "plural")
    if noun.has("public_transport", "public_transport_timed") and verb.lemma in (
        "prendre",
        "attendre",
        "rater",
    ):
        return noun_phrase(d, noun, "definite")
    if noun.has("shower"):
        return noun_phrase(d, noun, "negated" if negated else "indefinite")
    if noun.has("homework", "password", "body", "hair"):
        return noun_phrase(d, noun, possessor_of(subject), noun.number == "plural")
    if noun.has("watchable") and noun.has("en_bare_tv"):
        return (
            noun_phrase(d, noun, "generic") if verb.lemma == "regarder" else noun_phrase(d, noun, "definite")
        )
    if noun.number == "mass":
        return _mass_object(d, verb, noun, subject, negated, some)
    return _count_object(d, verb, noun, subject, negated, some)


def _mass_object(
    d: Draw, verb: Verb, noun: Noun, subject: NounPhrase, negated: bool, some: bool
) -> NounPhrase:
    adjectives = draw_adjectives(d, noun, 0.06, 0.06)
    if negated and d.chance(0.65):
        return noun_phrase(d, noun, "negated", False, adjectives)
    roll = d.random()
    if roll < 0.55 and not negated:
        return noun_phrase(
            d, noun, "partitive", False, () if any(a.before for a in adjectives) else adjectives, some
        )
    if roll < 0.7 and not negated:
        return noun_phrase(d, noun, d.pick(("beaucoup", "peu", "trop", "assez")))
    if roll < 0.85:
        return noun_phrase(d, noun, "definite", False, adjectives)
    return noun_phrase(d, noun, possessor_of(subject) if d.chance(0.6) else "demonstrative")


def _count_object(
    d: Draw, verb: Verb, noun: Noun, subject: NounPhrase, negated: bool, some: bool
) -> NounPhrase:
    paired = noun.has("footwear")
    plural = noun.number == "plural" or d.chance(0.75 if paired else 0.3)
    adjectives = draw_adjectives(d, noun, 0.12, 0.15)
    roll = d.random()
    indefinite = verb.lemma in (
        "avoir",
        "vouloir",
        "acheter",
        "manger",
        "porter",
        "écrire",
        "faire",
        "dessiner",
    )
    if negated and (indefinite or roll < 0.35):
        if verb.lemma == "avoir" or roll < 0.75:
            return noun_phrase(d, noun, "negated", plural, adjectives[:1])
    if roll < (0.62 if indefinite else 0.3) and not negated:
        if plural and not paired and d.chance(0.5) and noun.number == "count":
            n = d.pick((2, 3, 4, 5, 6, 7, 8, 9, 10, "beaucoup", "trop", "assez", "plusieurs", "quelques"))
            return noun_phrase(d, noun, n, True)
        return noun_phrase(d, noun, "indefinite", plural, adjectives, some)
    if verb.lemma == "avoir":
        return noun_phrase(d, noun, "indefinite" if not negated else "negated", plural, adjectives[:1], some)
    if roll < 0.75:
        return noun_phrase(d, noun, "definite", plural, adjectives)
    if roll < 0.9:
        return noun_phrase(
            d, noun, possessor_of(subject) if d.chance(0.8) else free_possessor(d), plural, adjectives[:1]
        )
    if roll < 0.95 and not noun.has("food", "drink"):
        return belonging_to(d, noun, plural)
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
    np = NounPhrase(fr, core.en, ILS if plural else 2, 2, feminine, plural, "its")
    np.human = False
    return np


_DATIVE_SHIFT = frozenset("give show send lend bring tell read".split())


def recipient(d: Draw, subject: NounPhrase) -> NounPhrase:
    """To whom: a name, a relative, a person."""
    roll = d.random()
    if roll < 0.3:
        return name_phrase(d)
    if roll < 0.7:
        return relative_of(d, subject)
    return person_phrase(d, ("child", "teacher", "friend", "adult"), 0.0) if d.chance(0.5) else relative(d)


def relative_of(d: Draw, subject: NounPhrase) -> NounPhrase:
    """A relative or friend of the subject: il ... à sa sœur."""
    noun = d.pick(nouns_of("family", "friend"))
    plural = noun.number == "plural" or (noun.lemma not in ("père", "mari") and d.chance(0.2))
    return noun_phrase(d, noun, possessor_of(subject), plural)


def to_phrase(np: NounPhrase) -> Phrase:
    """à somebody."""
    to = pair("à", "to")
    return Phrase(to.fr + np.fr, to.en + np.en)


def predicate_for(
    d: Draw, verb: Verb, subject: NounPhrase, negated: bool = False, habitual: bool = False
) -> Predicate:
    """The verb with complements drawn for its frame.

    Frames: intr, refl (nothing follows), tr, tr_to, tr_prep, refl_prep (one object), tr_lang, ditr.
    """
    if verb.frame in ("intr", "refl", "refl_plural"):
        return Predicate(verb)
    if verb.frame == "tr_lang":
        language = noun_phrase(d, d.pick(nouns_of("language")), "none")
        return Predicate(verb, [language])
    if verb.frame in ("tr_to", "refl_prep") and not verb.objects - {"person", "family", "friend"}:
        return Predicate(verb, [recipient(d, subject)])
    if verb.frame == "tr_prep":
        return _prepositional(d, verb, subject, negated)
    thing = object_phrase(d, verb, subject, negated, habitual)
    if verb.frame == "ditr":
        return Predicate(verb, [thing, to_phrase(recipient(d, subject))])
    return Predicate(verb, [thing])


def _prepositional(d: Draw, verb: Verb, subject: NounPhrase, negated: bool) -> Predicate:
    found = object_nouns(verb)
    noun = d.pick(found)
    d.combine("verb+object", verb.lemma, noun.lemma)
    if verb.lemma == "jouer":
        d.tag("leisure")
        instrument = noun.has("instrument")
        return Predicate(
            verb,
            [noun_phrase(d, noun, "definite" if instrument else "generic", noun.number == "plural")],
            simple=True,
        )
    if "human" in noun.classes:
        return Predicate(verb, [human_object(d, noun, subject)])
    if verb.preposition == "de" and verb.lemma == "avoir besoin" and d.chance(0.4):
        if noun.number == "mass":
            return Predicate(verb, [Phrase(*_bare(d, noun, False))])
        if not noun.has("vacation"):
            return Predicate(verb, [noun_phrase(d, noun, "indefinite", False)])
    determiner = (
        possessor_of(subject)
        if noun.has("work", "vacation")
        else d.pick(("definite", "definite", "demonstrative"))
    )
    return Predicate(verb, [noun_phrase(d, noun, determiner, noun.number == "plural")])


def _bare(d: Draw, noun: Noun, plural: bool) -> tuple[list[Fr], list[En]]:
    np = noun_phrase(d, noun, "none", plural)
    return np.fr, np.en


@cache
def action_verbs() -> tuple[Verb, ...]:
    """Verbs of the open frames that any tense and question can carry."""
    return verbs_of("intr", "refl", "tr", "tr_to", "tr_prep", "ditr", "tr_lang", "refl_prep")
