"""What one says of a thing just named, and of what is left: The movie? We have already seen it."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Noun, Verb, conjugation, expressions, noun, nouns_of, verb, verbs_of
from nmt.data.toy.linking import again
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import adjective_phrase, aged, be
from nmt.data.toy.sentences.combined import taken_again
from nmt.data.toy.sentences.knowing import can_find
from nmt.data.toy.sentences.places import position
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

# What is said of a thing asked about: verb, classes, tense, negation, whether it is the speaker's, what may follow.
_SAID_OF = (
    ("voir", ("movie",), PASSE_COMPOSE, "déjà", False), ("lire", ("book_like",), PASSE_COMPOSE, "déjà", False),
    ("manger", ("dessert", "dish"), PASSE_COMPOSE, "déjà", False), ("visiter", ("visitable",), PASSE_COMPOSE, "déjà",
                                                                     False),
    ("perdre", ("small_object", "clothes"), PASSE_COMPOSE, "", True), ("trouver", ("small_object", "book_like"),
                                                                      PASSE_COMPOSE, "", True),
    ("vendre", ("vehicle_own", "furniture"), PASSE_COMPOSE, "", True), ("oublier", ("small_object",), PASSE_COMPOSE,
                                                                       "", True),
    ("acheter", ("food_fresh", "furniture", "gift"), PASSE_COMPOSE, "when", False),
    ("laver", ("washable",), PASSE_COMPOSE, "when", True), ("finir", ("homework", "book"), PASSE_COMPOSE, "déjà", True),
    ("chercher", ("small_object", "clothes"), PRESENT, "", True), ("find", ("small_object",), PRESENT, "pas", True),
    ("porter", ("clothes",), PRESENT, "jamais", True), ("utiliser", ("device",), PRESENT, "plus", True),
    ("acheter", ("clothes", "furniture"), PRESENT, "pas", False), ("aimer", ("movie", "book_like"), PRESENT, "pas",
                                                                  False),
    ("voir", ("movie",), PASSE_COMPOSE, "pas_encore", False), ("lire", ("book_like",), PASSE_COMPOSE, "pas_encore",
                                                               False),
)  # fmt: skip


def _turn(first: Phrase, second: Phrase) -> Phrase:
    """The thing with its question mark, and what is said of it."""
    for word in (second.fr[0], second.en[0]):
        word.text = word.text[0].upper() + word.text[1:]
    return first + pair("?", "?") + second


def topic_first(d: Draw) -> Sentence:
    """Le film ? Nous l'avons déjà vu: the movie? We have already seen it; ma clé ? Je l'ai perdue."""
    d.tag("pronoun_reference")
    roll = d.random()
    if roll < 0.22:
        return _some_of_it(d)
    if roll < 0.42:
        return _where_or_how(d)
    subject = pronoun(d, d.pick(("je", "je", "je", "nous", "nous", "on", "il", "elle", "ils")))
    if roll < 0.55:
        return _person_first(d, subject)
    lemma, classes, tense, extra, own = d.pick(_SAID_OF)
    found = can_find() if lemma == "find" else sense("aimer", "like") if lemma == "aimer" else verb(lemma, "tr")
    if own and subject.pronoun in ("il", "elle", "ils", "elles"):
        subject = pronoun(d, "je")  # nobody knows yet whose `son` is
    thing = d.pick([n for n in nouns_of(*classes) if n.number != "mass" and not n.has("en_pair", "en_mass", "human")])
    plural = thing.number == "plural" or d.chance(0.25)
    np = noun_phrase(d, thing, possessor_of(subject) if own else d.pick(("definite", "demonstrative")), plural, ())
    clitic, it = taken_again(np)
    d.tag("object_pronoun_direct")
    predicate = Predicate(found, clitics=[clitic], clitic_en=it, preceding=(np.feminine, np.plural), simple=True)
    negation = extra if extra in ("pas", "jamais", "plus", "pas_encore") else ""
    clause = Clause(subject, predicate, tense, negation, perfect=extra in ("déjà", "pas_encore"))
    if extra == "déjà":
        clause.mid = pair("déjà", "already")
    elif extra == "when":
        d.tag("time_adverb")
        clause.dated = True
        clause.end.append(expression_phrase(d.pick([e for e in expressions("past_adverb", "day_adverb")
                                                    if e.fr[:6] != "il y a"])))  # fmt: skip
    if found.lemma in ("acheter", "chercher") and tense == PRESENT:
        predicate.simple = False
    return _turn(np, realise(d, clause)), "."


_EATEN = (("food", "manger"), ("drink", "boire"))


def _some_of_it(d: Draw) -> Sentence:
    """Des bonbons ? Non merci, je n'en mange jamais: candies? No thank you, I never eat any."""
    d.tag("pronoun_y_en")
    kind, lemma = d.pick(_EATEN)
    goods = d.pick([n for n in nouns_of(kind) if not n.has("dish", "meal_word")])
    count = goods.number == "count"
    first = noun_phrase(d, goods, "indefinite" if count or goods.number == "plural" else "partitive",
                        count or goods.number == "plural", ())  # fmt: skip
    subject = pronoun(d, d.pick(("je", "je", "nous", "on")))
    roll = d.random()
    thanks = aligned("non merci", "no thank you", "0-0 1-1 1-2")
    if roll < 0.5:
        any_ = En("any")
        negation = d.pick(("jamais", "jamais", "pas", "plus"))
        predicate = Predicate(verb(lemma, "tr"), clitics=[Fr("en", (any_,))], clitic_en=[any_], simple=True)
        answer = thanks + pair(",", ",") + realise(d, Clause(subject, predicate, PRESENT, negation))
    elif roll < 0.75:
        any_ = En("any")
        predicate = Predicate(verb("vouloir", "tr"), clitics=[Fr("en", (any_,))], clitic_en=[any_])
        answer = thanks + pair(",", ",") + realise(d, Clause(subject, predicate, PRESENT, "pas"))
    elif count:
        d.tag("number")
        number = number_phrase(2 + int(d.random() * 6), goods.gender == "f")
        choice = Choice()
        of, them = En("of", choice, 1), En("them", choice, 1)
        bought = Predicate(verb("acheter", "tr"), [Phrase(number.fr, [*number.en, of, them])],
                           [Fr("en", (), (of, them))])  # fmt: skip
        answer = realise(d, Clause(subject, bought, PASSE_COMPOSE))
    else:
        some = En("some")
        likes = Predicate(verb("acheter", "tr"), clitics=[Fr("en", (some,))], clitic_en=[some])
        clause = Clause(subject, likes, PASSE_COMPOSE, dated=True)
        clause.end.append(expression_phrase(d.pick([e for e in expressions("past_adverb") if e.fr.startswith("hier")])))
        answer = realise(d, clause)
    return _turn(first, answer), "."


def _where_or_how(d: Draw) -> Sentence:
    """Mes lunettes ? Elles sont sur la table; le restaurant ? Il est fermé le lundi; Marie ? Elle est malade."""
    roll = d.random()
    if roll < 0.4:
        thing = d.pick(nouns_of("small_object", "book_like", "clothes", "tableware", "toy"))
        owner = possessor_of(pronoun(d, d.pick(("je", "tu", "vous"))))
        np = noun_phrase(d, thing, owner, thing.number == "plural" or d.chance(0.3), ())
        said: Phrase = position(d)
    elif roll < 0.7:
        thing = d.pick([n for n in nouns_of("movie", "book_like", "restaurant", "shop", "museum", "exam", "hotel")
                        if predicates_for(n)])  # fmt: skip
        np = noun_phrase(d, thing, "definite", False, ())
        said = adjective_phrase(d, d.pick(predicates_for(thing)), again(np), 0.4)
    else:
        np = name_phrase(d) if d.chance(0.5) else relative(d, None, pronoun(d, d.pick(("je", "tu"))))
        places = [e for e in expressions("place_static") if e.fr != "à l'étranger"]
        said = expression_phrase(d.pick(places))
    return _turn(np, realise(d, Clause(again(np), Predicate(be(), [said]), PRESENT))), "."


def _person_first(d: Draw, subject: NounPhrase) -> Sentence:
    """Tes parents ? Je les ai vus hier; Paul ? Je ne le connais pas."""
    if subject.pronoun in ("il", "elle", "ils"):
        subject = pronoun(d, "je")
    d.tag("object_pronoun_direct")
    np = name_phrase(d) if d.chance(0.5) else relative(d, None, pronoun(d, "tu"))
    him = En("them" if np.plural else "her" if np.feminine else "him")
    clitic = Fr("les" if np.plural else "la" if np.feminine else "le", (him,))
    lemma, tense, negation = d.pick((("connaître", PRESENT, "pas"), ("connaître", PRESENT, ""), ("voir", PASSE_COMPOSE,
                                    ""), ("inviter", PASSE_COMPOSE, ""), ("attendre", PRESENT, "")))  # fmt: skip
    found = next(v for v in verbs_of("tr") if v.lemma == lemma and v.objects & {"person", "family", "friend"})
    predicate = Predicate(found, clitics=[clitic], clitic_en=[him], preceding=(np.feminine, np.plural))
    clause = Clause(subject, predicate, tense, negation, dated=tense == PASSE_COMPOSE)
    if tense == PASSE_COMPOSE:
        d.tag("time_adverb")
        clause.end.append(expression_phrase(d.pick(expressions("past_adverb"))))
    return _turn(np, realise(d, clause)), "."


@cache
def _left() -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of("food", "drink", "food_base") if not n.has("dish", "meal_word"))


def some_left(d: Draw) -> Sentence:
    """Y a-t-il encore du pain ?: is there still some bread?; il reste du lait; il n'y a plus de place."""
    d.tag("il_y_a", "quantity")
    goods = d.pick(_left())
    plural = goods.number != "mass"
    there = En("there")
    np = noun_phrase(d, goods, "indefinite" if plural else "partitive", plural, ())
    if d.chance(0.5):
        return _staying(d, np, there)
    subject = NounPhrase([Fr("il", (there,))], [there], IL, np.en_person, False, False, "its")
    subject.pronoun, subject.human = "il", False
    being = Predicate(aged(), [np], clitics=[Fr("y", (there,))])
    clause = Clause(subject, being, mid=pair("encore", "still"))
    clause.question = d.pick(("est_ce_que", "est_ce_que", "inversion", "inversion", "intonation", ""))
    if clause.question:
        _or_any(np)
    where = (aligned("dans le frigo", "in the fridge"), aligned("à la maison", "at home"), aligned("dans la cuisine",
             "in the kitchen"))  # fmt: skip
    if d.chance(0.35):
        clause.end.append(d.pick(where))
    phrase = realise(d, clause)
    d.tags.pop("subject_il", None)
    return phrase, "?" if clause.question else "."


def _or_any(np: NounPhrase) -> None:
    """In a question `any` is as good as `some`."""
    some = np.en[0]
    if some.choice is not None and some.text == "some":
        any_ = En("any", some.choice, some.choice.size)
        some.choice.size += 1
        np.en.insert(0, any_)
        for word in np.fr:
            if some in word.sure:
                word.sure = (*word.sure, any_)


@cache
def _remain() -> Verb:
    """rester, of what is not used up: be."""
    return Verb(
        "rester", conjugation("rester"), "", False, True, be().en, "attr", "", frozenset(), frozenset(), "state"
    )  # fmt: skip


def _staying(d: Draw, np: NounPhrase, there: En) -> Sentence:
    """Il reste du gâteau: there is some cake left; est-ce qu'il reste des œufs ?"""
    left = En("left")
    subject = NounPhrase([Fr("il", (there,))], [there], IL, np.en_person, False, False, "its")
    subject.pronoun, subject.human = "il", False
    question = d.pick(("est_ce_que", "est_ce_que", "intonation")) if d.chance(0.5) else ""
    if question:
        _or_any(np)
    clause = Clause(subject, Predicate(_remain(), [np]), PRESENT, "", question)
    clause.end.append(Phrase([], [left]))
    if d.chance(0.3):
        clause.end.append(aligned("dans le frigo", "in the fridge"))
    phrase = realise(d, clause)
    verb_word = next(word for word in phrase.fr if word.text.startswith("reste"))
    verb_word.sure = (*verb_word.sure, left)
    d.tags.pop("subject_il", None)
    return phrase, "?" if question else "."


_STILL_NOT = ("arriver", "partir", "rentrer", "manger", "dormir", "finir", "répondre", "venir", "revenir", "comprendre")


def still_not(d: Draw) -> Sentence:
    """Il n'est toujours pas arrivé: he still has not arrived; je ne comprends toujours pas."""
    subject = person(d, 0.55)
    lemma = d.pick(_STILL_NOT)
    found = verb(lemma, "tr" if lemma in ("finir", "comprendre") else "tr_to" if lemma == "répondre" else "intr")
    still = En("still")
    subject.en = [*subject.en, still]
    if lemma == "finir":
        predicate = Predicate(found, [noun_phrase(d, noun("devoirs"), possessor_of(subject), True)])
    elif lemma == "comprendre":
        predicate = Predicate(found, [noun_phrase(d, d.pick(nouns_of("exercise", "lesson")), "demonstrative")])
    else:
        predicate = Predicate(found)
    tense = PRESENT if lemma == "comprendre" else PASSE_COMPOSE
    phrase = realise(d, Clause(subject, predicate, tense, "pas", perfect=True))
    where = next(k for k, word in enumerate(phrase.fr) if word.text == "pas")
    phrase.fr.insert(where, Fr("toujours", (still,)))
    return phrase, "."


FAMILIES = ((topic_first, 9), (some_left, 5), (still_not, 3))
