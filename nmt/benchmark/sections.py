"""What is measured: products, training, widths, translating, one sentence alone, starting up."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nmt.benchmark.entries import OURS
from nmt.benchmark.figures import Row, Section
from nmt.benchmark.flops import count_training_flops
from nmt.benchmark.process import Entry, Process
from nmt.benchmark.rounds import Field, Settings, running
from nmt.benchmark.task import Task

WARM_UP_STEPS = 2  # the first ones take longer: memory and machine code are new


def measure_products(entries: Sequence[Entry], task: Task, settings: Settings) -> Section:
    """The best rate of matrix products that the machine reaches, in GFLOP/s, in each number format."""
    with running(entries, task, settings) as field:

        def once(process: Process, number: int) -> float:
            answer = field.ask(process, do="train", first=0, steps=8)  # each shape twice
            rates = [work / seconds for work, seconds in zip(answer["work"], answer["seconds"], strict=True)]
            return float(max(rates) / 1e9)

        values = field.measure(settings.rounds, once)
    rows = [Row(name, list(figures), facts=field.facts[name]) for name, figures in values.items()]
    return Section("matrix products", "GFLOP/s", rows, absent=field.absent)


def measure_training(entries: Sequence[Entry], task: Task, settings: Settings, peak: float) -> Section:
    """Target tokens per second of training steps on the same batches; `peak` is the machine's best FLOP per second."""
    first_losses: dict[str, float] = {}
    with running(entries, task, settings) as field:

        def warm_up(process: Process, number: int) -> float:
            answer = field.ask(process, do="train", first=0, steps=WARM_UP_STEPS)
            first_losses[process.entry.name] = answer["loss"][0]
            return 0.0

        def once(process: Process, number: int) -> float:
            first = WARM_UP_STEPS + number * settings.steps
            answer = field.ask(process, do="train", first=first, steps=settings.steps)
            return float(sum(answer["work"]) / sum(answer["seconds"]))

        field.measure(1, warm_up)
        values = field.measure(settings.rounds, once)
    per_token = flops_per_token(task)
    rows = []
    for name, figures in values.items():
        share = statistics.median(figures) * per_token / peak
        details = {"of peak %": f"{100 * share:.1f}", "first loss": f"{first_losses[name]:.3f}"}
        rows.append(Row(name, figures, field.peaks[name], details, field.facts[name]))
    notes = [
        f"{per_token / 1e6:.1f} MFLOP per target token; first loss: all start from the same weights and batch, with "
        "dropout, so that equal figures say that they do the same work"
    ]
    return Section("training", "target tokens/s", rows, baseline=OURS, absent=field.absent, notes=notes)


def measure_widths(entries: Mapping[int, Entry], task: Task, settings: Settings, peak: float) -> Section:
    """Our training at several widths: the wider, the more of the time is products."""
    sections = []
    for width, entry in entries.items():
        wide = replace(task, sizes=replace(task.sizes, d_model=width, d_ff=2 * width))
        sections.append(measure_training([entry], wide, settings, peak))
    rows = [replace(row, details={k: v for k, v in row.details.items() if k != "first loss"})
            for section in sections for row in section.rows]  # fmt: skip
    absent = {name: why for section in sections for name, why in section.absent.items()}
    return Section("training, by width", "target tokens/s", rows, absent=absent)


def flops_per_token(task: Task) -> float:
    """FLOPs of training on the task's batches, per target token."""
    flops = sum(count_training_flops(task.sizes, batch.lengths(task.marks.pad)) for batch in task.batches)
    return flops / sum(batch.n_tokens for batch in task.batches)


def measure_translating(entries: Sequence[Entry], task: Task, settings: Settings, beam_size: int) -> Section:
    """Sentences per second of the task's sentences together, and whether all found the same translations."""
    found: dict[str, list[list[int]]] = {}
    n_sentences = min(settings.sentences, len(task.sources))
    with running(entries, task, settings) as field:

        def once(process: Process, number: int) -> float:
            rows_asked = [0, max(1, round(process.entry.share * n_sentences))]
            answer = field.ask(process, do="translate", rows=rows_asked, beam_size=beam_size)
            found[process.entry.name] = answer["ids"]
            return float(len(answer["ids"]) / answer["seconds"])

        field.measure(1, lambda process, _: warm_translating(field, process, beam_size))
        values = field.measure(settings.rounds, once)
    rows = []
    for name, figures in values.items():
        details: dict[str, Any] = {"sentences": len(found[name]), "tokens": sum(map(len, found[name]))}
        if OURS in found:
            # the slow ones have translated the first sentences only
            same = sum(a == b for a, b in zip(found[name], found[OURS], strict=False)) / len(found[name])
            details |= {"same as ours %": f"{100 * same:.1f}"}
        rows.append(Row(name, figures, field.peaks[name], details, field.facts[name]))
    title = f"translating {n_sentences:,} sentences, {'greedy' if beam_size == 1 else f'beam {beam_size}'}"
    notes = ["ours from text to text, the others from ids to ids"]
    return Section(title, "sentences/s", rows, baseline=OURS, absent=field.absent, notes=notes)


def warm_translating(field: Field, process: Process, beam_size: int) -> float:
    """A few sentences that do not count."""
    field.ask(process, do="translate", rows=[0, 8], beam_size=beam_size)
    return 0.0


def measure_latency(entries: Sequence[Entry], task: Task, settings: Settings, beam_size: int) -> Section:
    """Milliseconds for one sentence of about ten pieces, alone."""
    near_ten = min(range(len(task.sources)), key=lambda i: abs(len(task.sources[i]) - 10))
    tokens: dict[str, int] = {}
    with running(entries, task, settings) as field:

        def once(process: Process, number: int) -> float:
            seconds = []
            for _ in range(5):
                answer = field.ask(process, do="translate", rows=[near_ten, near_ten + 1], beam_size=beam_size)
                seconds.append(answer["seconds"])
                tokens[process.entry.name] = len(answer["ids"][0])
            return float(1000 * statistics.median(seconds))

        field.measure(1, lambda process, _: warm_translating(field, process, beam_size))
        values = field.measure(settings.rounds, once)
    rows = [
        Row(name, figures, details={"tokens": tokens[name]}, facts=field.facts[name])
        for name, figures in values.items()
    ]
    title = (
        f"one sentence of {len(task.sources[near_ten])} pieces, {'greedy' if beam_size == 1 else f'beam {beam_size}'}"
    )
    return Section(title, "ms", rows, more_is_better=False, baseline=OURS, absent=field.absent)


def measure_starting(commands: Mapping[str, Sequence[str]], rounds: int) -> Section:
    """Seconds of whole processes from start to end."""
    values: dict[str, list[float]] = {name: [] for name in commands}
    absent = {}
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, check=False)
            values[name].append(time.perf_counter() - start)
            if done.returncode:
                absent[name] = done.stderr.decode(errors="replace").strip().splitlines()[-1:][0]
    rows = [Row(name, figures) for name, figures in values.items() if name not in absent]
    return Section("starting up", "s", rows, more_is_better=False, absent=absent)
