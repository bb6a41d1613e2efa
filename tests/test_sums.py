"""Checksums of a run's files: altered ones are named, and the list itself cannot be altered unnoticed."""

from __future__ import annotations

import logging
import shutil
import subprocess
from pathlib import Path

import pytest

from nmt.errors import RunError
from nmt.sums import NAME, check_sums, drop_sums, write_sums


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files and their checksums."""
    (tmp_path / "inner").mkdir()
    files = [tmp_path / "a.json", tmp_path / "inner" / "b.model"]
    for path in files:
        path.write_text(path.name)
    write_sums(tmp_path, files)
    return tmp_path


def test_files_as_they_were_written(folder: Path) -> None:
    check_sums(folder)
    check_sums(folder, [folder / "inner" / "b.model"])


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs coreutils")
def test_coreutils_reads_the_list(folder: Path) -> None:
    command = ["sha256sum", "--check", "--strict", NAME]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout.count(b": OK\n") == 2
    (folder / "a.json").write_text("else")
    assert subprocess.run(command, cwd=folder, capture_output=True).returncode == 1


def test_an_altered_file_is_named_with_what_to_do(folder: Path) -> None:
    (folder / "a.json").write_text("else")
    check_sums(folder, [folder / "inner" / "b.model"])
    remedy = rf"take another copy of it, or remove .*{NAME} to go on with the files as they are$"
    with pytest.raises(RunError, match=rf"a\.json: altered since it was written \(SHA-256 \w{{8}}…, .*; {remedy}"):
        check_sums(folder)
    (folder / "a.json").unlink()
    with pytest.raises(RunError, match=rf"a\.json: cannot be read: No such file or directory; {remedy}"):
        check_sums(folder)
    with pytest.raises(RunError, match=rf"{NAME}: damaged, or of another run: does not list c\.json; {remedy}"):
        check_sums(folder, [folder / "c.json"])


@pytest.mark.parametrize(
    "text",
    ["", "# 0 files", "no sums\n# 1 files\n", "0" * 64 + "  ../up\n# 1 files\n", "0" * 64 + "  /etc/x\n# 1 files\n"],
)
def test_a_list_that_is_none(folder: Path, text: str) -> None:
    (folder / NAME).write_text(text)
    with pytest.raises(RunError, match=rf"{NAME}: damaged, not a list of checksums; take another"):
        check_sums(folder)


def test_any_cut_or_changed_byte_of_the_list_is_noticed(folder: Path) -> None:
    """Also a cut between two lines, and a byte that is no letter."""
    listing = folder / NAME
    whole = listing.read_bytes()
    wrong = [whole[:n] for n in range(len(whole))]
    wrong += [
        whole[:n] + bytes([whole[n] ^ x]) + whole[n + 1 :] for n in range(len(whole)) for x in (1, 0x20, 0xFF, whole[n])
    ]
    for contents in wrong:
        if contents != whole:
            listing.write_bytes(contents)
            with pytest.raises(RunError):
                check_sums(folder)


def test_without_a_list_nothing_is_proven_and_that_is_said(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    drop_sums(folder)
    drop_sums(folder)
    (folder / "a.json").write_text("else")
    with caplog.at_level(logging.WARNING):
        check_sums(folder)
    assert "SHA256SUMS: not there (stopped while it began?), so the run's files cannot be proven whole" in caplog.text
