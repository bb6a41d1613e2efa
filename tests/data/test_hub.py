"""Data sets in the hub's layout, from a folder and from a stand-in for the hub; offline within seconds."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest
from standin_hub import serve_hub

from nmt.config import DataConfig, HubSource, ToySource
from nmt.data.hub import is_reachable, read_hub
from nmt.errors import DataError

ROOT = Path(__file__).parents[2]
CARD = """---
configs:
- config_name: en-fr
  data_files:
  - {split: train, path: en-fr/train-*}
  - {split: test, path: en-fr/test-*}
- config_name: flat
  data_files: flat/*
---
"""
DATA = DataConfig(train=[ToySource()], carve_validation=1)


def read(path: str | Path, skip: int = 0, **source: Any) -> list[tuple[str, str]]:
    return [(pair.src, pair.tgt) for pair in read_hub(HubSource(path=str(path), **source), DATA, skip)]


def expected(*numbers: int) -> list[tuple[str, str]]:
    return [(f"ligne {i}", f"line {i}") for i in numbers]


def make_data_set(folder: Path) -> Path:
    for name in ("en-fr", "flat"):
        (folder / name).mkdir(parents=True)
    (folder / "README.md").write_text(CARD)
    for part, numbers in (("train-0", range(5)), ("train-1", range(5, 12)), ("test-0", range(3))):
        translations = [{"en": f"line {i}", "fr": f"ligne {i}"} for i in numbers]
        table = pa.table({"id": [str(i) for i in numbers], "translation": translations})
        pyarrow.parquet.write_table(table, folder / "en-fr" / f"{part}.parquet")
    flat = pa.table({"fr": ["un", "deux"], "en": ["one", "two"], "French": ["UN", "DEUX"], "n": [1, 2]})
    pyarrow.parquet.write_table(flat, folder / "flat" / "a.parquet")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_data_set(tmp_path_factory.mktemp("hub") / "opus")


@pytest.mark.parametrize("streaming", [False, True])
def test_a_local_folder_laid_out_as_on_the_hub(folder: Path, streaming: bool) -> None:
    def get(**source: Any) -> list[tuple[str, str]]:
        return read(folder, streaming=streaming, **source)

    assert get(name="en-fr") == expected(*range(12))
    assert get(name="en-fr", split="test") == expected(0, 1, 2)
    assert get(name="en-fr", limit=7) == expected(*range(7))
    assert get(name="en-fr", skip=10) == expected(10, 11)
    assert get(name="en-fr", skip=3, limit=5) == expected(3, 4)
    assert get(name="en-fr", skip=99) == get(name="en-fr", skip=5, limit=5) == []
    assert get(name="flat") == [("un", "one"), ("deux", "two")]
    assert get(name="flat", src_column="French", tgt_column="en") == [("UN", "one"), ("DEUX", "two")]


def test_a_slice_of_a_split(folder: Path) -> None:
    assert read(folder, name="en-fr", split="train[2:4]") == expected(2, 3)


def fails(match: str, path: str | Path, **source: Any) -> None:
    with pytest.raises(DataError, match=match) as error:
        read(path, **source)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("streaming", [False, True])
def test_what_does_not_exist_is_answered_with_what_does(folder: Path, streaming: bool) -> None:
    def get(match: str, **source: Any) -> None:
        fails(match, folder, streaming=streaming, **source)

    get(r"opus xx train: no configuration 'xx'; set `name` to one of \['en-fr', 'flat'\]", name="xx")
    get(r"opus train: has several configurations; set `name` to one of \['en-fr', 'flat'\]")
    get(r"no split 'dev'; set `split` to one of \['train', 'test'\]", name="en-fr", split="dev")
    get(r"row 1: no column 'x'; there are \['fr', 'en', ", name="flat", src_column="x", tgt_column="en")
    get(r"row 1: 'n' is int '1'; expected text", name="flat", src_column="n", tgt_column="en")


def test_slices_do_not_stream(folder: Path) -> None:
    fails("slices do not go with streaming: use `limit`", folder, name="en-fr", split="train[:2]", streaming=True)


@pytest.mark.parametrize("streaming", [False, True])
def test_rows_without_text(streaming: bool, tmp_path: Path) -> None:
    rows = [{"translation": {"fr": "un", "en": "one"}}, {"translation": {"fr": None, "en": "two"}}]
    (tmp_path / "train.jsonl").write_text("\n".join(map(json.dumps, rows)))
    fails(r"row 2: 'fr' is null; expected text", tmp_path, streaming=streaming)
    (tmp_path / "train.jsonl").write_text(json.dumps({"translation": {"de": "eins", "en": "one"}}))
    fails(r"row 1: no translation into 'fr' and 'en'; there are \[.*'de'", tmp_path, streaming=streaming)
    (tmp_path / "train.jsonl").write_text("{broken")
    fails(r"cannot be loaded: .*JSON", tmp_path, streaming=streaming)


def test_folders_that_are_no_data_set(tmp_path: Path) -> None:
    fails(r"there are no data files in it", tmp_path)
    (tmp_path / "file").write_text("x")
    fails(r"is a file; a hub source is a folder, or a name on the hub", tmp_path / "file")
    fails(r"nowhere: no such folder, and not a name on the hub \(owner/name\) either", tmp_path / "nowhere")
    for path in ("./nowhere", "~/nowhere-at-all", "a/b/c", "data sets"):
        fails(r"no such folder, and not a name on the hub", path)


def test_the_code_of_a_data_set_is_never_run(tmp_path: Path) -> None:
    folder = tmp_path / "trap"
    folder.mkdir()
    (folder / "trap.py").write_text(f"open({str(tmp_path / 'sprung')!r}, 'w')")
    fails(r"comes as a script, and code of a data set is never run; .*refs/convert/parquet", folder)
    assert not (tmp_path / "sprung").exists()


PROGRAM = """
import json, sys
from nmt.config import DataConfig, HubSource, ToySource
from nmt.data.hub import read_hub
from nmt.errors import DataError

data = DataConfig(train=[ToySource()], carve_validation=1)
for source in json.loads(sys.argv[1]):
    try:
        print(sum(1 for pair in read_hub(HubSource(**source), data)))
    except DataError as error:
        print(error)
"""


def read_in_another_process(address: str, home: Path, *sources: dict[str, Any]) -> list[str]:
    """Pairs read or the error, for each source; the library reads its address of the hub when it is imported."""
    environment = {**os.environ, "HF_ENDPOINT": address, "HF_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM, json.dumps(sources)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_by_name_from_the_hub_and_then_offline(tmp_path: Path) -> None:
    make_data_set(tmp_path / "www" / "owner" / "opus")
    (tmp_path / "www" / "owner" / "trap").mkdir()
    (tmp_path / "www" / "owner" / "trap" / "trap.py").write_text("raise SystemExit")
    whole = {"path": "owner/opus", "name": "en-fr"}
    with serve_hub(tmp_path / "www") as address:
        answers = read_in_another_process(
            address, tmp_path / "home",
            whole, {**whole, "streaming": True, "limit": 7}, {**whole, "name": "xx"}, {**whole, "revision": "v9"},
            {"path": "owner/nothing"}, {"path": "owner/trap"},
        )  # fmt: skip
    assert answers[:2] == ["12", "7"]
    assert answers[2] == "owner/opus xx train: no configuration 'xx'; set `name` to one of ['en-fr', 'flat']"
    assert "no revision 'v9'; set `revision`" in answers[3]
    assert "owner/nothing train: no such data set on the hub, or not a public one" in answers[4]
    assert "owner/trap train: comes as a script, and code of a data set is never run" in answers[5]
    # The network goes: what was fetched before still loads, and what was not says so.
    offline = read_in_another_process(address, tmp_path / "home", whole, {**whole, "name": "flat"})
    assert offline[0] == "12"
    assert offline[1].startswith(
        f"owner/opus flat train: no local folder of this name, not fetched before, and the hub ({address}) cannot be "
    )


@pytest.mark.parametrize("streaming", [False, True])
def test_offline_is_said_within_seconds(streaming: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    import datasets

    start = time.monotonic()
    fails(r"owner/name train: no local folder of this name, not fetched before, and the hub \(https?://.*\) cannot be "
          r"reached; check the network, or set `path`", "owner/name", streaming=streaming)  # fmt: skip
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    fails(r"HF_HUB_OFFLINE is set; unset it, or set `path`", "owner/name", streaming=streaming)
    assert time.monotonic() - start < 5
    assert datasets.config.HF_HUB_OFFLINE is True


def test_a_silent_network_is_given_up_on_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert is_reachable(f"http://127.0.0.1:{port}")
        start = time.monotonic()
        assert not is_reachable(f"https://127.0.0.1:{port}", seconds=0.3)  # takes the connection, says nothing
        assert time.monotonic() - start < 1.5
        # with a proxy in the environment, it is the proxy that has to be there
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        assert is_reachable("https://hub.invalid", seconds=0.5)
    assert not is_reachable(f"http://127.0.0.1:{port}")

    assert not is_reachable("http://[::1") and not is_reachable("https://host:99999")

    def never(*args: object, **options: object) -> None:
        time.sleep(1.5)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", never)  # a name server that does not answer
    start = time.monotonic()
    assert not is_reachable("http://hub.invalid", seconds=0.2)
    assert time.monotonic() - start < 1
