"""The table of collocations: every row can be said in all its forms, and bad rows are named."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from nmt.data.toy import surface
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.collocated import Collocation, collocation, collocations
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import read_table
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.collocations import said
from nmt.data.toy.sentences.everyday import asked_about, wished
from nmt.data.toy.sentences.with_complements import complemented, complemented_noun, noun_with_complement
from nmt.data.toy.splits import held_out
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.words import En, Fr, Phrase
from nmt.errors import DataError


def row(fr: str, en: str, traits: str = "", subjects: str = "") -> Collocation:
    return collocation({"fr": fr, "en": en, "traits": traits, "subjects": subjects})


def say(found: Collocation, who: str, tense: str = PRESENT, negation: str = "") -> tuple[str, str]:
    d = Draw(Random(1))
    subject = pronoun(d, who)
    clause = Clause(subject, Predicate(found.verb), tense, negation)
    clause.predicate.after = found.complement(d, subject, bool(negation))
    return written(realise(d, clause))


def written(phrase: Phrase) -> tuple[str, str]:
    _, forms = surface.english_words(phrase.en)
    return surface.french_text(surface.french_surface(phrase.fr))[0], surface.english_text(forms)[0]


@pytest.mark.parametrize("who", ["je", "elle", "on", "vous", "ils"])
def test_every_row_is_said_in_every_tense(who: str) -> None:
    for found in collocations():
        for tense in (PRESENT, NEAR_FUTURE, PASSE_COMPOSE, IMPERFECT):
            for negation in ("", "pas"):
                fr, en = say(found, who, tense, negation)
                assert not set("|~*{}<") & set(fr + en), (fr, en)
                assert "ONES" not in en and "one's" not in en and "  " not in fr + en, (fr, en)


def test_every_content_word_has_a_sure_link() -> None:
    light = frozenset("le la les l' de d' du des un une à au aux en se s' heure heures".split())
    d = Draw(Random(1))
    subject = pronoun(d, "ils")
    for found in collocations():
        for phrase in found.complement(d, subject):
            for word in phrase.fr:
                assert word.sure or word.text in light, (found.chunks, word.text)
                assert set(word.sure + word.possible) <= set(phrase.en)


def test_rows_are_unique_and_many() -> None:
    for table in ("collocations", "noun_phrases"):
        texts = [entry["fr"] for entry in read_table(table)]
        assert len(set(texts)) == len(texts)
    assert len(collocations()) >= 400 and len(complemented()) >= 60


def test_what_agrees_with_the_subject_does() -> None:
    home = row("rentrer | chez soi", "go | home")
    assert say(home, "elles", PASSE_COMPOSE) == ("Elles sont rentrées chez elles", "They went home")
    seated = row("être assis* | à côté de | le lit", "be sitting / be seated | next to | the bed", "state")
    assert say(seated, "elle") == ("Elle est assise à côté du lit", "She is sitting next to the bed")
    homework = row("faire | ses devoirs", "do | one's homework")
    assert say(homework, "on") == ("On fait nos devoirs", "We are doing our homework")


def test_an_article_that_a_negation_changes() -> None:
    bread = row("acheter | ~de la confiture", "buy | some jam")
    assert say(bread, "il") == ("Il achète de la confiture", "He is buying jam")
    assert say(bread, "il", negation="pas") == ("Il n'achète pas de confiture", "He is not buying any jam")
    dress = row("porter | ~une robe rouge", "wear | <a red dress")
    assert say(dress, "elle", negation="pas") == ("Elle ne porte pas de robe rouge", "She is not wearing a red dress")


def test_an_adjective_is_linked_across_its_noun() -> None:
    d = Draw(Random(1))
    (phrase,) = row("porter | ~une robe rouge", "wear | <a red dress").complement(d, pronoun(d, "elle"))
    assert [[en.text for en in word.sure] for word in phrase.fr] == [["a"], ["dress"], ["red"]]
    (phrase,) = row("descendre | à la prochaine station", "get off | at the next station").complement(d, NOBODY)
    assert [[en.text for en in word.sure] for word in phrase.fr] == [["at"], ["the"], ["next"], ["station"]]


NOBODY = NounPhrase([Fr("il", (En("he"),))], [En("he")], IL, IL, False, False, "his")


def test_the_chunks_and_traits_of_a_row_are_checked() -> None:
    with pytest.raises(DataError, match=r"collocations.tsv: 'partir \| au travail': 2 chunks in French, 1 in English"):
        row("partir | au travail", "leave")
    with pytest.raises(DataError, match=r"'dormir': unknown trait 'nightly'; expected achievement"):
        row("dormir", "sleep", "nightly")
    with pytest.raises(
        DataError, match=r"'aller \| à \{city\}': 'à \{city\}' is no chunk that can be filled; expected"
    ):
        row("aller | à {city}", "go | to {city}")


@pytest.mark.parametrize(("column", "cell", "message"), [
    ("said", "rougeâtre", "no adjective 'rougeâtre'"), ("verbs", "voir=watch", "no verb 'voir=watch'"),
])  # fmt: skip
def test_what_is_said_of_a_noun_is_in_the_lexicon(column: str, cell: str, message: str) -> None:
    entry = {"fr": "les rues | de la ville", "en": "the streets | of the city", "form": "fp", "said": "", "verbs": ""}
    with pytest.raises(DataError, match=message):
        noun_with_complement(entry | {column: cell})


def test_a_combination_nobody_could_compose_is_not_held_out() -> None:
    assert not any(held_out(*pair) for pair in (("mettre", "table"), ("porter", "robe"), ("prendre", "rendez-vous")))


@pytest.mark.parametrize("family", [said, wished, asked_about, complemented_noun])
def test_families_speak(family: Callable[[Draw], tuple[Phrase, str]]) -> None:
    rng = Random(3)
    for _ in range(300):
        phrase, mark = family(Draw(rng))
        fr, en = written(phrase)
        assert mark in ".?!" and not set("|~*{}<") & set(fr + en)
