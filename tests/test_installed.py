"""What `pip install .` gives: built, installed into an empty environment, and used from a folder without a project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.tiny import write_project

ROOT = Path(__file__).parent.parent
WANTED = (
    "pyproject.toml setup.py MANIFEST.in README.md CHANGELOG.md LICENSE constraints.txt nmt scripts configs".split()
)
NO_LITTER = shutil.ignore_patterns("__pycache__", "*.egg-info")
BUILD = "import sys; from setuptools import build_meta; getattr(build_meta, sys.argv[1])(sys.argv[2])"


@dataclass(frozen=True)
class Installation:
    """An environment with nmt in it, and a folder to stand in."""

    bin: Path
    wheel: Path
    here: Path

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs one of the environment's programs as a user would, who knows nothing of this checkout."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        return subprocess.run(
            [str(self.bin / program), *arguments],
            cwd=self.here,
            env=environment | {"OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            timeout=240,
        )


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The wheel of the source distribution of this checkout, installed without a network.

    The environment is empty but for nmt. Torch and the rest are borrowed from the present one, where they come last,
    by a path that brings no editable installation along.
    """
    pytest.importorskip("setuptools", "77", reason="building needs setuptools 77: pip install 'setuptools>=77'")
    pytest.importorskip("pip", "22.3", reason="installing needs pip 22.3")
    folder = tmp_path_factory.mktemp("installed")
    wheel = build_wheel(folder)
    home = folder / "environment"
    venv.create(home, symlinks=os.name != "nt")
    paths = sysconfig.get_paths("venv", {"base": str(home), "platbase": str(home)})
    borrowed = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    Path(paths["purelib"], "borrowed.pth").write_text("\n".join(borrowed) + "\n")
    binaries = Path(paths["scripts"])
    python = str(binaries / Path(sys.executable).name)
    check([sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-index", "--no-deps", str(wheel)])
    here = folder / "here"
    here.mkdir()
    return Installation(binaries, wheel, here)


def build_wheel(folder: Path) -> Path:
    """By way of the source distribution, so that both are complete; the checkout itself is not written to."""
    copy = folder / "checkout"
    for name in WANTED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=NO_LITTER)
        else:
            copy.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    check([sys.executable, "-c", BUILD, "build_sdist", str(folder)], cwd=copy)
    (source,) = folder.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(folder / "source")  # our own
    (unpacked,) = (folder / "source").iterdir()
    check([sys.executable, "-c", BUILD, "build_wheel", str(folder)], cwd=unpacked)
    (wheel,) = folder.glob("*.whl")
    return wheel


def check(command: list[str], cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]


def files_of(folder: Path, pattern: str) -> set[str]:
    found = (path for path in (ROOT / folder).rglob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in found}


def test_the_wheel_holds_the_package_the_scripts_and_the_configurations_and_nothing_else(
    installation: Installation,
) -> None:
    with ZipFile(installation.wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    beside = files_of(Path("scripts"), "*.py") | files_of(Path("configs"), "*.yaml")
    assert packed == files_of(Path("nmt"), "*") | {f"nmt/{name}" for name in beside}


def test_every_module_is_there_with_the_corpus_and_the_configurations(installation: Installation) -> None:
    code = (
        "import importlib, pkgutil, sys, nmt\n"
        "assert nmt.__file__.startswith(sys.prefix), nmt.__file__\n"
        "names = [module.name for module in pkgutil.walk_packages(nmt.__path__, 'nmt.')]\n"
        "for name in names: importlib.import_module(name)\n"
        "from nmt.data.toy.corpus import read_toy\n"
        "from nmt.cli import default_runs_root, find_config\n"
        "from nmt.config import load_config\n"
        "load_config(find_config('configs/toy.yaml'))\n"
        "print(len(names), len(read_toy('train', 50)), default_runs_root())\n"
    )
    done = installation.run("python", "-c", code)
    assert done.returncode == 0, done.stderr
    n_modules = len(files_of(Path("nmt"), "*.py")) - 1  # all but nmt itself
    assert done.stdout.split() == [str(n_modules), "50", str(installation.here / "runs")]


def test_the_command_trains_translates_and_draws_in_a_folder_of_its_own(installation: Installation) -> None:
    config = write_project(installation.here)
    trained = installation.run("nmt", "train", "--config", str(config), "training.max_steps=2")
    assert trained.returncode == 0, trained.stderr
    assert "is complete after 2 steps" in trained.stderr
    assert (installation.here / "runs" / "tiny" / "config.yaml").exists()
    options = ("--beam-size", "1", "--alignments", "dump.jsonl")
    translated = installation.run("nmt", "translate", *options, "Je suis étudiant", "Je suis étudiante")
    assert translated.returncode == 0, translated.stderr
    assert len(translated.stdout.splitlines()) == 2
    viewed = installation.run("nmt", "view", "--dump", "dump.jsonl")
    assert viewed.returncode == 0, viewed.stderr
    assert "</html>" in (installation.here / "dump.html").read_text(encoding="utf-8")


def test_the_command_names_itself_where_there_are_no_scripts_to_run(installation: Installation) -> None:
    run = installation.here / "runs" / "tiny"  # of the test above
    viewed = installation.run("nmt", "view", "--run", str(run))
    assert viewed.stderr.endswith(f"no alignments here; write them with: nmt evaluate --run {run}\n")


def nmt(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "nmt", *arguments], capture_output=True, text=True, cwd=ROOT)


@pytest.mark.parametrize("asked", [(), ("--help",), ("-h",)])
def test_the_command_lists_what_there_is(asked: tuple[str, ...]) -> None:
    done = nmt(*asked)
    assert done.returncode == 0, done.stderr
    for script in (ROOT / "scripts").glob("*.py"):
        assert f"\n  {script.stem.replace('_', '-')} " in done.stdout
    assert any(line.split(maxsplit=1) == ["train", "Train a model"] for line in done.stdout.splitlines())


def test_the_command_passes_on_what_follows_and_the_status() -> None:
    done = nmt("train", "--help")
    assert (done.returncode, done.stdout.split()[:2]) == (0, ["usage:", "train.py"])
    assert nmt("train").returncode == 2


def test_a_command_that_there_is_not_is_named_beside_those_there_are() -> None:
    done = nmt("trian", "--config", "configs/toy.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: nmt trian: no such command; there are align, ")
    assert done.stderr.count("\n") == 1
