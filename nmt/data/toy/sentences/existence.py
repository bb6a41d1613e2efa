"""What there is and what this is: il y a, c'est, ce sont."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import in_room, located
from nmt.data.toy.clauses import IMPERFECT, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import (
    Noun,
    nouns,
    nouns_of,
)
from nmt.data.toy.lexicon import noun as find_noun
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, free_possessor, noun_phrase, ownable
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import aged, be
from nmt.data.toy.sentences.settings import beside, sights
from nmt.data.toy.subjects import belonging_to, name_phrase, person_noun, relative
from nmt.data.toy.words import En, Fr, Phrase, synonyms

_SEVERAL: tuple[Determiner, ...] = (2, 3, 4, 5, 6, 8, 10, 12, 20, "beaucoup", "plusieurs", "trop")


_AT_HOME = (
    "pet small_object furniture container book_like tableware food container_trash bathroom_thing school_thing clothes"
).split()


def there_is(d: Draw) -> Sentence:
    """Il y a un chat dans la cuisine: there is a cat in the kitchen."""
    roll = d.random()
    if roll < 0.12:
        item = d.pick(nouns_of("animal"))
        place = located(d, find_noun("zoo")) if item.has("wild") else in_room(d, "garden", "park", "nature_walk")
    elif roll < 0.25:
        item = d.pick(_people_about())
        place = in_room(d, "room", "garden", "park", "street", "public_transport_timed")
    else:
        if d.chance(0.2):
            return _in_town(d)
        item = d.pick(nouns_of(*_AT_HOME))
        rooms = ("room", "hallway") if item.has("furniture") else ("room", "garden", "support", "container", "hallway")
        place = in_room(d, *rooms)
    plural = item.number == "plural" or (item.number == "count" and d.chance(0.45))
    negated = d.chance(0.2)
    question = d.pick(("est_ce_que", "intonation", "inversion")) if d.chance(0.2) else ""
    if negated:
        np = noun_phrase(d, item, "no", plural)
    elif item.number == "mass":
        np = noun_phrase(d, item, "partitive")
    elif plural and d.chance(0.5):
        np = noun_phrase(d, item, d.pick(_SEVERAL), True)
    else:
        np = noun_phrase(d, item, "indefinite", plural, draw_adjectives(d, item, 0.15, 0.15))
    return existing(d, np, place, negated, question, IMPERFECT if d.chance(0.12) else PRESENT)


def _in_town(d: Draw) -> Sentence:
    """Il y a une pharmacie en face de la gare; il y avait un arbre devant la maison."""
    roll = d.random()
    place = d.pick([n for n in sights() if not n.has("castle")])
    item = place if roll < 0.6 else d.pick(_people_about() if roll < 0.75 else nouns_of("vehicle_own", "dog", "cat"))
    plural = roll >= 0.6 and d.chance(0.35)
    np = noun_phrase(d, item, d.pick(_SEVERAL) if plural else "indefinite", plural, draw_adjectives(d, item, 0.2, 0.1))
    question = d.pick(("est_ce_que", "intonation", "inversion")) if d.chance(0.2) else ""
    where = beside(d, item)
    return existing(d, np, where, False, question, IMPERFECT if d.chance(0.15) else PRESENT)


@cache
def _people_about() -> tuple[Noun, ...]:
    """Whom one meets somewhere."""
    return tuple(
        n for n in nouns_of("person") if not n.has("family", "friend", "nationality_person") and n.number == "count"
    )


def existing(
    d: Draw, np: NounPhrase, place: Phrase, negated: bool, question: str, tense: str = PRESENT, negation: str = "pas"
) -> Sentence:  # fmt: skip
    """il y a ... : there is ...; both il and y are `there`."""
    d.tag("il_y_a")
    there = En("there")
    subject = NounPhrase([Fr("il", (there,))], [there], IL, np.en_person, False, False, "its")
    subject.pronoun, subject.human = "il", False
    predicate = Predicate(aged(), [np, place], clitics=[Fr("y", (there,))])
    no = tuple(np.fr[0].sure + np.fr[0].possible if negation == "pas" else np.en[:2]) if negated else ()
    phrase = realise(d, Clause(subject, predicate, tense, negation if negated else "", question, negated_by=no))
    d.tags.pop("subject_il", None)
    return phrase, "?" if question else "."


def thing_copula() -> NounPhrase:
    """ce: it, or this, that."""
    return ce()


def here_is(d: Draw, french: str, np: NounPhrase) -> Phrase:
    """voici, voilà: here is, here are; this is and, of voilà, there is will do."""
    d.tag("cest")
    several = np.en_person == ILS
    words = ("here", "these" if several else "this", *(("there",) if french == "voilà" else ()))
    here, is_ = synonyms(french, *words), En("are" if several else "is")
    here.fr[0].possible = (is_,)
    return Phrase([*here.fr, *np.fr], [*here.en, is_, *np.en])


def this_is(d: Draw) -> Sentence:
    """C'est mon frère: this is my brother; c'est un livre: it is a book; c'est un bon médecin: he is a good doctor."""
    d.tag("cest")
    roll = d.random()
    if roll < 0.3:
        kin = d.chance(0.3)
        np = name_phrase(d) if d.chance(0.2) else belonging_to(d, d.pick(nouns_of("family"))) if kin else relative(d)
        return _this_is(d, np, known=True)
    elif roll < 0.42:
        someone = person_noun(d)
        np = noun_phrase(d, someone, "indefinite", False, draw_adjectives(d, someone, 0.3, 0.5))
    else:
        np = _some_thing(d)
    return _this_is(d, np)


def some_thing_is(d: Draw) -> Sentence:
    """C'est un livre; ce ne sont pas mes clés: of any thing."""
    d.tag("cest")
    np = _some_thing(d)
    return _this_is(d, np)


def _this_is(d: Draw, np: NounPhrase, known: bool = False) -> Sentence:
    negation = "pas" if d.chance(0.2) else ""
    if negation:
        np.en = [word for word in np.en if word.text != "some"]  # not: they are not some keys
    question = d.pick(("est_ce_que", "intonation")) if d.chance(0.15) else ""
    return finish(d, Clause(ce(np, known), Predicate(be(), [np]), PRESENT, negation, question))


def _some_thing(d: Draw) -> NounPhrase:
    """Any thing of the lexicon: a book, my bag, Paul's car; drawn evenly, so that rare nouns come up too."""
    item = d.pick(things())
    several = item.number == "count" and d.chance(0.25) and not item.has("body_one", "sky")
    plural = item.number == "plural" or several
    if item.has("body"):
        whose = d.chance(0.5)
        return belonging_to(d, item, plural, name_phrase(d)) if whose else noun_phrase(d, item, "indefinite", plural)
    if d.chance(0.25) and ownable(item):
        return noun_phrase(d, item, free_possessor(d), plural) if d.chance(0.6) else belonging_to(d, item, plural)
    determiner = "partitive" if item.number == "mass" else "indefinite"
    return noun_phrase(d, item, determiner, plural, draw_adjectives(d, item, 0.2, 0.2))


@cache
def things() -> tuple[Noun, ...]:
    """What one can point at: no person, hour, language or weather."""
    return tuple(n for n in nouns() if not n.classes & _UNNAMED)


_UNNAMED = frozenset(
    "human time_unit weekday month season language school_subject sport weather_noun attribute day_part time_span meal "
    "life money fact price thing eyes hair".split()
)
