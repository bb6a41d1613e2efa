"""One sentence pair of an alignment dump: as an object, as a line of JSON, and made from the parts that a model gives.

docs/alignment-schema.md says what each key means, and what it does not mean.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nmt.alignment import record_checks as checks
from nmt.alignment.formats import format_pharaoh
from nmt.alignment.links import link_words
from nmt.alignment.merging import merge_to_words
from nmt.alignment.record_json import JsonObject
from nmt.alignment.weights import AlignmentWeights, FloatArray
from nmt.alignment.words import find_words
from nmt.data.corpus import GoldLinks, Span
from nmt.errors import DataError

if TYPE_CHECKING:
    from nmt.tokenizer import Encoding

SCHEMA = "nmt-alignment/1"
DECIMALS = 4
REMEDY = "write the dump again, or leave this line out"
# Characters that end a line for some readers (str.splitlines, old JavaScript) although JSON allows them in a string.
_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\u0085\u2028\u2029"}

Choice = tuple[str, float]
"""A piece and its log-probability."""


@dataclass(frozen=True, eq=False)
class AlignmentRecord:
    """Everything that the dump says of one sentence pair; two records are equal if their lines are.

    Spans are `[start, end)` in characters (code points) of the raw text, numbers of words, layers and heads count
    from 0, arrays are float64, log-probabilities are in nats.

    Raises:
        DataError: parts that do not fit one another; the message names the key.
    """

    id: int
    source: str
    target: str
    forced: bool
    src_pieces: list[str]
    tgt_pieces: list[str]
    src_offsets: list[Span]
    tgt_offsets: list[Span]
    src_words: list[Span]
    tgt_words: list[Span]
    weights: FloatArray  # [tgt pieces, src pieces]
    null: FloatArray  # [tgt pieces]; a row of `weights` and its null sum to 1
    word_weights: FloatArray  # [tgt words, src words]
    word_null: FloatArray  # [tgt words]
    links: str  # Pharaoh, between words
    attended: FloatArray  # [tgt pieces, src pieces]
    attended_eos: FloatArray  # [tgt pieces]
    log_probs: FloatArray  # [tgt pieces + 1], the end mark's last
    runners_up: list[list[Choice]]  # as many as log_probs, best first; [] when not asked for
    aligned_by: Mapping[str, Any]  # kind, layer, heads
    attended_by: Mapping[str, Any]  # layer, heads
    reference: str | None
    tags: list[str]
    gold: GoldLinks | None
    attention: str | None  # key in the sidecar

    def __post_init__(self) -> None:
        try:
            self._check()
        except DataError as error:
            raise DataError(f"record {self.id}: {error}") from None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AlignmentRecord) and self.to_json() == other.to_json()

    def _check(self) -> None:
        if type(self.id) is not int or self.id < 0:
            raise DataError(f"id: got {self.id!r}; expected a number from 0")
        for side, text in (("src", self.source), ("tgt", self.target)):
            pieces, offsets = getattr(self, f"{side}_pieces"), getattr(self, f"{side}_offsets")
            if len(offsets) != len(pieces):
                raise DataError(f"{side}_offsets: got {len(offsets)} spans; expected {len(pieces)}, one for each piece")
            checks.check_texts(f"text or pieces of {side}", text, *pieces)
            checks.check_offsets(f"{side}_offsets", offsets, text)
            checks.check_words(f"{side}_words", getattr(self, f"{side}_words"), text)
        checks.check_texts("reference, tags or attention", self.reference or "", self.attention or "", *self.tags)
        n_pieces, n_words = (len(self.tgt_pieces), len(self.src_pieces)), (len(self.tgt_words), len(self.src_words))
        checks.check_rows("weights", self.weights, "null", self.null, n_pieces)
        checks.check_rows("word_weights", self.word_weights, "word_null", self.word_null, n_words)
        checks.check_rows("attended", self.attended, "attended_eos", self.attended_eos, n_pieces)
        checks.check_pharaoh(self.links, len(self.src_words), len(self.tgt_words))
        checks.check_log_probs(self.log_probs, self.runners_up, len(self.tgt_pieces) + 1)
        checks.check_speaker("aligned_by", self.aligned_by, has_kind=True)
        checks.check_speaker("attended_by", self.attended_by, has_kind=False)
        if self.gold is not None:
            checks.check_words("gold: src_words", self.gold.src_spans, self.source)
            checks.check_words("gold: tgt_words", self.gold.tgt_spans, self.target)

    def to_json(self) -> str:
        """One line of the dump, without a line feed; weights and log-probabilities with four decimals."""
        described: dict[str, Any] = {"schema": SCHEMA}
        for key in self.__dataclass_fields__:
            described[key] = getattr(self, key)
        for key, rest in (("weights", "null"), ("word_weights", "word_null"), ("attended", "attended_eos")):
            rows, rests = round_rows(described[key], described[rest])
            described[key], described[rest] = rows.tolist(), rests.tolist()
        described["log_probs"] = _round_logs(self.log_probs)
        # Objects, since `datasets` reads no list of text and number together.
        described["runners_up"] = [
            [{"piece": piece, "log_prob": _round_logs([value])[0]} for piece, value in step] for step in self.runners_up
        ]
        described["aligned_by"], described["attended_by"] = dict(self.aligned_by), dict(self.attended_by)
        described["gold"] = None if self.gold is None else _describe_gold(self.gold)
        text = _dump(described)
        return f'{text[:-1]},"crc32":"{checksum(text)}"}}'

    @staticmethod
    def from_json(line: str, place: str) -> AlignmentRecord:
        """The record of a line of the dump; `place` (file:line) is where messages say it stands.

        Raises:
            DataError: not such a record, one of another version, or one whose text is not what was written.
        """
        found = JsonObject.parse(line, place)
        schema = found.values.get("schema")
        if isinstance(schema, str) and schema.startswith("nmt-alignment/") and schema != SCHEMA:
            raise DataError(
                f"{place}: schema: got {schema!r}; expected {SCHEMA!r}; read it with the release that wrote it, or "
                "write the dump again"
            )
        try:
            if schema != SCHEMA:
                raise DataError(f"schema: got {schema!r}; expected {SCHEMA!r}, as in every line of an alignment dump")
            found.check_keys(("schema", *AlignmentRecord.__dataclass_fields__), optional=("crc32",))
            record = _build(found)
        except DataError as error:
            raise DataError(f"{place}: {error}; {REMEDY}") from None
        if "crc32" in found.values:
            _check_signature(found.values, record.to_json(), place)
        return record


@dataclass(frozen=True)
class Side:
    """One side of a pair: its raw text, its pieces without marks, and its words."""

    text: str
    encoding: Encoding
    words: Sequence[Span]

    @staticmethod
    def of(text: str, encoding: Encoding) -> Side:
        """A side whose words are found in the text."""
        return Side(text, encoding, find_words(text))


def record_from_parts(
    number: int,
    src: Side,
    tgt: Side,
    weights: AlignmentWeights,
    attended: FloatArray,
    log_probs: Sequence[float] | FloatArray,
    *,
    aligned_by: Mapping[str, Any],
    attended_by: Mapping[str, Any],
    forced: bool,
    runners_up: Sequence[Sequence[Choice]] = (),
    reference: str | None = None,
    tags: Sequence[str] = (),
    gold: GoldLinks | None = None,
) -> AlignmentRecord:
    """The record of a pair; weights between words and hard links follow from those between pieces.

    Numbers are rounded as the dump rounds them, so that the record is equal to what is read back.

    Args:
        number: of the sentence, from 0.
        weights: between the pieces. Their end of the sentence counts as null.
        attended: [tgt pieces, src pieces + 1] cross-attention of the steps that produced the pieces; the last
            column is the source's end mark.
        log_probs: [tgt pieces + 1], the end mark's last.
        runners_up: of each step (as `log_probs`) the likeliest pieces, best first.

    Raises:
        DataError: parts that do not fit one another.
    """
    try:
        words = merge_to_words(weights, src.encoding.offsets, tgt.encoding.offsets, src.words, tgt.words)
    except ValueError as error:
        raise DataError(f"record {number}: weights: {error}") from None
    if np.ndim(attended) != 2:
        raise DataError(f"record {number}: attended: got {np.ndim(attended)} dimensions; expected target x source + 1")
    attended = np.asarray(attended, np.float64)
    rows, null = round_rows(weights.links, weights.null + weights.eos)
    word_rows, word_null = round_rows(words.links, words.null + words.eos)
    looked_at, looked_at_end = round_rows(attended[:, :-1], attended[:, -1])
    rounded = AlignmentWeights(word_rows, word_null, np.zeros(len(word_null)))
    return AlignmentRecord(
        number, src.text, tgt.text, forced,
        list(src.encoding.pieces), list(tgt.encoding.pieces),
        list(src.encoding.offsets), list(tgt.encoding.offsets), list(src.words), list(tgt.words),
        rows, null, word_rows, word_null, format_pharaoh(link_words(rounded)),
        looked_at, looked_at_end, np.array(_round_logs(log_probs)),
        [[(piece, _round_logs([value])[0]) for piece, value in step] for step in runners_up],
        aligned_by, attended_by, reference, list(tags), gold, None,
    )  # fmt: skip


def round_rows(rows: FloatArray, rest: FloatArray) -> tuple[FloatArray, FloatArray]:
    """`rows` [n, m] and `rest` [n], rounded to four decimals that still sum to 1: the largest remainders go up.

    Plain rounding would leave a row of 200 pieces up to 0.01 away from 1. No weight moves by more than the last
    decimal, if its row summed to 1 before.
    """
    whole = np.column_stack((rows, rest)).astype(np.float64)
    scale = 10**DECIMALS
    wanted = whole / np.maximum(whole.sum(1, keepdims=True), 1e-12) * scale
    # What was rounded before comes back as it is: 0.29 * 10000 is 2899.9999999999995.
    units = np.floor(wanted + 1e-6)
    missing = np.rint(scale - units.sum(1)).astype(np.int64)
    rank = np.argsort(np.argsort(units - wanted, axis=1, kind="stable"), axis=1, kind="stable")
    units += rank < missing[:, None]
    return units[:, :-1] / scale, units[:, -1] / scale


def checksum(text: str) -> str:
    """Eight hexadecimal digits: CRC-32 of a record's line without its key crc32."""
    return f"{zlib.crc32(text.encode()):08x}"


def _check_signature(values: Mapping[str, Any], written: str, place: str) -> None:
    """The line says what was written: its checksum is right, and no number was mended on the way in (`round_rows`)."""
    got, expected = values["crc32"], written[-10:-2]
    if got == expected and json.loads(written) == values:
        return
    told = f"got {got!r}; expected {expected!r}" if got != expected else "right, but for another number"
    raise DataError(
        f"{place}: crc32: {told}: the line is not what was written; write the dump again, or delete the key crc32 if "
        "the line was changed on purpose"
    )


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_LINE_ENDS)


def _round_logs(values: Sequence[float] | FloatArray) -> list[float]:
    # Adding 0 turns -0.0, which shows as such, into 0.0.
    rounded: list[float] = (np.minimum(np.round(np.asarray(values, np.float64), DECIMALS), 0) + 0.0).tolist()
    return rounded


def _describe_gold(gold: GoldLinks) -> dict[str, Any]:
    return {
        "src_words": gold.src_spans,
        "tgt_words": gold.tgt_spans,
        "sure": sorted(gold.sure),
        "possible": sorted(gold.possible),
    }


def _build(found: JsonObject) -> AlignmentRecord:
    src_pieces, tgt_pieces = found.texts("src_pieces"), found.texts("tgt_pieces")
    src_words, tgt_words = found.pairs("src_words"), found.pairs("tgt_words")
    return AlignmentRecord(
        id=found.number("id"), source=found.text("source"), target=found.text("target"), forced=found.flag("forced"),
        src_pieces=src_pieces, tgt_pieces=tgt_pieces,
        src_offsets=found.pairs("src_offsets"), tgt_offsets=found.pairs("tgt_offsets"),
        src_words=src_words, tgt_words=tgt_words,
        weights=found.matrix("weights", len(src_pieces)), null=found.vector("null"),
        word_weights=found.matrix("word_weights", len(src_words)), word_null=found.vector("word_null"),
        links=found.text("links"),
        attended=found.matrix("attended", len(src_pieces)), attended_eos=found.vector("attended_eos"),
        log_probs=found.vector("log_probs"), runners_up=found.choices("runners_up"),
        aligned_by=found.mapping("aligned_by"), attended_by=found.mapping("attended_by"),
        reference=found.text_or_null("reference"), tags=found.texts("tags"), gold=found.gold("gold"),
        attention=found.text_or_null("attention"),
    )  # fmt: skip
