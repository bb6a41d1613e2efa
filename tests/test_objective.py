"""The compiled step is the step: the same loss and gradients, in one graph, for few shapes, and resumed bit for bit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor
from torch._dynamo.testing import CompileCounterWithBackend

from nmt import objective
from nmt.config import ModelConfig, TrainingConfig
from nmt.data.arrays import PairArrays
from nmt.data.batching import Batch, make_batch, plan_epoch
from nmt.errors import ConfigError, TrainingError
from nmt.machine import Machine
from nmt.model.encoder_decoder import EncoderDecoder
from nmt.model.recurrent import RecurrentModel
from nmt.model.transformer import Transformer
from nmt.objective import CompiledObjective, Objective, build_objective, fill_up, fill_up_labels, find_lack, round_up
from nmt.optim import FlatWeights
from tests.reversal import IDS, MODEL, RECURRENT, VOCAB, build_trainer, column

compiles = pytest.mark.skipif(find_lack() is not None, reason=f"compiling: {find_lack()}")
CPU, GPU = Machine(torch.device("cpu"), "fp32"), Machine(torch.device("cuda", 0), "bf16")
LENGTHS = [(7, 9), (3, 4), (12, 5)]  # rows, and the longest sentence of either side


@pytest.fixture(autouse=True)
def forget_graphs() -> Iterator[None]:
    """Graphs are remembered by the function they were made of, whoever made them."""
    torch._dynamo.reset()
    yield
    torch._dynamo.reset()


def build_model(**changes: object) -> Transformer:
    torch.manual_seed(0)
    shape = MODEL.model_copy(update={"n_encoder_layers": 1, "n_decoder_layers": 1, "dropout": 0.0} | changes)
    model = Transformer(shape, VOCAB, VOCAB, IDS.pad_id, with_alignment=True)
    FlatWeights(model)  # gradients are there from the beginning, as in training
    return model


def draw_batch(n: int, longest: int, seed: int = 0) -> Batch:
    rng = np.random.default_rng([seed, n, longest])
    src, tgt = ([rng.integers(4, VOCAB, rng.integers(1, longest + 1)).tolist() for _ in range(n)] for _ in range(2))
    return make_batch(PairArrays(column(src), column(tgt)), np.arange(n), IDS)


def draw_labels(batch: Batch) -> Tensor:
    """Rows that sum to 1, where there is a token."""
    rows, tgt_len = batch.tgt_in.shape
    labels = torch.rand(rows, tgt_len - 1, batch.src_ids.shape[1] + 1, generator=torch.Generator().manual_seed(1))
    labels[..., :-1] *= (batch.src_ids != IDS.pad_id)[:, None] & (batch.src_ids != IDS.eos_id)[:, None]
    return labels / labels.sum(-1, keepdim=True) * (batch.tgt_in[:, 1:, None] != IDS.pad_id)


def differentiate(compute: Objective, batch: Batch, labels: Tensor | None) -> tuple[Tensor, dict[str, Tensor]]:
    """(smoothed loss, nll, the worst token of each row), and the gradient of every weight."""
    compute.model.zero_grad(set_to_none=False)
    loss, sums, worst = compute(batch, labels)
    loss.backward()
    return torch.cat((sums, worst[: len(batch)])), {
        name: p.grad.clone() for name, p in compute.model.named_parameters() if p.grad is not None
    }


def assert_same_step(one: Objective, other: Objective, batch: Batch, labels: Tensor | None) -> None:
    (sums, gradients), (other_sums, other_gradients) = (differentiate(o, batch, labels) for o in (one, other))
    torch.testing.assert_close(sums, other_sums, rtol=1e-6, atol=0)
    assert gradients.keys() == other_gradients.keys()
    scale = max(float(gradient.abs().max()) for gradient in gradients.values())
    assert any(gradients[name].any() for name in gradients if name.startswith("alignment.")) == (labels is not None)
    for name, gradient in gradients.items():
        torch.testing.assert_close(
            gradient / scale, other_gradients[name] / scale, rtol=0, atol=1e-6, msg=lambda m, n=name: f"{n}: {m}"
        )


@compiles
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"positions": "sinusoidal", "norm": "layernorm", "norm_placement": "post", "activation": "relu", "bias": True},
    ],
    ids=["as shipped", "as in the paper"],
)
def test_one_graph_with_labels_and_one_without_give_loss_and_gradients_of_all_shapes(
    changes: dict[str, object],
) -> None:
    model, counter = build_model(**changes), CompileCounterWithBackend("aot_eager")
    guidance = 0.4 if changes else 0.0
    plain = Objective(model, CPU, 0.1, guidance)
    compiled = CompiledObjective(model, CPU, 0.1, guidance, backend=counter)
    for n, longest in LENGTHS:
        batch = draw_batch(n, longest)
        assert_same_step(plain, compiled, batch, None)
        assert_same_step(plain, compiled, batch, draw_labels(batch))
    assert counter.frame_count == 2  # fullgraph raises at a graph break


def test_guidance_moves_what_translates_and_the_heads_stay_apart() -> None:
    model, batch = build_model(), draw_batch(5, 9)
    labels = draw_labels(batch)
    (sums, free), (guided_sums, guided) = (
        differentiate(Objective(model, CPU, 0.1, guidance), batch, labels) for guidance in (0.0, 0.5)
    )
    torch.testing.assert_close(sums, guided_sums)  # what is reported is the loss of the translation
    moved = {name for name, gradient in guided.items() if not gradient.equal(free[name])}
    assert "decoder.0.cross_attention.in_proj.weight" in moved and "encoder.0.feed_forward.down.weight" in moved
    assert not any(name.startswith("alignment.") for name in moved)
    unguided = differentiate(Objective(model, CPU, 0.1, 0.5), batch, None)[1]
    plain = differentiate(Objective(model, CPU, 0.1), batch, None)[1]
    assert all(torch.equal(unguided[name], plain[name]) for name in plain)  # no labels in a step: nothing to guide by


@pytest.mark.parametrize("kind", ["transformer", "gru_attention"])
def test_a_guided_head_comes_to_look_where_the_words_come_from(kind: str) -> None:
    torch.manual_seed(0)
    model = (
        build_model()
        if kind == "transformer"
        else RecurrentModel(RECURRENT, VOCAB, VOCAB, IDS.pad_id, with_alignment=True)
    )
    batch = draw_batch(6, 8)
    labels = torch.zeros_like(draw_labels(batch))
    for row, tokens in enumerate((batch.tgt_in[:, 1:] != IDS.pad_id).sum(1).tolist()):
        for t in range(tokens):  # some order that no position has by itself
            labels[row, t, (3 * t + 1) % int((batch.src_ids[row] > IDS.eos_id).sum())] = 1
    objective, optimizer = Objective(model, CPU, 0.0, 1.0), torch.optim.Adam(model.parameters(), 0.01)
    for _ in range(150):
        optimizer.zero_grad(set_to_none=False)
        objective(batch, labels)[0].backward()
        optimizer.step()
    with torch.no_grad():
        looks = model.decode_and_align(batch.tgt_in, model.encode(batch.src_ids), with_looks=True).looks
    assert looks is not None and looks.shape == (*batch.tgt_in.shape, batch.src_ids.shape[1])
    at_links = (looks[:, :-1] * labels[..., :-1]).sum() / labels.sum()
    assert float(at_links) > 0.8, float(at_links)


@compiles
def test_a_first_batch_with_equal_sizes_binds_no_later_one() -> None:
    counter = CompileCounterWithBackend("aot_eager")
    compiled = CompiledObjective(build_model(), CPU, 0.1, backend=counter)
    compiled(draw_batch(8, 7))  # 8 rows of 8 on both sides
    for n, longest in [*LENGTHS, (40, 20), (1, 1)]:
        compiled(draw_batch(n, longest))
    assert counter.frame_count == 1


@compiles
def test_bf16_and_dropout_are_compiled_as_well() -> None:
    model, batch = build_model(dropout=0.1, attention_dropout=0.1), draw_batch(20, 9)
    compiled = CompiledObjective(model, Machine(torch.device("cpu"), "bf16"), 0.1, backend="aot_eager")

    def compute(seed: int) -> Tensor:
        torch.manual_seed(seed)
        return differentiate(compiled, batch, None)[0][:2]

    exact = differentiate(Objective(model.eval(), CPU, 0.1), batch, None)[0][:2]
    model.train()
    assert torch.equal(compute(1), compute(1)) and not torch.equal(compute(1), compute(2))
    torch.testing.assert_close(compute(1), exact, rtol=0.2, atol=0)


@pytest.mark.parametrize("with_labels", [False, True])
def test_filling_up_changes_neither_loss_nor_gradients(with_labels: bool) -> None:
    plain, batch = Objective(build_model(), CPU, 0.1), draw_batch(5, 9)
    labels = draw_labels(batch) if with_labels else None
    filled = fill_up(batch, IDS.pad_id, MODEL.max_positions)
    assert filled.src_ids.shape != batch.src_ids.shape and filled.n_tokens == batch.n_tokens
    sums, gradients = differentiate(plain, batch, labels)
    filled_sums, filled_gradients = differentiate(
        plain, filled, None if labels is None else fill_up_labels(labels, filled)
    )
    torch.testing.assert_close(sums, filled_sums, rtol=1e-6, atol=0)
    for name, gradient in gradients.items():
        torch.testing.assert_close(gradient, filled_gradients[name], rtol=1e-4, atol=2e-5)


def test_a_filled_batch_has_no_empty_row_and_nothing_more_to_predict() -> None:
    batch = draw_batch(5, 9)
    filled = fill_up(batch, IDS.pad_id, MODEL.max_positions)
    assert (filled.src_ids.shape[0], len(filled)) == (8, 5)
    assert filled.tgt_in.shape == filled.tgt_out.shape
    assert bool((filled.src_ids != IDS.pad_id).any(1).all()) and bool((filled.tgt_in != IDS.pad_id).any(1).all())
    assert int((filled.tgt_out != IDS.pad_id).sum()) == batch.n_tokens
    length = batch.src_ids.shape[1]
    assert torch.equal(filled.src_ids[:5, :length], batch.src_ids)
    assert fill_up(batch, IDS.pad_id, longest=11).src_ids.shape[1] <= 11  # what the model has positions for


@pytest.mark.parametrize("n_sizes", [2, 4])
def test_sizes_are_few_and_not_far_apart(n_sizes: int) -> None:
    sizes = sorted({round_up(n, n_sizes) for n in range(1, 1025)})
    assert sizes[0] == 8 and sizes[-1] == 1024
    assert all(round_up(size, n_sizes) == size and size % 8 == 0 for size in sizes)
    assert all(n <= round_up(n, n_sizes) < n * (1 + 1 / n_sizes) + 8 for n in range(1, 1025))
    assert len([size for size in sizes if size >= 64]) == 4 * n_sizes + 1  # 64 to 1024: four octaves


@pytest.mark.parametrize(
    ("mean", "spread", "max_tokens"), [(8, 0.45, 1536), (16, 0.35, 2048)], ids=["like the toy", "like Multi30k"]
)
def test_an_epoch_comes_in_a_few_dozen_shapes(mean: float, spread: float, max_tokens: int) -> None:
    rng = np.random.default_rng(0)
    tgt = np.clip(rng.lognormal(np.log(mean), spread, 60_000), 1, 60).astype(np.int64)
    src = np.clip(tgt * rng.normal(1.1, 0.15, len(tgt)), 1, 60).astype(np.int64)
    shapes, positions, real = set(), 0, 0
    for rows in plan_epoch(src, tgt, max_tokens=max_tokens, seed=0, epoch=0):
        ids = torch.ones(len(rows), int(src[rows].max()) + 1), torch.ones(len(rows), int(tgt[rows].max()) + 1)
        filled = fill_up(Batch(ids[0], ids[1], ids[1], 0, rows.tolist()), 0, longest=256)
        shapes.add((filled.src_ids.shape, filled.tgt_in.shape))
        positions += filled.src_ids.numel() + filled.tgt_in.numel()
        real += ids[0].numel() + ids[1].numel()
    assert len(shapes) <= 40
    assert positions < 1.5 * real


@compiles
def test_nothing_of_the_graph_lives_on_another_device() -> None:
    """One tensor on the CPU, and CUDA graphs are silently left out."""
    devices: set[str] = set()

    def collect(graph: torch.fx.GraphModule, inputs: list[Tensor]) -> object:
        for node in graph.graph.nodes:
            value = node.meta.get("example_value")
            devices.update([value.device.type] if isinstance(value, Tensor) else [])
        return graph.forward

    model = build_model(dropout=0.1, attention_dropout=0.1).to("meta")
    batch = draw_batch(5, 9)
    compiled = CompiledObjective(model, Machine(torch.device("meta"), "fp32"), 0.1, backend=collect)
    compiled(batch, draw_labels(batch))
    assert devices == {"meta"}


@compiles
def test_a_compiled_training_resumes_bit_for_bit(tmp_path: Path) -> None:
    shape = MODEL.model_copy(update={"n_encoder_layers": 1, "n_decoder_layers": 1})

    def weights_of(folder: str, *sittings: int) -> Tensor:
        for max_steps in sittings:
            training = TrainingConfig(
                max_steps=12, max_tokens_per_batch=200, accumulation_steps=2, validate_every_steps=100, warmup_steps=2
            )
            trainer = build_trainer(tmp_path / folder, training, shape=shape)
            trainer.objective = CompiledObjective(trainer.learner.model, trainer.machine, 0.1, backend="aot_eager")
            trainer.restore()
            trainer.learner.model.train()
            while trainer.progress.step < max_steps:
                trainer.train_step(next(trainer.stream))
            trainer.save()
            torch.manual_seed(99)
        return trainer.learner.weights.values

    assert torch.equal(weights_of("whole", 12), weights_of("broken", 5, 12))


@compiles
def test_inductor_compiles_a_training_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slow: a minute. The one test of what users get."""
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", str(tmp_path))
    model = build_model()
    compiled = build_objective(model, CPU, TrainingConfig(max_steps=1, compile="on"))
    for n, longest in LENGTHS[:2]:
        assert_same_step(Objective(model, CPU, 0.1), compiled, draw_batch(n, longest), None)


@pytest.mark.parametrize(
    ("wanted", "machine", "shape", "expected"),
    [
        ("auto", CPU, MODEL, False),
        ("auto", GPU, MODEL, True),
        ("auto", GPU, RECURRENT, False),
        ("off", GPU, MODEL, False),
        ("on", CPU, MODEL, True),
    ],
)
def test_auto_compiles_a_transformer_on_a_gpu(
    wanted: str, machine: Machine, shape: ModelConfig, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(torch, "compile", lambda function, **options: asked.append(options) or function)
    monkeypatch.setattr(objective, "find_lack", lambda: None)
    kind: type[EncoderDecoder] = Transformer if shape is MODEL else RecurrentModel
    model = kind(shape, VOCAB, VOCAB, IDS.pad_id)  # type: ignore[call-arg, arg-type]
    training = TrainingConfig.model_validate({"max_steps": 1, "compile": wanted})
    assert build_objective(model, machine, training).is_compiled is expected
    assert [options["fullgraph"] for options in asked] == [True] * expected
    assert all(bool(options["options"]) is (machine is GPU) for options in asked)  # CUDA graphs


def test_a_machine_without_a_compiler_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CXX", "g++")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    model, training = build_model(), TrainingConfig(max_steps=1, compile="on")
    message = (
        r"training.compile: got 'on', but there is no C\+\+ compiler 'g\+\+' on PATH; install one "
        r"\(Debian and Ubuntu: apt install g\+\+\); or set training.compile: off"
    )
    with pytest.raises(ConfigError, match=message):
        build_objective(model, CPU, training)
    assert not build_objective(model, GPU, TrainingConfig(max_steps=1, compile="auto")).is_compiled
    assert "training steps are not compiled, and slower for it: there is no C++ compiler" in caplog.text


def test_missing_headers_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path))
    lack = find_lack()
    assert lack == (
        f"{tmp_path / 'Python.h'}: no such file; install Python's headers (Debian and Ubuntu: apt install python3-dev)"
    )


def test_what_cannot_be_compiled_is_said_in_one_line() -> None:
    def fail(graph: torch.fx.GraphModule, inputs: list[Tensor]) -> object:
        raise RuntimeError("no room on this chip\nand much more")

    message = r"^training.compile: a training step cannot be compiled here \(RuntimeError: no room on this chip\); "
    with pytest.raises(TrainingError, match=message + "set training.compile: off$"):
        CompiledObjective(build_model(), CPU, 0.1, backend=fail)(draw_batch(3, 4))


def test_an_older_pytorch_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch, "__version__", "2.9.0+cpu")
    assert find_lack() == "PyTorch 2.9.0+cpu cannot compile them; install 2.13 or newer"
