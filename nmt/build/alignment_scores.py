"""How right the alignments of a run are, beside honest rivals, on pairs with gold links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from nmt.aligner import EncodedPair, ForcedAligner, ForcedPass
from nmt.alignment.aer import AlignmentScore, score_links
from nmt.alignment.baselines import diagonal_links, random_links
from nmt.alignment.formats import parse_pharaoh
from nmt.alignment.gold_report import AlignedSentence, GoldReport
from nmt.alignment.labels import WordAligner
from nmt.alignment.links import link_words
from nmt.alignment.merging import WordMerger
from nmt.alignment.records import AlignmentRecord
from nmt.alignment.symmetrise import METHODS
from nmt.alignment.weights import AlignmentWeights, FloatArray
from nmt.alignment.words import fold_words
from nmt.build.alignment import THE_ALIGNER
from nmt.build.voices import WordAlignment, combine, linked, symmetrise, turn_round
from nmt.data.corpus import GoldLinks, Link, SentencePair

Scores = dict[str, AlignmentScore]
Said = dict[str, AlignmentWeights | frozenset[Link]]

THE_MODEL, TOGETHER = "the model's alignment", "both together"
REVERSE, SYMMETRISED, ALL = "the reverse model's", "both models, {}", "both models and the aligner"


def compare_aligners(
    aligner: ForcedAligner,
    word_aligners: Mapping[str, WordAligner],
    pairs: Sequence[SentencePair],
    reverse: ForcedAligner | None = None,
) -> Scores:
    """Scores of every way to align the words of pairs with gold links; best known first, by kind.

    Attention is read in the row that *produced* a word, as plots do ("attention"), and in the row after it, which has
    read the word ("attention, a step later"; Chen et al. 2020): of each layer the mean of its heads, and of all
    layers the best single head, chosen on these very pairs and so flattered.

    Args:
        word_aligners: the run's statistical aligner (`THE_ALIGNER`) and others that know words only.
        reverse: the aligner of a model that translates the other way, if there is one.
    """
    gold = [_gold_of(pair) for pair in pairs]
    folded = [_fold(pair) for pair in pairs]
    counted = {name: word_aligner.align(folded) for name, word_aligner in word_aligners.items()}
    encoded = [aligner.encode(pair.src, pair.tgt, number) for number, pair in enumerate(pairs, start=1)]
    turned = [None] * len(pairs) if reverse is None else _weigh_turned_round(reverse, pairs)
    totals: Scores = {}
    for k, forced in enumerate(aligner.look(encoded, with_maps=True)):
        own, *others = _weigh(aligner.layer, encoded[k], forced, gold[k])
        by_counts = {name: weights[k] for name, weights in counted.items()}
        said = _together(own[1], by_counts[THE_ALIGNER], turned[k]) | by_counts | dict(others)
        n_words = len(gold[k].src_spans), len(gold[k].tgt_spans)
        said |= {"diagonal": diagonal_links(*n_words), "uniform, by chance": random_links(*n_words, seed=k)}
        for name, found in said.items():
            links = link_words(found) if isinstance(found, AlignmentWeights) else found
            totals[name] = totals.get(name, AlignmentScore()) + score_links(links, gold[k])
    return _keep_best_heads(totals)


def report_gold(aligner: ForcedAligner, pairs: Sequence[SentencePair], scores: Scores) -> GoldReport:
    """What a run keeps of such scores: with them the model's own of each sentence."""
    scored = zip(pairs, aligner.score_sentences(pairs), strict=True)
    return GoldReport(scores, [AlignedSentence(pair.src, pair.tgt, score) for pair, score in scored])


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


def _weigh(
    layer: int | None, pieces: EncodedPair, forced: ForcedPass, gold: GoldLinks
) -> Iterator[tuple[str, AlignmentWeights]]:
    """Names of all that the model can be read by, each with its weights between words."""
    assert forced.maps is not None
    n_layers, n_heads = forced.maps.cross.shape[:2]
    words = WordMerger(pieces.src.offsets, pieces.tgt.offsets, gold.src_spans, gold.tgt_spans).merge
    yield THE_MODEL, words(forced.weigh_pieces(layer))
    cross = forced.maps.cross.double().numpy()  # [layers, heads, tgt + 1, src + 1]
    yield "alignment heads, mean", words(forced.weigh_pieces(None))
    for number in range(n_layers):
        yield f"alignment head, layer {number}", words(forced.weigh_pieces(number))
        for name, rows in (("attention", slice(0, -1)), ("attention, a step later", slice(1, None))):
            yield f"{name}, layer {number}, mean", words(_attention(cross[number].mean(0)[rows]))
            for head in range(n_heads):
                yield f"{name}, layer {number}, head {head}", words(_attention(cross[number, head][rows]))


def _attention(rows: FloatArray) -> AlignmentWeights:
    """Attention [tgt, src + 1], whose last column is the end mark, as weights."""
    return AlignmentWeights(rows[:, :-1], np.zeros(len(rows)), rows[:, -1])


def _keep_best_heads(totals: Scores) -> Scores:
    """Of the single heads of each kind of attention only the best."""
    kept = {name: score for name, score in totals.items() if ", head " not in name}
    for kind in ("attention", "attention, a step later"):
        heads = {name: score for name, score in totals.items() if name.startswith(f"{kind}, layer") and "head" in name}
        name, score = min(heads.items(), key=lambda item: item[1].aer)
        kept[f"{name} (best head)"] = score
    return kept


def _weigh_turned_round(reverse: ForcedAligner, pairs: Sequence[SentencePair]) -> list[WordAlignment]:
    """What a model of the other direction says of the words of the pairs, seen from this direction."""
    encoded = [reverse.encode(pair.tgt, pair.src, number) for number, pair in enumerate(pairs, start=1)]
    found = []
    for pair, pieces, forced in zip(pairs, encoded, reverse.look(encoded), strict=True):
        gold = _gold_of(pair)
        merger = WordMerger(pieces.src.offsets, pieces.tgt.offsets, gold.tgt_spans, gold.src_spans)
        found.append(turn_round(merger.merge(forced.weigh_pieces(reverse.layer))))
    return found


def _together(own: AlignmentWeights, counted: AlignmentWeights, turned: WordAlignment | None) -> Said:
    """The model by itself and with others: with the statistical aligner, with a reverse model, with both."""
    said: Said = {THE_MODEL: own}
    if turned is not None:
        said[REVERSE] = turned.links
        for method in METHODS:
            said[SYMMETRISED.format(method)] = METHODS[method](link_words(own), turned.links)
        said[ALL] = combine(symmetrise(linked(own), turned, "intersection").weights, counted)
    return said | {TOGETHER: combine(own, counted)}


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
