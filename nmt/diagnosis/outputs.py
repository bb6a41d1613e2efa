"""What is wrong with translations, and with the attention behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nmt.diagnosis.findings import FEWEST, Finding

# The commonest translation of healthy runs stands for 0.1 % of the sources, as does the commonest reference. Corpora
# that repeat themselves (commands, greetings) raise both, hence the comparison with the references.
SAME_OUTPUT_SHARE, SAME_OUTPUT_TIMES_REFERENCE = 0.1, 3.0
# Different translations per different reference: 99.7 to 100.1 % in healthy runs.
FEWEST_DIFFERENT = 0.5
# Up to four words said three times on end: never in healthy runs or their references (twice: up to 1.8 %).
LOOP_WORDS, LOOP_TIMES, LOOP_SHARE = 4, 3, 0.02
# The same inside a word: very young models write `aaaaaaaa`. Eight times, since people do write `hahaha` and `......`.
_LOOP_IN_WORD = re.compile(r"(\S{1,8}?)\1{7,}")
EMPTY_SHARE = 0.02  # healthy: 0
UNFINISHED_SHARE = 0.02  # by judgement; the limit is twice the source and twenty pieces more
LONG_SHARE = 0.01  # by judgement
# By judgement; byte_fallback leaves none, and without it one piece in a hundred is a hole in every fourth line.
UNKNOWN_SHARE = 0.01
COPY_SHARE, COPY_TIMES_REFERENCE = 0.05, 3.0  # healthy: 0; names and numbers may well be copied
# Characters for each of the references', by judgement (words of healthy runs: 0.99 to 1.01).
SHORTEST, LONGEST = 0.8, 1.25
# Attention that rests on the source's end mark: 0.02 to 0.07 in the speaking layer of healthy runs, 0.6 in the case
# that fairseq#4446 describes.
END_ATTENTION = 0.3


@dataclass(frozen=True, slots=True)
class Output:
    """A sentence and what came out of it."""

    src: str
    hypothesis: str
    reference: str
    finished: bool = True  # False: it ran into its limit of length
    n_parts: int = 1  # more: the source was longer than the model was made for
    n_pieces: int = 0  # of both sides together
    n_unknown: int = 0  # of these


def diagnose_translations(outputs: Sequence[Output]) -> list[Finding]:
    """What is wrong with the translations of a data set; [] if nothing is. Blank sources do not count."""
    outputs = [output for output in outputs if output.src.strip()]
    if not outputs:
        return []
    rules = (_same_output, _repetition, _empty, _truncation, _copies, _unknown, _long_sources)
    findings = [finding for rule in rules for finding in rule(outputs)]
    # Odd lengths follow from most of the others, and would only repeat them.
    return findings or list(_length(outputs))


def diagnose_attention(end_weights: Sequence[float]) -> list[Finding]:
    """Args: end_weights: the cross-attention on the source's end mark, 0 to 1, one for each target piece."""
    mean = sum(end_weights) / max(len(end_weights), 1)
    if mean < END_ATTENTION:
        return []
    return [
        Finding(
            "attention_on_end",
            "the attention rests on the end of the sentence instead of its words",
            f"{mean:.0%} of it, the mean of {len(end_weights):,} pieces",
            "train longer (training.max_steps, max_minutes); the alignment heads tell the alignment meanwhile "
            "(alignment.labels), and evaluate.py --all-heads shows the layers that do look at words",
            ("training.max_steps", "training.max_minutes", "alignment.labels"),
        )
    ]


def _same_output(outputs: Sequence[Output]) -> Iterator[Finding]:
    sources, references = defaultdict(set), defaultdict(set)
    for output in outputs:
        sources[output.hypothesis].add(output.src)
        references[output.reference].add(output.src)
    commonest = max(sources, key=lambda text: len(sources[text]))
    n_same, n_sources = len(sources[commonest]), len({output.src for output in outputs})
    usual = max(map(len, references.values())) / n_sources
    is_common = n_same / n_sources >= max(SAME_OUTPUT_SHARE, SAME_OUTPUT_TIMES_REFERENCE * usual)
    few = len(sources) < FEWEST_DIFFERENT * len(references)
    if commonest.strip() and n_same >= FEWEST and (is_common or few):
        yield Finding(
            "same_output",
            "the same translation for different sentences: the model hardly listens to its source",
            f"'{_quote(commonest)}' for {n_same:,} of {n_sources:,}; {len(sources):,} different translations, where "
            f"the references are {len(references):,}",
            "train longer (training.max_steps, max_minutes); if the loss stands still, change training.lr (a third, "
            "then three times) or raise training.warmup_steps; training.overfit_one_batch=true tells whether the "
            "model can learn at all",
            ("training.max_steps", "training.max_minutes", "training.lr", "training.warmup_steps"),
        )


def _repetition(outputs: Sequence[Output]) -> Iterator[Finding]:
    found = [output for output in outputs if find_loop(output.hypothesis)]
    expected = sum(bool(find_loop(output.reference)) for output in outputs)
    if len(found) >= FEWEST and len(found) - expected >= LOOP_SHARE * len(outputs):
        yield Finding(
            "repetition",
            "translations repeat themselves",
            f"{_share(found, outputs)}, such as '{_quote(find_loop(found[0].hypothesis))}' on and on",
            "train longer (training.max_steps, max_minutes) or with a lower training.lr; a larger decoding.beam_size "
            "helps a little; sentences longer than those of data.train are prone to it",
            ("training.max_steps", "training.max_minutes", "training.lr", "decoding.beam_size", "data.train"),
        )


def _empty(outputs: Sequence[Output]) -> Iterator[Finding]:
    found = [o for o in outputs if not o.hypothesis.strip() and o.reference.strip()]
    if len(found) >= FEWEST and len(found) >= EMPTY_SHARE * len(outputs):
        yield Finding(
            "empty_output",
            "translations are empty",
            f"{_share(found, outputs)}, such as that of '{_quote(found[0].src)}'",
            "raise decoding.length_penalty, or look for pairs in data.train whose target is cut short",
            ("decoding.length_penalty", "data.train"),
        )


def _truncation(outputs: Sequence[Output]) -> Iterator[Finding]:
    found = [output for output in outputs if not output.finished]
    if len(found) >= FEWEST and len(found) >= UNFINISHED_SHARE * len(outputs):
        n_loops = sum(bool(find_loop(output.hypothesis)) for output in found)
        yield Finding(
            "truncation",
            "translations stop at the limit of length before they end",
            f"{_share(found, outputs)}, of which {n_loops:,} repeat themselves",
            "train longer if they ramble (training.max_steps, max_minutes); raise decoding.max_length_factor and "
            "decoding.max_length_extra if they are right as far as they go",
            ("training.max_steps", "decoding.max_length_factor", "decoding.max_length_extra"),
        )


def _copies(outputs: Sequence[Output]) -> Iterator[Finding]:
    found = [o for o in outputs if o.hypothesis.strip().casefold() == o.src.strip().casefold()]
    expected = sum(o.reference.strip().casefold() == o.src.strip().casefold() for o in outputs)
    least = max(FEWEST, COPY_SHARE * len(outputs), COPY_TIMES_REFERENCE * expected)
    if len(found) >= least:
        yield Finding(
            "copies",
            "translations are copies of their source",
            f"{_share(found, outputs)}, such as '{_quote(found[0].src)}'; of the references {expected:,} are",
            "look for untranslated pairs in data.train",
            ("data.train",),
        )


def _unknown(outputs: Sequence[Output]) -> Iterator[Finding]:
    n_pieces, n_unknown = sum(o.n_pieces for o in outputs), sum(o.n_unknown for o in outputs)
    if n_unknown >= FEWEST and n_unknown >= UNKNOWN_SHARE * n_pieces:
        first = next(output for output in outputs if output.n_unknown)
        yield Finding(
            "unknown_pieces",
            "characters are unknown to the tokenizer, and lost",
            f"{n_unknown:,} of {n_pieces:,} pieces, such as in '{_quote(first.src)}' -> '{_quote(first.hypothesis)}'",
            "set tokenizer.byte_fallback: true or raise tokenizer.character_coverage, in a new run",
            ("tokenizer.byte_fallback", "tokenizer.character_coverage"),
        )


def _long_sources(outputs: Sequence[Output]) -> Iterator[Finding]:
    found = [output for output in outputs if output.n_parts > 1]
    if len(found) >= FEWEST and len(found) >= LONG_SHARE * len(outputs):
        yield Finding(
            "long_sources",
            "sources are longer than the model was made for, and translated in parts",
            _share(found, outputs),
            "split them into sentences, or raise data.cleaning.max_pieces or decoding.max_sentences in a new run",
            ("data.cleaning.max_pieces", "decoding.max_sentences"),
        )


def _length(outputs: Sequence[Output]) -> Iterator[Finding]:
    ours, theirs = sum(len(o.hypothesis) for o in outputs), sum(len(o.reference) for o in outputs)
    ratio = ours / max(theirs, 1)
    if len(outputs) >= FEWEST and not SHORTEST <= ratio <= LONGEST:
        direction, remedy = ("short", "raise") if ratio < SHORTEST else ("long", "lower")
        yield Finding(
            f"too_{direction}",
            f"translations are too {direction}",
            f"{ratio:.2f} characters for each one of the references",
            f"{remedy} decoding.length_penalty; look at how data.train pairs its sentences; train longer",
            ("decoding.length_penalty", "data.train"),
        )


def find_loop(text: str) -> str:
    """The words that are said `LOOP_TIMES` times on end, at most `LOOP_WORDS` of them, or letters; '' if none are.

    >>> find_loop("He is in the in the in the garden."), find_loop("Bananananananananana"), find_loop("Well, well.")
    ('in the', 'an', '')
    """
    words = text.split()
    for length in range(1, LOOP_WORDS + 1):
        for start in range(len(words) - length * LOOP_TIMES + 1):
            span = words[start : start + length * LOOP_TIMES]
            if span == span[:length] * LOOP_TIMES:
                return " ".join(span[:length])
    letters = _LOOP_IN_WORD.search(text)
    return letters[1] if letters else ""


def _share(found: Sequence[Output], outputs: Sequence[Output]) -> str:
    return f"{len(found):,} of {len(outputs):,} ({len(found) / len(outputs):.0%})"


def _quote(text: str, length: int = 60) -> str:
    # A sick model writes any byte, and a terminal obeys some of them.
    text = "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))
    return text if len(text) <= length else f"{text[: length - 1]}…"
