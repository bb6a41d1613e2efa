"""Look at alignments: `python scripts/view.py` makes one HTML page of the most recent run's alignment dump.

The page needs no network and no server: open it in a browser. --heatmap draws sentences as PNG, SVG or PDF instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from nmt.cli import MANY, OptionParser, default_runs_root, integer, log_to_stderr, run_script
from nmt.errors import DataError

if TYPE_CHECKING:
    from nmt.alignment.records import AlignmentRecord

MOST_SENTENCES = 1000  # of a page that a browser opens in a moment


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    from nmt.alignment.dump import read_records
    from nmt.alignment.sidecar import SidecarReader, sidecar_path
    from nmt.viz.heatmap import save_heatmap, save_sheet
    from nmt.viz.viewer import build_viewer

    if arguments.training:
        page, snapshots = read_snapshots(arguments.run)
        build_viewer(snapshots, arguments.output or page, title=arguments.title or "Alignments over training")
        print(arguments.output or page)
        return
    dump = arguments.dump or find_dump(arguments.run, arguments.split)
    if arguments.heatmap:
        chosen = choose(read_records(dump), arguments.sentence, dump)
        if len(chosen) == 1:
            save_heatmap(chosen[0], arguments.heatmap, unit=arguments.unit)
        else:
            save_sheet(chosen, arguments.heatmap, unit=arguments.unit)
        print(arguments.heatmap)
        return
    records = list(islice(read_records(dump), arguments.limit or MOST_SENTENCES))
    output = arguments.output or dump.with_name(f"{dump.name.split('.')[0]}.html")
    heads = SidecarReader(sidecar_path(dump)) if sidecar_path(dump).exists() else None
    build_viewer(records, output, sidecar=heads, title=arguments.title or f"Alignments: {dump.parent.name}")
    print(output)


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--run", metavar="DIR", help="a run directory or its name (default: the most recent run)")
    parser.add_argument("--split", default="test", metavar="NAME", help="whose dump evaluate.py wrote (default: test)")
    parser.add_argument("--dump", type=Path, metavar="FILE", help="instead: any alignment dump (.jsonl, .jsonl.gz)")
    parser.add_argument("--training", action="store_true", help="the same few sentences at every validation")
    parser.add_argument("--output", type=Path, metavar="FILE", help="the page (default: beside the dump)")
    parser.add_argument("--title", metavar="TEXT", help="the page's heading")
    parser.add_argument("--limit", type=integer(1, MANY), metavar="N", help="of the page: at most so many sentences "
                        f"(default: {MOST_SENTENCES})")  # fmt: skip
    parser.add_argument("--heatmap", type=Path, metavar="FILE", help="draw a heat map (.png, .svg, .pdf), not a page")
    parser.add_argument("--sentence", type=integer(0, MANY), action="append", metavar="ID", help="of --heatmap: a "
                        "sentence's id in the dump; repeated, a sheet of several (default: the first)")  # fmt: skip
    parser.add_argument("--unit", choices=("word", "piece"), default="word", help="of --heatmap")
    arguments = parser.parse_args()
    if arguments.heatmap:
        parser.refuse(
            arguments, ["--training", "--output", "--title", "--limit"], "belongs to a page, not to --heatmap"
        )
    elif arguments.training:
        parser.refuse(arguments, ["--dump", "--split", "--limit"], "has nothing to do with --training")
    if not arguments.heatmap:
        parser.refuse(arguments, ["--sentence", "--unit"], "belongs to --heatmap FILE")
    if arguments.dump:
        parser.refuse(arguments, ["--run", "--split"], "finds a run's dump, and --dump names one")
    return arguments


def find_dump(run: str | None, split: str) -> Path:
    """The dump that evaluate.py wrote into a run.

    Raises:
        DataError: there is none; the message says which command writes one.
    """
    from nmt.run import resolve_run

    found = resolve_run(run, default_runs_root())
    dump = found.alignments_path(split)
    if not dump.exists():
        raise DataError(f"{dump}: no alignments here; write them with: python scripts/evaluate.py --run {found.path}")
    return dump


def read_snapshots(run: str | None) -> tuple[Path, list[tuple[int, list[AlignmentRecord]]]]:
    """Where the page goes, and (step, records) of every validation.

    Raises:
        DataError: the run kept none.
    """
    from nmt.alignment.dump import read_records
    from nmt.run import resolve_run

    found = resolve_run(run, default_runs_root())
    paths = sorted(found.watched_dir.glob("step-*.jsonl"))
    if not paths:
        raise DataError(
            f"{found.watched_dir}: no alignments here; this run learned none, or was never validated; try another"
        )
    return found.watched_dir / "training.html", [(int(p.stem[5:]), list(read_records(p))) for p in paths]


def choose(records: Iterable[AlignmentRecord], ids: list[int] | None, dump: Path) -> list[AlignmentRecord]:
    """The records of the ids, in that order; the first one if none is named. Reads no further than it has to.

    Raises:
        DataError: no record has one of the ids, or there is no record at all.
    """
    wanted, n_read = set(ids or ()), 0
    found: dict[int, AlignmentRecord] = {}
    for record in records:
        n_read += 1
        if not ids or record.id in wanted:
            found[record.id] = record
            if len(found) == max(len(wanted), 1):
                break
    if not n_read:
        raise DataError(f"{dump}: no sentence in it")
    missing = [number for number in ids or () if number not in found]
    if missing:
        raise DataError(f"--sentence: no {missing[0]} among the {n_read:,} sentences of {dump}; give an id that it has")
    return [found[number] for number in ids or found]


if __name__ == "__main__":
    run_script(main)
