"""Curves of costs: exponents, the table, the pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.benchmark import growth
from nmt.benchmark.contenders.point import invent_batch, measure_corpus, measure_decoding, measure_training
from nmt.benchmark.curves import save_curves
from nmt.benchmark.growth import Curve, Measured, Plan, Point, fit_exponent, format_curves, measure_curve
from nmt.config import load_config
from nmt.distributed import World
from nmt.errors import BenchmarkError
from tests.tiny import write_project

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "configs" / "benchmark.yaml"
TINY = ["model.d_model=16", "model.n_heads=2", "model.d_ff=16", "model.n_encoder_layers=1", "model.n_decoder_layers=1"]
TINY += ["training.threads=1", "training.precision=fp32"]


def curve(*, memory: float | None = 1.0) -> Curve:
    points = [Point(x, {"kind": "training", "x": x}, work=x**2) for x in (1.0, 10.0, 100.0)]
    return Curve("width", "d_model", points, memory, "products")


@given(st.floats(-3, 3), st.floats(1e-3, 1e3))
def test_the_exponent_of_a_power_is_found(exponent: float, factor: float) -> None:
    xs = [1.0, 3.0, 20.0, 500.0]
    assert fit_exponent(xs, [factor * x**exponent for x in xs]) == pytest.approx(exponent, abs=1e-6)


def test_points_are_measured_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []

    def measure(order: dict[str, Any]) -> dict[str, float]:
        seen.append(order["x"])
        return {"seconds": order["x"] ** 2, "bytes": 1e6 * order["x"]}

    monkeypatch.setattr(growth, "measure_point", measure)
    measured = measure_curve(curve(), rounds=2)
    assert seen == [1.0, 10.0, 100.0] * 2
    facts = measured.as_dict()
    assert facts["exponent_of_time"] == pytest.approx({"expected": 2.0, "measured": 2.0})
    assert facts["exponent_of_memory"] == pytest.approx({"expected": 1.0, "measured": 1.0})
    header, row = format_curves([measured]).splitlines()
    assert header.split()[:4] == ["grows", "with", "from", "to"]
    assert row.split() == ["width", "1", "100", "2.00", "2.00", "1,000", "10,000,000", "1.00", "1.00", "1.00", "100"]


def test_every_curve_grows_something_the_configuration_takes() -> None:
    curves = list(Plan(CONFIG, 2).curves())
    assert [one.name for one in curves] == [
        *("length", "batch", "vocabulary", "depth", "width", "beam", "corpus", "processes")
    ]
    for one in curves:
        xs = [point.x for point in one.points]
        assert xs == sorted(set(xs)) and len(xs) >= 2
        for point in one.points:
            if point.order["kind"] == "training":
                load_config(CONFIG, point.order["overrides"])
    assert curves[6].points[-1].x == 1_000_000
    assert "processes" not in [one.name for one in Plan(CONFIG, 1, quick=True).curves()]


@pytest.mark.parametrize(
    ("measure", "point"),
    [
        (measure_training, {"tokens": 20, "length": 5, "vocab_size": 30}),
        (measure_decoding, {"length": 4, "sentences": 2, "beam_size": 2, "vocab_size": 30}),
        (measure_corpus, {"pairs": 300}),
    ],
)
def test_a_point_is_measured(measure: Any, point: dict[str, Any]) -> None:
    overrides = [*TINY, "tokenizer.vocab_size=300"]
    costs = measure({"config": str(CONFIG), "overrides": overrides, "repeats": 1, **point}, World())
    assert costs["seconds"] > 0


def test_invented_batches_hold_no_padding() -> None:
    batch = invent_batch(50, 8, 30)
    assert batch.n_tokens == 48 and batch.src_ids.shape == batch.tgt_in.shape == (6, 8)
    assert bool((batch.src_ids > 0).all() & (batch.tgt_out > 0).all())


def test_a_point_that_fails_says_why(tmp_path: Path) -> None:
    order = {"kind": "nothing", "config": str(write_project(tmp_path))}
    with pytest.raises(BenchmarkError, match=r"nothing: .*its process failed: KeyError"):
        growth.measure_point(order)


def test_curves_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    measured = [
        Measured(curve(memory=memory), [[x, 2 * x] for x in (1e-3, 1e-2, 1e-1)], [[1.0], [2.0], [30.0]])
        for memory in (1.0, None)
    ]
    for cost in ("seconds", "megabytes"):
        path = save_curves(measured, cost, tmp_path / "deep" / f"{cost}.png")  # type: ignore[arg-type]
        assert path.read_bytes().startswith(b"\x89PNG")
    with pytest.raises(BenchmarkError, match="no curve of megabytes to draw"):
        save_curves(measured[1:], "megabytes", tmp_path / "none.png")
