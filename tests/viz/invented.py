"""Records of an alignment dump, invented: what a good model would say of a few sentences, without a model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from nmt.alignment.formats import format_pharaoh
from nmt.alignment.links import link_words
from nmt.alignment.merging import merge_to_words
from nmt.alignment.records import AlignmentRecord
from nmt.alignment.weights import AlignmentWeights
from nmt.alignment.words import find_words
from nmt.data.corpus import GoldLinks

LONGEST_PIECE = 6
STUDENT = ("Je suis étudiant.", "I am a student.")
# Row by row: the share of each source word; what is missing to 1 is null.
STUDENT_ROWS = ({0: 0.95, 1: 0.03}, {1: 0.92, 0: 0.04}, {2: 0.07, 1: 0.05}, {2: 0.93, 0: 0.03, 1: 0.04}, {3: 0.98})
LONG = (
    "Le vieux professeur de français, qui habitait une petite maison blanche au bord de la rivière, expliquait "
    "chaque matin à ses étudiants attentifs pourquoi les verbes irréguliers de cette langue ancienne sont "
    "difficiles à apprendre par cœur.",
    "The old French teacher, who lived in a small white house on the bank of the river, explained every morning "
    "to his attentive students why the irregular verbs of this ancient language are difficult to learn by heart.",
)
LONG_LINKS = (
    "0-0 1-1 4-2 2-3 5-4 6-5 7-6 8-8 9-9 11-10 10-11 12-12 12-13 13-14 14-15 15-16 16-17 17-18 18-19 19-20 20-21 21-22 "
    "22-23 24-24 23-25 25-26 26-27 28-28 27-29 29-30 30-31 32-32 31-33 33-34 34-35 35-36 36-37 37-38 38-39 39-40"
)


def invent_record(
    number: int, pair: tuple[str, str], rows: Sequence[dict[int, float]], **changes: Any
) -> AlignmentRecord:
    """A record whose words are aligned as `rows` says; `changes` replaces whole fields."""
    source, target = pair
    src_words, tgt_words = find_words(source), find_words(target)
    src_offsets, tgt_offsets = cut_words(src_words), cut_words(tgt_words)
    weights = np.zeros((len(tgt_offsets), len(src_offsets)))
    for t, (start, _) in enumerate(tgt_offsets):
        row = rows[next(k for k, (first, end) in enumerate(tgt_words) if first <= start < end)]
        for word, share in row.items():
            pieces = [k for k, span in enumerate(src_offsets) if src_words[word][0] <= span[0] < src_words[word][1]]
            weights[t, pieces] = share / len(pieces)
    null = 1 - weights.sum(1)
    words = merge_to_words(
        AlignmentWeights(weights, null, np.zeros(len(null))), src_offsets, tgt_offsets, src_words, tgt_words
    )
    # While generating, a model looks less sharply, and at the end mark too.
    attended = 0.55 * weights + 0.3 * np.roll(weights, 1, axis=1) + 0.05 / max(len(src_offsets), 1)
    src_pieces = name_pieces(source, src_offsets)
    tgt_pieces = name_pieces(target, tgt_offsets)
    log_probs = np.array([-0.02 - 0.3 * (k % 4) for k in range(len(tgt_pieces) + 1)])
    fields: dict[str, Any] = {
        "id": number, "source": source, "target": target, "forced": False,
        "src_pieces": src_pieces, "tgt_pieces": tgt_pieces, "src_offsets": src_offsets, "tgt_offsets": tgt_offsets,
        "src_words": list(src_words), "tgt_words": list(tgt_words), "weights": weights, "null": null,
        "word_weights": words.links, "word_null": words.null, "links": format_pharaoh(link_words(words, 1)),
        "attended": attended, "attended_eos": np.maximum(1 - attended.sum(1), 0), "log_probs": log_probs,
        "runners_up": [invent_choices(piece, p) for piece, p in zip([*tgt_pieces, "</s>"], log_probs, strict=True)],
        "aligned_by": {"kind": "alignment_head", "layer": 2, "heads": None},
        "attended_by": {"layer": 2, "heads": [0, 1, 2, 3]},
        "reference": target, "tags": [], "gold": None, "attention": None,
    }  # fmt: skip
    return AlignmentRecord(**fields | changes)


def invent_student(**changes: Any) -> AlignmentRecord:
    gold = GoldLinks(
        find_words(STUDENT[0]), find_words(STUDENT[1]), frozenset({(0, 0), (1, 1), (2, 3), (3, 4)}), frozenset({(2, 2)})
    )
    fields = {"gold": gold, "tags": ["subject_je", "profession"], "attention": "0"}
    return invent_record(0, STUDENT, STUDENT_ROWS, **fields | changes)


def invent_long(number: int = 1, **changes: Any) -> AlignmentRecord:
    """A pair of 40 words each, with crossings."""
    n_source = len(find_words(LONG[0]))
    rows: list[dict[int, float]] = [{} for _ in find_words(LONG[1])]
    for item in LONG_LINKS.split():
        i, j = map(int, item.split("-"))
        rows[j] = {i: 0.55 + 0.38 * ((j * 7) % 10) / 9}
        for beside, share in ((i + 1, 0.05), (i - 2, 0.02)):
            if 0 <= beside < n_source:
                rows[j][beside] = share
    return invent_record(number, LONG, rows, **{"tags": ["relative_qui", "adjective_before"]} | changes)


def invent_hostile(number: int) -> AlignmentRecord:
    """Text that would be markup, or end a script, if it were taken for more than text."""
    pair = ("</script><script>alert(1)</script> {{data}}", '<img src=x onerror="alert(2)"> & \u2028 done')
    n_source, n_target = (len(find_words(text)) for text in pair)
    return invent_record(number, pair, [{min(k, n_source - 1): 0.9} for k in range(n_target)], tags=["<b>tag</b>"])


def invent_sidecar(record: AlignmentRecord, layers: int = 2, heads: int = 3) -> dict[str, np.ndarray[Any, Any]]:
    """Each head looks at one distance: head h of layer l at the token h + l before its own."""
    src, tgt = len(record.src_pieces) + 1, len(record.tgt_pieces) + 1
    shapes = {"encoder_self": (src, src), "decoder_self": (tgt, tgt), "cross": (tgt, src)}
    arrays = {}
    for kind, (rows, columns) in shapes.items():
        array = np.zeros((layers, heads, rows, columns), np.uint8)
        for layer, head, row in np.ndindex(layers, heads, rows):
            array[layer, head, row, min(max(row - head - layer, 0), columns - 1)] = 255
        arrays[kind] = array
    return arrays


def invent_choices(piece: str, log_prob: float) -> list[tuple[str, float]]:
    rest = 1 - math.exp(log_prob)
    others = [(name, math.log(rest * share)) for name, share in (("▁the", 0.5), ("▁one", 0.2), ("▁teacher", 0.1))]
    return sorted([(piece, float(log_prob)), *others], key=lambda choice: -choice[1])


def cut_words(words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces of at most LONGEST_PIECE characters."""
    return [(at, min(at + LONGEST_PIECE, end)) for start, end in words for at in range(start, end, LONGEST_PIECE)]


def name_pieces(text: str, offsets: Sequence[tuple[int, int]]) -> list[str]:
    return [("▁" if start == 0 or text[start - 1].isspace() else "") + text[start:end] for start, end in offsets]
