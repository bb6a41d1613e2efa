"""Infinitives that are denied, and what one asks of people: il préfère ne pas sortir; demande-lui de ne pas crier."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, with_comma
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import Verb, adjectives, conjugation, expressions, verb, verbs
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.pronouns import ObjectPronoun
from nmt.data.toy.realise import head_word
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be, question_or_statement
from nmt.data.toy.sentences.combined import Act
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.easily import act
from nmt.data.toy.sentences.manner import tail_words
from nmt.data.toy.sentences.modals import governed_words, listed_infinitive
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.verbs import REFLEXIVE
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned

# What one would rather not do, and what one tries not to do.
_UNLIKED: tuple[Act, ...] = (
    ("sortir", "", ""), ("parler", "", ""), ("danser", "", ""), ("travailler", "", ""), ("manger", "", ""),
    ("attendre", "", ""), ("conduire", "", ""), ("boire", "café", "negated"), ("manger", "viande", "negated"),
    ("regarder", "télévision", "def"), ("prendre", "avion", "def"), ("prendre", "métro", "def"), ("chanter", "", ""),
    ("dormir", "", ""), ("partir", "", ""), ("venir", "", ""), ("répondre", "question", "def"),
    ("acheter", "voiture", "negated"), ("se lever", "", ""),
)  # fmt: skip
_AVOIDED: tuple[Act, ...] = (
    ("tomber", "", ""), ("pleurer", "", ""), ("crier", "", ""), ("rire", "", ""), ("parler", "", ""),
    ("fumer", "", ""), ("s'endormir", "", ""), ("se fâcher", "", ""), ("se tromper", "", ""), ("se perdre", "", ""),
    ("oublier", "parapluie", "poss"), ("oublier", "passeport", "poss"), ("perdre", "clé", "poss"),
    ("rater", "train", "def"), ("rater", "bus", "def"), ("casser", "verre", "def"),
    ("manger", "bonbon", "negated_plural"),
    ("manger", "chocolat", "negated"), ("boire", "café", "negated"),
)  # fmt: skip
_BANNED: tuple[Act, ...] = (
    ("fumer", "", ""), ("crier", "", ""), ("courir", "", ""), ("pleurer", "", ""), ("parler", "", ""),
    ("sortir", "", ""), ("attendre", "", ""), ("entrer", "", ""), ("ouvrir", "porte", "def"),
    ("fermer", "fenêtre", "def"), ("oublier", "clé", "def"), ("manger", "gâteau", "def"), ("jouer", "football", "def"),
    ("utiliser", "téléphone", "poss"), ("acheter", "cadeau", "negated"),
    ("se dépêcher", "", ""), ("s'inquiéter", "", ""), ("regarder", "télévision", "def"),
)  # fmt: skip


def denied(d: Draw, subject: NounPhrase, governed: Predicate, preposition: str, lead: tuple[str, ...] = ()) -> Phrase:
    """de ne pas tomber: not to fall; pour ne pas tomber: so as not to fall, in order not to fall."""
    d.tag("negation_pas", "infinitive_complement")
    found = governed.verb
    base, not_, to = [En(text) for text in found.en.base], En("not"), En("to")
    first = [En(text) for text in lead]
    fr = [Fr(preposition, tuple(first or [to]), (to,))] if preposition else []
    fr += [Fr("ne", (not_,)), Fr("pas", (not_,))]
    if found.reflexive:
        d.tag("reflexive")
        fr.append(Fr(REFLEXIVE[subject.person], (), tuple(base)))
    fr.append(head_word(found, found.fr.infinitive, base, [] if preposition else [to]))
    fr += tail_words(found, base)
    if found.preposition and governed.after and found.frame != "ditr":
        fr.append(Fr(found.preposition, (), tuple(base)))
    return Phrase([*fr, *governed.french_after()], [*first, not_, to, *base, *governed.english_after()])


@cache
def _bare(lemma: str, english: str) -> Verb:
    """A verb whose infinitive comes as a complement: décider, promettre, essayer, demander, dire."""
    model = {"promettre": "mettre"}.get(lemma, "")
    aspect = "state" if lemma == "préférer" else "event"
    forms = english_verb(*english.split())
    return Verb(lemma, conjugation(lemma, model), "", False, False, forms, "tr", "", frozenset(), frozenset(), aspect)


_DECIDING = (
    ("préférer", "prefer preferred preferred preferring", "", _UNLIKED),
    ("préférer", "prefer preferred preferred preferring", "", _UNLIKED),
    ("décider", "decide", "de", _UNLIKED), ("promettre", "promise", "de", _AVOIDED),
    ("essayer", "try tried", "de", _AVOIDED), ("essayer", "try tried", "de", _AVOIDED),
)  # fmt: skip


def not_to_do(d: Draw) -> Sentence:
    """Je préfère ne pas sortir: I prefer not to go out; il a promis de ne pas fumer; essaie de ne pas tomber !"""
    lemma, english, preposition, rows = d.pick(_DECIDING)
    if lemma == "essayer" and d.chance(0.35):
        d.tag("imperative")
        you = pronoun(d, d.pick(("tu", "vous")))
        what = denied(d, you, act(d, d.pick(rows), you), "de")
        return commanded(d, you, Predicate(_bare(lemma, english), [what]), False), d.pick("..!")
    subject, question = question_or_statement(d, person(d, 0.65), 0.1)
    if lemma == "préférer" and d.chance(0.2):
        glad = d.pick([a for a in adjectives() if a.lemma in ("content", "heureux", "triste")])
        mood = adjective_phrase(d, glad, subject, 0.0)
        what = denied(d, subject, act(d, d.pick(rows[:6]), subject), "de")
        return finish(d, Clause(subject, Predicate(be(), [mood, what]), PRESENT, "", question))
    tenses = {"préférer": (PRESENT,), "essayer": (PRESENT, PASSE_COMPOSE, NEAR_FUTURE)}
    tense = d.pick(tenses.get(lemma, (PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE)))
    what = denied(d, subject, act(d, d.pick(rows), subject), preposition)
    clause = Clause(subject, Predicate(_bare(lemma, english), [what]), tense, "", question)
    if rows is _UNLIKED and d.chance(0.4):
        d.tag("time_adverb")
        clause.end.append(expression_phrase(d.pick(expressions("day_adverb", "day_adverb_future"))))
    return finish(d, clause)


_ASKED = (("me", "me", "je"), ("te", "you", "tu"), ("lui", "him", "il"), ("nous", "us", "nous"),
          ("vous", "you", "vous"), ("leur", "them", "ils"))  # fmt: skip
_BARRED = {0: ("me", "nous"), 1: ("te", "vous"), 3: ("me", "nous"), 4: ("te", "vous")}
_ORDERS = (("demander", "ask"), ("demander", "ask"), ("dire", "tell told told"))


def _task(d: Draw, told: NounPhrase, banned: bool) -> Phrase:
    """de fermer la porte: to close the door; de ne pas fumer: not to smoke."""
    if banned:
        row = d.pick(_BANNED)
        return denied(d, told, act(d, row, told), "de")
    d.tag("infinitive_complement")
    if d.chance(0.25):
        return governed_words(
            told, Predicate(verb(d.pick(("attendre", "venir", "sortir", "partir", "entrer")), "intr")), "de"
        )
    return governed_words(told, listed_infinitive(d, d.pick(("chore", "task")), told), "de")


def asked_to(d: Draw) -> Sentence:
    """Je lui ai demandé de venir: I asked him to come; il m'a dit de ne pas fumer; demande à Léa de t'attendre."""
    lemma, english = d.pick(_ORDERS)
    found, banned = _bare(lemma, english), d.chance(0.55)
    if d.chance(0.3):
        return _order_to_ask(d, found, banned)
    roll = d.random()
    subject = relative(d, False) if roll < 0.35 else name_phrase(d) if roll < 0.5 else pronoun(d)
    question = ""
    if subject.pronoun not in ("je", "nous"):
        subject, question = question_or_statement(d, subject, 0.12)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PRESENT, NEAR_FUTURE))
    if d.chance(0.35):
        told = name_phrase(d) if d.chance(0.4) else relative(d, False, subject)
        whom = Phrase([Fr("à", (), tuple(told.en[-1:])), *told.fr], told.en)
        return finish(d, Clause(subject, Predicate(found, [whom, _task(d, told, banned)]), tense, "", question))
    barred = ("me", "nous") if subject.pronoun == "on" else _BARRED.get(subject.person, ())
    name, whom_en, who = d.pick([row for row in _ASKED if row[0] not in barred])
    d.tag("object_pronoun_indirect")
    fr, en = ObjectPronoun(name, (whom_en, "her") if name == "lui" else (whom_en,)).words()
    told = pronoun(d, who)
    d.tags.pop(f"subject_{who}", None)
    predicate = Predicate(found, [_task(d, told, banned)], [fr], en)
    return finish(d, Clause(subject, predicate, tense, "", question))


def _order_to_ask(d: Draw, found: Verb, banned: bool) -> Sentence:
    """Dis-lui de ne pas crier: tell him not to shout; demandez à vos parents de venir."""
    d.tag("imperative")
    you = pronoun(d, d.pick(("tu", "tu", "vous")))
    if d.chance(0.4):
        told = name_phrase(d) if d.chance(0.4) else relative(d, False, you)
        whom = Phrase([Fr("à", (), tuple(told.en[-1:])), *told.fr], told.en)
        return commanded(d, you, Predicate(found, [whom, _task(d, told, banned)]), False), "."
    d.tag("imperative_pronoun", "object_pronoun_indirect")
    name, english, who = d.pick((_ASKED[2], _ASKED[2], _ASKED[5]))
    fr, en = ObjectPronoun(name, (english, "her") if name == "lui" else (english,)).words(behind=True)
    told = pronoun(d, who)
    return commanded(d, you, Predicate(found, [_task(d, told, banned)], [fr], en), False), d.pick("..!")


_BE = "be was been being is"
# What one does lest something happen, and what: verb, what follows it, their English.
_LEST: tuple[tuple[tuple[tuple[str, str, str, str], ...], tuple[tuple[str, str, str, str], ...]], ...] = (
    ((("se dépêcher", "", "hurry", ""), ("courir", "", "run ran run running", ""),
      ("partir", "tôt", "leave left", "early"),
      ("se lever", "tôt", "get_up got_up gotten_up getting_up gets_up", "early"),
      ("prendre", "un taxi", "take took taken", "a taxi")),
     (("rater", "le train", "miss", "the train"), ("rater", "le bus", "miss", "the bus"),
      ("être", "en retard", _BE, "late"))),
    ((("mettre", "un pull", "put_on put_on put_on putting_on puts_on", "a sweater"),
      ("mettre", "un manteau", "put_on put_on put_on putting_on puts_on", "a coat"),
      ("fermer", "la fenêtre", "close", "the window")),
     (("avoir", "froid", _BE, "cold"), ("tomber", "malade", "get got gotten getting", "sick"))),
    ((("parler", "doucement", "speak spoke spoken", "quietly"), ("fermer", "la porte", "close", "the door"),
      ("marcher", "doucement", "walk", "quietly")),
     (("réveiller", "le bébé", "wake_up woke_up woken_up waking_up wakes_up", "the baby"),
      ("réveiller", "les enfants", "wake_up woke_up woken_up waking_up wakes_up", "the children"))),
    ((("manger", "un sandwich", "eat ate eaten", "a sandwich"), ("manger", "une banane", "eat ate eaten", "a banana")),
     (("avoir", "faim", _BE, "hungry"),)),
    ((("boire", "un café", "drink drank drunk", "a coffee"), ("écouter", "la radio", "listen_to", "the radio")),
     (("s'endormir", "", "fall_asleep", ""),)),
    ((("conduire", "lentement", "drive drove driven", "slowly"),),
     (("avoir", "d'accident", "have had had having has", "an accident"),)),
    ((("marcher", "lentement", "walk", "slowly"),), (("tomber", "", "fall", ""),)),
    ((("écrire", "l'adresse", "write wrote written", "the address"),
      ("prendre", "une carte", "take took taken", "a map")),
     (("se perdre", "", "get_lost", ""), ("oublier", "la rue", "forget", "the street"))),
)  # fmt: skip


@cache
def _doing(lemma: str, english: str) -> Verb:
    reflexive = lemma.startswith(("se ", "s'"))
    bare = lemma.removeprefix("se ").removeprefix("s'")
    listed = next((v for v in verbs() if v.lemma == lemma), None)
    forms = english_verb(*(form.replace("_", " ") for form in english.split()))
    etre = listed.etre if listed is not None else reflexive
    french = listed.fr if listed is not None else conjugation(bare)
    return Verb(lemma, french, "", reflexive, etre, forms, "tr", "", frozenset(), frozenset(), "event")


def _fixed(row: tuple[str, str, str, str]) -> Predicate:
    lemma, french, english, after = row
    return Predicate(_doing(lemma, english), [aligned(french, after)] if french else [])


def so_as_not_to(d: Draw) -> Sentence:
    """Je me dépêche pour ne pas rater le train: I hurry so as not to miss the train, in order not to miss it."""
    mains, results = d.pick(_LEST)
    subject = person(d, 0.6)
    tense = d.pick((PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, _fixed(d.pick(mains)), tense)
    lest = denied(d, subject, _fixed(d.pick(results)), "pour", ("so", "as"))
    if d.alternatives:
        choice, ways = Choice(3), (("so", "as"), ("in", "order"), ())
        first = lest.fr[0]
        words = [[En(text, choice, k) for text in way] for k, way in enumerate(ways)]
        lest = Phrase([Fr("pour", tuple(words[0]), first.possible), *lest.fr[1:]], [*words[0], *words[1], *lest.en[2:]])
    if d.chance(0.2):
        clause.front.append(with_comma(lest))
    else:
        clause.end.append(lest)
    return finish(d, clause)


FAMILIES = ((not_to_do, 6), (asked_to, 8), (so_as_not_to, 4))
