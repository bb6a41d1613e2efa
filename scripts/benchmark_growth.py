"""How costs grow with every size there is: `python scripts/benchmark_growth.py --plots docs/images`.

Each point is a process of its own. The table goes to stdout: expected exponents beside measured ones. No corpus is
needed: sentences are invented.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from nmt.cli import (
    OptionParser,
    find_config,
    find_project_root,
    integer,
    log_to_stderr,
    require_writable,
    run_script,
)

ALL = ("length", "batch", "vocabulary", "depth", "width", "beam", "corpus", "processes")
TIME, MEMORY = "growth-time.png", "growth-memory.png"


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()
    require_writable(arguments.output)

    # Imported here: `--help` and a mistyped option should not wait.
    from nmt.benchmark.growth import Plan, format_curves, measure_curve
    from nmt.benchmark.suite import write_figures
    from nmt.environment import describe_environment
    from nmt.viz.pictures import check_format

    if arguments.plots is not None:
        check_format(arguments.plots / TIME, "curves")  # now, not after minutes of measuring
    config = find_config("configs/benchmark.yaml")
    measured = []
    for curve in Plan(config.absolute(), arguments.threads, arguments.quick).curves():
        if curve.name in arguments.only:
            measured.append(measure_curve(curve, 1 if arguments.quick else arguments.rounds))
            print(format_curves(measured[-1:]), end="\n\n", flush=True)
    print(format_curves(measured))
    facts = {"environment": describe_environment(find_project_root()), "threads": arguments.threads}
    described = facts | {"curves": [one.as_dict() for one in measured]}
    write_figures(described, arguments.output)
    print(f"\nwritten to {arguments.output}")
    if arguments.plots is not None:
        from nmt.benchmark.curves import save_curves

        print("drawn:", save_curves(measured, "seconds", arguments.plots / TIME))
        print("drawn:", save_curves(measured, "megabytes", arguments.plots / MEMORY))


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--output", type=Path, default=Path("growth.json"), metavar="FILE", help="every figure")
    parser.add_argument("--plots", type=Path, metavar="DIR", help=f"draw {TIME} and {MEMORY} there")
    parser.add_argument("--threads", type=integer(1, 1024), default=2, metavar="N", help="default: 2")
    parser.add_argument(
        "--rounds", type=integer(1, 1000), default=2, metavar="N", help="each point so many times (default: 2)"
    )
    parser.add_argument("--only", nargs="+", choices=ALL, default=ALL, metavar="CURVE", help=f"of {', '.join(ALL)}")
    parser.add_argument("--quick", action="store_true", help="the smallest points, once: a look, not a measurement")
    return parser.parse_args()


if __name__ == "__main__":
    run_script(main)
