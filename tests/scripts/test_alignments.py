"""Alignments as a user meets them: align.py, the dumps of evaluate.py and translate.py, and view.py."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from nmt.alignment.dump import read_records, write_records
from nmt.alignment.gold import cut_at_spaces
from nmt.alignment.sidecar import SidecarReader, sidecar_path
from nmt.run import RunDirectory
from tests.alignment.invented_records import invent_record
from tests.scripts.calling import assert_one_clear_line, call
from tests.tiny import HELD_OUT, write_project

SIDES = ("source", "target")


@pytest.fixture
def copy(run: RunDirectory, tmp_path: Path) -> RunDirectory:
    """A run that may be written into."""
    return RunDirectory(shutil.copytree(run.path, tmp_path / "copy"))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Three sentences and their translations; one pair is empty."""
    src, tgt = tmp_path / "a.fr", tmp_path / "a.en"
    src.write_text("Je suis grand.\n\nElle est ici.\n", encoding="utf-8")
    tgt.write_text("I am tall.\n\nShe is here.\n", encoding="utf-8")
    return src, tgt


def links_of(line: str) -> set[tuple[int, int]]:
    return {(int(i), int(j)) for i, j in (link.split("-") for link in line.split())}


def test_align_prints_one_line_of_links_for_each_pair(run: RunDirectory, files: tuple[Path, Path]) -> None:
    done = call("align.py", "--run", run.path, "--src", files[0], "--tgt", files[1])
    assert done.status == 0, done.err
    lines = done.out.split("\n")
    assert len(lines) == 4 and lines[1] == "" and lines[3] == ""
    for line in (lines[0], lines[2]):
        assert links_of(line) <= {(i, j) for i in range(4) for j in range(4)}


def test_align_reads_a_tsv_and_words_as_given(run: RunDirectory, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("Je suis grand.\tI am tall.\n", encoding="utf-8")
    done = call("align.py", "--run", run.path, "--tsv", tmp_path / "a.tsv", "--words", "--format", "soft")
    assert done.status == 0, done.err
    (line,) = done.out.splitlines()
    rows = [[float(weight) for weight in row.split(",")] for row in line.split()]
    assert len(rows) >= 3  # I, am, tall. and what Marian's format adds for the end


def test_align_scores_gold(run: RunDirectory, files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "gold.txt").write_text("0-0 1-1 2-2\n\n0-0 1-1 2-2\n", encoding="utf-8")
    done = call("align.py", "--run", run.path, "--src", files[0], "--tgt", files[1], "--gold", tmp_path / "gold.txt")
    assert done.status == 0, done.err
    assert done.out.startswith("words aligned by")
    for name in ("the model's alignment", "statistical aligner", "both together", "diagonal", "uniform, by chance"):
        assert f"\n{name} " in done.out


def test_gold_says_the_same_in_every_format(run: RunDirectory, files: tuple[Path, Path], tmp_path: Path) -> None:
    texts = list(zip(*(path.read_text(encoding="utf-8").splitlines() for path in files), strict=True))
    links = [
        {"sure": [(0, 0), (1, 0)], "possible": [(2, 2)]},
        {"sure": [], "possible": []},
        {"sure": [(0, 0)], "possible": []},
    ]
    spans = [{f"{side}_spans": cut_at_spaces(text) for side, text in zip(SIDES, pair, strict=True)} for pair in texts]
    records = [
        dict(zip(SIDES, pair, strict=True)) | cut | said for pair, cut, said in zip(texts, spans, links, strict=True)
    ]
    in_format = {
        "jsonl": "".join(f"{json.dumps(record)}\n" for record in records),
        "pharaoh": "0-0 1-0 2p2\n\n0-0\n",
        "pharaoh-from-1": "1-1 2-1 3-3:P\n\n1-1\n",
        "wpt": "1 1 1\n1 2 1 S\n1 3 3 P\n3 1 1 S\n",
        "wpt-target-first": "1 1 1\n1 1 2 S\n1 3 3 P\n3 1 1 S\n",
    }
    (tmp_path / "both.tsv").write_text("".join(f"{src}\t{tgt}\n" for src, tgt in texts), encoding="utf-8")
    tables = set()
    for kind, text in in_format.items():
        (tmp_path / kind).write_text(text, encoding="utf-8")
        given = ("--tsv", tmp_path / "both.tsv") if kind == "wpt" else ("--src", files[0], "--tgt", files[1])
        done = call("align.py", "--run", run.path, *given, "--gold", tmp_path / kind, "--gold-format", kind)
        assert done.status == 0, done.err
        tables.add(done.out)
    assert len(tables) == 1


def test_gold_of_other_texts(run: RunDirectory, files: tuple[Path, Path], tmp_path: Path) -> None:
    spans = {"source_spans": [[0, 3]], "target_spans": [[0, 4]]}
    gold = {"source": "Oui", "target": "Yes.", **spans, "sure": [[0, 0]], "possible": []}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    options = ("--run", run.path, "--src", files[0], "--tgt", files[1], "--gold", tmp_path / "gold.jsonl")
    assert_one_clear_line(call("align.py", *options), "the source is 'Oui', but the text that was aligned is 'Je suis")


def test_gold_without_any_record(run: RunDirectory, tmp_path: Path) -> None:
    for name, options in (("gold.jsonl", ()), ("gold.txt", ("--tsv", tmp_path / "gold.txt"))):
        (tmp_path / name).write_text("")
        done = call("align.py", "--run", run.path, *options, "--gold", tmp_path / name)
        assert_one_clear_line(done, f"{name}: no gold links in it; expected those of one pair of sentences at least")


def test_links_of_other_aligners_stand_beside(run: RunDirectory, files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "gold.txt").write_text("0-0 1-1 2-2\n\n0-0 1-1 2-2\n", encoding="utf-8")
    (tmp_path / "eflomal.txt").write_text("0-0 1-1\n\n0-0 1-1 2-2\n", encoding="utf-8")
    options = ("--gold", tmp_path / "gold.txt", "--links", tmp_path / "eflomal.txt")
    done = call("align.py", "--run", run.path, "--src", files[0], "--tgt", files[1], *options)
    assert done.status == 0, done.err
    assert done.out.splitlines()[1].split() == ["eflomal.txt", "9.09", "100.00", "83.33", "90.91"]


def test_words_for_other_aligners(run: RunDirectory, files: tuple[Path, Path]) -> None:
    done = call("align.py", "--run", run.path, "--src", files[0], "--tgt", files[1], "--format", "words")
    assert done.out.splitlines()[0] == "Je suis grand . ||| I am tall ."


def test_by_both(run: RunDirectory, files: tuple[Path, Path]) -> None:
    for by in ("statistical", "both"):
        done = call("align.py", "--run", run.path, "--src", files[0], "--tgt", files[1], "--by", by)
        assert done.status == 0 and len(done.out.splitlines()) == 3, done.err


def test_both_directions(run: RunDirectory, reverse_run: RunDirectory, files: tuple[Path, Path]) -> None:
    def align(*options: object) -> list[str]:
        done = call("align.py", "--run", run.path, "--src", files[0], "--tgt", files[1], *options)
        assert done.status == 0, done.err
        return str(done.out).split("\n")

    turned = call("align.py", "--run", reverse_run.path, "--src", files[1], "--tgt", files[0]).out.split("\n")
    forward = align()
    reverse = align("--reverse-run", reverse_run.path, "--by", "reverse")
    assert [links_of(line) for line in reverse] == [{(i, j) for j, i in links_of(line)} for line in turned]
    for method, expected in (
        ("intersection", [links_of(a) & links_of(b) for a, b in zip(forward, reverse, strict=True)]),
        ("union", [links_of(a) | links_of(b) for a, b in zip(forward, reverse, strict=True)]),
    ):
        lines = align("--reverse-run", reverse_run.path, "--symmetrise", method)
        assert [links_of(line) for line in lines] == expected
    (first, *_), *_ = (line.split() for line in align("--reverse-run", reverse_run.path, "--format", "soft"))
    assert 0 <= sum(map(float, first.split(","))) <= 1.001
    assert align("--reverse-run", reverse_run.path, "--by", "both") != [""]


def test_scores_are_kept_for_the_model_card_and_the_export(copy: RunDirectory, tmp_path: Path) -> None:
    spans = {"source_spans": [[0, 2], [3, 7], [8, 12]], "target_spans": [[0, 1], [2, 4], [5, 10]]}
    links = {"sure": [[0, 0], [1, 1]], "possible": [[0, 0], [1, 1], [2, 2]]}
    record = {"source": "Je suis ici.", "target": "I am here.", **spans, **links}
    (tmp_path / "by-hand.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    done = call("align.py", "--run", copy.path, "--gold", tmp_path / "by-hand.jsonl", "--keep")
    assert (done.status, done.err) == (0, f"written to {copy.gold_alignment_path('by-hand')}\n")
    card = tmp_path / "card"
    assert call("share.py", "--run", copy.path, "--output", card).status == 0
    rows = (card / "README.md").read_text(encoding="utf-8").splitlines()
    for name, on_the_card in (
        ("the model's alignment", "the model's alignment"),
        ("attention, layer 0, mean", "mean of"),
    ):
        (aer,) = [line[len(name) :].split()[0] for line in done.lines if line.startswith(f"{name}  ")]
        assert any(row.endswith(f"| {aer} |") and on_the_card in row and "by-hand" in row for row in rows)
    assert call("export_ctranslate2.py", "--run", copy.path, "--output", tmp_path / "exported").status == 0
    assert "% on by-hand. The alignment that" in (tmp_path / "exported" / "README.md").read_text(encoding="utf-8")


def test_gold_scores_both_directions(
    run: RunDirectory, reverse_run: RunDirectory, files: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "gold.txt").write_text("0-0 1-1 2-2\n\n0-0 1-1 2-2\n", encoding="utf-8")
    options = ("--gold", tmp_path / "gold.txt", "--reverse-run", reverse_run.path)
    done = call("align.py", "--run", run.path, "--src", files[0], "--tgt", files[1], *options)
    assert done.status == 0, done.err
    for name in ("the reverse model's", "both models, intersection", "both models and the aligner", "IBM Model 1"):
        assert f"\n{name} " in done.out


def test_a_reverse_run_of_the_same_direction(run: RunDirectory, files: tuple[Path, Path]) -> None:
    done = call("align.py", "--run", run.path, "--src", files[0], "--tgt", files[1], "--reverse-run", run.path)
    assert_one_clear_line(done, "translates fr to en, expected en to fr; train one with data.src_lang=en")


def test_evaluate_dumps_the_alignments_of_its_translations(copy: RunDirectory) -> None:
    done = call("evaluate.py", "--run", copy.path, "--split", "test", "--all-heads")
    assert done.status == 0, done.err
    assert "% AER against the statistical aligner's" in done.out
    records = list(read_records(copy.alignments_path("test")))
    assert [record.source for record in records] == [src for src, _ in HELD_OUT]
    assert not any(record.forced for record in records)
    assert all(len(record.runners_up) == len(record.tgt_pieces) + 1 for record in records)
    with SidecarReader(sidecar_path(copy.alignments_path("test"))) as heads:
        maps = heads.read_for(records[0])
    assert maps is not None and maps["cross"].shape[:2] == (1, 2)  # layers, heads


def test_what_was_generated_is_aligned_as_the_same_text_given(run: RunDirectory, tmp_path: Path) -> None:
    """One forced pass over the finished sentence: how it came about makes no difference."""
    dumps = []
    for options in (("--beam-size", 1), ("--beam-size", 4), ("--sample", "--temperature", 0.01)):
        path = tmp_path / f"{len(dumps)}.jsonl"
        done = call("translate.py", "--run", run.path, "Je suis grand.", "--alignments", path, *options)
        assert done.status == 0, done.err
        dumps.append(json.loads(path.read_text()))
    (tmp_path / "a.tsv").write_text(f"Je suis grand.\t{dumps[0]['target']}\n")
    path = tmp_path / "forced.jsonl.gz"
    assert call("align.py", "--run", run.path, "--tsv", tmp_path / "a.tsv", "--alignments", path).status == 0
    (forced,) = read_records(path)
    assert forced.forced
    for dump in dumps:
        assert dump["target"] == forced.target
        np.testing.assert_allclose(dump["weights"], forced.weights, atol=2e-4)
        assert dump["links"] == forced.links


def test_show_draws_below_the_translation(run: RunDirectory) -> None:
    done = call("translate.py", "--run", run.path, "--show", "Je suis grand.")
    assert done.status == 0, done.err
    assert "I am tall." in done.out and "grand" in done.out.split("I am tall.")[1]


def test_view_makes_one_page_and_heat_maps(copy: RunDirectory, tmp_path: Path) -> None:
    assert call("evaluate.py", "--run", copy.path, "--split", "test").status == 0
    done = call("view.py", "--run", copy.path)
    assert done.status == 0, done.err
    page = Path(done.out.strip())
    assert page == copy.alignments_path("test").with_suffix(".html")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    for name, options in (("one.png", ()), ("two.svg", ("--sentence", 0, "--sentence", 2))):
        done = call("view.py", "--run", copy.path, "--heatmap", tmp_path / name, *options)
        assert done.status == 0, done.err
        assert (tmp_path / name).stat().st_size > 1000


def test_a_sentence_is_drawn_wherever_it_stands_in_the_dump(tmp_path: Path) -> None:
    """A page shows the first thousand; a heat map is of one that is named."""
    dump, picture = tmp_path / "many.jsonl", tmp_path / "x.svg"
    with write_records(dump) as file:
        for number in range(1003):
            file.write(invent_record(number=number))
    done = call("view.py", "--dump", dump, "--heatmap", picture, "--sentence", 1001)
    assert (done.status, done.lines) == (0, [str(picture)]), done.err
    done = call("view.py", "--dump", dump, "--heatmap", picture, "--sentence", 0, "--sentence", 1003)
    assert_one_clear_line(done, f"--sentence: no 1003 among the 1,003 sentences of {dump}; give an id that it has")
    dump.write_text("")
    assert_one_clear_line(call("view.py", "--dump", dump, "--heatmap", picture), "many.jsonl: no sentence in it")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--sentence", "1"), "--sentence belongs to --heatmap FILE"),
        (("--training", "--unit", "piece"), "--unit belongs to --heatmap FILE"),
        (("--heatmap", "x.png", "--limit", "5"), "--limit belongs to a page, not to --heatmap"),
        (("--heatmap", "x.png", "--training"), "--training belongs to a page, not to --heatmap"),
        (("--training", "--split", "validation"), "--split has nothing to do with --training"),
        (("--dump", "a.jsonl", "--split", "validation"), "--split finds a run's dump, and --dump names one"),
    ],
)
def test_options_of_view_that_make_no_sense(arguments: tuple[str, ...], message: str) -> None:
    done = call("view.py", *arguments)
    assert done.status == 2 and message in done.err


def test_a_page_is_whole_or_the_one_before(copy: RunDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    page = copy.path / "page.html"
    page.write_text("the one before", encoding="utf-8")
    assert call("evaluate.py", "--run", copy.path, "--split", "test").status == 0
    files = set(copy.path.iterdir())

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nmt.atomic.os.fsync", refuse)
    done = call("view.py", "--run", copy.path, "--output", page)
    assert_one_clear_line(done, f"error: {page}: No space left on device; make room, then run it again")
    assert page.read_text(encoding="utf-8") == "the one before" and set(copy.path.iterdir()) == files


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_blamed_on_the_file(copy: RunDirectory) -> None:
    assert call("evaluate.py", "--run", copy.path, "--split", "test").status == 0
    done = call("view.py", "--run", copy.path, "--output", "/dev/full")
    assert_one_clear_line(done, "error: /dev/full: No space left on device; make room, then run it again")
    copy.translations_path("test").unlink()
    copy.translations_path("test").symlink_to("/dev/full")
    done = call("evaluate.py", "--run", copy.path, "--split", "test")
    assert_one_clear_line(done, f"error: {copy.translations_path('test')}: No space left on device; make room")


def test_view_before_evaluate(run: RunDirectory) -> None:
    done = call("view.py", "--run", run.path, "--split", "nothing")
    assert_one_clear_line(done, "no alignments here; write them with: python scripts/evaluate.py --run")


def test_a_run_that_learned_no_alignment(tmp_path: Path) -> None:
    config, path = write_project(tmp_path), tmp_path / "run"
    options = ("alignment.labels=off", "training.max_steps=5", f"run_dir={path}")
    assert call("train.py", "--config", config, *options).status == 0
    assert not (path / "aligner.safetensors").exists()
    done = call("translate.py", "--run", path, "--show", "Je suis grand.")
    assert_one_clear_line(done, "this run learned no alignment")
    assert call("evaluate.py", "--run", path).status == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--src", "a.fr"), "--src and --tgt belong together"),
        ((), "give --src FILE --tgt FILE, or --tsv FILE, or --gold FILE"),
        (("--tsv", "a.tsv", "--links", "b.txt"), "--links belongs to --gold FILE"),
        (("--tsv", "a.tsv", "--keep"), "--keep belongs to --gold FILE"),
        (("--tsv", "a.tsv", "--gold-format", "wpt"), "--gold-format belongs to --gold FILE"),
        (("--tsv", "a.tsv", "--symmetrise", "union"), "--symmetrise belongs to --reverse-run DIR"),
        (("--gold", "g.txt"), "--gold g.txt brings links and no text: give --src FILE --tgt FILE, or --tsv FILE"),
        *(
            (
                ("--gold", "g.jsonl", *option),
                f"{option[0]} has nothing to do with --gold, which prints scores and no links",
            )
            for option in (
                ("--by", "both"),
                ("--symmetrise", "union"),
                ("--words",),
                ("--format", "pharaoh"),
                ("--alignments", "x.jsonl"),
                ("--all-heads",),
            )
        ),
        (("--tsv", "a.tsv", "--all-heads"), "--all-heads belongs to --alignments FILE"),
        (("--tsv", "a.tsv", "--by", "symmetrised"), "--by symmetrised needs --reverse-run DIR"),
    ],
)
def test_options_that_make_no_sense(arguments: tuple[str, ...], message: str) -> None:
    done = call("align.py", *arguments)
    assert done.status == 2 and message in done.err


def test_files_that_do_not_pair_up(run: RunDirectory, files: tuple[Path, Path]) -> None:
    files[1].write_text("I am tall.\n")
    done = call("align.py", "--run", run.path, "--src", files[0], "--tgt", files[1])
    assert_one_clear_line(done, "a.fr has 3 lines and ", "a.en has 1; expected as many")


def test_a_line_without_a_tab(run: RunDirectory, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("Je suis grand.\tI am tall.\nno tab here\n")
    done = call("align.py", "--run", run.path, "--tsv", tmp_path / "a.tsv")
    assert done.status == 2
    assert f"error: {tmp_path / 'a.tsv'}:2: 1 fields; expected source, one tab, translation" in done.err
