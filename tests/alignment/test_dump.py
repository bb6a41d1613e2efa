from __future__ import annotations

import gzip
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_records import gold_of_student, invent_record

from nmt.alignment.dump import read_records, write_records
from nmt.alignment.sidecar import SidecarReader, sidecar_path
from nmt.errors import DataError

RECORDS = [
    invent_record(gold=gold_of_student()),
    invent_record("", "", 1, tags=[], reference=None, runners_up=()),
    invent_record("</script> 👩‍👩‍👧 \u2028", "שלום \0", 2, tags=[], reference=None),
]


def write_dump(path: Path) -> Path:
    with write_records(path) as dump:
        for record in RECORDS:
            dump.write(record)
    return path


def maps_of_ones(n_src: int, n_tgt: int) -> SimpleNamespace:
    shapes = {"encoder_self": (n_src, n_src), "decoder_self": (n_tgt, n_tgt), "cross": (n_tgt, n_src)}
    return SimpleNamespace(**{kind: np.ones((2, 3, *shape)) for kind, shape in shapes.items()})


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
def test_records_come_back_and_the_bytes_are_the_same_each_time(tmp_path: Path, name: str) -> None:
    path = write_dump(tmp_path / "new" / name)
    assert list(read_records(path)) == RECORDS
    assert write_dump(tmp_path / name).read_bytes() == path.read_bytes()
    assert [child.name for child in path.parent.iterdir()] == [name]


def test_a_dump_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = write_dump(tmp_path / "x.jsonl")
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), write_records(path) as dump:
        dump.write(RECORDS[0], maps_of_ones(len(RECORDS[0].src_pieces) + 1, len(RECORDS[0].tgt_pieces) + 1))
        raise KeyboardInterrupt
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_maps_go_to_the_sidecar_under_the_key_of_their_record(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    with write_records(path) as dump:
        dump.write(RECORDS[0], maps_of_ones(len(RECORDS[0].src_pieces) + 1, len(RECORDS[0].tgt_pieces) + 1))
        dump.write(RECORDS[1])
    first, second = read_records(path)
    assert (first, second) == (replace(RECORDS[0], attention="0"), RECORDS[1])
    with SidecarReader(sidecar_path(path)) as sidecar:
        arrays = sidecar.read_for(first)
        assert arrays is not None and arrays["cross"].min() == 255
        assert sidecar.read_for(second) is None
    write_dump(path)  # without maps: those of before must not be taken for its own
    assert not sidecar_path(path).exists()


def test_names_and_folders_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"x\.json: expected a name that ends in \.jsonl or \.jsonl\.gz"):
        write_records(tmp_path / "x.json")
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match=r"x\.jsonl: cannot be written \("):
        write_records(tmp_path / "file" / "x.jsonl")
    with pytest.raises(DataError, match=r"none\.jsonl: no such file"):
        list(read_records(tmp_path / "none.jsonl"))


def test_errors_name_file_and_line(tmp_path: Path) -> None:
    path = write_dump(tmp_path / "x.jsonl")
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(DataError, match=r"x\.jsonl:3: got no whole JSON object"):
        list(read_records(path))
    packed = write_dump(tmp_path / "x.jsonl.gz")
    packed.write_bytes(packed.read_bytes()[:-20])
    with pytest.raises(DataError, match=r"x\.jsonl\.gz:\d: the gzip data breaks off or is damaged here"):
        list(read_records(packed))
    path.write_bytes(b'{"schema":"nmt-alignment/2"}\n')
    with pytest.raises(DataError, match=r"x\.jsonl:1: schema: got 'nmt-alignment/2'; expected 'nmt-alignment/1'; read"):
        list(read_records(path))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.data())
@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
def test_a_damaged_dump_gives_its_own_records_or_an_error(tmp_path: Path, name: str, data: st.DataObject) -> None:
    path = write_dump(tmp_path / name)
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    byte = bytes([data.draw(st.integers(0, 255))])
    for damaged in (content[:at], content[:at] + byte + content[at + 1 :]):
        path.write_bytes(damaged)
        read = []
        try:
            for record in read_records(path):
                read.append(record)
        except DataError as error:
            assert str(error).startswith(str(path))
        assert read == RECORDS[: len(read)]


def test_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    peaks = []
    for count in (20, 120):
        tracemalloc.start()
        with write_records(path) as dump:
            for _ in range(count):
                dump.write(RECORDS[0])
        assert sum(1 for _ in read_records(path)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 50_000


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
def test_datasets_reads_a_dump(tmp_path: Path, name: str) -> None:
    import datasets

    path = write_dump(tmp_path / name)
    table = datasets.load_dataset("json", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache"))
    assert [row["source"] for row in table] == [record.source for record in RECORDS]
    assert np.array_equal(table[0]["weights"], RECORDS[0].weights)
    assert table[0]["gold"]["sure"] == [[0, 0], [1, 1], [2, 3]] and table[1]["gold"] is None
    assert table[0]["runners_up"][0][0] == {"piece": "▁a", "log_prob": -0.25}


def test_the_readers_of_the_documentation_work(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "alignment-schema.md").read_text(encoding="utf-8")
    path = write_dump(tmp_path / "test.jsonl")
    code = page.split("```python\n")[1].split("```")[0]
    assert len([line for line in code.splitlines() if line]) == 3
    run = subprocess.run([sys.executable, "-c", code], cwd=path.parent, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[0] == f"Je suis étudiant {RECORDS[0].links}"


def test_gzip_holds_the_same_lines(tmp_path: Path) -> None:
    plain, packed = write_dump(tmp_path / "x.jsonl"), write_dump(tmp_path / "x.jsonl.gz")
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
