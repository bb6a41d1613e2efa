"""Write a trained run as a folder for CTranslate2: `python scripts/export_ctranslate2.py --output model-ct2`.

The folder holds the model, its sentencepiece models and a README with the few lines of Python that translate with it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from nmt.cli import OptionParser, default_runs_root, log_to_stderr, run_script


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    # Imported here: `--help` and a mistyped option should not wait for torch.
    from nmt.build.export import export_ctranslate2
    from nmt.run import resolve_run

    run = resolve_run(arguments.run, default_runs_root())
    export_ctranslate2(run, arguments.output, arguments.quantization)
    print(arguments.output)


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--run", metavar="DIR", help="a run directory or its name (default: the most recent run)")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="a new folder, or an older export")
    parser.add_argument(
        "--quantization",
        choices=("float32", "float16", "int8"),
        default="float32",
        help="how weights are stored, and computed with where the machine can (default: %(default)s)",
    )
    return parser.parse_args()


if __name__ == "__main__":
    run_script(main)
