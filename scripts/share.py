"""Make a run into a folder for others: `python scripts/share.py --output my-model --license mit`.

Weights, configuration, tokenizer and a model card, in the layout of the Hugging Face hub. translate.py, evaluate.py and
export_ctranslate2.py take the folder as they take a run. With --push it goes to the hub as well.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from nmt.cli import OptionParser, default_runs_root, log_to_stderr, run_script


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    # Imported here: `--help` and a mistyped option should not wait for torch.
    from nmt.build.sharing import share_run
    from nmt.export.hub import check_hub_name, push_folder
    from nmt.run import resolve_run

    run = resolve_run(arguments.run, default_runs_root())
    if arguments.push:
        check_hub_name(arguments.push)
    share_run(run, arguments.output, arguments.license, arguments.data_license)
    print(arguments.output, flush=True)
    if arguments.push:
        print(push_folder(arguments.output, arguments.push, private=arguments.private))


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--run", metavar="DIR", help="a run directory or its name (default: the most recent run)")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="a new folder, or one shared earlier")
    parser.add_argument("--license", metavar="ID", help="of the model, as the hub spells it: mit, cc-by-4.0, other ...")
    parser.add_argument("--data-license", metavar="TEXT", help="what the card is to say of the data's licence")
    parser.add_argument("--push", metavar="OWNER/NAME", help="upload the folder to the Hugging Face hub as this model")
    parser.add_argument("--private", action="store_true", help="with --push: for your eyes only, if it is new")
    return parser.parse_args()


if __name__ == "__main__":
    run_script(main)
