"""Schedules at their corners, parameter groups, and the averaged weights against the recurrence."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from nmt.config import ModelConfig, TrainingConfig
from nmt.learner import Learner
from nmt.model.transformer import Transformer
from nmt.muon import Muon
from nmt.optim import AveragedWeights, FlatWeights, build_optimizers, compute_lr_factor, set_lr, split_parameters


def config(**changes: object) -> TrainingConfig:
    return TrainingConfig.model_validate({"max_steps": 1000, **changes})


def tiny(with_alignment: bool = True) -> Transformer:
    torch.manual_seed(0)
    config = ModelConfig(d_model=16, n_heads=2, d_ff=16)
    return Transformer(config, 20, 20, pad_id=0, with_alignment=with_alignment)


@pytest.mark.parametrize(
    ("schedule", "halfway", "end"), [("linear", 0.55, 0.1), ("cosine", 0.55, 0.1), ("constant", 1.0, 1.0)]
)
def test_schedules_meet_their_corners(schedule: str, halfway: float, end: float) -> None:
    training = config(schedule=schedule, warmup_steps=10, final_lr_fraction=0.1)
    assert compute_lr_factor(training, 0, 0.0) == pytest.approx(0.1)
    assert compute_lr_factor(training, 9, 0.0) == pytest.approx(1.0)
    assert compute_lr_factor(training, 500, 0.5) == pytest.approx(halfway)
    assert compute_lr_factor(training, 999, 1.0) == pytest.approx(end)


def test_inverse_sqrt_is_the_papers_rule_scaled_to_its_peak() -> None:
    training = config(schedule="inverse_sqrt", warmup_steps=100)
    for step in (0, 50, 99, 100, 399, 10_000):
        number = step + 1
        paper = min(number**-0.5, number * 100**-1.5) / 100**-0.5
        assert compute_lr_factor(training, step, 0.3) == pytest.approx(paper)


@given(
    schedule=st.sampled_from(["constant", "linear", "cosine", "inverse_sqrt"]),
    step=st.integers(0, 10**6),
    progress=st.floats(0, 1),
    warmup=st.integers(0, 1000),
)
def test_a_rate_is_always_between_nothing_and_its_peak(schedule: str, step: int, progress: float, warmup: int) -> None:
    training = config(schedule=schedule, warmup_steps=warmup, final_lr_fraction=0.0)
    assert 0.0 <= compute_lr_factor(training, step, progress) <= 1.0


def test_only_matrices_inside_the_network_decay() -> None:
    model = tiny()
    matrices, rest, heads = split_parameters(model)
    assert {id(p) for p in [*matrices, *rest, *heads]} == {id(p) for p in model.parameters()}
    assert {id(p) for p in heads} == {id(p) for p in (model.alignment.parameters() if model.alignment else [])}
    assert all(p.dim() == 2 for p in matrices)
    assert any(p is model.tgt_embedding.weight for p in rest)
    adamw = build_optimizers(FlatWeights(model), config(weight_decay=0.5))[0]
    assert [group["weight_decay"] for group in adamw.param_groups] == [0.5, 0.0]


def test_muon_takes_the_matrices_and_adamw_the_rest() -> None:
    model = tiny()
    muon, adamw = build_optimizers(FlatWeights(model), config(optimizer="muon", muon_lr=0.02, lr=0.003))
    assert isinstance(muon, Muon)
    set_lr([muon, adamw], 0.5)
    assert muon.param_groups[0]["lr"] == pytest.approx(0.01)
    assert adamw.param_groups[0]["lr"] == pytest.approx(0.0015)
    n = sum(p.numel() for optimizer in (muon, adamw) for group in optimizer.param_groups for p in group["params"])
    assert n == sum(p.numel() for p in model.parameters())


def maps_of(model: Transformer) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    """The maps inside the network and their gradients, as views; queries, keys and values are three maps."""
    named = {id(p): name for name, p in model.named_parameters()}
    parts = [(p, 3 if named[id(p)].endswith("in_proj.weight") else 1) for p in split_parameters(model)[0]]
    values = [part for p, n in parts for part in p.detach().chunk(n)]
    return values, [part for p, n in parts if p.grad is not None for part in p.grad.chunk(n)]


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
@pytest.mark.parametrize("with_alignment", [False, True])
def test_flat_weights_learn_what_the_parameters_one_by_one_learn(optimizer: str, with_alignment: bool) -> None:
    """Two steps, the heads only in the first, against PyTorch's optimizers on the parameters themselves."""
    ours, theirs = tiny(with_alignment), tiny(with_alignment)
    training = config(optimizer=optimizer, weight_decay=0.3)
    weights = FlatWeights(ours)
    flat = build_optimizers(weights, training, half=True)  # as theirs computes
    matrices, rest, heads = split_parameters(theirs)
    adamw: list[dict[str, object]] = [{"params": rest + heads, "weight_decay": 0.0}]
    plain: list[torch.optim.Optimizer] = []
    if optimizer == "muon":
        maps = [nn.Parameter(values) for values in maps_of(theirs)[0]]
        plain.append(torch.optim.Muon(maps, lr=training.muon_lr, weight_decay=0.3))
    else:
        adamw.append({"params": matrices, "weight_decay": 0.3})
    plain.append(torch.optim.AdamW(adamw, lr=training.lr, betas=training.betas))
    for step in range(2):
        weights.let_heads_learn(step == 0)
        for model in (ours, theirs):
            torch.manual_seed(step)
            loss = sum((p * torch.randn_like(p)).sum() for name, p in model.named_parameters() if learns(name, step))
            loss.backward()  # type: ignore[union-attr]
        if optimizer == "muon":
            for one, gradient in zip(maps, maps_of(theirs)[1], strict=True):
                one.grad = gradient
        for each in [*flat, *plain]:
            each.step()
        weights.gradient.zero_()
        theirs.zero_grad()
    for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        close = {"rtol": 0.0, "atol": 3e-4} if optimizer == "muon" else {}  # a batch of products is rounded otherwise
        torch.testing.assert_close(p, q, **close, msg=lambda m, name=name: f"{name}: {m}")


@pytest.mark.parametrize("with_alignment", [False, True])
@pytest.mark.parametrize("heads_learn", [False, True])
def test_gradients_are_clipped_where_the_weights_are(with_alignment: bool, heads_learn: bool) -> None:
    """The meta device is as strange to the CPU as a GPU: numbers of both are not to meet."""
    with torch.device("meta"):
        model = tiny(with_alignment)
    weights = FlatWeights(model)
    learner = Learner(model, weights, [], AveragedWeights(weights.values, decay=0.0))
    weights.let_heads_learn(heads_learn)
    assert learner.clip_gradients(1.0).device.type == "meta"


def test_the_heads_are_clipped_apart() -> None:
    model = tiny()
    weights = FlatWeights(model)
    learner = Learner(model, weights, [], AveragedWeights(weights.values, decay=0.0))
    weights.gradient.fill_(1.0)
    heads, rest = weights.heads.numel(), weights.matrices.numel() + weights.rest.numel()
    weights.let_heads_learn(False)
    assert learner.clip_gradients(0.5).item() == pytest.approx(rest**0.5)
    weights.let_heads_learn(True)
    assert learner.clip_gradients(0.25).item() == pytest.approx(0.5 + heads**0.5)
    for gradients in (weights.heads.grad, torch.cat([weights.matrices.grad, weights.rest.grad])):
        assert gradients.norm().item() == pytest.approx(0.25, rel=1e-4)


def learns(name: str, step: int) -> bool:
    return step == 0 or not name.startswith("alignment.")


def test_averaged_weights_follow_the_recurrence_and_step_aside() -> None:
    parameter = torch.tensor([1.0])
    averaged, expected = AveragedWeights(parameter, decay=0.9), 1.0
    for step in range(300):
        parameter.fill_(float(step % 7))
        averaged.update(step)
        keep = min(0.9, (step + 1) / (step + 10))
        expected = keep * expected + (1 - keep) * (step % 7)
    live = parameter.item()
    with averaged.in_place():
        assert parameter.item() == pytest.approx(expected, rel=1e-4)
    assert parameter.item() == live


def test_averaging_turned_off_leaves_the_weights_alone() -> None:
    parameter = torch.tensor([3.0])
    averaged = AveragedWeights(parameter, decay=0.0)
    averaged.update(0)
    with averaged.in_place():
        assert parameter.item() == 3.0
