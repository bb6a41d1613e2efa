"""A page to play with: `python scripts/serve.py` prints the address of a page on this machine; open it in a browser.

Type a sentence and see the model translate it word by word; overrule it at any word, and it goes on from there. The
page answers this machine alone, and nothing that it does leaves it. Ctrl-C ends it.
"""

from __future__ import annotations

import argparse
import ipaddress
import logging
import signal
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from nmt.cli import OptionParser, default_runs_root, integer, log_to_stderr, run_script

if TYPE_CHECKING:
    from nmt.run import RunDirectory

log = logging.getLogger("nmt.serve")

EXAMPLES = 4


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    # Imported here: `--help` and a mistyped option should not wait for torch.
    from nmt.build.translator import load_aligning_translator
    from nmt.config import load_config
    from nmt.machine import choose_device
    from nmt.run import resolve_run
    from nmt.serving.live import LiveTranslator
    from nmt.serving.page import build_page
    from nmt.serving.server import PlayServer

    run = resolve_run(arguments.run, default_runs_root())
    live = LiveTranslator(*load_aligning_translator(run, choose_device(arguments.device)))
    data = load_config(run.config_path).data
    page = build_page(f"Play with {run.path.resolve().name}", (data.src_lang, data.tgt_lang), find_examples(run))
    with PlayServer(arguments.host, arguments.port, page, live.answer) as server:
        address = server.server_address[0]
        if not ipaddress.ip_address(str(address)).is_loopback:
            log.warning("--host %s: everybody who can reach this machine there can use the page", address)
        print(server.url, flush=True)
        log.info("open it in a browser; Ctrl-C ends it")
        if arguments.open:
            import webbrowser

            webbrowser.open(server.url)
        # Shells start what runs in the background deaf to it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    log.info("stopped")


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--run", metavar="DIR", help="a run directory or its name (default: the most recent run)")
    parser.add_argument(
        "--port", type=integer(0, 65_535), default=8000, metavar="N", help="0 takes any free one (default: 8000)"
    )
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="listen at another address than this "
                        "machine's own, such as 0.0.0.0: whoever reaches it can use the page")  # fmt: skip
    parser.add_argument("--open", action="store_true", help="open the page in the default browser")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    return parser.parse_args()


def find_examples(run: RunDirectory) -> list[str]:
    """A few of the sentences whose alignment the run kept at its validations."""
    from nmt.alignment.dump import read_records

    dumps = sorted(run.watched_dir.glob("step-*.jsonl"))
    return [record.source for record in islice(read_records(dumps[-1]), EXAMPLES)] if dumps else []


if __name__ == "__main__":
    run_script(main)
