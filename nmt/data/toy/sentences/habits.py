"""What somebody does again and again, and what is planned: the verb forms that other families seldom say.

English says habits of one person in a form of its own (she forgets, the dog barks), and plans in another (we are
moving in May). Both are met only where a verb, a person and an adverb come together, so here the verb comes first.
"""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_habit, expression_phrase
from nmt.data.toy.clauses import PRESENT, Clause
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, Verb, expressions
from nmt.data.toy.numbers import date_phrase, weekday_phrase, year_part
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question, suits
from nmt.data.toy.subjects import person, pronoun, subject_for

# What has no bare present, and yet comes again: elle oublie toujours, il perd souvent ses clés.
_REPEATED = frozenset("casser gagner oublier perdre rater recevoir rencontrer tomber trouver".split()) | {
    "se perdre", "se tromper"
}  # fmt: skip
# What nobody does again and again.
_ONCE = frozenset("construire grandir naître mourir devenir louer vendre entrer".split()) | {"se marier", "s'asseoir"}
# What one has planned: j'achète un vélo samedi, I am buying a bike on Saturday.
_PLANNED = frozenset(
    "partir arriver rentrer revenir venir sortir travailler dîner déjeuner visiter inviter déménager acheter vendre "
    "louer préparer réparer rencontrer commencer finir jouer peindre nettoyer ranger cuisiner voyager nager skier "
    "danser chanter étudier changer rendre apporter envoyer prendre conduire".split()
) | {"se marier", "se reposer", "se baigner", "se promener"}
# What one plans for a month or a season; the others would be taken for habits.
_FAR = frozenset(("déménager", "se marier"))


def again_and_again(d: Draw) -> Sentence:
    """Elle oublie toujours son sac; le chien aboie la nuit; Paul ne gagne jamais: mostly of one person."""
    found = d.pick(d.pick(_senses(habits=True)))
    subject = _one(d, found)
    negation = d.pick(("pas", "jamais", "jamais")) if d.chance(0.12) else ""
    question = pick_question(d, subject) if d.chance(0.08) else ""
    clause = Clause(
        subject, predicate_for(d, found, subject, bool(negation), True), PRESENT, negation, question, habitual=True
    )
    clause.predicate.simple = True
    if negation == "jamais":
        return finish(d, clause)
    if negation or found.aspect != "achievement":
        add_habit(d, clause)
    else:
        d.tag("habit_adverb")
        clause.mid = expression_phrase(d.pick(expressions("habit_adverb_pre")))
    return finish(d, clause)


def planned(d: Draw) -> Sentence:
    """Nous déménageons en novembre; Claire achète un vélo samedi; est-ce que tu pars demain ?: are you leaving?"""
    d.tag("time_adverb")
    found = d.pick(d.pick(_senses(habits=False)))
    subject = person(d, 0.6)
    negation = "pas" if d.chance(0.1) else ""
    question = pick_question(d, subject) if subject.pronoun not in ("je", "nous") and d.chance(0.25) else ""
    clause = Clause(subject, predicate_for(d, found, subject, bool(negation)), PRESENT, negation, question)
    clause.predicate.simple = False
    roll = d.random()
    when = (
        weekday_phrase(d) if roll < 0.25
        else date_phrase(d) if roll < 0.4
        else year_part(d) if roll < 0.75 and found.lemma in _FAR
        else expression_phrase(d.pick(_to_come()))
    )  # fmt: skip
    clause.end.append(when)
    return finish(d, clause)


@cache
def _senses(habits: bool) -> tuple[tuple[Verb, ...], ...]:
    """The verbs of habits, or of plans, by lemma."""
    table: dict[str, list[Verb]] = {}
    for found in action_verbs():
        people = found.subjects & {"person", "adult"}
        repeated = found.lemma in _REPEATED or (found.aspect == "event" and found.lemma not in _ONCE)
        if repeated if habits else found.lemma in _PLANNED and people:
            table.setdefault(found.lemma, []).append(found)
    return tuple(tuple(senses) for senses in table.values())


def _one(d: Draw, found: Verb) -> NounPhrase:
    """Mostly one person, animal or thing that the verb can have as its subject."""
    if found.frame == "refl_plural":
        return pronoun(d, d.pick(("nous", "ils", "elles")))
    people = found.subjects & {"person", "adult"}
    if people and d.chance(0.35):
        return pronoun(d, d.pick(("il", "elle", "elle", "on", "tu", "je", "ils", "elles")))
    for _ in range(6):
        subject = subject_for(d, found.subjects)
        if suits(found, subject) and not subject.plural and subject.pronoun not in ("je", "tu", "vous"):
            break
    return subject


@cache
def _to_come() -> tuple[Expression, ...]:
    """tomorrow, next week; not `bientôt` and `plus tard`, which do not say when."""
    return tuple(e for e in expressions("future_adverb", "day_adverb_future") if e.fr not in ("bientôt", "plus tard"))


FAMILIES = ((again_and_again, 90), (planned, 28))
