"""The exported model in the real engine: the numbers and the text of ours, for every kind of model."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from nmt.config import DecodingConfig, ModelConfig, TokenizerConfig
from nmt.data.corpus import SentencePair
from nmt.decoding.sampling import SamplingRules
from nmt.decoding.search import Cache
from nmt.decoding.translator import SearchOptions, Translator
from nmt.errors import ConfigError, RunError
from nmt.export.ctranslate2 import (
    ReadableAttention,
    describe_search,
    explain_attention,
    export_model,
    is_export_of,
)
from nmt.export.ctranslate2_engine import CTranslate2Translator
from nmt.model.cache import DecoderCache
from nmt.model.transformer import Transformer
from nmt.tokenizer import TokenizerPair
from tests.tiny import PAIRS

ctranslate2 = pytest.importorskip("ctranslate2")

# Between them every kind of norm, position, activation, bias and tying.
VARIANTS: dict[str, dict[str, Any]] = {
    "default": {},
    "paper": {
        "norm_placement": "post", "positions": "sinusoidal", "activation": "relu", "bias": True,
        "tie_embeddings": "none",
    },
    "gated": {"norm": "rmsnorm", "activation": "swiglu", "bias": True, "tie_embeddings": "decoder"},
    "learned": {"norm": "rmsnorm", "norm_placement": "post", "positions": "learned", "activation": "gelu"},
}  # fmt: skip
END_LOGIT = {"default": 6.0, "paper": 4.0, "gated": 5.0, "learned": 4.0}
JOINT = ("default", "learned")
LINES = [fr for fr, _ in PAIRS[::7]] + ["", "Ici.", "Je suis grand, tu es petit, il est en retard, elle est à Paris."]
LAYER = 1  # the attention that is exported; the model has two
DECODING = DecodingConfig(max_length_factor=1.5, max_length_extra=3, batch_sentences=4)


class SharingTranslator(Translator):
    """Our search, with the probability of what may not be chosen shared out, as in the export.

    That share is next to nothing in a trained model, and one in a hundred and fifty in these.
    """

    def _step(self, token_ids: torch.Tensor, cache: Cache) -> torch.Tensor:
        assert isinstance(cache, DecoderCache)
        logits, special = self.model.decode_step(token_ids, cache), self.tokenizers.special_ids
        logits[:, [special.pad_id, special.bos_id]] = -torch.inf
        return logits.log_softmax(-1)


@dataclass(frozen=True)
class Both:
    """A model, and what was exported of it."""

    ours: Translator
    theirs: CTranslate2Translator
    folder: Path


def build_translator(kind: str) -> Translator:
    """Random weights, large enough that hardly any two tokens are equally likely."""
    torch.manual_seed(3)
    joint = kind in JOINT
    pairs = [SentencePair(*pair) for pair in PAIRS]
    tokenizers = TokenizerPair.train(pairs, TokenizerConfig(vocab_size=300 if joint else 290, joint=joint))
    sizes = {"d_model": 32, "n_heads": 4, "d_ff": 48, "n_encoder_layers": 1, "n_decoder_layers": 2, "max_positions": 64}
    config = ModelConfig(**{**sizes, **VARIANTS[kind]})
    special = tokenizers.special_ids
    model = Transformer(config, tokenizers.src.vocab_size, tokenizers.tgt.vocab_size, special.pad_id).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.2 * torch.randn_like(parameter)  # gains and biases too, which begin as ones and zeros
        # Sentences are to end before their limit: the mean hidden state asks for the end mark.
        some_ids = torch.randint(4, 280, (8, 10))
        hidden = model.decode(some_ids, model.encode(some_ids)).mean((0, 1))
        model.output.weight[special.eos_id] += END_LOGIT[kind] * hidden / hidden.square().sum()
    return SharingTranslator(model, tokenizers, DECODING, max_pieces=60)


def export(ours: Translator, folder: Path, quantization: str = "float32", layer: int | None = LAYER) -> Both:
    export_model(ours, folder, "fingerprint", quantization, ReadableAttention(layer))
    parts = ours.tokenizers, ours.config, ours.max_pieces, ours.max_positions
    return Both(ours, CTranslate2Translator(folder, *parts), folder)


@pytest.fixture(scope="module", params=VARIANTS)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    return export(build_translator(request.param), tmp_path_factory.mktemp("export") / request.param)


@pytest.fixture(scope="module")
def default(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return export(build_translator("default"), tmp_path_factory.mktemp("export") / "default")


def make_batch(both: Both) -> tuple[list[list[str]], list[list[str]], list[tuple[list[int], list[int]]]]:
    """Pieces of some pairs of many lengths, as one batch for the engine, and the same as ids."""
    src, tgt = both.ours.tokenizers.src, both.ours.tokenizers.tgt
    ids = [(src.encode(fr), tgt.encode(en)) for fr, en in PAIRS[::9]] + [(src.encode("Ici."), []), ([], [])]
    return (
        [list(map(src.name_piece, s)) for s, _ in ids], [list(map(tgt.name_piece, t)) for _, t in ids], ids
    )  # fmt: skip


def force_without_forbidden(ours: Translator, src_ids: Sequence[int], tgt_ids: Sequence[int]) -> torch.Tensor:
    """Our log-probabilities [tgt_len + 1] with what cannot be chosen left out of the softmax."""
    special = ours.tokenizers.special_ids
    source = torch.tensor([[*src_ids, special.eos_id]])
    with torch.no_grad():
        logits = ours.model(source, torch.tensor([[special.bos_id, *tgt_ids]]))[0]
    logits[:, [special.pad_id, special.bos_id]] = -torch.inf
    return logits.log_softmax(-1).gather(1, torch.tensor([*tgt_ids, special.eos_id])[:, None])[:, 0]


def test_log_probabilities_of_a_padded_batch(both: Both) -> None:
    sources, targets, ids = make_batch(both)
    scored = both.theirs.engine.score_batch(sources, targets)
    for (src_ids, tgt_ids), theirs in zip(ids, scored, strict=True):
        ours = force_without_forbidden(both.ours, src_ids, tgt_ids)
        torch.testing.assert_close(torch.tensor(theirs.log_probs), ours, atol=2e-4, rtol=1e-4)


SEARCHES = {
    "greedy": SearchOptions(beam_size=1),
    "beam": SearchOptions(beam_size=4),
    "n best": SearchOptions(beam_size=4, n_best=4),
    "no length penalty": SearchOptions(beam_size=4, length_penalty=0.0),
    "another length penalty": SearchOptions(beam_size=3, length_penalty=1.7),
}


@pytest.mark.parametrize("search", SEARCHES)
def test_the_text_is_the_same(both: Both, search: str) -> None:
    ours = list(both.ours.translate(LINES, SEARCHES[search]))
    theirs = list(both.theirs.translate(LINES, SEARCHES[search]))
    for own, other in zip(ours, theirs, strict=True):
        # What ran into its limit stands behind what ended, with us; CTranslate2 asks for the score alone.
        if search == "greedy" or all(candidate.finished for candidate in other.candidates):
            assert [c.text for c in other.candidates] == [c.text for c in own.candidates]
            assert [c.encoding for c in other.candidates] == [c.encoding for c in own.candidates]
        assert other.encoding == own.encoding
        ended = [candidate.finished for candidate in other.candidates]
        assert ended == sorted(ended, reverse=True)
    finished = [candidate.finished for result in ours for candidate in result.candidates]
    assert any(finished[1:])


def test_as_many_tokens_as_there_are_positions_can_be_scored(both: Both) -> None:
    (scored,) = both.theirs.engine.score_batch([["▁Je"]], [["."] * both.ours.max_positions])
    assert len(scored.log_probs) == both.ours.max_positions + 1


def test_without_a_penalty_the_search_ends_by_the_same_rule() -> None:
    """CTranslate2 compares with 0: "exit early when the first beam finishes and no penalties are used"."""
    assert 0 < describe_search(0.0, 9)["length_penalty"] < 1e-6
    assert describe_search(0.7, 9)["length_penalty"] == 0.7


def test_greedy_search_ends_at_the_same_limit(both: Both) -> None:
    ours, theirs = (list(t.translate(LINES, SEARCHES["greedy"])) for t in (both.ours, both.theirs))
    assert [r.candidates[0].finished for r in theirs] == [r.candidates[0].finished for r in ours]
    assert [r.text for r in theirs] == [r.text for r in ours]


def test_what_ended_stands_before_what_ran_into_the_limit(default: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """CTranslate2's order is by score alone."""
    result = SimpleNamespace(hypotheses=[[".", "."], [".", "</s>"]], scores=[-1.0, -2.0])
    engine = SimpleNamespace(translate_batch=lambda rows, **options: [result] * len(rows))
    monkeypatch.setattr(default.theirs, "engine", engine)
    for n_best in (1, 2):
        options = SearchOptions(beam_size=2, n_best=n_best, with_token_log_probs=False)
        (found,) = default.theirs.translate(["Ici."], options)
        assert [c.finished for c in found.candidates] == [True, False][:n_best]
        assert found.candidates[0].score == -2.0


@pytest.mark.parametrize("search", ["greedy", "n best", "no length penalty"])
def test_scores_come_from_the_log_probabilities_or_from_the_search(default: Both, search: str) -> None:
    options = SEARCHES[search]
    slow = list(default.theirs.translate(LINES, options))
    quick = list(default.theirs.translate(LINES, dataclasses.replace(options, with_token_log_probs=False)))
    for looked_at, searched in zip(slow, quick, strict=True):
        for c, d in zip(looked_at.candidates, searched.candidates, strict=True):
            assert (c.text, c.finished) == (d.text, d.finished)
            assert d.score == pytest.approx(c.score, abs=1e-4)
            if looked_at.src:
                n_tokens = len(c.encoding.ids) + c.finished
                assert len(c.token_log_probs) == n_tokens
                assert c.score == pytest.approx(sum(c.token_log_probs) / n_tokens**options.length_penalty, abs=1e-6)


def test_attention_is_that_of_the_chosen_layer(both: Both) -> None:
    """Greedy in a batch; with a beam one by one, since CTranslate2 mixes up the first rows of a batch."""
    sources, _, ids = make_batch(both)
    find_id = both.ours.tokenizers.tgt.processor.piece_to_id
    for layer in (0, 1):
        exported = export(both.ours, both.folder.with_name(f"{both.folder.name}-{layer}"), layer=layer)
        options = {"return_attention": True, "max_decoding_length": 6}
        results = exported.theirs.engine.translate_batch(sources[:4], beam_size=1, **options)
        results += [exported.theirs.engine.translate_batch([row], beam_size=3, **options)[0] for row in sources[:4]]
        for (src_ids, _), result in zip(ids[:4] * 2, results, strict=True):
            tgt_ids = list(map(find_id, result.hypotheses[0]))
            _, maps = both.ours.force(src_ids, tgt_ids)
            expected = maps.cross[layer].mean(0)[: len(tgt_ids), : len(src_ids)]  # without the end mark's
            torch.testing.assert_close(torch.tensor(result.attention[0]), expected, atol=1e-4, rtol=1e-3)


def test_padding_and_begin_mark_are_never_chosen(tmp_path: Path) -> None:
    ours = build_translator("paper")
    special = ours.tokenizers.special_ids
    with torch.no_grad():
        ours.model.output.weight[[special.pad_id, special.bos_id]] *= 20  # the likeliest of all, half of the time
    both = export(ours, tmp_path / "out")
    (result,) = both.theirs.engine.translate_batch([["▁Je"]], beam_size=4, num_hypotheses=4, max_decoding_length=9)
    assert not {"<pad>", "<s>"} & {token for tokens in result.hypotheses for token in tokens}
    texts = [[r.text for r in t.translate(LINES, SEARCHES["greedy"])] for t in (ours, both.theirs)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(("quantization", "tolerance"), [("float16", 0.02), ("int8", 0.6)])
def test_smaller_weights_are_close(default: Both, tmp_path: Path, quantization: str, tolerance: float) -> None:
    small = export(default.ours, tmp_path / "small", quantization)
    assert (small.folder / "model.bin").stat().st_size < 0.7 * (default.folder / "model.bin").stat().st_size
    sources, targets, _ = make_batch(default)
    pairs = zip(*(b.theirs.engine.score_batch(sources, targets) for b in (default, small)), strict=True)
    for full, quantized in pairs:
        difference = torch.tensor(full.log_probs) - torch.tensor(quantized.log_probs)
        assert 0 < difference.abs().max() < tolerance


def test_an_export_leaves_the_model_as_it_is(default: Both, tmp_path: Path) -> None:
    before = {name: tensor.clone() for name, tensor in default.ours.model.state_dict().items()}
    export(default.ours, tmp_path / "int8", "int8")
    for name, tensor in default.ours.model.state_dict().items():
        assert torch.equal(tensor, before[name]), name


def test_int8_is_the_same_from_the_file_and_at_loading(default: Both, tmp_path: Path) -> None:
    stored = export(default.ours, tmp_path / "int8", "int8").theirs
    parts = default.ours.tokenizers, default.ours.config, default.ours.max_pieces, default.ours.max_positions
    loaded = CTranslate2Translator(default.folder, *parts, compute_type="int8")
    sources, targets, _ = make_batch(default)
    scores = [
        [row.log_probs for row in translator.engine.score_batch(sources, targets)]
        for translator in (stored, loaded, default.theirs)
    ]
    assert scores[0] == scores[1] != scores[2]


def test_the_readme_does_what_it_says(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (both.folder / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    monkeypatch.chdir(both.folder)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(code, {})
    options = SearchOptions(beam_size=DECODING.beam_size, length_penalty=DECODING.length_penalty)
    (theirs,) = both.theirs.translate(["Je suis étudiant."], dataclasses.replace(options, n_best=5))
    best = max(theirs.candidates, key=lambda candidate: candidate.score)  # finished or not
    assert out.getvalue() == f"{both.ours.tokenizers.tgt.processor.decode(best.encoding.ids)}\n"


def test_what_is_known_of_the_attention_is_said() -> None:
    assert "Nothing was measured" in explain_attention(ReadableAttention())
    text = explain_attention(ReadableAttention(2, 0.561, 0.1234, "test"))
    assert "layer 2 (from 0)" in text and "56 % of its weight" in text and "AER of 12.3 % on test" in text
    assert "AER" not in explain_attention(ReadableAttention(2, 0.5))


def test_an_export_is_replaced_and_anything_else_is_left_alone(default: Both, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()  # empty: may be filled
    export(default.ours, folder)
    assert is_export_of(folder, "fingerprint") and not is_export_of(folder, "another")
    (folder / "export.json").write_text("{")
    assert not is_export_of(folder, "fingerprint")
    export(default.ours, folder, "int8")
    assert json.loads((folder / "export.json").read_text())["quantization"] == "int8"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]

    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    (tmp_path / "file").write_text("")
    for taken in (mine, tmp_path / "file"):
        with pytest.raises(RunError, match=r"holds something else \(no export.json inside\); name a new folder"):
            export(default.ours, taken)
    with pytest.raises(RunError, match="file/out: cannot be written: Not a directory"):
        export(default.ours, tmp_path / "file" / "out")
    assert (mine / "thesis.txt").read_text() == "years of work"


def test_without_ctranslate2_the_command_is_named(
    default: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    with pytest.raises(RunError, match=r"ctranslate2 is not installed.*install nmt\[export\]"):
        export(default.ours, tmp_path / "out")


def test_what_the_engine_cannot_do_is_said(default: Both, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="sampling: the CTranslate2 engine draws with random numbers"):
        list(default.theirs.translate(["Ici."], SearchOptions(sampling=SamplingRules(seed=1))))
    with pytest.raises(ConfigError, match="n_best: got 3, expected 1 to beam_size, which is 2"):
        list(default.theirs.translate(["Ici."], SearchOptions(beam_size=2, n_best=3)))
    broken = export(default.ours, tmp_path / "broken")
    model = broken.folder / "model.bin"
    model.write_bytes(model.read_bytes()[:1000])
    parts = default.ours.tokenizers, default.ours.config, 60, 64
    with pytest.raises(RunError, match=r"broken: CTranslate2 cannot load this model on cpu: .*made again once"):
        CTranslate2Translator(broken.folder, *parts)
