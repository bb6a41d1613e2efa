"""Kinds of films, lessons and friends, months, the best of the year: un film policier, une fille de ma classe."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import Possessor
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import JE, TU
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import Adjective, Noun, adjectives, expressions, noun, nouns_of, verb
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.compare import most
from nmt.data.toy.subjects import name_phrase, person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair, synonyms

# The noun, its complement in both languages, which stands first in English.
_MOVIES = (("d'action", "action"), ("policiers", "detective"), ("d'horreur", "horror"), ("d'aventure", "adventure"),
           ("de science-fiction", "science fiction"), ("d'amour", "romance"))  # fmt: skip
_CLASSES = (("de danse", "dance"), ("de cuisine", "cooking"), ("de musique", "music"), ("de dessin", "art"),
            ("de langue", "language"), ("de judo", "judo"), ("de théâtre", "drama"),
            ("de yoga", "yoga"))  # fmt: skip


def _kind(head: Noun, complement: str, english: str) -> Noun:
    """film d'action: action movie."""
    one = complement.removesuffix("s") if complement == "policiers" else complement
    fr = (f"{head.fr[0]} {one}", f"{head.fr[1]} {complement}")
    en = (f"{english} {head.en[0]}", f"{english} {head.en[1]}")
    return Noun(fr[0], head.gender, fr, en, "count", frozenset(("crossed",)))


@cache
def _movies() -> tuple[Noun, ...]:
    return tuple(_kind(noun("film"), *row) for row in _MOVIES)


@cache
def _lessons() -> tuple[Noun, ...]:
    lesson = Noun("cours", "m", ("cours", "cours"), ("class", "classes"), "count", frozenset())
    return tuple(_kind(lesson, *row) for row in _CLASSES)


def what_kind(d: Draw) -> Sentence:
    """J'aime les films policiers: I like detective movies; elle prend des cours de danse: dance classes."""
    subject = person(d, 0.65)
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous", "il", "elle") and d.chance(0.3) else ""
    if d.chance(0.5):
        kind, roll = d.pick(_movies()), d.random()
        if roll < 0.45:
            liked = d.pick(
                (sense("aimer", "like"), verb("adorer", "tr"), verb("détester", "tr"), verb("préférer", "tr"))
            )
            negation = "pas" if liked.lemma == "aimer" and d.chance(0.3) else ""
            movies = noun_phrase(d, kind, "generic", True, ())
            return finish(d, Clause(subject, Predicate(liked, [movies]), PRESENT, negation, question))
        tense = d.pick((PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
        movie = noun_phrase(d, kind, "indefinite", False, ())
        clause = Clause(subject, Predicate(sense("regarder", "watch"), [movie]), tense, "", question, dated=True)
    else:
        kind, tense = d.pick(_lessons()), d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
        several = d.chance(0.5)
        lesson = noun_phrase(d, kind, "indefinite", several, ())
        found = sense("prendre", "take") if several else verb("avoir", "tr")
        clause = Clause(subject, Predicate(found, [lesson]), tense, "", question, dated=True)
        if several:
            spans = {PASSE_COMPOSE: ("l'année dernière", "l'été dernier"), NEAR_FUTURE: ("l'année prochaine",)}
            if tense != PRESENT and d.chance(0.7):
                d.tag("time_adverb")
                span = d.pick(spans[tense])
                clause.end.append(expression_phrase(next(e for e in expressions() if e.fr == span)))
            return finish(d, clause)
    if d.chance(0.7):
        d.tag("time_adverb")
        kinds = {PRESENT: "day_adverb", PASSE_COMPOSE: "past_adverb", NEAR_FUTURE: "future_adverb"}
        found_when = [e for e in expressions(kinds[tense]) if "longtemps" not in e.fr]
        clause.end.append(expression_phrase(d.pick(found_when)))
    return finish(d, clause)


_MATES = ("garçon", "fille", "élève", "copain", "copine", "ami", "amie", "camarade")


def _of_class(d: Draw, np: NounPhrase, owner: Possessor) -> NounPhrase:
    """une fille de ma classe: a girl in my class, or from my class."""
    in_ = synonyms("de", "in", "from")
    group = noun_phrase(d, noun("classe"), owner, False, ())
    np.fr, np.en = [*np.fr, *in_.fr, *group.fr], [*np.en, *in_.en, *group.en]
    return np


def _mate(d: Draw, owner: Possessor, plural: bool = False) -> NounPhrase:
    """un garçon de ma classe, une copine d'école."""
    if d.chance(0.3):
        head = d.pick([n for n in nouns_of("friend") if n.fr[0] in ("copain", "copine", "ami", "amie")])
        fr = (f"{head.fr[0]} d'école", f"{head.fr[1]} d'école")
        friend = Noun(fr[0], head.gender, fr, ("school friend", "school friends"), "count",
                      frozenset(("human", "person", "crossed")))  # fmt: skip
        return noun_phrase(d, friend, "indefinite", plural, ())
    head = d.pick([n for n in nouns_of("person", "child", "pupil") if n.fr[0] in ("garçon", "fille", "élève")])
    return _of_class(d, noun_phrase(d, head, "indefinite", plural, ()), owner)


def of_the_class(d: Draw) -> Sentence:
    """C'est une fille de ma classe: she is a girl in my class; j'ai rencontré un copain d'école: a school friend."""
    roll = d.random()
    if roll < 0.35:
        d.tag("cest")
        owner = d.pick((Possessor(JE, "my"), Possessor(JE, "my"), Possessor(TU, "your")))
        mate = _mate(d, owner)
        question = d.pick(("est_ce_que", "intonation")) if owner.person == TU or d.chance(0.15) else ""
        return finish(d, Clause(ce(mate), Predicate(be(), [mate]), PRESENT, "", question))
    if roll < 0.5:
        d.tag("definite_article")
        photo = _kind(noun("photo"), "de classe", "class")
        subject = person(d, 0.7)
        np = noun_phrase(d, photo, d.pick(("definite", "demonstrative", "definite")), False, ())
        found, tense = d.pick(((sense("regarder", "look"), PRESENT), (verb("perdre", "tr"), PASSE_COMPOSE),
                               (verb("trouver", "tr"), PASSE_COMPOSE), (verb("chercher", "tr"), PRESENT)))  # fmt: skip
        return finish(d, Clause(subject, Predicate(found, [np]), tense))
    subject = name_phrase(d) if d.chance(0.35) else pronoun(d)
    mate = _mate(d, possessor_of(subject), d.chance(0.25))
    lemma = d.pick(("rencontrer", "voir", "inviter", "aider", "jouer", "parler", "dîner"))
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    if lemma in ("jouer", "parler", "dîner"):
        with_ = pair("avec", "with")
        clause = Clause(subject, Predicate(verb(lemma, "intr"), [with_ + mate]), tense, dated=True)
    else:
        clause = Clause(subject, Predicate(verb(lemma, "tr"), [mate]), tense, dated=True)
    if d.chance(0.4):
        d.tag("time_adverb")
        kind = "past_adverb" if tense == PASSE_COMPOSE else "future_adverb"
        clause.end.append(expression_phrase(d.pick(expressions(kind)[:7])))
    return finish(d, clause)


_MONTHLY = ("partir", "arriver", "déménager", "se marier", "naître", "revenir", "venir", "voyager")


def in_the_month(d: Draw) -> Sentence:
    """Elle est née au mois de juin: in June, in the month of June; je pars au mois d'août."""
    d.tag("date")
    month = d.pick(nouns_of("month"))
    choice, in_, name = Choice(), En("in"), En(month.en[0])
    the, word, of = (En(text, choice, 1) for text in ("the", "month", "of"))
    fr = [Fr("au", (in_, the)), Fr("mois", (word, name)), Fr("de", (of,), (name,)), Fr(month.fr[0], (name,))]
    when = Phrase(fr, [in_, the, word, of, name])
    subject, lemma = person(d, 0.65), d.pick(_MONTHLY)
    tense = PASSE_COMPOSE if lemma == "naître" else d.pick((PASSE_COMPOSE, NEAR_FUTURE, NEAR_FUTURE, PRESENT))
    if tense == PRESENT and lemma in ("voyager", "déménager"):
        tense = NEAR_FUTURE
    if lemma == "se marier" and any(word.text == "et" for word in subject.fr):
        subject = pronoun(d, "ils")
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous", "il", "elle") and d.chance(0.25) else ""
    clause = Clause(subject, Predicate(verb(lemma)), tense, "", question, dated=True)
    clause.end.append(when)
    return finish(d, clause)


# What is the most so of the year or of a life: French noun, its adjectives, of what.
_BEST = (
    ("film", "bon long drôle intéressant", "année"), ("livre", "bon intéressant drôle", "année"),
    ("chanson", "beau bon", "année"),
    ("jour", "long court froid chaud beau", "année"), ("mois", "froid chaud court beau", "année"),
    ("fête", "bon beau", "année"), ("match", "bon important long", "année"), ("nuit", "long court froid", "année"),
    ("jour", "beau important long", "vie"), ("voyage", "beau long", "vie"),
)  # fmt: skip


@cache
def _quality(lemma: str) -> Adjective:
    wanted = {"beau": "beautiful", "chaud": "hot", "court": "short"}.get(lemma)
    return next(a for a in adjectives() if a.lemma == lemma and a.gradable and wanted in (None, a.en))


def of_the_year(d: Draw) -> Sentence:
    """C'est le meilleur film de l'année: the best movie of the year; le plus beau jour de ma vie."""
    d.tag("superlative", "cest")
    name, qualities, span = d.pick(_BEST)
    thing, quality = noun(name), _quality(d.pick(qualities.split()))
    plural = thing.number == "plural"
    fr, en = most(d, quality, thing.gender == "f", plural)
    core = noun_phrase(d, thing, "none", plural, ())
    before = quality.before
    if before:
        best = Phrase([*fr, *core.fr], [*en, *core.en])
    else:
        article = Fr("les" if plural else "le" if thing.gender == "m" else "la", (en[0],), article=True)
        fr[0].sure, fr[0].possible = (), (en[0],)
        best = Phrase([article, *core.fr, *fr], [*en, *core.en])
    of = pair("de", "of")
    if span == "année":
        the, year = En("the"), En("year")
        whole = Phrase([*of.fr, Fr("la", (the,), article=True), Fr("année", (year,))], [*of.en, the, year])
    else:
        owner = d.pick((Possessor(JE, "my"), Possessor(JE, "my"), Possessor(TU, "your")))
        whole = of + noun_phrase(d, noun("vie"), owner, False, ())
    past = d.chance(0.35)
    choice = Choice(3)
    it = [En("it", choice), En("this", choice, 1), En("that", choice, 2)]
    being = En("was" if past else "is")
    said = Phrase([Fr("ce", tuple(it)), Fr("était" if past else "est", (being,))], [*it, being]) + best + whole
    return said, d.pick((".", ".", "!"))


FAMILIES = ((what_kind, 3), (of_the_class, 2), (in_the_month, 2), (of_the_year, 1))
