"""Orders with être and avoir: sois sage, n'aie pas peur."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.be_good import be_so, be_unafraid
from tests.data.drawn import assert_varied_and_linked, only, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(be_so, 500, 270)
    assert_varied_and_linked(be_unafraid, 500, 200)


def test_orders() -> None:
    pairs = {french: english for french, english in said(be_so, 4000)}
    assert pairs["Sois sage"] == "Be good" and pairs["Soyez prudents sur la route"] == "Be careful on the road"
    assert pairs["Ne sois pas en retard"] == "Do not be late" and pairs["Soyons prudents"] == "Let us be careful"
    afraid = {french: english for french, english in said(be_unafraid, 4000)}
    assert afraid["N'aie pas peur"] == afraid["N'ayez pas peur"] == "Do not be afraid"
    assert afraid["Aie confiance en toi"] == "Have confidence in yourself"
    assert afraid["N'aie pas peur du chien"] == "Do not be afraid of the dog"


def test_the_adjective_agrees_with_whoever_is_spoken_to() -> None:
    for french, _ in only(be_so, r"^(Ne )?[Ss]oi(s|t)\b"):
        assert not re.search(r"\b(sages|prudents|prudentes|tristes|patients|polis)\b", french), french
    assert all(re.search(r"\b(sages|prudente?s)\b", french) for french, _ in only(be_so, "^Soyons (sage|prudent)"))


def test_what_one_is_not_to_fear_is_of_it_or_to_do_it() -> None:
    for french, english in only(be_unafraid, r"peur (de |d'|du )"):
        assert re.search(r"\bafraid (of|to)\b", english), (french, english)
