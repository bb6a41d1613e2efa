"""Cross entropy with label smoothing, as a sum over tokens: whoever divides knows all the tokens of the step."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.compiler import is_compiling

from nmt.products import are_in_bf16, to_filled_bf16

# Rows of logits alive at a time, and rows of probabilities among them: 64 rows x 4,000 pieces in fp32 are 1 MB, which
# stays in the cache of one core. A GPU wants few large operations (not measured: no GPU was at hand); 8,192 rows take a
# quarter of a gigabyte there.
CHUNK_ROWS, CACHED_ROWS = 512, 64
GPU_CHUNK_ROWS = 8192
# Of a token that is expected less, the negative log-likelihood is that of this one, 87 nats. Its gradient is exact.
LEAST_PROBABILITY = 1e-38


def compute_loss(logits: Tensor, tgt_out: Tensor, pad_id: int, label_smoothing: float = 0.0) -> tuple[Tensor, Tensor]:
    """The textbook form: what a compiled step is made of, and the reference for `FusedLoss` in the tests.

    Szegedy et al. 2016, section 7: the target distribution is (1 - e) on the right token plus e / vocab on every token.

    Args:
        logits: [batch, tgt_len, vocab].
        tgt_out: [batch, tgt_len]; positions that hold `pad_id` do not count.

    Returns:
        (smoothed loss, summed over the real tokens; plain negative log-likelihood of each token, [batch, tgt_len], 0 at
        padding), in nats.
    """
    flat, target = logits.flatten(0, -2).float(), tgt_out.flatten()
    smoothed = F.cross_entropy(flat, target, ignore_index=pad_id, reduction="sum", label_smoothing=label_smoothing)
    flat = flat.detach()
    # F.cross_entropy without a reduction has another shape on the device of no data, where graphs are checked.
    nll = flat.logsumexp(dim=-1) - flat.gather(1, target.clamp_min(0)[:, None]).squeeze(1)
    return smoothed, nll.masked_fill(target == pad_id, 0.0).view(tgt_out.shape)


class FusedLoss(torch.autograd.Function):
    """`compute_loss` of hidden @ weight.T, a few rows at a time, with the gradient taken on the way.

    The logits of a batch (4,096 x 8,000 in fp32: 131 MB) are never all there: each chunk of them is made, turned
    into its gradient in place and multiplied back while it is still in the cache. Rows of padding cost nothing.
    """

    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, target: Tensor, label_smoothing: float
    ) -> tuple[Tensor, Tensor]:
        """hidden [tokens, d_model], weight [vocab, d_model], target [tokens] -> (smoothed [], nll [tokens])."""
        on_right, on_all = 1 - label_smoothing, label_smoothing / weight.shape[0]
        mean_logit = hidden @ weight.sum(dim=0).mul_(1 / weight.shape[0])  # of each row, without its logits
        states, factor = _factors(hidden, weight)
        expected = F.pad(target, (0, states.shape[0] - target.shape[0]))[:, None]
        d_states = states.new_empty(states.shape, dtype=hidden.dtype)
        d_weight = torch.zeros_like(weight, dtype=torch.float32)
        nll, picked = torch.empty(2, states.shape[0], 1, dtype=torch.float32, device=hidden.device)
        n_rows, n_cached = _rows_at_once(states)
        for start in range(0, states.shape[0], n_rows):
            rows = slice(start, start + n_rows)
            logits = states[rows] @ factor.t()
            picked[rows] = logits.gather(1, expected[rows]).float()
            for few, right, few_nll in zip(
                *(x.split(n_cached) for x in (logits, expected[rows], nll[rows])), strict=True
            ):
                probabilities = few.float().softmax(dim=-1)
                of_right = probabilities.gather(1, right)
                few_nll.copy_(of_right.clamp_min(LEAST_PROBABILITY).log_().neg_())
                # d loss / d logits = softmax - target distribution, whose uniform share is left for later (below): it
                # would be one more walk through [rows, vocab].
                few.copy_(probabilities.scatter_(1, right, of_right - on_right))
            d_states[rows] = logits @ factor
            d_weight += logits.t() @ states[rows]
        nll, picked = nll[: hidden.shape[0]].squeeze(1), picked[: hidden.shape[0]].squeeze(1)
        smoothed = nll.sum() + label_smoothing * (picked - mean_logit.float()).sum()
        d_hidden = d_states[: hidden.shape[0]] - on_all * weight.sum(dim=0)
        d_weight -= on_all * hidden.float().sum(dim=0)
        ctx.save_for_backward(d_hidden, d_weight.to(weight.dtype))
        ctx.mark_non_differentiable(nll)
        return smoothed, nll

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, None, None]:
        d_hidden, d_weight = ctx.saved_tensors
        return d_hidden * gradients[0], d_weight * gradients[0], None, None


def compute_fused_loss(
    hidden: Tensor, weight: Tensor, tgt_out: Tensor, pad_id: int, label_smoothing: float = 0.0
) -> tuple[Tensor, Tensor]:
    """`compute_loss(hidden @ weight.T, ...)` for hidden [batch, tgt_len, d_model], in less time and memory."""
    if is_compiling():  # how many positions are real is not to be known there, and fusing is the compiler's work
        return compute_loss(F.linear(hidden, weight), tgt_out, pad_id, label_smoothing)
    real = tgt_out != pad_id
    compute = FusedLoss.apply if torch.is_grad_enabled() else _compute_in_chunks
    smoothed, nll = compute(hidden[real], weight.to(hidden.dtype), tgt_out[real], label_smoothing)
    return smoothed, torch.zeros(tgt_out.shape, device=nll.device).masked_scatter_(real, nll)


def _compute_in_chunks(hidden: Tensor, weight: Tensor, target: Tensor, label_smoothing: float) -> tuple[Tensor, Tensor]:
    """What `FusedLoss` returns, where nothing is to be learned from it: half the work."""
    states, factor = _factors(hidden, weight)
    smoothed, nll = hidden.new_zeros((), dtype=torch.float32), hidden.new_zeros(target.shape, dtype=torch.float32)
    n_rows, _ = _rows_at_once(states)
    for start in range(0, target.shape[0], n_rows):
        rows = slice(start, start + n_rows)
        logits = (states[rows] @ factor.t())[: target[rows].shape[0]]
        loss, nll[rows] = compute_loss(logits, target[rows], pad_id=-1, label_smoothing=label_smoothing)
        smoothed += loss
    return smoothed, nll


def _factors(hidden: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    """What logits are the product of, in the precision of the step; in bf16 the first has some rows more."""
    return (to_filled_bf16(hidden), weight.bfloat16()) if are_in_bf16() else (hidden, weight)


def _rows_at_once(states: Tensor) -> tuple[int, int]:
    """Rows of logits, and of them rows of probabilities, that are there at a time."""
    return (CHUNK_ROWS, CACHED_ROWS) if states.device.type == "cpu" else (GPU_CHUNK_ROWS, GPU_CHUNK_ROWS)


# Added to a weight before its logarithm: one of 0 would be infinitely wrong.
LEAST_LOOK = 1e-4


def compute_alignment_loss(log_weights: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy of the alignment heads against soft labels, summed over target tokens, for each layer.

    Args:
        log_weights: [layers, batch, tgt_len, src_len + 1].
        labels: [batch, tgt_len, src_len + 1]; each row sums to 1, or to 0 where it does not count.

    Returns:
        [layers], in nats.
    """
    # Where a label is 0 the log-weight may be as low as a masked position's, and 0 times that is no number to keep.
    return -(labels * log_weights.masked_fill(labels == 0, 0.0)).sum(dim=(1, 2, 3))


def compute_guidance_loss(attn_weights: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy of one head's attention against soft labels, summed over target tokens.

    Guided alignment (Chen et al. 2016; Garg et al. 2019, section 4): a head of the attention that translates is to look
    at the words that the token to come is the translation of. A token without a source word asks for nothing.

    Args:
        attn_weights: [batch, tgt_len, src_len]; row t is where the head looks to make token t, the last one the end.
        labels: [batch, tgt_len - 1, src_len + 1] of the tokens but the end; see `compute_alignment_loss`.

    Returns:
        A scalar, in nats.
    """
    return -(labels[..., :-1] * (attn_weights[:, :-1].float() + LEAST_LOOK).log()).sum()
