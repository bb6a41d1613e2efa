"""The configuration: typed sections (the only home of defaults), strict YAML, dotted overrides.

    config = load_config("configs/toy.yaml", ["training.lr=2e-3"])
    config.model.d_model

Pure data: nothing here touches the network or a device, and no disk but the file that is loaded.
"""

from __future__ import annotations

from nmt.config.loading import config_json_schema, dump_config, load_config
from nmt.config.model import ModelConfig
from nmt.config.sections import (
    AlignmentConfig,
    CleaningConfig,
    Config,
    DataConfig,
    DecodingConfig,
    TokenizerConfig,
)
from nmt.config.sources import FilesSource, HubSource, Source, ToySource
from nmt.config.training import TrainingConfig

__all__ = [
    "AlignmentConfig",
    "CleaningConfig",
    "Config",
    "DataConfig",
    "DecodingConfig",
    "FilesSource",
    "HubSource",
    "ModelConfig",
    "Source",
    "TokenizerConfig",
    "ToySource",
    "TrainingConfig",
    "config_json_schema",
    "dump_config",
    "load_config",
]
