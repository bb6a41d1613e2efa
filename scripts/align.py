"""Align the words of translations that you have: `python scripts/align.py --src a.fr --tgt a.en`.

Prints Pharaoh links (source-target, words counted from 0), one line for each pair of lines. Words are found in the
text, or with --words are what white space separates.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from nmt.cli import default_runs_root, log_to_stderr, run_script
from nmt.errors import DataError

if TYPE_CHECKING:
    from nmt.aligner import ForcedAligner, PairToAlign
    from nmt.alignment.records import AlignmentRecord
    from nmt.alignment.weights import AlignmentWeights
    from nmt.data.corpus import SentencePair
    from nmt.run import RunDirectory


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    # Imported here: `--help` and a mistyped option should not wait for torch.
    from nmt.alignment.dump import write_records
    from nmt.build.translator import load_aligning_translator
    from nmt.machine import choose_device
    from nmt.run import resolve_run

    run = resolve_run(arguments.run, default_runs_root())
    _, aligner = load_aligning_translator(run, choose_device(arguments.device))
    if arguments.gold:
        print_scores(arguments, run, aligner)
        return
    weigh = choose_weights(arguments.by, run)
    pairs = (to_align(src, tgt, arguments.words) for src, tgt in read_pairs(arguments))
    described = aligner.describe(pairs, with_maps=arguments.all_heads, n_runners_up=5 if arguments.alignments else 0)
    with write_records(arguments.alignments) if arguments.alignments else nullcontext() as dump:
        for record, maps in described:
            print(
                format_words(record) if arguments.format == "words" else format_weights(weigh(record), arguments.format)
            )
            if dump is not None:
                dump.write(record, maps)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", metavar="DIR", help="a run directory or its name (default: the most recent run)")
    parser.add_argument("--src", type=Path, metavar="FILE", help="source sentences, one a line")
    parser.add_argument("--tgt", type=Path, metavar="FILE", help="their translations, one a line")
    parser.add_argument("--tsv", type=Path, metavar="FILE", help="instead of both: source TAB translation on each line")
    parser.add_argument("--gold", type=Path, metavar="FILE", help="score on gold links: JSON lines that bring their "
                        "own text, or with --src and --tgt a Pharaoh file (i-j sure, ipj possible)")  # fmt: skip
    parser.add_argument("--links", type=Path, action="append", default=[], metavar="FILE", help="with --gold: score "
                        "these Pharaoh links too, as eflomal, fast_align or Marian write them; repeatable")  # fmt: skip
    parser.add_argument("--by", choices=("model", "statistical", "both"), default="model", help="whose links: the "
                        "model's, those of the built-in aligner that taught it, or both together")  # fmt: skip
    parser.add_argument("--words", action="store_true", help="words are what white space separates")
    parser.add_argument("--format", choices=("pharaoh", "weighted", "soft", "words"), default="pharaoh", help="links "
                        "i-j, links i-j:weight, Marian's soft rows, or no links but the words as eflomal and "
                        "fast_align read them (default: pharaoh)")  # fmt: skip
    parser.add_argument("--alignments", type=Path, metavar="FILE", help="write an alignment dump (.jsonl, .jsonl.gz)")
    parser.add_argument("--all-heads", action="store_true", help="with --alignments: every attention of every layer")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    arguments = parser.parse_args()
    by_files = bool(arguments.src) and bool(arguments.tgt)
    if bool(arguments.src) != bool(arguments.tgt):
        parser.error("--src and --tgt belong together")
    if by_files and arguments.tsv:
        parser.error("give --src and --tgt, or --tsv, not both")
    if not (by_files or arguments.tsv or arguments.gold):
        parser.error("give --src FILE --tgt FILE, or --tsv FILE, or --gold FILE")
    if arguments.links and not arguments.gold:
        parser.error("--links belongs to --gold FILE")
    if arguments.all_heads and not arguments.alignments:
        parser.error("--all-heads belongs to --alignments FILE")
    return arguments


def read_pairs(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """The texts to align, in order.

    Raises:
        DataError: a file is missing or undecodable, lines do not pair up, or a line of a TSV has no tab.
    """
    from nmt.alignment.formats import read_placed_lines

    if arguments.tsv:
        for place, line in read_placed_lines(arguments.tsv):
            fields = line.split("\t")
            if len(fields) != 2:
                raise DataError(f"{place}: {len(fields)} fields; expected source, one tab, translation")
            yield fields[0], fields[1]
        return
    src, tgt = (list(read_placed_lines(path)) for path in (arguments.src, arguments.tgt))
    if len(src) != len(tgt):
        raise DataError(
            f"{arguments.src} has {len(src):,} lines and {arguments.tgt} has {len(tgt):,}; expected as many"
        )
    yield from ((a, b) for (_, a), (_, b) in zip(src, tgt, strict=True))


def to_align(src: str, tgt: str, at_spaces: bool) -> PairToAlign:
    """A pair with its words as they are found, or as white space separates them."""
    from nmt.aligner import PairToAlign
    from nmt.alignment.gold import cut_at_spaces

    if at_spaces:
        return PairToAlign(src, tgt, src_words=cut_at_spaces(src), tgt_words=cut_at_spaces(tgt))
    return PairToAlign(src, tgt)


def choose_weights(by: str, run: RunDirectory) -> Callable[[AlignmentRecord], AlignmentWeights]:
    """Whose word is asked for: the model's, the statistical aligner's that taught it, or both together."""
    from nmt.alignment.statistical import StatisticalAligner
    from nmt.alignment.weights import AlignmentWeights
    from nmt.alignment.words import fold_words
    from nmt.build.alignment_scores import combine

    def by_model(record: AlignmentRecord) -> AlignmentWeights:
        return AlignmentWeights(record.word_weights, record.word_null, 0 * record.word_null)

    if by == "model":
        return by_model
    statistical = StatisticalAligner.load(run.aligner_path)

    def by_counts(record: AlignmentRecord) -> AlignmentWeights:
        words = fold_words(record.source, tuple(record.src_words)), fold_words(record.target, tuple(record.tgt_words))
        return statistical.align([words])[0]

    if by == "statistical":
        return by_counts
    return lambda record: combine(by_model(record), by_counts(record))


def format_words(record: AlignmentRecord) -> str:
    """The words that links count, `source ||| target`: what another aligner needs to be compared."""
    from nmt.alignment.formats import format_word_pair

    return format_word_pair(
        [record.source[start:end] for start, end in record.src_words],
        [record.target[start:end] for start, end in record.tgt_words],
    )


def format_weights(weights: AlignmentWeights, kind: str) -> str:
    """One line of output."""
    from nmt.alignment.formats import format_marian, format_pharaoh, format_pharaoh_soft
    from nmt.alignment.links import link_words

    if kind == "soft":
        return format_marian(weights)
    links = link_words(weights)
    if kind == "weighted":
        return format_pharaoh_soft({(i, j): float(weights.links[j, i]) for i, j in links})
    return format_pharaoh(links)


def print_scores(arguments: argparse.Namespace, run: RunDirectory, aligner: ForcedAligner) -> None:
    """The table of AER, precision, recall and F1: the model's alignment beside its rivals."""
    from nmt.alignment.aer import score_corpus
    from nmt.alignment.formats import read_pharaoh
    from nmt.alignment.statistical import StatisticalAligner
    from nmt.build.alignment_scores import compare_aligners, format_scores

    pairs = read_gold(arguments)
    scores = compare_aligners(aligner, StatisticalAligner.load(run.aligner_path), pairs)
    gold = [pair.gold for pair in pairs if pair.gold is not None]
    given = {path.name: score_corpus(read_pharaoh(path), gold) for path in arguments.links}
    print(format_scores(given | scores))


def read_gold(arguments: argparse.Namespace) -> Sequence[SentencePair]:
    """Pairs with gold links, from JSON lines or from a Pharaoh file beside the text."""
    from nmt.alignment.gold import read_gold_jsonl, read_gold_pharaoh

    if arguments.gold.name.endswith((".jsonl", ".jsonl.gz")):
        return read_gold_jsonl(arguments.gold)
    texts: Iterable[tuple[str, str]] = read_pairs(arguments) if arguments.src or arguments.tsv else ()
    return read_gold_pharaoh(arguments.gold, list(texts))


if __name__ == "__main__":
    run_script(main)
