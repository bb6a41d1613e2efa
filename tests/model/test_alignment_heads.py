"""The heads give distributions, look where they may, and leave the translation alone."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from nmt.config import ModelConfig
from nmt.loss import compute_alignment_loss
from nmt.model.alignment_heads import AlignmentHeads, mask_alignable
from nmt.model.transformer import Transformer

PAD, BOS, EOS = 0, 2, 3
SRC = torch.tensor([[5, 6, 7, 8, EOS], [5, 9, EOS, PAD, PAD]])
TGT_IN = torch.tensor([[BOS, 11, 12, 13], [BOS, 14, PAD, PAD]])


def build(with_alignment: bool = True) -> Transformer:
    torch.manual_seed(0)
    config = ModelConfig(d_model=16, n_heads=2, d_ff=32, n_encoder_layers=2, n_decoder_layers=3, dropout=0.0)
    return Transformer(config, 20, 20, PAD, with_alignment=with_alignment).eval()


def align(model: Transformer, src: Tensor, tgt_in: Tensor) -> Tensor:
    return model.decode_and_align(tgt_in, model.encode(src))[1].exp()


def test_rows_are_distributions_over_source_words_and_none() -> None:
    weights = align(build(), SRC, TGT_IN)
    assert weights.shape == (3, 2, 3, 6)
    torch.testing.assert_close(weights.sum(-1), torch.ones(3, 2, 3))


def test_the_end_mark_and_padding_get_nothing() -> None:
    weights = align(build(), SRC, TGT_IN)
    assert weights[:, 0, :, 4].max() == 0
    assert weights[:, 1, :, 2:5].max() == 0
    assert weights[..., -1].min() > 0  # "no source word" is always possible


def test_a_source_of_nothing_but_its_end_mark_is_all_null() -> None:
    weights = align(build(), torch.tensor([[EOS]]), torch.tensor([[BOS, 11]]))
    torch.testing.assert_close(weights, torch.tensor([0.0, 1.0]).expand(3, 1, 1, 2))


def test_padding_changes_nothing() -> None:
    model = build()
    alone = align(model, SRC[1:, :3], TGT_IN[1:, :2])
    batched = align(model, SRC, TGT_IN)[:, 1:, :1]
    torch.testing.assert_close(alone[..., :2], batched[..., :2])
    torch.testing.assert_close(alone[..., -1], batched[..., -1])


def test_a_word_may_know_itself_and_its_neighbours_and_no_more() -> None:
    model = build()
    before = align(model, SRC[:1], torch.tensor([[BOS, 11, 12, 13, 14]]))[:, 0]
    after = align(model, SRC[:1], torch.tensor([[BOS, 11, 12, 13, 15]]))[:, 0]
    torch.testing.assert_close(before[:, :2], after[:, :2])  # two and more before the change
    assert all((before[:, row] - after[:, row]).abs().max() > 1e-6 for row in (2, 3))


def test_no_gradient_reaches_what_translates() -> None:
    model = build()
    labels = torch.zeros(2, 3, 6)
    labels[0, :, 1] = 1
    compute_alignment_loss(model.decode_and_align(TGT_IN, model.encode(SRC))[1], labels).sum().backward()
    assert model.alignment is not None
    heads = {id(p) for p in model.alignment.parameters()}
    for name, parameter in model.named_parameters():
        assert (parameter.grad is not None) == (id(parameter) in heads), name


def test_a_seed_gives_the_same_translator_with_and_without() -> None:
    plain, aligning = dict(build(False).named_parameters()), dict(build().named_parameters())
    for name, parameter in plain.items():
        assert torch.equal(parameter, aligning[name]), name


def test_hidden_states_are_those_of_plain_decoding() -> None:
    model = build()
    memory = model.encode(SRC)
    assert torch.equal(model.decode_and_align(TGT_IN, memory)[0], model.decode(TGT_IN, memory))


def test_the_maps_hold_the_same_alignment() -> None:
    model = build()
    maps = model.forward_with_attention(SRC, TGT_IN)[1]
    assert maps.alignment is not None
    torch.testing.assert_close(maps.alignment, align(model, SRC, TGT_IN))
    assert build(False).forward_with_attention(SRC, TGT_IN)[1].alignment is None


def test_a_model_without_heads_says_so() -> None:
    with pytest.raises(ValueError, match="no alignment heads; build it with_alignment=True"):
        align(build(False), SRC, TGT_IN)


def test_heads_learn_a_permutation() -> None:
    """Each target token is made the translation of the source token of its own number, whatever the order."""
    torch.manual_seed(1)
    heads = AlignmentHeads(32, 1)
    words = torch.randn(10, 32)
    optimizer = torch.optim.AdamW(heads.parameters(), lr=1e-2)
    for _ in range(150):
        order = torch.stack([torch.randperm(10)[:6] for _ in range(16)])
        states = torch.cat([torch.zeros(16, 1, 32), words[order.sort(1).values]], dim=1)[None]
        labels = torch.zeros(16, 6, 8)
        labels.scatter_(2, order.argsort(1)[..., None], 1.0)
        memory = torch.cat([words[order], torch.zeros(16, 1, 32)], dim=1)
        mask = mask_alignable(torch.ones(16, 7, dtype=torch.bool))
        loss = compute_alignment_loss(heads(states, memory, mask, torch.ones(16, 6, dtype=torch.bool)), labels).sum()
        optimizer.zero_grad()
        (loss / 96).backward()
        optimizer.step()
    assert loss / 96 < 0.1
