"""The Makefile's targets, with a Python that installs nothing and writes down what it is asked for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from nmt.cli import shipped

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)

# What the scripts need, and with what every installation is asked for.
DAILY, PINNED = ".[viz,tensorboard,http,export,serve]", "--no-compile --constraint constraints.txt"

# `python -m venv --clear .venv` makes another of its kind; everything else is a line in `asked`.
PYTHON = """\
#!/bin/sh
if [ "$2" = venv ]; then
    mkdir -p .venv/bin && cp "$0" .venv/bin/python && cp "$0" .venv/bin/ruff && cp "$0" .venv/bin/mypy
fi
echo "$(basename "$0") $*" >> asked
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with what the Makefile looks at, and a `python3` of ours."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    return tmp_path


def run_make(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    ours = ("MAKE", "MFLAGS", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment["PATH"] = f"{project / 'bin'}{os.pathsep}{environment['PATH']}"
    return subprocess.run(
        ["make", *arguments], cwd=project, env=environment, capture_output=True, text=True, timeout=60
    )


def make(project: Path, *arguments: str) -> tuple[str, list[str]]:
    """What make printed, and what was asked of the programs that it called."""
    asked = project / "asked"
    asked.unlink(missing_ok=True)
    done = run_make(project, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout, asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []


@pytest.mark.parametrize(
    ("target", "commands"),
    [
        ("demo", ["python scripts/demo.py"]),
        ("test", ["python -m pytest -n auto --dist loadfile"]),
        ("bench", ["python scripts/benchmark.py"]),
        ("check", ["ruff format --check .", "ruff check .", "mypy "]),
        ("format", ["ruff format .", "ruff check --fix ."]),
    ],
)
def test_a_target_runs(project: Path, target: str, commands: list[str]) -> None:
    said, first = make(project, target)
    assert "Installing into .venv" in said
    assert first[-len(commands) :] == commands
    extras = [line.partition(" --editable ")[2] for line in first if " --editable " in line]
    assert extras == [DAILY] if target in ("demo", "bench") else extras == [DAILY, ".[dev]"]
    said, second = make(project, target)
    assert (said, second) == ("", commands)  # the environment is there
    for command in commands:
        assert not (script := re.search(r"scripts/(\w+\.py)", command)) or (shipped("scripts") / script[1]).is_file()


def test_torch_comes_from_where_one_says_and_first(project: Path) -> None:
    _, asked = make(project, "demo", "TORCH_INDEX=https://example.org/cpu", f"PYTHON={project / 'bin' / 'python3'}")
    installed = [line.partition(" install ")[2] for line in asked if " install " in line]
    assert installed == [
        f"{PINNED} --index-url https://example.org/cpu torch",
        f"{PINNED} --editable {DAILY}",
    ]


def test_who_has_tried_the_demo_adds_what_tests_need(project: Path) -> None:
    make(project, "demo")
    said, asked = make(project, "test")
    assert said.startswith("Installing what tests and checks need")
    assert [line.partition(" install ")[2] for line in asked if " install " in line] == [f"{PINNED} --editable .[dev]"]


def test_all_byte_code_is_written_where_python_will_write_none(project: Path) -> None:
    _, asked = make(project, "demo", "PYTHONDONTWRITEBYTECODE=1")
    installed = [line.partition(" install ")[2] for line in asked if " install " in line]
    assert installed == [f"--compile --constraint constraints.txt --editable {DAILY}"]


def put(project: Path, program: str, script: str) -> None:
    """A program of ours, found before the machine's."""
    path = project / "bin" / program
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("program", "script", "error"),
    [
        ("python3", "exit 1", "python3 is missing or older than Python 3.11"),
        ("python3", '[ "$2" != venv ]', "python3 cannot make a virtual environment"),
        ("df", "echo Filesystem; echo /dev/sda 9 8 1228800 99% /", "1200 MB are free on the disk of {project}"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_installed(
    project: Path, program: str, script: str, error: str
) -> None:
    put(project, program, script)
    done = run_make(project, "demo")
    assert done.returncode != 0
    assert f"error: {error.format(project=project)}" in done.stderr
    assert "Installing" not in done.stdout and not (project / ".venv").exists()


def test_a_disk_that_says_nothing_is_tried(project: Path) -> None:
    put(project, "df", "exit 1")
    assert "Installing into .venv" in make(project, "demo")[0]


def test_the_list_names_every_target_and_is_what_make_alone_shows(project: Path) -> None:
    said, asked = make(project)
    assert said == make(project, "help")[0] and asked == []
    assert [line.split()[1] for line in said.splitlines()] == TARGETS


def test_clean_leaves_environment_and_runs(project: Path) -> None:
    make(project, "check")
    for name in ("build", "runs/mine", "nmt/__pycache__", ".venv/lib/__pycache__"):
        (project / name).mkdir(parents=True)
    make(project, "clean")
    left = {
        name for name in ("build", "runs/mine", "nmt/__pycache__", ".venv/lib/__pycache__") if (project / name).exists()
    }
    assert left == {"runs/mine", ".venv/lib/__pycache__"}
