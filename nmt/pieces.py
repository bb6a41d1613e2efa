"""Learning subword pieces from text with sentencepiece: what the library must be told, and what its errors mean."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from unicodedata import category

import sentencepiece

from nmt.config import TokenizerConfig
from nmt.data.long_lines import cut_long_lines
from nmt.errors import TokenizerError

# Longer training lines would be skipped without a word; the library's own limit is 4,192 bytes.
MAX_LINE_BYTES = 1 << 24
SRC_SIDE, TGT_SIDE = "the source side", "the target side"
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def learn_pieces(lines: Iterable[str], config: TokenizerConfig, name: str, lowercase: bool) -> bytes:
    """A sentencepiece model of `config.vocab_size` pieces. The same lines give the same bytes.

    One thread: sentencepiece's result depends on the number of threads. 58,000 lines take about 6 s
    (unigram) or 1 s (bpe) for 4,000 pieces. Lines of more than 4,000 characters are cut, see
    `nmt.data.long_lines`.

    Args:
        name: what error messages call the text.
        lowercase: fold capitals (Unicode's case folding). The model file itself does it ever after, so that
            whoever loads it folds them too, and offsets still count characters of the raw text.

    Raises:
        TokenizerError: no text, or a vocabulary larger or smaller than the text allows.
    """
    text = [LONE_SURROGATE.sub("\ufffd", line) for line in lines]
    if not any(line.strip() for line in text):
        raise TokenizerError(f"{name} is empty; there is nothing to learn pieces from")
    text = cut_long_lines(text, name)
    if config.kind == "unigram":
        text += _frequent_words(text, config.vocab_size, lowercase)
    model = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(text),
            model_writer=model,
            model_type=config.kind,
            vocab_size=config.vocab_size,
            character_coverage=config.character_coverage,
            byte_fallback=config.byte_fallback,
            split_digits=config.split_digits,
            normalization_rule_name="nmt_nfkc_cf" if lowercase else "nmt_nfkc",
            max_sentence_length=MAX_LINE_BYTES,
            num_threads=1,
            pad_id=0,
            unk_id=1,
            bos_id=2,
            eos_id=3,
            minloglevel=2,
        )
    except RuntimeError as error:
        raise TokenizerError(_explain_training_error(str(error), config, name)) from None
    return model.getvalue()


def _frequent_words(text: list[str], count: int, lowercase: bool) -> list[str]:
    """The words that deserve a piece most, to be shown once more, each as a line of its own.

    sentencepiece's first candidates for unigram pieces are the longest strings that occur with different
    neighbours. A word with a space on either side wherever it stands, such as `and` or `à`, only occurs within the
    longer string that takes in the spaces, which is no piece; so it would be cut in two however often it stands
    (google/sentencepiece issues 967 and 1047). The end of a line is another neighbour. Signs are no part of a word:
    `Usually` is whole though a comma always follows, and `table.` takes no other word's place.
    """
    lines = map(str.casefold, text) if lowercase else text
    words: Counter[str] = Counter()
    for token, times in Counter(token for line in lines for token in line.split()).items():
        for word in "".join(c if category(c)[0] in "LM" else " " for c in token).split():
            words[word] += times
    return [word for word, _ in words.most_common(count)]


def _explain_training_error(message: str, config: TokenizerConfig, name: str) -> str:
    """sentencepiece's message is a line of C++; say which key to change, and to what."""
    key = "tokenizer.tgt_vocab_size" if name == TGT_SIDE else "tokenizer.vocab_size"
    if found := re.search(r"too high .*value <= (\d+)", message):
        return f"{key}: {config.vocab_size} pieces are more than {name} yields; set it to at most {found[1]}"
    if found := re.search(r"smaller than required_chars\. \d+ vs (\d+)", message):
        return (
            f"{key}: {config.vocab_size} is too small for the characters of {name}; set it to "
            f"at least {found[1]}, or lower tokenizer.character_coverage (now {config.character_coverage:g})"
        )
    return f"sentencepiece cannot learn pieces from {name}: {message}"
