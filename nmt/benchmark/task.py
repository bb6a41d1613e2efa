"""What all contenders are given: sizes, weights, batches and sentences, in a folder. Standard library only."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

Ids = list[list[int]]

# Decoded together by everybody: what our own configuration has as its default.
SENTENCES_PER_BATCH = 128


@dataclass(frozen=True, slots=True)
class Sizes:
    """The model that every contender builds: post-norm, ReLU, biases, sinusoids, one matrix for all embeddings.

    That is "Attention Is All You Need", and the one transformer that each of the libraries can express.
    """

    d_model: int
    d_ff: int
    n_heads: int
    n_encoder_layers: int
    n_decoder_layers: int
    vocab_size: int
    max_positions: int
    norm_epsilon: float


@dataclass(frozen=True, slots=True)
class Marks:
    """Ids of the pieces that are not text."""

    pad: int
    unk: int
    bos: int
    eos: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a training step is taken: AdamW, cross entropy with label smoothing, gradients clipped by their norm."""

    dropout: float
    label_smoothing: float
    lr: float
    betas: tuple[float, float]
    weight_decay: float
    clip_norm: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """A batch of sentence pairs as padded rows of ids, as `nmt.data.batching.Batch` has them."""

    src_ids: Ids  # pieces, end mark, padding
    tgt_in: Ids  # begin mark, pieces, padding
    tgt_out: Ids  # pieces, end mark, padding
    n_tokens: int  # target tokens to predict, padding not counted
    indices: list[int]

    def lengths(self, pad: int) -> list[tuple[int, int]]:
        """(source, target) positions of each pair without padding."""
        return [
            (sum(i != pad for i in src), sum(i != pad for i in tgt))
            for src, tgt in zip(self.src_ids, self.tgt_out, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Task:
    """All of it. `folder` also holds weights.safetensors: a trained model of these sizes, by our parameters' names."""

    folder: str
    sizes: Sizes
    marks: Marks
    recipe: Recipe
    threads: int
    length_penalty: float
    max_length_factor: float  # a translation has at most factor x source pieces + extra pieces
    max_length_extra: int
    batches: list[Pairs]
    sentences: list[str]  # to translate
    sources: Ids  # the same as ids, without marks
    pieces: list[str]  # by id
    config: str = ""  # of our own run, whose tokenizer, aligner and weights these are
    run: str = ""

    @property
    def weights_path(self) -> Path:
        """The trained weights."""
        return Path(self.folder) / "weights.safetensors"

    def limit(self, src_pieces: int) -> int:
        """The longest translation of a source, its end mark counted."""
        return int(self.max_length_factor * src_pieces + self.max_length_extra)

    def write(self) -> Path:
        """Writes task.json into the folder; returns its path."""
        path = Path(self.folder) / "task.json"
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")
        return path


def read_task(path: str | Path) -> Task:
    """What `Task.write` wrote."""
    values = json.loads(Path(path).read_text(encoding="utf-8"))
    values["sizes"] = Sizes(**values["sizes"])
    values["marks"] = Marks(**values["marks"])
    values["recipe"] = Recipe(**values["recipe"] | {"betas": tuple(values["recipe"]["betas"])})
    values["batches"] = [Pairs(**batch) for batch in values["batches"]]
    return Task(**values)


def by_length(sources: Ids) -> list[list[int]]:
    """Numbers of the sources in batches of `SENTENCES_PER_BATCH`, sorted by length as every toolkit does it."""
    order = sorted(range(len(sources)), key=lambda i: len(sources[i]))
    return [order[start : start + SENTENCES_PER_BATCH] for start in range(0, len(order), SENTENCES_PER_BATCH)]


def padded(rows: Ids, pad: int) -> Ids:
    """The rows, filled up with `pad` to the length of the longest."""
    longest = max(map(len, rows))
    return [[*row, *[pad] * (longest - len(row))] for row in rows]
