"""JoeyNMT's model, loss and search, with our weights, on its own batches or on ours.

Its own ones are made without regard to length, so that nearly half of their places are padding; to feed it ours is
to measure it at its best.
"""

from __future__ import annotations

import math
from typing import Any

import safetensors.torch
import torch
from torch import Tensor, nn

from nmt.benchmark.contenders.serving import serve
from nmt.benchmark.contenders.torch_training import to_tensors
from nmt.benchmark.task import Ids, Pairs, Task, by_length, padded

_ATTENTIONS = {
    "encoder": {"self_attention": "src_src_att"},
    "decoder": {"self_attention": "trg_trg_att", "cross_attention": "src_trg_att"},
}
_PARTS = {
    "feed_forward.up": "feed_forward.pwff_layer.0",
    "feed_forward.down": "feed_forward.pwff_layer.3",
    "feed_forward_residual.norm": "feed_forward.layer_norm",
    "cross_attention_residual.norm": "dec_layer_norm",
}


class JoeyContender:
    """Option: `own_batches`, as its sampler makes them of the same pairs. Always fp32 (its bf16 needs a GPU)."""

    def __init__(self, task: Task, options: dict[str, Any]) -> None:
        from joeynmt.model import build_model

        torch.set_num_threads(task.threads)
        torch.manual_seed(0)
        self._task = task
        self._batches = sample_own_batches(task) if options.get("own_batches") else task.batches
        vocabulary = _Vocabulary(task)
        config = _configure(task)
        self._model = build_model(config, vocabulary, vocabulary)
        self._model.loss_function = ("crossentropy", task.recipe.label_smoothing)
        for module in self._model.modules():
            if type(module).__name__ in ("MultiHeadedAttention", "PositionwiseFeedForward"):
                _stop_inner_dropout(module)
        _load_ours(self._model, safetensors.torch.load_file(task.weights_path))
        recipe = task.recipe
        self._optimizer = torch.optim.AdamW(
            self._model.parameters(), lr=recipe.lr, betas=recipe.betas, weight_decay=recipe.weight_decay
        )

    def facts(self) -> dict[str, Any]:
        from importlib.metadata import version

        n_parameters = sum(parameter.numel() for parameter in self._model.parameters())
        return {"joeynmt": version("joeynmt"), "torch": torch.__version__, "parameters": n_parameters}

    def train_step(self, number: int) -> tuple[int, float]:
        pairs, pad = self._batches[number % len(self._batches)], self._task.marks.pad
        src_ids, tgt_in, tgt_out = to_tensors(pairs)
        self._model.train()
        loss, *_ = self._model(
            return_type="loss",
            src=src_ids,
            src_length=(src_ids != pad).sum(1),
            src_mask=(src_ids != pad)[:, None],
            trg_input=tgt_in,
            trg=tgt_out,
            trg_mask=(tgt_out != pad)[:, None],
        )
        (loss / pairs.n_tokens).backward()
        nn.utils.clip_grad_norm_(self._model.parameters(), self._task.recipe.clip_norm)
        self._optimizer.step()
        self._optimizer.zero_grad()
        return pairs.n_tokens, loss.item() / pairs.n_tokens + smoothed_entropy(self._task)

    def translate(self, sources: Ids, rows: slice, beam_size: int) -> Ids:
        from joeynmt.batch import Batch
        from joeynmt.search import search

        marks = self._task.marks
        found: Ids = [[] for _ in sources]
        self._model.eval()
        for numbers in by_length(sources):
            # its search wants the longest first
            numbers = numbers[::-1]
            ids = torch.tensor(padded([[*sources[i], marks.eos] for i in numbers], marks.pad))
            batch = Batch(
                src=ids,
                src_length=(ids != marks.pad).sum(1),
                src_prompt_mask=None,
                trg=None,
                trg_prompt_mask=None,
                indices=torch.arange(len(numbers)),
                device=torch.device("cpu"),
                pad_index=marks.pad,
                eos_index=marks.eos,
                is_train=False,
            )
            limit = max(self._task.limit(len(sources[i])) for i in numbers)
            output, _, _ = search(
                model=self._model,
                batch=batch,
                max_output_length=limit,
                beam_size=beam_size,
                beam_alpha=self._task.length_penalty,
            )
            for i, row in zip(numbers, output.tolist(), strict=True):
                found[i] = row[: row.index(marks.eos)] if marks.eos in row else row
        return found


def sample_own_batches(task: Task) -> list[Pairs]:
    """All pairs of the task in the batches that its sampler makes, asked for as many tokens as ours hold at most."""
    from joeynmt.datasets import TokenBatchSampler

    marks = task.marks
    rows = [_strip(row, marks.pad) for batch in task.batches for row in zip(batch.src_ids, batch.tgt_out, strict=True)]
    shuffled = torch.utils.data.RandomSampler(_Sentences(rows), generator=torch.Generator().manual_seed(0))
    asked = max(batch.n_tokens for batch in task.batches)
    batches = []
    for numbers in TokenBatchSampler(shuffled, batch_size=asked, drop_last=False, seed=0):
        src, tgt = zip(*(rows[i] for i in numbers), strict=True)
        batches.append(
            Pairs(
                padded([*src], marks.pad),
                padded([[marks.bos, *row[:-1]] for row in tgt], marks.pad),
                padded([*tgt], marks.pad),
                sum(map(len, tgt)),
                numbers,
            )
        )
    return batches


def _strip(row: tuple[list[int], list[int]], pad: int) -> tuple[list[int], list[int]]:
    src, tgt = ([i for i in ids if i != pad] for ids in row)
    return src, tgt


class _Sentences(list[Any]):
    """The pairs as its sampler wants them: (number, source, target), without the end mark that it counts itself."""

    def __getitem__(self, number: Any) -> Any:
        src, tgt = super().__getitem__(number)
        return number, src[:-1], tgt[:-1]


def smoothed_entropy(task: Task) -> float:
    """What its loss, a divergence from the smoothed targets, is short of the cross entropy that others have."""
    on_all, others = task.recipe.label_smoothing, task.sizes.vocab_size - 2
    if on_all == 0:
        return 0.0
    return -(1 - on_all) * math.log(1 - on_all) - on_all * math.log(on_all / others)


class _Vocabulary:
    """What JoeyNMT's model and search ask a vocabulary for; its own class sets the ids of the marks by itself."""

    def __init__(self, task: Task) -> None:
        marks = task.marks
        self.pad_index, self.unk_index, self.bos_index, self.eos_index = marks.pad, marks.unk, marks.bos, marks.eos
        self.sep_index = None
        self.specials = [task.pieces[i] for i in (marks.unk, marks.pad, marks.bos, marks.eos)]
        self.lang_tags: list[str] = []
        self._pieces = task.pieces
        self._ids = {piece: i for i, piece in enumerate(task.pieces)}

    def __len__(self) -> int:
        return len(self._pieces)

    def lookup(self, piece: str) -> int:
        return self._ids.get(piece, self.unk_index)


def _configure(task: Task) -> dict[str, Any]:
    sizes = task.sizes
    layers = {
        "type": "transformer",
        "num_heads": sizes.n_heads,
        "embeddings": {"embedding_dim": sizes.d_model, "scale": True, "dropout": task.recipe.dropout},
        "hidden_size": sizes.d_model,
        "ff_size": sizes.d_ff,
        "dropout": task.recipe.dropout,
        "layer_norm": "post",
        "activation": "relu",
    }
    return {
        "tied_embeddings": True,
        "tied_softmax": True,
        "encoder": layers | {"num_layers": sizes.n_encoder_layers},
        "decoder": layers | {"num_layers": sizes.n_decoder_layers},
    }


def _stop_inner_dropout(module: Any) -> None:
    """Marian and we drop neither attention weights nor the inside of the feed-forward network."""
    if hasattr(module, "pwff_layer"):
        module.pwff_layer[2].p = 0.0
    else:
        module.dropout.p = 0.0


def _load_ours(model: nn.Module, tensors: dict[str, Tensor]) -> None:
    theirs = {"src_embed.lut.weight": tensors["tgt_embedding.weight"]}
    for name, tensor in tensors.items():
        side, _, rest = name.partition(".")
        layer, _, part = rest.partition(".")
        place, _, kind = part.rpartition(".")
        owner, _, projection = place.partition(".")
        prefix = f"{side}.layers.{layer}"
        if side not in _ATTENTIONS:
            continue
        if owner in _ATTENTIONS[side]:
            attention = f"{prefix}.{_ATTENTIONS[side][owner]}"
            if projection == "out_proj":
                theirs[f"{attention}.output_layer.{kind}"] = tensor
            else:
                for letter, third in zip("qkv", tensor.chunk(3), strict=True):
                    theirs[f"{attention}.{letter}_layer.{kind}"] = third
        elif place == "self_attention_residual.norm":
            theirs[f"{prefix}.{'layer_norm' if side == 'encoder' else 'x_layer_norm'}.{kind}"] = tensor
        else:
            theirs[f"{prefix}.{_PARTS[place]}.{kind}"] = tensor
    own = dict(model.named_parameters())
    missing = own.keys() ^ theirs.keys()
    if missing:
        raise ValueError(f"no counterpart for {sorted(missing)[0]}")
    with torch.no_grad():
        for name, parameter in own.items():
            parameter.copy_(theirs[name])


if __name__ == "__main__":
    serve(JoeyContender)
