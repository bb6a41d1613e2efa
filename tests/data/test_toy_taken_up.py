"""Pronouns that take up what a first clause names, however it is named; rien and personne with more behind them."""

from __future__ import annotations

import re
from random import Random

import pytest

from nmt.data.toy import surface
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.lexicon import adjectives, expressions, noun, nouns, verbs
from nmt.data.toy.phrases import noun_phrase, possessor_of
from nmt.data.toy.sentences import anybody, exchange, taken_up
from nmt.data.toy.sentences.pronoun_acts import acted, acts, object_pronoun, verb_of
from nmt.data.toy.subjects import name_phrase, pronoun
from tests.data.drawn import assert_varied_and_linked, draws, said, sides

NEW = [family for family, _ in taken_up.FAMILIES] + [anybody.nothing_for]


@pytest.mark.parametrize("family", NEW, ids=lambda family: family.__name__)
def test_a_family_varies_links_its_words_and_is_drawn(family: Family) -> None:
    assert_varied_and_linked(family, 120, 100)


def test_every_row_names_words_of_the_lexicon() -> None:
    qualities = {a.en for a in adjectives()} | {e.en for e in expressions("avoir_state")} | {"late"}
    classes = {name for entry in nouns() for name in entry.classes}
    heads = {v.lemma for v in verbs()}
    for act in acts():
        assert act.lemma in heads and set(act.classes) <= classes and set(act.good + act.bad) <= qualities, act
        assert set(act.forms) <= set("PHNJLFGCDAEIQRSMOKXBWY") and verb_of(act, None), act
        assert all(noun(thing) for thing in act.things), act


def _one(lemma: str, english: str = "") -> object:
    return next(a for a in acts() if a.lemma == lemma and (not english or a.english == english))


@pytest.mark.parametrize(
    ("lemma", "english", "form", "thing", "plural", "french", "translation"),
    [
        ("porter", "wear", "J", "robe", False, "je ne la porte jamais", "I never wear it"),
        ("porter", "wear", "J", "jean", False, "je ne le porte jamais", "I never wear them"),
        ("acheter", "", "M", "fleur", True, "je veux les acheter", "I want to buy them"),
        ("essayer", "try on", "M", "veste", False, "je veux l'essayer", "I want to try it on"),
        ("lire", "", "A", "lettre", True, "je les ai déjà lues", "I have already read them"),
        ("lire", "", "E", "lettre", False, "je ne l'ai pas encore lue", "I have not read it yet"),
        ("chercher", "", "P", "clé", True, "je les cherche", "I am looking for them"),
        ("trouver", "", "Y", "clé", True, "je ne les trouve pas", "I cannot find them"),
        ("connaître", "", "W", "chanson", False, "je la connais bien", "I know it well"),
        ("vendre", "", "O", "voiture", False, "je dois la vendre", "I must sell it"),
        ("faire", "do", "E", "devoirs", True, "je ne les ai pas encore faits", "I have not done it yet"),
    ],
)
def test_the_pronoun_agrees_in_both_languages(
    lemma: str, english: str, form: str, thing: str, plural: bool, french: str, translation: str
) -> None:
    d = Draw(Random(3))
    me = pronoun(d, "je")
    np = noun_phrase(d, noun(thing), possessor_of(me), plural, ())
    got = sides(acted(d, _one(lemma, english), form, np, me))  # type: ignore[arg-type]
    assert (got[0].lower(), got[1]) == (french, translation)


def test_a_person_is_him_her_or_them() -> None:
    d = Draw(Random(5))
    for _ in range(30):
        np = name_phrase(d)
        assert object_pronoun(np, False)[0].text == ("la" if np.feminine else "le")
        assert object_pronoun(np, True)[0].text == "lui"
        assert object_pronoun(np, True)[1][0].text == ("her" if np.feminine else "him")


_NAMED = re.compile(r"(?:^|[ ,.?] ?)(?:[Ii]l|[Ee]lle|[Ii]ls|[Ee]lles)\b")


def test_a_thing_is_never_he_or_she_and_lui_never_it_of_a_person() -> None:
    for family in (taken_up.with_quality, taken_up.named_then):
        for french, english in said(family, 900):
            if re.search(r"\b(ne )?(lui|leur) (ai|a|avons|vais|va|télé|écri|parle)", french):
                assert re.search(r"\b(him|her|them|it)\b", english), (french, english)
            if re.match(r"(Cette|Cet|Ce|Ces) (robe|livre|film|chanson|gâteau|maison|fleurs?)\b", french):
                assert not re.search(r"\b(him|her)\b", english.replace("her ", "", 1)), (french, english)


def test_the_participle_agrees_with_what_stands_before_it() -> None:
    found = 0
    for french, english in said(taken_up.named_then, 1500):
        if match := re.search(r"\bles ai (?:déjà )?(\w+)", french):
            found += 1
            assert match.group(1).endswith("s"), french
            assert re.search(r"\b(them|it)\b", english), (french, english)
    assert found > 10


def test_what_was_broken_or_dirty_was_so_before_it_was_mended() -> None:
    for french, _ in said(taken_up.with_quality, 900):
        if re.search(r"\best (cassée?|sale|fermée?|ouverte?)\b", french):
            assert not re.search(r"\bl'(ai|a|avons) (réparé|lavé|nettoyé|ouvert|fermé)", french), french


@pytest.mark.parametrize(
    ("family", "french", "english"),
    [
        (taken_up.with_quality, r"Mon \w+ est .* mais je l'aime bien", r"My .* but I (like|love) (it|him)"),
        (taken_up.with_quality, r"Ce.*, tu vas l(es |')essayer.*", r"Th.*, are you going to try (it|them) on.*"),
        (taken_up.with_quality, r".* est triste, .*nous allons lui .*", r".* is sad, .*we are going to .*"),
        (taken_up.with_quality, r"La fenêtre est ouverte, tu peux la fermer", "The window is open, can you close it"),
        (taken_up.named_then, r"Où est m(on|a) \w+ \? Je l[ea] cherche",
         r"Where is my .*\? I am looking for (it|her|him|them)"),
        (taken_up.named_then, r"C'est l'anniversaire de \w+, .*", r"It is \w+'s birthday, .*"),
        (taken_up.named_then, r"Il y a une? .*, tu (le|la) connais", r"There is an? .*, do you know (him|her|it)"),
        (taken_up.then_it_is, r"J'ai un vélo, .*il est .*", r"I have a bicycle, .*it is .*"),
        (taken_up.then_it_is, r"J'ai une sœur, elle \w+ (à|en) .*", r"I have a sister, she \w+ in .*"),
        (taken_up.because_of_it, r"Je cherche \w+ parce que je veux lui parler",
         r".* because I want to talk to (him|her)"),
        (taken_up.because_of_it, r"Ma \w+ est sale parce que je l'ai portée", r"My [\w -]+ is dirty because I wore it"),
    ],
)  # fmt: skip
def test_sentences_as_a_teacher_writes_them(family: Family, french: str, english: str) -> None:
    texts = [(fr, en) for fr, en in said(family, 6000) if re.fullmatch(french, fr)]
    assert texts and all(re.fullmatch(english, en) for _, en in texts), texts[:5]


def test_people_before_the_door_are_known_as_several() -> None:
    texts = [pair for pair in said(exchange.somebody_there, 4000) if " des gens " in pair[0] and "connai" in pair[0]]
    assert texts and all(" les connai" in fr and en.endswith("know them") for fr, en in texts)


def test_nothing_to_somebody_has_both_english_turns() -> None:
    kinds = set()
    for d in draws(400):
        phrase, mark = anybody.nothing_for(d)
        french, english = sides(phrase)
        known = surface.references(phrase.en, english)
        word = "rien" if re.search(r"\brien\b", french) else "personne"
        assert re.search(r"\banything\b" if word == "rien" else r"\banyone\b", english), (french, english)
        if mark == ".":
            wanted = "nothing" if word == "rien" else "no one"
            assert any(wanted in text and " not " not in text for text in known), (french, known)
        kinds.add((word, " lui " in french, " à " in french))
        linked = [w for w in phrase.fr if w.text == word]
        assert [en.text for en in linked[0].sure][:1] in (["anything"], ["anyone"])
    assert len(kinds) > 4
