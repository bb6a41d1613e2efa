"""Forced alignment: one pass, whatever the batch, and records that say what the model says."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from nmt.aligner import ForcedAligner, PairToAlign
from nmt.config import DecodingConfig, ModelConfig, TokenizerConfig
from nmt.data.corpus import GoldLinks, SentencePair
from nmt.decoding.translator import Translator
from nmt.model.transformer import Transformer
from nmt.tokenizer import TokenizerPair
from tests.tiny import PAIRS

TEXTS = [*PAIRS[:7], ("", ""), ("Je", ""), ("", "I"), ("Je suis ici. " * 6, "I am here."), ("🙂", "? 🙂")]


@pytest.fixture(scope="module")
def aligner() -> ForcedAligner:
    tokenizers = TokenizerPair.train([SentencePair(*pair) for pair in PAIRS], TokenizerConfig(vocab_size=310))
    torch.manual_seed(0)
    config = ModelConfig(d_model=16, n_heads=2, d_ff=32, n_encoder_layers=2, n_decoder_layers=3, dropout=0.5)
    model = Transformer(config, 310, 310, tokenizers.special_ids.pad_id, with_alignment=True).eval()
    return ForcedAligner(model, tokenizers, layer=1, attention_layer=0, max_pieces=100)


@pytest.mark.parametrize("with_maps", [False, True])
def test_a_batch_says_what_each_pair_says_alone(aligner: ForcedAligner, with_maps: bool) -> None:
    pairs = [aligner.encode(src, tgt) for src, tgt in TEXTS]
    together = list(aligner.look(pairs, with_maps=with_maps, n_runners_up=3))
    for pair, batched in zip(pairs, together, strict=True):
        (alone,) = aligner.look([pair], with_maps=True, n_runners_up=3)
        np.testing.assert_allclose(batched.alignment, alone.alignment, atol=1e-5)
        np.testing.assert_allclose(batched.log_probs, alone.log_probs, atol=1e-4)
        assert [[i for i, _ in step] for step in batched.runners_up] == [[i for i, _ in s] for s in alone.runners_up]
        assert (batched.maps is not None) == with_maps
        if batched.maps is not None and alone.maps is not None:
            torch.testing.assert_close(batched.maps.cross, alone.maps.cross, atol=1e-5, rtol=0)


def test_log_probabilities_are_those_of_forced_decoding(aligner: ForcedAligner) -> None:
    translator = Translator(aligner.model, aligner.tokenizers, DecodingConfig(), 100)
    pair = aligner.encode(*PAIRS[3])
    (forced,) = aligner.look([pair])
    expected, maps = translator.force(pair.src.ids, pair.tgt.ids)
    np.testing.assert_allclose(forced.log_probs, expected, atol=1e-5)
    (with_maps,) = aligner.look([pair], with_maps=True)
    assert with_maps.maps is not None
    torch.testing.assert_close(with_maps.maps.cross, maps.cross)


def test_records_come_in_order_with_rows_that_are_distributions(aligner: ForcedAligner) -> None:
    records = [record for record, _ in aligner.describe(PairToAlign(*text) for text in TEXTS)]
    assert [(record.id, record.source, record.target) for record in records] == [
        (number, *text) for number, text in enumerate(TEXTS)
    ]
    for record in records:
        np.testing.assert_allclose(record.weights.sum(1) + record.null, 1, atol=1e-3)
        np.testing.assert_allclose(record.attended.sum(1) + record.attended_eos, 1, atol=1e-3)
        assert record.aligned_by == {"kind": "alignment_head", "layer": 1, "heads": None}
        assert record.attended_by["layer"] == 0


def test_no_more_is_read_ahead_than_the_window(aligner: ForcedAligner) -> None:
    read = []

    def pairs() -> Iterator[PairToAlign]:
        for text in TEXTS:
            read.append(text)
            yield PairToAlign(*text)

    for window, expected in ((1, [1, 2, 3, 4]), (3, [3, 3, 3, 6])):
        read.clear()
        described = aligner.describe(pairs(), window=window)
        assert [len(read) for _ in range(4) if next(described)] == expected


def test_all_heads_together_are_their_mean(aligner: ForcedAligner) -> None:
    everybody = ForcedAligner(aligner.model, aligner.tokenizers, None, 0, 100)
    ((record, _),) = everybody.describe([PairToAlign(*PAIRS[0])])
    (forced,) = aligner.look([aligner.encode(*PAIRS[0])])
    np.testing.assert_allclose(record.weights, forced.alignment.mean(0)[:, :-1], atol=1e-4)
    np.testing.assert_allclose(record.weights.sum(1) + record.null, 1, atol=1e-3)
    assert record.aligned_by == {"kind": "alignment_heads", "layer": None, "heads": None}


def test_attended_is_the_mean_of_the_layers_heads_where_the_piece_was_produced(aligner: ForcedAligner) -> None:
    ((record, maps),) = aligner.describe([PairToAlign(*PAIRS[0])], with_maps=True)
    assert maps is not None
    np.testing.assert_allclose(record.attended, maps.cross[0].mean(0)[:-1, :-1].numpy(), atol=1e-3)


def test_the_pieces_of_a_search_stay_as_they_are(aligner: ForcedAligner) -> None:
    """Also where the text alone would be cut otherwise, and where it is only a beginning."""
    tgt = aligner.tokenizers.tgt
    names = [tgt.name_piece(i) for i in range(tgt.vocab_size)]
    word = next(name[1:] for name in names if len(name) > 2 and name[0] == "▁" and {"▁", *name[1:]} <= set(names))
    letters = [names.index(letter) for letter in "▁" + word]
    assert tgt.encode(word) != letters
    pair = aligner.encode("Je suis ici.", "")
    for ids in (letters, letters[:2], []):
        record, maps = aligner.describe_pieces("Je suis ici.", pair.src, ids, n_runners_up=2)
        assert record.tgt_pieces == [tgt.name_piece(i) for i in ids] and record.target == word[: max(len(ids) - 1, 0)]
        assert len(record.log_probs) == len(record.runners_up) == maps.cross.shape[2] == len(ids) + 1


def test_words_may_be_given(aligner: ForcedAligner) -> None:
    src, tgt = "Je suis ici.", "I am here."
    pair = PairToAlign(src, tgt, src_words=((0, 2), (3, 12)), tgt_words=((0, 10),))
    ((record, _),) = aligner.describe([pair])
    assert record.word_weights.shape == (1, 2)


def test_a_side_that_is_too_long_loses_its_end(aligner: ForcedAligner, caplog: pytest.LogCaptureFixture) -> None:
    pair = aligner.encode("ici " * 300, "here", number=7)
    assert len(pair.src.ids) == 99
    assert "the source of sentence 7 has" in caplog.text and "at most 99" in caplog.text


def test_links_are_scored_against_gold(aligner: ForcedAligner) -> None:
    src, tgt = PAIRS[0]
    ((record, _),) = aligner.describe([PairToAlign(src, tgt)])
    own = frozenset((int(i), int(j)) for i, j in (link.split("-") for link in record.links.split()))
    spans = tuple(record.src_words), tuple(record.tgt_words)
    right = SentencePair(src, tgt, gold=GoldLinks(*spans, own))
    everything = frozenset((i, j) for i in range(len(spans[0])) for j in range(len(spans[1])))
    wrong = SentencePair(src, tgt, gold=GoldLinks(*spans, everything - own))
    assert aligner.measure_aer([right]).aer == 0
    assert aligner.measure_aer([wrong]).aer == 1
    assert aligner.measure_aer([right, wrong]).sure == len(everything)
