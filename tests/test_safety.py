"""What this package never does: run code that came with data, write outside of a run, talk to anyone unasked."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nmt.config import load_config
from nmt.errors import ConfigError
from nmt.run import RunDirectory
from tests.scripts.calling import SCRIPTS
from tests.tiny import write_project

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "nmt").rglob("*.py"), *SCRIPTS.glob("*.py")])

# Calls that run what they are given, by the name that they are written under.
FORBIDDEN_CALLS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.startfile", "yaml.load", "yaml.load_all",
    "yaml.full_load", "yaml.unsafe_load", "torch.load", "torch.hub.load", "importlib.import_module", "runpy.run_path",
    "runpy.run_module",
}  # fmt: skip
FORBIDDEN_MODULES = {
    "pickle",
    "cPickle",
    "dill",
    "cloudpickle",
    "joblib",
    "marshal",
    "shelve",
    "code",
    "pty",
    "webbrowser",
}
# What is meant, by the file: the package's own scripts, named by the package itself; a page of this machine on request.
MEANT = {"nmt/__main__.py": {"runpy.run_path()"}, "scripts/serve.py": {"import webbrowser"}}
# What writes wherever an archive says.
FORBIDDEN_METHODS = {"extractall", "extract", "unpack_archive"}
FORBIDDEN_KEYWORDS = {"shell": True, "trust_remote_code": True, "allow_pickle": True, "weights_only": False}
# Rooms that may open connections, and what for.
TALKATIVE = {
    "nmt/data/hub.py",  # a hub source
    "nmt/data/download.py",  # an http(s) file
    "nmt/companions.py",  # a port of this machine for its own processes
    "nmt/serving/questions.py",  # answers, for whoever starts serve.py
    "nmt/serving/server.py",
}
NETWORK_MODULES = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "aiohttp",
    "requests",
    "httpx",
    "ftplib",
    "smtplib",
    "xmlrpc",
}


def name_of(node: ast.AST) -> str:
    """`a.b.c` as written; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value) or '?'}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def dangers(source: str) -> Iterator[str]:
    """Everything in a source that could run foreign code or write in foreign places."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = name_of(node.func)
            if name in FORBIDDEN_CALLS or name.rpartition(".")[2] in FORBIDDEN_METHODS:
                yield f"{name}()"
            if name in ("np.load", "numpy.load") and "allow_pickle" not in {keyword.arg for keyword in node.keywords}:
                yield f"{name}() without allow_pickle=False"
            for keyword in node.keywords:
                if keyword.arg in FORBIDDEN_KEYWORDS and not is_constant(
                    keyword.value, not FORBIDDEN_KEYWORDS[keyword.arg]
                ):
                    yield f"{keyword.arg}={ast.unparse(keyword.value)}"
        elif isinstance(node, ast.ClassDef):
            yield from (f"class {node.name}({name_of(base)})" for base in node.bases if name_of(base) in UNSAFE_LOADERS)
    yield from (f"import {name}" for name in imported(source) if name.split(".")[0] in FORBIDDEN_MODULES)


UNSAFE_LOADERS = {"yaml.Loader", "yaml.FullLoader", "yaml.UnsafeLoader", "yaml.CLoader"}


def is_constant(node: ast.AST, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_runs_code_that_came_as_data(path: Path) -> None:
    assert set(dangers(path.read_text(encoding="utf-8"))) == MEANT.get(str(path.relative_to(ROOT)), set())


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_few_rooms_know_the_network(path: Path) -> None:
    found = {
        name
        for name in imported(path.read_text(encoding="utf-8"))
        if name in NETWORK_MODULES or name.split(".")[0] in NETWORK_MODULES
    }
    assert not found or str(path.relative_to(ROOT)) in TALKATIVE


@pytest.mark.parametrize(
    "source",
    [
        "eval(x)", "exec('a')", "os.system(x)", "yaml.load(f)", "yaml.load(f, Loader=SafeLoader)", "torch.load(p)",
        "torch.load(p, weights_only=True)",
        "subprocess.run(x, shell=True)", "subprocess.run(x, shell=y)", "load_dataset(p, trust_remote_code=True)",
        "load_dataset(p, trust_remote_code=yes)",
        "np.load(p)", "np.load(p, allow_pickle=True)", "archive.extractall(p)", "import pickle",
        "from pickle import loads", "importlib.import_module(x)",
        "def f():\n  import dill", "class L(yaml.Loader): pass",
    ],
)  # fmt: skip
def test_the_rule_finds_what_it_should(source: str) -> None:
    assert list(dangers(source))


def test_the_rule_lets_be_what_is_harmless() -> None:
    assert not list(
        dangers(
            "np.load(p, allow_pickle=False)\nmodel.eval()\nre.compile(x)\nsubprocess.run(['git'])\nyaml.safe_load(f)"
        )
    )


@pytest.mark.parametrize(
    "text", ["!!python/object/apply:os.system ['touch {mark}']", "!!python/name:os.system", "!!python/module:os"]
)
def test_a_configuration_runs_nothing(tmp_path: Path, text: str) -> None:
    mark = tmp_path / "executed"
    (tmp_path / "bad.yaml").write_text(f"seed: {text.format(mark=mark)}\n")
    with pytest.raises(ConfigError, match=r"the tag !!python/.* is not supported; leave it out"):
        load_config(tmp_path / "bad.yaml")
    assert not mark.exists()


@pytest.mark.parametrize("name", ["../up", "/etc", "a/b", "a\\b", "..", ".hidden", "C:x", "a\nb", "a\0b"])
def test_no_name_in_a_configuration_leads_out_of_the_run(tmp_path: Path, name: str) -> None:
    """Of the run itself, and of its splits, which have folders inside it."""
    values: dict[str, Any] = {"data": {"train": [{"kind": "toy"}], "carve_validation": 1}, "training": {"max_steps": 1}}
    path = tmp_path / "bad.yaml"
    for changed in (values | {"name": name}, values | {"data": values["data"] | {"test": {name: [{"kind": "toy"}]}}}):
        path.write_text(json.dumps(changed))
        with pytest.raises(ConfigError, match="cannot name a"):
            load_config(path)


def test_a_whole_training_connects_to_nothing_and_writes_into_its_run_alone(tmp_path: Path) -> None:
    """Train, resume, translate, evaluate, view: on the toy corpus, and on parquet that the datasets library reads."""
    import pyarrow
    import pyarrow.parquet

    config = write_project(tmp_path / "project")
    pairs = {"fr": ["Oui.", "Non."] * 3, "en": ["Yes.", "No."] * 3}
    pyarrow.parquet.write_table(pyarrow.table(pairs), config.parent / "corpus" / "more.parquet")
    text = config.read_text().replace(
        "    - {kind: files, src: train.fr",
        "    - {kind: files, path: more.parquet}\n    - {kind: toy, pairs: 50}\n    - {kind: files, src: train.fr",
        1,
    )
    config.write_text(text)
    run = RunDirectory(tmp_path / "runs" / "tiny")
    train = [
        "train.py",
        "--config",
        str(config),
        f"run_dir={run.path}",
        "training.validate_every_steps=3",
        "tokenizer.vocab_size=400",
    ]
    commands = [
        [*train, "training.max_steps=3"], [*train, "training.max_steps=4"],
        ["translate.py", "--run", str(run.path), "Oui."],
        ["evaluate.py", "--run", str(run.path), "--limit", "2", "--beam-size", "1"],
        ["view.py", "--run", str(run.path)],
    ]  # fmt: skip
    seen = watch(tmp_path, commands)
    assert (
        run.is_complete
        and run.report_path("test").exists()
        and run.alignments_path("test").with_suffix(".html").exists()
    )
    assert seen["network"] == []
    assert seen["pickles"] == []
    # the commit, what Python's own `platform` asks the system, and how a torch with CUDA looks for the driver
    known = ("('git'", "('uname'", "('/sbin/ldconfig'")
    assert [one for one in seen["processes"] if not one.startswith(known)] == []
    allowed = (run.path.parent, tmp_path / "tmp", tmp_path / "cache", Path("/dev"), Path("/proc"))
    # torch makes a folder of its own for compiled code, where there is none yet
    strange = [path for path in seen["written"] if not Path(path).name.startswith("torchinductor_")]
    assert [path for path in strange if not any(Path(path).is_relative_to(place) for place in allowed)] == []
    assert seen["written"] and list((tmp_path / "elsewhere").iterdir()) == []


def watch(folder: Path, commands: list[list[str]], scripts: Path = SCRIPTS) -> dict[str, list[Any]]:
    """Run the commands in one process of their own, standing in an empty folder; what the audit hook noted."""
    places = {name: str(folder / name) for name in ("elsewhere", "tmp", "cache")}
    for place in places.values():
        Path(place).mkdir()
    (folder / "commands.json").write_text(json.dumps([[str(scripts / script), *rest] for script, *rest in commands]))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HF_")} | {
        "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": places["tmp"], "HF_HOME": places["cache"],
        "XDG_CACHE_HOME": places["cache"],
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "watched.py"), str(folder / "commands.json"), str(folder / "log.json")],
        cwd=places["elsewhere"], env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen: dict[str, list[Any]] = json.loads((folder / "log.json").read_text())
    return seen


def test_the_watch_sees_what_it_should(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(
        "import os, pickle, socket, subprocess\n"
        "try: socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError: pass\n"
        f"open({str(tmp_path / 'out')!r}, 'w').close()\n"
        "pickle.loads(pickle.dumps(os.getcwd))\n"
        "subprocess.run(['true'])\n"
    )
    seen = watch(tmp_path, [["bad.py"]], tmp_path)
    assert (
        seen["network"]
        and str(tmp_path / "out") in seen["written"]
        and seen["pickles"]
        and "'true'" in seen["processes"][0]
    )


def test_the_datasets_library_is_silenced() -> None:
    code = (
        "from nmt.data.library import import_datasets as get; d = get(); import huggingface_hub.constants as c;"
        "print(d.config.HF_UPDATE_DOWNLOAD_COUNTS, c.HF_HUB_DISABLE_TELEMETRY)"
    )
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("HF_UPDATE_DOWNLOAD_COUNTS", "HF_HUB_DISABLE_TELEMETRY")
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "True"]
