"""Everything that could be taken for markup or script, in a real browser: it is shown as text, and nothing happens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nmt.viz.viewer import build_viewer
from tests.fuzz.bad_pages import PAYLOADS, hostile_record
from tests.viz.invented import invent_record, invent_student
from tests.viz.looking import Open

PLACES = ("source", "target", "reference", "tags", "pieces", "runners up", "speaker")


# Clicks on every sentence and takes a step of each; then all names of elements, and what could act or fetch.
TOUR = """async () => {
    const pause = () => new Promise((done) => setTimeout(done, 0));
    const names = new Set(), strange = [];
    for (const sentence of [...document.querySelectorAll('.sentence')]) {
        sentence.click();
        document.getElementById('forth').click();
        await pause();
        for (const element of document.querySelectorAll('*')) {
            names.add(element.localName);
            if ([...element.attributes].some(({ name }) => name.startsWith('on'))) strange.push(element.outerHTML);
        }
    }
    return [[...names].sort(), strange];
}"""


def test_nothing_but_text_comes_of_hostile_text(open_viewer: Open, tmp_path: Path) -> None:
    """Dialogs, requests and errors of the page fail in `open_viewer`."""
    records = [hostile_record(payload, PLACES[k % len(PLACES)], k) for k, payload in enumerate(PAYLOADS * 2)]
    plain = [invent_student(), invent_record(1, ("Oui.", "Yes."), [{}, {}], tags=["plain"])]
    page: Any = open_viewer(build_viewer(records, tmp_path / "page.html", title=PAYLOADS[0]))
    names, strange = page.evaluate(TOUR)
    plain_names, _ = open_viewer(build_viewer(plain, tmp_path / "plain.html")).evaluate(TOUR)
    assert strange == []
    assert set(names) <= set(plain_names)
    assert page.locator("img").count() == 0 and page.locator("script").count() == 2
    shown = page.eval_on_selector_all(".sentence .source", "all => all.map(element => element.textContent)")
    assert shown == [record.source for record in records]
    assert page.title() == PAYLOADS[0]
