"""The errors that a user can cause, or can do something about.

The message is the whole story, on one line: what is wrong, where (file and line, or dotted key), what was
found, what was expected, and what to do. Scripts print it and leave with status 2; library code raises it
and never prints. Any other exception that reaches the terminal is a defect of this package.
"""

from __future__ import annotations


class NmtError(Exception):
    """Base of every error that this package raises on purpose.

    >>> print(NmtError("a\\nb: no such file"))
    a\\nb: no such file

    Args:
        problems: what is wrong; each becomes one line. What a message quotes, such as the name of a file, neither
            breaks the line nor steers the terminal.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__(*map(in_one_line, problems))

    def __str__(self) -> str:
        return "\n".join(self.args)


class ConfigError(NmtError):
    """A configuration that cannot be used: one line for each of its problems."""


class DataError(NmtError):
    """Text that is missing, unreadable, unpaired or empty."""


class TokenizerError(NmtError):
    """A tokenizer that cannot be trained or loaded."""


class CheckpointError(NmtError):
    """A checkpoint that is missing, damaged, or made for another model."""


class RunError(NmtError):
    """A run directory that is missing or incomplete."""


class TrainingError(NmtError):
    """Training that cannot start or must not go on (no data, a loss that is not finite, no such device)."""


class LostCompanyError(TrainingError):
    """Another process of the same training has gone."""


class BenchmarkError(NmtError):
    """A benchmark that cannot be run, or a contender that failed."""


def in_one_line(text: str) -> str:
    """The text with everything escaped that is not printed as one visible character or a space."""
    return "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in text)
