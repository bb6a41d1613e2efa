"""What the viewer's page holds of a record: plain JSON, the matrices as base64 of bytes (255 = 1.0).

A weight so written is right to 0.002, which no line's thickness shows, at a fifth of the size of its digits.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nmt.alignment.aer import score_links
from nmt.alignment.formats import parse_pharaoh
from nmt.alignment.merging import assign_to_words, merge_to_words
from nmt.alignment.records import AlignmentRecord
from nmt.alignment.sidecar import expected_shapes, quantise
from nmt.alignment.weights import AlignmentWeights, FloatArray
from nmt.data.corpus import GoldLinks, Link, Span
from nmt.errors import DataError


def describe_record(record: AlignmentRecord) -> dict[str, Any]:
    """A record as the page's JavaScript (`viewer/data.js`) reads it."""
    src_words = [record.source[start:end] for start, end in record.src_words]
    tgt_words = [record.target[start:end] for start, end in record.tgt_words]
    links = frozenset(parse_pharaoh(record.links, f"record {record.id}: links"))
    return {
        "id": record.id,
        "source": record.source,
        "target": record.target,
        "forced": record.forced,
        "reference": record.reference,
        "tags": list(record.tags),
        "pieces": {"src": list(record.src_pieces), "tgt": list(record.tgt_pieces)},
        "words": {"src": src_words, "tgt": tgt_words},
        "tgtWordsOfPiece": assign_to_words(record.tgt_offsets, record.tgt_words),
        "aligned": {
            "piece": _pack_weights(record.weights, record.null),
            "word": _pack_weights(record.word_weights, record.word_null),
        },
        "attended": _describe_attended(record),
        "links": sorted(links),
        "gold": _describe_gold(record, links),
        "logProbs": [round(float(value), 3) for value in record.log_probs],
        "runnersUp": [[[piece, round(float(value), 3)] for piece, value in step] for step in record.runners_up],
        "alignedBy": dict(record.aligned_by),
        "attendedBy": dict(record.attended_by),
    }


def describe_sidecar(record: AlignmentRecord, arrays: Mapping[str, Any]) -> dict[str, Any]:
    """All layers and heads of one record; `arrays` holds uint8 [layers, heads, rows, columns] by kind.

    Raises:
        DataError: arrays of another type or shape than the record's.
    """
    described = {}
    for kind, shape in expected_shapes(record).items():
        array = np.asarray(arrays[kind])
        if array.dtype != np.uint8 or array.ndim != 4 or array.shape[2:] != shape:
            raise DataError(
                f"sidecar: {kind} of record {record.id}: got {array.dtype} {list(array.shape)}; expected uint8 "
                f"[layers, heads, {shape[0]}, {shape[1]}]; does the sidecar belong to this dump?"
            )
        described[kind] = {"layers": array.shape[0], "heads": array.shape[1], "weights": _encode(array)}
    return described


def pack_for_page(value: Any) -> str:
    """JSON, compressed, as base64: a quarter of the size, and nothing in it can be taken for markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=6, mtime=0)).decode("ascii")


def _describe_attended(record: AlignmentRecord) -> dict[str, Any]:
    pieces = np.asarray(record.attended, np.float64).reshape(len(record.tgt_pieces), len(record.src_pieces))
    eos = np.asarray(record.attended_eos, np.float64)
    words = merge_to_words(
        AlignmentWeights(pieces, np.zeros(len(eos)), eos),
        _spans(record.src_offsets),
        _spans(record.tgt_offsets),
        _spans(record.src_words),
        _spans(record.tgt_words),
    )
    # The page shows one rest; without source words everything is null, and a word without pieces is all null.
    return {"piece": _pack_weights(pieces, eos), "word": _pack_weights(words.links, words.eos + words.null)}


def _describe_gold(record: AlignmentRecord, links: frozenset[Link]) -> dict[str, Any] | None:
    """The gold links between the words of the record and the error rate there; None without gold.

    Gold that is cut into other words than the record is carried over by its characters.
    """
    gold = record.gold
    if gold is None:
        return None
    src = assign_to_words(gold.src_spans, _spans(record.src_words))
    tgt = assign_to_words(gold.tgt_spans, _spans(record.tgt_words))
    sure = frozenset((i, j) for a, b in gold.sure for i in src[a] for j in tgt[b])
    possible = frozenset((i, j) for a, b in gold.possible for i in src[a] for j in tgt[b]) - sure
    carried = GoldLinks(_spans(record.src_words), _spans(record.tgt_words), sure, possible)
    return {"sure": sorted(sure), "possible": sorted(possible), "aer": round(score_links(links, carried).aer, 4)}


def _spans(spans: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in spans)


def _pack_weights(weights: FloatArray, rest: FloatArray) -> dict[str, str]:
    return {"weights": _encode(quantise(weights)), "rest": _encode(quantise(rest))}


def _encode(values: np.ndarray[Any, np.dtype[np.uint8]]) -> str:
    return base64.b64encode(values.tobytes()).decode("ascii")
