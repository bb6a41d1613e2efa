"""Hugging Face's Marian, with our weights: trains on logits with our loss, translates with `generate`."""

from __future__ import annotations

from typing import Any

import safetensors.torch
import torch
from torch import Tensor

from nmt.benchmark.contenders.serving import serve
from nmt.benchmark.contenders.torch_training import TorchTraining
from nmt.benchmark.task import Ids, Task, by_length, padded
from nmt.benchmark.twin import sinusoids

_ATTENTIONS = {"self_attention": "self_attn", "cross_attention": "encoder_attn"}
_PARTS = {
    "self_attention_residual.norm": "self_attn_layer_norm",
    "cross_attention_residual.norm": "encoder_attn_layer_norm",
    "feed_forward.up": "fc1",
    "feed_forward.down": "fc2",
    "feed_forward_residual.norm": "final_layer_norm",
}


class MarianContender:
    """Options: `precision`, `attention` ("sdpa" is the library's default; "eager" the quicker one for sentences)."""

    def __init__(self, task: Task, options: dict[str, Any]) -> None:
        import transformers

        self._task, self._transformers = task, transformers
        transformers.logging.set_verbosity_error()
        self._model = transformers.MarianMTModel(_configure(task, options.get("attention", "sdpa")))
        for module in self._model.modules():
            if isinstance(module, torch.nn.LayerNorm):
                module.eps = task.sizes.norm_epsilon
        _load_ours(self._model, safetensors.torch.load_file(task.weights_path), task)
        self._training = TorchTraining(task, self._model, self._forward, options)

    def facts(self) -> dict[str, Any]:
        # the tables of sinusoids count as parameters there, and the bias of the logits is none
        n_fixed = sum(p.numel() for name, p in self._model.named_parameters() if "embed_positions" in name)
        facts = self._training.facts()
        facts["parameters"] -= n_fixed
        return facts | {"transformers": self._transformers.__version__}

    def train_step(self, number: int) -> tuple[int, float]:
        return self._training.step(number)

    def translate(self, sources: Ids, rows: slice, beam_size: int) -> Ids:
        marks = self._task.marks
        found: Ids = [[] for _ in sources]
        self._model.eval()
        for batch in by_length(sources):
            ids = torch.tensor(padded([[*sources[i], marks.eos] for i in batch], marks.pad))
            with torch.inference_mode():
                output = self._model.generate(
                    ids,
                    attention_mask=ids != marks.pad,
                    num_beams=beam_size,
                    do_sample=False,
                    max_new_tokens=max(self._task.limit(len(sources[i])) for i in batch),
                    length_penalty=self._task.length_penalty if beam_size > 1 else None,
                    early_stopping=beam_size > 1,  # stops where ours does: once `beam_size` have finished
                )
            for i, row in zip(batch, output[:, 1:].tolist(), strict=True):
                found[i] = row[: row.index(marks.eos)] if marks.eos in row else row
        return found

    def _forward(self, src_ids: Tensor, tgt_in: Tensor, tgt_out: Tensor) -> Tensor:
        logits: Tensor = self._model(
            input_ids=src_ids, attention_mask=src_ids != self._task.marks.pad, decoder_input_ids=tgt_in, use_cache=False
        ).logits
        return logits


def _configure(task: Task, attention: str) -> Any:
    import transformers

    sizes, marks = task.sizes, task.marks
    config = transformers.MarianConfig(
        vocab_size=sizes.vocab_size,
        max_position_embeddings=sizes.max_positions,
        encoder_layers=sizes.n_encoder_layers,
        decoder_layers=sizes.n_decoder_layers,
        encoder_ffn_dim=sizes.d_ff,
        decoder_ffn_dim=sizes.d_ff,
        encoder_attention_heads=sizes.n_heads,
        decoder_attention_heads=sizes.n_heads,
        d_model=sizes.d_model,
        activation_function="relu",
        dropout=task.recipe.dropout,
        attention_dropout=0.0,
        activation_dropout=0.0,
        scale_embedding=True,
        pad_token_id=marks.pad,
        bos_token_id=marks.bos,
        eos_token_id=marks.eos,
        decoder_start_token_id=marks.bos,
        forced_eos_token_id=None,
    )
    config._attn_implementation = attention
    return config


def _load_ours(model: Any, tensors: dict[str, Tensor], task: Task) -> None:
    """Our weights by Marian's names, and our table of sinusoids in the place of its own, whose columns are sorted."""
    table = sinusoids(task.sizes.max_positions, task.sizes.d_model)
    theirs = {"model.shared.weight": tensors["tgt_embedding.weight"]}
    for side in ("encoder", "decoder"):
        theirs[f"model.{side}.embed_positions.weight"] = table
    for name, tensor in tensors.items():
        side, _, rest = name.partition(".")
        layer, _, part = rest.partition(".")
        place, _, kind = part.rpartition(".")  # such as feed_forward.up, weight
        prefix = f"model.{side}.layers.{layer}"
        owner, _, projection = place.partition(".")
        if owner in _ATTENTIONS and projection == "in_proj":
            for letter, third in zip("qkv", tensor.chunk(3), strict=True):
                theirs[f"{prefix}.{_ATTENTIONS[owner]}.{letter}_proj.{kind}"] = third
        elif owner in _ATTENTIONS:
            theirs[f"{prefix}.{_ATTENTIONS[owner]}.out_proj.{kind}"] = tensor
        elif place in _PARTS:
            theirs[f"{prefix}.{_PARTS[place]}.{kind}"] = tensor
    own = dict(model.named_parameters())
    missing = own.keys() - theirs.keys()
    if missing:
        raise ValueError(f"no weight of ours for Marian's {sorted(missing)[0]}")
    with torch.no_grad():
        for name, parameter in own.items():
            parameter.copy_(theirs[name])
    for side in (model.model.encoder, model.model.decoder):
        side.embed_positions.weight.requires_grad_(False)


if __name__ == "__main__":
    serve(MarianContender)
