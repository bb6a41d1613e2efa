"""The section that says what is trained: the transformer, or the recurrent models that it is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from nmt.config.section import BrokenRule, Integer, Number, Section

# Keys of the model that only a transformer has.
TRANSFORMER_KEYS = (
    "n_heads",
    "d_ff",
    "n_encoder_layers",
    "n_decoder_layers",
    "norm",
    "norm_placement",
    "positions",
    "activation",
    "attention_dropout",
    "activation_dropout",
)


class ModelConfig(Section):
    """The kind and the shape of the model."""

    kind: Literal["transformer", "gru", "gru_attention"] = Field(
        "transformer",
        description="transformer; or, to see what attention is good for, a recurrent encoder-decoder whose halves are "
        "joined by one vector (gru), or by additive attention (gru_attention). Those have one layer each.",
    )
    d_model: Integer = Field(128, ge=1, le=65_536, description="Width of the representations.")
    n_heads: Integer = Field(4, ge=1, le=65_536, description="Attention heads; they share d_model evenly.")
    d_ff: Integer = Field(256, ge=1, le=1_000_000, description="Width of the feed-forward layers.")
    n_encoder_layers: Integer = Field(4, ge=1, le=1000, description="Depth of the encoder.")
    n_decoder_layers: Integer = Field(4, ge=1, le=1000, description="Depth of the decoder.")
    norm: Literal["rmsnorm", "layernorm"] = Field(
        "layernorm", description="Kind of normalisation; PyTorch's layernorm is the quicker one on a CPU."
    )
    norm_placement: Literal["pre", "post"] = Field(
        "pre",
        description="Normalise before each sublayer (trains without care), or after it as in the paper.",
    )
    positions: Literal["rotary", "sinusoidal", "learned"] = Field(
        "rotary", description="How the model knows the order of the pieces."
    )
    activation: Literal["relu", "gelu", "relu_squared", "swiglu"] = Field(
        "relu_squared", description="Feed-forward non-linearity."
    )
    dropout: Number = Field(0.1, ge=0, lt=1, description="Share of activations dropped in training.")
    attention_dropout: Number = Field(0.0, ge=0, lt=1, description="Share of attention weights dropped in training.")
    activation_dropout: Number = Field(
        0.0,
        ge=0,
        lt=1,
        description="Share of the feed-forward network's inner activations dropped in training.",
    )
    tie_embeddings: Literal["all", "decoder", "none"] = Field(
        "all",
        description="Which of source embedding, target embedding and output layer are one matrix: all three, "
        "the decoder's two, or none.",
    )
    word_vectors: Literal["counted", "random"] = Field(
        "counted",
        description="Where embeddings begin: counted = near the pieces with like neighbours and near their "
        "translations, by statistics of the training pairs; random = anywhere.",
    )
    bias: bool = Field(False, description="Bias terms in the linear layers.")
    max_positions: Integer = Field(
        1024, ge=2, le=1_000_000, description="Longest sequence in pieces, end mark included."
    )

    @property
    def d_head(self) -> int:
        """Width of one attention head."""
        return self.d_model // self.n_heads

    @model_serializer(mode="wrap")
    def _say_only_what_applies(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        left_out = () if self.kind == "transformer" else TRANSFORMER_KEYS
        return {key: value for key, value in write(self).items() if key not in left_out}

    def broken_rules(self) -> Iterator[BrokenRule]:
        """Keys of one kind only, and widths that divide evenly."""
        if self.kind == "transformer":
            yield from self._broken_rules_of_transformers()
            return
        for key in TRANSFORMER_KEYS:
            if key in self.model_fields_set:
                yield BrokenRule((key, "kind"), f"only a transformer has this, and kind is {self.kind}; leave it out")
        if self.d_model % 2:
            yield BrokenRule(
                ("d_model", "kind"), f"{self.d_model} is odd; a {self.kind} reads in two directions of half that width"
            )

    def _broken_rules_of_transformers(self) -> Iterator[BrokenRule]:
        if self.d_model % self.n_heads:
            yield BrokenRule(
                ("d_model", "n_heads"),
                f"{self.d_model} does not divide evenly among n_heads = {self.n_heads} heads; expected a multiple",
            )
        elif self.positions == "rotary" and self.d_head % 2:
            yield BrokenRule(
                ("d_model", "n_heads", "positions"),
                f"{self.d_model} / {self.n_heads} heads = {self.d_head} per head; "
                "rotary positions turn pairs of numbers and need an even one",
            )
        if self.positions == "sinusoidal" and self.d_model % 2:
            yield BrokenRule(
                ("d_model", "positions"), f"{self.d_model} is odd; sinusoidal positions need an even width"
            )
