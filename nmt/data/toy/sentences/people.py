"""Companions, anybody and nobody, bodies and what belongs to whom."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, at_home_of
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.indefinites import everybody, nobody, somebody
from nmt.data.toy.lexicon import Verb, adjectives, conjugation, expressions, nouns_of, places, verb, verbs_of
from nmt.data.toy.objects import action_verbs, predicate_for, sense
from nmt.data.toy.phrases import NounPhrase, named_adjective, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question, pick_tense
from nmt.data.toy.sentences.being import be, question_or_statement
from nmt.data.toy.sentences.places import with_whom
from nmt.data.toy.subjects import name_phrase, person, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned

_THINGS = frozenset(
    "manger boire acheter chercher trouver voir vouloir comprendre entendre perdre préparer écrire oublier "
    "casser".split()
)
_PEOPLE = frozenset("connaître voir attendre chercher rencontrer aider inviter appeler".split())
_TOGETHER = frozenset(
    "manger dîner déjeuner danser chanter travailler jouer nager voyager sortir partir rentrer parler étudier "
    "cuisiner".split()
)


def _pair_of(first: str, second: str) -> list[En]:
    choice = Choice()
    return [En(first, choice), En(second, choice, 1)]


def nothing(d: Draw) -> Sentence:
    """Je ne vois rien; nous ne connaissons personne; tu veux quelque chose ?; il attend quelqu'un."""
    subject, question = question_or_statement(d, person(d, 0.6), 0.15)
    thing, negative = d.chance(0.6), d.chance(0.6)
    found = d.pick(_thing_verbs() if thing else _person_verbs())
    tense = pick_tense(d, found)
    tense = PRESENT if tense == "recent_past" and found.aspect != "achievement" else tense
    if tense == "recent_past":
        tense = PASSE_COMPOSE
    if thing and negative:
        clause = Clause(subject, Predicate(found, [Phrase([], [En("anything")])]), tense, "rien", question)
    elif thing:
        d.tag("indefinite_pronoun")
        what = aligned("quelque chose", "something")
        clause = Clause(subject, Predicate(found, [what]), tense, "", question)
    elif negative:
        words = _pair_of("anyone", "anybody")
        whom = Phrase([Fr("personne", tuple(words))], words)
        clause = Clause(subject, Predicate(found, [whom]), tense, "personne", question)
    else:
        d.tag("indefinite_pronoun")
        words = _pair_of("someone", "somebody")
        whom = Phrase([Fr("quelqu'", tuple(words)), Fr("un", tuple(words))], words)
        clause = Clause(subject, Predicate(found, [whom]), tense, "", question)
    add_time(d, clause, 0.15, punctual=False)
    return finish(d, clause)


@cache
def _thing_verbs() -> tuple[Verb, ...]:
    found: dict[str, Verb] = {}
    for v in verbs_of("tr"):
        if v.lemma in _THINGS and "person" in v.subjects:
            found.setdefault(v.lemma, v)
    return (*found.values(), sense("faire", "do"))


@cache
def _person_verbs() -> tuple[Verb, ...]:
    return tuple(v for v in verbs_of("tr") if v.lemma in _PEOPLE and v.objects & {"person", "family", "friend"})


def everyone(d: Draw) -> Sentence:
    """Tout le monde danse; quelqu'un parle; personne ne travaille."""
    roll = d.random()
    subject = everybody(d) if roll < 0.4 else somebody(d) if roll < 0.65 else nobody(d)
    found = d.pick(_anybody_verbs())
    negated = roll >= 0.65
    clause = Clause(subject, predicate_for(d, found, subject, negated), pick_tense(d, found))
    if negated:
        clause.negation, clause.negated_by = "personne_subject", tuple(subject.en)
    elif d.chance(0.15):
        clause.question = "est_ce_que"
    add_time(d, clause, 0.2)
    return finish(d, clause)


@cache
def _anybody_verbs() -> tuple[Verb, ...]:
    frames = ("intr", "tr", "tr_to", "tr_prep")
    return tuple(v for v in action_verbs() if "person" in v.subjects and v.frame in frames and not v.reflexive)


_FOR = frozenset(("travailler", "chanter", "danser", "cuisiner"))


def companions(d: Draw) -> Sentence:
    """Je mange avec eux; elle danse avec son frère; nous travaillons pour lui; on dîne chez Marie."""
    found = d.pick([v for v in action_verbs() if v.lemma in _TOGETHER and v.frame == "intr"])
    subject, question = question_or_statement(d, person(d, 0.65), 0.2)
    tense = pick_tense(d, found)
    negation = d.pick(("pas", "pas", "jamais", "plus")) if d.chance(0.2) and tense in (PRESENT, IMPERFECT) else ""
    clause = Clause(subject, Predicate(found), tense, negation, question)
    home = d.chance(0.3) and found.lemma not in ("voyager", "sortir", "partir", "rentrer")
    clause.end.append(at_home_of(d, subject) if home else with_whom(d, subject, found.lemma in _FOR))
    add_time(d, clause, 0.3)
    return finish(d, clause)


def pain(d: Draw) -> Sentence:
    """J'ai mal à la tête: I have a headache; il a mal au genou: his knee hurts; elle a de la fièvre."""
    d.tag("avoir_state")
    subject, question = question_or_statement(d, person(d, 0.65), 0.25)
    tense = PRESENT if d.chance(0.8) else IMPERFECT
    if not question and not subject.plural and d.chance(0.4) and (subject.pronoun or subject.noun is None):
        return _hurting(d, subject, tense)
    expression = d.pick(expressions("avoir_have"))
    negation = "pas" if d.chance(0.15) and expression.fr.startswith("mal") else ""
    found = _having(expression.fr, expression.en)
    return finish(d, Clause(subject, Predicate(found), tense, negation, question))


def _hurting(d: Draw, subject: NounPhrase, tense: str) -> Sentence:
    """J'ai mal au genou: my knee hurts."""
    part = d.pick([n for n in nouns_of("body") if n.number == "count" and n.lemma not in _ACHES])
    plural = part.lemma in _PAIRED and d.chance(0.5)
    np = noun_phrase(d, part, "definite", plural)
    table = conjugation("avoir").present if tense == PRESENT else conjugation("avoir").imperfect
    hurts = En(("hurts" if not plural else "hurt") if tense == PRESENT else "hurt")
    if subject.pronoun:
        owner = [En(subject.owner)]
        fr = [Fr(subject.fr[0].text, (owner[0],))]
        d.tag(f"subject_{subject.pronoun}")
    else:
        owner = [*subject.en, En("'s")]
        fr = list(subject.fr)
    body = np.en[1:]
    np.fr[0].sure = ()
    fr += [Fr(table[subject.person], (hurts,)), Fr("mal", (hurts,)), Fr("à", (), (hurts,)), *np.fr]
    return Phrase(fr, [*owner, *body, hurts]), "."


_ACHES = frozenset("tête ventre dent dos gorge œil nez bouche visage doigt cœur".split())
_PAIRED = frozenset("jambe bras main pied oreille genou épaule".split())


@cache
def _having(french: str, english: str) -> Verb:
    forms = [f"{head} {english}" for head in ("have", "had", "had", "having", "has")]
    return Verb(
        f"avoir {french}", conjugation("avoir"), french, False, False, english_verb(*forms), "intr", "",
        frozenset(), frozenset(), "state",
    )  # fmt: skip


def looks(d: Draw) -> Sentence:
    """Elle a les yeux bleus: she has blue eyes; mon frère a les yeux verts et les cheveux noirs."""
    subject, question = question_or_statement(d, person(d, 0.5), 0.2)
    feature: Phrase
    if d.chance(0.25):
        return _face(d, subject, question)
    if d.chance(0.2):
        feature = _feature(d, "eyes") + aligned("et", "and") + _feature(d, "hair")
        d.tag("coordination")
    else:
        feature = _feature(d, d.pick(("eyes", "hair")))
    clause = Clause(subject, Predicate(verb("avoir", "tr"), [feature]), PRESENT if d.chance(0.85) else IMPERFECT)
    clause.question = question
    clause.negation = "pas" if d.chance(0.12) else ""
    return finish(d, clause)


def _face(d: Draw, subject: NounPhrase, question: str) -> Sentence:
    """Elle a un petit nez; il a de grandes oreilles."""
    part = d.pick([n for n in nouns_of("face_part", "body") if n.lemma in _FACE])
    size, english = d.pick((("grand", "big"), ("petit", "small"), ("beau", "beautiful"), ("long", "long")))
    adjective = named_adjective(size, english)
    plural = part.lemma in _PAIRED or part.lemma == "œil"
    if size == "long" and part.lemma not in ("jambe", "bras", "nez", "doigt"):
        return _face(d, subject, question)
    feature = noun_phrase(d, part, "indefinite", plural, (adjective,))
    return finish(d, Clause(subject, Predicate(verb("avoir", "tr"), [feature]), PRESENT, "", question))


_FACE = frozenset("nez bouche oreille œil pied main jambe bras".split())


def _feature(d: Draw, which: str) -> Phrase:
    part = nouns_of(which)[0]
    adjective = d.pick([a for a in adjectives() if which in a.classes and not a.before])
    return noun_phrase(d, part, "generic", True, (adjective,))


_MEASURES = (
    ("kilo", "kilo", ("fruit", "vegetable"), ("acheter", "vouloir")),
    ("bouteille", "bottle", ("drink",), ("acheter", "vouloir")),
    ("litre", "liter", ("drink",), ("acheter", "vouloir")),
    ("paquet", "pack", ("packed",), ("acheter", "vouloir", "manger")),
    ("tasse", "cup", ("hot_drink",), ("boire", "vouloir", "commander")),
    ("verre", "glass", ("juice", "animal_drink", "alcohol"), ("boire", "vouloir", "commander")),
    ("morceau", "piece", ("cheese", "cheese_like", "food_share_mass"), ("manger", "vouloir")),
)


def measured(d: Draw) -> Sentence:
    """Elle boit une tasse de thé; il a acheté trois bouteilles d'eau; je veux un kilo de pommes."""
    d.tag("quantity")
    container, english, classes, lemmas = d.pick(_MEASURES)
    item = d.pick(nouns_of(*classes))
    found = verb(d.pick(lemmas), "tr")
    goods = noun_phrase(d, item, "none", item.number == "count")
    thing = _measure(d, container, english, 1 if d.chance(0.6) else 2 + int(d.random() * 4)) + goods
    subject, question = question_or_statement(d, person(d, 0.6), 0.12)
    tense = PRESENT if found.stative else d.pick((PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, Predicate(found, [thing]), tense, "", question)
    add_time(d, clause, 0.2)
    return finish(d, clause)


def _measure(d: Draw, french: str, english: str, n: int) -> Phrase:
    feminine = french in ("bouteille", "tasse")
    if n == 1:
        return aligned("une" if feminine else "un", "a") + aligned(french, english) + aligned("de", "of")
    d.tag("number")
    plural = "morceaux" if french == "morceau" else french + "s"
    return (
        number_phrase(n, feminine)
        + aligned(plural, english + ("es" if english == "glass" else "s"))
        + aligned("de", "of")
    )


_MINE = (
    ("moi", "mine"), ("toi", "yours"), ("lui", "his"), ("elle", "hers"), ("nous", "ours"), ("vous", "yours"),
    ("eux", "theirs"), ("elles", "theirs"),
)  # fmt: skip


def belonging(d: Draw) -> Sentence:
    """Ce livre est à moi: this book is mine; cette voiture est à Paul: this car is Paul's."""
    d.tag("possession_de")
    thing = d.pick(nouns_of("small_object", "book_like", "clothes", "vehicle_own", "pet", "toy", "device"))
    subject = noun_phrase(d, thing, "demonstrative", thing.number == "plural" or d.chance(0.3))
    question = pick_question(d, subject) if d.chance(0.25) else ""
    if d.chance(0.6):
        fr, en = d.pick(_MINE)
        word = En(en)
        owner = Phrase([Fr("à", (), (word,)), Fr(fr, (word,))], [word])
        d.tag("stressed_pronoun")
    else:
        who = name_phrase(d) if d.chance(0.7) else relative(d, False)
        mark = En("'s")
        owner = Phrase([Fr("à", (mark,)), *who.fr], [*who.en, mark])
    return finish(d, Clause(subject, Predicate(be(), [owner]), PRESENT, "pas" if d.chance(0.15) else "", question))


def each_other(d: Draw) -> Sentence:
    """Ils se disputent; mes parents se sont rencontrés à Paris."""
    subject = person(d, 0.5)
    while not subject.plural:
        subject = person(d, 0.5)
    found = d.pick(verbs_of("refl_plural"))
    tense = pick_tense(d, found)
    negation = "pas" if d.chance(0.15) and tense != "recent_past" else ""
    clause = Clause(subject, Predicate(found), tense, negation)
    if d.chance(0.3) and found.lemma == "se rencontrer":
        clause.end.append(in_place(d, d.pick(places("city"))))
    else:
        add_time(d, clause, 0.4)
    return finish(d, clause)
