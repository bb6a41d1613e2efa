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
    at_the_end = done.err[
        done.err.rindex("step 120: validation") :
    ]  # on the way there, other versions of torch may err
    assert "warning: " not in at_the_end  # nothing is wrong with it, and nobody says so
    return RunDirectory(path)


@pytest.fixture(scope="session")
def reverse_run(config: Path) -> RunDirectory:
    """A run on the same corpus that translates from English to French."""
    path = config.parent / "turned" / "reverse"  # not beside the other, whose tests ask for the most recent run
    exchanged = [
        f"{key}.{side}={name}.{ending}"
        for key, name in (
            ("data.train.0", "train"),
            ("data.validation.0", "held_out"),
            ("data.test.test.0", "held_out"),
        )
        for side, ending in (("src", "en"), ("tgt", "fr"))
    ]
    options = ("data.src_lang=en", "data.tgt_lang=fr", *exchanged)
    done = call("train.py", "--config", config, f"run_dir={path}", *options)
    assert done.status == 0, done.err
    return RunDirectory(path)
