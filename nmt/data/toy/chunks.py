"""Chunks of fixed words, aligned: what agrees with the subject in them, and articles that a negation changes.

The notation is that of `lexicon/collocations.tsv`, told in its head.
"""

from __future__ import annotations

from functools import cache

from nmt.data.toy.aligning import Words, links_of, split_words
from nmt.data.toy.determiners import POSSESSIVES
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, agree
from nmt.data.toy.lexicon import adjectives, nouns_of
from nmt.data.toy.phrases import NounPhrase, possessor_of
from nmt.data.toy.verb_groups import each_his, may_be_one
from nmt.data.toy.verbs import REFLEXIVE
from nmt.data.toy.words import Choice, En, Fr, Phrase

_ONES = "one's"  # while it is nobody's
_HIS = ("son", "sa", "ses")
# Of adjectives that the lexicon lacks and whose feminine takes more than an e.
_FEMININE = {"amoureux": "amoureuse", "capable": "capable", "fier": "fière", "nul": "nulle"}
_STRESSED = {
    "je": "moi", "tu": "toi", "il": "lui", "elle": "elle", "on": "nous", "nous": "nous", "vous": "vous",
    "ils": "eux", "elles": "elles",
}  # fmt: skip


def chunk_phrase(d: Draw, french: str, english: tuple[str, ...], subject: NounPhrase, negated: bool) -> Phrase:
    """A chunk's words with what agrees in them; `english` holds alternatives, the canonical one first."""
    phrase = _fixed(french.replace("~", "").replace("*", ""), english)
    _own(d, phrase, subject)
    for k, mark in enumerate(split_words(french)):
        if mark.endswith("*"):
            phrase.fr[k].text = agreed(phrase.fr[k].text, subject)
        if mark.startswith("~"):
            _article(d, phrase, k, negated)
    phrase.fr = [word for word in phrase.fr if word.text]
    _tag(d, phrase.fr)
    return phrase


def _fixed(french: str, english: tuple[str, ...]) -> Phrase:
    """The words of a chunk, other English words as alternatives."""
    first, *others = (_english_words(text.removeprefix("<")) for text in english)
    phrase = linked(split_words(french), first, english[0].startswith("<"))
    if not others:
        return phrase
    choice = Choice(1 + len(others))
    for word in phrase.en:
        word.choice = choice
    for option, texts in enumerate(others, start=1):
        phrase.en += [En(text, choice, option) for text in texts]
    return phrase


@cache
def _english_words(text: str) -> tuple[str, ...]:
    """The words of a chunk; `one's` is one word until it is somebody's."""
    return tuple("a" if word == "an" else word for word in split_words(text))


def linked(fr: Words, en: Words, crossed: bool) -> Phrase:
    """Fresh words of a chunk, linked; `crossed` as in `links_of`."""
    sure, possible = links_of(fr, en, crossed)
    words = [En(text) for text in en]
    return Phrase(
        [
            Fr(
                text,
                tuple(words[b] for a, b in sure if a == k),
                tuple(words[b] for a, b in possible if a == k),
                article=text in ("le", "la", "les"),
            )
            for k, text in enumerate(fr)
        ],
        words,
    )


def _own(d: Draw, phrase: Phrase, subject: NounPhrase) -> None:
    """`son`, `sa`, `ses` beside `one's` become the subject's possessive, `soi` its stressed pronoun."""
    for word in phrase.fr:
        if word.text == "soi":
            d.tag("stressed_pronoun")
            word.text = _stressed(subject)
    theirs = [en for en in phrase.en if en.text == _ONES]
    if not theirs:
        return
    d.tag("possessive")
    owner = possessor_of(subject)
    for word in phrase.fr:
        if word.text in _HIS and not set(theirs).isdisjoint(word.sure):
            word.text = POSSESSIVES[owner.person][_HIS.index(word.text)]
    for en in theirs:
        en.text = owner.english
        if owner.alternatives and en.choice is None:
            en.choice = Choice(1 + len(owner.alternatives))
            at = phrase.en.index(en) + 1
            phrase.en[at:at] = [En(text, en.choice, k) for k, text in enumerate(owner.alternatives, start=1)]
    if subject.plural or may_be_one(subject):
        _each_has_one(phrase, may_be_one(subject))


def _each_has_one(phrase: Phrase, doubtful: bool) -> None:
    """levez le bras: raise their arms, of several; `doubtful` adds it to what is said of one."""
    for en in list(phrase.en):
        (text,) = each_his((en.text,))
        if text == en.text:
            continue
        if not doubtful:
            en.text = text
        elif en.choice is None:
            en.choice = Choice()
            phrase.en.insert(phrase.en.index(en) + 1, arms := En(text, en.choice, 1))
            for word in phrase.fr:
                if en in word.sure:
                    word.sure = (*word.sure, arms)


def _stressed(subject: NounPhrase) -> str:
    """moi, toi, lui ... as goes with the subject, which may be a noun."""
    if subject.pronoun:
        return _STRESSED[subject.pronoun]
    if subject.person not in (IL, ILS):  # c'est moi qui travaille de chez moi
        return ("moi", "toi", "", "nous", "vous")[subject.person]
    return ("lui", "elle", "eux", "elles")[subject.feminine + 2 * subject.plural]


def agreed(text: str, subject: NounPhrase) -> str:
    """The form of an adjective, a participle, a possessive or a reflexive pronoun that goes with the subject."""
    if text == "se":
        return REFLEXIVE[subject.person]
    if text in _HIS:
        return POSSESSIVES[possessor_of(subject).person][_HIS.index(text)]
    for adjective in adjectives():
        if adjective.lemma == text:
            return adjective.form(subject.feminine, subject.plural)
    if subject.feminine and text in _FEMININE:
        return agree(_FEMININE[text], False, subject.plural)
    plural = subject.plural and not text.endswith("x")
    return agree(text, subject.feminine, plural)


def _article(d: Draw, phrase: Phrase, k: int, negated: bool) -> None:
    """un, du, de la, des: `de` under a negation; English some may be left out, and is any there."""
    word = phrase.fr[k]
    tail = phrase.fr[k + 1] if word.text == "de" else None
    _maybe_some(phrase, k, negated)
    some = [en for en in phrase.en if en.text == "some"]
    if some:
        for other in phrase.fr:
            other.sure = tuple([en for en in other.sure if en not in some])
            other.possible = tuple([en for en in other.possible if en not in some])
        word.sure = (*word.sure, *some)
        if tail is not None:
            tail.possible = (*tail.possible, *some)
        if some[0].choice is None:
            some[0].choice, some[0].option = Choice(), int(not negated)
    if not negated:
        whole = "partitive_article" if word.text in ("du", "de") else "indefinite_article"
        d.tag(whole)
        return
    d.tag("negated_article")
    word.text = "de"
    for en in some:
        en.text = "any"
    if tail is not None:
        tail.text = ""


def _maybe_some(phrase: Phrase, k: int, negated: bool) -> None:
    """Of goods some or any may be said although the table has neither: pas de viande, no meat, not any meat."""
    goods = next((fr.text for fr in phrase.fr[k + 1 :] if fr.text not in ("la", "l'")), "")
    told = not {word.text for word in phrase.en}.isdisjoint(("some", "a", "the", "any"))
    if phrase.fr[k].text in ("du", "de", "des") and goods in _goods() and not told:
        maybe = En("any" if negated else "some", Choice(), 1)
        phrase.en.insert(0, maybe)
        phrase.fr[k].sure = (*phrase.fr[k].sure, maybe)


@cache
def _goods() -> frozenset[str]:
    """What one eats, drinks and wears."""
    kinds = nouns_of("food", "drink", "food_base", "clothes", "clothes_word")
    return frozenset(noun.fr[noun.number == "count"] or noun.fr[0] for noun in kinds if noun.number != "plural")


def _tag(d: Draw, fr: list[Fr]) -> None:
    """Tags of what fixed words show."""
    for word in fr:
        name = _SHOWN.get(word.text)
        if name is not None:
            d.tag(name)
        elif word.text in ("le", "la", "les", "l'"):
            d.tag("definite_article" if word.sure else "generic_article")


_SHOWN = {
    **dict.fromkeys(("dans", "sur", "sous", "chez", "devant", "derrière", "entre", "contre"), "place_preposition"),
    **dict.fromkeys(("bien", "mal", "vite", "ensemble", "lentement"), "manner_adverb"),
    **dict.fromkeys(("très", "trop", "beaucoup", "assez", "vraiment"), "degree_adverb"),
    **dict.fromkeys(("mes", "ma", "mon", "ton", "sa", "son", "ses"), "possessive"),
}  # fmt: skip
