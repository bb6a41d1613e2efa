"""Draw the curves of trainings: `python scripts/plot.py RUN [RUN ...]`, also of one that is still going.

Losses, BLEU and chrF, alignment error, learning rate and speed, of several runs in one picture.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from nmt.cli import OptionParser, default_runs_root, log_to_stderr, run_script


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    from nmt.history import read_history
    from nmt.run import find_run, name_runs, resolve_run
    from nmt.viz.curves import save_curves

    root = default_runs_root()
    # A run named twice is one run.
    runs = list(dict.fromkeys(find_run(path, root) for path in arguments.runs)) or [resolve_run(None, root)]
    histories = {name: read_history(run.metrics_path) for name, run in zip(name_runs(runs), runs, strict=True)}
    print(save_curves(histories, arguments.output or runs[0].path / "curves.png", arguments.x))


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("runs", nargs="*", metavar="RUN", help="run directories or their names (default: the most "
                        "recent run)")  # fmt: skip
    parser.add_argument("--x", choices=("steps", "tokens", "minutes"), default="steps", help="what the curves are "
                        "drawn against (default: %(default)s)")  # fmt: skip
    parser.add_argument("--output", type=Path, metavar="FILE", help=".png, .svg or .pdf (default: curves.png in the "
                        "first run)")  # fmt: skip
    return parser.parse_args()


if __name__ == "__main__":
    run_script(main)
