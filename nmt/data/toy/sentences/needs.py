"""What is needed and has to be done: il faut du lait, combien d'œufs faut-il ?; il fallait attendre; faut-il payer ?"""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL, JE, NOUS, TU, VOUS
from nmt.data.toy.lexicon import Noun, Verb, conjugation, expressions, noun, nouns_of, verb
from nmt.data.toy.phrases import NounPhrase, conjoined, noun_phrase
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.combined import Act
from nmt.data.toy.sentences.easily import act
from nmt.data.toy.sentences.modals import (
    governed_words,
    having_to,
    impersonal,
    listed_infinitive,
    modal_verb,
    willed_action,
)
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair

# What one wants to do, and what one needs for it.
_AIMS: tuple[tuple[tuple[Act, ...], str], ...] = (
    ((("faire", "gâteau", "indef"), ("faire", "gâteau", "dem"), ("faire", "crêpe", "indef_plural"),
      ("faire", "tarte", "indef")), "farine sucre œuf lait beurre chocolat pomme citron"),
    ((("faire", "omelette", "indef"),), "œuf beurre sel fromage lait oignon"),
    ((("préparer", "salade", "indef"), ("préparer", "soupe", "def")),
     "tomate carotte oignon huile sel poivre pomme_de_terre"),
    ((("préparer", "dîner", "def"),), "viande riz légume pain fromage poisson eau"),
    ((("préparer", "petit-déjeuner", "def"),), "pain beurre confiture lait café œuf"),
    ((("voyager", "", ""), ("prendre", "avion", "def"), ("prendre", "train", "def")), "passeport argent valise billet"),
    ((("écrire", "lettre", "indef"),), "papier stylo enveloppe timbre"),
    ((("dessiner", "", ""), ("dessiner", "cheval", "indef")), "crayon papier gomme"),
    ((("skier", "", ""),), "gant pull manteau"),
    ((("jouer", "football", "def"), ("jouer", "basket", "def")), "ballon"),
    ((("ouvrir", "boîte", "dem"), ("ouvrir", "porte", "dem")), "couteau clé"),
    ((("acheter", "maison", "indef"), ("acheter", "voiture", "indef"), ("déménager", "", "")), "argent"),
)  # fmt: skip
_COUNTED = 5  # the aims so far need several of something
_ANYTHING: tuple[str, ...] = (
    "food_base",
    "food",
    "drink",
    "stationery",
    "tableware",
    "clothes",
    "school_thing",
    "furniture_light",
)


@cache
def falloir(english: str) -> Verb:
    """falloir, of a thing: need, or take."""
    forms = english_verb("need") if english == "need" else english_verb("take", "took", "taken", "taking", "takes")
    return modal_verb(conjugation("falloir"), forms, "tr")


def _or_it_takes(phrase: Phrase, subject: NounPhrase) -> None:
    """il faut trois œufs: we need or you need three eggs; or, as a recipe says, it takes three eggs."""
    choice = subject.en[0].choice
    place = next(i for i, word in enumerate(phrase.en) if word.text == "need")
    need = phrase.en[place]
    need.choice = choice
    phrase.en[place + 1 : place + 1] = [En("need", choice, 1), En("takes", choice, 2)]
    after = next(i for i, word in enumerate(phrase.en) if word is subject.en[-1])
    phrase.en.insert(after + 1, En("it", choice, 2))
    if choice is not None:
        choice.size = 3


def _nobody(words: tuple[str, ...], english: int, asked: bool) -> NounPhrase:
    """Impersonal il, which English says as one person or another: we, you, it."""
    choice = Choice(len(words)) if len(words) > 1 else None
    en = [En(text, choice, k) for k, text in enumerate(words)]
    subject = NounPhrase([Fr("il", (), tuple(en))], en, IL, english, False, False, "our")
    subject.pronoun = "il" if asked else ""
    return subject


def said_of_nobody(d: Draw, clause: Clause, mark: str = "") -> Sentence:
    phrase, end = finish(d, clause)
    d.tags.pop("subject_il", None)
    return phrase, mark or end


def _amount(d: Draw, item: Noun, negated: bool) -> NounPhrase:
    """du lait, trois œufs, une valise, beaucoup d'argent; denied pas de sucre."""
    several = item.number == "count" and item.has("food") and d.chance(0.75)
    if negated:
        return noun_phrase(d, item, "negated", several, ())
    if several and d.chance(0.5):
        return noun_phrase(d, item, d.pick(_SEVERAL), True, ())
    if item.number == "mass" and d.chance(0.2):
        return noun_phrase(d, item, d.pick(("beaucoup", "peu", "assez")), False, ())
    return noun_phrase(d, item, "partitive" if item.number == "mass" else "indefinite", several, ())


_SEVERAL: tuple[Determiner, ...] = (2, 3, 4, 5, 6, 10, "beaucoup", "plusieurs")


@cache
def _items(names: str) -> tuple[Noun, ...]:
    return tuple(noun(name.replace("_", " ")) for name in names.split())


@cache
def _plain_things() -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of(*_ANYTHING) if n.number != "plural" and not n.has("en_pair", "en_mass"))


def _needed(d: Draw, names: str, negated: bool) -> NounPhrase:
    """One thing, or two different ones."""
    found = _items(names) if names else _plain_things()
    first = d.pick(found)
    what = _amount(d, first, negated)
    if negated or not d.chance(0.35):
        return what
    kin = [n for n in found if n is not first and (names or n.classes & first.classes & set(_ANYTHING))]
    return conjoined(d, what, _amount(d, d.pick(kin), False)) if kin else what


def _aim(d: Draw, rows: tuple[Act, ...], who: NounPhrase) -> Phrase:
    """pour faire un gâteau: to make a cake."""
    d.tag("infinitive_complement")
    return governed_words(who, act(d, d.pick(rows), who), "pour")


_TO_ME = (("me", "I", JE), ("te", "you", TU), ("nous", "we", NOUS), ("vous", "you", VOUS), ("lui", "he", IL))


def _who_needs(d: Draw, asked: bool) -> tuple[NounPhrase, list[Fr]]:
    """il faut: we need, or you need; il me faut: I need."""
    if not d.chance(0.25):
        return _nobody(("we", "you"), NOUS, asked), []
    d.tag("object_pronoun_indirect")
    french, english, number = d.pick(_TO_ME)
    subject = _nobody(("he", "she") if french == "lui" else (english,), number, asked)
    return subject, [Fr(french, tuple(subject.en))]


def needed_things(d: Draw) -> Sentence:
    """Il faut du lait et des œufs pour faire un gâteau: we need; il me faut un stylo: I need; il fallait du pain."""
    rows, names = d.pick(_AIMS) if d.chance(0.65) else ((), "")
    question = d.pick(("est_ce_que", "inversion", "intonation")) if d.chance(0.12) else ""
    subject, clitics = _who_needs(d, question == "inversion")
    negated = not question and d.chance(0.12)
    what = _needed(d, names, negated)
    tense = d.pick((PRESENT, PRESENT, PRESENT, PRESENT, IMPERFECT, NEAR_FUTURE))
    need = falloir("need")
    clause = Clause(subject, Predicate(need, [what], clitics), tense, "pas" if negated else "", question)
    if rows and d.chance(0.75):
        aim = _aim(d, rows, pronoun(d, "nous"))
        if d.chance(0.3) and not question:
            clause.front.append(with_comma(aim))
        else:
            clause.end.append(aim)
    elif not negated and tense == PRESENT and d.chance(0.25):
        clause.mid = pair("aussi", "also") if d.chance(0.5) else pair("encore", "still")
    phrase, mark = said_of_nobody(d, clause)
    if rows and d.alternatives and not (clitics or question or negated) and tense == PRESENT:
        _or_it_takes(phrase, subject)
    return phrase, mark


def what_is_needed(d: Draw) -> Sentence:
    """Combien d'œufs faut-il pour faire ce gâteau ?: how many eggs do we need; qu'est-ce qu'il faut acheter ?"""
    d.tag("question_combien" if (counted := d.chance(0.6)) else "question_que")
    rows, names = d.pick(_AIMS[:_COUNTED] if counted else _AIMS)
    way = d.pick(("inversion", "inversion", "est_ce_que"))
    subject, clitics = _who_needs(d, way == "inversion")
    what = En("what")
    wh: Phrase = Phrase([Fr("que", (what,))], [what])
    if counted:
        item = d.pick(_items(names))
        wh = noun_phrase(d, item, "combien", item.number == "count", ())
    elif d.chance(0.4):
        return _what_to_do(d, wh, way)
    predicate = Predicate(falloir("need"), [], clitics)
    clause = Clause(subject, predicate, IMPERFECT if d.chance(0.08) else PRESENT, "", way, wh)
    if counted or d.chance(0.8):
        row = d.pick(rows)
        clause.end.append(governed_words(pronoun(d, "nous"), act(d, row, pronoun(d, "nous")), "pour"))
    return said_of_nobody(d, clause)


_BUYING = ("acheter", "acheter", "faire", "manger", "apprendre", "lire", "préparer", "choisir", "écrire")


def _what_to_do(d: Draw, wh: Phrase, way: str) -> Sentence:
    """Que faut-il acheter ?: what do we have to buy?"""
    d.tag("infinitive_complement")
    found = verb(d.pick(_BUYING), "tr")
    subject = _nobody(("we", "you"), NOUS, way == "inversion")
    clause = Clause(subject, Predicate(having_to(False), infinitive=Predicate(found)), PRESENT, "", way, wh)
    if d.chance(0.3):
        clause.end.append(pair(*d.pick((("demain", "tomorrow"), ("maintenant", "now"), ("aujourd'hui", "today")))))
    return said_of_nobody(d, clause)


def necessity(d: Draw) -> Sentence:
    """Est-ce qu'il faut payer ici ?: do we have to; il fallait attendre; il va falloir partir; faut-il réserver ?"""
    d.tag("modal")
    asked = d.chance(0.4)
    we = pronoun(d, "nous")
    governed = listed_infinitive(d, d.pick(("chore", "task")), we) if d.chance(0.6) else willed_action(d, we, False)
    clause = impersonal(we, governed, False)
    if asked:
        clause.question = d.pick(("inversion", "est_ce_que", "est_ce_que", "intonation"))
        clause.subject.pronoun = "il" if clause.question == "inversion" else ""
    else:
        clause.tense = d.pick((IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE))
    if d.chance(0.2):
        kinds = ("past_adverb",) if clause.tense in (IMPERFECT, PASSE_COMPOSE) else ("future_adverb", "present_adverb")
        clause.end.append(expression_phrase(d.pick([e for e in expressions(*kinds) if e.fr[:6] != "il y a"])))
    return said_of_nobody(d, clause)


FAMILIES = ((needed_things, 7), (what_is_needed, 5), (necessity, 4))
