"""Blocks that a page marks `run` work as they stand: one after the other, as the reader of the tutorial types them.

The reader's corpus and model are tiny ones. Tested here is that every command works on what the ones before it left.
"""

from __future__ import annotations

import contextlib
import io
import shlex
from pathlib import Path

import pytest

from tests.docs.commands import commands_of
from tests.docs.pages import ROOT, Page, read_page
from tests.scripts.calling import call
from tests.tiny import PAIRS

TUTORIAL = read_page(ROOT / "docs" / "tutorial.md")
PAGES = [TUTORIAL, read_page(ROOT / "docs" / "alignment.md")]

# Behind what the tutorial says to train.py: a small and quick model that is validated, and so can align.
TINY = (
    "data.carve_validation=6 data.carve_test=6 data.cleaning.drop_overlap=false tokenizer.vocab_size=310 "
    "model.d_model=32 model.n_heads=2 model.d_ff=64 model.n_encoder_layers=1 model.n_decoder_layers=1 "
    "training.max_minutes=null training.max_steps=40 training.max_tokens_per_batch=500 training.warmup_steps=5 "
    "training.processes=1 training.threads=1 training.precision=fp32 training.tensorboard=false training.lr=1e-2 "
    "training.device=cpu"
).split()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where somebody stands who follows the tutorial: with a corpus and the files that it has them write."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "my-corpus").mkdir()
    for side, ending in enumerate(("de", "en")):
        text = "".join(f"{pair[side]}\n" for pair in PAIRS)
        (folder / "my-corpus" / f"train.{ending}").write_text(text, encoding="utf-8")
    for name, text in TUTORIAL.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run_line(line: str, folder: Path) -> None:
    """One command of one of our scripts, perhaps with its output into a file."""
    words = shlex.split(line, comments=True)
    target = words.pop(words.index(">") + 1) if ">" in words else None
    python, script, *arguments = [word for word in words if word != ">"]
    assert python == "python", f"{line}: only our scripts can be run here"
    if script == "scripts/train.py":
        arguments += TINY
    done = call(script.removeprefix("scripts/"), *arguments, runs_root=folder / "runs")
    assert done.status == 0, f"{line}\n{done.err}"
    assert done.out or script == "scripts/train.py", f"{line}: said nothing"
    if target:
        (folder / target).write_text(done.out, encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)  # in this order: the tutorial trains the model
def test_what_is_marked_run_runs(page: Page, reader: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(reader)
    lines = {block: [line for of, line in commands_of(page) if of is block] for block in page.blocks if block.is_run}
    assert lines
    if page is not TUTORIAL and not (reader / "runs" / "mine").exists():
        run_line("python scripts/train.py --config mine.yaml", reader)
    for block in lines:
        if block.language == "python":
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec(compile(block.text, str(block), "exec"), {})
            assert said.getvalue(), f"{block}: said nothing"
        for line in lines[block]:
            run_line(line, reader)


def test_no_page_is_marked_and_not_run() -> None:
    marked = {path for path in (ROOT / "docs").glob("*.md") if any(block.is_run for block in read_page(path).blocks)}
    assert marked == {ROOT / page.name for page in PAGES}
