"""The preflight on one batch: a floor that is exact, a sound model that reaches it, sick ones that get advice."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from nmt.config import Config, load_config
from nmt.errors import TrainingError
from nmt.overfitting import NEAR, STEPS, Overfitting, compute_floor, one_batch_config, overfit, require_learned
from tests.reversal import build_trainer
from tests.test_trainer import settings
from tests.tiny import write_project

VOCAB = 7
SENTENCES = st.lists(st.integers(0, VOCAB - 1), min_size=1, max_size=3).map(tuple)


@given(
    st.lists(st.tuples(st.sampled_from([(1,), (2, 3)]), SENTENCES), min_size=1, max_size=6), st.sampled_from([0.0, 0.1])
)
def test_the_floor_is_what_the_best_table_of_logits_reaches(pairs: list[tuple[tuple[int, ...], ...]], e: float) -> None:
    """Oracle: F.cross_entropy of the model that answers each context with the mean of what is asked for."""
    contexts: dict[object, list[int]] = {}
    for src, tgt in pairs:
        for i, token in enumerate(tgt):
            contexts.setdefault((src, tgt[:i]), []).append(token)
    total = 0.0
    for tokens in contexts.values():
        target = torch.tensor(tokens)
        asked = (1 - e) * F.one_hot(target, VOCAB).double() + e / VOCAB
        logits = asked.mean(0).clamp_min(1e-300).log().expand(len(tokens), -1)
        total += F.cross_entropy(logits, asked, reduction="sum").item()
    assert compute_floor(pairs, e, VOCAB) == pytest.approx(total / sum(len(tgt) for _, tgt in pairs), abs=1e-9)


def test_the_floor_of_a_batch_without_doubt_is_0_without_smoothing() -> None:
    assert compute_floor([((1,), (2, 3)), ((2,), (2, 4))], 0.0, VOCAB) == 0


def test_a_sound_model_learns_one_batch_and_writes_nothing(tmp_path: Path) -> None:
    training = settings(max_steps=STEPS, accumulation_steps=2, schedule="constant", ema_decay=0)
    result = overfit(build_trainer(tmp_path / "run", training))
    assert result.is_learned and len(result.losses) < STEPS
    assert result.floor - 1e-3 <= min(result.losses) and result.losses[0] > result.floor + 1
    assert f"loss {result.losses[0]:.2f} at first" in result.to_text()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return load_config(write_project(tmp_path))


@pytest.mark.parametrize(
    ("losses", "advice"),
    [
        ([5.0] * 100, "it stands still; change training.lr (now 0.01)"),
        ([5 - 0.03 * i for i in range(100)], "it still falls; raise training.lr (now 0.01) or model.d_model (now 32)"),
        ([5 - 0.03 * i for i in range(50)] + [8.0] * 50, "the loss rises again; lower training.lr (now 0.01)"),
        ([5.0, 9.0, 9.0], "the loss rises again; lower training.lr"),
    ],
)
def test_who_does_not_learn_is_told_what_to_change(config: Config, losses: list[float], advice: str) -> None:
    with pytest.raises(
        TrainingError, match=r"^training\.overfit_one_batch: the model cannot learn one batch of 9"
    ) as e:
        require_learned(Overfitting(9, 50, 0.7, losses), config)
    assert advice in str(e.value)


def test_near_the_floor_is_learned(config: Config) -> None:
    require_learned(Overfitting(9, 50, 0.7, [5.0, 0.7 + NEAR - 1e-6]), config)
    with pytest.raises(TrainingError):
        require_learned(Overfitting(9, 50, 0.7, [5.0, 0.7 + NEAR + 1e-6]), config)


def test_nothing_keeps_it_from_learning_by_heart(config: Config) -> None:
    changed = one_batch_config(config)
    assert (changed.model.dropout, changed.training.ema_decay, changed.training.max_steps) == (0, 0, STEPS)
    assert changed.alignment.labels == "off"
    # What is to be tested stays as it is.
    assert changed.training.lr == config.training.lr and changed.data == config.data
    assert changed.model.d_model == config.model.d_model and math.isclose(changed.training.label_smoothing, 0.1)
