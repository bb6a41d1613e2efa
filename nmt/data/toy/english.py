"""English forms: verb inflection, plurals, comparatives, a/an, number words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_VOWELS = "aeiou"
_SPOKEN_VOWEL = ("hour", "honest", "heir")
_SPOKEN_CONSONANT = ("uni", "use", "euro", "one", "uk", "ukulele", "used")


@cache
def article_before(word: str) -> str:
    """`a` or `an`, by the sound the next word begins with.

    >>> article_before("hour"), article_before("university"), article_before("old")
    ('an', 'a', 'an')
    """
    lower = word.lower()
    if lower.startswith(_SPOKEN_VOWEL) or lower in ("eleven", "eighteen") or lower.startswith("eight"):
        return "an"
    if lower.startswith(_SPOKEN_CONSONANT) and not lower.startswith(("uninter", "unim", "unin")):
        return "a"
    return "an" if lower[0] in _VOWELS else "a"


@cache
def plural(noun: str) -> str:
    """The regular plural of the last word: box -> boxes, city -> cities, bus -> buses."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


@cache
def comparative(adjective: str, override: str = "") -> tuple[str, str]:
    """Comparative and superlative: ("bigger", "biggest") or ("more useful", "most useful").

    `override` is the lexicon's irregular comparative (better, worse), or `more` to force the long form.
    """
    irregular = {"better": "best", "worse": "worst", "farther": "farthest", "further": "furthest"}
    if override in irregular:
        return override, irregular[override]
    if override.startswith("more"):
        return f"more {adjective}", f"most {adjective}"
    if override:
        return override, override[:-1] + "st" if override.endswith("er") else f"most {adjective}"
    if " " in adjective or not _takes_er(adjective):
        return f"more {adjective}", f"most {adjective}"
    stem = adjective
    if adjective.endswith("y"):
        stem = adjective[:-1] + "i"
    elif adjective.endswith("e"):
        stem = adjective[:-1]
    elif _doubles(adjective):
        stem = adjective + adjective[-1]
    return stem + "er", stem + "est"


def _takes_er(adjective: str) -> bool:
    groups = 0
    for before, letter in zip(" " + adjective, adjective, strict=False):
        groups += letter in "aeiouy" and before not in "aeiouy"
    if adjective.endswith("e") and groups > 1 and not adjective.endswith("le"):
        groups -= 1
    return groups == 1 or (groups == 2 and adjective.endswith(("y", "le", "ow")))


def _doubles(word: str) -> bool:
    return (
        len(word) >= 3
        and word[-1] in "bdgmnpt"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
        and sum(letter in _VOWELS for letter in word) == 1
    )


@dataclass(frozen=True, slots=True)
class EnglishVerb:
    """Forms of one English verb, each split in words (`get up` is two); `be` is known by its base."""

    base: tuple[str, ...]
    past: tuple[str, ...]
    participle: tuple[str, ...]
    ing: tuple[str, ...]
    third: tuple[str, ...]

    @property
    def is_be(self) -> bool:
        return self.base[0] == "be"


def english_verb(base: str, past: str = "", participle: str = "", ing: str = "", third: str = "") -> EnglishVerb:
    """Complete a verb's forms by rule where the lexicon leaves them empty.

    A given form may hold the first word only (`got` for `get up`) or the whole phrase.
    """
    head, *rest = base.split()

    def whole(form: str, default: str) -> tuple[str, ...]:
        words = (form or default).split()
        return (*words, *rest) if len(words) == 1 and rest else tuple(words)

    regular_past = _regular_past(head)
    return EnglishVerb(
        (head, *rest),
        whole(past, regular_past),
        whole(participle or past, regular_past),
        whole(ing, _ing(head)),
        whole(third, third_person(head)),
    )


@cache
def third_person(head: str) -> str:
    """go -> goes, study -> studies, eat -> eats, have -> has."""
    if head == "have":
        return "has"
    if head == "do" or head == "go":
        return head + "es"
    return plural(head)


def _regular_past(head: str) -> str:
    if head.endswith("e"):
        return head + "d"
    if head.endswith("y") and head[-2] not in _VOWELS:
        return head[:-1] + "ied"
    return head + head[-1] + "ed" if _doubles(head) else head + "ed"


def _ing(head: str) -> str:
    if head.endswith("ie"):
        return head[:-2] + "ying"
    if head.endswith("e") and not head.endswith("ee") and head != "be":
        return head[:-1] + "ing"
    return head + head[-1] + "ing" if _doubles(head) else head + "ing"


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@cache
def number_word(n: int) -> str:
    """The words for 0..100, one hyphenated word each but `one hundred`.

    >>> number_word(71)
    'seventy-one'

    Raises:
        ValueError: outside 0..100.
    """
    if not 0 <= n <= 100:
        raise ValueError(f"number words cover 0 to 100, got {n}")
    if n == 100:
        return "one hundred"
    if n < 20:
        return _UNITS[n]
    ten, unit = _TENS[n // 10 - 2], n % 10
    return f"{ten}-{_UNITS[unit]}" if unit else ten
