"""Remarks of every day: how cold it is in there, what it is time for, what a word means, what a beautiful house."""

from __future__ import annotations

from nmt.data.toy.adverbials import in_room
from nmt.data.toy.clauses import IMPERFECT, PRESENT
from nmt.data.toy.description import adjectives_for
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import adjectives, noun, nouns_of, places
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.skies import faring
from nmt.data.toy.two_senses import read_alone
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_FELT = (
    ("froid", "cold"),
    ("chaud", "hot"),
    ("froid", "cold"),
    ("chaud", "hot"),
    ("frais", "cool"),
    ("sombre", "dark"),
)
_OUTSIDE = (
    ("sortir", "go out"), ("manger dehors", "eat outside"), ("jouer dehors", "play outside"),
    ("se baigner", "go swimming"), ("aller à la plage", "go to the beach"), ("dormir", "sleep"),
    ("travailler", "work"), ("marcher", "walk"), ("courir", "run"), ("se promener", "take a walk"),
)  # fmt: skip
# What it is time to do, and for.
_DUE = (
    ("manger", "eat"), ("partir", "leave"), ("dormir", "sleep"), ("se lever", "get up"), ("aller au lit", "go to bed"),
    ("aller à l'école", "go to school"), ("rentrer à la maison", "go home"), ("travailler", "work"),
    ("dîner", "have dinner"),
    ("déjeuner", "have lunch"), ("prendre le petit-déjeuner", "have breakfast"), ("se coucher", "go to bed"),
    ("préparer le dîner", "make dinner"), ("faire les devoirs", "do the homework"), ("dire au revoir", "say goodbye"),
)  # fmt: skip
_MEALS = (("dîner", "dinner"), ("déjeuner", "lunch"), ("petit-déjeuner", "breakfast"), ("goûter", "a snack"))


def cold_there(d: Draw) -> Sentence:
    """Il fait très froid dans la cuisine; il faisait sombre dans la forêt; il fait trop chaud ici pour dormir."""
    quality, english = d.pick(_FELT)
    clause = faring(d, quality, english, PRESENT if d.chance(0.7) else IMPERFECT, degree=d.chance(0.4))
    d.tag("place_preposition")
    roll = d.random()
    if roll < 0.55:
        where = in_room(d, "room", "building")
    elif roll < 0.75:
        where = pair(*d.pick((("ici", "here"), ("dehors", "outside"), ("dehors", "outside"))))
    else:
        where = in_place(d, d.pick(places("city", "country_f", "country_m")))
    clause.end.append(where)
    if d.chance(0.15):
        clause.question = d.pick(("est_ce_que", "intonation"))
    return realise(d, clause), "?" if clause.question else "."


def too_cold_to(d: Draw) -> Sentence:
    """Il fait trop froid pour sortir: it is too cold to go out; il fait assez chaud pour se baigner: warm enough."""
    d.tag("degree_adverb", "infinitive_complement")
    french, english = d.pick(_OUTSIDE)
    tense = PRESENT if d.chance(0.75) else IMPERFECT
    to_do = pair("pour", "to") + aligned(french, english)
    if d.chance(0.75):
        quality = d.pick((("froid", "cold"), ("froid", "cold"), ("chaud", "hot"), ("sombre", "dark")))
        clause = faring(d, *quality, tense, degree=False)
        clause.predicate.after[0] = pair("trop", "too") + clause.predicate.after[0]
    else:
        clause = faring(d, "chaud", "warm", tense, degree=False)
        warm, enough = clause.predicate.after[0], En("enough")
        clause.predicate.after[0] = Phrase([Fr("assez", (enough,)), *warm.fr], [*warm.en, enough])
    clause.end.append(to_do)
    return realise(d, clause), "."


def time_for(d: Draw) -> Sentence:
    """C'est l'heure de manger: it is time to eat; il est l'heure de partir; c'est l'heure du dîner: for dinner."""
    it, being, time = En("it"), En("is"), En("time")
    subject = Fr(d.pick(("ce", "ce", "il")), (it,))
    fr = [subject, Fr("est", (being,)), Fr("la", (), (time,), article=True), Fr("heure", (time,))]
    d.tag("cest" if subject.text == "ce" else "clock_time")
    if subject.text == "ce" and d.chance(0.3):
        meal, link = d.pick(_MEALS), En("for")
        what = aligned(*meal)
        return Phrase([*fr, Fr("de", (link,)), Fr("le", (), tuple(what.en[-1:]), article=True), *what.fr],
                      [it, being, time, link, *what.en]), "."  # fmt: skip
    d.tag("infinitive_complement")
    due = aligned(*d.pick(_DUE))
    if due.fr[-1].text == "devoirs":
        the = next(word for word in due.en if word.text == "the")
        the.choice, the.option = Choice(), 1
    return Phrase(fr, [it, being, time]) + pair("de", "to") + due, d.pick((".", ".", "!"))


def meaning(d: Draw) -> Sentence:
    """Que veut dire ce mot ?: what does this word mean?; comment dit-on ce mot en anglais ?: how do you say ...?"""
    plural = d.chance(0.25)
    np = noun_phrase(d, noun(d.pick(("mot", "mot", "phrase"))), "demonstrative", plural, ())
    if d.chance(0.5):
        d.tag("question_que")
        what, does, mean = En("what"), En("do" if plural else "does"), En("mean")
        fr = [Fr("que", (what,)), Fr("veulent" if plural else "veut", (mean,), (does,)), Fr("dire", (mean,))]
        return Phrase([*fr, *np.fr], [what, does, *np.en, mean]), "?"
    d.tag("question_comment", "subject_on")
    how, do, say, asked = En("how"), En("do"), En("say"), Choice(2)
    one = (En("you", asked, 0), En("we", asked, 1))
    tongue = pair("en", "in") + pair(*d.pick(_TONGUES))
    fr = [Fr("comment", (how,)), Fr("dit", (say,), (do,)), Fr("-on", one)]
    return Phrase([*fr, *np.fr], [how, do, *one, say, *np.en]) + tongue, "?"


_TONGUES = (("anglais", "English"), ("français", "French"), ("anglais", "English"), ("espagnol", "Spanish"),
            ("allemand", "German"), ("italien", "Italian"))  # fmt: skip


_STRIKING = frozenset(("beau", "joli", "grand", "gros", "petit", "bon"))


def what_a(d: Draw) -> Sentence:
    """Quelle belle maison !: what a beautiful house!; quels beaux enfants !"""
    d.tag("adjective_before")
    item = d.pick(
        nouns_of("pet", "building", "clothes", "flower", "vehicle_own", "dish", "furniture", "child", "nature")
    )
    fitting = [a for a in adjectives_for(item, before=True) if a.lemma in _STRIKING]
    if not fitting or item.number != "count":
        return what_a(d)
    plural = d.chance(0.25)
    np = noun_phrase(d, item, "none", plural, (d.pick(fitting),))
    what = [En("what"), *([] if plural else [En("a")])]
    quel = "quel" + ("le" if np.feminine else "") + ("s" if plural else "")
    return Phrase([Fr(quel, tuple(what)), *np.fr], [*what, *np.en]), "!"


def good_pupil(d: Draw) -> Sentence:
    """C'est un bon élève: he is a good student; ce n'était pas une bonne actrice."""
    d.tag("cest", "adjective_before", "indefinite_article")
    quality = d.pick(("bon", "bon", "bon", "mauvais"))
    adjective = next(a for a in adjectives() if a.lemma == quality and a.before)
    np = noun_phrase(d, d.pick(nouns_of("pupil", "profession")), "indefinite", False, (adjective,))
    past, negated = d.chance(0.2), d.chance(0.15)
    he, being, no = ce(np), En("was" if past else "is"), En("not")
    verb = Fr("était" if past else "est", (being,))
    if not negated:
        return Phrase([*he.fr, verb, *np.fr], [*he.en, being, *np.en]), "."
    d.tag("negation_pas")
    return Phrase([*he.fr, Fr("ne", (no,)), verb, Fr("pas", (no,)), *np.fr], [*he.en, being, no, *np.en]), "."


def named(d: Draw) -> Sentence:
    """Des oiseaux ?: birds?; vingt-cinq euros.: twenty-five euros.: so that any word may be the first of a line."""
    mark = d.pick((".", "?", "!"))
    roll = d.random()
    if roll < 0.2:
        d.tag("number")
        number = number_phrase(2 + int(d.random() * 98), False)
        unit = noun(d.pick(("euro", "euro", "jour", "mois", "an")))
        return number + aligned(unit.fr[1], unit.en[1]), mark
    if roll < 0.4:
        d.tag("generic_article")
        return noun_phrase(
            d, d.pick(nouns_of("school_subject", "sport", "season", "language")), "generic", False, ()
        ), mark
    item = d.pick(
        nouns_of("animal", "clothes", "food", "drink", "vegetable", "fruit", "flower", "tableware", "school_thing")
    )
    many = item.number == "count"
    if many and d.chance(0.2):
        d.tag("number")
        return number_phrase(2 + int(d.random() * 9), item.gender == "f") + aligned(
            item.fr[1], item.en[1], crossed=item.has("crossed")
        ), mark
    d.tag("indefinite_article" if many else "partitive_article")
    np = noun_phrase(d, item, "indefinite" if many or item.number == "plural" else "partitive", many, ())
    read_alone(d, np)
    return np, mark


FAMILIES = ((cold_there, 7), (too_cold_to, 4), (time_for, 2), (meaning, 2), (what_a, 4), (good_pupil, 5), (named, 10))
