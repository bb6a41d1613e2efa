"""What came first: après avoir mangé, il a fait la vaisselle; elle est sortie après s'être reposée."""

from __future__ import annotations

from nmt.data.toy.adverbials import with_comma
from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, agree
from nmt.data.toy.linking import again
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.combined import Act
from nmt.data.toy.sentences.easily import act
from nmt.data.toy.sentences.manner import tail_words
from nmt.data.toy.subjects import person
from nmt.data.toy.verbs import REFLEXIVE
from nmt.data.toy.words import Choice, En, Fr, Phrase

_FIRST: tuple[Act, ...] = (
    ("manger", "", ""), ("manger", "", ""), ("dormir", "", ""), ("travailler", "", ""), ("dîner", "", ""),
    ("déjeuner", "", ""), ("prendre", "petit-déjeuner", "def"), ("faire", "devoirs", "poss"), ("rentrer", "", ""),
    ("regarder", "film", "indef"), ("préparer", "dîner", "def"), ("lire", "livre", "dem"), ("étudier", "", ""),
    ("finir", "exercice", "def"), ("faire le ménage", "", ""), ("faire les courses", "", ""), ("se lever", "", ""),
    ("se reposer", "", ""), ("se promener", "", ""), ("se doucher", "", ""), ("écrire", "lettre", "indef"),
    ("ranger", "chambre", "poss"), ("jouer", "football", "def"), ("boire", "café", "indef"),
    ("nettoyer", "cuisine", "def"),
    ("fermer", "porte", "def"), ("laver", "voiture", "def"), ("faire la vaisselle", "", ""), ("arriver", "", ""),
)  # fmt: skip
_ROUTINE = tuple(
    row for row in _FIRST if row[2] not in ("indef", "dem") and row[1] not in ("exercice", "voiture", "porte")
)
_THEN: tuple[Act, ...] = (
    ("faire la vaisselle", "", ""), ("se coucher", "", ""), ("sortir", "", ""), ("lire", "livre", "indef"),
    ("regarder", "télévision", "def"), ("écouter", "musique", "part"), ("se reposer", "", ""), ("partir", "", ""),
    ("prendre", "douche", "indef"), ("se promener", "", ""), ("boire", "thé", "part"), ("boire", "eau", "part"),
    ("faire la sieste", "", ""), ("jouer", "cartes", "def"), ("se brosser les dents", "", ""), ("dormir", "", ""),
    ("faire", "devoirs", "poss"), ("éteindre", "lumière", "def"), ("manger", "pomme", "indef"), ("rentrer", "", ""),
    ("se laver les mains", "", ""), ("étudier", "", ""), ("écrire", "lettre", "indef"), ("ouvrir", "fenêtre", "def"),
)  # fmt: skip


def having_done(d: Draw, subject: NounPhrase, done: Predicate, tense: str) -> Phrase:
    """après avoir mangé: after eating, or after having eaten, after he ate, after he had eaten."""
    found = done.verb
    he = again(subject).en[0].text
    past = (he, *found.en.past), (he, "had", *found.en.participle)
    if tense == PRESENT:
        past = (he, *(found.en.third if again(subject).en_person == IL else found.en.base)), past[1]
    ways = (found.en.ing, ("having", *found.en.participle), *past[: 2 if tense != PRESENT else 1])
    choice = Choice(len(ways))
    said = [[En(subject.owner if text == "one's" else text, choice, k) for text in way] for k, way in enumerate(ways)]
    first, after = said[0], En("after")
    fr = [Fr("après", (after,))]
    helper, participle = ("être" if found.etre else "avoir"), found.fr.participle
    if found.reflexive:
        d.tag("reflexive")
        fr.append(Fr(REFLEXIVE[subject.person], (), tuple(first)))
    if found.etre and not (found.reflexive and found.tail):
        participle = agree(participle, subject.feminine, subject.plural)
        if subject.feminine or subject.plural:
            d.tag("participle_agreement")
    fr += [Fr(helper, (), tuple(first[:1])), Fr(participle, tuple(first)), *tail_words(found, first)]
    if found.preposition and done.after:
        fr.append(Fr(found.preposition, (), tuple(first[-1:])))
    return Phrase([*fr, *done.french_after()], [after, *(w for way in said for w in way), *done.english_after()])


def after_doing(d: Draw) -> Sentence:
    """Après avoir mangé, il a fait la vaisselle; je me repose après avoir travaillé; nous sommes sortis après ..."""
    d.tag("infinitive_complement")
    subject = person(d, 0.6)
    tense = PASSE_COMPOSE if d.chance(0.8) else PRESENT
    table = _FIRST if tense == PASSE_COMPOSE else _ROUTINE
    first, then = d.pick(table), d.pick(_THEN)
    while first[0] == then[0] or (
        first[0] in ("se lever", "arriver") and then[0] in ("rentrer", "dormir", "se coucher")
    ):
        first, then = d.pick(table), d.pick(_THEN)
    main = act(d, then, subject)
    main.simple = tense == PRESENT
    clause = Clause(subject, main, tense, habitual=tense == PRESENT)
    phrase = having_done(d, subject, act(d, first, subject), tense)
    if d.chance(0.6):
        clause.front.append(with_comma(phrase))
    else:
        clause.end.append(phrase)
    return finish(d, clause)


FAMILIES = ((after_doing, 1),)
