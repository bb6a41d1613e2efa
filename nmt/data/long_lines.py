"""Lines too long to learn subword pieces from, in several of the same words.

Unigram's first pieces are all that repeats within a line (Kudo 2018, section 3.2, by a suffix array), however long
it is: a line of a million characters takes sentencepiece minutes, one of 4,000 no time. No piece spans two words.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

log = logging.getLogger(__name__)

LONGEST_LINE = 4000  # characters
_PART = re.compile(rf"(?s).{{1,{LONGEST_LINE}}}\Z|.{{0,{LONGEST_LINE - 1}}}\s|.{{{LONGEST_LINE}}}")
_LONG_WORD = re.compile(rf"(?<!\S)\S{{{LONGEST_LINE + 1},}}")


def cut_long_lines(lines: Iterable[str], name: str) -> list[str]:
    """Lines of at most `LONGEST_LINE` characters as they are, longer ones cut between two words.

    A longer word cannot stay whole: it is cut wherever that is. One warning for all of them counts them.

    Args:
        name: what the warning calls the lines, such as "the source side".
    """
    parts: list[str] = []
    lengths: list[int] = []  # of the words that are cut
    for line in lines:
        if len(line) <= LONGEST_LINE:
            parts.append(line)
        else:
            parts += _PART.findall(line)
            lengths += map(len, _LONG_WORD.findall(line))
    if lengths:
        log.warning(
            "%s: words of more than %d characters, cut to learn pieces from: %d (the longest has %d); "
            "does the corpus lack spaces or line breaks there?",
            *(name, LONGEST_LINE, len(lengths), max(lengths)),
        )
    return parts
