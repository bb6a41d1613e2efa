"""Prove on your own configuration that a broken training ends where an unbroken one does:
`python scripts/verify_resume.py --config configs/toy.yaml [training.lr=2e-3 ...]`.

Trains a few steps in one go; trains them again, kills that training (SIGKILL) at a random moment and runs the same
command once more; then compares, bit for bit. Both runs stand in a temporary folder. Status 1 if they differ.
"""

from __future__ import annotations

import argparse
import logging
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nmt.cli import OptionParser, find_config, integer, log_to_stderr, run_script, shipped
from nmt.errors import NmtError

log = logging.getLogger("nmt.verify_resume")

# A budget in steps, since one in minutes makes the learning rate depend on the clock; all that has a state often.
SETTINGS = (
    "training.max_epochs=null",
    "training.max_minutes=null",
    "training.early_stopping_patience=0",
    "training.log_every_steps=1",
    "training.save_every_minutes=1e-9",
    "training.tensorboard=false",
    "training.validation_sentences=2",  # too few for the diagnosis, which has nothing good to say of so young a model
)


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()
    from nmt.config import load_config
    from nmt.fingerprint import fingerprint_run
    from nmt.run import RunDirectory

    config_path, steps = find_config(arguments.config), arguments.steps
    overrides = [
        *arguments.overrides,
        *SETTINGS,
        f"training.max_steps={steps}",
        f"training.validate_every_steps={max(1, steps // 3)}",
    ]
    load_config(config_path, overrides)  # a mistake in it should not wait for a process
    generator = random.Random(arguments.seed)
    kill_at, share = generator.randint(1, steps - 1), generator.random()
    with tempfile.TemporaryDirectory(prefix="nmt-verify-") as folder:
        whole, broken = (RunDirectory(Path(folder) / name) for name in ("whole", "broken"))
        command = [sys.executable, str(shipped("scripts") / "train.py"), "--config", str(config_path)]
        log.info("1 of 3: %d steps in one go", steps)
        train([*command, *overrides, f"run_dir={whole.path}"])
        log.info("2 of 3: the same, killed in or after step %d", kill_at)
        train_and_kill([*command, *overrides, f"run_dir={broken.path}"], broken.metrics_path, kill_at, share)
        log.info("3 of 3: the same command again")
        train([*command, *overrides, f"run_dir={broken.path}"])
        same = show(fingerprint_run(whole), fingerprint_run(broken), kill_at)
    sys.exit(0 if same else 1)


def show(whole: dict[str, str], broken: dict[str, str], kill_at: int) -> bool:
    """Prints both runs' hashes side by side; True if they are the same."""
    print(f"{'':<23}{'in one go':<18}broken after step {kill_at}")
    for name in sorted(whole.keys() | broken.keys(), key=[*whole, *broken].index):
        ours, theirs = whole.get(name, "missing"), broken.get(name, "missing")
        print(f"{name:<23}{ours[:16]:<18}{theirs[:16]:<18}{'same' if ours == theirs else 'DIFFERENT'}")
    print("bit for bit the same" if whole == broken else "not the same: this configuration does not resume exactly")
    return whole == broken


def train(command: list[str]) -> None:
    """Runs train.py to its end; shows what it warns of."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    failed = done.returncode != 0
    sys.stderr.writelines(
        line for line in done.stderr.splitlines(keepends=True) if failed or line.startswith("warning: ")
    )
    if failed:
        sys.exit(done.returncode)


def train_and_kill(command: list[str], metrics: Path, step: int, share: float) -> None:
    """Runs train.py until `metrics` tells of this step, then for a share of a further one, then no longer."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    began = time.monotonic()
    while process.poll() is None and (done := count_steps(metrics)) < step:
        began = began if done else time.monotonic()
        time.sleep(0.002)
    time.sleep(share * (time.monotonic() - began) / step)
    process.kill()
    _, said = process.communicate()
    if process.returncode > 0:
        sys.stderr.write(said.decode(errors="replace"))
        sys.exit(process.returncode)
    if process.returncode == 0:
        raise NmtError("the training was over before it could be killed; give it more --steps")


def count_steps(metrics: Path) -> int:
    """Steps that metrics.jsonl tells of."""
    try:
        return metrics.read_bytes().count(b'"train/loss"')
    except FileNotFoundError:
        return 0


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--config", required=True, metavar="FILE", help="a YAML file, such as configs/toy.yaml")
    parser.add_argument(
        "--steps", type=integer(2, 1_000_000), default=12, metavar="N", help="steps of the run (default 12)"
    )
    parser.add_argument(
        "--seed", type=integer(0, 2**32 - 1), metavar="N", help="where to break it (default: by chance)"
    )
    parser.add_argument("overrides", nargs="*", metavar="key=value", help="such as training.processes=2")
    return parser.parse_args()


if __name__ == "__main__":
    run_script(main)
