"""All layers and heads of a dump's records, in one zip file beside it: `test.jsonl` has `test.attention.zip`.

For each record the zip holds one `KEY.npz`, where KEY is the record's `attention`, with three uint8 arrays (255 is
a weight of 1, so a weight is right to 0.002). Every reader of NumPy's format can open them:

    numpy.load(io.BytesIO(zipfile.ZipFile("test.attention.zip").read("0.npz")))["cross"] / 255

The dump itself has no limit; of the sidecar, `zipfile` keeps a directory of about 0.5 kB a record in memory.
"""

from __future__ import annotations

import io
import lzma
import tokenize
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import numpy as np

from nmt.alignment.records import AlignmentRecord
from nmt.errors import DataError

KINDS = ("encoder_self", "decoder_self", "cross")
FULL = 255
REMEDY = "write the dump and its sidecar again"
# Weights in float32 may exceed 0 and 1 by rounding only.
_TOLERANCE = 1e-3
_NPZ = ".npz"
# What zipfile and numpy raise over damaged bytes, which can look like an encrypted (RuntimeError) or an unknown kind of
# archive (NotImplementedError); headers of arrays are read as Python literals.
_DAMAGE = (
    OSError, ValueError, EOFError, KeyError, NotImplementedError, RuntimeError, SyntaxError, zlib.error, lzma.LZMAError,
    tokenize.TokenError,
)  # fmt: skip

ByteArray = np.ndarray[Any, np.dtype[np.uint8]]


class Attention(Protocol):
    """What a sidecar holds of a record: anything that `numpy.asarray` takes, weights from 0 to 1."""

    @property
    def encoder_self(self) -> Any: ...  # [layers, heads, src + 1, src + 1]
    @property
    def decoder_self(self) -> Any: ...  # [layers, heads, tgt + 1, tgt + 1]
    @property
    def cross(self) -> Any: ...  # [layers, heads, tgt + 1, src + 1]


def sidecar_path(dump: Path) -> Path:
    """Where the sidecar of a dump is: `x.jsonl` and `x.jsonl.gz` have `x.attention.zip`."""
    return dump.with_name(dump.name.removesuffix(".gz").removesuffix(".jsonl") + ".attention.zip")


def quantise(weights: Any) -> ByteArray:
    """uint8 of the same shape, 255 for 1."""
    scaled = np.rint(np.asarray(weights, np.float64) * FULL)
    return np.clip(scaled, 0, FULL).astype(np.uint8)


def expected_shapes(record: AlignmentRecord) -> dict[str, tuple[int, int]]:
    """Rows and columns of each kind: pieces and the end mark, of the decoder the steps."""
    n_src, n_tgt = len(record.src_pieces) + 1, len(record.tgt_pieces) + 1
    return {"encoder_self": (n_src, n_src), "decoder_self": (n_tgt, n_tgt), "cross": (n_tgt, n_src)}


class SidecarWriter:
    """Writes the maps of one record after the other. `close` finishes the file."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_STORED)
        self._keys: set[str] = set()

    def write(self, record: AlignmentRecord, maps: Attention) -> str:
        """Add the maps of a record; returns their key.

        Raises:
            DataError: shapes that do not fit the record, no weights, or a second record of the same id.
        """
        key = str(record.id)
        if key in self._keys:
            raise DataError(f"record {key}: a second one with attention maps; expected each id once in a dump")
        arrays = {}
        for kind, shape in expected_shapes(record).items():
            weights = np.asarray(getattr(maps, kind))
            _check_shape(f"record {key}: {kind}", weights, shape)
            if weights.size and not (weights.min() >= -_TOLERANCE and weights.max() <= 1 + _TOLERANCE):
                raise DataError(
                    f"record {key}: {kind}: got weights from {weights.min()} to {weights.max()}; expected 0 to 1"
                )
            arrays[kind] = quantise(weights)
        packed = io.BytesIO()
        np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]
        # A ZipInfo has a date of its own (1980), so that the same maps give the same bytes.
        self._zip.writestr(zipfile.ZipInfo(key + _NPZ), packed.getvalue())
        self._keys.add(key)
        return key

    def close(self) -> None:
        self._zip.close()


class SidecarReader(Mapping[str, dict[str, ByteArray]]):
    """The maps by key, read when asked for: `SidecarReader(path)["0"]["cross"]`. To be used with `with`, or closed.

    Raises:
        DataError: no such file, or no sidecar; when asked for maps, damaged ones.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise DataError(f"{path}: no such file; expected the sidecar of an alignment dump")
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, *_DAMAGE) as error:
            raise DataError(f"{path}: no zip file, or one cut off ({_one_line(error)}); {REMEDY}") from None
        self._members = {name.removesuffix(_NPZ): name for name in self._zip.namelist() if name.endswith(_NPZ)}

    def __getitem__(self, key: str) -> dict[str, ByteArray]:
        """The arrays of a record, uint8 [layers, heads, rows, columns], by kind. KeyError without such a record."""
        member = self._members[key]
        place = f"{self.path}: {member}"
        try:
            with np.load(io.BytesIO(self._zip.read(member)), allow_pickle=False) as found:
                arrays = {name: found[name] for name in found.files}
        except (zipfile.BadZipFile, MemoryError, *_DAMAGE) as error:
            raise DataError(f"{place}: damaged ({_one_line(error)}); {REMEDY}") from None
        if set(arrays) != set(KINDS):
            raise DataError(f"{place}: got the arrays {sorted(arrays)}; expected {', '.join(KINDS)}; {REMEDY}")
        # A recurrent model attends to the memory alone, and has no layers of the two others.
        recurrent = all(array.ndim == 4 and not len(array) for kind, array in arrays.items() if kind != "cross")
        for kind, array in arrays.items():
            lacks = 0 in (array.shape[1:] if recurrent and kind != "cross" else array.shape)
            if array.dtype != np.uint8 or array.ndim != 4 or lacks:
                raise DataError(
                    f"{place}: {kind}: got {array.dtype} {list(array.shape)}; expected uint8 [layers, heads, rows, "
                    f"columns]; {REMEDY}"
                )
        return arrays

    def read_for(self, record: AlignmentRecord) -> dict[str, ByteArray] | None:
        """The arrays of a record, or None if it has none.

        Raises:
            DataError: arrays that are missing, damaged, or of another shape than the record.
        """
        if record.attention is None:
            return None
        if record.attention not in self:
            raise DataError(
                f"{self.path}: no maps {record.attention!r} for record {record.id}; "
                f"does the sidecar belong to this dump? {REMEDY.capitalize()}"
            )
        arrays = self[record.attention]
        for kind, shape in expected_shapes(record).items():
            _check_shape(f"{self.path}: {record.attention}{_NPZ}: {kind}", arrays[kind], shape)
        return arrays

    def __contains__(self, key: object) -> bool:
        return key in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def close(self) -> None:
        self._zip.close()

    def __enter__(self) -> SidecarReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _one_line(error: BaseException) -> str:
    """What a library says of damaged bytes can hold them."""
    return " ".join(repr(str(error))[1:-1].split())[:200]


def _check_shape(place: str, array: np.ndarray[Any, Any], shape: tuple[int, int]) -> None:
    if array.ndim != 4 or array.shape[2:] != shape:
        raise DataError(
            f"{place}: got the shape {list(array.shape)}; expected [layers, heads, {shape[0]}, {shape[1]}], the pieces "
            "and the end mark"
        )
