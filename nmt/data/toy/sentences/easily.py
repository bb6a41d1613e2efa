"""Infinitives behind a judgment or a modal: it is easy to, can you, do I have to; avoir envie de something."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import in_room
from nmt.data.toy.clauses import IMPERFECT, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import Noun, Verb, conjugation, noun, nouns_of, verb
from nmt.data.toy.numbers import weekday_phrase
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, noun_phrase, possessor_of
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import be, question_or_statement
from nmt.data.toy.sentences.combined import Act
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.sentences.modals import governed_words, infinitive_phrase, listed_infinitive, modal_verb
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Phrase, aligned, pair, synonyms

_HARD: tuple[Act, ...] = (
    ("comprendre", "texte", "dem"), ("comprendre", "exercice", "dem"), ("comprendre", "leçon", "dem"),
    ("apprendre", "français", "def"), ("apprendre", "anglais", "def"), ("parler", "chinois", "bare"),
    ("parler", "français", "bare"), ("trouver", "hôtel", "indef"), ("trouver", "appartement", "indef"),
    ("réparer", "vélo", "indef"), ("jouer", "piano", "def"), ("jouer", "guitare", "def"), ("conduire", "", ""),
    ("dessiner", "cheval", "indef"), ("skier", "", ""), ("nager", "", ""), ("faire", "gâteau", "indef"),
    ("répondre", "question", "dem"), ("cuisiner", "", ""), ("écrire", "poème", "indef"), ("lire", "roman", "dem"),
    ("choisir", "cadeau", "indef"), ("finir", "exercice", "dem"), ("ouvrir", "boîte", "dem"),
)  # fmt: skip
_WISE: tuple[Act, ...] = (
    ("dormir", "", ""), ("manger", "légume", "indef_plural"), ("manger", "fruit", "indef_plural"), ("lire", "", ""),
    ("boire", "eau", "part"), ("étudier", "", ""), ("apprendre", "langue", "indef"), ("parler", "anglais", "bare"),
    ("se reposer", "", ""), ("écouter", "professeur", "def"),
    ("comprendre", "question", "def"), ("marcher", "", ""),
)  # fmt: skip
_BANNED: tuple[Act, ...] = (
    ("fumer", "", ""), ("courir", "", ""), ("manger", "", ""), ("parler", "", ""), ("nager", "", ""),
    ("crier", "", ""), ("jouer", "football", "def"), ("traverser", "rue", "def"), ("ouvrir", "fenêtre", "dem"),
    ("ouvrir", "porte", "dem"), ("chanter", "", ""), ("dormir", "", ""), ("utiliser", "téléphone", "indef"),
    ("entrer", "", ""), ("prendre", "photo", "indef_plural"),
)  # fmt: skip
_JUDGED: tuple[tuple[str, tuple[str, ...], tuple[Act, ...]], ...] = (
    ("facile", ("easy",), _HARD), ("difficile", ("difficult", "hard"), _HARD), ("important", ("important",), _WISE),
    ("interdit", ("forbidden", "prohibited"), _BANNED), ("possible", ("possible",), _HARD),
    ("impossible", ("impossible",), _HARD), ("nécessaire", ("necessary",), _WISE), ("utile", ("useful",), _WISE),
    ("dangereux", ("dangerous",), _BANNED[1:2] + _BANNED[4:5] + _BANNED[7:8]),
)  # fmt: skip


def act(d: Draw, row: Act, subject: NounPhrase) -> Predicate:
    """A verb with its object; dem is this one."""
    lemma, item, determiner = row
    if lemma == "entrer":
        return Predicate(verb("entrer", "intr"))
    if determiner == "dem":
        predicate = infinitive_phrase(d, lemma, item, "indef", subject)
        predicate.after = [noun_phrase(d, noun(item), "demonstrative", False, ())]
        return predicate
    if determiner == "indef_plural" and item == "photo":
        taking = verb("prendre", "tr")
        take = Verb(
            "prendre", taking.fr, "", False, False, english_verb("take", "took", "taken", "taking", "takes"), "tr",
            "", taking.subjects, frozenset(), "event",
        )  # fmt: skip
        return Predicate(take, [noun_phrase(d, noun(item), "indefinite", True, ())])
    return infinitive_phrase(d, lemma, item, determiner, subject)


def easy_to(d: Draw) -> Sentence:
    """Il est facile de comprendre ce texte; c'est difficile de parler chinois; il est interdit de fumer ici."""
    d.tag("infinitive_complement")
    french, english, rows = d.pick(_JUDGED[:4] if d.chance(0.75) else _JUDGED)
    row = d.pick(rows)
    you = pronoun(d, "vous")
    subject = it_subject()
    if d.chance(0.25):
        d.tag("cest")
        subject.fr[0].text, subject.pronoun = "ce", "ce"
    how = synonyms(french, *english)
    denied = french in ("facile", "important", "difficile", "possible", "nécessaire") and d.chance(0.25)
    negation = "pas" if denied else ""
    if not negation and french in ("facile", "difficile", "important", "utile", "dangereux") and d.chance(0.3):
        d.tag("degree_adverb")
        how = pair(*d.pick((("très", "very"), ("trop", "too"), ("assez", "quite"))[: 1 if french != "difficile" else 3])
                   ) + how  # fmt: skip
    clause = Clause(subject, Predicate(be(), [how, governed_words(you, act(d, row, you), "de")]), PRESENT, negation)
    clause.tense = IMPERFECT if d.chance(0.08) and french != "interdit" else PRESENT
    if french == "interdit" and row[0] not in ("ouvrir", "traverser", "entrer"):
        where = pair("ici", "here") if d.chance(0.45) else in_room(d, "restaurant", "park", "hallway", "vehicle_timed",
                                                                   "public_transport_timed")  # fmt: skip
        clause.end.append(where)
    elif french == "interdit":
        clause.end.append(pair("ici", "here"))
    if subject.pronoun == "ce" and d.chance(0.2) and not negation:
        clause.question = d.pick(("est_ce_que", "intonation"))
    return finish(d, clause)


# What one asks a stranger to do: verb, its English, and how.
_ASKED = (
    ("répéter", "repeat", (("", ""), ("plus lentement", "more slowly"), ("la question", "the question"),
                           ("encore une fois", "one more time"))),
    ("parler", "speak", (("plus lentement", "more slowly"), ("plus fort", "louder"), 
                         ("français", "French"), ("plus doucement", "more quietly"))),
    ("attendre", "wait", (("un peu", "a little"), ("ici", "here"), ("dehors", "outside"),
                          ("cinq minutes", "five minutes"))),
    ("expliquer", "explain", (("cet exercice", "this exercise"), ("la leçon", "the lesson"), ("ce mot", "this word"))),
    ("épeler", "spell", (("votre nom", "your name"), ("ce mot", "this word"))),
    ("fermer", "close", (("la porte", "the door"), ("la fenêtre", "the window"))),
    ("ouvrir", "open", (("la porte", "the door"), ("votre sac", "your bag"), ("la fenêtre", "the window"))),
    ("conduire", "drive", (("plus lentement", "more slowly"), ("plus vite", "faster"))),
    ("marcher", "walk", (("plus vite", "faster"), ("plus lentement", "more slowly"))),
    ("venir", "come", (("demain", "tomorrow"), ("plus tôt", "earlier"), ("plus tard", "later"), ("ici", "here"))),
    ("écrire", "write", (("votre adresse", "your address"), ("votre nom", "your name"), ("plus gros", "bigger"))),
    ("lire", "read", (("plus fort", "louder"), ("ce texte", "this text"), ("plus lentement", "more slowly"))),
)  # fmt: skip


@cache
def asked_verbs() -> dict[str, Verb]:
    """Bare senses of the verbs people ask each other to do."""
    return {
        lemma: Verb(
            lemma, conjugation(lemma, verb(lemma).fr.infinitive), "", False, False, english_verb(english), "tr", "",
            frozenset(), frozenset(), "event",
        )
        for lemma, english, _ in _ASKED
    }  # fmt: skip


def can_you_please(d: Draw) -> Sentence:
    """Pouvez-vous répéter plus lentement ?; est-ce que tu peux parler plus fort, s'il te plaît ?"""
    d.tag("courtesy", "manner_adverb")
    lemma, _, ways = d.pick(_ASKED)
    french, english = d.pick(ways)
    you = pronoun(d, "tu" if d.chance(0.35) and "votre" not in french else "vous")
    after = [aligned(french, english)] if french else []
    clause = Clause(you, Predicate(verb("pouvoir", "inf"), infinitive=Predicate(asked_verbs()[lemma], after)), PRESENT)
    clause.question = d.pick(("inversion", "inversion", "inversion", "est_ce_que", "intonation"))
    if d.chance(0.3):
        please = "s'il te plaît" if you.pronoun == "tu" else "s'il vous plaît"
        clause.end.append(pair(",", ",") + aligned(please, "please"))
    return finish(d, clause)


@cache
def _have_to() -> Verb:
    forms = ("have to", "had to", "had to", "having to", "has to")
    return modal_verb(conjugation("devoir"), english_verb(*forms), "inf")


_UNDRESSING: tuple[Act, ...] = (
    ("enlever", "chaussure", "poss_plural"), ("enlever", "manteau", "poss"), ("mettre", "cravate", "indef"),
    ("fermer", "porte", "def"), ("prendre", "bus", "def"), ("traverser", "pont", "def"), ("attendre", "", ""),
    ("payer", "billet", "def"), ("tourner", "", ""), ("apprendre", "poème", "dem"), ("écrire", "adresse", "poss"),
)  # fmt: skip


def must_i(d: Draw) -> Sentence:
    """Est-ce que je dois enlever mes chaussures ?: do I have to; est-ce que je peux ouvrir la fenêtre ?"""
    subject = pronoun(d, d.pick(("je", "je", "je", "on", "nous", "tu", "vous")))
    obliged = d.chance(0.6)
    row = d.pick(_UNDRESSING)
    roll = d.random()
    if roll < 0.5 or row[0] == "tourner":
        task = listed_infinitive(d, d.pick(("chore", "task")), subject)
    elif row[2] == "poss_plural":
        shoes = noun_phrase(d, noun("chaussure"), possessor_of(subject), True, ())
        task = Predicate(verb("enlever", "tr"), [shoes])
    else:
        task = act(d, row, subject)
    found = _have_to() if obliged else verb("pouvoir", "inf")
    clause = Clause(subject, Predicate(found, infinitive=task), PRESENT)
    clause.question = d.pick(("est_ce_que", "est_ce_que", "intonation"))
    if not obliged and d.chance(0.3):
        d.tag("courtesy")
        clause.end.append(pair(",", ",") + aligned("s'il vous plaît", "please"))
    elif obliged and d.chance(0.25):
        d.tag("time_adverb")
        clause.end.append(aligned(*d.pick((("maintenant", "now"), ("aujourd'hui", "today"), ("demain", "tomorrow")))))
    return finish(d, clause)


@cache
def _wanting() -> Verb:
    english = english_verb("want", "wanted", "wanted", "wanting", "wants")
    return Verb("avoir envie", conjugation("avoir"), "envie", False, False, english, "tr_prep", "de", frozenset(),
                frozenset(), "state")  # fmt: skip


@cache
def _tempting() -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of("dessert", "sweet", "fruit", "hot_drink", "drink", "dish")
                 if not n.has("en_mass") and n.number != "plural")  # fmt: skip


def fancying(d: Draw) -> Sentence:
    """J'ai envie d'une glace: I want an ice cream; tu as envie de chocolat ?; elle n'a pas envie de dormir."""
    subject, question = question_or_statement(d, person(d, 0.7), 0.25)
    thing = d.pick(_tempting())
    told = draw_adjectives(d, thing, 0.2, 0.2)
    what = noun_phrase(d, thing, "indefinite" if thing.number == "count" else "none", False, told)
    clause = Clause(subject, Predicate(_wanting(), [what]), PRESENT if d.chance(0.85) else IMPERFECT, "", question)
    if d.chance(0.25):
        clause.end.append(aligned(*d.pick((("ce soir", "tonight"), ("maintenant", "now"), ("aujourd'hui", "today")))))
    return finish(d, clause)


def return_by(d: Draw) -> Sentence:
    """Je dois rendre ce livre avant mardi: I must return this book before Tuesday."""
    d.tag("modal", "time_adverb")
    subject = person(d, 0.7)
    row = d.pick(
        (
            ("finir", "exercice", "dem"),
            ("écrire", "lettre", "dem"),
            ("réparer", "vélo", "def"),
            ("apprendre", "poème", "dem"),
            ("lire", "livre", "dem"),
            ("finir", "projet", "def"),
            ("acheter", "cadeau", "indef"),
            ("ranger", "chambre", "poss"),
            ("vendre", "voiture", "poss"),
        )
    )
    by = weekday_phrase(d)
    by = Phrase(by.fr, by.en[1:])
    clause = Clause(subject, Predicate(verb("devoir", "inf"), infinitive=act(d, row, subject)), PRESENT)
    clause.end.append(pair("avant", "before") + by)
    return finish(d, clause)
