"""The environment of other libraries: pinned versions, and everything that had to be done to make them run."""

from __future__ import annotations

import logging
import subprocess
import sys
import venv
from pathlib import Path

from nmt.benchmark.process import python_of
from nmt.errors import BenchmarkError

log = logging.getLogger(__name__)

PINS = (
    "torch==2.13.0",  # our own (constraints.txt), so that the same kernels are measured
    "transformers==5.23.0",
    "ctranslate2==4.8.5",
    "safetensors==0.8.0",
    "sentencepiece==0.2.3",
)
# JoeyNMT is installed without what it asks for (see WORKAROUNDS), and this is what its model and search import.
JOEY = "joeynmt==2.3.0"
JOEY_NEEDS = (
    "importlib_metadata",
    "tensorboard==2.21.0",
    "matplotlib==3.11.2",
    "subword-nmt==0.3.8",
    "packaging",
    "PyYAML==6.0.3",
    "pandas==3.1.1",
    "sacrebleu==2.6.0",
)

WORKAROUNDS = {
    "JoeyNMT": (
        "installed with --no-deps: it pins protobuf below 3.21, which today's tensorboard and Python do not take; "
        "what its model and search import is installed beside it",
        "its model, loss and search get our batches: its own training loop does not sort by length, which would cost "
        "it more than half of its tokens per step",
        "a vocabulary of ten lines instead of its class, which orders the special pieces by itself",
        "dropout of attention weights and inside the feed-forward network is set to 0 in its modules, since it has no "
        "key for them and the others have none",
        "fp32 only: its bf16 needs a GPU",
    ),
    "HF Marian": (
        "logits come from the model and the loss from F.cross_entropy, since its own loss has no label smoothing",
        "the table of positions is overwritten by ours: the same sinusoids, other order of columns",
        "LayerNorm's epsilon is set to ours",
        "tuned: attention written out (attn_implementation eager), which is quicker than sdpa on sentences on a CPU",
    ),
    "CTranslate2": (
        "inter_threads instead of intra_threads: one worker a thread was quicker at these sizes",
        "batches of 128 sentences of about equal length are given out to the workers, as to the others",
    ),
    "nn.Transformer": (
        "tuned: dropout only where the others have it; as shipped it drops attention weights and inside the "
        "feed-forward network too",
        "not compiled: torch.compile took 90 to 175 s of warm-up on a CPU for at most 38 % (an earlier "
        "measurement, not repeated here)",
    ),
    "all that are called tuned": (
        "glibc is told through the environment to keep memory, as ours tells it from inside",
        "fp32-medium is torch.set_float32_matmul_precision('medium'): oneDNN's kernels instead of MKL's",
    ),
}


def make_environment(folder: Path) -> None:
    """Makes a virtual environment and installs the pinned libraries into it.

    Raises:
        BenchmarkError: pip cannot install one of them.
    """
    if not (folder / "pyvenv.cfg").exists():
        log.info("%s: making an environment", folder)
        venv.create(folder, with_pip=True)
    python = python_of(folder)
    log.info("%s: installing %s", folder, ", ".join((*PINS, JOEY)))
    for arguments in ((*PINS, *JOEY_NEEDS), ("--no-deps", JOEY)):
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
        if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
            raise BenchmarkError(f"{folder}: pip could not install {' '.join(arguments)}; its message stands above")
