"""A disk that takes no more: every file that is written for a reader is named in the error."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from nmt.alignment.gold_report import GoldReport, write_gold_report
from nmt.atomic import naming_file, temporary_path, write_whole
from nmt.benchmark.suite import write_figures
from nmt.evaluation.report import compute_report, write_report
from nmt.viz.viewer import build_viewer
from tests.viz.invented import invent_student

FULL = Path("/dev/full")
WRITERS: dict[str, Callable[[], object]] = {
    "report": lambda: write_report(FULL, compute_report("test", ["a"], [["a"]], n_bootstrap=2)),
    "gold report": lambda: write_gold_report(FULL, GoldReport({}, [])),
    "figures": lambda: write_figures({}, FULL),
    "viewer": lambda: build_viewer([invent_student()], FULL),
}


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("kind", WRITERS)
def test_a_full_disk_is_blamed_on_the_file(kind: str) -> None:
    with pytest.raises(OSError) as caught:
        WRITERS[kind]()
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(FULL))


def test_a_name_that_an_error_has_already_stays() -> None:
    with pytest.raises(FileNotFoundError) as caught, naming_file(Path("report")):
        Path("no/such/file").read_text()
    assert caught.value.filename == "no/such/file"


def test_the_file_is_named_and_not_the_temporary_one(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    temporary_path(path).mkdir()
    with pytest.raises(OSError) as caught:
        write_whole(path, b"new")
    assert caught.value.filename == str(path) and not path.exists()
