"""What `make demo` shows once the environment stands: train, translate, evaluate, and where everything is."""

from __future__ import annotations

import subprocess
import sys

from nmt.cli import OptionParser, as_typed_here, default_runs_root, run_script, shipped
from nmt.errors import NmtError
from nmt.run import RunDirectory

SENTENCES = ("Je suis étudiant", "Je suis étudiante")


def main() -> None:
    OptionParser(__doc__).parse_args()
    run = RunDirectory(default_runs_root() / "toy")
    step("train.py", "--config", "configs/toy.yaml")
    step("translate.py", "--run", str(run.path), *SENTENCES)  # now, and not after a minute of scores
    step("evaluate.py", "--run", str(run.path), "--beam-size", "1")
    step("view.py", "--run", str(run.path))
    print(f"""the run            {run.path}
  configuration    {run.config_path.name}
  weights          {run.best_checkpoint.relative_to(run.path)}
  curves           {run.metrics_path.name}; tensorboard --logdir {run.tensorboard_dir}
  samples          {run.samples_path.name}
  scores           {run.report_path("test").relative_to(run.path)}
  translations     {run.translations_path("test").relative_to(run.path)}
  alignments       {run.alignments_path("test").relative_to(run.path)}; open the .html beside it in a browser
""", flush=True)  # fmt: skip
    step("translate.py", "--run", str(run.path), *SENTENCES)


def step(script: str, *arguments: str) -> None:
    """Runs one of the other scripts as a user would, and shows the command."""
    words = " ".join(f'"{a}"' if " " in a else a for a in arguments)
    print(f"\n$ {as_typed_here(f'python scripts/{script}')} {words}", flush=True)
    status = subprocess.run([sys.executable, str(shipped("scripts") / script), *arguments], check=False).returncode
    if status:
        raise NmtError(f"scripts/{script} ended with status {status}; the same command goes on from here")


if __name__ == "__main__":
    run_script(main)
