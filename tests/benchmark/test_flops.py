"""Counted FLOPs against those that PyTorch counts while the model runs."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch.utils.flop_counter import FlopCounterMode

from nmt.benchmark.flops import count_forward_flops, count_training_flops
from nmt.benchmark.task import Sizes
from nmt.config import ModelConfig
from nmt.model.transformer import Transformer

SHAPES = [
    (Sizes(32, 48, 2, 2, 1, 40, 64, 1e-6), 5, 7),
    (Sizes(16, 64, 4, 1, 3, 100, 64, 1e-6), 9, 4),
]


def build(sizes: Sizes, **model: object) -> Transformer:
    shape = {name: getattr(sizes, name) for name in ("d_model", "d_ff", "n_heads", "max_positions")}
    layers = {"n_encoder_layers": sizes.n_encoder_layers, "n_decoder_layers": sizes.n_decoder_layers}
    config = ModelConfig.model_validate({**shape, **layers, **model})
    return Transformer(config, sizes.vocab_size, sizes.vocab_size, pad_id=0)


@pytest.mark.parametrize(("sizes", "src", "tgt"), SHAPES)
@pytest.mark.parametrize("activation", ["relu", "swiglu"])
def test_a_forward_pass_is_counted_as_pytorch_counts_it(sizes: Sizes, src: int, tgt: int, activation: str) -> None:
    model = build(sizes, activation=activation)
    rows = 3
    with FlopCounterMode(display=False) as counter:
        model(torch.full((rows, src), 5), torch.full((rows, tgt), 5))
    counted = count_forward_flops(sizes, [(src, tgt)] * rows, gated=activation == "swiglu")
    assert counter.get_total_flops() == counted


def test_a_training_step_is_three_passes() -> None:
    sizes, src, tgt = SHAPES[0]
    model = build(sizes, dropout=0.0)
    ids = torch.full((2, src), 5), torch.full((2, tgt), 5)
    with FlopCounterMode(display=False) as forward:
        model(*ids)
    with FlopCounterMode(display=False) as both:
        logits = model(*ids)
        F.cross_entropy(logits.flatten(0, 1), ids[1].flatten()).backward()
    assert both.get_total_flops() == 3 * forward.get_total_flops() == count_training_flops(sizes, [(src, tgt)] * 2)


def test_sentences_add_up_and_longer_ones_cost_more_than_in_proportion() -> None:
    sizes, src, tgt = SHAPES[0]
    one, other = count_forward_flops(sizes, [(src, tgt)]), count_forward_flops(sizes, [(src, 2 * tgt)])
    assert count_forward_flops(sizes, [(src, tgt), (src, 2 * tgt)]) == one + other
    assert count_forward_flops(sizes, [(2 * src, 2 * tgt)]) > 2 * one
