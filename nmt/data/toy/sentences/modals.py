"""Verbs that govern an infinitive: vouloir, pouvoir, devoir, aimer, il faut, je voudrais."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from nmt.data.toy.adverbials import (
    add_time,
    around_event,
    company,
    expression_phrase,
    going_to_place,
    is_social,
    places_of,
)
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import EnglishVerb, english_verb
from nmt.data.toy.french import IL, NOUS, VOUS, Conjugation
from nmt.data.toy.lexicon import Row, Verb, conjugation, expressions, noun, read_table, verb, verbs, verbs_of
from nmt.data.toy.objects import action_verbs, object_phrase, predicate_for
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.pronouns import both, direct_verbs, indirect_verbs, with_direct, with_indirect
from nmt.data.toy.realise import head_word
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question, place_of, someone_else
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.verbs import REFLEXIVE, verb_alignment
from nmt.data.toy.whereabouts import whereabouts
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_MODALS = ("vouloir", "vouloir", "pouvoir", "pouvoir", "devoir", "devoir")
# What nobody wants, can decide or must do.
UNWANTED = frozenset(
    "rater manquer perdre casser oublier tomber détester s'inquiéter ressembler pleurer crier grandir grossir "
    "rougir tousser éternuer échouer mentir mourir s'endormir".split()
) | {"se fâcher", "se tromper", "se perdre", "se disputer", "se plaindre", "se blesser", "se brûler"}
_WILLED_STATES = frozenset("comprendre voir garder trouver rencontrer gagner parler connaître réussir".split())


def modal(d: Draw) -> Sentence:
    """Je veux manger; pouvez-vous m'aider ?; elle ne doit pas partir; on peut entrer ?"""
    found = verb(d.pick(_MODALS), "inf")
    subject, question = person(d, 0.6), ""
    if d.chance(0.28) and found.lemma != "devoir":
        asking_leave = found.lemma == "pouvoir" and subject.pronoun in ("je", "on")
        if subject.pronoun in ("je", "nous", "on") and not asking_leave:
            subject = pronoun(d, d.pick(("tu", "vous", "il", "elle", "ils")))
        question = pick_question(d, subject)
    negated = d.chance(0.08 if question else 0.28)
    tense = PRESENT if d.chance(0.82) else IMPERFECT if found.lemma != "devoir" else PASSE_COMPOSE
    governed = willed_action(d, subject, negated)
    clause = Clause(subject, Predicate(found, infinitive=governed), tense, "pas" if negated else "", question)
    if governed.verb.lemma == "aller" or is_social(governed.verb):
        if d.chance(0.35):
            clause.end.append(company(d, someone_else(d, subject)))
    elif governed.verb.frame == "intr" and places_of(governed.verb.lemma) and d.chance(0.3):
        clause.end.append(place_of(d, governed.verb))
    elif governed.verb.frame in ("tr", "tr_prep", "refl") and governed.after_en is None and d.chance(0.35):
        there = whereabouts(d, governed.verb, governed.after[0] if governed.after else None, subject)
        clause.end += [there] if there is not None else []
    if d.chance(0.3) and tense == PRESENT:
        d.tag("time_adverb")
        kinds = ("future_adverb", "day_adverb_future", "present_adverb", "day_adverb", "habit_adverb_post")
        clause.end.append(expression_phrase(d.pick(expressions(d.pick(kinds)))))
    return finish(d, clause)


def willed_action(d: Draw, subject: NounPhrase, negated: bool) -> Predicate:
    """Something one may want or have to do, maybe with an object pronoun, or two: il veut me le donner."""
    roll = d.random()
    if roll < 0.2:
        found = d.pick(_willed_direct())
        return with_direct(d, found, subject, found.fr.infinitive, False)
    if roll < 0.3:
        return with_indirect(d, d.pick(_willed_indirect()), subject, negated)
    if roll < 0.38:
        return Predicate(verb("aller", "motion"), [going_to_place(d, True)])
    if roll < 0.42:
        return both(d, d.pick(verbs_of("ditr")), subject)
    return predicate_for(d, d.pick(_willed()), subject, negated)


def _is_willed(found: Verb) -> bool:
    lively = found.aspect == "event" or found.lemma in _WILLED_STATES
    return lively and bool(found.subjects & {"person"}) and not found.en.is_be and found.lemma not in UNWANTED


@cache
def _willed() -> tuple[Verb, ...]:
    return tuple(v for v in action_verbs() if _is_willed(v))


@cache
def _willed_direct() -> tuple[Verb, ...]:
    return tuple(v for v in direct_verbs() if _is_willed(v))


@cache
def _willed_indirect() -> tuple[Verb, ...]:
    return tuple(v for v in indirect_verbs() if _is_willed(v))


@cache
def _infinitives() -> dict[str, tuple[Row, ...]]:
    table: dict[str, list[Row]] = {}
    for row in read_table("infinitives"):
        for kind in row["kinds"].split():
            table.setdefault(kind, []).append(row)
    return {kind: tuple(rows) for kind, rows in table.items()}


def listed_infinitive(d: Draw, kind: str, subject: NounPhrase, negated: bool = False) -> Predicate:
    """An infinitive phrase of a kind: skill, hobby, chore, task or activity."""
    row = d.pick(_infinitives()[kind])
    determiner = row["determiner"]
    if negated and determiner in ("indef", "part", "indef_plural"):
        determiner = "negated_plural" if determiner == "indef_plural" else "negated"
    return infinitive_phrase(d, row["verb"], row["object"], determiner, subject)


def infinitive_phrase(d: Draw, lemma: str, item: str, determiner: str, subject: NounPhrase) -> Predicate:
    """A verb with the object and determiner the table of infinitives names."""
    found = _verb_of(lemma, item)
    if found.frame == "motion":
        return Predicate(found, [going_to_place(d, True)])
    if lemma == "voyager" and d.chance(0.5):
        ways = [e for e in expressions("transport") if e.fr not in ("à pied", "en métro")]
        return Predicate(found, [expression_phrase(d.pick(ways))])
    if not item:
        home = determiner.startswith("à")
        return Predicate(found, [aligned(determiner, "at home" if home else "early")] if determiner else [])
    thing = noun(item)
    if determiner == "bare":
        return Predicate(found, [noun_phrase(d, thing, "none")])
    if determiner == "poss":
        return Predicate(found, [noun_phrase(d, thing, possessor_of(subject), thing.number == "plural")])
    if determiner.startswith("negated"):
        return Predicate(found, [noun_phrase(d, thing, "negated", determiner.endswith("plural"))])
    if determiner in ("indef", "part", "indef_plural"):
        article = "partitive" if determiner == "part" else "indefinite"
        return Predicate(found, [noun_phrase(d, thing, article, determiner == "indef_plural")])
    named = ("sport", "game", "meal", "language", "school_subject") + ("en_bare_tv",) * (lemma == "regarder")
    bare = thing.has(*named) and not thing.has("instrument")
    return Predicate(found, [noun_phrase(d, thing, "generic" if bare else "definite", thing.number == "plural")])


@cache
def _verb_of(lemma: str, item: str) -> Verb:
    senses = [v for v in verbs() if v.lemma == lemma]
    if not item:
        return next((v for v in senses if v.frame in ("intr", "refl", "place")), senses[0])
    return next((v for v in senses if v.objects & noun(item).classes), senses[0])


_KINDS = {
    "savoir": "skill",
    "apprendre": "skill",
    "commencer": "activity",
    "continuer": "activity",
    "essayer": "task",
    "décider": "task",
    "oublier": "chore",
    "refuser": "task",
    "promettre": "task",
    "espérer": "task",
    "avoir besoin": "task",
    "avoir envie": "hobby",
}
_SELDOM_NEGATED = frozenset("adorer détester préférer refuser espérer décider continuer".split())


def infinitive_complement(d: Draw) -> Sentence:
    """J'aime lire; elle apprend à nager; il a oublié de fermer la porte; tu sais nager ?"""
    liked = d.chance(0.45)
    found = d.pick(_liking() if liked else _governing())
    subject, question = question_or_statement(d, person(d, 0.6), 0.2)
    negated = d.chance(0.22) and found.lemma not in _SELDOM_NEGATED
    governed = listed_infinitive(d, _KINDS.get(found.lemma, "hobby"), subject, negated and liked)
    tense = PRESENT if d.chance(0.8) else IMPERFECT if found.stative else PASSE_COMPOSE
    if found.aspect == "achievement":
        tense = PASSE_COMPOSE
    clause = Clause(subject, Predicate(found, infinitive=governed), tense, "pas" if negated else "", question)
    if found.aspect == "event":
        add_time(d, clause, 0.15, punctual=False)
    return finish(d, clause)


@cache
def _liking() -> tuple[Verb, ...]:
    return tuple(v for v in verbs_of("inf") if v.lemma not in ("vouloir", "pouvoir", "devoir"))


@cache
def _governing() -> tuple[Verb, ...]:
    return verbs_of("inf_a", "inf_de")


def obligation(d: Draw) -> Sentence:
    """Il faut partir: we have to leave; il ne faut pas fumer: you must not smoke."""
    d.tag("modal")
    negated = d.chance(0.3)
    whose = pronoun(d, "vous" if negated else "nous")
    listed = not negated and d.chance(0.5)
    governed = (
        listed_infinitive(d, d.pick(("chore", "task")), whose, negated) if listed else willed_action(d, whose, negated)
    )
    clause = impersonal(whose, governed, negated)
    if d.chance(0.15):
        clause.end.append(around_event(d, governed.verb))
    return finish(d, clause)


def impersonal(whose: NounPhrase, governed: Predicate, negated: bool) -> Clause:
    """il faut, il ne faut pas: we have to, you must not; `whose` is the nous or vous that the infinitive refers to."""
    choice = Choice()
    words = [En("you" if negated else "we", choice), En("we" if negated else "you", choice, 1)]
    person_ = VOUS if negated else NOUS
    subject = NounPhrase([Fr("il", (), tuple(words))], words, IL, person_, False, False, whose.owner)
    return Clause(subject, Predicate(having_to(negated), infinitive=governed), PRESENT, "pas" if negated else "")


@cache
def having_to(negated: bool) -> Verb:
    """falloir: have to; forbidding, must."""
    forms = ["must"] if negated else [f"{head} to" for head in ("have", "had", "had", "having", "has")]
    found = modal_verb(conjugation("falloir"), english_verb(*forms), "inf")
    return found if negated else replace(found, others=(english_verb("must"), english_verb("need to")))


def modal_verb(forms: Conjugation, english: EnglishVerb, frame: str) -> Verb:
    return Verb(forms.infinitive, forms, "", False, False, english, frame, "", frozenset(), frozenset(), "state")


@cache
def would_like(infinitive: bool) -> Verb:
    present = ("voudrais", "voudrais", "voudrait", "voudrions", "voudriez", "voudraient")
    forms = Conjugation("vouloir", present, ("",) * 6, "voulu", ("", "", ""))
    return modal_verb(
        forms, english_verb("would like to" if infinitive else "would like"), "inf" if infinitive else "tr"
    )


def polite_wish(d: Draw) -> Sentence:
    """Je voudrais un café, s'il vous plaît: I would like a coffee, please."""
    d.tag("courtesy")
    subject = pronoun(d, d.pick(("je", "je", "je", "nous", "on", "elle", "il", "tu", "vous")))
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous") else ""
    if d.chance(0.5):
        predicate = Predicate(would_like(True), infinitive=willed_action(d, subject, False))
    else:
        thing = object_phrase(d, verb("vouloir", "tr"), subject, False)
        predicate = Predicate(would_like(False), [thing])
    clause = Clause(subject, predicate, PRESENT, "", question)
    if not question and subject.pronoun in ("je", "nous", "on") and d.chance(0.3):
        d.tag("courtesy")
        clause.end.append(pair(",", ",") + aligned("s'il vous plaît" if d.chance(0.7) else "s'il te plaît", "please"))
    return finish(d, clause)


def governed_words(subject: NounPhrase, governed: Predicate, preposition: str) -> Phrase:
    """preposition + infinitive as a complement: pour acheter du pain, to buy some bread."""
    to, base = En("to"), [En(text) for text in governed.verb.en.base]
    alignment = verb_alignment(governed.verb)
    fr = [Fr(preposition, (to,))]
    if governed.verb.reflexive:
        fr.append(Fr(REFLEXIVE[subject.person], (), tuple(base)))
    fr.append(head_word(governed.verb, governed.verb.fr.infinitive, base, []))
    fr += [Fr(t, tuple(base[j] for j in sure), tuple(base[j] for j in near)) for t, sure, near in alignment.tail]
    if governed.verb.preposition and governed.after and governed.verb.frame != "ditr":
        found = tuple(base[j] for j in alignment.preposition)
        fr.append(Fr(governed.verb.preposition, found, () if found else tuple(base[:1])))
    return Phrase([*fr, *governed.french_after()], [to, *base, *governed.english_after()])


def place_purpose(d: Draw, subject: NounPhrase) -> tuple[Phrase, Predicate]:
    """A place to go to and what one goes there for."""
    row = d.pick(read_table("errands"))
    place, lemma, item, determiner = row["place"], row["verb"], row["object"], row["determiner"]
    there = noun(place)
    word = En("to")
    np = noun_phrase(d, there, "generic" if there.has("en_bare") else "definite")
    return Phrase([Fr("à", (word,)), *np.fr], [word, *np.en]), infinitive_phrase(d, lemma, item, determiner, subject)
