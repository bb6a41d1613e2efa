"""CTranslate2 with our weights. It only translates.

The spec of this one architecture is written out here, so that the benchmark needs nothing of `nmt` in the peers'
environment.
"""

from __future__ import annotations

import tempfile
from typing import Any

import numpy as np
import safetensors.numpy

from nmt.benchmark.contenders.serving import serve
from nmt.benchmark.task import Ids, Task, by_length

Arrays = dict[str, np.ndarray[Any, np.dtype[Any]]]


class CTranslateContender:
    """Options: `compute_type`, "float32" or "int8". As many workers of one thread as there are threads.

    `intra_threads` was slower than `inter_threads` at these sizes, so batches are given out to workers.
    """

    def __init__(self, task: Task, options: dict[str, Any]) -> None:
        import ctranslate2

        self._task, self._version = task, ctranslate2.__version__
        with tempfile.TemporaryDirectory() as folder:
            _write_model(task, safetensors.numpy.load_file(task.weights_path), folder)
            self._translator = ctranslate2.Translator(
                folder,
                device="cpu",
                compute_type=options.get("compute_type", "float32"),
                inter_threads=task.threads,
                intra_threads=1,
            )
        self._ids = {piece: i for i, piece in enumerate(task.pieces)}

    def facts(self) -> dict[str, Any]:
        return {"ctranslate2": self._version, "threads": f"{self._task.threads} x 1"}

    def train_step(self, number: int) -> tuple[int, float]:
        raise NotImplementedError("CTranslate2 does not train")

    def translate(self, sources: Ids, rows: slice, beam_size: int) -> Ids:
        pieces, eos = self._task.pieces, self._task.pieces[self._task.marks.eos]
        batches = by_length(sources)
        waiting = [
            self._translator.translate_batch(
                [[pieces[k] for k in sources[i]] + [eos] for i in batch],
                beam_size=beam_size,
                length_penalty=self._task.length_penalty,
                max_decoding_length=max(self._task.limit(len(sources[i])) for i in batch),
                asynchronous=True,
            )
            for batch in batches
        ]
        found: Ids = [[] for _ in sources]
        for batch, results in zip(batches, waiting, strict=True):
            for i, result in zip(batch, results, strict=True):
                found[i] = [self._ids[piece] for piece in result.result().hypotheses[0]]
        return found


def _write_model(task: Task, tensors: Arrays, folder: str) -> None:
    from ctranslate2.specs import transformer_spec
    from ctranslate2.specs.common_spec import Activation

    sizes, marks = task.sizes, task.marks
    spec = transformer_spec.TransformerSpec.from_config(
        (sizes.n_encoder_layers, sizes.n_decoder_layers), sizes.n_heads, pre_norm=False, activation=Activation.RELU
    )
    table = _sinusoids(sizes.max_positions, sizes.d_model)
    embedding = tensors["tgt_embedding.weight"]
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = embedding
    spec.decoder.projection.weight = embedding
    for side, stack in (("encoder", spec.encoder), ("decoder", spec.decoder)):
        stack.position_encodings.encodings = table
        for number, layer in enumerate(stack.layer):
            _fill_layer(layer, tensors, f"{side}.{number}", sizes.d_model)
    for vocabulary in (spec.register_source_vocabulary, spec.register_target_vocabulary):
        vocabulary(task.pieces)
    names = {"unk_token": marks.unk, "bos_token": marks.bos, "eos_token": marks.eos}
    for name, number in names.items():
        setattr(spec.config, name, task.pieces[number])
    spec.config.decoder_start_token = task.pieces[marks.bos]
    spec.config.layer_norm_epsilon = sizes.norm_epsilon
    spec.validate()
    spec.optimize()
    spec.save(folder)


def _fill_layer(layer: Any, tensors: Arrays, prefix: str, d_model: int) -> None:
    def fill(linear: Any, name: str, rows: slice = slice(None)) -> None:
        linear.weight, linear.bias = tensors[f"{prefix}.{name}.weight"][rows], tensors[f"{prefix}.{name}.bias"][rows]

    def fill_norm(norm: Any, name: str) -> None:
        norm.gamma, norm.beta = tensors[f"{prefix}.{name}.norm.weight"], tensors[f"{prefix}.{name}.norm.bias"]

    fill(layer.self_attention.linear[0], "self_attention.in_proj")
    fill(layer.self_attention.linear[1], "self_attention.out_proj")
    fill_norm(layer.self_attention.layer_norm, "self_attention_residual")
    if hasattr(layer, "attention"):
        fill(layer.attention.linear[0], "cross_attention.in_proj", slice(d_model))
        fill(layer.attention.linear[1], "cross_attention.in_proj", slice(d_model, None))
        fill(layer.attention.linear[2], "cross_attention.out_proj")
        fill_norm(layer.attention.layer_norm, "cross_attention_residual")
    fill(layer.ffn.linear_0, "feed_forward.up")
    fill(layer.ffn.linear_1, "feed_forward.down")
    fill_norm(layer.ffn.layer_norm, "feed_forward_residual")


def _sinusoids(n_positions: int, d_model: int) -> np.ndarray[Any, np.dtype[Any]]:
    """As `nmt.benchmark.twin.sinusoids`, without torch, which CTranslate2 does not need."""
    frequency = 10000.0 ** (-np.arange(0, d_model, 2, dtype=np.float32) / d_model)
    angle = np.arange(n_positions, dtype=np.float32)[:, None] * frequency
    return np.stack((np.sin(angle), np.cos(angle)), axis=-1).reshape(n_positions, d_model).astype(np.float32)


if __name__ == "__main__":
    serve(CTranslateContender)
