"""What the alignment heads learn from: soft labels between pieces, made from what is known of the words.

Words are found in the pieces' own text, so that labels need neither the raw corpus nor a record of how it was cut:
with subword sampling a sentence has other pieces in every epoch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from nmt.alignment.merging import share_among_words
from nmt.alignment.weights import AlignmentWeights, FloatArray
from nmt.alignment.words import find_words, fold_words
from nmt.data.batching import Batch
from nmt.data.corpus import SentencePair, Span
from nmt.tokenizer import SPACE_MARK, Tokenizer, TokenizerPair

FoldedPair = tuple[Sequence[str], Sequence[str]]


class WordAligner(Protocol):
    """Whatever knows how words of two sentences belong together, such as the statistical aligner."""

    def align(self, pairs: Sequence[FoldedPair]) -> list[AlignmentWeights]:
        """Weights between the words of each pair."""


@dataclass(frozen=True, slots=True)
class CutText:
    """A sentence as its pieces spell it, with the words found in it."""

    text: str
    pieces: list[Span]
    words: tuple[Span, ...]

    @property
    def folded(self) -> list[str]:
        """The words as an aligner counts them."""
        return fold_words(self.text, self.words)


class PieceReader:
    """Reads token ids back as text, with the span of each."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        processor = tokenizer.processor
        self._marks = {tokenizer.pad_id, tokenizer.bos_id, tokenizer.eos_id}
        # A byte or an unknown piece stands for some character that we need not know.
        self._texts = [
            "\ufffd"
            if processor.is_byte(i) or processor.is_unknown(i)
            else processor.id_to_piece(i).replace(SPACE_MARK, " ")
            for i in range(tokenizer.vocab_size)
        ]

    def read(self, ids: Sequence[int]) -> CutText:
        """The text of a row of a batch; begin, end and padding are not part of it."""
        texts = [self._texts[i] for i in ids if i not in self._marks]
        ends = np.cumsum([0, *map(len, texts)]).tolist()
        text = "".join(texts)
        return CutText(text, list(pairwise(ends)), find_words(text))


class AlignmentLabeller:
    """Soft labels for whole batches.

    Args:
        aligner: knows the weights between words.
        tokenizers: those that cut the batches.
        gold_pair: the pair of a row's index if gold links are to be used where there are any, else None.
    """

    def __init__(
        self,
        aligner: WordAligner,
        tokenizers: TokenizerPair,
        gold_pair: Callable[[int], SentencePair] | None = None,
    ) -> None:
        self._aligner = aligner
        self._src, self._tgt = PieceReader(tokenizers.src), PieceReader(tokenizers.tgt)
        self._gold_pair = gold_pair

    def label(self, batch: Batch) -> Tensor:
        """Labels [batch, tgt_len - 1, src_len + 1] of the tokens of `batch.tgt_in` after the begin mark.

        The last column is "no source word". Rows of padding, and of what belongs to no word, are 0.
        """
        src = [self._src.read(row) for row in batch.src_ids.tolist()]
        tgt = [self._tgt.read(row) for row in batch.tgt_in.tolist()]
        weights = self._weigh_words(batch.indices, src, tgt)
        rows, tgt_len = batch.tgt_in.shape
        labels = np.zeros((rows, tgt_len - 1, batch.src_ids.shape[1] + 1), np.float32)
        for row, (s, t, w) in enumerate(zip(src, tgt, weights, strict=True)):
            if s.words and t.words:
                links, null = spread_over_pieces(w, s, t)
                labels[row, : len(t.pieces), : len(s.pieces)] = links
                labels[row, : len(t.pieces), -1] = null
        return torch.from_numpy(labels)

    def _weigh_words(
        self, indices: Sequence[int], src: Sequence[CutText], tgt: Sequence[CutText]
    ) -> list[AlignmentWeights]:
        """Gold where it is wanted and known, the aligner's word for the others."""
        found: dict[int, AlignmentWeights] = {}
        if self._gold_pair is not None:
            for row, index in enumerate(indices):
                gold = weigh_gold(self._gold_pair(index), src[row], tgt[row])
                if gold is not None:
                    found[row] = gold
        others = [row for row in range(len(src)) if row not in found]
        if others:
            aligned = self._aligner.align([(src[row].folded, tgt[row].folded) for row in others])
            found |= dict(zip(others, aligned, strict=True))
        return [found[row] for row in range(len(src))]


def spread_over_pieces(weights: AlignmentWeights, src: CutText, tgt: CutText) -> tuple[FloatArray, FloatArray]:
    """Weights between words as weights between pieces: the inverse of `merge_to_words`.

    A word's weight is shared out evenly among its source pieces; a target piece has the row of its word, or the mean
    of the rows of its words.

    Returns:
        links [tgt pieces, src pieces] and null [tgt pieces].
    """
    src_shares = share_among_words(src.pieces, src.words)
    tgt_shares = share_among_words(tgt.pieces, tgt.words)
    pieces_of_word = src_shares.T / np.maximum(src_shares.sum(0)[:, None], 1e-9)  # rows sum to 1
    return tgt_shares @ weights.links @ pieces_of_word, tgt_shares @ (weights.null + weights.eos)


def weigh_gold(pair: SentencePair, src: CutText, tgt: CutText) -> AlignmentWeights | None:
    """A pair's sure links as weights between its words; None where it has none, or its pieces spell something else.

    Each linked target word gives its source words equal weight; one without a link is null.
    """
    gold = pair.gold
    if gold is None or not (_spells(src, pair.src) and _spells(tgt, pair.tgt)):
        return None
    if _shift(gold.src_spans) != src.words or _shift(gold.tgt_spans) != tgt.words:
        return None
    links = np.zeros((len(tgt.words), len(src.words)))
    for i, j in gold.sure:
        links[j, i] = 1
    return AlignmentWeights.without_eos(links / np.maximum(links.sum(1, keepdims=True), 1))


def _spells(cut: CutText, text: str) -> bool:
    """Whether the pieces' text is the raw one: it begins with a space, and may lack the capitals."""
    return cut.text == f" {text}" or cut.text == f" {text}".casefold()


def _shift(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple((start + 1, end + 1) for start, end in spans)
