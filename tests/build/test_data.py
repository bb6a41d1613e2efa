"""From a configuration to corpora: carved, mixed, cleaned, counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nmt.build.data import build_corpora, read_split
from nmt.config import Config
from nmt.data.corpus import SentencePair
from nmt.data.dataset import TokenizedCorpus
from nmt.data.sources import read_source
from nmt.errors import ConfigError, DataError
from tests.tiny import HELD_OUT, PAIRS

TOKENIZER = {"vocab_size": 310}


def write(path: Path, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """A files source; returns it as a configuration has it."""
    path.write_text("".join(json.dumps({"fr": fr, "en": en}) + "\n" for fr, en in pairs), encoding="utf-8")
    return {"kind": "files", "path": str(path)}


def config_of(**data: Any) -> Config:
    return Config.model_validate({"name": "t", "data": data, "tokenizer": TOKENIZER, "training": {"max_steps": 1}})


def texts(pairs: list[SentencePair]) -> list[tuple[str, str]]:
    return [(pair.src, pair.tgt) for pair in pairs]


def decoded(config: Config) -> list[tuple[str, str]]:
    """What the first epoch sees, as text."""
    corpora = build_corpora(config)
    part = corpora.train.read_part(0, 0)
    assert part is not None
    src, tgt = corpora.tokenizers.src, corpora.tokenizers.tgt
    return [(src.decode(part.arrays.src[i]), tgt.decode(part.arrays.tgt[i])) for i in part.order]


def test_what_is_carved_out_is_not_trained_on(tmp_path: Path) -> None:
    config = config_of(train=[write(tmp_path / "a.jsonl", PAIRS)], carve_validation=7, carve_test=5)
    validation, test = texts(read_split(config, "validation")), texts(read_split(config, "test"))
    assert (len(validation), len(test)) == (7, 5)
    assert sorted([*decoded(config), *validation, *test]) == sorted(PAIRS)
    assert texts(build_corpora(config).validation) == validation
    assert build_corpora(config).facts["train"]["read"] == len(PAIRS) - 12

    other_seed = config.model_copy(update={"seed": 2})
    assert texts(read_split(other_seed, "validation")) != validation


def test_carving_more_than_there_is(tmp_path: Path) -> None:
    config = config_of(train=[write(tmp_path / "a.jsonl", PAIRS)], carve_validation=60)
    with pytest.raises(DataError, match=r"data\.carve_validation: 60 pairs are asked for"):
        build_corpora(config)


def test_training_pairs_that_are_measured_on_are_dropped_and_counted(tmp_path: Path) -> None:
    sources = {
        "train": [write(tmp_path / "train.jsonl", [*PAIRS, PAIRS[0], ("", "Nothing."), ("Oui. " * 200, "Yes.")])],
        "validation": [write(tmp_path / "validation.jsonl", HELD_OUT[:3])],
        "test": {"far": [write(tmp_path / "far.jsonl", [(HELD_OUT[4][0], "another translation")])]},
    }
    config = config_of(**sources)
    facts = build_corpora(config).facts
    assert facts["train"]["dropped"] == {"empty": 1, "too_long": 1, "length_ratio": 0, "duplicate": 1, "overlap": 4}
    assert facts["train"]["kept"] == len(PAIRS) - 4
    assert facts["validation"] == 3
    assert not {fr for fr, _ in decoded(config)} & {HELD_OUT[i][0] for i in (0, 1, 2, 4)}
    kept = config.data.model_copy(update={"cleaning": config.data.cleaning.model_copy(update={"drop_overlap": False})})
    assert build_corpora(config.model_copy(update={"data": kept})).facts["train"]["dropped"]["overlap"] == 0


def test_weights_say_how_often_a_source_is_seen(tmp_path: Path) -> None:
    config = config_of(
        train=[
            write(tmp_path / "a.jsonl", PAIRS[:40]) | {"weight": 2},
            write(tmp_path / "b.jsonl", PAIRS[40:]) | {"weight": 0.5},
        ],
        validation=[write(tmp_path / "v.jsonl", [("Bonjour.", "Hello.")])],
    )
    seen = decoded(config)
    assert sorted({seen.count(pair) for pair in PAIRS[:40]}) == [2]
    assert sum(seen.count(pair) for pair in PAIRS[40:]) == 10


def test_the_fingerprint_follows_the_data(tmp_path: Path) -> None:
    validation = [write(tmp_path / "v.jsonl", HELD_OUT)]
    one = config_of(train=[write(tmp_path / "a.jsonl", PAIRS)], validation=validation)
    other = config_of(train=[write(tmp_path / "b.jsonl", PAIRS[1:])], validation=validation)
    tokenizers = build_corpora(one).tokenizers
    prints = [build_corpora(config, tokenizers).facts["fingerprint"] for config in (one, one, other)]
    assert prints[0] == prints[1] != prints[2]


def test_a_corpus_of_which_nothing_is_left(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", PAIRS)
    with pytest.raises(DataError, match="the corpus is empty"):
        build_corpora(config_of(train=[source], validation=[source]))


def test_nothing_can_be_carved_out_of_a_stream(tmp_path: Path) -> None:
    config = config_of(train=[{"kind": "hub", "path": "some/where", "streaming": True}], carve_validation=5)
    with pytest.raises(ConfigError, match=r"data\.carve_validation: nothing can be carved out of a streamed source"):
        build_corpora(config)


def test_the_toy_corpus_backwards() -> None:
    there = config_of(train=[{"kind": "toy", "pairs": 8}], carve_validation=1)
    back = config_of(train=[{"kind": "toy", "pairs": 8}], carve_validation=1, src_lang="en", tgt_lang="fr")
    pairs, reversed_pairs = (list(read_source(config.data.train[0], config.data)) for config in (there, back))
    for pair, other in zip(pairs, reversed_pairs, strict=True):
        assert (other.src, other.tgt, other.tags) == (pair.tgt, pair.src, pair.tags)
        assert pair.gold is not None and other.gold is not None
        assert other.gold.src_spans == pair.gold.tgt_spans
        assert other.gold.sure == {(j, i) for i, j in pair.gold.sure}
        assert other.reversed().gold == pair.gold
    assert isinstance(build_corpora(back.model_copy(update={"tokenizer": _small()})).train, TokenizedCorpus)


def test_the_toy_corpus_knows_no_other_language() -> None:
    config = config_of(train=[{"kind": "toy", "pairs": 8}], carve_validation=1, src_lang="de")
    with pytest.raises(DataError, match=r"data\.src_lang: got 'de' and data\.tgt_lang 'en', expected fr and en"):
        build_corpora(config)


def _small() -> Any:
    from nmt.config import TokenizerConfig

    return TokenizerConfig(vocab_size=320)
