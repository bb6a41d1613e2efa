"""older by so much; something good; some of them; this one; after doing it; it is better to; as soon as."""

from __future__ import annotations

import re

import pytest

from nmt.data.toy import surface
from nmt.data.toy.families import Family
from nmt.data.toy.sentences.after_doing import after_doing
from nmt.data.toy.sentences.as_soon_as import as_soon_as
from nmt.data.toy.sentences.better_to import better_to
from nmt.data.toy.sentences.having_some import some_of_them
from nmt.data.toy.sentences.older import older_than
from nmt.data.toy.sentences.something_good import do_something, someone_nice, something_there
from nmt.data.toy.sentences.this_one import how_this_is, this_one, this_or_that
from nmt.data.toy.sentences.wishes import would_like_it
from tests.data.drawn import assert_varied_and_linked, draws, only, said, sides


@pytest.mark.parametrize(("family", "kinds"), [
    (older_than, 330), (do_something, 350), (something_there, 120), (someone_nice, 200), (some_of_them, 250),
    (would_like_it, 370), (this_one, 250), (this_or_that, 350), (how_this_is, 200), (after_doing, 390),
    (better_to, 130), (as_soon_as, 300),
])  # fmt: skip
def test_they_are_varied_and_every_word_is_linked(family: Family, kinds: int) -> None:
    assert_varied_and_linked(family, 400, kinds)


def others(family: Family, french: str, count: int = 6000) -> tuple[str, set[str]]:
    """The English of the first sentence drawn with this French, and every other."""
    phrase = next(p for d in draws(count) if sides(p := family(d)[0])[0] == french)
    english = sides(phrase)[1]
    return english, set(surface.references(phrase.en, "")) - {english}


def test_older_and_younger() -> None:
    english, also = others(older_than, "Il a deux ans de plus que moi")
    assert english == "He is two years older than me" and "He is two years older than I am" in also
    assert all("younger" in english for _, english in only(older_than, "de moins"))
    assert all(re.search("(one|a) year (older|younger)", english) for _, english in only(older_than, r"\bun an\b"))


def test_something_good() -> None:
    for french, english in said(do_something, 600):
        assert re.search(r"\b(de|d')", french) and re.search(r"\b(some|any)thing\b", english), (french, english)
    assert all(" not " in f" {english} " for _, english in only(do_something, r"\brien\b"))
    assert all("nothing new" in english for _, english in only(something_there, "rien de nouveau"))
    english, also = others(someone_nice, "C'est quelqu'un de drôle")
    assert english == "He is someone funny" and {"She is someone funny", "He is a funny person"} <= also


def test_en_is_some_any_or_of_them() -> None:
    assert all("any" in english for _, english in only(some_of_them, r"^(Je|Il|Elle) n'en (ai|a|veux|veut) pas$"))
    assert others(some_of_them, "J'en ai deux") == ("I have two of them", {"I have two"})
    assert others(some_of_them, "J'en veux")[0] == "I want some"


def test_this_and_that() -> None:
    near, far = {"ci": "this|these", "là": "that|those"}, re.compile(r"\b(?:celui|celle|ceux|celles)-(ci|là)")
    for family in (this_one, this_or_that, how_this_is):
        for french, english in said(family, 400):
            ends = far.findall(french.lower())
            if re.search(r"\b(ce|cet|cette|ces) ", french.lower()):
                continue
            shown = re.findall(r"\b(this|these|that|those)\b", english.lower())
            assert len(ends) == len(shown), (french, english)
            assert all(re.fullmatch(near[end], word) for end, word in zip(ends, shown, strict=True))


def test_after_doing() -> None:
    pairs = said(after_doing, 600)
    assert all(re.search(r"\b[Aa]fter (\w+ing)\b", english) for _, english in pairs)
    assert all(re.search(r"\b[Aa]près (avoir|[mts]'?e? ?être|[nv]ous être|être) ", french) for french, _ in pairs)
    english, also = next(
        (sides(p)[1], set(surface.references(p.en, ""))) for d in draws(6000)
        if (p := after_doing(d)[0]) and sides(p)[0].startswith("Après avoir mangé, il ")
    )  # fmt: skip
    assert english.startswith("After eating, he ")
    assert {english.replace("eating", way) for way in ("having eaten", "he ate", "he had eaten")} <= also
    assert all("joué au" in french for french, _ in only(after_doing, "joué .*football", 2000))


def test_it_is_better_to() -> None:
    assert all(re.search(r"[Ii]t is better to \w+", english) for _, english in only(better_to, "vaut mieux (?!ne)"))
    assert all("better not to" in english for _, english in only(better_to, "mieux ne pas"))
    assert all("would be better" in english for _, english in only(better_to, "vaudrait"))
    english, also = others(better_to, "Il vaut mieux partir maintenant")
    assert english == "It is better to leave now" and "We had better leave now" in also
    assert not any("would" in text for text in also)


def test_as_soon_as() -> None:
    for french, english in said(as_soon_as, 600):
        assert len(re.findall(r"\b[Dd]ès qu", french)) == len(re.findall(r"\b[Aa]s soon as\b", english)) == 1
    phrase = as_soon_as(next(draws(1)))[0]
    links = [tuple(en.text for en in word.sure) for word in phrase.fr if word.text in ("dès", "que")]
    assert links[:2] == [("as", "soon"), ("as",)]
