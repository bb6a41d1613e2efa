"""Small talk: see you tomorrow, I am Léo, it was great, did you have a good weekend, is it Monday or Tuesday."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.english import english_verb
from nmt.data.toy.lexicon import Verb, conjugation, expressions, nouns_of, places, verb
from nmt.data.toy.numbers import years
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.place_names import in_place
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import aged, be, profession_phrase, question_or_statement
from nmt.data.toy.sentences.existence import thing_copula
from nmt.data.toy.subjects import name_phrase, person, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

_CLOSINGS = ("merci", "merci beaucoup", "au revoir", "bonne nuit", "bonne soirée", "bonne journée", "d'accord",
             "bon week-end", "salut", "bonnes vacances", "bon voyage")  # fmt: skip
_MEETINGS = (
    ("demain", "tomorrow"), ("demain", "tomorrow"), ("demain matin", "tomorrow morning"), ("ce soir", "tonight"),
    ("demain soir", "tomorrow night"), ("la semaine prochaine", "next week"), ("plus tard", "later"),
    ("samedi prochain", "next Saturday"), ("bientôt", "soon"), ("après-demain", "the day after tomorrow"),
)  # fmt: skip


def see_you(d: Draw) -> Sentence:
    """Merci beaucoup, à demain; bonne nuit, à lundi; au revoir, Paul, à samedi."""
    d.tag("courtesy")
    kinds = ("greeting", "politeness", "answer")
    opener = expression_phrase(d.pick([e for e in expressions(*kinds) if e.fr in _CLOSINGS]))
    if opener.fr[0].text == "salut":
        for word in opener.en:
            word.text = "bye" if word.option == 0 else "goodbye"
    see, you = En("see"), En("you")
    if d.chance(0.5):
        moment = expression_like(*d.pick(_MEETINGS))
        to = Fr("à", (see, you))
    else:
        d.tag("date")
        day = d.pick(nouns_of("weekday"))
        on, word = En("on", Choice()), En(day.en[0])
        moment = Phrase([Fr(day.fr[0], (word,), (on,))], [on, word])
        to = Fr("à", (see, you))
        if d.chance(0.25):
            moment = moment + pair(*d.pick((("matin", "morning"), ("soir", "evening"), ("après-midi", "afternoon"))))
    later = Phrase([to, *moment.fr], [see, you, *moment.en])
    name = pair(",", ",") + name_phrase(d) if d.chance(0.3) else Phrase([], [])
    if d.chance(0.12):
        return later + name, "."
    return opener + name + pair(",", ",") + later, "!" if d.chance(0.2) else "."


def expression_like(french: str, english: str) -> Phrase:
    """The lexicon's expression with this French, else the pair itself."""
    found = [e for e in expressions() if e.fr == french and e.en == english]
    return expression_phrase(found[0]) if found else aligned(french, english)


def _and_you(polite: bool) -> Phrase:
    return pair(",", ",") + aligned("et vous" if polite else "et toi", "and you")


def i_am(d: Draw) -> Sentence:
    """Salut, moi c'est Léo, et toi ?; moi, je suis étudiante, et vous ?; j'ai dix ans, et toi ?"""
    d.tag("courtesy", "stressed_pronoun")
    polite = d.chance(0.4)
    hello = expression_phrase(
        d.pick([e for e in expressions("greeting") if e.fr == ("bonjour" if polite else "salut")])
    )
    opener = hello + pair(",", ",") if d.chance(0.5) else Phrase([], [])
    me = pronoun(d, "je")
    roll = d.random()
    if roll < 0.4:
        d.tag("cest")
        i, am = En("I"), En("am")
        comma = [Fr(",", (), (i,))] if d.chance(0.3) else []
        name = name_phrase(d)
        intro = Phrase([Fr("moi", (i,)), *comma, Fr("ce", (), (i,)), Fr("est", (am,)), *name.fr], [i, am, *name.en])
    elif roll < 0.55:
        intro = realise(d, Clause(me, Predicate(be(), [profession_phrase(d, me)]), PRESENT))
    elif roll < 0.7:
        d.tag("age")
        intro = realise(d, Clause(me, Predicate(aged(), [years(d, 8 + int(d.random() * 50))]), PRESENT))
    elif roll < 0.85:
        home = Predicate(verb("habiter", "place"), [in_place(d, d.pick(places("city")))])
        intro = realise(d, Clause(me, home, PRESENT))
    else:
        fine = aligned(*d.pick((("ça va bien", "I am fine", "0-0 1-1 2-2"), ("ça va", "I am fine", "0-0 1-1 1-2"))))
        intro = fine
    return (opener + intro + _and_you(polite), "?") if d.chance(0.7) else (opener + intro, ".")


_JUDGED = (("génial", "great"), ("super", "great"), ("très bien", "very good"), ("intéressant", "interesting"),
           ("délicieux", "delicious"), ("difficile", "difficult"), ("facile", "easy"), ("très beau", "very beautiful"),
           ("parfait", "perfect"), ("ennuyeux", "boring"), ("magnifique", "magnificent"), ("trop long", "too long"),
           ("cher", "expensive"), ("dangereux", "dangerous"), ("drôle", "funny"))  # fmt: skip


def it_was_great(d: Draw) -> Sentence:
    """Oui, c'était génial, et toi ?; non, c'est trop long; c'était très bien, merci."""
    d.tag("cest", "courtesy")
    yes = pair(*d.pick((("oui", "yes"), ("oui", "yes"), ("non", "no")))) + pair(",", ",")
    tense = d.pick((IMPERFECT, IMPERFECT, PRESENT))
    claim = Clause(thing_copula(), Predicate(be(), [aligned(*d.pick(_JUDGED))]), tense)
    claim.negation = "pas" if yes.en[0].text == "no" and d.chance(0.5) else ""
    phrase = (yes if d.chance(0.8) else Phrase([], [])) + realise(d, claim)
    roll = d.random()
    if roll < 0.5 and tense == IMPERFECT:
        return phrase + _and_you(d.chance(0.4)), "?"
    if roll < 0.7:
        return phrase + pair(",", ",") + aligned("merci", "thank you", "0-0 0-1"), "."
    return phrase, "." if d.chance(0.8) else "!"


@cache
def _spending() -> Verb:
    english = english_verb("have", "had", "had", "having", "has")
    return Verb("passer", conjugation("passer"), "", False, False, english, "tr", "", frozenset(), frozenset(), "event")


_TIMES = (("un", "week-end", "a", "weekend", 0), ("une", "journée", "a", "day", 1),
("une", "soirée", "an", "evening", 1),
          ("de", "vacances", "a", "vacation", 2), ("un", "été", "a", "summer", 0), ("une", "semaine", "a", "week", 1),
          ("un", "Noël", "a", "Christmas", 0))  # fmt: skip


def good_weekend(d: Draw) -> Sentence:
    """Tu as passé un bon week-end ?: did you have a good weekend?; nous avons passé de bonnes vacances."""
    d.tag("adjective_before", "passe_compose_avoir")
    article, thing, _, english, form = d.pick(_TIMES)
    quality, en_quality = d.pick((
        (("bon", "bonne", "bonnes"), "good"), (("bon", "bonne", "bonnes"), "good"),
        (("très bon", "très bonne", "très bonnes"), "very good"),
        (("mauvais", "mauvaise", "mauvaises"), "bad"),
    ))  # fmt: skip
    a = En("a")
    said = aligned(quality[form], en_quality)
    word = En(english)
    what = Phrase([Fr(article, (a,)), *said.fr, Fr(thing, (word,))], [a, *said.en, word])
    subject = person(d, 0.8)
    subject, question = question_or_statement(d, subject, 0.6)
    return finish(d, Clause(subject, Predicate(_spending(), [what]), PASSE_COMPOSE, "", question, dated=True))


def which_day(d: Draw) -> Sentence:
    """Quel jour sommes-nous, mercredi ou jeudi ?: what day is it, Wednesday or Thursday?"""
    d.tag("question_quel", "date")
    what, day, is_, it = En("what"), En("day"), En("is"), En("it")
    asked = [Fr("quel", (what,)), Fr("jour", (day,))]
    forms = ([Fr("sommes", (is_,)), Fr("-nous", (it,))], [Fr("on", (it,)), Fr("est", (is_,))],
             [Fr("est", (is_,)), Fr("-on", (it,))])  # fmt: skip
    fr = asked + forms[0 if d.chance(0.6) else 1 if d.chance(0.5) else 2]
    if d.chance(0.2):
        fr = [Fr("ce", (it,)), Fr("est", (is_,)), *asked]
    days = nouns_of("weekday")
    k = int(d.random() * 7)
    other = (k + 1) % 7 if d.chance(0.7) else (k + 2) % 7
    one, two = (pair(days[n].fr[0], days[n].en[0]) for n in (k, other))
    phrase = Phrase(fr, [what, day, is_, it]) + pair(",", ",") + one + pair("ou", "or") + two
    if d.chance(0.15):
        today = noun_phrase(d, days[k], "none")
        return Phrase(fr, [what, day, is_, it]) + pair(",", ",") + today + pair("ou", "or") + two, "?"
    return phrase, "?"
