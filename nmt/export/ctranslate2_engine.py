"""Translating with CTranslate2 as with our own search: the same lines in, the same translations out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nmt.config import DecodingConfig
from nmt.decoding.search import Hypothesis, build_hypothesis, check_n_best
from nmt.decoding.translator import Found, LineTranslator, SearchOptions, SourceBatch
from nmt.errors import ConfigError, RunError
from nmt.export.ctranslate2 import describe_search, import_ctranslate2
from nmt.tokenizer import TokenizerPair


class CTranslate2Translator(LineTranslator):
    """Translates lines of text with an exported model. Sampling and attention are left to `Translator`.

    Log-probabilities are those of a distribution without padding and begin mark, whose share `Translator` leaves
    where it is: up to 2e-3 nats a token in a trained model.

    Args:
        folder: what `export_model` wrote.
        tokenizers, config, max_pieces, max_positions: see `LineTranslator`.
        device: `cpu` or `cuda`.
        compute_type: what is computed with, such as `int8`; `default`: what the folder stores.

    Raises:
        RunError: CTranslate2 is not installed, or cannot load the folder.
    """

    def __init__(
        self,
        folder: Path,
        tokenizers: TokenizerPair,
        config: DecodingConfig,
        max_pieces: int,
        max_positions: int,
        device: str = "cpu",
        compute_type: str = "default",
    ) -> None:
        super().__init__(tokenizers, config, max_pieces, max_positions)
        try:
            self.engine: Any = import_ctranslate2().Translator(str(folder), device=device, compute_type=compute_type)
        except (RuntimeError, ValueError) as error:
            raise RunError(
                f"{folder}: CTranslate2 cannot load this model on {device}: {error}; a damaged export is made again "
                "once its folder is gone"
            ) from None

    def _search(self, batches: Iterator[tuple[int, SourceBatch]], options: SearchOptions) -> list[tuple[int, Found]]:
        return [(number, self._search_batch(batch.sources, options)) for number, batch in batches]

    def _search_batch(self, sources: list[list[int]], options: SearchOptions) -> Found:
        if options.sampling is not None:
            raise ConfigError(
                "sampling: the CTranslate2 engine draws with random numbers that no seed of ours repeats; "
                "sample with the torch engine"
            )
        check_n_best(options.n_best, options.beam_size)
        found: Found = [[] for _ in sources]
        # A call has one limit for all, and ours depends on the length of the source.
        for length in sorted({len(source) for source in sources}):
            rows = [row for row, source in enumerate(sources) if len(source) == length]
            searched = self._search_equally_long([sources[row] for row in rows], self.limit_for(length), options)
            for row, hypotheses in zip(rows, searched, strict=True):
                found[row] = hypotheses
        return found

    def _search_equally_long(
        self, sources: Sequence[list[int]], limit: int, options: SearchOptions
    ) -> list[list[Hypothesis]]:
        src, tgt = self.tokenizers.src, self.tokenizers.tgt
        pieces = [list(map(src.name_piece, source)) for source in sources]
        results = self.engine.translate_batch(
            pieces,
            beam_size=options.beam_size,
            # All of them: at the limit a finished one may stand behind unfinished ones.
            num_hypotheses=options.beam_size,
            max_input_length=0,
            return_scores=True,
            return_end_token=True,
            **describe_search(options.length_penalty, limit),
        )
        end, find_id = tgt.name_piece(tgt.eos_id), tgt.processor.piece_to_id
        found: list[list[Hypothesis]] = []
        for result in results:
            hypotheses = []
            for tokens, score in zip(result.hypotheses, result.scores, strict=True):
                finished = tokens[-1:] == [end]
                ids = [find_id(token) for token in tokens[: len(tokens) - finished]]
                hypotheses.append(Hypothesis(ids, [], finished, score))
            hypotheses.sort(key=lambda hypothesis: not hypothesis.finished)
            found.append(hypotheses[: options.n_best])
        if options.with_token_log_probs:
            return self._look_again(pieces, found, options.length_penalty)
        return found

    def _look_again(
        self, sources: list[list[str]], found: list[list[Hypothesis]], length_penalty: float
    ) -> list[list[Hypothesis]]:
        """The hypotheses with the log-probability of each token, of which the search tells the sum only."""
        tgt = self.tokenizers.tgt
        pairs = [
            (row, list(map(tgt.name_piece, h.ids))) for row, some in zip(sources, found, strict=True) for h in some
        ]
        scored = iter(self.engine.score_batch(*map(list, zip(*pairs, strict=True)), max_input_length=0))

        def complete(hypothesis: Hypothesis) -> Hypothesis:
            n_tokens = len(hypothesis.ids) + hypothesis.finished  # the end mark's is always there
            log_probs = list(next(scored).log_probs[:n_tokens])
            return build_hypothesis(hypothesis.ids, log_probs, hypothesis.finished, length_penalty)

        return [[complete(hypothesis) for hypothesis in hypotheses] for hypotheses in found]
