"""Dates and years in digits: nous sommes le mardi 14 mars, le concert est le 3 juin, elle habite ici depuis 2015."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Adjective, Noun, adjectives, noun, nouns_of, places, verb
from nmt.data.toy.numbers import ORDINALS
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.subjects import belonging_to, name_phrase, person, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

_SHORT = frozenset(("avril", "juin", "septembre", "novembre"))


def _day_month(d: Draw) -> tuple[int, Noun]:
    month = d.pick(nouns_of("month"))
    last = 28 if month.fr[0] == "février" else 30 if month.fr[0] in _SHORT else 31
    return 1 + int(d.random() * last), month


def _numbered(n: int, month: Noun) -> tuple[Fr, Fr, list[En]]:
    """14 mars: March 14, March 14th, March fourteenth, the 14th of March."""
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    choice, name = Choice(4), En(month.en[0])
    before = [En(text, choice, 3) for text in ("the", f"{n}{ending}", "of")]
    days = [En(str(n), choice), En(f"{n}{ending}", choice, 1), En(ORDINALS[n - 1], choice, 2)]
    fr_day = Fr("1er" if n == 1 else str(n), (*days, before[1]))
    return fr_day, Fr(month.fr[0], (name,)), [*before, name, *days]


def date_in_digits(d: Draw, on: bool, weekday: float = 0.0, year: float = 0.0) -> Phrase:
    """le 14 mars: March 14; le mardi 14 mars: (on) Tuesday, March 14; le 14 mars 2010: March 14, 2010."""
    d.tag("date", "number")
    on_word = [En("on")] if on else []
    fr_day, fr_month, en = _numbered(*_day_month(d))
    fr = [Fr("le", (), (*on_word, *fr_day.sure))]
    if d.chance(weekday):
        day, comma = d.pick(nouns_of("weekday")), En(",")
        name = En(day.en[0])
        fr_day.possible = (comma,)
        return Phrase([*fr, Fr(day.fr[0], (name,)), fr_day, fr_month], [*on_word, name, comma, *en])
    phrase = Phrase([*fr, fr_day, fr_month], [*on_word, *en])
    if not d.chance(year):
        return phrase
    text, comma = str(1950 + int(d.random() * 76)), En(",")
    word = En(text)
    return phrase + Phrase([Fr(text, (word,), (comma,))], [comma, word])


def _today(d: Draw) -> NounPhrase:
    """nous sommes, on est, c'est, aujourd'hui c'est: it is, or today is."""
    roll = d.random()
    if roll < 0.75:
        name, person_ = ("nous", 3) if roll < 0.4 else ("on", IL) if roll < 0.6 else ("ce", IL)
        today = synonyms(name, "it", "today")
        subject = NounPhrase(today.fr, today.en, person_, IL, False, True, "its")
    else:
        choice = Choice()
        day, comma, it = En("today"), En(",", choice, 1), En("it", choice, 1)
        fr = [Fr("aujourd'hui", (day,)), Fr(",", (comma, day)), Fr("ce", (it, day))]
        subject = NounPhrase(fr, [day, comma, it], IL, IL, False, False, "its")
    if subject.fr[-1].text == "ce":
        d.tag("cest")
        subject.pronoun = "ce"
    return subject


_PARTIES = ("concert", "fête", "mariage", "examen", "match", "réunion", "rendez-vous", "anniversaire", "anniversaire")


def the_date(d: Draw) -> Sentence:
    """Nous sommes le mardi 14 mars: it is Tuesday, March 14; mon anniversaire est le 3 mai; ils partent le 12 août."""
    roll = d.random()
    if roll < 0.35:
        claim = date_in_digits(d, False, 0.5, 0.15)
        return finish(d, Clause(_today(d), Predicate(be(), [claim]), PRESENT, "pas" if d.chance(0.06) else ""))
    if roll < 0.65:
        party = noun(d.pick(_PARTIES))
        own = party.lemma in ("anniversaire", "examen", "mariage", "rendez-vous")
        subject = noun_phrase(d, party, free_possessor(d) if own else "definite", False, ())
        if party.lemma in ("anniversaire", "mariage") and d.chance(0.5):
            subject = belonging_to(d, party, False, name_phrase(d) if d.chance(0.6) else relative(d))
        claim = date_in_digits(d, True, 0.35 if party.lemma != "anniversaire" else 0.0)
        question = d.pick(("est_ce_que", "intonation")) if d.chance(0.1) else ""
        return finish(d, Clause(subject, Predicate(be(), [claim]), PRESENT, "", question))
    subject = person(d, 0.65)
    lemma = d.pick(("partir", "arriver", "revenir", "rentrer", "déménager", "se marier", "venir", "naître"))
    tense = PASSE_COMPOSE if lemma == "naître" else d.pick((PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    if lemma == "déménager" and tense == PRESENT:
        tense = NEAR_FUTURE
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous", "il", "elle") and d.chance(0.25) else ""
    clause = Clause(subject, Predicate(verb(lemma)), tense, "", question, dated=True)
    past = tense == PASSE_COMPOSE
    clause.end.append(date_in_digits(d, True, 0.0 if past else 0.3, 0.6 if lemma == "naître" else 0.2 * past))
    return finish(d, clause)


_HERE = (("ici", "here"), ("dans cette ville", "in this city"), ("dans ce quartier", "in this neighborhood"))


@cache
def _states() -> tuple[Adjective, ...]:
    return tuple(
        a for a in adjectives() if a.lemma in ("marié", "célibataire", "célèbre") and a.classes & {"adult", "person"}
    )


def _acquainted(d: Draw, subject: NounPhrase) -> NounPhrase:
    """Whom one got to know some year: no relative."""
    while (other := name_phrase(d)).fr[-1].text in [word.text for word in subject.fr]:
        pass
    return other


def since_year(d: Draw) -> Sentence:
    """Elle habite à Lyon depuis 2015: she has lived in Lyon since 2015; de 2010 à 2015, il a travaillé à Rome."""
    d.tag("number", "time_adverb")
    subject = person(d, 0.6)
    first = 1980 + int(d.random() * 44)
    if d.chance(0.2):
        last = min(2025, first + 1 + int(d.random() * 9))
        found = verb(d.pick(("habiter", "travailler")), "place")
        clause = Clause(subject, Predicate(found, [in_place(d, d.pick(places("city", "country_f", "country_m")))]),
                        PASSE_COMPOSE, dated=True)  # fmt: skip
        span = pair("de", "from") + pair(str(first), str(first)) + synonyms("à", "to", "until")
        span += pair(str(last), str(last))
        clause.front, clause.end = ([span + pair(",", ",")], []) if d.chance(0.4) else ([], [span])
        return finish(d, clause)
    roll = d.random()
    if roll < 0.45:
        where = aligned(*d.pick(_HERE))
        if d.chance(0.65):
            where = in_place(d, d.pick(places("city", "country_f", "country_m")))
        predicate = Predicate(verb(d.pick(("habiter", "habiter", "travailler")), "place"), [where])
    elif roll < 0.6:
        state = d.pick(_states())
        predicate = Predicate(be(), [adjective_phrase(d, state, subject, 0.0)])
    elif roll < 0.75:
        predicate = Predicate(verb("connaître", "tr"), [_acquainted(d, subject)])
    elif roll < 0.88:
        language = noun_phrase(d, d.pick(nouns_of("language")), "generic")
        predicate = Predicate(verb(d.pick(("étudier", "apprendre")), "tr"), [language])
    else:
        owned = d.pick([n for n in nouns_of("vehicle_own", "pet", "instrument", "house_like") if n.number == "count"])
        first = 2012 + first % 13 if owned.has("pet") else first
        predicate = Predicate(verb("avoir", "tr"), [noun_phrase(d, owned, "demonstrative", False, ())])
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous", "il", "elle") and d.chance(0.3) else ""
    clause = Clause(subject, predicate, PRESENT, "", question, lasting=True)
    clause.end.append(pair("depuis", "since") + pair(str(first), str(first)))
    return finish(d, clause)


FAMILIES = ((the_date, 3), (since_year, 2))
