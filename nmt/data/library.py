"""The one place where the `datasets` library is imported: late, since it takes a second, and silenced."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any


def import_datasets() -> Any:
    """The `datasets` module, which reports nothing to anyone.

    Left alone it looks up a host to count every load, even of a local file; the switches are read at import.
    """
    os.environ.setdefault("HF_UPDATE_DOWNLOAD_COUNTS", "0")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import datasets

    datasets.logging.set_verbosity(logging.CRITICAL)  # what it would log comes with the exception
    if not sys.stderr.isatty():
        datasets.disable_progress_bars()
    return datasets
