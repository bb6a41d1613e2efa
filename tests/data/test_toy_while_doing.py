"""en travaillant, en jouant au foot."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.while_doing import while_doing
from tests.data.drawn import assert_varied_and_linked, only, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(while_doing, 400, 330)


def test_en_is_while_or_by_with_the_ing_form() -> None:
    for french, english in said(while_doing, 400):
        assert re.search(r" en (m'|t'|s'|me |te |se |nous |vous )?[\w]+ant\b", french), french
        assert re.search(r" (while|by) \w+ing\b", english), (french, english)
    assert all("playing soccer" in english for _, english in only(while_doing, "en jouant au foot$"))
    assert all(" by " in english for _, english in only(while_doing, "(apprend|appris)"))
