"""What is measured while training, against a plain calculation."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
import torch
from torch.nn import functional as F

from nmt.config import DecodingConfig, ModelConfig, TokenizerConfig
from nmt.data.batching import make_batch, plan_epoch
from nmt.data.corpus import SentencePair
from nmt.data.dataset import encode_pairs
from nmt.decoding.translator import Translator
from nmt.machine import Machine
from nmt.model.transformer import Transformer
from nmt.tokenizer import TokenizerPair
from nmt.validation import GREEDY, ValidationResult, Validator
from tests.tiny import PAIRS

PAIRS_HERE = [SentencePair(*pair) for pair in PAIRS[:20]]


@pytest.fixture(scope="module")
def validator() -> Validator:
    tokenizers = TokenizerPair.train([SentencePair(*pair) for pair in PAIRS], TokenizerConfig(vocab_size=310))
    torch.manual_seed(0)
    ids = tokenizers.special_ids
    config = ModelConfig(d_model=16, n_heads=2, d_ff=32, n_encoder_layers=1, n_decoder_layers=1, dropout=0.5)
    model = Transformer(config, 310, 310, ids.pad_id)
    arrays = encode_pairs(PAIRS_HERE, tokenizers)
    plan = plan_epoch(arrays.src.lengths, arrays.tgt.lengths, max_tokens=40, seed=0, epoch=0)
    batches = [make_batch(arrays, rows, ids) for rows in plan]
    assert len(batches) > 2
    translator = Translator(model, tokenizers, DecodingConfig(max_length_extra=4), max_pieces=100)
    return Validator(translator, Machine(torch.device("cpu"), "fp32"), batches, PAIRS_HERE[:6], n_samples=2)


def greedy(validator: Validator, pairs: Sequence[SentencePair]) -> list[str]:
    validator.translator.model.eval()
    return [t.text for t in validator.translator.translate([pair.src for pair in pairs], GREEDY)]


def test_the_loss_is_the_mean_over_all_tokens_without_dropout_or_smoothing(validator: Validator) -> None:
    model, tokenizers = validator.translator.model.train(), validator.translator.tokenizers
    result = validator.validate()
    assert model.training  # it goes on learning
    model.eval()
    losses = []
    for pair in PAIRS_HERE:
        src, tgt = tokenizers.src.encode(pair.src), tokenizers.tgt.encode(pair.tgt)
        ids = tokenizers.special_ids
        logits = model(torch.tensor([[*src, ids.eos_id]]), torch.tensor([[ids.bos_id, *tgt]]))
        losses.append(F.cross_entropy(logits[0], torch.tensor([*tgt, ids.eos_id]), reduction="none").detach())
    assert result.loss == pytest.approx(torch.cat(losses).mean().item(), rel=1e-5)
    assert result.perplexity == pytest.approx(math.exp(result.loss))


def test_samples_are_greedy_translations_of_the_first_pairs(validator: Validator) -> None:
    result = validator.validate()
    expected = greedy(validator, PAIRS_HERE[:2])
    assert [s.hypothesis for s in result.samples] == expected
    assert [(s.src, s.reference) for s in result.samples] == [(p.src, p.tgt) for p in PAIRS_HERE[:2]]
    assert result.exact == 0 and 0 <= result.bleu < 100


def test_it_is_the_same_every_time(validator: Validator) -> None:
    assert validator.validate() == validator.validate()


def test_further_references_count_as_right(validator: Validator, monkeypatch: pytest.MonkeyPatch) -> None:
    said = greedy(validator, validator.slice)
    slice_ = [SentencePair(p.src, p.tgt, references=(text,)) for p, text in zip(validator.slice, said, strict=True)]
    monkeypatch.setattr(validator, "slice", slice_)
    assert validator.validate().exact == 1.0


def test_bleu_splits_as_the_language_needs_it(validator: Validator, monkeypatch: pytest.MonkeyPatch) -> None:
    said = greedy(validator, validator.slice)
    one_more = [SentencePair(pair.src, f"{text}。") for pair, text in zip(validator.slice, said, strict=True)]
    monkeypatch.setattr(validator, "slice", one_more)
    by_words = validator.validate().bleu
    monkeypatch.setattr(validator, "tgt_lang", "ja")
    assert validator.validate().bleu > by_words


def test_the_model_learns_on_even_if_the_measurement_fails(
    validator: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validator, "batches", [None])
    model = validator.translator.model.train()
    with pytest.raises(AttributeError):
        validator.validate()
    assert model.training


def test_more_is_better_for_every_metric() -> None:
    result = ValidationResult(loss=2.0, bleu=30.0, chrf=50.0, exact=0.1, samples=[])
    assert [result.metric(name) for name in ("loss", "bleu", "chrf")] == [-2.0, 30.0, 50.0]


def test_the_perplexity_of_a_hopeless_model_is_still_a_number() -> None:
    assert math.isfinite(ValidationResult(loss=1e6, bleu=0, chrf=0, exact=0, samples=[]).perplexity)
