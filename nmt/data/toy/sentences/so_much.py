"""So sad, so much noise, me too: pourquoi es-tu si triste, tellement de bruit, moi aussi, moi non plus."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import in_room
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import Verb, conjugation, verb
from nmt.data.toy.linking import again, state_clause
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.amounts import said, there
from nmt.data.toy.sentences.asking_where import asked, asked_person
from nmt.data.toy.sentences.because_of import deed
from nmt.data.toy.sentences.being import adjective_phrase, be, describable
from nmt.data.toy.sentences.skies import faring
from nmt.data.toy.subjects import person, pronoun, thing_phrase
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair

_ASKED = frozenset(
    "triste content fatigué fâché inquiet nerveux heureux timide calme méchant jaloux surpris occupé".split()
)
# How somebody is, and what comes of it (rows as in because_of).
_SO_THAT = (
    ("fatigué", ("se_coucher", "rester au_lit=in_bed", "s'endormir", "sortir pas")),
    ("malade", ("rester au_lit=in_bed", "manger pas", "dormir pas", "travailler pas")),
    ("fâché", ("crier", "partir")), ("heureux", ("danser", "pleurer", "chanter")),
    ("triste", ("pleurer", "manger pas")),
    ("content", ("chanter", "danser", "sourire")), ("nerveux", ("dormir pas", "manger pas")),
    ("inquiet", ("dormir pas", "pleurer")), ("surpris", ("crier", "rire")),
)  # fmt: skip
_BARE = (("beau", "beautiful"), ("bon", "good"), ("facile", "easy"), ("difficile", "difficult"), ("drôle", "funny"),
         ("triste", "sad"), ("cher", "expensive"), ("joli", "pretty"), ("simple", "simple"))  # fmt: skip


def _so(d: Draw) -> Phrase:
    """si, tellement: so."""
    d.tag("degree_adverb")
    return pair(d.pick(("si", "si", "tellement")), "so")


def so_sad(d: Draw) -> Sentence:
    """Pourquoi es-tu si triste ?: why are you so sad?; cette robe est si belle; il fait tellement froid; j'ai ..."""
    roll = d.random()
    if roll < 0.32:
        d.tag("question_pourquoi")
        subject = asked_person(d)
        moods = [a for a in predicates_for(human_noun(subject.feminine)) if a.lemma in _ASKED]
        quality = _so(d) + adjective_phrase(d, d.pick(moods), subject, 0.0)
        clause = Clause(subject, Predicate(be(), [quality]), d.pick((PRESENT, PRESENT, IMPERFECT)))
        return asked(d, clause, pair("pourquoi", "why"), in_situ=False)
    if roll < 0.5:
        state, rows = d.pick(_SO_THAT)
        subject = person(d, 0.65)
        adjective = next(a for a in predicates_for(human_noun(subject.feminine)) if a.lemma == state)
        first = Clause(subject, Predicate(be(), [_so(d) + adjective_phrase(d, adjective, subject, 0.0)]), IMPERFECT)
        same = again(subject)
        predicate, negation = deed(d, d.pick(rows), same)
        d.tag("subordination")
        result = realise(d, Clause(same, predicate, PASSE_COMPOSE, negation, dated=True))
        return realise(d, first) + pair("que", "that") + result, "."
    if roll < 0.6:
        clause = faring(d, *d.pick((("froid", "cold"), ("chaud", "hot"))), d.pick((PRESENT, PRESENT, IMPERFECT)), False)
        clause.predicate.after[0] = _so(d) + clause.predicate.after[0]
        return realise(d, clause), d.pick((".", "!"))
    if roll < 0.7:
        return _so_hungry(d)
    if roll < 0.8:
        d.tag("cest")
        bare = aligned(*d.pick(_BARE))
        clause = Clause(ce(), Predicate(be(), [_so(d) + bare]), d.pick((PRESENT, IMPERFECT)))
        return realise(d, clause), d.pick((".", "!"))
    someone = d.chance(0.5)
    subject = person(d, 0.6) if someone else thing_phrase(d, d.pick(describable()))
    fitting = [a for a in predicates_for(subject.noun or human_noun(subject.feminine)) if a.gradable]
    if not fitting:
        return so_sad(d)
    claim = _so(d) + adjective_phrase(d, d.pick(fitting), subject, 0.0)
    clause = Clause(subject, Predicate(be(), [claim]), d.pick((PRESENT, PRESENT, IMPERFECT)))
    return realise(d, clause), d.pick((".", ".", "!"))


@cache
def _having(tail: str, english: str) -> Verb:
    """avoir tellement faim: be so hungry."""
    forms = english_verb("be", "was", "been", "being", "is")
    return Verb(
        f"avoir {tail}", conjugation("avoir"), "", False, False, forms, "attr", "", frozenset(), frozenset(), "state"
    )


def _so_hungry(d: Draw) -> Sentence:
    """J'ai tellement faim: I am so hungry; elle avait si peur."""
    d.tag("avoir_state")
    french, english = d.pick((("faim", "hungry"), ("soif", "thirsty"), ("peur", "afraid"), ("froid", "cold"),
                              ("chaud", "hot"), ("sommeil", "sleepy")))  # fmt: skip
    claim = (pair("tellement", "so") if french in ("sommeil", "chaud") else _so(d)) + pair(french, english)
    clause = Clause(person(d, 0.8), Predicate(_having(french, english), [claim]), d.pick((PRESENT, PRESENT, IMPERFECT)))
    return realise(d, clause), d.pick((".", "!"))


_MUCH = (("bruit", "noise"), ("argent", "money"), ("neige", "snow"), ("travail", "work"), ("place", "room"))
_MANY = (("gens", "people"), ("voitures", "cars"), ("touristes", "tourists"), ("livres", "books"), ("choses", "things"),
         ("problèmes", "problems"), ("amis", "friends"), ("questions", "questions"))  # fmt: skip
_OWNED = frozenset(("argent", "travail", "livres", "choses", "problèmes", "amis", "questions"))


def so_much_of(d: Draw) -> Sentence:
    """Il y a tellement de bruit ici: so much noise; elle a tellement d'amis: so many friends."""
    d.tag("quantity")
    many = d.chance(0.6)
    french, english = d.pick(_MANY if many else _MUCH)
    so, much, goods = En("so"), En("many" if many else "much"), En(english)
    fr = [Fr("tellement", (so, much)), Fr("de", (), (much,)), Fr(french, (goods,))]
    np = NounPhrase(fr, [so, much, goods], ILS if many else IL, ILS if many else IL, False, many, "its")
    tense = d.pick((PRESENT, PRESENT, IMPERFECT))
    if french in _OWNED:
        owning = Predicate(verb("avoir", "tr"), [np])
        if french == "choses":
            np.fr, np.en = [*np.fr, Fr("à", (to := En("to"),)), Fr("faire", (do := En("do"),))], [*np.en, to, do]
        return realise(d, Clause(person(d, 0.7), owning, tense)), d.pick((".", ".", "!"))
    where = aligned(*d.pick((("ici", "here"), ("dehors", "outside"), ("en ville", "in town"))))
    if french == "place":
        where = pair("ici", "here")
    if french in ("bruit", "gens"):
        where = in_room(d, "restaurant", "park", "public_transport_timed") if d.chance(0.5) else where
    return said(d, there(d, np + where, tense, person_=np.en_person)), d.pick((".", ".", "!"))


_STRONG = {"je": "moi", "tu": "toi", "il": "lui", "elle": "elle", "nous": "nous", "vous": "vous", "ils": "eux",
           "elles": "elles"}  # fmt: skip
_LIKED = frozenset(("aimer", "adorer", "détester", "parler", "étudier", "jouer", "vouloir", "connaître"))


@cache
def _shared() -> tuple[Verb, ...]:
    found = [v for v in action_verbs() if v.lemma in _LIKED and "person" in v.subjects]
    return tuple(v for v in found if (v.lemma == "parler") == (v.frame == "tr_lang") and v.frame != "tr_to")


_STATES = ("faim", "soif", "sommeil", "froid", "fatigué", "content", "malade", "triste", "prêt", "marié")


def me_too(d: Draw) -> Sentence:
    """J'aime le thé. Moi aussi.: me too; je n'ai pas faim. Moi non plus.: me neither; elle a soif, elle aussi."""
    d.tag("stressed_pronoun")
    denied = d.chance(0.45)
    negation = "pas" if denied else ""
    answered = d.chance(0.5)
    subject = pronoun(d, "je") if answered and d.chance(0.7) else pronoun(d, d.pick(tuple(_STRONG)))
    if answered and subject.pronoun != "je":
        subject = person(d, 0.0)
    if d.chance(0.45):
        first = state_clause(d, subject, d.pick(_STATES), PRESENT, "pas" if denied else "")
    else:
        found = d.pick(_shared())
        predicate = predicate_for(d, found, subject, denied)
        predicate.simple = True
        first = realise(d, Clause(subject, predicate, PRESENT, negation))
    if answered:
        return first + pair(".", ".") + _me_too(d, denied), d.pick((".", ".", "!"))
    also = En("either" if denied else "too")
    strong = Fr(_STRONG[subject.pronoun], tuple(subject.en[:1]))
    rest = [Fr("non", (also,)), Fr("plus", (also,))] if denied else [Fr("aussi", (also,))]
    return first + Phrase([Fr(",", (also,)), strong, *rest], [also]), "."


def _me_too(d: Draw, denied: bool) -> Phrase:
    """Moi aussi: me too; moi non plus: me neither; pas moi: not me; moi si."""
    if d.chance(0.15) and not denied:
        return aligned("Pas moi", "Not me", "0-0 1-1")
    me, too = En("Me"), En("neither" if denied else "too")
    rest = [Fr("non", (too,)), Fr("plus", (too,))] if denied else [Fr("aussi", (too,))]
    return Phrase([Fr("Moi", (me,)), *rest], [me, too])


FAMILIES = ((so_sad, 3), (so_much_of, 2), (me_too, 2))
