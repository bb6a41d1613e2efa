"""One point of a curve: `python -m nmt.benchmark.contenders.point '{"kind": "training", ...}'` prints its costs.

A process of its own for each point, so that its memory is its own. Memory is counted from where the process stands
once everything is imported.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor

from nmt.build.data import build_corpora
from nmt.companions import companions
from nmt.config import Config, load_config
from nmt.data.batching import Batch
from nmt.data.dataset import Corpus
from nmt.data.steps import BatchPlan, BatchStream
from nmt.decoding.beam import beam_search
from nmt.decoding.search import Cache, SearchRules
from nmt.distributed import World, join_world, leave_world
from nmt.learner import Learner
from nmt.machine import choose_machine, keep_memory
from nmt.memory import peak_bytes
from nmt.model.cache import DecoderCache
from nmt.model.transformer import Transformer
from nmt.nonfinite import NonFiniteGuard, ReadBack
from nmt.objective import build_objective
from nmt.optim import AveragedWeights, FlatWeights, build_optimizers
from nmt.reporting import SilentReporter
from nmt.run import RunDirectory
from nmt.tokenizer import SpecialIds
from nmt.trainer import Trainer
from nmt.validation import Validator

PAD, BOS, EOS, FIRST_PIECE = 0, 2, 3, 4
WARM_UP = 2


def measure_training(point: dict[str, Any], world: World) -> dict[str, float]:
    """Seconds of a step on invented sentences that are all of one length, so that nothing is padding."""
    config = load_config(point["config"], point["overrides"])
    trainer = build_plain_trainer(config, point["vocab_size"], world)
    batch = invent_batch(point["tokens"] // world.size, point["length"], point["vocab_size"])
    trainer.learner.model.train()
    return {"seconds": time_calls(lambda: trainer.train_step([batch]), point["repeats"])}


def measure_decoding(point: dict[str, Any], _: World) -> dict[str, float]:
    """Seconds of beam search over a batch whose translations all have the length of their source."""
    config = load_config(point["config"], point["overrides"])
    torch.set_num_threads(config.training.threads)
    model = Transformer(config.model, point["vocab_size"], point["vocab_size"], PAD).eval()
    length, n_sentences = point["length"], point["sentences"]
    src_ids = torch.randint(FIRST_PIECE, point["vocab_size"], (n_sentences, length))
    rules = SearchRules(BOS, EOS, 1.0, (PAD, BOS), min_length=length)

    def step(token_ids: Tensor, cache: Cache) -> Tensor:
        assert isinstance(cache, DecoderCache)
        return model.decode_step(token_ids, cache).log_softmax(-1)

    def search() -> None:
        with torch.inference_mode():
            cache = model.start_cache(model.encode(src_ids))
            limits = torch.full((n_sentences,), length)
            beam_search(step, cache, limits, rules, beam_size=point["beam_size"])

    return {"seconds": time_calls(search, point["repeats"])}


def measure_corpus(point: dict[str, Any], _: World) -> dict[str, float]:
    """Seconds to read, tokenize and clean a corpus of invented lines, and then of one batch of it."""
    with tempfile.TemporaryDirectory() as folder:
        sources = {"data.train.0": point["pairs"], "data.validation.0": 100, "data.test.test_2016_flickr.0": 100}
        overrides = [f"data.root={folder}", *point["overrides"]]
        for number, (key, n_pairs) in enumerate(sources.items()):
            overrides += [f"{key}.src={number}.fr", f"{key}.tgt={number}.en"]
            write_corpus(Path(folder), str(number), n_pairs)
        config = load_config(point["config"], overrides)
        start = time.perf_counter()
        corpora = build_corpora(config)
        seconds = time.perf_counter() - start
        plan = BatchPlan(config.training.max_tokens_per_batch)
        stream = BatchStream(corpora.train, corpora.tokenizers.special_ids, plan)
        next(stream)  # plans the epoch
        start = time.perf_counter()
        n_batches = len(list(islice(stream, point["repeats"])))
        return {"seconds": seconds, "seconds_per_batch": (time.perf_counter() - start) / n_batches}


MEASURES: dict[str, Callable[[dict[str, Any], World], dict[str, float]]] = {
    "training": measure_training,
    "decoding": measure_decoding,
    "corpus": measure_corpus,
}


def build_plain_trainer(config: Config, vocab_size: int, world: World) -> Trainer:
    """A trainer around a new model. Nobody will ask it for a batch, to validate or to read pieces back."""
    machine = choose_machine(config.training, world)
    model = Transformer(config.model, vocab_size, vocab_size, PAD)
    weights = FlatWeights(model)
    optimizers = build_optimizers(weights, config.training, machine.precision == "bf16", world)
    learner = Learner(model, weights, optimizers, AveragedWeights(weights.values, config.training.ema_decay))
    stream = BatchStream(cast(Corpus, None), cast(SpecialIds, None), BatchPlan(config.training.max_tokens_per_batch))
    nobody, nowhere = cast(Validator, None), RunDirectory(Path())
    guard = NonFiniteGuard(config.training, None, world, cast(ReadBack, None))
    return Trainer(
        learner, stream, nobody, SilentReporter(), nowhere, config.training,
        objective=build_objective(model, machine, config.training),
        machine=machine, world=world, guard=guard, seed=config.seed,
    )  # fmt: skip


def invent_batch(n_tokens: int, length: int, vocab_size: int) -> Batch:
    """Rows of `length` positions on both sides, `n_tokens` of them or a few less."""
    rows = max(1, n_tokens // length)
    src_ids, tgt_in, tgt_out = torch.randint(FIRST_PIECE, vocab_size, (3, rows, length)).unbind()
    tgt_in[:, 0] = BOS
    src_ids[:, -1] = tgt_out[:, -1] = EOS
    return Batch(src_ids, tgt_in, tgt_out, rows * length, list(range(rows)))


def write_corpus(folder: Path, name: str, n_pairs: int) -> None:
    """`name`.fr and .en: lines of 13 words of some ten thousand, the frequent ones frequent (Zipf)."""
    rng = random.Random(name)
    words = ["".join(rng.choices("abcdefghilmnoprstuv", k=rng.randint(2, 9))) for _ in range(10_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    with open(folder / f"{name}.fr", "w") as src, open(folder / f"{name}.en", "w") as tgt:
        for start in range(0, n_pairs, 1000):
            n_lines = min(1000, n_pairs - start)
            for file in (src, tgt):
                drawn = iter(rng.choices(words, weights, k=13 * n_lines))
                file.writelines(" ".join(islice(drawn, 13)) + "\n" for _ in range(n_lines))


def time_calls(call: Callable[[], object], repeats: int) -> float:
    """Median seconds of some calls, after a few that do not count."""
    for _ in range(WARM_UP):
        call()
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    point = json.loads(sys.argv[1])
    keep_memory()
    torch.manual_seed(0)
    with companions(point.get("processes", 1)):
        world = join_world("cpu")
        before = peak_bytes()
        costs = MEASURES[point["kind"]](point, world)
        if world.is_main:
            print(json.dumps(costs | {"bytes": peak_bytes() - before}))
        leave_world()


if __name__ == "__main__":
    main()
