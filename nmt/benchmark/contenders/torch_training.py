"""One training step around any PyTorch model that gives logits: what a careful user of a library writes. Torch only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nmt.benchmark.task import Pairs, Task

Forward = Callable[[Tensor, Tensor, Tensor], Tensor]
"""(src_ids [batch, src_len], tgt_in, tgt_out [batch, tgt_len]) -> logits [batch, tgt_len, vocab]"""

# What to do about fp32 products on a CPU: PyTorch's own choice, or oneDNN's kernels (`set_float32_matmul_precision`).
PRECISIONS = ("fp32", "fp32-medium", "bf16")


class TorchTraining:
    """AdamW (fused), label-smoothed cross entropy, clipping: the same for every contender that is a PyTorch module.

    Options: `precision`, one of PRECISIONS; bf16 is autocast, the way PyTorch's manual tells.
    """

    def __init__(self, task: Task, model: nn.Module, forward: Forward, options: dict[str, Any]) -> None:
        self._task, self._model, self._forward = task, model, forward
        self._precision = options.get("precision", "fp32")
        if self._precision not in PRECISIONS:
            raise ValueError(f"precision: got {self._precision!r}, expected one of {', '.join(PRECISIONS)}")
        if self._precision == "fp32-medium":
            torch.set_float32_matmul_precision("medium")
        torch.set_num_threads(task.threads)
        torch.manual_seed(0)
        recipe = task.recipe
        self._optimizer = torch.optim.AdamW(
            model.parameters(), lr=recipe.lr, betas=recipe.betas, weight_decay=recipe.weight_decay, fused=True
        )

    def facts(self) -> dict[str, Any]:
        """Parameters (a shared one counted once), versions."""
        return {
            "parameters": sum(parameter.numel() for parameter in self._model.parameters()),
            "torch": torch.__version__,
            "threads": torch.get_num_threads(),
        }

    def step(self, number: int) -> tuple[int, float]:
        """As `Contender.train_step`."""
        pairs, recipe = self._task.batches[number], self._task.recipe
        src_ids, tgt_in, tgt_out = to_tensors(pairs)
        self._model.train()
        with self._autocast():
            logits = self._forward(src_ids, tgt_in, tgt_out)
            loss = F.cross_entropy(
                logits.flatten(0, 1),
                tgt_out.flatten(),
                ignore_index=self._task.marks.pad,
                reduction="sum",
                label_smoothing=recipe.label_smoothing,
            )
        (loss / pairs.n_tokens).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._model.parameters(), recipe.clip_norm, foreach=True)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        return pairs.n_tokens, loss.item() / pairs.n_tokens

    def _autocast(self) -> AbstractContextManager[object]:
        return torch.autocast("cpu", torch.bfloat16) if self._precision == "bf16" else nullcontext()


def to_tensors(pairs: Pairs) -> tuple[Tensor, Tensor, Tensor]:
    """src_ids, tgt_in, tgt_out as int64."""
    return torch.tensor(pairs.src_ids), torch.tensor(pairs.tgt_in), torch.tensor(pairs.tgt_out)
