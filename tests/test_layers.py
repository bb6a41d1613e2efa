"""House rules, read from the syntax trees: who may import whom, what starts slowly, how long things get."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Lower never imports higher. The longest name that fits a module counts.
LAYERS = {
    "nmt": 0,
    "nmt.errors": 0,
    "nmt.atomic": 0,
    "nmt.config": 1,
    "nmt.companions": 0,
    "nmt.memory": 0,
    "nmt.shares": 0,
    "nmt.distributed": 1,
    "nmt.products": 0,
    "nmt.machine": 1,
    "nmt.pieces": 2,
    "nmt.tokenizer": 2,
    "nmt.data": 2,
    "nmt.model": 2,
    "nmt.loss": 2,
    "nmt.muon": 2,
    "nmt.optim": 2,
    "nmt.evaluation": 2,
    "nmt.alignment": 2,
    "nmt.alignment.statistical": 3,
    "nmt.checkpoint": 3,
    "nmt.learner": 3,
    "nmt.objective": 3,
    "nmt.run": 3,
    "nmt.history": 3,
    "nmt.lock": 4,
    "nmt.sums": 1,
    "nmt.keeper": 4,
    "nmt.fingerprint": 4,
    "nmt.environment": 3,
    "nmt.decoding": 3,
    "nmt.viz": 3,
    "nmt.decoding.parts": 4,
    "nmt.decoding.translation": 4,
    "nmt.decoding.translator": 4,
    "nmt.aligner": 4,
    "nmt.word_vectors": 4,
    "nmt.validation": 4,
    "nmt.reporting": 4,
    "nmt.tensorboard": 4,
    "nmt.trainer": 4,
    "nmt.nonfinite": 4,
    "nmt.diagnosis": 2,
    "nmt.overfitting": 4,
    "nmt.preflight": 4,
    "nmt.comparison": 4,
    "nmt.export": 4,
    "nmt.serving": 4,
    "nmt.build": 5,
    "nmt.benchmark": 5,
    "nmt.cli": 5,
    "nmt.__main__": 6,
}

# What a room must not know, although its layer is low enough.
STRANGERS = {
    "nmt.model": ("nmt.tokenizer", "nmt.data", "nmt.evaluation", "nmt.loss", "nmt.optim"),
    "nmt.decoding": ("nmt.model", "nmt.tokenizer", "nmt.data", "nmt.checkpoint", "nmt.run"),
    "nmt.decoding.parts": ("nmt.model", "nmt.data", "nmt.checkpoint", "nmt.run"),
    "nmt.decoding.translation": ("nmt.data", "nmt.checkpoint", "nmt.run"),
    "nmt.decoding.translator": ("nmt.data", "nmt.checkpoint", "nmt.run"),
    "nmt.viz": ("nmt.model",),
    "nmt.serving": ("nmt.checkpoint", "nmt.run", "nmt.data"),
    "nmt.evaluation": ("nmt.model", "nmt.tokenizer"),
}

# Imported inside the function that needs them, so that nothing else waits for them.
HEAVY = {
    "datasets",
    "sacrebleu",
    "matplotlib",
    "tensorboard",
    "pandas",
    "pyarrow",
    "aiohttp",
    "ctranslate2",
    "huggingface_hub",
    "transformers",
    "joeynmt",
}
HEAVY_PARTS = {"torch.utils.tensorboard"}

LONGEST_FUNCTION = 65
LONGEST_FILE = 320


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted((ROOT / "nmt").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()
SCRIPTS = sorted((ROOT / "scripts").glob("*.py"))


def rule_for(module: str, rules: dict[str, object]) -> str | None:
    """The longest name among the rules that is the module or a package around it."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in rules), None)


def layer_of(module: str) -> int | None:
    name = rule_for(module, dict(LAYERS))
    return None if name is None or (name == "nmt" and module != "nmt") else LAYERS[name]


def imports_of(tree: ast.Module, package: str = "") -> Iterator[str]:
    """Dotted names of everything that is imported anywhere; `from a import b` gives both a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                stem = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*stem, base]).strip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def imports_at_start(tree: ast.Module) -> Iterator[str]:
    """What is imported when the module is: not inside functions, nor for the type checker alone."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports_of(ast.Module(body=[node], type_ignores=[]))
        waiting += ast.iter_child_nodes(node)


def modules_imported(source: str, module: str, known: set[str]) -> set[str]:
    """Modules of this package that a module imports; names inside a module count as that module."""
    package = module if MODULES.get(module, Path()).name == "__init__.py" else module.rpartition(".")[0]
    names = set(imports_of(ast.parse(source), package))
    # `from nmt.data import corpus` needs nmt.data.corpus; that it passes nmt.data itself is no dependency.
    return {name for name in names if name in known and name != module and not module.startswith(f"{name}.")}


def broken_layer_rules(module: str, source: str, known: set[str]) -> list[str]:
    own = layer_of(module)
    if own is None:
        return [f"{module} has no layer; add it to LAYERS"]
    problems = []
    strangers = STRANGERS.get(rule_for(module, dict(STRANGERS)) or "", ())
    for other in sorted(modules_imported(source, module, known)):
        layer = layer_of(other)
        if layer is not None and layer > own:
            problems.append(f"{module} (layer {own}) imports {other} (layer {layer})")
        problems += [f"{module} imports {other}" for stranger in strangers if f"{other}.".startswith(f"{stranger}.")]
    return problems


def heavy_imports(source: str) -> set[str]:
    names = set(imports_at_start(ast.parse(source)))
    return {name for name in names if name.split(".")[0] in HEAVY or name in HEAVY_PARTS}


def overlong_functions(source: str) -> list[str]:
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    return [f"{name}: {length} lines" for name, length in lengths.items() if length >= LONGEST_FUNCTION]


@pytest.mark.parametrize("module", MODULES)
def test_lower_layers_do_not_import_higher_ones(module: str) -> None:
    assert broken_layer_rules(module, MODULES[module].read_text(encoding="utf-8"), set(MODULES)) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {
        module: modules_imported(path.read_text(encoding="utf-8"), module, set(MODULES))
        for module, path in MODULES.items()
    }
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("module", MODULES)
def test_heavy_libraries_are_imported_where_they_are_needed(module: str) -> None:
    assert heavy_imports(MODULES[module].read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("path", [*MODULES.values(), *SCRIPTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    n_lines = source.count("\n")
    assert n_lines < LONGEST_FILE
    assert overlong_functions(source) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_do_not_import_each_other(path: Path) -> None:
    names = {name.split(".")[0] for name in imports_of(ast.parse(path.read_text(encoding="utf-8")))}
    assert not names & {"scripts", "tests", *(script.stem for script in SCRIPTS)}


def test_the_package_itself_imports_nothing() -> None:
    code = "import sys; before = set(sys.modules); import nmt; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(done.stdout.split()) == {"nmt"}


KNOWN = {"nmt", "nmt.errors", "nmt.data", "nmt.data.corpus", "nmt.model.layers", "nmt.trainer", "nmt.loss"}


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        ("nmt.errors", "from nmt import trainer", ["nmt.errors (layer 0) imports nmt.trainer (layer 4)"]),
        ("nmt.loss", "def f():\n  import nmt.trainer", ["nmt.loss (layer 2) imports nmt.trainer (layer 4)"]),
        (
            "nmt.data.corpus",
            "from ..trainer import x",
            ["nmt.data.corpus (layer 2) imports nmt.trainer (layer 4)"],
        ),
        ("nmt.model.layers", "from nmt.data.corpus import x", ["nmt.model.layers imports nmt.data.corpus"]),
        ("nmt.helpers", "", ["nmt.helpers has no layer; add it to LAYERS"]),
        ("nmt.trainer", "import nmt, torch\nfrom nmt.model.layers import x", []),
        ("nmt.data.corpus", "from nmt.errors import DataError", []),
    ],
)
def test_the_layer_rule_finds_what_it_should(module: str, source: str, expected: list[str]) -> None:
    assert broken_layer_rules(module, source, KNOWN) == expected


def test_the_other_rules_find_what_they_should() -> None:
    assert heavy_imports("import datasets") == {"datasets"}
    assert heavy_imports("try:\n  from matplotlib import pyplot\nexcept ImportError: pass") >= {"matplotlib"}
    assert heavy_imports("class A:\n  import sacrebleu.metrics") == {"sacrebleu.metrics"}
    assert heavy_imports("from torch.utils.tensorboard import SummaryWriter") >= {"torch.utils.tensorboard"}
    assert heavy_imports("def f():\n  import datasets\nimport torch.nn, nmt.data") == set()
    assert heavy_imports("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  import datasets") == set()
    assert overlong_functions("def f():\n" + "  x = 1\n" * 64) == ["f: 65 lines"]
    assert overlong_functions("class A:\n  def f(self):\n" + "    x = 1\n" * 63) == []


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """A folder named like a build output was, for a while."""
    folders = [path.name for path in Path(__file__).parent.rglob("*") if path.is_dir()]
    hidden = [f for f in folders for p in pytestconfig.getini("norecursedirs") if fnmatch(f, p) and f != "__pycache__"]
    assert "build" in folders and not hidden
