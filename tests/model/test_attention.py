"""Attention against PyTorch's own, against the formula, and against what a mask promises."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn

from nmt.model.attention import MultiHeadAttention, scaled_dot_product_attention
from nmt.model.cpu_attention import CpuAttention, as_bias, attend_without_gradient
from nmt.model.dropout import Dropout, keep_mask
from nmt.model.positions import Rotary, sinusoids


def randn(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def test_attention_is_the_formula_of_the_paper() -> None:
    query, key, value = randn(1, 1, 2, 4), randn(1, 1, 3, 4, seed=1), randn(1, 1, 3, 4, seed=2)
    context, weights = scaled_dot_product_attention(query, key, value)
    for row in range(2):
        scores = [float(query[0, 0, row] @ key[0, 0, col]) / math.sqrt(4) for col in range(3)]
        total = sum(math.exp(score) for score in scores)
        expected = [math.exp(score) / total for score in scores]
        assert weights[0, 0, row].tolist() == pytest.approx(expected, abs=1e-6)
        by_hand = sum(w * value[0, 0, col] for col, w in enumerate(expected))
        torch.testing.assert_close(context[0, 0, row], by_hand)


def test_attention_agrees_with_pytorchs_kernel_under_a_mask() -> None:
    query, key, value = randn(2, 3, 5, 8), randn(2, 3, 7, 8, seed=1), randn(2, 3, 7, 8, seed=2)
    mask = randn(2, 1, 5, 7, seed=3) > 0
    mask[..., 0] = True
    context, weights = scaled_dot_product_attention(query, key, value, mask)
    expected = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    torch.testing.assert_close(context, expected)
    assert bool((weights[~mask.expand_as(weights)] == 0).all())


@pytest.mark.parametrize("src_len", [5, 16, 21])
@pytest.mark.parametrize("kind", ["none", "padding", "causal"])
def test_attention_for_a_cpu_is_the_formula_and_its_derivative(kind: str, src_len: int) -> None:
    tgt_len = src_len if kind == "causal" else 6
    inputs = [randn(2, 3, n, 8, seed=n).double().requires_grad_() for n in (tgt_len, src_len, src_len)]
    mask = None
    if kind == "padding":
        mask = torch.ones(2, 1, 1, src_len, dtype=torch.bool)
        mask[1, ..., 3:] = False
    elif kind == "causal":
        mask = torch.ones(tgt_len, tgt_len, dtype=torch.bool).tril()
    context, weights = CpuAttention.apply(*inputs, mask)
    expected, expected_weights = scaled_dot_product_attention(*inputs, mask)
    torch.testing.assert_close(context, expected)
    torch.testing.assert_close(weights, expected_weights)
    seen, looked = randn(*context.shape, seed=9).double(), randn(*weights.shape, seed=8).double()

    def differentiate(context: Tensor, weights: Tensor, wanted: str) -> tuple[Tensor, ...]:
        """Of what translates, of where it looks (which leaves the values alone), or of both."""
        asked = {"context": (context * seen).sum(), "weights": (weights * looked).sum()}
        total = sum(value for name, value in asked.items() if name in wanted)
        return torch.autograd.grad(total, inputs, retain_graph=True, allow_unused=True, materialize_grads=True)

    for wanted in ("context", "weights", "context and weights"):
        ours, theirs = (differentiate(*both, wanted) for both in ((context, weights), (expected, expected_weights)))
        for a, b in zip(ours, theirs, strict=True):
            torch.testing.assert_close(a, b)


@pytest.mark.parametrize("shape", [(2, 1, 1, 7), (2, 3, 1, 7), (1, 1, 5, 7), (5, 7)])
def test_a_mask_may_be_a_bias_and_no_gradient_be_wanted(shape: tuple[int, ...]) -> None:
    inputs = randn(2, 3, 5, 8), randn(2, 3, 7, 8, seed=1), randn(2, 3, 7, 8, seed=2)
    mask = randn(*shape, seed=3) > 0
    mask[..., 0] = True
    expected = scaled_dot_product_attention(*inputs, mask)
    for attention in (scaled_dot_product_attention, CpuAttention.apply, attend_without_gradient):
        for kind in (mask, as_bias(mask, torch.float32)):
            for ours, theirs in zip(attention(*inputs, kind), expected, strict=True):
                torch.testing.assert_close(ours, theirs)
    fused = nn.functional.scaled_dot_product_attention(*inputs, attn_mask=as_bias(mask, torch.float32))
    torch.testing.assert_close(fused, expected[0])  # what a GPU computes


def test_attention_for_a_cpu_stays_finite_where_nothing_may_be_attended() -> None:
    mask = torch.zeros(1, 1, 1, 4, dtype=torch.bool)
    context, weights = CpuAttention.apply(randn(1, 2, 3, 8), randn(1, 2, 4, 8), randn(1, 2, 4, 8), mask)
    assert bool(context.isfinite().all())
    torch.testing.assert_close(weights, torch.full((1, 2, 3, 4), 0.25))


@pytest.mark.parametrize("bias", [False, True])
def test_multi_head_attention_equals_torch_nn(bias: bool) -> None:
    ours, theirs = (
        MultiHeadAttention(16, 4, bias=bias),
        nn.MultiheadAttention(16, 4, bias=bias, batch_first=True),
    )
    with torch.no_grad():
        for parameter in ours.parameters():
            parameter.copy_(randn(*parameter.shape, seed=parameter.numel()))
        theirs.in_proj_weight.copy_(ours.in_proj.weight)
        theirs.out_proj.weight.copy_(ours.out_proj.weight)
        if bias:
            theirs.in_proj_bias.copy_(ours.in_proj.bias)
            theirs.out_proj.bias.copy_(ours.out_proj.bias)
    x, memory = randn(2, 5, 16), randn(2, 6, 16, seed=1)
    is_token = torch.tensor([[True] * 6, [True] * 4 + [False] * 2])

    output, weights = ours.attend(ours.project_query(x), *ours.project_memory(memory), is_token[:, None, None])
    expected, expected_weights = theirs(x, memory, memory, key_padding_mask=~is_token, average_attn_weights=False)
    torch.testing.assert_close(output, expected)
    torch.testing.assert_close(weights, expected_weights)

    output, weights = ours.attend(*ours.project_self(x, rotary=None), mask=None)
    expected, expected_weights = theirs(x, x, x, average_attn_weights=False)
    torch.testing.assert_close(output, expected)
    torch.testing.assert_close(weights, expected_weights)


def test_returned_weights_are_before_dropout() -> None:
    attention = MultiHeadAttention(16, 4, dropout=0.5).train()
    _, weights = attention.attend(*attention.project_self(randn(2, 9, 16), rotary=None), mask=None)
    assert weights is not None
    torch.testing.assert_close(weights.sum(-1), torch.ones(2, 4, 9))
    assert bool((weights > 0).all())


def test_a_row_with_nothing_to_attend_to_stays_finite() -> None:
    x = randn(1, 1, 2, 4)
    context, weights = scaled_dot_product_attention(x, x, x, torch.zeros(2, 2, dtype=torch.bool))
    assert bool(context.isfinite().all())
    torch.testing.assert_close(weights.sum(-1), torch.ones(1, 1, 2))


def test_rotary_scores_depend_on_distance_only() -> None:
    rotary = Rotary(d_head=8, n_positions=32)
    query, key = randn(8), randn(8, seed=1)
    turned = rotary(torch.stack((query, key)).expand(32, 2, 8).transpose(0, 1)).transpose(
        0, 1
    )  # [position, which, d_head]
    near = [float(turned[p + 3, 0] @ turned[p, 1]) for p in range(0, 29, 7)]
    assert near == pytest.approx([near[0]] * len(near), abs=1e-5)
    assert float(turned[3, 0] @ turned[3, 1]) == pytest.approx(float(query @ key), abs=1e-5)
    assert float(turned[9, 0] @ turned[0, 1]) != pytest.approx(near[0], abs=1e-3)


def test_rotary_goes_on_where_the_cache_stops() -> None:
    rotary, x = Rotary(8, 32), randn(2, 1, 3, 10, 8)
    torch.testing.assert_close(rotary(x)[..., 6:, :], rotary(x[..., 6:, :], start=6))


def test_sinusoids_are_those_of_section_3_5() -> None:
    table = sinusoids(50, 16)
    for position, i in ((0, 0), (7, 3), (49, 7)):
        angle = position / 10000 ** (2 * i / 16)
        assert table[position, 2 * i].item() == pytest.approx(math.sin(angle), abs=1e-5)
        assert table[position, 2 * i + 1].item() == pytest.approx(math.cos(angle), abs=1e-5)


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.5])
def test_dropout_drops_its_share_and_keeps_the_mean(rate: float) -> None:
    torch.manual_seed(3)
    dropout, x = Dropout(rate).train(), torch.ones(500, 401)
    y = dropout(x)
    exact = round(256 * rate) / 256
    assert float((y == 0).float().mean()) == pytest.approx(exact, abs=0.005)
    assert float(y.mean()) == pytest.approx(1.0, abs=0.01)
    assert y.unique().tolist() == pytest.approx([0.0, 1 / (1 - exact)])
    assert dropout.eval()(x) is x


def test_dropout_bits_are_independent_of_each_other() -> None:
    torch.manual_seed(4)
    kept = keep_mask(torch.empty(4096, 64), 0.5).float()
    correlation = torch.corrcoef(kept.t()) - torch.eye(64)
    assert float(correlation.abs().max()) < 0.09  # 5 standard deviations of a sample correlation


def test_dropout_gradient_follows_the_mask() -> None:
    torch.manual_seed(5)
    x = torch.ones(64, 64, requires_grad=True)
    y = Dropout(0.3).train()(x)
    y.sum().backward()
    torch.testing.assert_close(x.grad, y.detach())


def test_an_attention_that_begins_by_copying_adds_what_it_attends_to() -> None:
    attention = MultiHeadAttention(12, 3)
    attention.begin_by_copying(0.5)
    memory = randn(2, 4, 12)
    key, value = attention.project_memory(memory)
    alike = attention.attend(torch.zeros(2, 3, 1, 4), key, value, mask=None)[0]
    torch.testing.assert_close(alike[:, 0], 0.5 * memory.mean(1))
    only_the_second = torch.tensor([[False, True, False, False]])
    second = attention.attend(torch.zeros(2, 3, 1, 4), key, value, only_the_second)[0]
    torch.testing.assert_close(second[:, 0], 0.5 * memory[:, 1])
