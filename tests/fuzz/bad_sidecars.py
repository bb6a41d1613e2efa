"""Sidecars of an alignment dump with one defect each: in the archive, its members, their arrays and their headers."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import zipfile
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from nmt.alignment.records import AlignmentRecord
from nmt.alignment.sidecar import KINDS, SidecarReader, expected_shapes
from tests.fuzz.bad_dumps import KIND, record, values
from tests.fuzz.trials import Trial, Wanted


def trials() -> Iterator[Trial]:
    yield from _archives()
    yield from _arrays()
    yield from _headers()


def sidecar(content: bytes, name: str, *words: str, wanted: Wanted = Wanted.REFUSAL) -> Trial:
    words = words or ("d.attention.zip",)
    return Trial(KIND, f"sidecar: {name}", b"sidecar" + content, partial(_read_sidecar, content), wanted, words)


def _read_sidecar(content: bytes, folder: Path) -> None:
    inside = folder / "inside"
    inside.mkdir()
    (inside / "d.attention.zip").write_bytes(content)
    try:
        with SidecarReader(inside / "d.attention.zip") as reader:
            arrays = reader.read_for(record_with_maps())
            assert arrays is not None and set(arrays) == set(KINDS), "arrays are missing"
    finally:
        found = sorted(path.name for path in folder.rglob("*"))
        assert found == ["d.attention.zip", "inside"], f"it wrote {found}"


@cache
def record_with_maps() -> AlignmentRecord:
    return AlignmentRecord.from_json(
        json.dumps({k: v for k, v in values().items() if k != "crc32"} | {"attention": "0"}), "here"
    )


@cache
def right_arrays() -> dict[str, Any]:
    return {kind: np.zeros((1, 2, *shape), np.uint8) for kind, shape in expected_shapes(record()).items()}


def pack(arrays: dict[str, Any], member: str = "0.npz") -> bytes:
    npz, target = io.BytesIO(), io.BytesIO()
    np.savez_compressed(npz, **arrays)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo(member), npz.getvalue())
    return target.getvalue()


def _archives() -> Iterator[Trial]:
    good = pack(right_arrays())
    for at in range(1, len(good), 9):
        yield sidecar(good[:at], f"cut after {at} bytes")
    for at in range(0, len(good), 3):
        flipped = good[:at] + bytes([good[at] ^ 1 << at % 8]) + good[at + 1 :]
        yield sidecar(flipped, f"flipped at {at}", wanted=Wanted.EITHER)
    for member in (
        "1.npz",
        "../0.npz",
        "/0.npz",
        "x/0.npz",
        "0.npy",
        "0",
        "0.NPZ",
        "",
        "../../etc/passwd.npz",
        "0.npz/",
        "C:\\0.npz",
        "..\\0.npz",
    ):
        yield sidecar(pack(right_arrays(), member), f"member {member!r}")
    for name, content in (
        ("empty", b""),
        ("text", b"hello"),
        ("PK", b"PK\x03\x04"),
        ("an empty zip", b"PK\x05\x06" + bytes(18)),
        ("gzip", gzip.compress(b"x")),
    ):
        yield sidecar(content, name)
    for inner in (
        b"",
        b"x",
        pickle.dumps({"cross": 1}),
        b"\x93NUMPY",
        b"PK\x05\x06" + bytes(18),
        gzip.compress(b"x"),
        bytes(1000),
    ):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("0.npz", inner)
        yield sidecar(target.getvalue(), f"an npz of {inner[:8]!r}")


def _arrays() -> Iterator[Trial]:
    for kind in KINDS:
        right = right_arrays()[kind]
        rest = {name: array for name, array in right_arrays().items() if name != kind}
        wrong: list[Any] = [
            right.astype(dtype)
            for dtype in (
                bool,
                np.int8,
                np.int16,
                np.float16,
                np.float32,
                np.float64,
                np.complex64,
                "U1",
                "S1",
                object,
                "M8[s]",
            )
        ]
        wrong += [
            right[0], right[None], right[..., 1:], right[:, :, 1:], np.swapaxes(right, 0, 3), right.ravel(),
            np.uint8(3), right[..., :0], np.concatenate([right, right], -1), np.concatenate([right, right], -2),
            right[:0], right[:, :0],
        ]  # fmt: skip
        for array in wrong:
            yield sidecar(pack(rest | {kind: array}), f"{kind}: {np.asarray(array).dtype} {np.shape(array)}")
        yield sidecar(pack(rest), f"no {kind}")
        yield sidecar(pack(rest | {kind.upper(): right}), f"{kind} in capitals")
        yield sidecar(pack(rest | {kind: right, "more": right}), f"one more than {kind}")


def _headers() -> Iterator[Trial]:
    """NumPy's own headers are Python literals: read as such, or refused, and never run."""
    for text in (
        "{'descr': '|u1', 'fortran_order': False, 'shape': (4000000000, 4000000000, 9, 9)}",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-1, 2, 3, 4)}",
        "{'descr': '|u1', 'fortran_order': 3, 'shape': (1, 1, 1, 1)}", "{'descr': '|u1', 'shape': (1,)}",
        "{'descr': 'x', 'fortran_order': False, 'shape': (1,)}", "__import__('os').abort()", "[]", "{", "(",
        "1" * 20000, "{'descr': __import__('os').abort(), 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': 'x'}", "'''",
        "{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (1, 1, 1, 1)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1.5, 1, 1, 1)}",
        "{'descr': '<u999', 'fortran_order': False, 'shape': (1, 1, 1, 1)}", "\\xff\\xfe",
        "{'descr': None, 'fortran_order': False, 'shape': (1, 1, 1, 1)}", "(" * 2000,
    ):  # fmt: skip
        for version in (1, 2, 3, 9):
            raw = text.encode("latin-1", "replace") + b"\n"
            size = len(raw).to_bytes(2 if version == 1 else 4, "little") if len(raw) < 65536 else b"\xff\xff"
            npy = b"\x93NUMPY" + bytes([version, 0]) + size + raw + bytes(64)
            npz, target = io.BytesIO(), io.BytesIO()
            with zipfile.ZipFile(npz, "w") as archive:
                for kind in KINDS:
                    archive.writestr(f"{kind}.npy", npy)
            with zipfile.ZipFile(target, "w") as archive:
                archive.writestr("0.npz", npz.getvalue())
            yield sidecar(target.getvalue(), f"header {text[:40]} of version {version}")
