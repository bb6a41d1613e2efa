"""Questions with a question word: où, quand, comment, pourquoi, combien, qui, que, quel."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import going_to_place
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.lexicon import Noun, Verb, nouns_of, verb, verbs_of
from nmt.data.toy.objects import action_verbs, object_nouns, predicate_for
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.pronouns import takes_people
from nmt.data.toy.sentences_actions import Sentence, finish, pick_tense
from nmt.data.toy.sentences_being import be
from nmt.data.toy.subjects import person, person_phrase, pronoun, subject_for, thing_phrase
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_NO_JE = ("tu", "tu", "vous", "vous", "il", "elle", "on", "nous", "ils", "elles")
_ADVERBS = (
    ("où", "where", "ou"), ("quand", "when", "quand"), ("comment", "how", "comment"),
    ("pourquoi", "why", "pourquoi"), ("à quelle heure", "what time", "quand"),
)  # fmt: skip


def asked(d: Draw, clause: Clause, wh: Phrase, in_situ: bool = True) -> Sentence:
    """Ask the clause with a question word, in one of the ways French has."""
    clause.wh = wh
    subject = clause.subject
    roll = d.random()
    if in_situ and roll < 0.15:
        clause.question = "in_situ"
    elif roll < 0.5 or subject.pronoun == "je":
        clause.question = "est_ce_que"
    else:
        clause.question = "inversion"
    return finish(d, clause)


def asked_person(d: Draw) -> NounPhrase:
    """Whom a question is about."""
    return pronoun(d, d.pick(_NO_JE)) if d.chance(0.72) else person(d, 0.0)


@cache
def _askable(adverb: str) -> tuple[Verb, ...]:
    fitting = {
        "ou": lambda v: (
            v.frame == "place"
            or v.lemma in ("travailler", "dormir", "acheter", "manger", "étudier", "déjeuner", "dîner")
        ),
        "comment": lambda v: (
            v.lemma in ("voyager", "préparer", "faire", "réparer", "apprendre", "écrire", "ouvrir", "fermer")
        ),
        "quand": lambda v: (
            v.subjects & {"person"} and v.aspect != "state" and v.frame in ("intr", "refl", "tr", "tr_to")
        ),
        "pourquoi": lambda v: (
            v.subjects & {"person"} and v.frame in ("intr", "refl", "tr", "tr_to", "tr_prep")
        ),
    }[adverb]
    return tuple(
        v for v in action_verbs() + verbs_of("place") if fitting(v) and v.lemma not in ("vouloir", "avoir")
    )


def where_when_why(d: Draw) -> Sentence:
    """Où habites-tu ?; pourquoi est-ce qu'elle pleure ?; quand partez-vous ?"""
    fr, en, name = d.pick(_ADVERBS)
    found = d.pick(_askable(name))
    d.tag(f"question_{name}")
    d.combine("question word+verb", name, found.lemma)
    subject = asked_person(d)
    tense = pick_tense(d, found)
    if tense not in (PRESENT, PASSE_COMPOSE, NEAR_FUTURE) or (
        name == "quand" and tense == PRESENT and d.chance(0.4)
    ):
        tense = d.pick((PASSE_COMPOSE, NEAR_FUTURE)) if found.aspect != "state" else PRESENT
    predicate = Predicate(found) if found.frame == "place" else predicate_for(d, found, subject)
    clause = Clause(subject, predicate, tense)
    if name == "pourquoi" and d.chance(0.25):
        clause.negation = "pas"
        clause.predicate = predicate_for(d, found, subject, True) if found.frame != "place" else predicate
    if fr == "à quelle heure":
        predicate.simple = True
    return asked(
        d,
        clause,
        aligned(fr, en, _TIME_LINKS if fr == "à quelle heure" else ""),
        name != "pourquoi" and not predicate.after,
    )


_TIME_LINKS = "0?0 1-0 2-1"


def where_going(d: Draw) -> Sentence:
    """Où vas-tu ?; d'où venez-vous ?; comment allez-vous à l'école ?"""
    subject = asked_person(d)
    roll = d.random()
    if roll < 0.45:
        d.tag("question_ou")
        tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE))
        clause = Clause(subject, Predicate(verb("aller", "motion")), tense)
        clause.predicate.both = True
        return asked(d, clause, pair("où", "where"))
    if roll < 0.6:
        d.tag("question_ou")
        where, from_ = En("where"), En("from")
        clause = Clause(subject, Predicate(_come()), PRESENT)
        clause.end.append(Phrase([], [from_]))
        wh = Phrase([Fr("de", (from_,)), Fr("où", (where,))], [where])
        return asked(d, clause, wh, in_situ=False)
    name, fr, en = d.pick(
        (("comment", "comment", "how"), ("quand", "quand", "when"), ("pourquoi", "pourquoi", "why"))
    )
    d.tag(f"question_{name}")
    clause = Clause(subject, Predicate(verb("aller", "motion"), [going_to_place(d, True)]), PRESENT)
    clause.predicate.simple = name == "comment"
    return asked(d, clause, pair(fr, en), in_situ=False)


@cache
def _come() -> Verb:
    from nmt.data.toy.english import english_verb
    from nmt.data.toy.lexicon import conjugation

    return Verb(
        "venir", conjugation("venir"), "", False, True, english_verb("come", "came", "come", "coming"),
        "intr", "", frozenset(), frozenset(), "state",
    )  # fmt: skip


def noun_inverted(d: Draw) -> Sentence:
    """Où est la gare ?; comment va ta mère ?; que fait Paul ?; quand part le train ?"""
    roll = d.random()
    if roll < 0.4:
        d.tag("question_ou")
        thing = d.pick(
            nouns_of(
                "place_search",
                "small_object",
                "book_like",
                "pet",
                "clothes",
                "vehicle_own",
                "room",
                "city_thing",
            )
        )
        subject = thing_phrase(d, thing) if d.chance(0.85) else person(d, 0.0)
        return _flipped(d, Clause(subject, Predicate(be()), PRESENT), pair("où", "where"))
    if roll < 0.55:
        d.tag("question_ou")
        return _flipped(
            d,
            Clause(person(d, 0.0), Predicate(verb(d.pick(("habiter", "travailler")), "place")), PRESENT),
            pair("où", "where"),
        )
    if roll < 0.7:
        d.tag("question_que")
        clause = Clause(person(d, 0.0), Predicate(verb("faire", "tr")), PRESENT)
        return _flipped(d, clause, pair("que", "what"))
    if roll < 0.85:
        d.tag("question_quand")
        subject = subject_for(d, frozenset({"public_transport_timed"}))
        found = verb(d.pick(("partir", "arriver")), "intr")
        predicate = Predicate(found, simple=True)
        if d.chance(0.5):
            return _flipped(d, Clause(subject, predicate), pair("quand", "when"))
        return _flipped(d, Clause(subject, predicate), aligned("à quelle heure", "what time", _TIME_LINKS))
    d.tag("question_comment")
    how = pair("comment", "how")
    return _flipped(d, Clause(person(d, 0.0), Predicate(_fare()), PRESENT), how)


@cache
def _fare() -> Verb:
    from nmt.data.toy.lexicon import conjugation

    return Verb(
        "aller bien",
        conjugation("aller"),
        "",
        False,
        True,
        be().en,
        "attr",
        "",
        frozenset(),
        frozenset(),
        "state",
    )


def _flipped(d: Draw, clause: Clause, wh: Phrase) -> Sentence:
    clause.wh = wh
    clause.question = "noun_inversion"
    return finish(d, clause)


def how_are(d: Draw) -> Sentence:
    """Comment vas-tu ?; est-ce que ta mère va bien ?; je vais bien, merci."""
    subject = pronoun(d) if d.chance(0.6) else person(d, 0.0)
    if d.chance(0.35) and subject.pronoun not in ("je", "on"):
        d.tag("question_comment")
        clause = Clause(subject, Predicate(_fare()), PRESENT)
        clause.wh = pair("comment", "how")
        clause.question = "inversion" if subject.pronoun else "noun_inversion"
        return finish(d, clause)
    d.tag("wellbeing")
    well = aligned(
        *d.pick((("bien", "fine"), ("très bien", "very well"), ("mieux", "better"), ("mal", "unwell")))
    )
    clause = Clause(subject, Predicate(_fare(), [well]), PRESENT)
    if subject.pronoun in ("tu", "vous") or d.chance(0.2):
        clause.question = "est_ce_que" if subject.pronoun == "je" or d.chance(0.5) else "inversion"
    return finish(d, clause)


def what(d: Draw) -> Sentence:
    """Que manges-tu ?; qu'est-ce que vous lisez ?; tu fais quoi ?"""
    d.tag("question_que")
    found = d.pick(_what_verbs())
    d.combine("question word+verb", "que", found.lemma)
    subject = asked_person(d)
    tense = pick_tense(d, found)
    if tense not in (PRESENT, PASSE_COMPOSE, NEAR_FUTURE):
        tense = PRESENT
    clause = Clause(subject, Predicate(found), tense)
    what_word = En("what")
    if d.chance(0.15):
        clause.wh = Phrase([Fr("quoi", (what_word,))], [what_word])
        clause.question = "in_situ"
        return finish(d, clause)
    clause.wh = Phrase([Fr("que", (what_word,))], [what_word])
    clause.question = (
        "est_ce_que" if d.chance(0.6) or not subject.pronoun or subject.pronoun == "je" else "inversion"
    )
    return finish(d, clause)


@cache
def _what_verbs() -> tuple[Verb, ...]:
    wanted = (
        "manger boire lire écrire acheter vendre chercher préparer écouter étudier regarder dessiner prendre "
        "commander choisir porter perdre trouver apprendre voir vouloir utiliser oublier"
    ).split()
    first = {}
    for v in verbs_of("tr"):
        if (
            v.lemma in wanted
            and "person" in v.subjects
            and not (v.lemma == "prendre" and v.en.base[0] != "take")
        ):
            first.setdefault(v.lemma, v)
    faire = verb("faire", "tr")
    return (*first.values(), faire, faire, faire)


def who(d: Draw) -> Sentence:
    """Qui parle ?; qui a mangé le gâteau ?; qui cherches-tu ?; qui est cette femme ?"""
    d.tag("question_qui")
    roll = d.random()
    who_word = En("who")
    if roll < 0.55:
        subject = NounPhrase([Fr("qui", (who_word,))], [who_word], IL, IL, False, False, "their")
        found = d.pick([v for v in action_verbs() if "person" in v.subjects and v.frame != "refl_plural"])
        d.combine("question word+verb", "qui", found.lemma)
        if d.chance(0.15):
            subject.fr += [Fr("est", (), (who_word,)), Fr("-ce", (), (who_word,)), Fr("qui", (), (who_word,))]
        clause = Clause(
            subject, predicate_for(d, found, subject), pick_tense(d, found), subject_question=True
        )
        if clause.tense == IMPERFECT:
            clause.tense = PRESENT
        return finish(d, clause)
    if roll < 0.8:
        found = d.pick(
            [v for v in verbs_of("tr") if takes_people(v) and "person" in v.subjects and v.lemma != "voir"]
        )
        clause = Clause(asked_person(d), Predicate(found), d.pick((PRESENT, PRESENT, PASSE_COMPOSE)))
        if found.aspect == "achievement":
            clause.tense = PASSE_COMPOSE
        return asked(d, clause, Phrase([Fr("qui", (who_word,))], [who_word]))
    if roll < 0.9:
        found = d.pick([v for v in verbs_of("tr_to") if v.preposition == "à" and "person" in v.subjects])
        clause = Clause(asked_person(d), Predicate(found), PRESENT)
        wh = Phrase([Fr("à"), Fr("qui", (who_word,))], [who_word])
        return asked(d, clause, wh, in_situ=False)
    return _flipped(
        d,
        Clause(person_phrase(d, ("person",), 0.0), Predicate(be()), PRESENT),
        Phrase([Fr("qui", (who_word,))], [who_word]),
    )


def which(d: Draw) -> Sentence:
    """Quel livre lis-tu ?; quelle robe est-ce qu'elle a achetée ?; quel est ton film préféré ?"""
    if d.chance(0.4):
        return what_is_your(d)
    found = d.pick(
        [
            v
            for v in verbs_of("tr")
            if "person" in v.subjects and not takes_people(v) and v.lemma not in ("avoir", "payer")
        ]
    )
    thing = d.pick(
        [n for n in object_nouns(found) if n.number == "count" and "en_mass" not in n.classes]
        or nouns_of("book")
    )
    d.combine("verb+object", found.lemma, thing.lemma)
    plural = d.chance(0.25)
    wh = noun_phrase(d, thing, "which", plural)
    tense = (
        PASSE_COMPOSE
        if found.aspect == "achievement"
        else d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE))
    )
    predicate = Predicate(found, preceding=(wh.feminine, wh.plural))
    return asked(d, Clause(asked_person(d), predicate, tense), wh, in_situ=False)


def what_is_your(d: Draw) -> Sentence:
    """Quel est ton nom ?; quelle est ta couleur préférée ?"""
    from nmt.data.toy.lexicon import adjectives
    from nmt.data.toy.phrases import free_possessor

    d.tag("question_quel")
    favorite = next(a for a in adjectives() if a.lemma == "préféré")
    if d.chance(0.5):
        thing = d.pick(
            [
                n
                for n in nouns_of(*sorted(favorite.classes), "attribute", "school_subject")
                if n.number == "count" and "human" not in n.classes
            ]
        )
        subject = noun_phrase(d, thing, free_possessor(d), False, (favorite,))
    else:
        subject = noun_phrase(
            d, d.pick([n for n in nouns_of("fact") if n.lemma not in ("vérité",)]), free_possessor(d)
        )
    word = En("what")
    form = "quelle" if subject.feminine else "quel"
    clause = Clause(subject, Predicate(be()), PRESENT, question="noun_inversion")
    clause.wh = Phrase([Fr(form, (word,))], [word])
    return finish(d, clause)


def how_many(d: Draw) -> Sentence:
    """Combien de livres as-tu ?; combien de frères avez-vous ?; combien coûte ce sac ?"""
    d.tag("question_combien")
    roll = d.random()
    if roll < 0.3:
        return how_much(d)
    if roll < 0.65:
        found = verb("avoir", "tr")
        items = nouns_of("pet", "small_object", "book_like", "clothes", "toy")
        relatives = [
            n
            for n in nouns_of("family", "friend")
            if n.lemma in ("frère", "fils", "cousin", "ami", "oncle", "enfant")
        ]
        thing = d.pick(items) if d.chance(0.6) else d.pick(relatives)
    else:
        found = d.pick(
            [
                v
                for v in verbs_of("tr")
                if v.lemma in ("acheter", "lire", "manger", "vouloir", "voir", "écrire", "boire")
                and "person" in v.subjects
            ]
        )
        thing = d.pick(_countable(found))
    wh = noun_phrase(d, thing, "combien", thing.number == "count")
    tense = (
        PASSE_COMPOSE if found.lemma != "avoir" and found.lemma != "vouloir" and d.chance(0.4) else PRESENT
    )
    predicate = Predicate(found, preceding=(wh.feminine, wh.plural))
    return asked(d, Clause(asked_person(d), predicate, tense), wh, in_situ=False)


@cache
def _countable(found: Verb) -> tuple[Noun, ...]:
    return tuple(n for n in object_nouns(found) if "human" not in n.classes and n.number in ("count", "mass"))


def how_much(d: Draw) -> Sentence:
    """Combien coûte cette robe ?: how much does this dress cost?"""
    thing = d.pick(
        nouns_of("clothes", "book_like", "small_object", "vehicle_own", "food", "furniture", "device")
    )
    plural = thing.number == "plural" or (thing.number == "count" and d.chance(0.3))
    subject = noun_phrase(d, thing, "demonstrative" if d.chance(0.7) else "definite", plural)
    wh = aligned("combien", "how much")
    d.tag("price")
    return _flipped(d, Clause(subject, Predicate(verb("coûter", "price")), PRESENT), wh)


__all__ = [
    "ILS",
    "how_are",
    "how_many",
    "noun_inverted",
    "what",
    "where_going",
    "where_when_why",
    "which",
    "who",
]
