"""BLEU of short and of long sentences: what one number for a whole test set hides.

The question is that of Cho et al. 2014, "On the Properties of Neural Machine Translation: Encoder-Decoder Approaches",
and of figure 2 in Bahdanau et al. 2015. Length is that of the source, in words as white space separates them: the same
for every model that is compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nmt.errors import DataError
from nmt.evaluation.metrics import MetricScore, compute_corpus_scores
from nmt.evaluation.translations import TranslatedSentence

N_BOOTSTRAP = 200  # intervals to be drawn, not to be quoted


@dataclass(frozen=True, slots=True)
class LengthBin:
    """Sentences of `shortest` to `longest` source words, and the BLEU of every model on them, by name."""

    shortest: int
    longest: int
    n_sentences: int
    scores: dict[str, MetricScore]

    @property
    def name(self) -> str:
        """Such as `5-6`, or `7`."""
        return str(self.shortest) if self.shortest == self.longest else f"{self.shortest}-{self.longest}"


def score_by_length(
    translations: Mapping[str, Sequence[TranslatedSentence]], n_bins: int, tgt_lang: str = ""
) -> list[LengthBin]:
    """The BLEU of several models, by name, in bins of about as many sentences each; short sentences first.

    `tgt_lang` is the code of the language they translate into, see `make_bleu`.

    Raises:
        DataError: no sentences, or models that translated different ones.
    """
    names = list(translations)
    sources = [sentence.src for sentence in translations[names[0]]]
    if not sources:
        raise DataError(f"{names[0]}: no translations; expected at least one sentence")
    for name in names[1:]:
        if [sentence.src for sentence in translations[name]] != sources:
            raise DataError(f"{name} translated other sentences than {names[0]}; evaluate both on the same split")
    lengths = [len(source.split()) for source in sources]
    bins = []
    for shortest, longest in cut_lengths(lengths, n_bins):
        rows = [row for row, length in enumerate(lengths) if shortest <= length <= longest]
        scores = {name: _bleu([translations[name][row] for row in rows], tgt_lang) for name in names}
        bins.append(LengthBin(shortest, longest, len(rows), scores))
    return bins


def cut_lengths(lengths: Sequence[int], n_bins: int) -> list[tuple[int, int]]:
    """(shortest, longest) of at most `n_bins` bins that hold about as many sentences each; equal lengths stay together.

    >>> cut_lengths([3, 3, 4, 5, 6, 6, 9, 12], n_bins=3)
    [(3, 4), (5, 6), (9, 12)]
    """
    counts = sorted(Counter(lengths).items())
    bins: list[tuple[int, int]] = []
    shortest, n_before = counts[0][0], 0
    for (length, count), following in zip(counts, [*counts[1:], None], strict=True):
        n_before += count
        if following is None or n_before * n_bins >= len(lengths) * (len(bins) + 1):
            bins.append((shortest, length))
            shortest = following[0] if following else length
    return bins


def format_bins(bins: Sequence[LengthBin]) -> str:
    """A table for the terminal: BLEU and its 95 % interval, a column for each model. No newline at the end."""
    names = list(bins[0].scores)
    widths = [max(len(name), 14) for name in names]
    lines = ["words  sentences  " + "  ".join(f"{name:>{width}}" for name, width in zip(names, widths, strict=True))]
    for one in bins:
        cells = [f"{score.value:.1f} ± {score.margin:.1f}" for score in one.scores.values()]
        row = "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        lines.append(f"{one.name:>5}  {one.n_sentences:>9,}  {row}")
    return "\n".join([*lines, "", next(iter(bins[0].scores.values())).signature])


def _bleu(sentences: Sequence[TranslatedSentence], tgt_lang: str) -> MetricScore:
    hypotheses = [sentence.hypothesis for sentence in sentences]
    references = [sentence.references for sentence in sentences]
    return compute_corpus_scores(hypotheses, references, N_BOOTSTRAP, tgt_lang)[0]
