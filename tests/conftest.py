"""What holds for all tests: no network, no files but temporary ones, the same examples every time; and one browser."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# Hypothesis draws the same examples in every run, so that a failure is the change's fault and not chance.
# HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

_cache = tempfile.TemporaryDirectory(prefix="nmt-tests-")
# Before `datasets` is imported anywhere: its cache is a temporary folder, and it counts nothing anywhere.
os.environ["HF_HOME"] = _cache.name
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["HF_UPDATE_DOWNLOAD_COUNTS"] = "0"


def pytest_unconfigure() -> None:
    _cache.cleanup()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse connections that leave the machine, so that no test can come to depend on one."""
    connect = socket.socket.connect

    def connect_locally(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
            raise ConnectionRefusedError(f"tests use no network; refused {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_locally)
    yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running Chromium: Debian's, as far as there is one. One for all: a process can only drive one."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (pip install playwright)"
    )
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser found: none of {', '.join(BROWSERS)} is on PATH (Debian: apt install chromium)")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=found, args=arguments)
        yield chromium
        chromium.close()
