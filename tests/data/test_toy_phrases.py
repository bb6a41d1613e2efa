"""Noun phrases: adjectives, measures, parts, coordination, and whom a possessive goes back to."""

from __future__ import annotations

from random import Random

from nmt.data.toy import french, lexicon
from nmt.data.toy.complements import all_of, measured, part_of, placed, qualified, two_things
from nmt.data.toy.draw import Draw
from nmt.data.toy.phrases import (
    NounPhrase,
    free_possessor,
    kin_adjectives,
    named_adjective,
    noun_phrase,
    possessor_of,
)
from nmt.data.toy.pronouns import ObjectPronoun, given
from nmt.data.toy.subjects import belonging_to, couple, name_phrase, others_and_me, pronoun
from nmt.data.toy.surface import english_text, english_words, references
from nmt.data.toy.verb_groups import owned_words
from nmt.data.toy.words import Phrase
from tests.data.drawn import sides


def draws() -> list[Draw]:
    return [Draw(Random(seed)) for seed in range(400)]


def test_adjectives_on_both_sides_of_a_noun() -> None:
    d, house = Draw(Random(0)), lexicon.noun("maison")
    white = next(a for a in lexicon.adjectives() if a.lemma == "blanc")
    np = noun_phrase(d, house, "demonstrative", False, (named_adjective("petit", "small"), white))
    assert sides(np) == ("Cette petite maison blanche", "This small white house")
    canonical = [[en.text for en in word.sure if en.option == 0] for word in np.fr]
    assert canonical == [["this"], ["small"], ["house"], ["white"]]
    assert "This little white house" in references(np.en, sides(np)[1])


def test_relatives_and_friends_have_their_own_adjectives() -> None:
    said = set()
    for d in draws():
        for lemma, gender in (("frère", "m"), ("amie", "f")):
            found = kin_adjectives(d, lexicon.noun(lemma, gender))
            said.add(sides(noun_phrase(d, lexicon.noun(lemma, gender), possessor_of(pronoun(d, "je")), False, found)))
    assert {("Mon petit frère", "My little brother"), ("Mon grand frère", "My big brother")} <= said
    assert {("Ma meilleure amie", "My best friend"), ("Ma nouvelle amie", "My new friend")} <= said


def test_measures_keep_count_nouns_plural_but_for_pieces() -> None:
    said = set()
    for d in draws():
        for lemma in ("eau", "pomme", "gâteau"):
            for name in ("vouloir", "acheter"):
                np = measured(d, lexicon.verb(name, "tr"), lexicon.noun(lemma))
                said |= {sides(np)} if np else set()
    assert {("Un verre d'eau", "A glass of water"), ("Un kilo de pommes", "A kilo of apples")} <= said
    assert {
        ("Un morceau de gâteau", "A piece of cake"),
        ("Le dernier morceau de gâteau", "The last piece of cake"),
    } <= said
    assert measured(Draw(Random(0)), lexicon.verb("vouloir", "tr"), lexicon.noun("voiture")) is None


def test_a_part_has_its_whole_behind_it_and_may_be_a_compound_in_english() -> None:
    kitchen = {
        (sides(np), references(np.en, sides(np)[1]))
        for d in draws()
        if (np := part_of(d, lexicon.noun("porte"), False)) and sides(np)[0] == "La porte de la cuisine"
    }
    assert kitchen == {(("La porte de la cuisine", "The kitchen door"), ("The door of the kitchen",))}
    photos = {sides(np) for d in draws() if (np := part_of(d, lexicon.noun("photo"), True, pronoun(d, "nous")))}
    assert ("Les photos de notre voyage", "The photos of our trip") in photos


def test_two_things_of_one_kind() -> None:
    buy = lexicon.verb("acheter", "tr")
    vegetable, egg = lexicon.noun("légume"), lexicon.noun("œuf")
    said = {
        sides(np) for d in draws() if (np := two_things(d, buy, vegetable, (vegetable, egg), pronoun(d, "je"), False))
    }
    assert ("Des légumes et des œufs", "Vegetables and eggs") in said
    assert two_things(Draw(Random(0)), buy, vegetable, (vegetable,), pronoun(Draw(Random(0)), "je"), False) is None


def test_her_goes_back_to_a_woman_and_his_to_a_man() -> None:
    seen = set()
    for d in draws():
        pair = couple(d)
        words = [word.text for word in pair.fr]
        for name, gender in lexicon.names():
            if words[:2] == [name, "et"] and words[2] in ("son", "sa"):
                seen.add((gender, pair.en[2].text))
        assert pair.plural and pair.owner == "their"
    assert seen == {("f", "her"), ("m", "his")}
    for d in draws():
        first: NounPhrase = name_phrase(d)
        owner = free_possessor(d)
        if owner.person == french.IL:
            assert owner.english == ("her" if first.feminine else "his")


def test_somebody_and_i() -> None:
    d = Draw(Random(0))
    np = others_and_me(d)
    assert (np.person, np.en_person, np.owner, np.plural) == (french.NOUS, french.NOUS, "our", True)
    assert np.en[-1].text == "I"
    assert " et moi" in sides(np)[0]


def test_the_complement_of_a_compound_comes_first_in_english() -> None:
    np = noun_phrase(Draw(Random(0)), lexicon.noun("glace à la fraise"), "partitive")
    assert sides(np) == ("De la glace à la fraise", "Strawberry ice cream")
    sure = {word.text: [en.text for en in word.sure] for word in np.fr[2:]}
    assert sure == {"glace": ["ice", "cream"], "à": [], "la": [], "fraise": ["strawberry"]}


def test_a_person_is_given_a_thing_or_the_thing_to_the_person() -> None:
    _, her = ObjectPronoun("lui", ("him", "her")).words()
    letter = noun_phrase(Draw(Random(0)), lexicon.noun("lettre"), "indefinite")
    words = given(lexicon.verb("écrire", "ditr"), her, letter.en)
    assert english_text(english_words(words)[1])[0] == "Him a letter"
    assert references(words, "Him a letter") == ("Her a letter", "A letter to him", "A letter to her")


def test_clauses_with_qui_say_who_of_people_and_that_of_things() -> None:
    said = set()
    for d in draws():
        for lemma, plural in (("gens", True), ("hôtel", False)):
            said.add(sides(qualified(d, noun_phrase(d, lexicon.noun(lemma), "definite", plural, ()), 1.0)))
    assert ("Les gens qui habitent ici", "The people who live here") in said
    assert ("L'hôtel qui n'est pas cher", "The hotel that is not expensive") in said


def test_a_graded_quality_stands_before_the_other_in_english() -> None:
    man = next(n for n in lexicon.nouns() if n.fr[0] == "homme")
    old = named_adjective("vieux", "old")
    said = {sides(qualified(d, noun_phrase(d, man, "indefinite", False, (old,)), 1.0)) for d in draws()}
    assert ("Un vieil homme très gentil", "A very kind old man") in said


def test_all_of_several_people() -> None:
    friends = {
        sides(all_of(d, noun_phrase(d, lexicon.noun("amie"), possessor_of(pronoun(d, "je")), True))) for d in draws()
    }
    assert friends == {("Mes amies", "My friends"), ("Toutes mes amies", "All my friends")}


def test_a_mans_copine_is_his_girlfriend() -> None:
    d = Draw(Random(0))
    copine = lexicon.noun("copine")
    assert sides(noun_phrase(d, copine, possessor_of(pronoun(d, "il")), False, ()))[1] == "His girlfriend"
    assert sides(noun_phrase(d, copine, possessor_of(pronoun(d, "elle")), False, ()))[1] == "Her friend"
    he = pronoun(d, "il")
    assert sides(belonging_to(d, copine, owner=he))[1].endswith("girlfriend")


def test_everybody_raises_a_hand_of_his_own() -> None:
    d = Draw(Random(0))
    texts = ("raise", "one's", "hand")
    assert owned_words(texts, pronoun(d, "elle")) == ["raise", "her", "hand"]
    assert owned_words(texts, pronoun(d, "ils")) == ["raise", "their", "hands"]


def test_things_are_put_somewhere_and_salt_into_a_dish() -> None:
    put = next(v for v in lexicon.verbs_of("tr_place") if "seasoning" in v.objects)
    said = set()
    for d in draws():
        predicate = placed(d, put, lexicon.noun("sel"), pronoun(d, "je"), False)
        said.add(sides(Phrase(predicate.french_after(), predicate.english_after())))
    assert ("Trop de sel dans la soupe", "Too much salt in the soup") in said
