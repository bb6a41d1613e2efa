"""Muon on many matrices at once, against PyTorch's on each of them, and what it makes of a gradient."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from nmt.muon import Muon, orthogonalise

SHAPES = [(16, 16), (48, 16), (16, 48), (16, 16), (3, 5)]


@pytest.mark.parametrize(("half", "close"), [(True, 1e-3), (False, 0.02)])
def test_all_matrices_at_once_learn_what_each_learns_alone(half: bool, close: float) -> None:
    """PyTorch's computes in bf16; fp32 differs from it by rounding."""
    torch.manual_seed(1)
    matrices = [nn.Parameter(torch.randn(shape)) for shape in SHAPES]
    values = nn.Parameter(torch.cat([matrix.detach().flatten() for matrix in matrices]))
    ours = Muon(values, SHAPES, lr=0.1, weight_decay=0.2, half=half)
    theirs = torch.optim.Muon(matrices, lr=0.1, weight_decay=0.2)
    for _ in range(4):
        gradients = [torch.randn(shape) for shape in SHAPES]
        values.grad = torch.cat([gradient.flatten() for gradient in gradients])
        for matrix, gradient in zip(matrices, gradients, strict=True):
            matrix.grad = gradient
        ours.step()
        theirs.step()
    expected = torch.cat([matrix.detach().flatten() for matrix in matrices])
    torch.testing.assert_close(values.detach(), expected, rtol=0, atol=close)


@pytest.mark.parametrize("shape", [(16, 16), (16, 48), (48, 16)])
def test_directions_stay_and_become_about_equally_long(shape: tuple[int, int]) -> None:
    torch.manual_seed(2)
    gradients = torch.randn(3, *shape) * torch.tensor([1e-3, 1.0, 1e3])[:, None, None]
    found = orthogonalise(gradients)
    left, _, right = torch.linalg.svd(gradients, full_matrices=False)
    lengths = torch.diagonal(left.mT @ found @ right.mT, dim1=1, dim2=2)
    assert lengths.min() > 0.6 and lengths.max() < 1.3
    torch.testing.assert_close(left @ torch.diag_embed(lengths) @ right, found, atol=2e-3, rtol=0)
    assert torch.equal(orthogonalise(torch.zeros(1, *shape)), torch.zeros(1, *shape))


def test_what_has_no_gradient_stays_as_it_is() -> None:
    values = nn.Parameter(torch.ones(4))
    Muon(values, [(2, 2)], lr=0.1, weight_decay=0.2, half=False).step()
    assert torch.equal(values.detach(), torch.ones(4))


def test_shapes_that_do_not_fill_the_vector_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="matrices of 6 weights in a vector of 4"):
        Muon(nn.Parameter(torch.ones(4)), [(2, 3)], lr=0.1, weight_decay=0.2, half=False)
