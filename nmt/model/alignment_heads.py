"""Attention that is trained to *be* the word alignment, beside the cross-attention that only helps to translate.

A small transformer's cross-attention looks where it likes; read as an alignment it is wrong in a third of its
links (docs/experiments.md). These heads are asked another question: not "where do you look to *produce* the next word"
but "which source words is this *finished* word the translation of". So the query may know the word itself
(the decoder's state one step later, Chen et al. 2020, "SHIFT-AET") and its two neighbours, which a decoder in the midst
of its work cannot. What they learn from is given from outside, as soft labels.

Nothing flows back: the heads read the decoder's and the encoder's states detached, hence the translations are bit for
bit those of a model without them.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nmt.products import linear, linear_to_heads

WINDOW = 3  # decoder states that make a query: before the word, at the word, after the word


class AlignmentHeads(nn.Module):
    """One head for each decoder layer; which of them speaks for the model is measured on validation pairs.

    Args:
        d_model: width of the states that are read, and of queries and keys.
        n_layers: decoder layers.
    """

    def __init__(self, d_model: int, n_layers: int) -> None:
        super().__init__()
        self.query = nn.Parameter(torch.empty(n_layers, WINDOW * d_model, d_model))
        self.key = nn.Parameter(torch.empty(n_layers, d_model, d_model))
        self.null_key = nn.Parameter(torch.zeros(n_layers, d_model))  # what "no source word" answers to
        self.null_bias = nn.Parameter(torch.zeros(n_layers))
        for matrix in (*self.query.data, *self.key.data):
            nn.init.xavier_uniform_(matrix)

    def forward(self, states: Tensor, memory: Tensor, src_mask: Tensor, tgt_mask: Tensor) -> Tensor:
        """Log-weights of each target token on each source token and on none.

        Args:
            states: [layers, batch, tgt_len + 1, d_model], what each decoder layer's cross-attention asks with; the
                first row has read the begin mark, row t the t-th token.
            memory: [batch, src_len, d_model].
            src_mask: bool [batch, src_len], True = may be aligned to: no padding, no end mark.
            tgt_mask: bool [batch, tgt_len], True = a token, no padding.

        Returns:
            [layers, batch, tgt_len, src_len + 1], the last column "none"; exp of a row sums to 1. Rows of padding
            mean nothing.
        """
        states, memory = states.detach().float(), memory.detach().float()
        here = states[:, :, 1:] * tgt_mask[..., None]
        after = F.pad(here, (0, 0, 0, 1))[:, :, 1:]
        windows = torch.cat([states[:, :, :-1], here, after], dim=-1)  # [layers, batch, tgt_len, 3 * d_model]
        asked = [linear(window, query.t()) for window, query in zip(windows, self.query, strict=True)]
        query = torch.stack(asked) / math.sqrt(memory.shape[-1])
        key = linear_to_heads(memory, self.key.transpose(1, 2).flatten(0, 1), None, n_heads=1).squeeze(2)
        scores = query @ key.transpose(-2, -1)
        scores = scores.masked_fill(~src_mask[None, :, None], torch.finfo(scores.dtype).min)
        null = torch.einsum("lbtd,ld->lbt", query, self.null_key) + self.null_bias[:, None, None]
        return torch.cat([scores, null[..., None]], dim=-1).log_softmax(dim=-1)


def mask_alignable(token_mask: Tensor) -> Tensor:
    """The source tokens that a word can be aligned to: all but padding and the end mark, which is each row's last.

    >>> mask_alignable(torch.tensor([[True, True, True, False]]))
    tensor([[ True,  True, False, False]])
    """
    return F.pad(token_mask[:, 1:], (0, 1))
