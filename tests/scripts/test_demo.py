"""demo.py: the other scripts, in the order in which a beginner wants to see them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from nmt import cli
from tests.scripts.calling import Done, call


def play(monkeypatch: pytest.MonkeyPatch, runs_root: Path, failing: str = "") -> tuple[list[list[str]], Done]:
    """The demonstration, with scripts that do nothing: what was called, and what was printed."""
    commands: list[list[str]] = []

    def run(command: list[str], check: bool) -> SimpleNamespace:
        commands.append([Path(command[1]).name, *command[2:]])
        return SimpleNamespace(returncode=int(commands[-1][0] == failing))

    monkeypatch.setattr(subprocess, "run", run)
    return commands, call("demo.py", runs_root=runs_root)


def test_the_translation_as_soon_as_there_is_one_and_again_behind_scores_and_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands, done = play(monkeypatch, tmp_path)
    run = tmp_path / "toy"
    names = [command[0] for command in commands]
    assert names == ["train.py", "translate.py", "evaluate.py", "view.py", "translate.py"]
    assert commands[0][1:] == ["--config", "configs/toy.yaml"]
    assert commands[1][1:] == commands[4][1:] == ["--run", str(run), "Je suis étudiant", "Je suis étudiante"]
    assert commands[3][1:] == ["--run", str(run)]
    for part in (str(run), "config.yaml", "best.safetensors", "metrics.jsonl", "samples.txt", "report.json"):
        assert part in done.out
    # The translations follow their command, as the last lines of all.
    assert done.lines[-1] == f'$ python scripts/translate.py --run {run} "Je suis étudiant" "Je suis étudiante"'


def test_where_nmt_is_installed_the_commands_shown_are_those_that_work_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cli, "is_installed", lambda: True)
    _, done = play(monkeypatch, tmp_path)
    assert "$ nmt train --config configs/toy.yaml" in done.lines
    assert done.lines[-1].startswith("$ nmt translate --run ")


def test_a_step_that_fails_ends_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commands, done = play(monkeypatch, tmp_path, failing="train.py")
    assert [command[0] for command in commands] == ["train.py"]
    assert done.status == 2
    assert done.err == "error: scripts/train.py ended with status 1; the same command goes on from here\n"
