"""Finding one's way, and sentences that begin with a word to the listener."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Noun, Verb, expressions, nouns_of, verb, verbs_of
from nmt.data.toy.objects import action_verbs, object_nouns, predicate_for, thing_object
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import noun_inverted
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.existence import existing
from nmt.data.toy.sentences.modals import polite_wish
from nmt.data.toy.sentences.settings import beside
from nmt.data.toy.sentences.talk import hailed, naming
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair


def is_there(d: Draw) -> Sentence:
    """Est-ce qu'il y a une banque près d'ici ?; il y a un parc dans le quartier."""
    place = d.pick(nouns_of("place_search", "park", "shop", "place_at"))
    if d.chance(0.6):
        where = expression_phrase(
            d.pick([e for e in expressions("place_adverb") if e.fr in ("près d'ici", "ici", "là-bas")])
        )
    elif d.chance(0.5):
        where = beside(d, place)
    else:
        where = pair("dans", "in") + noun_phrase(d, d.pick(_districts()), d.pick(("definite", "demonstrative")))
    question = d.pick(("est_ce_que", "intonation", "inversion")) if d.chance(0.55) else ""
    negated = not question and d.chance(0.3)
    np = noun_phrase(d, place, "no" if negated else "indefinite")
    return existing(d, np, where, negated, question)


@cache
def _districts() -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of("town_word", "street") if n.number == "count")


def directions(d: Draw) -> Sentence:
    """Allez tout droit, puis traversez le pont; prenez la première rue à droite."""
    d.tag("imperative")
    who = pronoun(d, d.pick(("tu", "vous", "vous")))
    first = _step(d, who)
    if d.chance(0.5):
        second = _step(d, who)
        while second.fr[0].text == first.fr[0].text:
            second = _step(d, who)
        link = d.pick(("puis", "et", "et"))
        comma = pair(",", ",") if link == "puis" else Phrase([], [])
        return first + comma + pair(link, "then" if link == "puis" else "and") + second, "."
    return first, "."


def _step(d: Draw, who: NounPhrase) -> Phrase:
    roll = d.random()
    if roll < 0.22:
        side = expression_phrase(d.pick(expressions("direction_static")))
        side.en = side.en[-1:]
        side.fr = [Fr(side.fr[0].text, (), tuple(side.en)), Fr(side.fr[1].text, tuple(side.en))]
        return commanded(d, who, Predicate(verb("tourner"), [side]), False)
    if roll < 0.4:
        ahead = expression_phrase(expressions("direction")[0])
        return commanded(d, who, Predicate(verb("aller", "motion"), [ahead]), False)
    if roll < 0.6:
        crossing = verb("traverser", "tr")
        return commanded(
            d, who, Predicate(crossing, [noun_phrase(d, d.pick(object_nouns(crossing)), "definite")]), False
        )
    ordinal = d.pick((("première", "first"), ("deuxième", "second"), ("troisième", "third")))
    side = expression_phrase(d.pick(expressions("direction_static")))
    the, nth, street = En("the"), En(ordinal[1]), En("street")
    road = Phrase([Fr("la", (the,), article=True), Fr(ordinal[0], (nth,)), Fr("rue", (street,))], [the, nth, street])
    taking = next(v for v in verbs_of("tr") if v.lemma == "prendre" and v.en.base[0] == "take")
    return commanded(d, who, Predicate(taking, [road + side]), False)


def opened(d: Draw) -> Sentence:
    """Bonjour, je m'appelle Sophie; excusez-moi, où est la gare ?; pardon, je ne comprends pas."""
    d.tag("courtesy")
    roll = d.random()
    if roll < 0.3:
        phrase, mark = naming(d)
        if mark == ".":
            return _after(d, ("bonjour", "bonsoir", "salut"), phrase), "."
        return _after(d, ("bonjour", "salut"), phrase), mark
    if roll < 0.7:
        openers: tuple[str, ...] = ("bonjour", "pardon", "excusez-moi", "excuse-moi", "salut")
        wish = d.chance(0.33)
        phrase, mark = polite_wish(d) if wish else d.pick((noun_inverted, is_there))(d)
        openers = ("bonjour", "bonsoir") if wish else openers
        return _after(d, openers, phrase), mark
    subject = pronoun(d, "je")
    found = d.pick([v for v in action_verbs() if v.lemma in ("chercher", "vouloir", "attendre", "comprendre")])
    negation = "pas" if found.lemma == "comprendre" else ""
    clause = Clause(subject, predicate_for(d, found, subject, bool(negation)), PRESENT, negation)
    return _after(d, ("bonjour", "pardon", "excusez-moi", "excuse-moi"), realise(d, clause)), "."


def _after(d: Draw, openers: tuple[str, ...], phrase: Phrase) -> Phrase:
    name = d.pick(openers)
    opener = expression_phrase(next(e for e in expressions("greeting", "politeness") if e.fr == name))
    if d.chance(0.25):
        opener = hailed(d, opener)
    return opener + pair(",", ",") + phrase


def either(d: Draw) -> Sentence:
    """Tu veux du thé ou du café ?; on prend le bus ou le métro ?; il mange une pomme et une poire."""
    found = d.pick(_coordinating())
    d.tag("coordination")
    asking = d.chance(0.4)
    subject, question = question_or_statement(d, person(d, 0.7), 1.0 if asking else 0.0)
    first, second = d.pick(_pairs(found))
    plural = d.chance(0.3)
    one, two = (_alike(d, found, n, subject, plural) for n in (first, second))
    link = pair("ou", "or") if asking else pair("et", "and")
    both = Phrase([*one.fr, *link.fr, *two.fr], [*one.en, *link.en, *two.en])
    tense = PRESENT if found.stative or asking else d.pick((PRESENT, "passe_compose", "near_future"))
    return finish(d, Clause(subject, Predicate(found, [both]), tense, "", question))


@cache
def _pairs(found: Verb) -> tuple[tuple[Noun, Noun], ...]:
    """Two different objects of the same kind and countability."""
    nouns = object_nouns(found)
    return tuple(
        (one, two)
        for one in nouns
        for two in nouns
        if one.lemma != two.lemma and one.number == two.number and one.classes & two.classes & _ALIKE
    )


_ALIKE = frozenset(
    "food drink clothes animal sport public_transport pet book_like fruit vegetable device vehicle_own furniture "
    "flower language school_subject season dish dessert toy tableware music school_thing small_object".split()
)


def _alike(d: Draw, found: Verb, noun: Noun, subject: NounPhrase, plural: bool) -> NounPhrase:
    if found.lemma in ("aimer", "adorer", "détester"):
        return noun_phrase(d, noun, "generic", noun.number == "count")
    if noun.has("public_transport"):
        return noun_phrase(d, noun, "definite")
    plural = plural or noun.has("footwear")  # one has both boots on
    if noun.number != "count" or found.lemma == "avoir":
        return thing_object(d, found, noun, subject, False, False)
    return noun_phrase(d, noun, "indefinite", plural, draw_adjectives(d, noun, 0.08, 0.2))


@cache
def _coordinating() -> tuple[Verb, ...]:
    wanted = "manger boire acheter vouloir prendre porter aimer adorer détester avoir préparer commander".split()
    return tuple(
        v
        for v in verbs_of("tr")
        if v.lemma in wanted and "person" in v.subjects and "family" not in v.objects and _pairs(v)
    )


def no_more(d: Draw) -> Sentence:
    """Nous n'avons plus de lait; il n'y a plus de pain."""
    d.tag("negation_plus")
    thing = d.pick(
        [n for n in nouns_of("food", "drink", "money", "seasoning", "stationery") if n.number in ("mass", "count")]
    )
    choice = Choice()
    no, more, left = En("no"), En("more", choice), En("left", choice, 1)
    core = noun_phrase(d, thing, "none", thing.number == "count")
    d.tag("negated_article")
    np = NounPhrase(
        [Fr("de", (), (more, left)), *core.fr], [no, more, *core.en, left], IL, core.en_person, False, False, "its"
    )
    if d.chance(0.35):
        return existing(d, np, Phrase([], []), True, "", PRESENT, "plus")
    subject, question = question_or_statement(d, person(d, 0.6), 0.15)
    clause = Clause(subject, Predicate(verb("avoir", "tr"), [np]), PRESENT, "plus", question, negated_by=(no, more))
    return finish(d, clause)
