"""How much memory a process has held. Standard library only: the benchmark's rivals import it too."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_bytes() -> int:
    """Most memory that this process has held at once.

    Linux hands `ru_maxrss` on through fork and exec: a small child of a large parent would report its parent's. So
    there it is the high-water mark that the kernel keeps for the program itself.
    """
    if _STATUS.exists():
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024  # "VmHWM:     12345 kB"
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
