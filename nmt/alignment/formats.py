"""The formats in which aligners and translation tools pass alignments on. One sentence a line.

| format          | a line                                    | who reads or writes it                         |
|-----------------|-------------------------------------------|------------------------------------------------|
| Pharaoh         | `0-0 2-1` source-target, from 0           | Moses, fast_align, eflomal, guided alignment   |
| Pharaoh, soft   | `0-0:0.93 2-1:0.5`                        | fast_align and others, with probabilities      |
| Marian, soft    | `0.9,0.1,0 0.2,0.7,0.1 0,0,1`             | marian-decoder --alignment soft                |
| word pairs      | `le chat ||| the cat`                     | input of fast_align and eflomal                |

Marian gives one comma list for each target token and one for the target's end; the last number of each is the
source's end. It has no null: what we leave to null, it leaves to the source's end, so that is where null goes,
and from where it cannot be told apart on the way back. marian-decoder writes the translation and ` ||| `
before the lists; `parse_marian` skips them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

import numpy as np

from nmt.alignment.weights import TOLERANCE, AlignmentWeights
from nmt.data.corpus import Link
from nmt.data.download import LocalFile
from nmt.data.lines import read_lines
from nmt.errors import DataError

SEPARATOR = "|||"
_PHARAOH = re.compile(r"([0-9]{1,9})-([0-9]{1,9})(?::([0-9.]+(?:[eE][-+]?[0-9]+)?))?")


def format_pharaoh(links: Iterable[Link]) -> str:
    """`i-j ...` in order of source, then target."""
    return " ".join(f"{i}-{j}" for i, j in sorted(links))


def format_pharaoh_soft(weighted: Mapping[Link, float]) -> str:
    """`i-j:p ...` with four decimals."""
    return " ".join(f"{i}-{j}:{weighted[i, j]:.4f}" for i, j in sorted(weighted))


def parse_pharaoh(line: str, place: str) -> dict[Link, float]:
    """The links of a line with their probabilities, 1 where none is written.

    Raises:
        DataError: something else than links; `place` (file:line) says where.
    """
    weighted = {}
    for item in line.split():
        match = _PHARAOH.fullmatch(item)
        try:
            probability = float(match[3] or 1) if match else -1.0
        except ValueError:
            probability = -1.0
        if match is None or not 0 <= probability <= 1:
            raise DataError(
                f"{place}: {item[:40]!r} is no link; expected i-j or i-j:p, words counted from 0, p from 0 to 1"
            )
        weighted[int(match[1]), int(match[2])] = probability
    return weighted


def read_pharaoh(path: Path) -> Iterator[frozenset[Link]]:
    """The links of each line, without their probabilities.

    Raises:
        DataError: no such file, or a line that holds something else.
    """
    for place, line in read_placed_lines(path):
        yield frozenset(parse_pharaoh(line, place))


def check_links(links: Set[Link], n_src: int, n_tgt: int, place: str) -> None:
    """Raise DataError if a link leaves a sentence of `n_src` and `n_tgt` words; `place` says where it stands."""
    for i, j in sorted(links):
        if i >= n_src or j >= n_tgt:
            raise DataError(
                f"{place}: link {i}-{j} points outside the sentence of {n_src} source and {n_tgt} target words "
                "(counted from 0)"
            )


def format_marian(weights: AlignmentWeights) -> str:
    """Marian's soft alignment: [tgt + 1, src + 1] with the ends of both sentences."""
    rows = np.column_stack((weights.links, weights.null + weights.eos))
    end = np.zeros((1, rows.shape[1]))
    end[0, -1] = 1
    return " ".join(",".join(f"{weight:.6g}" for weight in row) for row in np.concatenate((rows, end)))


def parse_marian(line: str, place: str) -> AlignmentWeights:
    """Weights from Marian's soft alignment, without the row of the target's end; null is 0.

    Raises:
        DataError: not comma lists of equal length, or lists that do not sum to 1; `place` says where.
    """
    rows = [row.split(",") for row in line.rpartition(SEPARATOR)[2].split()]
    if not rows or len({len(row) for row in rows}) != 1:
        raise DataError(
            f"{place}: lists of {sorted({len(row) for row in rows})} numbers; expected one comma list of equal length "
            "for each target token and one for the end"
        )
    try:
        matrix = np.array(rows, np.float64)
    except ValueError as error:
        raise DataError(f"{place}: not numbers between commas ({error})") from None
    if not (matrix.min() >= 0 and abs(matrix.sum(1) - 1).max() <= TOLERANCE):
        row = int(abs(matrix.sum(1) - 1).argmax())
        raise DataError(f"{place}: list {row + 1} sums to {matrix[row].sum():.4f}; expected weights that sum to 1")
    matrix = matrix[:-1]
    return AlignmentWeights(matrix[:, :-1], np.zeros(len(matrix)), matrix[:, -1])


def format_word_pair(src_words: Sequence[str], tgt_words: Sequence[str]) -> str:
    """A line for fast_align and eflomal. (fast_align refuses a line with an empty side.)

    Raises:
        DataError: a word that the format cannot hold: empty, with white space in it, or the separator.
    """
    for word in (*src_words, *tgt_words):
        if len(word.split()) != 1 or word.split()[0] != word or word == SEPARATOR:
            raise DataError(f"word pairs: the word {word!r} cannot be written between spaces and {SEPARATOR}")
    return f"{' '.join(src_words)} {SEPARATOR} {' '.join(tgt_words)}"


def parse_word_pair(line: str, place: str) -> tuple[list[str], list[str]]:
    """The words of both sides.

    Raises:
        DataError: not exactly one separator between spaces; `place` says where.
    """
    sides = f" {line} ".split(f" {SEPARATOR} ")
    if len(sides) != 2:
        raise DataError(f"{place}: {len(sides) - 1} times ' {SEPARATOR} '; expected it once, between the two sides")
    return sides[0].split(), sides[1].split()


def read_placed_lines(path: Path) -> Iterator[tuple[str, str]]:
    """(file:line, text) of each line of a text file; gzip is unpacked.

    Raises:
        DataError: no such file, or one that is not UTF-8 text.
    """
    if not path.is_file():
        raise DataError(f"{path}: no such file; check the name")
    for number, line in enumerate(read_lines(LocalFile(str(path), path)), start=1):
        yield f"{path}:{number}", line
