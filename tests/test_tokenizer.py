"""The tokenizer: repeatable to the byte, honest about characters, and calm about any input."""

from __future__ import annotations

import pickle
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nmt.config import TokenizerConfig
from nmt.data.corpus import SentencePair
from nmt.data.long_lines import LONGEST_LINE
from nmt.errors import TokenizerError
from nmt.tokenizer import Tokenizer, TokenizerPair

SUBJECTS = ["je", "tu", "il", "elle", "le chat", "la maison", "mon frère", "une étudiante", "l'homme"]
VERBS = ["mange", "regarde", "aime", "cherche", "trouve", "préfère", "a vu", "n'aime pas"]
OBJECTS = ["une pomme", "la voiture", "les enfants", "du pain", "ma sœur", "l'école", "cet été"]
DRAW = random.Random(0)  # invented words, so that there are pieces enough to learn
SYLLABLES = ["ba", "ché", "di", "fou", "gra", "li", "mon", "né", "pru", "ta"]
WORDS = ["".join(DRAW.choices(SYLLABLES, k=3)) for _ in range(300)]
LINES = [
    f"{s.capitalize()} {v} {o} {' '.join(DRAW.choices(WORDS, k=3))}." for s in SUBJECTS for v in VERBS for o in OBJECTS
]
CONFIG = TokenizerConfig(vocab_size=400)
BYTES = range(4, 260)  # <0x00> to <0xFF>

AWKWARD = [
    "",
    " ",
    "Je suis étudiant",
    "  Je   suis\t là ",
    "😀 👩‍👩‍👧 שלום عربى 日本語",
    "a\x00b\x07c\x1b[31m",
    "½ ﬁn … № ①",
    "été",
    "a\nb\r\nc\u2028d",
    "▁x ▁ ▁▁",
    "<s> </s> <unk> <pad> <0x41>",
    "\ufeffBOM \u200bzero\u200d",
    "half \ud83d a pair",
    "x" * 5000,
]


@pytest.fixture(scope="module", params=["unigram", "bpe"])
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    return Tokenizer.train(LINES, CONFIG.model_copy(update={"kind": request.param}))


@pytest.fixture(scope="module")
def unigram() -> Tokenizer:
    return Tokenizer.train(LINES, CONFIG)


@pytest.fixture(scope="module", params=[False, True], ids=["cased", "lowercase"])
def either_case(request: pytest.FixtureRequest) -> Tokenizer:
    return Tokenizer.train(LINES, CONFIG, lowercase=request.param)


def test_the_same_text_gives_the_same_bytes(tokenizer: Tokenizer) -> None:
    config = CONFIG.model_copy(update={"kind": "bpe"})
    again = Tokenizer.train(iter(LINES), CONFIG)
    assert again.model in (tokenizer.model, Tokenizer.train(LINES, CONFIG).model)
    assert Tokenizer.train(LINES, config).fingerprint() == Tokenizer.train(iter(LINES), config).fingerprint()


def test_special_ids_come_from_the_model_and_never_from_text(tokenizer: Tokenizer) -> None:
    special = {tokenizer.pad_id, tokenizer.unk_id, tokenizer.bos_id, tokenizer.eos_id}
    assert len(special) == 4 and all(0 <= i < tokenizer.vocab_size == 400 for i in special)
    for text in AWKWARD:
        assert special.isdisjoint(tokenizer.encode(text)), text


@pytest.mark.parametrize("text", ["Je suis étudiant.", "L'homme n'aime pas l'école.", "😀 日本語 שלום", "a b c"])
def test_text_survives_the_round_trip(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.decode(tokenizer.encode(text)) == text


@pytest.mark.parametrize("text", AWKWARD, ids=ascii)
def test_awkward_text_is_encoded_alike_everywhere(tokenizer: Tokenizer, text: str) -> None:
    ids = tokenizer.encode(text)
    encoding = tokenizer.encode_with_offsets(text)
    assert tokenizer.encode_batch(["x", text])[1] == ids == encoding.ids
    assert tokenizer.encode_arrays([text])[0].tolist() == ids
    check_offsets(text, encoding.offsets)
    assert len(encoding.pieces) == len(encoding.offsets) == len(ids)


def check_offsets(text: str, offsets: list[tuple[int, int]]) -> None:
    """In bounds, never backwards, and never starting on the space before the word."""
    starts, ends = [start for start, _ in offsets], [end for _, end in offsets]
    assert starts == sorted(starts) and ends == sorted(ends)
    for start, end in offsets:
        assert 0 <= start <= end <= len(text)
        assert start == end or not text[start].isspace()


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=40))
def test_offsets_hold_for_any_text(either_case: Tokenizer, text: str) -> None:
    encoding = either_case.encode_with_offsets(text)
    assert encoding.ids == either_case.encode(text)
    check_offsets(text, encoding.offsets)


@settings(max_examples=100, deadline=None)
@given(
    words=st.lists(st.text("abcdAÉéèœßİ.,'日😀", min_size=1, max_size=8), max_size=8),
    gap=st.sampled_from([" ", "  ", "\t "]),
)
def test_every_visible_character_belongs_to_a_piece_of_its_word(
    either_case: Tokenizer, words: list[str], gap: str
) -> None:
    text = gap.join(words)
    encoding = either_case.encode_with_offsets(text)
    covered = {i for start, end in encoding.offsets for i in range(start, end)}
    assert {i for i, character in enumerate(text) if not character.isspace()} <= covered
    assert all(not any(c.isspace() for c in text[start:end]) for start, end in encoding.offsets)


def test_offsets_by_hand(unigram: Tokenizer) -> None:
    encoding = unigram.encode_with_offsets("la maison 😀!")
    first = next(i for i, piece in enumerate(encoding.pieces) if piece.startswith("▁m"))
    assert encoding.offsets[first][0] == 3  # not 2: the space before it is not its own
    spans = dict(zip(encoding.pieces, encoding.offsets, strict=True))
    assert [spans[f"<0x{byte:02X}>"] for byte in "😀".encode()] == [(10, 11)] * 4
    assert encoding.offsets[-1] == (11, 12)


@settings(max_examples=200, deadline=None)
@given(ids=st.lists(st.integers(-5, 2**40) | st.integers(0, 400), max_size=30))
def test_any_ids_decode_to_one_line(unigram: Tokenizer, ids: list[int]) -> None:
    text = unigram.decode(ids)
    assert len(text.splitlines()) <= 1 and not text.endswith("\n")
    same, encoding = unigram.decode_with_offsets(ids)
    assert same == text and len(encoding.offsets) == len(ids)
    check_offsets(text, encoding.offsets)


def test_decoded_pieces_know_their_place(unigram: Tokenizer) -> None:
    ids = [unigram.bos_id, *unigram.encode("le chat aime 😀"), unigram.eos_id]
    text, encoding = unigram.decode_with_offsets(ids)
    assert text == "le chat aime 😀"
    assert encoding.offsets[0] == (0, 0) and encoding.offsets[-1] == (len(text), len(text))
    seen = "".join(text[start:end] for start, end in dict.fromkeys(encoding.offsets))
    assert seen == text.replace(" ", "")
    assert sum(text[start:end] == "😀" for start, end in encoding.offsets) == 4


def test_ten_thousand_words_are_encoded(unigram: Tokenizer) -> None:
    ids = unigram.encode("le chat " * 5000)
    assert len(ids) >= 10_000 and unigram.decode(ids) == ("le chat " * 5000).strip()


def test_lines_beyond_the_library_s_own_limit_are_learned_from() -> None:
    long = " ".join(LINES)
    assert len(long.encode()) > 4192
    assert len(Tokenizer.train([long], CONFIG).encode("préfère")) < len("préfère")


def test_a_frequent_word_is_one_piece_though_it_only_ever_stands_between_spaces() -> None:
    names = [a + b for a in ("Mar", "Ju", "Ol", "Ad", "Em") for b in ("ie", "lien", "ivier", "èle", "a", "ond")]
    lines = [f"{a} et {b} parlent à {c}." for a in names for b in names[:7] for c in names[::5]]
    tokenizer = Tokenizer.train(lines, TokenizerConfig(vocab_size=300))
    pieces = tokenizer.encode_with_offsets("Marie et Julien parlent à Emond.").pieces
    assert {"▁et", "▁parlent", "▁à"} <= set(pieces), pieces


def test_a_word_is_whole_though_a_comma_always_follows_it() -> None:
    names = [a + b for a in ("Mar", "Ju", "Ol", "Ad", "Em") for b in ("ie", "lien", "ivier", "èle", "a", "ond")]
    lines = [f"Usually, {a} knows {b}{sign}" for a in names for b in names[::2] for sign in ".!?;:"]
    tokenizer = Tokenizer.train(lines, TokenizerConfig(vocab_size=300))
    assert tokenizer.encode_with_offsets("Usually, Marie").pieces[0] == "▁Usually"


@pytest.mark.parametrize("kind", ["unigram", "bpe"])
@pytest.mark.parametrize(
    "long", ["x" * 1_000_000, "mot " * 250_000, "ab" * 300_000, "日本語" * 200_000], ids=lambda text: text[:4]
)
def test_a_megabyte_line_or_word_holds_nothing_up(kind: str, long: str) -> None:
    """Minutes with the line as it is: unigram looks at all that repeats in it, whatever its length."""
    start = time.process_time()
    tokenizer = Tokenizer.train([*LINES, long], CONFIG.model_copy(update={"kind": kind}))
    assert tokenizer.decode(tokenizer.encode(long)) == long.strip()
    assert time.process_time() - start < 5


def test_a_long_line_teaches_what_its_words_teach() -> None:
    """Exactly, for pairs of characters, which are counted within words; the first pieces of unigram are not."""
    config = CONFIG.model_copy(update={"kind": "bpe"})
    assert len(" ".join(LINES)) > LONGEST_LINE
    long, short = Tokenizer.train([" ".join(LINES)], config), Tokenizer.train(LINES, config)
    assert [long.name_piece(i) for i in range(400)] == [short.name_piece(i) for i in range(400)]


@pytest.mark.parametrize("kind", ["unigram", "bpe"])
@pytest.mark.parametrize("byte_fallback", [True, False])
def test_a_vocabulary_that_does_not_fit_names_the_key_and_a_value_that_works(kind: str, byte_fallback: bool) -> None:
    config = TokenizerConfig(kind=kind, byte_fallback=byte_fallback)
    with pytest.raises(TokenizerError, match=r"tokenizer\.vocab_size: 90000 pieces are more .* at most \d+$") as error:
        Tokenizer.train(LINES, config.model_copy(update={"vocab_size": 90_000}))
    largest = int(str(error.value).split()[-1])
    assert Tokenizer.train(LINES, config.model_copy(update={"vocab_size": largest})).vocab_size == largest
    with pytest.raises(TokenizerError, match=r"tokenizer\.vocab_size: 16 is too small .* at least \d+,") as error:
        Tokenizer.train(LINES, config.model_copy(update={"vocab_size": 16}))
    least = int(str(error.value).split("at least ")[1].split(",")[0])
    if least <= largest:
        assert Tokenizer.train(LINES, config.model_copy(update={"vocab_size": least})).vocab_size == least


@pytest.mark.parametrize("lines", [[], [""], ["  ", "\t"]])
def test_nothing_to_learn_from_is_said(lines: list[str]) -> None:
    with pytest.raises(TokenizerError, match="the source side is empty"):
        Tokenizer.train(lines, CONFIG, "the source side")


def test_a_missing_or_damaged_file_is_named(unigram: Tokenizer, tmp_path: Path) -> None:
    path = tmp_path / "joint.model"
    with pytest.raises(TokenizerError, match=r"joint\.model: no such tokenizer"):
        Tokenizer.load(path)
    with pytest.raises(TokenizerError, match="cannot be read"):
        Tokenizer.load(tmp_path)
    path.write_bytes(b"")
    with pytest.raises(TokenizerError, match=r"joint\.model: empty file"):
        Tokenizer.load(path)
    for content in (b"<html>not found</html>", unigram.model[:-100], unigram.model[:3000]):
        path.write_bytes(content)
        with pytest.raises(TokenizerError, match=r"joint\.model: (not a sentencepiece model|the model has no)"):
            Tokenizer.load(path)


PAIRS = [SentencePair(line, line.upper()) for line in LINES]


@pytest.mark.parametrize("joint", [True, False])
def test_a_pair_is_saved_and_loaded(joint: bool, tmp_path: Path) -> None:
    pair = TokenizerPair.train(PAIRS, CONFIG.model_copy(update={"joint": joint, "vocab_size": 320}))
    pair.save(tmp_path / "new" / "tokenizer")
    loaded = TokenizerPair.load(tmp_path / "new" / "tokenizer")
    assert loaded.joint == pair.joint == joint
    assert loaded.fingerprint() == pair.fingerprint()
    assert loaded.special_ids == pair.src.special_ids == pair.tgt.special_ids
    names = {path.name for path in (tmp_path / "new" / "tokenizer").iterdir()}
    assert names == ({"joint.model"} if joint else {"src.model", "tgt.model"})


def test_the_target_side_has_a_size_of_its_own() -> None:
    config = CONFIG.model_copy(update={"joint": False, "vocab_size": 320, "tgt_vocab_size": 310})
    pair = TokenizerPair.train(PAIRS, config)
    assert (pair.src.vocab_size, pair.tgt.vocab_size) == (320, 310)
    too_many = config.model_copy(update={"tgt_vocab_size": 90_000})
    with pytest.raises(TokenizerError, match=r"tokenizer\.tgt_vocab_size: 90000 pieces .* the target side yields"):
        TokenizerPair.train(PAIRS, too_many)


def test_a_source_without_capitals_begins_a_sentence_with_words_it_knows(tmp_path: Path) -> None:
    config = CONFIG.model_copy(update={"joint": False, "lowercase_src": True, "vocab_size": 320})
    TokenizerPair.train(PAIRS, config).save(tmp_path)
    pair = TokenizerPair.load(tmp_path)  # the model file folds by itself
    assert pair.src.encode("Été à PARIS") == pair.src.encode("été à paris")
    encoding = pair.src.encode_with_offsets("Élan ÉTÉ")
    assert [("Élan ÉTÉ"[start:end]).lower() for start, end in encoding.offsets] == [
        piece.removeprefix("▁") for piece in encoding.pieces
    ]
    assert not any(pair.src.name_piece(i) != pair.src.name_piece(i).lower() for i in range(4, 320) if i not in BYTES)
    assert pair.tgt.decode(pair.tgt.encode("He SAYS")) == "He SAYS"


@pytest.mark.parametrize(
    ("src", "decoded", "written"),
    [
        ("Des shorts.", "shorts.", "Shorts."),
        ("« Des shorts ? »", '"shorts?"', '"Shorts?"'),
        ("des shorts.", "shorts.", "shorts."),
        ("Des shorts.", "Shorts.", "Shorts."),
        ("Trois shorts.", "3 shorts.", "3 shorts."),
        ("3 shorts.", "three shorts.", "three shorts."),
        ("Des shorts.", "...", "..."),
        ("Straße", "ßa", "ßa"),  # its capital is two letters
        ("", "shorts.", "shorts."),
        ("Des shorts.", "", ""),
    ],
)
def test_a_capital_that_the_model_cannot_see_is_carried_over(src: str, decoded: str, written: str) -> None:
    config = CONFIG.model_copy(update={"joint": False, "lowercase_src": True, "vocab_size": 320})
    blind = TokenizerPair.train(PAIRS, config)
    seeing = TokenizerPair.train(PAIRS, config.model_copy(update={"lowercase_src": False}))
    assert blind.src.folds_capitals and not blind.tgt.folds_capitals and not seeing.src.folds_capitals
    for pair, expected in ((blind, written), (seeing, decoded)):
        ids = pair.tgt.encode(decoded)
        assert pair.decode_translation(ids, src) == (expected, pair.tgt.decode_with_offsets(ids)[1])


@pytest.mark.parametrize("kind", ["unigram", "bpe"])
def test_digits_are_pieces_of_their_own_unless_a_key_says_otherwise(kind: str) -> None:
    years = LINES + [f"Il est né en {year}." for year in range(1960, 2000)] * 20
    config = CONFIG.model_copy(update={"kind": kind, "vocab_size": 330})
    pieces = Tokenizer.train(years, config).encode_with_offsets("en 1986 et 2047").pieces
    assert "".join(piece.lstrip("▁") for piece in pieces if piece.lstrip("▁").isdigit()) == "19862047"
    assert not any(len(piece.lstrip("▁")) > 1 for piece in pieces if piece.lstrip("▁").isdigit())
    whole = Tokenizer.train(years, config.model_copy(update={"split_digits": False}))
    assert any(len(piece.lstrip("▁")) > 1 for piece in whole.encode_with_offsets("1986").pieces)


def test_a_folder_without_tokenizer_says_what_it_lacks(unigram: Tokenizer, tmp_path: Path) -> None:
    with pytest.raises(TokenizerError, match=r"no tokenizer; expected joint\.model, or src\.model and tgt\.model"):
        TokenizerPair.load(tmp_path)
    unigram.save(tmp_path / "src.model")
    with pytest.raises(TokenizerError, match=r"tgt\.model: no such tokenizer"):
        TokenizerPair.load(tmp_path)


def test_training_pairs_are_limited_evenly_over_a_list_and_from_the_start_of_a_stream() -> None:
    config = CONFIG.model_copy(update={"max_training_pairs": 50, "vocab_size": 310, "joint": False})
    spread = PAIRS[:: len(PAIRS) // 50]
    assert len(PAIRS) % 50 != 0 and len(spread) >= 50
    picked = [PAIRS[i * len(PAIRS) // 50] for i in range(50)]
    whole = TokenizerPair.train(PAIRS, config).fingerprint()
    assert whole == TokenizerPair.train(picked, config).fingerprint()
    assert TokenizerPair.train(iter(PAIRS), config).fingerprint() != whole
    first = TokenizerPair.train(PAIRS[:50], config).fingerprint()
    assert TokenizerPair.train(iter(PAIRS), config).fingerprint() == first


def test_special_ids_that_differ_are_refused(unigram: Tokenizer) -> None:
    other = Tokenizer(unigram.model)
    other.special_ids = type(other.special_ids)(3, 2, 1, 0)
    with pytest.raises(TokenizerError, match="source and target tokenizer differ in their special ids"):
        _ = TokenizerPair(unigram, other).special_ids


def test_pieces_know_the_ones_without_capitals(tokenizer: Tokenizer) -> None:
    taught = Tokenizer.train([line for text in LINES for line in (text, text.lower())], CONFIG)
    names = [taught.name_piece(id_) for id_ in range(taught.vocab_size)]
    without = [taught.name_piece(id_) for id_ in taught.uncapitalised()]
    assert [other for other in without if other not in names] == []
    assert all(
        other == (name.lower() if name.lower() in names else name) for name, other in zip(names, without, strict=True)
    )
    assert names != without
    assert len(tokenizer.uncapitalised()) == tokenizer.vocab_size


def test_pieces_are_found_by_their_names(tokenizer: Tokenizer) -> None:
    names = [tokenizer.name_piece(id_) for id_ in range(tokenizer.vocab_size)]
    assert [tokenizer.find_piece(name) for name in names] == list(range(tokenizer.vocab_size))
    assert [tokenizer.find_piece(name) for name in ("", "▁nowhere", "\ud83d", "a\x00")] == [None] * 4


@pytest.mark.parametrize("joint", [True, False])
def test_two_processes_learn_what_one_does(joint):
    config = CONFIG.model_copy(update={"joint": joint, "vocab_size": 320})
    learned_here = []

    def second_of_two(work):
        """What the second process sees: the first side comes from its companion, the second is its own."""
        models = [work(number) for number in range(2)]
        learned_here.extend(model is not None for model in models)
        return iter(models)

    assert (
        TokenizerPair.train(iter(PAIRS), config, second_of_two).fingerprint()
        == TokenizerPair.train(iter(PAIRS), config).fingerprint()
    )
    assert learned_here == [True, not joint]


def test_pieces_that_another_process_could_not_learn_end_every_process():
    config = CONFIG.model_copy(update={"joint": False, "vocab_size": 320, "tgt_vocab_size": 30_000})

    def first_of_two(work):
        return iter([work(0), pickle.loads(pickle.dumps(work(1)))])

    with pytest.raises(TokenizerError, match=r"tokenizer\.tgt_vocab_size: 30000 pieces are more than the target side"):
        TokenizerPair.train(PAIRS, config, first_of_two)
