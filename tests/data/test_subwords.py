"""Subword sampling: the same in every process, faithful to the text, and distributed as the papers say."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from nmt.config import TokenizerConfig
from nmt.data import subwords
from nmt.data.corpus import SentencePair
from nmt.data.dataset import TokenizedCorpus
from nmt.data.subwords import BpeDropout, SubwordSampler, UnigramBest
from nmt.tokenizer import Tokenizer, TokenizerPair

DRAW = random.Random(1)
SYLLABLES = ["ba", "ché", "di", "fou", "gra", "li", "mon", "né", "pru", "ta"]
WORDS = ["".join(DRAW.choices(SYLLABLES, k=3)) for _ in range(1000)]
TEXTS = [" ".join(DRAW.choices(WORDS, k=DRAW.randint(0, 12))) for _ in range(300)]
AWKWARD = ["", "  ", "😀 日本語", "x" * 300, "half \ud83d", "a\x00b", "½ ﬁn …"]


@pytest.fixture(scope="module", params=["unigram", "bpe"])
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    return Tokenizer.train(TEXTS, TokenizerConfig(kind=request.param, vocab_size=350))


def test_draws_spell_the_same_text_in_varied_ways(tokenizer: Tokenizer) -> None:
    sampler = SubwordSampler(tokenizer, 0.3)
    texts = TEXTS + AWKWARD
    words = sampler.index(texts)
    first, second = sampler.draw(words, (1, 0)), sampler.draw(words, (1, 1))
    for drawn in (first, second):
        assert [tokenizer.decode(drawn[i]) for i in range(len(texts))] == [
            tokenizer.decode(tokenizer.encode(text)) for text in texts
        ]
    assert first.ids.tolist() != second.ids.tolist() != sampler.draw(words, (2, 1)).ids.tolist()
    assert sum(first[i] != tokenizer.encode(text) for i, text in enumerate(texts)) > 30
    assert sampler.draw(words, (1, 0)).ids.tolist() == first.ids.tolist()


PROGRAM = """
import sys
from nmt.data.subwords import SubwordSampler
from nmt.tokenizer import Tokenizer
sampler = SubwordSampler(Tokenizer.load(sys.argv[1]), 0.3)
words = sampler.index(open(sys.argv[2], encoding="utf-8").read().split("\\n"))
print(sampler.draw(words, (7, 3)).ids.tolist())
"""


def test_another_process_draws_the_same(tokenizer: Tokenizer, tmp_path: Path) -> None:
    sampler = SubwordSampler(tokenizer, 0.3)
    sampler.index(["words met before", "in another order", *TEXTS[::-1]])  # must not matter
    here = sampler.draw(sampler.index(TEXTS), (7, 3)).ids.tolist()
    tokenizer.save(tmp_path / "t.model")
    (tmp_path / "text").write_text("\n".join(TEXTS), encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "t.model"), str(tmp_path / "text")]
    there = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert there.strip() == str(here)


def test_a_draw_longer_than_allowed_gives_way_to_the_ordinary_segmentation(tokenizer: Tokenizer) -> None:
    sampler = SubwordSampler(tokenizer, 0.3)
    words = sampler.index(TEXTS)
    free, bounded = sampler.draw(words, (1,)), sampler.draw(words, (1,), max_pieces=20)
    too_long = free.lengths > 20
    assert 10 < too_long.sum() < len(TEXTS)
    for i, text in enumerate(TEXTS):
        assert bounded[i] == (tokenizer.encode(text) if too_long[i] else free[i])


def test_blocks_and_a_table_that_starts_anew_change_nothing(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = SubwordSampler(tokenizer, 0.3)
    expected = whole.draw(whole.index(TEXTS), (5,)).ids.tolist()
    monkeypatch.setattr(subwords, "BLOCK", 7)
    monkeypatch.setattr(subwords, "MOST_WORDS", 50)
    small = SubwordSampler(tokenizer, 0.3)
    small.index(TEXTS[:100])
    assert small.draw(small.index(TEXTS), (5,)).ids.tolist() == expected


def test_unigram_draws_follow_the_probabilities_of_the_model() -> None:
    tokenizer = Tokenizer.train(TEXTS, TokenizerConfig(vocab_size=350))
    word, alpha = max(WORDS, key=len), 0.4
    expected = {tuple(ids): p for ids, p in UnigramBest(tokenizer, alpha)(word)}
    assert sum(expected.values()) == pytest.approx(1) and len(expected) > 3
    # p ~ exp(alpha * log-probability), by the scores of the pieces
    (best, p_best), (other, p_other) = list(expected.items())[:2]
    log_probs = [sum(map(tokenizer.processor.get_score, ids)) for ids in (best, other)]
    assert np.log(p_best / p_other) == pytest.approx(alpha * (log_probs[0] - log_probs[1]))
    sampler = SubwordSampler(tokenizer, alpha)
    drawn = sampler.draw(sampler.index([word] * 20_000), (0,))
    counts = Counter(tuple(drawn[i]) for i in range(20_000))
    for ids, probability in expected.items():
        assert counts[ids] / 20_000 == pytest.approx(probability, abs=0.015)


def test_bpe_without_dropout_is_sentencepiece_s_own_and_with_full_dropout_spells() -> None:
    tokenizer = Tokenizer.train(TEXTS, TokenizerConfig(kind="bpe", vocab_size=350))
    plain, spelled = BpeDropout(tokenizer, 0.0), BpeDropout(tokenizer, 1.0)
    for word in WORDS:
        [(ids, probability)] = plain(word)
        assert ids == tokenizer.encode(word) and probability == 1
        assert spelled.cut(word, random.Random(0)) == ["▁", *word]
    once = BpeDropout(tokenizer, 0.2)
    varied = [once.cut(WORDS[0], random.Random(i)) for i in range(400)]
    ordinary = plain.cut(WORDS[0], random.Random(0))
    assert 0.2 < sum(pieces == ordinary for pieces in varied) / 400 < 0.95


def test_a_corpus_is_drawn_anew_each_epoch_and_keeps_its_length_in_pairs() -> None:
    pairs = [SentencePair(text, text.upper()) for text in TEXTS if text]
    config = TokenizerConfig(vocab_size=400, character_coverage=1.0)
    tokenizers = TokenizerPair.train(pairs, config)
    corpus = TokenizedCorpus(pairs, tokenizers, seed=3, sampling_alpha=0.3, max_pieces=128)
    again = TokenizedCorpus(pairs, tokenizers, seed=3, sampling_alpha=0.3, max_pieces=128)
    zero, one = corpus.epoch(0), corpus.epoch(1)
    assert zero.fingerprint() != one.fingerprint() == again.epoch(1).fingerprint()
    assert len(zero) == len(one) == len(corpus) == len(pairs)
    plain = TokenizedCorpus(pairs, tokenizers, seed=3)
    assert plain.epoch(1) is plain.arrays and plain.fingerprint() == corpus.fingerprint()
    assert [tokenizers.tgt.decode(one.tgt[i]) for i in range(20)] == [pair.tgt for pair in pairs[:20]]
