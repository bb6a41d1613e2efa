"""Records for the tests of the dump, without a model."""

from __future__ import annotations

from typing import Any

import numpy as np

from nmt.alignment.records import AlignmentRecord, Side, record_from_parts
from nmt.alignment.weights import AlignmentWeights
from nmt.alignment.words import find_words
from nmt.data.corpus import GoldLinks
from nmt.tokenizer import Encoding

SOURCE, TARGET = "Je suis étudiant", "I am a student"


def encode(text: str, longest: int = 4) -> Encoding:
    """Pieces of at most `longest` characters, none across a space."""
    offsets = [(at, min(at + longest, end)) for start, end in find_words(text) for at in range(start, end, longest)]
    pieces = [("▁" if start == 0 or text[start - 1] == " " else "") + text[start:end] for start, end in offsets]
    return Encoding(list(range(len(pieces))), pieces, offsets)


def invent_record(source: str = SOURCE, target: str = TARGET, number: int = 0, **changes: Any) -> AlignmentRecord:
    """A record with random weights (the same for the same number)."""
    src, tgt = Side.of(source, encode(source)), Side.of(target, encode(target))
    n_src, n_tgt = len(src.encoding.pieces), len(tgt.encoding.pieces)
    random = np.random.default_rng(number)
    rows = random.dirichlet(np.full(n_src + 2, 0.3), n_tgt)
    given: dict[str, Any] = {
        "weights": AlignmentWeights(rows[:, 2:], rows[:, 0], rows[:, 1]),
        "attended": random.dirichlet(np.ones(n_src + 1), n_tgt),
        "log_probs": np.log(random.uniform(size=n_tgt + 1)),
        "aligned_by": {"kind": "alignment_head", "layer": 1, "heads": None},
        "attended_by": {"layer": 2, "heads": [0, 3]},
        "forced": False,
        "runners_up": [[("▁a", -0.25), ("</s>", -1.5)]] * (n_tgt + 1),
        "reference": target,
        "tags": ["subject_je"],
    }
    given |= changes
    return record_from_parts(number, src, tgt, **given)


def gold_of_student() -> GoldLinks:
    return GoldLinks(find_words(SOURCE), find_words(TARGET), frozenset({(0, 0), (1, 1), (2, 3)}), frozenset({(2, 2)}))
