"""The page to play with, in a browser: ask, watch, overrule, compare; by keyboard alone, and for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from nmt.serving.questions import MAX_CHARACTERS, Refusal
from nmt.serving.server import PlayServer
from tests.serving.conftest import EXAMPLES
from tests.viz.looking import lines_of, token, tokens_of

Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, server: PlayServer) -> Iterator[Open]:
    """Opens the page; at the end: nothing but the server was asked, and no error was raised in the page."""
    contexts, requests, problems = [], [], []

    def open_it(pace: str = "0", expected_errors: bool = False, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: expected_errors or problems.append(message.text))
        page.goto(server.url)
        page.wait_for_selector("#examples button")
        page.set_default_timeout(15_000)
        page.select_option("#pace", pace)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith((server.url, "data:,"))] == []
    assert problems == []


def ask(page: Any, source: str) -> None:
    page.fill("#source", source)
    page.keyboard.press("Enter")


def wait_for(page: Any, target: str, count: int) -> None:
    """Until `count` translations are done, and the last one says `target`."""
    page.wait_for_selector(f"#list li:nth-child({count})")
    assert page.locator("#translation").inner_text() == target


def wait_for_another(page: Any, count: int) -> str:
    """As `wait_for`, where nobody knows what the model will make of it; returns the translation."""
    page.wait_for_selector(f"#list li:nth-child({count})")
    return str(page.locator("#translation").inner_text())


def test_a_sentence_is_translated_with_its_lines(open_page: Open) -> None:
    page = open_page()
    assert page.locator("#source-name").inner_text() == "French"
    assert page.locator("#picture").is_hidden() and page.locator("#source").evaluate(
        "e => e === document.activeElement"
    )
    ask(page, "Je suis grand.")
    wait_for(page, "I am tall.", 1)
    assert tokens_of(page, "top") == ["Je", "suis", "grand", "."]
    assert tokens_of(page, "bottom") == ["I", "am", "tall", ".", "end"]
    assert lines_of(page)
    assert page.locator("#odds").inner_text().startswith("Probability 0.")
    assert page.locator("#news").text_content().startswith("I am tall. Probability 0.")
    assert page.locator("#release").is_hidden() and page.locator("#welcome").is_hidden()


# All at one moment: asked one by one, another word may have come between.
WHAT_IS_SHOWN = """() => [
    [...document.querySelectorAll("#bottom-row .token")].map((token) => token.innerText),
    document.querySelector("#step-title").innerText,
    document.querySelectorAll(".runner").length,
]"""


def test_words_appear_one_after_the_other(open_page: Open) -> None:
    page = open_page(pace="350")
    ask(page, "Nous sommes fatigué.")
    seen = []
    for _ in range(1000):
        if page.locator("#list li").count():
            break
        page.wait_for_timeout(30)
        is_there = page.locator("#picture").is_visible()
        words, title, n_runners = page.evaluate(WHAT_IS_SHOWN)
        if is_there and words and (not seen or len(words) > len(seen[-1][0])):
            seen.append((words, title, n_runners))
    *before, _ = seen
    assert len(before) >= 3
    for words, title, n_runners in before:
        assert "end" not in words
        assert title.startswith(f"Step {len(words)}: {words[-1]}, probability ") and n_runners >= 6
    assert tokens_of(page, "bottom")[-1] == "end"
    # Nobody is talked to before the sentence is there.
    assert page.locator("#translation").get_attribute("aria-busy") == "false"


def test_a_runner_up_is_forced_and_the_rest_changes(open_page: Open) -> None:
    page = open_page()
    ask(page, "Tu es grand.")
    wait_for(page, "You are tall.", 1)
    token(page, "bottom", 0).click()
    chosen = page.locator(".runners .chosen .runner").first
    assert chosen.get_attribute("aria-pressed") == "true"
    # The piece after the one that all subjects share, or the first one.
    other = page.locator(".runners").last.locator("li:not(.chosen) .runner").first
    step, piece = int(other.get_attribute("data-step")), other.locator(".piece").inner_text()
    other.click()
    page.wait_for_selector("#list li:nth-child(2)")
    assert page.locator("#translation").inner_text() != "You are tall."
    assert "You overruled the model at " in page.locator("#odds").inner_text()
    assert page.locator(".token.overruled").count() >= 1
    assert page.locator(".badge.bad").all_inner_texts() == ["forced"]
    # The word stays in view, and the focus is where it was: the next choice is one key away.
    focused = page.evaluate("({...document.activeElement.dataset, text: document.activeElement.innerText})")
    assert int(focused["step"]) == step and piece in focused["text"]
    page.click("#release")
    wait_for(page, "You are tall.", 3)
    assert page.locator("#release").is_hidden() and page.locator(".token.overruled").count() == 0


def test_a_word_is_typed_in_place_of_one(open_page: Open) -> None:
    page = open_page()
    ask(page, "Je suis grand.")
    wait_for(page, "I am tall.", 1)
    token(page, "bottom", 0).click()
    assert page.locator("#said").inner_text() == "I"
    page.fill("#words", " She ")
    page.keyboard.press("Enter")
    said = wait_for_another(page, 2)
    assert said.startswith("She ")
    # In place of the last token, and then of the end: there is a space before a word, and none before a mark.
    for place, words, expected in ((-2, "here", " here"), (-2, "!", "!"), (-1, "I am", " I am")):
        tokens = tokens_of(page, "bottom")
        kept = said[: said.rindex(tokens[-2])] if place == -2 else said
        token(page, "bottom", len(tokens) + place).click()
        assert page.locator("#said").inner_text() == (tokens[-2] if place == -2 else "the end")
        page.fill("#words", words)
        before = page.locator("#list li").count()
        page.click("text=Go on from there")
        said = wait_for_another(page, before + 1)
        assert said.replace(" ", "").startswith((kept + words).replace(" ", "")) and expected in said


def test_layers_heads_and_earlier_translations(open_page: Open) -> None:
    page = open_page()
    ask(page, "Je suis grand.")
    wait_for(page, "I am tall.", 1)
    page.click("text=Cross-attention")
    assert page.locator("#head option").all_text_contents() == ["mean", "max", "0", "1"]
    page.select_option("#head", "1")
    assert tokens_of(page, "bottom")[-1] == "</s>"
    first = lines_of(page)
    page.select_option("#head", "0")
    assert lines_of(page) != first
    ask(page, "Elle est petit.")
    wait_for(page, "She is small.", 2)
    assert page.locator("#views [aria-pressed=true]").inner_text() == "Cross-attention"  # stays while one compares
    assert page.locator(".sentence .source").all_inner_texts() == ["Elle est petit.", "Je suis grand."]
    page.locator(".sentence").nth(1).click()
    assert page.locator("#translation").inner_text() == "I am tall."
    page.select_option("#head", "1")
    assert lines_of(page) == first
    page.click("text=Encoder self-attention")
    assert page.locator("#say").is_hidden()


def test_the_keyboard_is_enough(open_page: Open) -> None:
    page = open_page()
    page.keyboard.type("Je suis grand.")
    page.keyboard.press("Enter")
    wait_for(page, "I am tall.", 1)

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab never reaches {selector}")

    tab_to("#bottom-row .token")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("#said").inner_text() == "am"
    tab_to("#words")
    page.keyboard.type("is")
    page.keyboard.press("Enter")
    page.wait_for_selector("#list li:nth-child(2)")
    assert page.locator("#translation").inner_text().startswith("I is")
    assert page.locator("#words").input_value() == "" and page.evaluate("document.activeElement.id") == "words"
    tab_to("#bottom-row .token")
    tab_to(".runner:not([aria-pressed=true])")
    page.keyboard.press("Enter")
    page.wait_for_selector("#list li:nth-child(3)")
    assert page.evaluate("document.activeElement.className") == "runner"
    tab_to(".sentence")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("#translation").inner_text() == "I am tall."


def test_examples_are_text_and_nothing_moves_for_those_who_asked_for_that(open_page: Open, server: PlayServer) -> None:
    page = open_page()
    assert page.locator("#examples button").all_inner_texts() == list(EXAMPLES)
    assert page.title() == page.locator("#title").inner_text() == "Play & <learn>"
    page.locator("#examples button").first.click()
    wait_for(page, "I am tall.", 1)
    assert page.locator("#source").input_value() == EXAMPLES[0]
    calm = open_page(reduced_motion="reduce")
    calm.reload()
    calm.wait_for_selector("#examples button")
    assert calm.locator("#pace").input_value() == "0"


def test_errors_are_shown_in_one_line(open_page: Open, server: PlayServer, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(expected_errors=True)
    assert page.locator("#source").get_attribute("maxlength") == str(MAX_CHARACTERS)
    trouble = page.locator("#trouble")
    assert trouble.get_attribute("role") == "alert"
    ask(page, "ici " * 90)
    page.wait_for_selector("#trouble:not(:empty)")
    assert "pieces, and this model was made for at most" in trouble.inner_text()
    ask(page, "Je suis grand.")
    wait_for(page, "I am tall.", 1)
    assert trouble.inner_text() == ""
    answer = server.answer

    def break_off(question: Any, send: Callable[[Any], None]) -> None:
        def send_or_fail(event: Any) -> None:
            if event["done"]:
                raise Refusal("the model is tired")
            send(event)

        answer(question, send_or_fail)

    monkeypatch.setattr(server, "answer", break_off)
    ask(page, "Tu es petit.")
    page.wait_for_selector("#trouble:not(:empty)")
    assert trouble.inner_text() == "the model is tired"
    monkeypatch.setattr(server, "answer", lambda question, send: send({"error": "and again"}))
    ask(page, "Tu es petit.")
    page.wait_for_selector("#trouble:has-text('and again')")
    monkeypatch.setattr(server, "answer", answer)
    ask(page, "Tu es petit.")
    wait_for(page, "You are small.", 2)
    server.socket.close()
    ask(page, "Tu es ici.")
    page.wait_for_selector("#trouble:has-text('The server does not answer')")


def test_a_new_question_ends_the_one_before(open_page: Open) -> None:
    page = open_page(pace="1200")
    ask(page, "Nous sommes fatigué.")
    page.wait_for_selector("#bottom-row .token")
    page.select_option("#pace", "0")
    ask(page, "Je suis grand.")
    wait_for(page, "I am tall.", 1)
    page.wait_for_timeout(1500)
    assert page.locator("#translation").inner_text() == "I am tall."
    assert page.locator("#list li").count() == 1 and page.locator("#trouble").inner_text() == ""


def test_the_page_may_ask_nobody_but_its_server(browser: Any, server: PlayServer) -> None:
    page = browser.new_page()
    page.goto(server.url)
    refused_by = """(act) => new Promise((tell) => {
        document.addEventListener("securitypolicyviolation", (event) => tell(event.effectiveDirective), { once: true });
        setTimeout(() => tell("nothing"), 5000);
        if (act === "fetch") fetch("https://example.org/").catch(() => null);
        else document.body.insertAdjacentHTML("beforeend", act);
    })"""
    assert page.evaluate(refused_by, "fetch") == "connect-src"
    assert page.evaluate(refused_by, "<img src=https://example.org/a.png>") == "img-src"
    assert page.evaluate(refused_by, "<img src=data:, onerror=window.bad=1>") == "script-src-attr"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screen_readers_find_their_way(open_page: Open, scheme: str) -> None:
    axe_module = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python"
    )
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    found = {"empty": axe_module.Axe().run(page)}
    ask(page, "Je suis grand.")
    wait_for(page, "I am tall.", 1)
    found["translated"] = axe_module.Axe().run(page)
    token(page, "bottom", 0).click()
    page.fill("#words", "She")
    page.keyboard.press("Enter")
    wait_for_another(page, 2)
    page.click("summary")
    found["forced"] = axe_module.Axe().run(page)
    page.click("text=Decoder self-attention")
    found["heads"] = axe_module.Axe().run(page)
    assert {state: result.generate_report() for state, result in found.items() if result.violations_count} == {}


def test_it_fits_on_a_telephone(open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 800})
    ask(page, "Je suis grand.")
    wait_for(page, "I am tall.", 1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
