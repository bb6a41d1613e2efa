from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_records import encode, gold_of_student, invent_record

from nmt.alignment.formats import parse_pharaoh
from nmt.alignment.links import link_words
from nmt.alignment.records import AlignmentRecord, Side, record_from_parts, round_rows
from nmt.alignment.weights import AlignmentWeights
from nmt.errors import DataError

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(' \0\u2028\x85"\\👩‍👩‍👧אé</'), max_size=12)
HOSTILE = ('</script><img onerror="x">', 'שלום 👩‍👩‍👧 \0 \u2028 \u2029 \x85 \\ " end')


def change_line(record: AlignmentRecord, **changes: Any) -> str:
    values = json.loads(record.to_json())
    del values["crc32"]
    return json.dumps(values | changes, ensure_ascii=False)


@given(texts, texts, st.integers(0, 10**9))
def test_a_record_comes_back_as_it_went(source: str, target: str, number: int) -> None:
    record = invent_record(source, target, number)
    back = AlignmentRecord.from_json(record.to_json(), "x:1")
    assert back == record
    for key in record.__dataclass_fields__:
        assert np.array_equal(getattr(back, key), getattr(record, key)), key


@pytest.mark.parametrize("pair", [("", ""), ("", "a"), ("a", ""), ("Oui", "Yes"), HOSTILE, (" ", "\t")])
def test_empty_short_and_hostile_sentences(pair: tuple[str, str]) -> None:
    record = invent_record(*pair)
    line = record.to_json()
    assert line.splitlines() == [line] and "\0" not in line
    back = AlignmentRecord.from_json(line, "x:1")
    assert (back.source, back.target) == pair and back == record


def test_gold_null_and_the_sidecar_key_come_back() -> None:
    record = replace(invent_record(gold=gold_of_student(), reference=None, runners_up=()), attention="0")
    back = AlignmentRecord.from_json(record.to_json(), "x:1")
    assert (back.gold, back.reference, back.runners_up, back.attention) == (record.gold, None, [], "0")


def test_words_links_and_rests_follow_from_the_pieces() -> None:
    src, tgt = Side.of("Je suis étudiant", encode("Je suis étudiant")), Side.of("I am", encode("I am"))
    rows = np.array([[0.9, 0.1, 0, 0], [0, 0, 0.5, 0.25]])
    weights = AlignmentWeights(rows, np.array([0, 0.05]), np.array([0, 0.2]))
    record = record_from_parts(
        7, src, tgt, weights, np.full((2, 5), 0.2), [-0.1, -0.2, -1e-9],
        aligned_by={"kind": "statistical", "layer": None, "heads": None}, attended_by={"layer": 0, "heads": [0]},
        forced=True,
    )  # fmt: skip
    assert record.word_weights.tolist() == [[0.9, 0.1, 0], [0, 0, 0.75]]
    assert record.null.tolist() == record.word_null.tolist() == [0, 0.25]
    assert record.links == "0-0 2-1"
    assert record.attended_eos.tolist() == [0.2, 0.2] and record.attended.shape == (2, 4)
    assert '"log_probs":[-0.1,-0.2,0.0]' in record.to_json()


@given(st.integers(0, 10**6))
def test_links_can_be_made_again_from_the_record(number: int) -> None:
    record = invent_record(number=number)
    weights = AlignmentWeights(record.word_weights, record.word_null, 0 * record.word_null)
    assert link_words(weights) == set(parse_pharaoh(record.links, ""))


@given(st.integers(0, 10**6), st.integers(1, 300))
def test_rounded_rows_still_sum_to_1(seed: int, columns: int) -> None:
    exact = np.random.default_rng(seed).dirichlet(np.full(columns + 1, 0.1), 3)
    rows, rest = round_rows(exact[:, 1:], exact[:, 0])
    assert abs(rows.sum(1) + rest - 1).max() < 1e-9
    assert max(abs(rows - exact[:, 1:]).max(), abs(rest - exact[:, 0]).max()) < 1.01e-4
    assert all(np.array_equal(a, b) for a, b in zip(round_rows(rows, rest), (rows, rest), strict=True))


@settings(max_examples=150)
@given(st.data())
def test_one_wrong_character_or_a_cut_is_noticed(data: st.DataObject) -> None:
    record = invent_record(gold=gold_of_student())
    line = record.to_json()
    at = data.draw(st.integers(0, len(line) - 1))
    other = data.draw(st.one_of(st.sampled_from('0123456789.-eE+,:"[]{} \\u\ntfn'), st.characters(codec="utf-8")))
    for damaged in (line[:at] + other + line[at + 1 :], line[:at], line[:at] + line[at + 1 :]):
        try:
            assert AlignmentRecord.from_json(damaged, "x.jsonl:3") == record
        except DataError as error:
            assert str(error).startswith("x.jsonl:3: ")


WRONG: list[tuple[str, Any, str]] = [
    ("schema", "nmt-alignment/2", "schema: got 'nmt-alignment/2'; expected 'nmt-alignment/1'; read it with"),
    ("schema", None, "schema: got None; expected 'nmt-alignment/1', as in every line"),
    ("id", -1, "id: got -1; expected a number from 0"),
    ("id", True, "id: got True; expected a whole number"),
    ("forced", 1, "forced: got 1; expected true or false"),
    ("source", ["Oui"], r"source: got \['Oui'\]; expected text"),
    ("source", "O\ud800", "half a surrogate pair; expected Unicode text"),
    ("source", "Ou", r"src_offsets: got \[0, 3\]; expected a span inside the text of 2 characters"),
    ("src_offsets", [], "src_offsets: got 0 spans; expected 1, one for each piece"),
    ("src_offsets", [[2, 1]], r"src_offsets: got \[2, 1\] after \[0, 0\]; expected \[start, end\] in reading order"),
    ("src_offsets", [[0, 1.0]], r"src_offsets: got \[0, 1.0\]; expected \[number, number\]"),
    ("tgt_words", [[0, 1], [0, 3]], r"tgt_words: got \[0, 3\] after a word that ends at 1; expected words"),
    ("src_pieces", [1], "src_pieces: got 1; expected texts in the list"),
    ("weights", [[0.5, 0.5]], "weights: got 2 numbers in row 0; expected 1, the length of the source"),
    ("weights", [[0.5], [0.5]], r"weights: got the shape \[2, 1\]; expected target x source = \[1, 1\]"),
    ("weights", [["1"]], "weights: got '1'; expected numbers"),
    ("weights", [[10**400]], "weights: got a number too large"),
    ("weights", [[-0.1]], r"weights: got weights from -0\.1 to -0\.1; expected 0 to 1"),
    ("null", [0.5, 0.5], r"null: got \[2\] numbers; expected 1, one for each row of weights"),
    ("null", [0.75], r"weights: row 0 with its null sums to [01]\.\d{4}; expected 1"),
    ("word_null", [0.75], "word_weights: row 0 with its word_null sums to"),
    ("attended_eos", [1], "attended: row 0 with its attended_eos sums to"),
    ("log_probs", [-1], r"log_probs: got \[1\] numbers; expected 2"),
    ("log_probs", [-1, 0.5], "log_probs: got 0.5; expected finite log-probabilities, 0 or below"),
    ("runners_up", [[]], "runners_up: got 1 steps; expected 2, or none at all"),
    ("runners_up", [[["a", -1]], []], r"runners_up: got \['a', -1\]; expected {\"piece\": text"),
    ("runners_up", [[{"piece": "a", "log_prob": -2}, {"piece": "b", "log_prob": -1}], []], "expected the best first"),
    ("links", "0-1", "links: link 0-1 points outside the sentence of 1 source and 1 target words"),
    ("links", "0:0", "links: '0:0' is no link"),
    ("links", "0-0:0.5", "links: got '0-0:0.5'; expected '0-0': in order and without weights"),
    ("aligned_by", {"layer": 1}, r"aligned_by: got the keys \['layer'\]; expected kind, layer, heads"),
    ("aligned_by", {"kind": "", "layer": 1, "heads": None}, "aligned_by: kind: got ''; expected a name"),
    ("attended_by", {"layer": None, "heads": [0]}, "attended_by: layer: got None; expected a layer's number from 0"),
    ("attended_by", {"layer": 0, "heads": None}, "attended_by: heads: got None; expected numbers of heads from 0"),
    ("gold", {"sure": []}, "gold: src_words, tgt_words, possible: missing; expected every key"),
    ("gold", {"src_words": [[0, 9]], "tgt_words": [], "sure": [], "possible": []}, r"gold: src_words: got \[0, 9\]"),
    ("gold", {"src_words": [[0, 3]], "tgt_words": [], "sure": [[0, 0]], "possible": []}, r"gold: sure: link \(0, 0\)"),
    ("mine", 1, "'mine': unknown; expected only keys of the schema"),
]  # fmt: skip


@pytest.mark.parametrize("key, value, message", WRONG)
def test_a_record_that_does_not_fit_says_where_and_why(key: str, value: Any, message: str) -> None:
    record = invent_record("Oui", "Yes")
    assert AlignmentRecord.from_json(change_line(record), "x:1") == record
    with pytest.raises(DataError, match=message) as caught:
        AlignmentRecord.from_json(change_line(record, **{key: value}), "x.jsonl:5")
    assert str(caught.value).startswith("x.jsonl:5: ") and "write the dump again" in str(caught.value)


@pytest.mark.parametrize(
    "line, message",
    [
        ("", "got an empty line"),
        ('{"schema": "nm', "no whole JSON object .*Unterminated string.*cut off or damaged: write the dump again"),
        ("[1]", "got a list; expected a JSON object"),
        ('{"id": 1, "id": 1}', "the key 'id' twice"),
        ('{"id": NaN}', "NaN, which is no JSON number"),
        ("[" * 100_000, "no JSON object that can be read"),
        ('{"schema": "nmt-alignment/1"}', "id, source, target.*: missing; expected every key"),
    ],
)
def test_a_line_that_is_no_record(line: str, message: str) -> None:
    with pytest.raises(DataError, match=f"x:1: .*{message}"):
        AlignmentRecord.from_json(line, "x:1")


def test_a_changed_line_is_noticed_unless_its_checksum_is_gone() -> None:
    line = invent_record().to_json().replace("student", "studens", 1)
    with pytest.raises(DataError, match=r"x:1: crc32: got .* delete the key crc32 if the line was changed on purpose"):
        AlignmentRecord.from_json(line, "x:1")
    changed = change_line(invent_record(), id=5, tags=[])
    assert AlignmentRecord.from_json(changed, "x:1").id == 5
    # jq writes 1.0 as 1 and puts spaces elsewhere; that is the same record.
    spaced = json.dumps(json.loads(invent_record().to_json()), indent=1)
    assert AlignmentRecord.from_json(spaced, "x:1") == invent_record()


def test_parts_that_do_not_fit_are_refused_with_the_number_of_the_record() -> None:
    with pytest.raises(DataError, match=r"record 3: attended: got the shape"):
        invent_record(number=3, attended=np.full((1, 2), 0.5))
    with pytest.raises(DataError, match=r"record 3: attended: got 1 dimensions; expected target x source \+ 1"):
        invent_record(number=3, attended=np.ones(2))
    with pytest.raises(DataError, match="record 3: weights: merge_to_words"):
        invent_record(number=3, weights=AlignmentWeights.without_eos(np.eye(2)))
    with pytest.raises(DataError, match="record 3: log_probs: got -inf; expected finite"):
        invent_record("", "", number=3, log_probs=[-np.inf], runners_up=())


def test_the_example_of_the_documentation_is_a_record() -> None:
    page = (Path(__file__).parents[2] / "docs" / "alignment-schema.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    record = AlignmentRecord.from_json(example, "docs/alignment-schema.md")
    assert (record.source, record.target, record.links) == ("Je suis étudiant", "I am a student", "0-0 1-1 2-3")
    for key in (*record.__dataclass_fields__, "schema", "crc32"):
        assert f"| `{key}`" in page or f", `{key}`" in page, f"{key} is not explained"
