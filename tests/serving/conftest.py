"""A server of the page, with a small model that knows its corpus."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from nmt.build.translator import load_aligning_translator
from nmt.run import RunDirectory
from nmt.serving.live import LiveTranslator
from nmt.serving.page import build_page
from nmt.serving.server import PlayServer
from tests.scripts.calling import call
from tests.tiny import write_project

EXAMPLES = ("Je suis grand.", "Tu es <b>petit</b>.")


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> LiveTranslator:
    """Trained for a moment on the tiny corpus."""
    config = write_project(tmp_path_factory.mktemp("serving"))
    path = config.parent / "run"
    done = call("train.py", "--config", config, f"run_dir={path}")
    assert done.status == 0, done.err
    return LiveTranslator(*load_aligning_translator(RunDirectory(Path(path)), torch.device("cpu")))


@pytest.fixture
def server(live: LiveTranslator) -> Iterator[PlayServer]:
    """Serves that model's page at a free port."""
    with PlayServer("127.0.0.1", 0, build_page("Play & <learn>", ("fr", "en"), EXAMPLES), live.answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
