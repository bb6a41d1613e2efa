"""What one studies: elle est étudiante en biologie, il fait des études de droit, les étudiants en médecine."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import Noun, Verb, adjectives, conjugation, nouns_of, places, verb
from nmt.data.toy.linking import small_clause
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be, question_or_statement
from nmt.data.toy.subjects import person
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned

# French, English, and English before `student` where that is another word.
_FIELDS = (
    ("biologie", "biology"), ("biologie", "biology"), ("chimie", "chemistry"), ("physique", "physics"),
    ("histoire", "history"), ("géographie", "geography"), ("maths", "math"), ("informatique", "computer science"),
    ("droit", "law"), ("droit", "law"), ("médecine", "medicine", "medical"), ("médecine", "medicine", "medical"),
    ("économie", "economics"), ("psychologie", "psychology"), ("philosophie", "philosophy"),
    ("architecture", "architecture"), ("musique", "music"), ("littérature", "literature"), ("langues", "language"),
    ("journalisme", "journalism"), ("art", "art"),
)  # fmt: skip
_TONGUES = (("anglais", "English"), ("allemand", "German"), ("espagnol", "Spanish"), ("italien", "Italian"))
_YEARS = (("première", "first"), ("deuxième", "second"), ("troisième", "third"), ("dernière", "final"))


@cache
def _students() -> dict[str, Noun]:
    return {n.gender: n for n in nouns_of("profession") if n.lemma == "étudiant"}


def _student(d: Draw, feminine: bool, determiner: Determiner, plural: bool) -> NounPhrase:
    """une étudiante en biologie: a biology student, or a student in biology; en première année: first-year."""
    np = noun_phrase(d, _students()["f" if feminine else "m"], determiner, plural, ())
    choice = Choice(3)
    if d.chance(0.1):
        french, english = d.pick(_YEARS)
        first, behind = [En(f"{english}-year", choice)], []
        for k, words in enumerate((f"in the {english} year", f"in {english} year"), start=1):
            behind += [En(text, choice, k) for text in words.split()]
        tail = [Fr("en", (), tuple(first)), Fr(french, tuple(first)), Fr("année", tuple(first))]
    else:
        french, english, *before = d.pick(_FIELDS)
        first = [En(text, choice) for text in (before[0] if before else english).split()]
        behind = []
        for k, word in enumerate(("in", "of"), start=1):
            behind += [En(text, choice, k) for text in (word, *english.split())]
        tail = [Fr("en", (), tuple(first[:1])), Fr(french, tuple(first))]
    head = next(k for k, word in enumerate(np.en) if word is np.en[-1])
    np.fr, np.en = [*np.fr, *tail], [*np.en[:head], *first, np.en[-1], *behind]
    return np


def _at(d: Draw) -> Phrase:
    """à Lyon, à l'université."""
    if d.chance(0.35):
        return aligned("à l'université", "at the university")
    d.tag("place_name")
    return in_place(d, d.pick(places("city")))


_TRAITS = frozenset("sérieux intelligent sympathique fatigué sportif drôle gentil patient".split())


def _students_of_it(d: Draw) -> Sentence:
    """Les étudiants en médecine travaillent beaucoup; cette étudiante en droit est très sérieuse."""
    plural, feminine = d.chance(0.6), d.chance(0.4)
    np = _student(d, feminine, "definite" if plural and d.chance(0.7) else "demonstrative", plural)
    if d.chance(0.35):
        quality = d.pick([a for a in adjectives() if a.lemma in _TRAITS and "person" in a.classes])
        return finish(d, Clause(np, Predicate(be(), [adjective_phrase(d, quality, np, 0.5)])))
    if d.chance(0.65):
        return small_clause(d, np), "."
    found = verb(d.pick(("travailler", "étudier", "lire")), "intr")
    clause = Clause(np, Predicate(found, simple=True), habitual=True)
    d.tag("degree_adverb")
    clause.end.append(aligned("beaucoup", "a lot"))
    return finish(d, clause)


def _no_student(subject: NounPhrase) -> bool:
    """A doctor, a child, somebody's grandmother."""
    other = subject.noun is not None and subject.noun.has("profession", "nationality_person", "visitor", "child")
    return other or any(word.text.startswith(("grand", "petit", "bébé")) for word in subject.fr)


def studying_it(d: Draw) -> Sentence:
    """Je suis étudiante en biologie: I am a biology student; nos voisins étaient étudiants en droit à Lille."""
    if d.chance(0.2):
        return _students_of_it(d)
    subject = person(d, 0.6)
    while _no_student(subject):
        subject = person(d, 0.3)
    subject, question = question_or_statement(d, subject, 0.15)
    d.tag("profession")
    what = _student(d, subject.feminine, "bare_a", subject.plural)
    tense = PRESENT if d.chance(0.82) else IMPERFECT
    negation = d.pick(("pas", "pas", "plus")) if d.chance(0.1) else ""
    clause = Clause(subject, Predicate(be(), [what]), tense, negation, question)
    if not negation and d.chance(0.3):
        clause.end.append(_at(d))
    return finish(d, clause)


@cache
def _pursuing() -> Verb:
    """faire des études (de droit): to study (law)."""
    forms = english_verb("study", "studied", "studied", "studying", "studies")
    return Verb("faire des études", conjugation("faire"), "des études", False, False, forms, "tr", "", frozenset(),
                frozenset(), "event")  # fmt: skip


def pursuing_it(d: Draw) -> Sentence:
    """Ma sœur fait des études de médecine: my sister is studying medicine; il veut faire des études d'anglais."""
    subject = person(d, 0.6)
    while _no_student(subject):
        subject = person(d, 0.3)
    subject, question = question_or_statement(d, subject, 0.15)
    french, english, *_ = d.pick((*(row for row in _FIELDS if row[0] != "langues"), *_TONGUES))
    words = [En(text) for text in english.split()]
    field = Phrase([Fr("de", (), tuple(words[:1])), Fr(french, tuple(words))], words)
    doing = Predicate(_pursuing(), [field])
    if d.chance(0.2):
        d.tag("modal")
        clause = Clause(subject, Predicate(verb("vouloir", "inf"), infinitive=doing), PRESENT, "", question)
        return finish(d, clause)
    tense = d.pick((PRESENT, PRESENT, PRESENT, IMPERFECT, NEAR_FUTURE))
    clause = Clause(subject, doing, tense, "", question)
    if d.chance(0.3):
        clause.end.append(_at(d))
    return finish(d, clause)


FAMILIES = ((studying_it, 1), (pursuing_it, 1))
