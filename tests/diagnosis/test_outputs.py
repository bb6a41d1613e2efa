"""Each illness of the translations speaks, with its evidence and keys that exist; healthy ones say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.config import Config
from nmt.diagnosis.outputs import Output, diagnose_attention, diagnose_translations, find_loop
from tests.tiny import PAIRS

HEALTHY = [Output(src, tgt, tgt, n_pieces=12) for src, tgt in PAIRS]


def sick(share: float, **changes: object) -> list[Output]:
    """The healthy outputs, with the first ones changed."""
    n = round(share * len(HEALTHY))
    return [replace(output, **changes) for output in HEALTHY[:n]] + HEALTHY[n:]  # type: ignore[arg-type]


def names(outputs: Sequence[Output]) -> list[str]:
    return [finding.name for finding in diagnose_translations(outputs)]


def test_healthy_translations_say_nothing() -> None:
    assert diagnose_translations(HEALTHY) == []
    assert diagnose_translations([]) == [] and diagnose_translations([Output(" ", "", "")] * 9) == []


@pytest.mark.parametrize(
    ("outputs", "name", "evidence"),
    [
        (sick(1, hypothesis="I am a man."), "same_output", "'I am a man.' for 60 of 60; 1 different"),
        (sick(0.2, hypothesis="I am a man."), "same_output", "'I am a man.' for 12 of 60"),
        (
            [*(replace(o, hypothesis=f"{o.src} in the in the in the") for o in HEALTHY[:6]), *HEALTHY[6:]],
            "repetition",
            "6 of 60 (10%), such as 'in the' on and on",
        ),
        (sick(0.1, hypothesis=" "), "empty_output", "6 of 60 (10%), such as that of 'Je suis étudiant.'"),
        (sick(0.1, finished=False), "truncation", "6 of 60 (10%), of which 0 repeat themselves"),
        (sick(0.1, n_unknown=2), "unknown_pieces", "12 of 720 pieces, such as in 'Je suis étudiant.' -> 'I am a"),
        (sick(0.1, n_parts=2), "long_sources", "6 of 60 (10%)"),
        ([replace(o, hypothesis=o.reference[:5] + o.reference[-4:]) for o in HEALTHY], "too_short", "0.6"),
        ([replace(o, hypothesis=f"{o.reference} ({o.src})") for o in HEALTHY], "too_long", "characters for each one"),
        ([*(replace(o, hypothesis=o.src.upper()) for o in HEALTHY[:6]), *HEALTHY[6:]], "copies", "6 of 60 (10%)"),
    ],
)  # fmt: skip
def test_each_illness_speaks(outputs: Sequence[Output], name: str, evidence: str) -> None:
    (finding,) = diagnose_translations(outputs)
    assert finding.name == name
    assert evidence in finding.evidence and str(finding).startswith(f"{finding.words}: ")
    assert finding.keys
    for key in finding.keys:
        assert key in Config.model_fields or has_key(key), key


def has_key(key: str) -> bool:
    """Whether a dotted key exists in the configuration."""
    section: object = Config
    for name in key.split("."):
        fields = section.model_fields  # type: ignore[attr-defined]
        if name not in fields:
            return False
        section = fields[name].annotation
    return True


def test_a_corpus_that_repeats_itself_is_no_illness() -> None:
    greetings = [Output(f"Salut {i} !", "Hello!", "Hello!") for i in range(20)]
    assert names(greetings) == []
    assert names([replace(output, reference=f"Hello {i}!") for i, output in enumerate(greetings)]) == ["same_output"]
    said = "no no no no"
    assert names([replace(output, hypothesis=said, reference=said) for output in greetings]) == []
    names_copied = [Output(f"Name {i}", f"Name {i}", f"Name {i}") for i in range(20)]
    assert names(names_copied) == []


def test_the_same_source_twice_is_one_source() -> None:
    assert (
        names([Output("Oui.", "Yes.", reference) for reference in ("Yes.", "Yeah.", "Sure.", "Right.", "Yup.")]) == []
    )


def test_one_odd_sentence_is_chance() -> None:
    few = HEALTHY[:10]
    for change in ({"hypothesis": "so so so so"}, {"finished": False}, {"hypothesis": ""}, {"n_parts": 2}):
        assert names([replace(few[0], **change), *few[1:]]) == []  # type: ignore[arg-type]


def test_a_consequence_is_not_told_beside_its_cause() -> None:
    rambling = [replace(o, hypothesis="the cat " * 30, finished=False) for o in HEALTHY]
    assert names(rambling) == ["same_output", "repetition", "truncation"]  # and not too_long


@given(st.lists(st.sampled_from("ab"), max_size=12))
def test_a_loop_is_words_said_three_times_on_end(words: list[str]) -> None:
    text = " ".join(words)
    loops = [
        part
        for n in range(1, 5)
        for i in range(len(words) - 3 * n + 1)
        if (part := words[i : i + n]) == words[i + n : i + 2 * n] == words[i + 2 * n : i + 3 * n]
    ]
    assert bool(find_loop(text)) == bool(loops)
    assert not loops or find_loop(text).split() in loops


def test_a_loop_may_be_letters_inside_a_word() -> None:
    assert find_loop("I am aaaaaaaaa.") == "a" and find_loop("xerxerxerxerxerxerxerxer") == "xer"
    assert find_loop("Hahahaha, no...... 1000000") == ""


def test_attention_on_the_end_mark() -> None:
    assert diagnose_attention([]) == []
    assert diagnose_attention([0.07, 0.02, 0.9, 0.0, 0.01]) == []
    (finding,) = diagnose_attention([0.6] * 40)
    assert finding.name == "attention_on_end" and "60% of it, the mean of 40 pieces" in str(finding)
    assert all(map(has_key, finding.keys))
