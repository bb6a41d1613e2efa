"""Products in bf16: how near to the exact ones they are, gradients included, and that filled rows change nothing."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from nmt import products
from nmt.loss import compute_fused_loss
from nmt.products import ROWS, Linear, are_in_bf16, bf16_products, lay_out, linear, to_filled_bf16


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
