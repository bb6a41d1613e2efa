"""Sources: each kind reaches its reader; weights say how often an epoch sees which pairs; text in little memory."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.config import DataConfig, FilesSource, HubSource, ToySource
from nmt.data.corpus import GoldLinks, SentencePair
from nmt.data.sources import MixedPairs, Mixture, is_streamed, read_source, read_sources
from nmt.data.store import PairStore
from nmt.errors import DataError


@pytest.fixture
def data(tmp_path: Path) -> DataConfig:
    for name, count in (("a", 10), ("b", 4)):
        for side in ("fr", "en"):
            (tmp_path / f"{name}.{side}").write_text("".join(f"{name} {side} {i}\n" for i in range(count)))
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "train.jsonl").write_text('{"translation": {"fr": "un", "en": "one"}}\n')
    return DataConfig(train=[ToySource()], carve_validation=1, root=str(tmp_path))


def files(name: str, weight: float = 1.0) -> FilesSource:
    return FilesSource(src=f"{name}.fr", tgt=f"{name}.en", weight=weight)


def test_each_kind_is_read(data: DataConfig) -> None:
    assert [pair.src for pair in read_source(files("b"), data)] == [f"b fr {i}" for i in range(4)]
    [pair] = read_source(HubSource(path=f"{data.root}/hub"), data)
    assert (pair.src, pair.tgt) == ("un", "one")
    toy = list(read_source(ToySource(split="test", pairs=5), data))
    assert len(toy) == 5 and all(pair.gold is not None for pair in toy)
    assert is_streamed(HubSource(path="a/b", streaming=True))
    assert not is_streamed(HubSource(path="a/b")) and not is_streamed(ToySource())


def test_several_sources_are_read_one_after_the_other(data: DataConfig) -> None:
    mixed = read_sources([files("a", 2), files("b", 0.5)], data, "data.train")
    assert len(mixed) == 14 and mixed.mixture.weights == (2.0, 0.5)
    assert mixed.mixture.source_of.tolist() == [0] * 10 + [1] * 4
    assert mixed.pairs[10] == SentencePair("b fr 0", "b en 0")
    chosen = mixed.select(np.array([13, 0]))
    assert [pair.src for pair in chosen.pairs] == ["b fr 3", "a fr 0"] and chosen.mixture.source_of.tolist() == [1, 0]


def test_a_source_without_pairs_is_named(data: DataConfig) -> None:
    (Path(data.root) / "only_a_header.tsv").write_text("fr\ten\n")
    with pytest.raises(DataError, match=r"data\.validation\.1: this files source has no sentence pairs"):
        read_sources([files("a"), FilesSource(path="only_a_header.tsv")], data, "data.validation")


def mixed_of(sizes: list[int], weights: list[float]) -> MixedPairs:
    pairs = PairStore(SentencePair(f"{s} {i}", "x") for s, size in enumerate(sizes) for i in range(size))
    return MixedPairs(pairs, Mixture(np.repeat(np.arange(len(sizes)), sizes), tuple(weights)))


def test_weights_repeat_pairs_and_take_turns_with_fractions() -> None:
    mixed = mixed_of([10, 6, 8], [1.0, 2.0, 0.5])
    epochs = [Counter(mixed.epoch_indices(seed=1, epoch=epoch).tolist()) for epoch in range(4)]
    for seen in epochs:
        assert all(seen[i] == 1 for i in range(10)) and all(seen[i] == 2 for i in range(10, 16))
        assert sum(seen[i] for i in range(16, 24)) == 4
    halves = [{i for i in seen if i >= 16} for seen in epochs]
    assert halves[0] | halves[1] == set(range(16, 24)) and halves[0] == halves[2] != halves[1]
    other = mixed.epoch_indices(seed=2, epoch=0)
    assert {i for i in other.tolist() if i >= 16} != halves[0]
    assert mixed.epoch_indices(1, 3).tolist() == mixed_of([10, 6, 8], [1, 2, 0.5]).epoch_indices(1, 3).tolist()


@given(st.lists(st.tuples(st.integers(1, 20), st.floats(0.01, 3.5)), min_size=1, max_size=4), st.integers(0, 50))
def test_every_source_has_its_share_in_every_epoch(sources: list[tuple[int, float]], epoch: int) -> None:
    mixed = mixed_of([size for size, _ in sources], [weight for _, weight in sources])
    seen = Counter(mixed.epoch_indices(3, epoch).tolist())
    for number, (size, weight) in enumerate(sources):
        rows = np.flatnonzero(mixed.mixture.source_of == number).tolist()
        counts = [seen[i] for i in rows]
        assert max(counts) - min(counts) <= 1
        assert abs(sum(counts) - weight * size) <= 1


def test_over_the_epochs_every_pair_is_seen_equally_often() -> None:
    mixed = mixed_of([10], [0.3])
    seen = Counter(i for epoch in range(10) for i in mixed.epoch_indices(0, epoch).tolist())
    assert set(seen.values()) == {3} and len(seen) == 10


def test_a_source_that_was_cleaned_away_entirely_is_no_trouble() -> None:
    assert mixed_of([3, 0], [1.0, 0.5]).epoch_indices(0, 2).tolist() == [0, 1, 2]


GOLD = GoldLinks(((0, 2),), ((0, 3),), frozenset({(0, 0)}))
ODD = [
    SentencePair("", ""),
    SentencePair("half \ud83d", "été 😀"),
    SentencePair("un", "one", tags=("number",), gold=GOLD),
    SentencePair("a\x00b\n", "c"),
    SentencePair("oui", "yes", references=("yeah",)),
    SentencePair(
        "un, deux", "one, two", gold=GoldLinks(((0, 2), (4, 8)), ((0, 3), (3, 4), (5, 8)), frozenset({(1, 2)}))
    ),
    SentencePair("…", "…", gold=GoldLinks((), (), frozenset())),
    SentencePair(
        "a b",
        "c d",
        gold=GoldLinks(((0, 1), (2, 3)), ((0, 1), (2, 3)), frozenset({(0, 0)}), frozenset({(1, 0), (1, 1)})),
    ),
    SentencePair("rien", "nothing"),
]


def test_a_store_reads_like_the_list_that_it_was_made_from() -> None:
    store = PairStore(ODD)
    assert list(store) == ODD and len(store) == len(ODD) and store[-1] == ODD[-1] and store[1:3] == ODD[1:3]
    chosen = store.select(np.array([4, 2, 2]))
    assert list(chosen) == [ODD[4], ODD[2], ODD[2]] and chosen[-3] == ODD[4]
    assert list(chosen.select(np.array([1]))) == [ODD[2]]
    for index in (len(ODD), -len(ODD) - 1):
        with pytest.raises(IndexError, match=f"pair {index} of {len(ODD)}"):
            store[index]
    assert list(PairStore()) == []
