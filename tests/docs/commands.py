"""Documented commands, held against what would take them: each script's own parser, the Makefile, the sections.

Nothing is trained or translated here. A command of a kind that nobody checks is refused, so that none is passed over.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import runpy
import shlex
import sys
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from nmt.cli import find_config
from nmt.config import load_config
from nmt.errors import NmtError
from tests.docs.pages import OF_THE_PAST, ROOT, Block, Page, all_pages

# Not ours: that they exist, and know their options, is for others to test.
STRANGERS = set(
    "apt cat cd cp echo export git gunzip gzip head jq jupyter ls mkdir nohup open paste rsync sbatch source "
    "ssh sudo tail tensorboard touch uv wc zcat".split()
)
OF_TORCHRUN = {"--nnodes", "--node-rank", "--nproc-per-node", "--max-restarts", "--rdzv-endpoint", "--rdzv-id"}
OURS = ("make ", "python ", "python3 ", "torchrun ", "pip ", ".venv/bin/")
SHELLS = {"bash", "sh", "shell", "console"}

_SEPARATORS = {"|", "||", "&&", ";", "&"}
_REDIRECTIONS = {">", ">>", "<", "2>", ">&"}


def commands_of(page: Page) -> Iterator[tuple[Block, str]]:
    """Every command line of a page's blocks, with lines joined that end in a backslash.

    In a block with lines that start with `$ ` these are the commands, and all else is what they say. A command that is
    followed by `error:` is one that fails, and is left out.
    """
    for block in page.blocks:
        lines = block.text.replace("\\\n", " ").splitlines()
        if any(line.startswith("$ ") for line in lines):
            after = [*lines[1:], ""]
            yield from (
                (block, line[2:])
                for line, said in zip(lines, after, strict=True)
                if line.startswith("$ ") and not said.startswith("error: ")
            )
        elif block.language in SHELLS:
            yield from ((block, line) for line in lines if line.strip())
        elif not block.language:
            yield from ((block, line) for line in lines if line.startswith(OURS))


def documented() -> Iterator[tuple[str, ...]]:
    """The words of every command in the blocks, the text and the configurations' heads, in the order of the pages."""
    for page in all_pages():
        if page.name not in OF_THE_PAST:
            lines = [line for _, line in commands_of(page)]
            lines += [code for code in page.inline_code if re.match(r"(python scripts/|make |torchrun |nmt )", code)]
            yield from (tuple(words) for line in lines for words in split_line(line) if words)
    yield from (tuple(words) for line in commands_in_heads() for words in split_line(line))


def commands_in_heads() -> list[str]:
    """What the comments of configs/ tell to type."""
    lines = [
        line for path in sorted((ROOT / "configs").rglob("*.yaml")) for line in path.read_text("utf-8").splitlines()
    ]
    return [line[1:].strip() for line in lines if re.match(r"# +(python|torchrun) ", line)]


def check_command(line: str) -> list[str]:
    """What is wrong with a command line; configurations are looked for where one stands, then in the project."""
    try:
        parts = list(split_line(line))
    except ValueError as error:
        return [f"no shell would read it: {error}"]
    return [problem for words in parts for problem in _check_words(words)]


def split_line(line: str) -> Iterator[list[str]]:
    """The simple commands of a line, without comments, redirections and settings of the environment."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    tokens = iter(lexer)
    for token in tokens:
        if token in _SEPARATORS:
            yield words
            words = []
        elif token in _REDIRECTIONS:
            next(tokens, None)
        elif words or not re.match(r"[A-Z_]+=", token):
            words.append(token)
    if words:
        yield words


def _check_words(words: Sequence[str]) -> list[str]:
    program, arguments = words[0].removeprefix(".venv/bin/"), list(words[1:])
    match program:
        case "python" | "python3":
            return _check_python(arguments)
        case "torchrun":
            return _check_torchrun(arguments)
        case "make":
            targets = [word for word in arguments if "=" not in word]
            return [f"make: no target {target}" for target in targets if target not in _make_targets()]
        case "pip":
            return _check_pip(arguments)
        case "pre-commit" | "ruff" | "mypy" | "pytest":
            return []
    return [] if program in STRANGERS else [f"{program}: no kind of command that the tests know"]


def _check_python(arguments: list[str]) -> list[str]:
    if not arguments:
        return []
    first, *rest = arguments
    if first == "-m":
        module, *rest = rest
        if module == "pip":
            return _check_pip(rest)
        return [] if importlib.util.find_spec(module) else [f"python -m {module}: no such module"]
    if first == "-c":
        compile(rest[0], "<-c>", "exec")
        return []
    if first == "-":
        return []
    return check_script(first.removeprefix("./"), rest)


def check_script(path: str, arguments: list[str]) -> list[str]:
    """A script's own parser reads its arguments, and the sections read a training's configuration and overrides."""
    if not path.startswith("scripts/") or not (ROOT / path).is_file():
        return [f"{path}: no such script"]
    functions = _functions_of(path)
    if "parse_arguments" not in functions:
        return [f"{path}: takes no arguments, got {arguments}"] if arguments else []
    argv, said = sys.argv, io.StringIO()
    sys.argv = [path, *arguments]
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            parsed = functions["parse_arguments"]()
        if {"config", "overrides"} <= vars(parsed).keys():
            load_config(find_config(parsed.config), parsed.overrides)
    except SystemExit as end:
        return [f"{path}: {said.getvalue().strip().splitlines()[-1]}"] if end.code else []
    except NmtError as error:
        return str(error).splitlines()
    finally:
        sys.argv = argv
    return []


def unknown_options(code: str) -> list[str]:
    """Options in a piece of text such as `--show` or `align.py --by both` that no script has, or not this one."""
    script, _, rest = code.partition(" ")
    paths = [ROOT / "scripts" / script] if script.endswith(".py") else sorted((ROOT / "scripts").glob("*.py"))
    if not code.startswith("--") and not (script.endswith(".py") and paths[0].exists() and rest.startswith("--")):
        return []
    known = {option for path in paths for option in re.findall(r'"(--[a-z][a-z-]*)"', path.read_text("utf-8"))}
    return [option for option in re.findall(r"(?<!\S)--[a-z][a-z-]*", code) if option not in known | OF_TORCHRUN]


def _check_torchrun(arguments: list[str]) -> list[str]:
    from torch.distributed.run import get_args_parser

    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            parsed = get_args_parser().parse_args(arguments)
    except SystemExit:
        return [f"torchrun: {said.getvalue().strip().splitlines()[-1]}"]
    return check_script(parsed.training_script, parsed.training_script_args)


def _check_pip(arguments: list[str]) -> list[str]:
    """Extras that are asked for exist."""
    asked = [
        extra for word in arguments for group in re.findall(r"^(?:\.|nmt)\[(.+)\]", word) for extra in group.split(",")
    ]
    known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    return [f"pip: no extra named {extra}" for extra in asked if extra not in known]


@cache
def _functions_of(path: str) -> dict[str, Any]:
    return runpy.run_path(str(ROOT / path), run_name="documented")


@cache
def _make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
