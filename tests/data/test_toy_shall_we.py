"""on se voit, on se retrouve, on va: are we, shall we."""

from __future__ import annotations

import re
from random import Random

from nmt.data.toy import surface
from nmt.data.toy.draw import Draw
from nmt.data.toy.sentences.shall_we import shall_we
from tests.data.drawn import assert_varied_and_linked, only


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(shall_we, 400, 280)


def test_a_question_asks_are_we_and_the_question_word_stands_behind_the_french_verb() -> None:
    for french, english in only(shall_we, r" se (voit|retrouve) (où|quand|à quelle)"):
        assert re.search(r"\b(where|when|what time) are we meeting", english, re.I), (french, english)


def test_shall_we_is_as_good() -> None:
    for seed in range(100):
        phrase, mark = shall_we(Draw(Random(seed)))
        if mark == "?" and "d'" not in [word.text for word in phrase.fr]:
            others = surface.references(phrase.en, "")
            assert any(re.search(r"\bshall we (meet|go)\b", text, re.I) for text in others), others
