"""`torch.nn.Transformer`'s layers. Trains; has no cached decoding, and so does not translate."""

from __future__ import annotations

from typing import Any

import safetensors.torch

from nmt.benchmark.contenders.serving import serve
from nmt.benchmark.contenders.torch_training import TorchTraining
from nmt.benchmark.task import Ids, Task
from nmt.benchmark.twin import TorchTransformer


class TorchContender:
    """Options: `precision`; `as_shipped` leaves dropout inside attention and feed-forward, which torch.nn has."""

    def __init__(self, task: Task, options: dict[str, Any]) -> None:
        dropout = task.recipe.dropout
        inner = dropout if options.get("as_shipped") else 0.0
        self._model = TorchTransformer(task.sizes, task.marks.pad, dropout, inner)
        self._model.load_ours(safetensors.torch.load_file(task.weights_path))
        self._training = TorchTraining(task, self._model, lambda src, tgt_in, _: self._model(src, tgt_in), options)

    def facts(self) -> dict[str, Any]:
        return self._training.facts()

    def train_step(self, number: int) -> tuple[int, float]:
        return self._training.step(number)

    def translate(self, sources: Ids, rows: slice, beam_size: int) -> Ids:
        raise NotImplementedError("torch.nn.Transformer cannot decode with a cache")


if __name__ == "__main__":
    serve(TorchContender)
