"""The command `nmt`, also `python -m nmt`: `nmt train ...` is `python scripts/train.py ...`, from any folder."""

from __future__ import annotations

import ast
import runpy
import sys
from pathlib import Path

from nmt.cli import run_script, shipped
from nmt.errors import NmtError


def main() -> None:
    """Where the installed command begins."""
    run_script(run_command)


def run_command() -> None:
    """Runs the script that the first word names with the words after it; without one, lists the scripts.

    Raises:
        NmtError: no script of this name.
    """
    scripts = {path.stem.replace("_", "-"): path for path in sorted(shipped("scripts").glob("*.py"))}
    word = sys.argv[1] if len(sys.argv) > 1 else "--help"
    if word in scripts:
        del sys.argv[1]
        runpy.run_path(str(scripts[word]), run_name="__main__")
    elif word in ("-h", "--help"):
        width = max(map(len, scripts))
        print("usage: nmt COMMAND ...\n")
        print("\n".join(f"  {name:{width}}  {_summary(path)}" for name, path in scripts.items()))
        print("\n`nmt COMMAND --help` says what a command takes; it is the script of this name in scripts/.")
    else:
        raise NmtError(f"nmt {word}: no such command; there are {', '.join(scripts)}")


def _summary(script: Path) -> str:
    """What a script says about itself, up to its example."""
    text = ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0].partition(":")[0]


if __name__ == "__main__":
    main()
