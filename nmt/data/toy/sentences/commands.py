"""Imperatives: with complements, with pronouns before or behind, reflexive, polite."""

from __future__ import annotations

from functools import cache

from nmt.data.toy import verbs as vg
from nmt.data.toy.adverbials import around_event, expression_phrase, going_to_place, located, places_of
from nmt.data.toy.clauses import Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import NOUS, TU, VOUS, begins_with_vowel
from nmt.data.toy.lexicon import Adjective, Expression, Verb, expressions, verb, verbs_of
from nmt.data.toy.objects import object_phrase, predicate_for
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.pronouns import ObjectPronoun, direct_verbs, given, indirect_verbs, takes_people, whom_or_what
from nmt.data.toy.realise import head_word, object_pronouns
from nmt.data.toy.reordered import giving_back, with_particle
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.modals import UNWANTED
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.two_senses import read_both_ways
from nmt.data.toy.verb_groups import bases, owned_words
from nmt.data.toy.whereabouts import whereabouts
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, in_other_words, pair

_UNCOMMANDED = frozenset(
    "voir entendre comprendre connaître rencontrer recevoir trouver avoir vouloir devenir appartenir grandir".split()
)
_FORBIDDEN_ONLY = UNWANTED | {"fumer"}
_BE = frozenset("patient polite calm kind serious brave honest generous ready".split())
_BE_NOT = frozenset("sad shy angry mean nervous worried lazy sick".split())
_IMPERATIVE = {TU: 0, NOUS: 1, VOUS: 2}
_REFLEXIVE = {TU: ("te", "-toi"), NOUS: ("nous", "-nous"), VOUS: ("vous", "-vous")}


@cache
def _commanded(negated: bool) -> tuple[Verb, ...]:
    """Verbs one orders, or forbids."""
    return tuple(
        v
        for v in verbs_of("intr", "refl", "tr", "tr_to", "tr_prep", "ditr")
        if v.fr.imperative[0]
        and v.subjects & {"person", "child", "adult"}
        and v.lemma not in _UNCOMMANDED
        and not v.en.is_be
        and (v.aspect != "state" or v.lemma == "s'inquiéter")
        and (negated if v.lemma in _FORBIDDEN_ONLY else v.aspect == "event")
    )


@cache
def _praised(negated: bool) -> tuple[Adjective, ...]:
    return tuple(a for a in predicates_for(human_noun(False)) if a.en in (_BE_NOT if negated else _BE))


def command(d: Draw) -> Sentence:
    """Ferme la porte, s'il te plaît; ne parlez pas; levez-vous; allons au cinéma."""
    d.tag("imperative")
    who = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "nous")))
    negated = d.chance(0.42) and who.person != NOUS
    roll = d.random()
    if roll < 0.12:
        predicate = Predicate(verb("aller", "motion"), [going_to_place(d, True)])
    elif roll < 0.18 and who.person != NOUS:
        predicate = Predicate(be(), [adjective_phrase(d, d.pick(_praised(negated)), who, 0.0)])
    else:
        found = d.pick(_commanded(negated))
        predicate = predicate_for(d, found, who, negated)
        _add_where_or_when(d, who, predicate, negated)
    return polite(d, who, commanded(d, who, predicate, negated))


@cache
def orders() -> frozenset[Verb]:
    """What one may be told to do."""
    return frozenset(_commanded(False))


def ordered(d: Draw, who: NounPhrase, found: Verb) -> Sentence:
    """What `command` says, of this verb: choisissons un gâteau; lisez le texte."""
    d.tag("imperative")
    predicate = predicate_for(d, found, who)
    _add_where_or_when(d, who, predicate, False)
    return polite(d, who, commanded(d, who, predicate, False))


def _add_where_or_when(d: Draw, who: NounPhrase, predicate: Predicate, negated: bool) -> None:
    found = predicate.verb
    if found.frame not in ("intr", "tr", "refl") or predicate.after_en is not None or not d.chance(0.4):
        return
    if negated and d.chance(0.5):
        predicate.after.append(around_event(d, found))
    elif there := whereabouts(d, found, predicate.after[0] if predicate.after else None, who):
        predicate.after.append(there)
    elif d.chance(0.3):
        predicate.after.append(in_other_words("tout de suite", "right away / immediately / at once"))
    elif found.lemma == "venir" or d.chance(0.3):
        predicate.after.append(pair("ici", "here"))
    elif places_of(found.lemma):
        predicate.after.append(located(d, d.pick(places_of(found.lemma))))


def command_with_pronoun(d: Draw) -> Sentence:
    """Donne-moi le livre; regarde-la; ne le regarde pas; attends-moi !; donne-le-moi; ne la lui montre pas."""
    d.tag("imperative", "imperative_pronoun")
    who = pronoun(d, d.pick(("tu", "vous")))
    negated = d.chance(0.4)
    if d.chance(0.22):
        return polite(d, who, commanded(d, who, _with_both(d, negated), negated))
    if d.chance(0.5):
        found = d.pick(_commanded_direct(negated))
        d.tag("object_pronoun_direct")
        fr, en = _direct_for_command(d, found, negated).words(behind=not negated)
        order = commanded(d, who, Predicate(found, clitics=[fr], clitic_en=en), negated)
        there = whereabouts(d, found, None, who) if d.chance(0.25) else None
        if there is not None:
            order = order + there
        elif not negated and d.chance(0.25):
            d.tag("time_adverb")
            order = order + expression_phrase(d.pick(_coming_times()))
        return polite(d, who, order)
    found = d.pick(_commanded_indirect())
    d.tag("object_pronoun_indirect")
    name, english = d.pick(_TO_WHOM)
    fr, en = ObjectPronoun(name, english).words(behind=not negated)
    predicate = Predicate(found, clitics=[fr], clitic_en=en)
    if found.frame == "ditr":
        thing = object_phrase(d, found, who, negated)
        predicate = Predicate(found, [thing], clitics=[fr], after_en=given(found, en, thing.en))
    return polite(d, who, commanded(d, who, predicate, negated))


def _with_both(d: Draw, negated: bool) -> Predicate:
    """donne-le-moi, montrez-les-leur; ne me le donne pas, ne la lui montre pas."""
    found = d.pick([v for v in verbs_of("ditr") if v.en.base[0] not in ("ask", "read", "write")])
    plural, feminine = d.chance(0.3), d.chance(0.5)
    thing = ObjectPronoun("les" if plural else "la" if feminine else "le", ("them" if plural else "it",))
    whom = ObjectPronoun(*d.pick(_TO_WHOM))
    d.tag("object_pronoun_direct", "object_pronoun_indirect")
    (thing_fr, thing_en), (whom_fr, whom_en) = thing.words(not negated), whom.words(not negated)
    thing_first = not negated or whom.french in ("lui", "leur")
    to = En("for" if found.en.base[0] == "buy" else "to")
    clitics = [thing_fr, whom_fr] if thing_first else [whom_fr, thing_fr]
    return Predicate(found, clitics=clitics, clitic_en=[*thing_en, to, *whom_en])


_SOON = frozenset(("demain", "demain matin", "demain soir", "ce soir", "plus tard", "tout de suite", "ce week-end"))


@cache
def _coming_times() -> tuple[Expression, ...]:
    """When one is to do what one is told."""
    return tuple(e for e in expressions("future_adverb", "day_adverb_future", "immediate_adverb") if e.fr in _SOON)


_TO_WHOM: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("me", ("me",)), ("me", ("me",)), ("nous", ("us",)), ("lui", ("him", "her")), ("leur", ("them",)),
)  # fmt: skip


@cache
def _commanded_direct(negated: bool) -> tuple[Verb, ...]:
    both = _commanded(negated)
    return tuple(v for v in direct_verbs() if v in both or v.lemma == "croire")


@cache
def _commanded_indirect() -> tuple[Verb, ...]:
    return tuple(v for v in indirect_verbs() if v in _commanded(False))


def _direct_for_command(d: Draw, found: Verb, negated: bool) -> ObjectPronoun:
    people = takes_people(found)
    if people and d.chance(0.45):
        return ObjectPronoun("me", ("me",)) if d.chance(0.65) else ObjectPronoun("nous", ("us",))
    if d.chance(0.3):
        return ObjectPronoun("les", ("them",))
    feminine = d.chance(0.5)
    text = "la" if feminine else "le"
    elided = negated and begins_with_vowel(found.fr.imperative[0])
    if elided or not people:
        return ObjectPronoun(text, whom_or_what(found, feminine, elided))
    return ObjectPronoun(text, ("her", "it") if feminine else ("him", "it"))


def commanded(d: Draw, who: NounPhrase, predicate: Predicate, negated: bool) -> Phrase:
    """The imperative of a predicate for tu, nous or vous."""
    found = predicate.verb
    read_both_ways(d, who, predicate)
    forms = bases(predicate, who)
    choice = Choice(len(forms)) if len(forms) > 1 else None
    said = [[En(text, choice, k) for text in owned_words(form, who)] for k, form in enumerate(forms)]
    base, in_other_words = said[0], [word for words in said for word in words]
    lead, extra = _lead(who, negated)
    head = head_word(found, found.fr.imperative[_IMPERATIVE[who.person]], base, [])
    head = Fr(head.text, head.sure, head.possible + tuple(lead))
    clitics = object_pronouns(predicate, base)
    if found.reflexive:
        d.tag("reflexive")
        plain, hooked = _REFLEXIVE[who.person]
        clitics.insert(0, Fr(plain if negated else hooked, (), tuple(base)))
    fr = [head, *clitics]
    if negated:
        d.tag("negative_imperative", "negation_pas")
        fr = [Fr("ne", tuple(extra)), *clitics, head, Fr("pas", tuple(extra))]
    alignment = vg.verb_alignment(found)
    fr += [Fr(t, tuple(base[j] for j in sure), tuple(base[j] for j in near)) for t, sure, near in alignment.tail]
    if found.preposition and predicate.after and found.frame != "ditr":
        links = tuple(base[j] for j in alignment.preposition)
        fr.append(Fr(found.preposition, links, () if links else tuple(base[:1])))
    en = [*lead, *extra, *with_particle(predicate, in_other_words), *predicate.english_after()]
    if d.alternatives and found.lemma == "rendre":
        en = giving_back(en, choice, predicate.english_after())
    return Phrase([*fr, *predicate.french_after()], en)


def _lead(who: NounPhrase, negated: bool) -> tuple[list[En], list[En]]:
    """Words before an English imperative (Let us, Do) and its negation."""
    if who.person == NOUS:
        choice = Choice()
        return [En("let", choice), En("us", choice), En("let's", choice, 1)], []
    return ([En("do")], [En("not")]) if negated else ([], [])


def polite(d: Draw, who: NounPhrase, phrase: Phrase) -> Sentence:
    """The order with its mark, now and then with please."""
    if who.person != NOUS and d.chance(0.22):
        d.tag("courtesy")
        please = aligned("s'il te plaît" if who.person == TU else "s'il vous plaît", "please")
        return phrase + pair(",", ",") + please, "."
    return phrase, "!" if d.chance(0.3) else "."
