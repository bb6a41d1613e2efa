"""Make the environment that scripts/benchmark.py runs other libraries in: `python scripts/benchmark_peers.py DIR`.

Some 2 GB and a few minutes, once. Nothing of it touches this project's own environment.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from nmt.benchmark.peers import PINS, WORKAROUNDS, make_environment
from nmt.cli import OptionParser, log_to_stderr, run_script


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()
    if not arguments.list:
        make_environment(arguments.folder)
    print("\n".join([*PINS, "", *(f"{name}: {text}" for name, texts in WORKAROUNDS.items() for text in texts)]))


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to make it; made before, it is completed")
    parser.add_argument("--list", action="store_true", help="only say what would be installed, and every workaround")
    return parser.parse_args()


if __name__ == "__main__":
    run_script(main)
