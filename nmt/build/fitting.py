"""Whether a model fits into this machine, asked before anything is read or built."""

from __future__ import annotations

import torch

from nmt.build.translator import build_model_of
from nmt.config import Config
from nmt.distributed import World
from nmt.errors import ConfigError
from nmt.machine import Machine
from nmt.memory import total_bytes

# Weight, gradient, two averages of the optimizer, averaged weight: five numbers of four bytes.
BYTES_PER_PARAMETER = 20


def check_fits(config: Config, machine: Machine, world: World) -> None:
    """Refuses a model whose parameters alone, as training holds them, exceed all the memory there is.

    A lower bound: activations, corpus and libraries come on top (`--check` measures them).

    Raises:
        ConfigError: it cannot fit.
    """
    on_gpu = machine.device.type == "cuda"
    there = torch.cuda.mem_get_info(machine.device)[1] if on_gpu else total_bytes()
    processes = 1 if on_gpu else world.local_size
    n_parameters = count_parameters(config)
    needed = n_parameters * BYTES_PER_PARAMETER * processes
    if there is not None and needed > there:
        raise ConfigError(
            f"model: {n_parameters:,} parameters take at least {needed / 1e9:,.0f} GB in training "
            f"({BYTES_PER_PARAMETER} bytes each, in {processes} process{'es' * (processes > 1)}), and this "
            f"{'GPU' if on_gpu else 'machine'} has {there / 1e9:,.0f} GB; lower model.d_model, model.d_ff, the layers, "
            "or tokenizer.vocab_size"
        )


def count_parameters(config: Config) -> int:
    """Of the model that the configuration describes, without memory for any of them."""
    pieces = config.tokenizer
    n_tgt = pieces.vocab_size if pieces.joint else pieces.tgt_vocab_size or pieces.vocab_size
    with torch.device("meta"):
        model = build_model_of(config, (pieces.vocab_size, n_tgt), pad_id=0)
    return sum(parameter.numel() for parameter in model.parameters())
