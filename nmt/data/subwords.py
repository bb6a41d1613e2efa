"""Subword sampling that draws alike in every process: each epoch sees the words cut up in other ways.

Kudo 2018 for unigram, Provilkov et al. 2020 (dropout of merges) for bpe. sentencepiece can sample by itself,
but it salts its generator per process, whatever the seed, so a resumed run would not see what the unbroken
one saw. Pieces never span a space, hence a word can be drawn without its sentence: a table holds the likely
segmentations of every word, and an epoch is one look-up with random numbers.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise

import numpy as np

from nmt.data.arrays import ColumnBuilder, IntArray, TokenColumn
from nmt.pieces import LONE_SURROGATE
from nmt.tokenizer import SPACE_MARK, Tokenizer

# Segmentations per word. Further ones have next to no probability, or cut the word into single letters.
ALTERNATIVES = 16
# Longer "words" (addresses, text without spaces) keep their ordinary segmentation.
LONGEST_WORD = 40
# A stream meets new words for ever; past this many the table starts anew.
MOST_WORDS = 300_000
# Sentences indexed or drawn at a time: the random numbers of a large corpus are never all there at once.
BLOCK = 65_536

# Segmentations of one word, the ordinary one first, each with its probability.
Segmentations = list[tuple[list[int], float]]


class SubwordSampler:
    """Draws segmentations for one side of a corpus.

    >>> words = sampler.index(texts)                     # once
    >>> sampler.draw(words, (seed, epoch, 0))            # every epoch; the texts are not needed any more
    """

    def __init__(self, tokenizer: Tokenizer, alpha: float) -> None:
        """Prepare an empty table.

        Args:
            alpha: for unigram the exponent on the probabilities of the segmentations (lower = more varied);
                for bpe the chance that a merge is left out (higher = more varied).
        """
        self._tokenizer = tokenizer
        self._segment = _segmenter(tokenizer, alpha)
        self._forget()

    def index(self, texts: Iterable[str]) -> TokenColumn:
        """The texts as numbers of words, 4 bytes each; valid until a call finds more than MOST_WORDS."""
        if len(self._numbers) > MOST_WORDS:
            self._forget()
        numbers, column = self._numbers, ColumnBuilder(1 << 31)
        texts = iter(texts)
        while block := list(islice(texts, BLOCK)):
            clean = [LONE_SURROGATE.sub("\ufffd", text) for text in block]
            normal = self._tokenizer.processor.normalize(clean)
            for text in normal:
                column.add_row([numbers.setdefault(w, len(numbers)) for w in text.split(SPACE_MARK)[1:]])
        self._extend_table()
        return column.build()

    def draw(self, words: TokenColumn, key: Sequence[int], max_pieces: int | None = None) -> TokenColumn:
        """Ids of the sentences, cut up at random: a pure function of (texts, alpha, key).

        A sentence that comes out longer than `max_pieces` gets its ordinary segmentation.
        """
        rng = np.random.default_rng(list(key))
        column = ColumnBuilder(self._tokenizer.vocab_size)
        for start in range(0, len(words), BLOCK):
            column.add_column(self._draw_block(words.slice(start, start + BLOCK), rng, max_pieces))
        return column.build()

    def _draw_block(self, words: TokenColumn, rng: np.random.Generator, max_pieces: int | None) -> TokenColumn:
        first = self._first[words.ids]
        chosen = first + (rng.random((len(words.ids), 1), np.float32) >= self._thresholds[words.ids]).sum(1)
        ends = self._ends(chosen, words.offsets)
        if max_pieces is not None:
            too_long = np.repeat(np.diff(ends) > max_pieces, words.lengths)
            chosen = np.where(too_long, first, chosen)
            ends = self._ends(chosen, words.offsets)
        return TokenColumn(self._alternatives.select(chosen).ids, ends)

    def _ends(self, chosen: IntArray, sentence_offsets: IntArray) -> IntArray:
        """Where each sentence ends, in pieces."""
        offsets = self._alternatives.offsets
        return np.concatenate([[0], (offsets[chosen + 1] - offsets[chosen]).cumsum()])[sentence_offsets]

    def _forget(self) -> None:
        self._numbers: dict[str, int] = {}
        self._table = ColumnBuilder(self._tokenizer.vocab_size)
        self._alternatives = self._table.build()  # the segmentations of word 0, of word 1, ...
        self._first = np.zeros(0, np.int64)  # [words] where each word's segmentations start in there
        # [words, ALTERNATIVES - 1]: a random number moves on by one for every threshold that it reaches
        self._thresholds = np.zeros((0, ALTERNATIVES - 1), np.float32)

    def _extend_table(self) -> None:
        """Segment the words that are new since the last call."""
        known = len(self._first)
        new = list(islice(self._numbers, known, None))
        counts = np.zeros(len(new), np.int64)
        thresholds = np.full((len(new), ALTERNATIVES - 1), 2.0, np.float32)
        for row, word in enumerate(new):
            found = self._segment(word)
            for ids, _ in found:
                self._table.add_row(ids)
            counts[row] = len(found)
            thresholds[row, : len(found) - 1] = np.cumsum([probability for _, probability in found])[:-1]
        first = len(self._alternatives) + counts.cumsum() - counts
        self._first = np.concatenate([self._first, first])
        self._thresholds = np.concatenate([self._thresholds, thresholds])
        self._alternatives = self._table.build()


def _segmenter(tokenizer: Tokenizer, alpha: float) -> Callable[[str], Segmentations]:
    try:
        tokenizer.processor.nbest_encode("a", nbest_size=2)
    except RuntimeError:  # bpe has no probabilities
        return BpeDropout(tokenizer, alpha)
    return UnigramBest(tokenizer, alpha)


class UnigramBest:
    """The most probable segmentations of the unigram model, flattened by `alpha` (Kudo 2018, section 3.2)."""

    def __init__(self, tokenizer: Tokenizer, alpha: float) -> None:
        self._processor, self._alpha = tokenizer.processor, alpha

    def __call__(self, word: str) -> Segmentations:
        """Segmentations and probabilities, best first."""
        if len(word) > LONGEST_WORD:
            return [(self._processor.encode(word), 1.0)]
        found: list[list[int]] = self._processor.nbest_encode(word, nbest_size=ALTERNATIVES, return_type=int)
        scores = np.array([sum(map(self._processor.get_score, ids)) for ids in found])
        weights = np.exp(self._alpha * (scores - scores.max()))
        return list(zip(found, (weights / weights.sum()).tolist(), strict=True))


class BpeDropout:
    """Segmentations with each merge left out by chance `alpha` (Provilkov et al. 2020, algorithm 1)."""

    def __init__(self, tokenizer: Tokenizer, alpha: float) -> None:
        self._tokenizer, self._alpha = tokenizer, alpha
        self._processor = sp = tokenizer.processor
        self._priorities: dict[str, float] = {
            sp.id_to_piece(i): sp.get_score(i)
            for i in range(tokenizer.vocab_size)
            if not (sp.is_control(i) or sp.is_unknown(i) or sp.is_byte(i))
        }

    def __call__(self, word: str) -> Segmentations:
        """The ordinary segmentation, then what else came up in a fixed number of draws, by frequency."""
        plain = tuple(self._tokenizer.encode(word))
        if len(word) > LONGEST_WORD:
            return [(list(plain), 1.0)]
        rng = random.Random(f"{self._alpha} {word}")  # by the word alone, not by when it was met
        draws = Counter(tuple(self._piece_ids(self.cut(word, rng))) for _ in range(ALTERNATIVES - 1))
        frequency = {plain: 0} | draws
        return [(list(ids), count / (ALTERNATIVES - 1)) for ids, count in frequency.items()]

    def cut(self, word: str, rng: random.Random) -> list[str]:
        """Merge the pair of the highest priority until none is left, overlooking each candidate at times."""
        pieces = [SPACE_MARK, *word]
        while True:
            best, highest = -1, -np.inf
            for i, (left, right) in enumerate(pairwise(pieces)):
                priority = self._priorities.get(left + right, -np.inf)
                if priority > highest and rng.random() >= self._alpha:
                    best, highest = i, priority
            if best < 0:
                return pieces
            pieces[best : best + 2] = [pieces[best] + pieces[best + 1]]

    def _piece_ids(self, pieces: Sequence[str]) -> list[int]:
        """Ids of the pieces; a character that the vocabulary lacks is spelled in bytes, if it has those."""
        ids: list[int] = []
        for piece in pieces:
            known = self._processor.piece_to_id(piece)
            if known != self._tokenizer.unk_id:
                ids.append(known)
            else:
                ids += [self._processor.piece_to_id(f"<0x{byte:02X}>") for byte in piece.encode()]
        return ids
