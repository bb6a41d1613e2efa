"""en, of what was named before: j'en veux, il n'en a pas, nous en avons deux, elle va en acheter beaucoup."""

from __future__ import annotations

from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import verb
from nmt.data.toy.objects import sense
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.sentences.modals import would_like
from nmt.data.toy.subjects import person
from nmt.data.toy.words import Choice, En, Fr, Phrase, synonyms

_VERBS = (
    ("avoir", "have"), ("avoir", "have"), ("avoir", "have"), ("vouloir", "want"), ("vouloir", "want"),
    ("acheter", "buy"), ("manger", "eat"), ("boire", "drink"), ("prendre", "take"), ("chercher", "look"),
    ("trouver", "find"), ("choisir", "choose"),
)  # fmt: skip
_MUCH = {
    "beaucoup": (("a", "lot"), ("a", "lot", "of", "them"), ("lots",), ("many",)),
    "un peu": (("a", "little"), ("a", "bit"), ("some",)),
    "trop": (("too", "many"), ("too", "much")),
    "assez": (("enough",),),
    "plusieurs": (("several",), ("several", "of", "them")),
}


def _amount(d: Draw, lemma: str) -> tuple[Fr, Phrase]:
    """en, and how much of it: deux, two of them; beaucoup, a lot."""
    if lemma == "boire" or d.chance(0.3):
        much = ("beaucoup", "un peu", "trop", "assez") if lemma == "boire" else tuple(_MUCH)
        french = d.pick(much if lemma in ("avoir", "boire", "manger", "acheter") else ("beaucoup", "plusieurs"))
        ways = _MUCH[french]
        if lemma == "boire" and french != "assez":
            ways = {"beaucoup": (("a", "lot"), ("a", "lot", "of", "it")), "trop": (("too", "much"),)}.get(french, ways)
        d.tag("quantity")
        choice = Choice(len(ways))
        said = [[En(text, choice, k) for text in way] for k, way in enumerate(ways)]
        first = said[0]
        if french == "un peu":
            fr = [Fr("un", (first[0],)), Fr("peu", (first[1],))]
        elif french == "beaucoup":
            fr = [Fr("beaucoup", (first[1],), (first[0],))]
        else:
            fr = [Fr(french, tuple(first))]
        return Fr("en", (), tuple(first[-1:])), Phrase(fr, [word for way in said for word in way])
    d.tag("number")
    number = number_phrase(1 + int(d.random() * 6) if d.chance(0.8) else 10 + 5 * int(d.random() * 4))
    choice = Choice()
    of, them = En("of", choice), En("them", choice)
    return Fr("en", (them,), (of,)), Phrase(number.fr, [*number.en, of, them])


def _tense(d: Draw, lemma: str) -> str:
    if lemma == "avoir":
        return PRESENT
    if lemma == "trouver":
        return PASSE_COMPOSE
    return PRESENT if lemma == "vouloir" else d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))


def _having(d: Draw, lemma: str, english: str, negated: bool, asked: bool) -> Predicate:
    """avoir, vouloir ... with en, and maybe how much."""
    found = sense(lemma, english) if lemma not in ("avoir", "vouloir") else verb(lemma, "tr")
    if negated or lemma == "chercher" or d.chance(0.35):
        some = synonyms("en", *(("any",) if negated else ("some", "any") if asked else ("some",)))
        return Predicate(found, clitics=some.fr, clitic_en=some.en)
    en, amount = _amount(d, lemma)
    return Predicate(found, [amount], [en])


def some_of_them(d: Draw) -> Sentence:
    """J'en veux: I want some; il n'en a pas: he does not have any; nous en avons acheté trois: three of them."""
    d.tag("pronoun_y_en")
    subject, question = question_or_statement(d, person(d, 0.8), 0.2)
    lemma, english = d.pick(_VERBS)
    negated = d.chance(0.35) and not question
    predicate = _having(d, lemma, english, negated, bool(question))
    if lemma not in ("avoir", "vouloir", "trouver") and not negated and d.chance(0.25):
        d.tag("modal")
        modal = would_like(True) if d.chance(0.4) else verb(d.pick(("vouloir", "devoir", "pouvoir")), "inf")
        return finish(d, Clause(subject, Predicate(modal, infinitive=predicate), PRESENT, "", question))
    tense = _tense(d, lemma)
    negation = ""
    if negated:
        negation = d.pick(("pas", "pas", "plus", "jamais") if tense == PRESENT else ("pas", "jamais", "pas_encore"))
        negation = "pas" if tense == NEAR_FUTURE or (lemma == "chercher" and tense == PRESENT) else negation
    clause = Clause(subject, predicate, tense, negation, question)
    if d.alternatives and negation in ("pas", "plus"):
        clause.quantifier = predicate.clitic_en[0]
    clause.perfect = negation in ("jamais", "pas_encore") and tense == PASSE_COMPOSE
    predicate.simple = negation in ("plus", "jamais") and tense == PRESENT
    return finish(d, clause)


FAMILIES = ((some_of_them, 2),)
