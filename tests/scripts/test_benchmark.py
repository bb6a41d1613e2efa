"""The benchmark's scripts, as a user runs them, on a corpus and a model of no size."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from nmt.benchmark import growth, peers
from nmt.cli import require_writable
from nmt.errors import BenchmarkError
from tests.scripts.calling import assert_one_clear_line, call
from tests.tiny import HELD_OUT, PAIRS

TINY = [
    *("tokenizer.vocab_size=310", "model.d_model=16", "model.n_heads=2", "model.d_ff=16", "model.n_encoder_layers=1"),
    *("model.n_decoder_layers=1", "training.max_steps=5", "training.warmup_steps=2", "training.threads=1"),
    *("data.cleaning.drop_overlap=false", "training.precision=fp32"),
]


def write_multi30k(folder: Path) -> Path:
    """The layout of Multi30k, with another corpus in it."""
    for name, pairs in (("train", PAIRS), ("val", HELD_OUT), ("test_2016_flickr", HELD_OUT)):
        for side, language in enumerate(("fr", "en")):
            with gzip.open(folder / f"{name}.{language}.gz", "wt", encoding="utf-8") as file:
                file.writelines(f"{pair[side]}\n" for pair in pairs)
    return folder


def test_sections_are_printed_and_every_figure_is_kept(tmp_path: Path) -> None:
    data, output = write_multi30k(tmp_path), tmp_path / "figures.json"
    where = ["--data", data, "--cache", tmp_path / "cache", "--output", output, "--threads", 1]
    done = call("benchmark.py", *where, "--quick", "--only", "latency", "--set", *TINY)
    assert done.status == 0, done.err
    assert done.lines[0] == f"corpus: multi30k; {len(HELD_OUT)} sentences to translate; 1 threads"
    assert "absent: other libraries" in done.lines[1]
    assert sum(line.startswith("nmt ") for line in done.lines) == 2  # greedy and beam
    stored = json.loads(output.read_text(encoding="utf-8"))
    assert (stored["format"], stored["corpus"], stored["threads"]) == (1, "multi30k", 1)
    assert stored["workarounds"] and stored["model"]["d_model"] == 16
    for section in stored["sections"]:
        assert section["unit"] == "ms" and not section["absent"]
        assert [row["name"] for row in section["rows"]] == ["nmt"]
        assert len(section["rows"][0]["values"]) == 2 and min(section["rows"][0]["values"]) > 0


def test_mistakes_are_one_line(tmp_path: Path) -> None:
    where = ["--data", tmp_path, "--cache", tmp_path / "cache", "--output", tmp_path / "x.json"]
    odd = call("benchmark.py", *where, "--set", "model.positions=rotary")
    assert_one_clear_line(odd, "model.positions: got rotary, expected sinusoidal", "configs/benchmark.yaml")
    nowhere = call("benchmark.py", *where, "--peers", tmp_path / "nowhere")
    assert_one_clear_line(nowhere, "no Python environment", "scripts/benchmark_peers.py")


def test_what_peers_need_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = call("benchmark_peers.py", tmp_path, "--list")
    assert done.status == 0 and "torch==2.13.0" in done.lines
    assert any(line.startswith("JoeyNMT: installed with --no-deps") for line in done.lines)
    # pip is not run in tests: what happens when it fails
    monkeypatch.setattr(peers.venv, "create", lambda folder, with_pip: None)
    monkeypatch.setattr(peers, "python_of", lambda folder: Path("false"))
    with pytest.raises(BenchmarkError, match="pip could not install torch"):
        peers.make_environment(tmp_path / "env")


def test_growth_is_measured_drawn_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    monkeypatch.setattr(growth, "measure_point", lambda order: {"seconds": order["tokens"] / 1e3, "bytes": 1e6})
    where = ["--output", tmp_path / "growth.json", "--plots", tmp_path / "plots"]
    done = call("benchmark_growth.py", "--only", "batch", "width", "--quick", "--threads", 1, *where)
    assert done.status == 0, done.err
    assert done.lines[0].startswith("grows with")
    stored = json.loads((tmp_path / "growth.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in stored["curves"]] == ["batch", "width"]
    assert stored["curves"][0]["exponent_of_time"] == pytest.approx({"expected": 1.0, "measured": 1.0})
    assert {path.name for path in (tmp_path / "plots").iterdir()} == {"growth-time.png", "growth-memory.png"}


@pytest.mark.parametrize("script", ["benchmark.py", "benchmark_growth.py"])
def test_whether_the_figures_can_be_kept_is_asked_first(script: str, tmp_path: Path) -> None:
    """Nothing is measured for a file that nobody can write; one that is there stays as it is."""
    (tmp_path / "file").write_text("not a folder")
    assert_one_clear_line(call(script, "--quick", "--output", tmp_path / "file" / "x.json"), "file", "check the name")
    assert_one_clear_line(call(script, "--quick", "--output", tmp_path), str(tmp_path), "directory")
    assert (tmp_path / "file").read_text() == "not a folder"


def test_asking_leaves_nothing_behind(tmp_path: Path) -> None:
    there, new = tmp_path / "there.json", tmp_path / "folder" / "new.json"
    there.write_text("old figures")
    for path in (there, new):
        require_writable(path)
    assert there.read_text() == "old figures" and not new.exists()
