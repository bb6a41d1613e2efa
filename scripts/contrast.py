"""BLEU by sentence length of several runs: `python scripts/contrast.py --runs gru gru_attention transformer`.

Reads the translations that evaluate.py wrote into each run, prints a table, and with --output draws it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from nmt.cli import OptionParser, default_runs_root, integer, log_to_stderr, run_script
from nmt.errors import DataError


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    from nmt.comparison.facts import read_language
    from nmt.comparison.scores import NamedRun
    from nmt.evaluation.by_length import format_bins, score_by_length
    from nmt.evaluation.translations import TranslatedSentence, read_translations
    from nmt.run import RunDirectory, resolve_run
    from nmt.viz.lengths import save_lengths

    def named(run: RunDirectory) -> NamedRun:
        return NamedRun(run.path.name, run)

    translations: dict[str, list[TranslatedSentence]] = {}
    runs = [resolve_run(name, default_runs_root()) for name in arguments.runs]
    for run in runs:
        path = run.translations_path(arguments.split)
        if not path.exists():
            files = next(filter(None, (other.files_of(arguments.split) for other in map(named, runs))), ())
            command = named(run).command(arguments.split, files)
            raise DataError(f"{path}: no translations here; write them with: {command}")
        if run.path.name in translations:
            raise DataError(f"--runs: two are named {run.path.name}; a picture tells runs apart by their names")
        translations[run.path.name] = read_translations(path)
    bins = score_by_length(translations, arguments.bins, read_language(runs[0]))
    picture = [save_lengths(bins, arguments.output, arguments.title)] if arguments.output else []
    print(format_bins(bins), *picture, sep="\n")


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--runs", nargs="+", required=True, metavar="DIR", help="run directories or their names")
    parser.add_argument("--split", default="test", metavar="NAME", help="whose translations (default: test)")
    parser.add_argument(
        "--bins", type=integer(1, 1000), default=5, metavar="N", help="groups of like length (default: %(default)s)"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="draw the curves, too (.png, .svg, .pdf)")
    parser.add_argument("--title", default="", metavar="TEXT", help="of the picture")
    return parser.parse_args()


if __name__ == "__main__":
    run_script(main)
