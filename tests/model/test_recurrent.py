"""The recurrent models: against the papers' equations in plain loops, and bound by the transformer's rules."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.testing import assert_close

from nmt.config import ModelConfig
from nmt.model.recurrent import AdditiveAttention, RecurrentModel
from nmt.products import bf16_products

PAD, D = 0, 16
KINDS = ("gru", "gru_attention")


def build(kind: str, **changes: object) -> RecurrentModel:
    torch.manual_seed(7)
    config = ModelConfig.model_validate({"kind": kind, "d_model": D, "dropout": 0.2, "bias": True, **changes})
    model = RecurrentModel(config, 30, 30, PAD, with_alignment=kind == "gru_attention").eval()
    for name, parameter in model.named_parameters():
        if "bias" in name:
            nn.init.normal_(parameter)
    return model


def draw_ids(batch: int, length: int, seed: int = 0) -> Tensor:
    return torch.randint(1, 25, (batch, length), generator=torch.Generator().manual_seed(seed))


@pytest.fixture(params=KINDS)
def model(request: pytest.FixtureRequest) -> RecurrentModel:
    return build(request.param)


def gated_unit(gru: nn.GRU, x: Tensor, state: Tensor, direction: str = "") -> Tensor:
    """One step of Cho et al. 2014, equations 5 to 8, with PyTorch's order of reset gate and product."""
    w, u, b, c = (getattr(gru, f"{name}_l0{direction}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    (w_r, w_z, w_n), (u_r, u_z, u_n) = (w @ x + b).chunk(3), (u @ state + c).chunk(3)
    reset, update = torch.sigmoid(w_r + u_r), torch.sigmoid(w_z + u_z)
    return (1 - update) * torch.tanh(w_n + reset * u_n) + update * state


def read(model: RecurrentModel, ids: list[int]) -> Tensor:
    """Annotations h_j of one sentence, [src_len, d_model]."""
    x = [model.src_embedding.weight[i] * D**0.5 for i in ids]
    forward, backward = [torch.zeros(D // 2)], [torch.zeros(D // 2)]
    for token in x:
        forward.append(gated_unit(model.encoder, token, forward[-1]))
    for token in reversed(x):
        backward.append(gated_unit(model.encoder, token, backward[-1], "_reverse"))
    return torch.stack([torch.cat(both) for both in zip(forward[1:], reversed(backward[1:]), strict=True)])


def write(model: RecurrentModel, h: Tensor, ids: list[int]) -> tuple[Tensor, Tensor]:
    """Logits [tgt_len, vocab] and weights [tgt_len, src_len] of one sentence, as in appendix A of Bahdanau et al."""
    decoder, attention = model.decoder, model.decoder.attention
    state = torch.tanh(decoder.initial(h[0, D // 2 :]))
    logits, weights = [], []
    for i in ids:
        y = model.tgt_embedding.weight[i] * D**0.5
        if attention is None:
            context = torch.cat([h[-1, : D // 2], h[0, D // 2 :]])
        else:
            energies = [attention.energy @ torch.tanh(attention.query(state) + attention.key(h_j)) for h_j in h]
            shares = torch.stack(energies).exp() / torch.stack(energies).exp().sum()
            context = sum((share * h_j for share, h_j in zip(shares, h, strict=True)), torch.zeros(D))
            weights.append(shares)
        state = gated_unit(decoder.gru, torch.cat([y, context]), state)
        t = decoder.readout(torch.cat([state, y, context]))
        logits.append(model.output(torch.maximum(t[0::2], t[1::2])))
    return torch.stack(logits), torch.stack(weights) if weights else torch.zeros(len(ids), 0)


def test_equals_the_papers_equations_one_number_after_the_other(model: RecurrentModel) -> None:
    src, tgt = draw_ids(2, 5), draw_ids(2, 4, seed=1)
    src[1, 3:] = PAD
    logits, maps = model.forward_with_attention(src, tgt)
    assert_close(logits, model(src, tgt))
    for row, length in enumerate((5, 3)):
        expected, weights = write(model, read(model, src[row, :length].tolist()), tgt[row].tolist())
        assert_close(logits[row], expected)
        if model.decoder.attention is not None:
            assert_close(maps.cross[0, row, 0, :, :length], weights)


def test_padding_changes_nothing(model: RecurrentModel) -> None:
    src, tgt = draw_ids(2, 5), draw_ids(2, 4, seed=1)
    padded_src = torch.cat((src, torch.full((2, 3), PAD)), dim=1)
    padded_tgt = torch.cat((tgt, torch.full((2, 2), PAD)), dim=1)
    assert_close(model(padded_src, padded_tgt)[:, :4], model(src, tgt))


def test_batched_equals_single_and_the_future_changes_nothing(model: RecurrentModel) -> None:
    src, tgt = draw_ids(4, 5), draw_ids(4, 6, seed=1)
    together = model(src, tgt)
    for i in range(4):
        assert_close(together[i : i + 1], model(src[i : i + 1], tgt[i : i + 1]))
    assert_close(together[:, :3], model(src, tgt[:, :3]))


def test_step_by_step_equals_all_at_once_also_after_reordering(model: RecurrentModel) -> None:
    src, tgt = draw_ids(3, 5), draw_ids(3, 6, seed=1)
    src[1, 3:] = PAD
    with torch.no_grad():
        cache = model.start_cache(model.encode(src))
        for position in range(3):
            assert_close(model.decode_step(tgt[:, position], cache), model(src, tgt)[:, position])
        rows = torch.tensor([1, 1, 0, 2, 1])  # a beam that grows, shrinks and changes its order
        cache.reorder(rows)
        src, tgt = src[rows], tgt[rows].clone()
        tgt[:, 3:] = draw_ids(5, 3, seed=2)
        for position in range(3, 6):
            assert_close(model.decode_step(tgt[:, position], cache), model(src, tgt)[:, position])


def test_joined_caches_go_on_as_each_alone(model: RecurrentModel) -> None:
    """Of sources of other lengths, with and without padding."""
    sources, tgt = [draw_ids(2, 5), draw_ids(3, 7, seed=1)], draw_ids(5, 6, seed=2)
    sources[1][0, 4:] = PAD
    with torch.no_grad():
        joined, other = (model.start_cache(model.encode(src)) for src in sources)
        for position in range(2):
            model.decode_step(tgt[:2, position], joined)
            model.decode_step(tgt[2:, position], other)
        joined.join(other)
        for position in range(2, 6):
            logits = model.decode_step(tgt[:, position], joined)
            for src, rows in zip(sources, (slice(2), slice(2, None)), strict=True):
                assert_close(logits[rows], model(src, tgt[rows])[:, position])


def test_only_what_is_there_is_attended_to() -> None:
    model, src, tgt = build("gru_attention"), draw_ids(2, 5), draw_ids(2, 4, seed=1)
    src[0, 3:] = PAD
    maps = model.forward_with_attention(src, tgt)[1]
    assert maps.encoder_self.shape == (0, 2, 1, 5, 5) and maps.decoder_self.shape == (0, 2, 1, 4, 4)
    assert maps.cross.shape == (1, 2, 1, 4, 5)
    assert_close(maps.cross.sum(-1), torch.ones(1, 2, 1, 4))
    assert bool((maps.cross[:, 0, :, :, 3:] == 0).all())
    assert maps.alignment is not None and maps.alignment.shape == (1, 2, 3, 6)
    assert_close(maps.alignment.sum(-1), torch.ones(1, 2, 3))


def test_one_vector_is_all_that_passes() -> None:
    """Sentences of any length leave a memory of one state, and nothing is attended to."""
    model = build("gru")
    for length in (1, 5, 20):
        assert model.encode(draw_ids(2, length)).states.shape == (2, 1, D)
    assert model.forward_with_attention(draw_ids(2, 5), draw_ids(2, 4))[1].cross.shape == (0, 2, 1, 4, 5)
    with pytest.raises(ValueError, match="one vector cannot be aligned"):
        RecurrentModel(model.config, 30, 30, PAD, with_alignment=True)


def test_additive_attention_is_differentiable_through_its_every_part() -> None:
    torch.manual_seed(0)
    attention = AdditiveAttention(4).double()
    nn.init.normal_(attention.energy)
    state, keys, annotations = (
        torch.randn(shape, dtype=torch.float64, requires_grad=True) for shape in ((2, 4), (2, 3, 4), (2, 3, 4))
    )
    mask = torch.tensor([[True, True, True], [True, True, False]])
    assert torch.autograd.gradcheck(lambda *parts: attention(*parts, mask)[0], (state, keys, annotations))


def test_aligning_changes_no_translation_and_no_gradient() -> None:
    src, tgt = draw_ids(2, 5), draw_ids(2, 4, seed=1)
    model = build("gru_attention")
    hidden, log_weights, _ = model.decode_and_align(tgt, model.encode(src))
    assert_close(hidden, model.decode(tgt, model.encode(src)))
    log_weights.sum().backward()
    moved = {name for name, parameter in model.named_parameters() if parameter.grad is not None}
    assert moved == {name for name, _ in model.named_parameters() if name.startswith("alignment.")}


def test_products_in_bf16_are_nearly_those_in_fp32(model: RecurrentModel) -> None:
    src, tgt = draw_ids(2, 5), draw_ids(2, 4, seed=1)
    with bf16_products():
        rough = model.decode(tgt, model.encode(src))
    exact = model.decode(tgt, model.encode(src))
    assert rough.dtype == exact.dtype == torch.float32
    assert not torch.equal(rough, exact)
    assert_close(rough, exact, rtol=0.05, atol=0.05)


@pytest.mark.parametrize("kind", KINDS)
def test_a_fresh_model_knows_nothing(kind: str) -> None:
    log_probs = build(kind, bias=False)(draw_ids(8, 6), draw_ids(8, 6, seed=1)).log_softmax(-1)
    entropy = -(log_probs.exp() * log_probs).sum(-1).mean() / torch.tensor(30.0).log()
    assert 0.7 < entropy.item() <= 1.0


def test_attention_is_all_that_the_two_differ_in() -> None:
    with_attention, without = (dict(build(kind).named_parameters()) for kind in reversed(KINDS))
    assert {n.split(".")[1] for n in with_attention.keys() - without.keys() if n.startswith("decoder.")} == {
        "attention"
    }
    assert without.keys() <= with_attention.keys()
    assert all(parameter.shape == with_attention[name].shape for name, parameter in without.items())
