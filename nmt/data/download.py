"""Files by name: where a name points, and a local copy of what is on the web."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from nmt.data.library import import_datasets
from nmt.errors import DataError

# Seconds to be connected, and from one piece of the answer to the next; the whole may take any time.
CONNECT_TIMEOUT = 5
SILENCE_TIMEOUT = 10


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file to read, under the name that its user knows it by."""

    name: str  # path or address, for messages
    path: Path
    downloaded: bool = False

    @property
    def remedy(self) -> str:
        """What to do if the content is broken: text to end a message with."""
        if self.downloaded:
            return f"; delete the downloaded copy {self.path} to fetch it again"
        return "; take another copy of it"


def locate(name: str, root: str) -> LocalFile:
    """The file that `name` means, downloaded if it is an address.

    Args:
        name: path, or http(s) address; a relative one is joined to `root`.
        root: folder or http(s) address (`data.root`); empty = the working directory.

    Raises:
        DataError: there is no such file, it is empty or a folder, or it cannot be fetched.
    """
    if is_address(name) or is_address(root):
        address = name if is_address(name) else f"{root.rstrip('/')}/{name}"
        return _check(LocalFile(address, _download(address), downloaded=True))
    try:
        path = Path(root).expanduser() / Path(name).expanduser()
        is_there = path.exists()
    except (OSError, RuntimeError, ValueError) as error:  # too long, ~nobody, or NUL in it
        raise DataError(f"{name[:80]!r}: cannot be the name of a file ({error}); check it"[:400]) from None
    if not is_there:
        shown = path if name.isprintable() else repr(str(path))
        raise DataError(f"{shown}: no such file{_near_names(path)}{_about_root(name, root)}")
    return _check(LocalFile(str(path), path))


def _check(file: LocalFile) -> LocalFile:
    if file.path.is_dir():
        raise DataError(f"{file.name}: is a folder; expected a file")
    try:
        with file.path.open("rb") as content:
            empty = not content.read(1)
    except OSError as error:
        raise DataError(f"{file.name}: cannot be read ({error.strerror})") from None
    if empty:
        raise DataError(f"{file.name}: is empty{file.remedy}")
    return file


def is_address(name: str) -> bool:
    """Whether the name is an http(s) address."""
    return name.lower().startswith(("http://", "https://"))


def path_part(name: str) -> str:
    """The path in an http(s) address, without what follows a question mark; other names as they are.

    Raises:
        DataError: it begins like an address, but is none.
    """
    try:
        parts = urlsplit(name)
        _ = parts.port  # checked when it is asked for
    except ValueError as error:
        raise DataError(f"{name}: is not a proper address ({error})") from None
    return parts.path if is_address(name) else name


def _near_names(path: Path) -> str:
    if not path.parent.is_dir():
        return f" (nor the folder {path.parent}); check the name"
    near = difflib.get_close_matches(path.name, [other.name for other in path.parent.iterdir()], n=3)
    return f"; did you mean {' or '.join(near)}?" if near else "; check the name"


def _about_root(name: str, root: str) -> str:
    if Path(name).expanduser().is_absolute():
        return ""
    return f"; relative names start at data.root, which is {root or 'empty: the working directory'}"


def _download(address: str) -> Path:
    """The local copy, fetched once: a copy that is there is taken without asking the server again."""
    path_part(address)
    datasets = import_datasets()
    try:
        import aiohttp
    except ImportError:
        raise DataError(
            f"{address}: http(s) addresses need the package aiohttp; install nmt[http] (pip install aiohttp)"
        ) from None
    timeout = aiohttp.ClientTimeout(total=None, connect=CONNECT_TIMEOUT, sock_read=SILENCE_TIMEOUT)
    options = {"client_kwargs": {"timeout": timeout}}
    config = datasets.DownloadConfig(
        use_etag=False, storage_options={"http": options, "https": options}, disable_tqdm=None
    )
    try:
        return Path(datasets.DownloadManager(download_config=config).download(address))
    except Exception as error:  # the library, fsspec, aiohttp and the disk all raise kinds of their own
        raise DataError(f"{address}: {_reason(error, address)}") from None


def _reason(error: BaseException, address: str) -> str:
    """What happened and what to do; the library wraps every failure as a missing file."""
    if type(error).__name__ == "OfflineModeIsEnabled":
        return "not fetched, because HF_HUB_OFFLINE is set; unset it, or give a local file"
    server = urlsplit(address).netloc
    causes = [error]
    while (cause := causes[-1].__cause__) is not None:
        causes.append(cause)
    for cause in causes:
        if (status := getattr(cause, "status", None)) is not None:
            return f"the server answers {status} {getattr(cause, 'message', '')}".rstrip() + "; check the address"
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return f"{server} does not answer; try again later, or give a local file"
    if any(type(cause).__name__.startswith("Client") for cause in causes):  # aiohttp's connection errors
        return (
            f"{server} cannot be reached ({causes[-1]}); check the address and the network, or give local files "
            "(data.root=FOLDER takes them all from there)"
        )
    return f"cannot be fetched ({causes[-1]})"
