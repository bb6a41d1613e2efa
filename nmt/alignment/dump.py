"""The alignment dump as a file: records written and read one at a time, so that its length does not matter.

    with write_records(Path("runs/demo/test.jsonl.gz")) as dump:
        for record in records:
            dump.write(record)

    for record in read_records(Path("runs/demo/test.jsonl.gz")):
        print(record.source, record.links)

What is being written has another name until it is finished: a dump under its own name is whole.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from nmt.alignment.formats import read_placed_lines
from nmt.alignment.records import AlignmentRecord
from nmt.alignment.sidecar import Attention, SidecarWriter, sidecar_path
from nmt.errors import DataError

SUFFIXES = (".jsonl", ".jsonl.gz")


def read_records(path: Path) -> Iterator[AlignmentRecord]:
    """The records of a dump, one at a time; gzip is unpacked, whatever the name says.

    Raises:
        DataError: no such file, or a line that is not a whole and consistent record of this version; the message
            says which line.
    """
    for place, line in read_placed_lines(path):
        yield AlignmentRecord.from_json(line, place)


def write_records(path: Path) -> DumpWriter:
    """A writer to be used with `with`; it replaces what stands at `path` when the block ends without an error.

    Raises:
        DataError: a name that does not end in .jsonl or .jsonl.gz, or a folder that cannot be written.
    """
    return DumpWriter(path)


class DumpWriter:
    """Writes records, and attention maps into the sidecar; see `write_records`."""

    def __init__(self, path: Path) -> None:
        if not path.name.endswith(SUFFIXES):
            raise DataError(f"{path}: expected a name that ends in {' or '.join(SUFFIXES)} for an alignment dump")
        self.path = path
        self.written = 0
        self._unfinished = unfinished_path(path)
        self._sidecar: SidecarWriter | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._unfinished.open("wb")
        except OSError as error:
            raise DataError(f"{path}: cannot be written ({error.strerror}); check the name, or make room") from None
        # Neither name nor time in the gzip header: the same records give the same bytes.
        self._packed: IO[bytes] | Any = (
            gzip.GzipFile("", "wb", 6, self._file, mtime=0) if path.name.endswith(".gz") else self._file
        )

    def write(self, record: AlignmentRecord, maps: Attention | None = None) -> None:
        """Append a record; with `maps`, every layer and head goes to the sidecar and the record gets its key there.

        Raises:
            DataError: maps that do not fit the record, a second record with maps of the same id, or a disk that
                takes no more.
        """
        try:
            if maps is not None:
                if self._sidecar is None:
                    self._sidecar = SidecarWriter(unfinished_path(sidecar_path(self.path)))
                record = replace(record, attention=self._sidecar.write(record, maps))
            self._packed.write(f"{record.to_json()}\n".encode())
        except OSError as error:
            raise DataError(
                f"{self.path}: record {record.id} cannot be written ({error.strerror}); check the name, or make room"
            ) from None
        self.written += 1

    def __enter__(self) -> DumpWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._close()
            if kind is None:
                self._publish()
        except OSError as problem:
            raise DataError(f"{self.path}: cannot be finished ({problem.strerror})") from None
        finally:
            self._unfinished.unlink(missing_ok=True)
            unfinished_path(sidecar_path(self.path)).unlink(missing_ok=True)

    def _close(self) -> None:
        try:
            if self._packed is not self._file:
                self._packed.close()
            self._file.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()
            if self._sidecar is not None:
                self._sidecar.close()

    def _publish(self) -> None:
        """The sidecar first, so that no dump names maps that are not there; without one, an older one goes."""
        beside = sidecar_path(self.path)
        if self._sidecar is not None:
            os.replace(unfinished_path(beside), beside)
        os.replace(self._unfinished, self.path)
        if self._sidecar is None:
            beside.unlink(missing_ok=True)


def unfinished_path(path: Path) -> Path:
    """Where a file is written until it is whole: hidden, in the same folder, of this process."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")
