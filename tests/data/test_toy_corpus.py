"""The generated corpus as a whole: splits, links, agreement, determinism, phenomena, lemmas."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest

from nmt.data.corpus import GoldLinks, SentencePair
from nmt.data.toy import lexicon
from nmt.data.toy.corpus import DEFAULT_SEED, generate_toy, read_toy
from nmt.data.toy.french import agree
from nmt.data.toy.phenomena import NAMES, PHENOMENA
from nmt.data.toy.phrasebook import wholes
from nmt.data.toy.sentences.talk import fixed_sentences
from nmt.data.toy.splits import SPLITS, held_out, is_compositional
from nmt.data.toy.stream import Block
from nmt.data.toy.surface import french_surface, french_text
from nmt.data.toy.words import split_words
from nmt.errors import DataError

PAIRS = {"train": 20_000, "validation": 200, "test": 2_000, "test_compositional": 300}


@pytest.fixture(scope="session")
def splits() -> dict[str, list[SentencePair]]:
    return {split: read_toy(split, PAIRS[split]) for split in SPLITS}


@pytest.fixture(scope="session")
def everything(splits: dict[str, list[SentencePair]]) -> list[SentencePair]:
    return [pair for pairs in splits.values() for pair in pairs]


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def normalised(french: str) -> str:
    """Without case, punctuation and apostrophe style, as the splits see it."""
    return re.sub(r"[^\w-]+", " ", french.replace("’", "'").lower()).strip()


def test_sizes_are_the_ones_asked_for(splits: dict[str, list[SentencePair]]) -> None:
    assert {split: len(pairs) for split, pairs in splits.items()} == PAIRS


def test_no_french_sentence_is_in_two_splits(splits: dict[str, list[SentencePair]]) -> None:
    home: dict[str, str] = {}
    for split, pairs in splits.items():
        for pair in pairs:
            assert home.setdefault(normalised(pair.src), split) == split, pair.src


def test_splits_stay_apart_under_another_seed(splits: dict[str, list[SentencePair]]) -> None:
    evaluated = {normalised(pair.src) for split in SPLITS[1:] for pair in splits[split]}
    other = {normalised(pair.src) for pair in read_toy("train", 5_000, seed=7)}
    assert not evaluated & other


def test_no_french_sentence_twice_in_a_split_but_what_is_known_by_heart(splits: dict[str, list[SentencePair]]) -> None:
    by_heart = {expression.fr for expression in fixed_sentences()}
    by_heart |= {french_text(french_surface(words))[0] for words in wholes()}
    for split, pairs in splits.items():
        seen = Counter(without_stop(pair.src) for pair in pairs)
        twice = {text for text, count in seen.items() if count > 1}
        known = {without_stop(french) for french in by_heart} | {text + "?" for text in map(without_stop, by_heart)}
        assert twice <= (known if split == "train" else set())
        assert split == "train" or not set(map(normalised, by_heart)) & {normalised(pair.src) for pair in pairs}


def without_stop(french: str) -> str:
    return re.sub(r"[ .!]", "", french.replace("’", "'").lower())  # a command ends in a stop or an exclamation mark


def test_one_french_sentence_has_one_english(splits: dict[str, list[SentencePair]]) -> None:
    english: dict[str, str] = {}
    for pair in splits["train"]:
        key = without_stop(pair.src)
        assert english.setdefault(key, pair.tgt[:-1]) == pair.tgt[:-1]


def test_compositional_words_are_all_seen_in_training(splits: dict[str, list[SentencePair]]) -> None:
    known = {word.lower() for pair in splits["train"] for word in sides(pair)}
    for pair in splits["test_compositional"]:
        for word in sides(pair):
            assert word.lower() in known, (word, pair.src)


def test_the_article_does_not_hide_a_held_out_pair() -> None:
    names = [noun.fr[0] for noun in lexicon.nouns_of("clothes", "building") if " " not in noun.fr[0]]
    kept = next(name for name in names if held_out("chercher", name))
    assert is_compositional(("je", "cherche", "un", kept)) and is_compositional(("je", "cherche", "le", kept))


def test_what_is_said_of_a_word_and_fixed_pairs_are_not_held_out() -> None:
    for first, second in (("parents", "être"), ("radio", "être"), ("ami", "avoir"), ("aussi", "souvent")):
        assert not held_out(first, second), (first, second)
    assert held_out("jeune", "danseuse")


def test_how_an_adjective_is_compared_is_not_held_out() -> None:
    for each in lexicon.adjectives():
        assert not (each.gradable and held_out("plus", each.lemma)), each.lemma


def sides(pair: SentencePair) -> list[str]:
    assert pair.gold is not None
    french = [word.replace("’", "'") for word in words(pair.src, pair.gold.src_spans)]
    return french + ["en:" + word for word in words(pair.tgt, pair.gold.tgt_spans)]


def test_spans_cover_every_character_but_spaces_and_links_are_in_range(everything: list[SentencePair]) -> None:
    for pair in everything:
        assert pair.gold is not None
        assert "".join(words(pair.src, pair.gold.src_spans)) == pair.src.replace(" ", "")
        assert "".join(words(pair.tgt, pair.gold.tgt_spans)) == pair.tgt.replace(" ", "")
        replace(pair.gold)  # runs the checks of GoldLinks again
        assert pair.gold.sure, pair.src


def test_source_spans_follow_the_word_convention(everything: list[SentencePair]) -> None:
    for pair in everything[::7]:
        assert pair.gold is not None
        text = pair.src.replace("’", "'")
        glued = " ".join(words(text, pair.gold.src_spans))
        for word in glued.split():
            inside = word[:-1] if word.endswith("'") else word
            assert "'" not in inside or inside in ("aujourd'hui", "Aujourd'hui"), pair.src
            assert word in (".", "?", "!", ",") or not set(".?!,") & set(word), pair.src


# What may have no sure English word: articles, reflexive and hooked pronouns, auxiliaries, question frames.
LOOSE = frozenset(
    "le la les l' de d' du des un une à au aux dans se s' me m' te t' nous vous y en est -ce que qu' ce si il on "
    "-il -elle -ils -elles -t-il -t-elle -toi -vous -nous bien heures heure train ne n' qui".split()
)
# `et` is loose in les cheveux longs et bruns: long brown hair; avoir in après avoir mangé: after eating.
AUXILIARIES = frozenset(
    "et ai as a avons avez ont avais avait avions aviez avaient suis es est sommes êtes sont avoir être".split()
)


def test_every_word_is_linked_and_content_words_for_sure(everything: list[SentencePair]) -> None:
    for pair in everything[::3]:
        assert pair.gold is not None
        sure = {i for i, _ in pair.gold.sure}
        linked = sure | {i for i, _ in pair.gold.possible}
        for i, word in enumerate(words(pair.src.replace("’", "'"), pair.gold.src_spans)):
            assert i in linked or word.lower() in LOOSE, (word, pair.src, pair.tgt)
            composed = "courtesy" not in pair.tags  # greetings are wholes
            assert i in sure or word.lower() in LOOSE | AUXILIARIES or not composed, (word, pair.src, pair.tgt)


def test_lines_are_made_of_letters_digits_and_marks(everything: list[SentencePair]) -> None:
    """No notation of the tables comes through, such as a slot that nobody filled."""
    odd = re.compile(r"[^\w .,:;?!'’%€-]|_")
    assert [pair for pair in everything if odd.search(pair.src) or odd.search(pair.tgt)] == []


def test_prepositions_contract_with_articles(everything: list[SentencePair]) -> None:
    """À les États-Unis and de le frère are wrong, de le voir is right: there it is a pronoun."""
    apart = re.compile(r"\b(?:à|de) les? (?!(?:\w+(?:er|ir|re)|lui|leur|y|en)\b)\w+")
    assert [pair.src for pair in everything if apart.search(pair.src)] == []


def test_final_marks_match(everything: list[SentencePair]) -> None:
    for pair in everything:
        assert pair.tgt[-1] in ".?!"
        assert pair.src[-1] == pair.tgt[-1] or (pair.src[-1] not in ".?!" and pair.tgt[-1] == "."), pair.src


def test_every_process_generates_the_same_pairs() -> None:
    """Python salts the order of sets in every process; the corpus must not depend on it."""
    code = (
        "import hashlib; from nmt.data.toy.stream import Sentence; "
        "print(hashlib.sha256(repr([Sentence(1, i).key for i in range(3000)]).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": salt}, capture_output=True, check=True
        ).stdout
        for salt in ("1", "2")
    }
    assert len(digests) == 1


def test_the_same_call_gives_the_same_pairs(splits: dict[str, list[SentencePair]]) -> None:
    assert read_toy("validation", PAIRS["validation"], DEFAULT_SEED) == splits["validation"]
    assert read_toy("train", 500) == splits["train"][:500]
    assert read_toy("train", 500, seed=1) != splits["train"][:500]


def test_processes_that_share_the_work_generate_the_same(splits: dict[str, list[SentencePair]]) -> None:
    """Whatever this process has read before: the others may not have, and all do equally many pieces."""
    pieces = []

    def in_twos(work: Callable[[int], Block]) -> Iterator[Block]:
        for turn in count():
            second, first = work(2 * turn + 1), work(2 * turn)
            pieces.append(turn)
            yield from (first, second)

    for split in ("test_compositional", "train"):
        pieces.clear()
        assert list(generate_toy(split, PAIRS[split], share=in_twos)) == splits[split], split
        assert pieces == list(range(len(pieces))) != [], "pieces that this process knows already were not asked for"


def test_every_phenomenon_is_in_every_split(splits: dict[str, list[SentencePair]]) -> None:
    for split, pairs in splits.items():
        counts = Counter(tag for pair in pairs for tag in pair.tags)
        # A small compositional split can lack what hardly ever stands beside a held-out pair of words.
        assert len(NAMES - set(counts)) <= (2 if split == "test_compositional" else 0), split
        if split == "test":
            assert min(counts.values()) >= 30, counts.most_common()[-3:]
    assert all(phenomenon.description for phenomenon in PHENOMENA)


def test_every_lemma_is_seen_often_in_training(splits: dict[str, list[SentencePair]]) -> None:
    """Nobody learns a word from three sentences: in an eighth of train all stand 3 times, nearly all 8."""
    text = "\n".join(" " + " ".join(sides(pair)).lower() + " " for pair in splits["train"])
    forms = {f"noun {noun.fr[0]}": set(noun.fr) for noun in lexicon.nouns()}
    forms |= {f"adjective {a.lemma}": {*a.fr, a.vowel} for a in lexicon.adjectives()}
    forms |= {
        f"verb {v.lemma}": {*v.fr.present, *v.fr.imperfect, *v.fr.imperative, v.fr.infinitive, *agreed(v)} - {""}
        for v in lexicon.verbs()
    }
    forms |= {f"name {name}": {name} for name, _ in lexicon.names()}
    found = {name: sum(text.count(spaced(form)) for form in forms_of) for name, forms_of in forms.items()}
    rare = {name: count for name, count in found.items() if count < 8}
    assert len(rare) <= 15 and min(found.values()) >= 3, sorted(rare.items(), key=lambda item: item[1])


def agreed(verb: lexicon.Verb) -> set[str]:
    """The forms of a participle: elles se sont blessées."""
    return {agree(verb.fr.participle, feminine, plural) for feminine in (False, True) for plural in (False, True)}


def spaced(form: str) -> str:
    return " " + " ".join(split_words(form.lower())) + " "


def test_training_sentences_come_as_people_type_them(splits: dict[str, list[SentencePair]]) -> None:
    train, total = splits["train"], len(splits["train"])
    bare = sum(pair.src[-1] not in ".?!" for pair in train)
    assert 0.08 < bare / total < 0.2
    assert 0.07 < sum(pair.src[0].islower() for pair in train) / total < 0.13
    with_apostrophe = [pair for pair in train if "'" in pair.src or "’" in pair.src]
    assert 0.07 < sum("’" in pair.src for pair in with_apostrophe) / len(with_apostrophe) < 0.13
    questions = [pair for pair in train if pair.src[-1] == "?"]
    assert 0.6 < sum(pair.src.endswith(" ?") for pair in questions) / len(questions) < 0.8
    for pair in splits["test"]:
        assert pair.src[-1] in ".?!" and pair.src[0].isupper() and "’" not in pair.src


def test_references_are_other_translations(splits: dict[str, list[SentencePair]]) -> None:
    for split, pairs in splits.items():
        with_references = sum(bool(pair.references) for pair in pairs)
        assert with_references == 0 if split == "train" else with_references > len(pairs) / 3
        for pair in pairs:
            assert pair.tgt not in pair.references
            assert len(set(pair.references)) == len(pair.references)


def test_a_handwritten_sentence_typed_without_its_stop_may_be_translated_with_one() -> None:
    pairs = {pair.src: pair for pair in read_toy("teacher_validation")}
    bare = pairs["Nous sommes étudiants"]
    assert bare.tgt == "We are students" and "We are students." in bare.references
    assert "Il est midi.." not in pairs["Il est midi."].references


def test_unknown_split_names_the_known_ones() -> None:
    with pytest.raises(DataError, match="unknown split 'dev'; expected one of train, validation, test"):
        read_toy("dev", 1)
    with pytest.raises(DataError, match="pairs is -1, expected 0 or more"):
        read_toy("train", -1)


def test_gold_links_refuse_what_is_out_of_range() -> None:
    with pytest.raises(DataError, match=r"sure: link \(1, 0\) points outside the 1 source and 1 target words"):
        GoldLinks(((0, 1),), ((0, 1),), frozenset({(1, 0)}))
    with pytest.raises(DataError, match=r"span \(1, 1\) is empty"):
        GoldLinks(((1, 1),), (), frozenset())
    with pytest.raises(DataError, match="both sure and possible"):
        GoldLinks(((0, 1),), ((0, 1),), frozenset({(0, 0)}), frozenset({(0, 0)}))
    with pytest.raises(DataError, match="reaches past the end of 'ab'"):
        SentencePair("ab", "c", gold=GoldLinks(((0, 3),), ((0, 1),), frozenset()))
