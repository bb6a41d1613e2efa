from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_records import invent_record

from nmt.alignment.sidecar import KINDS, SidecarReader, SidecarWriter, expected_shapes, sidecar_path
from nmt.errors import DataError

RECORD = invent_record("Oui", "Yes", 4)


def invent_maps(**changes: object) -> SimpleNamespace:
    torch.manual_seed(0)
    maps = {kind: torch.rand(2, 3, *shape).softmax(-1) for kind, shape in expected_shapes(RECORD).items()}
    return SimpleNamespace(**maps | changes)


def write_sidecar(path: Path) -> Path:
    writer = SidecarWriter(path)
    assert writer.write(RECORD, invent_maps()) == "4"
    writer.close()
    return path


def write_member(path: Path, arrays: dict[str, np.ndarray]) -> SidecarReader:
    packed = io.BytesIO()
    np.savez(packed, **arrays)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("4.npz", packed.getvalue())
    return SidecarReader(path)


def test_maps_come_back_to_half_a_255th(tmp_path: Path) -> None:
    path = write_sidecar(tmp_path / "a.zip")
    with SidecarReader(path) as sidecar:
        assert list(sidecar) == ["4"] and len(sidecar) == 1 and "4" in sidecar and "5" not in sidecar
        for kind, array in sidecar["4"].items():
            exact = getattr(invent_maps(), kind).numpy()
            assert array.dtype == np.uint8 and array.shape == exact.shape
            assert abs(array / 255 - exact).max() <= 0.5 / 255 + 1e-6
        with pytest.raises(KeyError):
            sidecar["5"]
    assert write_sidecar(tmp_path / "b.zip").read_bytes() == path.read_bytes()


def test_where_the_sidecar_is() -> None:
    assert sidecar_path(Path("a/x.jsonl")) == sidecar_path(Path("a/x.jsonl.gz")) == Path("a/x.attention.zip")


def test_maps_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    writer = SidecarWriter(tmp_path / "a.zip")
    with pytest.raises(DataError, match=r"record 4: cross: got the shape \[2, 3, 1, 2\]; expected \[layers, heads, 2,"):
        writer.write(RECORD, invent_maps(cross=np.ones((2, 3, 1, 2))))
    with pytest.raises(DataError, match=r"record 4: cross: got weights from 2\.0 to 2\.0; expected 0 to 1"):
        writer.write(RECORD, invent_maps(cross=np.full((2, 3, 2, 2), 2.0)))
    writer.write(RECORD, invent_maps())
    with pytest.raises(DataError, match="record 4: a second one with attention maps; expected each id once"):
        writer.write(RECORD, invent_maps())
    writer.close()


def test_a_sidecar_of_another_dump_is_refused(tmp_path: Path) -> None:
    with SidecarReader(write_sidecar(tmp_path / "a.zip")) as sidecar:
        with pytest.raises(DataError, match=r"a\.zip: no maps '9' for record 4; does the sidecar belong to this dump"):
            sidecar.read_for(replace(RECORD, attention="9"))
        longer = replace(invent_record("Oui oui", "Yes", 5), attention="4")
        with pytest.raises(DataError, match=r"a\.zip: 4\.npz: encoder_self: got the shape \[2, 3, 2, 2\]; expected"):
            sidecar.read_for(longer)


def test_files_that_are_no_sidecar(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.zip: no such file; expected the sidecar"):
        SidecarReader(tmp_path / "none.zip")
    (tmp_path / "text.zip").write_text("text")
    with pytest.raises(DataError, match=r"text\.zip: no zip file, or one cut off .*; write the dump and its"):
        SidecarReader(tmp_path / "text.zip")
    one = np.zeros((1, 1, 2, 2), np.uint8)
    with (
        write_member(tmp_path / "a.zip", {"cross": one}) as sidecar,
        pytest.raises(DataError, match=r"4\.npz: got the arrays \['cross'\]; expected encoder_self, decoder_self"),
    ):
        sidecar["4"]
    with (
        write_member(tmp_path / "b.zip", dict.fromkeys(KINDS, one.astype(float))) as sidecar,
        pytest.raises(DataError, match=r"4\.npz: encoder_self: got float64 \[1, 1, 2, 2\]; expected uint8"),
    ):
        sidecar["4"]


def test_pickled_objects_are_never_loaded(tmp_path: Path) -> None:
    objects = np.array([{"a": 1}], dtype=object)
    with (
        write_member(tmp_path / "a.zip", dict.fromkeys(KINDS, objects)) as sidecar,
        pytest.raises(DataError, match=r"4\.npz: damaged \(Object arrays cannot be loaded"),
    ):
        sidecar["4"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.data())
def test_a_damaged_sidecar_gives_its_own_maps_or_an_error(tmp_path: Path, data: st.DataObject) -> None:
    path = write_sidecar(tmp_path / "a.zip")
    content = path.read_bytes()
    with SidecarReader(path) as sidecar:
        whole = sidecar["4"]
    at = data.draw(st.integers(0, len(content) - 1))
    byte = bytes([data.draw(st.integers(0, 255))])
    for damaged in (content[:at], content[:at] + byte + content[at + 1 :]):
        path.write_bytes(damaged)
        try:
            with SidecarReader(path) as sidecar:
                for arrays in sidecar.values():
                    assert all(np.array_equal(arrays[kind], whole[kind]) for kind in KINDS)
        except DataError as error:
            assert str(error).startswith(str(path))
