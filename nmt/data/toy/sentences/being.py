"""What people and things are and have: professions, qualities, ages, states, there is."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import (
    Adjective,
    Expression,
    Noun,
    Verb,
    adjectives,
    conjugation,
    expressions,
    nouns,
    nouns_of,
    places,
)
from nmt.data.toy.numbers import years
from nmt.data.toy.other_words import quality as quality_words
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.subjects import person, pronoun, thing_phrase
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_INTENSIFIERS = (
    ("très", "very"), ("très", "very"), ("trop", "too"), ("trop", "too"), ("assez", "quite"), ("vraiment", "really"),
    ("beaucoup trop", "much too"),
)  # fmt: skip


@cache
def be() -> Verb:
    """être as a bare copula."""
    return _be_verb("être", "", "be")


def _be_verb(infinitive: str, tail: str, english: str) -> Verb:
    return Verb(
        f"{infinitive} {tail}".strip(), conjugation(infinitive), tail, False, False,
        english_verb(english, "was", "been", "being", "is"), "attr", "", frozenset(), frozenset(), "state",
    )  # fmt: skip


@cache
def state_verb(expression: Expression) -> Verb:
    """avoir faim: be hungry."""
    being, *others = (
        english_verb(f"be {rest}", f"was {rest}", f"been {rest}", f"being {rest}", f"is {rest}")
        for rest in (expression.en, *expression.alternatives)
    )
    return Verb(
        f"avoir {expression.fr}", conjugation("avoir"), expression.fr, False, False, being, "intr", "", frozenset(),
        frozenset(), "state", tuple(others),
    )  # fmt: skip


def question_or_statement(d: Draw, subject: NounPhrase, probability: float = 0.2) -> tuple[NounPhrase, str]:
    """Maybe turn to the listener with a question."""
    if not d.chance(probability):
        return subject, ""
    if subject.pronoun in ("je", "nous", "on"):
        subject = pronoun(d, d.pick(("tu", "vous", "il", "elle", "ils")))
    return subject, pick_question(d, subject)


def being_tense(d: Draw) -> str:
    return PRESENT if d.chance(0.8) else IMPERFECT


def adjective_phrase(d: Draw, adjective: Adjective, np: NounPhrase, intensify: float = 0.3) -> Phrase:
    """An adjective agreeing with `np`, maybe with an adverb of degree."""
    said = quality_words(adjective, adjective.form(np.feminine, np.plural), d.alternatives, noun=np.noun)
    if np.feminine or np.plural:
        d.tag("adjective_agreement")
    if adjective.gradable and d.chance(intensify):
        d.tag("degree_adverb")
        return aligned(*d.pick(_INTENSIFIERS)) + said
    return said


def quality_clause(d: Draw, subject: NounPhrase, adjective: Adjective, past: float = 0.15) -> Clause:
    """A clause that says, or denies, a quality; a denied one has no degree (pas assez would be another meaning)."""
    negated = d.chance(0.2)
    complement = adjective_phrase(d, adjective, subject, 0.0 if negated else 0.3)
    tense = IMPERFECT if d.chance(past) else PRESENT
    return Clause(subject, Predicate(be(), [complement]), tense, "pas" if negated else "")


def quality(d: Draw) -> Sentence:
    """Marie est très contente; les pommes sont rouges; tu es français ou belge ?"""
    roll = d.random()
    item = (
        None
        if roll < 0.5
        else d.pick(describable())
        if roll < 0.8
        else d.pick(_described_by(d.pick(_said_of_things())))
    )
    return quality_of(d, item)


def quality_of(d: Draw, item: Noun | None) -> Sentence:
    """What `quality` says, of this thing or else of somebody."""
    subject = thing_phrase(d, item) if item else person(d, 0.5)
    subject, question = question_or_statement(d, subject)
    options = not_said_yet(predicates_for(item or subject.noun or human_noun(subject.feminine)), subject)
    adjective = d.pick(options)
    negation = d.pick(("pas", "pas", "pas", "plus", "jamais")) if d.chance(0.2) else ""
    changing = _COMING_BACK if negation == "jamais" else _COMING_BACK | _LOST
    if negation in ("jamais", "plus") and adjective.lemma not in changing:
        negation = "pas"
    complement = adjective_phrase(d, adjective, subject, 0.0 if negation else 0.3)
    if not negation and d.chance(0.12):
        other = d.pick(options)
        if _goes_with(adjective, other):
            link = pair("ou", "or") if question else pair("et", "and")
            complement = adjective_phrase(d, adjective, subject, 0.0) + link + adjective_phrase(d, other, subject, 0.0)
            d.tag("coordination")
    elif subject.pronoun in ("il", "elle") and _described_by(adjective):
        _or_a_thing(subject)
    clause = Clause(subject, Predicate(be(), [complement]), being_tense(d), negation, question)
    if adjective.lemma in ("ouvert", "fermé", "absent", "occupé") and d.chance(0.5):
        clause.end.append(expression_phrase(d.pick(expressions("habit_adverb_post"))))
    elif adjective.lemma in _PASSING and clause.tense == PRESENT and d.chance(0.15):
        clause.end.append(expression_phrase(d.pick(expressions("day_adverb"))))
    elif adjective.lemma in _PASSING and clause.tense == IMPERFECT and d.chance(0.4):
        clause.end.append(expression_phrase(d.pick([e for e in expressions("past_adverb") if e.fr.startswith("hier")])))
    return finish(d, clause)


def not_said_yet(options: tuple[Adjective, ...], subject: NounPhrase) -> tuple[Adjective, ...]:
    """The qualities that the subject does not have by name: not le nouvel hôpital est nouveau."""
    said = {word.text for word in subject.fr}
    return tuple(a for a in options if said.isdisjoint((*a.fr, a.vowel)))


def tells_age(np: NounPhrase) -> bool:
    """Whether it names an age or a size, as of who he is now: un vieux pilote."""
    return any(word.text in _AGED for word in np.fr)


_AGED = frozenset("vieux vieil vieille vieilles jeune jeunes petit petite petits petites âgé âgée âgés âgées".split())


def _or_a_thing(subject: NounPhrase) -> None:
    """il est drôle: he is funny, or it is; nothing in the sentence tells."""
    choice = Choice()
    he, it = subject.en[0], En("it", choice, 1)
    he.choice = choice
    subject.en = [he, it]
    subject.fr = [Fr(subject.fr[0].text, (he, it))]


# What comes and goes again, and what one can only stop being: never busy, no longer young.
_COMING_BACK = frozenset(
    "malade fatigué content heureux triste fâché inquiet nerveux occupé absent libre prêt seul jaloux calme tranquille "
    "bruyant propre sale chaud froid frais vide plein ouvert fermé cher difficile gratuit méchant sérieux".split()
)
_LOST = frozenset("jeune riche célèbre mince sportif timide paresseux pauvre populaire marié perdu mouillé".split())
_PASSING = frozenset("malade fatigué content triste fâché inquiet nerveux occupé absent".split())


def _goes_with(one: Adjective, other: Adjective) -> bool:
    """Two qualities of one kind that one may name together: two origins, two colours, two traits."""
    if one.lemma == other.lemma:
        return False
    kinds = ("nationality", "school_thing", "person")
    same = next((k for k in kinds if k in one.classes and k in other.classes), "")
    return bool(same) and (same != "person" or (one.en in _TRAITS and other.en in _TRAITS))


_TRAITS = frozenset(
    "intelligent kind friendly polite serious brave patient generous curious honest athletic funny strong tall "
    "calm".split()
)


@cache
def _said_of_things() -> tuple[Adjective, ...]:
    return tuple(a for a in adjectives() if _described_by(a))


@cache
def _described_by(adjective: Adjective) -> tuple[Noun, ...]:
    """Things an adjective can be said of; drawn by adjective first, the rare ones come up as well."""
    return tuple(n for n in describable() if adjective in predicates_for(n))


def condition(d: Draw) -> Sentence:
    """Je suis en retard; elle est en forme; ils ne sont pas en colère; tu as de la chance."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.25)
    expression = d.pick(expressions("etre_state", "avoir_lucky"))
    negation = d.pick(("pas", "pas", "plus", "jamais")) if d.chance(0.25) else ""
    tense = PRESENT if d.chance(0.75) else IMPERFECT
    if expression.kind == "avoir_lucky":
        d.tag("avoir_state")
        lucky = Clause(subject, Predicate(state_verb(expression)), tense, "", question)
        return finish(d, lucky)
    clause = Clause(subject, Predicate(be(), [expression_phrase(expression)]), tense, negation, question)
    if tense == PRESENT and not negation and d.chance(0.2):
        clause.end.append(expression_phrase(d.pick(expressions("day_adverb"))))
    return finish(d, clause)


@cache
def describable() -> tuple[Noun, ...]:
    history = next(n for n in nouns_of("school_subject") if n.lemma == "histoire")  # l'histoire est longue: a story
    return tuple(n for n in nouns() if predicates_for(n) and "human" not in n.classes and n is not history)


def profession(d: Draw) -> Sentence:
    """Je suis étudiant: I am a student; the English article has no source word."""
    subject = person(d, 0.55)
    while subject.noun is not None and subject.noun.has("profession", "nationality_person"):
        subject = person(d, 0.3)
    subject, question = question_or_statement(d, subject)
    gender = "f" if subject.feminine else "m"
    job = d.pick([n for n in _professions() if n.gender == gender])
    d.tag("profession")
    complement = noun_phrase(d, job, "bare_a", subject.plural)
    negation = d.pick(("pas", "pas", "plus")) if d.chance(0.15) else ""
    clause = Clause(subject, Predicate(be(), [complement]), being_tense(d), negation, question)
    roll = d.random()
    if roll < 0.15:
        city = d.pick(places("city"))
        clause.end.append(pair("à", "in") + aligned(city.fr, city.en))
    elif roll < 0.27:
        where = d.pick([n for n in nouns_of("workplace", "shop_like") if n.number == "count" and n.lemma != "ferme"])
        clause.end.append(pair("dans", "in") + noun_phrase(d, where, d.pick(("indefinite", "demonstrative"))))
        if d.chance(0.35):
            d.tag("place_name")
            clause.end.append(in_place(d, d.pick(places("city"))))
    return finish(d, clause)


def profession_phrase(d: Draw, subject: NounPhrase) -> NounPhrase:
    """A profession without article, agreeing with the subject: étudiante, a student."""
    gender = "f" if subject.feminine else "m"
    job = d.pick([n for n in _professions() if n.gender == gender])
    d.tag("profession")
    return noun_phrase(d, job, "bare_a", subject.plural)


@cache
def _professions() -> tuple[Noun, ...]:
    return nouns_of("profession")


def age(d: Draw) -> Sentence:
    """J'ai dix ans: I am ten years old."""
    subject, question = question_or_statement(d, person(d, 0.45), 0.12)
    clause = age_clause(d, subject)
    clause.question = question
    clause.negation = "pas" if d.chance(0.08) else ""
    clause.tense = d.pick((PRESENT, PRESENT, PRESENT, PRESENT, PRESENT, IMPERFECT, NEAR_FUTURE))
    if clause.tense == NEAR_FUTURE and not clause.negation:
        clause.end.append(expression_phrase(d.pick(expressions("future_adverb"))))
    return finish(d, clause)


def age_clause(d: Draw, subject: NounPhrase) -> Clause:
    """A clause that tells somebody's age; children are young."""
    low, high = (2, 18) if subject.noun is not None and subject.noun.has("child") else (5, 99)
    d.tag("age")
    n = low + int(d.random() * (high - low))
    return Clause(subject, Predicate(aged(), [years(d, n)]), PRESENT)


@cache
def aged() -> Verb:
    """avoir where English says be: ages, il y a."""
    return Verb("avoir", conjugation("avoir"), "", False, False, be().en, "attr", "", frozenset(), frozenset(), "state")


def avoir_state(d: Draw) -> Sentence:
    """avoir faim, soif, peur, froid: to be hungry, thirsty, afraid, cold."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.3)
    expression = d.pick(expressions("avoir_state"))
    d.tag("avoir_state")
    negation = d.pick(("pas", "pas", "plus", "jamais")) if d.chance(0.25) else ""
    tense = PRESENT if d.chance(0.75) else IMPERFECT
    clause = Clause(subject, Predicate(state_verb(expression)), tense, negation, question)
    if expression.fr in ("faim", "soif", "sommeil", "froid", "chaud") and d.chance(0.3):
        d.tag("time_adverb")
        kinds = ("present_adverb", "day_adverb") if tense == PRESENT else ("past_adverb",)
        clause.end.append(expression_phrase(d.pick([e for e in expressions(*kinds) if not e.fr.startswith("il y a")])))
    return finish(d, clause)
