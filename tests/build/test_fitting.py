"""A model larger than the machine is refused before anything is read or built."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from nmt.build import fitting
from nmt.build.data import build_corpora
from nmt.build.fitting import BYTES_PER_PARAMETER, check_fits, count_parameters
from nmt.build.translator import build_model
from nmt.config import load_config
from nmt.distributed import World
from nmt.errors import ConfigError
from nmt.machine import Machine
from tests.scripts.calling import call
from tests.tiny import write_project

CPU = Machine(torch.device("cpu"), "fp32")


@pytest.mark.parametrize(
    "overrides",
    [
        [],
        [
            "tokenizer.joint=false",
            "tokenizer.vocab_size=300",
            "tokenizer.tgt_vocab_size=290",
            "model.tie_embeddings=decoder",
        ],
        ["model={kind: gru_attention, d_model: 32}"],
    ],
    ids=["joint", "two vocabularies", "recurrent"],
)
def test_parameters_are_counted_as_they_will_be_built(tmp_path: Path, overrides: list[str]) -> None:
    config = load_config(write_project(tmp_path), overrides)
    model = build_model(config, build_corpora(config).tokenizers)
    assert count_parameters(config) == sum(parameter.numel() for parameter in model.parameters())


def test_what_cannot_fit_is_refused_and_what_just_fits_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = load_config(write_project(tmp_path))
    exactly = count_parameters(config) * BYTES_PER_PARAMETER
    monkeypatch.setattr(fitting, "total_bytes", lambda: exactly)
    check_fits(config, CPU, World())
    with pytest.raises(
        ConfigError, match=r"model: [\d,]+ parameters take at least .* in 2 processes\), and this machin"
    ):
        check_fits(config, CPU, World(rank=0, size=2, local_size=2))
    check_fits(config, CPU, World(rank=0, size=16))  # each on a machine of its own
    monkeypatch.setattr(fitting, "total_bytes", lambda: exactly - 1)
    with pytest.raises(ConfigError, match=r"in 1 process\).*lower model\.d_model, model\.d_ff, the layers, or tok"):
        check_fits(config, CPU, World())
    monkeypatch.setattr(fitting, "total_bytes", lambda: None)  # a system that does not say
    check_fits(config, CPU, World())


def test_a_giant_ends_with_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    giant = ["model.d_model=65536", "model.d_ff=1000000", "model.n_heads=64", f"run_dir={tmp_path / 'giant'}"]
    ended = call("train.py", "--config", write_project(tmp_path), *giant)
    assert ended.status == 2
    assert "model: " in ended.err and "GB in training" in ended.err and "Traceback" not in ended.err
    assert not (tmp_path / "giant" / "config.yaml").exists()
