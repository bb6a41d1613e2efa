"""Align the words of translations that you have: `python scripts/align.py --src a.fr --tgt a.en`.

Prints Pharaoh links (source-target, words counted from 0), one line for each pair of lines. Words are found in the
text, or with --words are what white space separates.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import repeat, tee
from pathlib import Path
from typing import TYPE_CHECKING

from nmt.cli import OptionParser, default_runs_root, log_to_stderr, run_script
from nmt.errors import DataError, RunError

if TYPE_CHECKING:
    from nmt.aligner import ForcedAligner, PairToAlign
    from nmt.alignment.records import AlignmentRecord
    from nmt.build.voices import WordAlignment
    from nmt.data.corpus import SentencePair
    from nmt.run import RunDirectory

log = logging.getLogger("nmt.align")

GOLD_FORMATS = ("jsonl", "pharaoh", "pharaoh-from-1", "wpt", "wpt-target-first")
OF_LINKS = ("--by", "--symmetrise", "--words", "--format", "--alignments", "--all-heads")  # options of what is printed


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    # Imported here: `--help` and a mistyped option should not wait for torch.
    from nmt.alignment.dump import write_records
    from nmt.build.translator import load_aligning_translator
    from nmt.build.voices import choose_voice
    from nmt.machine import choose_device
    from nmt.run import resolve_run

    run = resolve_run(arguments.run, default_runs_root())
    _, aligner = load_aligning_translator(run, choose_device(arguments.device))
    reverse = load_reverse(arguments, run) if arguments.reverse_run else None
    if arguments.gold:
        print_scores(arguments, run, aligner, reverse)
        return
    voice = choose_voice(arguments.by or ("symmetrised" if reverse else "model"), run, arguments.symmetrise)
    here, turned = tee(to_align(src, tgt, arguments.words) for src, tgt in read_pairs(arguments))
    described = aligner.describe(here, with_maps=arguments.all_heads, n_runners_up=5 if arguments.alignments else 0)
    mirrored = reverse.describe(pair.turned_round() for pair in turned) if reverse else repeat((None, None))
    with write_records(arguments.alignments) if arguments.alignments else nullcontext() as dump:
        for (record, maps), (other, _) in zip(described, mirrored, strict=False):
            words_only = arguments.format == "words"
            print(format_words(record) if words_only else format_alignment(voice(record, other), arguments.format))
            if dump is not None:
                dump.write(record, maps)


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--run", metavar="DIR", help="a run directory or its name (default: the most recent run)")
    parser.add_argument("--src", type=Path, metavar="FILE", help="source sentences, one a line")
    parser.add_argument("--tgt", type=Path, metavar="FILE", help="their translations, one a line")
    parser.add_argument("--tsv", type=Path, metavar="FILE", help="instead of both: source TAB translation on each "
                        "line, no header")  # fmt: skip
    parser.add_argument("--gold", type=Path, metavar="FILE", help="score on gold links: JSON lines that bring their "
                        "own text, or links of the texts given beside it")  # fmt: skip
    parser.add_argument("--gold-format", choices=GOLD_FORMATS, help="JSON lines; i-j sure and ipj or i-j:P possible, "
                        "words counted from 0 or from 1; or 'sentence word word S' (P: possible), source or target "
                        "word first (default: jsonl for files of that ending, else pharaoh)")  # fmt: skip
    parser.add_argument("--links", type=Path, action="append", default=[], metavar="FILE", help="with --gold: score "
                        "these Pharaoh links too, as eflomal, fast_align or Marian write them; repeatable")  # fmt: skip
    parser.add_argument("--keep", action="store_true", help="with --gold: keep the scores in the run, where its model "
                        "card and its exports tell them")  # fmt: skip
    parser.add_argument("--reverse-run", metavar="DIR", help="a run of the other direction, to align with both")
    parser.add_argument("--by", choices=("model", "reverse", "symmetrised", "statistical", "both"), help="whose "
                        "links: the model's, the reverse model's, both models' symmetrised (default with "
                        "--reverse-run), those of the built-in aligner that taught it, or models and aligner "
                        "together")  # fmt: skip
    parser.add_argument("--symmetrise", metavar="METHOD", default="grow-diag-final-and",
                        choices=("intersection", "union", "grow-diag", "grow-diag-final-and"), help="how the links of "
                        "both directions become one set: intersection, union, grow-diag or grow-diag-final-and "
                        "(default)")  # fmt: skip
    parser.add_argument("--words", action="store_true", help="words are what white space separates")
    parser.add_argument("--format", choices=("pharaoh", "weighted", "soft", "words"), default="pharaoh", help="links "
                        "i-j, links i-j:weight, Marian's soft rows, or no links but the words as eflomal and "
                        "fast_align read them (default: pharaoh)")  # fmt: skip
    parser.add_argument("--alignments", type=Path, metavar="FILE", help="write an alignment dump (.jsonl, .jsonl.gz)")
    parser.add_argument("--all-heads", action="store_true", help="with --alignments: every attention of every layer")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    arguments = parser.parse_args()
    check_arguments(parser, arguments)
    return arguments


def check_arguments(parser: OptionParser, arguments: argparse.Namespace) -> None:
    """Ends with an error if options contradict each other, or if one would change nothing; settles --gold-format."""
    by_files = bool(arguments.src) and bool(arguments.tgt)
    if bool(arguments.src) != bool(arguments.tgt):
        parser.error("--src and --tgt belong together")
    if by_files and arguments.tsv:
        parser.error("give --src and --tgt, or --tsv, not both")
    if not (by_files or arguments.tsv or arguments.gold):
        parser.error("give --src FILE --tgt FILE, or --tsv FILE, or --gold FILE")
    if arguments.gold:
        parser.refuse(arguments, OF_LINKS, "has nothing to do with --gold, which prints scores and no links")
        by_name = "jsonl" if arguments.gold.name.endswith((".jsonl", ".jsonl.gz")) else "pharaoh"
        arguments.gold_format = arguments.gold_format or by_name
        if arguments.gold_format != "jsonl" and not (by_files or arguments.tsv):
            parser.error(f"--gold {arguments.gold} brings links and no text: give --src FILE --tgt FILE, or --tsv FILE")
    else:
        parser.refuse(arguments, ["--gold-format", "--links", "--keep"], "belongs to --gold FILE")
    if not arguments.reverse_run:
        parser.refuse(arguments, ["--symmetrise"], "belongs to --reverse-run DIR")
    if arguments.by in ("reverse", "symmetrised") and not arguments.reverse_run:
        parser.error(f"--by {arguments.by} needs --reverse-run DIR, a run that translates the other way")
    if not arguments.alignments:
        parser.refuse(arguments, ["--all-heads"], "belongs to --alignments FILE")


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


def format_words(record: AlignmentRecord) -> str:
    """The words that links count, `source ||| target`: what another aligner needs to be compared."""
    from nmt.alignment.formats import format_word_pair

    return format_word_pair(
        [record.source[start:end] for start, end in record.src_words],
        [record.target[start:end] for start, end in record.tgt_words],
    )


def format_alignment(alignment: WordAlignment, kind: str) -> str:
    """One line of output."""
    from nmt.alignment.formats import format_marian, format_pharaoh, format_pharaoh_soft

    if kind == "soft":
        return format_marian(alignment.weights)
    if kind == "weighted":
        return format_pharaoh_soft({(i, j): float(alignment.weights.links[j, i]) for i, j in alignment.links})
    return format_pharaoh(alignment.links)


def load_reverse(arguments: argparse.Namespace, run: RunDirectory) -> ForcedAligner:
    """The aligner of --reverse-run.

    Raises:
        RunError: it translates in the same direction, or between other languages.
    """
    from nmt.build.translator import load_aligning_translator
    from nmt.config import load_config
    from nmt.machine import choose_device
    from nmt.run import resolve_run

    other = resolve_run(arguments.reverse_run, default_runs_root())
    here, there = load_config(run.config_path).data, load_config(other.config_path).data
    if (here.src_lang, here.tgt_lang) != (there.tgt_lang, there.src_lang):
        raise RunError(
            f"--reverse-run {other.path}: translates {there.src_lang} to {there.tgt_lang}, expected {here.tgt_lang} "
            f"to {here.src_lang}; train one with data.src_lang={here.tgt_lang} data.tgt_lang={here.src_lang} and the "
            "files exchanged"
        )
    return load_aligning_translator(other, choose_device(arguments.device))[1]


def print_scores(
    arguments: argparse.Namespace, run: RunDirectory, aligner: ForcedAligner, reverse: ForcedAligner | None
) -> None:
    """The table of AER, precision, recall and F1: the model's alignment beside its rivals; with --keep into the run."""
    from nmt.alignment.aer import score_corpus
    from nmt.alignment.formats import read_pharaoh
    from nmt.alignment.gold_report import write_gold_report
    from nmt.build.alignment import load_word_aligners
    from nmt.build.alignment_scores import compare_aligners, format_scores, report_gold

    pairs = read_gold(arguments)
    scores = compare_aligners(aligner, load_word_aligners(run), pairs, reverse)
    gold = [pair.gold for pair in pairs if pair.gold is not None]
    given = {path.name: score_corpus(read_pharaoh(path), gold) for path in arguments.links}
    print(format_scores(given | scores))
    if arguments.keep:
        path = run.gold_alignment_path(arguments.gold.name.partition(".")[0])
        write_gold_report(path, report_gold(aligner, pairs, scores))
        log.info("written to %s", path)


def read_gold(arguments: argparse.Namespace) -> Sequence[SentencePair]:
    """Pairs with gold links, from JSON lines or from links beside the text.

    Raises:
        DataError: there is none, or what is there does not fit the format or the text.
    """
    from nmt.alignment.gold import read_gold_jsonl, read_gold_pharaoh, read_gold_wpt

    texts = list(read_pairs(arguments)) if arguments.src or arguments.tsv else None
    if arguments.gold_format == "jsonl":
        pairs = read_gold_jsonl(arguments.gold, texts)
    elif arguments.gold_format in ("wpt", "wpt-target-first"):
        pairs = read_gold_wpt(arguments.gold, texts or (), target_first=arguments.gold_format != "wpt")
    else:
        pairs = read_gold_pharaoh(arguments.gold, texts or (), first_word=int(arguments.gold_format != "pharaoh"))
    if not pairs:
        raise DataError(f"{arguments.gold}: no gold links in it; expected those of one pair of sentences at least")
    return pairs


if __name__ == "__main__":
    run_script(main)
