"""One sentence translated while somebody watches: after every token, all that the model makes of it so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nmt.aligner import ForcedAligner
from nmt.alignment.sidecar import KINDS, quantise
from nmt.decoding.translator import Translator
from nmt.serving.questions import Question, Refusal
from nmt.tokenizer import Encoding
from nmt.viz.payload import describe_record, describe_sidecar

RUNNERS_UP = 6  # of each step that the page offers

Event = dict[str, Any]
"""`{"record": ..., "done": ...}`: the record of the viewer's page (`describe_record`) with `heads` and `given`, the
number of tokens that were forced. Until a step has chosen the end mark, there is no log-probability for it."""


class LiveTranslator:
    """Answers questions with greedy search: the one search whose words stand once they are there.

    Every event comes from a pass of its own over the tokens so far (`ForcedAligner`), so that its alignment is the one
    that any other script would tell of them; it costs a few milliseconds.
    """

    def __init__(self, translator: Translator, aligner: ForcedAligner) -> None:
        self.translator = translator
        self.aligner = aligner

    def answer(self, question: Question, send: Callable[[Event], None]) -> None:
        """Call `send` with an event for each token after the forced ones, the last one with `done`.

        What `send` raises ends the translation.

        Raises:
            Refusal: a source or a beginning that this model cannot take.
        """
        source = self._read_source(question.source)
        limit = self.translator.limit_for(len(source.ids))
        prefix = self._read_prefix(question, limit)

        def tell(tokens: list[int], *, finished: bool = False, done: bool = False) -> None:
            if done or len(tokens) >= len(prefix):
                record = self._describe(question.source, source, tokens, finished)
                send({"record": record | {"given": len(prefix)}, "done": done})

        found = self.translator.continue_greedily(source.ids, prefix, tell)
        tell(found.ids, finished=found.finished, done=True)

    def _read_source(self, text: str) -> Encoding:
        source, most = self.translator.tokenizers.src.encode_with_offsets(text), self.translator.max_pieces - 1
        if len(source.ids) > most:
            raise Refusal(
                f"the sentence has {len(source.ids)} pieces, and this model was made for at most {most}: "
                "give one sentence at a time"
            )
        if not source.ids:
            raise Refusal("there is nothing to translate; type a sentence")
        return source

    def _read_prefix(self, question: Question, limit: int) -> list[int]:
        tgt = self.translator.tokenizers.tgt
        ids = tgt.encode(question.begin)
        for place, piece in enumerate(question.prefix, start=1):
            id_ = tgt.find_piece(piece)
            is_last = place == len(question.prefix)
            if id_ is None:
                raise Refusal(f"prefix: {piece!r} is no piece of this model")
            if id_ in (tgt.pad_id, tgt.bos_id) or (id_ == tgt.eos_id and not is_last):
                raise Refusal(f"prefix: {piece!r} is a mark and no word; only the end mark may be forced, as the last")
            ids.append(id_)
        if len(ids) >= limit:
            raise Refusal(
                f"the beginning has {len(ids)} pieces, and a translation of this sentence has at most {limit - 1}"
            )
        return ids

    def _describe(self, text: str, source: Encoding, tokens: list[int], finished: bool) -> Event:
        record, maps = self.aligner.describe_pieces(text, source, tokens, RUNNERS_UP)
        described = describe_record(record)
        described["heads"] = describe_sidecar(record, {kind: quantise(getattr(maps, kind)) for kind in KINDS})
        if not finished:  # that step is still to come
            del described["logProbs"][-1], described["runnersUp"][-1]
        return described
