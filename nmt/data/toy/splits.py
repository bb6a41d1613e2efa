"""Who may see which sentence: splits decided by the French words alone, so that nothing can leak.

A sentence's split is a function of its normalised French (case, punctuation and apostrophe style do not
count), so the same French is never in two splits, whatever generated it. Two neighbouring lexemes (a verb
and its object, a noun and its adjective, a negation and its verb) make a combination; the held-out ones
send every sentence that contains them to `test_compositional`. Their words are seen in training, only
not side by side. The rest is dealt out by hash.
"""

from __future__ import annotations

import itertools
from functools import cache
from hashlib import blake2b
from zlib import crc32

from nmt.data.toy import lexicon
from nmt.data.toy.french import agree, number_word
from nmt.data.toy.words import split_words

_UNMARKED = str.maketrans("", "", "|~*")
SPLITS = ("train", "validation", "test", "test_compositional")
_HELD_OUT_PER_THOUSAND = 45
_VALIDATION_PERCENT = 5
_TEST_PERCENT = 11
# Function words that carry a phenomenon; they combine with lexemes but not with each other.
_MARKERS = frozenset(
    "pas plus jamais rien personne lui leur y qui où quand comment pourquoi combien chez avec sans pour sous entre "
    "derrière devant depuis pendant avant après trop très assez beaucoup moins aussi déjà cette cet ces chaque quel "
    "quelle -tu -vous -il -elle -ils -elles -moi -lui -leur -toi".split()
)
# Verbs so common that holding out what stands beside them would take from training a whole phenomenon, or all that
# is said of a word: les parents sont, la radio est forte.
_CORE = frozenset(
    "être avoir aller faire vouloir pouvoir devoir venir falloir savoir habiter s'appeler appeler pleuvoir "
    "neiger".split()
)


def split_of(words: tuple[str, ...]) -> str:
    """The split of a sentence from its French words, in lower case and without punctuation.

    >>> split_of(("je", "suis", "étudiant"))
    'train'
    """
    if is_compositional(words):
        return "test_compositional"
    bucket = crc32(" ".join(words).encode()) % 100
    if bucket < _VALIDATION_PERCENT:
        return "validation"
    return "test" if bucket < _VALIDATION_PERCENT + _TEST_PERCENT else "train"


def is_compositional(words: tuple[str, ...]) -> bool:
    """True if two neighbouring lexemes, function words between them aside, are a held-out combination."""
    before = ""
    forms = _lexemes()
    for word in words:
        lexeme = forms.get(word)
        if lexeme is not None:
            if before and held_out(before, lexeme):
                return True
            before = lexeme
    return False


@cache
def held_out(first: str, second: str) -> bool:
    """True if the combination is kept for `test_compositional` (about 4.5 % of them, by hash)."""
    if first == second or first in _CORE or second in _CORE or (first in _MARKERS and second in _MARKERS):
        return False
    if (first, second) in _fixed_pairs():
        return False
    if first == "plus" and second in _graded():
        return False
    digest = blake2b(f"{first}|{second}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % 1000 < _HELD_OUT_PER_THOUSAND


@cache
def _graded() -> frozenset[str]:
    """Adjectives that can be compared: whether one says easier or more modern is a fact about the word itself.

    Nobody can compose it from `plus` and the adjective, so training has to show it.
    """
    return frozenset(adjective.lemma for adjective in lexicon.adjectives() if adjective.gradable)


@cache
def _lexemes() -> dict[str, str]:
    """Every inflected form and the lexeme it counts as; ambiguous forms count as one of theirs, always the same."""
    found: dict[str, str] = {}
    for noun in lexicon.nouns():
        for form in noun.fr:
            for word in split_words(form.lower()):
                if len(word) > 2 and not word.endswith("'") and word not in ("des", "les"):
                    found[word] = split_words(noun.fr[0].lower())[0] if word == split_words(form.lower())[0] else word
    for adjective in lexicon.adjectives():
        found.update(dict.fromkeys((*adjective.fr, adjective.vowel), adjective.lemma))
    for verb in lexicon.verbs():
        forms = verb.fr
        inflected = {*forms.present, *forms.imperfect, *forms.imperative, forms.infinitive}
        inflected |= {
            agree(forms.participle, feminine, plural) for feminine in (False, True) for plural in (False, True)
        }
        found.update(dict.fromkeys(inflected - {""}, forms.infinitive))
    found.update({name.lower(): name.lower() for name, _ in lexicon.names()})
    found.update({place.fr.lower(): place.fr.lower() for place in lexicon.places()})
    # The `un` of vingt et un is the article as well, which must not come between a verb and its object.
    found.update({word: word for n in range(2, 101) for word in number_word(n).split() if word not in ("et", "un")})
    adverbs = [e.fr for e in lexicon.expressions() if "adverb" in e.kind and " " not in e.fr and "'" not in e.fr]
    found.update({adverb: adverb for adverb in adverbs})
    found.update({marker: marker for marker in _MARKERS})
    return found


@cache
def _fixed_pairs() -> frozenset[tuple[str, str]]:
    """Neighbours inside fixed expressions, compounds and verbs with a tail, which cannot be told apart."""
    texts = [expression.fr for expression in lexicon.expressions()]
    texts += [form for noun in lexicon.nouns() for form in noun.fr]
    texts += [f"{verb.fr.infinitive} {verb.tail}" for verb in lexicon.verbs() if verb.tail]
    texts += [row["fr"].translate(_UNMARKED) for row in lexicon.read_table("collocations")]
    texts += ["heures et demie", "première rue", "mieux que", "petit déjeuner", "aussi souvent"]
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        lexemes = [_lexemes()[word] for word in split_words(text.lower()) if word in _lexemes()]
        pairs.update(itertools.pairwise(lexemes))
    return frozenset(pairs)
