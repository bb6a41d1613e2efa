"""The figures of docs/reliability.md: what the tests of this folder try a little of, tried at length.

PYTHONPATH=. python tests/faults/measure.py kills       50 SIGKILLs over one run: bits that differ, checkpoints lost
PYTHONPATH=. python tests/faults/measure.py pairs       the same of two processes, told of each other as by torchrun
PYTHONPATH=. python tests/faults/measure.py launchers   24 SIGKILLs of what torchrun, and train.py itself, started
PYTHONPATH=. python tests/faults/measure.py bytes       one byte changed, thousands of times: how often it is noticed
PYTHONPATH=. python tests/faults/measure.py endurance   10,000 steps, killed again and again: memory, open files
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from nmt.checkpoint import read_checkpoint
from nmt.errors import CheckpointError, NmtError
from nmt.fingerprint import fingerprint_run
from nmt.run import RunDirectory
from tests.faults.company import any_is_over, assert_killed, children_of, lives
from tests.faults.nursery import ROOT, Child, Nursery, die_after_step, die_at
from tests.faults.small import write_small_project
from tests.faults.test_damage import files_of, open_as_training_does

TRAIN = str(ROOT / "scripts" / "train.py")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
SMALL_FILE = 8_192  # bytes; of a larger one, so many positions are drawn


def measure_kills(folder: Path, n: int, n_processes: int = 1) -> None:
    """Kills one run n times, half of them at the disk, half by the clock; compares it with an undisturbed one.

    Of several processes the first one dies at the disk, and any one or all of them by the clock.
    """
    rng = random.Random(0)
    # A rate that does not know the budget: the run has no end until it has died often enough.
    command = (*write_small_project(folder), "training.validate_every_steps=20", "training.schedule=constant")
    endless = (*command, "training.max_steps=100000")
    whole, run = RunDirectory(folder / "whole"), RunDirectory(folder / "run")
    lost = step = 0
    with Nursery(folder / "nursery") as nursery:
        for _ in range(n):
            by_clock = rng.random() < 0.5
            fault = die_at(rng.randint(1, 70), rng.choice(["before", "after", "torn"]))
            children = nursery.start_world(
                n_processes, *endless, f"run_dir={run.path}", fault=None if by_clock else fault
            )
            begun = time.time()
            while not any_is_over(children) and not (by_clock and has_news(run, begun)) and time.time() < begun + 60:
                time.sleep(rng.uniform(0.0, 1.0))
            if not any_is_over(children):
                for child in children if rng.random() < 0.5 else [rng.choice(children)]:
                    child.kill()
            assert_killed(children)
            for path in run.checkpoints.glob("*.safetensors"):
                try:
                    read_checkpoint(path)
                except CheckpointError:
                    lost += 1
            now = read_checkpoint(run.last_checkpoint)[1]["step"] if run.last_checkpoint.exists() else 0
            lost += now < step
            step = now
        for path in (run.path, whole.path):
            children = nursery.start_world(n_processes, *command, f"training.max_steps={step + 3}", f"run_dir={path}")
            assert [child.wait().status for child in children] == [0] * n_processes
    ours, theirs = fingerprint_run(run), fingerprint_run(whole)
    different = [name for name in theirs if ours.get(name) != theirs[name]]
    print(f"{n} SIGKILLs within {step} steps; checkpoints lost: {lost}; different: {different or 'nothing'}")


def measure_launchers(folder: Path, n: int) -> None:
    """Kills launchers and workers, half of them torchrun's and half train.py's own; the same command goes on."""
    rng = random.Random(0)
    command = (*write_small_project(folder), "training.validate_every_steps=20", "training.schedule=constant")
    endless = (*command, "training.max_steps=100000")
    torchrun = ("-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2", "--max-restarts=9", TRAIN)
    with Nursery(folder / "nursery") as nursery:
        for name, launcher, own in (("torchrun", torchrun, ()), ("train.py", (TRAIN,), ("training.processes=2",))):
            whole, run = RunDirectory(folder / f"{name} whole"), RunDirectory(folder / f"{name} run")
            killed: Counter[str] = Counter()
            while killed.total() < n // 2:
                program = [sys.executable, *launcher, *endless, *own, f"run_dir={run.path}"]
                killed += kill_some(program, run, n // 2 - killed.total(), rng)
            step = read_checkpoint(run.last_checkpoint)[1]["step"]
            budget = (*command, *own, f"training.max_steps={step + 3}")
            subprocess.run([sys.executable, *launcher, *budget, f"run_dir={run.path}"], env=ENVIRONMENT, check=True)
            assert all(child.wait().status == 0 for child in nursery.start_world(2, *budget, f"run_dir={whole.path}"))
            ours, theirs = fingerprint_run(run), fingerprint_run(whole)
            different = [what for what in theirs if ours.get(what) != theirs[what]]
            print(f"{name}: {dict(killed)} within {step} steps; different: {different or 'nothing'}", flush=True)


def kill_some(program: list[str], run: RunDirectory, most: int, rng: random.Random) -> Counter[str]:
    """Starts it, and kills a worker, the launcher or both, until it is over: torchrun starts its workers anew."""
    killed: Counter[str] = Counter()
    with tempfile.TemporaryFile() as said:
        launcher = subprocess.Popen(program, env=ENVIRONMENT, stderr=said, start_new_session=True)
        while killed.total() < most and launcher.poll() is None:
            begun, workers = time.time(), children_of(launcher.pid)
            is_early, patience = rng.random() < 0.3, rng.uniform(0.0, 10.0)
            while launcher.poll() is None and not (workers and (is_early or has_news(run, begun))):
                time.sleep(0.2)
                workers = children_of(launcher.pid)
            time.sleep(patience if is_early else patience / 4)
            victim = rng.choice(["worker", "launcher", "all"])
            if launcher.poll() is not None:
                break
            if victim != "launcher":
                for worker in workers if victim == "all" else [rng.choice(workers)]:
                    with suppress(ProcessLookupError):  # torchrun, or its own company, was quicker
                        os.kill(worker, signal.SIGKILL)
            if victim != "worker":
                os.killpg(launcher.pid, signal.SIGKILL)
            killed[victim] += 1
            gone = [launcher.pid, *workers] if victim != "worker" else []
            give_up = time.time() + 60
            while any(lives(pid) for pid in gone):
                assert time.time() < give_up, "somebody goes on alone"
                launcher.poll()
                time.sleep(0.1)
            for path in run.checkpoints.glob("*.safetensors"):
                read_checkpoint(path)  # or an error: a lost one
        if launcher.poll() is None:
            os.killpg(launcher.pid, signal.SIGTERM)  # torchrun ends its workers, train.py saves
        status = launcher.wait(120)
        said.seek(0)
        errors = said.read().decode(errors="replace")
    assert status in (-signal.SIGKILL, -signal.SIGTERM, 1, 2, 130) and "CheckpointError" not in errors, errors
    return killed


def has_news(run: RunDirectory, since: float) -> bool:
    """Whether a training has told of a step since then."""
    return run.metrics_path.exists() and run.metrics_path.stat().st_mtime > since


def measure_bytes(folder: Path, n: int) -> None:
    """Changes one byte of every file of a complete and of a killed run: everywhere, or at n places of a large file."""
    rng = random.Random(0)
    command = write_small_project(folder)
    with Nursery(folder / "nursery") as nursery:
        assert nursery.train(*command, f"run_dir={folder / 'complete'}").status == 0
        assert nursery.train(*command, f"run_dir={folder / 'killed'}", fault=die_after_step(8)).status == -9
    tried = noticed = 0
    for name in ("complete", "killed"):
        for path in files_of(folder / name):
            results = [is_noticed(folder / name, path, at, rng.randint(1, 255)) for at in positions(path, n, rng)]
            print(f"{name:<9} {path.name:<24} {path.stat().st_size:>8} bytes  {sum(results)} of {len(results)}")
            tried, noticed = tried + len(results), noticed + sum(results)
    print(f"noticed: {noticed} of {tried}")


def positions(path: Path, n: int, rng: random.Random) -> Iterator[int]:
    """All of a small file; of a large one the first ones (a checkpoint's header) and n others."""
    size = path.stat().st_size
    yield from range(min(size, SMALL_FILE) if size <= SMALL_FILE else n // 2)
    if size > SMALL_FILE:
        yield from (rng.randrange(n // 2, size) for _ in range(n // 2))


def is_noticed(run: Path, path: Path, position: int, change: int) -> bool:
    """Whether this change of one byte is an error; the file is put right again."""
    with open(path, "r+b") as file:
        byte = os.pread(file.fileno(), 1, position)
        os.pwrite(file.fileno(), bytes([byte[0] ^ change]), position)
        try:
            open_as_training_does(run)
        except NmtError:
            return True
        finally:
            os.pwrite(file.fileno(), byte, position)
    return False


def measure_endurance(folder: Path, n_steps: int) -> None:
    """Trains so many steps, killed twenty times in the first half and left alone in the second."""
    rng = random.Random(0)
    often = ("training.validate_every_steps=500", "training.log_every_steps=20", "training.save_every_minutes=0.05")
    small = ("training.max_tokens_per_batch=40", "training.accumulation_steps=1", "model.d_model=8")
    rarely = ("alignment.every_steps=50", f"training.max_steps={n_steps}")
    run = RunDirectory(folder / "run")
    command = (*write_small_project(folder), *often, *small, *rarely, f"run_dir={run.path}")
    with Nursery(folder / "nursery") as nursery:
        for i in range(20):
            child = nursery.start(*command)
            tell(watch(child, run, n_steps // 2 * (i + 1) // 20 + rng.randrange(n_steps // 100)), "killed")
            child.kill()
            child.wait()
        child = nursery.start(*command)
        for tenth in range(6, 11):
            tell(watch(child, run, n_steps * tenth // 10), "goes on" if tenth < 10 else "ends")
        assert child.wait().status == 0


def tell(samples: list[tuple[int, int, int]], what: str) -> None:
    """Prints the middle of the last few samples."""
    step, memory, files = (statistics.median(sample[i] for sample in samples[-5:]) for i in range(3))
    print(f"step {step:>6.0f}: {memory / 1024:.1f} MiB, {files:.0f} open files, {what}", flush=True)


def watch(child: Child, run: RunDirectory, until: int) -> list[tuple[int, int, int]]:
    """(step, KiB of memory, open files) of a training every now and then, until it has done so many steps."""
    samples: list[tuple[int, int, int]] = []
    while not child.is_over():
        time.sleep(0.2)
        lines = run.metrics_path.read_text().splitlines() if run.metrics_path.exists() else []
        try:
            step = int(lines[-1].split('"step": ')[1].split(",")[0]) if lines else 0
            status = Path(f"/proc/{child.pid}/status").read_text()
            memory = int(status.split("VmRSS:")[1].split()[0])
            samples.append((step, memory, len(os.listdir(f"/proc/{child.pid}/fd"))))
        except (OSError, IndexError, ValueError):  # a line half written; or it has just ended
            continue
        if step >= until:
            break
    return samples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["kills", "pairs", "launchers", "bytes", "endurance"])
    parser.add_argument("--n", type=int, help="kills, places in a large file, or steps")
    arguments = parser.parse_args()
    measure, n = {
        "kills": (measure_kills, 50),
        "pairs": (partial(measure_kills, n_processes=2), 50),
        "launchers": (measure_launchers, 24),
        "bytes": (measure_bytes, 2_000),
        "endurance": (measure_endurance, 10_000),
    }[arguments.what]
    with tempfile.TemporaryDirectory(prefix="nmt-faults-") as folder:
        measure(Path(folder), arguments.n or n)


if __name__ == "__main__":
    main()
