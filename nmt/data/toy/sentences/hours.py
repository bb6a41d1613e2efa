"""Clock, calendar and weather."""

from __future__ import annotations

from nmt.data.toy.adverbials import expression_phrase, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Verb, conjugation, expressions, noun, nouns_of, places, verb
from nmt.data.toy.numbers import clock_time, day_of_month, hour, year_part
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question, pick_tense
from nmt.data.toy.sentences.being import be, question_or_statement
from nmt.data.toy.subjects import belonging_to, name_phrase, person, relative, subject_for
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms


def it_subject(person_: int = IL, english: str = "it") -> NounPhrase:
    """Impersonal il: it; or the weather, for which it does not really stand (il fait beau: the weather is nice)."""
    words = [En(text) for text in english.split()]
    il = Fr("il", tuple(words)) if english == "it" else Fr("il", (), tuple(words))
    return NounPhrase([il], words, person_, IL, False, False, "its")


def what_time(d: Draw) -> Sentence:
    """Il est huit heures et demie: it is half past eight; il est tard."""
    d.tag("clock_time")
    subject = it_subject()
    subject.pronoun = "il"
    late = aligned(
        *d.pick(
            (
                ("tard", "late"),
                ("tôt", "early"),
                ("trop tard", "too late"),
                ("très tard", "very late"),
                ("très tôt", "very early"),
            )
        )
    )
    complement = hour(d) if d.chance(0.85) else late
    if complement is not late and d.chance(0.12):
        complement = aligned("presque", "almost") + complement
    clause = Clause(subject, Predicate(be(), [complement]), PRESENT if d.chance(0.85) else IMPERFECT)
    clause.negation = "pas" if d.chance(0.12) else ""
    clause.question = d.pick(("est_ce_que", "intonation", "inversion")) if d.chance(0.1) else ""
    result = finish(d, clause)
    d.tags.pop("subject_il", None)
    return result


def bound_for(d: Draw, train: NounPhrase) -> NounPhrase:
    """Maybe say where a train goes: le train pour Paris, the train to Paris."""
    if not d.chance(0.3):
        return train
    city, choice = d.pick(places("city")), Choice()
    to, for_ = En("to", choice), En("for", choice, 1)
    name = aligned(city.fr, city.en)
    train.fr, train.en = [*train.fr, Fr("pour", (to, for_)), *name.fr], [*train.en, to, for_, *name.en]
    return train


def at_what_time(d: Draw) -> Sentence:
    """Le train part à neuf heures; je me lève à sept heures."""
    d.tag("clock_time")
    roll = d.random()
    if roll < 0.35:
        subject = bound_for(d, subject_for(d, frozenset({"public_transport_timed"})))
        found = verb(d.pick(("partir", "arriver")), "intr")
    elif roll < 0.5:
        subject = noun_phrase(d, d.pick(nouns_of("event", "lesson_event", "match")), "definite", False)
        found = verb(d.pick(("commencer", "finir")), "intr")
    else:
        subject = person(d, 0.65)
        found = verb(
            d.pick(
                (
                    "se lever",
                    "se coucher",
                    "se réveiller",
                    "déjeuner",
                    "dîner",
                    "rentrer",
                    "partir",
                    "arriver",
                    "travailler",
                    "se doucher",
                )
            )
        )
    subject, question = (
        question_or_statement(d, subject, 0.15)
        if roll >= 0.5
        else (subject, pick_question(d, subject) if d.chance(0.15) else "")
    )
    tense = pick_tense(d, found) if found.aspect == "event" else PRESENT
    if tense in (IMPERFECT, "recent_past"):
        tense = PRESENT
    clause = Clause(subject, Predicate(found, simple=True), tense, "", question)
    clause.end.append(clock_time(d))
    if tense == PRESENT and d.chance(0.25):
        clause.habitual = True
        days = [e for e in expressions("habit_adverb_post") if e.fr not in _PART_OF_DAY]
        clause.end.append(expression_phrase(d.pick(days)))
    elif tense == NEAR_FUTURE and d.chance(0.4):
        clause.end.append(aligned(*d.pick((("demain", "tomorrow"), ("lundi", "on Monday"), ("ce soir", "tonight")))))
    return finish(d, clause)


# An hour says it already, or says something else: not à dix heures et demie la nuit.
_PART_OF_DAY = frozenset(("le matin", "le soir", "l'après-midi", "la nuit", "tout le temps"))


def calendar(d: Draw) -> Sentence:
    """Nous sommes lundi; mon anniversaire est le trois mai; aujourd'hui, c'est mardi."""
    d.tag("date")
    roll = d.random()
    negation = "pas" if d.chance(0.15) else ""
    if roll < 0.35:
        today = synonyms("nous" if roll < 0.2 else "on", "it", "today")
        subject = NounPhrase(today.fr, today.en, 3 if roll < 0.2 else IL, IL, False, True, "its")
        day = d.pick(nouns_of("weekday"))
        when = pair(day.fr[0], day.en[0]) if d.chance(0.6) else day_of_month(d)
        return finish(d, Clause(subject, Predicate(be(), [when]), PRESENT, negation))
    if roll < 0.6:
        party = noun(d.pick(("anniversaire", "examen", "mariage", "fête", "rendez-vous", "concert", "match")))
        owner = free_possessor(d) if party.lemma in ("anniversaire", "examen", "mariage", "rendez-vous") else "definite"
        subject = noun_phrase(d, party, owner)
        if party.lemma == "anniversaire" and d.chance(0.4):
            subject = belonging_to(d, party, False, name_phrase(d) if d.chance(0.6) else relative(d))
        date = day_of_month(d)
        on = En("on")
        date = Phrase(date.fr, [on, *date.en])
        date.fr[0].possible = (on,)
        return finish(d, Clause(subject, Predicate(be(), [date]), PRESENT, negation))
    d.tag("cest")
    day = d.pick(nouns_of("weekday"))
    when = pair(day.fr[0], day.en[0]) if d.chance(0.5) else day_of_month(d)
    named = aligned("aujourd'hui", "today") if d.chance(0.5) else None
    if named is None and d.chance(0.4) and not negation:
        named = pair("demain", "tomorrow")
    return finish(d, Clause(_this_day(named), Predicate(be(), [when]), PRESENT, negation))


def _this_day(named: Phrase | None) -> NounPhrase:
    """c'est: it is (or today is); aujourd'hui, c'est: today is (or today, it is)."""
    if named is None:
        today = synonyms("ce", "it", "today")
    else:
        choice = Choice()
        day, (comma, it) = named.en[0], (En(text, choice, 1) for text in (",", "it"))
        today = Phrase([*named.fr, Fr(",", (comma, day)), Fr("ce", (it, day))], [day, comma, it])
    subject = NounPhrase(today.fr, today.en, IL, IL, False, False, "its")
    subject.pronoun = "ce"
    return subject


def weather(d: Draw) -> Sentence:
    """Il fait froid en hiver; aujourd'hui, il pleut; il ne va pas neiger demain."""
    d.tag("weather")
    if d.chance(0.12):
        asked = aligned("quel temps fait-il", "what is the weather like")
        when = d.pick(expressions("day_adverb"))
        return asked + (expression_phrase(when) if d.chance(0.5) else in_place(d, d.pick(places("city")))), "?"
    if d.chance(0.45):
        return _precipitation(d)
    phrase = d.pick([e for e in expressions("weather") if e.fr.startswith("il fait")])
    quality = phrase.fr.removeprefix("il fait ")
    english = phrase.en.split()[-1]
    subject = it_subject(english=" ".join(phrase.en.split()[:-2]))
    doing = Verb(
        "faire " + quality,
        conjugation("faire"),
        "",
        False,
        False,
        be().en,
        "attr",
        "",
        frozenset(),
        frozenset(),
        "state",
    )
    words: list[Phrase] = []
    negation = "pas" if d.chance(0.2) else ""
    if d.chance(0.35) and quality != "nuit":
        d.tag("degree_adverb")
        degrees = (("très", "very"), ("trop", "too"), ("assez", "quite"))  # pas assez is not enough
        words.append(pair(*d.pick(degrees[:2] if negation else degrees)))
    words.append(synonyms(quality, "hot", "warm") if quality == "chaud" else pair(quality, english))
    tense = d.pick((PRESENT, PRESENT, PRESENT, IMPERFECT, NEAR_FUTURE))
    clause = Clause(subject, Predicate(doing, words), tense, negation)
    clause.question = d.pick(("est_ce_que", "intonation", "inversion")) if d.chance(0.12) else ""
    if clause.question:
        subject.pronoun = "il"
    _when_where(d, clause)
    result = finish(d, clause)
    d.tags.pop("subject_il", None)
    return result


def _precipitation(d: Draw) -> Sentence:
    found = verb(d.pick(("pleuvoir", "neiger")), "weather")
    subject = it_subject()
    subject.pronoun = "il"
    tense = d.pick((PRESENT, PRESENT, NEAR_FUTURE, PASSE_COMPOSE, IMPERFECT))
    clause = Clause(subject, Predicate(found), tense, d.pick(("pas", "pas", "plus", "jamais")) if d.chance(0.2) else "")
    if clause.negation in ("plus", "jamais"):
        clause.tense = PRESENT
    if d.chance(0.3) and clause.negation != "plus":
        much = aligned("beaucoup", "a lot")
        d.tag("degree_adverb")
        if tense == PASSE_COMPOSE:
            clause.mid = None
        elif tense in (PRESENT, IMPERFECT):
            clause.end.append(much)
    clause.question = d.pick(("est_ce_que", "intonation", "inversion")) if d.chance(0.15) else ""
    _when_where(d, clause)
    result = finish(d, clause)
    d.tags.pop("subject_il", None)
    return result


def _when_where(d: Draw, clause: Clause) -> None:
    roll = d.random()
    kinds = {
        PRESENT: "present_adverb",
        NEAR_FUTURE: "future_adverb",
        PASSE_COMPOSE: "past_adverb",
        IMPERFECT: "past_adverb",
    }
    if roll < 0.3:
        moment = expression_phrase(d.pick(expressions(kinds[clause.tense])))
        d.tag("time_adverb")
        if not clause.question and d.chance(0.35):
            clause.front.append(with_comma(moment))
        else:
            clause.end.append(moment)
    elif roll < 0.5 and clause.tense == PRESENT:
        clause.habitual = True
        if not clause.question and d.chance(0.45):
            clause.front.append(with_comma(year_part(d)))
        else:
            clause.end.append(year_part(d))
    elif roll < 0.68:
        place = d.pick(places())
        clause.end.append(in_place(d, place))
        if clause.tense == PRESENT and roll > 0.6:
            clause.habitual = True
            clause.end.append(year_part(d))
    elif roll < 0.74:
        clause.end.append(pair("ici", "here"))
