"""What the alignment heads learn from: soft labels between pieces, made from what is known of the words.

Words are found in the pieces' own text, so that labels need neither the raw corpus nor a record of how it was cut:
with subword sampling a sentence has other pieces in every epoch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple, Protocol

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


@dataclass(frozen=True)
class CutText:
    """A sentence as its pieces spell it."""

    text: str
    pieces: list[Span]

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """The words found in it."""
        return find_words(self.text)

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
        return CutText("".join(texts), list(pairwise(accumulate(map(len, texts), initial=0))))


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
        weighed = self._weigh_words(batch.indices, src, tgt)
        rows, tgt_len = batch.tgt_in.shape
        labels = np.zeros((rows, tgt_len - 1, batch.src_ids.shape[1] + 1), np.float32)
        for row, (s, t, words) in enumerate(zip(src, tgt, weighed, strict=True)):
            if words.src and words.tgt:
                links, null = spread_over_pieces(words, s.pieces, t.pieces)
                labels[row, : len(t.pieces), : len(s.pieces)] = links
                labels[row, : len(t.pieces), -1] = null
        return torch.from_numpy(labels)

    def _weigh_words(
        self, indices: Sequence[int], src: Sequence[CutText], tgt: Sequence[CutText]
    ) -> list[WeighedWords]:
        """Gold where it is wanted and known, the aligner's word for the others."""
        found: dict[int, WeighedWords] = {}
        if self._gold_pair is not None:
            for row, index in enumerate(indices):
                gold = weigh_gold(self._gold_pair(index), src[row], tgt[row])
                if gold is not None:
                    found[row] = gold
        others = [row for row in range(len(src)) if row not in found]
        if others:
            aligned = self._aligner.align([(src[row].folded, tgt[row].folded) for row in others])
            for row, weights in zip(others, aligned, strict=True):
                found[row] = WeighedWords(src[row].words, tgt[row].words, weights)
        return [found[row] for row in range(len(src))]


class WeighedWords(NamedTuple):
    """Weights between the words at these spans."""

    src: Sequence[Span]
    tgt: Sequence[Span]
    weights: AlignmentWeights


def spread_over_pieces(words: WeighedWords, src: Sequence[Span], tgt: Sequence[Span]) -> tuple[FloatArray, FloatArray]:
    """Weights between words as weights between the pieces `src` and `tgt`: the inverse of `merge_to_words`.

    A word's weight is shared out evenly among its source pieces; a target piece has the row of its word, or the mean
    of the rows of its words.

    Returns:
        links [tgt pieces, src pieces] and null [tgt pieces].
    """
    links, null = words.weights.links, words.weights.null + words.weights.eos
    if not _are_one(tgt, words.tgt):
        tgt_shares = share_among_words(tgt, words.tgt)
        links, null = tgt_shares @ links, tgt_shares @ null
    if not _are_one(src, words.src):
        src_shares = share_among_words(src, words.src)
        links = links @ (src_shares.T / np.maximum(src_shares.sum(0)[:, None], 1e-9))  # rows sum to 1
    return links, null


def _are_one(pieces: Sequence[Span], words: Sequence[Span]) -> bool:
    """Whether every word is a piece and every piece a word, spaces apart: pieces begin where the last one ends."""
    return [end for _, end in pieces] == [end for _, end in words]


def weigh_gold(pair: SentencePair, src: CutText, tgt: CutText) -> WeighedWords | None:
    """A pair's sure links as weights between its words; None where it has none, or its pieces spell something else.

    Each linked target word gives its source words equal weight; one without a link is null.
    """
    gold = pair.gold
    if gold is None or not (_spells(src, pair.src) and _spells(tgt, pair.tgt)):
        return None
    links = np.zeros((len(gold.tgt_spans), len(gold.src_spans)))
    for i, j in gold.sure:
        links[j, i] = 1
    weights = AlignmentWeights.without_eos(links / np.maximum(links.sum(1, keepdims=True), 1))
    return WeighedWords(_shift(gold.src_spans), _shift(gold.tgt_spans), weights)


def _spells(cut: CutText, text: str) -> bool:
    """Whether the pieces' text is the raw one: it begins with a space, and may lack the capitals."""
    return cut.text == f" {text}" or cut.text == f" {text}".casefold()


def _shift(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple((start + 1, end + 1) for start, end in spans)
