"""What a diagnosis consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

# Before this share of the budget a model is young: it writes nonsense, and that is no illness.
YOUNG = 0.2
# One odd sentence among ten is chance. Rules about shares want to see at least so many of them.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, how it shows, and what to change."""

    name: str  # for programs, such as same_output
    words: str
    evidence: str
    advice: str  # names the keys
    keys: tuple[str, ...]  # of the configuration, dotted, the likeliest first

    def __str__(self) -> str:
        return f"{self.words}: {self.evidence}; {self.advice}"

    def to_dict(self) -> dict[str, Any]:
        """For report.json."""
        return asdict(self) | {"keys": list(self.keys)}

    @staticmethod
    def from_dict(content: Mapping[str, Any]) -> Finding:
        """The inverse of `to_dict`. Raises TypeError or KeyError for anything else."""
        return Finding(**{**content, "keys": tuple(content["keys"])})
