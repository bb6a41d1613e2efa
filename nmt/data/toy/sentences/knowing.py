"""What one does not know or cannot find, what one got from whom, how long one stayed where, who is the best pupil."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import Adjective, Verb, adjectives, conjugation, noun, nouns_of, places, verb
from nmt.data.toy.objects import object_nouns
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.place_names import in_place
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish, someone_else
from nmt.data.toy.sentences.asking_where import at_what_time
from nmt.data.toy.sentences.being import adjective_phrase, be, question_or_statement
from nmt.data.toy.sentences.combined import taken_again
from nmt.data.toy.sentences.compare import most, within
from nmt.data.toy.sentences.manner import length_of_time
from nmt.data.toy.subjects import name_phrase, person, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair


def indirect_question(d: Draw) -> Sentence:
    """Je ne sais pas où il habite; savez-vous quand le train part ?; tu sais pourquoi elle pleure ?"""
    d.tag("subordination")
    subject, question = question_or_statement(d, person(d, 0.85), 0.4)
    asked = _asked(d)
    known = Predicate(verb("savoir", "clause"), [asked])
    return finish(d, Clause(subject, known, PRESENT, "" if question else "pas", question))


def _asked(d: Draw) -> Phrase:
    """où elle travaille: where she works, in the order of a statement."""
    who = pronoun(d, d.pick(("il", "elle", "ils", "elles"))) if d.chance(0.5) else (
        name_phrase(d) if d.chance(0.5) else relative(d))  # fmt: skip
    roll = d.random()
    if roll < 0.4:
        living = verb(d.pick(("habiter", "habiter", "travailler", "vivre")), "place")
        predicate = Predicate(be() if d.chance(0.35) else living, simple=True)
        return pair("où", "where") + realise(d, Clause(who, predicate))
    if roll < 0.6:
        lemma = d.pick(("pleurer", "rire", "crier", "partir"))
        return pair("pourquoi", "why") + realise(d, Clause(who, Predicate(verb(lemma, "intr"))))
    if roll < 0.8:
        lemma = d.pick(("arriver", "partir", "revenir", "rentrer", "venir"))
        tense = d.pick((PRESENT, NEAR_FUTURE))
        return pair("quand", "when") + realise(d, Clause(who, Predicate(verb(lemma, "intr")), tense))
    d.tag("clock_time")
    timed = d.chance(0.6)
    classes = ("public_transport_timed",) if timed else ("event", "match")
    thing = noun_phrase(d, d.pick(nouns_of(*classes)), "definite", False, ())
    lemma = d.pick(("partir", "arriver") if timed else ("commencer", "finir"))
    clause = Clause(thing, Predicate(verb(lemma, "intr"), simple=True))
    return at_what_time(clause) + realise(d, clause)


@cache
def can_find() -> Verb:
    """trouver, denied in the present: cannot find."""
    forms = english_verb("can find", "could find", "been able to find", "being able to find", "can find")
    return Verb("trouver", conjugation("trouver"), "", False, False, forms, "tr", "", frozenset(), frozenset(), "state")


def cannot_find(d: Draw) -> Sentence:
    """Je ne trouve pas mes clés: I cannot find my keys; elle ne les trouve plus."""
    subject = person(d, 0.8)
    wanted = ("small_object", "clothes", "book_like", "school_thing")
    thing = d.pick([n for n in nouns_of(*wanted) if not n.has("en_pair")])
    plural = thing.number == "plural" or d.chance(0.35)
    np = noun_phrase(d, thing, possessor_of(subject) if d.chance(0.8) else "definite", plural)
    predicate = Predicate(can_find(), [np])
    if d.chance(0.3):
        d.tag("object_pronoun_direct")
        clitic, it = taken_again(np)
        predicate = Predicate(can_find(), clitics=[clitic], clitic_en=it)
    return finish(d, Clause(subject, predicate, PRESENT, d.pick(("pas", "pas", "pas", "plus"))))


def received_from(d: Draw) -> Sentence:
    """J'ai reçu une lettre de ma cousine: I received a letter from my cousin."""
    subject, question = question_or_statement(d, person(d, 0.7), 0.15)
    found = verb("recevoir", "tr")
    thing = d.pick([n for n in object_nouns(found) if n.number == "count"])
    several = d.chance(0.3)
    np = noun_phrase(d, thing, 2 if several else "indefinite", several, ())
    from_, sender = En("from"), someone_else(d, subject)
    whom = Phrase([Fr("de", (from_,)), *sender.fr], [from_, *sender.en])
    return finish(d, Clause(subject, Predicate(found, [np, whom]), PASSE_COMPOSE, "", question, dated=True))


_SICK = ("malade", "absent")


def stayed_for(d: Draw) -> Sentence:
    """Elles sont restées une semaine à Rome; il a travaillé à Lyon pendant deux ans; j'ai été malade un mois."""
    d.tag("time_adverb")
    subject, question = question_or_statement(d, person(d, 0.6), 0.12)
    lemma = d.pick(("rester", "rester", "habiter", "vivre", "travailler", "être"))
    units = frozenset(("semaine", "jour", "mois") if lemma in ("rester", "être") else ("an", "mois"))
    time = length_of_time(d, units)
    link = pair("pendant", "for")
    if lemma == "être":
        mood = d.pick([a for a in adjectives() if a.lemma in _SICK])
        after = [adjective_phrase(d, mood, subject, 0.0), link + time]
        return finish(d, Clause(subject, Predicate(be(), after), PASSE_COMPOSE, "", question, dated=True))
    d.tag("place_name")
    where = in_place(d, d.pick(places("city", "country_f", "country_m", "country_plural")))
    found = verb(lemma, "place")
    after = [where, link + time] if d.chance(0.5) else [_time_before_place(time, where)]
    return finish(d, Clause(subject, Predicate(found, after), PASSE_COMPOSE, "", question, dated=True))


def _time_before_place(time: Phrase, where: Phrase) -> Phrase:
    """une semaine à Rome: in Rome for a week, for a week in Rome, a week in Rome."""
    choice = Choice(3)
    fors = [En("for", choice), En("for", choice, 1)]
    before, behind, last = ([En(word.text, choice, option) for word in where.en] for option in range(3))
    time.fr[0].possible = (*time.fr[0].possible, *fors)
    said = dict(zip(where.en, before, strict=True))
    there = [
        Fr(w.text, tuple(said[en] for en in w.sure), tuple(said[en] for en in w.possible), w.article) for w in where.fr
    ]
    return Phrase([*time.fr, *there], [*before, *fors, *time.en, *behind, *last])


_BEST = (("élève", "classe"), ("élève", "classe"), ("étudiant", "classe"), ("garçon", "classe"), ("homme", "village"),
         ("chanteur", "pays"), ("danseur", "pays"))  # fmt: skip


@cache
def _outstanding() -> tuple[Adjective, ...]:
    wanted = ("bon", "jeune", "intelligent", "gentil", "sérieux", "célèbre", "grand")
    return tuple(a for a in adjectives() if a.lemma in wanted and a.en in (
        "good", "young", "intelligent", "kind", "serious", "famous", "tall"))  # fmt: skip


def best_pupil(d: Draw) -> Sentence:
    """Ce garçon est le meilleur élève de la classe; Léa est la fille la plus gentille du village."""
    d.tag("superlative")
    subject = _one_person(d)
    lemma, group = d.pick(_BEST)
    found = [n for n in nouns_of("person") if n.lemma == lemma and (n.gender == "f") == subject.feminine]
    if not found:
        found = [n for n in nouns_of("person") if n.lemma == "fille" or n.fr[0] == "fille"][:1] or [noun("dame")]
    known = ("good", "young", "famous")
    quality = d.pick([a for a in _outstanding() if group != "pays" or a.en in known])
    fr, en = most(d, quality, subject.feminine, False)
    core = noun_phrase(d, found[0], "none", False, ())
    in_, place = within(d, noun(group))
    if quality.before or quality.lemma in ("bon", "jeune"):
        words = Phrase([*fr, *core.fr], [*en, *core.en])
    else:
        article = Fr("la" if subject.feminine else "le", (en[0],), article=True)
        fr[0].sure, fr[0].possible = (), (en[0],)
        words = Phrase([article, *core.fr, *fr], [*en, *core.en])
    claim = Phrase([*words.fr, *place.fr], [*words.en, in_, *place.en])
    return finish(d, Clause(subject, Predicate(be(), [claim]), PRESENT, "pas" if d.chance(0.08) else ""))


def _one_person(d: Draw) -> NounPhrase:
    """Somebody single who is not a man or a woman by trade: my brother, Léa, she."""
    roll = d.random()
    if roll < 0.35:
        return pronoun(d, d.pick(("il", "elle")))
    return name_phrase(d) if roll < 0.65 else relative(d, False)


_EATEN = (
    ("manger", "fruit vegetable vegetable_word sweet dessert animal_meat"),
    ("boire", "drink"),
    ("manger", "food"),
)


def goes_without(d: Draw) -> Sentence:
    """Mon frère ne veut jamais manger de légumes; elle ne boit plus de café; je ne mange pas de bonbons."""
    subject = person(d, 0.6)
    lemma, classes = d.pick(_EATEN)
    thing = d.pick([n for n in nouns_of(*classes.split()) if n.has("food", "drink") and not n.has("meal_word")])
    np = noun_phrase(d, thing, "negated", thing.number != "mass", ())
    governed = Predicate(verb(lemma, "tr"), [np], simple=True)
    negation = d.pick(("pas", "jamais", "plus"))
    if d.chance(0.4):
        modal = d.pick(("vouloir", "vouloir", "pouvoir", "devoir"))
        governed = Predicate(verb(modal, "inf"), infinitive=governed)
        negation = "pas" if modal == "devoir" else negation
    return finish(d, Clause(subject, governed, PRESENT, negation, habitual=True))
