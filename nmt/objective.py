"""What a training step makes smaller: the loss of a batch, operation by operation or as one compiled graph.

A GPU is through with the hundred small operations of a small model before the next hundred are launched. Compiled, they
become a few, and `torch.compile` records them per shape as a CUDA graph, which is launched at once. So batches are
filled up to a few shapes there. Filling changes neither loss nor gradients: nothing is predicted in it, nothing attends
to it, and what is not real is not counted.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from nmt.config import TrainingConfig
from nmt.data.batching import Batch
from nmt.errors import ConfigError, TrainingError
from nmt.loss import compute_alignment_loss, compute_fused_loss, compute_guidance_loss
from nmt.machine import Machine
from nmt.model.encoder_decoder import EncoderDecoder
from nmt.model.transformer import Transformer

log = logging.getLogger(__name__)

# Sizes between two powers of two that rows and lengths are rounded up to, and what all of them are a multiple of.
# Chosen by counting: an epoch of the toy or of Multi30k comes in some 30 shapes (docs/speed.md).
ROW_SIZES, LENGTH_SIZES, MULTIPLE = 4, 2, 8
# The oldest PyTorch that is known to compile a step whole; 2.9 does not.
OLDEST_TORCH = (2, 13)


class Objective:
    """Computes what is to be differentiated.

    Args:
        model: on the machine's device.
        label_smoothing: see `compute_loss`.
        guidance: weight of `compute_guidance_loss`, where there are labels.
    """

    is_compiled = False

    def __init__(self, model: EncoderDecoder, machine: Machine, label_smoothing: float, guidance: float = 0.0) -> None:
        self.model = model
        self.machine = machine
        self.label_smoothing = label_smoothing
        self.guidance = guidance

    def __call__(self, batch: Batch, labels: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Sums over the batch's target tokens, and how hard each row was.

        Args:
            labels: [batch, tgt_len - 1, src_len + 1], what the alignment heads learn from; None = they do not.

        Returns:
            what to differentiate, a scalar; (smoothed loss, negative log-likelihood) [2] in nats; and the negative
            log-likelihood of each row's least expected token, [batch].
        """
        device = self.machine.device
        batch = batch.to(device)
        return self._compute(batch.src_ids, batch.tgt_in, batch.tgt_out, None if labels is None else labels.to(device))

    def _compute(
        self, src_ids: Tensor, tgt_in: Tensor, tgt_out: Tensor, labels: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor]:
        model = self.model
        aligning: Tensor | float = 0.0
        with self.machine.autocast():
            memory = model.encode(src_ids)
            if labels is None:
                hidden = model.decode(tgt_in, memory)
            else:
                hidden, log_weights, looks = model.decode_and_align(tgt_in, memory, with_looks=self.guidance > 0)
                aligning = compute_alignment_loss(log_weights, labels).sum()
                if looks is not None:
                    aligning = aligning + self.guidance * compute_guidance_loss(looks, labels)
            loss, nll = compute_fused_loss(hidden, model.output.weight, tgt_out, model.pad_id, self.label_smoothing)
        # One sum, and yet two objectives: the heads' gradient ends at the states that they read. Guidance goes further.
        return loss + aligning, torch.stack((loss.detach(), nll.sum())), nll.amax(dim=1)


class CompiledObjective(Objective):
    """The same of a transformer in one graph, forwards and backwards, for all batches with labels or without.

    The first call of each takes half a minute or longer. On a GPU CUDA graphs are recorded, one for each shape; they
    want gradients to be added to where they always are (`FlatWeights`), and results to be used before the next call.

    Args:
        backend: what compiles, as `torch.compile` takes it.
    """

    is_compiled = True

    def __init__(
        self,
        model: EncoderDecoder,
        machine: Machine,
        label_smoothing: float,
        guidance: float = 0.0,
        backend: str | Callable[..., Any] = "inductor",
    ) -> None:
        super().__init__(model, machine, label_smoothing, guidance)
        # Its warning of too many graphs comes at eight shapes.
        graphs: dict[str, Any] = {"triton.cudagraphs": True, "triton.cudagraph_dynamic_shape_warn_limit": None}
        options = graphs if machine.device.type == "cuda" and backend == "inductor" else None
        self._compiled = torch.compile(self._compute, fullgraph=True, backend=backend, options=options)

    def __call__(self, batch: Batch, labels: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Sums over the batch's target tokens, and how hard each row was; see `Objective`.

        Raises:
            TrainingError: it cannot be compiled here.
        """
        from torch._dynamo import mark_dynamic
        from torch._dynamo.exc import BackendCompilerFailed, FailOnRecompileLimitHit, TorchDynamoException

        filled = fill_up(batch, self.model.pad_id, self.model.config.max_positions)
        labels = None if labels is None else fill_up_labels(labels, filled).to(self.machine.device)
        filled = filled.to(self.machine.device)
        for tensor in (filled.src_ids, filled.tgt_in, filled.tgt_out, labels):
            if tensor is not None:
                mark_dynamic(tensor, list(range(tensor.dim())))
        try:
            objective, sums, worst = self._compiled(filled.src_ids, filled.tgt_in, filled.tgt_out, labels)
        except (TorchDynamoException, FailOnRecompileLimitHit) as error:
            cause = error.inner_exception if isinstance(error, BackendCompilerFailed) else error
            story = str(cause).strip().partition("\n")[0]
            raise TrainingError(
                f"training.compile: a training step cannot be compiled here ({type(cause).__name__}: {story}); "
                "set training.compile: off"
            ) from error
        return objective, sums, worst[: len(batch)]


def build_objective(
    model: EncoderDecoder, machine: Machine, config: TrainingConfig, guidance: float = 0.0
) -> Objective:
    """The objective as `training.compile` wants it; `auto` compiles a transformer on a GPU.

    Raises:
        ConfigError: it is to be compiled, and this machine lacks what that takes.
    """
    on_gpu = machine.device.type == "cuda"
    wanted = config.compile == "on" or (config.compile == "auto" and on_gpu and isinstance(model, Transformer))
    lack = find_lack() if wanted else None
    if lack is not None and config.compile == "on":
        raise ConfigError(f"training.compile: got 'on', but {lack}; or set training.compile: off")
    if lack is not None:
        log.warning("training steps are not compiled, and slower for it: %s", lack)
    kind = CompiledObjective if wanted and lack is None else Objective
    return kind(model, machine, config.label_smoothing, guidance)


def find_lack() -> str | None:
    """What this machine lacks for compiling, and what to do; None = nothing. Kernels are built by a C++ compiler."""
    if tuple(int(part) for part in torch.__version__.split(".")[:2]) < OLDEST_TORCH:
        wanted = ".".join(map(str, OLDEST_TORCH))
        return f"PyTorch {torch.__version__} cannot compile them; install {wanted} or newer"
    compiler = os.environ.get("CXX", "clang++" if sys.platform == "darwin" else "g++")
    if shutil.which(compiler) is None:
        return f"there is no C++ compiler '{compiler}' on PATH; install one (Debian and Ubuntu: apt install g++)"
    header = Path(sysconfig.get_path("include"), "Python.h")
    if not header.exists():
        return f"{header}: no such file; install Python's headers (Debian and Ubuntu: apt install python3-dev)"
    return None


def round_up(n: int, n_sizes: int) -> int:
    """The next of `n_sizes` sizes between two powers of two, all of them multiples of `MULTIPLE`.

    >>> [round_up(n, 2) for n in (1, 8, 9, 33, 49, 65)], [round_up(n, 4) for n in (33, 41, 65, 81)]
    ([8, 8, 16, 48, 64, 96], [40, 48, 80, 96])
    """
    step = max(MULTIPLE, (1 << (n - 1).bit_length()) // 2 // n_sizes)
    return -(-n // step) * step


def fill_up(batch: Batch, pad_id: int, longest: int) -> Batch:
    """The batch in one of a few shapes.

    Columns are filled with padding. Rows repeat the first one, so that no row is without a token to attend to, and have
    nothing to predict.

    Args:
        longest: positions that the model has; no sentence is longer.
    """
    spare = round_up(len(batch), ROW_SIZES) - len(batch)
    src_len, tgt_len = (min(round_up(ids.shape[1], LENGTH_SIZES), longest) for ids in (batch.src_ids, batch.tgt_in))

    def lengthen(ids: Tensor, length: int) -> Tensor:
        return F.pad(ids, (0, length - ids.shape[1]), value=pad_id)

    src_ids, tgt_in = (torch.cat((ids, ids[:1].expand(spare, -1))) for ids in (batch.src_ids, batch.tgt_in))
    tgt_out = F.pad(batch.tgt_out, (0, 0, 0, spare), value=pad_id)
    return Batch(
        lengthen(src_ids, src_len), lengthen(tgt_in, tgt_len), lengthen(tgt_out, tgt_len), batch.n_tokens, batch.indices
    )


def fill_up_labels(labels: Tensor, filled: Batch) -> Tensor:
    """Alignment labels in the shape of a batch that was filled up; what was filled in counts for nothing."""
    rows, tgt_len, src_len = labels.shape[0], labels.shape[1], labels.shape[2] - 1
    more = labels.new_zeros(filled.tgt_in.shape[0], filled.tgt_in.shape[1] - 1, filled.src_ids.shape[1] + 1)
    more[:rows, :tgt_len, :src_len] = labels[..., :-1]
    more[:rows, :tgt_len, -1] = labels[..., -1]  # "no source token" stays the last column
    return more
