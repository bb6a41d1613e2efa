"""How quick training, translating and starting up are, beside others: `python scripts/benchmark.py --data DIR`.

Trains a small model once (some minutes, kept in --cache), then measures in turns: ours, torch.nn.Transformer, the
matrix products that the machine is capable of, and with --peers Hugging Face Marian, CTranslate2 and JoeyNMT.
Tables go to stdout; everything measured goes into --output. docs/benchmark.md says what is compared with what.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nmt.cli import (
    OptionParser,
    default_runs_root,
    find_config,
    find_project_root,
    integer,
    log_to_stderr,
    require_writable,
    run_script,
)

if TYPE_CHECKING:
    from nmt.config import Config

ALL = ("training", "widths", "greedy", "beam", "latency", "starting")


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()
    require_writable(arguments.output)

    # Imported here: `--help` and a mistyped option should not wait for torch.
    from nmt.benchmark.figures import format_section
    from nmt.benchmark.process import python_of
    from nmt.benchmark.rounds import Settings
    from nmt.benchmark.setting_up import Amount, prepare_task
    from nmt.benchmark.suite import describe_suite, run_suite, write_figures
    from nmt.run import RunDirectory

    quick, root = arguments.quick, find_project_root()
    peers = None if arguments.peers is None else arguments.peers.absolute()
    python_of(peers)  # a wrong folder is told now, not after minutes
    config, corpus = choose_corpus(arguments)
    cache = (arguments.cache or default_runs_root() / "benchmark") / corpus
    settings = Settings(2 if quick else arguments.rounds, 1 if quick else 2, 100 if quick else 1000, peers)
    amount = Amount(4 if quick else 12, settings.sentences, arguments.threads)
    task = prepare_task(config, RunDirectory(cache / "model"), cache / "task", amount, root)
    print(f"corpus: {corpus}; {len(task.sources):,} sentences to translate; {task.threads} threads")
    if peers is None:
        print(
            "absent: other libraries; make their environment with scripts/benchmark_peers.py and name it with --peers"
        )
    sections = []
    for section in run_suite(task, settings, arguments.only, root):
        sections.append(section)
        print(f"\n{format_section(section)}", flush=True)
        write_figures(describe_suite(task, settings, sections, root) | {"corpus": corpus}, arguments.output)
    print(f"\nwritten to {arguments.output}")


def choose_corpus(arguments: argparse.Namespace) -> tuple[Config, str]:
    """The configuration and the name of its corpus: Multi30k where there is a copy of it, else the embedded toy."""
    from nmt.build.places import settle_places
    from nmt.config import load_config

    path = find_config("configs/benchmark.yaml")
    if arguments.data is not None:
        overrides = [f"data.root={arguments.data}", *arguments.overrides]
        return settle_places(load_config(path, overrides)), "multi30k"
    # its vocabulary is smaller than Multi30k's, and so is all of it: figures are not those of other corpora
    config = load_config(path, ["tokenizer.vocab_size=4000", *arguments.overrides])
    toy = load_config(find_config("configs/toy.yaml"), ["data.train.0.pairs=20000"])
    print("no --data: the embedded toy corpus instead of Multi30k, with 4,000 pieces; figures differ from others'")
    return config.model_copy(update={"data": toy.data}), "toy"


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--data", type=Path, metavar="DIR", help="a copy of Multi30k (default: the toy corpus)")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="the environment that benchmark_peers.py made")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keeps the trained model (default: runs/benchmark)")
    parser.add_argument("--output", type=Path, default=Path("benchmark.json"), metavar="FILE", help="every figure")
    parser.add_argument(
        "--threads", type=integer(1, 1024), default=2, metavar="N", help="of every contender (default: 2)"
    )
    parser.add_argument(
        "--rounds", type=integer(1, 1000), default=5, metavar="N", help="of measuring everybody (default: 5)"
    )
    parser.add_argument("--only", nargs="+", choices=ALL, default=ALL, metavar="SECTION", help=f"of {', '.join(ALL)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and sentences: a look, not a measurement")
    parser.add_argument("--set", nargs="+", default=[], dest="overrides", metavar="key=value", help="of the model, "
                        "such as training.max_steps=100")  # fmt: skip
    return parser.parse_args()


if __name__ == "__main__":
    run_script(main)
