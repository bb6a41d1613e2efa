"""From aligned words to raw text with character spans: elision, contraction, a/an, spacing, capitals.

Word convention (the same as the gold files'): an elision is a word of its own (`l'` + `homme`), so is
each punctuation mark, so are the pronouns behind a hyphen (`as` + `-tu`, `mange` + `-t-il`) and the
English `'s`. Everything else is cut at spaces; `aujourd'hui` and `o'clock` are one word.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice, product

from nmt.data.corpus import Link, Span
from nmt.data.toy.english import article_before
from nmt.data.toy.french import begins_with_vowel, contract, elide
from nmt.data.toy.words import Choice, En, Fr

_PUNCTUATION = frozenset(".,?!:;")
_TIGHT_FR = frozenset(".,")
_TIGHT_MARKS = frozenset(".,?!:;")
_TIGHT_EN = frozenset((".", ",", "?", "!", ":", ";", "'s", "'"))
_MAX_REFERENCES, _MAX_TRIED = 48, 1024
_ELIDABLE = frozenset(
    "le la je me te se de ne que ce jusque lorsque si Le La Je De Ne Que Ce Jusque Lorsque Si".split()
)

_HYPHEN_OPTIONAL = frozenset(("petit-déjeuner", "petits-déjeuners"))

# Equal spans and links are shared between sentences: a corpus holds millions of them.
_SHARED = [[(a, b) for b in range(256)] for a in range(256)]


def shared(a: int, b: int) -> tuple[int, int]:
    """The one tuple `(a, b)`."""
    return _SHARED[a][b] if a < 256 and b < 256 else (a, b)


def french_surface(words: list[Fr]) -> list[Fr]:
    """Words after contraction (de + le -> du, both their links) and elision (le homme -> l' homme)."""
    result: list[Fr] = []
    last = len(words) - 1
    for k, word in enumerate(words):
        text = word.text
        following = words[k + 1].text if k < last else ""
        if (
            word.article
            and result
            and result[-1].text in ("de", "à")
            and not (text == "le" and begins_with_vowel(following))
        ):
            joined = contract(result[-1].text, text)
            if joined is not None:
                before = result.pop()
                possible = tuple(en for en in before.possible + word.possible if en not in before.sure + word.sure)
                result.append(Fr(joined, before.sure + word.sure, possible))
                continue
        if text in _ELIDABLE and following:
            short = elide(text, following)
            if short != text:
                word = Fr(short, word.sure, word.possible)
        result.append(word)
    return result


def unhyphenated(words: list[Fr]) -> list[Fr]:
    """Words with those apart that are as often written without their hyphen: un petit déjeuner, un petit-déjeuner."""
    return [
        Fr(part, word.sure, word.possible)
        for word in words
        for part in (word.text.split("-") if word.text in _HYPHEN_OPTIONAL else (word.text,))
    ]


def key_of(words: list[Fr]) -> tuple[str, ...]:
    """The French words in lower case and without punctuation: what decides a sentence's split."""
    return tuple([w.text.lower() for w in words if w.text not in _PUNCTUATION])


def french_text(words: list[Fr], space_before_mark: bool = True) -> tuple[str, tuple[Span, ...]]:
    """Raw French text and the span of each word; the first letter is a capital."""
    return _text([w.text for w in words], _TIGHT_FR if space_before_mark else _TIGHT_MARKS)


def _text(words: list[str], tight: frozenset[str]) -> tuple[str, tuple[Span, ...]]:
    """Words with spaces between, none before `tight` ones, before a hyphen or behind an elision."""
    text = ""
    spans: list[Span] = []
    glue = True
    for word in words:
        if not (glue or word in tight or word[0] == "-"):
            text += " "
        start = len(text)
        text += word
        end = len(text)
        spans.append(_SHARED[start][end] if end < 256 else (start, end))
        glue = word[-1] == "'" and len(word) > 1
    return text[0].upper() + text[1:], tuple(spans)


def english_words(words: list[En], options: dict[Choice, int] | None = None) -> tuple[dict[En, int], list[str]]:
    """The words present under `options` (default: all canonical), as positions, and their forms.

    Settles a/an and writes `can not` as the one word `cannot`.
    """
    if options is None:
        present = [w for w in words if w.option == 0 or w.choice is None]
    else:
        present = [w for w in words if w.choice is None or w.option == options[w.choice]]
    positions: dict[En, int] = {}
    forms: list[str] = []
    for word in present:
        text = word.text
        if text == "not" and forms and forms[-1] == "can":
            forms[-1] = "cannot"
        else:
            if forms and forms[-1] == "a":
                forms[-1] = article_before(text)
            forms.append(text)
        positions[word] = len(forms) - 1
    return positions, forms


def english_text(forms: list[str]) -> tuple[str, tuple[Span, ...]]:
    """Raw English text and the span of each word; the first letter is a capital."""
    return _text(forms, _TIGHT_EN)


def links(fr: list[Fr], en: dict[En, int]) -> tuple[frozenset[Link], frozenset[Link]]:
    """Sure and possible links between the words present on both sides, as positions."""
    sure: list[Link] = []
    possible: list[Link] = []
    for i, word in enumerate(fr):
        row = _SHARED[i]
        for target in word.sure:
            if target in en:
                sure.append(row[en[target]])
        for target in word.possible:
            if target in en:
                possible.append(row[en[target]])
    certain = frozenset(sure)
    return certain, frozenset(possible) - certain


def references(words: list[En], canonical: str) -> tuple[str, ...]:
    """Every other English the choices allow, nearest to the canonical first, without repetition."""
    choices = list(dict.fromkeys(w.choice for w in words if w.choice is not None))
    if not choices and "s's" not in canonical:
        return ()
    texts: dict[str, None] = {}
    for options in islice(_nearest_first(choices), _MAX_TRIED):
        _, forms = english_words(words, options)
        text = english_text(forms)[0]
        texts[text] = None
        texts[text.replace("s's", "s'")] = None  # Louis's, or Louis'
        if len(texts) > _MAX_REFERENCES:
            break
    texts.pop(canonical, None)
    return tuple(texts)


def _nearest_first(choices: list[Choice]) -> Iterator[dict[Choice, int]]:
    """Every way to choose: the canonical one, then those that differ in one choice, in two, ..."""
    for changes in range(len(choices) + 1):
        for changed in combinations(choices, changes):
            for options in product(*(range(1, choice.size) for choice in changed)):
                yield dict.fromkeys(choices, 0) | dict(zip(changed, options, strict=True))


def tags_of(tags: dict[str, None], words: list[Fr]) -> dict[str, None]:
    """`tags`, and those of what only the surface shows: elision and contraction."""
    found = dict(tags)
    for word in words:
        if word.text[-1] == "'":
            found["elision"] = None
        elif word.text in ("du", "des", "au", "aux") and len(word.sure) != 1:
            found["contraction"] = None
    return found
