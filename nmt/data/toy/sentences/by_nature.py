"""Habits by nature, with no word that says so: they do not smoke; the dog barks when the mail carrier comes."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, with_comma
from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.collocated import Collocation, row_of
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Verb, adjectives, expressions, noun, nouns_of, verb
from nmt.data.toy.linking import again, joined, state_clause
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.collocations import complete
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import Phrase, aligned, pair

Rows = tuple[tuple[str, str], ...]
_MEAT: Rows = (
    ("manger | ~de la viande", "eat | meat"), ("manger | ~du poisson", "eat | fish"),
    ("manger | ~du poulet", "eat | chicken"), ("manger | ~du jambon", "eat | ham"),
)  # fmt: skip
_FARE: Rows = (
    ("fumer", "smoke"), ("fumer", "smoke"), ("fumer", "smoke"), ("manger | ~du fromage", "eat | cheese"),
    ("manger | ~des œufs", "eat | eggs"), ("manger | ~des légumes", "eat | vegetables"),
    ("manger | ~du chocolat", "eat | chocolate"), ("manger | ~des bonbons", "eat | candies / candy / sweets"),
    ("boire | ~du café", "drink | coffee"), ("boire | ~du vin", "drink | wine"), ("boire | ~du lait", "drink | milk"),
    ("boire | ~du thé | sans sucre", "drink | tea | without sugar"),
    ("boire | son café | sans sucre", "drink / take | one's coffee | without sugar"),
    ("boire | ~du café | avec du lait", "drink | coffee | with milk"), ("boire | ~de la bière", "drink | beer"),
    ("boire | ~du jus d'orange", "drink | orange juice"), ("boire | ~de l'alcool", "drink | alcohol"),
)  # fmt: skip
_WAYS: Rows = (
    ("porter | ~des lunettes", "wear | glasses"), ("porter | ~des lunettes", "wear | glasses"),
    ("travailler | le dimanche", "work | on Sundays / on Sunday"),
    ("travailler | le samedi", "work | on Saturdays / on Saturday"),
    ("travailler | le week-end", "work | on weekends / on the weekend"),
    ("travailler | la nuit", "work | at night / nights"), ("travailler | dans une usine", "work | in a factory"),
    ("travailler | dans un bureau", "work | in an office"), ("travailler | dans une banque", "work | in a bank"),
    ("travailler | dans un restaurant", "work | in a restaurant"),
    ("travailler | dans une école", "work | in a school"), ("travailler | beaucoup", "work | a lot / hard"),
    ("nager | bien", "swim | well"),
    ("chanter | bien", "sing | well"), ("danser | bien", "dance | well"), ("cuisiner | bien", "cook | well"),
    ("dormir | bien", "sleep | well"), ("dormir | beaucoup", "sleep | a lot"), ("lire | beaucoup", "read | a lot"),
    ("voyager | beaucoup", "travel | a lot"), ("faire | ~du sport", "play / do | sports"),
    ("sortir | le soir", "go out | in the evening / in the evenings / at night"),
    ("se lever | tôt", "get up | early"), ("se coucher | tard", "go to bed | late"),
    ("gagner | beaucoup d'argent", "earn / make | a lot of money"),
)  # fmt: skip


@cache
def _skills() -> Rows:
    """Languages that one speaks, instruments and games that one plays."""
    found = [(f"parler | {n.fr[0]}", f"speak | {n.en[0]}") for n in nouns_of("language")]
    for n in nouns_of("instrument"):
        article = "du" if n.gender == "m" else "de la"
        found.append((f"jouer | {article} {n.fr[0]}", f"play | the {n.en[0]}"))
    found += [(f"jouer | au {n.fr[0]}", f"play | {n.en[0]}") for n in nouns_of("sport_played") if n.gender == "m"]
    return tuple(found)


def _one(d: Draw) -> NounPhrase:
    """Mostly one person or they, of whom English says habits in a form of its own."""
    roll = d.random()
    if roll < 0.4:
        return pronoun(d, d.pick(("il", "elle", "ils", "elles", "je", "tu", "nous", "vous", "on")))
    return relative(d) if roll < 0.65 else name_phrase(d) if roll < 0.75 else person(d, 0.1)


def by_nature(d: Draw) -> Sentence:
    """Mes parents ne fument pas: do not smoke; tu fumes ?: do you smoke?; il porte des lunettes: he wears glasses."""
    roll = d.random()
    rows = _FARE if roll < 0.33 else _WAYS if roll < 0.7 else _skills() if roll < 0.85 else _MEAT
    row = row_of(*d.pick(rows))
    subject, question = _one(d), ""
    if rows is not _MEAT and d.chance(0.2):
        if subject.pronoun in ("je", "nous", "on") or d.chance(0.4):
            subject = pronoun(d, d.pick(("tu", "vous")))
        question = pick_question(d, subject)
    negation = "" if question else "pas" if rows is _MEAT or d.chance(0.5) else ""
    if rows is _FARE and len(row.chunks) == 1:  # who eats cheese may be eating some; who eats none does so by nature
        negation, question = "pas", ""
    clause = Clause(subject, Predicate(row.verb, simple=True), PRESENT, negation, question)
    complete(d, clause, row)
    clause.predicate.simple = True
    if rows is _MEAT and d.chance(0.6):
        who = again(subject)
        return joined(d, realise(d, clause), "parce que", state_clause(d, who, "végétarien")), "."
    return finish(d, clause)


_SUBJECTS = ("anglais", "français", "maths", "histoire", "géographie", "musique", "physique", "chimie", "espagnol")


@cache
def _teaching() -> Verb:
    return verb("enseigner", "tr")


def teaches(d: Draw) -> Sentence:
    """Elle enseigne l'anglais à des étudiants russes: she teaches English to Russian students."""
    studies = [n for n in nouns_of("language", "school_subject") if n.lemma in _SUBJECTS]
    study = noun_phrase(d, d.pick(studies), "generic", False, ())
    origins = [a for a in adjectives() if "nationality" in a.classes]
    pupils = noun(d.pick(("étudiant", "élève", "enfant", "étudiant")))
    what: list[Phrase] = [study]
    if d.chance(0.75):
        some = noun_phrase(d, pupils, "indefinite", True, (d.pick(origins),) if d.chance(0.7) else ())
        what.append(pair("à", "to") + some)
    subject, question = _one(d), ""
    if d.chance(0.12) and subject.pronoun not in ("je", "nous", "on"):
        question = pick_question(d, subject)
    return finish(d, Clause(subject, Predicate(_teaching(), what, simple=True), PRESENT, "", question))


# What happens again and again, and what somebody or something does then.
_ARRIVALS: Rows = (
    ("arriver", "arrive / come"), ("entrer", "come in / enter"), ("partir", "leave"), ("sortir", "go out"),
    ("rentrer", "come home / get home / go home / come back"), ("passer", "go by / pass"),
)  # fmt: skip
_VISITORS = ("facteur", "professeur", "médecin", "voisin", "directeur", "étranger", "grand-père", "oncle")
_NOISES: Rows = (("le téléphone sonne", "the phone rings"), ("le réveil sonne", "the alarm clock rings"),
                 ("la musique commence", "the music starts"), ("le film commence", "the movie starts"))  # fmt: skip
_REACTIONS: dict[str, Rows] = {
    "chien": (("aboyer", "bark"), ("dormir", "sleep"), ("se cacher", "hide"),
              ("courir | à la porte", "run | to the door")),
    "chat": (("se cacher", "hide"), ("partir", "leave"), ("dormir", "sleep"), ("sortir", "go out")),
    "bébé": (("pleurer", "cry"), ("rire", "laugh"), ("sourire", "smile"), ("dormir", "sleep")),
    "élève": (("se lever", "stand up / get up"), ("dire | bonjour", "say | hello"), ("écouter", "listen")),
    "enfant": (("crier", "shout"), ("rire", "laugh"), ("se cacher", "hide"), ("pleurer", "cry"), ("chanter", "sing")),
}  # fmt: skip


def _does(d: Draw, subject: NounPhrase, row: Collocation) -> Phrase:
    clause = Clause(subject, Predicate(row.verb, simple=True), PRESENT)
    complete(d, clause, row)
    return realise(d, clause)


def _whenever(d: Draw) -> Phrase:
    """le facteur arrive: the mail carrier arrives; le réveil sonne."""
    if d.chance(0.2):
        return aligned(*d.pick(_NOISES))
    roll = d.random()
    known = [n for n in nouns_of("person", "adult") if n.lemma in _VISITORS]
    visitor = (
        noun_phrase(d, d.pick(known), "definite", False, ()) if roll < 0.4 else
        relative(d) if roll < 0.7 else name_phrase(d) if roll < 0.85 else pronoun(d, d.pick(("je", "tu", "nous", "on")))
    )  # fmt: skip
    return _does(d, visitor, row_of(*d.pick(_ARRIVALS)))


def barks_when(d: Draw) -> Sentence:
    """Le chien aboie quand le facteur arrive: the dog barks when the mail carrier arrives."""
    d.tag("subordination")
    lemma = d.pick(tuple(_REACTIONS))
    subject = noun_phrase(d, noun(lemma), d.pick(("definite", "definite", "demonstrative")), d.chance(0.4), ())
    main, other = _does(d, subject, row_of(*d.pick(_REACTIONS[lemma]))), _whenever(d)
    when = pair("quand", "when")
    if d.chance(0.3):
        return with_comma(when + other) + main, "."
    return main + when + other, "."


_INDOORS: Rows = (
    ("prendre | le bus", "take | the bus"), ("rester | à la maison", "stay | at home / home"),
    ("jouer | aux cartes", "play | cards"), ("regarder | ~un film", "watch | a movie"), ("lire", "read"),
    ("prendre | la voiture", "take | the car"), ("boire | ~du thé", "drink | tea"), ("cuisiner", "cook"),
    ("aller | au cinéma", "go | to the movies"), ("prendre | son parapluie", "take | one's umbrella"),
    ("mettre | son manteau", "put on / wear | one's coat"), ("manger | ~de la soupe", "eat | soup"),
)  # fmt: skip
_OUTDOORS: Rows = (
    ("manger | dans le jardin", "eat | in the garden"), ("aller | à la plage", "go | to the beach"),
    ("se promener", "take a walk / go for a walk"), ("jouer | dehors", "play | outside"),
    ("aller | à la piscine", "go | to the swimming pool / to the pool"), ("manger | ~une glace", "eat | an ice cream"),
    ("faire du vélo", "ride a bike / go cycling"), ("travailler | dans le jardin", "work | in the garden"),
    ("nager | dans le lac", "swim | in the lake"), ("marcher", "walk"),
)  # fmt: skip
_RAIN = ("il fait froid", "il fait mauvais")
_SHINE = ("il fait beau", "il fait chaud")
_FALLS: Rows = (("il pleut", "it rains"), ("il neige", "it snows"), ("il pleut", "it rains"))


def in_such_weather(d: Draw) -> Sentence:
    """Quand il pleut, nous prenons le bus: when it rains, we take the bus; je mange dehors quand il fait beau."""
    d.tag("subordination", "weather")
    fine = d.chance(0.4)
    if not fine and d.chance(0.6):
        sky = aligned(*d.pick(_FALLS))
    else:
        name = d.pick(_SHINE if fine else _RAIN)
        sky = expression_phrase(next(e for e in expressions("weather") if e.fr == name))
    main, when = _does(d, person(d, 0.7), row_of(*d.pick(_OUTDOORS if fine else _INDOORS))), pair("quand", "when")
    if d.chance(0.55):
        return with_comma(when + sky) + main, "."
    return main + when + sky, "."


FAMILIES = ((by_nature, 15), (teaches, 2), (barks_when, 3), (in_such_weather, 3))
