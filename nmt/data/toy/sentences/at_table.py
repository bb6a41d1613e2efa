"""What one has at which meal, orders, and asks for: for breakfast I drink tea; I will have a salad; for dessert."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import with_comma
from nmt.data.toy.clauses import NEAR_FUTURE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, noun, nouns_of, verb
from nmt.data.toy.linking import again, joined
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import asked, asked_person
from nmt.data.toy.sentences.spoken import one_order
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_MEALS = ("petit-déjeuner", "déjeuner", "dîner", "petit-déjeuner")
_MORNING = ("croissant", "baguette", "pain", "œuf", "confiture", "miel", "céréales", "yaourt", "banane", "orange")


@cache
def _eaten(morning: bool) -> tuple[Noun, ...]:
    eaten = (n for n in nouns_of("food") if not n.has("meal_word", "animal_meat", "seasoning", "food_base"))
    return tuple(n for n in eaten if not morning or n.lemma in _MORNING)


@cache
def _drunk(morning: bool) -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of("drink") if not (morning and (n.has("alcohol") or n.lemma == "coca")))


def _some(d: Draw, thing: Noun) -> NounPhrase:
    """un croissant, du thé, des céréales."""
    if thing.number == "mass":
        return noun_phrase(d, thing, "partitive", False, ())
    return noun_phrase(d, thing, "indefinite", thing.number == "plural" or d.chance(0.3), ())


def _at_meal(d: Draw, meal: str) -> Phrase:
    """au petit-déjeuner: for breakfast, at breakfast."""
    choice = Choice()
    links = [En("for", choice), En("at", choice, 1)]
    eaten = En(noun(meal).en[0])
    d.tag("generic_article")
    return Phrase([Fr("à", tuple(links)), Fr("le", (), (eaten,), article=True), Fr(meal, (eaten,))], [*links, eaten])


def for_breakfast(d: Draw) -> Sentence:
    """Au petit-déjeuner, je bois du thé et je mange un croissant; que mangez-vous au dîner ?"""
    meal = d.pick(_MEALS)
    morning = meal == "petit-déjeuner"
    drinks, eats = sense("boire", "drink"), sense("manger", "eat")
    if d.chance(0.2):
        d.tag("question_que")
        what = En("what")
        clause = Clause(asked_person(d), Predicate(d.pick((drinks, eats)), simple=True), PRESENT, habitual=True)
        clause.end.append(_at_meal(d, meal))
        return asked(d, clause, Phrase([Fr("que", (what,))], [what]), in_situ=False)
    subject = person(d, 0.6)
    doing = [
        Predicate(drinks, [_some(d, d.pick(_drunk(morning)))], simple=True),
        Predicate(eats, [_some(d, d.pick(_eaten(morning)))], simple=True),
    ]
    first, second = doing if d.chance(0.5) else doing[::-1]
    one = Clause(subject, first, PRESENT, habitual=True)
    if d.chance(0.35):
        one.end.append(_at_meal(d, meal))
        return finish(d, one)
    front = with_comma(_at_meal(d, meal))
    if d.chance(0.4):
        return front + realise(d, one), "."
    same = again(subject)
    same.en[0].choice = Choice()  # I drink tea and (I) eat
    return front + joined(d, realise(d, one), "et", realise(d, Clause(same, second, PRESENT, habitual=True))), "."


_GUESTS = (("je", "prends", "am"), ("je", "prends", "am"), ("nous", "prenons", "are"), ("on", "prend", "are"))


def i_will_have(d: Draw) -> Sentence:
    """Je prends une salade et un café, s'il vous plaît: I will have a salad and a coffee, please."""
    d.tag("courtesy", "indefinite_article")
    guest, form, am = d.pick(_GUESTS)
    subject, choice = pronoun(d, guest), Choice(4)
    ways = (("will", "have"), ("will", "take"), (am, "having"), (am, "taking"))
    said = [En(text, choice, k) for k, way in enumerate(ways) for text in way]
    wanted = a_dish(d)
    if d.chance(0.6):
        d.tag("coordination")
        wanted = wanted + pair("et", "and") + one_order(d)
    verbs, auxiliaries = tuple(said[1::2]), tuple(said[::2])
    order = Phrase([*subject.fr, Fr(form, verbs, auxiliaries), *wanted.fr], [*subject.en, *said, *wanted.en])
    return order + pair(",", ",") + aligned("s'il vous plaît", "please"), "."


def a_dish(d: Draw) -> Phrase:
    """une salade, un croissant: what one orders to eat."""
    dishes = [n for n in nouns_of("dish", "dessert", "bakery") if n.number == "count"]
    return noun_phrase(d, d.pick(dishes), "indefinite", False, ())


_DESSERT = ("dessert", "dessert", ("for", "as", "as a"))
_AS = (_DESSERT, _DESSERT, ("cadeau", "gift", ("as a", "for a")))


def for_dessert(d: Draw) -> Sentence:
    """Qu'est-ce que vous voulez comme dessert ?: what do you want for dessert?; ... comme cadeau ?: as a gift."""
    d.tag("question_que")
    french, english, links = d.pick(_AS)
    choice, what, word = Choice(len(links)), En("what"), En(english)
    said = [En(text, choice, k) for k, link in enumerate(links) for text in link.split()]
    heads = tuple(en for en in said if en.text != "a")
    what_for = Phrase([Fr("comme", heads), Fr(french, (word,))], [*said, word])
    lemmas = ("vouloir", "vouloir", "choisir") if french != "cadeau" else ("vouloir", "acheter", "choisir")
    found = verb(d.pick(lemmas), "tr")
    tense = PRESENT if found.lemma == "vouloir" else d.pick((PRESENT, NEAR_FUTURE))
    clause = Clause(asked_person(d), Predicate(found, [what_for]), tense)
    return asked(d, clause, Phrase([Fr("que", (what,))], [what]), in_situ=False)


FAMILIES = ((for_breakfast, 5), (i_will_have, 3), (for_dessert, 3))
