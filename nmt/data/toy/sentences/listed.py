"""Lists of things, and of what they are like: bread, butter and eggs; small, dark and cold; a pretty little house."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_habit, located
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import adjectives_for, human_noun, predicates_for
from nmt.data.toy.determiners import Possessor
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import Adjective, Noun, adjectives, noun, nouns_of, verb
from nmt.data.toy.linking import conjunction
from nmt.data.toy.objects import action_verbs, sense
from nmt.data.toy.other_words import quality
from nmt.data.toy.phrases import NounPhrase, by_the_way, noun_phrase, plain_adjectives, possessor_of
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be, not_said_yet
from nmt.data.toy.sentences.existence import existing
from nmt.data.toy.sentences.pointed import _BAD as BAD
from nmt.data.toy.sentences.pointed import _GOOD as GOOD
from nmt.data.toy.sentences.pointed import _OPPOSED as OPPOSED
from nmt.data.toy.subjects import person, person_noun, thing_phrase
from nmt.data.toy.words import Choice, En, Phrase, pair, synonyms

# Things of one kind that are named together, and what one does with them.
_LISTED: tuple[tuple[tuple[str, ...], str, bool], ...] = (
    (("tableware",), "chercher acheter laver prendre", False),
    (("school_thing",), "avoir chercher acheter oublier perdre", True),
    (("fruit", "vegetable"), "acheter manger vouloir", False),
    (("food_fresh", "bread_like", "cheese", "animal_meat", "seasoning"), "acheter vouloir", False),
    (("clothes",), "acheter porter laver chercher mettre", True),
    (("small_valuable", "jewel"), "chercher perdre oublier trouver", True),
    (("furniture",), "acheter vendre vouloir", False), (("pet", "farm"), "avoir voir", False),
    (("juice", "hot_drink", "animal_drink"), "acheter vouloir commander", False),
    (("dessert", "dish"), "manger préparer commander", False),
)  # fmt: skip
_PLACED = {"tableware": ("table",), "furniture": ("salon", "chambre", "cuisine"), "pet": ("jardin",),
           "school_thing": ("bureau", "table", "cartable"), "small_valuable": ("sac", "tiroir")}  # fmt: skip


def _several(d: Draw, items: list[Noun], owner: Possessor | None) -> NounPhrase:
    """une fourchette, un couteau et une cuillère; du beurre et des œufs; mes clés, mon sac et mon portable."""
    d.tag("coordination")
    said = []
    for item in items:
        plural = item.number == "plural" or (
            item.number == "count"
            and (item.has("footwear", "fruit", "vegetable", "farm", "food_fresh") or d.chance(0.15))
        )
        determiner = owner if owner is not None else "partitive" if item.number == "mass" else "indefinite"
        said.append(noun_phrase(d, item, determiner, plural, by_the_way(d, item, 0.06)))
    whole: Phrase = said[0]
    for item_phrase in said[1:-1]:
        whole = whole + pair(",", ",") + item_phrase
    if len(said) > 2:
        serial = Phrase([], [En(",", Choice(), 1)])
        whole = whole + serial
    whole = whole + conjunction("et") + said[-1]
    np = NounPhrase(whole.fr, whole.en, ILS, ILS, all(part.feminine for part in said), True, "their")
    np.human = False
    return np


def listed_things(d: Draw) -> Sentence:
    """J'ai acheté du pain, du beurre et des œufs; il y a une fourchette, un couteau et une cuillère sur la table."""
    classes, verbs, owned = d.pick(_LISTED)
    pool = [n for n in nouns_of(*classes) if not n.has("drawn", "fruit_word")]
    items: list[Noun] = []
    size = d.pick((2, 3, 3, 3, 4))
    while len(items) < size:
        item = d.pick(pool)
        if all(item.lemma.split()[0] != other.lemma.split()[0] for other in items):
            items.append(item)
    place = _PLACED.get(classes[0])
    if place is not None and d.chance(0.4):
        where = located(d, noun(d.pick(place)))
        np = _several(d, items, None)
        np.en_person = ILS if (items[0].number == "plural" or _first_is_plural(np)) else IL
        if d.chance(0.4):
            said, mark = existing(d, np, Phrase([], []), False, "")
            return where + pair(",", ",") + said, mark
        return existing(d, np, where, False, "")
    subject = person(d, 0.65)
    owner = possessor_of(subject) if owned and d.chance(0.5) else None
    lemma = d.pick(verbs.split())
    if owner is not None and lemma in ("acheter", "avoir"):
        lemma = "chercher"
    found = next(v for v in action_verbs() if v.lemma == lemma and v.frame == "tr")
    if lemma == "porter":
        found = sense("porter", "wear")
    np = _several(d, items, owner)
    tense = PRESENT if lemma in ("avoir", "vouloir") else PASSE_COMPOSE if found.aspect == "achievement" else ""
    tense = tense or d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, Predicate(found, [np]), tense)
    if tense == PRESENT and found.aspect == "event" and d.chance(0.2):
        add_habit(d, clause)
    return finish(d, clause)


def _first_is_plural(np: NounPhrase) -> bool:
    """Whether there are, and not there is, goes before a list: English agrees with what comes first."""
    return np.fr[0].text in ("des", "de") and np.en[0].text not in ("a",) and np.fr[1].text not in ("la", "le")


def three_qualities(d: Draw) -> Sentence:
    """Le salon est petit, sombre et froid; elle est intelligente, drôle et sportive."""
    while True:
        things = nouns_of("room", "house_like", "clothes", "vehicle_own", "restaurant")
        thing = d.pick(
            [n for n in things if n.lemma not in ("lunettes", "cravate", "ceinture")]
        )  # none of them is warm
        subject = person(d, 0.5) if d.chance(0.55) else thing_phrase(d, thing)
        options = not_said_yet(predicates_for(subject.noun or human_noun(subject.feminine)), subject)
        options = tuple(a for a in options if a.gradable)
        side = GOOD if subject.human or d.chance(0.6) else BAD
        found: list[Adjective] = []
        for a in sorted((a for a in options if a.en in side), key=lambda _: d.random()):
            if all({a.en, b.en} not in OPPOSED and a.lemma != b.lemma for b in found):
                found.append(a)
        if len(found) >= 3:
            break
    d.tag("coordination")
    one, two, three = (adjective_phrase(d, a, subject, 0.0) for a in found[:3])
    serial = Phrase([], [En(",", Choice(), 1)])
    claim = one + pair(",", ",") + two + serial + conjunction("et") + three
    return finish(d, Clause(subject, Predicate(be(), [claim]), PRESENT if d.chance(0.75) else IMPERFECT))


_FIRST = {"small": frozenset(("joli", "beau", "bon")), "big": frozenset(("beau",))}


@cache
def _little() -> tuple[tuple[Noun, tuple[tuple[Adjective, Adjective], ...]], ...]:
    """Things that may be small or big, and what may be said before that: joli petit, beau grand."""
    small = next(a for a in adjectives() if a.lemma == "petit" and a.en == "little" and "child" in a.classes)
    found = []
    for item in nouns_of(*_SEEN):
        fit = adjectives_for(item, True)
        both = tuple((small if a.en == "small" else a, b) for a in fit for b in fit if b.lemma in _FIRST.get(a.en, ()))
        if both and item.number == "count":
            found.append((item, both))
    return tuple(found)


_SEEN = ("house_like", "garden", "town_word", "clothes", "pet", "picture", "vehicle_own", "park", "bag", "restaurant",
         "table_like", "furniture_small", "container", "animal_word", "balcony", "village")  # fmt: skip


def pretty_little(d: Draw) -> Sentence:
    """Ils ont une jolie petite maison; j'ai vu un beau petit chat noir; c'est une fille intelligente et drôle."""
    if d.chance(0.4):
        np = _both_kinds(d)
    else:
        item, sizes = d.pick(_little())
        behind = tuple(a for a in plain_adjectives(item) if a.en != "orange")
        last = (d.pick(behind),) if behind and d.chance(0.3) else ()
        np = noun_phrase(d, item, "indefinite", d.chance(0.2), (*d.pick(sizes), *last))
    if d.chance(0.4) or np.human:
        d.tag("cest")
        return finish(d, Clause(ce(np), Predicate(be(), [np]), PRESENT))
    thing = np.noun
    takers = [
        v for v in action_verbs() if v.lemma in _TAKEN and v.frame == "tr" and thing and v.objects & thing.classes
    ]
    takers = takers or [verb("voir", "tr")]
    found = d.pick(takers)
    tense = PRESENT if found.stative and found.lemma != "voir" else d.pick((PASSE_COMPOSE, NEAR_FUTURE))
    return finish(d, Clause(person(d, 0.65), Predicate(found, [np]), tense))


_TAKEN = frozenset("avoir acheter chercher voir visiter louer vouloir connaître".split())


def _both_kinds(d: Draw) -> NounPhrase:
    """une fille intelligente et drôle: an intelligent and funny girl; une rue étroite et sombre."""
    while True:
        told = nouns_of("street", "restaurant", "movie", "book", "room", "clothes")
        item = person_noun(d) if d.chance(0.6) else d.pick(told)
        side = BAD if item.has("street", "room") and d.chance(0.5) else GOOD
        fit = [a for a in adjectives_for(item, False) if a.gradable and a.en in side]
        if item.number == "count" and item.lemma != "personne" and len(fit) > 1:
            one, two = d.pick(fit), d.pick(fit)
            if one.lemma != two.lemma and {one.en, two.en} not in OPPOSED:
                break
    np = noun_phrase(d, item, "indefinite", d.chance(0.2), (one,))
    link = synonyms("et", "and", ",")
    second = link + quality(two, two.form(np.feminine, np.plural), d.alternatives, True)
    k = 1 + max(np.en.index(word) for word in np.fr[-1].sure)
    np.fr, np.en = [*np.fr, *second.fr], [*np.en[:k], *second.en, *np.en[k:]]
    d.tag("coordination")
    return np


FAMILIES = ((listed_things, 6), (three_qualities, 2), (pretty_little, 4))
