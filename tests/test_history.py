"""metrics.jsonl read back as curves, whole or torn."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nmt.errors import RunError
from nmt.history import History, read_history
from nmt.reporting import FileReporter


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return path


def train(step: int, tokens: float, minutes: float) -> dict[str, float]:
    return {"step": step, "train/nll": 1 / step, "train/tokens": tokens, "train/minutes": minutes}


def test_what_the_reporter_writes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    files = FileReporter(path, tmp_path / "samples.txt")
    files.start(0)
    for step in (10, 20, 30):
        files.metrics(step, {"train/nll": 1 / step})
    files.metrics(30, {"validation/bleu": 12.5})
    history = read_history(path)
    curve = history.curve("train/nll")
    assert curve.steps.tolist() == [10, 20, 30] and curve.values.tolist() == [1 / 10, 1 / 20, 1 / 30]
    assert history.curve("validation/bleu").values.tolist() == [12.5]
    assert len(history.curve("validation/aer")) == 0


@pytest.mark.parametrize("tail", ['{"step": 30, "tr', '{"step": 30', "{", '"', "\x00\x00", '{"step"'])
def test_half_a_line_at_the_end_is_left_out(tmp_path: Path, tail: str) -> None:
    path = write(tmp_path / "metrics.jsonl", {"step": 10, "a": 1}, {"step": 20, "a": 2})
    path.write_text(path.read_text() + tail)
    assert read_history(path).curve("a").values.tolist() == [1, 2]


def test_every_cut_of_a_file_can_be_read(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole", *({"step": step, "a": step / 3} for step in range(1, 6))).read_bytes()
    first = whole.index(b"\n")
    for end in range(first, len(whole)):
        (tmp_path / "cut").write_bytes(whole[:end])
        steps = read_history(tmp_path / "cut").curve("a").steps.tolist()
        # a line counts once it is whole, with its line feed or without
        assert steps == list(range(1, 1 + whole[: end + 1].count(b"\n")))


def test_steps_that_were_taken_again_count_once(tmp_path: Path) -> None:
    """A run that was killed after step 30 and resumed from the checkpoint of step 10."""
    lines = [{"step": 10, "a": 1}, {"step": 20, "a": 2}, {"step": 30, "a": 3}, {"step": 20, "a": 20}]
    curve = read_history(write(tmp_path / "metrics.jsonl", *lines)).curve("a")
    assert (curve.steps.tolist(), curve.values.tolist()) == ([10, 20], [1, 20])


def test_speed_leaves_validations_out(tmp_path: Path) -> None:
    history = read_history(
        write(
            tmp_path / "metrics.jsonl",
            train(10, 6_000, 1),
            train(20, 18_000, 2),
            {"step": 20, "validation/bleu": 1},
            train(30, 24_000, 12),  # nine minutes of these were the validation's
            train(40, 30_000, 13),
            train(50, 36_000, 13),  # a clock that stood still
        )
    )
    speed = history.speed()
    assert (speed.steps.tolist(), speed.values.tolist()) == ([20, 40], [200, 100])


def known(tmp_path: Path) -> History:
    lines = train(10, 1_000, 1), train(20, 3_000, 2), {"step": 25, "validation/bleu": 3}
    return read_history(write(tmp_path / "metrics.jsonl", *lines))


def test_steps_are_found_on_the_other_axes(tmp_path: Path) -> None:
    steps = np.array([0.0, 5, 10, 15, 20, 40])
    assert known(tmp_path).along("steps", steps) is steps
    assert known(tmp_path).along("tokens", steps).tolist() == [0, 500, 1_000, 2_000, 3_000, 6_000]
    assert known(tmp_path).along("minutes", steps).tolist() == [0, 0.5, 1, 1.5, 2, 4]


def test_a_run_that_did_not_count(tmp_path: Path) -> None:
    history = read_history(write(tmp_path / "metrics.jsonl", {"step": 1, "train/nll": 3}))
    with pytest.raises(RunError, match=r"metrics\.jsonl: no train/tokens in it; draw this run against steps"):
        history.along("tokens", np.array([1.0]))


def test_errors_say_where_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="none: no such file; the training that makes it has not begun, or this is no"):
        read_history(tmp_path / "none")
    with pytest.raises(RunError, match=f"{tmp_path}: cannot be read: Is a directory"):
        read_history(tmp_path)
    for nothing in ("", "\n\n", '{"st'):
        (tmp_path / "empty").write_text(nothing)
        with pytest.raises(RunError, match=r"empty: nothing measured yet; .* training\.log_every_steps"):
            read_history(tmp_path / "empty")
    for line in ("my notes", "[1]", '{"a": 1}', '{"step": 2, "a": "b"}', '{"step": 2, "a": null}', "3"):
        path = write(tmp_path / "damaged", {"step": 1, "a": 1}, line, {"step": 3, "a": 1})
        with pytest.raises(RunError) as caught:
            read_history(path)
        assert str(caught.value).startswith(f"{path}:2: got {line[:40]!r}, expected measurements such as ")
        assert str(caught.value).endswith("; remove the line")
