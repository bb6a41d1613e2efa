from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.nursery import Nursery, die_after_step
from tests.faults.small import write_small_project


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Starts trainings in processes of their own."""
    with Nursery(tmp_path_factory.mktemp("nursery")) as nursery:
        yield nursery


@pytest.fixture(scope="session")
def command(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Arguments of `train.py`, but for run_dir."""
    return write_small_project(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def whole(nursery: Nursery, command: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run that nobody disturbed; tests copy it and change nothing in it."""
    path = tmp_path_factory.mktemp("whole") / "run"
    ended = nursery.train(*command, f"run_dir={path}")
    assert ended.status == 0, ended.err
    return path


@pytest.fixture(scope="session")
def stopped(nursery: Nursery, command: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that was killed in its middle, after its first validation."""
    path = tmp_path_factory.mktemp("stopped") / "run"
    child = nursery.start(*command, f"run_dir={path}", fault=die_after_step(8))
    assert child.wait().status == -9
    return path
