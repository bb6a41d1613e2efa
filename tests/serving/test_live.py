"""What is told while a sentence is translated: the same as afterwards, token by token."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nmt.aligner import PairToAlign
from nmt.decoding.translator import SearchOptions
from nmt.serving.live import RUNNERS_UP, LiveTranslator
from nmt.serving.questions import MAX_CHARACTERS, MAX_PIECES, Question, Refusal, read_question
from nmt.viz.payload import describe_record
from tests.tiny import HELD_OUT, PAIRS

SOURCES = [fr for fr, _ in PAIRS[::9]] + ["Où ? 🙂", "Je  suis  grand"]


def events_of(live: LiveTranslator, question: Question) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    live.answer(question, events.append)
    assert [event["done"] for event in events] == [False] * (len(events) - 1) + [True]
    return [event["record"] for event in events]


@pytest.mark.parametrize("source", SOURCES)
def test_one_token_more_each_time_and_at_last_the_greedy_translation(live: LiveTranslator, source: str) -> None:
    *on_the_way, last = events_of(live, Question(source))
    (greedy,) = live.translator.translate([source], SearchOptions(beam_size=1))
    assert last["target"] == greedy.text
    assert last["pieces"] == {"src": greedy.encoding.pieces, "tgt": greedy.candidates[0].encoding.pieces}
    assert last["logProbs"] == pytest.approx(greedy.candidates[0].token_log_probs, abs=2e-3)
    for count, record in enumerate(on_the_way, start=1):
        assert record["pieces"]["tgt"] == last["pieces"]["tgt"][:count]
        # The past does not change, and no step has chosen an end yet.
        assert record["logProbs"] == pytest.approx(last["logProbs"][:count], abs=2e-3)
        assert len(record["runnersUp"]) == count and len(record["runnersUp"][-1]) == RUNNERS_UP
        layers, heads = 1, 2
        assert (record["heads"]["cross"]["layers"], record["heads"]["cross"]["heads"]) == (layers, heads)


def test_the_record_is_the_one_of_the_alignment_dump(live: LiveTranslator) -> None:
    source, target = PAIRS[0]
    record = events_of(live, Question(source))[-1]
    assert record["target"] == target
    pair = PairToAlign(source, target, forced=False)
    ((expected, _),) = live.aligner.describe([pair], with_maps=True, n_runners_up=RUNNERS_UP)
    assert {key: value for key, value in record.items() if key not in ("heads", "given")} == describe_record(expected)


@pytest.mark.parametrize("source", SOURCES)
def test_its_own_beginning_changes_nothing(live: LiveTranslator, source: str) -> None:
    free = events_of(live, Question(source))
    whole = free[-1]["pieces"]["tgt"] + ["</s>"] * (len(free[-1]["logProbs"]) > len(free[-1]["pieces"]["tgt"]))
    for kept in range(len(whole) + 1):
        found = events_of(live, Question(source, prefix=tuple(whole[:kept])))
        assert [record | {"given": 0} for record in found] == free[max(kept - 1, 0) :]
        assert {record["given"] for record in found} == {kept}


def test_the_rest_follows_from_the_beginning(live: LiveTranslator) -> None:
    by_text = events_of(live, Question("Je suis grand.", begin="You"))
    assert by_text[-1]["target"].startswith("You ")
    pieces = tuple(by_text[-1]["pieces"]["tgt"][: by_text[-1]["given"]])
    assert events_of(live, Question("Je suis grand.", prefix=pieces)) == by_text
    at_once = events_of(live, Question("Je suis grand.", prefix=(*pieces, "</s>")))
    assert [record["target"] for record in at_once] == ["You"]
    assert len(at_once[0]["logProbs"]) == len(pieces) + 1


def test_a_translation_that_reaches_its_limit_has_no_end(live: LiveTranslator) -> None:
    short = live.translator.config.model_copy(update={"max_length_factor": 0.01, "max_length_extra": 2})
    translator = type(live.translator)(live.translator.model, live.translator.tokenizers, short, 100)
    records = events_of(LiveTranslator(translator, live.aligner), Question(HELD_OUT[0][0]))
    assert len(records[-1]["logProbs"]) == len(records[-1]["pieces"]["tgt"]) == 2


def test_whoever_asked_may_leave(live: LiveTranslator) -> None:
    def leave(event: object) -> None:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        live.answer(Question("Je suis grand."), leave)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Question("ici " * 99), r"the sentence has \d+ pieces, and this model was made for at most \d+"),
        (Question("\u200b"), "there is nothing to translate; type a sentence"),
        (Question("Je", prefix=("▁nowhere",)), "prefix: '▁nowhere' is no piece of this model"),
        (Question("Je", prefix=("<s>",)), "prefix: '<s>' is a mark and no word"),
        (
            Question("Je", prefix=("</s>", "▁")),
            "prefix: '</s>' is a mark.*only the end mark may be forced, as the last",
        ),
        (
            Question("Je", begin="I am " * 40),
            r"the beginning has \d+ pieces, and a translation of this sentence has at most \d+",
        ),
    ],
)
def test_what_the_model_cannot_take_is_refused(live: LiveTranslator, question: Question, message: str) -> None:
    events: list[object] = []
    with pytest.raises(Refusal, match=message):
        live.answer(question, events.append)
    assert events == []


def test_questions_are_read() -> None:
    assert read_question(b'{"source": " Je\\nsuis "}') == Question("Je suis")
    assert read_question('{"source": "Où", "prefix": ["▁I"]}'.encode()) == Question("Où", ("▁I",))
    assert read_question(b'{"source": "Je", "begin": " I  am "}') == Question("Je", begin="I am")
    longest = "x" * MAX_CHARACTERS
    assert read_question(f'{{"source": "{longest}"}}'.encode()) == replace(Question("x"), source=longest)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "the request is not JSON; expected an object with the key source"),
        (b"\xff", "the request is not JSON"),
        (b"[" * 16_000, "the request is not JSON"),
        (b"[]", "the request is a JSON list; expected an object"),
        (b"{}", "there is nothing to translate; type a sentence"),
        (b'{"source": " \\n"}', "there is nothing to translate"),
        (b'{"source": 1}', "source: got a int; expected text"),
        (b'{"source": "\\ud83d"}', "source: got half a surrogate pair; expected Unicode text"),
        (b'{"source": "a", "beam": 3}', "beam: unknown key; expected source, prefix, begin"),
        (b'{"source": "a", "prefix": "I"}', f"prefix: expected a list of at most {MAX_PIECES} pieces"),
        (b'{"source": "a", "prefix": [null]}', "prefix: got a NoneType; expected text"),
        (b'{"source": "a", "prefix": ["I"], "begin": "I"}', "prefix and begin exclude each other"),
        (b'{"source": "%s"}' % (b"x" * 401), "source: got 401 characters; this page takes at most 400: shorten it"),
        (b'{"source": "a", "prefix": [%s"I"]}' % (b'"I",' * 400), "prefix: expected a list of at most 400 pieces"),
    ],
)
def test_what_is_no_question_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        read_question(body)
