"""Words that seldom begin a sentence: Geography is more interesting than math; At noon, ...; Sorry, ..."""

from __future__ import annotations

from nmt.data.toy.adverbials import with_comma
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import row_of
from nmt.data.toy.description import predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Adjective, Noun, adjectives, nouns_of, verb
from nmt.data.toy.phrases import NounPhrase, free_possessor, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.compare import graded
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair, synonyms

# Kinds of which one names a favorite: the word for the kind, its English.
_FAVORITES = {"school_subject": (("matière", "f", "subject"),), "sport": (("sport", "m", "sport"),),
              "season": (("saison", "f", "season"),), "dish": (("plat", "m", "dish"),),
              "fruit": (("fruit", "m", "fruit"),), "month": (("mois", "m", "month"),)}  # fmt: skip


def named_in_front(d: Draw) -> Sentence:
    """La géographie est plus intéressante que les maths; le tennis est mon sport préféré: Tennis is ..."""
    d.tag("generic_article")
    kind = d.pick(("school_subject", "school_subject", "sport", "sport", "season", "dish", "fruit", "month"))
    options = [n for n in nouns_of(kind) if not n.has("meal_word", "fruit_word")]
    what = d.pick(options)
    np = _in_general(d, what)
    qualities = _said_of(what, kind)
    roll = d.random()
    if roll < 0.35 or not (qualities or kind == "school_subject"):
        ((word, gender, english),) = _FAVORITES[kind]
        thing = Noun(word, gender, (word, word + "s"), (english, english + "s"), "count", frozenset(("sport_word",)))
        favorite = next(a for a in adjectives() if a.lemma == "préféré")
        said: Phrase = noun_phrase(d, thing, free_possessor(d), False, (favorite,))
        return finish(d, Clause(np, Predicate(be(), [said]), PRESENT, "pas" if d.chance(0.15) else ""))
    if not qualities or (roll > 0.85 and kind == "school_subject"):
        return finish(d, Clause(np, Predicate(row_of("être", "be", "state").verb, [_for_whom(np)]), PRESENT))
    if roll < 0.65:
        d.tag("comparative")
        other = d.pick([n for n in options if n.en != what.en])
        grade = d.pick(("plus", "plus", "moins", "aussi"))
        fr, en, than = graded(d, grade, d.pick(qualities), np)
        against = _in_general(d, other)
        if kind in ("dish", "fruit"):  # the apples, or apples: as of any other things that are compared
            for general in (np, against):
                the = En("the", Choice())
                general.fr[0].sure, general.en = (the,), [the, *general.en]
        said = Phrase([*fr, Fr("que", tuple(than)), *against.fr], [*en, *than, *against.en])
        return finish(d, Clause(np, Predicate(be(), [said]), PRESENT))
    if what.lemma == "histoire":  # which would be a story
        return finish(d, Clause(np, Predicate(row_of("être", "be", "state").verb, [_for_whom(np)]), PRESENT))
    said = adjective_phrase(d, d.pick(qualities), np, 0.3)
    if kind in ("dish", "fruit"):  # la soupe est chère: the soup, or soup in general
        the = En("the", Choice())
        np.fr[0].sure, np.en = (the,), [the, *np.en]
    return finish(d, Clause(np, Predicate(be(), [said]), PRESENT, "pas" if len(said.fr) == 1 and d.chance(0.2) else ""))


def _in_general(d: Draw, what: Noun) -> NounPhrase:
    """la géographie: geography; les pommes: apples."""
    if what.has("month"):
        return noun_phrase(d, what, "none", False, ())
    counted = what.number == "count" and not what.has("season")
    return noun_phrase(d, what, "generic", what.number == "plural" or counted, ())


def _said_of(what: Noun, kind: str) -> tuple[Adjective, ...]:
    """What may be said of the whole kind."""
    said = ("intéressant", "difficile", "facile", "ennuyeux", "populaire", "bon", "cher", "délicieux")
    found = tuple(a for a in predicates_for(what) if a.lemma in said and a.gradable)
    return found if kind not in ("season", "sport") else tuple(a for a in found if a.lemma == "populaire")


def _for_whom(np: NounPhrase) -> Phrase:
    """important pour tout le monde: important for everyone."""
    word, everybody = En("for"), synonyms("monde", "everyone", "everybody")
    important = pair(("important", "importante", "importants", "importantes")[np.feminine + 2 * np.plural], "important")
    fr = [Fr("pour", (word,)), Fr("tout", tuple(everybody.en)), Fr("le", (), tuple(everybody.en)), *everybody.fr]
    return important + Phrase(fr, [word, *everybody.en])


_AT_NOON = (
    ("manger | à la cantine", "eat | at the cafeteria / in the cafeteria"), ("rentrer | à la maison", "go | home"),
    ("manger | ~une salade", "eat | a salad"), ("déjeuner | avec des collègues", "have lunch | with colleagues"),
    ("faire | ~une pause", "take | a break"), ("boire | ~un café", "drink | coffee / a coffee"),
    ("manger | ~un sandwich", "eat | a sandwich"),
    ("faire la cuisine", "do the cooking / cook"), ("se reposer | un peu", "rest | a little"),
)  # fmt: skip
_TIMES = (("midi", "noon"), ("midi", "noon"), ("minuit", "midnight"))
_SORRY = (
    ("venir", "come"), ("rester", "stay"), ("attendre", "wait"),
    ("répondre | maintenant", "answer | now"), ("parler | maintenant", "talk | now"),
    ("jouer | ce soir", "play | tonight"), ("venir | demain", "come | tomorrow"),
    ("sortir | ce soir", "go out | tonight"), ("travailler | demain", "work | tomorrow"),
    ("manger | de viande", "eat | meat"), ("payer | par carte", "pay | by card"),
)  # fmt: skip


def begun_with(d: Draw) -> Sentence:
    """À midi, je mange à la cantine: At noon, I eat ...; désolé, je ne peux pas venir: Sorry, I cannot come."""
    if d.chance(0.55):
        d.tag("clock_time")
        subject = person(d, 0.7)
        row = row_of(*d.pick(_AT_NOON))
        hour = d.pick(_TIMES) if "reposer" in row.verb.lemma or row.verb.lemma == "boire" else _TIMES[0]
        tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
        clause = Clause(subject, Predicate(row.verb, row.complement(d, subject)), tense, dated=True)
        clause.habitual = tense == PRESENT
        return with_comma(pair("à", "at") + pair(*hour)) + realise(d, clause), "."
    subject = pronoun(d, d.pick(("je", "je", "nous", "on", "il", "elle")))
    feminine = subject.feminine if subject.pronoun == "je" else d.chance(0.4)
    sorry = En("sorry")
    front = Phrase([Fr("désolée" if feminine else "désolé", (sorry,))], [sorry])
    french, english = d.pick(_SORRY)
    row = row_of(french, english)
    can = verb("pouvoir")
    act = Predicate(row.verb, row.complement(d, subject, True))
    return with_comma(front) + realise(d, Clause(subject, Predicate(can, infinitive=act), PRESENT, "pas")), "."


FAMILIES = ((named_in_front, 9), (begun_with, 4))
