"""torch.nn's transformer with our weights is our transformer."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from nmt.benchmark.task import Sizes
from nmt.benchmark.twin import TorchTransformer, sinusoids
from nmt.model import positions
from nmt.model.transformer import Transformer
from tests.benchmark.tiny_task import BATCH, MARKS, VOCAB_SIZE, build_model, weights_of


def build_twin(model: Transformer, *, dropout: float = 0.0, inner_dropout: float = 0.0) -> TorchTransformer:
    shape = {name: getattr(model.config, name) for name in Sizes.__slots__ if hasattr(model.config, name)}
    sizes = Sizes(**shape, vocab_size=VOCAB_SIZE, norm_epsilon=1e-6)
    return TorchTransformer(sizes, MARKS.pad, dropout, inner_dropout)


def test_the_twin_has_as_many_parameters_and_the_same_logits() -> None:
    model = build_model()
    twin = build_twin(model).eval()
    assert sum(p.numel() for p in twin.parameters()) == sum(p.numel() for p in model.parameters())
    twin.load_ours(weights_of(model))
    src_ids, tgt_in = torch.tensor(BATCH.src_ids), torch.tensor(BATCH.tgt_in)
    real = tgt_in != MARKS.pad
    torch.testing.assert_close(twin(src_ids, tgt_in)[real], model(src_ids, tgt_in)[real], rtol=1e-4, atol=1e-5)


def test_the_twin_learns_from_the_same_gradient() -> None:
    model = build_model()
    twin = build_twin(model).train()
    twin.load_ours(weights_of(model))
    ids = torch.tensor(BATCH.src_ids), torch.tensor(BATCH.tgt_in)
    for one in (model.train(), twin):
        one(*ids)[ids[1] != MARKS.pad].square().sum().backward()
    torch.testing.assert_close(twin.embedding.weight.grad, model.tgt_embedding.weight.grad, rtol=1e-3, atol=1e-3)


def test_a_weight_without_a_counterpart_is_refused() -> None:
    model = build_model()
    weights = weights_of(model)
    weights.pop("decoder.0.feed_forward.up.bias")
    with pytest.raises(RuntimeError, match="linear1"):
        build_twin(model).load_ours(weights)


def test_inner_dropout_is_what_is_asked_for() -> None:
    twin = build_twin(build_model(), dropout=0.1, inner_dropout=0.0)
    attentions = [module for module in twin.modules() if isinstance(module, nn.MultiheadAttention)]
    assert attentions and all(module.dropout == 0.0 for module in attentions)
    layers = [m for m in twin.modules() if isinstance(m, nn.TransformerEncoderLayer | nn.TransformerDecoderLayer)]
    assert all(layer.dropout.p == 0.0 and layer.dropout1.p == 0.1 for layer in layers)


def test_sinusoids_are_ours() -> None:
    torch.testing.assert_close(sinusoids(50, 32), positions.sinusoids(50, 32))
