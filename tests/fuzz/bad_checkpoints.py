"""Checkpoints of the right format and checksum whose parts are wrong: tensors, counters, positions, tables.

What happens to their bytes is tried elsewhere (tests/test_checkpoint.py): the checksum finds it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import safetensors.torch
import torch

from nmt.alignment.statistical import StatisticalAligner
from nmt.build.translator import build_model, load_aligning_translator
from nmt.checkpoint import State, Tensors, model_tensors, prefixed, read_checkpoint, write_checkpoint
from nmt.config import Config, TrainingConfig, dump_config
from nmt.data.corpus import SentencePair
from nmt.decoding.translator import SearchOptions
from nmt.keeper import WEIGHTS
from nmt.run import RunDirectory
from nmt.tokenizer import TokenizerPair
from nmt.trainer import Trainer
from tests.fuzz.trials import Trial, Wanted
from tests.reversal import build_trainer
from tests.tiny import PAIRS

KIND = "checkpoints"
NOTHINGS: tuple[Any, ...] = (None, True, "x", "", -1, 0, 1.5, [], {}, [1], 10**30, 1e300)
CHANGES: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "longer": lambda t: torch.cat([t, t]) if t.dim() else t.repeat(2),
    "shorter": lambda t: t[1:] if t.dim() else t[None], "empty": lambda t: t.flatten()[:0],
    "deeper": lambda t: t[None], "flat": lambda t: t.flatten()[None, None],
    "turned": lambda t: t.t().contiguous() if t.dim() == 2 else t[None],
    "int64": lambda t: t.to(torch.int64), "bool": lambda t: t.to(torch.bool), "fp16": lambda t: t.to(torch.float16),
    "fp64": lambda t: t.to(torch.float64),
    "complex": lambda t: t.to(torch.complex64), "bf16": lambda t: t.to(torch.bfloat16),
    "uint8": lambda t: t.to(torch.uint8),
    "nan": lambda t: torch.full_like(t, torch.nan) if t.is_floating_point() else t[None],
    "infinite": lambda t: _with(t, torch.inf), "one nan": lambda t: _with(t, torch.nan),
}  # fmt: skip


def trials() -> Iterator[Trial]:
    tensors, state = translating()
    yield from _tensors("best", tensors, state, _translate, [name for name in tensors][::2])
    yield from _state("best", tensors, state, _translate, ["alignment"], Wanted.REFUSAL)
    tensors, state = resumable()
    yield from _tensors(
        "last",
        tensors,
        state,
        _resume,
        [name for name in tensors if not name.startswith(("model", "live"))] + list(tensors)[::9],
    )
    yield from _state("last", tensors, state, _resume, ["progress", "stream"], Wanted.REFUSAL)
    tensors, state = aligning()
    yield from _tensors("aligner", tensors, state, _align, list(tensors))
    yield from _state("aligner", tensors, state, _align, list(state), Wanted.REFUSAL)
    yield from _headers()


@cache
def run() -> RunDirectory:
    """A run with weights drawn at random; kept for the life of this process."""
    run._folder = tempfile.TemporaryDirectory(prefix="nmt-fuzz-run-")  # type: ignore[attr-defined]
    run_dir = RunDirectory(Path(run._folder.name) / "run")  # type: ignore[attr-defined]
    config = Config.model_validate({
        "name": "random", "data": {"train": [{"kind": "toy"}], "carve_validation": 1},
        "training": {"max_steps": 1, "device": "cpu"}, "tokenizer": {"vocab_size": 310},
        "decoding": {"max_length_extra": 5, "max_length_factor": 0.5, "beam_size": 2},
        "model": {"d_model": 16, "n_heads": 2, "d_ff": 16, "n_encoder_layers": 1, "n_decoder_layers": 2},
    })  # fmt: skip
    run_dir.create()
    run_dir.config_path.write_text(dump_config(config), encoding="utf-8")
    tokenizers = TokenizerPair.train([SentencePair(*pair) for pair in PAIRS], config.tokenizer)
    tokenizers.save(run_dir.tokenizer_dir)
    torch.manual_seed(1)
    model = build_model(config, tokenizers)
    state = {
        "kind": WEIGHTS,
        "origin": {},
        "step": 1,
        "loss": 1.0,
        "bleu": 0.0,
        "chrf": 0.0,
        "alignment": {
            "layer": 0,
            "attention_layer": 1,
            "losses": [1.0, 1.0],
            "attention_hits": [0.5, 0.5],
            "aer": None,
        },
    }
    write_checkpoint(run_dir.best_checkpoint, prefixed(model_tensors(model), "model"), state)
    StatisticalAligner.fit([(fr.lower().split(), en.lower().split()) for fr, en in PAIRS]).save(run_dir.aligner_path)
    return run_dir


@cache
def trainer() -> Trainer:
    """A training that stands after its second step, on a folder with its checkpoint."""
    settings = TrainingConfig(
        max_steps=2, max_tokens_per_batch=200, validate_every_steps=9, early_stopping_metric="loss", warmup_steps=1
    )
    made = build_trainer(run().path / "training", settings, n_sentences=400)
    made.fit()
    return made


@cache
def translating() -> tuple[Tensors, State]:
    return read_checkpoint(run().best_checkpoint)


@cache
def resumable() -> tuple[Tensors, State]:
    return read_checkpoint(trainer().run.last_checkpoint)


@cache
def aligning() -> tuple[Tensors, State]:
    return read_checkpoint(run().aligner_path)


def _translate(path: Path) -> None:
    """Load the run with another best checkpoint, and translate with it."""
    here = RunDirectory(path.parents[1])
    for name in ("config.yaml", "tokenizer"):
        (here.path / name).symlink_to(run().path / name)
    translator, _ = load_aligning_translator(here, torch.device("cpu"))
    (found,) = translator.translate(["Je suis"], SearchOptions(beam_size=1))
    assert all(value <= 0 for value in found.candidates[0].token_log_probs), "probabilities that are none"


def _resume(path: Path) -> None:
    made = trainer()
    made.run = made.keeper.run = RunDirectory(path.parents[1])
    made.restore()
    made.train_step(next(made.stream))


def _align(path: Path) -> None:
    (weights,) = StatisticalAligner.load(path).align([(["je", "suis", "neuf"], ["i", "am", "new"])])
    assert weights.links.shape == (3, 3), "links of another sentence"


def trial(
    name: str, tensors: Tensors, state: Any, use: Callable[[Path], None], file: str, wanted: Wanted = Wanted.REFUSAL
) -> Trial:
    return Trial(
        KIND, f"{file}: {name}", f"{file}: {name}".encode(), partial(_give, tensors, state, use, file), wanted, (file,)
    )


def _give(tensors: Tensors, state: Any, use: Callable[[Path], None], file: str, folder: Path) -> None:
    path = folder / "checkpoints" / f"{file}.safetensors"
    write_checkpoint(path, tensors, state)
    use(path)


def _with(tensor: torch.Tensor, value: float) -> torch.Tensor:
    changed = tensor.clone()
    if changed.numel() and changed.is_floating_point():
        changed.view(-1)[-1] = value
        return changed
    return tensor[None]


def _tensors(
    file: str, tensors: Tensors, state: State, use: Callable[[Path], None], names: list[str]
) -> Iterator[Trial]:
    for name in names:
        rest = {other: tensor for other, tensor in tensors.items() if other != name}
        yield trial(f"without {name}", rest, state, use, file)
        yield trial(f"{name} by another name", rest | {f"{name}x": tensors[name]}, state, use, file)
        for what, change in CHANGES.items():
            changed = change(tensors[name])
            if (
                changed.dtype == tensors[name].dtype
                and changed.shape == tensors[name].shape
                and torch.equal(changed, tensors[name])
            ):
                continue
            is_square = what == "turned" and changed.shape == tensors[name].shape  # nobody can tell
            is_exact = is_square or (file == "aligner" and what == "fp64")  # as good numbers as any
            yield trial(
                f"{name} {what}",
                rest | {name: changed},
                state,
                use,
                file,
                Wanted.EITHER if is_exact else Wanted.REFUSAL,
            )


def _state(
    file: str, tensors: Tensors, state: State, use: Callable[[Path], None], keys: list[str], wanted: Wanted
) -> Iterator[Trial]:
    for value in (None, [], "x", 1, True):
        yield trial(f"its state is {value!r}", tensors, value, use, file)
    for key in keys:
        if key != "alignment":  # without it, a run was never validated
            yield trial(f"no {key}", tensors, {k: v for k, v in state.items() if k != key}, use, file)
        for value in NOTHINGS[key == "alignment" :]:
            may_be = (
                ((file == "aligner" and key in ("spelling", "null_prior")) or "denominator" in key)
                and type(value) in (int, float)
            ) or value == state[key]
            yield trial(
                f"{key} is {value!r}", tensors, state | {key: value}, use, file, Wanted.EITHER if may_be else wanted
            )
        if isinstance(state[key], dict):
            for part, right in state[key].items():
                if part in ("losses", "attention_hits", "aer", "corpus", "max_tokens", "micro_batches", "seed"):
                    continue  # told to people, or compared: what differs is said in a warning
                rest = {k: v for k, v in state[key].items() if k != part}
                yield trial(f"{key} without {part}", tensors, state | {key: rest}, use, file)
                for value in NOTHINGS:
                    may_be = (
                        type(right) is type(value)
                        or (type(value) in (int, float) and isinstance(right, float | None))
                        or (value is None and part in ("best", "layer"))  # no best yet; the mean of the heads aligns
                    )
                    yield trial(
                        f"{key}.{part} is {value!r}",
                        tensors,
                        state | {key: rest | {part: value}},
                        use,
                        file,
                        Wanted.EITHER if may_be else wanted,
                    )
            yield trial(f"{key} with more", tensors, state | {key: state[key] | {"x": 1}}, use, file, Wanted.EITHER)


def _headers() -> Iterator[Trial]:
    """Files of safetensors whose entry of ours is not ours."""
    tensors, state = translating()
    digest = "0" * 64
    for header in (None, "", "x", "[]", "{}", "1", "null", '"x"', "[" * 5000, "{", '{"format": 3}',
            f'{{"format": 3, "sha256": "{digest}"}}', "\\ud800",
                   json.dumps({"format": 1, "sha256": digest, "state": state}),
                   json.dumps({"format": 2, "sha256": digest, "state": state}),
                   json.dumps({"format": 3, "sha256": digest, "state": state}),
                   json.dumps({"format": "3", "sha256": digest, "state": state}),
                   json.dumps({"format": 3, "sha256": 7, "state": state}),
                   json.dumps({"format": 3, "sha256": None, "state": state}),
                   json.dumps({"format": None, "sha256": digest, "state": state}),
                   '{"format": NaN, "sha256": 1, "state": {}}', "9" * 5000):  # fmt: skip
        content = safetensors.torch.save(tensors, None if header is None else {"nmt": header})
        yield Trial(KIND, f"header {str(header)[:40]}", content, partial(_give_bytes, content, "best"), words=("best",))
    for size in (0, 1, 2**20, 2**40, 2**63, 2**64 - 1):
        for rest in (b"", b"{}", b"{" * 100, b'{"a":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}', bytes(100)):
            content = size.to_bytes(8, "little") + rest
            yield Trial(
                KIND, f"header of {size} bytes", content, partial(_give_bytes, content, "best"), words=("best",)
            )
    for name in (
        "../../evil",
        "/etc/evil",
        "a\0b",
        "",
        "__class__",
        "model.__dict__",
        "\ud800".encode("utf-8", "replace").decode(),
        "x" * 10_000,
    ):
        yield trial(
            f"a tensor named {name[:20]!r}", tensors | {f"model.{name}": torch.ones(1)}, state, _translate, "best"
        )


def _give_bytes(content: bytes, file: str, folder: Path) -> None:
    path = folder / "checkpoints" / f"{file}.safetensors"
    path.parent.mkdir()
    path.write_bytes(content)
    _translate(path)
