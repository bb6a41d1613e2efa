from __future__ import annotations

from pathlib import Path

import pytest

from nmt.run import RunDirectory
from tests.scripts.calling import call
from tests.tiny import write_project


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration of the tiny corpus."""
    return write_project(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def run(config: Path) -> RunDirectory:
    """A trained run that knows the tiny corpus; tests read it and change nothing in it."""
    path = config.parent / "runs" / "tiny"
    done = call("train.py", "--config", config, f"run_dir={path}")
    assert done.status == 0, done.err
    return RunDirectory(path)
