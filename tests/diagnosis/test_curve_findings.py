"""Curves of healthy trainings say nothing; each kind of sick one speaks."""

from __future__ import annotations

import math

import pytest

from nmt.diagnosis.curves import diagnose_curves
from tests.diagnosis.test_outputs import has_key

Curve = list[dict[str, float]]


def training(losses: list[float], every: int = 20) -> Curve:
    return [{"step": float(every * (i + 1)), "train/loss": loss} for i, loss in enumerate(losses)]


def validations(losses: list[float], bleu: list[float], every: int = 500, exact: float = 0.1) -> Curve:
    return [
        {
            "step": every * (i + 1.0),
            "validation/loss": loss,
            "validation/bleu": score,
            "validation/chrf": score + 10,
            "validation/exact": exact,
        }
        for i, (loss, score) in enumerate(zip(losses, bleu, strict=True))
    ]


# As the toy's: from ln(vocabulary) down to its label-smoothing floor, with the noise of small batches.
HEALTHY = [0.7 + 8 * math.exp(-i / 12) + 0.05 * math.sin(7.0 * i) for i in range(150)]
RISING = [90.0 + i for i in range(8)]


def names(records: Curve) -> list[str]:
    return [finding.name for finding in diagnose_curves(records)]


def test_healthy_curves_say_nothing_at_any_point() -> None:
    for end in range(len(HEALTHY)):
        assert names(training(HEALTHY[:end])) == []
    slow = validations([1.5 - 0.03 * i for i in range(20)], [48 + 0.2 * i for i in range(20)])
    for end in range(len(slow)):
        assert names(slow[:end]) == []
    # The last few validations of a finished run, whose rate went to 0, gain nothing more: four of them.
    assert names(validations([0.22, 0.11, 0.09, 0.09, 0.09, 0.09], [88, 96, 98, 98, 98, 98])) == []


def test_who_has_everything_right_may_stand_still() -> None:
    assert names(validations([0.01] * 9, [100.0] * 9, exact=1.0)) == []
    assert names(validations([0.01] * 9, [100.0] * 9, exact=0.5)) == ["plateau"]


@pytest.mark.parametrize(
    ("records", "name", "told"),
    [
        (training([*HEALTHY[:40], 3.0, 4.0, 5.0, 6.0, 6.5]), "diverging", "4.90 now, after"),
        (validations([5.0, *[4.0] * 6], [0.0] * 7), "plateau", "less than 1% in 5 validations, since step 1000"),
        (
            training(HEALTHY) + validations([1.5, 1.3, 1.5, 1.6], [40, 45, 44, 43], every=250),
            "learned_by_heart",
            "validation loss 1.60, after 1.30 at step 500, while the training loss still falls",
        ),
        ([*training(HEALTHY), {"step": 3020, "train/loss": 0.7, "train/skipped": 31}], "skipped_steps", "31 of 3020"),
    ],
)
def test_each_illness_speaks(records: Curve, name: str, told: str) -> None:
    (finding,) = diagnose_curves(records)
    assert finding.name == name and told in finding.evidence
    assert finding.keys and all(map(has_key, finding.keys))
    assert any(key.partition(".")[2] in finding.advice for key in finding.keys)


def test_a_loss_that_came_down_again_is_no_news() -> None:
    assert names(training([*HEALTHY[:40], 3.0, 4.0, 5.0, *HEALTHY[40:60]])) == []


def test_a_rising_validation_loss_is_fine_while_translations_get_better() -> None:
    losses = [1.5, 1.3, 1.45, 1.5, 1.55, 1.6, 1.65, 1.7]
    assert names(training(HEALTHY) + validations(losses, [40.0 + 2 * i for i in range(8)], every=250)) == []


def test_a_few_steps_left_out_are_no_news() -> None:
    assert names([{"step": 3000, "train/loss": 0.7, "train/skipped": 3}]) == []
    assert names([{"step": 20, "train/loss": 0.7, "train/skipped": 2}]) == []


def test_curves_that_have_not_begun() -> None:
    assert names([]) == [] and names(training([8.0])) == [] and names(validations([8.0], [0.0])) == []
