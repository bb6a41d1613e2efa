"""A million pairs in sharded parquet, streamed by two processes: pairs per second, memory, and what resuming costs.

PYTHONPATH=. python tests/data/measure_stream.py [--pairs 1000000] [--shuffle-buffer 100000]

Each process reads, cleans and tokenizes every pair, as in a training, and makes its own share of the batches; nothing
is learned from them. The figures of docs/experiments.md come from here.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from nmt.config import load_config
from nmt.data.steps import BatchPlan, BatchStream
from nmt.data.streaming import PairStream, StreamedCorpus
from nmt.tokenizer import Tokenizer, TokenizerPair
from tests.data.million import write_hub

PROCESSES = 2
CONFIG = """\
data:
  train: [{{kind: hub, path: {folder}, streaming: true}}]
  validation: [{{kind: hub, path: {folder}, split: validation}}]
  shuffle_buffer: {buffer}
tokenizer: {{vocab_size: 4000, max_training_pairs: 20000}}
training: {{max_tokens_per_batch: 8192, max_epochs: 1}}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--shards", type=int, default=10)
    parser.add_argument("--shuffle-buffer", type=int, default=100_000)
    parser.add_argument("--worker", nargs=2, metavar=("RANK", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        print(json.dumps(read_everything(int(arguments.worker[0]), Path(arguments.worker[1]))))
        return
    with tempfile.TemporaryDirectory(prefix="nmt-million-") as name:
        measure(Path(name), arguments)


def measure(folder: Path, arguments: argparse.Namespace) -> None:
    """Writes the corpus and prints what each process found, one line of JSON a process."""
    hub = write_hub(folder / "hub", arguments.pairs, arguments.shards)
    size = sum(path.stat().st_size for path in hub.rglob("*.parquet")) / 2**20
    print(f"{arguments.pairs:,} pairs in {arguments.shards} files, {size:.0f} MiB", flush=True)
    (folder / "config.yaml").write_text(CONFIG.format(folder=hub, buffer=arguments.shuffle_buffer))
    config = load_config(folder / "config.yaml")
    pairs = PairStream(config.data.train, config.data, config.seed)
    learned = TokenizerPair.train(islice(pairs, config.tokenizer.max_training_pairs), config.tokenizer)
    (folder / "pieces").write_bytes(learned.src.model)
    environment = os.environ | {"HF_HOME": str(folder), "OMP_NUM_THREADS": "1"}
    workers = [
        subprocess.Popen([sys.executable, __file__, "--worker", str(rank), str(folder)], env=environment)
        for rank in range(PROCESSES)
    ]
    if any(worker.wait() for worker in workers):
        sys.exit("a process failed")


def read_everything(rank: int, folder: Path) -> dict[str, float]:
    """One epoch as process `rank`, and then the first step of a training that resumes three quarters in."""
    stream = open_stream(folder, rank)
    opened, start = peak_mib(), time.perf_counter()
    chunks, peaks, own_pairs = [stream.state_dict()], [], 0
    while stream.epoch == 0:
        own_pairs += sum(len(batch) for batch in next(stream))
        if stream.state_dict()["part"] != chunks[-1]["part"]:
            chunks.append(stream.state_dict())
            peaks.append(peak_mib())
    seconds = time.perf_counter() - start
    peaks = peaks or [peak_mib()]  # a stream that is one chunk
    resumed_at = 3 * len(peaks) // 4
    resumed = open_stream(folder, rank)
    resumed.load_state_dict(chunks[resumed_at])
    start = time.perf_counter()
    next(resumed)
    return {
        "rank": rank,
        "seconds": round(seconds, 1),
        "pairs of its own batches": own_pairs,
        "MiB before": opened,
        "MiB after chunk 1": peaks[0],
        "MiB after half": peaks[len(peaks) // 2],
        "MiB in the end": peaks[-1],
        "chunks": len(peaks),
        "resumed at chunk": resumed_at,
        "seconds to its first step": round(time.perf_counter() - start, 1),
    }


def open_stream(folder: Path, rank: int) -> BatchStream:
    config = load_config(folder / "config.yaml")
    tokenizers = TokenizerPair(*[Tokenizer((folder / "pieces").read_bytes())] * 2)
    corpus = StreamedCorpus(config.data.train, config.data, tokenizers, seed=config.seed)
    plan = BatchPlan(config.training.max_tokens_per_batch, rank=rank, world_size=PROCESSES, seed=config.seed)
    return BatchStream(corpus, tokenizers.special_ids, plan)


def peak_mib() -> int:
    """The most memory that this process has held so far; on Linux."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) // 1024


if __name__ == "__main__":
    main()
