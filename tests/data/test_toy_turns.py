"""Places that suit a verb and its object, two times in a sentence, longer relative clauses, mine and Paul's."""

from __future__ import annotations

import re
from random import Random

import pytest

from nmt.data.toy import lexicon, surface
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, JE, NOUS, TU
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.sentences import acquaintances, asking_more, knowing, put_there, told, turns
from nmt.data.toy.sentences.out_and_about import done_somewhere
from nmt.data.toy.sentences.reference import taken_up
from nmt.data.toy.sentences.settings import in_its_room
from nmt.data.toy.sentences.timetable import appointed, day_and_hour, in_the_morning, opening
from nmt.data.toy.subjects import pronoun
from nmt.data.toy.whereabouts import places_for, whereabouts
from nmt.data.toy.words import Phrase
from tests.data.drawn import draws, said, sides


def links(phrase: Phrase) -> str:
    positions, forms = surface.english_words(phrase.en)
    fr = surface.french_surface(phrase.fr)
    sure, _ = surface.links(fr, positions)
    return " ".join(f"{fr[i].text}-{forms[j]}" for i, j in sorted(sure))


def test_bread_is_bought_at_the_bakery_and_nowhere_odd() -> None:
    buy, bread = lexicon.verb("acheter", "tr"), lexicon.noun("pain")
    found = {
        sides(where)[1]
        for d in draws()
        if (where := whereabouts(d, buy, noun_phrase(d, bread, "partitive"), pronoun(d, "je")))
    }
    assert {re.sub("(new|old|big|small) ", "", place) for place in found} == {"At the bakery", "At the supermarket"}


def test_no_place_where_the_table_has_none_or_the_object_is_long_or_goes_to_somebody() -> None:
    d = Draw(Random(0))
    je, pen, buy = pronoun(d, "je"), lexicon.noun("stylo"), lexicon.verb("acheter", "tr")
    assert whereabouts(d, buy, noun_phrase(d, pen, "definite"), je) is None
    bread = noun_phrase(d, lexicon.noun("pain"), "partitive")
    long = NounPhrase(bread.fr * 3, bread.en * 3, IL, IL, False, False, "its")
    long.noun = bread.noun
    assert whereabouts(d, buy, bread, je) is not None and whereabouts(d, buy, long, je) is None
    assert whereabouts(d, lexicon.verb("acheter", "ditr"), bread, je) is None


def test_every_row_of_whereabouts_says_something_for_its_verb() -> None:
    for row in lexicon.read_table("whereabouts"):
        verbs = [v for v in lexicon.verbs() if v.lemma == row["verb"] and v.frame != "ditr"]
        assert verbs, row
        things = [n for n in lexicon.nouns() if n.lemma in row["objects"].split() or n.has(*row["objects"].split())]
        for lemma_or_class in row["objects"].split():
            assert any(n.lemma == lemma_or_class or n.has(lemma_or_class) for n in lexicon.nouns()), row
        assert any(places_for(v, thing) for v in verbs for thing in things or [None]), row


def test_a_pronoun_takes_the_places_of_its_sense_only() -> None:
    tidy = [v for v in lexicon.verbs() if v.lemma == "ranger"]
    assert [bool(places_for(v, None)) for v in tidy] == [v.en.base[0] == "put" for v in tidy]


def test_a_day_and_an_hour_come_in_either_order_in_english() -> None:
    both = [
        (sides(when), surface.references(when.en, sides(when)[1])) for d in draws() for when in [day_and_hour(d, True)]
    ]
    (french, english), others = next(item for item in both if item[0][0].startswith("Hier à"))
    assert english.startswith("Yesterday at ") and any(other.endswith(" yesterday") for other in others), french


def test_days_and_hours_of_opening() -> None:
    texts = said(opening)
    assert any(" du lundi au vendredi" in fr for fr, _ in texts)
    for fr, en in texts:
        assert ("du lundi au vendredi" in fr) == ("from Monday to Friday" in en), (fr, en)
        assert ("jusqu'à" in fr) == (" until " in en), (fr, en)
    for fr, en in said(in_the_morning):
        part = {"du matin": "in the morning", "de l'après-midi": "in the afternoon", "du soir": "in the evening"}
        assert [en.count(part[french]) for french in part] == [fr.count(french) for french in part], (fr, en)
    assert any("demain" in fr and "tomorrow at" in en for fr, en in said(appointed))


def test_what_was_given_agrees_with_the_participle_behind_it() -> None:
    texts = [fr for fr, _ in said(told.told_relative, 600) if re.search(r"\b(m'|t'|lui |nous |vous )[aà]", fr)]
    given = r"(offert|donné|acheté|envoyé|apporté|prêté|montré)(e?)(s?)\b"
    seen = set()
    for fr in texts:
        match = re.search(rf"\b([Ll]a|[Ll]es|[Ll]e) \w+ qu[e'].*?{given}", fr)
        if match:
            article, _, feminine, plural = match.groups()
            assert (plural == "s") == (article.lower() == "les"), fr
            assert article.lower() == "les" or (feminine == "e") == (article.lower() == "la"), fr
            seen.add(article.lower())
    assert seen == {"la", "le", "les"}


def test_where_one_was_born() -> None:
    texts = dict(said(told.told_relative, 1500))
    found = {en for fr, en in texts.items() if "où je suis né" in fr}
    assert found and all(" where I was born" in en for en in found)


@pytest.mark.parametrize(
    ("owner", "feminine", "plural", "french", "english"),
    [
        (JE, False, False, "Le mien", "Mine"),
        (TU, True, False, "La tienne", "Yours"),
        (IL, False, True, "Les siens", "His"),
        (NOUS, True, False, "La nôtre", "Ours"),
        (ILS, True, True, "Les leurs", "Theirs"),
    ],
)
def test_mine_and_yours(owner: int, feminine: bool, plural: bool, french: str, english: str) -> None:
    assert sides(turns.owned_one(owner, feminine, plural)) == (french, english)


def test_that_of_somebody_is_somebodys() -> None:
    for fr, en in said(turns.that_of):
        owner = re.search(r"ce(?:lui|lle|ux|lles) (?:de |d')(\w+)$", fr)
        assert owner is not None and en.endswith(f" {owner[1]}'s"), (fr, en)


def test_nothing_but_is_only() -> None:
    for d in draws(60):
        phrase, _ = turns.nothing_but(d)
        assert re.search(r"\bn[e']-only .*\bqu[e']-only", links(phrase)), links(phrase)
        assert " only " in sides(phrase)[1]


def test_because_of_and_as_far_as() -> None:
    assert all(" because of " in en for _, en in said(turns.because_of, 60))
    phrases = [turns.as_far_as(d)[0] for d in draws(60)]
    assert all("jusqu'à" in sides(p)[0] or "jusqu'au" in sides(p)[0] for p in phrases)
    assert all(any(" as far as " in other for other in surface.references(p.en, sides(p)[1])) for p in phrases)


def test_somebody_taken_up_is_him_or_her_as_the_name_says() -> None:
    genders, seen = dict(lexicon.names()), set()
    for fr, en in said(acquaintances.known_person, 400):
        name = fr.split()[0]
        if name in genders:
            assert re.search(rf"\b{'her' if genders[name] == 'f' else 'him'}\b", en), (fr, en)
            seen.add(genders[name])
    assert seen == {"m", "f"}


def test_a_table_is_told_by_its_room() -> None:
    phrases = [in_its_room(d, lexicon.noun("table")) for d in draws()]
    kitchen = next(p for p in phrases if sides(p)[0] == "La table de la cuisine")
    assert sides(kitchen)[1] == "The kitchen table"
    assert surface.references(kitchen.en, "The kitchen table") == ("The table in the kitchen",)
    assert links(kitchen) == "la-the table-table cuisine-kitchen"


def test_what_is_put_somewhere_agrees_and_stays_it_in_english() -> None:
    for fr, en in said(put_there.put_it):
        pronoun_ = re.search(r"\b(les|l'|le|la)(?= (?:ai|as|a|avons|avez|ont)\b|(?:ai|as|a|avons|avez|ont)\b)", fr)
        if pronoun_ is not None:
            assert (" them " in en) == (pronoun_[1] == "les"), (fr, en)
            participle = re.search(r"\b(mis|posé|laissé)(e?)(s?)\b", fr)
            assert participle is not None
            assert pronoun_[1] != "les" or participle[3] == "s" or participle[1] == "mis", fr
    texts = dict(said(put_there.left_there) + said(put_there.lost_and_found))
    assert any("Je l'ai laissée sur" in fr and "I left it on" in en for fr, en in texts.items())
    assert any("les a trouvées sous" in fr and "found them under" in en for fr, en in texts.items())


def test_the_preposition_of_a_question_ends_its_english() -> None:
    for d in draws(100):
        phrase, _ = asking_more.with_whom(d)
        fr, en = sides(phrase)
        if fr.startswith("Avec qui"):
            assert " with" in en and "avec-with qui-who" in links(phrase), (fr, en)
        if fr.startswith("De quoi"):
            assert " about" in en and "de-about quoi-what" in links(phrase), (fr, en)
    assert all(en.startswith("How long ") for _, en in said(asking_more.how_long, 60))
    assert any("vient nous voir" in fr and "to see us" in en for fr, en in said(asking_more.come_and))


def test_what_one_does_not_know_keeps_the_order_of_a_statement() -> None:
    texts = [(fr, en) for fr, en in said(knowing.indirect_question) if " où il habite" in fr]
    assert texts and all(en.endswith(" where he lives") for _, en in texts)


def test_ne_pas_trouver_is_not_to_be_able_to_find() -> None:
    for fr, en in said(knowing.cannot_find, 60):
        assert "trouv" in fr and (" cannot find " in en or " can no longer find " in en), (fr, en)
    chains = [(fr, en) for fr, en in said(taken_up) if "trouve" in fr]
    assert chains and all(" cannot find " in en for fr, en in chains if " pas" in fr)


def test_how_long_one_stayed_follows_the_place_in_english() -> None:
    for d in draws(150):
        phrase, _ = knowing.stayed_for(d)
        fr, en = sides(phrase)
        if " une semaine à " in fr:
            assert re.search(r" in \w+( \w+)? for a week$", en), (fr, en)
        assert " for " in en


def test_the_best_pupil_of_the_class() -> None:
    texts = dict(said(knowing.best_pupil, 600))
    assert any(
        "le meilleur élève de la classe" in fr and "the best student in the class" in en for fr, en in texts.items()
    )
    assert any("l'élève la plus intelligente de la classe" in fr and "the most intelligent student" in en
               for fr, en in texts.items())  # fmt: skip


def test_what_is_done_somewhere_has_a_place() -> None:
    bought = [(fr, en) for fr, en in said(done_somewhere, 1500) if re.search(r"achet", fr)]
    assert bought and all(re.search(r" (at|in|to) ", en) for _, en in bought)


def test_what_one_never_eats_has_no_article_in_english() -> None:
    texts = dict(said(knowing.goes_without))
    assert all(not re.search(r" (a|an|any|some) ", en) for en in texts.values())
    assert any("veut jamais manger de " in fr and " never wants to eat " in en for fr, en in texts.items())
