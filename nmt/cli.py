"""The manners that all scripts share.

Results go to stdout and everything else to stderr, so that scripts can be joined by pipes. A mistake of the
user is one line and status 2, never a traceback; a traceback is a defect of ours.
"""

from __future__ import annotations

import argparse
import errno
import io
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

import nmt
from nmt.errors import NmtError, in_one_line

EXIT_USER_ERROR = 2  # argparse's status too
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells count
EXIT_BROKEN_PIPE = 141  # 128 + SIGPIPE

MANY = 1_000_000_000  # where nothing but sense sets an upper end
NAMED = ("FILE", "DIR", "NAME", "RUN", "ADDRESS", "OWNER/NAME")  # of options whose value must not be empty
LONGEST_QUOTE = 40  # characters of an option's value
LONGEST_MESSAGE = 1000
_SCRIPT = re.compile(r"\bpython scripts/(\w+)\.py")
_NUMBER = re.compile(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")

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
        for line in str(error).split("\n"):
            print(f"error: {as_typed_here(line)}", file=sys.stderr)
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
        if error.filename is not None:  # of this machine's files one may be anything at any time
            print(f"error: {in_one_line(_describe(error))}", file=sys.stderr)
            return EXIT_USER_ERROR
        if error.errno not in _DISK_TROUBLES:
            raise
        # Files are named in their errors; what has no name is stdout.
        _drop_output()
        print(f"error: stdout: cannot be written: {error.strerror}", file=sys.stderr)
        return EXIT_USER_ERROR
    return 0


def _describe(error: OSError) -> str:
    name = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else str(error.filename)
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    remedy = "make room, then run it again" if is_full else "check the name, its folder and who may use it"
    return f"{name}: {error.strerror}; {remedy}"


def require_writable(path: Path) -> None:
    """Asks whether a file can be written, before the minutes that it takes to have something to write.

    Raises:
        OSError: it cannot; the error names it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with open(path, "ab"):
        pass
    if is_new:
        path.unlink()


def as_typed_here(message: str) -> str:
    """Messages name the scripts; where nmt is installed there are none to see, and the command `nmt` runs them."""
    return _SCRIPT.sub(lambda script: f"nmt {script[1].replace('_', '-')}", message) if is_installed() else message


def _drop_output() -> None:
    """Let what is still buffered for stdout go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says; a broken byte becomes � and stops nothing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


class OptionParser(argparse.ArgumentParser):
    """argparse with a description as it is written, with mistakes in one short line, and nothing said twice."""

    def __init__(self, description: str | None) -> None:
        super().__init__(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
        self.register("action", None, _StoreOnce)
        self.given: set[str] = set()

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        if settings.get("metavar") in NAMED:
            settings["type"] = _not_empty(settings.get("type", str))
        return super().add_argument(*names, **settings)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        self.given.clear()
        given = sys.argv[1:] if args is None else list(args)
        for word in given[: given.index("--")] if "--" in given else given:
            if word.startswith("-") and word.endswith("=--"):  # which argparse takes for no value at all
                self.error(f"argument {word.removesuffix('=--')}: expected a value")
        return super().parse_known_args(args, namespace)

    def refuse(self, arguments: argparse.Namespace, options: Iterable[str], why: str) -> None:
        """End with an error if one of these options was given: what would change nothing here is a mistake."""
        for option in options:
            name = option.removeprefix("--").replace("-", "_")
            if name in self.given or getattr(arguments, name) != self.get_default(name):
                self.error(f"{option} {why}")

    def error(self, message: str) -> NoReturn:
        line = in_one_line(message)
        super().error(line if len(line) <= LONGEST_MESSAGE else f"{line[:LONGEST_MESSAGE]}…")


class _StoreOnce(argparse.Action):
    """Of an option that takes one value, a second one is an error: argparse would forget the first without a word."""

    def __call__(self, parser: Any, namespace: argparse.Namespace, values: Any, option: str | None = None) -> None:
        if option and self.dest in parser.given:
            parser.error(f"argument {option}: given twice; expected one value")
        parser.given.add(self.dest)
        setattr(namespace, self.dest, values)


def _not_empty(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """A name that is empty is a variable of a shell that was never set; as a path it would be where one stands."""

    def read_name(text: str) -> Any:
        if not text:
            raise argparse.ArgumentTypeError("got '', expected a name")
        return read(text)

    return read_name


def integer(least: int, most: int) -> Callable[[str], int]:
    """An option's `type`: a whole number within these limits, both allowed."""

    def read(text: str) -> int:
        if not (re.fullmatch("[0-9]{1,20}", text) and least <= int(text) <= most):
            raise _not_within("a whole number", text, least, most)
        return int(text)

    return read


def number(least: float, most: float) -> Callable[[str], float]:
    """An option's `type`: a decimal number within these limits, both allowed."""

    def read(text: str) -> float:
        if not (_NUMBER.fullmatch(text) and least <= float(text) <= most):
            raise _not_within("a number", text, least, most)
        return float(text)

    return read


def _not_within(kind: str, text: str, least: float, most: float) -> argparse.ArgumentTypeError:
    quoted = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
    return argparse.ArgumentTypeError(f"got '{quoted}', expected {kind} from {least} to {most}")


def log_to_stderr(level: int = logging.INFO) -> None:
    """Show what the package logs, plainly, on stderr. Only scripts call this.

    Other libraries are heard from warnings upward.
    """
    handler = _StderrHandler()
    handler.setFormatter(_PlainFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("nmt").setLevel(level)


class _PlainFormatter(logging.Formatter):
    """`message`, or `warning: message`; names and texts in it stay within their line."""

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(record.args, tuple):
            safe = tuple(in_one_line(str(arg)) if isinstance(arg, str | Path) else arg for arg in record.args)
            record = logging.makeLogRecord(record.__dict__ | {"args": safe})
        text = as_typed_here(super().format(record))
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
