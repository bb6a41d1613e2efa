"""Which one, and which city in: lequel préfères-tu, laquelle est à toi, dans quelle ville habitez-vous."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.determiners import Determiner, Possessor, number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, TU, VOUS
from nmt.data.toy.lexicon import Noun, Verb, noun, nouns_of, places, verb, verbs
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.asking_where import asked, asked_person, coming
from nmt.data.toy.sentences.being import be
from nmt.data.toy.sentences.compare import most
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair

_FORMS = ("lequel", "laquelle", "lesquels", "lesquelles")
_OFFERED = ("clothes", "vehicle_own", "book_like", "device", "picture", "gift", "dessert", "bag", "seat", "toy")


def _which(feminine: bool, plural: bool = False, ones: bool = True) -> Phrase:
    """lequel: which one, or which; lesquelles: which ones."""
    which, one = En("which"), En("ones" if plural else "one", Choice(), 0 if ones else 1)
    return Phrase([Fr(_FORMS[feminine + 2 * plural], (which, one))], [which, one])


@cache
def _offered() -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of(*_OFFERED) if n.number == "count" and not n.has("en_pair", "jewel", "footwear"))


def _of_these(d: Draw, item: Noun, counts: tuple[int, ...], plural: bool = False) -> NounPhrase:
    """lequel de ces deux vélos: which one of these two bikes; without a number where the count is 1."""
    np = noun_phrase(d, item, "demonstrative", True, ())
    if (count := d.pick(counts)) > 1:
        d.tag("number")
        number = number_phrase(count)
        np.fr, np.en = [np.fr[0], *number.fr, *np.fr[1:]], [*np.en[:2], *number.en, *np.en[2:]]
    return _one_of(np, item, plural)


def _one_of(np: NounPhrase, item: Noun, plural: bool = False) -> NounPhrase:
    which, of = _which(np.feminine, plural, not plural), pair("de", "of")
    person = ILS if plural else IL
    found = NounPhrase(
        [*which.fr, *of.fr, *np.fr], [*which.en, *of.en, *np.en], person, person, np.feminine, plural, "its"
    )
    found.noun, found.human = item, np.human
    return found


def which_one(d: Draw) -> Sentence:
    """Lequel préfères-tu ?; lequel de ces deux vélos veux-tu ?; lesquelles as-tu choisies ?: which ones."""
    d.tag("question_quel")
    found = d.pick((verb("préférer", "tr"), verb("vouloir", "tr"), verb("choisir", "tr"), sense("prendre", "take"),
                    verb("acheter", "tr")))  # fmt: skip
    subject = pronoun(d, d.pick(("tu", "tu", "vous", "vous", "il", "elle", "on", "nous", "ils")))
    tense = PRESENT if found.stative else d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    feminine, plural = d.chance(0.5), d.chance(0.3)
    wh: Phrase = _which(feminine, plural)
    if d.chance(0.5):
        named = _of_these(d, d.pick(_offered()), (1, 1) if plural else (1, 2, 2, 3), plural)
        wh, feminine = named, named.feminine
    predicate = Predicate(found, preceding=(feminine, plural))
    return asked(d, Clause(subject, predicate, tense), wh, in_situ=False)


_KIN = ("frère", "sœur", "cousin", "cousine", "ami", "amie", "fils", "fille", "voisin")


def which_is(d: Draw) -> Sentence:
    """Laquelle de ces maisons est la plus grande ?; lequel de tes frères habite à Paris ?; lequel est à toi ?"""
    d.tag("question_quel")
    roll = d.random()
    if roll < 0.3:
        kin = d.pick([n for n in nouns_of("family", "friend") if n.fr[0] in _KIN])
        owner = d.pick((Possessor(TU, "your"), Possessor(VOUS, "your")))
        subject = _one_of(noun_phrase(d, kin, owner, True, ()), kin)
        living = Predicate(verb(d.pick(("habiter", "travailler")), "place"), [in_place(d, d.pick(places("city")))])
        if d.chance(0.35):
            living = Predicate(verb("parler", "tr_lang"), [noun_phrase(d, d.pick(nouns_of("language")), "none")])
        return finish(d, Clause(subject, living, PRESENT, subject_question=True))
    item = d.pick([n for n in _offered() if any(a.gradable for a in predicates_for(n))])
    subject = _of_these(d, item, (1, 3, 4))
    if roll < 0.5:
        which = _which(d.chance(0.5))
        subject = NounPhrase(which.fr, which.en, IL, IL, which.fr[0].text == "laquelle", False, "its")
        subject.human = False
    if roll > 0.8 or (roll < 0.5 and d.chance(0.5)):
        french, english = d.pick((("moi", "mine"), ("toi", "yours"), ("vous", "yours"), ("nous", "ours")))
        whose = En(english)
        d.tag("possession_de", "stressed_pronoun")
        mine = Phrase([Fr("à", (), (whose,)), Fr(french, (whose,))], [whose])
        return finish(d, Clause(subject, Predicate(be(), [mine]), PRESENT, subject_question=True))
    d.tag("superlative")
    fr, en = most(d, d.pick([a for a in predicates_for(item) if a.gradable]), subject.feminine, False)
    return finish(d, Clause(subject, Predicate(be(), [Phrase(fr, en)]), PRESENT, subject_question=True))


def somebody_asked(d: Draw) -> NounPhrase:
    """Whom one asks about: not us, as one knows where one lives."""
    while (subject := asked_person(d)).pronoun in ("nous", "on"):
        pass
    return subject


# The preposition, the place, the verb with what is put there, its tenses (P present, C past, F future).
_WHERE = (
    "dans in ville habiter P", "dans in ville travailler P", "dans in pays habiter P", "dans in village habiter P",
    "dans in quartier habiter P", "dans on rue habiter P", "dans at restaurant déjeuner CF",
    "dans at restaurant dîner CF", "dans at hôtel dormir PCF", "dans in chambre dormir PCF",
    "dans at école travailler P", "dans at magasin travailler P",
    "dans at université étudier P", "dans in maison habiter P", "dans in sac mettre:clé:passeport:livre C",
    "dans in valise mettre:pull:chaussure:robe CF", "dans in tiroir mettre:lettre:photo:clé C",
    "dans on bus oublier:sac C",
    "dans at magasin acheter:chaussure:robe:manteau:sac C", "de from pays venir P", "de from ville venir P",
    "à to école aller P", "à to université aller P", "dans in armoire mettre:chemise:manteau C",
)  # fmt: skip
_TENSES = {"P": PRESENT, "C": PASSE_COMPOSE, "F": NEAR_FUTURE}


@cache
def _putting() -> Verb:
    return next(v for v in verbs() if v.lemma == "mettre" and v.en.base == ("put",))


def in_which(d: Draw) -> Sentence:
    """Dans quelle ville habites-tu ?: which city do you live in?, in which city; de quel pays venez-vous ?"""
    d.tag("question_quel", "place_preposition")
    french, english, place, doing, tenses = d.pick(_WHERE).split()
    lemma, *things = doing.split(":")
    wh = noun_phrase(d, noun(place), "which", False, ())
    choice = Choice()
    front, end = En(english, choice, 1), En(english, choice)
    wh = NounPhrase([Fr(french, (end, front)), *wh.fr], [front, *wh.en], IL, IL, False, False, "its")
    after: list[Phrase] = []
    if things:
        thing = noun(d.pick(things))
        plural = thing.has("footwear")
        owners: tuple[Determiner, ...] = ("demonstrative", "definite", Possessor(TU, "your"))
        after = [noun_phrase(d, thing, d.pick(owners), plural, ())]
    frames = {"venir": "place", "aller": "motion", "mettre": "tr", "acheter": "tr", "oublier": "tr"}
    frame = frames.get(lemma, "place" if lemma in ("habiter", "travailler") else "intr")
    found = coming() if lemma == "venir" else _putting() if lemma == "mettre" else verb(lemma, frame)
    yours = bool(after) and after[0].en[0].text == "your"
    subject = pronoun(d, "tu") if yours else somebody_asked(d)
    clause = Clause(subject, Predicate(found, after, simple=lemma == "aller"), _TENSES[d.pick(tenses)])
    clause.end.append(Phrase([], [end]))
    return asked(d, clause, wh, in_situ=False)


FAMILIES = ((which_one, 2), (which_is, 1), (in_which, 2))
