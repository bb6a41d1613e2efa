"""Lessons: training shows every form in its turn, and what is measured knows nothing of them."""

from __future__ import annotations

from random import Random

import pytest

from nmt.data.toy import corpus, lessons, stream
from nmt.data.toy.clauses import IMPERFECT, PRESENT
from nmt.data.toy.collocated import collocations
from nmt.data.toy.corpus import read_toy
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import verbs
from nmt.data.toy.sentences.existence import things
from nmt.data.toy.stream import Sentence, make_block

_ROUND = len(lessons._turns())


def words_of(number: int) -> set[str]:
    return {word.text.lower() for word in Sentence(1, number, as_lesson=True).fr}


@pytest.fixture(scope="module")
def one_round() -> list[set[str]]:
    """The French words of as many lessons as there are turns."""
    return [words_of(number) for number in range(_ROUND)]


def test_a_round_gives_everything_its_turn_once() -> None:
    assert sorted(number * lessons._STRIDE % _ROUND for number in range(_ROUND)) == list(range(_ROUND))


@pytest.mark.parametrize("infinitive", ["retirer", "photographier", "épeler", "composter", "mourir"])
def test_every_person_of_a_rare_verb_is_shown_in_a_round(infinitive: str, one_round: list[set[str]]) -> None:
    """A question about oneself or us asks someone else instead, so that one in some eight is missing."""
    shown = set().union(*one_round)
    row = next(row.verb for row in collocations() if row.verb.fr.infinitive == infinitive)
    present, imperfect = set(row.fr.present), set(row.fr.imperfect)
    assert len(present - shown) <= 1 and len(imperfect - shown) <= 1, (present - shown, imperfect - shown)


def test_forms_of_the_lexicon_stand_in_a_round(one_round: list[set[str]]) -> None:
    """Of people's deeds nearly every form of present and imperfect; a draw of as many sentences has half of them."""
    deeds = [verb for verb in verbs() if verb.aspect == "event" and "person" in verb.subjects and not verb.tail]
    forms = {form for verb in deeds for form in (*verb.fr.present, *verb.fr.imperfect)}
    shown = set().union(*one_round)
    drawn = set().union(*({word.text.lower() for word in Sentence(1, k).fr} for k in range(_ROUND)))
    assert len(forms - shown) < 0.1 * len(forms), sorted(forms - shown)
    assert len(forms - drawn) > 3 * len(forms - shown)


def test_a_form_is_said_as_it_is_asked_for() -> None:
    """Who and when: nous and the imperfect, in all but the questions that are put to others."""
    cells = [cell for cell in lessons._cells() if (cell.who, cell.tense) == ("nous", IMPERFECT)]
    said = [lessons._form(cell, Draw(Random(k)))[0] for k, cell in enumerate(cells)]
    ending = [any(word.text.endswith("ions") for word in phrase.fr) for phrase in said]
    assert len(cells) > 250 and sum(ending) > 0.75 * len(cells)


def test_momentary_deeds_have_no_bare_present() -> None:
    found = {id(way) for cell in lessons._cells() if cell.tense == PRESENT for way in cell.ways}
    momentary = [lessons._sense(verb) for verb in verbs() if verb.aspect == "achievement"]
    assert momentary and all(PRESENT not in way.tenses and id(way) not in found for way in momentary)


def test_phrases_and_things_have_their_turn(one_round: list[set[str]]) -> None:
    shown = set().union(*one_round)
    missing = [
        item.lemma for item in things() if not {*item.fr[0].lower().split(), *item.fr[1].lower().split()} & shown
    ]
    assert len(missing) < 0.02 * len(things()), missing


def test_other_splits_have_no_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    splits = ("validation", "test", "test_compositional")
    with_lessons = {split: read_toy(split, 200, seed=5) for split in splits}
    monkeypatch.setattr(stream, "_LESSONS", 0)
    corpus._scans.clear()  # what this process has read before
    assert {split: read_toy(split, 200, seed=5) for split in splits} == with_lessons


def test_training_has_lessons_and_only_what_no_other_split_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    taught, count = make_block(3, 0, with_pairs=True), stream._LESSONS
    monkeypatch.setattr(stream, "_LESSONS", 0)
    plain = make_block(3, 0, with_pairs=True)
    more = {src for ids in taught.identities for src in ids} - {src for ids in plain.identities for src in ids}
    assert len(more) > 0.7 * count
    assert taught.words == plain.words and taught.indices == plain.indices
