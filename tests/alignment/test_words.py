from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.alignment.words import find_words, fold_words
from nmt.data.toy.corpus import read_toy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'homme d’hier.", "L' homme d’ hier ."),
        ("jusqu'à quelqu'un", "jusqu' à quelqu' un"),
        ("ce livre-là, celle-ci", "ce livre -là , celle -ci"),
        ("He gets up at 5:30: early", "He gets up at 5:30 : early"),
        ("As-tu vu ? Y a-t-il du pain ?", "As -tu vu ? Y a -t-il du pain ?"),
        ("Donne-le-moi, est-ce clair", "Donne -le -moi , est -ce clair"),
        ("peut-être là-bas, sur-le-champ", "peut-être là-bas , sur-le-champ"),
        ("un rendez-vous à Villeneuve-la-Garenne", "un rendez-vous à Villeneuve-la-Garenne"),
        ("aujourd'hui, o'clock", "aujourd'hui , o'clock"),
        ("I don't see the dog's T-shirt", "I don't see the dog 's T-shirt"),
        ("3,50 € et 1.000, 20.", "3,50 € et 1.000 , 20 ."),
        ('"quoi?!" - dit-il', '" quoi ? ! " - dit -il'),
        ("Mr. Martin and Mrs. Roy, Dr. No.", "Mr. Martin and Mrs. Roy , Dr. No ."),
        ("l' L'", "l ' L '"),
        ("L'e\u0301cole ferme\u0301e !", "L' e\u0301cole ferme\u0301e !"),
        ("हिन्दी में", "हिन्दी में"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_words_by_example(text: str, words: str) -> None:
    assert [text[start:end] for start, end in find_words(text)] == words.split()


@given(st.text() | st.text("aàl'’-.,3 q"))
def test_words_are_in_order_and_cover_all_but_white_space(text: str) -> None:
    spans = find_words(text)
    end_before = 0
    for start, end in spans:
        assert end_before <= start < end
        assert not text[end_before:start].strip()
        end_before = end
    assert not text[end_before:].strip()
    assert not any(character.isspace() for start, end in spans for character in text[start:end])


def test_the_toy_corpus_is_cut_as_its_gold_has_it() -> None:
    for pair in read_toy("train", 4000):
        assert pair.gold is not None
        assert find_words(pair.src) == pair.gold.src_spans
        assert find_words(pair.tgt) == pair.gold.tgt_spans


def test_folded_words_have_one_case_and_one_apostrophe() -> None:
    text = "L’Été's"
    assert fold_words(text, find_words(text)) == ["l'", "été", "'s"]


def test_a_word_is_counted_alike_however_its_accents_are_written() -> None:
    for text in ("L'\u00e9cole", "L'e\u0301cole", "L’\u00c9cole"):
        assert fold_words(text, find_words(text)) == ["l'", "\u00e9cole"]
