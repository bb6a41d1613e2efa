"""Lines that are longer than a model was made for: where they are cut, and how they become one translation again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.config import TokenizerConfig
from nmt.decoding.parts import cut_line
from nmt.decoding.translation import NOTHING, Candidate, join_translations
from nmt.tokenizer import Encoding, Tokenizer
from tests.tiny import PAIRS

TOKENIZER = Tokenizer.train([fr for fr, _ in PAIRS], TokenizerConfig(vocab_size=310))
WORDS = [
    "Je suis ici",
    "grand",
    "é",
    "l'ami",
    "à Paris",
    "12",
    "x" * 9,
    ",",
    ".",
    "!",
    " ?",
    "…",
    "«",
    "»",
    " ",
    "\t",
    "🙂",
]
TEXTS = st.lists(st.sampled_from(WORDS)).map(" ".join)


LINE = "Je suis ici. Tu es là."
FITS = len(TOKENIZER.encode("Tu es là."))


def texts(line: str, most: int) -> list[str]:
    return [part.text for part in cut_line(line, TOKENIZER, most)]


def test_a_line_that_fits_is_one_part_as_it_stands() -> None:
    line = " Je suis ici. Tu es là. "
    (part,) = cut_line(line, TOKENIZER, 40)
    assert (part.text, part.start, part.encoding) == (line, 0, TOKENIZER.encode_with_offsets(line))
    (blank,) = cut_line("  ", TOKENIZER, 1)
    assert (blank.text, blank.encoding.ids) == ("  ", [])


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("Je suis ici. Tu es là !  Et lui ?", ["Je suis ici.", "Tu es là !", "Et lui ?"]),
        ("« Tu es là ? » Oui... « Ah ! » Bon.", ["« Tu es là ? »", "Oui...", "« Ah ! »", "Bon."]),
        ("M. Petit est ici. Il a 3.5 francs. Dr. Grand a 10. C'est tout",
         ["M. Petit est ici.", "Il a 3.5 francs.", "Dr. Grand a 10. C'est tout"]),
        ("我在这里。你呢？他也在。", ["我在这里。", "你呢？", "他也在。"]),
    ],
)  # fmt: skip
def test_a_long_line_is_cut_where_sentences_end(line: str, sentences: list[str]) -> None:
    most = max(len(TOKENIZER.encode(sentence)) for sentence in sentences)
    assert texts(line, most) == sentences


def test_a_line_of_more_sentences_than_wanted_is_cut_however_short() -> None:
    line = "Ici. Là. Et lui ?"
    assert len(cut_line(line, TOKENIZER, 99, 3)) == 1
    assert [part.text for part in cut_line(line, TOKENIZER, 99, 2)] == ["Ici.", "Là.", "Et lui ?"]


def test_a_long_sentence_is_cut_at_a_comma_of_its_latter_half_or_between_words() -> None:
    line = "Je suis grand, tu es petit et il est en retard"
    n_clause, n_all = len(TOKENIZER.encode("Je suis grand, tu es")), len(TOKENIZER.encode(line))
    assert texts(line, n_clause)[0] == "Je suis grand,"
    assert texts(line, n_all - 1)[0] == "Je suis grand, tu es petit et il est en", "the comma stands too early"


def test_only_a_word_that_is_itself_too_long_loses_its_end() -> None:
    line = "Je suis " + "abcdefghij" * 9 + " ici"
    first, word, last = cut_line(line, TOKENIZER, 7)
    assert (first.text, last.text) == ("Je suis", "ici") and first.is_whole and last.is_whole
    assert not word.is_whole and len(word.encoding.ids) <= 7 and ("abcdefghij" * 9).startswith(word.text)


@given(TEXTS, st.integers(12, 30))
def test_nothing_is_lost_and_everything_fits(line: str, most: int) -> None:
    parts = cut_line(line, TOKENIZER, most)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(line.split())
    for part in parts:
        assert part.is_whole and len(part.encoding.ids) <= most
        assert line[part.start :].startswith(part.text)
        assert part.encoding == TOKENIZER.encode_with_offsets(part.text)


def candidate(text: str, log_probs: list[float], *, finished: bool = True, length_penalty: float = 1.0) -> Candidate:
    encoding = TOKENIZER.encode_with_offsets(text)
    assert len(log_probs) == len(encoding.ids) + finished
    score = sum(log_probs) / len(log_probs) ** length_penalty
    return Candidate(text, encoding, log_probs, score, finished)


def evenly(text: str, log_prob: float, **kwargs: bool | float) -> Candidate:
    n = len(TOKENIZER.encode(text)) + bool(kwargs.get("finished", True))
    return candidate(text, [log_prob] * n, **kwargs)  # type: ignore[arg-type]


@pytest.mark.parametrize("penalty", [0.0, 0.7, 1.0])
def test_joined_parts_are_one_translation(penalty: float) -> None:
    parts = cut_line(LINE, TOKENIZER, FITS)
    found = [
        [evenly(text, -0.5, length_penalty=penalty) for text in texts] for texts in (["I am", "I"], ["You", "One"])
    ]
    joined = join_translations(LINE, parts, found, penalty)
    assert (joined.src, len(joined.parts), joined.text) == (LINE, 2, "I am You")
    assert "".join(LINE[start:end] for start, end in joined.encoding.offsets) == "Jesuisici.Tueslà."
    best, second = joined.candidates
    assert second.text == "I One" and best.finished
    assert "".join(best.text[start:end] for start, end in best.encoding.offsets) == "IamYou"
    assert len(best.token_log_probs) == len(best.encoding.ids) + 1
    total = -0.5 * (len(best.encoding.ids) + 2)  # two end marks
    assert sum(best.token_log_probs) == pytest.approx(total)
    assert best.score == pytest.approx(total / (len(best.encoding.ids) + 2) ** penalty)


def test_what_is_not_finished_or_not_asked_for_stays_so() -> None:
    parts = cut_line(LINE, TOKENIZER, FITS)
    cut, whole = evenly("I am", -1.0, finished=False), evenly("You", -1.0)
    for found in ([cut, whole], [whole, cut]):
        (best,) = join_translations(LINE, parts, [[one] for one in found], 1.0).candidates
        assert not best.finished and len(best.token_log_probs) == len(best.encoding.ids)
        assert sum(best.token_log_probs) == pytest.approx(-len(best.encoding.ids) - 1)
    silent = Candidate("You", whole.encoding, [], whole.score, True)  # as CTranslate2 gives it
    (best,) = join_translations(LINE, parts, [[silent], [silent]], 1.0).candidates
    assert best.token_log_probs == [] and best.score == pytest.approx(-1.0)


def test_a_part_that_becomes_nothing_leaves_no_gap() -> None:
    parts = cut_line(LINE, TOKENIZER, FITS)
    best = join_translations(LINE, parts, [[NOTHING], [evenly("You", -1.0), evenly("One", -2.0)]], 1.0).candidates
    assert [one.text for one in best] == ["You", "One"]
    empty = Candidate("", Encoding([], [], []), [-3.0], -3.0, True)
    (best_one,) = join_translations(LINE, parts, [[empty], [empty]], 1.0).candidates
    assert (best_one.text, best_one.token_log_probs) == ("", [-6.0])
