"""me, te, nous, vous as objects, and presque jamais."""

from __future__ import annotations

import re

from nmt.data.toy.sentences import contrasts
from nmt.data.toy.sentences.me_and_you import with_us
from tests.data.drawn import assert_varied_and_linked, only, said

_ENGLISH = {"m'": "me", "me": "me", "t'": "you", "te": "you", "nous": "us", "vous": "you"}
_SAME = {"je": ("me", "us"), "nous": ("me", "us"), "on": ("me", "us"), "tu": ("you",), "vous": ("you",)}


def test_they_are_varied_and_every_word_is_linked() -> None:
    assert_varied_and_linked(with_us, 600, 400)
    assert_varied_and_linked(contrasts.almost_never, 300, 120)


def test_the_object_is_the_one_that_the_pronoun_names_and_not_who_acts() -> None:
    spoken = re.compile(r"^(je|tu|on|nous|vous)\b")
    for french, english in said(with_us, 1500):
        words = re.findall(r"\b(m'|t'|me\b|te\b|nous\b|vous\b)", french.lower())
        assert any(re.search(rf"\b{_ENGLISH[word]}\b", english) for word in words), (french, english)
        if (doer := spoken.match(french.lower())) and not re.search(r"-(t-)?(tu|vous|ils?|elles?)\b", french):
            object_ = _ENGLISH[words[-1] if doer[1] in ("nous", "vous") else words[0]]
            assert object_ not in _SAME[doer[1]], (french, english)


def test_forms() -> None:
    assert all(re.search(r"\bwait(s|ed|ing)? for (me|you|us)\b", english) for _, english in only(with_us, "atten"))
    assert all(english.startswith("Can ") for _, english in only(with_us, r"^(Peux-tu|Pouvez-vous)"))
    assert all(re.search(r"\bgoing to\b", english) for _, english in only(with_us, r"\bva (me|te|nous|vous) .*er\b"))
    assert all("listening" in english for _, english in only(with_us, r"^(Vous m'écoutez|Tu m'écoutes|Je t'écoute)$"))
    assert ("Je ne te comprends plus", "I no longer understand you") in said(with_us, 4000)


def test_almost_never() -> None:
    for french, english in said(contrasts.almost_never, 300):
        assert "presque jamais" in french and re.search(r"\balmost never\b", english), (french, english)
    assert any(french == "Il ne neige presque jamais" for french, _ in said(contrasts.almost_never, 300))
