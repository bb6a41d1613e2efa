"""sinon and depuis que."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.or_else import ever_since, otherwise
from tests.data.drawn import assert_varied_and_linked, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(otherwise, 400, 200)
    assert_varied_and_linked(ever_since, 400, 250)


def test_sinon_is_otherwise_and_what_follows_is_to_come() -> None:
    for french, english in said(otherwise, 300):
        assert ", sinon " in french and re.search(r", otherwise .* going to ", english), (french, english)


def test_depuis_que_is_since_with_the_perfect_in_the_other_clause() -> None:
    for french, english in said(ever_since, 300):
        assert re.search(r"epuis qu", french) and re.search(r"\b[Ss]ince\b", english), (french, english)
        main = english.split(" since ")[0] if "Since" not in english else english.split(", ")[-1]
        assert re.search(r"\b(has|have) (been|worked)", main), (french, english)
