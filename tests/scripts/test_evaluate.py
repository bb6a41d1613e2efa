"""evaluate.py as a user meets it: tables on stdout, report and translations in the run."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from nmt.evaluation.report import read_report
from nmt.run import RunDirectory
from tests.scripts.calling import assert_one_clear_line, call
from tests.tiny import HELD_OUT


@pytest.fixture
def copy(run: RunDirectory, tmp_path: Path) -> RunDirectory:
    """A run that may be written into."""
    return RunDirectory(shutil.copytree(run.path, tmp_path / "copy"))


def test_all_test_splits_in_one_go(copy: RunDirectory) -> None:
    done = call("evaluate.py", "--run", copy.path, "--beam-size", 1)
    assert done.status == 0, done.err
    for name in ("test", "again"):
        assert f"{name}: {len(HELD_OUT)} sentences\n" in done.out
        assert f"written to {copy.report_path(name).parent}\n" in done.out
        report = read_report(copy.report_path(name))
        assert report.n_sentences == len(HELD_OUT)
        assert report.context == {
            "run": "copy", "checkpoint": "best.safetensors", "beam_size": 1, "length_penalty": 1.0,
        }  # fmt: skip
        with open(copy.translations_path(name), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        assert [(row["src"], row["reference"]) for row in rows] == HELD_OUT
        assert report.exact_match.correct == sum(row["exact"] == "yes" for row in rows)
    assert "BLEU" in done.out and "exact match %" in done.out and "|version:" in done.out
    assert "diagnosis" not in done.out and report.findings == []  # nothing is wrong with it


def test_a_chosen_split_and_what_differs_in_it(copy: RunDirectory, tmp_path: Path) -> None:
    done = call("evaluate.py", "--run", copy.path, "--split", "validation", "--limit", 3)
    assert done.status == 0, done.err
    assert "validation: 3 sentences" in done.out
    right = read_report(copy.report_path("validation")).exact_match.correct
    assert right >= 2 and ("differ from the reference" in done.out) == (right < 3)  # learned by heart, nearly
    assert not copy.report_path("test").exists()

    (tmp_path / "mine.fr").write_text("Il est grand.\nTu es ici.\n")
    (tmp_path / "mine.en").write_text("He is big.\nYou are here.\n")
    done = call("evaluate.py", "--run", copy.path, "--src", tmp_path / "mine.fr", "--tgt", tmp_path / "mine.en")
    assert "first 1 of 1 translations that differ from the reference" in done.out
    assert "    Il est grand.\n      -> He is tall.\n      == He is big.\n" in done.out
    report = read_report(copy.report_path("mine.fr"))
    assert report.exact_match.correct == 1
    assert (report.context["src"], report.context["tgt"]) == (str(tmp_path / "mine.fr"), str(tmp_path / "mine.en"))


def test_files_are_local_whatever_the_root_of_the_run(copy: RunDirectory, tmp_path: Path) -> None:
    """A run on a corpus from the web has an address for a root."""
    text = copy.config_path.read_text()
    root = next(line for line in text.splitlines() if line.strip().startswith("root:"))
    copy.config_path.write_text(text.replace(root, "  root: https://example.invalid/corpus"))
    (copy.path / "SHA256SUMS").unlink()  # edited on purpose
    for ending in ("fr", "en"):
        (tmp_path / f"mine.{ending}").write_text("Tu es ici.\n")
    done = call("evaluate.py", "--run", copy.path, "--src", tmp_path / "mine.fr", "--tgt", tmp_path / "mine.en")
    assert done.status == 0, done.err


def test_bleu_counts_characters_where_the_language_has_no_spaces(copy: RunDirectory) -> None:
    text = copy.config_path.read_text(encoding="utf-8")
    copy.config_path.write_text(text.replace("tgt_lang: en", "tgt_lang: ja"), encoding="utf-8")
    (copy.path / "SHA256SUMS").unlink()  # edited on purpose
    done = call("evaluate.py", "--run", copy.path, "--split", "test")
    assert done.status == 0 and "|tok:char|" in done.out, done.err
    assert "|tok:char|" in call("contrast.py", "--runs", copy.path).out


def test_unequal_files(copy: RunDirectory, tmp_path: Path) -> None:
    (tmp_path / "a.fr").write_text("Tu es ici.\nIl est grand.\n")
    (tmp_path / "a.en").write_text("You are here.\n")
    done = call("evaluate.py", "--run", copy.path, "--src", tmp_path / "a.fr", "--tgt", tmp_path / "a.en")
    assert_one_clear_line(done, "a.en:2", "this line is missing", "a.fr has 2")


def test_an_unknown_split(copy: RunDirectory) -> None:
    done = call("evaluate.py", "--run", copy.path, "--split", "nonsense")
    assert_one_clear_line(done, "--split: got 'nonsense', expected one of test, again, validation")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--src", "a.fr"), "--src and --tgt go together"),
        (("--src", "a.fr", "--tgt", "a.en", "--split", "test"), "not both"),
        (("--beam-size", "0"), "--beam-size: got '0', expected a whole number from 1 to 10000"),
        (("--limit", "-1"), "--limit: got '-1', expected a whole number from 1 to"),
    ],
)
def test_options_that_make_no_sense(arguments: tuple[str, ...], message: str) -> None:
    done = call("evaluate.py", *arguments)
    assert done.status == 2 and message in done.err and "Traceback" not in done.err


def test_without_any_run(tmp_path: Path) -> None:
    assert_one_clear_line(call("evaluate.py", runs_root=tmp_path), "no run yet", "scripts/train.py")
