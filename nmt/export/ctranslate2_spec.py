"""The parameters of a transformer under the names and in the layouts of CTranslate2's model specification.

CTranslate2 knows each of our variants: norms before or after, LayerNorm or RMSNorm, rotary or added positions, with
or without biases. One it knows by a detour only: relu(x)^2 = relu(x) * x, which is a gated network whose gate and input
are the same matrix (Shazeer 2020, "GLU variants", ReGLU with W = V). The file holds that matrix once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from torch import Tensor, nn

from nmt.model.attention import MultiHeadAttention
from nmt.model.layers import NORM_EPSILON, FeedForward
from nmt.model.transformer import Transformer

# Added to the logit of what is never to be chosen: it leaves a probability of zero, and half precision can hold it.
NEVER = -3e4
ALL_HEADS = 0  # how CTranslate2 spells "the mean of all heads"

_GATED = ("swiglu", "relu_squared")


def build_spec(model: Transformer, attention_layer: int, forbidden: Sequence[int]) -> Any:
    """A `TransformerSpec` with the model's parameters; its vocabularies are still to be registered.

    Args:
        attention_layer: whose cross-attention, as the mean of its heads, `return_attention` is to give; -1 = the last.
        forbidden: target ids that no search may choose. Their probability is shared out among the others.
    """
    from ctranslate2 import specs

    config = model.config
    kinds = {
        "pre_norm": config.norm_placement == "pre",
        "activation": _activation(config.activation),
        "rms_norm": config.norm == "rmsnorm",
        "ffn_glu": config.activation in _GATED,
    }
    if config.positions == "rotary":
        kinds |= {"rotary_dim": 0, "rotary_interleave": True}  # all dimensions; neighbours are a complex number
    # Not `TransformerSpec.from_config`, which knows no rotary positions.
    spec = specs.TransformerSpec(
        specs.transformer_spec.TransformerEncoderSpec(config.n_encoder_layers, config.n_heads, **kinds),
        specs.transformer_spec.TransformerDecoderSpec(
            config.n_decoder_layers,
            config.n_heads,
            alignment_layer=attention_layer,
            alignment_heads=ALL_HEADS,
            **kinds,
        ),
    )
    spec.config.layer_norm_epsilon = NORM_EPSILON
    spec.config.add_source_eos = True  # False by default; our encoder has always seen the end mark
    _fill_encoder(spec.encoder, model)
    _fill_decoder(spec.decoder, model, forbidden)
    return spec


def _activation(name: str) -> Any:
    from ctranslate2.specs import Activation

    known = {"relu": Activation.RELU, "relu_squared": Activation.RELU}
    known |= {"gelu": Activation.GELU, "swiglu": Activation.SWISH}
    return known[name]


def _fill_encoder(spec: Any, model: Transformer) -> None:
    spec.embeddings[0].weight = _array(model.src_embedding.weight)
    _fill_positions(spec, model, "src")
    for layer_spec, layer in zip(spec.layer, _layers(model.encoder), strict=True):
        _fill_self_attention(layer_spec.self_attention, layer)
        _fill_feed_forward(layer_spec.ffn, layer)
    _fill_norm(getattr(spec, "layer_norm", None), model.encoder_norm)


def _fill_decoder(spec: Any, model: Transformer, forbidden: Sequence[int]) -> None:
    spec.embeddings.weight = _array(model.tgt_embedding.weight)
    _fill_positions(spec, model, "tgt")
    for layer_spec, layer in zip(spec.layer, _layers(model.decoder), strict=True):
        _fill_self_attention(layer_spec.self_attention, layer)
        _fill_cross_attention(layer_spec.attention, layer.cross_attention)
        _fill_norm(layer_spec.attention.layer_norm, layer.cross_attention_residual.norm)
        _fill_feed_forward(layer_spec.ffn, layer)
    _fill_norm(getattr(spec, "layer_norm", None), model.decoder_norm)
    spec.projection.weight = _array(model.output.weight)
    spec.projection.bias = np.zeros(len(model.output.weight), dtype=np.float32)
    spec.projection.bias[list(forbidden)] = NEVER


def _fill_positions(spec: Any, model: Transformer, side: str) -> None:
    """The table that is added; CTranslate2's own sinusoids have other frequencies and begin at position 1.

    Its last row stands there twice: `score_batch` puts an end mark even behind what has as many tokens as there are
    positions, and refuses a position without a row.
    """
    if model.config.positions != "rotary":
        learned = model.config.positions == "learned"
        table = _array(getattr(model, f"{side}_positions") if learned else model.get_buffer("sinusoids"))
        spec.position_encodings.encodings = np.vstack([table, table[-1:]])


def _fill_self_attention(spec: Any, layer: Any) -> None:
    attention = layer.self_attention
    _fill_linear(spec.linear[0], attention.in_proj.weight, attention.in_proj.bias)
    _fill_linear(spec.linear[1], attention.out_proj.weight, attention.out_proj.bias)
    _fill_norm(spec.layer_norm, layer.self_attention_residual.norm)


def _fill_cross_attention(spec: Any, attention: MultiHeadAttention) -> None:
    """Queries by themselves, since they are made of another sequence than keys and values."""
    d_model, weight, bias = attention.d_model, attention.in_proj.weight, attention.in_proj.bias
    _fill_linear(spec.linear[0], weight[:d_model], None if bias is None else bias[:d_model])
    _fill_linear(spec.linear[1], weight[d_model:], None if bias is None else bias[d_model:])
    _fill_linear(spec.linear[2], attention.out_proj.weight, attention.out_proj.bias)


def _fill_feed_forward(spec: Any, layer: Any) -> None:
    network: FeedForward = layer.feed_forward
    up, up_bias = network.up.weight, network.up.bias
    if network.activation == "swiglu":
        (gate, linear), d_ff = up.chunk(2), len(up) // 2
        _fill_linear(spec.linear_0, gate, None if up_bias is None else up_bias[:d_ff])
        _fill_linear(spec.linear_0_noact, linear, None if up_bias is None else up_bias[d_ff:])
    else:
        _fill_linear(spec.linear_0, up, up_bias)
        if network.activation == "relu_squared":
            _fill_linear(spec.linear_0_noact, up, up_bias)
    _fill_linear(spec.linear_1, network.down.weight, network.down.bias)
    _fill_norm(spec.layer_norm, layer.feed_forward_residual.norm)


def _fill_linear(spec: Any, weight: Tensor, bias: Tensor | None) -> None:
    spec.weight = _array(weight)
    if bias is not None:
        spec.bias = _array(bias)


def _fill_norm(spec: Any, norm: nn.Module) -> None:
    if isinstance(norm, nn.Identity):
        return
    weight, bias = norm.weight, getattr(norm, "bias", None)
    assert isinstance(weight, Tensor)
    spec.gamma = _array(weight)
    if isinstance(norm, nn.LayerNorm):
        spec.beta = np.zeros_like(spec.gamma) if bias is None else _array(bias)


def _layers(layers: nn.ModuleList) -> list[Any]:
    return list(layers)


def _array(tensor: Tensor) -> np.ndarray[Any, np.dtype[np.float32]]:
    """A copy: CTranslate2 quantizes in place."""
    return tensor.detach().float().cpu().numpy().copy()
