"""Everything an evaluation needs from a configuration: the pairs to score, and the scores of a translator on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nmt.aligner import ForcedAligner, PairToAlign
from nmt.alignment.dump import write_records
from nmt.alignment.records import AlignmentRecord
from nmt.atomic import naming_file
from nmt.build.data import read_split
from nmt.config import Config, DataConfig, FilesSource, ToySource, load_config
from nmt.data.corpus import SentencePair
from nmt.data.sources import read_source
from nmt.data.toy.handwritten import HANDWRITTEN
from nmt.decoding.translator import SearchOptions, Translator
from nmt.decoding.workers import count_workers
from nmt.diagnosis.curves import diagnose_curves
from nmt.diagnosis.outputs import diagnose_attention, diagnose_translations
from nmt.errors import ConfigError
from nmt.evaluation.accuracy import compute_exact_matches
from nmt.evaluation.report import FILES, EvaluationReport, compute_report, write_report
from nmt.evaluation.translations import TranslatedSentence, write_translations
from nmt.reporting import read_metrics
from nmt.run import RunDirectory
from nmt.validation import describe_outputs

Splits = dict[str, list[SentencePair]]

RUNNERS_UP = 5  # tokens of each step that a dump names


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores, the translations, and the sentences that did not come out as any of their references."""

    report: EvaluationReport
    hypotheses: list[str]
    differing: list[TranslatedSentence]


def read_splits(config: Config, names: Sequence[str] | None) -> Splits:
    """The named splits of a run's configuration; all its test splits when none is named.

    The toy corpus's handwritten splits are known to every run: they are not part of its `data.test`, since no training
    pair is to be dropped on their account.

    Raises:
        ConfigError: no such split, or the configuration has no test split.
    """
    known = [*config.data.test, *(["test"] if config.data.carve_test else []), "validation"]
    wanted = list(names or known[:-1])
    if not wanted:
        raise ConfigError("data.test: this run has no test split; try --split validation")
    for name in wanted:
        if name not in (*known, *HANDWRITTEN):
            raise ConfigError(f"--split: got '{name}', expected one of {', '.join((*known, *HANDWRITTEN))}")
    return {name: read_split(config, name) if name in known else _read_handwritten(config, name) for name in wanted}


def _read_handwritten(config: Config, name: str) -> list[SentencePair]:
    source = ToySource.model_validate({"kind": "toy", "split": name})
    return list(read_source(source, config.data))


def read_file_pairs(src: Path, tgt: Path, data: DataConfig) -> Splits:
    """Two files that stand outside the configuration, as a split that has the full name of the first.

    Raises:
        DataError: a file is missing, empty or undecodable, or their lines do not pair up.
    """
    source = FilesSource(kind="files", src=str(src.absolute()), tgt=str(tgt.absolute()))
    return {src.name: list(read_source(source, data.model_copy(update={"root": ""})))}


def evaluate_pairs(
    translator: Translator,
    run: RunDirectory,
    name: str,
    pairs: Sequence[SentencePair],
    beam_size: int,
    files: Sequence[Path] = (),
) -> Evaluation:
    """Translates, scores, and writes report.json and translations.tsv into the run.

    `files` are the two that the pairs come from, where they are no split of the run: the report says which.
    """
    options = SearchOptions(
        beam_size=beam_size,
        length_penalty=translator.config.length_penalty,
        processes=count_workers(translator.device),
    )
    translations = list(translator.translate((p.src for p in pairs), options))
    hypotheses = [translation.text for translation in translations]
    references = [(pair.tgt, *pair.references) for pair in pairs]
    tagged = any(pair.tags for pair in pairs)
    findings = [
        *diagnose_translations(describe_outputs(translations, pairs, translator.tokenizers)),
        *diagnose_curves(read_metrics(run.metrics_path)),
    ]
    report = compute_report(
        name,
        hypotheses,
        references,
        tags=[pair.tags for pair in pairs] if tagged else None,
        context={
            "run": run.path.name,
            "checkpoint": run.weights_path.name,
            "beam_size": beam_size,
            "length_penalty": options.length_penalty,
            **dict(zip(FILES, map(str, map(Path.absolute, files)), strict=False)),
        },
        findings=findings,
        tgt_lang=load_config(run.config_path).data.tgt_lang,
    )
    exact = compute_exact_matches(hypotheses, references)
    sentences = [
        TranslatedSentence(str(number), pair.src, hypothesis, alternatives, is_exact, pair.tags)
        for number, (pair, hypothesis, alternatives, is_exact) in enumerate(
            zip(pairs, hypotheses, references, exact, strict=True), start=1
        )
    ]
    write_report(run.report_path(name), report)
    with naming_file(run.translations_path(name)):
        write_translations(run.translations_path(name), sentences)
    return Evaluation(report, hypotheses, [sentence for sentence in sentences if not sentence.exact])


def add_diagnosis_of_attention(evaluation: Evaluation, run: RunDirectory, end_weights: Sequence[float]) -> None:
    """Adds what is wrong with the attention to the report, once the alignments are dumped; see `diagnose_attention`."""
    findings = diagnose_attention(end_weights)
    if findings:
        evaluation.report.findings.extend(findings)
        write_report(run.report_path(evaluation.report.name), evaluation.report)


def dump_alignments(
    aligner: ForcedAligner,
    path: Path,
    pairs: Sequence[SentencePair],
    hypotheses: Sequence[str],
    *,
    all_heads: bool,
    end_weights: list[float] | None = None,
) -> Iterator[AlignmentRecord]:
    """Writes which words of its own translations the model takes from where; gold links only where they still fit.

    Args:
        end_weights: filled with the attention on the source's end mark, one weight for each target piece.

    Yields:
        Each record once it is written; the dump is finished when all were taken.
    """
    asked = (
        PairToAlign(
            pair.src,
            hypothesis,
            forced=False,
            reference=pair.tgt,
            tags=pair.tags,
            gold=pair.gold if hypothesis == pair.tgt else None,
        )
        for pair, hypothesis in zip(pairs, hypotheses, strict=True)
    )
    with write_records(path) as dump:
        for record, maps in aligner.describe(asked, with_maps=all_heads, n_runners_up=RUNNERS_UP):
            dump.write(record, maps)
            if end_weights is not None:
                end_weights += record.attended_eos.tolist()
            yield record
