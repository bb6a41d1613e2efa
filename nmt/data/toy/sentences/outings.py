"""Whom one does not see, invites or has fun with, and where it hurts: he invited his parents to the restaurant."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import at_home_of, expression_phrase
from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import row_of
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Expression, conjugation, expressions, nouns_of, verb
from nmt.data.toy.numbers import weekday_phrase
from nmt.data.toy.objects import sense
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.acquaintances import referred
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import turned
from nmt.data.toy.sentences.being import be, question_or_statement
from nmt.data.toy.sentences.collocations import complete
from nmt.data.toy.sentences.pointed import deeds
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair


def not_to_be_seen(d: Draw) -> Sentence:
    """Où est Pierre ? Je ne le vois pas: where is Pierre? I do not see him."""
    d.tag("pronoun_reference", "object_pronoun_direct")
    somebody = name_phrase(d) if d.chance(0.55) else relative(d)
    first, _ = turned(d, Clause(somebody, Predicate(be()), PRESENT), pair("où", "where"))
    back = Clause(pronoun(d, d.pick(("je", "je", "je", "nous", "on"))), referred(sense("voir", "see"), somebody),
                  PRESENT, "pas")  # fmt: skip
    second = realise(d, back)
    second.fr[0].text = second.fr[0].text.capitalize()
    second.en[0].text = second.en[0].text[0].upper() + second.en[0].text[1:]
    return first + pair("?", "?") + second, "."


_OUTINGS = (("au restaurant", "to the restaurant"), ("au cinéma", "to the movies"), ("au théâtre", "to the theater"),
            ("à la fête", "to the party"))  # fmt: skip


def invited(d: Draw) -> Sentence:
    """Il a invité ses parents au restaurant: to the restaurant; il y a une fête chez Julie samedi: at Julie's house."""
    d.tag("place_preposition")
    if d.chance(0.35):
        d.tag("il_y_a")
        there, a, party = En("there"), En("a"), En("party")
        is_ = En("is")
        fr = [Fr("il", (there,)), Fr("y", (there,)), Fr("a", (is_,)), Fr("une", (a,)), Fr("fête", (party,))]
        said = Phrase(fr, [there, is_, a, party]) + at_home_of(d, pronoun(d, "il"))
        d.tags.pop("subject_il", None)
        return said + (weekday_phrase(d) if d.chance(0.5) else expression_phrase(d.pick(_soon()))), "."
    subject, question = question_or_statement(d, person(d, 0.6), 0.12)
    guest = name_phrase(d) if d.chance(0.35) else relative(d, None, subject)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE, PRESENT))
    where = aligned(*d.pick(_OUTINGS))
    return finish(d, Clause(subject, Predicate(verb("inviter", "tr"), [guest, where]), tense, "", question))


@cache
def _soon() -> tuple[Expression, ...]:
    return tuple(e for e in expressions("future_adverb", "day_adverb_future") if e.fr not in ("bientôt", "plus tard"))


_HOLIDAYS = (
    ("pendant les vacances", "during the vacation"),
    ("pendant les vacances d'été", "during the summer vacation"),
)


def over_the_vacation(d: Draw) -> Sentence:
    """Pendant les vacances, on s'est bien amusés: we had a good time; elle a travaillé pendant les vacances."""
    subject, question = question_or_statement(d, person(d, 0.65), 0.12)
    row = d.pick(deeds()) if d.chance(0.65) else row_of("s'amuser | bien", "have | a good time / fun / a great time")
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, Predicate(row.verb), tense, "", question)
    complete(d, clause, row)
    d.tag("time_adverb")
    when = aligned(*d.pick(_HOLIDAYS)) if d.chance(0.6) else _at_party(d)
    if row.verb.lemma != "s'amuser" and when.fr[0].text != "pendant":
        when = aligned(*_HOLIDAYS[0])
    if not question and d.chance(0.25):
        clause.front.append(when + pair(",", ","))
    elif d.chance(0.85):
        clause.end.append(when)
    return finish(d, clause)


def _at_party(d: Draw) -> Phrase:
    """à la fête, chez Julie, à la plage."""
    rows = (("à la fête", "at the party"), ("à la plage", "at the beach"), ("au zoo", "at the zoo"))
    return aligned(*d.pick(rows)) if d.chance(0.6) else at_home_of(d, pronoun(d, "il"))


_ACHES = (("dos", "back", False), ("genou", "knees", True), ("tête", "head", False), ("ventre", "stomach", False),
          ("pied", "feet", True), ("jambe", "legs", True), ("bras", "arms", True), ("cou", "neck", False),
          ("épaule", "shoulders", True), ("main", "hands", True))  # fmt: skip


def two_aches(d: Draw) -> Sentence:
    """J'ai mal au dos et aux genoux: my back and my knees hurt."""
    d.tag("avoir_state", "coordination")
    subject = pronoun(d, d.pick(("je", "je", "tu", "il", "elle", "vous")))
    one, two = d.pick(_ACHES), d.pick(_ACHES)
    while one == two:
        two = d.pick(_ACHES)
    hurt, both = En("hurt"), En("and")
    owners = [En(subject.owner), En(subject.owner)]
    fr: list[Fr] = []
    for owner, (lemma, english, plural) in zip(owners, (one, two), strict=True):
        body = next(n for n in nouns_of("body") if n.lemma == lemma)
        part = En(english)
        article = "les" if plural else "la" if body.gender == "f" else "le"
        fr += [Fr("et", (both,))] if fr else []
        fr += [Fr("à", (), (hurt,)), Fr(article, (), (part,), article=True), Fr(body.fr[plural], (part,))]
        fr[-1].possible = (owner,)
    parts = [word.sure[0] for word in fr if word.sure and word.sure[0] is not both]
    en = [owners[0], parts[0], both, owners[1], parts[1], hurt]
    have = conjugation("avoir").present[subject.person]
    head = [Fr(subject.fr[0].text, (owners[0],), (owners[1],)), Fr(have, (hurt,)), Fr("mal", (hurt,))]
    return Phrase([*head, *fr], en), "."


FAMILIES = ((not_to_be_seen, 2), (invited, 3), (over_the_vacation, 2), (two_aches, 2))
