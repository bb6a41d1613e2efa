"""The model card: what the hub reads of it, and what a person does."""

from __future__ import annotations

from typing import Any

import pytest

from nmt.alignment.aer import AlignmentScore
from nmt.config import Config
from nmt.evaluation.report import compute_report
from nmt.export.model_card import CardFacts, describe_metadata, write_card

HUB = {"kind": "hub", "path": "some/opus_books", "name": "en-fr", "split": "train[1000:]"}
FILES = {"kind": "files", "src": "train.fr", "tgt": "train.en"}
TOY = {"kind": "toy"}


def make_config(*train: dict[str, Any]) -> Config:
    data = {"train": list(train), "validation": [TOY], "test": {"test": [TOY], "books": [HUB]}}
    return Config.model_validate({"name": "ours - a #1 model", "data": data, "training": {"max_steps": 10}})


def make_facts(*train: dict[str, Any], **more: Any) -> CardFacts:
    training_data = {"kept": 1234, "dropped": {"empty": 2, "too_long": 4}}
    return CardFacts(make_config(*train), 2_345_678, training_data, **more)


def make_reports() -> list[Any]:
    hypotheses, references = ["He is tall here .", "I am late now ."], [["He is tall here ."], ["I am not late ."]]
    context = {"beam_size": 5, "length_penalty": 1.0}
    tags = [["easy"], ["hard", "easy"]]
    return [
        compute_report(name, hypotheses, references, tags=tags, context=context, n_bootstrap=20)
        for name in ("books", "test", "teacher_test", "my.fr")
    ]


def test_the_hub_reads_its_part() -> None:
    from huggingface_hub import ModelCard

    facts = make_facts(HUB, HUB, FILES, reports=make_reports(), license="cc-by-4.0")
    card = ModelCard(write_card(facts))  # raises where the metadata is not what it expects
    assert card.data.language == ["fr", "en"]
    assert (card.data.license, card.data.library_name, card.data.pipeline_tag) == ("cc-by-4.0", "nmt", "translation")
    assert card.data.datasets == ["some/opus_books"]
    assert card.data.model_name == "ours - a #1 model"
    read = {(r.dataset_name, r.dataset_type, r.metric_type): r.metric_value for r in card.data.eval_results}
    kinds = {"books": "some/opus_books", "test": "nmt-toy", "teacher_test": "nmt-toy", "my.fr": "custom"}
    types = {"BLEU": "bleu", "chrF2": "chrf", "TER": "ter"}
    assert read == {
        (report.name, kinds[report.name], types[score.name]): round(score.value, 2)
        for report in facts.reports
        for score in report.scores
    }
    again = ModelCard(str(card))  # its own spelling says the same
    assert again.data.to_dict() == card.data.to_dict()


def test_what_is_not_known_is_left_out_of_the_metadata() -> None:
    metadata = describe_metadata(make_facts(FILES))
    assert not {"license", "datasets", "metrics", "model-index"} & set(metadata)


def test_scores_come_with_intervals_and_signatures() -> None:
    facts = make_facts(TOY, reports=make_reports())
    text = write_card(facts)
    for score in facts.reports[0].scores:
        row = f"| books | 2 | {score.name} | {score.value:.2f} | {score.low:.2f} to {score.high:.2f} |"
        assert row in text and f"`{score.signature}`" in text
    assert "| test | 2 | exact match, % | 50.00 |" in text
    assert "- test: beam 5, length penalty 1.0" in text
    assert "Hardest for it, by exact match: hard 0 % (books)" in text


def test_the_data_and_its_licence() -> None:
    text = write_card(make_facts(HUB, FILES, TOY))
    assert "[some/opus_books](https://huggingface.co/datasets/some/opus_books), en-fr, split `train[1000:]`" in text
    assert "files `train.fr` and `train.en`" in text and "embedded corpus" in text
    assert "Licence of the data: not known to whoever made this card" in text
    assert "1,234 pairs were kept after cleaning, 6 dropped." in text
    assert "Licence of the data: MIT, as nmt itself." in write_card(make_facts(TOY))
    assert "Licence of the data: public domain." in write_card(make_facts(FILES, data_license="public domain"))


def test_the_alignment_error_rate() -> None:
    ways = {"the model's alignment": 0.0123, "attention, layer 1, mean": 0.25, "attention, layer 1, head 3": 0.2}
    scores = {
        "test": {name: AlignmentScore(10_000, 10_000, *[round(10_000 * (1 - aer))] * 2) for name, aer in ways.items()}
    }
    text = write_card(make_facts(TOY, alignments=scores, validation_aer=0.0456))
    assert "| validation | the model's alignment | 4.56 |" in text
    assert "| test | the model's alignment | 1.23 |" in text
    assert "| test | attention, layer 1, mean of its heads | 25.00 |" in text
    assert "head 3" not in text
    assert "alignment error" not in write_card(make_facts(TOY)).lower()


@pytest.mark.parametrize("section", ["Use", "Data", "Scores", "Training", "Limits"])
def test_every_card_has_these_sections(section: str) -> None:
    text = write_card(make_facts(FILES))
    assert f"\n## {section}\n\n" in text
    assert "Not evaluated yet" in text and "2.3 million parameters" in text


def test_how_it_was_trained() -> None:
    environment = {
        "cpu": "Quick 9000",
        "cpus": 2,
        "gpus": [],
        "precision": "bf16",
        "nmt": "1",
        "packages": {"torch": "2"},
    }
    progress = {"step": 1500, "tokens": 20000, "seconds": 90.0}
    text = write_card(make_facts(TOY, environment=environment, progress=progress))
    assert "- 1,500 steps, 20,000 target tokens, 1.5 minutes" in text
    assert "- on 2 cores of Quick 9000, bf16, torch 2, nmt 1" in text
    assert "- on Big GPU, bf16" in write_card(make_facts(TOY, environment=environment | {"gpus": ["Big GPU"]}))
