"""Translate sentences with a trained run: `python scripts/translate.py "Je suis étudiant"`.

Translations go to stdout, one line for each line in (with --n-best N, N lines); everything else goes to stderr.
"""

from __future__ import annotations

import argparse
import codecs
import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from io import BufferedReader
from itertools import tee
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from nmt.cli import OptionParser, default_runs_root, integer, log_to_stderr, number, run_script
from nmt.errors import DataError

if TYPE_CHECKING:
    from nmt.aligner import ForcedAligner
    from nmt.decoding.translation import Translation

log = logging.getLogger("nmt.translate")

RUNNERS_UP = 5  # tokens of each step that a dump names


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    # Imported here: `--help` and a mistyped option should not wait for torch.
    from nmt.build.translator import load_aligning_translator, load_translator
    from nmt.decoding.translator import LineTranslator, SearchOptions
    from nmt.decoding.workers import count_workers
    from nmt.machine import choose_device
    from nmt.run import resolve_run

    run, device = resolve_run(arguments.run, default_runs_root()), choose_device(arguments.device)
    translator: LineTranslator
    aligner = None
    if arguments.show or arguments.alignments:
        translator, aligner = load_aligning_translator(run, device)
    elif arguments.engine == "torch":
        translator = load_translator(run, device)
    if arguments.engine == "ctranslate2":
        from nmt.build.export import load_ctranslate2_translator

        translator = load_ctranslate2_translator(run, device, arguments.quantization or "float32")
    options = SearchOptions(
        beam_size=arguments.beam_size or max(translator.config.beam_size, arguments.n_best),
        n_best=arguments.n_best,
        length_penalty=pick(arguments.length_penalty, translator.config.length_penalty),
        sampling=sampling_rules(arguments),
        with_token_log_probs=arguments.json,
        processes=count_workers(device) if arguments.engine == "torch" else 1,
    )
    # Somebody who types wants an answer to each line, not to a thousand of them.
    window = 1 if arguments.input == "-" and sys.stdin.isatty() else None
    translations = translator.translate(read_lines(arguments), options, window)
    if aligner is None:
        for translation in translations:
            print_translation(translation, None if arguments.json else arguments.n_best, flush=window == 1)
    else:
        print_alignments(arguments, translations, aligner, window)


def print_translation(translation: Translation, n_lines: int | None, *, flush: bool) -> None:
    """The candidates of a sentence, one a line and always as many lines, or (None) the whole as one line of JSON."""
    if n_lines is None:
        print(json.dumps(describe(translation), ensure_ascii=False), flush=flush)
    else:
        texts = [candidate.text for candidate in translation.candidates]
        print("\n".join(texts + [""] * (n_lines - len(texts))), flush=flush)


def print_alignments(
    arguments: argparse.Namespace, translations: Iterator[Translation], aligner: ForcedAligner, window: int | None
) -> None:
    """Each line's best translation: to stdout, with `--show` drawn, and with `--alignments` into a dump.

    A line that is translated in parts is aligned in parts: a picture and a record for each of them.
    """
    from nmt.aligner import PairToAlign
    from nmt.alignment.dump import write_records

    parts, same = tee((line, part) for line in translations for part in line.parts)
    pairs = (PairToAlign(part.src, part.text, forced=False) for _, part in parts)
    described = aligner.describe(pairs, with_maps=arguments.all_heads, n_runners_up=RUNNERS_UP, window=window)
    with write_records(arguments.alignments) if arguments.alignments else nullcontext() as dump:
        for (record, maps), (line, part) in zip(described, same, strict=True):
            if arguments.show:
                from nmt.viz.terminal import show_alignment

                show_alignment(record, sys.stdout)
            elif part is line.parts[-1]:
                print(line.text)
            if window == 1:
                sys.stdout.flush()
            if dump is not None:
                dump.write(record, maps)


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("sentences", nargs="*", metavar="SENTENCE", help="what to translate, quoted")
    parser.add_argument(
        "--input", metavar="FILE", help="a file with one sentence a line, also .gz; - is standard input"
    )
    parser.add_argument("--run", metavar="DIR", help="a run directory or its name (default: the most recent run)")
    parser.add_argument(
        "--beam-size", type=integer(1, 10_000), metavar="N", help="1 is greedy (default: the run's config)"
    )
    parser.add_argument(
        "--n-best", type=integer(1, 10_000), default=1, metavar="N", help="translations for each sentence, one a line"
    )
    parser.add_argument("--length-penalty", type=number(0, 10), metavar="X", help="default: the run's config")
    parser.add_argument("--sample", action="store_true", help="draw a translation instead of searching for the best")
    parser.add_argument("--temperature", type=number(0.01, 100), metavar="X", help="of --sample: below 1 sharper, "
                        "above 1 more even (default: 1)")  # fmt: skip
    parser.add_argument(
        "--top-k", type=integer(1, 1_000_000), metavar="N", help="of --sample: draw among the N likeliest pieces"
    )
    parser.add_argument("--top-p", type=number(0.001, 1), metavar="X", help="of --sample: draw among the likeliest "
                        "pieces that together have this probability")  # fmt: skip
    parser.add_argument("--seed", type=integer(0, 2**32 - 1), metavar="N", help="of --sample (default: 1)")
    parser.add_argument("--engine", choices=("torch", "ctranslate2"), default="torch", help="what computes; "
                        "ctranslate2 (nmt[export]) gives the same text sooner")  # fmt: skip
    parser.add_argument("--quantization", choices=("float32", "int8"), help="what ctranslate2 computes with: int8 is "
                        "sooner still, and other words come out now and then (default: float32)")  # fmt: skip
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--json", action="store_true", help="pieces, offsets, log-probabilities and scores")
    parser.add_argument("--show", action="store_true", help="draw which word comes from which")
    parser.add_argument("--alignments", type=Path, metavar="FILE", help="write an alignment dump (.jsonl, .jsonl.gz)")
    parser.add_argument("--all-heads", action="store_true", help="with --alignments: every attention of every layer")
    arguments = parser.parse_args()
    if arguments.engine != "ctranslate2":
        parser.refuse(arguments, ["--quantization"], "belongs to --engine ctranslate2")
    if not arguments.alignments:
        parser.refuse(arguments, ["--all-heads"], "belongs to --alignments FILE")
    if arguments.sample:
        parser.refuse(arguments, ["--beam-size"], "and --sample exclude each other: what is drawn is not searched for")
    else:
        parser.refuse(arguments, ["--temperature", "--top-k", "--top-p", "--seed"], "belongs to --sample")
    if (arguments.show or arguments.alignments) and (arguments.json or arguments.n_best > 1):
        parser.error("--show and --alignments look at the best translation; leave --json and --n-best out")
    if arguments.sentences and arguments.input:
        parser.error("give sentences or --input FILE, not both (several files: cat a b | ... --input -)")
    if not arguments.sentences and not arguments.input:
        parser.error('give sentences, such as "Je suis étudiant", --input FILE, or --input - for what a pipe brings')
    if arguments.n_best > 1 and arguments.sample:
        parser.error("--n-best and --sample exclude each other; vary --seed instead")
    if arguments.beam_size and arguments.n_best > arguments.beam_size:
        parser.error(f"--n-best {arguments.n_best} needs --beam-size {arguments.n_best} or more")
    return arguments


def read_lines(arguments: argparse.Namespace) -> Iterator[str]:
    """The sentences of the command line, or the lines of the input as they come.

    A sentence that holds a line break is still one sentence.
    """
    if arguments.sentences:
        for sentence in arguments.sentences:
            if os.path.isfile(sentence):
                log.warning(
                    "%s is a file, and its name is translated; for what is in it: --input %s", sentence, sentence
                )
            yield " ".join(sentence.splitlines())
        return
    from nmt.data.lines import unpack

    with open_input(arguments.input) as file:
        yield from decode_lines(unpack(file), "standard input" if arguments.input == "-" else arguments.input)


def open_input(name: str) -> BufferedReader:
    """The bytes of a file, or of standard input."""
    if name == "-":
        return sys.stdin.buffer
    try:
        return open(name, "rb")
    except OSError as error:
        raise DataError(
            f"{name}: cannot be read: {error.strerror}; give a text file, or - for standard input"
        ) from error


def decode_lines(file: IO[bytes], name: str) -> Iterator[str]:
    """UTF-8 lines without their ends. Only a line feed ends a line, as `wc -l` counts; broken bytes become �.

    Raises:
        DataError: UTF-16 or UTF-32 by its mark, or damaged gzip data.
    """
    from nmt.data.lines import raw_lines

    number, n_broken = 0, 0
    for number, raw in enumerate(raw_lines(file, name), start=1):
        line = raw.removesuffix(b"\n").removesuffix(b"\r")
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            n_broken += 1
            if n_broken == 1:
                log.warning("line %d is not UTF-8: what cannot be read becomes �, here and below", number)
            yield line.decode("utf-8", errors="replace")
    if not number:
        log.warning("the input is empty: nothing to translate")


def sampling_rules(arguments: argparse.Namespace) -> Any:
    """What `--sample` and its companions ask for; None without it."""
    if not arguments.sample:
        return None
    from nmt.decoding.sampling import SamplingRules

    given = {name: getattr(arguments, name) for name in ("seed", "temperature", "top_k", "top_p")}
    return SamplingRules(**{"seed": 1} | {name: value for name, value in given.items() if value is not None})


def describe(translation: Any) -> dict[str, Any]:
    """A translation as JSON. Offsets are characters of `source` and `translation`; log-probabilities are in nats."""
    return {
        "source": translation.src,
        "src_pieces": translation.encoding.pieces,
        "src_offsets": translation.encoding.offsets,
        "translations": [
            {
                "translation": candidate.text,
                "pieces": candidate.encoding.pieces,
                "offsets": candidate.encoding.offsets,
                "token_log_probs": [round(value, 4) for value in candidate.token_log_probs],
                "log_prob": round(sum(candidate.token_log_probs), 4),
                "score": round(candidate.score, 4),
                "finished": candidate.finished,
            }
            for candidate in translation.candidates
        ],
    }


def pick(given: float | None, default: float) -> float:
    return default if given is None else given


if __name__ == "__main__":
    run_script(main)
