"""How, how long, still or already: adverbs inside and behind the verb."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Verb, adjectives, listed, nouns_of, read_table, verb
from nmt.data.toy.numbers import hour, lasting
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place, somewhere
from nmt.data.toy.realise import head_word
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be, question_or_statement
from nmt.data.toy.sentences.modals import governed_words, place_purpose
from nmt.data.toy.subjects import person
from nmt.data.toy.verbs import REFLEXIVE, verb_alignment
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_SHORT = frozenset(("bien", "très bien", "mal", "beaucoup", "trop"))


@cache
def manners() -> dict[str, tuple[str, ...]]:
    """Verbs and the adverbs that go well with them."""
    return {row["verb"]: listed(row["adverbs"]) for row in read_table("manners")}


@cache
def adverbs() -> dict[str, str]:
    """Adverbs of manner and quantity with their English."""
    return {row["fr"]: row["en"] for row in read_table("adverbs")}


def _how(adverb: str) -> Phrase:
    """The adverb with its English; vite is quickly as well."""
    said = aligned(adverb, adverbs()[adverb])
    if adverb.split()[-1] == "vite":
        choice = said.en[-1].choice = Choice()
        quickly = En("quickly", choice, 1)
        said.fr[-1].sure = (*said.fr[-1].sure, quickly)
        said.en.append(quickly)
    return said


def manner(d: Draw) -> Sentence:
    """Elle chante très bien; tu parles trop vite ?; il a bien dormi; ils travaillent beaucoup."""
    d.tag("manner_adverb")
    lemma = d.pick(tuple(manners()))
    adverb = d.pick(manners()[lemma])
    subject, question = question_or_statement(d, person(d, 0.55), 0.2)
    if adverb == "ensemble" and not subject.plural:
        adverb = "beaucoup"
    tense = d.pick((PRESENT, PRESENT, PRESENT, IMPERFECT, PASSE_COMPOSE, NEAR_FUTURE))
    phrase = _how(adverb)
    predicate = Predicate(verb(lemma, "intr"), simple=adverb not in ("lentement", "doucement", "ensemble"))
    clause = Clause(subject, predicate, tense, "pas" if d.chance(0.2) else "", question)
    if tense in (PASSE_COMPOSE, NEAR_FUTURE) and adverb in _SHORT and (tense == PASSE_COMPOSE or adverb != "beaucoup"):
        # A short adverb stands before the participle or the infinitive: il a bien dormi.
        clause.mid = Phrase(phrase.fr, [])
        clause.end.append(Phrase([], phrase.en))
    else:
        clause.end.append(phrase)
    if tense == PRESENT and d.chance(0.1):
        clause.end.append(aligned("ici", "here"))
    return finish(d, clause)


def speaking(d: Draw) -> Sentence:
    """Elle parle bien français; vous parlez un peu anglais; je ne parle pas chinois."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.3)
    language: Phrase = noun_phrase(d, d.pick(nouns_of("language")), "none")
    if d.chance(0.12):
        second = noun_phrase(d, d.pick(nouns_of("language")), "none")
        if second.fr[0].text != language.fr[0].text:
            language = language + aligned("et", "and") + second
    negation = d.pick(("pas", "pas", "jamais", "plus")) if d.chance(0.25) else ""
    after = language
    if d.chance(0.45) and (not negation or negation == "pas"):
        adverb = d.pick(("bien", "très bien", "un peu")) if not negation else "bien"
        how = aligned(adverb, adverbs()[adverb])
        little = adverb == "un peu"
        after = Phrase([*how.fr, *language.fr], [*how.en, *language.en] if little else [*language.en, *how.en])
    clause = Clause(subject, Predicate(verb("parler", "tr_lang"), [after]), PRESENT, negation, question)
    if d.chance(0.1):
        clause.tense = IMPERFECT
    return finish(d, clause)


def in_progress(d: Draw) -> Sentence:
    """Je suis en train de manger: I am eating."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.15)
    found = d.pick(_ongoing())
    complements = predicate_for(d, found, subject)
    ing = [En(subject.owner if text == "one's" else text) for text in found.en.ing]
    near = tuple(ing[:1])
    words = [Fr("en", (), near), Fr("train", (), near), Fr("de", (), near)]
    if found.reflexive:
        d.tag("reflexive")
        words.append(Fr(REFLEXIVE[subject.person], (), tuple(ing)))
    words.append(head_word(found, found.fr.infinitive, ing, []))
    words += tail_words(found, ing)
    phrase = Phrase([*words, *complements.french_after()], [*ing, *complements.english_after()])
    return finish(d, Clause(subject, Predicate(be(), [phrase]), PRESENT if d.chance(0.8) else IMPERFECT, "", question))


def tail_words(found: Verb, english: list[En]) -> list[Fr]:
    """The fixed words behind a verb (la vaisselle), linked into its English words."""
    return [
        Fr(text, tuple(english[j] for j in sure), tuple(english[j] for j in near))
        for text, sure, near in verb_alignment(found).tail
    ]


@cache
def _ongoing() -> tuple[Verb, ...]:
    return tuple(
        v
        for v in action_verbs()
        if v.aspect == "event"
        and "person" in v.subjects
        and v.frame in ("intr", "tr", "refl")
        and not v.etre | v.en.is_be
    )


_UNITS = frozenset(("an", "mois", "semaine", "jour", "heure", "minute", "seconde"))


_LONG_UNITS = frozenset(("an", "mois", "semaine", "jour"))


def length_of_time(d: Draw, units: frozenset[str]) -> Phrase:
    """deux ans, dix minutes, une heure, une demi-heure: half an hour."""
    if "minute" in units and d.chance(0.1):
        return aligned("une demi-heure", "half an hour")
    unit = d.pick([u for u in nouns_of("time_unit") if u.lemma in units])
    if d.chance(0.12):
        return noun_phrase(d, unit, "indefinite")
    number = number_phrase(2 + int(d.random() * 19), unit.gender == "f")
    return number + aligned(unit.fr[1], unit.en[1])


def duration(d: Draw) -> Sentence:
    """J'attends le bus depuis une heure: I have been waiting for the bus for an hour; il a dormi pendant dix heures."""
    d.tag("time_adverb")
    subject = person(d, 0.65)
    if d.chance(0.65):
        return _going_on(d, subject)
    for_ = En("for")
    length = length_of_time(d, _UNITS)
    found = verb(
        d.pick(("dormir", "travailler", "marcher", "nager", "danser", "attendre", "parler", "étudier")), "intr"
    )
    clause = Clause(subject, Predicate(found), PASSE_COMPOSE, "pas" if d.chance(0.1) else "", dated=True)
    clause.end.append(Phrase([Fr("pendant", (for_,)), *length.fr], [for_, *length.en]))
    return finish(d, clause)


def _going_on(d: Draw, subject: NounPhrase) -> Sentence:
    """depuis with the present: what began in the past and goes on."""
    roll = d.random()
    subject, question = question_or_statement(d, subject, 0.15)
    units = _LONG_UNITS
    if roll < 0.4:
        found = verb(d.pick(("habiter", "travailler", "vivre")), "place")
        predicate = Predicate(found, [pair("ici", "here") if d.chance(0.3) else in_place(d, somewhere(d))])
    elif roll < 0.5:
        sick = d.pick([a for a in adjectives() if a.lemma in ("malade", "marié", "fatigué", "absent")])
        predicate = Predicate(be(), [adjective_phrase(d, sick, subject, 0.0)])
    else:
        found = d.pick(_lasting())
        predicate = predicate_for(d, found, subject)
        units = _LONG_UNITS if found.lemma in _FOR_YEARS else _UNITS - {"seconde", "an"}
    clause = Clause(subject, predicate, PRESENT, "", question, lasting=True)
    roll = d.random()
    if roll < 0.8:
        since = lasting(length_of_time(d, units))
    else:
        time = hour(d, 0.0) if units is not _LONG_UNITS else aligned(*d.pick(_BEGINNINGS))
        if time.fr[-1].text in ("heure", "heures"):  # depuis neuf heures is how long as well: for nine hours
            time = aligned("midi", "noon")
        since = pair("depuis", "since") + time
    clause.end.append(since)
    return finish(d, clause)


_FOR_YEARS = frozenset("apprendre étudier connaître jouer habiter".split())
_BEGINNINGS = (("hier", "yesterday"), ("lundi", "Monday"), ("dimanche", "Sunday"), ("septembre", "September"))


@cache
def _lasting() -> tuple[Verb, ...]:
    """What one may be doing for a while, or know and have for years."""
    wanted = (
        "attendre apprendre étudier connaître jouer dormir travailler lire regarder chercher parler pleurer marcher "
        "chanter danser nager courir cuisiner"
    ).split()
    return tuple(
        v for v in action_verbs()
        if v.lemma in wanted and "person" in v.subjects and v.frame in ("intr", "tr", "tr_prep")
    )  # fmt: skip


def also(d: Draw) -> Sentence:
    """J'aime aussi le thé; elle a déjà mangé; nous dormons encore; il dort déjà."""
    d.tag("manner_adverb")
    roll = d.random()
    subject, question = question_or_statement(d, person(d, 0.6), 0.2)
    if roll < 0.45:
        found = d.pick(
            [v for v in action_verbs() if v.frame in ("tr", "intr") and "person" in v.subjects and not v.stative]
        )
        predicate = predicate_for(d, found, subject)
        already = aligned("déjà", "already")
        return finish(d, Clause(subject, predicate, PASSE_COMPOSE, "", question, mid=already, perfect=True))
    if roll < 0.75:
        found = d.pick([v for v in action_verbs() if v.lemma in _ADDED and v.frame in ("tr", "tr_lang", "tr_prep")])
        predicate = predicate_for(d, found, subject)
        predicate.simple = True
        return finish(d, with_also(Clause(subject, predicate, PRESENT, "", question)))
    found = d.pick([v for v in _ongoing() if v.frame == "intr" and not v.tail])
    mid = aligned(*(("déjà", "already") if d.chance(0.25) else ("encore", "still")))
    return finish(d, Clause(subject, Predicate(found), d.pick((PRESENT, PRESENT, IMPERFECT)), "", question, mid=mid))


def with_also(clause: Clause) -> Clause:
    """aussi beside the verb: also beside the English one, or too at the end."""
    choice = Choice()
    also, too = En("also", choice), En("too", choice, 1)
    clause.mid = Phrase([Fr("aussi", (also, too))], [also])
    clause.end.append(Phrase([], [too]))
    return clause


_ADDED = frozenset(("aimer", "parler", "jouer", "étudier", "adorer"))


def purpose(d: Draw) -> Sentence:
    """Je vais au marché pour acheter du pain: I am going to the market to buy some bread."""
    d.tag("infinitive_complement")
    subject = person(d, 0.6)
    place, governed = place_purpose(d, subject)
    main = Clause(subject, Predicate(verb("aller", "motion"), [place]), d.pick((PRESENT, PRESENT, PASSE_COMPOSE)))
    main.end.append(governed_words(subject, governed, "pour"))
    return finish(d, main)
