"""How right the alignments of a run are, beside honest rivals, on pairs with gold links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from nmt.aligner import EncodedPair, ForcedAligner, ForcedPass
from nmt.alignment.aer import AlignmentScore, score_links
from nmt.alignment.baselines import diagonal_links
from nmt.alignment.formats import parse_pharaoh
from nmt.alignment.labels import WordAligner
from nmt.alignment.links import link_words
from nmt.alignment.merging import WordMerger
from nmt.alignment.records import AlignmentRecord
from nmt.alignment.weights import AlignmentWeights, FloatArray
from nmt.alignment.words import fold_words
from nmt.data.corpus import GoldLinks, SentencePair

Scores = dict[str, AlignmentScore]

THE_MODEL, THE_ALIGNER, TOGETHER = "the model's alignment", "statistical aligner", "both together"


def compare_aligners(aligner: ForcedAligner, word_aligner: WordAligner, pairs: Sequence[SentencePair]) -> Scores:
    """Scores of every way to align the words of pairs with gold links; best known first, by kind.

    Attention is read in the row that *produced* a word, as plots do ("attention"), and in the row after it, which has
    read the word ("attention, a step later"; Chen et al. 2020): of each layer the mean of its heads, and of all
    layers the best single head, chosen on these very pairs and so flattered.
    """
    encoded = [aligner.encode(pair.src, pair.tgt, number) for number, pair in enumerate(pairs, start=1)]
    word_weights = word_aligner.align([_fold(pair) for pair in pairs])
    totals: Scores = {}
    passes = aligner.look(encoded, with_maps=True)
    for pair, pieces, forced, statistical in zip(pairs, encoded, passes, word_weights, strict=True):
        gold = _gold_of(pair)
        for name, weights in _weigh(aligner.layer, pieces, forced, gold):
            if name == THE_MODEL:
                _add(totals, name, weights, gold)
                _add(totals, THE_ALIGNER, statistical, gold)
                _add(totals, TOGETHER, combine(weights, statistical), gold)
            else:
                _add(totals, name, weights, gold)
        diagonal = diagonal_links(len(gold.src_spans), len(gold.tgt_spans))
        totals["diagonal"] = totals.get("diagonal", AlignmentScore()) + score_links(diagonal, gold)
    return _keep_best_heads(totals)


def compare_with_counts(records: Iterable[AlignmentRecord], word_aligner: WordAligner) -> AlignmentScore:
    """The model's links of its own translations against those of the statistical aligner, taken as if they were gold.

    There is no gold for what a model writes by itself; where two so different aligners agree, both are likely right.
    """
    total = AlignmentScore()
    for record in records:
        spans = tuple(record.src_words), tuple(record.tgt_words)
        words = fold_words(record.source, spans[0]), fold_words(record.target, spans[1])
        counted = link_words(word_aligner.align([words])[0])
        own = frozenset(parse_pharaoh(record.links, f"record {record.id}"))
        total += score_links(own, GoldLinks(*spans, counted))
    return total


def combine(first: AlignmentWeights, second: AlignmentWeights) -> AlignmentWeights:
    """What two aligners say together: the geometric mean of their weights, null included, each row made whole."""
    joined = np.sqrt(_with_null(first) * _with_null(second))
    joined /= np.maximum(joined.sum(1, keepdims=True), 1e-12)
    silent = joined.sum(1) < 0.5  # they agree on nothing
    joined[silent] = 0
    joined[silent, -1] = 1
    return AlignmentWeights(joined[:, :-1], joined[:, -1], np.zeros(len(joined)))


def _weigh(
    layer: int, pieces: EncodedPair, forced: ForcedPass, gold: GoldLinks
) -> Iterator[tuple[str, AlignmentWeights]]:
    """Names of all that the model can be read by, each with its weights between words."""
    assert forced.maps is not None
    n_layers, n_heads = forced.maps.cross.shape[:2]
    words = WordMerger(pieces.src.offsets, pieces.tgt.offsets, gold.src_spans, gold.tgt_spans).merge
    yield THE_MODEL, words(forced.weigh_pieces(layer))
    cross = forced.maps.cross.double().numpy()  # [layers, heads, tgt + 1, src + 1]
    for number in range(n_layers):
        yield f"alignment head, layer {number}", words(forced.weigh_pieces(number))
        for name, rows in (("attention", slice(0, -1)), ("attention, a step later", slice(1, None))):
            yield f"{name}, layer {number}, mean", words(_attention(cross[number].mean(0)[rows]))
            for head in range(n_heads):
                yield f"{name}, layer {number}, head {head}", words(_attention(cross[number, head][rows]))


def _attention(rows: FloatArray) -> AlignmentWeights:
    """Attention [tgt, src + 1], whose last column is the end mark, as weights."""
    return AlignmentWeights(rows[:, :-1], np.zeros(len(rows)), rows[:, -1])


def _add(totals: Scores, name: str, weights: AlignmentWeights, gold: GoldLinks) -> None:
    totals[name] = totals.get(name, AlignmentScore()) + score_links(link_words(weights), gold)


def _keep_best_heads(totals: Scores) -> Scores:
    """Of the single heads of each kind of attention only the best."""
    kept = {name: score for name, score in totals.items() if ", head " not in name}
    for kind in ("attention", "attention, a step later"):
        heads = {name: score for name, score in totals.items() if name.startswith(f"{kind}, layer") and "head" in name}
        name, score = min(heads.items(), key=lambda item: item[1].aer)
        kept[f"{name} (best head)"] = score
    return kept


def _with_null(weights: AlignmentWeights) -> FloatArray:
    return np.column_stack([weights.links, weights.null + weights.eos]).astype(np.float64)


def _gold_of(pair: SentencePair) -> GoldLinks:
    assert pair.gold is not None, "only pairs with gold links can be scored"
    return pair.gold


def _fold(pair: SentencePair) -> tuple[list[str], list[str]]:
    gold = _gold_of(pair)
    return fold_words(pair.src, gold.src_spans), fold_words(pair.tgt, gold.tgt_spans)


def format_scores(scores: Scores) -> str:
    """A table for the terminal: percent, lower AER is better. No newline at the end."""
    width = max(map(len, scores))
    lines = [f"{'words aligned by':<{width}}   AER  precision  recall     F1"]
    lines += [
        f"{name:<{width}} {100 * s.aer:5.2f} {100 * s.precision:10.2f} {100 * s.recall:7.2f} {100 * s.f1:6.2f}"
        for name, s in scores.items()
    ]
    return "\n".join(lines)
