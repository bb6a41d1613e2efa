"""Lines of two sentences: what may be joined, how it then reads, and that training has its share of them."""

from __future__ import annotations

import pytest

from nmt.data.toy.corpus import read_toy
from nmt.data.toy.joining import Line, join
from nmt.data.toy.stream import Sentence, as_pair
from nmt.data.toy.words import En, Fr, pair

SENTENCES, ET, MAIS_WITH_COMMA, MAIS, SEMICOLON, COLON = 99, 0, 35, 36, 55, 62


def line(fr: str, en: str, mark: str = ".", *tags: str) -> Line:
    phrase = pair(fr, en) if " " not in fr + en else None
    if phrase is None:
        words = [En(word) for word in en.split()]
        phrase_fr = [Fr(word, (target,)) for word, target in zip(fr.split(), words, strict=True)]
        return Line(phrase_fr, words, mark, dict.fromkeys(tags))
    return Line(phrase.fr, phrase.en, mark, dict.fromkeys(tags))


def first() -> Line:
    return line("Paul mange", "Paul eats")


def second() -> Line:
    return line("je dors", "I sleep", ".", "subject_je")


@pytest.mark.parametrize(
    ("roll", "src", "tgt"),
    [
        (SENTENCES, "Paul mange. Je dors.", "Paul eats. I sleep."),
        (ET, "Paul mange et je dors.", "Paul eats and I sleep."),
        (MAIS, "Paul mange mais je dors.", "Paul eats but I sleep."),
        (MAIS_WITH_COMMA, "Paul mange, mais je dors.", "Paul eats, but I sleep."),
        (SEMICOLON, "Paul mange ; je dors.", "Paul eats; I sleep."),
        (COLON, "Paul mange : je dors.", "Paul eats: I sleep."),
    ],
)
def test_two_sentences_read_as_one_line(roll: int, src: str, tgt: str) -> None:
    both = join(first(), second(), roll)
    assert both is not None
    told = as_pair(both, as_typed=False)
    assert (told.src, told.tgt) == (src, tgt)
    assert told.gold is not None
    words = len(told.gold.src_spans)
    assert told.gold.sure == {(i, i) for i in range(words)}  # word for word here, the mark between them too
    assert "subject_je" in told.tags and ("coordination" in told.tags) == (roll in (ET, MAIS, MAIS_WITH_COMMA))


def test_a_question_is_only_followed_by_another_sentence() -> None:
    question = line("Paul mange", "Paul eats", "?")
    both = join(question, second(), ET)
    assert both is not None
    assert as_pair(both, as_typed=False).src == "Paul mange ? Je dors."


@pytest.mark.parametrize(
    "other",
    [
        line("il dort", "he sleeps"),
        line("prends -le", "take it"),
        line("Marie dort", "Marie sleeps", ".", "object_pronoun_direct"),
        line("un chat dort ici", "a cat sleeps here"),  # a or an, and with a capital
        line(" ".join(["très"] * 12), " ".join(["very"] * 12)),
    ],
)
def test_what_would_read_differently_stays_alone(other: Line) -> None:
    assert join(first(), other, SENTENCES) is None


def test_weather_is_nobody() -> None:
    assert join(first(), line("il pleut", "it rains", ".", "weather"), ET) is not None


def test_training_has_its_share_and_says_the_same_as_the_sentences_alone() -> None:
    known = {}
    for index in range(9_000):
        sentence = Sentence(20260101, index)
        told = as_pair(sentence.line, as_typed=False)
        if sentence.mark == ".":
            known[told.src.rstrip(".").lower()] = told.tgt.rstrip(".").lower()
    joined = 0
    for told in read_toy("train", 3_000):
        fr, en = told.src.replace("’", "'").lower(), told.tgt.lower()  # as people type it
        parts = fr.rstrip(".").split(". ")
        if len(parts) == 2 and all(part in known for part in parts):
            joined += 1
            assert en.rstrip(".") == ". ".join(known[part] for part in parts)
    assert joined > 200
