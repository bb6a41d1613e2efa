"""The embedded corpus: the stream of sentences, dealt out to splits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from weakref import WeakKeyDictionary

from nmt.data.corpus import SentencePair
from nmt.data.toy import surface
from nmt.data.toy.handwritten import HANDWRITTEN, read_handwritten
from nmt.data.toy.phenomena import NAMES
from nmt.data.toy.splits import SPLITS
from nmt.data.toy.stream import BLOCK_SIZE, TRAIN, Block, Sentence, as_pair, make_block
from nmt.errors import DataError
from nmt.shares import Share, alone

DEFAULT_SEED = 20260101
DEFAULT_PAIRS = {TRAIN: 160_000, "validation": 1_000, "test": 2_000, "test_compositional": 2_000}
# What share of the sentences each phenomenon is to have at least.
_QUOTAS = {"validation": 3 / 200, "test": 3 / 200, "test_compositional": 1 / 200}
# Sentences of the stream without a new one after which a split gives up its quotas, and then the whole search.
_IMPATIENT, _STALLED = 20_000, 200_000


def read_toy(split: str, pairs: int | None = None, seed: int = DEFAULT_SEED) -> list[SentencePair]:
    """All pairs of `generate_toy`."""
    return list(generate_toy(split, pairs, seed))


def generate_toy(
    split: str, pairs: int | None = None, seed: int = DEFAULT_SEED, share: Share = alone
) -> Iterator[SentencePair]:
    """Generate one split of the embedded French-English corpus.

    The same `(split, pairs, seed)` gives the same pairs on every machine; fewer training pairs are a
    prefix of more. No French sentence occurs in two splits, whatever their seeds, nor twice in one; except that
    whole utterances which have to be known by heart (`Quelle heure est-il ?`) stand in train only, and repeatedly.
    Training sentences come as people type them (some without final stop, in lower case ...) and carry no
    references; those of the other splits are spelt out and carry every other correct English.

    Args:
        split: train, validation, test or test_compositional, or one of HANDWRITTEN, which are not generated.
        pairs: how many pairs; None takes the split's default (see DEFAULT_PAIRS), of the handwritten ones all.
        seed: of the stream that all four splits are taken from.
        share: how several processes, all of which make this same call, divide the work.

    Raises:
        DataError: the split is unknown, or the grammar has no more new sentences to give.
    """
    if split in HANDWRITTEN:
        yield from read_handwritten(split)[:pairs]
        return
    if split not in SPLITS:
        raise DataError(f"toy corpus: unknown split {split!r}; expected one of {', '.join((*SPLITS, *HANDWRITTEN))}")
    wanted = DEFAULT_PAIRS[split] if pairs is None else pairs
    if wanted < 0:
        raise DataError(f"toy corpus: pairs is {pairs}, expected 0 or more")
    found = _training_pairs(seed, share) if split == TRAIN else _held_out_pairs(seed, split, wanted, share)
    given = 0
    for pair in islice(found, wanted):
        yield pair
        given += 1
    if given < wanted:
        raise DataError(
            f"toy corpus: the grammar gave only {given} different {split} sentences; ask for fewer than {wanted}"
        )


class _Scan:
    """What is known of a seed's stream: for each block in order, whose its sentences are, and the words new in it."""

    def __init__(self) -> None:
        self.blocks: list[tuple[dict[str, list[int]], set[str]]] = []
        self._words: set[str] = set()

    def take_in(self, number: int, block: Block) -> None:
        """Notes block `number`, unless it is known."""
        if number == len(self.blocks):
            self.blocks.append((block.indices, block.words - self._words))
            self._words |= block.words


# One for each seed; processes that share the work start all without any, or some would wait for others' blocks.
_scans: WeakKeyDictionary[Share, dict[int, _Scan]] = WeakKeyDictionary()


def _scan_of(seed: int, share: Share) -> _Scan:
    return _scans.setdefault(share, {}).setdefault(seed, _Scan())


def _training_pairs(seed: int, share: Share) -> Iterator[SentencePair]:
    """Each French sentence once, but what is known by heart. Ends when many blocks bring nothing new."""
    scan = _scan_of(seed, share)
    said: set[str] = set()
    last = 0
    for number, block in enumerate(share(partial(make_block, seed, with_pairs=True))):
        scan.take_in(number, block)
        for pair, identities in zip(block.pairs, block.identities, strict=True):
            if said.isdisjoint(identities):
                said.update(identities)
                last = number
                yield pair
        if (number - last) * BLOCK_SIZE >= _STALLED:
            return


def _held_out_pairs(seed: int, split: str, wanted: int, share: Share) -> Iterator[SentencePair]:
    chosen = _balanced(_held_out(seed, split, share), wanted, int(wanted * _QUOTAS[split]))
    return (as_pair(Sentence(seed, index, alternatives=True).line, as_typed=False) for index, _ in chosen)


def _held_out(seed: int, split: str, share: Share) -> Iterator[tuple[int, Sentence]]:
    """The split's sentences in the order of the stream, each French sentence once.

    A compositional sentence must wait until the training sentences of earlier blocks have shown all its words.
    """
    said: set[str] = set()
    known: set[str] = set()
    last = 0
    for number, (indices, words) in enumerate(_scanned(seed, share)):
        for index in indices[split]:
            sentence = Sentence(seed, index)
            if sentence.identity in said or (split == "test_compositional" and not known >= sentence.words()):
                continue
            said.add(sentence.identity)
            last = number
            yield index, sentence
        known |= words
        if (number - last) * BLOCK_SIZE >= _STALLED:
            return


def _scanned(seed: int, share: Share) -> Iterator[tuple[dict[str, list[int]], set[str]]]:
    """The blocks of a stream without their pairs; those that another split has scanned already cost nothing."""
    scan = _scan_of(seed, share)
    yield from scan.blocks
    first = len(scan.blocks)
    for number, block in enumerate(share(lambda number: make_block(seed, first + number, with_pairs=False)), first):
        scan.take_in(number, block)
        yield scan.blocks[number]


def _balanced(
    sentences: Iterator[tuple[int, Sentence]], wanted: int, quota: int
) -> Iterator[tuple[int, Sentence]]:  # fmt: skip
    """As many sentences as wanted, each phenomenon `quota` times (once at least) where the stream has it.

    While what is missing still fills the room that is left, only sentences that help are taken.
    """
    missing = Counter(dict.fromkeys(NAMES, max(1, quota)))
    room, taken_at = wanted, 0
    for index, sentence in sentences:
        if room == 0:
            return
        tags = surface.tags_of(sentence.draw.tags, sentence.fr)
        helped = [tag for tag in tags if missing[tag] > 0]
        patient = index - taken_at < _IMPATIENT
        if not helped and patient and sum(missing.values()) >= room:
            continue
        missing.subtract(helped)
        room, taken_at = room - 1, index
        yield index, sentence
