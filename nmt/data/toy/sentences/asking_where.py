"""Questions about circumstances: où, quand, comment, pourquoi, à quelle heure; comment va ... ?"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from nmt.data.toy.adverbials import PLANNED, going_to_place
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import Verb, conjugation, nouns_of, verb, verbs_of
from nmt.data.toy.objects import action_verbs, predicate_for, sense
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.place_names import for_place
from nmt.data.toy.sentences.actions import Sentence, finish, pick_tense
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.subjects import person, pronoun, subject_for, thing_phrase
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, in_other_words, pair

_NOT_ME = ("tu", "tu", "vous", "vous", "il", "elle", "on", "nous", "ils", "elles")
_ADVERBS = (
    ("où", "where", "ou"),
    ("quand", "when", "quand"),
    ("comment", "how", "comment"),
    ("à quelle heure", "", "quand"),
)
_WHERE = frozenset("travailler dormir acheter manger étudier déjeuner dîner jouer nager danser".split())
_HOW = frozenset("voyager préparer réparer apprendre écrire ouvrir fermer".split())
_NOT_WHY = frozenset("vouloir avoir voir parler comprendre".split())


def asked(d: Draw, clause: Clause, wh: Phrase, in_situ: bool = True) -> Sentence:
    """Ask the clause with a question word, in one of the ways French has."""
    clause.wh = wh
    roll = d.random()
    if in_situ and roll < 0.15:
        clause.question = "in_situ"
    elif roll < 0.52 or clause.subject.pronoun == "je":
        clause.question = "est_ce_que"
    else:
        clause.question = "inversion"
    return finish(d, clause)


def turned(d: Draw, clause: Clause, wh: Phrase) -> Sentence:
    """Ask with the noun subject behind the verb: où est la gare ?"""
    clause.wh, clause.question = wh, "noun_inversion"
    return finish(d, clause)


def at_what_time(clause: Clause) -> Phrase:
    """à quelle heure: what time, or at what time; what time ... at where nothing else follows the verb."""
    bare = not clause.end and not clause.predicate.after and clause.predicate.infinitive is None
    choice = Choice(2 + bare)
    at, what, time = En("at", choice, 1), En("what"), En("time")
    ats = [at]
    if bare:
        ats.append(En("at", choice, 2))
        clause.end.append(Phrase([], ats[1:]))
    return Phrase([Fr("à", tuple(ats), (what,)), Fr("quelle", (what,)), Fr("heure", (time,))], [at, what, time])


def asked_person(d: Draw) -> NounPhrase:
    """Whom a question is about."""
    return pronoun(d, d.pick(_NOT_ME)) if d.chance(0.72) else person(d, 0.0)


@cache
def _askable(adverb: str) -> tuple[Verb, ...]:
    pool = [v for v in action_verbs() + verbs_of("place") if "person" in v.subjects]
    if adverb == "ou":
        return tuple(v for v in pool if v.frame == "place" or v.lemma in _WHERE)
    if adverb == "comment":
        return tuple(v for v in pool if v.lemma in _HOW)
    if adverb == "quand":
        return tuple(v for v in pool if v.aspect != "state" and v.frame in ("intr", "refl", "tr", "tr_to"))
    return tuple(v for v in pool if v.lemma not in _NOT_WHY and v.frame in ("intr", "refl", "tr", "tr_to", "tr_prep"))


def where_when_how(d: Draw) -> Sentence:
    """Où habites-tu ?; quand partez-vous ?; comment est-ce qu'il voyage ?; à quelle heure arrive-t-elle ?"""
    fr, en, name = d.pick(_ADVERBS)
    found = d.pick(_askable(name))
    d.tag(f"question_{name}")
    subject = asked_person(d)
    tense = pick_tense(d, found)
    moment = name == "quand" and tense == PRESENT and found.lemma not in PLANNED
    if tense not in (PRESENT, PASSE_COMPOSE, NEAR_FUTURE) or moment:
        tense = PRESENT if found.stative else d.pick((PASSE_COMPOSE, NEAR_FUTURE))
    predicate = Predicate(found) if found.frame == "place" else predicate_for(d, found, subject)
    predicate.simple = fr == "à quelle heure"
    clause = Clause(subject, predicate, tense, dated=name == "quand")
    wh = pair(fr, en) if en else at_what_time(clause)
    return asked(d, clause, wh, not predicate.after)


def why(d: Draw) -> Sentence:
    """Pourquoi est-ce qu'elle pleure ?; pourquoi ne manges-tu pas ?; pourquoi es-tu triste ?"""
    d.tag("question_pourquoi")
    subject = asked_person(d)
    negated = d.chance(0.25)
    if d.chance(0.2):
        moods = [a for a in predicates_for(human_noun(subject.feminine)) if a.lemma in _MOODS]
        quality = adjective_phrase(d, d.pick(moods), subject, 0.0)
        clause = Clause(subject, Predicate(be(), [quality]), d.pick((PRESENT, PRESENT, IMPERFECT)))
    else:
        found = d.pick(_askable("pourquoi"))
        tense = pick_tense(d, found)
        tense = PRESENT if tense == "recent_past" and found.aspect != "achievement" else tense
        if tense == "recent_past":
            tense = PASSE_COMPOSE
        clause = Clause(subject, predicate_for(d, found, subject, negated), tense)
    clause.negation = "pas" if negated else ""
    return asked(d, clause, pair("pourquoi", "why"), in_situ=False)


_MOODS = frozenset("triste content fatigué fâché inquiet nerveux seul malade heureux".split())


def where_going(d: Draw) -> Sentence:
    """Où vas-tu ?; d'où venez-vous ?; comment allez-vous à l'école ?"""
    subject = asked_person(d)
    roll = d.random()
    going = verb("aller", "motion")
    if roll < 0.45:
        d.tag("question_ou")
        return asked(
            d, Clause(subject, Predicate(going), d.pick((PRESENT, PRESENT, PASSE_COMPOSE))), pair("où", "where")
        )
    if roll < 0.6:
        d.tag("question_ou")
        where, from_ = En("where"), En("from")
        clause = Clause(subject, Predicate(coming()), PRESENT)
        clause.end.append(Phrase([], [from_]))
        return asked(d, clause, Phrase([Fr("de", (from_,)), Fr("où", (where,))], [where]), in_situ=False)
    fr, en = d.pick((("comment", "how"), ("comment", "how"), ("quand", "when"), ("pourquoi", "why")))
    d.tag(f"question_{fr}")
    if fr != "comment" and d.chance(0.4):
        tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
        return asked(d, Clause(subject, setting_off(d), tense, dated=True), pair(fr, en), in_situ=False)
    how = fr == "comment"
    there = reachable(d) if how else going_to_place(d, True)
    clause = Clause(subject, Predicate(getting() if how else going, [there], simple=how), PRESENT)
    return asked(d, clause, pair(fr, en), in_situ=False)


def setting_off(d: Draw) -> Predicate:
    """partir en Italie: leave for Italy; partir en vacances: go on vacation."""
    leave, where = verb("partir", "intr"), for_place(d)
    if where.fr[-1].text == "vacances":
        leave = replace(leave, en=verb("aller", "motion").en, others=(leave.en,))
    return Predicate(leave, [where])


def reachable(d: Draw) -> Phrase:
    """à la gare, au travail: where one may ask the way to; not to bed, nor on vacation."""
    where = going_to_place(d, True)
    while where.fr[-1].text in ("lit", "vacances", "étranger"):
        where = going_to_place(d, True)
    return where


@cache
def getting() -> Verb:
    """aller in comment aller à la gare ?: get to the train station, or go."""
    return Verb("aller", conjugation("aller"), "", False, True, english_verb("get", "got", "gotten", "getting", "gets"),
                "tr", "", frozenset(), frozenset(), "event", (verb("aller", "motion").en,))  # fmt: skip


@cache
def coming() -> Verb:
    """venir de: come from, a state in English."""
    return Verb(
        "venir", conjugation("venir"), "", False, True, english_verb("come", "came", "come", "coming"),
        "intr", "", frozenset(), frozenset(), "state",
    )  # fmt: skip


@cache
def faring() -> Verb:
    """aller bien: be well."""
    return Verb(
        "aller bien", conjugation("aller"), "", False, True, be().en, "attr", "", frozenset(), frozenset(), "state"
    )  # fmt: skip


@cache
def _doing() -> Verb:
    """comment va: how is, or how is she doing."""
    forms = english_verb("be doing", "was doing", "been doing", "being doing", "is doing")
    return replace(faring(), others=(forms,))


@cache
def _findable() -> tuple[str, ...]:
    return ("place_search", "small_object", "book_like", "pet", "clothes", "vehicle_own", "room", "building", "shop")


def noun_inverted(d: Draw) -> Sentence:
    """Où est la gare ?; où habite Marie ?; que fait Paul ?; quand part le train ?; comment va ta mère ?"""
    roll = d.random()
    if roll < 0.42:
        d.tag("question_ou")
        subject = thing_phrase(d, d.pick(nouns_of(*_findable()))) if d.chance(0.85) else _known_person(d)
        return turned(d, Clause(subject, Predicate(be()), PRESENT), pair("où", "where"))
    if roll < 0.56:
        d.tag("question_ou")
        living = Predicate(verb(d.pick(("habiter", "travailler")), "place"))
        return turned(d, Clause(_known_person(d), living, PRESENT), pair("où", "where"))
    if roll < 0.7:
        d.tag("question_que")
        return turned(d, Clause(_known_person(d), Predicate(sense("faire", "do")), PRESENT), pair("que", "what"))
    if roll < 0.85:
        d.tag("question_quand")
        timed = d.chance(0.6)
        subject = subject_for(d, frozenset({"public_transport_timed"} if timed else {"event"}))
        found = verb(d.pick(("partir", "arriver") if timed else ("commencer", "finir")), "intr")
        clause = Clause(subject, Predicate(found, simple=True))
        return turned(d, clause, pair("quand", "when") if d.chance(0.4) else at_what_time(clause))
    d.tag("question_comment")
    return turned(d, Clause(_known_person(d), Predicate(_doing()), PRESENT), pair("comment", "how"))


def _known_person(d: Draw) -> NounPhrase:
    """Whom one can ask after: Marie, le médecin, ton frère; not a mechanic."""
    somebody = person(d, 0.0)
    while somebody.fr[0].text in _ANYBODY:
        somebody = person(d, 0.0)
    return somebody


_ANYBODY = frozenset("un une des de quelques plusieurs beaucoup chaque deux trois quatre cinq".split())


_FARING = (
    ("bien", "fine / well / doing well / doing fine / all right / okay"),
    ("très bien", "very well / doing very well"), ("mieux", "better / doing better / feeling better"),
)  # fmt: skip


def how_are(d: Draw) -> Sentence:
    """Comment vas-tu ?; est-ce que ta mère va bien ?; je vais bien, merci."""
    subject = pronoun(d) if d.chance(0.6) else _known_person(d)
    clause = Clause(subject, Predicate(faring()), PRESENT)
    if d.chance(0.35) and subject.pronoun not in ("je", "on"):
        d.tag("question_comment")
        clause.predicate.verb = _doing()
        clause.wh = pair("comment", "how")
        clause.question = "inversion" if subject.pronoun else "noun_inversion"
        return finish(d, clause)
    d.tag("courtesy")
    clause.predicate.after = [in_other_words(*d.pick(_FARING))]
    if subject.pronoun in ("tu", "vous") or d.chance(0.2):
        clause.question = "est_ce_que" if subject.pronoun == "je" or d.chance(0.5) else "inversion"
    elif d.chance(0.2):
        clause.negation = "pas"
        clause.predicate.after = [in_other_words("bien", "well / doing well / feeling well / fine")]
    elif d.chance(0.3):
        clause.end.append(pair(",", ",") + aligned("merci", "thank you"))
    return finish(d, clause)
