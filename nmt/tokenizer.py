"""Subword pieces: sentencepiece, trained in this process, with the characters that each piece stands for.

Kudo & Richardson 2018 (the library), Kudo 2018 (the unigram model and subword sampling), Sennrich et al.
2016 and Provilkov et al. 2020 (byte pair encoding and its dropout). Text is normalised with NFKC and white
space is folded before it is cut; offsets nevertheless count characters of the raw text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece

from nmt.atomic import write_whole
from nmt.config import TokenizerConfig
from nmt.data.corpus import SentencePair, some_of
from nmt.errors import TokenizerError
from nmt.pieces import LONE_SURROGATE, SRC_SIDE, TGT_SIDE, learn_pieces
from nmt.shares import Share, alone

SPACE_MARK = "▁"  # sentencepiece writes a space as U+2581, at the start of the piece that follows it
_first_character = re.compile(r"[^\W_]").search  # a letter or a digit, behind quotation marks if there are any
_LINE_BREAKS = {ord(c): " " for c in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """Pieces of one text and where they stand in it.

    `offsets[i]` = `[start, end)` in characters of the text. The space before a word is left out, so a span
    starts at its piece's first visible character; a piece that is only a space has an empty span. Pieces that
    share one character (the bytes of an emoji, the letters of a ligature) all carry that character's span.
    Starts and ends never decrease.
    """

    ids: list[int]
    pieces: list[str]
    offsets: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class SpecialIds:
    """Ids of the marks that are not text, as the tokenizer's model file has them."""

    pad_id: int
    unk_id: int
    bos_id: int
    eos_id: int


class Tokenizer:
    """One trained sentencepiece model. Ids never include the begin and end marks: batching adds them.

    >>> tokenizer = Tokenizer.train(lines, config)
    >>> tokenizer.encode_with_offsets("Je suis étudiant").pieces
    ['▁Je', '▁suis', '▁étudiant']
    """

    def __init__(self, model: bytes, origin: str = "tokenizer") -> None:
        """Args: model: a serialized sentencepiece model; origin: what error messages call it.

        Raises:
            TokenizerError: the bytes are not such a model, or it lacks one of the special ids.
        """
        self.model = model
        if not model:
            raise TokenizerError(f"{origin}: empty file; expected a sentencepiece model")
        try:
            self.processor: Any = sentencepiece.SentencePieceProcessor(model_proto=model)
        except RuntimeError:
            raise TokenizerError(
                f"{origin}: not a sentencepiece model, or a damaged one ({len(model)} bytes)"
            ) from None
        sp = self.processor  # public for what this class does not wrap
        self.vocab_size: int = sp.vocab_size()
        self.pad_id: int = sp.pad_id()
        self.unk_id: int = sp.unk_id()
        self.bos_id: int = sp.bos_id()
        self.eos_id: int = sp.eos_id()
        self.special_ids = SpecialIds(self.pad_id, self.unk_id, self.bos_id, self.eos_id)
        for name in ("pad_id", "unk_id", "bos_id", "eos_id"):
            if not 0 <= getattr(self, name) < self.vocab_size:
                raise TokenizerError(f"{origin}: the model has no {name}; train one that has all four marks")

    @classmethod
    def train(
        cls, lines: Iterable[str], config: TokenizerConfig, name: str = "the text", lowercase: bool = False
    ) -> Tokenizer:
        """Learn `config.vocab_size` pieces from the lines. The same lines give the same bytes.

        Arguments and errors are those of `nmt.pieces.learn_pieces`.
        """
        return cls(learn_pieces(lines, config, name, lowercase))

    @classmethod
    def load(cls, path: str | Path) -> Tokenizer:
        """Read a model file. Raises TokenizerError if it is missing, unreadable or damaged."""
        try:
            return cls(Path(path).read_bytes(), origin=str(path))
        except FileNotFoundError:
            raise TokenizerError(f"{path}: no such tokenizer") from None
        except OSError as error:
            raise TokenizerError(f"{path}: cannot be read ({error.strerror})") from None

    def save(self, path: str | Path) -> None:
        """Write the model file in one piece: a reader sees the old one or the new one, never a part."""
        write_whole(Path(path), self.model)

    def fingerprint(self) -> str:
        """SHA-256 of the model file."""
        return hashlib.sha256(self.model).hexdigest()

    @cached_property
    def folds_capitals(self) -> bool:
        """Whether this side knows no capitals (`tokenizer.lowercase_src`); the model file says so itself."""
        return bool(self.processor.normalize("A") == self.processor.normalize("a"))

    def encode(self, text: str) -> list[int]:
        """Ids of the text, without begin and end marks. Any string works; an empty one gives []."""
        return self._encode(text, int)  # type: ignore[no-any-return]

    def encode_batch(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of many texts in one call."""
        return self._encode(texts, int)  # type: ignore[no-any-return]

    def encode_arrays(self, texts: Sequence[str]) -> list[np.ndarray[Any, np.dtype[np.int32]]]:
        """As `encode_batch`, as int32 arrays: 4 bytes a piece instead of a Python integer."""
        return self._encode(texts, "numpy")  # type: ignore[no-any-return]

    def encode_with_offsets(self, text: str) -> Encoding:
        """As `encode`, with the pieces and their places in `text`."""
        raw = self._encode(text, "offset_mapping")
        return self._with_visible_spans(text, raw)

    def decode(self, ids: Iterable[int]) -> str:
        """The text of any ids: never raises, always one line. Special ids are silent, unknown ones show ⁇."""
        text: str = self.processor.decode(self._known(ids))
        return text.translate(_LINE_BREAKS)

    def decode_with_offsets(self, ids: Iterable[int]) -> tuple[str, Encoding]:
        """As `decode`, with the place of each piece in the text that comes out."""
        raw = self.processor.decode(self._known(ids), return_type="offset_mapping")
        text = raw["text"].translate(_LINE_BREAKS)
        return text, self._with_visible_spans(text, raw)

    def name_piece(self, id_: int) -> str:
        """The piece of an id as the model file writes it: `▁Je`, and `</s>` for the end mark."""
        return str(self.processor.id_to_piece(id_))

    def find_piece(self, piece: str) -> int | None:
        """The id of a piece as `name_piece` names it; None where there is none."""
        id_ = int(self.processor.piece_to_id(LONE_SURROGATE.sub("\ufffd", piece)))
        return id_ if self.name_piece(id_) == piece else None  # what it does not know, the library calls <unk>

    def uncapitalised(self) -> list[int]:
        """For each piece the one of the same letters without capitals; itself where there is none."""
        found = []
        for id_ in range(self.vocab_size):
            piece = self.name_piece(id_)
            lower = id_ if piece == piece.lower() else self.find_piece(piece.lower())
            found.append(id_ if lower is None else lower)
        return found

    def _with_visible_spans(self, text: str, raw: dict[str, Any]) -> Encoding:
        """sentencepiece's spans without the space that leads them, and with no visible piece left empty.

        It gives a character that several pieces share to the last of them; here each of them gets it.
        """
        spans: list[tuple[int, int]] = []
        following = (len(text), len(text))
        for id_, piece, (start, end) in zip(
            reversed(raw["ids"]), reversed(raw["pieces"]), reversed(raw["offsets"]), strict=True
        ):
            while start < end and (text[start].isspace() or text[start] == SPACE_MARK):
                start += 1
            is_visible = piece != SPACE_MARK and not self.processor.is_control(id_)
            if is_visible and start == end == following[0]:
                end = following[1]
            following = (start, end)
            spans.append(following)
        return Encoding(raw["ids"], raw["pieces"], spans[::-1])

    def _known(self, ids: Iterable[int]) -> list[int]:
        return [i if 0 <= i < self.vocab_size else self.unk_id for i in map(int, ids)]

    def _encode(self, texts: str | Sequence[str], kind: object) -> Any:
        # One text as it is: for a list the library starts a thread, even for a list of one, which takes 0.3 ms.
        texts = texts if isinstance(texts, str) else list(texts)
        try:
            return self.processor.encode(texts, return_type=kind, num_threads=1)
        except (RuntimeError, TypeError):  # half a surrogate pair: a str that no UTF-8 can hold
            if isinstance(texts, str):
                return self.processor.encode(LONE_SURROGATE.sub("\ufffd", texts), return_type=kind)
            clean = [LONE_SURROGATE.sub("\ufffd", text) for text in texts]
            return self.processor.encode(clean, return_type=kind, num_threads=1)


@dataclass(frozen=True, slots=True)
class TokenizerPair:
    """The tokenizers of both sides: one and the same when `joint`."""

    src: Tokenizer
    tgt: Tokenizer

    @property
    def joint(self) -> bool:
        """Whether both sides share one vocabulary."""
        return self.src is self.tgt

    @property
    def special_ids(self) -> SpecialIds:
        """The special ids, which both sides must share. Raises TokenizerError if they do not."""
        if self.src.special_ids != self.tgt.special_ids:
            raise TokenizerError(
                f"source and target tokenizer differ in their special ids: {self.src.special_ids} and "
                f"{self.tgt.special_ids}; train both with the same ones"
            )
        return self.src.special_ids

    def decode_translation(self, ids: Iterable[int], src: str) -> tuple[str, Encoding]:
        """As `decode_with_offsets` of the target side, for a translation of `src`.

        A source side that folds capitals keeps from the model whether a line begins with one, and the rare word that
        stands first would come out small: `Des shorts.` as `shorts.`. What the model cannot see is carried over.
        """
        text, encoding = self.tgt.decode_with_offsets(ids)
        if self.src.folds_capitals and (begin := _first_character(src)) and begin[0].isupper():
            letter = _first_character(text)
            if letter and len(letter[0].upper()) == 1:  # as long as it was, so that offsets stay
                text = text[: letter.start()] + letter[0].upper() + text[letter.end() :]
        return text, encoding

    @classmethod
    def train(cls, pairs: Iterable[SentencePair], config: TokenizerConfig, share: Share = alone) -> TokenizerPair:
        """Learn from at most `config.max_training_pairs`: spread over a list, the first ones of a stream.

        Args:
            share: how several processes, all of which make this same call, divide the two sides.
        """

        @cache
        def read() -> tuple[list[str], list[str]]:
            some = [(pair.src, pair.tgt) for pair in some_of(pairs, config.max_training_pairs)]
            return [src for src, _ in some], [tgt for _, tgt in some]

        of_tgt = config.model_copy(update={"vocab_size": config.tgt_vocab_size or config.vocab_size})
        sides = (
            [lambda: learn_pieces([*read()[0], *read()[1]], config, "the text", False)]
            if config.joint
            else [
                lambda: learn_pieces(read()[0], config, SRC_SIDE, config.lowercase_src),
                lambda: learn_pieces(read()[1], of_tgt, TGT_SIDE, False),
            ]
        )

        def learn(number: int) -> bytes | TokenizerError | None:
            try:
                return sides[number]() if number < len(sides) else None
            except TokenizerError as error:  # handed round like a result: every process ends with the same message
                return error

        models = list(islice(share(learn), len(sides)))
        for model in models:
            if isinstance(model, TokenizerError):
                raise model
        src_side = Tokenizer(models[0])
        return cls(src_side, src_side if config.joint else Tokenizer(models[1]))

    @classmethod
    def load(cls, folder: str | Path) -> TokenizerPair:
        """Read `joint.model`, or `src.model` and `tgt.model`. Raises TokenizerError as `Tokenizer.load`."""
        folder = Path(folder)
        if (folder / "joint.model").exists():
            joint = Tokenizer.load(folder / "joint.model")
            return cls(joint, joint)
        if not any((folder / name).exists() for name in ("src.model", "tgt.model")):
            raise TokenizerError(f"{folder}: no tokenizer; expected joint.model, or src.model and tgt.model")
        return cls(Tokenizer.load(folder / "src.model"), Tokenizer.load(folder / "tgt.model"))

    def save(self, folder: str | Path) -> None:
        """Write the model file or files; the folder is made if need be."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if self.joint:
            self.src.save(folder / "joint.model")
        else:
            self.src.save(folder / "src.model")
            self.tgt.save(folder / "tgt.model")

    def fingerprint(self) -> str:
        """SHA-256 over both model files."""
        return hashlib.sha256((self.src.fingerprint() + self.tgt.fingerprint()).encode()).hexdigest()
