"""Every configuration of the project loads, finds its data, and makes a trainer that takes a step."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from nmt.build.data import read_split
from nmt.build.training import Training, open_training
from nmt.config import load_config
from nmt.data.streaming import StreamedCorpus
from nmt.run import RunDirectory
from tests.tiny import HELD_OUT, PAIRS

CONFIGS = sorted((Path(__file__).parents[2] / "configs").rglob("*.yaml"))
CONTRASTED = ("gru", "gru_attention", "transformer")

# What the corpora of these tests are too small for, and what takes long.
SMALL = (
    "tokenizer.vocab_size=320",
    "model.d_model=32",
    "training.max_tokens_per_batch=500",
    "training.device=cpu",
    "training.precision=fp32",
)

SMALL_TRANSFORMER = ("model.n_heads=2", "model.d_ff=64")


def open_and_step(config: str, folder: Path, *overrides: str) -> Training:
    path = next(path for path in CONFIGS if path.stem == config)
    is_transformer = load_config(path).model.kind == "transformer"
    loaded = load_config(path, [*SMALL, *(SMALL_TRANSFORMER if is_transformer else ()), *overrides])
    training = open_training(loaded, RunDirectory(folder / "run"), folder, keep=False)
    training.trainer.learner.model.train()
    training.trainer.train_step(next(training.trainer.stream))
    assert training.trainer.progress.tokens > 0
    for name in loaded.data.test:
        assert read_split(loaded, name)
    return training


def write_hub(folder: Path, name: str, splits: dict[str, list[tuple[str, str]]]) -> None:
    """A data set laid out as the hub has it: a folder for each configuration, named in the card."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    (folder / name).mkdir(parents=True)
    lines = ["---", "configs:", f"- config_name: {name}", "  data_files:"]
    for split, pairs in splits.items():
        file = f"{name}/{split}-00000-of-00001.parquet"
        lines += [f"  - split: {split}", f"    path: {file}"]
        rows = [{"en": en, "fr": fr} for fr, en in pairs]
        pq.write_table(pa.table({"translation": rows}), folder / file)
    (folder / "README.md").write_text("\n".join([*lines, "---", ""]), encoding="utf-8")


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_configuration_loads(path: Path) -> None:
    assert load_config(path).name == path.stem


def test_every_configuration_is_built_here() -> None:
    assert {path.stem for path in CONFIGS} == {"toy", "multi30k", "opus_books", "wmt14", "benchmark", *CONTRASTED}


def test_toy(tmp_path: Path) -> None:
    sizes = [f"data.{key}.0.pairs={n}" for key, n in (("train", 200), ("validation", 9), ("test.test", 9))]
    sizes += ["data.test.test_compositional.0.pairs=9", "tokenizer.vocab_size=450", "tokenizer.tgt_vocab_size=400"]
    training = open_and_step("toy", tmp_path, *sizes)
    assert training.corpora.facts["train"]["kept"] > 150


def test_benchmark(tmp_path: Path) -> None:
    """Its files are Multi30k's; the toy stands in for them."""
    toy = "[{kind: toy, split: %s, pairs: %d}]"
    sources = (f"data.train={toy % ('train', 200)}", f"data.validation={toy % ('validation', 9)}")
    training = open_and_step("benchmark", tmp_path, *sources, "data.test={}", "tokenizer.vocab_size=450")
    assert training.trainer.learner.model.config.norm_placement == "post"


@pytest.mark.parametrize("kind", CONTRASTED)
def test_contrast(tmp_path: Path, kind: str) -> None:
    sizes = [f"data.{key}.0.pairs={n}" for key, n in (("train", 200), ("validation", 9), ("test.test", 9))]
    training = open_and_step(kind, tmp_path, *sizes, "tokenizer.vocab_size=450")
    assert training.trainer.learner.model.config.kind == kind


def test_contrasted_configurations_differ_in_the_model_alone() -> None:
    configs = [load_config(path).model_dump() for path in CONFIGS if path.parent.name == "contrast"]
    for section in ("data", "tokenizer", "training", "decoding", "seed"):
        assert all(config[section] == configs[0][section] for config in configs), section
    assert len(configs) == len(CONTRASTED)


def test_multi30k(tmp_path: Path) -> None:
    for name, pairs in (("train", PAIRS), ("val", HELD_OUT), ("test_2016_flickr", HELD_OUT)):
        for side, language in enumerate(("fr", "en")):
            with gzip.open(tmp_path / f"{name}.{language}.gz", "wt", encoding="utf-8") as file:
                file.writelines(f"{pair[side]}\n" for pair in pairs)
    training = open_and_step(
        "multi30k", tmp_path, f"data.root={tmp_path}", "data.train.1.pairs=50", "tokenizer.vocab_size=420"
    )
    assert training.corpora.facts["train"]["read"] == len(PAIRS) + 50
    assert training.corpora.facts["validation"] == len(HELD_OUT)


def test_opus_books(tmp_path: Path) -> None:
    write_hub(tmp_path / "books", "en-fr", {"train": PAIRS})
    carve = ("data.carve_validation=5", "data.carve_test=5")
    training = open_and_step("opus_books", tmp_path, f"data.train.0.path={tmp_path / 'books'}", *carve)
    assert training.corpora.facts["train"]["read"] == len(PAIRS) - 10


def test_wmt14(tmp_path: Path) -> None:
    write_hub(tmp_path / "wmt14", "fr-en", {"train": PAIRS, "validation": HELD_OUT, "test": HELD_OUT})
    places = [f"data.{key}.0.path={tmp_path / 'wmt14'}" for key in ("train", "validation", "test.newstest2014")]
    training = open_and_step("wmt14", tmp_path, *places)
    corpus = training.corpora.train
    assert isinstance(corpus, StreamedCorpus)
    assert corpus.report.read == len(PAIRS) and corpus.report.dropped["overlap"] == len(HELD_OUT)
