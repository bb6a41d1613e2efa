"""A little more, another one, more and less of something: encore un peu de soupe, plus d'argent, moins de bruit."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, in_room
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.lexicon import Expression, Noun, nouns_of, verb
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.amounts import said, there
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.sentences.commands import commanded, polite
from nmt.data.toy.sentences.modals import would_like
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, in_other_words, pair


@cache
def _served() -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of("food", "drink") if n.number == "mass" or n.lemma in ("frites", "pâtes"))


@cache
def _pieces() -> tuple[Noun, ...]:
    found = nouns_of("dessert", "bread_like", "fruit", "bakery", "sweet", "tableware_cup", "food")
    return tuple(dict.fromkeys(n for n in found if n.lemma in _SMALL))


_SMALL = frozenset(
    "crêpe biscuit croissant bonbon orange pomme poire banane pêche yaourt tasse verre œuf sandwich".split()
)


def _a_little_more(d: Draw, item: Noun) -> Phrase:
    """encore un peu de soupe: a little more soup, or some more."""
    d.tag("quantity")
    core = noun_phrase(d, item, "none", item.number == "plural", ())
    if item.lemma == "frites":
        a, few, more = En("a"), En("few"), En("more")
        return Phrase([Fr("encore", (more,)), Fr("quelques", (few,), (a,)), *core.fr], [a, few, more, *core.en])
    choice, more = Choice(3), En("more")
    a, little, bit = En("a", choice), En("little", choice), [En(t, choice, 1) for t in ("a", "bit")]
    some = En("some", choice, 2)
    fr = [Fr("encore", (more,)), Fr("un", (a, bit[0])), Fr("peu", (little, bit[1], some)), Fr("de", (), (little,))]
    return Phrase([*fr, *core.fr], [a, little, *bit, some, more, *core.en])


def _another(d: Draw, item: Noun) -> Phrase:
    """encore un biscuit: another cookie, or one more; encore un verre d'eau."""
    core: Phrase = noun_phrase(d, item, "none", False, ())
    if item.has("tableware_cup"):
        kinds = nouns_of("hot_drink") if item.lemma == "tasse" else nouns_of("drink")
        plain = [n for n in kinds if not n.has("alcohol", "hot_drink_word")]
        drink = d.pick([n for n in plain if n.has("hot_drink") == (item.lemma == "tasse")])
        core = core + pair("de", "of") + noun_phrase(d, drink, "none", False, ())
        d.tag("quantity")
    choice = Choice()
    another, one, more = En("another", choice), En("one", choice, 1), En("more", choice, 1)
    article = Fr("une" if item.gender == "f" else "un", (another, one))
    return Phrase([Fr("encore", (another, more)), article, *core.fr], [another, one, more, *core.en])


def a_little_more(d: Draw) -> Sentence:
    """Tu veux encore un peu de soupe ?: do you want a little more soup?; prenez encore un biscuit: another cookie."""
    item = d.pick(_served()) if d.chance(0.7) else d.pick(_pieces())
    what = _a_little_more(d, item) if item in _served() else _another(d, item)
    eaten = verb("boire" if item.has("drink", "tableware_cup") else "manger", "tr")
    roll = d.random()
    if roll < 0.35:
        subject = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "vous", "il", "elle", "ils")))
        clause = Clause(subject, Predicate(verb("vouloir", "tr"), [what]), PRESENT)
        clause.question = d.pick(("est_ce_que", "intonation", "inversion"))
        return finish(d, clause)
    please = pair(",", ",") + aligned(d.pick(("s'il vous plaît", "s'il te plaît")), "please")
    if roll < 0.6:
        d.tag("courtesy")
        subject = pronoun(d, d.pick(("je", "je", "je", "nous", "on", "il", "elle")))
        clause = Clause(subject, Predicate(would_like(False), [what]), PRESENT)
        if subject.pronoun == "je" and d.chance(0.7):
            clause.end.append(please)
        return finish(d, clause)
    if roll < 0.78:
        d.tag("imperative")
        who = pronoun(d, d.pick(("tu", "vous")))
        found = d.pick((eaten, sense("prendre", "have"), sense("prendre", "have")))
        return polite(d, who, commanded(d, who, Predicate(found, [what]), False))
    if roll < 0.88:
        d.tag("courtesy")
        return (what + please, ".") if d.chance(0.5) else (what, "?")
    subject = person(d, 0.7)
    found = d.pick((eaten, verb("vouloir", "tr")))
    tense = PRESENT if found.stative else PASSE_COMPOSE
    return finish(d, Clause(subject, Predicate(found, [what]), tense, dated=True))


# French, English, its number, and the ways of speaking of it.
# W want, N need, H have (than before), E eat or drink as one should, T there is, M make, less of it.
_GOODS = (
    ("temps", "time", "mass", "NNHH"), ("argent", "money", "mass", "WNH"), ("travail", "work", "mass", "H"),
    ("vacances", "vacation", "mass", "WH"), ("devoirs", "homework", "mass", "H"), ("bruit", "noise", "mass", "MTT"),
    ("amis", "friends", "many", "WH"), ("livres", "books", "many", "H"), ("place", "room", "mass", "NTH"),
    ("légumes", "vegetables", "many", "EE"), ("eau", "water", "mass", "EN"), ("viande", "meat", "mass", "E"),
    ("sucre", "sugar", "mass", "E"), ("sel", "salt", "mass", "E"), ("bonbons", "candy", "mass", "E"),
    ("café", "coffee", "mass", "E"), ("lait", "milk", "mass", "EN"), ("pain", "bread", "mass", "EN"),
    ("chocolat", "chocolate", "mass", "E"), ("voitures", "cars", "many", "T"), ("arbres", "trees", "many", "T"),
    ("gens", "people", "many", "T"), ("touristes", "tourists", "many", "T"), ("élèves", "students", "many", "T"),
    ("magasins", "stores", "many", "T"), ("chaises", "chairs", "many", "NT"), ("papier", "paper", "mass", "N"),
    ("lumière", "light", "mass", "TN"), ("soleil", "sunshine", "mass", "T"), ("aide", "help", "mass", "N"),
    ("cours", "classes", "many", "H"), ("exercices", "exercises", "many", "H"), ("clients", "customers", "many", "HT"),
)  # fmt: skip
_DRUNK = frozenset(("eau", "café", "lait"))
_LESS = frozenset(("sucre", "sel", "bonbons", "viande", "café", "chocolat"))
_THAN = (
    (("qu'avant", "than before"), ("que l'année dernière", "than last year"), ("que toi", "than you"),
     ("que les autres", "than the others"), ("que moi", "than me"), ("maintenant", "now"),
     ("cette année", "this year"), ("cette semaine", "this week")),
    (("qu'avant", "than before"), ("que l'année dernière", "than last year"), ("ici", "here"), ("aujourd'hui", "today"),
     ("en été", "in the summer"), ("en ville", "in town"),
     ("que dans notre rue", "than on our street / than in our street"),
     ("dans cette rue", "on this street / in this street"), ("dans le centre", "in the center"),
     ("que dans notre quartier", "than in our neighborhood")),
)  # fmt: skip


def _degree(d: Draw, row: tuple[str, str, str, str], less: bool) -> NounPhrase:
    """plus d'argent: more money; moins de voitures: fewer cars."""
    d.tag("quantity")
    french, english, number, _ = row
    many = number == "many"
    word, goods = En("more" if not less else "fewer" if many else "less"), En(english)
    choice = Choice()
    words = [word]
    if less and many:
        word.choice = choice
        words.append(En("less", choice, 1))
    fr = [Fr("moins" if less else "plus", tuple(words)), Fr("de", (), tuple(words)), Fr(french, (goods,))]
    return NounPhrase(fr, [*words, goods], ILS if many else IL, ILS if many else IL, False, many, "its")


def _than(d: Draw, there_is: bool) -> Phrase:
    """qu'avant: than before; dans cette rue: on this street."""
    found = d.pick(_THAN[there_is])
    d.tag("comparative")
    if found[0] == "en été":
        return expression_phrase(Expression("en été", "in the summer", "", "0-0 1-2 0?1", ("in summer",)))
    return in_other_words(*found)


_LASTING = frozenset(("amis", "livres", "argent", "place", "vacances"))


def more_of_it(d: Draw) -> Sentence:
    """J'ai besoin de plus de temps; il y a plus de bruit qu'avant; mange moins de sucre; faites moins de bruit."""
    row = d.pick(_GOODS)
    way = d.pick(row[3])
    less = (row[0] in _LESS or way == "M" or d.chance(0.35)) and way not in "WN"
    amount = _degree(d, row, less)
    if way == "T":
        clause = there(d, amount + _than(d, True), d.pick((PRESENT, PRESENT, IMPERFECT)), person_=amount.en_person)
        if any(w.text in ("avant", "dernière", "aujourd'hui") for w in clause.predicate.after[0].fr):
            clause.tense = PRESENT
        return said(d, clause), "."
    if way == "M":
        return _noise(d, amount)
    if way == "E":
        return _diet(d, row[0], amount)
    subject, question = question_or_statement(d, person(d, 0.7), 0.25)
    if way == "H":
        if row[0] == "clients":
            subject = person(d, 0.0)
        found = verb("avoir", "tr")
        than = _than(d, False)
        while row[0] in _LASTING and than.fr[0].text not in ("que", "qu'"):
            than = _than(d, False)
        clause = Clause(subject, Predicate(found, [amount, than]), PRESENT, "", question)
        if {_SPEAKERS.get(w.text) for w in clause.predicate.after[1].fr} & {subject.pronoun}:
            clause.predicate.after[1] = aligned("qu'avant", "than before")
        return finish(d, clause)
    if way == "N":
        clause = Clause(subject, Predicate(verb("avoir besoin", "tr_prep"), [amount]), PRESENT, "", question)
        return finish(d, clause)
    if d.chance(0.5) and not question:
        d.tag("courtesy")
        return finish(d, Clause(subject, Predicate(would_like(False), [amount]), PRESENT))
    return finish(d, Clause(subject, Predicate(verb("vouloir", "tr"), [amount]), PRESENT, "", question))


_SPEAKERS = {"moi": "je", "toi": "tu"}


def _noise(d: Draw, amount: NounPhrase) -> Sentence:
    """Faites moins de bruit, s'il vous plaît; pouvez-vous faire moins de bruit ?"""
    making = Predicate(sense("faire", "make"), [amount])
    who = pronoun(d, d.pick(("tu", "vous", "vous", "nous")))
    if d.chance(0.5):
        d.tag("imperative")
        if d.chance(0.5):
            outside = pair(*d.pick((("ici", "here"), ("dehors", "outside"))))
            making.after.append(in_room(d, "hallway", "room") if d.chance(0.4) else outside)
        return polite(d, who, commanded(d, who, making, False))
    who = pronoun(d, d.pick(("tu", "vous", "vous", "ils")))
    lemma = d.pick(("pouvoir", "devoir"))
    clause = Clause(who, Predicate(verb(lemma), infinitive=making), PRESENT)
    clause.question = d.pick(("inversion", "est_ce_que", "intonation")) if lemma == "pouvoir" else ""
    return finish(d, clause)


def _diet(d: Draw, item: str, amount: NounPhrase) -> Sentence:
    """Tu dois manger plus de légumes; bois plus d'eau; elle veut manger moins de sucre."""
    eating = Predicate(verb("boire" if item in _DRUNK else "manger", "tr"), [amount])
    roll = d.random()
    if roll < 0.3:
        d.tag("imperative")
        who = pronoun(d, d.pick(("tu", "vous")))
        return polite(d, who, commanded(d, who, eating, False))
    subject = person(d, 0.7)
    lemma = d.pick(("devoir", "devoir", "vouloir"))
    if roll < 0.8:
        return finish(d, Clause(subject, Predicate(verb(lemma, "inf"), infinitive=eating), PRESENT))
    eating.simple = True
    eating.after.append(_than(d, False))
    if any(w.text in ("moi", "toi") for w in eating.after[1].fr):
        eating.after[1] = aligned("que les autres", "than the others")
    if any(w.text in ("maintenant", "année", "semaine") for w in eating.after[1].fr):
        eating.after[1] = aligned("qu'avant", "than before")
    return finish(d, Clause(subject, eating, PRESENT))


FAMILIES = ((a_little_more, 3), (more_of_it, 3))
