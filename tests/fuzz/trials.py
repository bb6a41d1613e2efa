"""One bad input, what ought to become of it, and what does.

A trial hands one input to the package. Either it comes to a sensible result, or it is refused by an `NmtError` of one
clear line. All else is a finding: another exception, a hang, an input that is wrong and taken without a word.
"""

from __future__ import annotations

import hashlib
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from nmt.errors import NmtError

LIMIT_SECONDS = 10.0  # of this process's own computing: how long one waits depends on what else the machine does
PATIENCE_SECONDS = 120.0  # of waiting, for what hangs without computing
LONGEST_LINE = 1500
# What a message says to do; each refusal has to hold one of these.
REMEDY = re.compile(
    r"(?i)\b(expected|did you mean|set|give|keep|take|drop|convert|write|ask|raise|lower|train|try|use|fit|save|close|"
    r"indent|delete|unset|point|leave|make|put|name|must|check|read|look)\b"
)


class Wanted(Enum):
    """What ought to become of an input."""

    REFUSAL = "refused"
    RESULT = "taken"
    EITHER = "refused or taken"


class Verdict(Enum):
    """What became of it. The last five are findings."""

    REFUSED = "refused"
    TAKEN = "taken"
    TRACEBACK = "traceback"
    HANG = "hang"
    SILENT = "silent acceptance"
    UNCLEAR = "unclear message"
    TURNED_AWAY = "good input refused"


FINDINGS = (Verdict.TRACEBACK, Verdict.HANG, Verdict.SILENT, Verdict.UNCLEAR, Verdict.TURNED_AWAY)


@dataclass(frozen=True)
class Trial:
    """An input of one kind; `content` is the input itself, so that the same one counts once.

    `give` hands it to the package, in an empty folder. An AssertionError of its own says that what came out is
    wrong. `words` are what a refusal has to name: the key, the place, the remedy.
    """

    kind: str
    name: str
    content: bytes
    give: Callable[[Path], object]
    wanted: Wanted = Wanted.REFUSAL
    words: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.kind.encode() + b"\0" + self.content).hexdigest()


@dataclass(frozen=True)
class Tried:
    """A trial and its verdict; `told` is the message, or what is wrong."""

    trial: Trial
    verdict: Verdict
    told: str
    seconds: float

    @property
    def is_finding(self) -> bool:
        return self.verdict in FINDINGS

    def __str__(self) -> str:
        return f"{self.trial.kind}: {self.trial.name}: {self.verdict.value}: {self.told[:600]}"


class Hang(BaseException):
    """Not an Exception, so that nothing on the way catches it."""


def try_out(trial: Trial) -> Tried:
    """Hand the input over and judge what happens."""
    start = time.process_time()
    with TemporaryDirectory(prefix="nmt-fuzz-") as folder:
        try:
            with _time_limit():
                trial.give(Path(folder))
            verdict, told = Verdict.TAKEN, ""
        except NmtError as error:
            verdict, told = Verdict.REFUSED, str(error)
        except Hang:
            verdict, told = Verdict.HANG, f"no answer within {LIMIT_SECONDS:g} s"
        except AssertionError as error:
            verdict, told = Verdict.SILENT, f"taken, but wrong: {error}"
        except Exception as error:
            verdict, told = Verdict.TRACEBACK, f"{type(error).__name__}: {error}"
    seconds = time.process_time() - start
    if seconds > LIMIT_SECONDS:
        verdict, told = Verdict.HANG, f"{seconds:.1f} s"
    elif verdict is Verdict.TAKEN and trial.wanted is Wanted.REFUSAL:
        verdict, told = Verdict.SILENT, "taken without a word"
    elif verdict is Verdict.REFUSED and trial.wanted is Wanted.RESULT:
        verdict = Verdict.TURNED_AWAY
    elif verdict is Verdict.REFUSED and (problem := what_is_unclear(told, trial.words)):
        verdict, told = Verdict.UNCLEAR, f"{problem}: {told}"
    return Tried(trial, verdict, told, seconds)


def what_is_unclear(message: str, words: Iterable[str] = ()) -> str:
    """What a message lacks; nothing if it is clear. Only a configuration's has several lines, one for each mistake."""
    for line in message.split("\n"):
        if not line.strip() or len(line) > LONGEST_LINE:
            return f"a line of {len(line)} characters"
        if not REMEDY.search(line):
            return f"no remedy in {line!r}"
    return next((f"no {word!r}" for word in words if word not in message), "")


def distinct(trials: Iterable[Trial]) -> Iterator[Trial]:
    """Each input once."""
    seen = set()
    for trial in trials:
        if trial.fingerprint not in seen:
            seen.add(trial.fingerprint)
            yield trial


@contextmanager
def _time_limit() -> Iterator[None]:
    def interrupt(number: int, frame: object) -> None:
        raise Hang

    clocks = {
        signal.SIGPROF: (signal.ITIMER_PROF, LIMIT_SECONDS),
        signal.SIGALRM: (signal.ITIMER_REAL, PATIENCE_SECONDS),
    }
    before = {number: signal.signal(number, interrupt) for number in clocks}
    for timer, seconds in clocks.values():
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for number, (timer, _) in clocks.items():
            signal.setitimer(timer, 0)
            signal.signal(number, before[number])
