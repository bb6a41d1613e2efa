"""Or else, and ever since: dépêche-toi, sinon tu vas rater le bus; elle est triste depuis que son chat est parti."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import with_comma
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Adjective, adjectives, noun, nouns_of, places, verb
from nmt.data.toy.linking import again
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.place_names import for_place, in_place
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.because_of import deed
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

# What one should do (rows as in because_of), and what happens else.
_LATE = ("rater:bus:train:avion definite", "être en_retard=late", "arriver en_retard=late")
_WARNED = (
    ("se_dépêcher", _LATE), ("partir maintenant=now", _LATE), ("courir", _LATE), ("marcher plus_vite=faster", _LATE),
    ("partir tout_de_suite=right_away", _LATE), ("se_lever", _LATE), ("manger maintenant=now", ("avoir_faim",)),
    ("manger quelque_chose=something", ("avoir_faim",)), ("mettre:manteau:pull:écharpe indefinite", ("avoir_froid",)),
    ("mettre:manteau own", ("avoir_froid",)), ("fermer:fenêtre definite", ("avoir_froid",)),
    ("ouvrir:fenêtre definite", ("avoir_chaud",)), ("se_coucher maintenant=now", ("être fatigué* demain=tomorrow",)),
    ("se_reposer", ("être fatigué*", "être malade*")), ("se_coucher tôt=early", ("être fatigué* demain=tomorrow",)),
    ("mettre:manteau indefinite", ("être malade*",)), ("prendre:carte definite", ("se_perdre",)),
    ("noter:adresse definite", ("se_perdre",)), ("courir pas", ("tomber",)), ("attendre ici=here", ("se_perdre",)),
    ("prendre:parapluie indefinite", ("être mouillé*",)), ("boire:eau partitive", ("avoir_soif",)),
    ("enlever:manteau:veste own", ("avoir_chaud",)), ("prendre:clé own", ("rester dehors=outside",)),
    ("se_réveiller", _LATE), ("écouter", ("se_tromper",)), ("réfléchir", ("se_tromper",)),
)  # fmt: skip
_OTHERS = (
    ("crier pas", "bébé=se réveiller"), ("chanter pas", "bébé=se réveiller"), ("fermer:porte definite", "chat=sortir"),
    ("parler doucement=quietly", "bébé=se réveiller"), ("fermer:porte definite", "chien=sortir"),
    ("ranger:chambre own", "maman=se fâcher"), ("se_dépêcher", "train=partir"),
    ("rester ici=here", "maman=se fâcher"), ("se_dépêcher", "bus=partir"), ("rire pas", "professeur=se fâcher"),
    ("écouter", "professeur=se fâcher"), ("se_dépêcher", "film=commencer"), ("se_lever", "bus=partir"),
)  # fmt: skip


def _or_else() -> Phrase:
    """sinon: otherwise, or, or else."""
    choice = Choice(3)
    words = [En("otherwise", choice), En("or", choice, 1), En("or", choice, 2), En("else", choice, 2)]
    return Phrase([Fr("sinon", tuple(words))], words)


def _bound(d: Draw, row: str, subject: NounPhrase) -> Phrase:
    """What is going to happen to somebody."""
    if "*" not in row:
        predicate, _ = deed(d, row, subject)
        return realise(d, Clause(subject, predicate, NEAR_FUTURE))
    _, state, *when = row.replace("*", "").split()
    claim = adjective_phrase(d, _state(state), subject, 0.0)
    clause = Clause(subject, Predicate(be(), [claim]), NEAR_FUTURE)
    if when:
        clause.end.append(aligned(*when[0].split("=")))
    return realise(d, clause)


@cache
def _state(name: str) -> Adjective:
    found = [a for a in adjectives() if a.lemma == name]
    return next((a for a in found if "person" in a.classes), found[0])


def otherwise(d: Draw) -> Sentence:
    """Dépêche-toi, sinon tu vas rater le bus: hurry, otherwise ...; ne criez pas, sinon le bébé va se réveiller."""
    d.tag("coordination")
    link = pair(",", ",") + _or_else()
    who = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "nous")))
    others = d.chance(0.3)
    row, rest = d.pick(_OTHERS) if others else d.pick(_WARNED)
    if d.chance(0.25) and not row.endswith(" pas"):
        who = pronoun(d, d.pick(("je", "tu", "tu", "vous", "nous", "on")))
        duty, _ = deed(d, row, who)
        first = realise(d, Clause(who, Predicate(verb("devoir", "inf"), infinitive=duty), PRESENT))
    else:
        d.tag("imperative")
        if row.endswith(" pas") and who.pronoun == "nous":
            who = pronoun(d, "vous")
        predicate, negation = deed(d, row, who)
        first = commanded(d, who, predicate, bool(negation))
    if not others:
        return first + link + _bound(d, d.pick(rest), again(who)), d.pick((".", ".", "!"))
    name, lemma = str(rest).split("=")
    angry = noun_phrase(d, noun(name), possessor_of(pronoun(d, "je")) if name == "maman" else "definite", False, ())
    happens = Predicate(verb(lemma, "refl" if lemma.startswith("se ") else "intr"))
    return first + link + realise(d, Clause(angry, happens, NEAR_FUTURE)), d.pick((".", ".", "!"))


# What happened, and how one is since then.
_SINCE = (
    ("arriver", ("heureux", "content", "malade", "occupé", "fatigué")), ("déménager", ("heureux", "content", "occupé")),
    ("se marier", ("heureux", "content", "occupé")), ("revenir", ("heureux", "content", "fatigué", "malade")),
    ("partir", ("triste", "seul", "inquiet", "triste")),
)  # fmt: skip
_JOBS = (("ici", "here"), ("dans un bureau", "in an office"), ("dans un magasin", "in a store"))


def _since_then() -> Phrase:
    """depuis que: since, or ever since."""
    choice = Choice()
    words = [En("since", choice), En("ever", choice, 1), En("since", choice, 1)]
    return Phrase([Fr("depuis", (words[0], words[2]), (words[1],)), Fr("que", (words[0], words[2]))], words)


def _left_behind(d: Draw, gone: NounPhrase) -> NounPhrase:
    """Who is sad since somebody left: not that one."""
    us = ("je", "nous", "on")
    while True:
        sad = pronoun(d, d.pick(("je", "il", "elle", "nous", "on", "ils")))
        if sad.person != gone.person and not (sad.pronoun in us and gone.pronoun in us):
            return sad


def ever_since(d: Draw) -> Sentence:
    """Depuis qu'il est parti, elle est triste: since he left, she has been sad; il pleut depuis que je suis arrivé."""
    d.tag("subordination", "time_adverb")
    if d.chance(0.25):
        subject = pronoun(d, d.pick(("je", "je", "nous", "nous", "on", "tu", "vous", "ils")))
        event = Predicate(verb(d.pick(("arriver", "arriver", "partir", "se lever", "se réveiller"))))
        falls = Predicate(verb(d.pick(("pleuvoir", "pleuvoir", "neiger")), "weather"))
        begun = realise(d, Clause(subject, event, PASSE_COMPOSE, dated=True))
        return realise(d, Clause(it_subject(), falls, PRESENT, lasting=True)) + _since_then() + begun, "."
    lemma, moods = d.pick(_SINCE)
    subject = person(d, 0.6)
    while lemma == "se marier" and any(word.text == "et" for word in subject.fr):
        subject = person(d, 0.6)
    then = Clause(subject, Predicate(verb(lemma)), PASSE_COMPOSE, dated=True)
    if lemma in ("arriver", "partir") and d.chance(0.4):
        place = d.pick(places("city", "country_f"))
        then.end.append(in_place(d, place) if lemma == "arriver" else for_place(d))
    who = _left_behind(d, subject) if lemma == "partir" else again(subject)
    if lemma == "arriver" and d.chance(0.4):
        language = noun_phrase(d, d.pick(nouns_of("language")), "generic")
        now = Predicate(verb(d.pick(("apprendre", "étudier")), "tr"), [language])
    elif lemma != "partir" and d.chance(0.35):
        now = Predicate(verb("travailler", "place"), [aligned(*d.pick(_JOBS))])
    else:
        now = Predicate(be(), [adjective_phrase(d, _state(d.pick(moods)), who, 0.0)])
    event_said = realise(d, then)
    main = realise(d, Clause(who, now, PRESENT, lasting=True))
    return with_comma(_since_then() + event_said) + main, "."


FAMILIES = ((otherwise, 2), (ever_since, 1))
