"""Streams: chunks that are a function of their number, a position that resumes, bounded memory, shares by weight."""

from __future__ import annotations

import json
import tracemalloc
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from nmt.config import CleaningConfig, DataConfig, FilesSource, HubSource, Source, TokenizerConfig
from nmt.data import streaming
from nmt.data.cleaning import source_keys
from nmt.data.corpus import SentencePair
from nmt.data.steps import BatchPlan, BatchStream
from nmt.data.streaming import PairStream, StreamedCorpus, has_stream
from nmt.errors import DataError
from nmt.tokenizer import TokenizerPair
from tests.data.million import write_hub

STREAMED = 95
CLEANING = CleaningConfig(drop_duplicates=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [{"translation": {"fr": f"le numéro {i}", "en": f"number {i}"}} for i in range(STREAMED)]
    (tmp_path / "stream").mkdir()
    for part, start in enumerate(range(0, STREAMED, 40)):
        text = "\n".join(json.dumps(row) for row in rows[start : start + 40])
        (tmp_path / "stream" / f"train-{part}.jsonl").write_text(text + "\n")
    (tmp_path / "small.tsv").write_text("".join(f"petit {i}\tsmall {i}\n" for i in range(7)))
    return tmp_path


def sources_in(folder: Path, **small: Any) -> list[Source]:
    stream = HubSource(path=str(folder / "stream"), streaming=True)
    return [stream, FilesSource(path=str(folder / "small.tsv"), **small)] if small else [stream]


def data_of(sources: list[Source], shuffle_buffer: int) -> DataConfig:
    return DataConfig(train=sources, carve_validation=1, shuffle_buffer=shuffle_buffer, cleaning=CLEANING)


def chunks_of(stream: PairStream, epoch: int = 0) -> list[list[str]]:
    chunks = []
    while True:
        pairs, is_last = stream.read_chunk(epoch, len(chunks))
        chunks.append([pair.src for pair in pairs])
        if is_last:
            return chunks


def test_an_epoch_is_the_stream_in_chunks(folder: Path) -> None:
    sources = sources_in(folder)
    assert has_stream(sources) and not has_stream(sources_in(folder, weight=1)[1:])
    for size, expected in ((40, [40, 40, 15]), (95, [95]), (1000, [95])):
        chunks = chunks_of(PairStream(sources, data_of(sources, size), seed=1))
        assert [len(chunk) for chunk in chunks] == expected
        assert sum(chunks, []) == [f"le numéro {i}" for i in range(STREAMED)]  # noqa: RUF017 (small)


def test_a_chunk_is_the_same_however_one_comes_to_it(folder: Path) -> None:
    sources = sources_in(folder, weight=0.5)
    data = data_of(sources, 30)
    whole = chunks_of(PairStream(sources, data, seed=1))
    for number in (2, 0, 1):
        pairs, _ = PairStream(sources, data, seed=1).read_chunk(5, number)
        assert [pair.src for pair in pairs] == whole[number]
    assert PairStream(sources, data, seed=1).read_chunk(0, 99) == ([], True)


def test_weights_are_shares_of_a_chunk_and_small_sources_repeat(folder: Path) -> None:
    sources = sources_in(folder, weight=0.5)
    chunks = chunks_of(PairStream(sources, data_of(sources, 30), seed=1))
    for chunk in chunks[:-1]:
        assert Counter(src.split()[0] for src in chunk) == {"le": 20, "petit": 10}
    small = Counter(src for chunk in chunks for src in chunk if src.startswith("petit"))
    assert len(small) == 7 and max(small.values()) - min(small.values()) <= 1


def test_chunks_too_small_for_the_weights_are_refused(folder: Path) -> None:
    sources = sources_in(folder, weight=0.01)
    with pytest.raises(DataError, match=r"data\.shuffle_buffer: 10 pairs are too few for the weights"):
        PairStream(sources, data_of(sources, 10), seed=1)


@pytest.fixture(scope="module")
def tokenizers() -> TokenizerPair:
    pairs = [SentencePair(f"le numéro petit {i}", f"number small {i}") for i in range(100)]
    return TokenizerPair.train(pairs, TokenizerConfig(vocab_size=290))


def corpus_of(folder: Path, tokenizers: TokenizerPair, **options: Any) -> StreamedCorpus:
    sources = sources_in(folder, weight=0.5)
    return StreamedCorpus(sources, data_of(sources, 30), tokenizers, seed=4, **options)


def text_of(stream: BatchStream, tokenizers: TokenizerPair, steps: int) -> list[list[str]]:
    return [
        [tokenizers.src.decode(row) for batch in step for row in batch.src_ids.tolist()]
        for step in islice(stream, steps)
    ]


@pytest.mark.parametrize("alpha", [0.0, 0.3])
@pytest.mark.parametrize("stop_after", [1, 4, 9, 20])
def test_a_stream_resumes_with_the_very_next_batches(
    alpha: float, stop_after: int, folder: Path, tokenizers: TokenizerPair
) -> None:
    plan = BatchPlan(max_tokens=60, accumulation_steps=2, seed=4)

    def fresh() -> BatchStream:
        return BatchStream(corpus_of(folder, tokenizers, sampling_alpha=alpha), tokenizers.special_ids, plan)

    unbroken = [[batch.src_ids.tolist() for batch in step] for step in islice(fresh(), 30)]
    broken = fresh()
    list(islice(broken, stop_after))
    resumed = fresh()
    resumed.load_state_dict(broken.state_dict())
    rest = [[batch.src_ids.tolist() for batch in step] for step in islice(resumed, 30 - stop_after)]
    assert rest == unbroken[stop_after:]


def test_an_epoch_shows_every_streamed_pair_once_and_the_next_in_another_order(
    folder: Path, tokenizers: TokenizerPair
) -> None:
    stream = BatchStream(corpus_of(folder, tokenizers), tokenizers.special_ids, BatchPlan(60, seed=4))
    epochs: list[list[str]] = []
    for epoch in (0, 1):
        seen: list[str] = []
        while stream.epoch == epoch:
            seen += text_of(stream, tokenizers, 1)[0]
        epochs.append([text for text in seen if text.startswith("le")])
    assert sorted(epochs[0]) == sorted(epochs[1]) == sorted(f"le numéro {i}" for i in range(STREAMED))
    assert epochs[0] != epochs[1]
    assert stream.steps_per_epoch is None


def test_chunks_are_cleaned_and_counted(folder: Path, tokenizers: TokenizerPair) -> None:
    held_out = source_keys([SentencePair("le numéro 3", ""), SentencePair("le numéro 90", "")])
    corpus = corpus_of(folder, tokenizers, held_out=held_out)
    part, seen = 0, 0
    while (read := corpus.read_part(0, part)) is not None:
        seen += len(read.order)
        part += 1
        if read.is_last:
            break
    assert corpus.report.dropped["overlap"] == 2 and corpus.report.kept == seen
    assert corpus.fingerprint() == corpus_of(folder, tokenizers).fingerprint()


def test_reading_on_opens_the_source_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def counting(source: HubSource, data: DataConfig, skip: int = 0) -> Any:
        opened.append(skip)
        return read(source, data, skip)

    read = streaming.read_hub
    monkeypatch.setattr(streaming, "read_hub", counting)
    sources = sources_in(folder)
    stream = PairStream(sources, data_of(sources, 20), seed=1)
    chunks_of(stream)
    assert opened == [0]
    stream.read_chunk(1, 2)
    assert opened == [0, 40]


def test_a_tokenizer_can_learn_from_the_start_of_a_stream(folder: Path) -> None:
    sources = sources_in(folder, weight=0.5)
    stream = PairStream(sources, data_of(sources, 30), seed=1)
    assert [pair.src for pair in stream] == [src for chunk in chunks_of(stream) for src in chunk]


def test_memory_is_that_of_a_chunk_however_long_the_stream(tmp_path: Path, tokenizers: TokenizerPair) -> None:
    peaks = []
    for n_pairs in (500, 3000, 12000):  # the first only brings in what is imported when it is needed
        sources: list[Source] = [HubSource(path=str(write_hub(tmp_path / str(n_pairs), n_pairs, 3)), streaming=True)]
        corpus = StreamedCorpus(sources, data_of(sources, 500), tokenizers)
        stream = BatchStream(corpus, tokenizers.special_ids, BatchPlan(2000))
        tracemalloc.start()
        while stream.epoch == 0:
            next(stream)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert corpus.report.kept == n_pairs
    assert peaks[2] < 1.2 * peaks[1], peaks
