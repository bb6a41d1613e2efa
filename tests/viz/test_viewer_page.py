"""The viewer as a page: safe, without a network, for every reader and screen, and for long and many sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nmt.viz import viewer
from nmt.viz.page import PICTURE_SCRIPTS
from nmt.viz.payload import describe_record
from nmt.viz.viewer import build_viewer
from tests.viz.invented import invent_long, invent_record, invent_sidecar, invent_student
from tests.viz.looking import Open, lines_of, token, tokens_of


def test_text_of_the_corpus_is_text(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file, "#s=2")
    source = page.locator(".sentence").nth(2).locator(".source")
    assert source.text_content() == "</script><script>alert(1)</script> {{data}}"
    assert "<img src=x onerror=" in page.locator("#facts").inner_text()
    assert "<b>tag</b>" in page.locator("#tag").inner_text()
    assert page.locator("#title").inner_text() == "Four & <more>"
    assert page.title() == "Four & <more>"
    assert page.locator("img").count() == 0 and page.locator("script").count() == 2


def test_the_page_may_not_connect_to_anything(browser: Any, viewer_file: Path) -> None:
    page = browser.new_page()
    page.goto(viewer_file.as_uri())
    page.wait_for_selector("#list li")
    # A browser says which rule it was that refused; where there is no network, everything fails.
    refused_by = """(act) => new Promise((tell) => {
        document.addEventListener("securitypolicyviolation", (event) => tell(event.effectiveDirective), { once: true });
        setTimeout(() => tell("nothing"), 5000);
        if (act === "fetch") fetch("https://example.org/").catch(() => null);
        else document.body.insertAdjacentHTML("beforeend", act);
    })"""
    assert page.evaluate(refused_by, "fetch") == "connect-src"
    assert page.evaluate(refused_by, "<img src=https://example.org/a.png>") == "img-src"
    assert page.evaluate(refused_by, "<img src=data:, onerror=window.bad=1>") == "script-src-attr"
    assert page.evaluate(refused_by, "<iframe src=https://example.org></iframe>") == "frame-src"
    assert page.evaluate("window.bad") is None
    page.close()


def test_the_table_says_the_same(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file)
    page.click("summary")
    assert page.locator("#table th[scope=col]").all_inner_texts() == ["Je", "suis", "étudiant", ".", "no source word"]
    cells = page.locator("#table tbody tr").nth(3)
    assert cells.locator("th[scope=row]").inner_text() == "student"
    assert cells.locator("td").all_inner_texts() == ["0.03", "0.04", "0.93", "0.00", "0.00"]


def test_dark_and_light(open_viewer: Open, viewer_file: Path) -> None:
    paper = "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number)"
    page = open_viewer(viewer_file, color_scheme="dark")
    assert max(page.evaluate(paper)) < 60
    page.click("#theme")
    assert min(page.evaluate(paper)) > 200
    assert min(open_viewer(viewer_file).evaluate(paper)) > 200


def test_nothing_moves_for_those_who_asked_for_that(open_viewer: Open, viewer_file: Path) -> None:
    moves = "getComputedStyle(document.querySelector('.token')).transitionDuration"
    assert open_viewer(viewer_file).evaluate(moves) != "0s"
    page = open_viewer(viewer_file, "#s=1", reduced_motion="reduce")
    assert page.evaluate(moves) == "0s"
    for _ in range(25):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.getElementById('scroller').scrollLeft") > 100  # at once


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_training_too_is_for_keyboards_and_screen_readers(open_viewer: Open, tmp_path: Path, scheme: str) -> None:
    axe_module = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python"
    )
    student = invent_student()
    page = open_viewer(
        build_viewer([(200, [student]), (1000, [student])], tmp_path / "training.html"), color_scheme=scheme
    )
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "snapshot":
            break
    for key, step in (("ArrowLeft", "200"), ("End", "1,000"), ("Home", "200")):
        page.keyboard.press(key)
        assert page.locator("#snapshot-value").inner_text() == step
        result = axe_module.Axe().run(page)
        assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screen_readers_find_their_way(open_viewer: Open, viewer_file: Path, scheme: str) -> None:
    axe_module = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python"
    )
    page = open_viewer(viewer_file, color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for state, act in {
        "opened": lambda: page.click("summary"),
        "stepping": lambda: [page.keyboard.press("ArrowRight") for _ in range(3)],
        "long": lambda: page.locator(".sentence").nth(1).click(),
        "a word of a long one": lambda: token(page, "bottom", 3).click(),
        "heads": lambda: page.goto(viewer_file.as_uri() + "#s=0&v=decoder"),
        "gold": lambda: (page.goto(viewer_file.as_uri() + "#s=3"), page.check("#gold")),
    }.items():
        act()
        result = axe_module.Axe().run(page)
        if result.violations_count:
            found[state] = result.generate_report()
    assert found == {}


def test_forty_words_stay_on_one_line_and_the_page_keeps_its_width(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file, "#s=1")
    assert len(tokens_of(page, "top")) == 40
    tops = page.eval_on_selector_all("#top-row .token", "all => all.map(t => t.getBoundingClientRect().top)")
    assert len(set(tops)) == 1
    assert page.evaluate("getComputedStyle(document.querySelector('.token')).fontSize") == "17px"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert 40 <= len(lines_of(page)) <= 120
    token(page, "bottom", 0).focus()
    page.keyboard.press("End")
    page.wait_for_timeout(400)  # it scrolls smoothly
    assert page.evaluate("document.getElementById('scroller').scrollLeft") > 100


def test_empty_sentences_are_shown(open_viewer: Open, tmp_path: Path) -> None:
    records = [invent_record(0, ("", "Yes."), [{}, {}]), invent_record(1, ("Oui.", ""), [])]
    page = open_viewer(build_viewer(records, tmp_path / "empty.html"))
    assert tokens_of(page, "top") == [] and tokens_of(page, "bottom") == ["Yes", ".", "end"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("j")
    assert tokens_of(page, "top") == ["Oui", "."]


def test_a_thousand_long_sentences_open_quickly(
    open_viewer: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As hard to compress as can be: every byte by chance. Ten in turn are farther apart than a compressor remembers.
    rng = np.random.default_rng(1)
    record = invent_long(attention="all")
    rows, words = (np.full(shape.shape[1] + 1, 0.3) for shape in (record.weights, record.word_weights))
    drawn = []
    for _ in range(10):
        aligned, attended = (rng.dirichlet(rows, len(record.tgt_pieces)) for _ in range(2))
        by_word = rng.dirichlet(words, len(record.tgt_words))
        drawn.append(replace(
            record, weights=aligned[:, :-1], null=aligned[:, -1], attended=attended[:, :-1],
            attended_eos=attended[:, -1], word_weights=by_word[:, :-1], word_null=by_word[:, -1],
        ))  # fmt: skip
    sidecar = {
        name: rng.integers(0, 256, array.shape, np.uint8) for name, array in invent_sidecar(record, 3, 4).items()
    }
    described = [describe_record(one) for one in drawn] * 100  # each once: this test is about the page
    monkeypatch.setattr(viewer, "describe_record", lambda _: dict(described.pop()))
    path = build_viewer(drawn * 100, tmp_path / "many.html", {"all": sidecar})
    assert path.stat().st_size < 20_000_000
    page = open_viewer(path, "#s=999")
    assert page.locator(".line").count() >= 40
    assert page.evaluate("performance.getEntriesByType('navigation')[0].domComplete") < 10_000
    assert page.locator("#count").inner_text() == "1000 of 1000 sentences"
    page.goto(path.as_uri() + "#s=0&v=cross")
    page.wait_for_timeout(100)
    assert re.search(r"all layers and heads of [0-9]+ of its 1000 sentences", page.locator("#meaning").inner_text())


def test_the_parts_of_the_page_are_all_used() -> None:
    folder = Path(viewer.__file__).parent / "viewer"
    assert {path.name for path in folder.glob("*.js")} == {*PICTURE_SCRIPTS, *viewer.SCRIPTS}


def test_the_picture_follows_a_window_that_gets_narrower(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file)
    width = "document.getElementById('stage').offsetWidth"
    fresh = open_viewer(viewer_file, viewport={"width": 500, "height": 860}).evaluate(width)
    assert fresh < page.evaluate(width)
    page.set_viewport_size({"width": 500, "height": 860})
    page.wait_for_function(f"{width} === {fresh}")
