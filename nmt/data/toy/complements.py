"""What noun phrases hold besides a noun: measures, parts, two things with et, clauses with qui, places of things."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.description import adjectives_for, predicates_for
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Adjective, Noun, Verb, nouns, nouns_of, places, read_table
from nmt.data.toy.lexicon import noun as find_noun
from nmt.data.toy.lexicon import verb as find_verb
from nmt.data.toy.other_words import quality
from nmt.data.toy.phrases import (
    NounPhrase,
    conjoined,
    draw_adjectives,
    free_possessor,
    named_adjective,
    noun_phrase,
    ownable,
    possessor_of,
)  # fmt: skip
from nmt.data.toy.place_names import in_place, to_place
from nmt.data.toy.realise import realise
from nmt.data.toy.words import Choice, En, Fr, Phrase, canonical, pair, synonyms

_LARGE = frozenset(("verre", "bouteille", "tasse", "bol", "assiette"))
_SLICED = frozenset(("morceau", "tranche"))


@cache
def _measures(verb: Verb, goods: Noun) -> tuple[Noun, ...]:
    """The measures in which the verb can take the goods."""
    found = []
    for row in read_table("measures"):
        taken = row["goods"].split()
        if verb.lemma in row["verbs"].split() and (goods.lemma in taken or goods.has(*taken)):
            fr, en = (row["fr"], row["fr_plural"]), (row["en"], row["en_plural"])
            found.append(Noun(row["fr"], row["gender"], fr, en, "count", frozenset()))
    return tuple(found)


def measured(d: Draw, verb: Verb, goods: Noun) -> NounPhrase | None:
    """un verre d'eau, deux kilos de pommes, le dernier morceau de gâteau; None where nothing measures the goods."""
    found = _measures(verb, goods)
    if not found:
        return None
    measure, roll = d.pick(found), d.random()
    d.tag("quantity")
    if roll < 0.6:
        head = noun_phrase(d, measure, "indefinite", False, _size_of(d, measure))
    elif roll < 0.85:
        head = noun_phrase(d, measure, d.pick((2, 2, 3, 3, 4, 5)), True)
    else:
        rank = named_adjective("dernier", "last") if roll < 0.95 else named_adjective("premier", "first")
        head = noun_phrase(d, measure, "definite", False, (rank,))
    plural = goods.number == "plural" or (goods.number == "count" and measure.lemma not in _SLICED)
    return with_of(head, noun_phrase(d, goods, "none", plural))


def _size_of(d: Draw, measure: Noun) -> tuple[Adjective, ...]:
    roll = d.random()
    if roll < 0.12 and measure.lemma in _LARGE | _SLICED:
        return (named_adjective("petit", "small"),)
    if roll < 0.24 and measure.lemma in _LARGE | {"morceau"}:
        return (named_adjective("grand" if measure.lemma in _LARGE else "gros", "big"),)
    return ()


def with_of(head: NounPhrase, whole: NounPhrase) -> NounPhrase:
    key = head.noun is not None and head.noun.lemma == "clé"  # the key to the house
    of = synonyms("de", "to", "of") if key else pair("de", "of")
    head.fr = [*head.fr, *of.fr, *whole.fr]
    head.en = [*head.en, *of.en, *whole.en]
    return head


# Verbs that bring something new: un, une, des come first.
NEW = frozenset("avoir vouloir acheter manger porter écrire faire dessiner boire préparer commander vendre".split())
# What one rather has several of.
_SEVERAL = ("footwear", "fruit", "vegetable", "vegetable_word", "fruit_word", "sweet", "flower", "food_fresh")
# What there are pictures of, besides what the table of parts says.
_PICTURED = ("trip", "vacation", "family_group", "event_day")


@cache
def _wholes(part: Noun) -> tuple[Noun, ...]:
    """What the noun can be a part of."""
    found: tuple[Noun, ...] = ()
    for row in read_table("parts"):
        if row["part"] == part.lemma and part.number == "count" and not part.has("human", "photo_taken"):
            wanted = row["whole_classes"].split()
            found += tuple(n for n in nouns() if n.has(*wanted) or n.lemma in wanted)
    if part.lemma == "photo" and not part.has("photo_taken"):
        found += nouns_of(*_PICTURED) * 3
    return tuple(n for n in found if n is not part)


def part_of(d: Draw, part: Noun, plural: bool, subject: NounPhrase | None = None) -> NounPhrase | None:
    """la porte de la cuisine, les photos de notre voyage; None where the noun is part of nothing."""
    found = _wholes(part)
    if not found:
        return None
    whole = d.pick(found)
    d.tag("possession_de")
    if part.lemma == "clé":
        plural = False
    owned = whole.has("trip", "vacation", "family_group", "event_day") or (ownable(whole) and d.chance(0.3))
    owner = possessor_of(subject) if subject is not None else free_possessor(d)
    if not owned and named_after(part, whole):
        return compound(noun_phrase(d, part, "definite", plural, ()), noun_phrase(d, whole, "definite", False, ()))
    determiner: Determiner = owner if owned else "definite"
    head = noun_phrase(d, part, "definite", plural)
    return with_of(head, noun_phrase(d, whole, determiner, whole.number == "plural"))


def named_after(part: Noun, whole: Noun) -> bool:
    """Whether the whole stands before its part in English: the kitchen door, the desk drawer."""
    named = whole.has("room", "garage", "hotel") or part.lemma == "tiroir"
    return named and not part.has("attribute", "fact")


def compound(head: NounPhrase, whole: NounPhrase, link: str = "of") -> NounPhrase:
    """la porte de la cuisine: the kitchen door, or the door of the kitchen."""
    choice = Choice()
    of = En(link, choice, 1)
    names = canonical(whole.en[1:])
    copies = [En(word.text, choice) for word in names]
    whole.en = [whole.en[0], *names]
    for word in whole.en:
        word.choice, word.option = choice, 1
    copy = dict(zip(names, copies, strict=True))
    for fr in whole.fr[1:]:
        fr.sure = tuple(either for word in fr.sure if word in copy for either in (word, copy[word]))
        fr.possible = tuple(either for word in fr.possible if word in copy for either in (word, copy[word]))
    whole.fr[0].possible = (*whole.fr[0].possible, *copies)
    head.fr = [*head.fr, Fr("de", (of,), tuple(copies)), *whole.fr]
    head.en = [head.en[0], *copies, *head.en[1:], of, *whole.en]
    return head


_SINGLE = (
    "shower public_transport truth homework password body hair en_bare_tv meal weather_noun human fact_owned life "
    "lawn money work school_fixed mistake noise secret picture house_like sky_thing looked_at readable_part room"
).split()
_KINDS = (
    "drink", "food", "clothes", "language", "school_subject", "school_thing", "furniture", "small_object", "book_like",
    "animal", "sport", "game", "toy", "tableware", "flower", "stationery", "instrument", "letter", "device", "jewel",
)  # fmt: skip


@cache
def _companions(first: Noun, found: tuple[Noun, ...]) -> tuple[Noun, ...]:
    """Other nouns of the same kind among those a verb can take, with another English word."""
    kind = next((k for k in _KINDS if k in first.classes), "")
    if not kind or first.has(*_SINGLE):
        return ()
    others = (n for n in found if kind in n.classes and n.lemma != first.lemma and not n.has(*_SINGLE))
    return tuple(n for n in others if n.en[0] != first.en[0])  # no jacket and a jacket


def two_things(
    d: Draw, verb: Verb, first: Noun, found: tuple[Noun, ...], subject: NounPhrase, generic: bool
) -> NounPhrase | None:
    """des légumes et des œufs, son manteau et ses gants, l'anglais et l'espagnol; None where no other thing suits."""
    others = _companions(first, found)
    if not others:
        return None
    second = d.pick(others)
    owned = possessor_of(subject) if ownable(first) and ownable(second) and not first.has("food", "drink") else None
    roll = d.random()
    parts = []
    for noun in (first, second):
        plural = noun.number == "plural" or (noun.number == "count" and (noun.has(*_SEVERAL) or d.chance(0.3)))
        if generic or noun.has("language", "school_subject", "sport", "game"):
            parts.append(noun_phrase(d, noun, "generic", noun.number != "mass"))
        elif owned is not None and roll < 0.45:
            parts.append(noun_phrase(d, noun, owned, plural, draw_adjectives(d, noun, 0.1, 0.1)))
        elif verb.lemma in NEW and roll < 0.85:
            article = "partitive" if noun.number == "mass" else "indefinite"
            parts.append(noun_phrase(d, noun, article, plural, ()))
        else:
            parts.append(noun_phrase(d, noun, "definite", plural))
    return conjoined(d, parts[0], parts[1])


def all_of(d: Draw, np: NounPhrase, chance: float = 0.25) -> NounPhrase:
    """tous mes amis: all my friends, now and then, of several people that belong to somebody and are not counted."""
    if np.plural and np.noun is not None and np.noun.number == "count" and "number" not in d.tags and d.chance(chance):
        d.tag("quantity")
        whole = En("all")
        np.fr = [Fr("toutes" if np.feminine else "tous", (whole,)), *np.fr]
        np.en = [whole, *np.en]
    return np


def qualified(d: Draw, np: NounPhrase, chance: float) -> NounPhrase:
    """With this probability more behind the noun: les gens qui habitent ici, un vieil homme très gentil."""
    if np.noun is None or not d.chance(chance):
        return np
    described = len(canonical(np.en)) > 2
    if np.en[0].text == "a" and not np.plural and (described or d.chance(0.5)):
        return _very(d, np, np.noun)
    if described and not np.human:
        return np
    d.tag("relative_qui")
    links = ("who", "that") if np.human else ("that", "which", "who")[: 2 + np.noun.has("animal", "pet")]
    who = synonyms("qui", *links)
    subject = NounPhrase(who.fr, who.en, np.person, np.en_person, np.feminine, np.plural, np.owner)
    subject.human = np.human
    at_home = np.human and (described or np.noun.has("nationality_person") or d.chance(0.6))
    inner = realise(d, _living(d, subject) if at_home else _being(d, subject, np.noun))
    np.fr, np.en = [*np.fr, *inner.fr], [*np.en, *inner.en]
    return np


def _very(d: Draw, np: NounPhrase, thing: Noun) -> NounPhrase:
    """un vieil homme très gentil: a very kind old man; the phrase itself where a quality is already behind it."""
    found = [a for a in adjectives_for(thing, False) if a.gradable]
    if not found or np.fr[-1].text not in thing.fr:
        return np
    adjective = d.pick(found)
    words = pair("très", "very") + quality(adjective, adjective.form(np.feminine, np.plural), d.alternatives, True)
    d.tag("degree_adverb", "adjective_after")
    np.fr, np.en = [*np.fr, *words.fr], [np.en[0], *words.en, *np.en[1:]]
    return np


def _living(d: Draw, subject: NounPhrase) -> Clause:
    """qui habite ici, qui travaille à Lyon."""
    where = pair("ici", "here") if d.chance(0.4) else in_place(d, d.pick(places("city")))
    found = find_verb("habiter" if d.chance(0.6) else "travailler", "place")
    return Clause(subject, Predicate(found, [where], simple=True), PRESENT)


def _being(d: Draw, subject: NounPhrase, thing: Noun) -> Clause:
    """qui n'est pas cher, qui est très gentil."""
    adjective = d.pick([a for a in predicates_for(thing) if a.gradable or not subject.human])
    words = quality(adjective, adjective.form(subject.feminine, subject.plural), d.alternatives)
    negated = d.chance(0.35)
    if not negated and adjective.gradable and d.chance(0.5):
        d.tag("degree_adverb")
        words = pair("très", "very") + words
    return Clause(subject, Predicate(find_verb("être"), [words]), PRESENT, "pas" if negated else "")


def going_far(d: Draw, trip: NounPhrase) -> NounPhrase:
    """notre voyage en Grèce: our trip to Greece, now and then."""
    if trip.noun is not None and trip.noun.has("trip") and d.chance(0.5):
        where = to_place(d, d.pick(places("country_f", "country_m", "country_plural", "city")))
        trip.fr, trip.en = [*trip.fr, *where.fr], [*trip.en, *where.en]
    return trip


def picture_taken(d: Draw, picture: Noun, subject: NounPhrase, negated: bool) -> NounPhrase:
    """une photo, une photo du lion, des photos de la tour: what one takes."""
    plural = d.chance(0.35)
    head = noun_phrase(d, picture, "negated" if negated else "indefinite", plural)
    if negated or d.chance(0.35):
        return head
    seen = d.pick(nouns_of("animal", "fine_building", "nature_view", "family_group"))
    owner: Determiner = possessor_of(subject) if seen.has("pet", "family_group") else "definite"
    return with_of(head, noun_phrase(d, seen, owner, seen.has("animal") and d.chance(0.4)))


# What salt, pepper ... are put into.
_SEASONED = {
    "sel": ("soupe", "salade", "omelette", "riz"), "poivre": ("soupe", "salade", "omelette", "riz"),
    "sucre": ("café", "thé", "gâteau"), "farine": ("gâteau", "soupe", "omelette"),
}  # fmt: skip


def placed(d: Draw, verb: Verb, thing: Noun, subject: NounPhrase, negated: bool) -> Predicate:
    """mettre ses lunettes sur la table, poser le sac sur le lit, mettre trop de sel dans la soupe."""
    if thing.lemma in _SEASONED:
        much = d.pick(("partitive", "partitive", "trop", "trop", "peu", "beaucoup"))
        goods = noun_phrase(d, thing, "negated" if negated else much)
        dish = find_noun(d.pick(_SEASONED[thing.lemma]))
        owner: Determiner = possessor_of(subject) if d.chance(0.4) else "definite"
        return Predicate(verb, [goods, pair("dans", "in") + noun_phrase(d, dish, owner)])
    roll, plural = d.random(), thing.number == "plural" or d.chance(0.25)
    determiner: Determiner = possessor_of(subject) if roll < 0.5 and ownable(thing) else "definite"
    return Predicate(verb, [noun_phrase(d, thing, determiner, plural), _put_where(d, thing)])


def _put_where(d: Draw, thing: Noun) -> Phrase:
    """sur la table, dans le tiroir; nothing stands in itself."""
    if thing.has("bag") or d.chance(0.55):
        found = [n for n in nouns_of("support") if not thing.has("tableware") or n.lemma in ("table", "étagère")]
        return pair("sur", "on") + noun_phrase(d, d.pick(found), "definite")
    kinds = ("container_home",) if thing.has("tableware") else ("container_home", "container")
    found = [n for n in nouns_of(*kinds) if n is not thing]
    return pair("dans", "in") + noun_phrase(d, d.pick(found), "definite")


_DOUBLE_OBJECT = frozenset("give show send lend bring tell read sell write buy".split())


def giving(d: Draw, verb: Verb, thing: NounPhrase, person: NounPhrase) -> Predicate:
    """donner un livre à Paul: give a book to Paul (or give Paul a book); to ask has the second order only."""
    to = pair("à", "for" if verb.en.base[0] == "buy" else "to") + person
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
