"""More everyday sentences: what one thinks, what people do in general, at the café, where one can buy what."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import at_place, expression_phrase, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.description import adjectives_for, predicates_for
from nmt.data.toy.determiners import Determiner, uncounted
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import (
    Noun,
    Verb,
    adjectives,
    conjugation,
    expressions,
    noun,
    nouns_of,
    verb,
    verbs_of,
)  # fmt: skip
from nmt.data.toy.numbers import later_hour
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place, somewhere
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question
from nmt.data.toy.sentences.asking_where import asked, getting, reachable
from nmt.data.toy.sentences.being import adjective_phrase, aged, be, question_or_statement
from nmt.data.toy.sentences.existence import thing_copula
from nmt.data.toy.sentences.modals import infinitive_phrase, listed_infinitive
from nmt.data.toy.sentences.relative import said_clause
from nmt.data.toy.subjects import person, person_noun, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair


def _that(inner: Phrase) -> Phrase:
    that = En("that", Choice())
    return Phrase([Fr("que", (that,)), *inner.fr], [that, *inner.en])


_JUDGED = frozenset("easy difficult interesting boring important useful simple dangerous good true wrong possible "
                    "impossible necessary expensive".split())  # fmt: skip
_REMARKS = ("idée", "problème", "projet", "question", "exercice", "film", "livre", "restaurant", "histoire", "cadeau")


def thinking(d: Draw) -> Sentence:
    """Je pense que c'est une bonne idée; il croit que c'est difficile; je sais que tu travailles beaucoup."""
    d.tag("subordination")
    subject, question = question_or_statement(d, person(d, 0.75), 0.15)
    found = d.pick([v for v in verbs_of("clause") if v.lemma not in ("espérer", "trouver")])
    roll = d.random()
    if roll < 0.75:
        d.tag("cest")
        negation = "pas" if d.chance(0.2) else ""
        if roll < 0.45:
            thing = noun(d.pick(_REMARKS))
            before = [a for a in adjectives_for(thing, True) if a.lemma in ("bon", "mauvais", "beau", "grand")]
            after = [a for a in adjectives_for(thing, False) if a.en in _JUDGED]
            qualities = [*before, *after]
            what: Phrase = noun_phrase(d, thing, "indefinite", False, (d.pick(qualities),) if qualities else ())
        else:
            quality = d.pick([a for a in adjectives() if a.en in _JUDGED])
            what = adjective_phrase(d, quality, thing_copula(), 0.0 if negation else 0.4)
        inner = realise(d, Clause(thing_copula(), Predicate(be(), [what]), PRESENT, negation))
    else:
        inner = said_clause(d, subject)
    return finish(d, Clause(subject, Predicate(found, [_that(inner)]), PRESENT, "", question))


_ERRANDS = (
    ("acheter", "timbre"), ("acheter", "billet"), ("acheter", "fleur"), ("acheter", "journal"), ("acheter", "livre"),
    ("acheter", "légume"), ("acheter", "cadeau"), ("prendre", "bus"), ("prendre", "métro"), ("prendre", "train"),
    ("louer", "vélo"), ("louer", "voiture"), ("manger", "pizza"), ("nager", ""), ("jouer", "tennis"), ("dormir", ""),
    ("attendre", "bus"), ("acheter", "eau"), ("acheter", "pain"), ("trouver", "taxi"), ("trouver", "hôtel"),
)  # fmt: skip


def where_can(d: Draw) -> Sentence:
    """Où est-ce qu'on peut acheter des timbres ?; où puis-je ... ; comment peut-on aller à la gare ?"""
    subject = pronoun(d, d.pick(("on", "on", "je", "nous")))
    lemma, item = d.pick(_ERRANDS)
    able = verb("pouvoir", "inf")
    if d.chance(0.2):
        d.tag("question_comment")
        act, wh = Predicate(getting(), [reachable(d)]), pair("comment", "how")
    else:
        d.tag("question_ou")
        wh = pair("où", "where")
        thing = noun(item) if item else None
        det = "" if thing is None else "part" if thing.number == "mass" and item != "tennis" else "def"
        if thing is not None and det == "def" and not thing.has("public_transport", "sport"):
            det = "indef_plural" if lemma == "acheter" else "indef"
        if item == "taxi":
            det = "indef"
        act = infinitive_phrase(d, lemma, item, det, subject)
    return asked(d, Clause(subject, Predicate(able, infinitive=act), PRESENT), wh, in_situ=False)


def can_you(d: Draw) -> Sentence:
    """Savez-vous conduire ?; est-ce que tu sais nager ?; combien de langues parlez-vous ?"""
    subject = pronoun(d, d.pick(("tu", "vous", "vous", "il", "elle", "ils")))
    if d.chance(0.2):
        d.tag("question_combien")
        language = next(n for n in nouns_of("language_word"))
        wh = noun_phrase(d, language, "combien", True)
        speak = next(v for v in verbs_of("tr") if v.lemma == "parler")
        return asked(d, Clause(subject, Predicate(speak), PRESENT), wh, in_situ=False)
    predicate = Predicate(verb("savoir", "inf"), infinitive=listed_infinitive(d, "skill", subject))
    return finish(d, Clause(subject, predicate, PRESENT, "", pick_question(d, subject)))


_PEOPLES: tuple[str, ...] = ("manger", "boire", "acheter", "travailler", "voyager", "jouer", "lire", "danser")


def people_in_general(d: Draw) -> Sentence:
    """Les Italiens mangent souvent des pâtes: Italians often eat pasta; les Canadiens aiment le café."""
    people = d.pick([n for n in nouns_of("nationality_person") if n.gender == "m"])
    subject = noun_phrase(d, people, "generic", True)
    d.tag("habit_adverb")
    found = d.pick([v for v in action_verbs() if v.lemma in _PEOPLES and "person" in v.subjects
                    and v.frame in ("tr", "intr", "tr_prep") and "house_like" not in v.objects])  # fmt: skip
    clause = Clause(subject, predicate_for(d, found, subject, False, True), PRESENT, habitual=True)
    while found.frame == "tr" and clause.predicate.after[0].fr[0].text not in ("de", "des"):
        clause.predicate = predicate_for(d, found, subject, False, True)
    often = next(e for e in expressions("habit_adverb_pre") if e.fr == "souvent")
    clause.predicate.simple = True
    if found.frame == "intr" and d.chance(0.5):
        clause.end.append(aligned("beaucoup", "a lot"))
    else:
        clause.mid = expression_phrase(often)
    return finish(d, clause)


def evening_clock(d: Draw) -> Sentence:
    """Le concert commence à vingt heures: at eight in the evening; nous dînons à dix-neuf heures."""
    d.tag("clock_time")
    roll = d.random()
    if roll < 0.45:
        subject: NounPhrase = noun_phrase(d, d.pick(nouns_of("event", "match")), "definite")
        found = verb(d.pick(("commencer", "finir")), "intr")
    elif roll < 0.65:
        subject = noun_phrase(d, d.pick(nouns_of("public_transport_timed")), "definite")
        found = verb(d.pick(("partir", "arriver")), "intr")
    else:
        subject = person(d, 0.65)
        found = verb(d.pick(("dîner", "rentrer", "partir", "arriver", "sortir")), "intr")
    n = 13 + int(d.random() * 11)
    clock = later_hour(d, n)
    tense = d.pick((PRESENT, PRESENT, PASSE_COMPOSE, NEAR_FUTURE)) if roll >= 0.45 else PRESENT
    clause = Clause(subject, Predicate(found, simple=True), tense, dated=True)
    clause.end.append(pair("à", "at") + clock)
    roll = d.random()
    if roll < 0.25 and tense == PRESENT:
        clause.habitual = True
        days = [e for e in expressions("habit_adverb_post") if e.fr.startswith("le ") and e.fr.endswith(("di", "che"))]
        clause.end.append(expression_phrase(d.pick(days)))
    return realise(d, clause), "."


_WRONG = (
    (("bus", "train", "métro", "rue", "clé"), "take the wrong", "took the wrong", "taken the wrong",
     "taking the wrong"),
    (("jour", "adresse", "numéro de téléphone", "porte"), "get the wrong", "got the wrong", "gotten the wrong",
     "getting the wrong"),
)  # fmt: skip


@cache
def _mistaking(base: str, past: str, participle: str, ing: str) -> Verb:
    third = base.replace(" ", "s ", 1)
    return Verb(
        "se tromper de", conjugation("tromper"), "", True, True, english_verb(base, past, participle, ing, third),
        "refl_prep", "de", frozenset(), frozenset(), "achievement",
    )  # fmt: skip


def mistaken(d: Draw) -> Sentence:
    """Je me suis trompé de bus ce matin: I took the wrong bus this morning."""
    things, *forms = d.pick(_WRONG)
    subject, question = question_or_statement(d, person(d, 0.65), 0.15)
    thing = noun_phrase(d, noun(d.pick(things)), "none")
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, Predicate(_mistaking(*forms), [thing]), tense, "", question)
    if tense == PASSE_COMPOSE and d.chance(0.4):
        d.tag("time_adverb")
        clause.dated = True
        clause.end.append(expression_phrase(d.pick(expressions("past_adverb", "day_adverb"))))
    return finish(d, clause)


def crowd(d: Draw) -> Sentence:
    """Hier soir, il y avait beaucoup de monde au stade: last night, there were a lot of people at the stadium."""
    d.tag("il_y_a", "quantity")
    there, a, lot, of, people = En("there"), En("a"), En("lot"), En("of"), En("people")
    subject = NounPhrase([Fr("il", (there,))], [there], IL, ILS, False, False, "its")
    subject.human, subject.pronoun = False, "il"
    much = Phrase([Fr("beaucoup", (lot,), (a,)), Fr("de", (of,)), Fr("monde", (people,))], [a, lot, of, people])
    if d.chance(0.3):
        too, many, folk = En("too"), En("many"), En("people")
        much = Phrase([Fr("trop", (too, many)), Fr("de", (), (many,)), Fr("monde", (folk,))], [too, many, folk])
    place = d.pick([n for n in nouns_of("place_at") if not n.has("en_bare", "place_sur")])
    where = at_place(d, place)
    past = d.chance(0.6)
    question = d.pick(("est_ce_que", "intonation")) if d.chance(0.15) else ""
    being = Predicate(aged(), [much, where], clitics=[Fr("y", (there,))])
    clause = Clause(subject, being, IMPERFECT if past else PRESENT)
    clause.question = question
    if d.chance(0.6):
        d.tag("time_adverb")
        kinds = ("past_adverb",) if past else ("present_adverb", "day_adverb", "habit_adverb_post")
        when = expression_phrase(d.pick(expressions(*kinds)))
        if question == "" and d.chance(0.4):
            clause.front.append(with_comma(when))
        else:
            clause.end.append(when)
    phrase = realise(d, clause)
    d.tags.pop("subject_il", None)
    return phrase, "?" if question else "."


@cache
def _spending() -> Verb:
    return Verb(
        "passer", conjugation("passer"), "", False, False,
        english_verb("spend", "spent", "spent", "spending", "spends"),
        "tr", "", frozenset(), frozenset(), "event",
    )  # fmt: skip


def spending_time(d: Draw) -> Sentence:
    """Nous avons passé une semaine à la montagne; elle va passer deux mois en Espagne avec ses amies."""
    d.tag("time_adverb")
    subject, question = question_or_statement(d, person(d, 0.6), 0.12)
    unit = d.pick([u for u in nouns_of("time_unit") if u.lemma in ("mois", "semaine", "jour")])
    many: Determiner = "indefinite" if d.chance(0.4) and unit.lemma != "jour" else d.pick((2, 3, 4, 10))
    length = noun_phrase(d, unit, many, many != "indefinite")
    outings = ("à la montagne", "à la mer", "à la campagne", "à l'étranger")
    where = (
        expression_phrase(d.pick([e for e in expressions("place_static") if e.fr in outings]))
        if d.chance(0.5) else in_place(d, somewhere(d))
    )  # fmt: skip
    tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    clause = Clause(subject, Predicate(_spending(), [length, where]), tense, "", question, dated=True)
    if d.chance(0.5):
        kind = "past_adverb" if tense == PASSE_COMPOSE else "future_adverb"
        fits = [e for e in expressions(kind) if "année" in e.fr or ("été" in e.fr and unit.lemma != "mois")]
        clause.end.append(expression_phrase(d.pick(fits)))
    return finish(d, clause)


def very_good_one(d: Draw) -> Sentence:
    """C'est un acteur américain très célèbre; c'est une maison très confortable; ce sont des élèves très sérieux."""
    d.tag("cest", "degree_adverb")
    someone = d.chance(0.5)
    item: Noun = person_noun(d) if someone else d.pick([n for n in nouns_of(*_FINE) if n.number == "count"])
    options = [a for a in adjectives_for(item, False) if a.gradable and a in predicates_for(item)]
    if not options or item.has("nationality_person") or uncounted(item):
        return very_good_one(d)
    origin = [a for a in adjectives_for(item, False) if "nationality" in a.classes] if someone and d.chance(0.4) else []
    np = noun_phrase(d, item, "indefinite", False, (d.pick(origin),) if origin else ())
    quality = adjective_phrase(d, d.pick(options), np, 0.0)
    very = pair("très", "very") + quality
    np.fr = [*np.fr, *very.fr]
    np.en = [np.en[0], *very.en, *np.en[1:]]
    return finish(d, Clause(ce(np), Predicate(be(), [np]), PRESENT if d.chance(0.85) else IMPERFECT))


_FINE = ("house_like", "book_like", "movie", "restaurant", "hotel", "furniture", "clothes", "vehicle_own", "town_word",
         "exercise", "lesson")  # fmt: skip
