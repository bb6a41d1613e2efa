"""What is left out of training, by explicit rules that are counted; and pairs carved out to measure on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from nmt.config import CleaningConfig
from nmt.data.arrays import IntArray, PairArrays
from nmt.data.corpus import SentencePair
from nmt.data.store import texts_of
from nmt.errors import DataError

# Both sides this short may differ in length as they like: "Oui." may well be "Yes, I do."
SHORT = 8
LONGEST_EXAMPLE = 80

REASONS = {
    "empty": "with an empty side",
    "too_long": "too long",
    "length_ratio": "of unequal length",
    "duplicate": "duplicates",
    "overlap": "also in validation or test",
}


@dataclass(frozen=True, slots=True)
class CleaningReport:
    """How many pairs each rule took out; a pair counts under the first rule that it breaks."""

    read: int = 0
    dropped: dict[str, int] = field(default_factory=lambda: dict.fromkeys(REASONS, 0))
    examples: dict[str, tuple[str, str]] = field(default_factory=dict)  # the first pair of each reason

    @property
    def kept(self) -> int:
        """Pairs that are left."""
        return self.read - sum(self.dropped.values())

    def __add__(self, other: CleaningReport) -> CleaningReport:
        dropped = {reason: self.dropped[reason] + other.dropped[reason] for reason in REASONS}
        return CleaningReport(self.read + other.read, dropped, other.examples | self.examples)

    def __str__(self) -> str:
        """One line: `29,000 pairs read, 28,954 kept; dropped: 31 duplicates, 15 too long`."""
        counts = [f"{self.dropped[reason]:,} {words}" for reason, words in REASONS.items() if self.dropped[reason]]
        return f"{self.read:,} pairs read, {self.kept:,} kept; dropped: {', '.join(counts) or 'none'}"

    def as_dict(self) -> dict[str, object]:
        """For JSON: read, kept, dropped by reason, and the first example of each."""
        return {
            "read": self.read,
            "kept": self.kept,
            "dropped": dict(self.dropped),
            "examples": {reason: list(pair) for reason, pair in self.examples.items()},
        }


def clean(
    pairs: Sequence[SentencePair],
    arrays: PairArrays,
    rules: CleaningConfig,
    held_out: IntArray | None = None,
) -> tuple[IntArray, CleaningReport]:
    """Find the pairs to learn from.

    Args:
        arrays: the same pairs, tokenized; lengths are counted in pieces.
        held_out: `source_keys` of the validation and test pairs. A training pair overlaps if its source
            sentence is one of theirs: another translation of it, learned, would flatter the score as well.

    Returns:
        The indices of the pairs that stay, in order, and the counts.
    """
    left = np.arange(len(pairs))
    dropped: dict[str, IntArray] = {}

    def drop(reason: str, broken: IntArray) -> None:
        nonlocal left
        dropped[reason], left = left[broken], left[~broken]

    blank = [not (src.strip() and tgt.strip()) for src, tgt in texts_of(pairs)]
    shorter = np.minimum(arrays.src.lengths, arrays.tgt.lengths)
    longer = np.maximum(arrays.src.lengths, arrays.tgt.lengths)
    drop("empty", np.array(blank, bool) | (shorter == 0))
    drop("too_long", longer[left] > rules.max_pieces)
    drop("length_ratio", (longer > SHORT)[left] & (longer > rules.max_length_ratio * shorter)[left])
    if rules.drop_duplicates:
        keys = np.fromiter((_key(*texts) for texts in texts_of(pairs)), np.uint64)[left]
        repeated = np.ones(len(left), bool)
        repeated[np.unique(keys, return_index=True)[1]] = False
        drop("duplicate", repeated)
    if rules.drop_overlap and held_out is not None:
        drop("overlap", np.isin(source_keys(pairs)[left], held_out))
    counts = {reason: len(dropped.get(reason, ())) for reason in REASONS}
    firsts = {reason: pairs[int(rows[0])] for reason, rows in dropped.items() if len(rows)}
    examples = {reason: (_short(pair.src), _short(pair.tgt)) for reason, pair in firsts.items()}
    return left, CleaningReport(len(pairs), counts, examples)


def carve(pairs: Sequence[SentencePair], count: int, seed: int, key: str) -> tuple[IntArray, IntArray]:
    """Choose `count` pairs with different sources by `seed`, to be measured on and not learned from.

    Args:
        key: the setting that asks for it, such as `data.carve_validation`; an error names it.

    Returns:
        (rest, carved): indices in order. The rest lacks every pair whose source sentence was carved.

    Raises:
        DataError: there are too few pairs to leave any to learn from.
    """
    sources = source_keys(pairs)
    usable = np.array([bool(src.strip() and tgt.strip()) for src, tgt in texts_of(pairs)], bool)
    shuffled = np.random.default_rng([seed, *key.encode()]).permutation(np.flatnonzero(usable))
    different = np.sort(np.unique(sources[shuffled], return_index=True)[1])
    if len(different) <= count:
        raise DataError(
            f"{key}: {count} pairs are asked for, but the training sources have only {len(different)} "
            "different ones; ask for fewer, or give this split sources of its own"
        )
    carved = np.sort(shuffled[different[:count]])
    return np.flatnonzero(~np.isin(sources, sources[carved])), carved


def source_keys(pairs: Iterable[SentencePair]) -> IntArray:
    """A hash of each source sentence, uint64, blanks around it left out."""
    return np.fromiter((_key(src) for src, _ in texts_of(pairs)), np.uint64)


def _key(*texts: str) -> int:
    """64 bits of a hash: with a million pairs, two different ones share it once in thirty million corpora."""
    joined = "\0".join(text.strip() for text in texts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest(), "little")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else text[:LONGEST_EXAMPLE] + "…"
