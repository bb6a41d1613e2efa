"""Orders with être and avoir: sois sage, soyez prudents, ne sois pas en retard, n'aie pas peur, ayez confiance."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import TU, VOUS, agree
from nmt.data.toy.lexicon import Verb, conjugation, names, noun, nouns_of
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.commands import commanded, polite
from nmt.data.toy.sentences.modals import governed_words, listed_infinitive
from nmt.data.toy.subjects import name_phrase, pronoun
from nmt.data.toy.two_senses import or_in_general
from nmt.data.toy.words import En, Fr, Phrase, aligned, in_other_words, pair, synonyms

# Qualities that the lexicon lacks: said of nobody but in orders, with where or in what one is to be so.
_GOOD = (
    ("sage", ("good",), (("à l'école", "at school"), ("chez mamie", "at Grandma's"), ("ce soir", "tonight"), ("", ""),
                         ("pendant le voyage", "during the trip"), ("en classe", "in class"))),
    ("prudent", ("careful",), (("sur la route", "on the road"), ("en ville", "in town"),
                               ("dans la rue", "in the street / on the street"),
                               ("à vélo", "on your bicycle"), ("", ""), ("", ""), ("ce soir", "tonight"))),
    ("raisonnable", ("reasonable", "sensible"), (("", ""),)),
    ("ponctuel", ("punctual", "on time"), (("demain", "tomorrow"), ("lundi", "on Monday"), ("", ""))),
    ("courageux", ("brave",), (("", ""), ("demain", "tomorrow"))),
)  # fmt: skip
_KIND, _MEAN = ("kind", "polite", "patient", "honest", "generous"), ("mean", "jealous")
_LET_BE = frozenset("sad nervous worried shy angry jealous".split())
_TOO = (("en retard", "late"), ("en retard", "late"), ("en colère", "angry"))
_FOR_WHAT = ("école", "examen", "match", "dîner", "réunion", "concert", "fête")


def _you(d: Draw, we: bool) -> NounPhrase:
    return pronoun(d, d.pick(("tu", "tu", "vous", "vous", "nous") if we else ("tu", "tu", "vous", "vous")))


def _people(d: Draw, who: NounPhrase) -> Phrase:
    """avec ta sœur, avec les enfants, avec Paul."""
    if d.chance(0.3):
        return pair("avec", "with") + name_phrase(d)
    if d.chance(0.3):
        several = noun_phrase(d, noun(d.pick(("enfant", "voisin", "gens"))), "definite", True, ())
        if several.noun is not None and several.noun.lemma == "gens":
            or_in_general(several)
        return pair("avec", "with") + several
    kin = d.pick(
        [n for n in nouns_of("family") if n.lemma in ("sœur", "frère", "mère", "père", "grand-mère", "cousin")]
    )
    return pair("avec", "with") + noun_phrase(d, kin, possessor_of(who), False, ())


def _quality(d: Draw, who: NounPhrase) -> Phrase:
    """sage, prudents, gentille avec ta sœur."""
    if d.chance(0.6):
        lemma, english, where = d.pick(_GOOD[:2] if d.chance(0.7) else _GOOD)
        text = {"ponctuel": "ponctuelle", "courageux": "courageuse"}.get(lemma, lemma) if who.feminine else lemma
        text = agree(text, who.feminine and text[-1] != "e", who.plural and text[-1] != "x")
        said = synonyms(text, *english)
        place = d.pick(where)
        return said + in_other_words(*place) if place[0] and (place[0] != "à vélo" or who.person == TU) else said
    adjective = d.pick([a for a in predicates_for(human_noun(False)) if a.en in _KIND])
    said = adjective_phrase(d, adjective, who, 0.0)
    if adjective.en == "kind" or d.chance(0.5):
        with_ = _people(d, who)
        to = ("to", "with") if adjective.en in ("kind", "polite") else ("with",)
        return said + synonyms("avec", *to) + Phrase(with_.fr[1:], with_.en[1:])
    return said


def _fault(d: Draw, who: NounPhrase) -> Phrase:
    """What one is not to be: triste, en retard à l'école, méchant avec ton frère."""
    roll = d.random()
    if roll < 0.4:
        late = aligned(*d.pick(_TOO))
        if late.fr[-1].text == "retard" and d.chance(0.6):
            if d.chance(0.5):
                return late + aligned(*d.pick((("demain", "tomorrow"), ("ce soir", "tonight"), ("lundi", "on Monday"))))
            what = noun(d.pick(_FOR_WHAT))
            np = noun_phrase(d, what, "generic" if what.has("en_bare") or what.has("meal") else "definite", False, ())
            return late + pair("à", "for") + np
        return late
    if roll < 0.55:
        adjective = d.pick([a for a in predicates_for(human_noun(False)) if a.en == "mean"])
        with_ = _people(d, who)
        return (
            adjective_phrase(d, adjective, who, 0.0)
            + synonyms("avec", "to", "with")
            + Phrase(with_.fr[1:], with_.en[1:])
        )
    adjective = d.pick([a for a in predicates_for(human_noun(False)) if a.en in _LET_BE])
    said = adjective_phrase(d, adjective, who, 0.0)
    if d.chance(0.3):
        d.tag("degree_adverb")
        return aligned(*d.pick((("trop", "too"), ("si", "so")))) + said
    return said


def be_so(d: Draw) -> Sentence:
    """Sois sage à l'école; soyez prudents sur la route; ne sois pas en retard; ne soyez pas méchants avec Paul."""
    d.tag("imperative")
    negated = d.chance(0.4)
    who = _you(d, not negated)
    said = _fault(d, who) if negated else _quality(d, who)
    order = commanded(d, who, Predicate(be(), [said]), negated)
    if who.person == TU and d.chance(0.15):
        fitting = [name for name, gender in names() if (gender == "f") == who.feminine]
        name = d.pick(fitting)
        return order + pair(",", ",") + pair(name, name), d.pick("!.")
    return polite(d, who, order)


@cache
def _having(french: str, english: str) -> Verb:
    head, rest = english.split(" ", 1)
    forms = {"be": "be was been being is", "have": "have had had having has"}[head].split()
    return Verb(f"avoir {french}", conjugation("avoir"), french, False, False,
                english_verb(*(f"{form} {rest}" for form in forms)), "intr", "", frozenset(), frozenset(),
                "state")  # fmt: skip


_FEARED = ("chien", "chat", "souris", "serpent", "lion", "araignée", "orage", "examen", "dentiste", "médecin", "eau")


def _of_what(d: Draw, who: NounPhrase) -> Phrase | None:
    """du chien, de l'orage, de parler français."""
    roll = d.random()
    if roll < 0.15:
        return None
    of = En("of")
    if roll < 0.4:
        fr, en = d.pick((("moi", "me"), ("lui", "him"), ("elle", "her"), ("nous", "us")))
        d.tag("stressed_pronoun")
        return Phrase([Fr("de", (of,))], [of]) + pair(fr, en)
    if roll < 0.7:
        feared = d.pick([n for n in nouns_of("animal", "doctor_like", "exam", "weather_noun") if n.lemma in _FEARED])
        plural = feared.has("animal") and d.chance(0.4)
        determiner = "definite" if not plural else "generic"
        return Phrase([Fr("de", (of,))], [of]) + noun_phrase(d, feared, determiner, plural, ())
    d.tag("infinitive_complement")
    kind = d.pick(("skill", "skill", "task"))
    return governed_words(who, listed_infinitive(d, kind, who), "de")


def be_unafraid(d: Draw) -> Sentence:
    """N'aie pas peur du chien; n'ayez pas peur de parler français; ayez un peu de patience; aie confiance en toi."""
    d.tag("imperative")
    roll = d.random()
    who = _you(d, False)
    if roll < 0.75:
        d.tag("avoir_state")
        afraid = roll < 0.65
        after = _of_what(d, who) if afraid else None
        predicate = Predicate(_having(*(("peur", "be afraid") if afraid else ("honte", "be ashamed"))))
        order = commanded(d, who, predicate, True)
        return polite(d, who, order + after if after else order)
    some = aligned("un peu de patience", "a little patience") if roll < 0.88 else _trust(d, who)
    order = commanded(d, who, Predicate(_bare()), False)
    return polite(d, who, order + some)


@cache
def _bare() -> Verb:
    """avoir, before what one is to have."""
    return Verb("avoir", conjugation("avoir"), "", False, False, english_verb("have", "had", "had", "having", "has"),
                "tr", "", frozenset(), frozenset(), "state")  # fmt: skip


def _trust(d: Draw, who: NounPhrase) -> Phrase:
    """confiance en toi: confidence in yourself; en moi: in me."""
    own = "toi" if who.person == TU else "vous"
    themselves = "yourselves" if who.plural else "yourself"
    d.tag("stressed_pronoun")
    if d.chance(0.5):
        faith = synonyms("confiance", "confidence", "faith")
        if who.person == VOUS:
            return faith + pair("en", "in") + synonyms(own, themselves, "yourself" if who.plural else "yourselves")
        return faith + pair("en", "in") + pair(own, themselves)
    fr, en = d.pick((("moi", "me"), ("nous", "us"), ("lui", "him"), ("elle", "her")))
    return synonyms("confiance", "confidence", "faith", "trust") + pair("en", "in") + pair(fr, en)


FAMILIES = ((be_so, 1), (be_unafraid, 1))
