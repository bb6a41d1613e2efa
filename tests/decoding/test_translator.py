"""Text in, text out: what is asked of every way of decoding, with a model of random weights."""

from __future__ import annotations

import dataclasses
import itertools
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import torch

from nmt.config import DecodingConfig, ModelConfig, TokenizerConfig
from nmt.data.corpus import SentencePair
from nmt.decoding.sampling import SamplingRules
from nmt.decoding.translation import Translation
from nmt.decoding.translator import SearchOptions, Translator
from nmt.machine import threads
from nmt.model.transformer import Transformer
from nmt.tokenizer import TokenizerPair
from tests.tiny import PAIRS

MODEL = ModelConfig(d_model=32, n_heads=4, d_ff=64, n_encoder_layers=2, n_decoder_layers=2, max_positions=64)
LINES = [fr for fr, _ in PAIRS[::5]] + ["", "Ici.", "Je suis grand, tu es petit, il est en retard, elle est à Paris."]
WAYS = {
    "greedy": SearchOptions(beam_size=1),
    "beam": SearchOptions(beam_size=4, n_best=3, length_penalty=0.7),
    "sampled": SearchOptions(sampling=SamplingRules(seed=3)),
}


@pytest.fixture(scope="module")
def tokenizers() -> TokenizerPair:
    return TokenizerPair.train([SentencePair(*pair) for pair in PAIRS], TokenizerConfig(vocab_size=310))


@pytest.fixture(scope="module")
def model(tokenizers: TokenizerPair) -> Transformer:
    torch.manual_seed(3)
    size = tokenizers.src.vocab_size
    # In double precision, in which the order of sums decides no close race.
    return Transformer(MODEL, size, size, tokenizers.src.pad_id).double().eval()


def build(model: Transformer, tokenizers: TokenizerPair, **changes: Any) -> Translator:
    config = DecodingConfig(max_length_factor=1.0, max_length_extra=6)
    return Translator(model, tokenizers, config.model_copy(update=changes), max_pieces=40)


@pytest.fixture
def translator(model: Transformer, tokenizers: TokenizerPair) -> Translator:
    return build(model, tokenizers)


def assert_same(ours: list[Translation], theirs: list[Translation]) -> None:
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        assert (one.src, one.encoding) == (other.src, other.encoding)
        assert [c.text for c in one.candidates] == [c.text for c in other.candidates]
        for a, b in zip(one.candidates, other.candidates, strict=True):
            assert a.encoding == b.encoding and a.finished == b.finished
            assert a.token_log_probs == pytest.approx(b.token_log_probs, abs=1e-6)
            assert a.score == pytest.approx(b.score, abs=1e-6)


@pytest.mark.parametrize(("factor", "extra", "limit"), [(0.1, 0, 1), (9.0, 99, 63)])
def test_the_longest_translation_that_is_allowed_can_be_looked_at_again(
    model: Transformer, tokenizers: TokenizerPair, factor: float, extra: int, limit: int
) -> None:
    translator = build(model, tokenizers, max_length_factor=factor, max_length_extra=extra)
    assert model.config.max_positions == 64  # of which one is the begin mark's
    assert translator.limit_for(1) == limit
    options = SearchOptions(beam_size=1, with_attention=True)
    for translation in translator.translate([PAIRS[0][0]], options):
        assert 0 < len(translation.candidates[0].token_log_probs) <= translator.limit_for(len(translation.encoding.ids))


def test_one_row_is_searched_on_one_thread(
    translator: Translator, model: Transformer, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []
    encode = model.encode

    def watched_encode(src_ids: torch.Tensor) -> Any:
        used.append(torch.get_num_threads())
        return encode(src_ids)

    monkeypatch.setattr(model, "encode", watched_encode)
    with threads(3):
        for lines, way in (
            (["Ici."], "greedy"),
            (["Ici."], "sampled"),
            (["Ici."], "beam"),
            (["Ici.", "Là."], "greedy"),
        ):
            list(translator.translate(lines, WAYS[way]))
            assert torch.get_num_threads() == 3
    assert used == [1, 1, 3, 3]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied by fork")
@pytest.mark.parametrize("way", WAYS)
def test_processes_change_no_result(model: Transformer, tokenizers: TokenizerPair, way: str) -> None:
    translator = build(model, tokenizers, batch_sentences=3)
    alone = list(translator.translate(LINES, WAYS[way], window=10))
    together = list(translator.translate(LINES, dataclasses.replace(WAYS[way], processes=2), window=10))
    assert_same(together, alone)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("batch", "window"), [(1, None), (3, 4), (64, 1), (2, 100)])
def test_batches_and_windows_change_no_result(
    model: Transformer, tokenizers: TokenizerPair, way: str, batch: int, window: int | None
) -> None:
    expected = list(build(model, tokenizers).translate(LINES, WAYS[way]))
    other = build(model, tokenizers, batch_sentences=batch)
    assert_same(list(other.translate(LINES, WAYS[way], window)), expected)


@pytest.mark.parametrize("way", WAYS)
def test_one_translation_for_each_line_in_order(translator: Translator, way: str) -> None:
    results = list(translator.translate(LINES, WAYS[way]))
    assert [result.src for result in results] == LINES
    counts = [len(result.candidates) for result in results]
    assert counts == [1 if not line else WAYS[way].n_best for line in LINES]
    for result in results:
        ranks = [(not candidate.finished, -candidate.score) for candidate in result.candidates]
        assert ranks == sorted(ranks)  # what reached its end comes before what ran into the limit
        assert result.text == result.candidates[0].text


def test_lines_are_read_as_far_as_the_window_and_no_further(translator: Translator) -> None:
    read: list[int] = []

    def lines() -> Iterator[str]:
        for number in itertools.count():
            read.append(number)
            yield "Ici."

    results = translator.translate(lines(), WAYS["greedy"], window=3)
    next(results)
    assert read == [0, 1, 2]


@pytest.mark.parametrize("blank", ["", "   ", "\t", "\u00a0", "\n"])
def test_a_blank_line_is_translated_into_nothing(translator: Translator, blank: str) -> None:
    (result,) = translator.translate([blank], WAYS["beam"])
    assert (result.src, result.text, result.encoding.ids) == (blank, "", [])
    assert result.candidates[0].token_log_probs == [] and result.candidates[0].finished


@pytest.mark.parametrize("way", WAYS)
def test_a_line_that_is_too_long_is_translated_in_parts_and_said(
    translator: Translator, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    sentences = ["Je suis grand, tu es petit.", "Il est en retard !", "Elle est à Paris."]
    caplog.set_level(logging.WARNING)
    first, second = translator.translate(["Ici.", "  ".join(sentences)], WAYS[way])
    assert caplog.messages == [
        "line 2 has more than the 39 pieces or 3 sentences (decoding.max_sentences) that this model was made for: it "
        "is translated in 3 parts"
    ]
    assert (len(first.parts), len(second.parts)) == (1, 3)
    if way != "sampled":  # what is drawn depends on the line's number
        alone = list(translator.translate(sentences, WAYS[way]))
        for k, candidate in enumerate(second.candidates):
            assert candidate.text == " ".join(one.candidates[k].text for one in alone)


def test_a_line_of_many_sentences_is_translated_sentence_by_sentence(
    model: Transformer, tokenizers: TokenizerPair
) -> None:
    line = "Ici. Là. Ici. Là."
    assert len(tokenizers.src.encode(line)) < 39
    found = [
        next(build(model, tokenizers, max_sentences=most).translate([line], WAYS["greedy"])) for most in (3, 4, None)
    ]
    assert [len(one.parts) for one in found] == [4, 1, 1]
    assert found[0].text != found[1].text == found[2].text


def test_a_word_that_is_too_long_is_cut_and_said(translator: Translator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    (result,) = translator.translate(["grand" * 50], WAYS["greedy"])
    assert len(result.encoding.ids) == len(result.encoding.pieces) == len(result.encoding.offsets) == 39
    assert caplog.messages == [
        "line 1 has a word of more than the 39 pieces that this model was made for: it loses its end"
    ]


def test_parts_that_are_drawn_have_random_numbers_of_their_own(translator: Translator) -> None:
    sentence = "Je suis grand, tu es petit."
    (result,) = translator.translate([" ".join([sentence] * 3)], WAYS["sampled"])
    alone = next(translator.translate([sentence], WAYS["sampled"])).text
    assert len(result.parts) == 3 and result.text.startswith(alone) and result.text != " ".join([alone] * 3)


def test_no_translation_is_longer_than_its_limit(translator: Translator) -> None:
    for result in translator.translate(LINES[:5], WAYS["greedy"]):
        (candidate,) = result.candidates
        assert len(candidate.token_log_probs) <= len(result.encoding.ids) + 6
        assert len(candidate.encoding.ids) == len(candidate.token_log_probs) - candidate.finished


@pytest.mark.parametrize("way", WAYS)
def test_forcing_a_translation_gives_the_log_probabilities_of_its_search(translator: Translator, way: str) -> None:
    for result in translator.translate(LINES[:4], WAYS[way]):
        for candidate in result.candidates:
            forced, _ = translator.force(result.encoding.ids, candidate.encoding.ids)
            assert len(forced) == len(candidate.encoding.ids) + 1
            assert forced[: len(candidate.token_log_probs)] == pytest.approx(candidate.token_log_probs, abs=1e-5)


@pytest.mark.parametrize("way", WAYS)
def test_attention_comes_alike_with_every_way_of_decoding(translator: Translator, way: str) -> None:
    options = dataclasses.replace(WAYS[way], with_attention=True)
    for result in translator.translate(LINES[:3], options):
        n_src = len(result.encoding.ids) + 1  # the end mark
        for candidate in result.candidates:
            maps, n_tgt = candidate.attention, len(candidate.encoding.ids) + 1
            assert maps is not None
            assert maps.encoder_self.shape == (2, 4, n_src, n_src)
            assert maps.decoder_self.shape == (2, 4, n_tgt, n_tgt)
            assert maps.cross.shape == (2, 4, n_tgt, n_src)
            for weights in maps[:3]:
                torch.testing.assert_close(weights.sum(-1), torch.ones_like(weights[..., 0]))
            assert not maps.decoder_self.triu(diagonal=1).any()  # no step sees a later one


def test_attention_is_not_computed_unless_asked_for(translator: Translator) -> None:
    (result,) = translator.translate(["Ici."], WAYS["beam"])
    assert {candidate.attention for candidate in result.candidates} == {None}


def test_offsets_find_the_pieces_in_the_text(translator: Translator) -> None:
    (result,) = translator.translate(["  Il est prêt. "], WAYS["greedy"])
    assert result.src == "  Il est prêt. "
    pieces = [result.src[start:end] for start, end in result.encoding.offsets]
    assert "".join(pieces) == "Ilestprêt."
