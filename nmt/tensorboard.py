"""A training's news for TensorBoard, which is optional: it needs the `tensorboard` package."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nmt.alignment.records import AlignmentRecord
from nmt.history import Entry, tokens_per_second
from nmt.reporting import Metrics, SilentReporter, naming
from nmt.validation import Sample

log = logging.getLogger(__name__)

N_PICTURED = 4  # sentences whose alignment is drawn


class TensorBoardReporter(SilentReporter):
    """Metrics and samples for TensorBoard, with a picture of the first alignments.

    Beside the metrics there is the speed, `train/tokens_per_second`: TensorBoard cannot work it out from them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writer: Any = None
        self.last_entry: Entry | None = None
        self.draws = False

    def start(self, step: int) -> None:
        from torch.utils.tensorboard import SummaryWriter

        self.draws = find_spec("matplotlib") is not None
        if not self.draws:
            log.warning("TensorBoard gets no pictures of alignments: install nmt[viz] (pip install matplotlib)")
        with naming(self.folder):
            self.writer = SummaryWriter(str(self.folder), purge_step=step + 1 if step else None)

    def metrics(self, step: int, metrics: Metrics) -> None:
        entry = Entry(step, metrics)
        rate = tokens_per_second(self.last_entry, entry) if self.last_entry else None
        with naming(self.folder):
            for name, value in metrics.items():
                self.writer.add_scalar(name, value, step)
            if rate is not None:
                self.writer.add_scalar("train/tokens_per_second", rate, step)
        self.last_entry = entry

    def samples(self, step: int, samples: list[Sample]) -> None:
        with naming(self.folder):
            for i, sample in enumerate(samples):
                text = f"**{sample.src}**\n\n{sample.hypothesis}\n\n*{sample.reference}*"
                self.writer.add_text(f"sample {i + 1}", text, step)
            self.writer.flush()

    def alignments(self, step: int, records: Sequence[AlignmentRecord]) -> None:
        from nmt.viz.heatmap import draw_sheet
        from nmt.viz.pictures import rasterize

        shown = records[:N_PICTURED]
        if shown and self.draws:
            sheet = draw_sheet(shown, [f"#{record.id}" for record in shown], columns=2)
            with naming(self.folder):
                self.writer.add_image("alignments", rasterize(sheet), step, dataformats="HWC")
                self.writer.flush()

    def close(self) -> None:
        if self.writer is not None:
            with naming(self.folder):
                self.writer.close()
