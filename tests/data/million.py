"""A stand-in for corpora of the hub that are too large for memory: sharded parquet, as many pairs as one asks for."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

PHRASES, WORDS_OF_A_PHRASE, LEXICON = 2000, 6, 5000
ROWS_OF_A_GROUP = 1000  # as the hub's own conversions have it


def write_hub(folder: Path, pairs: int, shards: int) -> Path:
    """A data set folder in hub layout: `data/train-00000-of-00010.parquet` and so on, and a small validation split.

    A sentence is two phrases out of two thousand and its number: some 14 words, and no two alike.
    """
    (folder / "data").mkdir(parents=True)
    bounds = np.linspace(0, pairs, shards + 1).astype(int)
    for shard, (start, end) in enumerate(pairwise(bounds)):
        _write(folder / "data" / f"train-{shard:05}-of-{shards:05}.parquet", range(start, end))
    _write(folder / "data" / "validation-00000-of-00001.parquet", range(pairs, pairs + 50))
    return folder


def _write(path: Path, rows: range) -> None:
    rng = np.random.default_rng(rows.start)
    chosen = rng.integers(0, PHRASES, (len(rows), 2)).tolist()
    sides = {lang: _phrases(lang) for lang in ("fr", "en")}
    cells = [
        {lang: f"{said[first]} {said[second]} {row}" for lang, said in sides.items()}
        for row, (first, second) in zip(rows, chosen, strict=True)
    ]
    pq.write_table(pa.table({"translation": cells}), path, row_group_size=ROWS_OF_A_GROUP)


def _phrases(lang: str) -> list[str]:
    """Phrase number i of one language is, word for word, that of the other."""
    rng = np.random.default_rng(1)
    syllables = ["ba", "di", "fou", "ga", "le", "mi", "no", "ra", "su", "té"] if lang == "fr" else list("bdfghlmnrst")
    lexicon = ["".join(syllables[(i * 7 + i // 10**k) % len(syllables)] for k in range(4)) for i in range(LEXICON)]
    return [" ".join(lexicon[w] for w in rng.integers(0, LEXICON, WORDS_OF_A_PHRASE)) for _ in range(PHRASES)]
