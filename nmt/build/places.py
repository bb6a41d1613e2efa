"""Relative names made absolute, so that a run is understood whatever folder one stands in later."""

from __future__ import annotations

import os
from pathlib import Path

from nmt.config import Config, FilesSource, HubSource, Source


def settle_places(config: Config) -> Config:
    """The configuration with local folders of data spelled out from the root of the file system.

    A file name keeps starting from `data.root`, so that `data.root=elsewhere` still moves all of them.
    """
    data = config.data
    everything = [*data.train, *data.validation, *(source for split in data.test.values() for source in split)]
    uses_files = any(isinstance(source, FilesSource) for source in everything)
    settled = data.model_copy(
        update={
            "root": _absolute(data.root) if uses_files and not _is_address(data.root) else data.root,
            "train": [_settle(source) for source in data.train],
            "validation": [_settle(source) for source in data.validation],
            "test": {name: [_settle(source) for source in split] for name, split in data.test.items()},
        }
    )
    return config.model_copy(update={"data": settled})


def forget_places(config: Config) -> Config:
    """The configuration as somebody else can use it: where this machine keeps runs and data is nobody's business.

    What stood in a folder of this machine is looked for, under its own name, where the user stands.
    """
    data = config.data
    root = data.root if _is_address(data.root) or not os.path.isabs(data.root) else ""
    forgotten = data.model_copy(
        update={
            "root": root,
            "train": [_forget(source) for source in data.train],
            "validation": [_forget(source) for source in data.validation],
            "test": {name: [_forget(source) for source in split] for name, split in data.test.items()},
        }
    )
    return config.model_copy(update={"data": forgotten, "run_dir": ""})


def _forget(source: Source) -> Source:
    names = {name: getattr(source, name, None) for name in ("src", "tgt", "path")}
    return source.model_copy(
        update={name: os.path.basename(path) for name, path in names.items() if path and os.path.isabs(path)}
    )


def _settle(source: Source) -> Source:
    """A hub source's path is a folder if there is one of this name, else a name on the hub."""
    if isinstance(source, HubSource) and Path(source.path).expanduser().is_dir():
        return source.model_copy(update={"path": _absolute(source.path)})
    return source


def _absolute(path: str) -> str:
    return os.path.abspath(os.path.expanduser(path))


def _is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))
