"""What the machine can do at best: matrix products and nothing else, in the number formats that models compute in."""

from __future__ import annotations

from typing import Any

import torch

from nmt.benchmark.contenders.serving import serve
from nmt.benchmark.task import Ids, Task

# (rows, inner, columns): a large square, and the feed-forward network of a batch at widths from large to small.
SHAPES = ((2048, 2048, 2048), (4096, 512, 1024), (4096, 256, 512), (4096, 128, 256))


class ProductsContender:
    """Options: `precision`, "fp32", "fp32-medium" or "bf16". A step is products of one shape; its work is FLOPs."""

    def __init__(self, task: Task, options: dict[str, Any]) -> None:
        torch.set_num_threads(task.threads)
        dtype = torch.bfloat16 if options["precision"] == "bf16" else torch.float32
        if options["precision"] == "fp32-medium":
            torch.set_float32_matmul_precision("medium")
        self._factors = [
            (torch.ones(rows, inner, dtype=dtype), torch.ones(inner, columns, dtype=dtype))
            for rows, inner, columns in SHAPES
        ]
        self._products = [left @ right for left, right in self._factors]

    def facts(self) -> dict[str, Any]:
        return {"torch": torch.__version__, "threads": torch.get_num_threads()}

    def train_step(self, number: int) -> tuple[int, float]:
        which = number % len(SHAPES)
        rows, inner, columns = SHAPES[which]
        flops = 2 * rows * inner * columns
        repeats = max(1, 2 * 2048**3 // flops)
        for _ in range(repeats):
            torch.mm(*self._factors[which], out=self._products[which])
        return repeats * flops, 0.0

    def translate(self, sources: Ids, rows: slice, beam_size: int) -> Ids:
        raise NotImplementedError("products do not translate")


if __name__ == "__main__":
    serve(ProductsContender)
