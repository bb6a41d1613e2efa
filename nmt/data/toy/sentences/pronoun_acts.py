"""What one does with something named before, its pronoun before the verb: I wear it often, I am going to buy it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import ILS
from nmt.data.toy.lexicon import Adjective, Expression, Noun, Verb, expressions, noun, nouns_of, read_table, verb, verbs
from nmt.data.toy.phrases import NounPhrase, elsewhere, noun_phrase, ownable, possessor_of
from nmt.data.toy.pronouns import OBJECT_ENGLISH, given
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.knowing import can_find
from nmt.data.toy.subjects import name_phrase, person_noun, pronoun, relative
from nmt.data.toy.whereabouts import whereabouts
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair

NEGATIVE, ASKED = frozenset("NJLGDXY"), frozenset("QRSKT")
_NEGATIONS = {"N": "pas", "J": "jamais", "L": "plus", "G": "pas", "D": "pas", "X": "pas", "Y": "pas", "E": "pas_encore"}
_TENSES = {"F": NEAR_FUTURE, "G": NEAR_FUTURE, "S": NEAR_FUTURE, "C": PASSE_COMPOSE, "D": PASSE_COMPOSE,
           "A": PASSE_COMPOSE, "E": PASSE_COMPOSE, "Q": PASSE_COMPOSE, "I": IMPERFECT}  # fmt: skip
_MODALS = {"M": "vouloir", "O": "devoir", "K": "pouvoir", "X": "pouvoir"}


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """A row of `taken_up.tsv`; the notation is told in its head."""

    classes: tuple[str, ...]
    lemma: str
    english: str
    things: tuple[str, ...]
    owner: str
    forms: str
    good: tuple[str, ...]
    bad: tuple[str, ...]

    @property
    def human(self) -> bool:
        """Whether it is done with a person."""
        return self.owner == "who"


@cache
def acts() -> tuple[Act, ...]:
    """Every row of the table."""
    found = []
    for row in read_table("taken_up"):
        head, _, things = row["verb"].partition(":")
        lemma, _, english = head.partition("=")
        good, bad = tuple(row["for"].split()), tuple(row["against"].split())
        found.append(Act(tuple(row["classes"].split()), lemma, english, tuple(things.split()), row["owner"],
                         row["forms"], good, bad))  # fmt: skip
    return tuple(found)


@cache
def verb_of(act: Act, item: Noun | None) -> Verb:
    """The sense of the verb that takes this noun."""
    frames = ("ditr",) if act.things else ("tr", "tr_to", "ditr")
    options = [v for v in verbs() if v.lemma == act.lemma and v.frame in frames]
    english = "love" if act.lemma == "aimer" and item is not None and item.has("family") else act.english
    english, _, other = english.partition("/")
    options = [v for v in options if english in ("", " ".join(v.en.base))]
    options = [v for v in options if not other or any(said.base[0] == other for said in v.others)]
    fitting = [v for v in options if item is not None and v.objects & item.classes]
    return min(fitting or options, key=lambda v: frames.index(v.frame))


def object_pronoun(np: NounPhrase, dative: bool) -> tuple[Fr, list[En]]:
    """le, la, les, lui, leur for the phrase; English by what it is: it, him, her, them. me, te, nous, vous stay."""
    if np.pronoun in OBJECT_ENGLISH:
        one = En(OBJECT_ENGLISH[np.pronoun])
        return Fr(np.pronoun, (one,)), [one]
    it = En("them" if np.en_person == ILS else ("her" if np.feminine else "him") if np.human else "it")
    if dative:
        return Fr("leur" if np.plural else "lui", (it,)), [it]
    return Fr("les" if np.plural else "la" if np.feminine else "le", (it,)), [it]


def _thing_given(d: Draw, lemma: str, about: NounPhrase, asked_of: NounPhrase, negated: bool) -> NounPhrase:
    """What one gives, lends or shows: un livre, des fleurs, de l'eau, mon adresse; pas de photos."""
    thing = noun(lemma)
    if thing.number == "mass":
        return noun_phrase(d, thing, "negated" if negated else "partitive", False, ())
    if lemma in ("adresse", "photo", "lettre", "maison", "vélo") and asked_of.pronoun:
        return noun_phrase(d, thing, possessor_of(asked_of), lemma == "photo", ())
    several = lemma == "fleur" or (about.plural and lemma != "vélo")
    return noun_phrase(d, thing, "negated" if negated else "indefinite", several, ())


def predicate(d: Draw, act: Act, np: NounPhrase, doer: NounPhrase, form: str) -> Predicate:
    """The verb with the pronoun for `np`, and what is given to it."""
    found = can_find() if form == "Y" else verb_of(act, np.noun)
    dative = found.frame == "tr_to" or bool(act.things)
    clitic, it = object_pronoun(np, dative)
    d.tag("object_pronoun_indirect" if dative else "object_pronoun_direct")
    if np.pronoun not in OBJECT_ENGLISH:
        d.tag("pronoun_reference")
    if act.things:
        thing = _thing_given(d, d.pick(act.things), np, doer, form in _NEGATIONS)
        return Predicate(found, [thing], clitics=[clitic], after_en=given(found, it, thing.en))
    return Predicate(found, clitics=[clitic], clitic_en=it, preceding=None if dative else (np.feminine, np.plural))


_PAST = ("hier", "hier soir", "ce matin", "samedi dernier", "la semaine dernière", "avant-hier", "dimanche dernier")
_LONG_PAST = ("l'année dernière", "le mois dernier", "l'été dernier", "il y a deux jours", "il y a un mois")
_FUTURE = ("demain", "ce soir", "demain matin", "bientôt", "ce week-end", "samedi prochain", "demain soir")
_LONG_FUTURE = ("l'année prochaine", "le mois prochain", "bientôt", "l'été prochain", "la semaine prochaine")
_EVERY = ("tous les jours", "tous les soirs", "toutes les semaines", "tous les week-ends", "chaque semaine",
          "le dimanche", "deux fois par semaine", "tout le temps", "le samedi", "chaque jour")  # fmt: skip
_LASTING = ("house_like", "vehicle_own", "furniture", "device", "furniture_small", "trip")


@cache
def moment_named(french: str) -> Expression:
    """An adverb of time by its French."""
    return next(e for e in expressions() if e.fr == french and "adverb" in e.kind)


def _when(d: Draw, clause: Clause, act: Act, np: NounPhrase) -> None:
    """Mostly a moment, or a place that suits what was done: hier soir, à la boulangerie."""
    past = clause.tense == PASSE_COMPOSE
    if past and d.chance(0.35 if act.lemma not in ("oublier", "perdre", "trouver") else 0.95) and not act.things:
        where = whereabouts(d, clause.predicate.verb, np if len(np.fr) < 5 else None, clause.subject)
        if where is not None:
            clause.dated = True
            clause.end.append(where)
            return
    seen = np.noun is not None and np.noun.has("animal") and act.lemma == "regarder"
    if not d.chance(0.15 if np.noun is not None and np.noun.has("movie", "show", "match") else 0.55) or seen:
        return
    if act.lemma in ("allumer", "rater") or (act.lemma in ("ouvrir", "fermer") and not past):
        return
    lasting = np.noun is not None and np.noun.has(*_LASTING)
    slow = lasting and act.lemma in ("acheter", "vendre", "louer", "aimer")
    options: tuple[str, ...] = (_LONG_PAST if slow else _PAST) if past else (_LONG_FUTURE if slow else _FUTURE)
    eaten = np.noun is not None and np.noun.has("food", "drink", "animal")
    if eaten or act.lemma in ("préparer", "laver", "mettre"):
        options = options[:3]
    d.tag("time_adverb")
    clause.dated = past
    clause.end.append(expression_phrase(moment_named(d.pick(options))))


def _liked(d: Draw, said: Phrase) -> Phrase:
    """bien, beaucoup: je l'aime bien reads `I like it`, je l'aime beaucoup `I like it a lot`."""
    likes = tuple(word for word in said.en if re.fullmatch("lik(e|es|ed|ing)", word.text))
    if d.chance(0.5) or not (likes and likes[0].option == 0):
        return said + aligned("beaucoup", "a lot")
    return Phrase([*said.fr, Fr("bien", (), likes)], said.en)


def acted(d: Draw, act: Act, form: str, np: NounPhrase, doer: NounPhrase, where: Phrase | None = None) -> Phrase:
    """The clause in one of its forms: je la porte souvent, je vais l'acheter, tu l'as déjà vu; and where that is."""
    does = predicate(d, act, np, doer, form)
    question = d.pick(("intonation", "intonation", "intonation", "est_ce_que", "inversion")) if form in ASKED else ""
    clause = Clause(doer, does, _TENSES.get(form, PRESENT), _NEGATIONS.get(form, ""), question)
    if form in _MODALS:
        clause.predicate = Predicate(verb(_MODALS[form], "inf"), infinitive=does)
    if form in "JLNWBRY":
        does.simple = not (form == "R" and act.owner == "the")
    if form in "AEQ":
        clause.perfect = True
        if form == "A" or (form == "Q" and act.lemma not in ("trouver", "rencontrer") and d.chance(0.6)):
            clause.mid = pair("déjà", "already")
    if form in "HI" or (form == "R" and (act.lemma in ("porter", "utiliser") or (act.human and act.lemma == "voir"))):
        clause.habitual = does.simple = True
        if form == "H" and d.chance(0.5):
            d.tag("habit_adverb")
            clause.end.append(expression_phrase(moment_named(d.pick(_EVERY))))
        elif not verb_of(act, np.noun).stative or form != "I":
            d.tag("habit_adverb")
            clause.mid = pair("souvent", "often")
    if where is not None:
        clause.end.append(where)
    elif form in "CFS":
        _when(d, clause, act, np)
    if form == "W":
        clause.end.append(pair("bien", "well"))
    said = realise(d, clause)
    return _liked(d, said) if form in "BI" and act.lemma == "aimer" else said


_NOT_NAMED = frozenset("meal_word clothes_word vegetable_word fruit_word life human".split())


@cache
def _items(act: Act, qualified: bool) -> tuple[Noun, ...]:
    found = tuple(n for n in nouns_of(*act.classes) if not n.classes & _NOT_NAMED)
    return tuple(n for n in found if qualities(n, act.good + act.bad)) if qualified else found


Quality = Adjective | Expression


@cache
def qualities(item: Noun, wanted: tuple[str, ...]) -> tuple[Quality, ...]:
    """Those of the named qualities that the noun may have, hunger and thirst among them."""
    states = tuple(e for e in expressions("avoir_state") if e.en in wanted and item.has("animal", "human"))
    return states + tuple(a for a in predicates_for(item) if a.en in wanted)


def _unlike(np: NounPhrase, subject: NounPhrase) -> bool:
    """Whether the subject cannot be taken for what the object pronoun stands for."""
    return subject.fr[-1].text != np.fr[-1].text and (
        subject.pronoun not in ("il", "elle", "ils", "elles")
        or (subject.feminine, subject.plural) != (np.feminine, np.plural)
    )


def doer_of(d: Draw, form: str, named: float = 0.2) -> NounPhrase:
    """Who does it: mostly the speaker; whoever is asked in a question."""
    if form in ASKED:
        return pronoun(d, d.pick(("tu", "tu", "vous")))
    if d.chance(named):
        return name_phrase(d) if d.chance(0.4) else relative(d, False, pronoun(d, "je"))
    if d.chance(0.08):
        return pronoun(d, d.pick(("il", "elle", "ils")))
    return pronoun(d, d.pick(("je", "je", "je", "je", "je", "nous", "nous", "on")))


def _known(d: Draw, act: Act, form: str, item: Noun, plural: bool, doer: NounPhrase) -> NounPhrase:
    """The thing as one speaks of it: one's own, this one, the one that both know."""
    owner: Determiner = d.pick(("definite", "demonstrative"))
    mine = doer if doer.pronoun else pronoun(d, "je")
    if form == "K" or (form in ASKED and act.lemma in ("trouver", "chercher")):
        mine = pronoun(d, "je")
    if act.owner == "that":
        owner = "generic"
    elif act.owner == "this" or (act.owner == "any" and d.chance(0.5)):
        owner = "demonstrative"
    elif (act.owner in ("my", "had") or (act.owner == "any" and d.chance(0.5))) and ownable(item):
        owner = possessor_of(elsewhere(mine))
    return noun_phrase(d, item, owner, plural, ())


PLACES = ("building", "shop", "place_search", "restaurant", "castle", "park", "small_nature", "street", "room")
_OF_STRANGERS = ("connaître", "rencontrer", "aimer", "croire")
Drawn = tuple[Act, str, Noun, NounPhrase, NounPhrase]
# What somebody else does with one's things.
_FOR_ANOTHER = frozenset("laver réparer vendre nettoyer acheter préparer trouver louer donner peindre allumer".split())


def drawn(d: Draw, qualified: bool) -> Drawn:
    """An act, its form, with what or whom, by whom; `qualified`: only what qualities may speak for or against."""
    while True:
        act = d.pick(_acts_with(d.chance(0.28), qualified))
        form = d.pick(act.forms)
        others = act.owner == "the" or act.lemma in _FOR_ANOTHER
        doer = doer_of(d, form, 0.0 if form in "BNWMX" else 0.06 if act.human else 0.22 if others else 0.0)
        if act.human:
            np = somebody(d, doer)
            item = np.noun or human_noun(np.feminine)
        else:
            item = d.pick(_items(act, qualified))
            if act.owner == "my" and item.has("clothes") and doer.pronoun in ("nous", "on"):
                doer = pronoun(d, "je")
            single = item.number == "mass" or act.owner == "that" or item.has("instrument", "en_bare_tv")
            often = 1.0 if item.has("footwear") else 0.04 if item.has(*PLACES) else 0.25
            plural = item.number == "plural" or (not single and d.chance(often))
            np = _known(d, act, form, item, plural, doer)
        close = act.human and act.lemma in _OF_STRANGERS and form in "NWCF" and item.has("family", "friend")
        if _unlike(np, doer) and not close:
            return act, form, item, np, doer
        d.tags.clear()


@cache
def _acts_with(human: bool, qualified: bool) -> tuple[Act, ...]:
    return tuple(a for a in acts() if a.human == human and (a.good or a.bad if human else _items(a, qualified)))


def somebody(d: Draw, doer: NounPhrase) -> NounPhrase:
    """One's relative or friend, somebody with a name, the neighbour, the teacher."""
    roll = d.random()
    if roll < 0.55:
        return relative(d, None, doer if doer.pronoun and doer.person not in (2, 5) else pronoun(d, "je"))
    if roll < 0.85:
        return name_phrase(d)
    return noun_phrase(d, person_noun(d), d.pick(("definite", "demonstrative")), d.chance(0.2), ())
