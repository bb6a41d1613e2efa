"""What is done to somebody, hurts or is missed: elle m'a coupé les cheveux; tu me fais mal; mes parents me manquent."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import JE, NOUS
from nmt.data.toy.indefinites import somebody, whoever
from nmt.data.toy.lexicon import Noun, Verb, conjugation, expressions, noun, nouns_of
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.pronouns import ObjectPronoun
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import question_or_statement
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, in_other_words

# What somebody does to a part of somebody else: verb, English, parts (singular and plural), and who does it.
_DEEDS = (
    ("couper", "cut cut cut cutting cuts", "cheveux+", "coiffeur"),
    ("couper", "cut cut cut cutting cuts", "cheveux+", "coiffeuse"),
    ("couper", "cut cut cut cutting cuts", "cheveux+", ""),
    ("laver", "wash", "cheveux+ main+ visage pied+ dos", ""),
    ("brosser", "brush", "cheveux+ dent+", ""),
    ("prendre", "take took taken taking takes", "main main bras", ""),
    ("tenir", "hold held held holding holds", "main", ""),
    ("casser", "break broke broken breaking breaks", "bras nez jambe", ""),
    ("regarder", "look_at looked_at looked_at looking_at looks_at", "dent+ œil+ oreille+ main+", "médecin"),
)
_WHOM = (("me", "my"), ("te", "your"), ("lui", "his"), ("nous", "our"), ("vous", "your"), ("leur", "their"))
_SAME = {0: ("me", "nous"), 1: ("te", "vous"), 3: ("me", "nous"), 4: ("te", "vous")}


@cache
def _doing(lemma: str, english: str) -> Verb:
    forms = english_verb(*(form.replace("_", " ") for form in english.split()))
    model = {"tenir": "venir"}.get(lemma, "")
    return Verb(lemma, conjugation(lemma, model), "", False, False, forms, "tr", "", frozenset(), frozenset(), "event")


def _part(d: Draw, parts: str) -> tuple[Noun, bool]:
    name = d.pick(parts.split())
    return noun(name.rstrip("+")), name.endswith("+")


def _to_whom(d: Draw, subject: NounPhrase | None, part: Noun, plural: bool, behind: bool) -> tuple[Fr, Phrase]:
    """me ... les cheveux: my hair; the article stands where English has a possessive."""
    barred = _SAME.get(subject.person, ()) if subject is not None else ()
    if subject is not None and subject.pronoun == "on":
        barred = ("me", "nous")
    french, english = d.pick([row for row in _WHOM if row[0] not in barred])
    d.tag("object_pronoun_indirect", "definite_article")
    clitic, whose = ObjectPronoun(french, ("his", "her") if french == "lui" else (english,)).words(behind)
    several = french in ("nous", "leur") and not plural and part.lemma not in ("gorge", "cheveux")
    shown: Phrase = noun_phrase(d, part, "none", plural, ())
    if several:
        shown = Phrase(shown.fr, noun_phrase(d, part, "none", True, ()).en)
        shown.fr[0] = Fr(shown.fr[0].text, tuple(shown.en))
    article = Fr("les" if plural or part.number == "plural" else "la" if part.gender == "f" else "le", (),
                 tuple(shown.en), article=True)  # fmt: skip
    return clitic, Phrase([article, *shown.fr], [*whose, *shown.en])


def _agent(d: Draw, who: str, intimate: bool) -> NounPhrase:
    """la coiffeuse, le médecin; else a relative, a name or a pronoun."""
    if who:
        return noun_phrase(d, noun(who), "definite", False, ())
    roll = d.random()
    if roll < 0.55:
        kin = relative(d, False)
        while intimate and kin.noun is not None and not kin.noun.has("family"):
            kin = relative(d, False)
        return kin
    return name_phrase(d) if roll < 0.7 else pronoun(d, d.pick(("je", "tu", "il", "elle", "elle", "nous", "ils")))


def done_to(d: Draw) -> Sentence:
    """La coiffeuse m'a coupé les cheveux: cut my hair; qui t'a coupé les cheveux ?; lave-lui les mains."""
    lemma, english, parts, who = d.pick(_DEEDS)
    found = _doing(lemma, english)
    part, plural = _part(d, parts)
    if not who and lemma not in ("casser", "tenir", "prendre") and d.chance(0.12):
        d.tag("imperative", "imperative_pronoun")
        you = pronoun(d, d.pick(("tu", "vous")))
        clitic, what = _to_whom(d, you, part, plural, True)
        if clitic.text in ("-moi", "-lui", "-leur", "-nous"):
            return commanded(d, you, Predicate(found, [what], [clitic]), False), d.pick("..!")
    if not who and d.chance(0.12):
        d.tag("question_qui")
        subject = whoever()
        clitic, what = _to_whom(d, None, part, plural, False)
        clause = Clause(subject, Predicate(found, [what], [clitic]), PASSE_COMPOSE, subject_question=True)
        return finish(d, clause)
    subject, question = question_or_statement(d, _agent(d, who, lemma in ("laver", "brosser")), 0.12)
    if lemma in ("casser", "prendre") and d.chance(0.2):
        subject, question = somebody(d), ""
    clitic, what = _to_whom(d, subject, part, plural, False)
    tenses = (PASSE_COMPOSE, PASSE_COMPOSE, PASSE_COMPOSE, PRESENT, NEAR_FUTURE)
    tense = PASSE_COMPOSE if lemma == "casser" else d.pick(tenses)
    clause = Clause(subject, Predicate(found, [what], [clitic]), tense, "", question, dated=tense == PASSE_COMPOSE)
    if d.chance(0.3) and tense != PRESENT:
        d.tag("time_adverb")
        kind = "past_adverb" if tense == PASSE_COMPOSE else "future_adverb"
        clause.end.append(expression_phrase(d.pick([e for e in expressions(kind) if e.fr[:6] != "il y a"])))
    elif d.chance(0.1) and not question and (subject.pronoun or subject.noun is not None):
        clause.negation = "pas"
    return finish(d, clause)


@cache
def _hurting(reflexive: bool, part: bool) -> Verb:
    """faire mal à: hurt; se faire mal: hurt oneself."""
    return Verb(
        "se faire mal" if reflexive else "faire mal", conjugation("faire"), "mal", reflexive, reflexive,
        english_verb("hurt", "hurt", "hurt"), "tr_prep" if part else "intr", "à" if part else "", frozenset(),
        frozenset(), "event" if not part or reflexive else "state",
    )  # fmt: skip


_ONESELF = {"je": "myself", "tu": "yourself", "il": "himself", "elle": "herself", "nous": "ourselves",
            "ils": "themselves", "elles": "themselves"}  # fmt: skip
_INJURED = "genou pied bras main doigt jambe épaule tête dos"
_ACHING = "jambe+ bras pied+ dos dent+ tête genou épaule œil+ ventre main"
_ACHING_PAIRS = "jambe+ bras+ pied+ dent+ genou+ œil+"
_TIGHT = ("chaussure", "botte", "basket", "sandale")


def it_hurts(d: Draw) -> Sentence:
    """Tu me fais mal: you are hurting me; mon dos ne me fait plus mal: no longer hurts; il s'est fait mal au genou."""
    roll = d.random()
    if roll < 0.3:
        return _hurt_oneself(d)
    tense = d.pick((PRESENT, PRESENT, IMPERFECT))
    owner = pronoun(d, d.pick(("je", "je", "tu", "il", "il", "nous", "vous", "ils")))
    clitic = {"je": "me", "tu": "te", "nous": "nous", "vous": "vous", "ils": "leur"}.get(owner.pronoun, "lui")
    d.tag("object_pronoun_indirect")
    if roll < 0.7:
        part, plural = _part(d, _ACHING if not owner.plural else _ACHING_PAIRS)
        subject = noun_phrase(d, part, possessor_of(owner), plural, ())
        after: list[Phrase] = []
        if owner.pronoun == "il":  # sa main lui fait mal: whose hand it is, his or hers, stays open
            choice = subject.en[0].choice = Choice(2)
            subject.en.insert(1, En("her", choice, 1))
        clitics = [Fr(clitic, tuple(subject.en[: 2 if owner.pronoun == "il" else 1]))]
        if d.chance(0.24) and not owner.plural:
            shoes = [n for n in nouns_of("clothes") if n.lemma in _TIGHT]
            subject = noun_phrase(d, d.pick(shoes), possessor_of(owner), True, ())
            clitics = [Fr(clitic, tuple(subject.en[:1]))]  # mes chaussures me font mal: my shoes hurt
            if d.chance(0.5):
                whose, feet = En(owner.owner), En("feet")
                clitics = [Fr(clitic, (whose,))]
                after = [Phrase([Fr("les", (), (feet,), article=True), Fr("pieds", (feet,))], [whose, feet])]
        found = _hurting(False, True)
        question = d.pick(("est_ce_que", "intonation")) if d.chance(0.12) and owner.person not in (JE, NOUS) else ""
        negation = d.pick(("pas", "plus", "plus")) if d.chance(0.3) and not question else ""
        clause = Clause(subject, Predicate(found, after, clitics), tense, negation, question)
        clause.predicate.simple = True
        return finish(d, _with_preposition(clause))
    subject, question = question_or_statement(d, person(d, 0.6), 0.15)
    barred = ("me", "nous") if subject.pronoun == "on" else _SAME.get(subject.person, ())
    whom = (("me", "me"), ("te", "you"), ("lui", "him"), ("nous", "us"), ("leur", "them"))
    options = [row for row in whom if row[0] not in barred]
    name, english = d.pick(options)
    fr, en = ObjectPronoun(name, ("him", "her") if name == "lui" else (english,)).words()
    tense = d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE))
    clause = Clause(
        subject, Predicate(_hurting(False, False), [], [fr], en), tense, "pas" if d.chance(0.15) else "", question
    )
    return finish(d, clause)


def _with_preposition(clause: Clause) -> Clause:
    """mal aux pieds: à stands between, which English does not say."""
    if clause.predicate.after:
        first = clause.predicate.after[0]
        clause.predicate.after[0] = Phrase([Fr("à", (), tuple(first.en[1:])), *first.fr], first.en)
    return clause


def _hurt_oneself(d: Draw) -> Sentence:
    """Elle s'est fait mal au genou: she hurt her knee; tu vas te faire mal: you are going to hurt yourself."""
    d.tag("reflexive")
    subject, question = question_or_statement(d, person(d, 0.6), 0.12)
    while subject.pronoun in ("on", "vous"):
        subject, question = question_or_statement(d, person(d, 0.6), 0.12)
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    if subject.plural or d.chance(0.35):
        own = subject.pronoun or ("ils" if subject.plural else "elle" if subject.feminine else "il")
        myself = En(_ONESELF[own])
        found = _hurting(True, False)
        clause = Clause(subject, Predicate(found, [Phrase([], [myself])]), tense, "", question)
        phrase, mark = finish(d, clause)
        for word in phrase.fr:
            if word.text in ("me", "te", "se", "nous") and not word.sure:
                word.sure = (myself,)
        return phrase, mark
    part = noun(d.pick(_INJURED.split()))
    whose = ObjectPronoun("", (subject.owner, *subject.owner_others)).words()[1]
    words = noun_phrase(d, part, "none", False, ())
    article = Fr("la" if part.gender == "f" else "le", tuple(whose), article=True)
    what = Phrase([article, *words.fr], [*whose, *words.en])
    return finish(d, Clause(subject, Predicate(_hurting(True, True), [what]), tense, "", question))


@cache
def _missing() -> Verb:
    """manquer à: be missed by; here the one who misses is the English subject."""
    forms = english_verb("miss")
    return Verb("manquer", conjugation("manquer"), "", False, False, forms, "tr", "", frozenset(), frozenset(), "state")


_MISSING = ("je", "je", "tu", "il", "nous", "vous", "ils")
_DATIVE = {"je": "me", "tu": "te", "nous": "nous", "vous": "vous", "ils": "leur"}
_OBJECT = {"je": "me", "tu": "you", "il": "him", "elle": "her", "vous": "you", "ils": "them", "elles": "them"}


def missed(d: Draw) -> Sentence:
    """Tu me manques: I miss you; mes parents me manquent beaucoup: I miss my parents a lot."""
    d.tag("object_pronoun_indirect")
    one = pronoun(d, d.pick(_MISSING))
    barred = {0: ("je",), 1: ("tu", "vous"), 3: ("je",), 4: ("tu", "vous")}.get(one.person, ())
    dear = d.chance(0.6)
    other = _somebody_dear(d, one) if dear else pronoun(d, d.pick([name for name in _OBJECT if name not in barred]))
    d.tags.pop(f"subject_{one.pronoun}", None)
    either = ("he", "she") if one.pronoun == "il" else (one.en[0].text,)
    clitic, who = ObjectPronoun(_DATIVE.get(one.pronoun, "lui"), either).words()
    subject = NounPhrase(other.fr, who, other.person, one.en_person, other.feminine, other.plural, other.owner)
    subject.pronoun = other.pronoun
    whom = [En(_OBJECT[other.pronoun])] if other.pronoun else other.en
    if other.pronoun:
        subject.fr = [Fr(other.pronoun, tuple(whom))]
    question = d.pick(("est_ce_que", "intonation")) if d.chance(0.25) and one.person not in (JE, NOUS) else ""
    tense = d.pick((PRESENT, PRESENT, PRESENT, IMPERFECT, NEAR_FUTURE))
    clause = Clause(subject, Predicate(_missing(), [], [clitic], after_en=whom), tense, "", question)
    if d.chance(0.12):
        clause.negation = "pas"
    elif tense != NEAR_FUTURE and d.chance(0.35):
        clause.end.append(in_other_words("beaucoup", "a lot / very much"))
    return finish(d, clause)


def _somebody_dear(d: Draw, one: NounPhrase) -> NounPhrase:
    """mes parents, Léa, mon chien, notre maison, le soleil."""
    roll = d.random()
    if roll < 0.6:
        return relative(d, None, one)
    if roll < 0.75:
        return name_phrase(d)
    if roll < 0.87:
        return noun_phrase(d, noun(d.pick(("soleil", "mer", "plage"))), "definite", False, ())
    thing = noun(d.pick(("chien", "chat", "maison", "quartier", "lit", "école")))
    return noun_phrase(d, thing, possessor_of(one), False, ())


FAMILIES = ((done_to, 7), (it_hurts, 6), (missed, 5))
