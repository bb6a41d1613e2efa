"""Which words of two given sentences belong together, according to a trained model: forced alignment.

One pass over the finished pair, whoever wrote or decoded its target (greedy, beam, sampling, a person), so that every
target is looked at in the same way and nothing is carried through a search.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import torch
from torch import Tensor

from nmt.alignment.aer import AlignmentScore, score_links
from nmt.alignment.merging import merge_to_words
from nmt.alignment.weights import AlignmentWeights, FloatArray, link_best
from nmt.data.corpus import SentencePair
from nmt.model.transformer import AttentionMaps, Transformer
from nmt.tokenizer import Encoding, Tokenizer, TokenizerPair

log = logging.getLogger(__name__)

BATCH_SENTENCES = 64
# Pairs read ahead to be sorted by length.
WINDOW = 16 * BATCH_SENTENCES


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """Both sides of a pair as pieces, without marks."""

    src: Encoding
    tgt: Encoding


@dataclass(frozen=True, slots=True)
class ForcedPass:
    """What the model makes of one finished pair. Arrays are float32, without padding.

    `maps` are those of `Transformer.forward_with_attention` without the batch dimension; their target rows are the
    steps that *produced* a piece, the last one the end mark.
    """

    log_probs: FloatArray  # [tgt pieces + 1] in nats; the end mark last
    runners_up: list[list[tuple[int, float]]]  # of each step the likeliest ids, best first; [] when not asked for
    alignment: FloatArray  # [layers, tgt pieces, src pieces + 1], the last column "no source piece"
    maps: AttentionMaps | None

    def weigh_pieces(self, layer: int) -> AlignmentWeights:
        """The alignment between the pieces, by the head of one layer."""
        weights = self.alignment[layer].astype("float64")
        return AlignmentWeights(weights[:, :-1], weights[:, -1], 0 * weights[:, -1])


class ForcedAligner:
    """Aligns pairs of text with one model.

    Args:
        model: in evaluation mode, with alignment heads.
        tokenizers: those that it was trained with.
        layer: whose head speaks for the model.
        max_pieces: the longest side, end mark included, that the model can be trusted with.
    """

    def __init__(self, model: Transformer, tokenizers: TokenizerPair, layer: int, max_pieces: int) -> None:
        self.model = model
        self.tokenizers = tokenizers
        self.layer = layer
        self.max_pieces = max_pieces

    def encode(self, src: str, tgt: str, number: int = 1) -> EncodedPair:
        """Cuts both sides into pieces; one that is too long loses its end, and a warning names it by `number`."""
        source = self._encode_side(src, self.tokenizers.src, f"the source of sentence {number}")
        return EncodedPair(source, self._encode_side(tgt, self.tokenizers.tgt, f"the target of sentence {number}"))

    def look(
        self, pairs: Iterable[EncodedPair], *, with_maps: bool = False, n_runners_up: int = 0
    ) -> Iterator[ForcedPass]:
        """One forced pass for each pair, in order; reads a window of pairs ahead, and batches those of like length."""
        pairs = iter(pairs)
        while window := list(islice(pairs, WINDOW)):
            found: dict[int, ForcedPass] = {}
            by_length = sorted(range(len(window)), key=lambda k: (len(window[k].tgt.ids), len(window[k].src.ids)))
            for start in range(0, len(by_length), BATCH_SENTENCES):
                rows = by_length[start : start + BATCH_SENTENCES]
                passes = self._force([window[k] for k in rows], with_maps, n_runners_up)
                found |= dict(zip(rows, passes, strict=True))
            yield from (found[k] for k in range(len(window)))

    def measure_aer(self, pairs: Sequence[SentencePair], layer: int | None = None) -> AlignmentScore:
        """Scores the links between the words of pairs with gold links, by the head of `layer` (default: the chosen)."""
        encoded = [self.encode(pair.src, pair.tgt, number) for number, pair in enumerate(pairs, start=1)]
        total = AlignmentScore()
        for pair, pieces, forced in zip(pairs, encoded, self.look(encoded), strict=True):
            assert pair.gold is not None
            weights = forced.weigh_pieces(self.layer if layer is None else layer)
            words = merge_to_words(
                weights, pieces.src.offsets, pieces.tgt.offsets, pair.gold.src_spans, pair.gold.tgt_spans
            )
            total += score_links(link_best(words), pair.gold)
        return total

    def _encode_side(self, text: str, tokenizer: Tokenizer, name: str) -> Encoding:
        encoding, kept = tokenizer.encode_with_offsets(text), self.max_pieces - 1
        if len(encoding.ids) <= kept:
            return encoding
        log.warning(
            "%s has %d pieces, and this model was made for at most %d: the rest stays unaligned; split the sentence",
            name, len(encoding.ids), kept,
        )  # fmt: skip
        return Encoding(encoding.ids[:kept], encoding.pieces[:kept], encoding.offsets[:kept])

    @torch.inference_mode()
    def _force(self, pairs: Sequence[EncodedPair], with_maps: bool, n_runners_up: int) -> list[ForcedPass]:
        src, tgt, device = self.tokenizers.src, self.tokenizers.tgt, self.model.output.weight.device
        src_ids = _pad([[*pair.src.ids, src.eos_id] for pair in pairs], src.pad_id).to(device)
        tgt_in = _pad([[tgt.bos_id, *pair.tgt.ids] for pair in pairs], tgt.pad_id).to(device)
        tgt_out = _pad([[*pair.tgt.ids, tgt.eos_id] for pair in pairs], tgt.pad_id).to(device)
        maps: AttentionMaps | None = None
        if with_maps:
            logits, maps = self.model.forward_with_attention(src_ids, tgt_in)
            assert maps.alignment is not None
            alignment = maps.alignment
        else:
            hidden, log_weights = self.model.decode_and_align(tgt_in, self.model.encode(src_ids))
            logits, alignment = self.model.logits(hidden), log_weights.exp()
        log_probs = logits.float().log_softmax(-1)
        produced = log_probs.gather(2, tgt_out[..., None])[..., 0].cpu().numpy()
        best = log_probs.topk(n_runners_up, dim=-1) if n_runners_up else None
        passes = []
        for row, pair in enumerate(pairs):
            n_src, n_tgt = len(pair.src.ids), len(pair.tgt.ids)
            own = torch.cat([alignment[:, row, :n_tgt, :n_src], alignment[:, row, :n_tgt, -1:]], dim=-1)
            passes.append(
                ForcedPass(
                    produced[row, : n_tgt + 1],
                    [] if best is None else _list_best(best.indices[row], best.values[row], n_tgt + 1),
                    own.cpu().numpy(),
                    None if maps is None else _cut_maps(maps, row, n_src + 1, n_tgt + 1),
                )
            )
        return passes


def _pad(rows: list[list[int]], pad_id: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [pad_id] * (longest - len(row)) for row in rows])


def _list_best(ids: Tensor, log_probs: Tensor, n_steps: int) -> list[list[tuple[int, float]]]:
    steps = zip(ids[:n_steps].tolist(), log_probs[:n_steps].tolist(), strict=True)
    return [list(zip(*step, strict=True)) for step in steps]


def _cut_maps(maps: AttentionMaps, row: int, n_src: int, n_tgt: int) -> AttentionMaps:
    """The maps of one row of a batch without its padding, [layers, heads, ...], on the CPU."""
    return AttentionMaps(
        maps.encoder_self[:, row, :, :n_src, :n_src].cpu(),
        maps.decoder_self[:, row, :, :n_tgt, :n_tgt].cpu(),
        maps.cross[:, row, :, :n_tgt, :n_src].cpu(),
    )
