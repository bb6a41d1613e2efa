"""What suits somebody, how many there are left, whether a machine works, and what somebody is like in other words."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import IMPERFECT, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import Collocation, collocations
from nmt.data.toy.determiners import Determiner, number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import EnglishVerb, english_verb
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.lexicon import Noun, Verb, conjugation, nouns_of
from nmt.data.toy.objects import recipient
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, free_possessor, noun_phrase
from nmt.data.toy.pronouns import with_indirect
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.collocations import said_of
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned


@cache
def _suit(how: str) -> Verb:
    """aller bien à: look good on; il ne te va pas: it does not suit you."""
    looks = {"bien": "look good on", "très bien": "look very good on"}.get(how, "suit")
    others: tuple[EnglishVerb, ...] = tuple(
        english_verb(text, *forms)
        for text, forms in {
            "bien": (("suit", ()), ("fit", ("fit",)), ("look nice on", ()), ("look great on", ())),
            "très bien": (("look great on", ()), ("look very nice on", ()), ("look really good on", ())),
        }.get(how, (("look good on", ()), ("fit", ("fit",))))
    )
    people: frozenset[str] = frozenset(("person", "family", "friend"))
    return Verb("aller", conjugation("aller"), how, False, True, english_verb(looks), "tr_to", "à", frozenset(), people,
                "state", others)  # fmt: skip


def suits(d: Draw) -> Sentence:
    """Cette robe te va bien: this dress looks good on you; le pantalon noir ne lui va pas; ça va bien à Marie."""
    item = d.pick(_worn())
    plural = item.number == "plural" or (item.has("footwear") and d.chance(0.9)) or d.chance(0.1)
    if d.chance(0.15) and not item.has("en_pair"):
        subject = pronoun(d, ("elles" if plural else "elle") if item.gender == "f" else "ils" if plural else "il")
        subject.human, subject.en_person = False, ILS if plural else IL
        for word in subject.en:
            word.text = "they" if plural else "it"
    else:
        adjectives = draw_adjectives(d, item, 0.2, 0.2)
        subject = noun_phrase(d, item, d.pick(("demonstrative", "demonstrative", "definite")), plural, adjectives)
    negated = d.chance(0.25)
    question = pick_question(d, subject) if not negated and d.chance(0.2) else ""
    how = d.pick(("", "", "bien")) if negated else d.pick(("bien", "bien", "bien", "très bien"))
    found = _suit("bien" if question else how)
    predicate = with_indirect(d, found, subject) if d.chance(0.78) else Predicate(found, [recipient(d, subject)])
    tense = IMPERFECT if d.chance(0.08) else PRESENT
    return finish(d, Clause(subject, predicate, tense, "pas" if negated else "", question))


@cache
def _worn() -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of("clothes", "clothes_word") if n.lemma != "pyjama")


@cache
def _working() -> Verb:
    """marcher, of machines: work."""
    return Verb("marcher", conjugation("marcher"), "", False, False, english_verb("work"), "intr", "", frozenset(),
                frozenset(), "state")  # fmt: skip


def machine_works(d: Draw) -> Sentence:
    """Mon ordinateur ne marche plus: my computer no longer works; est-ce que le four marche bien ?"""
    machine = d.pick(nouns_of("device", "device_home", "vehicle_own"))
    determiners: tuple[Determiner, ...] = ("definite", "demonstrative", *(free_possessor(d) for _ in range(2)))
    determiner = d.pick(determiners)
    subject = noun_phrase(d, machine, determiner, d.chance(0.1), ())
    negation = d.pick(("pas", "plus", "plus")) if d.chance(0.55) else ""
    question = pick_question(d, subject) if d.chance(0.1 if negation else 0.4) else ""
    clause = Clause(subject, Predicate(_working()), IMPERFECT if d.chance(0.1) else PRESENT, negation, question)
    if not negation or (negation == "pas" and d.chance(0.2)):
        well = aligned("très bien", "very well") if d.chance(0.3) and not negation else aligned("bien", "well")
        clause.end += [well] if negation or not question or d.chance(0.4) else []
    return finish(d, clause)


@cache
def _remain() -> Verb:
    """rester, of what is not used up: be."""
    return Verb(
        "rester", conjugation("rester"), "", False, True, be().en, "attr", "", frozenset(), frozenset(), "state"
    )


_AMOUNTS = (("beaucoup", "a lot"), ("beaucoup", "a lot"), ("un peu", "a little"), ("assez", "enough"))
_SO_MANY: tuple[Determiner, ...] = (
    "indefinite", 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 12, "plusieurs", "quelques",
)  # fmt: skip
_IN_PIECES = ("fruit", "makeable_food", "bakery", "ticket", "seat_place", "vegetable_word", "stationery")


def so_many_left(d: Draw) -> Sentence:
    """Il reste trois pommes: there are three apples left; il en reste deux; il en reste assez; il n'en reste plus."""
    d.tag("quantity")
    roll = d.random()
    if roll < 0.5:
        item = d.pick([n for n in nouns_of(*_IN_PIECES) if n.number == "count"])
        number = d.pick(_SO_MANY)
        np = noun_phrase(d, item, number, number != "indefinite", ())
        return _left(d, Predicate(_remain(), [np]), np.en_person)
    d.tag("pronoun_y_en")
    choice = Choice()
    if roll < 0.6:
        return _left(d, Predicate(_remain(), [aligned(*d.pick(_AMOUNTS))], clitics=[Fr("en")]), IL)
    if roll < 0.86:
        n = d.pick((1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10))
        of, them = En("of", choice, 1), En("them", choice, 1)
        number_of = number_phrase(n, n == 1 and d.chance(0.5))
        said = Phrase(number_of.fr, [*number_of.en, of, them])
        predicate = Predicate(_remain(), [said], clitics=[Fr("en", (), (of, them, *number_of.en))])
        return _left(d, predicate, IL if n == 1 else ILS)
    none = En("none")
    clause_en = Predicate(_remain(), [Phrase([], [none])], clitics=[Fr("en", (none,))])
    return _left(d, clause_en, IL, "plus")


def _left(d: Draw, predicate: Predicate, en_person: int, negation: str = "") -> Sentence:
    """il: there; left stands behind what there is."""
    there, left = En("there"), En("left")
    subject = NounPhrase([Fr("il", (there,))], [there], IL, en_person, False, False, "its")
    subject.pronoun, subject.human = "il", False
    question = d.pick(("est_ce_que", "intonation")) if not negation and d.chance(0.2) else ""
    clause = Clause(subject, predicate, PRESENT, "", question)
    clause.end.append(Phrase([], [left]))
    phrase = realise(d, clause)
    word = next(word for word in phrase.fr if word.text.startswith("reste"))
    word.sure = (*word.sure, left)
    if negation:
        at = phrase.fr.index(word)
        none = next(en for en in phrase.en if en.text == "none")
        phrase.fr.insert(at + 1, Fr("plus", (none,)))
        phrase.fr.insert(1, Fr("ne", (none,)))
        d.tag("negation_plus")
    d.tags.pop("subject_il", None)
    return phrase, "?" if question else "."


_TAILS = frozenset(("l'air", "l'habitude", "obligé*"))
_LIKE = frozenset(("pressé*", "capable*"))


@cache
def _rows() -> tuple[Collocation, ...]:
    """What is told of people and hardly comes up among everything else."""
    return tuple(
        row
        for row in collocations()
        if row.verb.fr.infinitive in ("mesurer", "peser")
        or row.verb.tail in _TAILS
        or bool(row.chunks and row.chunks[0][0] in _LIKE)
    )


def told_of(d: Draw) -> Sentence:
    """Il mesure un mètre soixante-dix; elle est pressée; vous avez l'air fatigué; j'ai l'habitude de me lever tôt."""
    return said_of(d, d.pick(_rows()))


FAMILIES = ((suits, 4), (machine_works, 2), (so_many_left, 4), (told_of, 6))
