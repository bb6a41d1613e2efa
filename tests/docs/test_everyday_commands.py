"""Documented commands that look at a run are executed, on a tiny one under the names that the pages use.

What trains is run by `test_trainings.py`, and the rest by tests of its own room: `test_every_command_is_run.py`.
"""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pytest

from tests.docs.commands import documented
from tests.scripts.calling import call
from tests.tiny import PAIRS, write_project

LOOKING = {"translate.py", "evaluate.py", "align.py", "view.py", "plot.py", "compare.py", "contrast.py"}
LOOKING |= {"export_ctranslate2.py", "share.py"}
# They need what is not here: a second direction, a network, somebody who types, sentences that nobody may see.
NEEDING_MORE = {"--reverse-run", "--push", "-", "teacher_test"}
ALONE = {"--json", "--runs"}  # options that no value of their own follows
CORPUS = {"--src": 0, "--tgt": 1, "--input": 0}
GOLD = {"source": "Je suis", "target": "I am", "source_spans": [[0, 2], [3, 7]], "target_spans": [[0, 1], [2, 4]]}
GOLD |= {"sure": [[0, 0], [1, 1]], "possible": [[0, 0], [1, 1]]}


def is_run_here(words: tuple[str, ...]) -> bool:
    """Of the words of a documented command."""
    is_ours = words[0] == "python" and words[1].removeprefix("scripts/") in LOOKING
    return is_ours and not NEEDING_MORE & set(words)


COMMANDS = [
    (words[1].removeprefix("scripts/"), *words[2:]) for words in dict.fromkeys(documented()) if is_run_here(words)
]


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
    if "--gold" in arguments:
        Path(arguments[arguments.index("--gold") + 1]).write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    runs = [value for option, value in itertools.pairwise(arguments) if option == "--run"]
    if script in ("compare.py", "plot.py", "contrast.py"):
        behind_options = {i + 1 for i, word in enumerate(arguments) if word.startswith("--") and word not in ALONE}
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
