"""The viewer as a reader has it: the file is opened in a browser, pointed at, stepped through, and looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nmt.viz import viewer
from nmt.viz.payload import describe_record
from nmt.viz.viewer import build_viewer
from tests.viz.invented import invent_long, invent_record, invent_sidecar, invent_student

Open = Callable[..., Any]


def lines_of(page: Any) -> dict[tuple[int, int], tuple[float, float]]:
    """(source, target) of each line that is drawn -> (width, opacity)."""
    drawn = page.eval_on_selector_all(
        ".line",
        "lines => lines.map(({attributes: a}) => ['data-top', 'data-bottom', 'stroke-width', 'stroke-opacity']"
        ".map(name => Number(a[name].value)))",
    )
    return {(int(top), int(bottom)): (width, opacity) for top, bottom, width, opacity in drawn}


def token(page: Any, side: str, index: int) -> Any:
    return page.locator(f"#{side}-row .token").nth(index)


def tokens_of(page: Any, side: str) -> list[str]:
    return list(page.locator(f"#{side}-row .token").all_inner_texts())


def test_the_picture_people_have_in_mind(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file)
    assert tokens_of(page, "top") == ["Je", "suis", "étudiant", "."]
    assert tokens_of(page, "bottom") == ["I", "am", "a", "student", ".", "end"]
    lines = lines_of(page)
    (thick, bright), *faint = lines[2, 3], lines[0, 3], lines[1, 3]
    assert thick > 9 and bright > 0.85
    assert all(width < 2 and opacity < 0.25 for width, opacity in faint)
    assert page.locator(".glow").count() == 4  # I, am, student and the full stop
    # `a` comes from nothing, and says so.
    assert page.locator(".token.alone").all_inner_texts() == ["a"]
    rests = page.locator(".rest")
    assert [rests.nth(k).get_attribute("data-bottom") for k in range(rests.count())] == ["2"]
    assert rests.first.text_content() == "∅"


def test_a_line_goes_from_the_middle_of_one_word_to_the_middle_of_the_other(
    open_viewer: Open, viewer_file: Path
) -> None:
    page = open_viewer(viewer_file)
    (x1, y1), (x2, y2) = page.eval_on_selector(
        '.line[data-top="2"][data-bottom="3"]',
        "l => [0, l.getTotalLength()].map(at => l.getPointAtLength(at).matrixTransform(l.getScreenCTM()))"
        ".map(point => [point.x, point.y])",
    )
    above, below = token(page, "top", 2).bounding_box(), token(page, "bottom", 3).bounding_box()
    assert (x1, x2) == pytest.approx([box["x"] + box["width"] / 2 for box in (above, below)], abs=1)
    assert (y1, y2) == pytest.approx([above["y"] + above["height"], below["y"]], abs=1)


def test_pointing_at_a_word_shows_its_own_from_either_side(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file)
    before = lines_of(page)
    token(page, "bottom", 3).hover()
    assert page.locator("#spoken").inner_text() == "student ← étudiant 0.93, suis 0.04, Je 0.03"
    assert page.locator("svg .number").all_text_contents() == ["0.93", "0.04", "0.03"]
    during = lines_of(page)
    assert during[2, 3] == before[2, 3]
    assert during[0, 0][1] < 0.2 * before[0, 0][1]
    token(page, "top", 1).hover()
    assert page.locator("#spoken").inner_text() == "suis → am 0.92, a 0.05, student 0.04, I 0.03"
    page.mouse.move(5, 5)
    assert page.locator("#spoken").inner_text() == ""
    assert lines_of(page) == before


def test_a_click_keeps_a_word_and_escape_lets_it_go(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file)
    token(page, "bottom", 2).click()
    page.mouse.move(5, 5)
    page.evaluate("document.activeElement.blur()")
    assert page.locator("#spoken").inner_text().startswith("a ← étudiant 0.07, suis 0.05, no source word 0.8")
    assert token(page, "bottom", 2).get_attribute("aria-pressed") == "true"
    token(page, "top", 0).hover()
    assert page.locator("#spoken").inner_text().startswith("Je →")
    page.mouse.move(5, 5)
    assert page.locator("#spoken").inner_text().startswith("a ←")
    page.keyboard.press("Escape")
    assert page.locator("#spoken").inner_text() == ""


def test_arrow_keys_step_through_decoding(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file)
    page.keyboard.press("ArrowRight")
    assert page.locator("#step-title").inner_text() == "Step 1 of 6: I, probability 0.980"
    assert set(bottom for _, bottom in lines_of(page)) == {0}  # the rest is not generated yet
    assert page.locator(".token.later").count() == 5
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.locator("#step-title").inner_text().startswith("Step 4 of 6: student, probability")
    # The word was made in two steps, each with its runners-up; the chosen one is marked.
    assert page.locator(".step-column h3").all_inner_texts() == ["Choice of ▁studen", "Choice of t", "Two readings"]
    assert page.locator(".runners").first.locator("li").count() == 4
    assert page.locator(".runners .chosen .piece").all_inner_texts() == ["▁studen", "t"]
    readings = page.locator(".readings dd").all_inner_texts()
    assert readings[0].startswith("étudiant 0.93") and "end mark" in readings[1]
    page.keyboard.press("ArrowLeft")
    assert page.locator("#step-title").inner_text().startswith("Step 3 of 6: a")
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    assert page.locator("#step-title").inner_text().startswith("Step 6 of 6: end of the sentence")
    assert page.locator(".step-column h3").all_inner_texts() == ["Choice to end"]


def test_play_goes_through_all_steps(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file)
    page.evaluate("() => { const plain = setInterval; window.setInterval = (act) => plain(act, 20); }")
    page.click("#play")
    page.wait_for_selector("#step-title:has-text('Step 6 of 6')")
    assert page.locator("#play").inner_text() == "Play"


def test_everything_by_keyboard_alone(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file)
    focused = "document.activeElement.dataset.side + document.activeElement.dataset.index"
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(focused))
    assert stops.count("top0") == stops.count("bottom0") == 1  # one stop for each row
    token(page, "top", 0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "top2"
    assert page.locator("#spoken").inner_text() == "étudiant → student 0.93, a 0.07"
    page.keyboard.press("ArrowDown")  # to its heaviest partner
    assert page.evaluate(focused) == "bottom3"
    page.keyboard.press("Enter")
    assert token(page, "bottom", 3).get_attribute("aria-pressed") == "true"
    page.keyboard.press("Home")
    assert page.evaluate(focused) == "bottom0"
    page.keyboard.press("j")
    assert page.locator('.sentence[aria-current="true"] .badge').first.inner_text() == "#1"


def test_words_or_pieces_and_the_two_readings(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file)
    page.click("text=Pieces")
    assert tokens_of(page, "bottom") == ["▁I", "▁am", "▁a", "▁studen", "t", ".", "end"]
    page.click("text=Words")
    page.click("text=Looked at while generating")
    assert "could not know the word yet" in page.locator("#meaning").inner_text()
    token(page, "bottom", 3).hover()
    assert page.locator("#spoken").inner_text().endswith("end mark 0.10")
    assert page.url.endswith("#s=0&v=attended")


def test_layers_heads_and_the_three_attentions(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file, "#s=0&v=cross&l=1&h=2")
    assert page.locator("#layer").input_value() == "1" and page.locator("#head").input_value() == "2"
    # The invented head looks `layer + head` tokens before its own.
    assert {(0, 3), (1, 4), (2, 5)} <= set(lines_of(page))
    page.select_option("#head", "0")
    assert {(2, 3), (3, 4)} <= set(lines_of(page))
    page.click("text=Encoder self-attention")
    assert tokens_of(page, "top") == tokens_of(page, "bottom") == ["▁Je", "▁suis", "▁étudia", "nt", ".", "</s>"]
    page.click("text=Decoder self-attention")
    assert tokens_of(page, "top")[0] == "<s>" and tokens_of(page, "bottom")[-1] == "</s>"
    page.select_option("#head", "mean")
    assert all(lines_of(page)[j, 5][0] == pytest.approx(1.2 + 8.8 / 3, abs=0.05) for j in (2, 3, 4))
    page.goto(page.url.split("#")[0] + "#s=1")
    assert page.locator("#views button").all_inner_texts() == ["Aligned to", "Looked at while generating"]


def test_gold_links_beside_the_models(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file, "#s=3")
    page.check("#gold")
    kinds = dict(page.eval_on_selector_all(
        ".line", "lines => lines.map(l => [`${l.dataset.top}-${l.dataset.bottom}`, l.classList[1]])"
    ))  # fmt: skip
    assert kinds == {"0-0": "right", "0-1": "wrong", "1-1": "missed", "2-3": "right", "3-4": "right"}
    assert sorted(page.locator("svg .sign").all_text_contents()) == ["■", "✕"]
    assert page.locator("#facts").inner_text().count("25 %") == 1  # 4 links, 4 sure ones, 3 in both


def test_sentences_are_found_filtered_and_sorted(open_viewer: Open, viewer_file: Path) -> None:
    page = open_viewer(viewer_file)

    def numbers() -> list[str]:
        return list(page.locator(".badge:first-child").all_text_contents())

    assert numbers() == ["#0", "#1", "#2", "#3"]
    page.select_option("#only", "links")
    assert numbers() == ["#3"]
    page.select_option("#only", "text")
    assert numbers() == ["#3"]
    page.select_option("#only", "all")
    page.select_option("#tag", "relative_qui")
    assert numbers() == ["#1"]
    page.select_option("#tag", "")
    page.select_option("#sort", "aer")
    assert numbers()[0] == "#3"
    page.select_option("#sort", "long")
    assert numbers()[0] == "#1"
    page.fill("#most", "6")
    assert numbers() == ["#0", "#3"]
    page.fill("#most", "")
    page.fill("#find", "RIVIÈRE")
    assert numbers() == ["#1"]
    page.click(".sentence")
    assert page.url.endswith("#s=1")


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
    refused = page.evaluate("fetch('https://example.org/').then(() => 'reached', (error) => String(error))")
    assert "TypeError" in refused  # refused by the page, before any network is asked
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=https://example.org/a.png onerror=window.bad=1>')"
    )
    assert page.evaluate("window.bad") is None  # an inline handler is a script without a hash
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


def test_a_slider_over_the_training(open_viewer: Open, tmp_path: Path) -> None:
    student = invent_student()
    early = invent_student(word_weights=student.word_weights / 2, word_null=1 - student.word_weights.sum(1) / 2)
    path = build_viewer([(1000, [student]), (200, [early])], tmp_path / "training.html")
    page = open_viewer(path)
    assert page.locator("#snapshot-value").inner_text() == "1,000"  # the last one first
    late = lines_of(page)[2, 3]
    token(page, "bottom", 3).click()
    page.locator("#snapshot").fill("0")
    assert page.locator("#snapshot-value").inner_text() == "200"
    assert lines_of(page)[2, 3][0] < late[0] - 3
    assert page.locator("#spoken").inner_text().startswith("student ← étudiant 0.47")
    assert "t=0" in page.url


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
    assert {path.name for path in folder.glob("*.js")} == set(viewer.SCRIPTS)
