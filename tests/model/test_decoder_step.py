"""Attention of one position: each way of computing it is the attention that is written out."""

from __future__ import annotations

import pytest
import torch

from nmt.model import decoder_step
from nmt.model.attention import scaled_dot_product_attention
from nmt.model.cpu_attention import as_bias


@pytest.mark.parametrize("few_rows", [0, 64], ids=["many rows", "few rows"])
@pytest.mark.parametrize("n", [1, 3], ids=["one query", "a beam"])
@pytest.mark.parametrize("length", [1, 5, 20])
@pytest.mark.parametrize("hides", [False, True])
def test_one_position_attends_as_it_is_written_out(
    monkeypatch: pytest.MonkeyPatch, few_rows: int, n: int, length: int, hides: bool
) -> None:
    monkeypatch.setattr(decoder_step, "FEW_ROWS", few_rows)
    groups, heads, d_head = 4, 2, 3
    drawn = torch.Generator().manual_seed(length)
    query = torch.randn(groups * n, heads, d_head, generator=drawn, dtype=torch.double)
    keys_values = torch.randn(length, 2, groups, heads, d_head, generator=drawn, dtype=torch.double)
    is_token = torch.arange(length)[:, None] <= torch.arange(groups) * 2  # [length, groups]
    bias = as_bias(is_token.unsqueeze(2), torch.double).expand(-1, -1, heads).contiguous() if hides else None

    context = decoder_step.attend(query, keys_values, bias)

    asked = query.view(groups, n, heads, d_head).transpose(1, 2)
    keys, values = keys_values.permute(1, 2, 3, 0, 4)  # [groups, heads, length, d_head] each
    mask = is_token.t()[:, None, None] if hides else None
    expected, _ = scaled_dot_product_attention(asked, keys, values, mask)
    torch.testing.assert_close(context, expected.transpose(1, 2).reshape(groups * n, heads * d_head))
