"""Files that are whole: written beside the old one, synced, and renamed over it.

There is no moment at which a file's own name stands for half of it. What a killed process leaves is a temporary file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TEMPORARIES = ".*.tmp"


def write_whole(path: Path, data: bytes | bytearray) -> None:
    """Writes a file so that `path` always holds a whole one, the old or the new, also after a power cut.

    A device or a pipe is no file, and is written to as it is.

    Raises:
        OSError: no room, or a folder that cannot be written to; it names `path`, and the file there is as it was.
    """
    if path.exists() and not path.is_file():
        with naming_file(path):
            path.write_bytes(data)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = temporary_path(path)
    try:
        require_room(path.parent, len(data))
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):  # nobody asked for the temporary file
            error.filename, error.filename2 = str(path), None
        raise


def keep_as(path: Path, other: Path) -> None:
    """Gives a whole file a second name; on a file system without hard links (exFAT, some network drives), a copy.

    Raises:
        OSError: neither is possible.
    """
    other.unlink(missing_ok=True)
    try:
        os.link(path, other)
    except OSError:  # each system has its own number for it
        write_whole(other, path.read_bytes())


@contextmanager
def naming_file(path: Path) -> Iterator[None]:
    """Has an OSError say which file it was: opening one names it, writing and closing do not."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def temporary_path(path: Path) -> Path:
    """Where a file stands until it is whole: hidden, in the same folder, of this process."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def sweep_temporaries(folder: Path) -> list[Path]:
    """Removes what killed processes left in this folder, and tells what that was. Nobody may be writing in it."""
    stale = sorted(folder.glob(TEMPORARIES))
    for path in stale:
        path.unlink(missing_ok=True)
    return stale


def sync_folder(folder: Path) -> None:
    """Makes a rename in this folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def hash_file(path: Path, n_bytes: int | None = None) -> str:
    """SHA-256 of a file, or of its first bytes, in hexadecimal digits."""
    digest = hashlib.sha256()
    left = path.stat().st_size if n_bytes is None else n_bytes
    with open(path, "rb") as file:
        while chunk := file.read(min(left, 1 << 20)):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()


def require_room(folder: Path, n_bytes: int) -> None:
    """Asks for room, so that nothing is begun that cannot be finished. Quotas do not show; writing notices them.

    Raises:
        OSError: the disk has less; like the one that writing would raise.
    """
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < n_bytes:
        raise OSError(errno.ENOSPC, f"{os.strerror(errno.ENOSPC)}, only {free / 2**20:.1f} MiB are free")
