"""Folders that appear whole, or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nmt.errors import RunError


@contextmanager
def replaced_folder(folder: Path, sign: str) -> Iterator[Path]:
    """A new folder to fill, which takes the place of `folder` when the block ends well.

    Args:
        sign: the file that tells an earlier folder of this kind from one that must not be touched.

    Raises:
        RunError: the folder holds something else, or cannot be written to.
    """
    if folder.exists() and not (folder.is_dir() and ((folder / sign).is_file() or not any(folder.iterdir()))):
        raise RunError(f"{folder}: holds something else (no {sign} inside); name a new folder")
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    try:
        unfinished.mkdir(parents=True)
        yield unfinished
        if folder.exists():
            folder.rename(old)
        unfinished.rename(folder)
    except OSError as error:
        raise RunError(
            f"{folder}: cannot be written: {error.strerror or error}; give another folder, or make room"
        ) from error
    finally:
        for leftover in (unfinished, old):
            shutil.rmtree(leftover, ignore_errors=True)
