"""How bodies feel, look and are placed: his knee hurts, sitting on the couch, long brown hair, wearing a hat."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, expression_phrase
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import human_noun, predicates_for
from nmt.data.toy.determiners import Determiner
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import (
    Adjective,
    Noun,
    Verb,
    adjectives,
    conjugation,
    expressions,
    noun,
    nouns_of,
    verb,
    verbs_of,
)
from nmt.data.toy.numbers import lasting
from nmt.data.toy.objects import object_nouns, sense
from nmt.data.toy.phrases import NounPhrase, conjoined, draw_adjectives, free_possessor, noun_phrase, possessor_of
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, someone_else
from nmt.data.toy.sentences.asking_where import asked
from nmt.data.toy.sentences.being import adjective_phrase, be, question_or_statement
from nmt.data.toy.sentences.manner import length_of_time
from nmt.data.toy.sentences.relative import with_que
from nmt.data.toy.subjects import person, pronoun, thing_phrase
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

# Parts that English makes the subject of; a headache, a sore throat ... have words of their own.
_HURTING = "jambe jambe bras main pied pied oreille genou genou épaule cou doigt œil œil cheville".split()
_PAIRED = frozenset("jambe bras main pied oreille genou épaule œil".split())


@cache
def _hurt(french: str) -> Verb:
    """avoir mal à: hurt, said of the part."""
    others = (english_verb("ache"), english_verb("be sore", "was sore", "been sore", "being sore", "is sore"))
    return Verb(
        "avoir mal", conjugation("avoir"), french, False, False, english_verb("hurt", "hurt", "hurt"), "tr_prep", "à",
        frozenset(), frozenset(), "state", others,
    )  # fmt: skip


def hurting(d: Draw) -> Sentence:
    """J'ai mal aux jambes: my legs hurt; mon grand-père a mal au genou: my grandfather's knee hurts."""
    d.tag("avoir_state")
    subject, question = question_or_statement(d, person(d, 0.6), 0.15)
    while not subject.pronoun and (subject.plural or len(subject.fr) > 3):
        subject = person(d, 0.5)
    part = d.pick([n for n in nouns_of("body") if n.lemma in _HURTING])
    plural = subject.plural or (part.lemma in _PAIRED and d.chance(0.6))
    plural = (plural and part.lemma != "cou") or subject.plural
    words = noun_phrase(d, part, "none", plural, ())
    if subject.pronoun:
        whose = [En(subject.owner)]
        owned = NounPhrase([Fr(subject.fr[0].text, (whose[0],))], [], subject.person, 0, False, False, subject.owner)
    else:
        mark = En("'s")
        whose = [*subject.en, mark]
        owned = NounPhrase([*subject.fr[:-1], subject.fr[-1]], [], subject.person, 0, False, False, subject.owner)
        owned.fr[-1] = Fr(subject.fr[-1].text, subject.fr[-1].sure, (mark,))
    owned.en = [*whose, *words.en]
    owned.en_person, owned.feminine, owned.plural = words.en_person, subject.feminine, subject.plural
    owned.pronoun = subject.pronoun
    article = Fr("les" if plural else "la" if part.gender == "f" else "le", (), tuple(words.en), article=True)
    where = Phrase([article, *words.fr], [])
    tense = PRESENT if d.chance(0.85) else IMPERFECT
    clause = Clause(owned, Predicate(_hurt("mal"), [where]), tense, "pas" if d.chance(0.1) else "", question)
    if d.chance(0.25):
        d.tag("time_adverb")
        kinds = ("day_adverb", "present_adverb") if tense == PRESENT else ("past_adverb",)
        clause.end.append(expression_phrase(d.pick([e for e in expressions(*kinds) if e.fr[:6] != "il y a"])))
    return realise(d, clause), "?" if question else "."


# Postures: French in its four forms, English, what else one says, and where: a place of the lexicon or a phrase.
_POSTURES = (
    (("assis", "assise", "assis", "assises"), ("sitting", "seated"), "seat"),
    (("assis", "assise", "assis", "assises"), ("sitting", "seated"), "seat"),
    (("debout",) * 4, ("standing",), "stand"),
    (("couché", "couchée", "couchés", "couchées"), ("lying",), "lie"),
    (("allongé", "allongée", "allongés", "allongées"), ("lying",), "lie"),
)  # fmt: skip
_WHERE = {
    "seat": (("sur", "on", "chaise canapé lit"), ("dans", "in", "fauteuil jardin salon cuisine parc"),
             ("devant", "in front of", "télévision maison fenêtre"), ("à", "at", "table bureau")),
    "stand": (("devant", "in front of", "porte fenêtre école miroir maison"), ("dans", "in", "couloir cuisine rue bus"),
              ("derrière", "behind", "porte table"), ("sur", "on", "chaise table pont")),
    "lie": (("sur", "on", "canapé lit tapis plage"), ("dans", "in", "lit herbe")),
}  # fmt: skip


def _there(d: Draw, posture: str, subject: NounPhrase) -> Phrase:
    """sur le canapé, à côté de moi, devant la fenêtre."""
    d.tag("place_preposition")
    if posture != "lie" and d.chance(0.25):
        beside = next(e for e in expressions("preposition") if e.fr == "à côté de")
        return expression_phrase(beside) + (someone_else(d, subject) if d.chance(0.4) else stressed(d, subject))
    french, english, lemmas = d.pick(_WHERE[posture])
    place = noun(d.pick(lemmas.split()))
    if place.lemma == "bus":
        english = "on"
    if subject.plural and place.lemma in ("chaise", "fauteuil"):
        place, french, english = noun("canapé"), "sur", "on"
    owner = possessor_of(subject) if place.lemma in ("lit", "bureau") and d.chance(0.4) else "definite"
    return aligned(french, english) + noun_phrase(d, place, owner, False, ())


def _placed(posture: tuple[tuple[str, ...], tuple[str, ...], str], np: NounPhrase) -> Phrase:
    """assise: sitting."""
    forms, english, _ = posture
    return synonyms(forms[np.feminine + 2 * np.plural], *english)


def sitting(d: Draw) -> Sentence:
    """Elle est assise sur le canapé; le chat est couché sur le lit; la dame qui est debout là est ..."""
    beast = d.chance(0.15)
    posture = d.pick(_POSTURES[3:] if beast else _POSTURES)
    if not beast and d.chance(0.12):
        return _who_sits(d, posture)
    subject = thing_phrase(d, d.pick(nouns_of("dog", "cat")), None) if beast else person(d, 0.6)
    subject, question = question_or_statement(d, subject, 0.12 if not beast else 0.0)
    tense = PRESENT if d.chance(0.7) else IMPERFECT
    negation = "pas" if d.chance(0.1) else ""
    clause = Clause(subject, Predicate(be(), [_placed(posture, subject)]), tense, negation, question)
    if d.chance(0.9):
        clause.end.append(_there(d, posture[2], subject))
    if tense == PRESENT and not negation and not question and d.chance(0.15):
        d.tag("time_adverb")
        clause.lasting = True
        clause.end.append(lasting(length_of_time(d, frozenset(("minute", "heure")))))
    elif d.chance(0.15):
        clause.end.append(pair("avec", "with") + stressed(d, subject))
    return finish(d, clause)


def _who_sits(d: Draw, posture: tuple[tuple[str, ...], tuple[str, ...], str]) -> Sentence:
    """La femme qui est debout devant la porte est ma tante."""
    d.tag("relative_qui")
    someone = d.pick([n for n in nouns_of("man", "woman", "child", "adult") if n.lemma in ("homme", "garçon", "dame")])
    np = noun_phrase(d, someone, "definite", False, ())
    who = synonyms("qui", "who", "that")
    subject = NounPhrase(who.fr, who.en, np.person, np.en_person, np.feminine, np.plural, np.owner)
    inner = realise(d, Clause(subject, Predicate(be(), [_placed(posture, np), _there(d, posture[2], subject)])))
    np.fr, np.en = [*np.fr, *inner.fr], [*np.en, *inner.en]
    said: Phrase = adjective_phrase(d, d.pick([a for a in predicates_for(someone) if a.gradable]), np, 0.2)
    if d.chance(0.5):
        known = next(n for n in nouns_of("friend", "family") if n.lemma == "cousin" and n.gender == someone.gender)
        said = noun_phrase(d, known, free_possessor(d, np), False, ())
    return finish(d, Clause(np, Predicate(be(), [said]), PRESENT))


_SHADES = frozenset(("blond", "brun", "roux", "noir", "gris"))
_LENGTHS = (("longs", "long"), ("longs", "long"), ("courts", "short"))


def two_qualities(d: Draw) -> Sentence:
    """Elle a les cheveux longs et bruns: she has long brown hair; ses sœurs sont grandes et blondes."""
    d.tag("coordination")
    subject, question = question_or_statement(d, person(d, 0.5), 0.12)
    tense, negation = PRESENT if d.chance(0.85) else IMPERFECT, ""
    if d.chance(0.5):
        d.tag("definite_article", "adjective_after")
        length, english = d.pick(_LENGTHS)
        shade = d.pick([a for a in adjectives() if a.lemma in _SHADES])
        choice = Choice(3)
        long_, hair, color = En(english), En("hair"), En(shade.en)
        both, comma = En("and", choice, 1), En(",", choice, 2)
        fr = [Fr("les", (), (hair,)), Fr("cheveux", (hair,)), Fr(length, (long_,)), Fr("et", (both, comma), (color,))]
        looks = Phrase([*fr, Fr(shade.form(False, True), (color,))], [long_, both, comma, color, hair])
        return finish(d, Clause(subject, Predicate(verb("avoir", "tr"), [looks]), tense, negation, question))
    traits = {a.lemma: a for a in predicates_for(subject.noun or human_noun(subject.feminine))}
    one, two = d.pick(_TOGETHER)
    if one not in traits or two not in traits:
        one, two = "gentil", "intelligent"
    said = adjective_phrase(d, traits[one], subject, 0.0) + pair("et", "and")
    said = said + adjective_phrase(d, traits[two], subject, 0.0)
    return finish(d, Clause(subject, Predicate(be(), [said]), tense, "pas" if d.chance(0.08) else "", question))


_TOGETHER = (
    ("grand", "blond"), ("grand", "mince"), ("petit", "blond"), ("grand", "fort"), ("jeune", "beau"), ("riche", "beau"),
    ("grand", "beau"), ("petit", "fort"), ("fatigué", "triste"), ("malade", "fatigué"), ("timide", "calme"),
    ("drôle", "gentil"), ("gentil", "intelligent"), ("jeune", "sportif"), ("petit", "timide"), ("poli", "patient"),
    ("content", "surpris"), ("riche", "célèbre"), ("courageux", "fort"), ("seul", "triste"), ("fatigué", "nerveux"),
)  # fmt: skip


@cache
def _wear() -> Verb:
    return next(v for v in verbs_of("tr") if v.lemma == "porter" and v.en.base[0] == "wear")


def _looks(d: Draw, clothes: Noun) -> tuple[Adjective, ...]:
    """une longue jupe verte; not a dry one."""
    return tuple(a for a in draw_adjectives(d, clothes, 0.3, 0.75) if a.lemma not in ("sec", "mouillé"))


def wearing(d: Draw) -> Sentence:
    """Elle porte une longue jupe verte; j'aime la robe qu'elle porte; le garçon porte un pull rouge et un jean."""
    clothes = d.pick([n for n in object_nouns(_wear()) if n.has("clothes")])
    plural = clothes.number == "plural" or clothes.has("footwear")
    roll = d.random()
    if roll < 0.35:
        who = pronoun(d) if d.chance(0.7) else person(d, 0.0)
        np = with_que(d, noun_phrase(d, clothes, "definite", plural, ()), _wear(), who)
        if d.chance(0.5):
            fitting = [a for a in predicates_for(clothes) if a.gradable and a.lemma != "sec"]
            return finish(d, Clause(np, Predicate(be(), [adjective_phrase(d, d.pick(fitting), np, 0.2)]), PRESENT))
        fond = sense("aimer", "like") if d.chance(0.6) else verb("adorer", "tr")
        someone = pronoun(d, d.pick([p for p in ("je", "nous", "elle", "il") if p != who.pronoun]))
        return finish(d, Clause(someone, Predicate(fond, [np]), PRESENT, "pas" if d.chance(0.25) else ""))
    subject, question = question_or_statement(d, person(d, 0.5), 0.15)
    if clothes.lemma in ("robe", "jupe") and not subject.feminine:
        clothes = noun("pantalon")
    np = noun_phrase(d, clothes, "indefinite", plural, _looks(d, clothes))
    other = d.pick([n for n in object_nouns(_wear()) if n.has("clothes") and n is not clothes and n.lemma != "jupe"])
    if d.chance(0.2):
        several = other.number == "plural" or other.has("footwear")
        np = conjoined(d, np, noun_phrase(d, other, "indefinite", several, _looks(d, other)[:1]))
    clause = Clause(subject, Predicate(_wear(), [np]), PRESENT if d.chance(0.8) else IMPERFECT, "", question)
    add_time(d, clause, 0.2, punctual=False)
    return finish(d, clause)


def where_put(d: Draw) -> Sentence:
    """Où as-tu mis mes lunettes ?: where did you put my glasses?; où est-ce que j'ai laissé mon sac ?"""
    d.tag("question_ou")
    found = d.pick([v for v in verbs_of("tr_place") if "seasoning" not in v.objects])
    subject = pronoun(d, d.pick(("tu", "tu", "vous", "je", "il", "elle", "ils"))) if d.chance(0.8) else person(d, 0.0)
    thing = d.pick(object_nouns(found))
    owner: Determiner = free_possessor(d, subject) if d.chance(0.7) else "definite"
    np = noun_phrase(d, thing, owner, thing.number == "plural" or d.chance(0.3), ())
    clause = Clause(subject, Predicate(found, [np]), PASSE_COMPOSE, dated=True)
    return asked(d, clause, pair("où", "where"))


FAMILIES = ((hurting, 6), (sitting, 7), (two_qualities, 4), (wearing, 7), (where_put, 7))
