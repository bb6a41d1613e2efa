"""Try all bad inputs and print what became of them: `python -m tests.fuzz.count [KIND ...]` in the project's folder."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import chain

from tests.fuzz import (
    bad_checkpoints,
    bad_configs,
    bad_corpora,
    bad_dumps,
    bad_gold,
    bad_options,
    bad_pages,
    bad_sentences,
    bad_sidecars,
)
from tests.fuzz.trials import FINDINGS, Trial, Tried, Verdict, distinct, try_out

MODULES = (
    bad_configs,
    bad_corpora,
    bad_sentences,
    bad_options,
    bad_dumps,
    bad_sidecars,
    bad_gold,
    bad_checkpoints,
    bad_pages,
)
KINDS = tuple(dict.fromkeys(module.KIND for module in MODULES))


def trials_of(kind: str) -> list[Trial]:
    """Every different input of a kind."""
    return list(distinct(chain.from_iterable(module.trials() for module in MODULES if kind == module.KIND)))


def main() -> None:
    wanted = sys.argv[1:] or KINDS
    print(f"{'kind':<16}{'inputs':>8}" + "".join(f"{verdict.value:>20}" for verdict in Verdict))
    total: Counter[Verdict] = Counter()
    for kind in wanted:
        tried = [try_out(trial) for trial in trials_of(kind)]
        counts = Counter(one.verdict for one in tried)
        total += counts
        print(format_row(kind, counts), flush=True)
        show_findings(tried)
    print(format_row("all", total))
    sys.exit(any(total[verdict] for verdict in FINDINGS))


def format_row(kind: str, counts: Counter[Verdict]) -> str:
    return f"{kind:<16}{counts.total():>8}" + "".join(f"{counts[verdict]:>20}" for verdict in Verdict)


def show_findings(tried: list[Tried]) -> None:
    for one in tried:
        if one.is_finding:
            print(one, file=sys.stderr)
    slowest = max(tried, key=lambda one: one.seconds)
    print(f"slowest: {slowest.seconds:.1f} s of computing, {slowest.trial.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
