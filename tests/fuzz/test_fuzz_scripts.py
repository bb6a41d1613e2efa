"""A few of the bad inputs through the scripts, each in a process of its own: status 2, one line, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz import bad_checkpoints, bad_configs, bad_dumps
from tests.scripts.calling import ROOT, SCRIPTS, Done, assert_one_clear_line, call


def run_script(*arguments: str | bytes | Path) -> Done:
    """The script as a shell would start it, with any bytes as arguments."""
    command = [sys.executable, SCRIPTS / str(arguments[0]), *arguments[1:]]
    done = subprocess.run(
        command, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=120, check=False
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_half_a_character_on_the_command_line_is_translated() -> None:
    """Bytes that are no UTF-8 reach Python as half surrogate pairs."""
    done = run_script(
        "translate.py",
        "--run",
        bad_checkpoints.run().path,
        "--beam-size",
        "1",
        b"Je suis \xff\xe9 ici.",
        b"\xed\xa0\x80",
    )
    assert done.status == 0 and len(done.lines) == 2, done.err


def test_a_misspelt_key(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(bad_configs.write(bad_configs._changed(bad_configs.GOOD, ("model", "d_model"), 1, "d_modle"))[0])
    assert_one_clear_line(
        run_script("train.py", "--config", path), "bad.yaml:25: model.d_modle: unknown key; did you mean 'd_model'?"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("train.py", "--config", "none.yaml"), ("none.yaml: no such file",)),
        (("evaluate.py", "--run", "RUN", "--split", "../../x"), ("--split: got '../../x', expected one of",)),
        (("evaluate.py", "--run", "RUN", "--src", "latin", "--tgt", "latin"), ("latin:1: not UTF-8",)),
        (("view.py", "--dump", "dump.jsonl"), ("dump.jsonl:1: ", "write the dump again")),
        (("view.py", "--dump", "latin"), ("latin:1: not UTF-8",)),
        (("align.py", "--run", "RUN", "--gold", "latin.jsonl"), ("latin.jsonl:1: not UTF-8",)),
        (("align.py", "--run", "RUN", "--tsv", "dump.jsonl"), ("dump.jsonl:1: 1 fields",)),
        (("translate.py", "--run", "RUN", "--input", "\x1b[31mnone"), (r"\x1b[31mnone: cannot be read",)),
    ],
)  # fmt: skip
def test_files_that_are_none(tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    for name in ("latin", "latin.jsonl"):
        (tmp_path / name).write_bytes(b"caf\xe9\n")
    (tmp_path / "dump.jsonl").write_text(bad_dumps.line()[:-40])
    named = {path.name: str(path) for path in tmp_path.iterdir()} | {"RUN": str(bad_checkpoints.run().path)}
    assert_one_clear_line(call(*(named.get(argument, argument) for argument in arguments)), *words)


def test_a_missing_file_of_a_corpus_names_key_file_and_remedy(tmp_path: Path) -> None:
    config = tmp_path / "c.yaml"
    config.write_text(
        f"data: {{root: {tmp_path}, train: [{{kind: files, src: a.fr, tgt: a.en}}], carve_validation: 1}}\n"
        "training: {max_steps: 1}\n"
    )
    (tmp_path / "b.fr").write_text("Oui.\n")
    done = call("train.py", "--config", config, f"run_dir={tmp_path / 'run'}")
    assert_one_clear_line(
        done, "data.train.0: ", "a.fr: no such file; did you mean b.fr?", "relative names start at data.root"
    )
    assert not (tmp_path / "run").exists()
