"""Who may see which sentence: splits decided by hashing, so that nothing can leak.

A sentence's split is a function of its normalised French alone (case, punctuation and apostrophe style
do not count), so the same French is never in two splits, whatever generated it. A held-out combination
(verb with object, noun with adjective, phenomenon with lexeme) sends every sentence that contains it
to `test_compositional`.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from zlib import crc32

SPLITS = ("train", "validation", "test", "test_compositional")
_HELD_OUT_PER_THOUSAND = 50
_VALIDATION_PERCENT = 5
_TEST_PERCENT = 11


@cache
def held_out(kind: str, first: str, second: str) -> bool:
    """True if this combination is kept for `test_compositional` (5 % of them, by hash)."""
    digest = blake2b(f"{kind}|{first}|{second}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % 1000 < _HELD_OUT_PER_THOUSAND


def split_of(key: str) -> str:
    """The split of a sentence without held-out combinations, from its normalised French.

    >>> split_of("je suis étudiant") == split_of("je suis étudiant")
    True
    """
    bucket = crc32(key.encode()) % 100
    if bucket < _VALIDATION_PERCENT:
        return "validation"
    return "test" if bucket < _VALIDATION_PERCENT + _TEST_PERCENT else "train"
