"""Comparatives and superlatives: plus, moins, aussi ... que; le plus grand de la classe."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import IMPERFECT, PRESENT, Clause, Predicate
from nmt.data.toy.description import adjectives_for, human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import Adjective, Noun, noun, nouns
from nmt.data.toy.other_words import other_degrees, quality, with_others
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.being import be
from nmt.data.toy.subjects import belonging_to, name_phrase, person, relative, thing_phrase
from nmt.data.toy.two_senses import or_in_general
from nmt.data.toy.words import Choice, En, Fr, Phrase


@cache
def comparable() -> tuple[Noun, ...]:
    """Things that can be more or less of something."""
    return tuple(
        n
        for n in nouns()
        if not n.has("human", "shiny", "sky") and n.number == "count" and any(a.gradable for a in predicates_for(n))
    )


@cache
def peers(thing: Noun) -> tuple[Noun, ...]:
    """Things of the same kind, to compare with."""
    main = next(iter(sorted(thing.classes & _KINDS)), "")
    return tuple(n for n in comparable() if main in n.classes and n is not thing) if main else ()


_KINDS = frozenset(
    "animal clothes food fruit vegetable furniture building room vehicle book_like instrument nature flower tableware "
    "school_thing container device event".split()
)


def graded(
    d: Draw, kind: str, adjective: Adjective, subject: NounPhrase, negated: bool = False
) -> tuple[list[Fr], list[En], list[En]]:
    """`plus grand` / `bigger`; returns also the English words that `que` matches."""
    form = adjective.form(subject.feminine, subject.plural)
    if subject.feminine or subject.plural:
        d.tag("adjective_agreement")
    if kind == "aussi":
        first = En("as")
        said = Phrase([Fr("aussi", (first,))], [first]) + quality(adjective, form, d.alternatives)
        return said.fr, said.en, [En("as")]
    if kind == "moins":
        return _less(adjective, form, negated)
    than = [En("than")]
    said = _degree(d, adjective, form, adjective.comparative, 0)
    if adjective.lemma == "bon":
        ending = ("", "e", "s", "es")[subject.feminine + 2 * subject.plural]
        return [Fr("meilleur" + ending, said.fr[1].sure)], said.en, than
    return said.fr, said.en, than


def _less(adjective: Adjective, form: str, negated: bool) -> tuple[list[Fr], list[En], list[En]]:
    """moins grand: less tall than, or not as tall as; moins cher: cheaper than."""
    ways: list[tuple[str, ...]] = [("less", adjective.en, "than")]
    if adjective.en == "expensive":
        ways.insert(0, ("cheaper", "than"))
    if not negated:
        ways.append(("not", "as", adjective.en, "as"))
    choice = Choice(len(ways))
    said = [[En(text, choice, option) for text in way] for option, way in enumerate(ways)]
    few = [word for way in said for word in (way[:-2] or way[:1])]
    qualities = [way[-2] for way in said]
    return (
        [Fr("moins", tuple(few)), Fr(form, tuple(qualities))],
        [w for way in said for w in way[:-1]],
        [way[-1] for way in said],
    )


def _degree(d: Draw, adjective: Adjective, form: str, english: str, which: int) -> Phrase:
    """plus grand: bigger, more useful, most useful; `which` tells the comparative (0) from the superlative (1)."""
    words = [En(text) for text in english.split()]
    more, said = (words[:1], words[1:]) if len(words) > 1 else (words, words)
    phrase = Phrase([Fr("plus", tuple(more)), Fr(form, tuple(said))], words)
    others = other_degrees().get(adjective, ()) if d.alternatives else ()
    return with_others(phrase, tuple(dict.fromkeys(degree[which] for degree in others))) if others else phrase


def _the_other(plural: bool) -> Phrase:
    """l'autre: the other, or the other one."""
    the, other = En("the"), En("others" if plural else "other")
    one = [] if plural else [En("one", Choice(), 1)]
    article = Fr("les" if plural else "le", (the,), article=True)
    return Phrase([article, Fr("autres" if plural else "autre", (other, *one))], [the, other, *one])


def comparative(d: Draw) -> Sentence:
    """Paul est plus grand que moi; cette robe est moins chère que la jupe."""
    d.tag("comparative")
    if d.chance(0.6):
        subject = person(d, 0.45)
        adjective = d.pick([a for a in predicates_for(subject.noun or human_noun(subject.feminine)) if a.gradable])
        other: Phrase = (
            stressed(d, subject) if d.chance(0.45) else name_phrase(d) if d.chance(0.5) else relative(d, None, subject)
        )
        if other.fr[-1].text == subject.fr[-1].text:
            other = stressed(d, subject)
    else:
        thing = d.pick(comparable())
        alike = peers(thing)
        plural = d.chance(0.25)
        subject = thing_phrase(d, thing, plural) if not d.chance(0.3) else noun_phrase(d, thing, "definite", True)
        adjective = d.pick([a for a in predicates_for(thing) if a.gradable])
        fitting = [n for n in alike if adjective in predicates_for(n)]
        other_noun = d.pick(fitting) if fitting else thing
        determiner = "definite" if other_noun is not thing else "demonstrative"
        if other_noun is thing:
            owner = relative(d)
            other = belonging_to(d, thing, subject.plural, owner)
            subject = noun_phrase(d, thing, "demonstrative", subject.plural)
        else:
            other = noun_phrase(d, other_noun, determiner, subject.plural)
            for np in (subject, other):
                or_in_general(np)
        if d.chance(0.25):
            subject = noun_phrase(d, thing, "demonstrative", subject.plural)
            other = _the_other(subject.plural)
    kind = d.pick(("plus", "plus", "plus", "moins", "aussi", "aussi"))
    question = pick_question(d, subject) if d.chance(0.12) and subject.pronoun not in ("je", "nous", "on") else ""
    negation = "pas" if d.chance(0.12) else ""
    tense = PRESENT if d.chance(0.88) else IMPERFECT
    fr, en, than = graded(d, kind, adjective, subject, bool(negation))
    phrase = Phrase([*fr, Fr("que", tuple(than)), *other.fr], [*en, *than, *other.en])
    return finish(d, Clause(subject, Predicate(be(), [phrase]), tense, negation, question))


_PASSING = frozenset("malade fatigué content triste fâché inquiet nerveux occupé surpris".split())


def superlative(d: Draw) -> Sentence:
    """C'est la plus grande maison du quartier; Paul est le plus grand de la classe."""
    d.tag("superlative")
    if d.chance(0.5):
        subject = person(d, 0.5)
        traits = predicates_for(subject.noun or human_noun(subject.feminine))
        adjective = d.pick([a for a in traits if a.gradable and a.lemma not in _PASSING])
        fr, en = most(d, adjective, subject.feminine, subject.plural)
        group = noun(d.pick(_circle_of(subject)))
        in_, place = within(d, group)
        return finish(d, Clause(subject, Predicate(be(), [Phrase([*fr, *place.fr], [*en, in_, *place.en])]), PRESENT))
    thing = d.pick(
        [
            n
            for n in comparable()
            if any(a.gradable and a.lemma not in _PASSING for a in adjectives_for(n))
            and n.has("building", "room", "house_like", "street", "park", "animal", "book_like", "vehicle", "garden")
        ]
    )
    adjective = d.pick([a for a in adjectives_for(thing) if a.gradable and a.lemma not in _PASSING])
    fr, en = most(d, adjective, thing.gender == "f", False)
    core = noun_phrase(d, thing, "none")
    if adjective.before:
        words = Phrase([*fr, *core.fr], [*en, *core.en])
    else:
        the = En("the")
        words = Phrase(
            [Fr("le" if thing.gender == "m" else "la", (en[0],), article=True), *core.fr, *fr], [*en, *core.en]
        )
        fr[0].sure, fr[0].possible = (), (en[0],)
        del the
    in_, place = within(d, noun(d.pick(_group_of(thing))))
    d.tag("cest")
    return finish(
        d, Clause(ce(), Predicate(be(), [Phrase([*words.fr, *place.fr], [*words.en, in_, *place.en])]), PRESENT)
    )


def _circle_of(somebody: NounPhrase) -> tuple[str, ...]:
    """Among whom somebody is the tallest: relatives in the family, pupils in the class, strangers in the town."""
    if somebody.noun is None:
        return ("classe", "famille", "équipe")
    if somebody.noun.has("family"):
        return ("famille",)
    return ("classe", "équipe") if somebody.noun.has("child", "friend") else ("équipe", "quartier", "village")


def _group_of(thing: Noun) -> tuple[str, ...]:
    """Among what a thing is the biggest: the animals of a zoo, the rooms of a house."""
    if thing.has("animal"):
        return ("zoo",) if thing.has("wild") else ("ferme",)
    if thing.has("book_like"):
        return ("bibliothèque",)
    return ("maison", "appartement") if thing.has("room") else ("ville", "village", "quartier", "pays")


def most(d: Draw, adjective: Adjective, feminine: bool, plural: bool) -> tuple[list[Fr], list[En]]:
    """le plus grand: the biggest."""
    the = En("the")
    article = Fr("les" if plural else "la" if feminine else "le", (the,), article=True)
    said = _degree(d, adjective, adjective.form(feminine, plural), adjective.superlative, 1)
    if adjective.lemma == "bon":
        said.fr = [Fr("meilleur" + ("", "e", "s", "es")[feminine + 2 * plural], said.fr[1].sure)]
    return [article, *said.fr], [the, *said.en]


def within(d: Draw, group: Noun) -> tuple[En, Phrase]:
    """de la classe: in the class."""
    in_ = En("on" if group.lemma in ("équipe", "ferme") else "in")
    np = noun_phrase(d, group, "definite")
    return in_, Phrase([Fr("de", (in_,)), *np.fr], np.en)
