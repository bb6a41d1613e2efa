"""Which words of an expression translate each other: the table of links, and a rule for all it says nothing about.

Everything here works on the words' texts; `words` and `chunks` make aligned words of what comes out. That it is in
one place is what gives the same words the same links, wherever an expression comes from.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from nmt.data.toy.lexicon import read_table

Words = tuple[str, ...]
Pairs = list[tuple[int, int]]
Links = tuple[Pairs, Pairs]  # sure and possible: French position, English position

# Function words inside an expression; where the sides differ in length they get links of their own only by rule.
_LIGHT_FR = frozenset("à de d' du des au aux en la le l' les un une s' se".split())
_LIGHT_EN = frozenset("a an the of to in at on for from with 's one's".split())
_ARTICLES, _RELATIONS = frozenset("le la les l' un une".split()), frozenset("of to in at on for from with".split())
_AT_SOMEBODYS = frozenset(("'s", "'", "house"))  # chez Paul: at Paul's house
_EXPANDED = {"du": ("de", "le"), "des": ("de", "les"), "au": ("à", "le"), "aux": ("à", "les")}
_PREPOSITIONS = {
    "à": "at to in on by for with about", "de": "of from off about to in at on", "dans": "in into on at down up",
    "sur": "on onto in", "sous": "under in", "avec": "with to", "sans": "without", "pour": "for to about",
    "chez": "at for to with", "en": "in by on to", "par": "by through", "devant": "past", "contre": "against",
    "comme": "as like", "avant": "before", "après": "after", "pendant": "during for", "depuis": "for since from",
}  # fmt: skip
_DETERMINERS = {
    **dict.fromkeys(("le", "la", "les", "l'"), "the"), **dict.fromkeys(("un", "une"), "a"),
    **dict.fromkeys(("ce", "cet", "cette"), "this"), "ces": "these", "notre": "our",
    **dict.fromkeys(("son", "sa", "ses"), "one's"),
}  # fmt: skip
_WORD = re.compile(
    r"aujourd'hui|o'clock|one's|[^\s'.,!?:]+(?='s\b)|rendez-vous|ma'am|[^\s']+'(?=\w)|'s\b|[.,!?:]"
    r"|[^\s'.,!?:]+?(?=-(?:ce|tu|vous|nous|il|elle|moi)(?:[\s.,!?]|$))|[^\s'.,!?:]+|'"
)


@cache
def split_words(text: str) -> Words:
    """Words of a fixed expression: an elision (`l'`) is a word of its own, so is punctuation.

    >>> split_words("l'eau")
    ("l'", 'eau')
    """
    return tuple(_WORD.findall(text))


@cache
def links_of(fr: Words, en: Words, crossed: bool = False) -> Links:
    """Sure and possible links of an expression: the table's for the whole or a part that it has, else the rule's.

    The rule: a preposition and a determiner in front one by one; then word by word, or content words to content
    words, across where one noun of two comes first in English. `crossed` turns all of the English round, as what
    describes a noun stands before it there (une robe rouge, a red dress). French words without English of their
    own go with those they stand before.

    >>> links_of(("un", "jus", "d'", "orange"), ("an", "orange", "juice"))
    ([(0, 0), (1, 2), (3, 1)], [(2, 1)])
    """
    fr, en = _plain(fr), _plain(en)
    if fr[0] == "chez" and en[-1] in _AT_SOMEBODYS:
        at = links_of(fr, en[:-1], crossed)
        return at[0], [*at[1], (0, len(en) - 1)]
    part = _listed_part(fr, en)
    if part is None:
        return _contracted(fr, en, crossed)
    here, there, links = part
    sure, possible = ([(here[i], there[j]) for i, j in found] for found in parsed(links))
    i_rest, j_rest = ([k for k in range(len(side)) if k not in taken] for side, taken in ((fr, here), (en, there)))
    if i_rest and j_rest:
        rest = links_of(tuple(fr[i] for i in i_rest), tuple(en[j] for j in j_rest), crossed)
        more = [[(i_rest[i], j_rest[j]) for i, j in found] for found in rest]
        sure, possible = sure + more[0], possible + more[1]
    alone = set(i_rest).difference(i for i, _ in possible)
    return sure, possible + [link for i in sorted(alone) for link in _beside(i, sure)]


def _listed_part(fr: Words, en: Words) -> tuple[range, range, str] | None:
    """Where both sides hold an expression that the table of links has, the longest in French, and its links.

    None where that would leave English words to no French one.
    """
    for size in range(len(fr), 0, -1):
        for i in range(len(fr) - size + 1):
            for english, links in _listed().get(fr[i : i + size], {}).items():
                for j in range(len(en) - len(english) + 1):
                    if en[j : j + len(english)] == english and (size < len(fr) or len(english) == len(en)):
                        return range(i, i + size), range(j, j + len(english)), links
    return None


@cache
def _listed() -> dict[Words, dict[Words, str]]:
    found: dict[Words, dict[Words, str]] = {}
    for row in read_table("links"):
        found.setdefault(_plain(split_words(row["fr"])), {})[_plain(split_words(row["en"]))] = row["links"]
    return found


def _plain(words: Words) -> Words:
    """Words in one form each: de for d', a for an, no capitals."""
    return tuple({"d'": "de", "an": "a"}.get(word, word) for word in map(str.lower, words))


def parsed(links: str) -> Links:
    """The links of a cell: `0-0 1-1 2?1`, `-` sure, `?` possible."""
    sure: Pairs = []
    possible: Pairs = []
    for item in links.split():
        mark = "?" if "?" in item else "-"
        i, j = item.split(mark)
        (possible if mark == "?" else sure).append((int(i), int(j)))
    return sure, possible


def _contracted(fr: Words, en: Words, crossed: bool) -> Links:
    """The rule's links: du, des, au and aux are two words to it, and keep the links of both."""
    longer = [(i, word) for i, text in enumerate(fr) for word in _EXPANDED.get(text, (text,))]
    words = tuple(word for _, word in longer)
    found = _owned(words, en) if crossed and "'s" in en and "de" in words else _by_rule(words, en, crossed)
    sure, possible = ({(longer[i][0], j) for i, j in links} for links in found)
    return sorted(sure), sorted(possible - sure)


def _owned(fr: Words, en: Words) -> Links:
    """le chien de la voisine: the neighbor's dog."""
    of, mark = fr.index("de"), en.index("'s")
    thing = links_of(fr[:of], en[mark + 1 :], True) if en[mark + 1 :] else ([], [])  # which the table may have
    owner = links_of(fr[of + 1 :], en[:mark])
    sure, possible = (
        [*((i, j + mark + 1) for i, j in one), *((i + of + 1, j) for i, j in other)]
        for one, other in zip(thing, owner, strict=True)
    )
    return [*sure, (of, mark)], possible + [(0, mark)] * (fr[0] in _ARTICLES)


def _by_rule(fr: Words, en: Words, crossed: bool) -> Links:
    front, i, j = _front(fr, en)
    if j == len(en) and not _LIGHT_FR.issuperset(fr[i:]):  # au bord de: by
        front, i, j = [], 0, 0
    inner = _inner(fr[i:], en[j:], crossed) if i < len(fr) and j < len(en) else ([], [])
    sure, possible = ([(a + i, b + j) for a, b in found] for found in inner)
    known = {a for a, _ in front}
    return front + sure, possible + [link for k in range(i) if k not in known for link in _beside(k, sure)]


def _front(fr: Words, en: Words) -> tuple[Pairs, int, int]:
    """Links of a preposition and a determiner at the head of both sides, and where the rest begins."""
    sure: Pairs = []
    i = j = 0
    if en[0] in _PREPOSITIONS.get(fr[0], "").split():
        sure.append((0, 0))
        i = j = 1
    elif len(fr) > 1 and fr[0] in ("de", "à") and en[0] == _DETERMINERS.get(fr[1]):
        i = 1  # avoir besoin d'un stylo: need a pen
    if i < len(fr) and j < len(en) and _DETERMINERS.get(fr[i]) == en[j]:
        sure.append((i, j))
        i, j = i + 1, j + 1
    return sure, i, j


def _inner(fr: Words, en: Words, crossed: bool = False) -> Links:
    """The rule without prepositions and determiners in front."""
    heavy_fr, heavy_en = [word not in _LIGHT_FR for word in fr], [word not in _LIGHT_EN for word in en]
    if len(fr) == len(en) and not crossed and all(a or not b for a, b in zip(heavy_fr, heavy_en, strict=True)):
        loose = [fr[k] in _ARTICLES and en[k] in _RELATIONS for k in range(len(fr))]  # le lundi: on Mondays
        return [(k, k) for k in range(len(fr)) if not loose[k]], [(k, k) for k in range(len(fr)) if loose[k]]
    heads = [i for i, heavy in enumerate(heavy_fr) if heavy] or list(range(len(fr)))
    others = [j for j, heavy in enumerate(heavy_en) if heavy] or list(range(len(en)))
    if len(heads) == len(others):
        if crossed or _complemented(fr, heads, others):
            others = [*others[-1:], *others[:-1]]
        sure = list(zip(heads, others, strict=True))
    elif crossed and len(others) > 1:  # the noun itself is a compound: glace à la fraise, strawberry ice cream
        sure = [(heads[0], j) for j in others[1:]] + [(i, others[0]) for i in heads[1:]]
    else:
        sure = list(product(heads, others))
    sure += _small(fr, en)
    turned = [(j, i) for i, j in sure]
    near = [link for i in range(len(fr)) for link in _beside(i, sure)]
    left = [j for j in range(len(en)) if en[j] != "a" or not _ARTICLES.isdisjoint(fr)]  # avocate: a lawyer
    return sure, near + [(i, j) for k in left for j, i in _beside(k, turned)]


def _complemented(fr: Words, heads: list[int], others: list[int]) -> bool:
    """jus d'orange, orange juice: a complement of one noun, which comes first in English."""
    if len(heads) != 2 or others[1] != others[0] + 1 or heads[1] != heads[0] + 2:
        return False
    return fr[heads[0] + 1] == "de"


def _small(fr: Words, en: Words) -> Pairs:
    """Links of the articles and of de with of, or else of the articles, if both sides have the same."""
    for known in ({"de": "of"}, {}):
        mine = [i for i, word in enumerate(fr) if word in _ARTICLES or word in known]
        theirs = [j for j, word in enumerate(en) if word in ("the", "a", *known.values())]
        if [known.get(fr[i]) or _DETERMINERS[fr[i]] for i in mine] == [en[j] for j in theirs]:
            return list(zip(mine, theirs, strict=True))
    return []


def _beside(k: int, sure: Pairs) -> Pairs:
    """Links of word `k`, if it has no sure one, with those of the next word that has, or else of the last."""
    nearest = min((i for i, _ in sure), key=lambda i: (i < k, abs(i - k)), default=k)
    return [(k, j) for i, j in sure if i == nearest != k]
