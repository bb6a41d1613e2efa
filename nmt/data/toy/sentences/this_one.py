"""celui-ci, celle-là, ceux-ci: this one, that one, these, those; what one takes of things that lie there."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import NEAR_FUTURE, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.lexicon import Noun, nouns_of, verb
from nmt.data.toy.linking import joined
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, english_number, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.asking_where import asked
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.compare import graded
from nmt.data.toy.sentences.modals import would_like
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair

_TAKEN = (("prendre", "take"), ("prendre", "take"), ("acheter", "buy"), ("choisir", "choose"), ("préférer", ""),
          ("préférer", ""), ("vouloir", ""), ("vouloir", ""))  # fmt: skip


@cache
def _things() -> tuple[Noun, ...]:
    """What lies there in several kinds: robes, gâteaux, billets; one thing in English too."""
    found = nouns_of(
        "clothes", "food", "book_like", "bag", "furniture", "device", "toy", "jewel", "school_thing", "plant"
    )
    return tuple(n for n in found if n.number == "count" and english_number(n, True) and not english_number(n, False))


def _one(thing: Noun, plural: bool, near: bool) -> NounPhrase:
    """celui-ci: this one; celles-là: those, or those ones."""
    feminine = thing.gender == "f"
    text = ("celui", "celle", "ceux", "celles")[feminine + 2 * plural]
    this = ("these" if plural else "this") if near else "those" if plural else "that"
    which = En(this)
    one = En("ones" if plural else "one", Choice() if plural else None, int(plural))
    number = ILS if plural else IL
    np = NounPhrase(
        [Fr(text, (which, one)), Fr("-ci" if near else "-là", (which,))],
        [which, one],
        number,
        number,
        feminine,
        plural,
        "its",
    )
    np.human = False
    return np


def _verb(d: Draw) -> Predicate:
    lemma, english = d.pick(_TAKEN)
    return Predicate(sense(lemma, english) if english else verb(lemma, "tr"))


def _wanted(d: Draw, subject: NounPhrase, one: NounPhrase, negated: bool) -> Clause:
    """je prends celui-ci; elle voudrait celle-là; nous ne voulons pas ceux-ci."""
    if not negated and d.chance(0.15):
        return Clause(subject, Predicate(would_like(False), [one]))
    doing = _verb(d)
    doing.after.append(one)
    event = doing.verb.lemma in ("prendre", "acheter", "choisir")
    tense = NEAR_FUTURE if event and d.chance(0.4) else PRESENT
    return Clause(subject, doing, tense, "pas" if negated else "")


def this_one(d: Draw) -> Sentence:
    """Je préfère celui-ci; elle ne veut pas celle-là; vas-tu prendre ceux-ci ?"""
    d.tag("demonstrative")
    subject = person(d, 0.8)
    clause = _wanted(d, subject, _one(d.pick(_things()), d.chance(0.25), d.chance(0.55)), d.chance(0.2))
    if subject.pronoun in ("tu", "vous") or d.chance(0.1):
        clause.question = pick_question(d, subject)
    if subject.pronoun and not clause.question and not clause.negation and d.chance(0.25):
        one = clause.predicate.after[0]
        assert isinstance(one, NounPhrase)
        other = Predicate(verb("vouloir", "tr"), [_opposite(one)])
        denied = Clause(pronoun(d, subject.pronoun), other, PRESENT, "pas")
        return realise(d, denied) + pair(",", ",") + realise(d, clause), "."
    return finish(d, clause)


def _opposite(one: NounPhrase) -> NounPhrase:
    """celui-là for celui-ci."""
    near = one.fr[1].text != "-ci"
    nouns = next(n for n in _things() if (n.gender == "f") == one.feminine)
    return _one(nouns, one.plural, near)


def this_or_that(d: Draw) -> Sentence:
    """Quelle robe préfères-tu, celle-ci ou celle-là ?: which dress do you prefer, this one or that one?"""
    d.tag("demonstrative", "coordination")
    thing, plural = d.pick(_things()), d.chance(0.25)
    wh = noun_phrase(d, thing, "which", plural, ())
    doing = _verb(d)
    doing.preceding = (wh.feminine, wh.plural)
    subject = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "il", "elle", "elles")))
    said, mark = asked(d, Clause(subject, doing, PRESENT), wh)
    comma, or_ = pair(",", ","), pair("ou", "or")
    return said + comma + _one(thing, plural, True) + or_ + _one(thing, plural, False), mark


_BAD = frozenset("cher petit gros lourd vieux sale mauvais ennuyeux sec dur vide cassé mouillé".split())


def how_this_is(d: Draw) -> Sentence:
    """Celle-ci est trop chère; ceux-là sont plus jolis que ceux-ci: those are prettier than these."""
    d.tag("demonstrative")
    thing = d.pick([n for n in _things() if any(a.gradable for a in predicates_for(n))])
    plural, near = d.chance(0.3), d.chance(0.55)
    one = _one(thing, plural, near)
    adjective = d.pick([a for a in predicates_for(thing) if a.gradable])
    if d.chance(0.4):
        d.tag("comparative")
        fr, en, than = graded(d, d.pick(("plus", "plus", "moins", "aussi")), adjective, one)
        other = _one(thing, plural, not near)
        said = Phrase([*fr, Fr("que", tuple(than)), *other.fr], [*en, *than, *other.en])
        return finish(d, Clause(one, Predicate(be(), [said])))
    bad = adjective.lemma in _BAD
    said = adjective_phrase(d, adjective, one, 0.0)
    if adjective.gradable and d.chance(0.5):
        d.tag("degree_adverb")
        said = pair(*(("trop", "too") if bad else d.pick((("très", "very"), ("vraiment", "really"))))) + said
    negation = "pas" if len(said.fr) == 1 and d.chance(0.15) else ""
    first = realise(d, Clause(one, Predicate(be(), [said]), PRESENT, negation))
    if negation or d.chance(0.5):
        return first, "."
    me, other = pronoun(d, d.pick(("je", "je", "nous", "on"))), _one(thing, plural, not near)
    if bad:
        return first + pair(",", ",") + realise(d, _wanted(d, me, other, False)), "."
    return joined(d, first, "mais", realise(d, Clause(me, Predicate(verb("préférer", "tr"), [other]))), True), "."


FAMILIES = ((this_one, 1), (this_or_that, 1), (how_this_is, 1))
