"""The sections of the configuration. With `model`, `sources` and `training`, the only place of default values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from nmt.config.model import ModelConfig
from nmt.config.section import BrokenRule, Integer, Number, Section
from nmt.config.sources import HubSource, Source
from nmt.config.training import TrainingConfig

RESERVED_SPLITS = ("train", "validation")


class CleaningConfig(Section):
    """Which training pairs are left out. Each rule's count is printed and stored with the run."""

    max_pieces: Integer = Field(128, ge=1, description="Longest side that is kept, in subword pieces.")
    max_length_ratio: Number = Field(
        4.0,
        ge=1,
        description="Largest ratio of the lengths in pieces, either way; pairs with both sides of at most "
        "8 pieces are exempt.",
    )
    drop_duplicates: bool = Field(True, description="Keep only the first of identical pairs.")
    drop_overlap: bool = Field(True, description="Drop training pairs that also stand in validation or test.")


class DataConfig(Section):
    """The corpora: what is trained on, validated on and tested on."""

    src_lang: str = Field("fr", min_length=1, description="Language code of the source side.")
    tgt_lang: str = Field("en", min_length=1, description="Language code of the target side; BLEU splits by it.")
    root: str = Field(
        "", description="Folder or http(s) URL that relative file names start from; empty = where you stand."
    )
    train: list[Source] = Field(min_length=1, description="Training sources, mixed by their weights.")
    validation: list[Source] = Field(
        default_factory=list, description="Sources of the validation split (chooses the best checkpoint)."
    )
    test: dict[str, list[Source]] = Field(
        default_factory=dict, description="Test splits by name; evaluate.py takes any of them."
    )
    carve_validation: Integer = Field(
        0, ge=0, description="Take this many pairs out of train, by seed, as the validation split; 0 = off."
    )
    carve_test: Integer = Field(
        0, ge=0, description="Take this many pairs out of train, by seed, as a split named `test`; 0 = off."
    )
    cleaning: CleaningConfig = Field(default_factory=CleaningConfig)
    shuffle_buffer: Integer = Field(100_000, ge=1, description="Pairs held in memory to shuffle a streamed source.")

    def broken_rules(self) -> Iterator[BrokenRule]:
        """Each split has exactly one origin and a name that can be a folder."""
        if not self.validation and not self.carve_validation:
            yield BrokenRule(
                ("validation", "carve_validation"),
                "empty, and nothing is carved out of train; give sources here or set carve_validation, "
                "such as carve_validation: 1000",
            )
        if self.validation and self.carve_validation:
            yield BrokenRule(
                ("carve_validation", "validation"),
                "validation has its own sources already; keep one of the two",
            )
        if self.carve_test and "test" in self.test:
            yield BrokenRule(("carve_test", "test"), "a test split named `test` is given already; keep one of the two")
        for split, sources in self.test.items():
            if split in RESERVED_SPLITS or not is_folder_name(split):
                yield BrokenRule(
                    (f"test.{split}",),
                    f"'{split}' cannot name a test split; expected a plain name such as test_2016 "
                    f"(no slash, not {' or '.join(RESERVED_SPLITS)})",
                )
            if not sources:
                yield BrokenRule((f"test.{split}",), "no sources; give at least one, or drop the split")


class TokenizerConfig(Section):
    """Subword pieces, learned by sentencepiece from the training pairs."""

    kind: Literal["unigram", "bpe"] = Field("unigram", description="How pieces are learned.")
    vocab_size: Integer = Field(4000, ge=16, le=1_000_000, description="Number of pieces, special ones included.")
    joint: bool = Field(True, description="One vocabulary for both languages instead of one each.")
    tgt_vocab_size: Integer | None = Field(
        None, ge=16, le=1_000_000, description="Pieces of the target side where joint is false; null = vocab_size."
    )
    byte_fallback: bool = Field(True, description="Spell unknown characters as bytes, so that nothing is lost.")
    split_digits: bool = Field(
        True, description="Every digit is a piece: a year that training never showed is copied from those it did."
    )
    character_coverage: Number = Field(
        1.0, ge=0.9, le=1, description="Share of the characters seen that get a piece of their own."
    )
    sampling_alpha: Number = Field(
        0.0,
        ge=0,
        le=1,
        description="Subword sampling in training (0 = off): for unigram the smoothing of the distribution "
        "(lower = more varied), for bpe the merge dropout.",
    )
    lowercase_src: bool = Field(
        False,
        description="Source pieces without capitals, so that a word that begins a sentence is the one that the model "
        "knows from within; a translation begins with a capital where its source does. Needs joint: false.",
    )
    max_training_pairs: Integer = Field(200_000, ge=1, description="Learn the pieces from at most this many pairs.")


class AlignmentConfig(Section):
    """How the model learns which source words its words come from.

    Translations are the same with and without, unless guidance asks the attention that makes them to look there.
    """

    labels: Literal["statistical", "gold", "off"] = Field(
        "statistical",
        description="What the alignment heads learn from: the built-in statistical aligner; or gold links where the "
        "corpus has them, and the aligner elsewhere; or nothing.",
    )
    every_steps: Integer = Field(3, ge=1, description="The heads learn at every so many optimizer steps.")
    guidance: Number = Field(
        0.0,
        ge=0,
        le=1000,
        description="Guided attention: weight of a loss, where the heads learn, that has the first head of "
        "the last decoder layer look where each word comes from while it is made; 0 = attention looks where it likes.",
    )
    max_pairs: Integer = Field(
        100_000,
        ge=1,
        description="The statistical aligner learns from at most this many pairs, spread over the corpus.",
    )


class DecodingConfig(Section):
    """How translations are searched for."""

    beam_size: Integer = Field(5, ge=1, le=10_000, description="Hypotheses kept at each step; 1 = greedy.")
    length_penalty: Number = Field(
        1.0,
        ge=0,
        le=10,
        description="Exponent of the length that log-probabilities are divided by; 0 = no normalisation.",
    )
    max_length_factor: Number = Field(
        2.0, gt=0, le=1000, description="A translation has at most factor x source pieces + extra pieces."
    )
    max_length_extra: Integer = Field(20, ge=0, description="See max_length_factor.")
    max_sentences: Integer | None = Field(
        3,
        ge=1,
        description="A line of more sentences is translated sentence by sentence, since a model that has not seen such "
        "lines leaves some out; null = only if it is longer than data.cleaning.max_pieces.",
    )
    batch_sentences: Integer = Field(128, ge=1, description="Sentences translated together; never changes a result.")


class Config(Section):
    """Everything that defines a run."""

    name: str = Field("", description="Name of the run; empty = the configuration file's, without its ending.")
    seed: Integer = Field(
        1, ge=0, lt=2**32, description="Decides initialisation, order of the data, dropout and carving."
    )
    run_dir: str = Field("", description="Where the run is stored; empty = runs/<name> in the project.")
    data: DataConfig
    tokenizer: TokenizerConfig = Field(default_factory=TokenizerConfig)
    model: ModelConfig = Field(default_factory=ModelConfig)
    training: TrainingConfig
    alignment: AlignmentConfig = Field(default_factory=AlignmentConfig)
    decoding: DecodingConfig = Field(default_factory=DecodingConfig)

    def broken_rules(self) -> Iterator[BrokenRule]:
        """Rules between the sections."""
        if self.name and not is_folder_name(self.name):
            yield BrokenRule(("name",), f"'{self.name}' cannot name a folder; expected a name without a slash")
        if self.model.tie_embeddings == "all" and not self.tokenizer.joint:
            yield BrokenRule(
                ("model.tie_embeddings", "tokenizer.joint"),
                "'all' needs one vocabulary for both sides; set tokenizer.joint: true, or this to decoder",
            )
        if self.alignment.guidance and self.alignment.labels == "off":
            yield BrokenRule(
                ("alignment.guidance", "alignment.labels"),
                "attention is guided by labels, and labels is off; set it to statistical or gold, or guidance to 0",
            )
        if self.tokenizer.joint and self.tokenizer.tgt_vocab_size is not None:
            yield BrokenRule(
                ("tokenizer.tgt_vocab_size", "tokenizer.joint"),
                "one vocabulary for both languages has one size; set tokenizer.joint: false, or leave this out",
            )
        if self.tokenizer.joint and self.tokenizer.lowercase_src:
            yield BrokenRule(
                ("tokenizer.lowercase_src", "tokenizer.joint"),
                "one vocabulary for both languages would write English without capitals; set tokenizer.joint: false, "
                "or this to false",
            )
        if self.model.kind != "transformer" and self.training.compile == "on":
            yield BrokenRule(
                ("training.compile", "model.kind"),
                f"'on' needs a transformer; model.kind {self.model.kind} goes word by word; set this to auto or off",
            )
        if self.model.kind == "gru" and self.alignment.labels != "off":
            yield BrokenRule(
                ("alignment.labels", "model.kind"),
                f"'{self.alignment.labels}' needs a model with attention, and model.kind gru has none; set this to off",
            )
        if self.training.hardest < 1 and any(isinstance(one, HubSource) and one.streaming for one in self.data.train):
            yield BrokenRule(
                ("training.hardest", "data.train"),
                f"{self.training.hardest:g} needs pairs to show again, and a source is streamed; set this to 1",
            )
        longest = self.data.cleaning.max_pieces + 1  # the end mark takes a position too
        if longest > self.model.max_positions:
            yield BrokenRule(
                ("model.max_positions", "data.cleaning.max_pieces"),
                f"{self.model.max_positions} is too small for data.cleaning.max_pieces = "
                f"{self.data.cleaning.max_pieces}; expected at least {longest}",
            )


def is_folder_name(name: str) -> bool:
    """Tell whether a name is safe as one folder below another.

    >>> is_folder_name("test_2016"), is_folder_name("../up"), is_folder_name(".hidden")
    (True, False, False)
    """
    return bool(name) and not name.startswith(".") and not any(mark in name for mark in "/\\:\0\n")
