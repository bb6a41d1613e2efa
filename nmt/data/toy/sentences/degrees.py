"""More, less and the same without naming both: the days are shorter, a bigger car, the red ones, the same age, both."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import adjectives_for, human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Adjective, Noun, Verb, expressions, noun, nouns_of, places, verb, verbs_of
from nmt.data.toy.linking import joined, state_clause
from nmt.data.toy.objects import predicate_for, sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.being import adjective_phrase, be, profession_phrase, question_or_statement
from nmt.data.toy.sentences.compare import comparable, graded, peers
from nmt.data.toy.sentences.existence import thing_copula
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative, thing_phrase
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair

# Moods that change from day to day.
_MOODS = frozenset("fatigué calme content heureux triste nerveux inquiet occupé patient fort mince gentil".split())


def more_so(d: Draw) -> Sentence:
    """Il est moins fatigué aujourd'hui; cette robe est plus longue; le train est rapide, mais l'avion est plus ..."""
    d.tag("comparative")
    someone = d.chance(0.45)
    subject = person(d, 0.6) if someone else thing_phrase(d, d.pick(comparable()))
    fitting = [a for a in predicates_for(subject.noun or human_noun(subject.feminine)) if a.gradable]
    moods = [a for a in fitting if a.lemma in _MOODS]
    quality = d.pick(moods if someone and moods and d.chance(0.6) else fitting)
    if d.chance(0.25) and subject.noun is not None and not someone:
        return _but_more(d, subject, subject.noun, quality)
    negation = "pas" if d.chance(0.1) else ""
    question = pick_question(d, subject) if d.chance(0.12) and subject.pronoun not in ("je", "nous", "on") else ""
    tense = PRESENT if d.chance(0.8) else IMPERFECT
    clause = Clause(subject, Predicate(be(), [_more(d, quality, subject, bool(negation))]), tense, negation, question)
    if quality in moods and d.chance(0.35):
        d.tag("time_adverb")
        kinds = ("present_adverb", "day_adverb") if tense == PRESENT else ("past_adverb",)
        clause.end.append(expression_phrase(d.pick([e for e in expressions(*kinds) if e.fr[:6] != "il y a"])))
    return finish(d, clause)


def _more(d: Draw, quality: Adjective, subject: NounPhrase, negated: bool = False) -> Phrase:
    """plus grand, beaucoup plus grand, moins cher."""
    kind = d.pick(("plus", "plus", "moins"))
    fr, en, _ = graded(d, kind, quality, subject, negated)
    if kind == "plus" and not negated and d.chance(0.15):
        d.tag("degree_adverb")
        choice = Choice(3)
        much = [En("much", choice), En("a", choice, 1), En("lot", choice, 1), En("far", choice, 2)]
        return Phrase([Fr("beaucoup", tuple(much)), *fr], [*much, *en])
    return Phrase(fr, en)


def _but_more(d: Draw, first: NounPhrase, thing: Noun, quality: Adjective) -> Sentence:
    """Le bus est rapide, mais le train est plus rapide."""
    others = [n for n in peers(thing) if quality in predicates_for(n)] or [n for n in comparable() if n is not thing
                                                                         and quality in predicates_for(n)]  # fmt: skip
    second = noun_phrase(d, d.pick(others or [thing]), "demonstrative" if not others else "definite", first.plural)
    said = adjective_phrase(d, quality, first, 0.2)
    main = realise(d, Clause(first, Predicate(be(), [said]), PRESENT))
    fr, en, _ = graded(d, d.pick(("plus", "plus", "moins")), quality, second)
    return joined(d, main, "mais", realise(d, Clause(second, Predicate(be(), [Phrase(fr, en)]), PRESENT)), True), "."


# What one may want to have less of.
_LESS = frozenset("cher difficile bruyant sucré salé dangereux lourd".split())
_SOUGHT = frozenset("vouloir chercher acheter avoir louer trouver choisir préférer".split())


@cache
def _sought() -> tuple[tuple[Verb, Noun, tuple[Adjective, ...]], ...]:
    """Verb, thing, and of what the thing may have more."""
    found = []
    for v in verbs_of("tr"):
        for n in nouns_of(*sorted(v.objects)) if v.lemma in _SOUGHT and "person" in v.subjects else ():
            fitting = tuple(
                a
                for a in adjectives_for(n)
                if a.gradable
                and a.lemma not in ("mauvais", "vrai", "perdu", "sec", "mouillé", "sale", "plein", "vieux")
            )
            if n.number == "count" and not n.has("human", "animal", "body", "question", "place_search") and fitting:
                found.append((v, n, fitting))
    return tuple(found)


def a_bigger_one(d: Draw, thing: Noun, quality: Adjective, plural: bool) -> NounPhrase:
    """une voiture plus grande: a bigger car; un appartement moins cher: a cheaper apartment; un meilleur hôtel."""
    d.tag("comparative")
    np = noun_phrase(d, thing, "indefinite", plural, ())
    core = len(noun_phrase(d, thing, "none", plural, ()).en)
    kind = "moins" if quality.lemma in _LESS and d.chance(0.6) else "plus"
    fr, en, _ = graded(d, kind, quality, np, True)
    np.fr = [np.fr[0], *fr, *np.fr[1:]] if quality.lemma == "bon" else [*np.fr, *fr]
    np.en = [*np.en[:-core], *en, *np.en[-core:]]
    if quality.lemma == "bon" and plural:
        np.fr[0].text = "de"
    return np


def wanting_more(d: Draw) -> Sentence:
    """Je cherche une voiture plus grande; ils veulent un appartement moins cher; c'est une ville plus calme."""
    found, thing, fitting = d.pick(_sought())
    np = a_bigger_one(d, thing, d.pick(fitting), thing.has("footwear") or d.chance(0.2))
    if d.chance(0.15) and not np.plural and not thing.has("en_pair"):
        d.tag("cest")
        return finish(d, Clause(thing_copula(), Predicate(be(), [np])))
    subject, question = question_or_statement(d, person(d, 0.65), 0.2)
    tense = PASSE_COMPOSE if found.lemma in ("acheter", "trouver", "choisir") else PRESENT
    governed = Predicate(verb("vouloir", "inf"), infinitive=Predicate(found, [np]))
    wanted = d.chance(0.25) and found.lemma not in ("vouloir", "préférer")
    clause = Clause(subject, governed if wanted else Predicate(found, [np]), PRESENT if wanted else tense, "", question)
    return finish(d, clause)


@cache
def _colored() -> tuple[tuple[Noun, tuple[Adjective, ...], tuple[Adjective, ...]], ...]:
    """Things that come in colours and sizes: the colours, and what else can be said of them."""
    found = []
    for n in comparable():
        colors = tuple(a for a in adjectives_for(n, False) if "school_thing" in a.classes and not a.gradable)
        sizes = tuple(a for a in adjectives_for(n, True) if a.lemma in ("petit", "grand", "vieux", "nouveau"))
        if colors and not n.has("en_pair", "house_like", "animal"):
            found.append((n, colors + sizes, tuple(a for a in predicates_for(n) if a.gradable)))
    return tuple(found)


def _the_one(d: Draw, thing: Noun, quality: Adjective, plural: bool) -> Phrase:
    """la rouge: the red one; les petites: the small ones."""
    feminine = thing.gender == "f"
    the, said, one = En("the"), En(quality.en), En("ones" if plural else "one")
    article = Fr("les" if plural else "la" if feminine else "le", (the,), article=True)
    d.tag("definite_article")
    return Phrase([article, Fr(quality.form(feminine, plural), (said,), (one,))], [the, said, one])


def red_ones(d: Draw) -> Sentence:
    """Ces pommes sont moins sucrées que les rouges; je préfère la bleue; tu veux le grand ou le petit ?"""
    thing, kinds, traits = d.pick(_colored())
    plural, which = d.chance(0.4), d.pick(kinds)
    one = _the_one(d, thing, which, plural)
    if d.chance(0.45):
        d.tag("comparative")
        subject = noun_phrase(d, thing, "demonstrative", plural, ())
        trait = d.pick([a for a in traits if a is not which and a.lemma not in ("petit", "grand")] or traits)
        fr, en, than = graded(
            d, d.pick(("plus", "plus", "moins", "aussi") if trait.lemma != "bon" else ("plus",)), trait, subject
        )
        said = Phrase([*fr, Fr("que", tuple(than)), *one.fr], [*en, *than, *one.en])
        return finish(d, Clause(subject, Predicate(be(), [said]), PRESENT))
    lemma = d.pick(("préférer", "préférer", "vouloir", "acheter"))
    found = next(v for v in verbs_of("tr") if v.lemma == lemma)
    subject, question = question_or_statement(d, person(d, 0.7), 0.3)
    other = d.pick([a for a in kinds if a is not which and a.before == which.before] or [which])
    if other is not which and question:
        d.tag("coordination")
        one = one + pair("ou", "or") + _the_one(d, thing, other, plural)
    tense = PASSE_COMPOSE if found.lemma == "acheter" else PRESENT
    return finish(d, Clause(subject, Predicate(found, [one]), tense, "", question))


_SHARED = (
    ("habiter", "dans", "in", "maison ville village rue quartier"),
    ("travailler", "dans", "in", "magasin restaurant usine"),
    ("être", "dans", "in", "classe équipe"), ("aller", "à", "to", "école université"),
)  # fmt: skip
_ALIKE = {"porter": ("clothes",), "lire": ("book_like",)}


def the_same(d: Draw) -> Sentence:
    """Elle a le même âge que toi: she is the same age as you; ils portent la même robe; dans la même rue."""
    d.tag("comparative")
    subject, question = question_or_statement(d, person(d, 0.6), 0.15)
    together = subject.plural and d.chance(0.6)
    roll = d.random()
    if roll < 0.3:
        found, before, thing = Verb(
            "avoir", verb("avoir", "tr").fr, "", False, False, be().en, "attr", "", frozenset(), frozenset(), "state"
        ), None, noun("âge")  # fmt: skip
    elif roll < 0.7:
        lemma = d.pick(("avoir", "porter", "acheter", "lire"))
        found = next(v for v in verbs_of("tr") if v.lemma == lemma)
        pool = nouns_of(*_ALIKE.get(lemma, ("bag", "book_like", "vehicle_own", "device", "clothes")))
        before, thing = None, d.pick([n for n in pool if n.number == "count" and not n.has("en_pair", "footwear")])
    else:
        lemma, french, english, kinds = d.pick(_SHARED)
        found = be() if lemma == "être" else verb(lemma, "motion" if lemma == "aller" else "place")
        before, thing = pair(french, english), noun(d.pick(kinds.split()))
        if thing.lemma in ("rue", "équipe"):
            before.en[0].text = "on"
    the, same = En("the"), En("same")
    core = noun_phrase(d, thing, "none", False, ())
    article = Fr("la" if thing.gender == "f" else "le", (the,), article=True)
    what = Phrase([article, Fr("même", (same,)), *core.fr], [the, same, *core.en])
    if before is not None:
        what = before + what
    if not together:
        other = (
            stressed(d, subject) if d.chance(0.5) else name_phrase(d) if d.chance(0.4) else relative(d, None, subject)
        )
        as_ = En("as")
        what = what + Phrase([Fr("que", (as_,)), *other.fr], [as_, *other.en])
    tense = PASSE_COMPOSE if found.lemma == "acheter" else PRESENT if d.chance(0.88) else IMPERFECT
    clause = Clause(subject, Predicate(found, [what]), tense, "pas" if d.chance(0.15) else "", question)
    clause.predicate.simple = found.frame in ("motion", "place")
    return finish(d, clause)


_SHARED_STATES = "malade fatigué content triste faim soif froid grand gentil timide sportif intelligent".split()


def both(d: Draw) -> Sentence:
    """Ils sont tous les deux malades: they are both sick; mes sœurs sont toutes les deux infirmières."""
    d.tag("quantity")
    subject = pronoun(d, d.pick(("ils", "elles", "nous"))) if d.chance(0.55) else relative(d, True)
    while not subject.plural or "number" in d.tags:  # not: my three sisters are both ...
        d.tags.pop("number", None)
        subject = relative(d, True)
    both_ = En("both")
    all_ = Fr("toutes" if subject.feminine else "tous", (both_,))
    pair_of = Phrase([all_, Fr("les", (), (both_,)), Fr("deux", (both_,))], [both_])
    roll = d.random()
    if roll < 0.4:
        fr_en = state_clause(d, subject, d.pick(_SHARED_STATES), PRESENT if d.chance(0.8) else IMPERFECT)
        return _after_verb(fr_en, subject, pair_of), "."
    if roll < 0.6:
        clause = Clause(subject, Predicate(be(), [profession_phrase(d, subject)]), PRESENT)
    elif roll < 0.8:
        found = verb(d.pick(("habiter", "travailler", "vivre")), "place")
        clause = Clause(subject, Predicate(found, [in_place(d, d.pick(places("city")))], simple=True), PRESENT)
    else:
        clause = Clause(subject, predicate_for(d, sense("aimer", "like"), subject), PRESENT)
    clause.mid = pair_of
    return finish(d, clause)


def _after_verb(said: Phrase, subject: NounPhrase, adverb: Phrase) -> Phrase:
    """The adverb behind the first verb of both languages."""
    f, e = len(subject.fr) + 1, len(subject.en) + 1
    return Phrase([*said.fr[:f], *adverb.fr, *said.fr[f:]], [*said.en[:e], *adverb.en, *said.en[e:]])


FAMILIES = ((more_so, 5), (wanting_more, 6), (red_ones, 6), (the_same, 6), (both, 4))
