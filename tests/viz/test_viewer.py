"""The viewer as a reader uses it: opened in a browser, pointed at, stepped through, and looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from nmt.viz.viewer import build_viewer
from tests.viz.invented import invent_sidecar, invent_student
from tests.viz.looking import Open, lines_of, token, tokens_of


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
    assert page.locator(".step-column h2").all_inner_texts() == ["Choice of ▁studen", "Choice of t", "Two readings"]
    assert page.locator(".runners").first.locator("li").count() == 4
    assert page.locator(".runners .chosen .piece").all_inner_texts() == ["▁studen", "t"]
    readings = page.locator(".readings dd").all_inner_texts()
    assert readings[0].startswith("étudiant 0.93") and "end mark" in readings[1]
    page.keyboard.press("ArrowLeft")
    assert page.locator("#step-title").inner_text().startswith("Step 3 of 6: a")
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    assert page.locator("#step-title").inner_text().startswith("Step 6 of 6: end of the sentence")
    assert page.locator(".step-column h2").all_inner_texts() == ["Choice to end"]


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


def test_an_attention_that_the_model_has_not_is_not_offered(open_viewer: Open, tmp_path: Path) -> None:
    student = invent_student()
    maps = invent_sidecar(student, layers=1, heads=1)
    maps |= {kind: maps[kind][:0] for kind in ("encoder_self", "decoder_self")}  # as of a recurrent model
    page = open_viewer(build_viewer([student], tmp_path / "page.html", {"0": maps}), "#s=0&v=encoder")
    offered = page.locator("#views button").all_inner_texts()
    assert offered == ["Aligned to", "Looked at while generating", "Cross-attention"]
    page.click("text=Cross-attention")
    assert page.locator("#layer option").all_inner_texts() == ["0"]


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
