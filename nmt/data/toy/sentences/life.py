"""Everyday life: family one has, feelings and their causes, departures, daily hours, comparing what one has."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_habit, add_time, expression_phrase, located, with_comma
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, Row, expressions, listed, noun, nouns_of, read_table, verb
from nmt.data.toy.linking import again, joined, state_clause
from nmt.data.toy.numbers import weekday_phrase
from nmt.data.toy.objects import predicate_for, sense
from nmt.data.toy.phrases import NounPhrase, elsewhere, free_possessor, noun_phrase, possessor_of
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_negation, pick_tense, someone_else
from nmt.data.toy.sentences.asking_where import setting_off
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair

_KIN = frozenset("frère fils cousin oncle ami enfant copain neveu bébé voisin".split())
_FEW: tuple[Determiner, ...] = (2, 2, 3, 3, 4, 5, 6)


@cache
def _kin() -> tuple[Noun, ...]:
    found = nouns_of("family", "friend", "child")
    return tuple(
        n for n in found if n.lemma in _KIN and (n.lemma, n.gender) not in (("enfant", "f"), ("grand-père", "m"))
    )


def having_family(d: Draw) -> Sentence:
    """J'ai un frère; elle a deux fils et une fille; nous n'avons pas d'enfants."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.25)
    first, second = d.pick(_kin()), d.pick(_kin())
    negated = d.chance(0.2)
    if negated:
        relatives: Phrase = noun_phrase(d, first, "negated", d.chance(0.4) or first.lemma == "enfant")
    else:
        relatives = _some_kin(d, first)
        if d.chance(0.3) and second.fr[0] != first.fr[0]:
            d.tag("coordination")
            relatives = relatives + pair("et", "and") + _some_kin(d, second)
    tense = PRESENT if d.chance(0.88) else IMPERFECT
    return finish(
        d, Clause(subject, Predicate(verb("avoir", "tr"), [relatives]), tense, "pas" if negated else "", question)
    )


def _some_kin(d: Draw, item: Noun) -> NounPhrase:
    if d.chance(0.5):
        return noun_phrase(d, item, "indefinite")
    return noun_phrase(d, item, d.pick(_FEW), True)


@cache
def _causes() -> dict[str, tuple[Row, ...]]:
    """What may cause a feeling, by the feeling."""
    rows = read_table("causes")
    return {row["state"]: tuple(r for r in rows if r["state"] == row["state"]) for row in rows}


def feeling(d: Draw) -> Sentence:
    """Je suis triste parce que j'ai perdu mon chat; elle est contente parce que tu viens."""
    subject = person(d, 0.6)
    state = d.pick(tuple(_causes()))
    first = state_clause(d, subject, state)
    roll = d.random()
    if roll < 0.35 and state in ("content", "heureux", "triste", "fâché"):
        return joined(d, first, "parce que", _departure(d, subject, state)), "."
    row = d.pick(_causes()[state])
    lemma, item, determiner = row["verb"], row["object"], row["determiner"]
    same = again(subject)
    if d.chance(0.25) and state != "occupé":
        same = pronoun(d) if d.chance(0.5) else name_phrase(d)
    thing = noun(item)
    article: Determiner = {"def": "definite", "indef": "indefinite"}.get(determiner, "") or possessor_of(same)
    found = verb(lemma, "tr")
    tense = PRESENT if lemma == "avoir" else PASSE_COMPOSE
    cause = realise(d, Clause(same, Predicate(found, [noun_phrase(d, thing, article)]), tense))
    return joined(d, first, "parce que", cause), "."


def _departure(d: Draw, subject: NounPhrase, state: str) -> Phrase:
    """What somebody else does that pleases or saddens: tu viens demain, Paul part."""
    other = name_phrase(d) if d.chance(0.5) else relative(d, False, elsewhere(subject))
    if subject.pronoun not in ("tu", "vous") and d.chance(0.3):
        other = pronoun(d, "tu")
    found = verb(d.pick(("venir", "arriver", "rentrer") if state in ("content", "heureux") else ("partir",)), "intr")
    clause = Clause(other, Predicate(found), PRESENT)
    if d.chance(0.5):
        clause.end.append(
            expression_phrase(d.pick([e for e in expressions("future_adverb") if e.fr.startswith("demain")]))
        )
    return realise(d, clause)


def leaving(d: Draw) -> Sentence:
    """Elle part en Italie: she is leaving for Italy; nous allons partir en vacances: go on vacation."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.2)
    d.tag("place_name")
    going = setting_off(d)
    tense = pick_tense(d, going.verb)
    negation = "pas" if d.chance(0.15) and tense != "recent_past" else ""
    clause = Clause(subject, going, tense, negation, question)
    if tense == PRESENT and d.chance(0.3):
        clause.end.append(weekday_phrase(d))
    else:
        add_time(d, clause, 0.35)
    return finish(d, clause)


_HOURS = (
    ("tôt", "early"),
    ("tard", "late"),
    ("très tôt", "very early"),
    ("très tard", "very late"),
    ("trop tard", "too late"),
)
_TIMED = ("se lever", "se coucher", "se réveiller", "rentrer", "partir", "arriver", "dîner", "déjeuner")


def early_late(d: Draw) -> Sentence:
    """Je me lève tôt tous les matins; elle s'est couchée tard; ils arrivent toujours trop tard."""
    d.tag("manner_adverb")
    subject, question = question_or_statement(d, person(d, 0.6), 0.2)
    found = verb(d.pick(_TIMED))
    tense = pick_tense(d, found)
    tense = PRESENT if tense in (IMPERFECT, "recent_past") else tense
    clause = Clause(subject, Predicate(found, simple=True), tense, "pas" if d.chance(0.15) else "", question)
    clause.end.append(aligned(*d.pick(_HOURS)))
    if tense == PRESENT and not clause.negation and d.chance(0.5):
        add_habit(d, clause)
    elif tense != PRESENT:
        add_time(d, clause, 0.5, punctual=False)
    return finish(d, clause)


@cache
def _routines() -> tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...]:
    """Times, and what one does then: verbs with the head of the English sense meant."""
    found = []
    for row in read_table("routines"):
        actions = tuple(
            (lemma.strip(), english.strip()) for lemma, english in (a.split("=") for a in listed(row["actions"]))
        )
        found.append((listed(row["times"]), actions))
    return tuple(found)


def daily_round(d: Draw) -> Sentence:
    """Le matin, je prends une douche et je m'habille; le samedi, nous faisons les courses."""
    d.tag("habit_adverb")
    times, actions = d.pick(_routines())
    subject = person(d, 0.7)
    when = d.pick(times)
    front = with_comma(expression_phrase(next(e for e in expressions("habit_adverb_post") if e.fr == when)))
    first, second = d.pick(actions), d.pick(actions)
    one = _habit(d, subject, *first)
    if first == second:
        return front + one, "."
    if d.chance(0.35):
        return front + joined(d, one, "et", _habit(d, someone_else(d, elsewhere(subject)), *second)), "."
    link = "et" if d.chance(0.75) else "puis"
    return front + joined(d, one, link, _habit(d, again(subject), *second), link == "puis"), "."


def _habit(d: Draw, subject: NounPhrase, lemma: str, english: str) -> Phrase:
    found = sense(lemma, english)
    return realise(d, Clause(subject, predicate_for(d, found, subject, False, True), PRESENT, habitual=True))


_BETTER = (
    ("chanter", "mieux", "better"), ("danser", "mieux", "better"), ("courir", "plus vite", "faster"),
    ("nager", "mieux", "better"), ("travailler", "plus", "more"), ("parler", "moins", "less"),
    ("cuisiner", "mieux", "better"), ("manger", "plus", "more"), ("dormir", "moins", "less"),
)  # fmt: skip


def more_than(d: Draw) -> Sentence:
    """J'ai plus de livres que toi; elle mange moins de viande que Paul; tu chantes mieux que moi."""
    d.tag("comparative")
    subject = person(d, 0.6)
    other: Phrase = stressed(d, subject) if d.chance(0.5) else name_phrase(d)
    than = En("than")
    if d.chance(0.35):
        lemma, adverb, english = d.pick(_BETTER)
        how = aligned(adverb, english)
        clause = Clause(subject, Predicate(verb(lemma, "intr"), simple=True), PRESENT, "pas" if d.chance(0.15) else "")
        clause.end.append(Phrase([*how.fr, Fr("que", (than,)), *other.fr], [*how.en, than, *other.en]))
        return finish(d, clause)
    found = verb(d.pick(("avoir", "manger", "acheter", "lire")), "tr")
    options = (
        nouns_of("book_like", "clothes", "pet", "small_object")
        if found.lemma == "avoir"
        else nouns_of(*sorted(found.objects))
    )
    thing = d.pick([n for n in options if n.number in ("count", "mass") and not n.has("en_pair", "en_mass")])
    core = noun_phrase(d, thing, "none", thing.number == "count")
    more, less, as_ = En("more"), En("fewer" if thing.number == "count" else "less"), En("as")
    d.tag("quantity")
    kind = d.pick(("plus", "plus", "moins", "autant"))
    if kind == "autant":
        second = En("as")
        many = En("many" if thing.number == "count" else "much")
        fr = [Fr("autant", (as_, many)), Fr("de", (), (many,)), *core.fr, Fr("que", (second,)), *other.fr]
        amount = Phrase(fr, [as_, many, *core.en, second, *other.en])
    else:
        word = more if kind == "plus" else less
        fr = [Fr(kind, (word,)), Fr("de", (), (word,)), *core.fr, Fr("que", (than,)), *other.fr]
        amount = Phrase(fr, [word, *core.en, than, *other.en])
    return finish(d, Clause(subject, Predicate(found, [amount], simple=True), PRESENT))


def urged(d: Draw) -> Sentence:
    """Dépêche-toi, le bus arrive !; ne pleure pas, je suis là; mange, tu as faim."""
    d.tag("imperative")
    who = pronoun(d, d.pick(("tu", "vous")))
    lemma, negated = d.pick(
        (
            ("se dépêcher", False),
            ("attendre", False),
            ("écouter", False),
            ("s'inquiéter", True),
            ("crier", True),
            ("entrer", False),
        )
    )
    order = commanded(d, who, Predicate(verb(lemma, "refl" if lemma.startswith("s") else "intr")), negated)
    roll = d.random()
    if lemma == "se dépêcher" and roll < 0.6:
        timed = noun_phrase(d, d.pick(nouns_of("public_transport_timed")), "definite")
        cause = realise(d, Clause(timed, Predicate(verb(d.pick(("arriver", "partir")), "intr")), PRESENT))
    elif roll < 0.5:
        subject = name_phrase(d) if d.chance(0.5) else relative(d, False)
        found = verb("dormir" if lemma == "crier" else d.pick(("arriver", "parler", "venir")), "intr")
        cause = realise(d, Clause(subject, Predicate(found), PRESENT))
    else:
        subject = noun_phrase(d, d.pick(nouns_of("baby", "teacher", "child")), "definite")
        found = verb("dormir" if lemma == "crier" else d.pick(("arriver", "parler", "venir")), "intr")
        cause = realise(d, Clause(subject, Predicate(found), PRESENT))
    return order + pair(",", ",") + cause, "!" if d.chance(0.5) else "."


def beast(d: Draw) -> Sentence:
    """Le chien aboie parce qu'il a faim; le chat dort sur le canapé; les oiseaux chantent dans le jardin."""
    creature = d.pick([n for n in nouns_of("pet", "bird", "animal") if n.number == "count"])
    plural = d.chance(0.3)
    owned = creature.has("pet_own") and d.chance(0.4)
    subject = noun_phrase(d, creature, free_possessor(d) if owned else "definite", plural)
    found = verb(
        d.pick(("manger", "dormir", "courir", "jouer") if creature.has("pet") else ("manger", "dormir", "courir")),
        "intr",
    )
    if creature.has("dog") and d.chance(0.5):
        found = verb("aboyer", "intr")
    elif creature.has("bird"):
        found = verb(d.pick(("chanter", "voler")), "intr")
    tense = pick_tense(d, found)
    negation = pick_negation(d, tense, found) if d.chance(0.15) else ""
    clause = Clause(subject, Predicate(found), tense, negation)
    if d.chance(0.35) and found.lemma in ("manger", "aboyer", "dormir", "courir") and not negation and tense == PRESENT:
        d.tag("pronoun_reference")
        state = {"manger": "faim", "aboyer": d.pick(("faim", "peur", "soif")), "dormir": "fatigué", "courir": "peur"}[
            found.lemma
        ]
        return joined(d, realise(d, clause), "parce que", state_clause(d, again(subject), state)), "."
    if d.chance(0.6):
        spots = (
            nouns_of("garden", "park", "furniture_bed")
            if found.lemma == "dormir"
            else nouns_of("garden", "park", "nature_walk")
        )
        clause.end.append(located(d, d.pick(spots)))
    return finish(d, clause)
