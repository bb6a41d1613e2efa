"""Compare runs: `python scripts/compare.py runs/a runs/b ...` holds every run against the first.

What differs in configuration, data, environment and speed, and on the test sets that both were evaluated on
(`scripts/evaluate.py`), whether BLEU, chrF, exact match, alignment error and phenomena differ by more than chance.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from nmt.cli import MANY, OptionParser, as_typed_here, default_runs_root, integer, log_to_stderr, run_script
from nmt.errors import RunError

if TYPE_CHECKING:
    from nmt.comparison.table import Comparison


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    from nmt.comparison.facts import gather
    from nmt.comparison.scores import NamedRun, compare_split
    from nmt.comparison.table import Comparison, format_comparison
    from nmt.run import find_run, name_runs

    runs = [find_run(path, default_runs_root()) for path in arguments.runs]
    if len({run.path.resolve() for run in runs}) == 1:
        raise RunError(f"{runs[0].path}: the same run every time; give at least two different ones")
    names = name_runs(runs)
    notes: list[str] = []
    facts = gather(dict(zip(names, runs, strict=True)), notes)
    named = [NamedRun(name, run) for name, run in zip(names, runs, strict=True)]
    splits = arguments.split or sorted({split for run in runs for split in run.evaluated_splits()})
    if not splits:
        commands = (f"python scripts/evaluate.py --run {run.path}" for run in runs)
        notes.append(f"no run was evaluated; do it with: {' and '.join(commands)}")
    compared = [compare_split(named[0], other, split, arguments.examples) for other in named[1:] for split in splits]
    comparison = Comparison(names, facts, compared, notes)
    print(to_json(comparison) if arguments.json else as_typed_here(format_comparison(comparison)))


def to_json(comparison: Comparison) -> str:
    """Everything, also what does not differ, as one JSON object."""
    content = asdict(comparison)
    for split, found in zip(comparison.splits, content["splits"], strict=True):
        for kind in ("scores", "phenomena"):
            for one, values in zip(getattr(split, kind), found[kind], strict=True):
                values |= {"difference": one.value, "verdict": one.verdict}
    return json.dumps(content, ensure_ascii=False, indent=2)


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("runs", nargs="+", metavar="RUN", help="two or more run directories or their names; the "
                        "first is what the others are held against")  # fmt: skip
    parser.add_argument("--split", action="append", metavar="NAME", help="compare on this split only; may be "
                        "repeated (default: every split that one of the runs was evaluated on)")  # fmt: skip
    parser.add_argument("--examples", type=integer(0, MANY), default=5, metavar="N", help="translations that "
                        "changed most to show (default: %(default)s)")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print all of it as one JSON object")
    arguments = parser.parse_args()
    if len(arguments.runs) < 2:
        parser.error("give two or more runs")
    return arguments


if __name__ == "__main__":
    run_script(main)
