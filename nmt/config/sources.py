"""Where sentence pairs come from: the embedded toy corpus, parallel files, or a Hugging Face data set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from nmt.config.section import BrokenRule, Integer, Number, Section

Weight = Annotated[
    Number,
    Field(gt=0, le=1000, description="How often the pairs of this source are seen per epoch, relative to the others."),
]
ColumnIndex = Annotated[Integer, Field(ge=0)]


class ToySource(Section):
    """The embedded corpus of beginner's French: no download, gold word links, a tag per phenomenon."""

    kind: Literal["toy"] = Field("toy", description="toy: the embedded corpus.")
    split: Literal["train", "validation", "test", "test_compositional", "teacher_validation", "teacher_test"] = Field(
        "train", description="Which of the corpus's disjoint splits; the teacher's two are written by hand."
    )
    pairs: Integer | None = Field(
        None, ge=1, le=10_000_000, description="How many pairs to generate; null = the split's own size."
    )
    weight: Weight = 1.0


class FilesSource(Section):
    """Parallel text in files: two files of lines, or one table; local or http(s), plain or gzip (`.gz`)."""

    kind: Literal["files"] = Field("files", description="files: local or http(s) files.")
    src: str | None = Field(
        None,
        description="File of source sentences, one a line; relative paths start at data.root. Needs tgt.",
    )
    tgt: str | None = Field(None, description="File of target sentences, line by line with src.")
    path: str | None = Field(
        None, description="One table of both sides instead: .tsv, .jsonl or .parquet; relative to data.root."
    )
    src_column: str | ColumnIndex | None = Field(
        None,
        description="Column of the source side by name, or by number from 0; null = named as data.src_lang.",
    )
    tgt_column: str | ColumnIndex | None = Field(
        None,
        description="Column of the target side by name, or by number from 0; null = named as data.tgt_lang.",
    )
    weight: Weight = 1.0

    def broken_rules(self) -> Iterator[BrokenRule]:
        """Two files or one table, and columns only of a table."""
        if self.path is None and (self.src is None or self.tgt is None):
            missing = "tgt" if self.src is not None else "src"
            yield BrokenRule(
                (missing, "src", "tgt", "path"),
                "missing; a files source needs src and tgt (two parallel files), or path (one table)",
            )
        if self.path is not None and (self.src is not None or self.tgt is not None):
            yield BrokenRule(
                ("path", "src", "tgt"),
                "given together with src or tgt; expected two parallel files or one table",
            )
        if self.path is not None:
            yield from _half_given_columns(self)
        elif self.src_column is not None or self.tgt_column is not None:
            yield BrokenRule(
                ("src_column", "tgt_column", "path"),
                "columns belong to a table; two parallel files have none",
            )


class HubSource(Section):
    """A data set in the layout of the Hugging Face hub, fetched by name or read from a local folder."""

    kind: Literal["hub"] = Field("hub", description="hub: a Hugging Face data set.")
    path: str = Field(min_length=1, description="Name on the hub (owner/name), or a local folder laid out alike.")
    name: str | None = Field(None, description="Which configuration of the data set, such as `en-fr`.")
    split: str = Field("train", min_length=1, description="Which split; slices such as `train[:10%]` work too.")
    revision: str | None = Field(None, description="Commit, tag or branch of the data set, to pin it.")
    src_column: str | None = Field(
        None,
        description="Column of the source side; null = the `translation` column by language code, "
        "else a column named as data.src_lang.",
    )
    tgt_column: str | None = Field(None, description="Column of the target side, likewise.")
    streaming: bool = Field(False, description="Read while training instead of downloading first (large corpora).")
    limit: Integer | None = Field(None, ge=1, description="Take only this many pairs from the start; null = all.")
    weight: Weight = 1.0

    def broken_rules(self) -> Iterator[BrokenRule]:
        """Both columns or none."""
        yield from _half_given_columns(self)


def _half_given_columns(source: FilesSource | HubSource) -> Iterator[BrokenRule]:
    if (source.src_column is None) != (source.tgt_column is None):
        missing, given = "tgt_column", "src_column"
        if source.src_column is None:
            missing, given = given, missing
        yield BrokenRule((missing, given), f"missing, while {given} is set; give both columns or neither")


Source = Annotated[ToySource | FilesSource | HubSource, Field(discriminator="kind")]
