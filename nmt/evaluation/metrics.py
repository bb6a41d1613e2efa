"""BLEU, chrF and TER as sacreBLEU computes them, with its signatures and its bootstrap intervals.

A score without a signature cannot be compared with anything: it says how the text was split, how many
references there were, and which version counted (Post 2018). The intervals are sacreBLEU's own: from
`N_BOOTSTRAP` resamples of the sentences, drawn with its fixed seed (12345, or the environment's
SACREBLEU_SEED; the signature says which).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from nmt.evaluation.accuracy import check_pairing, compute_exact_matches

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric
    from sacrebleu.metrics.bleu import BLEU

# 1,000 sentences take about 2 s for all three metrics. Memory is 80 bytes for each sentence and resample.
N_BOOTSTRAP = 1000

# Languages written without spaces, in codes of two and three letters: to `13a`, which splits at spaces, a sentence is a
# word or two, and even the reference has a BLEU of 0. sacreBLEU's `ja-mecab` needs a dictionary of its own.
_UNSPACED = dict.fromkeys("zh zho cmn yue".split(), "zh") | dict.fromkeys(
    "ja jpn th tha lo lao km khm my mya bo bod dz dzo".split(), "char"
)


@dataclass(frozen=True, slots=True)
class MetricScore:
    """One metric over a whole corpus, in sacreBLEU's units (0 to 100; TER can exceed 100)."""

    name: str
    value: float
    mean: float  # of the resamples; the interval is mean ± margin
    margin: float
    signature: str

    @property
    def lower_is_better(self) -> bool:
        """True for an error rate."""
        return self.name == "TER"

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval."""
        return max(0.0, self.mean - self.margin)

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval."""
        high = self.mean + self.margin
        return high if self.lower_is_better else min(100.0, high)


@dataclass(frozen=True, slots=True)
class ValidationScores:
    """What one looks at again and again while training: BLEU, chrF (0 to 100) and exact match (0 to 1)."""

    bleu: float
    chrf: float
    exact_match: float


def compute_corpus_scores(
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    n_bootstrap: int = N_BOOTSTRAP,
    tgt_lang: str = "",
) -> list[MetricScore]:
    """BLEU, chrF and TER with intervals.

    Args:
        hypotheses: one for each sentence, as plain text: not tokenised, not lowercased. It may be empty.
        references: one or more for each sentence, not necessarily the same number.
        n_bootstrap: number of resamples, at least 2.
        tgt_lang: code of the hypotheses' language, see `make_bleu`.

    Raises:
        DataError: no sentences, unequal numbers of them, or a sentence without a reference.
    """
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    check_pairing(hypotheses, references)
    streams = transpose_references(references)
    metrics: tuple[Metric, ...] = (make_bleu(tgt_lang), CHRF(), TER())
    return [_compute_score(metric, hypotheses, streams, n_bootstrap) for metric in metrics]


def compute_validation_scores(
    hypotheses: Sequence[str], references: Sequence[Sequence[str]], tgt_lang: str = ""
) -> ValidationScores:
    """BLEU, chrF and exact match without intervals, several times faster than `compute_corpus_scores`.

    Raises:
        DataError: as `compute_corpus_scores`.
    """
    from sacrebleu.metrics.chrf import CHRF

    matches = compute_exact_matches(hypotheses, references)
    streams = transpose_references(references)
    # `force` keeps sacreBLEU from warning, at each validation anew, about text that looks tokenised.
    bleu = make_bleu(tgt_lang, force=True).corpus_score(hypotheses, streams)
    chrf = CHRF().corpus_score(hypotheses, streams)
    return ValidationScores(bleu.score, chrf.score, sum(matches) / len(matches))


def make_bleu(tgt_lang: str, force: bool = False) -> BLEU:
    """sacreBLEU's BLEU with the tokenizer that fits the language: its own default `13a` where words have spaces.

    Args:
        tgt_lang: a code such as `en`, `zh-Hant` or `jpn_Jpan`, of which the part before the first - or _ counts.
        force: no warning about hypotheses that look tokenised.
    """
    from sacrebleu.metrics.bleu import BLEU

    language = tgt_lang.lower().replace("_", "-").split("-")[0]
    return BLEU(tokenize=_UNSPACED.get(language, BLEU.TOKENIZER_DEFAULT), force=force)


def _compute_score(
    metric: Metric, hypotheses: Sequence[str], streams: list[list[Any]], n_bootstrap: int
) -> MetricScore:
    _use_plain_floats(metric)
    score = metric.corpus_score(hypotheses, streams, n_bootstrap=n_bootstrap)
    signature = str(metric.get_signature())
    # The public way to the interval is through JSON. It is left out when every resample scored 0.
    as_json = json.loads(score.format(width=6, is_json=True, signature=signature))
    return MetricScore(
        name=score.name,
        value=score.score,
        mean=as_json.get("confidence_mean", 0.0),
        margin=as_json.get("confidence_var", 0.0),
        signature=signature,
    )


def _use_plain_floats(metric: Metric) -> None:
    """Let `metric` resample any corpus.

    sacreBLEU 2.6 resamples in numpy's float32 and then takes the mean of numpy's and Python's floats
    together, which
    is a TypeError as soon as some resamples score exactly 0 and others do not: nearly hopeless
    translations, or nearly perfect ones in TER. With Python's floats from the start the figures are the
    same.
    """
    compute = metric._compute_score_from_stats

    def compute_in_plain_floats(stats: Any) -> Any:
        return compute([float(x) for x in stats])

    metric._compute_score_from_stats = compute_in_plain_floats  # type: ignore[method-assign]


def transpose_references(references: Sequence[Sequence[str]]) -> list[list[Any]]:
    """sacreBLEU's layout: stream i holds the i-th reference of every sentence, None where there is none."""
    return [list(stream) for stream in zip_longest(*references)]
