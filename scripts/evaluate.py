"""Score a trained run: `python scripts/evaluate.py` takes the most recent run and all of its test splits.

The tables go to stdout; report.json, translations.tsv and what was found about alignments go into the run, below
evaluation/<split>/.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nmt.cli import MANY, OptionParser, default_runs_root, integer, log_to_stderr, run_script

if TYPE_CHECKING:
    from nmt.aligner import ForcedAligner
    from nmt.alignment.records import AlignmentRecord
    from nmt.data.corpus import SentencePair
    from nmt.evaluation.translations import TranslatedSentence
    from nmt.run import RunDirectory

log = logging.getLogger("nmt.evaluate")


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    # Imported here: `--help` and a mistyped option should not wait for torch.
    from nmt.build.evaluation import (
        add_diagnosis_of_attention,
        dump_alignments,
        evaluate_pairs,
        read_file_pairs,
        read_splits,
    )
    from nmt.build.translator import load_aligning_translator, load_translator
    from nmt.config import load_config
    from nmt.evaluation.table import format_findings, format_report
    from nmt.machine import choose_device
    from nmt.run import resolve_run

    run = resolve_run(arguments.run, default_runs_root())
    config = load_config(run.config_path)
    files = (arguments.src, arguments.tgt) if arguments.src else ()
    splits = read_file_pairs(*files, config.data) if files else read_splits(config, arguments.split)
    device, aligner = choose_device(arguments.device), None
    if config.alignment.labels == "off":
        translator = load_translator(run, device)
    else:
        translator, aligner = load_aligning_translator(run, device)
    beam_size = arguments.beam_size or config.decoding.beam_size
    for name, pairs in splits.items():
        pairs = pairs[: arguments.limit]
        log.info("%s: translating %s sentences, beam %d", name, f"{len(pairs):,}", beam_size)
        start = time.perf_counter()
        evaluation = evaluate_pairs(translator, run, name, pairs, beam_size, files)
        log.info("%s: done in %.1f s", name, time.perf_counter() - start)
        print(format_report(evaluation.report), end="\n\n")
        if evaluation.differing and arguments.examples:
            print(format_examples(evaluation.differing, arguments.examples), end="\n\n")
        if aligner is not None:
            path, all_heads = run.alignments_path(name), arguments.all_heads
            end_weights: list[float] = []
            records = dump_alignments(
                aligner, path, pairs, evaluation.hypotheses, all_heads=all_heads, end_weights=end_weights
            )
            print_alignment_scores(run, name, aligner, pairs, records)
            add_diagnosis_of_attention(evaluation, run, end_weights)
        if evaluation.report.findings:
            print(format_findings(evaluation.report.findings), end="\n\n")
        print(f"written to {run.report_path(name).parent}", end="\n\n", flush=True)


def print_alignment_scores(
    run: RunDirectory,
    name: str,
    aligner: ForcedAligner,
    pairs: Sequence[SentencePair],
    records: Iterator[AlignmentRecord],
) -> None:
    """How right the alignments are: of the own translations, and of the references where the split has gold links."""
    from nmt.alignment.gold_report import write_gold_report
    from nmt.build.alignment import THE_ALIGNER, load_word_aligners
    from nmt.build.alignment_scores import compare_aligners, compare_with_counts, format_scores, report_gold

    word_aligners = load_word_aligners(run)
    own = compare_with_counts(records, word_aligners[THE_ALIGNER])
    print(f"alignment of the translations: {100 * own.aer:.2f} % AER against the statistical aligner's", end="\n\n")
    with_gold = [pair for pair in pairs if pair.gold is not None]
    run.gold_alignment_path(name).unlink(missing_ok=True)
    if with_gold:
        scores = compare_aligners(aligner, word_aligners, with_gold)
        write_gold_report(run.gold_alignment_path(name), report_gold(aligner, with_gold, scores))
        print(f"alignment of the references, {len(with_gold):,} sentences with gold links, percent", end="\n\n")
        print(format_scores(scores), end="\n\n")


def format_examples(differing: Sequence[TranslatedSentence], count: int) -> str:
    """The first translations that are not their reference, to be read: some are mistakes, some are as good."""
    lines = [f"first {min(count, len(differing))} of {len(differing):,} translations that differ from the reference"]
    for sentence in differing[:count]:
        lines += [f"    {sentence.src}", f"      -> {sentence.hypothesis}", f"      == {sentence.references[0]}"]
    return "\n".join(lines)


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--run", metavar="DIR", help="a run directory or its name (default: the most recent run)")
    parser.add_argument("--split", action="append", metavar="NAME", help="a split of the run's config, also "
                        "`validation`; may be repeated (default: all test splits)")  # fmt: skip
    parser.add_argument("--src", type=Path, metavar="FILE", help="with --tgt: score on these two files instead")
    parser.add_argument("--tgt", type=Path, metavar="FILE", help="the references, one line for each line of --src")
    parser.add_argument("--all-heads", action="store_true", help="keep every attention of every layer beside the "
                        "alignment dump")  # fmt: skip
    parser.add_argument(
        "--beam-size", type=integer(1, 10_000), metavar="N", help="1 is greedy (default: the run's config)"
    )
    parser.add_argument("--limit", type=integer(1, MANY), metavar="N", help="score the first N sentences only")
    parser.add_argument(
        "--examples",
        type=integer(0, MANY),
        default=3,
        metavar="N",
        help="differing translations to show (default: %(default)s)",
    )
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    arguments = parser.parse_args()
    if bool(arguments.src) != bool(arguments.tgt):
        parser.error("--src and --tgt go together")
    if arguments.src and arguments.split:
        parser.error("give --split or --src and --tgt, not both")
    return arguments


if __name__ == "__main__":
    run_script(main)
