"""One training in one directory: a lock of the kernel's, which goes with its process, however that ends."""

from __future__ import annotations

import errno
import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from nmt.atomic import sweep_temporaries
from nmt.errors import RunError
from nmt.run import RunDirectory

log = logging.getLogger(__name__)

_NO_LOCKS_HERE = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EBADF)


@contextmanager
def locked(run: RunDirectory) -> Iterator[None]:
    """Inside the block, no other training writes into the run, and nothing that is half written stands in it.

    A directory that is still empty when the block ends is removed again.

    Raises:
        RunError: somebody is training there already, or the place cannot be written to.
    """
    run.create()
    try:
        file = open(run.lock_path, "a+", encoding="utf-8")  # noqa: SIM115 (closed below, whatever happens)
    except OSError as error:
        raise RunError(f"{run.path}: cannot be written to: {error.strerror or error}") from error
    with file:
        _take(file, run)
        _sweep(run)
        try:
            yield
        finally:
            if [*run.path.iterdir()] == [run.lock_path]:
                with suppress(OSError):
                    run.lock_path.unlink()
                    run.path.rmdir()


def _take(file: IO[str], run: RunDirectory) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = f"process {file.read().strip() or '?'}"
        raise RunError(
            f"{run.path}: {holder} is training here; wait until it has ended, or give this training a place of its "
            "own, such as run_dir=runs/another"
        ) from None
    except OSError as error:
        if error.errno not in _NO_LOCKS_HERE:
            raise RunError(f"{run.path}: cannot be locked: {error.strerror}") from error
        log.warning("%s: this file system has no locks; see to it that nothing else trains here", run.path)
        return
    with suppress(OSError):  # on a full disk the lock holds all the same
        file.truncate(0)
        file.write(f"{os.getpid()} on {os.uname().nodename}\n")
        file.flush()


def _sweep(run: RunDirectory) -> None:
    try:
        for folder in (run.path, run.checkpoints, run.tokenizer_dir, run.watched_dir):
            for path in sweep_temporaries(folder):
                log.info("removed %s, which a training left unfinished", path)
    except OSError as error:
        raise RunError(f"{run.path}: cannot be written to: {error.strerror or error}") from error
