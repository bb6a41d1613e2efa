"""A task that is measured in no time: the tiny corpus, and a model of the paper's kind with weights that are new."""

from __future__ import annotations

from pathlib import Path

import safetensors.torch
import torch
from torch import Tensor

from nmt.benchmark.setting_up import recipe_of, sizes_of
from nmt.benchmark.task import Marks, Pairs, Sizes, Task
from nmt.config import Config, ModelConfig, load_config
from nmt.model.transformer import Transformer
from tests.tiny import write_project

SHAPE = {"d_model": 32, "n_heads": 2, "d_ff": 48, "n_encoder_layers": 2, "n_decoder_layers": 1, "max_positions": 130}
PAPER = {"norm_placement": "post", "positions": "sinusoidal", "activation": "relu", "bias": True}
MODEL = ModelConfig.model_validate(SHAPE | PAPER | {"dropout": 0.0})
MARKS = Marks(pad=0, unk=1, bos=2, eos=3)
VOCAB_SIZE = 40
BATCH = Pairs(
    src_ids=[[4, 5, 6, 7, 3], [8, 9, 3, 0, 0]],
    tgt_in=[[2, 10, 11, 12], [2, 13, 0, 0]],
    tgt_out=[[10, 11, 12, 3], [13, 3, 0, 0]],
    n_tokens=6,
    indices=[0, 1],
)


def tiny_config(folder: Path, *overrides: str) -> Config:
    """The tiny project's configuration with the paper's model."""
    paper = [f"model.{key}={value}" for key, value in (SHAPE | PAPER).items()]
    return load_config(write_project(folder), [*paper, *overrides])


def build_model(model: ModelConfig = MODEL) -> Transformer:
    """New weights, norms and biases included: as they are initialised, a mix-up of them would not show."""
    torch.manual_seed(1)
    built = Transformer(model, VOCAB_SIZE, VOCAB_SIZE, MARKS.pad).eval()
    with torch.no_grad():
        for parameter in built.parameters():
            if parameter.dim() == 1:
                parameter += 0.3 * torch.randn_like(parameter)
    return built


def weights_of(model: Transformer) -> dict[str, Tensor]:
    return {name: parameter.detach().clone() for name, parameter in model.named_parameters()}


def write_task(folder: Path, model: Transformer) -> Task:
    """A task of two sentence pairs."""
    config = tiny_config(folder / "project")
    sizes: Sizes = sizes_of(config.model_copy(update={"model": model.config}), VOCAB_SIZE)
    task = Task(
        folder=str(folder),
        sizes=sizes,
        marks=MARKS,
        recipe=recipe_of(config.model_copy(update={"model": model.config})),
        threads=1,
        length_penalty=1.0,
        max_length_factor=2.0,
        max_length_extra=3,
        batches=[BATCH],
        sentences=["un deux", "trois"],
        sources=[[4, 5, 6, 7], [8, 9]],
        pieces=[f"piece{i}" for i in range(VOCAB_SIZE)],
    )
    safetensors.torch.save_file(weights_of(model), task.weights_path)
    task.write()
    return task
