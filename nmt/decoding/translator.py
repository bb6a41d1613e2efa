"""Text in, text out: the one room where tokenizer, model and search meet."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from nmt.config import DecodingConfig
from nmt.decoding.beam import search_with_beam
from nmt.decoding.convoy import search_in_turn
from nmt.decoding.greedy import greedy_search, search_greedily
from nmt.decoding.parts import Part, cut_line
from nmt.decoding.prefix import force_prefix, watch_tokens
from nmt.decoding.sampling import SamplingRules, draw
from nmt.decoding.search import Cache, Hypothesis, Search, SearchRules
from nmt.decoding.translation import NOTHING, Candidate, Translation, join_translations
from nmt.decoding.workers import Workers
from nmt.machine import threads
from nmt.model.encoder_decoder import AttentionMaps, EncoderDecoder
from nmt.tokenizer import TokenizerPair

log = logging.getLogger(__name__)

# Lines read ahead to be sorted by length, in batches: enough to keep padding small, few enough to stream.
WINDOW_BATCHES = 16
# When no more than one of so many rows of a batch is left, they wait for those of the next one. 2 to 8 are all alike.
FEW = 4


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How to search; `sampling` draws one translation instead, and leaves `beam_size` unused."""

    beam_size: int = 5
    n_best: int = 1
    length_penalty: float = 1.0
    sampling: SamplingRules | None = None
    with_attention: bool = False
    with_token_log_probs: bool = True  # CTranslate2 needs a second pass for them
    processes: int = 1  # that search batches side by side; see `nmt.decoding.workers` for how many and when


Found = list[list[Hypothesis]]
"""Hypotheses of each source of a batch."""


@dataclass(frozen=True, slots=True)
class SourceBatch:
    """What is begun together."""

    sources: list[list[int]]  # ids, without end marks
    names: list[str]  # of the sources: they tell the sampled ones apart


class LineTranslator:
    """Lines of text in, translations out; how hypotheses are found is left to `_search`.

    Args:
        tokenizers: those the model was trained with.
        config: lengths and batch size.
        max_pieces: the longest source, end mark included, that the model can be trusted with.
        max_positions: the longest sequence that it can hold.
    """

    def __init__(self, tokenizers: TokenizerPair, config: DecodingConfig, max_pieces: int, max_positions: int) -> None:
        self.tokenizers = tokenizers
        self.config = config
        self.max_pieces = max_pieces
        self.max_positions = max_positions

    def translate(
        self, lines: Iterable[str], options: SearchOptions, window: int | None = None
    ) -> Iterator[Translation]:
        """One translation for each line, in order. Reads `window` lines ahead at most.

        Neither the window nor `config.batch_sentences` nor `options.processes` changes a result.
        """
        window = window or WINDOW_BATCHES * self.config.batch_sentences
        numbered = enumerate(lines, start=1)
        with Workers(partial(self._search, options=options), options.processes) as workers:
            while chunk := list(itertools.islice(numbered, window)):
                yield from self._translate_window(chunk, options, workers)

    def _translate_window(
        self, chunk: list[tuple[int, str]], options: SearchOptions, workers: Workers[SourceBatch, Found]
    ) -> list[Translation]:
        lines = [self._cut(number, line) for number, line in chunk]
        names = [
            f"{number}:{part.start}" if part.start else f"{number}"
            for (number, _), parts in zip(chunk, lines, strict=True)
            for part in parts
        ]
        found = iter(self._translate_parts([part for parts in lines for part in parts], names, options, workers))
        return [
            join_translations(line, parts, [next(found) for _ in parts], options.length_penalty)
            for (_, line), parts in zip(chunk, lines, strict=True)
        ]

    def _translate_parts(
        self, parts: list[Part], names: list[str], options: SearchOptions, workers: Workers[SourceBatch, Found]
    ) -> list[list[Candidate]]:
        """The candidates of each part; a blank one has nothing to translate, and its translation is nothing."""
        found = [[NOTHING] for _ in parts]
        by_length = sorted(
            (i for i, part in enumerate(parts) if part.encoding.ids), key=lambda i: len(parts[i].encoding.ids)
        )
        size = self.config.batch_sentences
        batches = [by_length[start : start + size] for start in range(0, len(by_length), size)]
        searched = workers.map(
            [SourceBatch([parts[i].encoding.ids for i in rows], [names[i] for i in rows]) for rows in batches]
        )
        for rows, found_of_batch in zip(batches, searched, strict=True):
            for i, hypotheses in zip(rows, found_of_batch, strict=True):
                found[i] = [self._describe(parts[i], h, options) for h in hypotheses]
        return found

    def _cut(self, number: int, line: str) -> list[Part]:
        most, max_sentences = self.max_pieces - 1, self.config.max_sentences
        parts = cut_line(line, self.tokenizers.src, most, max_sentences)
        if len(parts) > 1:
            log.warning(
                "line %d has more than the %d pieces%s that this model was made for: it is translated in %d parts",
                number,
                most,
                "" if max_sentences is None else f" or {max_sentences} sentences (decoding.max_sentences)",
                len(parts),
            )
        if not all(part.is_whole for part in parts):
            log.warning("line %d has a word of more than the %d pieces that this model was made for: "
                        "it loses its end", number, most)  # fmt: skip
        return parts

    def _search(self, batches: Iterator[tuple[int, SourceBatch]], options: SearchOptions) -> list[tuple[int, Found]]:
        """Hypotheses of numbered batches, in any order; each batch is taken when there is time for it."""
        raise NotImplementedError

    def limit_for(self, src_pieces: int) -> int:
        """How many tokens the translation of so many source pieces may have, the end mark counted: one at least.

        One position is the begin mark's, when an unfinished translation is looked at again.
        """
        wanted = self.config.max_length_factor * src_pieces + self.config.max_length_extra
        return max(1, min(int(wanted), self.max_positions - 1))

    def _attend(self, src_ids: list[int], hypothesis: Hypothesis) -> AttentionMaps:
        raise NotImplementedError

    def _describe(self, part: Part, hypothesis: Hypothesis, options: SearchOptions) -> Candidate:
        attention = self._attend(part.encoding.ids, hypothesis) if options.with_attention else None
        text, encoding = self.tokenizers.decode_translation(hypothesis.ids, part.text)
        return Candidate(text, encoding, hypothesis.token_log_probs, hypothesis.score, hypothesis.finished, attention)


class Translator(LineTranslator):
    """Translates lines of text with one model.

    Args:
        model: in evaluation mode, on its device.
        tokenizers, config, max_pieces: see `LineTranslator`.
    """

    def __init__(
        self, model: EncoderDecoder, tokenizers: TokenizerPair, config: DecodingConfig, max_pieces: int
    ) -> None:
        super().__init__(tokenizers, config, max_pieces, model.config.max_positions)
        self.model = model

    @property
    def device(self) -> torch.device:
        """Where the model is."""
        return self.model.output.weight.device

    def force(self, src_ids: Sequence[int], tgt_ids: Sequence[int]) -> tuple[list[float], AttentionMaps]:
        """Log-probabilities and attentions of a given translation, ids without marks.

        One pass over the finished translation, so that every way of decoding is looked at in the same way.

        Returns:
            token_log_probs [tgt_len + 1] in nats, the end mark last; maps without the batch dimension, whose target
            rows are the steps that *produced* those tokens.
        """
        src, tgt = self.tokenizers.src, self.tokenizers.tgt
        with torch.inference_mode():
            source = torch.tensor([[*src_ids, src.eos_id]], device=self.device)
            target = torch.tensor([[tgt.bos_id, *tgt_ids]], device=self.device)
            logits, maps = self.model.forward_with_attention(source, target)
            produced = torch.tensor([*tgt_ids, tgt.eos_id], device=self.device)
            log_probs = logits[0].float().log_softmax(-1).gather(1, produced[:, None])[:, 0]
        return log_probs.tolist(), AttentionMaps(
            *(m[:, 0].cpu() for m in (maps.encoder_self, maps.decoder_self, maps.cross))
        )

    def continue_greedily(
        self, src_ids: Sequence[int], prefix: Sequence[int], watch: Callable[[list[int]], None]
    ) -> Hypothesis:
        """The greedy translation of one source that begins with `prefix`, and with no prefix, freely.

        Args:
            src_ids: without the end mark.
            prefix: target ids, fewer than `limit_for` allows; an end mark as the last one ends the translation there.
            watch: is told the tokens so far whenever there is one more, but for the last (see `watch_tokens`).
        """
        with torch.inference_mode(), self._threads_for(1):
            cache, limits = self._start([list(src_ids)])
            step = watch_tokens(force_prefix(self._step, prefix), watch)
            (hypothesis,) = greedy_search(step, cache, limits, self._rules(self.config.length_penalty))
        return hypothesis

    def _search(self, batches: Iterator[tuple[int, SourceBatch]], options: SearchOptions) -> list[tuple[int, Found]]:
        rows_each = 1 if options.sampling else options.beam_size
        many = rows_each * self.config.batch_sentences

        def begin(batch: SourceBatch) -> tuple[Search[Found], Cache]:
            with self._threads_for(rows_each * len(batch.sources)):
                cache, limits = self._start(batch.sources)
            return self._begin_search(batch, limits, options), cache

        def step(token_ids: Tensor, cache: Cache) -> Tensor:
            with self._threads_for(len(token_ids)):
                return self._step(token_ids, cache)

        with torch.inference_mode():
            starts = ((number, partial(begin, batch)) for number, batch in batches)
            return search_in_turn(starts, step, few=many // FEW, many=many)

    def _begin_search(self, batch: SourceBatch, limits: Tensor, options: SearchOptions) -> Search[Found]:
        rules = self._rules(options.length_penalty)
        if options.sampling is None and (options.beam_size > 1 or options.n_best > 1):
            found = yield from search_with_beam(limits, rules, beam_size=options.beam_size, n_best=options.n_best)
            return found
        if options.sampling:
            path = draw(limits, rules, options.sampling, batch.names)
        else:
            path = search_greedily(limits, rules)
        return [[hypothesis] for hypothesis in (yield from path)]

    def _threads_for(self, n_rows: int) -> AbstractContextManager[None]:
        """Operations on one row are over before a second thread is awake."""
        return threads(1) if n_rows == 1 and self.device.type == "cpu" else nullcontext()

    def _start(self, sources: list[list[int]]) -> tuple[Cache, Tensor]:
        """What a search of these sources starts from: a cache that has read them, and their limits."""
        src = self.tokenizers.src
        longest = max(map(len, sources)) + 1
        rows = [[*ids, src.eos_id] + [src.pad_id] * (longest - len(ids) - 1) for ids in sources]
        limits = torch.tensor([self.limit_for(len(ids)) for ids in sources], device=self.device)
        return self.model.start_cache(self.model.encode(torch.tensor(rows, device=self.device))), limits

    def _rules(self, length_penalty: float) -> SearchRules:
        tgt = self.tokenizers.tgt
        return SearchRules(tgt.bos_id, tgt.eos_id, length_penalty, (tgt.pad_id, tgt.bos_id))

    def _step(self, token_ids: Tensor, cache: Cache) -> Tensor:
        return self.model.decode_step(token_ids, cache).float().log_softmax(dim=-1)

    def _attend(self, src_ids: list[int], hypothesis: Hypothesis) -> AttentionMaps:
        return self.force(src_ids, hypothesis.ids)[1]
