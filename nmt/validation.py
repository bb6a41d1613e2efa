"""What is measured every so often while training: loss, BLEU and chrF on held-out pairs, and samples to look at."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from nmt.aligner import ForcedAligner, PairToAlign
from nmt.alignment.labels import AlignmentLabeller
from nmt.alignment.records import AlignmentRecord
from nmt.data.batching import Batch
from nmt.data.corpus import SentencePair
from nmt.decoding.translation import Translation
from nmt.decoding.translator import SearchOptions, Translator
from nmt.diagnosis.findings import Finding
from nmt.diagnosis.outputs import Output, diagnose_attention, diagnose_translations
from nmt.evaluation.metrics import compute_validation_scores
from nmt.loss import compute_alignment_loss, compute_fused_loss
from nmt.machine import Machine
from nmt.tokenizer import TokenizerPair

GREEDY = SearchOptions(beam_size=1)
_LEAST = 1e-30  # a weight that would have no logarithm
N_WATCHED = 12  # sentences whose alignment is kept at every validation


@dataclass(frozen=True, slots=True)
class Sample:
    """A held-out pair beside what the model makes of it."""

    src: str
    hypothesis: str
    reference: str


@dataclass(frozen=True, slots=True)
class AlignmentResult:
    """How well each layer tells the alignment of held-out pairs: its head, and beside it its plain cross-attention.

    The best head, or the mean of all if it is better, speaks for the model. The best attention is what is shown of
    where the model looked.
    """

    layer: int | None  # whose head's loss is lowest; None: the mean of all heads has the lowest
    losses: list[
        float
    ]  # cross entropy of the heads against the labels per target token in nats: each layer's, the mean's
    attention_layer: int  # whose attention falls most on the linked tokens
    attention_hits: list[float]  # share of it that does, the mean of the heads, by layer
    aer: float | None  # of `layer` on the pairs with gold links, which choose nothing; None without such pairs

    def metrics(self) -> dict[str, float]:
        """As numbers for the curves."""
        gold = {} if self.aer is None else {"validation/aer": self.aer}
        layer = -1 if self.layer is None else self.layer
        return {"validation/alignment_loss": self.losses[layer], "validation/alignment_layer": layer} | gold


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """`loss` is the negative log-likelihood per target token in nats, without label smoothing."""

    loss: float
    bleu: float
    chrf: float
    exact: float  # share of the translated sentences that equal a reference, 0 to 1
    samples: list[Sample]
    alignment: AlignmentResult | None = None
    records: Sequence[AlignmentRecord] = ()  # alignment of the samples' references, to be watched over training
    findings: Sequence[Finding] = ()  # what is wrong with the translations and the attention

    @property
    def perplexity(self) -> float:
        """exp(loss)."""
        return math.exp(min(self.loss, 700.0))

    def metrics(self) -> dict[str, float]:
        """As numbers for the curves."""
        return {
            "validation/loss": self.loss,
            "validation/perplexity": self.perplexity,
            "validation/bleu": self.bleu,
            "validation/chrf": self.chrf,
            "validation/exact": self.exact,
        } | ({} if self.alignment is None else self.alignment.metrics())

    def metric(self, name: str) -> float:
        """`bleu`, `chrf` or `loss`, turned so that more is better."""
        return -self.loss if name == "loss" else float(getattr(self, name))


class Validator:
    """Measures a model on fixed held-out pairs: the loss on all of them, greedy translations of the first ones.

    Args:
        batches: all pairs, ready to be forced through the model.
        slice_: the pairs that are translated.
        n_samples: how many translations are kept to look at.
        labeller: what the alignment heads are measured with; None if the model has none.
        tgt_lang: code of the language that is translated into, which says how BLEU splits.
    """

    def __init__(
        self,
        translator: Translator,
        machine: Machine,
        batches: Sequence[Batch],
        slice_: Sequence[SentencePair],
        n_samples: int,
        labeller: AlignmentLabeller | None = None,
        tgt_lang: str = "",
    ) -> None:
        self.translator = translator
        self.machine = machine
        self.batches = batches
        self.slice = slice_
        self.n_samples = n_samples
        self.tgt_lang = tgt_lang
        self.labels = [] if labeller is None else [labeller.label(batch) for batch in batches]

    def validate(self) -> ValidationResult:
        """Loss, scores and samples of the model as it is now; it is left in training mode."""
        model = self.translator.model
        model.eval()
        try:
            loss = self._compute_loss()
            alignment = self._measure_alignment() if self.labels else None
            records = [] if alignment is None else self._align_samples(alignment)
            translations = list(self.translator.translate((p.src for p in self.slice), GREEDY))
        finally:
            model.train()
        hypotheses = [translation.text for translation in translations]
        references = [[pair.tgt, *pair.references] for pair in self.slice]
        scores = compute_validation_scores(hypotheses, references, self.tgt_lang)
        samples = [
            Sample(pair.src, hypothesis, pair.tgt)
            for pair, hypothesis in zip(self.slice[: self.n_samples], hypotheses, strict=False)
        ]
        findings = [
            *diagnose_translations(describe_outputs(translations, self.slice, self.translator.tokenizers)),
            *diagnose_attention([weight for record in records for weight in record.attended_eos.tolist()]),
        ]
        return ValidationResult(
            loss, scores.bleu, scores.chrf, scores.exact_match, samples, alignment, records, findings
        )

    @torch.inference_mode()
    def _compute_loss(self) -> float:
        model = self.translator.model
        total, n_tokens = 0.0, 0
        for batch in self.batches:
            batch = batch.to(self.machine.device)
            with self.machine.autocast():
                hidden = model.decode(batch.tgt_in, model.encode(batch.src_ids))
                _, nll = compute_fused_loss(hidden, model.output.weight, batch.tgt_out, model.pad_id)
            total, n_tokens = total + nll.sum().item(), n_tokens + batch.n_tokens
        return total / n_tokens

    @torch.inference_mode()
    def _measure_alignment(self) -> AlignmentResult:
        model, device = self.translator.model, self.machine.device
        losses, hits = torch.zeros(2, 1)  # of every layer, as many as there are
        n_tokens = n_linked = 0.0
        for batch, labels in zip(self.batches, self.labels, strict=True):
            batch, labels = batch.to(device), labels.to(device)
            with self.machine.autocast():
                _, maps = model.forward_with_attention(batch.src_ids, batch.tgt_in)
            assert maps.alignment is not None
            told = torch.cat([maps.alignment, maps.alignment.mean(0, keepdim=True)])
            losses = losses + compute_alignment_loss(told.clamp_min(_LEAST).log(), labels).cpu()
            linked = labels[..., :-1]
            produced = maps.cross.float().mean(2)[:, :, :-1]  # [layers, batch, tgt_len, src_len]
            hits = hits + (produced * linked).sum((1, 2, 3)).cpu()
            n_tokens, n_linked = n_tokens + float(labels.sum()), n_linked + float(linked.sum())
        losses, hits = losses / max(n_tokens, 1.0), hits / max(n_linked, 1.0)
        best = int(losses.argmin())
        layer = None if best == len(hits) else best
        result = AlignmentResult(layer, losses.tolist(), int(hits.argmax()), hits.tolist(), aer=None)
        gold = [pair for pair in self.slice if pair.gold is not None]
        return replace(result, aer=self._aligner(result).measure_aer(gold).aer) if gold else result

    def _align_samples(self, result: AlignmentResult) -> list[AlignmentRecord]:
        pairs = (PairToAlign(p.src, p.tgt, tags=p.tags, gold=p.gold) for p in self.slice[:N_WATCHED])
        return [record for record, _ in self._aligner(result).describe(pairs)]

    def _aligner(self, result: AlignmentResult) -> ForcedAligner:
        translator = self.translator
        return ForcedAligner(
            translator.model, translator.tokenizers, result.layer, result.attention_layer, translator.max_pieces
        )


def describe_outputs(
    translations: Sequence[Translation], pairs: Sequence[SentencePair], tokenizers: TokenizerPair
) -> list[Output]:
    """The best translation of each pair's source, as a diagnosis looks at it."""
    src_unk, tgt_unk = tokenizers.src.unk_id, tokenizers.tgt.unk_id
    outputs = []
    for translation, pair in zip(translations, pairs, strict=True):
        best, source = translation.candidates[0], translation.encoding
        outputs.append(
            Output(
                pair.src,
                best.text,
                pair.tgt,
                finished=best.finished,
                n_parts=len(translation.parts),
                n_pieces=len(source.ids) + len(best.encoding.ids),
                n_unknown=source.ids.count(src_unk) + best.encoding.ids.count(tgt_unk),
            )
        )
    return outputs
