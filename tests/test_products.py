"""Products in bf16: how near to the exact ones they are, gradients included, and that filled rows change nothing."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from nmt import products
from nmt.loss import compute_fused_loss
from nmt.products import (
    ROWS,
    Linear,
    are_in_bf16,
    bf16_products,
    lay_out,
    linear,
    linear_from_heads,
    linear_to_heads,
    to_filled_bf16,
)


def randn(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("rows", [1, ROWS - 1, ROWS, ROWS + 1])
def test_rows_are_filled_up_with_zeros(rows: int) -> None:
    x = randn(rows, 3)
    filled = to_filled_bf16(x)
    assert filled.dtype == torch.bfloat16
    assert filled.shape[0] % ROWS == 0 and filled.shape[0] - rows < ROWS
    assert torch.equal(filled[:rows], x.bfloat16())
    assert bool((filled[rows:] == 0).all())


@pytest.mark.parametrize("bias", [False, True])
def test_a_linear_map_and_its_gradients_are_near_the_exact_ones(bias: bool) -> None:
    torch.manual_seed(0)
    layer, x, seen = Linear(24, 40, bias=bias), randn(3, 7, 24).requires_grad_(), randn(3, 7, 40, seed=1)
    wanted = [x, *layer.parameters()]
    exact = layer(x)
    exact_gradients = torch.autograd.grad((exact * seen).sum(), wanted)
    with bf16_products():
        assert are_in_bf16()
        rounded = layer(x)
    assert not are_in_bf16()
    assert rounded.dtype == torch.float32 and not torch.equal(rounded, exact)
    torch.testing.assert_close(rounded, exact, atol=0.03, rtol=0.02)
    for ours, theirs in zip(torch.autograd.grad((rounded * seen).sum(), wanted), exact_gradients, strict=True):
        assert ours.dtype == torch.float32
        assert float((ours - theirs).norm() / theirs.norm()) < 0.01


def test_each_row_is_what_it_is_alone() -> None:
    """Batch size never changes a result."""
    x, weight = randn(100, 32), randn(16, 32, seed=1)
    with bf16_products():
        together = linear(x, weight)
        alone = torch.cat([linear(row[None], weight) for row in x])
    assert torch.equal(together, alone)


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("with_bias", [False, True])
@pytest.mark.parametrize(("batch", "length"), [(3, 7), (ROWS, 2)])  # with rows that fill up, and without
def test_heads_are_the_columns_of_the_plain_product(batch: int, length: int, with_bias: bool, half: bool) -> None:
    """Folding changes where a number lies, never the number; gradients find their way back."""
    x, weight = randn(batch, length, 24).requires_grad_(), randn(48, 24, seed=1).requires_grad_()
    bias = randn(48, seed=2).requires_grad_() if with_bias else None
    wanted = [x, weight] if bias is None else [x, weight, bias]
    with bf16_products() if half else nullcontext():
        columns = linear(x, weight, bias).view(batch, length, 2, 4, 6)
        heads = linear_to_heads(x, weight, bias, n_heads=4)
        assert heads.shape == (2, batch, 4, length, 6)
        assert torch.equal(heads, columns.permute(2, 0, 3, 1, 4))
        seen = randn(*columns.shape, seed=3)
        plain = torch.autograd.grad((columns * seen).sum(), wanted)
        folded = torch.autograd.grad((heads * seen.permute(2, 0, 3, 1, 4)).sum(), wanted)
    for ours, theirs in zip(folded, plain, strict=True):
        torch.testing.assert_close(ours, theirs)


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("with_bias", [False, True])
@pytest.mark.parametrize(("batch", "length"), [(3, 7), (ROWS, 2)])
def test_heads_side_by_side_are_multiplied_as_one_row(batch: int, length: int, with_bias: bool, half: bool) -> None:
    x, weight = randn(batch, 4, length, 6).requires_grad_(), randn(10, 24, seed=1).requires_grad_()
    bias = randn(10, seed=2).requires_grad_() if with_bias else None
    wanted = [x, weight] if bias is None else [x, weight, bias]
    with bf16_products() if half else nullcontext():
        expected = linear(x.transpose(1, 2).flatten(2), weight, bias)
        output = linear_from_heads(x, weight, bias)
        assert torch.equal(output, expected)
        plain = torch.autograd.grad((expected**2).sum(), wanted)
        folded = torch.autograd.grad((output**2).sum(), wanted)
    for ours, theirs in zip(folded, plain, strict=True):
        torch.testing.assert_close(ours, theirs)


def test_what_stays_half_is_what_the_next_product_would_have_made_of_it() -> None:
    """relu and square of a feed-forward network in bf16: the same bits as by way of fp32, gradients included."""
    x, up, down = randn(5, 9, 24).requires_grad_(), randn(40, 24, seed=1), randn(24, 40, seed=2)
    weights = [up.requires_grad_(), down.requires_grad_()]

    def feed_forward(stays_half: bool) -> tuple[Tensor, ...]:
        with bf16_products():
            inner = linear(x, up, stays_half=stays_half)
            assert inner.dtype == (torch.bfloat16 if stays_half else torch.float32)
            output = linear(F.relu(inner).square(), down)
        assert output.dtype == torch.float32
        return output, *torch.autograd.grad(output.sum(), [x, *weights])

    for ours, theirs in zip(feed_forward(True), feed_forward(False), strict=True):
        assert torch.equal(ours, theirs)


@pytest.mark.parametrize("tokens", [5, ROWS, 300])
def test_the_loss_in_bf16_is_near_the_exact_one(tokens: int) -> None:
    hidden, weight = (0.3 * randn(1, tokens, 16)).requires_grad_(), randn(50, 16, seed=1).requires_grad_()
    target = torch.randint(1, 50, (1, tokens), generator=torch.Generator().manual_seed(2))
    exact, exact_nll = compute_fused_loss(hidden, weight, target, 0, 0.1)
    gradients = torch.autograd.grad(exact, (hidden, weight))
    with bf16_products():
        rounded, nll = compute_fused_loss(hidden, weight, target, 0, 0.1)
    assert rounded.item() == pytest.approx(exact.item(), rel=3e-3)
    assert nll.sum().item() == pytest.approx(exact_nll.sum().item(), rel=3e-3)
    for ours, theirs in zip(torch.autograd.grad(rounded, (hidden, weight)), gradients, strict=True):
        assert float((ours - theirs).norm() / theirs.norm()) < 0.02


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize(("columns", "outputs"), [(8, 24), (128, 999), (33, 1)])
def test_a_weight_that_is_laid_out_gives_the_same_products(dtype: torch.dtype, columns: int, outputs: int) -> None:
    weight = randn(outputs, columns).to(dtype)
    product = lay_out(weight)
    for rows in (1, 9, 130):
        x = randn(rows, columns, seed=rows).to(dtype)
        assert product(x).dtype == dtype
        torch.testing.assert_close(product(x), x @ weight.t(), atol=1e-4, rtol=1e-4)


def test_a_pytorch_without_the_private_operations_multiplies_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    products._can_lay_out.cache_clear()
    x, weight = torch.randn(3, 16), torch.randn(5, 16)
    try:
        assert torch.equal(lay_out(weight)(x), F.linear(x, weight))
    finally:
        products._can_lay_out.cache_clear()
