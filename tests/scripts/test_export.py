"""export_ctranslate2.py and translate.py --engine ctranslate2 as a user meets them."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nmt.alignment.aer import AlignmentScore
from nmt.alignment.gold_report import GoldReport, write_gold_report
from nmt.build.export import read_attention
from nmt.checkpoint import read_checkpoint, write_checkpoint
from nmt.run import RunDirectory
from tests.scripts.calling import ROOT, SCRIPTS, assert_one_clear_line, call
from tests.tiny import PAIRS

LINES = [fr for fr, _ in PAIRS] + ["", "Elle est ici, il est là.", "🙂"]


@pytest.fixture
def own_run(run: RunDirectory, tmp_path: Path) -> RunDirectory:
    """A copy that may be written to."""
    return RunDirectory(shutil.copytree(run.path, tmp_path / "own"))


@pytest.mark.parametrize("beam_size", [1, 5])
def test_the_other_engine_says_the_same(own_run: RunDirectory, tmp_path: Path, beam_size: int) -> None:
    (tmp_path / "in.fr").write_text("".join(f"{line}\n" for line in LINES), encoding="utf-8")
    arguments = ("--run", own_run.path, "--input", tmp_path / "in.fr", "--beam-size", beam_size)
    ours = call("translate.py", *arguments)
    first, second = (call("translate.py", *arguments, "--engine", "ctranslate2") for _ in range(2))
    assert (first.status, first.out) == (0, ours.out)
    assert first.err == f"writing this run's model for CTranslate2 to {own_run.ctranslate2_dir}\n"
    assert (second.out, second.err) == (ours.out, "")


def test_all_that_goes_with_the_other_engine(own_run: RunDirectory, tmp_path: Path) -> None:
    arguments = ("--run", own_run.path, "Il est grand.", "Tu es ici.", "--n-best", 3, "--length-penalty", 0.5, "--json")
    ours, theirs = (call("translate.py", *arguments, "--engine", engine) for engine in ("torch", "ctranslate2"))
    for own, other in zip(map(json.loads, ours.lines), map(json.loads, theirs.lines), strict=True):
        assert other.keys() == own.keys() and other["src_pieces"] == own["src_pieces"]
        for a, b in zip(own["translations"], other["translations"], strict=True):
            assert (b["translation"], b["pieces"], b["offsets"]) == (a["translation"], a["pieces"], a["offsets"])
            assert b["token_log_probs"] == pytest.approx(a["token_log_probs"], abs=0.02)
    done = call("translate.py", "--run", own_run.path, "--engine", "ctranslate2", "--sample", "Il est grand.")
    assert_one_clear_line(done, "sampling: the CTranslate2 engine draws")
    shown = [
        call("translate.py", "--run", own_run.path, "--engine", engine, "--show", "Il est grand.").out
        for engine in ("torch", "ctranslate2")
    ]
    assert shown[0] == shown[1] and "tall" in shown[0]


def test_int8_takes_the_same_options_and_the_same_export(own_run: RunDirectory, tmp_path: Path) -> None:
    def translate(*arguments: object) -> list[str]:
        done = call("translate.py", "--run", own_run.path, "--engine", "ctranslate2", *arguments)
        assert done.status == 0, done.err
        return done.lines

    (tmp_path / "in.fr").write_text("Il est grand.\n\nJe suis étudiant.\n", encoding="utf-8")
    int8 = ("--quantization", "int8")
    assert translate(*int8, "--input", tmp_path / "in.fr") == ["He is tall.", "", "I am a student."]
    export = own_run.ctranslate2_dir / "export.json"
    made = export.stat().st_mtime_ns
    best = [json.loads(*translate(*more, "--n-best", 3, "--json", "Tu es ici.")) for more in (int8, ())]
    assert [len(found["translations"]) for found in best] == [3, 3]
    assert best[0]["translations"][0]["translation"] == best[1]["translations"][0]["translation"] == "You are here."
    assert best[0]["translations"][0]["log_prob"] != best[1]["translations"][0]["log_prob"]
    assert export.stat().st_mtime_ns == made
    dump = tmp_path / "dump.jsonl"
    assert translate(*int8, "--beam-size", 1, "--alignments", dump, "Il est grand.") == ["He is tall."]
    assert json.loads(dump.read_text(encoding="utf-8"))["target"] == "He is tall."


def test_int8_belongs_to_the_other_engine(run: RunDirectory, tmp_path: Path) -> None:
    done = call("translate.py", "--run", run.path, "--quantization", "int8", "Oui.")
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith("error: --quantization belongs to --engine ctranslate2\n")
    done = call("export_ctranslate2.py", "--run", run.path, "--output", tmp_path / "out")
    assert done.status == 0
    done = call("translate.py", "--run", tmp_path / "out", "--engine", "ctranslate2", "Oui.")
    assert_one_clear_line(done, "not a run (no config.yaml inside); give the directory that training named")


def test_a_changed_checkpoint_is_exported_again(own_run: RunDirectory) -> None:
    def translate() -> str:
        return call("translate.py", "--run", own_run.path, "--engine", "ctranslate2", "Il est grand.").err

    translate()
    tensors, state = read_checkpoint(own_run.weights_path)
    tensors["model.tgt_embedding.weight"] = tensors["model.tgt_embedding.weight"] * 0.9
    write_checkpoint(own_run.weights_path, tensors, state)
    assert translate().startswith("writing this run's model for CTranslate2")
    assert translate() == ""


def test_an_exported_folder_and_its_readme(run: RunDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for quantization in ("float32", "int8"):
        folder = tmp_path / quantization
        done = call("export_ctranslate2.py", "--run", run.path, "--output", folder, "--quantization", quantization)
        assert (done.status, done.out, done.err) == (0, f"{folder}\n", "")
        readme = (folder / "README.md").read_text(encoding="utf-8")
        (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
        monkeypatch.chdir(folder)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(code, {})
        assert out.getvalue() == "I am a student.\n"
    done = call("export_ctranslate2.py", "--run", run.path, "--output", run.path)
    assert_one_clear_line(done, str(run.path), "holds something else")


def test_without_ctranslate2(own_run: RunDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    for done in (
        call("translate.py", "--run", own_run.path, "--engine", "ctranslate2", "Oui."),
        call("export_ctranslate2.py", "--run", own_run.path, "--output", tmp_path / "out"),
    ):
        assert_one_clear_line(done, "ctranslate2 is not installed", "install nmt[export]")
    assert not own_run.ctranslate2_dir.exists() and not (tmp_path / "out").exists()


def test_the_attention_that_is_exported(own_run: RunDirectory) -> None:
    state = read_checkpoint(own_run.weights_path)[1]
    measured = read_attention(own_run, state)
    layer = state["alignment"]["attention_layer"]
    assert (measured.layer, measured.hits) == (layer, state["alignment"]["attention_hits"][layer])
    assert measured.aer is None
    name, score = f"attention, layer {layer}, mean", AlignmentScore()
    write_gold_report(own_run.gold_alignment_path("test"), GoldReport({name: score}, []))
    measured = read_attention(own_run, state)
    assert (measured.aer, measured.aer_split) == (score.aer, "test")
    assert read_attention(own_run, {}).layer is None


@pytest.mark.parametrize(
    "changes", [{"attention_hits": []}, {"attention_layer": 9}, {"attention_layer": -1}, {"attention_hits": None}]
)
def test_a_checkpoint_that_measured_nothing_of_its_layer(
    own_run: RunDirectory, tmp_path: Path, changes: dict[str, object]
) -> None:
    tensors, state = read_checkpoint(own_run.weights_path)
    write_checkpoint(own_run.weights_path, tensors, state | {"alignment": state["alignment"] | changes})
    (own_run.path / "SHA256SUMS").unlink(missing_ok=True)
    done = call("export_ctranslate2.py", "--run", own_run.path, "--output", tmp_path / "out")
    assert_one_clear_line(done, str(own_run.weights_path), "attention_layer", "attention_hits", "take another copy")
    assert not (tmp_path / "out").exists()


def test_help_does_not_wait_for_torch() -> None:
    code = f"import runpy\ntry: runpy.run_path({str(SCRIPTS / 'export_ctranslate2.py')!r}, run_name='__main__')\n"
    code += "except SystemExit: import sys; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.startswith(b"usage:") and done.stdout.endswith(b"False\n")
