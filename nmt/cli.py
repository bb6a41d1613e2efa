"""The manners that all scripts share.

Results go to stdout and everything else to stderr, so that scripts can be joined by pipes. A mistake of the
user is one line and status 2, never a traceback; a traceback is a defect of ours.
"""

from __future__ import annotations

import errno
import io
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

import nmt
from nmt.errors import NmtError

EXIT_USER_ERROR = 2  # argparse's status too
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells count
EXIT_BROKEN_PIPE = 141  # 128 + SIGPIPE

_DISK_TROUBLES = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


def run_script(main: Callable[[], None]) -> None:
    """Run a script's main function and leave the process with the status that fits.

    `if __name__ == "__main__": run_script(main)` is the last line of every script.
    """
    _speak_utf8()
    sys.exit(_status_of(main))


def _status_of(main: Callable[[], None]) -> int:
    try:
        main()
        sys.stdout.flush()  # here, so that a reader who has left is noticed here and not at the very end
    except NmtError as error:
        for line in str(error).splitlines():
            print(f"error: {_printable(line)}", file=sys.stderr)
        return EXIT_USER_ERROR
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # `translate.py ... | head`: the reader has enough. Python flushes stdout once more as it shuts down,
        # and that must not complain either.
        _drop_output()
        return EXIT_BROKEN_PIPE
    except OSError as error:
        if error.filename is not None or error.errno not in _DISK_TROUBLES:
            raise
        # Files are named in their errors; what has no name is stdout.
        _drop_output()
        print(f"error: stdout: cannot be written: {error.strerror}", file=sys.stderr)
        return EXIT_USER_ERROR
    return 0


def _printable(line: str) -> str:
    """A message may quote a file, and what is in a file does not get to steer the terminal."""
    return "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in line)


def _drop_output() -> None:
    """Let what is still buffered for stdout go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says; a broken byte becomes � and stops nothing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def log_to_stderr(level: int = logging.INFO) -> None:
    """Show what the package logs, plainly, on stderr. Only scripts call this.

    Other libraries are heard from warnings upward.
    """
    handler = _StderrHandler()
    handler.setFormatter(_PlainFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("nmt").setLevel(level)


class _PlainFormatter(logging.Formatter):
    """`message`, or `warning: message`."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return text if record.levelno < logging.WARNING else f"{record.levelname.lower()}: {text}"


class _StderrHandler(logging.Handler):
    """Writes above a progress bar where there is one, instead of through it."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            tqdm_module = sys.modules.get("tqdm")  # without it there is no bar, and no need to import it
            if tqdm_module is None:
                print(self.format(record), file=sys.stderr)
            else:
                tqdm_module.tqdm.write(self.format(record), file=sys.stderr)
        except Exception:
            self.handleError(record)


def is_installed() -> bool:
    """Whether this package was installed from a wheel, which holds scripts/ and configs/, or runs from a checkout."""
    return (_package() / "scripts").is_dir()


def shipped(folder: str) -> Path:
    """`scripts` or `configs` as they came with this package: inside it where it is installed, else beside it."""
    return (_package() if is_installed() else _package().parent) / folder


def _package() -> Path:
    return Path(nmt.__file__).resolve().parent


def find_project_root() -> Path:
    """Folder that holds configs/: this package's checkout, else the one that the user stands in.

    With neither, where the user stands: an installed package has no project.
    """
    standing = Path.cwd()
    checkouts = [] if is_installed() else [_package().parent]
    for folder in (*checkouts, standing, *standing.parents):
        if (folder / "configs").is_dir():
            return folder
    return standing


def default_runs_root() -> Path:
    """Folder that runs are stored in and looked for, wherever the script is started."""
    return find_project_root() / "runs"


def find_config(path: str | Path) -> Path:
    """Find a configuration file from where the user stands, else in the project, else among those that came with nmt.

    A path that exists nowhere comes back as the one that is closest to existing, so that load_config can say in its
    error what stands there.
    """
    given = Path(path)
    in_project = find_project_root() / given
    for place in (given, in_project, shipped("configs").parent / given):
        if place.exists():
            return place
    return given if given.parent.is_dir() else in_project
