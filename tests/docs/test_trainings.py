"""Documented trainings are executed: the command as it stands, then a tiny corpus and two steps of a small model."""

from __future__ import annotations

from pathlib import Path

import pytest

from nmt.cli import find_config
from nmt.config import load_config
from tests.docs.commands import documented
from tests.docs.pages import ROOT, read_page
from tests.docs.test_docs import READERS_FILES
from tests.scripts.calling import call
from tests.tiny import write_project

# On a laptop it learns a batch by heart for a minute; tests/scripts/test_train.py does so in seconds.
ELSEWHERE = "training.overfit_one_batch=true"

SOURCE = "[{{kind: files, src: {name}.fr, tgt: {name}.en}}]"
SMALL = [
    f"data.train={SOURCE.format(name='train')}",
    f"data.validation={SOURCE.format(name='held_out')}",
    *"data.test={} data.root=corpus data.src_lang=fr data.tgt_lang=en data.cleaning.drop_overlap=false".split(),
    *"data.carve_validation=0 data.carve_test=0 tokenizer.tgt_vocab_size=null".split(),
    *"training.max_minutes=null training.max_epochs=null training.max_steps=2 training.validate_every_steps=2".split(),
    *"training.max_tokens_per_batch=500 training.processes=1 training.threads=1 training.precision=fp32".split(),
    *"training.device=cpu training.tensorboard=false model.d_model=32".split(),
]
OF_A_TRANSFORMER = "model.n_heads=2 model.d_ff=64 model.n_encoder_layers=1 model.n_decoder_layers=1".split()


def is_run_here(words: tuple[str, ...]) -> bool:
    """Of the words of a documented command; torchrun's are those of the training that each process does."""
    return "scripts/train.py" in words and words[0] in ("python", "torchrun") and ELSEWHERE not in words


def arguments_of(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[words.index("scripts/train.py") + 1 :]


TRAININGS = list(dict.fromkeys(arguments_of(words) for words in documented() if is_run_here(words)))


@pytest.mark.parametrize("arguments", TRAININGS, ids=" ".join)
def test_it_trains(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path)
    files = READERS_FILES | read_page(ROOT / "docs" / "configuration.md").files
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    config = load_config(find_config(arguments[arguments.index("--config") + 1]))
    sizes = OF_A_TRANSFORMER if config.model.kind == "transformer" else []
    sizes = [*sizes, f"tokenizer.vocab_size={300 if config.tokenizer.joint else 290}"]
    flags, words = ([word for word in arguments if (word == "--check") is wanted] for wanted in (True, False))
    done = call("train.py", *words, *SMALL, *sizes, f"run_dir={tmp_path / 'run'}", *flags)
    assert done.status == 0, done.err
    if flags:
        assert done.out and not (tmp_path / "run").exists()
    else:
        assert "is complete after 2 steps" in done.err


def test_there_is_something_to_run() -> None:
    assert ("--config", "configs/toy.yaml") in TRAININGS and ("--config", "configs/wmt14.yaml") in TRAININGS
