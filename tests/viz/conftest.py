"""A viewer, and how to open it in the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nmt.viz.viewer import build_viewer
from tests.viz.invented import invent_hostile, invent_long, invent_sidecar, invent_student


@pytest.fixture(scope="session")
def viewer_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A viewer of four sentences: 0 the student with all heads, 1 long, 2 hostile, 3 the student with errors."""
    student = invent_student()
    wrong = invent_student(id=3, links="0-0 0-1 2-3 3-4", reference="I'm a student.", tags=["age"], attention=None)
    path = tmp_path_factory.mktemp("viewer") / "viewer.html"
    records = [student, invent_long(), invent_hostile(2), wrong]
    return build_viewer(records, path, {"0": invent_sidecar(student)}, title="Four & <more>")


@pytest.fixture
def open_viewer(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a file from disk. At the end: it asked for nothing but itself, and no error was raised in it."""
    contexts, requests, problems = [], [], []

    def open_file(path: Path, address: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text))
        page.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri() + address)
        page.wait_for_selector("#list li", state="attached")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith(("file:", "data:,"))] == []
    assert len([url for url in requests if url.startswith("file:")]) == len(contexts)
    assert problems == []
