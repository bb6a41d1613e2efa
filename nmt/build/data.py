"""Corpora from a configuration: read, carved, cleaned, tokenized, and counted on the way."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from nmt.config import Config
from nmt.data.arrays import IntArray
from nmt.data.cleaning import carve, clean, source_keys
from nmt.data.corpus import SentencePair
from nmt.data.dataset import Corpus, TokenizedCorpus, encode_pairs
from nmt.data.sources import MixedPairs, read_sources
from nmt.data.store import PairStore
from nmt.data.streaming import PairStream, StreamedCorpus, has_stream
from nmt.distributed import World, broadcast_object, share_work
from nmt.errors import ConfigError, DataError
from nmt.memory import no_search_for_cycles
from nmt.shares import Share, alone
from nmt.tokenizer import TokenizerPair

log = logging.getLogger(__name__)

VALIDATION, TEST = "validation", "test"


@dataclass(frozen=True, slots=True)
class Corpora:
    """What a training reads. `facts` go into the run's data.json: what was read, dropped, and its fingerprint.

    `pairs` are the text of `train`, one for each of a batch's indices; for a stream, one pass over it.
    """

    tokenizers: TokenizerPair
    train: Corpus
    pairs: PairStore | PairStream
    validation: list[SentencePair]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carved:
    """The in-memory training sources after validation and test pairs were taken out of them by seed."""

    rest: MixedPairs
    splits: dict[str, list[SentencePair]]


def build_corpora(config: Config, tokenizers: TokenizerPair | None = None, world: World | None = None) -> Corpora:
    """Everything that training reads; without tokenizers, they are learned from the training pairs.

    Of several processes each reads all files by itself, and they share the work of generating the toy corpus and of
    learning the pieces.

    Raises:
        DataError: a source is missing, damaged, unreachable or too small, and the message says where; or it reads
            differently in another process.
        TokenizerError: the pieces cannot be learned.
    """
    world = world or World()
    with no_search_for_cycles():
        corpora = (_build_streamed if has_stream(config.data.train) else _build_in_memory)(config, tokenizers, world)
    if broadcast_object(corpora.train.fingerprint(), world) != corpora.train.fingerprint():
        raise DataError(
            "data.train: not the same in two processes of this training; did its files change just now? Run it again"
        )
    return corpora


def _build_in_memory(config: Config, tokenizers: TokenizerPair | None, world: World) -> Corpora:
    share = partial(share_work, world=world)
    carved = _carve(config, share)
    validation = carved.splits.get(VALIDATION) or _read_all(config, VALIDATION, share)
    tests = [carved.splits.get(name) or _read_all(config, name, share) for name in _tests(config)]
    held_out = _keys_of(validation, *tests)
    tokenizers = tokenizers or _train_tokenizers(config, carved.rest.pairs, world)
    arrays = encode_pairs(carved.rest.pairs, tokenizers)
    kept, report = clean(carved.rest.pairs, arrays, config.data.cleaning, held_out)
    log.info("training data: %s", report)
    mixed = carved.rest.select(kept)
    train = TokenizedCorpus(
        mixed.pairs,
        tokenizers,
        arrays=arrays.select(kept),
        seed=config.seed,
        sampling_alpha=config.tokenizer.sampling_alpha,
        max_pieces=config.data.cleaning.max_pieces,
        epoch_indices=partial(mixed.mixture.epoch_indices, config.seed),
    )
    facts = {"train": report.as_dict(), "validation": len(validation), "fingerprint": train.fingerprint()}
    return Corpora(tokenizers, train, mixed.pairs, validation, facts)


def read_split(config: Config, name: str) -> list[SentencePair]:
    """The pairs of `validation` or of a test split, carved out of train where the configuration says so."""
    own = name in config.data.test or (name == VALIDATION and config.data.validation)
    return _read_all(config, name) if own else _carve(config).splits[name]


def _build_streamed(config: Config, tokenizers: TokenizerPair | None, world: World) -> Corpora:
    data = config.data
    if data.carve_validation or data.carve_test:
        raise ConfigError(
            "data.carve_validation: nothing can be carved out of a streamed source, whose end is unknown; "
            "give data.validation and data.test sources of their own"
        )
    validation = _read_all(config, VALIDATION)
    held_out = _keys_of(validation, *(_read_all(config, name) for name in data.test))
    tokenizers = tokenizers or _train_tokenizers(config, PairStream(data.train, data, config.seed), world)
    alpha = config.tokenizer.sampling_alpha
    train = StreamedCorpus(data.train, data, tokenizers, seed=config.seed, sampling_alpha=alpha, held_out=held_out)
    facts = {"train": "streamed", "validation": len(validation), "fingerprint": train.fingerprint()}
    return Corpora(tokenizers, train, PairStream(data.train, data, config.seed), validation, facts)


def _carve(config: Config, share: Share = alone) -> Carved:
    """Reads the training sources and takes validation and test out of them, as far as that is asked for."""
    data = config.data
    rest = read_sources(data.train, data, "data.train", share)
    splits: dict[str, list[SentencePair]] = {}
    for name, count in ((VALIDATION, data.carve_validation), (TEST, data.carve_test)):
        if count:
            stays, taken = carve(rest.pairs, count, config.seed, f"data.carve_{name}")
            splits[name] = list(rest.pairs.select(taken))
            rest = rest.select(stays)
    return Carved(rest, splits)


def _read_all(config: Config, name: str, share: Share = alone) -> list[SentencePair]:
    """The pairs of a split that has sources of its own."""
    sources = config.data.validation if name == VALIDATION else config.data.test[name]
    key = f"data.{VALIDATION}" if name == VALIDATION else f"data.test.{name}"
    return list(read_sources(sources, config.data, key, share).pairs)


def _tests(config: Config) -> list[str]:
    return [*config.data.test, *([TEST] if config.data.carve_test else [])]


def _keys_of(*splits: list[SentencePair]) -> IntArray:
    return np.concatenate([source_keys(pairs) for pairs in splits])


def _train_tokenizers(config: Config, pairs: Iterable[SentencePair], world: World) -> TokenizerPair:
    """The two sides are learned by two processes where there are two; everybody has the same: one piece with two ids
    would be two languages.
    """
    if world.is_main:
        log.info("learning %d subword pieces", config.tokenizer.vocab_size)
    return TokenizerPair.train(pairs, config.tokenizer, partial(share_work, world=world))
