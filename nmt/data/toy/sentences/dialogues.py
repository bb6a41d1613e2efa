"""What one says in everyday dialogues: meeting people, on the telephone, in shops, on the way, at the doctor's.

The utterances stand in `lexicon/phrasebook.tsv`; here they get a greeting in front, and please and a name behind.
"""

from __future__ import annotations

from nmt.data.toy.adverbials import expression_phrase
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import expressions
from nmt.data.toy.phrasebook import Utterance, utterances, worded
from nmt.data.toy.sentences.actions import Sentence
from nmt.data.toy.sentences.gaps import gaps
from nmt.data.toy.subjects import name_phrase, titled
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair


def meeting(d: Draw) -> Sentence:
    """Je vous présente ma sœur; d'où venez-vous ?; comment est-ce qu'on écrit votre nom ?"""
    return _said(d, "meeting")


def on_the_phone(d: Draw) -> Sentence:
    """Je voudrais parler à Madame Martin; ne quittez pas; tu peux me rappeler ce soir ?"""
    return _said(d, "phone")


def inviting(d: Draw) -> Sentence:
    """Tu veux venir avec nous au cinéma ?; avec plaisir !; désolé, je ne suis pas libre demain."""
    return _said(d, "inviting")


def reacting(d: Draw) -> Sentence:
    """Ce n'est pas grave, Paul; bonne chance pour ton examen !; dépêche-toi, il est tard !"""
    return _said(d, "reacting")


def eating_out(d: Draw) -> Sentence:
    """Qu'est-ce que vous prenez comme dessert ?; je voudrais réserver une table pour deux personnes."""
    return _said(d, "eating")


def in_a_shop(d: Draw) -> Sentence:
    """Puis-je vous aider ?; est-ce que je peux payer par carte ?; je prends celui-là."""
    return _said(d, "shop")


def on_the_way(d: Draw) -> Sentence:
    """Un aller simple pour Lyon, s'il vous plaît; pour aller à la gare ?; c'est à cinq minutes à pied."""
    return _said(d, "travel")


def at_the_doctors(d: Draw) -> Sentence:
    """Où avez-vous mal, madame ?; qu'est-ce que tu as ?; prenez ce médicament trois fois par jour."""
    return _said(d, "health")


def _said(d: Draw, theme: str) -> Sentence:
    """An utterance of a theme, with what goes around it."""
    d.tag("courtesy")
    said = d.pick(utterances(theme))
    phrase, polite = _addressed(d, said)
    roll, named = d.random(), False
    if said.has("hello") and roll < 0.25:
        hello, named = _hello(d, polite)
        phrase = hello + pair(",", ",") + phrase
    elif said.has("front") and roll < 0.3:
        phrase, named = listener(d, polite) + pair(",", ",") + phrase, True
    elif answer := _answer(said, roll):
        phrase = answer + pair(",", ",") + phrase
    if said.has("asked") or (said.has("please") and d.chance(0.4)):
        phrase = phrase + _please(polite)
    elif not named and not said.has("alone") and d.chance(0.7 if said.whole else 0.22):
        phrase = phrase + spoken_to(listener(d, polite))
    return phrase, _mark(d, said)


_TU = frozenset(("tu", "te", "toi", "ton", "ta", "tes", "-tu", "-toi"))
_VOUS = frozenset(("vous", "votre", "vos", "-vous"))


def _addressed(d: Draw, said: Utterance) -> tuple[Phrase, bool]:
    """The words, and whether they are said to somebody whom one calls vous: not tu and vous in one sentence."""
    while True:
        phrase = worded(d, said, gaps())
        words = {word.text for word in phrase.fr}
        tu, vous = not _TU.isdisjoint(words) or said.has("tu"), not _VOUS.isdisjoint(words) or said.has("vous")
        if not (tu and vous):
            return phrase, vous or (not tu and d.chance(0.6))


def _mark(d: Draw, said: Utterance) -> str:
    """What stands with an exclamation mark is now and then said calmly."""
    return "." if said.mark == "!" and d.chance(0.3) else said.mark


def _answer(said: Utterance, roll: float) -> Phrase | None:
    """oui, non or merci in front of what may answer a question."""
    words = [word for word in ("yes", "no", "thanks") if said.has(word)]
    if not words or not 0.3 <= roll < 0.6:
        return None
    word = words[0] if len(words) == 1 or roll < 0.45 else words[1]
    if word == "thanks":
        return expression_phrase(next(e for e in expressions("politeness") if e.fr == "merci"))
    return pair("oui", "yes") if word == "yes" else pair("non", "no")


def _please(polite: bool) -> Phrase:
    return pair(",", ",") + aligned("s'il vous plaît" if polite else "s'il te plaît", "please")


def _hello(d: Draw, polite: bool) -> tuple[Phrase, bool]:
    """bonjour, pardon, excusez-moi, madame; salut Paul; and whether somebody is named."""
    openers = ("bonjour", "bonjour", "bonsoir", "pardon", "excusez-moi", "excusez-moi") if polite else (
        "bonjour", "salut", "salut", "excuse-moi", "pardon")  # fmt: skip
    name = d.pick(openers)
    hello = expression_phrase(next(e for e in expressions("greeting", "politeness") if e.fr == name))
    if not d.chance(0.55):
        return hello, False
    who = listener(d, polite)
    return hello + (spoken_to(who) if d.chance(0.4) else spoken_to_at_once(who, name in _GREETINGS)), True


_GREETINGS = frozenset(("bonjour", "bonsoir", "salut"))


def spoken_to(who: Phrase) -> Phrase:
    """Whom one speaks to, behind a comma, which English may leave out."""
    comma = En(",", Choice())
    return Phrase([Fr(",", (comma,)), *who.fr], [comma, *who.en])


def spoken_to_at_once(who: Phrase, greeting: bool) -> Phrase:
    """Whom one speaks to without a comma in French: hello, ma'am, but hello Claire."""
    comma = En(",", Choice())
    first = who.fr[0]
    if greeting and first.text[0].isupper() and len(who.fr) == 1:
        comma.option = 1
    else:
        first.possible = (*first.possible, comma)
    return Phrase(who.fr, [comma, *who.en])


def listener(d: Draw, polite: bool) -> Phrase:
    """madame, mademoiselle, Monsieur Martin; Paul, papa, mes amis."""
    roll = d.random()
    if polite and roll < 0.65:
        return titled(d) if roll < 0.15 else expression_phrase(d.pick(expressions("address")))
    if roll < 0.8:
        return name_phrase(d)
    if polite:
        return expression_phrase(d.pick(expressions("address")))
    fixed = (("papa", "Dad"), ("maman", "Mom"), ("mon ami", "my friend"))
    return aligned(*d.pick(fixed))


FAMILIES = (
    (meeting, 26), (on_the_phone, 24), (inviting, 22), (reacting, 34), (eating_out, 20), (in_a_shop, 28),
    (on_the_way, 26), (at_the_doctors, 9),
)  # fmt: skip
