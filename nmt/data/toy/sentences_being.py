"""What people and things are and have: professions, qualities, ages, states, there is."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, in_room
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PRESENT, Clause, Predicate, realise
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL, JE
from nmt.data.toy.lexicon import (
    Adjective,
    Expression,
    Noun,
    Verb,
    adjectives,
    conjugation,
    expressions,
    human_noun,
    noun,
    nouns,
    nouns_of,
    places,
    predicates_for,
)
from nmt.data.toy.numbers import years
from nmt.data.toy.phrases import Determiner, NounPhrase, draw_adjectives, free_possessor, noun_phrase, ownable
from nmt.data.toy.sentences_actions import Sentence, finish, pick_question
from nmt.data.toy.subjects import belonging_to, name_phrase, person, person_noun, pronoun, relative, thing_phrase
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_INTENSIFIERS = (("très", "very"), ("trop", "too"), ("assez", "quite"), ("vraiment", "really"))


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
    rest = expression.en
    return Verb(
        f"avoir {expression.fr}", conjugation("avoir"), expression.fr, False, False,
        english_verb(f"be {rest}", f"was {rest}", f"been {rest}", f"being {rest}", f"is {rest}"),
        "intr", "", frozenset(), frozenset(), "state",
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
    word = En(adjective.en)
    fr, en = [Fr(adjective.form(np.feminine, np.plural), (word,))], [word]
    if np.feminine or np.plural:
        d.tag("adjective_agreement")
    if adjective.gradable and d.chance(intensify):
        french, english = d.pick(_INTENSIFIERS)
        adverb = En(english)
        d.tag("degree_adverb")
        return Phrase([Fr(french, (adverb,)), *fr], [adverb, *en])
    return Phrase(fr, en)


def quality(d: Draw) -> Sentence:
    """Marie est très contente; les pommes sont rouges; tu es français ou belge ?"""
    roll = d.random()
    item = (
        None
        if roll < 0.5
        else d.pick(_describable())
        if roll < 0.8
        else d.pick(_described_by(d.pick(_said_of_things())))
    )
    subject = thing_phrase(d, item) if item else person(d, 0.5)
    subject, question = question_or_statement(d, subject)
    options = predicates_for(item or subject.noun or human_noun(subject.feminine))
    adjective = d.pick(options)
    while "nationality" in adjective.classes and subject.noun is not None and subject.noun.has("nationality_person"):
        adjective = d.pick(options)
    negation = d.pick(("pas", "pas", "pas", "plus", "jamais")) if d.chance(0.2) else ""
    if not adjective.gradable and negation == "jamais":
        negation = "pas"
    complement = adjective_phrase(d, adjective, subject, 0.0 if negation else 0.3)
    if not negation and d.chance(0.12):
        other = d.pick(options)
        if _goes_with(adjective, other):
            link = pair("ou", "or") if question else pair("et", "and")
            complement = adjective_phrase(d, adjective, subject, 0.0) + link + adjective_phrase(d, other, subject, 0.0)
            d.tag("coordination")
    clause = Clause(subject, Predicate(be(), [complement]), being_tense(d), negation, question)
    if adjective.lemma in ("ouvert", "fermé", "absent", "occupé") and d.chance(0.5):
        clause.end.append(expression_phrase(d.pick(expressions("habit_adverb_post"))))
    elif adjective.lemma in _PASSING and clause.tense == PRESENT and d.chance(0.15):
        clause.end.append(expression_phrase(d.pick(expressions("day_adverb"))))
    elif adjective.lemma in _PASSING and clause.tense == IMPERFECT and d.chance(0.4):
        clause.end.append(expression_phrase(d.pick([e for e in expressions("past_adverb") if e.fr.startswith("hier")])))
    return finish(d, clause)


_PASSING = frozenset("malade fatigué content triste fâché inquiet nerveux occupé absent".split())


def _goes_with(one: Adjective, other: Adjective) -> bool:
    """Two qualities of one kind that one may name together: two origins, two colours, two traits."""
    if one.lemma == other.lemma:
        return False
    kinds = ("nationality", "school_thing", "person")
    same = next((k for k in kinds if k in one.classes and k in other.classes), "")
    return bool(same) and (same != "person" or (one.en in _TRAITS and other.en in _TRAITS))


_TRAITS = frozenset(
    "intelligent kind friendly polite serious brave patient generous curious honest athletic funny strong tall calm".split()
)


@cache
def _said_of_things() -> tuple[Adjective, ...]:
    return tuple(a for a in adjectives() if _described_by(a))


@cache
def _described_by(adjective: Adjective) -> tuple[Noun, ...]:
    """Things an adjective can be said of; drawn by adjective first, the rare ones come up as well."""
    return tuple(n for n in _describable() if adjective in predicates_for(n))


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
def _describable() -> tuple[Noun, ...]:
    return tuple(n for n in nouns() if predicates_for(n) and "human" not in n.classes)


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
    if d.chance(0.12):
        city = d.pick(places("city"))
        clause.end.append(pair("à", "in") + aligned(city.fr, city.en))
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
    return Clause(subject, Predicate(_aged(), [years(d, n)]), PRESENT)


@cache
def _aged() -> Verb:
    """avoir where English says be: ages, il y a."""
    return Verb("avoir", conjugation("avoir"), "", False, False, be().en, "attr", "", frozenset(), frozenset(), "state")


def avoir_state(d: Draw) -> Sentence:
    """avoir faim, soif, peur, froid: to be hungry, thirsty, afraid, cold."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.3)
    expression = d.pick(expressions("avoir_state"))
    d.tag("avoir_state")
    negation = d.pick(("pas", "pas", "plus", "jamais")) if d.chance(0.25) else ""
    tense = PRESENT if d.chance(0.75) else IMPERFECT
    return finish(d, Clause(subject, Predicate(state_verb(expression)), tense, negation, question))


_SEVERAL: tuple[Determiner, ...] = (2, 3, 4, 5, 6, 8, 10, 12, 20, "beaucoup", "plusieurs", "trop")


def there_is(d: Draw) -> Sentence:
    """Il y a un chat dans la cuisine: there is a cat in the kitchen."""
    item = d.pick(
        nouns_of(
            "animal",
            "small_object",
            "furniture",
            "container",
            "book_like",
            "tableware",
            "food",
            "container_trash",
            "bathroom_thing",
        )
    )
    plural = item.number == "plural" or (item.number == "count" and d.chance(0.45))
    negated = d.chance(0.2)
    question = d.pick(("est_ce_que", "intonation", "inversion")) if d.chance(0.2) else ""
    if negated:
        np = noun_phrase(d, item, "no", plural)
    elif item.number == "mass":
        np = noun_phrase(d, item, "partitive")
    elif plural and d.chance(0.5):
        np = noun_phrase(d, item, d.pick(_SEVERAL), True)
    else:
        np = noun_phrase(d, item, "indefinite", plural, draw_adjectives(d, item, 0.15, 0.15))
    place = in_room(d, "room", "garden", "support", "container", "park", "hallway")
    return existing(d, np, place, negated, question, IMPERFECT if d.chance(0.12) else PRESENT)


def existing(
    d: Draw, np: NounPhrase, place: Phrase, negated: bool, question: str, tense: str = PRESENT, negation: str = "pas"
) -> Sentence:  # fmt: skip
    """il y a ... : there is ...; both il and y are `there`."""
    d.tag("il_y_a")
    there = En("there")
    subject = NounPhrase([Fr("il", (there,))], [there], IL, np.en_person, False, False, "its")
    subject.pronoun, subject.human = "il", False
    predicate = Predicate(_aged(), [np, place], clitics=[Fr("y", (there,))])
    no = tuple(np.fr[0].sure + np.fr[0].possible if negation == "pas" else np.en[:2]) if negated else ()
    phrase = realise(d, Clause(subject, predicate, tense, negation if negated else "", question, negated_by=no))
    d.tags.pop("subject_il", None)
    return phrase, "?" if question else "."


def thing_copula() -> NounPhrase:
    """ce: it."""
    it = En("it")
    subject = NounPhrase([Fr("ce", (it,))], [it], IL, IL, False, False, "its")
    subject.pronoun = "ce"
    subject.human = False
    return subject


def this_is(d: Draw) -> Sentence:
    """C'est mon frère: this is my brother; c'est un livre: it is a book; c'est un bon médecin: he is a good doctor."""
    d.tag("cest")
    roll = d.random()
    if roll < 0.3:
        kin = d.chance(0.3)
        np = name_phrase(d) if d.chance(0.2) else belonging_to(d, d.pick(nouns_of("family"))) if kin else relative(d)
        subjects = ("these", "they") if np.en_person != IL else ("this", "it", "he" if not np.feminine else "she")
    elif roll < 0.42:
        someone = person_noun(d)
        np = noun_phrase(d, someone, "indefinite", False, draw_adjectives(d, someone, 0.3, 0.5))
        subjects = ("she" if np.feminine else "he", "this", "it")
    else:
        np = _some_thing(d)
        subjects = ("they", "these") if np.en_person != IL else ("it", "this")
    choice = Choice(len(subjects))
    words = [En(text, choice, option) for option, text in enumerate(subjects)]
    subject = NounPhrase([Fr("ce", tuple(words))], words, np.person, np.en_person, False, np.plural, "its")
    subject.pronoun, subject.human = "ce", False
    negation = "pas" if d.chance(0.2) else ""
    question = d.pick(("est_ce_que", "intonation")) if d.chance(0.15) else ""
    return finish(d, Clause(subject, Predicate(be(), [np]), PRESENT, negation, question))


def _some_thing(d: Draw) -> NounPhrase:
    """Any thing of the lexicon: a book, my bag, Paul's car; drawn evenly, so that rare nouns come up too."""
    item = d.pick(_things())
    plural = item.number == "plural" or (item.number == "count" and d.chance(0.25))
    if d.chance(0.25) and ownable(item):
        return noun_phrase(d, item, free_possessor(d), plural) if d.chance(0.6) else belonging_to(d, item, plural)
    determiner = "partitive" if item.number == "mass" else "indefinite"
    return noun_phrase(d, item, determiner, plural, draw_adjectives(d, item, 0.2, 0.2), False)


@cache
def _things() -> tuple[Noun, ...]:
    """What one can point at: no person, hour, language or weather."""
    unnamed = ("human", "time_unit", "weekday", "month", "season", "language", "school_subject", "sport", "weather_noun",
               "attribute", "day_part", "time_span", "meal", "life", "money", "fact", "price", "thing", "eyes", "hair")  # fmt: skip
    return tuple(n for n in nouns() if not n.has(*unnamed))


__all__ = [
    "JE",
    "age",
    "avoir_state",
    "expression_phrase",
    "noun",
    "profession",
    "quality",
    "there_is",
    "this_is",
]
