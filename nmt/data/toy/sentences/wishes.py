"""Wishes, what one could or had to do, what one thought: one day I would like to visit Japan; he could not come."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from nmt.data.toy.adverbials import expression_phrase, going_to_place, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import Conjugation
from nmt.data.toy.lexicon import Verb, conjugation, expressions, nouns_of, places, verb
from nmt.data.toy.linking import again, joined, state_clause
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, elsewhere, noun_phrase
from nmt.data.toy.place_names import in_place, place_name, to_place
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.being import be, profession_phrase, question_or_statement
from nmt.data.toy.sentences.modals import listed_infinitive, modal_verb, willed_action, would_like
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_ENDINGS = ("ais", "ais", "ait", "ions", "iez", "aient")


@cache
def _conditional(infinitive: str, stem: str, english: str) -> Verb:
    """aimerais: would like to; pourrais: could."""
    forms = Conjugation(infinitive, tuple(stem + ending for ending in _ENDINGS), ("",) * 6, "", ("", "", ""))
    others = (english_verb("would love to"),) if english == "would like to" else ()
    return replace(modal_verb(forms, english_verb(english), "inf"), others=others)


def _wish(d: Draw, subject: NounPhrase) -> Predicate:
    """What one dreams of: visiting Japan, living in Rome, becoming a pilot, learning to swim."""
    roll = d.random()
    if roll < 0.2:
        return Predicate(verb("visiter", "tr"), [place_name(d, d.pick(places()))])
    if roll < 0.35:
        return Predicate(verb(d.pick(("habiter", "vivre", "travailler")), "place"), [in_place(d, d.pick(places()))])
    if roll < 0.45:
        return Predicate(verb("aller", "motion"), [to_place(d, d.pick(places()))])
    if roll < 0.6:
        return Predicate(verb("devenir"), [profession_phrase(d, subject)])
    if roll < 0.75:
        return Predicate(verb("apprendre", "inf_a"), infinitive=listed_infinitive(d, "skill", subject))
    return listed_infinitive(d, d.pick(("hobby", "task", "activity")), subject)


def would_like_to(d: Draw) -> Sentence:
    """Un jour, j'aimerais visiter le Japon: one day, I would like to visit Japan; il aimerait devenir pilote."""
    d.tag("modal")
    subject, question = question_or_statement(d, person(d, 0.7), 0.12)
    liking = _conditional("aimer", "aimer", "would like to") if d.chance(0.75) else would_like(True)
    clause = Clause(subject, Predicate(liking, infinitive=_wish(d, subject)), PRESENT, "", question)
    roll = d.random()
    day = aligned("un jour", "one day", "0-0 1-1")
    if roll < 0.2 and not question:
        clause.front.append(with_comma(day))
    elif roll < 0.4:
        clause.end.append(day)
    elif roll < 0.5:
        clause.end.append(expression_phrase(d.pick(expressions("future_adverb"))))
    return finish(d, clause)


def would_like_it(d: Draw) -> Sentence:
    """J'aimerais voir ce film: I would like to see this movie; nous aimerions un café; elle aimerait venir demain."""
    d.tag("modal")
    names = ("je", "je", "je", "je", "nous", "on", "il", "elle", "tu", "vous")
    subject = pronoun(d, d.pick(names)) if d.chance(0.8) else person(d, 0.0)
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous") else ""
    if d.chance(0.65):
        liking = _conditional("aimer", "aimer", "would like to")
        kind = d.pick(("hobby", "task", "activity"))
        act = willed_action(d, subject, False) if d.chance(0.6) else listed_infinitive(d, kind, subject)
        clause = Clause(subject, Predicate(liking, infinitive=act), PRESENT, "", question)
        if d.chance(0.25):
            d.tag("time_adverb")
            clause.end.append(expression_phrase(d.pick(expressions("future_adverb", "day_adverb_future"))))
        return finish(d, clause)
    liking = replace(_conditional("aimer", "aimer", "would like"), frame="tr")
    thing = d.pick(nouns_of("food", "drink", "clothes", "book_like", "device", "furniture", "pet"))
    count = thing.number == "count"
    determiner = "indefinite" if count or thing.number == "plural" else "partitive"
    np = noun_phrase(d, thing, "demonstrative" if count and d.chance(0.25) else determiner, thing.number == "plural",
                     draw_adjectives(d, thing, 0.2, 0.2) if count else ())  # fmt: skip
    clause = Clause(subject, Predicate(liking, [np]), PRESENT, "", question)
    if not question and subject.pronoun in ("je", "nous", "on") and d.chance(0.3):
        d.tag("courtesy")
        clause.end.append(pair(",", ",") + aligned("s'il vous plaît", "please"))
    return finish(d, clause)


def could_you(d: Draw) -> Sentence:
    """Tu pourrais fermer la porte ?: could you close the door?; on pourrait aller au cinéma demain."""
    d.tag("modal")
    asking = d.chance(0.6)
    names = ("tu", "tu", "vous", "vous", "on", "il", "elle") if asking else ("on", "on", "nous", "tu", "vous", "je")
    subject = pronoun(d, d.pick(names))
    act = willed_action(d, subject, False)
    if not asking and d.chance(0.4):
        act = Predicate(verb("aller", "motion"), [going_to_place(d, True)])
    clause = Clause(subject, Predicate(_conditional("pouvoir", "pourr", "could"), infinitive=act), PRESENT)
    clause.question = pick_question(d, subject) if asking else ""
    if asking and subject.pronoun in ("tu", "vous") and d.chance(0.3):
        d.tag("courtesy")
        please = "s'il te plaît" if subject.pronoun == "tu" else "s'il vous plaît"
        clause.end.append(pair(",", ",") + aligned(please, "please"))
    elif d.chance(0.35):
        d.tag("time_adverb")
        clause.end.append(expression_phrase(d.pick(expressions("future_adverb", "day_adverb_future"))))
    return finish(d, clause)


# What kept one from doing something.
_OBSTACLES = ("la neige", "the snow"), ("la pluie", "the rain"), ("l'orage", "the storm"), ("le bruit", "the noise")
_KEPT = ("malade", "fatigué", "occupé")


_BEING_ABLE = english_verb("be able to", "was able to", "been able to", "being able to", "is able to")


@cache
def _able() -> Verb:
    """pouvoir, of what one managed to do: was able to."""
    return modal_verb(conjugation("pouvoir"), _BEING_ABLE, "inf")


def had_to(d: Draw) -> Sentence:
    """Il n'a pas pu venir: he could not come; j'ai dû partir; elle n'a pas voulu manger parce qu'elle était ..."""
    d.tag("modal")
    subject, question = question_or_statement(d, person(d, 0.65), 0.08)
    lemma = d.pick(("pouvoir", "pouvoir", "devoir", "vouloir"))
    negated = lemma != "devoir" and d.chance(0.75 if lemma == "pouvoir" else 0.6)
    found = _able() if lemma == "pouvoir" and not negated else verb(lemma, "inf")
    if lemma == "pouvoir" and negated:
        found = replace(found, others=(_BEING_ABLE,))
    lemmas = ("venir", "dormir", "sortir", "travailler", "rentrer", "partir", "entrer", "attendre")
    act = Predicate(verb(d.pick(lemmas), "intr")) if d.chance(0.4) else willed_action(d, subject, negated)
    clause = Clause(subject, Predicate(found, infinitive=act), PASSE_COMPOSE, "pas" if negated else "", question)
    clause.dated = True
    roll = d.random()
    if roll < 0.3 and not question:
        reason = state_clause(d, again(subject), d.pick(_KEPT), IMPERFECT)
        if negated or lemma == "devoir":
            return joined(d, realise(d, clause), "parce que", reason), "."
    elif roll < 0.45 and negated:
        french, english = d.pick(_OBSTACLES)
        because, of, cause = En("because"), En("of"), aligned(french, english, "")
        cause.fr[0].article = True
        link = [Fr("à", (because,)), Fr("cause", (because,)), Fr("de", (of,))]
        clause.end.append(Phrase([*link, *cause.fr], [because, of, *cause.en]))
    elif roll < 0.7:
        d.tag("time_adverb")
        clause.end.append(expression_phrase(d.pick([e for e in expressions("past_adverb") if e.fr[:6] != "il y a"])))
    return finish(d, clause)


_BELIEVED = (("savoir", True), ("savoir", True), ("penser", False), ("penser", False), ("croire", False))


def did_not_know(d: Draw) -> Sentence:
    """Je ne savais pas que tu étais malade: I did not know that you were sick; elle pensait que nous dormions."""
    d.tag("subordination")
    lemma, negated = d.pick(_BELIEVED)
    subject = person(d, 0.85)
    other = pronoun(d, d.pick(("tu", "vous", "il", "elle", "ils", "elles"))) if d.chance(0.7) else person(d, 0.0)
    while other.pronoun and other.pronoun == subject.pronoun:
        other = pronoun(d, d.pick(("tu", "il", "elle", "ils")))
    other = elsewhere(other)
    roll = d.random()
    if roll < 0.4:
        inner = state_clause(d, other, d.pick(_STATES), IMPERFECT)
    elif roll < 0.6:
        inner = realise(d, Clause(other, Predicate(be(), [profession_phrase(d, other)]), IMPERFECT))
    elif roll < 0.8:
        homes = [e for e in expressions("place_static") if e.fr in _WHERE_ONE_IS]
        inner = realise(d, Clause(other, Predicate(be(), [expression_phrase(d.pick(homes))]), IMPERFECT))
    else:
        found = verb(d.pick(("habiter", "travailler")), "place")
        where = in_place(d, d.pick(places("city", "country_f")))
        inner = realise(d, Clause(other, Predicate(found, [where], simple=True), IMPERFECT))
    that = En("that", Choice())
    phrase = Phrase([Fr("que", (that,)), *inner.fr], [that, *inner.en])
    found = verb(lemma, "clause")
    return finish(d, Clause(subject, Predicate(found, [phrase]), IMPERFECT, "pas" if negated else ""))


_WHERE_ONE_IS = ("à la maison", "au travail", "en vacances", "au lit")
_STATES = ("malade", "fatigué", "marié", "triste", "content", "riche", "faim", "raison", "occupé", "absent", "fâché")


def becoming(d: Draw) -> Sentence:
    """Ma cousine veut devenir infirmière; quand j'étais enfant, je voulais être pilote; il est devenu médecin."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.1)
    roll = d.random()
    dream = Predicate(verb("devenir") if d.chance(0.7) else be(), [profession_phrase(d, subject)])
    want = Predicate(verb("vouloir", "inf"), infinitive=dream)
    if roll < 0.35:
        return finish(d, Clause(subject, want, PRESENT, "pas" if d.chance(0.1) else "", question))
    if roll < 0.75:
        child, little = aligned("enfant", "a child"), aligned("petit", "little")
        word = child.en[-1]
        child = Phrase([Fr("enfants" if subject.plural else "enfant", (word,))],
                       [En("children")] if subject.plural else child.en)  # fmt: skip
        child.fr[0].sure = (child.en[-1],)
        little.fr[0].text = ("petit", "petite", "petits", "petites")[subject.feminine + 2 * subject.plural]
        then = child if d.chance(0.7) else little
        when = pair("quand", "when") + realise(d, Clause(subject, Predicate(be(), [then]), IMPERFECT))
        d.tag("subordination")
        same = again(subject)
        if d.chance(0.55):
            main = realise(d, Clause(same, want, IMPERFECT))
        else:
            pet = noun_phrase(d, d.pick(nouns_of("pet", "toy", "instrument")), "indefinite", False, ())
            main = realise(d, Clause(same, Predicate(verb("avoir", "tr"), [pet]), IMPERFECT))
        return with_comma(when) + main, "."
    become = Predicate(verb("devenir"), [profession_phrase(d, subject)])
    clause = Clause(subject, become, d.pick((PASSE_COMPOSE, NEAR_FUTURE)), "", question)
    if d.chance(0.4):
        kind = "past_adverb" if clause.tense == PASSE_COMPOSE else "future_adverb"
        clause.dated = True
        clause.end.append(expression_phrase(d.pick([e for e in expressions(kind) if "ann" in e.fr or "mois" in e.fr])))
    return finish(d, clause)


FAMILIES = (
    (would_like_to, 6),
    (would_like_it, 2), (could_you, 6), (had_to, 6), (did_not_know, 5), (becoming, 7),
)  # fmt: skip
