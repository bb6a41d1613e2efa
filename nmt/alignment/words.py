"""Words of raw French and English text, cut as the gold files cut them.

- An elision is a word of its own: `l'` + `homme`, `jusqu'` + `à`. So is the English `'s`.
- So are the pronouns that a French verb is joined to by a hyphen: `as` + `-tu`, `mange` + `-t-il`, `est` + `-ce`; and
  what points from behind a noun: `ce livre` + `-là`.
- Other hyphens and apostrophes stay inside their word: `T-shirt`, `rendez-vous`, `aujourd'hui`, `don't`, `o'clock`.
- Each other mark is a word of its own, except the digits' own (`3,50`, `1.000`, `5:30` are one word) and the point of a
  title: `Mr.`, `Mrs.`, `Ms.`, `Dr.`

- A mark that combines with the letter before it belongs to the word, as in decomposed text: `e` + U+0301 is one letter.

Nothing here depends on which of the two languages the text is in; other languages that put spaces between words
come out well enough to be aligned.
"""

from __future__ import annotations

import re
import unicodedata

from nmt.data.corpus import Span

_APOSTROPHE = "['’]"
# Accents and vowel signs of all scripts up to U+2100. Python's \w leaves them out.
_COMBINING = "".join(c for c in map(chr, range(0x300, 0x2100)) if unicodedata.category(c).startswith("M"))
_ELISION = rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu){_APOSTROPHE}(?=\w)"
_POSSESSIVE = rf"{_APOSTROPHE}s\b"
_PRONOUNS = "je|tu|ils?|elles?|on|nous|vous|ce|moi|toi|lui|leur|les?|la|en|y"
# The pronoun ends the chain (donne-le-moi), or it is part of a word such as Villeneuve-la-Garenne.
_ENCLITIC = rf"(?:-(?:t-)?(?:{_PRONOUNS})\b(?=(?:-(?:{_PRONOUNS})\b)*(?![-\w]))|-(?:ci|là)\b(?![-\w]))"
_FROZEN = r"\b(?:rendez|garde-à)-vous\b"
_TITLE = r"\b(?:mrs?|ms|dr)\."
_NUMBER = r"\d+(?:[.,:]\d+)+"
_INNER = rf"(?!{_POSSESSIVE})(?!{_ENCLITIC})(?:-|{_APOSTROPHE})(?=\w)"
_LETTERS = rf"\w[\w{_COMBINING}]*"
_PLAIN = rf"{_LETTERS}(?:{_INNER}{_LETTERS})*"
_WORD = re.compile(
    rf"{_FROZEN}|{_ELISION}|{_POSSESSIVE}|(?<=\w){_ENCLITIC}|{_NUMBER}|{_TITLE}|{_PLAIN}|[^\w\s]", re.IGNORECASE
)


def find_words(text: str) -> tuple[Span, ...]:
    """The span of each word, `[start, end)` in characters: in order, disjoint, and all but white space covered.

    >>> [text[start:end] for start, end in find_words(text := "L'homme dort-il ?")]
    ["L'", 'homme', 'dort', '-il', '?']
    """
    return tuple(match.span() for match in _WORD.finditer(text))


def fold_words(text: str, spans: tuple[Span, ...]) -> list[str]:
    """The words at the spans as a statistical aligner counts them: in lower case, one kind of apostrophe, composed.

    Pieces are composed as well (NFKC), and both must spell a word alike.
    """
    words = [text[start:end].lower().replace("’", "'") for start, end in spans]
    return words if text.isascii() else [unicodedata.normalize("NFKC", word) for word in words]
