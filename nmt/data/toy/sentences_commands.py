"""Imperatives: with complements, with pronouns before or behind, reflexive, polite."""

from __future__ import annotations

from functools import cache

from nmt.data.toy import verbs as vg
from nmt.data.toy.adverbials import going_to_place
from nmt.data.toy.clauses import Predicate, head_word
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import JE, NOUS, TU, VOUS
from nmt.data.toy.lexicon import Verb, expressions, predicates_for, verb, verbs_of
from nmt.data.toy.objects import predicate_for
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.pronouns import ObjectPronoun, direct_verbs, given, indirect_verbs, takes_people
from nmt.data.toy.objects import object_phrase
from nmt.data.toy.sentences_actions import Sentence
from nmt.data.toy.sentences_being import adjective_phrase, be
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned

_UNCOMMANDED = frozenset(
    "voir entendre comprendre connaître rencontrer perdre rater recevoir trouver".split()
)
_REFLEXIVE = {TU: ("te", "-toi"), NOUS: ("nous", "-nous"), VOUS: ("vous", "-vous")}


@cache
def _commanded() -> tuple[Verb, ...]:
    return tuple(
        v for v in verbs_of("intr", "refl", "tr", "tr_to", "tr_prep", "ditr")
        if v.fr.imperative[0] and v.lemma not in _UNCOMMANDED and v.subjects & {"person", "child"}
        and v.aspect == "event" and not v.en.is_be
    )  # fmt: skip


def command(d: Draw) -> Sentence:
    """Ferme la porte, s'il te plaît; ne parlez pas; levez-vous; allons au cinéma."""
    d.tag("imperative")
    who = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "nous")))
    negated = d.chance(0.3) and who.person != NOUS
    roll = d.random()
    if roll < 0.12:
        found = verb("aller", "motion")
        predicate = Predicate(found, [going_to_place(d, True)])
    elif roll < 0.2 and who.person != NOUS:
        adjective = d.pick([a for a in predicates_for_people() if a.en in _BE])
        predicate = Predicate(be(), [adjective_phrase(d, adjective, who, 0.0)])
    else:
        found = d.pick(_commanded())
        predicate = predicate_for(d, found, who, negated)
    return _polite(d, who, commanded(d, who, predicate, negated))


_BE = frozenset("patient polite calm kind serious brave honest generous quiet ready".split())


@cache
def predicates_for_people() -> tuple[object, ...]:
    from nmt.data.toy.sentences_being import _person_noun

    return predicates_for(_person_noun(False))


def command_with_pronoun(d: Draw) -> Sentence:
    """Donne-moi le livre; regarde-la; ne le regarde pas; montrez-le-lui."""
    d.tag("imperative", "imperative_pronoun")
    who = pronoun(d, d.pick(("tu", "vous")))
    negated = d.chance(0.35)
    roll = d.random()
    if roll < 0.5:
        found = d.pick(
            [
                v
                for v in direct_verbs()
                if v.fr.imperative[0] and v.aspect == "event" and v.lemma not in _UNCOMMANDED
            ]
        )
        pronoun_ = _direct_for_command(d, found, negated)
        d.tag("object_pronoun_direct")
        fr, en = pronoun_.words(behind=not negated)
        predicate = Predicate(found, clitics=[fr], clitic_en=en)
    else:
        found = d.pick([v for v in indirect_verbs() if v.fr.imperative[0] and v.aspect == "event"])
        name, english = d.pick(
            (
                ("me", ("me",)),
                ("me", ("me",)),
                ("nous", ("us",)),
                ("lui", ("him", "her")),
                ("leur", ("them",)),
            )
        )
        d.tag("object_pronoun_indirect")
        fr, en = ObjectPronoun(name, english).words(behind=not negated)
        predicate = Predicate(found, clitics=[fr], clitic_en=en)
        if found.frame == "ditr":
            thing = object_phrase(d, found, who, negated)
            predicate = Predicate(found, [thing], clitics=[fr], after_en=given(found, en, thing.en))
    return _polite(d, who, commanded(d, who, predicate, negated))


def _direct_for_command(d: Draw, found: Verb, negated: bool) -> ObjectPronoun:
    from nmt.data.toy.pronouns import elides_before

    people = takes_people(found)
    if people and d.chance(0.4):
        return ObjectPronoun("me", ("me",)) if d.chance(0.6) else ObjectPronoun("nous", ("us",))
    if d.chance(0.3):
        return ObjectPronoun("les", ("them",))
    feminine = d.chance(0.5)
    text = "la" if feminine else "le"
    if not people:
        return ObjectPronoun(text, ("it",))
    if negated and elides_before(found.fr.imperative[0]):
        return ObjectPronoun(text, ("him", "her", "it"))
    return ObjectPronoun(text, ("her", "it") if feminine else ("him", "it"))


def commanded(d: Draw, who: NounPhrase, predicate: Predicate, negated: bool) -> Phrase:
    """The imperative of a predicate for tu, nous or vous."""
    found = predicate.verb
    form = found.fr.imperative[{TU: 0, NOUS: 1, VOUS: 2}[who.person]]
    base = [En(who.owner if text == "one's" else text) for text in found.en.base]
    lead, extra = _lead(who, negated)
    head = head_word(found, form, base, [])
    if len(lead) > 1 or negated:
        head = Fr(head.text, head.sure, head.possible + tuple(lead))
    before: list[Fr] = []
    behind: list[Fr] = []
    clitics = list(predicate.clitics)
    if found.reflexive:
        d.tag("reflexive")
        plain, hooked = _REFLEXIVE[who.person]
        clitics.insert(0, Fr(plain if negated else hooked, (), tuple(base)))
    if negated:
        d.tag("negative_imperative", "negation_pas")
        d.combine("negation+command", "pas", found.lemma)
        before = [Fr("ne", tuple(extra)), *clitics]
        behind = [Fr("pas", tuple(extra))]
    else:
        behind = clitics
    alignment = vg.verb_alignment(found)
    for text, sure, possible in alignment.tail:
        behind.append(Fr(text, tuple(base[j] for j in sure), tuple(base[j] for j in possible)))
    if found.preposition and predicate.after and found.frame != "ditr":
        links = tuple(base[j] for j in alignment.preposition)
        behind.append(Fr(found.preposition, links, () if links else tuple(base[:1])))
    fr = [*before, head, *behind, *predicate.french_after()]
    return Phrase(fr, [*lead, *extra, *_placed(predicate, base), *predicate.english_after()])


def _placed(predicate: Predicate, base: list[En]) -> list[En]:
    from nmt.data.toy.clauses import _with_particle

    return _with_particle(predicate, base)


def _lead(who: NounPhrase, negated: bool) -> tuple[list[En], list[En]]:
    """Words before an English imperative (Let us, Do) and its negation."""
    if who.person == NOUS:
        choice = Choice()
        return [En("let", choice), En("us", choice), En("let's", choice, 1)], []
    return ([En("do")], [En("not")]) if negated else ([], [])


def _polite(d: Draw, who: NounPhrase, phrase: Phrase) -> Sentence:
    if who.person != NOUS and d.chance(0.22):
        d.tag("politeness")
        please = aligned("s'il te plaît" if who.person == TU else "s'il vous plaît", "please")
        comma = aligned(",", ",")
        return phrase + comma + please, "."
    return phrase, "!" if d.chance(0.3) else "."


__all__ = ["JE", "command", "command_with_pronoun", "expressions"]
