"""What a translator gives back: a source, and what it became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from nmt.decoding.parts import Part
from nmt.decoding.search import compute_score
from nmt.model.encoder_decoder import AttentionMaps
from nmt.tokenizer import Encoding


@dataclass(frozen=True, slots=True)
class Candidate:
    """One translation of a sentence. Log-probabilities are in nats, one a piece and one for the end mark.

    Of a line that was translated in parts there is no attention (its parts have theirs), and the end mark of a part is
    counted with the piece behind it, but for the last.
    """

    text: str
    encoding: Encoding  # ids and pieces, and where each stands in `text`
    token_log_probs: list[float]
    score: float
    finished: bool
    attention: AttentionMaps | None = None  # without the batch dimension; rows: the pieces, then the end mark


@dataclass(frozen=True, slots=True)
class Translation:
    """A source sentence and its translations, best first. A blank sentence has one, the empty text."""

    src: str
    encoding: Encoding
    candidates: list[Candidate]
    in_parts: tuple[Translation, ...] = ()  # of a source of more than the model was made for; see `nmt.decoding.parts`

    @property
    def text(self) -> str:
        """The best translation."""
        return self.candidates[0].text

    @property
    def parts(self) -> tuple[Translation, ...]:
        """What was translated at a time: mostly the whole."""
        return self.in_parts or (self,)


NOTHING = Candidate("", Encoding([], [], []), token_log_probs=[], score=0.0, finished=True)
"""What a blank line becomes."""


def join_translations(
    line: str, parts: Sequence[Part], found: Sequence[Sequence[Candidate]], length_penalty: float
) -> Translation:
    """The translation of a line from those of its parts: the best of each in a row, then the second ones ...

    Args:
        parts: of the line, in order; found: the candidates of each, best first.
        length_penalty: what their scores were computed with.
    """
    if len(parts) == 1:
        return Translation(line, parts[0].encoding, list(found[0]))
    in_parts = tuple(Translation(part.text, part.encoding, list(some)) for part, some in zip(parts, found, strict=True))
    src = _concatenate([part.encoding for part in parts], [part.start for part in parts])
    rows = ([some[min(k, len(some) - 1)] for some in found] for k in range(max(map(len, found))))
    return Translation(line, src, [_join(row, length_penalty) for row in rows], in_parts)


def _join(candidates: Sequence[Candidate], length_penalty: float) -> Candidate:
    starts, text = [], ""
    for candidate in candidates:
        text += " " if text and candidate.text else ""
        starts.append(len(text))
        text += candidate.text
    lengths = [len(candidate.encoding.ids) + candidate.finished for candidate in candidates]
    finished = all(candidate.finished for candidate in candidates)
    # A score is the log-probability divided by the length to the power of the penalty.
    log_prob = sum(c.score * n**length_penalty for c, n in zip(candidates, lengths, strict=True))
    return Candidate(
        text,
        _concatenate([candidate.encoding for candidate in candidates], starts),
        _concatenate_log_probs(candidates, finished),
        compute_score(log_prob, sum(lengths), length_penalty),
        finished,
    )


def _concatenate(encodings: Sequence[Encoding], starts: Sequence[int]) -> Encoding:
    """The pieces of all, their offsets counted from where each text begins in the whole one."""
    offsets = [
        (start + first, start + last)
        for encoding, start in zip(encodings, starts, strict=True)
        for first, last in encoding.offsets
    ]
    ids, pieces = (chain.from_iterable(getattr(e, name) for e in encodings) for name in ("ids", "pieces"))
    return Encoding(list(ids), list(pieces), offsets)


def _concatenate_log_probs(candidates: Sequence[Candidate], finished: bool) -> list[float]:
    """One for each piece and, if all is finished, the last end mark's; inner ones go to the piece behind them."""
    if not any(candidate.token_log_probs for candidate in candidates):
        return []  # nobody asked for them
    log_probs: list[float] = []
    end = 0.0
    for candidate in candidates:
        own = list(candidate.token_log_probs)
        own_end = own.pop() if own and candidate.finished else 0.0
        if own:
            own[0] += end
            end = 0.0
        log_probs += own
        end += own_end
    if finished:
        log_probs.append(end)
    else:
        log_probs[-1] += end
    return log_probs
