"""Reading YAML with its places, and overrides from the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nmt.config import load_config
from nmt.config.document import dump_yaml, parse_value, read_document
from nmt.errors import ConfigError

SMALL = "data: {train: [{kind: toy}], carve_validation: 5}\ntraining: {max_steps: 5}\n"


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "toy.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def complaint(path: Path, *overrides: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(path, overrides)
    return str(caught.value).replace(f"{path.parent}/", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2e-3", 2e-3),
        ("1e-3", 1e-3),
        (".5", 0.5),
        ("100_000", 100_000),
        ("-3", -3),
        ("no", "no"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", ""),
        ("''", ""),
        ("fr", "fr"),
        ("12:30", "12:30"),
        ("2020-01-01", "2020-01-01"),
        ("0123", "0123"),
        ("'5'", "5"),
        ("[0.9, x]", [0.9, "x"]),
        ("[{kind: toy}]", [{"kind": "toy"}]),
        ("a#b", "a#b"),
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
    ],
)
def test_values_are_read_as_people_mean_them(text: str, value: Any) -> None:
    assert parse_value(text) == value
    assert type(parse_value(text)) is type(value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "toy.yaml: empty; expected sections such as `data:` and `training:`"),
        ("# nothing yet\n", "toy.yaml: empty; expected sections"),
        ("- 1\n", "toy.yaml: got a list, expected sections such as `data:` and `training:`"),
        ("seed\n", "toy.yaml: got 'seed', expected sections such as `data:` and `training:`"),
        ("seed: [1\n", "toy.yaml:2: not valid YAML: while parsing a flow sequence: expected ',' or ']'"),
        (
            "a:\n\tb: 1\n",
            "toy.yaml:2: not valid YAML: while scanning for the next token: found character '\\t'",
        ),
        ("a:\n\tb: 1\n", "indent with spaces, not tabs"),
        ("seed: 1: 2\n", "toy.yaml:1: not valid YAML: mapping values are not allowed here"),
        ("a: 1\n---\nb: 2\n", "toy.yaml:2: not valid YAML: expected a single document"),
        ("a: &x [1]\nb: *x\n", "toy.yaml:2: not valid YAML: aliases (*name) are not supported"),
        ("a: &x [*x]\n", "toy.yaml:1: not valid YAML: aliases (*name) are not supported"),
        ("seed: !!int x\n", "toy.yaml:1: not valid YAML: invalid literal"),
        (f"seed: {'9' * 5000}\n", "toy.yaml:1: not valid YAML: a number of too many digits"),
        ("seed: !!binary aGk=\n", "toy.yaml:1: not valid YAML: the tag !!binary is not supported; leave it out"),
        ("seed: !!set {a}\n", "toy.yaml:1: not valid YAML: the tag !!set is not supported; leave it out"),
        (
            "seed: !!python/name:os.system\n",
            "toy.yaml:1: not valid YAML: the tag !!python/name:os.system is not supported",
        ),
        ("[" * 1500, "toy.yaml: not valid YAML: nested too deeply"),
        ("seed: \0\n", "toy.yaml: not valid YAML: the character U+0000 does not belong there; save the file as"),
        (
            "# café\nname: café\n".encode("latin-1"),
            "toy.yaml:1: not UTF-8 text (byte 0xe9); save the file as UTF-8",
        ),
        ("seed: 1\nseed: 2\n", "toy.yaml:2: seed: given twice, first at toy.yaml:1; keep one"),
        ("<<: {seed: 1}\n", "toy.yaml:1: <<: unknown key"),
        ("? [a]\n: 1\n", "toy.yaml:1: ?: unknown key"),
    ],
)
def test_what_is_no_configuration_is_said_plainly(tmp_path: Path, content: str | bytes, expected: str) -> None:
    assert expected in complaint(write(tmp_path, content))


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode() + b"seed: x\r\n")
    assert complaint(path) == "toy.yaml:3: seed: got 'x', expected an integer >= 0 and < 4294967296"


def test_files_that_are_not_there(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    assert complaint(tmp_path / "tony.yaml") == "tony.yaml: no such file; did you mean toy.yaml?"
    assert complaint(tmp_path / "zzz") == "zzz: no such file; did you mean toy.yaml?"
    (tmp_path / ".tony.yaml").touch()  # another program's
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "toy_large.yaml").touch()
    (tmp_path / "toy.yaml").rename(tmp_path / "configs" / "toy.yaml")
    for wrong in ("toy", "tony.yaml"):
        assert complaint(tmp_path / wrong) == f"{wrong}: no such file; did you mean configs/toy.yaml?"
    assert complaint(tmp_path / "zzz").endswith("did you mean configs/toy.yaml or configs/toy_large.yaml?")
    assert f"x.yaml: no such file (nor a folder {tmp_path}/none)" in complaint(tmp_path / "none" / "x.yaml")
    (tmp_path / "run").mkdir()
    assert complaint(tmp_path / "run") == "run: a folder; expected a YAML file"
    (tmp_path / "run" / "config.yaml").write_text(SMALL)
    assert complaint(tmp_path / "run") == "run: a folder; expected a YAML file; did you mean run/config.yaml?"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    path.chmod(0)
    assert complaint(path) == "toy.yaml: cannot be read: Permission denied"


def test_a_file_that_cannot_be_read_for_another_reason(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL) / "below"
    assert complaint(path).endswith("below: cannot be read: Not a directory")


def test_places_are_known_for_every_key_and_item(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, "a:\n  - b: 1\n    c: [2,\n      3]\nd: 4\n"))
    lines = {path: int(place.order) for path, place in document.places.items()}
    assert lines == {
        ("a",): 1,
        ("a", 0): 2,
        ("a", 0, "b"): 2,
        ("a", 0, "c"): 3,
        ("a", 0, "c", 0): 3,
        ("a", 0, "c", 1): 4,
        ("d",): 5,
    }
    assert document.place_of(("a", 0, "missing")).text.endswith("toy.yaml:2")
    assert document.place_of(("missing",)).text.endswith("toy.yaml")


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=10,
)


@settings(max_examples=50)
@given(st.dictionaries(TEXT, PLAIN, min_size=1))
def test_what_is_dumped_is_read_back(tmp_path_factory: pytest.TempPathFactory, values: dict[str, Any]) -> None:
    path = tmp_path_factory.mktemp("dump") / "toy.yaml"
    path.write_bytes(dump_yaml(values).encode())
    assert read_document(path).values == values


def test_overrides_win_over_the_file_and_later_ones_over_earlier_ones(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL + "seed: 3\n")
    config = load_config(
        path,
        [
            "training.lr=2e-3",
            "training.lr=1e-3",
            "seed=4",
            "data.train.0.weight=0.5",
            "model.bias=true",
            "data.test.flickr=[{kind: toy, split: test}]",
            "data.test.flickr.0.pairs=7",
            "data.src_lang=no",
            "data.root=",
            "name=mine",
        ],
    )
    assert (config.training.lr, config.seed, config.model.bias) == (1e-3, 4, True)
    assert (config.data.train[0].weight, config.data.src_lang, config.name) == (0.5, "no", "mine")
    assert config.data.test["flickr"][0].model_dump()["pairs"] == 7


def test_an_override_can_mend_the_file(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, SMALL + "model: 3\n"), ["model={d_model: 128}"]).model.d_model == 128
    assert load_config(write(tmp_path, SMALL + "model:\n"), ["model.d_model=128"]).model.d_model == 128
    assert load_config(write(tmp_path, "data:\n" + SMALL[SMALL.index("training") :]),
    ["data={train: [{kind: toy}], carve_validation: 1}"])  # fmt: skip


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ("training.lr", "got 'training.lr', expected key=value, such as training.lr=2e-3"),
        ("=3", "got '=3', expected key=value, such as training.lr=2e-3"),
        ("a..b=3", "got 'a..b=3', expected key=value"),
        ("seed=[1", "seed: '[1' is not a YAML value: while parsing a flow sequence"),
        ("seed={a: 1, a: 2}", "seed: '{a: 1, a: 2}' is not a YAML value: given twice"),
        ("seed.x=1", "seed.x: seed is 3, not a group of settings"),
        ("data.train.1.weight=2", "data.train.1: data.train is a list (0 to 0); '1' is not one of them"),
        ("data.train.x=2", "data.train.x: data.train is a list (0 to 0); 'x' is not one of them"),
        ("data.train.-1=2", "data.train.-1: data.train is a list (0 to 0); '-1' is not one of them"),
        ("trainig.lr=1", "trainig: unknown key; did you mean 'training'?"),
        ("lr=1", "lr: unknown key; did you mean 'training.lr'?"),
        ("data.train.0.kind=hub", "data.train.0.path: missing; expected text that is not empty"),
        ("training.lr=fast", "training.lr: got 'fast', expected a number > 0"),
        ("name=2024", "name: got 2024, expected text (put it between quotes)"),
    ],
)
def test_an_override_that_does_not_fit(tmp_path: Path, override: str, expected: str) -> None:
    text = complaint(write(tmp_path, SMALL + "seed: 3\n"), override)
    assert expected in text
    assert "kind=hub" in override or text.startswith("command line: ")


def test_problems_of_overrides_and_of_the_file_come_together(tmp_path: Path) -> None:
    lines = complaint(write(tmp_path, SMALL + "seed: x\n"), "lr", "model.bias=2").splitlines()
    assert [line.split(":")[0] for line in lines] == ["toy.yaml", "command line", "command line"]
