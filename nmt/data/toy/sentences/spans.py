"""From when and until when, last night and tonight, and numbers in digits as teachers write them."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, going_to_place
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.digits import WRITTEN, is_written, written_hour
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, Verb, adjectives, expressions, noun, nouns_of, verb, verbs_of
from nmt.data.toy.numbers import ORDINALS, day_of_month, hour, weekday_phrase
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.being import adjective_phrase, aged, be
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.subjects import person, thing_phrase
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms


def _day(d: Draw) -> Phrase:
    """vendredi: Friday; le vingt mai: May twentieth; mardi matin: Tuesday morning; demain; without on."""
    roll = d.random()
    if roll < 0.45:
        date = day_of_month(d)
        date.fr[0].article = True
        return date
    if roll < 0.85:
        day = weekday_phrase(d)
        return Phrase([Fr(w.text, tuple(t for t in w.sure if t.text != "on")) for w in day.fr],
                      [w for w in day.en if w.text != "on"])  # fmt: skip
    return expression_phrase(d.pick(_soon()))


@cache
def _soon() -> tuple[Expression, ...]:
    wanted = ("demain", "lundi prochain", "samedi prochain", "la semaine prochaine", "l'année prochaine")
    return tuple(e for e in expressions("future_adverb") if e.fr in wanted)


def _span(d: Draw, long: bool, past: bool) -> Phrase:
    """jusqu'au vingt mai, à partir de lundi, de huit heures à midi, du trois mai au dix juin, entre une heure et ..."""
    d.tag("time_adverb")
    roll = d.random()
    if roll < 0.34 or (past and roll < 0.58):
        return aligned("jusqu'à", "until") + (_day(d) if long else hour(d))
    if roll < 0.58:
        choice = Choice()
        words = [En("from", choice), En("starting", choice, 1)]
        fr = [Fr("à", (), tuple(words)), Fr("partir", tuple(words)), Fr("de", (), tuple(words))]
        return Phrase(fr, words) + (_day(d) if long else hour(d))
    if roll < 0.7 and long:
        months = [n.fr[0] for n in nouns_of("month")]
        while True:
            one, two = day_of_month(d), day_of_month(d)
            if months.index(one.fr[-1].text) < months.index(two.fr[-1].text):
                break
        one.fr[0].article = two.fr[0].article = True
        return pair("de", "from") + one + synonyms("à", "to", "until") + two
    if d.chance(WRITTEN):
        begin = 7 + int(d.random() * 8)
        one, two = written_hour(d, begin), written_hour(d, begin + 2 + int(d.random() * 6))
        return pair("de", "from") + one + synonyms("à", "to", "until") + two
    start, end = sorted(1 + int(d.random() * 12) for _ in range(2))
    one, two = _full_hour(start), _full_hour(end + (start == end))
    if roll < 0.85:
        return pair("de", "from") + one + synonyms("à", "to", "until") + two
    return pair("entre", "between") + one + pair("et", "and") + two


def _full_hour(n: int) -> Phrase:
    """huit heures: eight o'clock; midi: noon; treize heures: one o'clock."""
    if n == 12:
        return pair("midi", "noon")
    oclock = En("o'clock", Choice())
    number = number_phrase(n, True)
    if n > 12:
        number.en[0].text = number_phrase(n - 12).en[0].text
    return number + Phrase([Fr("heure" if n == 1 else "heures", (oclock,))], [oclock])


# What lasts: states of people, and what they do.
_LASTING = frozenset("travailler dormir étudier lire jouer nager attendre se reposer danser".split()) | {"se reposer"}
_STATES = ("absent", "occupé", "malade", "libre", "seul")


_AWAY = frozenset(("vacances", "mer", "campagne", "montagne", "étranger"))


def spanning(d: Draw) -> Sentence:
    """Elle travaille jusqu'à vendredi; je suis libre à partir de midi; la banque est fermée jusqu'au trois mai."""
    roll = d.random()
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    subject = person(d, 0.65)
    if roll < 0.25:
        shop = d.pick([n for n in nouns_of("building_open") if n.number == "count"])
        subject = thing_phrase(d, shop, False)
        state = d.pick([a for a in adjectives() if a.lemma in ("ouvert", "fermé")])
        predicate, tense = (
            Predicate(be(), [adjective_phrase(d, state, subject, 0.0)]),
            d.pick((PRESENT, PRESENT, IMPERFECT)),
        )
    elif roll < 0.45:
        mood = d.pick([a for a in adjectives() if a.lemma in _STATES and "person" in a.classes])
        predicate = Predicate(be(), [adjective_phrase(d, mood, subject, 0.0)])
        tense = d.pick((PRESENT, PRESENT, IMPERFECT))
    elif roll < 0.65:
        places = [e for e in expressions("place_static") if e.fr not in ("au lit", "au cinéma")]
        where = expression_phrase(d.pick(places)) if d.chance(0.7) else going_to_place(d, False)
        staying = d.chance(0.6)
        predicate = Predicate(verb("rester", "place") if staying else be(), [where])
        tense = tense if staying else PRESENT
    else:
        doing = d.pick([v for v in verbs_of("intr", "refl") if v.lemma in _LASTING])
        predicate = predicate_for(d, doing, subject)
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous", "il", "elle") and d.chance(0.25) else ""
    clause = Clause(subject, predicate, tense, "", question, dated=True)
    away = any(word.text in _AWAY for part in predicate.after for word in part.fr)
    long = away or (predicate.verb.frame != "refl" and d.chance(0.55))
    span = _span(d, long, tense in (PASSE_COMPOSE, IMPERFECT))
    hours = is_written(span) or any(word.text in ("heure", "heures", "midi", "minuit") for word in span.fr)
    predicate.simple = tense == PRESENT and hours  # works from two o'clock to three, is working until Sunday
    clause.end.append(span)
    return finish(d, clause)


# What may happen in the night.
_NIGHTLY = ("dormir", "travailler", "pleurer", "étudier", "crier", "danser", "arriver", "partir", "rentrer", "tomber",
            "se réveiller", "se lever", "sortir", "tousser", "aboyer")  # fmt: skip


def tonight(d: Draw) -> Sentence:
    """J'ai mal dormi cette nuit: last night; il va neiger cette nuit: tonight; cette nuit, il a plu."""
    d.tag("time_adverb")
    past = d.chance(0.7)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PASSE_COMPOSE, IMPERFECT)) if past else NEAR_FUTURE
    roll = d.random()
    if roll < 0.25:
        found = verb(d.pick(("pleuvoir", "neiger")), "weather")
        subject, predicate = it_subject(), Predicate(found)
        subject.pronoun = "il"
        d.tag("weather")
    elif roll < 0.33:
        subject = thing_phrase(d, noun("chien"))
        predicate = Predicate(verb("aboyer", "intr"))
    else:
        doing = d.pick([v for v in verbs_of("intr", "refl", "born") if v.lemma in _NIGHTLY and "person" in v.subjects])
        subject = person(d, 0.65)
        predicate = predicate_for(d, doing, subject)
        if tense == IMPERFECT and doing.lemma not in ("dormir", "travailler", "étudier"):
            tense = PASSE_COMPOSE
    negation = "pas" if d.chance(0.15) else ""
    clause = Clause(subject, predicate, tense, negation, dated=True)
    when = aligned("cette nuit", "last night", "0-0 1-1") if past else aligned("cette nuit", "tonight", "0-0 1-0")
    if predicate.verb.lemma == "dormir" and past and not negation and d.chance(0.6):
        d.tag("manner_adverb")
        how = d.pick((("bien", "well"), ("mal", "badly"), ("très mal", "very badly"), ("trop", "too much")))
        said = aligned(*how)
        clause.mid = Phrase(said.fr, [])
        clause.end.append(Phrase([], said.en))
    if d.chance(0.25):
        clause.front.append(when + pair(",", ","))
    else:
        clause.end.append(when)
    subject_question = subject.pronoun in ("tu", "vous") and not clause.front and d.chance(0.5)
    clause.question = pick_question(d, subject) if subject_question else ""
    result = finish(d, clause)
    if roll < 0.25:
        d.tags.pop("subject_il", None)
    return result


def _digits(n: int) -> Phrase:
    return pair(str(n), str(n))


def _clock(d: Draw) -> Phrase:
    """8 h 30, 8h30: 8:30; 10 heures: 10 o'clock; 20 heures: 8 pm."""
    n = 1 + int(d.random() * 12)
    if d.chance(0.15):
        return _later(d, 13 + int(d.random() * 10))
    if d.chance(0.4):
        oclock = En("o'clock")
        return _digits(n) + Phrase([Fr("heure" if n == 1 else "heures", (oclock,))], [oclock])
    return written_hour(d, n + 12 if n < 11 and d.chance(0.3) else n)


def _later(d: Draw, n: int) -> Phrase:
    """20 heures: 8 pm, or 8 o'clock."""
    choice = Choice()
    number, pm, oclock = En(str(n - 12)), En("pm", choice), En("o'clock", choice, 1)
    return Phrase([Fr(str(n), (number,)), Fr("heures", (pm, oclock))], [number, pm, oclock])


def _some_age(d: Draw, subject: NounPhrase) -> int:
    """Children are young, grown-ups are not; of the others nothing is known."""
    if subject.noun is None:
        return 2 + int(d.random() * 89)
    if subject.noun.lemma.startswith("grand"):
        return 60 + int(d.random() * 35)
    return 3 + int(d.random() * 15) if subject.noun.has("child") else 20 + int(d.random() * 50)


def _date(d: Draw) -> Phrase:
    """le 3 mai 2015: on May 3, 2015 (or May third, 2015)."""
    month = d.pick(nouns_of("month"))
    n = 1 + int(d.random() * (28 if month.fr[0] == "février" else 30))
    first = n == 1
    on, name = En("on"), En(month.en[0])
    choice = Choice(2)
    day = [En(str(n), choice), En(ORDINALS[n - 1], choice, 1)]
    fr = [Fr("le", (), (on, *day), article=False), Fr("1er" if first else str(n), tuple(day)), Fr(month.fr[0], (name,))]
    if d.chance(0.45):
        return Phrase(fr, [on, name, *day])
    return Phrase(fr, [on, name, *day]) + Phrase([], [En(",")]) + _year(d)


def _year(d: Draw) -> Phrase:
    return _digits(1950 + int(d.random() * 80))


def in_digits(d: Draw) -> Sentence:
    """J'ai 12 ans; ça coûte 20 euros; le film commence à 8h30; elle est née le 3 mai 2008; la chambre 12; en 2010."""
    d.tag("number")
    roll = d.random()
    if roll < 0.28:
        subject = person(d, 0.6)
        n, choice = _some_age(d, subject), Choice()
        year, old = En("years", choice), En("old", choice)
        age = _digits(n) + Phrase([Fr("ans", (year,), (old,))], [year, old])
        question = pick_question(d, subject) if subject.pronoun in ("tu", "il", "elle") and d.chance(0.2) else ""
        tense = PRESENT if d.chance(0.85) else IMPERFECT
        return finish(d, Clause(subject, Predicate(aged(), [age]), tense, "", question))
    if roll < 0.45:
        thing = d.pick([n for n in nouns_of("buyable", "ticket") if n.number == "count"])
        subject = noun_phrase(d, thing, d.pick(("demonstrative", "definite")), d.chance(0.25), ())
        most = 12 if thing.has("food", "school_thing") else 90
        cost = _digits(2 + int(d.random() * most)) + pair("euros", "euros")
        return finish(d, Clause(subject, Predicate(verb("coûter", "price"), [cost]), PRESENT))
    subject = person(d, 0.6)
    if roll < 0.72:
        found = d.pick([v for v in verbs_of("intr", "refl") if v.lemma in _AT_HOURS])
        tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
        if d.chance(0.3):
            begun = d.pick(nouns_of("event"))
            subject = noun_phrase(d, begun, "definite", False, ())
            found = d.pick([v for v in verbs_of("intr") if "event" in v.subjects])
        clause = Clause(subject, Predicate(found, simple=tense == PRESENT), tense, dated=True)
        clause.end.append(pair("à", "at") + _clock(d))
        return finish(d, clause)
    born = roll < 0.82
    found = verb("naître") if born else d.pick(_done())
    clause = Clause(subject, Predicate(found) if born else predicate_for(d, found, subject), PASSE_COMPOSE, dated=True)
    clause.end.append(_date(d) if d.chance(0.6) else pair("en", "in") + _year(d))
    return finish(d, clause)


_AT_HOURS = frozenset(("partir", "arriver", "rentrer", "sortir", "se lever", "se coucher", "se réveiller"))


@cache
def _done() -> tuple[Verb, ...]:
    """What one remembers the day of."""
    lemmas = (*"déménager acheter vendre visiter rencontrer arriver partir recevoir".split(), "se marier")
    return tuple(v for v in action_verbs() if v.lemma in lemmas and v.subjects & {"person", "adult"})


FAMILIES = ((spanning, 8), (tonight, 4), (in_digits, 8))
