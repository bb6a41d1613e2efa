"""Options of every script with one mistake each: numbers, choices, files that are none, places to write that are none.

Numbers, choices and switches are read from the scripts' own parsers, so that no option is forgotten.
"""

from __future__ import annotations

import argparse
import json
import runpy
from collections.abc import Iterator
from contextlib import chdir, suppress
from functools import cache, partial
from pathlib import Path
from unittest import mock

from nmt.cli import NAMED, OptionParser
from nmt.errors import DataError
from nmt.evaluation.translations import TranslatedSentence, write_translations
from nmt.run import RunDirectory
from tests.fuzz import bad_dumps
from tests.fuzz.bad_checkpoints import run
from tests.fuzz.trials import Trial, Wanted
from tests.scripts.calling import SCRIPTS, call
from tests.tiny import PAIRS, write_project

KIND = "options"
NUMBERS = (
    "", " ", "x", "-1", "+1", "1.5.0", "1e", "0x10", "1_000", "1,5", "½", "٥", "nan", "NaN", "inf", "-inf", "Infinity",
    "1e999", "-1e308", "1e308", "10000000000", "9" * 20, "9" * 5000, "-" + "9" * 5000, "1" + "0" * 400 + ".5", "None",
    "\n", "1\n2", "\x1b[2J", "\udcff", "1;2", "$(id)", "--", "[1]", "true",
)  # fmt: skip
CHOICES = ("", " ", "x", "X" * 5000, "a\nb", "\x1b[2J", "\udcff", "None", "0", "../x")
NO_FILES = (
    "none", "", ".", "/", "a\nb", "\x1b[2Jx", "x" * 300, "\udcff", "~nobody/x", "/proc/none", "text.fr/x", "none/",
    "empty", "bytes",
)  # fmt: skip
NO_PLACES = ("/proc/x", "/proc/deep/x", "x" * 300, "text.fr/x")
ODD_PLACES = ("", ".", "a\nb", "\x1b[2Jx", "none/deep/x", "-", "\udcff", "a b", "%s", "~")
RUN = ("--run", "RUN")
TEXTS = ("--src", "text.fr", "--tgt", "text.en")
# What is right about each call, but for the option that is tried.
AROUND: dict[str, tuple[str, ...]] = {
    "align.py": (*RUN, *TEXTS),
    "benchmark.py": (),
    "benchmark_growth.py": (),
    "benchmark_peers.py": (),
    "compare.py": ("RUN", "RUN"),
    "contrast.py": ("--runs", "RUN"),
    "demo.py": (),
    "evaluate.py": (*RUN, *TEXTS, "--beam-size", "1"),
    "export_ctranslate2.py": (*RUN, "--output", "out"),
    "plot.py": ("RUN",),
    "reference.py": ("--page", "page.md"),
    "serve.py": RUN,
    "share.py": (*RUN, "--output", "out"),
    "train.py": ("--config", "tiny.yaml"),
    "translate.py": (*RUN, "Oui."),
    "verify_resume.py": ("--config", "tiny.yaml"),
    "view.py": RUN,
}
READ = {
    "align.py": ("--run", "--src", "--tgt", "--tsv", "--gold", "--reverse-run"),
    "benchmark.py": ("--peers",),
    "compare.py": ("",),
    "contrast.py": ("--runs", "--split"),
    "evaluate.py": ("--run", "--src", "--tgt", "--split"),
    "export_ctranslate2.py": ("--run",),
    "plot.py": ("",),
    "reference.py": ("--page",),
    "serve.py": ("--run", "--host"),
    "share.py": ("--run",),
    "train.py": ("--config",),
    "translate.py": ("--run", "--input"),
    "verify_resume.py": ("--config",),
    "view.py": ("--run", "--dump", "--split"),
}
WRITTEN = {
    "align.py": (("--alignments", ".jsonl"),),
    "contrast.py": (("--output", ".png"),),
    "export_ctranslate2.py": (("--output", ""),),
    "plot.py": (("--output", ".png"),),
    "share.py": (("--output", ""),),
    "translate.py": (("--alignments", ".jsonl"), ("--alignments", ".jsonl.gz")),
    "view.py": (("--output", ".html"), ("--heatmap", ".png")),
}
# Each alone is right; together, or without what they belong to, they are not.
COMBINATIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "align.py": ((), RUN, (*RUN, "--src", "text.fr"), (*RUN, *TEXTS, "--tsv", "t.tsv"), (*RUN, *TEXTS, "--links", "x"),
                 (*RUN, *TEXTS, "--by", "reverse"), (*RUN, *TEXTS, "--all-heads"),
                 (*RUN, *TEXTS, "--gold-format", "wpt"), (*RUN, *TEXTS, "--symmetrise", "union"),
                 (*RUN, "--gold", "text.fr"), (*RUN, *TEXTS, "--gold", "text.fr", "--by", "both")),
    "compare.py": ((), ("RUN",)),
    "contrast.py": ((), ("--runs",)),
    "evaluate.py": ((*RUN, "--src", "text.fr"), (*RUN, *TEXTS, "--split", "test")),
    "export_ctranslate2.py": ((), RUN),
    "share.py": ((), RUN, (*RUN, "--output", "out", "--push", "x"), (*RUN, "--output", "out", "--push=")),
    "train.py": ((), ("--config", "tiny.yaml", "x"), ("--config", "tiny.yaml", "training.lr")),
    "translate.py": (RUN, (*RUN, "Oui.", "--input", "text.fr"), (*RUN, "Oui.", "--all-heads"),
                     (*RUN, "Oui.", "--show", "--json"), (*RUN, "Oui.", "--show", "--n-best", "2"),
                     (*RUN, "Oui.", "--sample", "--n-best", "2"), (*RUN, "Oui.", "--sample", "--beam-size", "2"),
                     *((*RUN, "Oui.", given) for given in ("--temperature=2", "--top-k=1", "--top-p=1", "--seed=1")),
                     (*RUN, "Oui.", "--n-best", "3", "--beam-size", "2"), (*RUN, "Oui.", "--alignments", "x.txt")),
    "verify_resume.py": ((), ("--config", "tiny.yaml", "--steps", "1"), ("--config", "tiny.yaml", "x")),
    "view.py": (("--dump", "dump.jsonl", "--heatmap", "x.png", "--sentence", "999"), ("--training", *RUN),
                (*RUN, "--sentence", "0"), (*RUN, "--unit", "piece"), (*RUN, "--heatmap", "x.png", "--limit", "1")),
}  # fmt: skip
FINE: dict[str, tuple[tuple[str, ...], ...]] = {
    "translate.py": (("--sample", "--temperature", "0.01"), ("--sample", "--temperature", "100"),
                     ("--sample", "--top-k", "1000000"), ("--sample", "--seed", "0"), ("--sample", "--top-p", "1"),
                     ("--sample", "--seed", str(2**32 - 1)), ("--length-penalty", "0"), ("--length-penalty", "10"),
                     ("--beam-size", "200"), ("--beam-size", "9", "--n-best", "9"), ("--json",), ("--show",)),
    "evaluate.py": (("--limit", "1"), ("--limit", "1000000000"), ("--examples", "0"), ("--examples", "1000000000")),
    "view.py": (("--limit", "1"), ("--limit", "1000000000"), ("--heatmap", "x.png", "--sentence", "0")),
    "contrast.py": (("--bins", "1"), ("--bins", "1000")),
}  # fmt: skip


def trials() -> Iterator[Trial]:
    for script in AROUND:
        for action in parser_of(script)._actions:
            yield from _values(script, action)
        for unknown in ("--unknown", "--unknown=1", "-x", "--\n", "--\x1b[2J", "--" + "x" * 5000, "--\udcff"):
            yield trial(script, (*AROUND[script], unknown))
    for script, options in READ.items():
        for option in options:
            for value in NO_FILES:
                yield trial(script, _with(script, option, value))
    for script, places in WRITTEN.items():
        for option, ending in places:
            for value in (*NO_PLACES, *(() if ending else ("full",))):
                yield trial(script, _with(script, option, value + ending))
            for value in ODD_PLACES:
                yield trial(script, _with(script, option, value + ending), Wanted.EITHER)
    for script, calls in COMBINATIONS.items():
        for arguments in calls:
            yield trial(script, arguments)
    for script, calls in FINE.items():
        for arguments in calls:
            yield trial(script, (*AROUND[script], *arguments), Wanted.RESULT)


def trial(script: str, arguments: tuple[str, ...], wanted: Wanted = Wanted.REFUSAL) -> Trial:
    name = " ".join((script, *arguments))[:100]
    return Trial(KIND, ascii(name), repr((script, arguments)).encode(), partial(_call, script, arguments), wanted)


def _with(script: str, option: str, value: str) -> tuple[str, ...]:
    """The call around, with another value of an option, or instead of its first argument."""
    around = AROUND[script]
    if not option:
        return (value, *around[1:])
    at = around.index(option) if option in around else len(around)  # which may be given once only
    return (*around[:at], *around[at + 2 :], f"{option}={value}")


def _values(script: str, action: argparse.Action) -> Iterator[Trial]:
    """Mistakes that the parser itself has to find; `--option=value` gives it a value that begins with a dash, too."""
    if not action.option_strings or isinstance(action, argparse._HelpAction):
        return
    option = action.option_strings[-1]
    if action.nargs == 0:
        values: tuple[str, ...] = ("", "x", "0", "true")
    elif action.choices is not None:
        values = CHOICES
    elif action.metavar in NAMED:
        values = ("",)
    else:
        values = NUMBERS if action.type is not None else ()
    for value in values:
        yield trial(script, (f"{option}={value}",))


@cache
def parser_of(script: str) -> OptionParser:
    """The parser that a script makes before it does anything else."""
    made: list[OptionParser] = []

    def stop(parser: OptionParser) -> None:
        made.append(parser)
        raise KeyboardInterrupt

    with mock.patch.object(OptionParser, "parse_args", stop), suppress(KeyboardInterrupt):
        runpy.run_path(str(SCRIPTS / script))["main"]()
    return made[0]


@cache
def _run() -> Path:
    """A run with a model, a history and translations."""
    path = run().path
    lines = ({"step": step, "train/loss": 1 / step, "train/tokens": step, "train/minutes": step} for step in (1, 2, 3))
    (path / "metrics.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    found = [TranslatedSentence(str(n), fr, en, (en,), True) for n, (fr, en) in enumerate(PAIRS[:9])]
    write_translations(RunDirectory(path).translations_path("test"), found)
    RunDirectory(path).alignments_path("test").write_text(bad_dumps.line() + "\n")
    return path


def _call(script: str, arguments: tuple[str, ...], folder: Path) -> None:
    """Status 0, or status 2 with nothing on stdout and one line that is an error; argparse prints its usage before."""
    write_project(folder)
    for number, name in enumerate(("text.fr", "text.en")):
        (folder / name).write_text("".join(f"{pair[number]}\n" for pair in PAIRS[:3]))
    (folder / "empty").write_bytes(b"")
    (folder / "bytes").write_bytes(b"\xff\0\n" * 3)
    (folder / "full").mkdir()
    (folder / "full" / "mine.txt").write_text("not to be lost")
    (folder / "dump.jsonl").write_text(bad_dumps.line() + "\n")
    with chdir(folder):
        done = call(script, *(str(_run()) if word == "RUN" else word for word in arguments), runs_root=folder / "runs")
    assert (folder / "full" / "mine.txt").read_text() == "not to be lost", "a file was lost"
    if done.status == 0:
        return
    errors = [line for line in done.err.splitlines() if "error: " in line]
    assert done.status == 2 and not done.out and len(errors) == 1, f"status {done.status}: {done.err[:2000]}"
    assert "Traceback" not in done.err and done.err.splitlines()[-1] == errors[0], f"no clear line: {done.err[:2000]}"
    raise DataError(errors[0] + ("; use as above" if done.err.startswith("usage: ") else ""))
