"""The first words: whom one greets and thanks, who one is, what somebody's name is, whether there is one near here."""

from __future__ import annotations

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import expressions, nouns_of, places, verb
from nmt.data.toy.numbers import years
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.place_names import from_place, in_place, somewhere
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.being import aged, be, profession_phrase
from nmt.data.toy.sentences.dialogues import listener, spoken_to, spoken_to_at_once
from nmt.data.toy.sentences.existence import existing
from nmt.data.toy.subjects import name_phrase, pronoun, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms


def and_i_am(d: Draw) -> Sentence:
    """Je m'appelle Marie et j'habite à Lyon: my name is Marie and I live in Lyon."""
    d.tag("courtesy", "coordination", "subject_je")
    me, name = pronoun(d, "je"), name_phrase(d)
    me.feminine = name.feminine
    my, called, is_, i, am = En("my", Choice()), En("name"), En("is"), En("I"), En("am")
    for word in (called, is_):
        word.choice = my.choice
    i.choice = am.choice = my.choice
    i.option = am.option = 1
    by = En("called", my.choice, 1)
    fr = [Fr("je", (my, i)), Fr("me", (), (called, by)), Fr("appelle", (called, by), (is_, am)), *name.fr]
    opener = Phrase(fr, [my, called, is_, i, am, by, *name.en])
    begin = _expression(d.pick(("bonjour", "salut"))) + pair(",", ",") if d.chance(0.3) else Phrase([], [])
    return begin + opener + pair("et", "and") + _about(d, me), "."


def _about(d: Draw, me: NounPhrase) -> Phrase:
    """j'ai douze ans; je suis médecin; je viens d'Espagne; j'habite à Rome."""
    roll = d.random()
    if roll < 0.3:
        d.tag("age")
        predicate = Predicate(aged(), [years(d, 6 + int(d.random() * 60))])
    elif roll < 0.55:
        predicate = Predicate(be(), [profession_phrase(d, me)])
    elif roll < 0.75:
        d.tag("place_name")
        predicate = Predicate(verb("venir", "intr"), [from_place(somewhere(d))], simple=True)
    else:
        d.tag("place_name")
        predicate = Predicate(verb("habiter", "place"), [in_place(d, d.pick(places("city")))])
    return realise(d, Clause(me, predicate, PRESENT))


# What one is asked for in an office: French, its gender, English and its alternatives.
_FACTS = (
    ("nom", "", "name"), ("nom de famille", "", "last name / family name / surname"), ("prénom", "", "first name"),
    ("adresse", "e", "address"), ("numéro de téléphone", "", "phone number / telephone number"),
    ("nationalité", "le", "nationality"), ("profession", "le", "profession / occupation / job"),
    ("métier", "", "job / profession / occupation"), ("date de naissance", "le", "date of birth / birth date"),
    ("âge", "", "age"), ("adresse", "e", "address"), ("nouvelle adresse", "le", "new address"),
    ("numéro de chambre", "", "room number"), 
    ("taille", "le", "size / height"), ("pointure", "le", "shoe size"),
)  # fmt: skip
_LINKS = {"nom de famille": "0-1 1?0 2-0", "numéro de téléphone": "0-1 1?0 2-0", "prénom": "0-0 0-1",
          "date de naissance": "0-0 1-1 2-2", "numéro de chambre": "0-1 1?0 2-0",
          "pointure": "0-0 0-1"}  # fmt: skip


def own_facts(d: Draw) -> Sentence:
    """Quel est votre nom de famille ?: what is your last name?; quelle est l'adresse de Paul ?"""
    d.tag("question_quel", "courtesy", "possessive")
    french, ending, english = d.pick(_FACTS)
    first, *others = english.split(" / ")
    what, is_ = En("what"), En("is")
    fact = aligned(french, first, _LINKS.get(french, ""))
    if others:
        choice = Choice(1 + len(others))
        for word in fact.en:
            word.choice = choice
        fact.en += [En(text, choice, k) for k, other in enumerate(others, start=1) for text in other.split()]
    asked = Phrase([Fr("quel" + ("le" if ending else ""), (what,)), Fr("est", (is_,))], [what, is_])
    if d.chance(0.25):
        who, mark = relative(d, False) if d.chance(0.5) else name_phrase(d), En("'s")
        the = Fr("la" if ending else "le", (), tuple(fact.en[:1]), article=True)
        return Phrase([*asked.fr, the, *fact.fr, Fr("de", (mark,)), *who.fr], [*asked.en, *who.en, mark, *fact.en]), "?"
    vowel = french[0] in "aâ"
    bare = bool(ending) and not vowel  # ton adresse, ta taille
    roll = d.random()
    if roll < 0.85:
        whose = pair("votre" if roll < 0.5 else "ta" if bare else "ton", "your")
    else:
        whose = synonyms("sa" if bare else "son", "his", "her")
    question = asked + whose + fact
    if whose.fr[0].text in ("votre", "ton", "ta") and d.chance(0.45):
        named = spoken_to(listener(d, roll < 0.5))
        return (question + named if d.chance(0.6) else _opened(d, roll < 0.5) + question), "?"
    return question, "?"


def _opened(d: Draw, polite: bool) -> Phrase:
    """bonjour, et, s'il vous plaît: in front of a question."""
    roll = d.random()
    if roll < 0.4:
        return pair("et", "and")
    return _expression("bonjour" if polite else "salut") + pair(",", ",")


def around_here(d: Draw) -> Sentence:
    """Y a-t-il une pharmacie dans le coin ?: is there a pharmacy around here?"""
    there = synonyms_of(*d.pick(_NEAR))
    place = d.pick([n for n in nouns_of("place_search", "shop", "park") if n.number == "count"])
    question = d.pick(("inversion", "inversion", "est_ce_que", "intonation"))
    phrase, mark = existing(d, noun_phrase(d, place, "indefinite", False, ()), there, False, question)
    if not d.chance(0.3):
        return phrase, mark
    sorry = _expression(d.pick(("pardon", "excusez-moi")))
    who = spoken_to_at_once(listener(d, True), False) if d.chance(0.5) else Phrase([], [])
    return sorry + who + pair(",", ",") + phrase, mark


_NEAR = (
    ("dans le coin", "0-0 0-1 1?1 2-1", "around here", "near here", "in the area", "nearby"),
    ("dans le coin", "0-0 0-1 1?1 2-1", "around here", "near here", "in the area", "nearby"),
    ("près d'ici", "0-0 1?0 2-1", "near here", "nearby", "close by", "around here"),
    ("par ici", "0-0 1-1", "around here", "near here", "nearby"),
    ("pas loin d'ici", "0-0 1-1 2-2 3-3", "not far from here", "near here"),
)


def synonyms_of(french: str, links: str, english: str, *others: str) -> Phrase:
    """Several words with alternatives."""
    phrase, choice = aligned(french, english, links), Choice(1 + len(others))
    for word in phrase.en:
        word.choice = choice
    phrase.en += [En(text, choice, k) for k, other in enumerate(others, start=1) for text in other.split()]
    return phrase


_HAILS = ("bonjour", "bonjour", "salut", "bonsoir", "merci", "merci", "merci beaucoup", "au revoir", "bonne nuit",
          "bonne journée", "à demain", "à bientôt", "bonne soirée", "d'accord", "oui", "pardon")  # fmt: skip


def hailing(d: Draw) -> Sentence:
    """Merci madame; bonjour mademoiselle, bonne journée; non merci, Paul; salut Karim."""
    d.tag("courtesy")
    polite = d.chance(0.5)
    who = listener(d, polite)
    greetings = ("bonjour", "salut", "bonsoir")
    if d.chance(0.15):
        no, comma = pair("non", "no"), En(",", Choice())
        thanks = _expression("merci")
        thanks.fr[0].possible = (comma,)
        said = Phrase([*no.fr, *thanks.fr], [*no.en, comma, *thanks.en])
        return said + (spoken_to_at_once(who, False) if d.chance(0.6) else spoken_to(who)), "."
    first = d.pick([hail for hail in _HAILS if not (polite and hail == "salut")])
    named = spoken_to_at_once(who, first in greetings) if d.chance(0.7) else spoken_to(who)
    said = _expression(first) + named
    if not d.chance(0.35) or first in ("oui", "pardon"):
        return said, d.pick((".", ".", "!"))
    if first in greetings:
        asked = _expression("comment allez-vous") if polite else aligned("ça va", "how are you", "0-2 1-0 1-1")
        return said + pair(",", ",") + asked, "?"
    return said + pair(",", ",") + _expression(d.pick([end for end in _ENDS if end != first])), "."


_ENDS = ("bonne journée", "à demain", "bonne soirée", "à bientôt", "au revoir", "bon week-end")


def _expression(french: str) -> Phrase:
    return expression_phrase(
        next(e for e in expressions("greeting", "politeness", "answer", "fixed") if e.fr == french)
    )


FAMILIES = ((hailing, 5), (own_facts, 4), (around_here, 3), (and_i_am, 3))
