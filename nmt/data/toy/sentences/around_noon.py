"""Until when, around noon, before midnight, and times long past: jusqu'à quand restez-vous, vers midi, ce jour-là."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import LASTING, expression_phrase, going_to_place, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, expressions, nouns_of, places, verb, verbs_of
from nmt.data.toy.numbers import hour
from nmt.data.toy.objects import predicate_for
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.asking_where import asked, asked_person
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.subjects import person
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms


def until_when(d: Draw) -> Sentence:
    """Jusqu'à quand restez-vous à Paris ?: until when are you staying in Paris?; jusqu'à quelle heure ...?"""
    untils = synonyms("jusqu'", "until", "till")
    until = Phrase([*untils.fr, Fr("à", (), tuple(untils.en))], untils.en)
    by_hour = d.chance(0.4)
    subject = asked_person(d)
    if by_hour:
        d.tag("clock_time")
        wh = until + aligned("quelle heure", "what time")
        doing = d.pick([v for v in verbs_of("intr") if v.lemma in LASTING and "person" in v.subjects])
        predicate = Predicate(doing)
        if d.chance(0.35):
            shop = d.pick([n for n in nouns_of("building_open") if n.number == "count"])
            subject = noun_phrase(d, shop, "definite", False, ())
            state = next(a for a in predicates_for(shop) if a.lemma == "ouvert")
            predicate = Predicate(be(), [adjective_phrase(d, state, subject, 0.0)])
    else:
        d.tag("question_quand")
        wh = until + pair("quand", "when")
        far = in_place(d, d.pick(places("city", "country_f", "country_m")))
        where = going_to_place(d, False) if d.chance(0.4) else far
        staying = verb("rester", "place")
        predicate = Predicate(staying, [where] if d.chance(0.75) else [aligned("ici", "here")])
    tense = d.pick((PRESENT, NEAR_FUTURE, PASSE_COMPOSE))
    if not subject.human:
        tense = PRESENT
    return asked(d, Clause(subject, predicate, tense, dated=True), wh, in_situ=False)


# What one does at an hour, and the tenses in which an hour may be set.
_AT = {
    "se lever": "cinq six sept huit neuf dix", "se réveiller": "cinq six sept huit neuf dix", "partir": "",
    "se coucher": "huit neuf dix onze minuit", "dîner": "six sept huit neuf", "déjeuner": "onze midi une",
    "arriver": "", "rentrer": "", "revenir": "", "venir": "", "sortir": "",
}  # fmt: skip


@cache
def _soon() -> tuple[Expression, ...]:
    return tuple(e for e in expressions("future_adverb") if e.fr in ("demain", "samedi prochain", "lundi prochain"))


def around_noon(d: Draw) -> Sentence:
    """Je me lève vers sept heures: around seven o'clock; il est arrivé vers midi; rentre avant minuit."""
    d.tag("clock_time", "time_adverb")
    roll = d.random()
    if roll < 0.7:
        choice = Choice(4)
        words = [En("around", choice), En("about", choice, 1)]
        words += [En(text, choice, 2) for text in ("at", "about")] + [En(text, choice, 3) for text in ("at", "around")]
        near = Phrase([Fr("vers", tuple(words))], words)
    else:
        near = pair(*d.pick((("avant", "before"), ("avant", "before"), ("après", "after"))))
    subject, lemma = person(d, 0.65), d.pick(tuple(_AT))
    time = hour(d)
    while _AT[lemma] and time.fr[0].text not in _AT[lemma].split():
        time = hour(d)
    when = near + time
    found = verb(lemma)
    predicate = predicate_for(d, found, subject)
    tense = d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous", "il", "elle") and d.chance(0.25) else ""
    predicate.simple = tense == PRESENT
    clause = Clause(subject, predicate, tense, "", question, dated=True)
    if tense == PRESENT and d.chance(0.3):
        d.tag("habit_adverb")
        clause.habitual = True
        clause.end.append(when)
        clause.end.append(expression_phrase(d.pick(expressions("habit_adverb_post")[:6])))
    elif tense == NEAR_FUTURE and d.chance(0.35):
        clause.end += [expression_phrase(d.pick(_soon())), when]
    else:
        clause.end.append(when)
    return finish(d, clause)


# Times that were spoken of before: canonical English, other English.
_THEN = (
    ("ce jour-là", "that day", ("on that day",)), ("ce jour-là", "that day", ("on that day",)),
    ("à cette époque", "at that time", ("in those days", "back then")),
    ("à cette époque-là", "at that time", ("in those days", "back then")),
    ("ce soir-là", "that evening", ("that night",)), ("cette nuit-là", "that night", ()),
    ("ce matin-là", "that morning", ()), ("cette année-là", "that year", ()), ("cet été-là", "that summer", ()),
    ("à ce moment-là", "at that moment", ("at that time", "just then")),
)  # fmt: skip
_MOODS = frozenset("malade fatigué content triste fâché nerveux seul heureux inquiet jeune riche pauvre".split())
_LONG = ("habiter", "habiter", "travailler")
_DEEDS = ("arriver", "partir", "tomber", "rentrer", "sortir", "danser", "pleurer", "travailler", "dormir")


def _then(d: Draw) -> tuple[Phrase, str]:
    """ce jour-là: that day; à cette époque: at that time; and its first French noun."""
    french, english, others = d.pick(_THEN)
    words, said = french.replace("-là", " -là").split(), english.split()
    en = [En(text, None) for text in said]
    choice = Choice(1 + len(others)) if others else None
    for word in en:
        word.choice = choice
    rest = [En(text, choice, k) for k, other in enumerate(others, start=1) for text in other.split()]
    noun_at = [w for w in words if w not in ("-là",)][-1]
    that = next(w for w in en if w.text == "that")
    fr = []
    for text in words:
        if text == "à":
            fr.append(Fr(text, (en[0],)))
        elif text in ("ce", "cet", "cette", "-là"):
            fr.append(Fr(text, (that,)))
        else:
            fr.append(Fr(text, (en[-1],)))
    return Phrase(fr, [*en, *rest]), noun_at


def that_day(d: Draw) -> Sentence:
    """Ce jour-là, il pleuvait: that day, it was raining; à cette époque, nous habitions à Rome: at that time."""
    d.tag("time_adverb")
    when, noun_at = _then(d)
    long = noun_at in ("époque", "année", "été")
    roll = d.random()
    if roll < 0.25 and not long:
        d.tag("weather")
        falls = verb(d.pick(("pleuvoir", "pleuvoir", "neiger")), "weather")
        clause = Clause(it_subject(), Predicate(falls), IMPERFECT)
    elif roll < 0.5:
        subject = person(d, 0.7)
        moods = [a for a in predicates_for(subject.noun or human_noun(subject.feminine)) if a.lemma in _MOODS]
        mood = d.pick([a for a in moods if (a.lemma in ("jeune", "riche", "pauvre", "heureux", "seul")) == long])
        clause = Clause(subject, Predicate(be(), [adjective_phrase(d, mood, subject, 0.25)]), IMPERFECT)
    elif long:
        subject = person(d, 0.65)
        where = in_place(d, d.pick(places("city", "country_f", "country_m")))
        clause = Clause(subject, Predicate(verb(d.pick(_LONG), "place"), [where]), IMPERFECT)
        clause.habitual = True
    else:
        subject = person(d, 0.65)
        found = verb(d.pick(_DEEDS))
        tense = PASSE_COMPOSE
        negation = "pas" if found.lemma in ("dormir", "travailler", "danser") else ""
        clause = Clause(subject, Predicate(found), tense, negation, dated=True)
    said = realise(d, clause)
    return (with_comma(when) + said if d.chance(0.85) else said + when), "."


FAMILIES = ((until_when, 1), (around_noon, 3), (that_day, 2))
