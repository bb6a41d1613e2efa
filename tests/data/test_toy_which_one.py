"""lequel, dans quelle ville, à quoi, pour qui, d'où, combien de ... y a-t-il dans."""

from __future__ import annotations

import re

from nmt.data.toy.sentences.what_for import from_where, how_many_in, what_for, who_for
from nmt.data.toy.sentences.which_one import in_which, which_is, which_one
from tests.data.drawn import assert_varied_and_linked, only, said


def test_they_are_varied_and_every_word_is_linked() -> None:
    for family, kinds in (
        (which_one, 250), (which_is, 200), (in_which, 200), (what_for, 120), (who_for, 200), (from_where, 100),
        (how_many_in, 180),
    ):  # fmt: skip
        assert_varied_and_linked(family, 400, kinds)


def test_lequel_is_which_one_and_which_ones_and_agrees() -> None:
    for french, english in said(which_one, 400):
        plural = re.match(r"Lesquel", french) is not None
        assert english.startswith("Which ones " if plural and " of " not in english else "Which "), (french, english)
        assert plural or english.startswith("Which one "), (french, english)
    assert only(which_one, r"^Laquelle (avez|as|a)-.* (choisie|prise|achetée)$")
    assert all(english.startswith("Which one of your ") for _, english in only(which_is, "de (tes|vos) "))


def test_a_preposition_stands_last_in_english() -> None:
    assert all(english.endswith(" live in") for _, english in only(in_which, r"Dans quelle ville .*habit"))
    assert all(english.endswith(" come from") for _, english in only(from_where, "^D'où"))
    assert all(re.fullmatch(r"What (is|are) .* for", english) for _, english in only(what_for, "^À quoi ser[tv]"))
    assert all(english.endswith(" about") for _, english in only(what_for, "^De quoi parle "))
    assert all(re.fullmatch(r"Who (is|are) .* for", english) for _, english in only(who_for, "^Pour qui (est|sont) "))
    assert ("D'où venez-vous", "Where do you come from") in said(from_where, 400)
    for french, english in said(how_many_in, 300):
        assert re.match(r"How many .* are there (in|on|at) ", english), (french, english)
