"""Where the news of a training go."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nmt import reporting
from nmt.alignment.records import AlignmentRecord
from nmt.errors import RunError
from nmt.reporting import (
    BarReporter,
    FileReporter,
    NewsReporter,
    Reporters,
    SilentReporter,
    TenthsReporter,
)
from nmt.tensorboard import TensorBoardReporter
from nmt.validation import Sample
from tests.viz.invented import invent_student

SAMPLES = [Sample("Je suis ici.", "I am\x1b[31m here.\x07", "I am here.\nReally.")]
RECORDS = [invent_student()]
VALIDATION = {
    "validation/loss": 1.5,
    "validation/perplexity": 4.48,
    "validation/bleu": 12.34,
    "validation/chrf": 45.6,
    "validation/exact": 0.25,
}


def write_news(folder: Path, steps: range) -> FileReporter:
    files = FileReporter(folder / "metrics.jsonl", folder / "samples.txt")
    files.start(steps.start)
    for step in steps:
        files.metrics(step + 1, {"train/loss": 1 / (step + 1)})
        files.samples(step + 1, SAMPLES)
    return files


def test_files_hold_a_line_for_each_measurement_and_a_block_for_each_set_of_samples(tmp_path: Path) -> None:
    write_news(tmp_path, range(2))
    lines = (tmp_path / "metrics.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [{"step": 1, "train/loss": 1.0}, {"step": 2, "train/loss": 0.5}]
    block = (
        "  source      Je suis ici.\n"
        "  translation I am�[31m here.�\n"  # a terminal would obey these
        "  reference   I am here. Really.\n\n"
    )
    assert (tmp_path / "samples.txt").read_text(encoding="utf-8") == f"step 1\n{block}step 2\n{block}"


def test_a_resumed_run_drops_what_came_after_its_checkpoint(tmp_path: Path) -> None:
    for folder in ("whole", "resumed"):
        (tmp_path / folder).mkdir()
    write_news(tmp_path / "whole", range(5))
    write_news(tmp_path / "resumed", range(4))
    with open(tmp_path / "resumed" / "metrics.jsonl", "a") as file:
        file.write('{"step": 5, "tor')
    with open(tmp_path / "resumed" / "samples.txt", "a") as file:
        file.write("step 5\n  source      Je su")
    write_news(tmp_path / "resumed", range(2, 5))  # the checkpoint was step 2's
    for name in ("metrics.jsonl", "samples.txt"):
        assert (tmp_path / "resumed" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_files_that_somebody_has_edited_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "metrics.jsonl").write_text('my notes\n{"step": 1}\n[1]\n{"step": "x"}\n')
    (tmp_path / "samples.txt").write_text("my notes\n\nstep 1\n  source      a\n\nstep\n\n")
    FileReporter(tmp_path / "metrics.jsonl", tmp_path / "samples.txt").start(1)
    assert (tmp_path / "metrics.jsonl").read_text() == '{"step": 1}\n'
    assert (tmp_path / "samples.txt").read_text() == "step 1\n  source      a\n\n"


def test_validations_and_samples_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "nmt")
    news = NewsReporter()
    news.metrics(7, {"train/loss": 3.0})
    news.metrics(8, VALIDATION)
    news.samples(8, SAMPLES)
    assert caplog.messages == [
        "step 8: validation loss 1.500, perplexity 4.48, BLEU 12.3, chrF 45.6, exact 25.0 %",
        "    Je suis ici.\n      -> I am�[31m here.�\n      == I am here. Really.",
    ]


def test_a_log_file_gets_a_line_for_each_tenth(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "nmt")
    now = 100.0
    monkeypatch.setattr(reporting.time, "monotonic", lambda: now)
    tenths = TenthsReporter()
    tenths.start(0)
    for step in range(1, 1001):
        now += 6.0
        tenths.progress(step / 1000, f"step {step}")
    assert len(caplog.messages) == 10
    assert caplog.messages[0] == " 10 %, 90.0 minutes left: step 100"
    assert caplog.messages[9] == "100 %, 0.0 minutes left: step 1000"


def test_a_resumed_sitting_reckons_with_its_own_speed(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "nmt")
    now = 0.0
    monkeypatch.setattr(reporting.time, "monotonic", lambda: now)
    tenths = TenthsReporter()
    tenths.start(500)
    for step in range(501, 601):
        now += 6.0
        tenths.progress(step / 1000, f"step {step}")
    assert caplog.messages == [" 60 %, 40.0 minutes left: step 600"]


def test_a_bar_shows_the_share_and_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    bar = BarReporter()
    bar.close()  # before anything has begun
    bar.start(0)
    bar.progress(0.25, "step 1, loss 3.00")
    bar.progress(1.0, "step 4, loss 2.00")
    bar.close()
    bar.close()
    last = shown.getvalue().split("\r")[-1]
    assert last.startswith("100%|") and "left; step 4, loss 2.00" in last
    assert last.endswith("\n")


def read_events(folder: Path) -> Any:
    """What TensorBoard itself makes of the files."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    return EventAccumulator(str(folder), size_guidance={"images": 0, "tensors": 0, "scalars": 0}).Reload()


def test_tensorboard_holds_numbers_speed_texts_and_pictures(tmp_path: Path) -> None:
    pytest.importorskip("tensorboard")
    pytest.importorskip("matplotlib")
    from PIL import Image

    board = TensorBoardReporter(tmp_path)
    board.close()
    board.start(0)
    for step in (10, 20):
        done = {"train/loss": 25 / step, "train/lr": 1e-3, "train/tokens": 600.0 * step, "train/minutes": step / 10}
        board.metrics(step, done)
    board.metrics(20, VALIDATION | {"validation/aer": 0.125})
    board.samples(20, SAMPLES)
    board.alignments(20, [invent_student(id=number) for number in range(5)])
    board.alignments(20, [])  # a model without alignments
    board.close()

    events = read_events(tmp_path)
    tags = events.Tags()
    assert set(tags["scalars"]) == {
        "train/loss", "train/lr", "train/tokens", "train/minutes", "train/tokens_per_second", "validation/aer",
        *VALIDATION,
    }  # fmt: skip
    assert [(e.step, e.value) for e in events.Scalars("train/loss")] == [(10, 2.5), (20, 1.25)]
    assert [(e.step, e.value) for e in events.Scalars("train/tokens_per_second")] == [(20, 100.0)]
    assert [(e.step, e.value) for e in events.Scalars("validation/aer")] == [(20, 0.125)]
    (text,) = events.Tensors("sample 1/text_summary")
    assert b"Je suis ici." in text.tensor_proto.string_val[0] and b"I am here." in text.tensor_proto.string_val[0]
    (picture,) = events.Images("alignments")
    pixels = np.asarray(Image.open(io.BytesIO(picture.encoded_image_string)).convert("L"))
    assert picture.step == 20 and pixels.shape == (picture.height, picture.width)
    assert pixels.max() == 255 and (pixels < 100).mean() > 0.005  # paper, and on it ink


def test_a_resumed_run_goes_on_in_tensorboard_where_it_was_saved(tmp_path: Path) -> None:
    pytest.importorskip("tensorboard")
    for start, steps in ((0, (1, 2, 3)), (2, (3, 4))):  # the second sitting takes step 3 again
        board = TensorBoardReporter(tmp_path)
        board.start(start)
        for step in steps:
            board.metrics(step, {"train/loss": 10.0 * start + step})
        board.close()
    assert [(e.step, e.value) for e in read_events(tmp_path).Scalars("train/loss")] == [
        (1, 1),
        (2, 2),
        (3, 23),
        (4, 24),
    ]


def test_without_matplotlib_there_are_no_pictures_and_a_word_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("tensorboard")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    board = TensorBoardReporter(tmp_path)
    board.start(0)
    board.metrics(1, {"train/loss": 1.0})
    board.alignments(1, [invent_student()])
    board.close()
    assert read_events(tmp_path).Tags()["images"] == []
    assert caplog.messages == ["TensorBoard gets no pictures of alignments: install nmt[viz] (pip install matplotlib)"]


def test_several_hear_the_same_in_order() -> None:
    heard: list[tuple[str, object]] = []

    class Listener(SilentReporter):
        def __init__(self, name: str) -> None:
            self.name = name

        def start(self, step: int) -> None:
            heard.append((self.name, step))

        def progress(self, progress: float, text: str) -> None:
            heard.append((self.name, text))

        def metrics(self, step: int, metrics: dict[str, float]) -> None:
            heard.append((self.name, metrics))

        def samples(self, step: int, samples: list[Sample]) -> None:
            heard.append((self.name, samples))

        def alignments(self, step: int, records: Sequence[AlignmentRecord]) -> None:
            heard.append((self.name, records))

        def close(self) -> None:
            heard.append((self.name, None))

    both = Reporters(Listener("a"), SilentReporter(), Listener("b"))
    both.start(4)
    both.progress(0.5, "half")
    both.metrics(5, VALIDATION)
    both.samples(5, SAMPLES)
    both.alignments(5, RECORDS)
    both.close()
    said: list[object] = [4, "half", VALIDATION, SAMPLES, RECORDS, None]
    assert heard == [(name, what) for what in said for name in ("a", "b")]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """While training, too, when nothing else would say which of the files it was."""
    files = FileReporter(tmp_path / "metrics.jsonl", tmp_path / "samples.txt")
    expected = (
        "cannot be written: Is a directory; make room or mend the folder's permissions, then run the same command"
    )
    files.metrics_path.mkdir()
    with pytest.raises(RunError, match=rf"metrics\.jsonl: {expected}"):
        files.metrics(1, {})
    files.metrics_path.rmdir()
    files.samples_path.mkdir()
    with pytest.raises(RunError, match=rf"samples\.txt: {expected}"):
        files.samples(1, [])
