"""Verbs strung together: two deeds of one subject, two questions with ou, two infinitives of one verb."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.either import either_of
from nmt.data.toy.lexicon import Verb, verb
from nmt.data.toy.linking import again, conjunction, joined
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.subjects import person, pronoun
from nmt.data.toy.words import Choice, En, Phrase, pair

# What one does for a while, and may do beside something else.
_BUSY = frozenset(
    "manger boire parler rire chanter danser lire écrire jouer travailler étudier crier pleurer bavarder cuisiner "
    "écouter regarder dessiner nager marcher attendre réfléchir sourire courir téléphoner préparer".split()
)
# What does not come of one's own will; nobody is asked whether he will do it.
_UNWILLED = frozenset("rire crier pleurer attendre réfléchir sourire".split())
# What these verbs take besides what one does them for.
_SELDOM = frozenset("person family friend teacher_like sky_thing weather_sound nature_view picture body_inner".split())
_AUXILIARY = frozenset("am is are was were do does did going to".split())


@cache
def _busy() -> tuple[tuple[Verb, ...], ...]:
    """The verbs by lemma, those without an object as often as the others."""
    table: dict[tuple[str, str], list[Verb]] = {}
    for v in action_verbs():
        plain = v.frame == "intr" or (v.frame == "tr" and not v.objects & _SELDOM)
        if v.lemma in _BUSY and plain and "person" in v.subjects and v.aspect == "event":
            table.setdefault((v.lemma, v.frame), []).append(v)
    return tuple(tuple(senses) for senses in table.values())


def _two_deeds(d: Draw, willed: bool = False) -> tuple[Verb, Verb]:
    while True:
        one, two = d.pick(d.pick(_busy())), d.pick(d.pick(_busy()))
        if willed and {one.lemma, two.lemma} & _UNWILLED:
            continue
        if one.lemma != two.lemma and {one.lemma, two.lemma} != {"rire", "pleurer"}:
            return one, two


def _only(phrase: Phrase, left: list[En]) -> Phrase:
    """The phrase with `left` of its English: links to the others go, and who loses all belongs to the verb."""
    for word in phrase.fr:
        kept = [target for target in word.sure if target in left]
        near = [target for target in word.possible if target in left]
        word.possible = tuple(near if kept or near else left[:1])
        word.sure = tuple(kept)
    return Phrase(phrase.fr, left)


def _bare(clause: Phrase, subject: NounPhrase) -> Phrase:
    """What English leaves of a second clause: (they are) talking, (she is going to) sleep."""
    en = [word for word in clause.en if word not in subject.en]
    while en[0].text in _AUXILIARY:
        en = en[1:]
    return _only(clause, en)


def two_at_once(d: Draw) -> Sentence:
    """Ils rient et ils parlent: they are laughing and they are talking; elle mange et lit le journal: and reading."""
    subject = person(d, 0.6)
    one, two = _two_deeds(d)
    tense = d.pick((PRESENT, PRESENT, PRESENT, IMPERFECT, PASSE_COMPOSE, NEAR_FUTURE))
    repeated = tense == NEAR_FUTURE or subject.pronoun in ("je", "on") or d.chance(0.55)
    asked, d.alternatives = d.alternatives, d.alternatives and repeated
    first = realise(d, Clause(subject, predicate_for(d, one, subject), tense))
    same = again(subject)
    then = realise(d, Clause(same, predicate_for(d, two, same), tense))
    d.alternatives = asked
    if not repeated:
        then = _bare(Phrase(then.fr[len(same.fr) :], then.en), same)
    return joined(d, first, "et", then), "."


def one_or_other(d: Draw) -> Sentence:
    """Tu regardes la télé ou tu écoutes la radio ?: are you watching TV or listening to the radio?"""
    subject = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "il", "elle", "ils", "elles", "on")))
    one, two = _two_deeds(d, d.chance(0.7))
    tense = d.pick((PRESENT, PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE, IMPERFECT))
    question = pick_question(d, subject)
    first = realise(d, Clause(subject, predicate_for(d, one, subject), tense, "", question))
    same = again(subject)
    form = question if question == "inversion" or d.chance(0.4) else "intonation"
    then = realise(d, Clause(same, predicate_for(d, two, same), tense, "", form))
    return either_of(d, first, then, same, tense == NEAR_FUTURE), "?"


_WILLING = ("vouloir", "vouloir", "pouvoir", "devoir", "aimer", "adorer", "détester", "préférer")


def two_infinitives(d: Draw) -> Sentence:
    """Elle aime chanter et danser; tu veux lire ou regarder la télé ?; nous allons manger et travailler."""
    d.tag("infinitive_complement", "coordination")
    one, two = _two_deeds(d, True)
    subject, question = person(d, 0.65), ""
    link = "et"
    if d.chance(0.4):
        link, subject = "ou", pronoun(d, d.pick(("tu", "tu", "vous", "vous", "elle", "ils")))
        question = pick_question(d, subject)
    lemma = d.pick(("vouloir", "pouvoir", "préférer") if link == "ou" else _WILLING)
    asked, d.alternatives = d.alternatives, d.alternatives and lemma in ("vouloir", "pouvoir")
    head, second = predicate_for(d, one, subject), predicate_for(d, two, subject)
    if d.chance(0.2):
        clause = Clause(subject, head, NEAR_FUTURE, "", question)
    else:
        clause = Clause(subject, Predicate(verb(lemma, "inf"), infinitive=head), PRESENT, "", question)
    base = [En(text) for text in two.en.base]
    infinitive = Phrase([], [])
    infinitive.fr = [*pair(two.fr.infinitive, "").fr]
    infinitive.fr[0].sure = tuple(base)
    tail = [*pair(two.tail, "").fr] if two.tail else []
    for word in tail:
        word.sure = tuple(base)
    also = Phrase([*infinitive.fr, *tail, *second.french_after()], [*base, *second.english_after()])
    if lemma not in ("pouvoir", "devoir") and clause.tense == PRESENT:
        also.en.insert(0, En("to", Choice(), 1))
    clause.end.append(conjunction(link) + also)
    said = finish(d, clause)
    d.alternatives = asked
    return said


FAMILIES = ((two_at_once, 5), (one_or_other, 4), (two_infinitives, 4))
