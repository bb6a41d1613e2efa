"""Three ways to say why a word was produced, and the alignment head, each read as an alignment and held to gold links.

PYTHONPATH=. python tests/alignment/measure_explanations.py RUN [--pairs 300]

All are read by the same rule (`nmt.alignment.links.link_words`), on pairs of the toy's test split with their references
as the translation. The table of docs/attention.md comes from here.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from nmt.aligner import EncodedPair, ForcedAligner
from nmt.alignment.aer import AlignmentScore, score_links
from nmt.alignment.links import link_words
from nmt.alignment.merging import WordMerger
from nmt.alignment.weights import AlignmentWeights
from nmt.build.translator import load_aligning_translator
from nmt.data.toy.corpus import read_toy
from nmt.model.transformer import Transformer
from nmt.run import resolve_run

Rows = NDArray[np.float64]  # [tgt_len, src_len + 1], the end mark in the last column; not negative


def log_probs_of(model: Transformer, src: Tensor, tgt_in: Tensor, produced: Tensor) -> Tensor:
    """Log-probability of each produced token, [batch, tgt_len]."""
    return model(src, tgt_in).float().log_softmax(-1).gather(2, produced[..., None])[..., 0]


def gradient_times_input(model: Transformer, src: Tensor, tgt_in: Tensor, produced: Tensor) -> Rows:
    """|embedding . gradient of a token's log-probability| for each source piece (Denil et al. 2014)."""
    embedded: list[Tensor] = []

    def keep(_: object, __: object, output: Tensor) -> Tensor:
        embedded.append(output.detach().requires_grad_())
        return embedded[-1]

    hook = model.src_embedding.register_forward_hook(keep)
    with torch.enable_grad():
        log_probs = log_probs_of(model, src, tgt_in, produced)[0]
        rows = [
            (torch.autograd.grad(log_prob, embedded[0], retain_graph=True)[0][0] * embedded[0][0]).sum(-1).abs()
            for log_prob in log_probs
        ]
    hook.remove()
    return torch.stack(rows).detach().double().numpy()


def leave_one_out(model: Transformer, src: Tensor, tgt_in: Tensor, produced: Tensor) -> Rows:
    """What a token's log-probability loses when a source piece is not there (Li et al. 2016)."""
    length = src.shape[1]
    without = torch.stack([torch.cat([src[0, :i], src[0, i + 1 :]]) for i in range(length)])
    whole = log_probs_of(model, src, tgt_in, produced)
    left = log_probs_of(model, without, tgt_in.expand(length, -1), produced.expand(length, -1))
    return (whole - left).clamp_min(0).t().double().numpy()


def explanations(aligner: ForcedAligner, pair: EncodedPair) -> dict[str, AlignmentWeights]:
    """Each way's weights between the pieces of one pair."""
    model = aligner.model
    assert isinstance(model, Transformer)
    src_marks, tgt_marks = aligner.tokenizers.src.special_ids, aligner.tokenizers.tgt.special_ids
    src = torch.tensor([[*pair.src.ids, src_marks.eos_id]])
    tgt_in = torch.tensor([[tgt_marks.bos_id, *pair.tgt.ids[:-1]]])
    produced = torch.tensor([pair.tgt.ids])
    (forced,) = aligner.look([pair], with_maps=True)
    assert forced.maps is not None
    attention = forced.maps.cross[aligner.attention_layer][:, :-1].double().numpy()  # [heads, tgt, src + 1]
    with torch.no_grad():
        said = {
            "gradient × input": gradient_times_input(model, src, tgt_in, produced),
            "leave one source piece out": leave_one_out(model, src, tgt_in, produced),
            f"cross-attention, layer {aligner.attention_layer}, mean of heads": attention.mean(0),
        }
        said |= {f"cross-attention, head {head}": rows for head, rows in enumerate(attention)}
    weights = {name: as_weights(rows) for name, rows in said.items()}
    return weights | {"alignment head": forced.weigh_pieces(aligner.layer)}


def as_weights(rows: Rows) -> AlignmentWeights:
    """Rows that sum to 1; one without any weight says that no source word is meant."""
    total = rows.sum(1, keepdims=True)
    shares = np.where(total > 0, rows / np.maximum(total, 1e-30), 0.0)
    nothing = np.where(total[:, 0] > 0, 0.0, 1.0)
    return AlignmentWeights(shares[:, :-1], nothing, shares[:, -1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--pairs", type=int, default=300)
    given = parser.parse_args()
    torch.set_num_threads(1)
    _, aligner = load_aligning_translator(resolve_run(str(given.run), Path.cwd()), torch.device("cpu"))
    totals: dict[str, AlignmentScore] = {}
    for number, pair in enumerate(read_toy("test")[: given.pairs], start=1):
        assert pair.gold is not None
        pieces = aligner.encode(pair.src, pair.tgt, number)
        words = WordMerger(pieces.src.offsets, pieces.tgt.offsets, pair.gold.src_spans, pair.gold.tgt_spans).merge
        for name, weights in explanations(aligner, pieces).items():
            totals[name] = totals.get(name, AlignmentScore()) + score_links(link_words(words(weights)), pair.gold)
    for name, score in totals.items():
        print(f"{name:44}{100 * score.aer:6.1f} %{100 * score.precision:8.1f}{100 * score.recall:8.1f}")


if __name__ == "__main__":
    main()
