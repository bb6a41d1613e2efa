"""Documented commands that look at a run are executed, on a tiny one under the names that the pages use.

What trains, serves or measures for minutes is only parsed here (`test_docs.py`), and run by the tests of its own room.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.commands import commands_of, split_line
from tests.docs.pages import OF_THE_PAST, all_pages
from tests.scripts.calling import call
from tests.tiny import PAIRS, write_project

LOOKING = {"translate.py", "evaluate.py", "align.py", "view.py", "plot.py", "compare.py"}
# They need what is not here: gold links, a second direction, a network, somebody who types.
NEEDING_MORE = {"--gold", "--reverse-run", "--push", "-"}
CORPUS = {"--src": 0, "--tgt": 1, "--input": 0}


def commands_to_run() -> Iterator[tuple[str, ...]]:
    """(script, arguments ...) of every such command in blocks and text, each once, in the order of the pages."""
    for page in all_pages():
        if page.name in OF_THE_PAST:
            continue
        lines = [line for _, line in commands_of(page)]
        lines += [code for code in page.inline_code if code.startswith("python scripts/")]
        for words in (words for line in lines for words in split_line(line)):
            is_ours = words[0] == "python" and words[1].removeprefix("scripts/") in LOOKING
            if is_ours and not NEEDING_MORE & set(words) and _split_of(words) in ("test", None):
                yield (words[1].removeprefix("scripts/"), *words[2:])


def _split_of(words: list[str]) -> str | None:
    return words[words.index("--split") + 1] if "--split" in words else None


COMMANDS = list(dict.fromkeys(commands_to_run()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a trained and evaluated run lies in `runs/`."""
    folder = tmp_path_factory.mktemp("everyday")
    config = write_project(folder)
    for script, *arguments in (("train.py", "--config", config), ("evaluate.py",)):
        done = call(script, *arguments, runs_root=folder / "runs")
        assert done.status == 0, done.err
    return folder


def provide(script: str, arguments: list[str], folder: Path) -> None:
    """The files and runs that a command names: the tiny corpus, and the tiny run under another name."""
    for option, value in itertools.pairwise(arguments):
        if option in CORPUS and not Path(value).exists():
            Path(value).parent.mkdir(parents=True, exist_ok=True)
            Path(value).write_text("".join(f"{pair[CORPUS[option]]}\n" for pair in PAIRS[:8]), encoding="utf-8")
    runs = [value for option, value in itertools.pairwise(arguments) if option == "--run"]
    if script in ("compare.py", "plot.py"):
        behind_options = {i + 1 for i, word in enumerate(arguments) if word.startswith("--") and word != "--json"}
        runs += [word for i, word in enumerate(arguments) if not word.startswith("--") and i not in behind_options]
    for name in {Path(run).name for run in runs}:
        if not (folder / "runs" / name).exists():
            shutil.copytree(folder / "runs" / "tiny", folder / "runs" / name)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_it_works(command: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    script, *arguments = command
    provide(script, arguments, folder)
    done = call(script, *arguments, runs_root=folder / "runs")
    assert (done.status, bool(done.out)) == (0, True), done.err


def test_there_is_something_to_run() -> None:
    assert {command[0] for command in COMMANDS} == LOOKING
