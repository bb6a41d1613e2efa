"""Sections and loading: what is accepted, and what is said about the rest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from nmt.config import (
    Config,
    DataConfig,
    FilesSource,
    HubSource,
    ModelConfig,
    ToySource,
    TrainingConfig,
    config_json_schema,
    dump_config,
    load_config,
)
from nmt.config.model import TRANSFORMER_KEYS
from nmt.config.section import Section
from nmt.errors import ConfigError

CONFIGS = sorted((Path(__file__).parent.parent / "configs").rglob("*.yaml"))
SMALL = "data: {train: [{kind: toy}], carve_validation: 5}\ntraining: {max_steps: 5}\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "toy.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str, *overrides: str) -> list[str]:
    """Problems of a configuration, without the folder in front."""
    with pytest.raises(ConfigError) as caught:
        load_config(write(folder, text), overrides)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def leaves(section: type[Section], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every key of every section that is no section itself, sources apart."""
    for name, field in section.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from leaves(field.annotation, (*path, name))
        else:
            yield (*path, name)


def nested(path: tuple[str, ...], value: Any) -> Any:
    for part in reversed(path):
        value = {part: value}
    return value


def test_defaults_are_filled_in_and_the_name_is_the_files(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, SMALL))
    assert config.name == "toy"
    assert config.data.train == [ToySource()]
    assert config.model == ModelConfig()
    assert config.training == TrainingConfig(max_steps=5)
    assert load_config(write(tmp_path, SMALL + "name: mine\n")).name == "mine"


def test_sections_that_are_empty_mean_the_defaults(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, SMALL + "model:\n# d_model: 3\n")).model == ModelConfig()


def test_values_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        ModelConfig().d_model = 3  # type: ignore[misc]


def test_all_problems_are_reported_at_once_with_their_lines(tmp_path: Path) -> None:
    text = """\
seed: true
data:
  train:
    - kind: toy
      pairs: many
      wieght: 2
    - kind: file
    - kind: hub
    - {kind: files, src: a.fr}
  carve_validaton: 3
model:
  droput: 0.1
  d_model: big
  lr: 3
  positions: rotory
tokenizer: {joint: no, kind: unigran}
training:
  betas: [0.9, x]
  max_token: 3
name: 7
"""
    assert problems(tmp_path, text, "training.lr=abc", "data.train.0.split=tset") == [
        "toy.yaml:1: seed: got true, expected an integer >= 0 and < 4294967296",
        "toy.yaml:5: data.train.0.pairs: got 'many', expected an integer >= 1 and <= 10000000 or null",
        "toy.yaml:6: data.train.0.wieght: unknown key; did you mean 'weight'?",
        "toy.yaml:7: data.train.1.kind: got 'file', expected one of toy, files, hub; did you mean 'files'?",
        "toy.yaml:8: data.train.2.path: missing; expected text that is not empty",
        "toy.yaml:9: data.train.3.tgt: missing; a files source needs src and tgt (two parallel files), "
        "or path (one table)",
        "toy.yaml:10: data.carve_validaton: unknown key; did you mean 'carve_validation'?",
        "toy.yaml:11: model.tie_embeddings: 'all' needs one vocabulary for both sides; "
        "set tokenizer.joint: true, or this to decoder",
        "toy.yaml:12: model.droput: unknown key; did you mean 'dropout'?",
        "toy.yaml:13: model.d_model: got 'big', expected an integer >= 1 and <= 65536",
        "toy.yaml:14: model.lr: unknown key; did you mean 'training.lr'?",
        "toy.yaml:15: model.positions: got 'rotory', expected one of rotary, sinusoidal, learned; "
        "did you mean 'rotary'?",
        "toy.yaml:16: tokenizer.kind: got 'unigran', expected one of unigram, bpe; did you mean 'unigram'?",
        "toy.yaml:17: training.max_steps: no budget; set max_steps, max_epochs or max_minutes "
        "(the first one reached ends it)",
        "toy.yaml:18: training.betas.1: got 'x', expected a number >= 0 and < 1",
        "toy.yaml:19: training.max_token: unknown key; did you mean 'max_tokens_per_batch'?",
        "toy.yaml:20: name: got 7, expected text (put it between quotes)",
        "command line: data.train.0.split: got 'tset', expected one of train, validation, test, "
        "test_compositional, teacher_validation, teacher_test; did you mean 'test'?",
        "command line: training.lr: got 'abc', expected a number > 0",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("data: {carve_validation: 5}", "toy.yaml:1: data.train: missing; expected a list"),
        (
            "{}",
            "data.train: missing; expected a list (each item starts with `- `) of sources, each with a kind",
        ),
        ("data: []", "toy.yaml:1: data: got an empty list, expected a group of settings"),
        ("data: {train: {kind: toy}}", "data.train: got a group of settings, expected a list"),
        ("data: {train: []}", "data.train: got an empty list, expected a list"),
        ("data: {train: [toy]}", "data.train.0: got 'toy', expected one of toy, files, hub"),
        ("data: {train: [{split: train}]}", "data.train.0.kind: missing; expected one of toy, files, hub"),
        ("data: {train: [{kind: toy}]}", "data.validation: empty, and nothing is carved out of train; give"),
        ("data: {train: [{kind: files}]}", "data.train.0.src: missing; a files source needs src and tgt"),
        (
            "data: {train: [{kind: files, path: a, src: b}]}",
            "data.train.0.path: given together with src or tgt",
        ),
        (
            "data: {train: [{kind: files, path: a, src_column: 0}]}",
            "data.train.0.tgt_column: missing, while src_column is set; give both columns or neither",
        ),
        (
            "data: {train: [{kind: files, src: a, tgt: b, src_column: 0, tgt_column: 1}]}",
            "data.train.0.src_column: columns belong to a table; two parallel files have none",
        ),
        (
            "data: {train: [{kind: files, path: a, src_column: true}]}",
            "data.train.0.src_column: got true, expected text or an integer >= 0 or null",
        ),
        (
            "data: {train: [{kind: hub, path: ''}]}",
            "data.train.0.path: got '', expected text that is not empty",
        ),
        (
            "data: {train: [{kind: hub, path: a, tgt_column: b}]}",
            "data.train.0.src_column: missing, while tgt_column is set; give both columns or neither",
        ),
        (
            "data: {train: [{kind: toy}], validation: [{kind: toy}], carve_validation: 5}",
            "data.carve_validation: validation has its own sources already; keep one of the two",
        ),
        (
            "data: {train: [{kind: toy}], test: {test: [{kind: toy}]}, carve_test: 5}",
            "data.carve_test: a test split named `test` is given already; keep one of the two",
        ),
        (
            "data: {test: {train: [{kind: toy}]}}",
            "data.test.train: 'train' cannot name a test split; expected",
        ),
        (
            "data: {test: {../up: [{kind: toy}]}}",
            "data.test.../up: '../up' cannot name a test split; expected",
        ),
        ("data: {test: {test: []}}", "data.test.test: no sources; give at least one, or drop the split"),
        ("data: {root: }", "data.root: got null, expected text"),
        ("model: 3", "model: got 3, expected a group of settings"),
        ("model: {d_model: 10}", "model.d_model: 10 does not divide evenly among n_heads = 4 heads"),
        (
            "model: {d_model: 12}",
            "12 / 4 heads = 3 per head; rotary positions turn pairs of numbers and need an even",
        ),
        (
            "model: {d_model: 5, n_heads: 1, positions: sinusoidal}",
            "model.d_model: 5 is odd; sinusoidal positions need an even width",
        ),
        ("model: {dropout: 1}", "model.dropout: got 1, expected a number >= 0 and < 1"),
        ("model: {dropout: .nan}", "model.dropout: got nan, expected a number >= 0 and < 1"),
        ("training: {lr: .inf}", "training.lr: got inf, expected a number > 0"),
        ("training: {lr: 0}", "training.lr: got 0, expected a number > 0"),
        ("training: {max_minutes: 0}", "training.max_minutes: got 0, expected a number > 0 or null"),
        ("training: {betas: [0.9]}", "training.betas.1: missing; expected a number >= 0 and < 1"),
        (
            "training: {betas: 0.9}",
            "training.betas: got 0.9, expected a list of 2, each a number >= 0 and < 1",
        ),
        ("training: {tensorboard: maybe}", "training.tensorboard: got 'maybe', expected true or false"),
        ("training: {precision: fp16}", "training.precision: got 'fp16', expected one of auto, fp32, bf16"),
        ("training: {}", "training.max_steps: no budget; set max_steps, max_epochs or max_minutes"),
        (
            "data: {train: [{kind: hub, path: a, trust_remote_code: true}]}",
            "data.train.0.trust_remote_code: not supported: code that comes with a data set is never run; look",
        ),
        ("trust_remote_code: true", "trust_remote_code: not supported: code that comes with a data set is never run"),
        ("name: null", "name: got null, expected text"),
        ("name: false", "name: got false, expected text"),
        (
            "data: {train: [{kin: toy}]}",
            "data.train.0.kind: missing; expected one of toy, files, hub; did you mean it by",
        ),
        ("seed: 1e+300", "seed: got 1e+300, expected an integer"),
        (f"data: {{carve_test: {10**30}}}", "expected an integer >= 0 and at most 2147483647"),
        ("training: {processes: 1_000_000}", "training.processes: got 1000000, expected an integer >= 1 and <= 1024"),
        ("name: a/b", "name: 'a/b' cannot name a folder; expected a name without a slash"),
        (
            "data: {cleaning: {max_pieces: 2000}}",
            "1024 is too small for data.cleaning.max_pieces = 2000; expected at least 2001",
        ),
        ("epochs: 3", "epochs: unknown key; did you mean 'training.max_epochs'?"),
        ("zzz: 3", "zzz: unknown key; expected one of name, seed, run_dir, data, tokenizer, model"),
    ],
)
def test_each_mistake_is_named(tmp_path: Path, text: str, expected: str) -> None:
    assert any(expected in line for line in problems(tmp_path, text)), problems(tmp_path, text)


def test_a_broken_field_does_not_hide_the_rules_elsewhere(tmp_path: Path) -> None:
    text = SMALL + "model: {d_model: 10}\nseed: x\ntokenizer: {joint: false}\n"
    keys = [line.split(": ")[1] for line in problems(tmp_path, text)]
    assert keys == ["model.d_model", "model.tie_embeddings", "seed"]


def test_a_broken_field_does_not_cause_rules_to_complain_about_its_default(tmp_path: Path) -> None:
    text = """\
data: {train: [{kind: toy}], carve_validaton: 5}
training: {max_step: 5}
model: {d_model: x, n_heads: 7}
"""
    keys = [line.split(": ")[1] for line in problems(tmp_path, text)]
    assert keys == ["data.carve_validaton", "training.max_step", "model.d_model"]


def test_a_recurrent_model_takes_no_key_of_the_transformer(tmp_path: Path) -> None:
    text = "model: {kind: gru_attention, n_heads: 4, d_model: 15}\n"
    assert problems(tmp_path, SMALL + text, "model.d_ff=64") == [
        "toy.yaml:3: model.n_heads: only a transformer has this, and kind is gru_attention; leave it out",
        "toy.yaml:3: model.d_model: 15 is odd; a gru_attention reads in two directions of half that width",
        "command line: model.d_ff: only a transformer has this, and kind is gru_attention; leave it out",
    ]


def test_one_vocabulary_has_one_size(tmp_path: Path) -> None:
    assert problems(tmp_path, SMALL + "tokenizer: {tgt_vocab_size: 2000}\n") == [
        "toy.yaml:3: tokenizer.tgt_vocab_size: one vocabulary for both languages has one size; "
        "set tokenizer.joint: false, or leave this out",
    ]


def test_what_a_stream_has_shown_is_not_shown_again(tmp_path: Path) -> None:
    text = SMALL.replace("{kind: toy}", "{kind: hub, path: some/where, streaming: true}")
    text = text.replace("carve_validation: 5", "validation: [{kind: toy}]").replace(
        "max_steps", "hardest: 0.4, max_steps"
    )
    assert problems(tmp_path, text) == [
        "toy.yaml:2: training.hardest: 0.4 needs pairs to show again, and a source is streamed; set this to 1",
    ]


def test_one_vocabulary_keeps_its_capitals(tmp_path: Path) -> None:
    assert problems(tmp_path, SMALL + "tokenizer: {lowercase_src: true}\n") == [
        "toy.yaml:3: tokenizer.lowercase_src: one vocabulary for both languages would write English without capitals; "
        "set tokenizer.joint: false, or this to false",
    ]


def test_what_sees_one_vector_learns_no_alignment(tmp_path: Path) -> None:
    assert problems(tmp_path, SMALL + "model: {kind: gru}\n") == [
        "toy.yaml: alignment.labels: 'statistical' needs a model with attention, and model.kind gru has none; "
        "set this to off"
    ]
    assert load_config(write(tmp_path, SMALL + "model: {kind: gru}\nalignment: {labels: off}\n")).model.kind == "gru"


def test_attention_is_guided_by_labels(tmp_path: Path) -> None:
    assert problems(tmp_path, SMALL + "alignment: {labels: off, guidance: 0.5}\n") == [
        "toy.yaml:3: alignment.guidance: attention is guided by labels, and labels is off; set it to statistical or "
        "gold, or guidance to 0"
    ]


@pytest.mark.parametrize("kind", ["gru", "gru_attention"])
def test_only_a_transformer_is_compiled(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path, SMALL + f"model: {{kind: {kind}}}\nalignment: {{labels: off}}\n")
    assert load_config(path, ["training.compile=auto"]).training.compile == "auto"
    message = (
        f"training.compile: 'on' needs a transformer; model.kind {kind} goes word by word; set this to auto or off"
    )
    with pytest.raises(ConfigError, match=message):
        load_config(path, ["training.compile=on"])
    assert load_config(path, ["training.compile=off"]).training.compile == "off"


def test_a_recurrent_model_is_dumped_with_what_applies_and_loads_again(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, SMALL + "model: {kind: gru_attention, d_model: 50}\n"))
    text = dump_config(config)
    assert set(yaml.safe_load(text)["model"]) == set(ModelConfig.model_fields) - set(TRANSFORMER_KEYS)
    assert load_config(write(tmp_path, text)) == config
    assert set(yaml.safe_load(dump_config(load_config(write(tmp_path, SMALL))))["model"]) == set(
        ModelConfig.model_fields
    )


def test_rules_hold_for_configurations_made_in_python_too() -> None:
    with pytest.raises(ValidationError, match="10 does not divide evenly"):
        ModelConfig(d_model=10)
    with pytest.raises(ValidationError, match="no budget"):
        TrainingConfig()
    with pytest.raises(ValidationError, match="not true or false"):
        ToySource(pairs=True)


@pytest.mark.parametrize("path", sorted(leaves(Config)), ids=".".join)
def test_every_key_refuses_nonsense(tmp_path: Path, path: tuple[str, ...]) -> None:
    lines = problems(tmp_path, yaml.dump(nested(path, {"x": {"y": 1}})))
    assert any(f": {'.'.join(path)}" in line and "expected" in line for line in lines)


@pytest.mark.parametrize("path", sorted(path for path in leaves(Config) if len(path[-1]) > 2), ids=".".join)
def test_every_misspelling_is_recognised(tmp_path: Path, path: tuple[str, ...]) -> None:
    misspelt = (*path[:-1], path[-1][:-1] + "q")
    text = "\n".join(problems(tmp_path, yaml.dump(nested(misspelt, 1))))
    assert f"{'.'.join(misspelt)}: unknown key; did you mean '{path[-1]}'?" in text


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_configurations_say_only_what_differs_from_the_defaults(path: Path) -> None:
    config = load_config(path)
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert config.name == path.stem
    for key, value in _scalars(written):
        section: Any = config
        for part in key[:-1]:
            section = section[part] if isinstance(section, list | dict) else getattr(section, part)
        default = type(section).model_fields[key[-1]].default
        assert value != default or key[-1] == "kind", f"{'.'.join(map(str, key))} has its default value"


def _scalars(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _scalars(item, (*path, key))
    else:
        yield path, value


def test_the_configurations_of_the_readme_are_there() -> None:
    assert {path.stem for path in CONFIGS} >= {"toy", "multi30k", "opus_books", "wmt14"}


COLUMNS = st.integers(0, 2**31 - 1)
SOURCES = st.one_of(
    st.builds(ToySource, pairs=st.none() | st.integers(1, 10**7), weight=st.floats(1e-300, 1000)),
    st.builds(FilesSource, path=st.text(), src_column=st.text() | COLUMNS, tgt_column=COLUMNS),
    st.builds(HubSource, path=st.text(min_size=1), name=st.none() | st.text(), streaming=st.booleans()),
)


@settings(max_examples=50)
@given(
    name=st.text(),
    seed=st.integers(0, 2**32 - 1),
    lang=st.sampled_from(["no", "yes", "on", "null", "1e-3", "1_000", "0x1F", "2020-01-01", "12:30", "~", "a: b", "#"]),
    root=st.text(),
    sources=st.lists(SOURCES, min_size=1, max_size=3),
    test=st.dictionaries(st.text(min_size=1), st.lists(SOURCES, min_size=1, max_size=2), max_size=2),
    lr=st.floats(min_value=0, exclude_min=True, allow_infinity=False),
    minutes=st.none() | st.floats(1e-9, 1e9),
)
def test_what_is_dumped_loads_to_an_equal_configuration(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    seed: int,
    lang: str,
    root: str,
    lr: float,
    **drawn: Any,
) -> None:
    try:
        config = Config(
            name=name or "x",
            seed=seed,
            data=DataConfig(src_lang=lang, root=root, train=drawn["sources"], test=drawn["test"], carve_validation=1),
            training=TrainingConfig(max_steps=3, lr=lr, max_minutes=drawn["minutes"]),
        )
    except ValidationError:
        assume(False)
    path = tmp_path_factory.mktemp("dump") / "config.yaml"
    path.write_text(dump_config(config), encoding="utf-8")
    assert load_config(path) == config
    assert yaml.safe_load(dump_config(config))["data"]["src_lang"] == lang  # for readers with YAML 1.1 rules too


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_configuration_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "config.yaml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"config\.yaml"):
        load_config(path)


def test_the_schema_describes_every_key() -> None:
    schema = config_json_schema()
    sections = {"": schema, **schema["$defs"]}
    assert {"Config", "ModelConfig", "HubSource", "CleaningConfig"} <= {*schema["$defs"], schema["title"]}
    for name, section in sections.items():
        for key, field in section["properties"].items():
            assert field.get("description") or "$ref" in field, f"{name}.{key} has no description"
    assert schema["$defs"]["ModelConfig"]["properties"]["dropout"]["exclusiveMaximum"] == 1


def test_loading_the_configuration_imports_nothing_heavy() -> None:
    code = (
        "import sys, nmt; before = set(sys.modules); import nmt.config;"
        "heavy = {'torch', 'numpy', 'datasets', 'sentencepiece', 'tqdm', 'asyncio'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
