"""Infinitives that tell why and when: pour aller au musée, avant de partir; in front or at the end."""

from __future__ import annotations

from nmt.data.toy.adverbials import with_comma
from nmt.data.toy.clauses import PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import nouns_of, verb
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.combined import Act
from nmt.data.toy.sentences.easily import act
from nmt.data.toy.sentences.modals import governed_words
from nmt.data.toy.sentences.structures import gerund
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_AFTER: tuple[Act, ...] = (
    ("manger", "", ""), ("dormir", "", ""), ("partir", "", ""), ("sortir", "", ""), ("se coucher", "", ""),
    ("travailler", "", ""), ("dîner", "", ""), ("prendre", "petit-déjeuner", "def"), ("rentrer", "", ""),
    ("faire", "devoirs", "poss"), ("regarder", "télévision", "def"), ("préparer", "dîner", "def"),
)  # fmt: skip
_BEFORE: tuple[Act, ...] = (
    ("se laver les mains", "", ""), ("se doucher", "", ""), ("lire", "livre", "indef"), ("se reposer", "", ""),
    ("se brosser les dents", "", ""), ("écouter", "musique", "part"), ("fermer", "fenêtre", "def"),
    ("éteindre", "lumière", "def"), ("boire", "eau", "part"), ("ranger", "chambre", "poss"), ("étudier", "", ""),
    ("faire le ménage", "", ""), ("prendre", "douche", "indef"), ("réfléchir", "", ""), ("se raser", "", ""),
)  # fmt: skip


def before_doing(d: Draw) -> Sentence:
    """Avant de manger, je me lave les mains; mon mari se rase avant de sortir."""
    d.tag("infinitive_complement")
    subject = person(d, 0.6)
    later, sooner = d.pick(_AFTER), d.pick([row for row in _BEFORE if row[0] != "se raser"])
    while later[0] == sooner[0]:
        later = d.pick(_AFTER)
    before = En("before")
    link = Phrase([Fr("avant", (before,)), Fr("de", (), (before,))], [before])
    main = act(d, sooner, subject)
    if sooner[1] == "douche":
        main = Predicate(verb("se doucher"))
    tense = d.pick((PRESENT, PRESENT, PRESENT, PASSE_COMPOSE))
    main.simple = tense == PRESENT
    clause = Clause(subject, main, tense, habitual=tense == PRESENT)
    phrase = gerund(d, subject, act(d, later, subject), link)
    if d.chance(0.5):
        clause.front.append(with_comma(phrase))
    else:
        clause.end.append(phrase)
    return finish(d, clause)


_WAY = (
    ("tournez à droite", "tournes à droite", "turn right"), ("tournez à gauche", "tournes à gauche", "turn left"),
    ("traversez le pont", "traverses le pont", "cross the bridge"), ("prenez le bus", "prends le bus", "take the bus"),
    ("prenez le métro", "prends le métro", "take the subway"), ("traversez la place", "traverses la place",
     "cross the square"),
    ("prenez la première rue à droite", "prends la première rue à droite", "take the first street on the right"),
    ("prenez la deuxième rue à gauche", "prends la deuxième rue à gauche", "take the second street on the left"),
    ("allez tout droit", "vas tout droit", "go straight ahead"),
)  # fmt: skip


def to_get_there(d: Draw) -> Sentence:
    """Pour aller au musée, vous tournez à droite après la mairie; pour apprendre le français, il faut étudier."""
    d.tag("infinitive_complement")
    to, get = En("to"), En("get", Choice())
    assert get.choice is not None
    go = En("go", get.choice, 1)
    if d.chance(0.6):
        place = d.pick([n for n in nouns_of("place_at") if not n.has("en_bare") and n.lemma != "bar"])
        there = noun_phrase(d, place, "definite", False, ())
        towards = En("to")
        front = Phrase([Fr("pour", (to,)), Fr("aller", (get, go)), Fr("à", (towards,)), *there.fr],
                       [to, get, go, towards, *there.en])  # fmt: skip
        polite, familiar, english = d.pick(_WAY)
        you = pronoun(d, d.pick(("vous", "vous", "tu")))
        d.tag("place_preposition", f"subject_{you.pronoun}", "present")
        way = aligned(polite if you.pronoun == "vous" else familiar, english)
        if "right" in english.split()[-1:] + english.split()[1:2] and d.chance(0.4):
            landmark = d.pick(
                [n for n in nouns_of("building") if n is not place and n.has("place_at", "fine_building")]
            )
            way = way + pair(*d.pick((("après", "after"), ("avant", "before")))) + noun_phrase(d, landmark, "definite",
                                                                                          False, ())  # fmt: skip
        return with_comma(front) + Phrase(list(you.fr), list(you.en)) + way, "."
    aims, means = d.pick(_AIMS)
    subject = person(d, 0.75)
    aim = governed_words(subject, act(d, d.pick(aims), subject), "pour")
    if d.chance(0.4):
        d.tag("modal")
        we, have, must = En("we"), En("have"), En("to")
        duty = governed_words(pronoun(d, "nous"), act(d, d.pick(means), pronoun(d, "nous")), "de")
        duty = Phrase(duty.fr[1:], duty.en[1:])
        aim = governed_words(pronoun(d, "nous"), act(d, d.pick(aims), pronoun(d, "nous")), "pour")
        return with_comma(aim) + Phrase(
            [Fr("il", (), (we,)), Fr("faut", (have,), (must,))], [we, have, must]
        ) + duty, "."
    clause = Clause(subject, act(d, d.pick(means), subject), PRESENT)
    clause.predicate.simple = True
    if d.chance(0.6):
        clause.front.append(with_comma(aim))
    else:
        clause.end.append(aim)
    return finish(d, clause)


_AIMS: tuple[tuple[tuple[Act, ...], tuple[Act, ...]], ...] = (
    ((("apprendre", "français", "def"), ("apprendre", "anglais", "def"), ("parler", "espagnol", "bare")),
     (("lire", "journal", "indef"), ("étudier", "", ""), ("regarder", "film", "indef_plural"),
      ("écouter", "musique", "part"))),
    ((("se reposer", "", ""), ("se détendre", "", "")),
     (("lire", "roman", "indef"), ("écouter", "musique", "part"), ("dormir", "", ""),
     ("regarder", "télévision", "def"))),
    ((("réussir", "examen", "def"), ("comprendre", "leçon", "def")),
     (("étudier", "", ""), ("travailler", "", ""), ("faire", "devoirs", "poss"), ("écouter", "professeur", "def"))),
    ((("acheter", "maison", "indef"), ("acheter", "voiture", "indef"), ("voyager", "", "")), (("travailler", "", ""),)),
)  # fmt: skip
