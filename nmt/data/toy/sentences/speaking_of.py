"""Speaking of a place or a thing: le musée ? J'y suis allé hier; du fromage ? J'en mange; il en reste trois."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import ILS
from nmt.data.toy.lexicon import Noun, expressions, noun, nouns_of, places, verb
from nmt.data.toy.numbers import year_part
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import place_name
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.subjects import name_phrase, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms


def _then(topic: Phrase, mark: str, second: Phrase) -> Phrase:
    """The topic and a second sentence, which begins with a capital."""
    second.fr[0].text = second.fr[0].text.capitalize()
    second.en[0].text = second.en[0].text.capitalize()
    return topic + pair(mark, mark) + second


def _who(d: Draw) -> NounPhrase:
    """Who speaks of it, or somebody else."""
    if d.chance(0.12):
        return name_phrase(d)
    return pronoun(d, d.pick(("je", "je", "je", "je", "nous", "on", "on", "il", "elle", "ils", "elles")))


_GOING_OUT = frozenset("musée parc piscine plage cinéma marché zoo théâtre stade bibliothèque restaurant café".split())


@cache
def _spots() -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of("place_at", "park", "swim_place") if n.lemma in _GOING_OUT)


def _place(d: Draw) -> tuple[NounPhrase, bool]:
    """A place to speak of, and whether one may live there."""
    if d.chance(0.5):
        d.tag("place_name")
        return place_name(d, d.pick(places("city", "city", "country_f", "country_m", "country_plural"))), True
    return noun_phrase(d, d.pick(_spots()), "definite", False, ()), False


def _going_there(d: Draw, livable: bool) -> Clause:
    """J'y vais demain; nous y sommes allés hier; elle y habite depuis ..."""
    d.tag("pronoun_y_en")
    there = En("there")
    subject = _who(d)
    y = [Fr("y", (there,))]
    if livable and d.chance(0.4):
        lives = Predicate(verb(d.pick(("habiter", "travailler")), "place"), clitics=y, clitic_en=[there])
        lasting = d.chance(0.3)
        clause = Clause(subject, lives, PRESENT, lasting=lasting)
        if lasting:
            d.tag("time_adverb")
            years = noun_phrase(d, noun("an"), d.pick((2, 3, 4, 5, 10, 20)), True)
            clause.end.append(pair("depuis", "for") + years)
        return clause
    going = Predicate(verb("aller", "motion"), clitics=y, clitic_en=[there])
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, PASSE_COMPOSE))
    clause = Clause(subject, going, tense, dated=True)
    if tense == PASSE_COMPOSE and d.chance(0.25):
        clause.negation, clause.perfect, clause.dated = "jamais", True, False
        return clause
    d.tag("time_adverb")
    if tense == PASSE_COMPOSE:
        clause.end.append(expression_phrase(d.pick(expressions("past_adverb"))))
    elif livable or d.chance(0.5):
        clause.end.append(expression_phrase(d.pick(expressions("future_adverb"))))
        if livable and d.chance(0.4):
            clause.end = [year_part(d)]
    else:
        clause.habitual = going.simple = True
        clause.end.append(expression_phrase(d.pick(expressions("habit_adverb_post"))))
    return clause


def there_again(d: Draw) -> Sentence:
    """Le musée ? J'y suis allé hier: the museum? I went there yesterday; j'adore Rome, j'y vais en été."""
    topic, livable = _place(d)
    clause = _going_there(d, livable)
    if d.chance(0.65):
        return _then(topic, "?", realise(d, clause)), "."
    likes = verb(d.pick(("adorer", "connaître")), "tr") if livable else verb("adorer", "tr")
    same = clause.subject
    first = realise(d, Clause(_same(same), Predicate(likes, [topic]), PRESENT))
    if not same.pronoun:
        clause.subject = pronoun(d, "elle" if same.feminine else "il")
    return first + pair(",", ",") + realise(d, clause), "."


def _same(subject: NounPhrase) -> NounPhrase:
    """The subject once more, in words of its own."""
    words = {word: En(word.text) for word in subject.en}
    fr = [Fr(word.text, tuple(words[w] for w in word.sure)) for word in subject.fr]
    np = NounPhrase(
        fr, list(words.values()), subject.person, subject.en_person, subject.feminine, subject.plural, subject.owner
    )
    np.pronoun = subject.pronoun
    return np


_UNFIT = ("meal_word", "en_pair", "crossed", "fruit_word", "vegetable_word")


@cache
def goods() -> tuple[Noun, ...]:
    found = nouns_of("food", "drink")
    return tuple(
        n for n in found if n.number in ("mass", "count", "plural") and not n.has("meal_word", "en_pair", "crossed")
    )


def _spoken_of(d: Draw) -> tuple[Noun, NounPhrase]:
    """du fromage, des pommes: food or drink, and how it is named first."""
    item = d.pick(goods())
    many = item.number != "mass"
    return item, noun_phrase(d, item, "indefinite" if many else "partitive", many, ())


def some_of_it(d: Draw) -> Sentence:
    """Du fromage ? J'en mange tous les jours: I eat it every day; des pommes ? J'en ai acheté six: I bought six."""
    d.tag("pronoun_y_en")
    item, topic = _spoken_of(d)
    several = topic.en_person == ILS
    subject, roll = _who(d), d.random()
    eaten = verb("boire" if item.has("drink") else "manger", "tr")
    if roll < 0.4:
        d.tag("habit_adverb")
        it = synonyms("en", "them" if several else "it", "some")
        predicate = Predicate(eaten, clitics=it.fr, clitic_en=it.en, simple=True)
        clause = Clause(subject, predicate, PRESENT, habitual=True)
        if d.chance(0.3):
            clause.negation = "jamais"
            it.en[1].text = "any"
        elif d.chance(0.4):
            clause.mid = expression_phrase(d.pick([e for e in expressions("habit_adverb_pre") if e.fr != "toujours"]))
        else:
            daily = [
                e
                for e in expressions("habit_adverb_post")
                if e.fr.startswith(("tous les j", "tous les m", "tous les s", "chaque j", "le "))
            ]
            clause.end.append(expression_phrase(d.pick(daily[:12])))
        return _then(topic, "?", realise(d, clause)), "."
    denied = d.chance(0.35)
    some = En("any" if denied else "some")
    found, tense = d.pick(((verb("vouloir", "tr"), PRESENT), (verb("avoir", "tr"), PRESENT),
                           (verb("acheter", "tr"), PASSE_COMPOSE),
                           (eaten, PASSE_COMPOSE), (verb("acheter", "tr"), NEAR_FUTURE)))  # fmt: skip
    if several and not denied and d.chance(0.6):
        d.tag("number")
        number, choice = number_phrase(d.pick((2, 3, 4, 5, 6, 10))), Choice()
        of, them = En("of", choice, 1), En("them", choice, 1)
        amount = Phrase(number.fr, [*number.en, of, them])
        predicate = Predicate(found, [amount], clitics=[Fr("en", (them,), (of, *number.en))])
    else:
        predicate = Predicate(found, clitics=[Fr("en", (some,))], clitic_en=[some])
    clause = Clause(subject, predicate, tense, "pas" if denied else "", dated=True)
    if tense != PRESENT and not denied and d.chance(0.6):
        d.tag("time_adverb")
        kind = "past_adverb" if tense == PASSE_COMPOSE else "future_adverb"
        clause.end.append(expression_phrase(d.pick(expressions(kind)[:6])))
    return _then(topic, "?", realise(d, clause)), "."


_INSIDE = ("frigo", "panier", "sac", "boîte")


def some_left(d: Draw) -> Sentence:
    """Des œufs ? Il en reste six: there are six left; du lait ? Il n'en reste plus: there is none left."""
    d.tag("pronoun_y_en")
    item, topic = _spoken_of(d)
    several = topic.en_person == ILS
    there, being = En("there"), En("are" if several else "is")
    roll = d.random()
    if roll < 0.35:  # il y en a dans le frigo
        d.tag("il_y_a", "place_preposition")
        some = En("some")
        spot = d.pick(_INSIDE) if item.number == "count" else d.pick(("frigo", "frigo", "cuisine"))
        where = pair("dans", "in") + noun_phrase(d, noun(spot), "definite", False, ())
        amount = _several(d) if several and item.number == "count" and d.chance(0.5) else Phrase([], [some])
        known = (some,) if not amount.fr else ()
        fr = [Fr("il", (there,)), Fr("y", (there,)), Fr("en", known, tuple(amount.en)), Fr("a", (being,)), *amount.fr]
        second = Phrase([*fr, *where.fr], [there, being, *amount.en, *where.en])
        return _then(topic, "?", second), "."
    left = En("left")
    if roll < 0.6:
        d.tag("negation_plus")
        none = En("none")
        fr = [
            Fr("il", (there,)),
            Fr("ne", (none,)),
            Fr("en", (none,)),
            Fr("reste", (being, left)),
            Fr("plus", (none,)),
        ]
        return _then(topic, "?", Phrase(fr, [there, being, none, left])), "."
    if several and item.number == "count":
        amount = _several(d)
        being.text = "is" if amount.en[0].text == "one" else "are"
    else:
        amount = aligned("un peu", "a little") if not several else aligned("assez", "enough")
    fr = [Fr("il", (there,)), Fr("en", (), tuple(amount.en)), Fr("reste", (being, left)), *amount.fr]
    return _then(topic, "?", Phrase(fr, [there, being, *amount.en, left])), "."


def _several(d: Draw) -> Phrase:
    d.tag("number")
    if d.chance(0.15):
        return aligned("beaucoup", "a lot")
    return number_phrase(d.pick((2, 3, 4, 5, 6, 8, 10, 12)))


FAMILIES = ((there_again, 2), (some_of_it, 2), (some_left, 2))
