"""A comparison on the terminal: what stands there, and how wide it is."""

from __future__ import annotations

from pathlib import Path

from nmt.comparison.facts import gather
from nmt.comparison.scores import NamedRun, compare_split
from nmt.comparison.table import Comparison, format_comparison
from tests.comparison.invented_runs import REFERENCES, align, evaluate, invent_run

N = len(REFERENCES)


def compare(first: NamedRun, second: NamedRun) -> str:
    notes: list[str] = []
    facts = gather({first.name: first.run, second.name: second.run}, notes)
    splits = [compare_split(first, second, "test", n_examples=1)]
    return format_comparison(Comparison([first.name, second.name], facts, splits, notes))


def test_two_runs_that_differ(tmp_path: Path) -> None:
    a = NamedRun("a", invent_run(tmp_path / "a"))
    b = NamedRun("b", invent_run(tmp_path / "b", {"model": {"dropout": None}}, fingerprint="0123456789" * 6))
    evaluate(a.run, wrong=[4])
    evaluate(b.run, wrong=range(0, N, 2), beam_size=1)
    align(a.run, [4] * N)
    align(b.run, [2, 3] * (N // 2))
    text = compare(a, b)
    lines = [line.split() for line in text.splitlines()]
    assert ["model.dropout", "0.1", "null"] in lines
    assert ["model.d_model", "32", "–"] in lines
    assert ["fingerprint", "abc", "012345678901234…"] in lines
    assert "environment: no difference" in text
    assert ["target", "tokens", "12,000", "12,000"] in lines
    assert f"test: b against a, {N} sentences, {N // 2 - 1} translated differently\n" in text
    assert "note: test: evaluated with another beam_size: a 5, b 1" in text
    aer = next(line for line in lines if line[:2] == ["AER", "%"])
    assert aer[2:5] == ["0.00", "37.50", "+37.50"] and aer[-2:] == [str(N), "worse"]
    assert "phenomenon, exact %" in text and "(0 of 3 not at all; p is adjusted for their number, Holm)" in text
    assert "translations that changed most, by sentence chrF\n  #" in text
    assert text.count("\n    reference  ") == text.count("\n    b          ") == 1
    assert "tests; within chance: p from 0.05 on, one-sided from 0.025 on" in text
    assert "| bs:1000 | seed:12345 |" in text and text.count("one-sided") == 3
    assert "n:10000 | seed:12345" in text.replace("\n    ", " ")
    assert all(len(line) <= 100 for line in text.splitlines() if not line.startswith("    "))


def test_the_same_run_twice(tmp_path: Path) -> None:
    a = NamedRun("a", invent_run(tmp_path / "a"))
    evaluate(a.run, wrong=[4])
    text = compare(a, NamedRun("again", a.run))
    for section in ("configuration", "data", "environment"):
        assert f"{section}: no difference\n" in text
    assert "every translation the same" in text and "phenomena: no difference in any of 3" in text
    assert text.count("+0.00 ") >= 3 and text.count("no difference\n") >= 5
    assert "better" not in text and "worse" not in text and "changed most" not in text


def test_what_is_not_known(tmp_path: Path) -> None:
    a, b = (NamedRun(name, invent_run(tmp_path / name)) for name in "ab")
    for one in (a, b):
        one.run.metrics_path.unlink()
    text = compare(a, b)
    assert "training: nothing known" in text
    assert "test: b against a\nnote: a was not evaluated on test; do it with: python scripts/evaluate.py" in text
    assert f"note: {a.run.metrics_path}: no such file" in text
