"""Data sets of the Hugging Face hub, by name or from a local folder laid out alike, whole or streamed.

Code that comes with a data set is never run. The hub is tried with a short connection first: the library
itself can wait for minutes on a network that swallows packets.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from nmt.config import DataConfig, HubSource
from nmt.data.columns import Columns, find_columns
from nmt.data.corpus import SentencePair
from nmt.data.library import import_datasets
from nmt.errors import DataError

PROBE_SECONDS = 3.0
ROWS_AT_A_TIME = 1000


def read_hub(source: HubSource, data: DataConfig, skip: int = 0) -> Iterator[SentencePair]:
    """The pairs of a `hub` source, in order.

    Args:
        skip: leave out this many pairs at the start (of those that `source.limit` allows).

    Raises:
        DataError: no such folder, data set, configuration, split or column; the hub cannot be reached; the
            data set needs a script; a row without text.
    """
    rows = _load(source)
    if skip and not source.streaming and skip >= len(rows):
        return  # `skip` on a data set in memory refuses to leave nothing
    if skip:
        rows = rows.skip(skip)
    left = None if source.limit is None else max(0, source.limit - skip)
    yield from islice(_pairs(rows, source, data, skip), left)


def _pairs(rows: Any, source: HubSource, data: DataConfig, skip: int) -> Iterator[SentencePair]:
    columns: Columns | None = None
    number = skip
    label = _label(source)
    try:
        for batch in rows.iter(ROWS_AT_A_TIME):
            for cells in zip(*batch.values(), strict=True):
                number += 1
                row = dict(zip(batch, cells, strict=True))
                place = f"{label}: row {number}"
                columns = columns or find_columns(row, source, data, place)
                yield columns.read(row, place)
    except DataError:
        raise
    except Exception as error:
        raise DataError(f"{label}: after row {number}: {_explain(error, source)}") from None


def _label(source: HubSource) -> str:
    return " ".join(filter(None, [source.path, source.name, source.split]))


def _load(source: HubSource) -> Any:
    datasets = import_datasets()
    path = Path(source.path).expanduser()
    options = {"name": source.name, "split": source.split, "streaming": source.streaming}
    try:
        if path.exists():
            if path.is_file():
                raise DataError(f"{path}: is a file; a hub source is a folder, or a name on the hub")
            return datasets.load_dataset(str(path), **options)
        if not re.fullmatch(r"[\w.-]+(/[\w.-]+)?", source.path) or source.path.startswith((".", "~")):
            raise DataError(f"{source.path}: no such folder, and not a name on the hub (owner/name) either")
        options["revision"] = source.revision
        endpoint = datasets.config.HF_ENDPOINT
        if datasets.config.HF_HUB_OFFLINE or not is_reachable(endpoint):
            return _load_from_cache(datasets, source, options, endpoint)
        return datasets.load_dataset(source.path, **options)
    except DataError:
        raise
    except Exception as error:  # the library, the hub's client, its HTTP library: each raises its own
        raise DataError(f"{_label(source)}: {_explain(error, source)}") from None


def is_reachable(address: str, seconds: float = PROBE_SECONDS) -> bool:
    """Whether the server of an http(s) address, or the proxy in front of it, answers within `seconds` in all."""
    answers: list[bool] = []
    # In a thread that may be left behind, for looking up a name cannot be given a time limit.
    probe = threading.Thread(target=lambda: answers.append(_answers(address, seconds)), daemon=True)
    probe.start()
    probe.join(seconds)
    return answers == [True]


def _answers(address: str, seconds: float) -> bool:
    try:
        parts = urlsplit(address)
        host, secure = parts.hostname or "", parts.scheme == "https"
        proxy = getproxies().get(parts.scheme)
        if proxy and not proxy_bypass(host):
            parts, secure = urlsplit(proxy if "//" in proxy else f"//{proxy}"), False
        port = parts.port or (443 if secure else 80)
        with socket.create_connection((parts.hostname or "", port), seconds) as connection:
            if secure:
                # Nothing is sent and nobody is trusted here: a handshake shows that somebody is listening.
                ssl._create_unverified_context().wrap_socket(connection, server_hostname=host).close()
    except (OSError, ValueError):  # ValueError: an address that cannot be one
        return False
    return True


def _load_from_cache(datasets: Any, source: HubSource, options: dict[str, Any], endpoint: str) -> Any:
    """What an earlier run has fetched."""
    unreachable = f"the hub ({endpoint}) cannot be reached; check the network,"
    if datasets.config.HF_HUB_OFFLINE:
        unreachable = "HF_HUB_OFFLINE is set; unset it,"
    try:
        with _offline(datasets):
            return datasets.load_dataset(source.path, **options)
    except Exception as error:
        if not isinstance(error, ConnectionError | FileNotFoundError) and "find cache" not in str(error):
            raise
        raise DataError(
            f"{_label(source)}: no local folder of this name, not fetched before, and {unreachable} or set `path` to a "
            "folder with a copy of the data set"
        ) from None


@contextmanager
def _offline(datasets: Any) -> Iterator[None]:
    """Keep the library from waiting for a hub that is not there."""
    import huggingface_hub.constants

    places: tuple[Any, ...] = (datasets.config, huggingface_hub.constants)
    before = [place.HF_HUB_OFFLINE for place in places]
    for place in places:
        place.HF_HUB_OFFLINE = True
    try:
        yield
    finally:
        for place, value in zip(places, before, strict=True):
            place.HF_HUB_OFFLINE = value


def _explain(error: BaseException, source: HubSource) -> str:
    """The library's message in one line, with what to change."""
    kind = type(error).__name__
    while type(error).__name__ == "DatasetGenerationError" and error.__cause__ is not None:
        error = error.__cause__  # "an error occurred while generating the dataset", from the one that did
    message = " ".join(str(error).split()) or kind
    if "Dataset scripts are no longer supported" in message:
        return (
            "comes as a script, and code of a data set is never run; look on its page for a copy in parquet, or "
            "try revision: refs/convert/parquet"
        )
    if listed := re.search(r"(?:available configs|Available)\W*(\[[^\]]*\])", message):
        problem = "has several configurations" if source.name is None else f"no configuration {source.name!r}"
        return f"{problem}; set `name` to one of {listed[1]}"
    if listed := re.search(r"(?:Should be one of|Available splits)\W*(\[[^\]]*\])", message):
        slices = ", and slices do not go with streaming: use `limit`" if "[" in source.split else ""
        return f"no split {source.split!r}{slices}; set `split` to one of {listed[1]}"
    if message.startswith("Revision"):
        return f"no revision {source.revision!r}; set `revision` to a branch, tag or commit of the data set"
    if kind == "DatasetNotFoundError":
        return "no such data set on the hub, or not a public one (log in with `hf auth login`, or set HF_TOKEN)"
    if kind in ("EmptyDatasetError", "DataFilesNotFoundError"):
        return "there are no data files in it"
    return f"cannot be loaded: {message[:300]}"
