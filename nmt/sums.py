"""Checksums of a run's files, in the format of coreutils: `cd runs/toy && sha256sum -c SHA256SUMS` checks them too.

Listed is what does not change while a training goes on; of a complete run, everything.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path

from nmt.atomic import hash_file, write_whole
from nmt.errors import RunError

log = logging.getLogger(__name__)

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (\w[\w.-]*(?:/\w[\w.-]*)*)", re.ASCII)  # no name leads out of the folder


def write_sums(folder: Path, files: Iterable[Path]) -> None:
    """Lists the checksums of these files of the folder.

    Raises:
        OSError: one of them cannot be read, or the list not be written.
    """
    lines = [f"{hash_file(path)}  {path.relative_to(folder).as_posix()}\n" for path in sorted(files)]
    write_whole(folder / NAME, "".join([*lines, _last_line(lines)]).encode())


def drop_sums(folder: Path) -> None:
    """Says that the files are about to change. Until the next `write_sums` nothing is known of them."""
    (folder / NAME).unlink(missing_ok=True)


def check_sums(folder: Path, files: Iterable[Path] | None = None) -> None:
    """Proves these files (or all that are listed) to be as they were written.

    Raises:
        RunError: a file is missing, altered or not listed, or the list itself is damaged; the message names it.
    """
    listing = folder / NAME
    if not listing.exists():
        log.warning("%s: not there (stopped while it began?), so the run's files cannot be proven whole", listing)
        return
    listed = read_sums(folder)
    names = list(listed) if files is None else [path.relative_to(folder).as_posix() for path in files]
    for name in names:
        if name not in listed:
            raise RunError(f"{listing}: damaged, or of another run: does not list {name}; {_remedy(listing)}")
        try:
            found = hash_file(folder / name)
        except OSError as error:
            raise RunError(f"{folder / name}: cannot be read: {error.strerror}; {_remedy(listing)}") from error
        if found != listed[name]:
            raise RunError(
                f"{folder / name}: altered since it was written (SHA-256 {found[:8]}…, {listed[name][:8]}… expected); "
                + _remedy(listing)
            )


def read_sums(folder: Path) -> dict[str, str]:
    """The listed checksums by name.

    Raises:
        RunError: not such a list.
    """
    listing = folder / NAME
    try:
        text = listing.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise RunError(f"{listing}: damaged ({error}); {_remedy(listing)}") from error
    *lines, last = text.splitlines(keepends=True) or [""]
    found = [_LINE.fullmatch(line.removesuffix("\n")) for line in lines]
    if last != _last_line(lines) or not all(found):
        raise RunError(f"{listing}: damaged, not a list of checksums; {_remedy(listing)}")
    return {match[2]: match[1] for match in found if match}


def _last_line(lines: list[str]) -> str:
    """A comment for coreutils, without which a list that was cut between two lines would look whole."""
    return f"# {len(lines)} files\n"


def _remedy(listing: Path) -> str:
    return f"take another copy of it, or remove {listing} to go on with the files as they are"
