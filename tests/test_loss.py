"""The loss against PyTorch's, and the fused one against the textbook one, gradients included."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

import nmt.loss
from nmt.loss import LEAST_LOOK, compute_fused_loss, compute_guidance_loss, compute_loss

PAD = 0


def draw(seed: int = 0) -> tuple[Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    hidden = torch.randn(3, 7, 16, generator=generator, requires_grad=True)
    weight = torch.randn(20, 16, generator=generator, requires_grad=True)
    target = torch.randint(1, 20, (3, 7), generator=generator)
    target[0, 4:] = PAD
    target[2, 1:] = PAD
    return hidden, weight, target


def test_loss_by_hand_on_three_words() -> None:
    logits = torch.log(torch.tensor([[[0.5, 0.25, 0.25]]]))
    smoothed, nll = compute_loss(logits, torch.tensor([[1]]), pad_id=-100, label_smoothing=0.3)
    right, uniform = -torch.tensor(0.25).log(), -(torch.tensor([0.5, 0.25, 0.25]).log()).mean()
    assert float(nll) == pytest.approx(float(right))
    assert float(smoothed) == pytest.approx(float(0.7 * right + 0.3 * uniform))


@pytest.mark.parametrize("label_smoothing", [0.0, 0.1])
@pytest.mark.parametrize(("chunk", "cached"), [(4, 4), (8, 3), (256, 64), (256, 2)])
def test_fused_loss_equals_the_textbook(
    label_smoothing: float, chunk: int, cached: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nmt.loss, "CHUNK_ROWS", chunk)
    monkeypatch.setattr(nmt.loss, "CACHED_ROWS", cached)
    hidden, weight, target = draw()
    expected, expected_nll = compute_loss(hidden @ weight.t(), target, PAD, label_smoothing)
    expected_gradients = torch.autograd.grad(expected * 0.37, (hidden, weight))
    loss, nll = compute_fused_loss(hidden, weight, target, PAD, label_smoothing)
    torch.testing.assert_close(loss, expected)
    torch.testing.assert_close(nll, expected_nll)
    for ours, theirs in zip(torch.autograd.grad(loss * 0.37, (hidden, weight)), expected_gradients, strict=True):
        torch.testing.assert_close(ours, theirs)


def test_a_token_that_is_all_but_impossible_costs_87_nats_and_pulls_as_it_should() -> None:
    hidden, weight = torch.full((1, 1, 2), 20.0, requires_grad=True), torch.tensor([[5.0, 5.0], [-5.0, -5.0]])
    exact, _ = compute_loss(hidden @ weight.t(), torch.tensor([[1]]), pad_id=-1)
    (expected,) = torch.autograd.grad(exact, hidden)
    loss, nll = compute_fused_loss(hidden, weight, torch.tensor([[1]]), pad_id=-1)
    (gradient,) = torch.autograd.grad(loss, hidden)
    assert exact.item() == pytest.approx(400) and loss.item() == nll.item() == pytest.approx(87.5, abs=0.3)
    torch.testing.assert_close(gradient, expected)


@pytest.mark.parametrize("chunk", [4, 256])
def test_where_nothing_is_learned_no_gradient_is_made(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nmt.loss, "CHUNK_ROWS", chunk)
    hidden, weight, target = draw()
    expected = compute_loss(hidden @ weight.t(), target, PAD, 0.1)
    monkeypatch.setattr(nmt.loss, "FusedLoss", None)
    with torch.inference_mode():
        for ours, theirs in zip(compute_fused_loss(hidden, weight, target, PAD, 0.1), expected, strict=True):
            torch.testing.assert_close(ours, theirs)


def test_padding_counts_for_nothing() -> None:
    hidden, weight, target = draw()
    loss, _ = compute_fused_loss(hidden, weight, target, PAD, 0.1)
    real = target != PAD
    expected = F.cross_entropy(hidden[real] @ weight.t(), target[real], reduction="sum", label_smoothing=0.1)
    torch.testing.assert_close(loss, expected)
    (gradient,) = torch.autograd.grad(loss, hidden)
    assert bool((gradient[~real] == 0).all())


def test_halves_of_a_batch_add_up() -> None:
    """Sums over tokens: what makes accumulation and several processes exact."""
    hidden, weight, target = draw()
    whole = compute_fused_loss(hidden, weight, target, PAD, 0.1)[0]
    parts = [compute_fused_loss(hidden[i : i + 1], weight, target[i : i + 1], PAD, 0.1)[0] for i in range(3)]
    torch.testing.assert_close(whole, torch.stack(parts).sum())


def test_fused_loss_in_bf16_is_close() -> None:
    hidden, weight, target = draw()
    exact = compute_fused_loss(hidden, weight, target, PAD, 0.1)[0]
    rounded = compute_fused_loss(hidden.bfloat16(), weight, target, PAD, 0.1)[0]
    assert rounded.item() == pytest.approx(exact.item(), rel=0.02)


def test_guidance_by_hand_on_two_words_and_an_end() -> None:
    looks = torch.tensor([[[0.5, 0.25, 0.25], [0.2, 0.7, 0.1], [0.0, 0.0, 1.0]]])  # the last row makes the end
    from_two, from_none = [0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]
    found = compute_guidance_loss(looks, torch.tensor([[from_two, from_none]]))
    half, quarter = torch.tensor([0.5, 0.25]) + LEAST_LOOK
    assert float(found) == pytest.approx(float(-0.5 * (half.log() + quarter.log())))


def test_guidance_of_a_head_that_is_surely_wrong_is_finite_and_pulls() -> None:
    scores = torch.tensor([[[-200.0, 200.0], [0.0, 0.0]]], requires_grad=True)
    loss = compute_guidance_loss(scores.softmax(-1), torch.tensor([[[1.0, 0.0, 0.0]]]))
    (gradient,) = torch.autograd.grad(loss, scores)
    assert torch.isfinite(loss) and bool(torch.isfinite(gradient).all())
    mild = torch.tensor([[[-3.0, 3.0], [0.0, 0.0]]], requires_grad=True)
    compute_guidance_loss(mild.softmax(-1), torch.tensor([[[1.0, 0.0, 0.0]]])).backward()
    assert mild.grad is not None and mild.grad[0, 0, 0] < -0.5 and not mild.grad[0, 1].any()
