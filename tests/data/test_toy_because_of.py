"""comme, grâce à, à cause de, malgré."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.because_of import as_it_was, despite, thanks_to
from tests.data.drawn import assert_varied_and_linked, only, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    for family in (as_it_was, thanks_to, despite):
        assert_varied_and_linked(family, 400, 300)


def test_what_they_are_in_english() -> None:
    for french, english in said(as_it_was, 400):
        assert re.match(r"Comme .*, ", french) and re.match(r"Since .*, ", english), (french, english)
    assert all("hanks to" in english for _, english in only(thanks_to, "[Gg]râce à"))
    assert all("ecause of" in english for _, english in only(thanks_to, "cause d"))
    assert all("espite the" in english for _, english in only(despite, "[Mm]algré l"))


def test_no_more_is_done_outside_as_it_rains() -> None:
    for french, english in only(as_it_was, "^Comme il (pleu|neige)"):
        assert not re.search(r"beach|park|swim", english), (french, english)
