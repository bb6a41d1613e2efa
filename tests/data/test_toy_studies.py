"""What one studies: étudiante en biologie, a biology student."""

from __future__ import annotations

import re

from nmt.data.toy import surface
from nmt.data.toy.sentences.studies import pursuing_it, studying_it
from tests.data.drawn import assert_varied_and_linked, draws, only, said, sides


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(studying_it, 500, 400)
    assert_varied_and_linked(pursuing_it, 400, 330)


def test_the_subject_stands_before_student() -> None:
    pairs = dict(said(studying_it, 6000))
    assert pairs["Je suis étudiante en biologie"] == "I am a biology student"
    assert pairs["Elle est étudiante en médecine"] == "She is a medical student"
    assert pairs["Il est étudiant en droit"] == "He is a law student"
    assert all("law students" in english for _, english in only(studying_it, "[Ll]es étudiant(e)?s en droit", 3000))
    assert all(re.search("stud(y|ied|ying) medicine", english) for _, english in only(pursuing_it, "de médecine"))


def test_a_student_in_biology_is_a_reference() -> None:
    phrase = next(p for d in draws(6000) if sides(p := studying_it(d)[0])[0] == "Je suis étudiante en biologie")
    others = surface.references(phrase.en, "I am a biology student")
    assert {"I am a student in biology", "I am a student of biology"} <= set(others)


def test_the_field_is_linked_to_the_field() -> None:
    for d in draws(200):
        phrase = studying_it(d)[0]
        for before, word in zip(phrase.fr, phrase.fr[1:], strict=False):
            if word.text in ("biologie", "médecine"):
                assert before.text == "en" and [en.text for en in word.sure] in (["biology"], ["medical"])
