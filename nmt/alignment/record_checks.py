"""What must hold in every record of an alignment dump: counts, spans, weights, links that fit one another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from nmt.alignment.formats import check_links, format_pharaoh, parse_pharaoh
from nmt.alignment.weights import FloatArray
from nmt.data.corpus import Span
from nmt.errors import DataError

# How far from 1 a row with its rest may be. What this package writes is right to the last of its four decimals.
ROW_TOLERANCE = 1e-3
# Log-probabilities in float32 can come out a little above 0.
_LARGEST_LOG_PROB = 1e-3


def check_offsets(key: str, spans: Sequence[Span], text: str) -> None:
    """Spans of pieces lie in the text, and neither starts nor ends ever decrease; they may be empty or overlap."""
    before = (0, 0)
    for start, end in spans:
        _check_inside(key, (start, end), text)
        if start > end or start < before[0] or end < before[1]:
            raise DataError(
                f"{key}: got [{start}, {end}] after [{before[0]}, {before[1]}]; expected [start, end] in reading order"
            )
        before = (start, end)


def check_words(key: str, spans: Sequence[Span], text: str) -> None:
    """Spans of words lie in the text, are not empty, in order and disjoint."""
    end_before = 0
    for start, end in spans:
        _check_inside(key, (start, end), text)
        if start < end_before or end <= start:
            raise DataError(
                f"{key}: got [{start}, {end}] after a word that ends at {end_before}; "
                "expected words that are not empty, in order and disjoint"
            )
        end_before = end


def _check_inside(key: str, span: Span, text: str) -> None:
    if span[0] < 0 or span[1] > len(text):
        raise DataError(f"{key}: got [{span[0]}, {span[1]}]; expected a span inside the text of {len(text)} characters")


def check_texts(key: str, *texts: str) -> None:
    """Text that can be written as UTF-8."""
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError:
            raise DataError(f"{key}: got {text!r}, which holds half a surrogate pair; expected Unicode text") from None


def check_rows(key: str, rows: FloatArray, rest_key: str, rest: FloatArray, shape: tuple[int, int]) -> None:
    """`rows` [tgt, src] has the shape, and with `rest` [tgt] each row is a distribution."""
    if rows.shape != shape:
        raise DataError(f"{key}: got the shape {list(rows.shape)}; expected target x source = {list(shape)}")
    if rest.shape != shape[:1]:
        raise DataError(f"{rest_key}: got {list(rest.shape)} numbers; expected {shape[0]}, one for each row of {key}")
    for name, values in ((key, rows), (rest_key, rest)):
        # A comparison that is false for nan as well.
        if values.size and not (values.min() >= 0 and values.max() <= 1 + ROW_TOLERANCE):
            raise DataError(f"{name}: got weights from {values.min()} to {values.max()}; expected 0 to 1")
    whole = rows.sum(1) + rest
    if len(whole) and abs(whole - 1).max() > ROW_TOLERANCE:
        row = int(abs(whole - 1).argmax())
        raise DataError(f"{key}: row {row} with its {rest_key} sums to {whole[row]:.4f}; expected 1")


def check_log_probs(log_probs: FloatArray, runners_up: Sequence[Sequence[tuple[str, float]]], n_steps: int) -> None:
    """One finite log-probability for each step, and as many lists of runners-up, best first, or none."""
    if log_probs.shape != (n_steps,):
        raise DataError(
            f"log_probs: got {list(log_probs.shape)} numbers; expected {n_steps}, the pieces' and the end mark's"
        )
    _check_logs("log_probs", log_probs.tolist())
    if len(runners_up) not in (0, n_steps):
        raise DataError(f"runners_up: got {len(runners_up)} steps; expected {n_steps}, or none at all")
    for step in runners_up:
        values = [value for _, value in step]
        _check_logs("runners_up", values)
        if values != sorted(values, reverse=True):
            raise DataError(f"runners_up: got {values}; expected the best first")
        check_texts("runners_up", *(piece for piece, _ in step))


def check_pharaoh(links: str, n_src: int, n_tgt: int) -> None:
    """Links in Pharaoh's format between that many words, in order and without weights."""
    parsed = parse_pharaoh(links, "links")
    check_links(frozenset(parsed), n_src, n_tgt, "links")
    if links != (sorted_links := format_pharaoh(parsed)):
        raise DataError(f"links: got {links!r}; expected {sorted_links!r}: in order and without weights")


def check_speaker(key: str, speaker: Mapping[str, Any], has_kind: bool) -> None:
    """Layer and heads, numbered from 0; where a kind is named, which need not be attention, both may be null."""
    expected = ("kind", "layer", "heads") if has_kind else ("layer", "heads")
    if set(speaker) != set(expected):
        raise DataError(f"{key}: got the keys {sorted(speaker)}; expected {', '.join(expected)}")
    or_null = " or null" if has_kind else ""
    layer, heads = speaker["layer"], speaker["heads"]
    if has_kind:
        if not isinstance(speaker["kind"], str) or not speaker["kind"]:
            raise DataError(f"{key}: kind: got {speaker['kind']!r}; expected a name such as 'alignment_head'")
        check_texts(f"{key}: kind", speaker["kind"])
    if not (_is_count(layer) or (layer is None and has_kind)):
        raise DataError(f"{key}: layer: got {layer!r}; expected a layer's number from 0{or_null}")
    if not ((isinstance(heads, list) and all(map(_is_count, heads))) or (heads is None and has_kind)):
        raise DataError(f"{key}: heads: got {heads!r}; expected numbers of heads from 0{or_null}")


def _check_logs(key: str, values: Sequence[float]) -> None:
    for value in values:
        if not (math.isfinite(value) and value <= _LARGEST_LOG_PROB):
            raise DataError(f"{key}: got {value}; expected finite log-probabilities, 0 or below")


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0
