"""The whole model: what padding, the future, the cache and the kind of its parts may and may not change."""

from __future__ import annotations

import itertools

import pytest
import torch

from nmt.config import ModelConfig
from nmt.model import decoder_step, transformer
from nmt.model.transformer import Transformer

PAD = 0
VARIANTS = [
    ModelConfig(d_model=16, n_heads=2, d_ff=24, n_encoder_layers=2, n_decoder_layers=2, dropout=0.2, **kinds)
    for kinds in (
        {"norm": "layernorm", "positions": "rotary", "activation": "relu_squared"},
        {"norm": "rmsnorm", "positions": "sinusoidal", "activation": "swiglu", "bias": True},
        {"norm": "layernorm", "norm_placement": "post", "positions": "learned", "activation": "gelu"},
        {"norm": "rmsnorm", "positions": "rotary", "activation": "relu", "tie_embeddings": "none"},
        {"norm": "layernorm", "positions": "sinusoidal", "activation": "relu", "tie_embeddings": "decoder"},
    )
]


def build(config: ModelConfig) -> Transformer:
    torch.manual_seed(7)
    vocab = 30 if config.tie_embeddings == "all" else 25
    return Transformer(config, src_vocab_size=30, tgt_vocab_size=vocab, pad_id=PAD).eval()


def draw_ids(batch: int, length: int, seed: int = 0) -> torch.Tensor:
    return torch.randint(1, 25, (batch, length), generator=torch.Generator().manual_seed(seed))


@pytest.fixture(params=VARIANTS, ids=lambda c: f"{c.norm}-{c.norm_placement}-{c.positions}-{c.activation}")
def model(request: pytest.FixtureRequest) -> Transformer:
    return build(request.param)


@pytest.fixture(params=[0, 8], ids=["as many rows", "as few rows"])
def few_rows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step attends in one way at few rows and in others at many, for which the output layer is laid out too."""
    for module in (decoder_step, transformer):
        monkeypatch.setattr(module, "FEW_ROWS", request.param)


def test_padding_changes_nothing(model: Transformer) -> None:
    src, tgt = draw_ids(2, 5), draw_ids(2, 4, seed=1)
    padded_src = torch.cat((src, torch.full((2, 3), PAD)), dim=1)
    padded_tgt = torch.cat((tgt, torch.full((2, 2), PAD)), dim=1)
    torch.testing.assert_close(model(padded_src, padded_tgt)[:, :4], model(src, tgt))


def test_the_future_changes_nothing_and_the_past_does(model: Transformer) -> None:
    src, tgt = draw_ids(1, 5), draw_ids(1, 6, seed=1)
    changed = tgt.clone()
    changed[0, 3] = changed[0, 3] % 24 + 1
    before, after = model(src, tgt), model(src, changed)
    torch.testing.assert_close(before[:, :3], after[:, :3])
    assert not torch.allclose(before[:, 3:], after[:, 3:])


def test_batched_equals_single(model: Transformer) -> None:
    src, tgt = draw_ids(4, 5), draw_ids(4, 6, seed=1)
    together = model(src, tgt)
    for i in range(4):
        torch.testing.assert_close(together[i : i + 1], model(src[i : i + 1], tgt[i : i + 1]))


@pytest.mark.usefixtures("few_rows")
def test_cached_steps_equal_the_full_pass_also_after_reordering(model: Transformer) -> None:
    src, tgt = draw_ids(3, 5), draw_ids(3, 6, seed=1)
    src[1, 3:] = PAD
    with torch.no_grad():
        cache = model.start_cache(model.encode(src))
        for position in range(3):
            logits = model.decode_step(tgt[:, position], cache)
            torch.testing.assert_close(logits, model(src, tgt)[:, position])
        rows = torch.tensor([1, 1, 0, 2, 1])  # a beam that grows, shrinks and changes its order
        cache.reorder(rows)
        src, tgt = src[rows], tgt[rows].clone()
        tgt[:, 3:] = draw_ids(5, 3, seed=2)
        for position in range(3, 5):
            logits = model.decode_step(tgt[:, position], cache)
            torch.testing.assert_close(logits, model(src, tgt)[:, position])
        cache.reorder(torch.tensor([0, 4, 2, 3, 1]))  # within sentences only: the memory stays where it is
        src, tgt = src[[0, 4, 2, 3, 1]], tgt[[0, 4, 2, 3, 1]]
        torch.testing.assert_close(model.decode_step(tgt[:, 5], cache), model(src, tgt)[:, 5])


@pytest.mark.usefixtures("few_rows")
def test_a_beam_asks_the_memory_of_its_sentence_together(model: Transformer) -> None:
    src, tgt = draw_ids(3, 5), draw_ids(3, 24, seed=1)  # more positions than a cache has room for at first
    src[1, 3:] = PAD
    beams = [[0, 0, 1, 1, 2, 2], [3, 2, 1, 0, 5, 5], [4, 4, 0, 1], [2, 2, 0], [1, 2]]
    sentences = [3, 3, 2, 3, 2]  # memories kept: the one before the last has beams of different widths
    with torch.no_grad():
        cache = model.start_cache(model.encode(src))
        for position in range(22):
            expected = model(src, tgt)[:, position]
            torch.testing.assert_close(model.decode_step(tgt[:, position], cache), expected)
            if position % 4 == 0 and position // 4 < len(beams):
                rows = torch.tensor(beams[position // 4])
                cache.reorder(rows)
                assert cache.memory.shape[3] == sentences[position // 4]
                src, tgt = src[rows], tgt[rows].clone()
                tgt[:, position + 1 :] = draw_ids(len(rows), 23 - position, seed=position)


def test_attention_maps_are_distributions_over_what_may_be_seen(model: Transformer) -> None:
    src, tgt = draw_ids(2, 5), draw_ids(2, 4, seed=1)
    src[0, 3:] = PAD
    logits, maps = model.train().eval().forward_with_attention(src, tgt)
    torch.testing.assert_close(logits, model(src, tgt))
    assert maps.encoder_self.shape == (2, 2, 2, 5, 5)
    assert maps.decoder_self.shape == (2, 2, 2, 4, 4)
    assert maps.cross.shape == (2, 2, 2, 4, 5)
    for attention in maps[:3]:
        torch.testing.assert_close(attention.sum(-1), torch.ones(attention.shape[:-1]))
    assert bool((maps.cross[:, 0, :, :, 3:] == 0).all())
    assert bool((maps.encoder_self[:, 0, :, :, 3:] == 0).all())
    assert bool((maps.decoder_self.triu(1) == 0).all())


def test_tying_shares_one_matrix() -> None:
    tied, half, loose = (build(c) for c in (VARIANTS[0], VARIANTS[4], VARIANTS[3]))
    assert tied.src_embedding.weight is tied.tgt_embedding.weight is tied.output.weight
    assert half.output.weight is half.tgt_embedding.weight
    assert half.src_embedding.weight is not half.tgt_embedding.weight
    assert len({id(m.weight) for m in (loose.src_embedding, loose.tgt_embedding, loose.output)}) == 3


@pytest.mark.parametrize("config", VARIANTS[:2], ids=["relu_squared", "swiglu"])
def test_parameter_count_is_the_sum_one_would_write_down(config: ModelConfig) -> None:
    d, ff, bias = config.d_model, config.d_ff, int(config.bias)
    attention = 4 * d * d + bias * 4 * d
    inner = 2 * ff if config.activation == "swiglu" else ff
    feed_forward = d * inner + ff * d + bias * (inner + d)
    encoder, decoder = attention + feed_forward + 2 * d, 2 * attention + feed_forward + 3 * d
    expected = 2 * encoder + 2 * decoder + 2 * d + 30 * d
    assert sum(p.numel() for p in build(config).parameters()) == expected


def test_initial_predictions_are_nearly_uniform() -> None:
    """A fresh model should know nothing: its loss is about log(vocab)."""
    for config in VARIANTS:
        model = build(config)
        log_probs = model(draw_ids(8, 6), draw_ids(8, 6, seed=1)).log_softmax(-1)
        vocab = log_probs.shape[-1]
        entropy = -(log_probs.exp() * log_probs).sum(-1).mean() / torch.tensor(float(vocab)).log()
        assert 0.7 < entropy.item() <= 1.0


def test_two_orders_of_the_same_words_differ(model: Transformer) -> None:
    src, tgt = torch.tensor([[3, 4, 5, 6]]), draw_ids(1, 3)
    outputs = [model(src[:, list(order)], tgt) for order in itertools.islice(itertools.permutations(range(4)), 4)]
    for one, other in itertools.combinations(outputs, 2):
        assert not torch.allclose(one, other, atol=1e-4)


@pytest.mark.usefixtures("few_rows")
@pytest.mark.parametrize("n", [1, 2], ids=["one path", "a beam"])
def test_joined_caches_go_on_as_each_alone(model: Transformer, n: int) -> None:
    """Of sources of other lengths, with and without padding."""
    sources, tgt = [draw_ids(2, 5), draw_ids(3, 7, seed=1), draw_ids(1, 7, seed=2)], draw_ids(6 * n, 19, seed=3)
    sources[1][0, 4:] = PAD
    with torch.no_grad():
        caches = []
        for src, own_tgt in zip(sources, tgt.split([2 * n, 3 * n, n]), strict=True):
            caches.append(model.start_cache(model.encode(src)))
            caches[-1].reorder(torch.arange(len(src)).repeat_interleave(n))
            for position in range(2):
                model.decode_step(own_tgt[:, position], caches[-1])
        joined, *others = caches
        for other in others:
            joined.join(other)
        padded = torch.cat([torch.nn.functional.pad(src, (0, 7 - src.shape[1]), value=PAD) for src in sources])
        padded = padded.repeat_interleave(n, dim=0)
        kept = torch.arange(6 * n)
        for position in range(2, 19):
            expected = model(padded[kept], tgt[kept])[:, position]
            torch.testing.assert_close(model.decode_step(tgt[kept, position], joined), expected)
            if position in (4, 9):
                fewer = torch.arange(len(kept) - n).flip(0)  # a sentence leaves, all others change places
                joined.reorder(fewer)
                kept = kept[fewer]


def test_caches_of_other_lengths_cannot_be_joined(model: Transformer) -> None:
    with torch.no_grad():
        one, two = (model.start_cache(model.encode(draw_ids(2, 5))) for _ in range(2))
        model.decode_step(draw_ids(2, 1)[:, 0], two)
        with pytest.raises(
            ValueError, match="join: got a cache of 1 positions and 1 rows a sentence, expected 0 and 1"
        ):
            one.join(two)
