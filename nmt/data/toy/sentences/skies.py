"""More weather: in the past, compared, with du vent and du brouillard, and what one takes along because of it."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import expression_phrase, with_comma
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Verb, conjugation, expressions, noun, nouns_of, places
from nmt.data.toy.linking import joined
from nmt.data.toy.numbers import year_part
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import in_place, somewhere
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import aged, be
from nmt.data.toy.sentences.combined import Act, listed_act
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.hours import it_subject
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

_SKIES = (
    ("beau", "nice"), ("mauvais", "bad"), ("chaud", "hot"), ("froid", "cold"), ("frais", "cool"), ("chaud", "hot"),
    ("froid", "cold"), ("beau", "nice"),
)  # fmt: skip
_AIR = (("du vent", "windy"), ("du soleil", "sunny"), ("du brouillard", "foggy"), ("des nuages", "cloudy"),
        ("du vent", "windy"), ("du brouillard", "foggy"))  # fmt: skip


@cache
def _doing() -> Verb:
    return Verb("faire", conjugation("faire"), "", False, False, be().en, "attr", "", frozenset(), frozenset(), "state")


def _it(quality: str) -> NounPhrase:
    """il of the weather: the weather is nice, it is cold."""
    subject = it_subject(english="the weather" if quality in ("beau", "mauvais") else "it")
    subject.human = False
    return subject


def faring(d: Draw, quality: str, english: str, tense: str, degree: bool) -> Clause:
    words = [synonyms(quality, "hot", "warm") if english == "hot" else pair(quality, english)]
    if degree:
        d.tag("degree_adverb")
        words.insert(0, pair(*d.pick((("très", "very"), ("très", "very"), ("trop", "too"), ("assez", "quite")))))
    d.tag("weather")
    return Clause(_it(quality), Predicate(_doing(), words), tense)


def blowing(d: Draw, tense: str = PRESENT, sunny: bool | None = None, negated: bool = False) -> Clause:
    """il y a du vent, il n'y a pas de vent: it is (not) windy; `sunny` asks for the sun, or for anything else."""
    d.tag("weather", "il_y_a")
    french, english = d.pick([air for air in _AIR if sunny is None or (air[1] == "sunny") == sunny])
    word = En(english)
    first, second = french.split()
    if negated:
        d.tag("negated_article")
        article = [Fr("de", (), (word,))]
    elif first == "du":
        d.tag("partitive_article")
        article = [Fr("de", (), (word,)), Fr("le", (), (word,), article=True)]
    else:
        article = [Fr("des", (), (word,))]
    subject = _it("")
    return Clause(subject, Predicate(aged(), [Phrase([*article, Fr(second, (word,))], [word])],
                                     clitics=[Fr("y", (), (word,))]), tense, "pas" if negated else "")  # fmt: skip


def _when_past(d: Draw) -> Phrase:
    roll = d.random()
    d.tag("time_adverb")
    if roll < 0.55:
        fits = [e for e in expressions("past_adverb") if not e.fr.startswith("il y a")]
        return expression_phrase(d.pick(fits))
    if roll < 0.85:
        stays = ("vacances", "concert", "match", "mariage", "fête", "voyage", "week-end")
        event = noun(d.pick(stays))
        return pair("pendant", "during") + noun_phrase(d, event, "definite", event.number == "plural", ())
    return aligned(*d.pick((("toute la journée", "all day"), ("toute la semaine", "all week"),
                            ("toute la nuit", "all night"))))  # fmt: skip


def past_weather(d: Draw) -> Sentence:
    """Hier, il a fait très froid; il a fait beau pendant les vacances; il y avait du vent ce matin."""
    degree = d.chance(0.4)
    negated = not degree and d.chance(0.15)
    if d.chance(0.3):
        clause = blowing(d, IMPERFECT, negated=negated)
    else:
        quality, english = d.pick(_SKIES)
        clause = faring(d, quality, english, PASSE_COMPOSE, degree)
        clause.negation = "pas" if negated else ""
    clause.dated = True
    when = _when_past(d)
    if d.chance(0.45):
        clause.front.append(with_comma(when))
    else:
        clause.end.append(when)
        if d.chance(0.2):
            clause.end.insert(0, in_place(d, somewhere(d)))
    return realise(d, clause), "."


_WARMER = (("chaud", "hotter"), ("chaud", "hotter"), ("froid", "colder"), ("frais", "cooler"), ("beau", "nicer"))


def _two_places(d: Draw) -> tuple[Phrase, Phrase]:
    roll = d.random()
    if roll < 0.7:
        one, two = d.pick(places("city")), d.pick(places("city"))
        while one is two:
            two = d.pick(places("city"))
        if d.chance(0.2):
            one = somewhere(d)
            return in_place(d, one), in_place(d, two if one is not two else d.pick(places("country_f")))
        d.tag("place_name")
        return in_place(d, one), in_place(d, two)
    if roll < 0.8:
        return pair("ici", "here"), in_place(d, d.pick(places("city")))
    if roll < 0.9:
        return aligned("aujourd'hui", "today"), aligned("hier", "yesterday")
    if roll < 0.95:
        return pair("dehors", "outside"), pair("dans", "in") + noun_phrase(d, noun("maison"), "definite", False, ())
    months = nouns_of("month")
    first, second = d.pick(months), d.pick(months)
    while first is second:
        second = d.pick(months)
    return pair("en", "in") + pair(first.fr[0], first.en[0]), pair("en", "in") + pair(second.fr[0], second.en[0])


def warmer_than(d: Draw) -> Sentence:
    """Il fait plus chaud à Nice qu'à Lille; il fait moins froid ici qu'à Paris"""
    d.tag("comparative", "weather")
    quality, warmer = d.pick(_WARMER)
    plain = dict(_SKIES)[quality]
    kind = d.pick(("plus", "plus", "plus", "moins", "aussi"))
    if kind == "plus":
        word, than = En(warmer, Choice() if quality == "chaud" else None), En("than")
        words = [word]
        if quality == "chaud":
            words.append(En("warmer", word.choice, 1))
        fr, en = [Fr("plus", tuple(words)), Fr(quality, tuple(words))], words
    else:
        head = pair("aussi", "as") if kind == "aussi" else pair("moins", "less")
        than = En("as" if kind == "aussi" else "than")
        both = head + pair(quality, plain)
        fr, en = both.fr, both.en
    here, there = _two_places(d)
    claim = Phrase([*fr, *here.fr, Fr("que", (than,)), *there.fr], [*en, *here.en, than, *there.en])
    tense = PRESENT if d.chance(0.85) else NEAR_FUTURE
    if here.en[0].text == "today":
        tense = PRESENT
    clause = Clause(_it(quality), Predicate(_doing(), [claim]), tense, "pas" if d.chance(0.08) else "")
    return realise(d, clause), "."


def windy(d: Draw) -> Sentence:
    """En automne, il y a souvent du brouillard; il y a du vent ce matin; il n'y a pas de soleil à Londres."""
    tense = d.pick((PRESENT, PRESENT, PRESENT, IMPERFECT, NEAR_FUTURE))
    clause = blowing(d, tense)
    roll = d.random()
    if tense == PRESENT and roll < 0.5:
        d.tag("habit_adverb")
        often = (("souvent", "often"), ("toujours", "always"), ("parfois", "sometimes"), ("rarement", "rarely"))
        clause.mid = pair(*d.pick(often))
        where = in_place(d, somewhere(d)) if d.chance(0.35) else year_part(d)
        if d.chance(0.5):
            clause.front.append(with_comma(where))
        else:
            clause.end.append(where)
        return realise(d, clause), "."
    kinds = {PRESENT: "present_adverb", IMPERFECT: "past_adverb", NEAR_FUTURE: "future_adverb"}
    when = expressions(kinds[tense], "day_adverb") if tense == PRESENT else expressions(kinds[tense])
    moment = expression_phrase(d.pick([e for e in when if not e.fr.startswith("il y a")]))
    if d.chance(0.3):
        clause.front.append(with_comma(moment))
    elif d.chance(0.5):
        clause.end.append(moment)
    else:
        clause.end.append(in_place(d, somewhere(d)) if d.chance(0.7) else pair("ici", "here"))
    if d.chance(0.12):
        clause.question = d.pick(("est_ce_que", "intonation"))
    return realise(d, clause), "?" if clause.question else "."


_TAKE: tuple[tuple[str, str, tuple[Act, ...]], ...] = (
    ("froid", "cold", (("prendre", "manteau", "poss"), ("mettre", "pull", "indef"), ("mettre", "manteau", "poss"),
                       ("fermer", "porte", "def"), ("mettre", "gant", "poss"), ("rester", "", "à la maison"))),
    ("chaud", "hot", (("enlever", "pull", "poss"), ("boire", "eau", "part"), ("ouvrir", "fenêtre", "def"),
                      ("mettre", "chapeau", "indef"))),
    ("beau", "nice", (("sortir", "", ""), ("venir", "", ""))),
    ("nuit", "dark", (("allumer", "lumière", "def"), ("rentrer", "", ""))),
)  # fmt: skip


def cold_outside(d: Draw) -> Sentence:
    """Prends ton manteau, il fait froid dehors; le ciel est gris et il y a du vent"""
    roll = d.random()
    outside = aligned(*d.pick((("dehors", "outside"), ("dehors", "outside"), ("ce matin", "this morning"),
                               ("aujourd'hui", "today"), ("ici", "here"), ("ce soir", "tonight"))))  # fmt: skip
    if roll < 0.5:
        quality, english, rows = d.pick(_TAKE)
        you = pronoun(d, d.pick(("tu", "tu", "vous")))
        d.tag("imperative")
        order = commanded(d, you, listed_act(d, d.pick(rows), you), False)
        clause = faring(d, quality, english, PRESENT, quality not in ("nuit", "beau") and d.chance(0.3))
        clause.end.append(pair("dehors", "outside") if quality in ("nuit", "beau") else outside)
        return order + pair(",", ",") + realise(d, clause), "."
    quality, english = d.pick(_SKIES)
    if roll < 0.7:
        clause = faring(d, quality, english, PRESENT, d.chance(0.3))
        clause.end.append(outside)
        return realise(d, clause), "."
    tense = IMPERFECT if d.chance(0.25) else PRESENT
    if roll < 0.85:
        sky = noun_phrase(d, noun("ciel"), "definite", False, ())
        color = pair(*d.pick((("gris", "gray"), ("bleu", "blue"), ("gris", "gray"))))
        first = realise(d, Clause(sky, Predicate(be(), [color]), tense))
        link = "et"
    else:
        first = realise(d, faring(d, quality, english, tense, False))
        link = "mais" if quality == "beau" or (quality in ("froid", "frais") and d.chance(0.5)) else "et"
    sunny = first.en[-1].text == "blue" or (link == "mais" and quality != "beau") or english == "hot"
    phrase = joined(d, first, link, realise(d, blowing(d, tense, sunny)), link == "mais")
    if d.chance(0.35) and tense == PRESENT:
        phrase = with_comma(aligned(*d.pick((("aujourd'hui", "today"), ("ce matin", "this morning"))))) + phrase
    return phrase, "."
