"""The aligner that the rest of the package knows: fit, align, save, load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nmt.alignment.statistical.cells import Cells, FloatArray, Vocabulary, make_batches
from nmt.alignment.statistical.fitting import FitSettings, Report, emit, fit_directions
from nmt.alignment.statistical.hmm import compute_hmm
from nmt.alignment.statistical.lexicon import Spelling, compare_spelling
from nmt.alignment.statistical.storage import read_tables, write_tables
from nmt.alignment.statistical.tables import Reader, Tables
from nmt.alignment.symmetrise import join_directions
from nmt.alignment.weights import AlignmentWeights

WordPair = tuple[Sequence[str], Sequence[str]]
"""Source and target words of a sentence pair, folded (`nmt.alignment.words.fold_words`)."""

# Cells are pairs of words in a sentence. A fit takes some 40 bytes for each: this many keep it below a gigabyte.
MAX_PAIRS, MAX_CELLS = 200_000, 18_000_000
# Longer sentences are aligned, but not learned from: their pairs of words are many and say little.
MAX_LENGTH = 100


@dataclass(frozen=True, slots=True)
class BothWays:
    """What either direction and both together say of a sentence pair.

    forward: each target word comes from a source word or from none: links [tgt, src], p(source word | target word).
    reverse: each source word comes from a target word or from none: links [src, tgt].
    joined: links [tgt, src], the geometric mean of the two, with rows that sum to 1 at most; the rest is null.
    """

    forward: AlignmentWeights
    reverse: AlignmentWeights
    joined: AlignmentWeights


class StatisticalAligner:
    """Aligns words by what sentence pairs taught: two hidden Markov models that learned to agree.

    `reports` tells how the fit went, round by round, and `model1` is what it had come to before words had places: IBM
    Model 1, the baseline of every aligner. A loaded aligner has neither.
    """

    def __init__(
        self, tables: Tables, reports: Sequence[Report] = (), model1: StatisticalAligner | None = None
    ) -> None:
        self._tables = tables
        self.reports = tuple(reports)
        self.model1 = model1

    @classmethod
    def fit(
        cls, pairs: Sequence[WordPair], settings: FitSettings | None = None, max_pairs: int = MAX_PAIRS
    ) -> StatisticalAligner:
        """Learn from sentence pairs. The same pairs give the same aligner.

        Takes about 10 seconds for 29,000 captions on one core, and less than a gigabyte: of more than `max_pairs`
        pairs, or of longer ones than fit, every second, third ... is learned from. Pairs with an empty side or
        with more than 100 words on one teach nothing.
        """
        settings = settings or FitSettings()
        usable = [pair for pair in pairs if all(1 <= len(words) <= MAX_LENGTH for words in pair)]
        n_cells = sum(len(src) * len(tgt) for src, tgt in usable)
        step = max(1, -(-len(usable) // max_pairs), -(-n_cells // MAX_CELLS))
        usable = usable[::step]
        src_words, tgt_words = Vocabulary(), Vocabulary()
        src, tgt = src_words.add([pair[0] for pair in usable]), tgt_words.add([pair[1] for pair in usable])
        words = list(src_words.numbers), list(tgt_words.numbers)
        cells = Cells(src, tgt, len(tgt_words))
        pairs_of_words = cells.src_of_pair[1:], cells.tgt_of_pair[1:]
        likeness = compare_spelling(Spelling(words[0]), Spelling(words[1]), *pairs_of_words)
        model1, hmm, reports = fit_directions(cells, (len(words[0]), len(words[1])), likeness, settings)
        first, last = (
            Tables.from_fit(words, cells, both, settings.spelling, settings.null_prior) for both in (model1, hmm)
        )
        return cls(last, reports, cls(first))

    def align(self, pairs: Sequence[WordPair]) -> list[AlignmentWeights]:
        """The joined weights of each pair, in order: see `BothWays`.

        Words that were never learned from are aligned by spelling, by place, and by what is left over for them.
        """
        results = [_nothing(len(tgt), len(src)) for src, tgt in pairs]
        for sentences, forward, reverse in self._compute(pairs):
            joined = _Padded.from_links(join_directions(forward, reverse))
            for row, k in enumerate(sentences):
                results[k] = joined.crop(row, len(pairs[k][1]), len(pairs[k][0]))
        return results

    def align_both_ways(self, pairs: Sequence[WordPair]) -> list[BothWays]:
        """What either direction says of each pair, and both together, in order."""
        results = [
            BothWays(_nothing(len(tgt), len(src)), _nothing(len(src), len(tgt)), _nothing(len(tgt), len(src)))
            for src, tgt in pairs
        ]
        for sentences, p, q in self._compute(pairs):
            forward, reverse = _Padded.from_links(p), _Padded.from_links(q.transpose(0, 2, 1))
            joined = _Padded.from_links(join_directions(p, q))
            for row, k in enumerate(sentences):
                n_src, n_tgt = len(pairs[k][0]), len(pairs[k][1])
                results[k] = BothWays(
                    forward.crop(row, n_tgt, n_src), reverse.crop(row, n_src, n_tgt), joined.crop(row, n_tgt, n_src)
                )
        return results

    def save(self, path: Path) -> None:
        """Write the aligner into one file, atomically: a reader finds the old one or the new one.

        Raises:
            CheckpointError: the file cannot be written.
        """
        write_tables(Path(path), self._tables)

    @classmethod
    def load(cls, path: Path) -> StatisticalAligner:
        """Read what `save` wrote.

        Raises:
            CheckpointError: no such file, damaged, or something else.
        """
        return cls(read_tables(Path(path)))

    def _compute(self, pairs: Sequence[WordPair]) -> Iterator[tuple[list[int], FloatArray, FloatArray]]:
        """Batches: (places of the sentences, forward and reverse link posteriors, both [batch, tgt, src])."""
        tables = self._tables
        src, new_src = tables.vocabularies[0].look_up([pair[0] for pair in pairs])
        tgt, new_tgt = tables.vocabularies[1].look_up([pair[1] for pair in pairs])
        reader = Reader(tables, (new_src, new_tgt))
        for batch in make_batches(src, tgt):
            forward, reverse = emit(batch, reader.look_up(batch), reader.nulls)
            p = compute_hmm(forward, tables.null_prior, tables.forward.jumps).links.transpose(1, 0, 2)
            q = compute_hmm(reverse, tables.null_prior, tables.reverse.jumps).links.transpose(1, 2, 0)
            yield batch.sentences.tolist(), p, q


@dataclass(frozen=True, slots=True)
class _Padded:
    """Weights of a batch: links [batch, rows, columns] and null [batch, rows], 1 - the row's sum."""

    links: FloatArray
    null: FloatArray

    @staticmethod
    def from_links(links: FloatArray) -> _Padded:
        return _Padded(links, np.maximum(1 - links.sum(2), 0))

    def crop(self, k: int, n_rows: int, n_columns: int) -> AlignmentWeights:
        """Sentence k without padding; a copy, for a view would keep the whole batch."""
        null = self.null[k, :n_rows].copy()
        return AlignmentWeights(self.links[k, :n_rows, :n_columns].copy(), null, np.zeros_like(null))


def _nothing(n_tgt: int, n_src: int) -> AlignmentWeights:
    return AlignmentWeights.without_eos(np.zeros((n_tgt, n_src), np.float32))
