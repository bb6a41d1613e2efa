"""The configuration's reference: `python scripts/reference.py` writes the tables of docs/configuration.md anew.

--json-schema prints the JSON schema instead, by which editors complete and check configurations while you type.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from nmt.cli import OptionParser, find_project_root, log_to_stderr, run_script
from nmt.errors import DataError


def main() -> None:
    arguments = parse_arguments()
    log_to_stderr()

    from nmt.config import config_json_schema
    from nmt.config.reference import fill_page

    if arguments.json_schema:
        print(json.dumps(config_json_schema(), ensure_ascii=False, indent=2))
        return
    page = arguments.page or find_project_root() / "docs" / "configuration.md"
    try:
        page.write_text(fill_page(page.read_text(encoding="utf-8")), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"{page}: cannot be read or written: {getattr(error, 'strerror', error)}; check the name"
        ) from error
    print(page)


def parse_arguments() -> argparse.Namespace:
    parser = OptionParser(__doc__)
    parser.add_argument("--json-schema", action="store_true", help="print the JSON schema, and write nothing")
    parser.add_argument("--page", type=Path, metavar="FILE", help="a page with the two marks that the tables stand "
                        "between (default: docs/configuration.md)")  # fmt: skip
    return parser.parse_args()


if __name__ == "__main__":
    run_script(main)
