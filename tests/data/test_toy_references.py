"""Every other correct English of a sentence: owners nobody decides, other words, other forms, other ways to say it."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from nmt.data.toy import lexicon
from nmt.data.toy.adverbials import at_home_of
from nmt.data.toy.clauses import IMPERFECT, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.corpus import DEFAULT_SEED
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import FAMILIES
from nmt.data.toy.indefinites import somebody
from nmt.data.toy.numbers import lasting
from nmt.data.toy.objects import generic_or_definite, predicate_for, sense
from nmt.data.toy.other_words import other_degrees, quality
from nmt.data.toy.phrases import NounPhrase, elsewhere, named_adjective, noun_phrase, possessor_of
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.compare import graded, most
from nmt.data.toy.sentences.manner import with_also
from nmt.data.toy.stream import Sentence
from nmt.data.toy.subjects import belonging_to, name_phrase, pronoun, relative
from nmt.data.toy.surface import english_text, english_words, french_surface, french_text, references
from nmt.data.toy.words import En, Phrase

_FAMILIES = {family.__name__: family for family, _ in FAMILIES}


def draw(seed: int = 0) -> Draw:
    return Draw(Random(seed), alternatives=True)


def english(en: list[En]) -> tuple[str, set[str]]:
    """The canonical English, and every other."""
    said = english_text(english_words(en)[1])[0]
    return said, set(references(en, said))


def said(phrase: Phrase) -> tuple[str, str, set[str]]:
    return (french_text(french_surface(phrase.fr))[0], *english(phrase.en))


@cache
def _drawn(family: str, count: int) -> list[tuple[str, Phrase]]:
    phrases = [_FAMILIES[family](draw(seed))[0] for seed in range(count)]
    return [(french_text(french_surface(phrase.fr))[0], phrase) for phrase in phrases]


def drawn(family: str, french: str, count: int = 2000) -> list[tuple[str, str, set[str]]]:
    """What a family says in sentences whose French has these words, of so many."""
    return [said(phrase) for text, phrase in _drawn(family, count) if french in text]


def person_named(name: str) -> NounPhrase:
    return next(np for seed in range(500) if (np := name_phrase(draw(seed))).en[0].text == name)


def adjective(lemma: str, en: str) -> lexicon.Adjective:
    return next(a for a in lexicon.adjectives() if (a.lemma, a.en) == (lemma, en))


def test_a_clause_decides_whose_only_for_its_own_subject() -> None:
    she = pronoun(draw(), "elle")
    assert possessor_of(she).alternatives == ()
    assert (possessor_of(elsewhere(she)).english, possessor_of(elsewhere(she)).alternatives) == ("her", ("his",))
    they = pronoun(draw(), "ils")
    assert possessor_of(elsewhere(they)).alternatives == ()


def test_the_father_of_a_woman_may_love_his_car_or_hers() -> None:
    father = belonging_to(draw(), lexicon.noun("père"), owner=person_named("Marie"))
    assert (possessor_of(father).english, possessor_of(father).alternatives) == ("his", ("her",))
    mother = belonging_to(draw(), lexicon.noun("mère"), owner=person_named("Marie"))
    assert possessor_of(mother).alternatives == ()


_OTHER = {"his": "her", "her": "his", "His": "Her", "Her": "His"}


@pytest.mark.parametrize(("family", "french"), [("fits", " son "), ("when_it_was", "Son "), ("meanwhile", ", sa ")])
def test_an_owner_whom_nothing_decides_is_his_or_hers(family: str, french: str) -> None:
    found = [row[1:] for row in drawn(family, french) if sum(word in _OTHER for word in row[1].split()) == 1]
    assert found
    for canonical, others in found:
        assert " ".join(_OTHER.get(word, word) for word in canonical.split()) in others, (canonical, others)


def test_a_wife_may_be_a_womans() -> None:
    found = [english(np.en) for np in (relative(draw(seed)) for seed in range(800)) if np.en[-1].text == "wife"]
    assert ("His wife", {"Her wife"}) in found


def test_every_word_for_a_quality_counts_behind_be_and_beside_a_noun() -> None:
    soup = noun_phrase(draw(), lexicon.noun("soupe"), "definite")
    hot = adjective("chaud", "hot")
    hot_soup = realise(draw(), Clause(soup, Predicate(be(), [adjective_phrase(draw(), hot, soup, 0.0)])))
    assert said(hot_soup) == ("La soupe est chaude", "The soup is hot", {"The soup is warm"})
    sick = adjective("malade", "sick")
    assert english(quality(sick, "malade", True).en) == ("Sick", {"Ill"})
    assert english(quality(sick, "malade", True, beside=True).en) == ("Sick", set())  # not: an ill man
    assert english(quality(named_adjective("petit", "small"), "petit", True).en) == ("Small", set())
    assert quality(sick, "malade", False).en[0].choice is None


def test_a_big_thing_is_not_an_older_one() -> None:
    assert english(quality(named_adjective("grand", "big"), "grand", True, beside=True).en) == ("Big", {"Large"})


@pytest.mark.parametrize(
    ("lemma", "en", "more", "others"),
    [
        ("poli", "polite", "More polite", {"Politer"}),
        ("gentil", "kind", "Kinder", {"Nicer"}),
        ("sympathique", "friendly", "Friendlier", {"More friendly", "Nicer"}),
        ("ennuyeux", "boring", "More boring", {"Duller"}),
        ("honnête", "honest", "More honest", set()),
        ("strict", "strict", "Stricter", {"More strict"}),
    ],
)
def test_comparatives_that_dictionaries_list_beside_each_other(
    lemma: str, en: str, more: str, others: set[str]
) -> None:
    he = pronoun(draw(), "il")
    assert english(graded(draw(), "plus", adjective(lemma, en), he)[1]) == (more, others)
    _, top = most(draw(), adjective(lemma, en), False, False)
    assert len(english(top)[1]) == len(others)


def test_no_comparative_is_made_of_a_word_that_has_none() -> None:
    forms = {form for degrees in other_degrees().values() for pair in degrees for form in pair}
    assert forms.isdisjoint({"iller", "gladder", "littler", "pleaseder", "upsetter", "lovelyer"})
    assert {"smarter", "more upset", "cleverest", "loveliest"} <= forms


def test_less_is_not_as() -> None:
    he, tall = pronoun(draw(), "il"), adjective("grand", "tall")
    _, en, than = graded(draw(), "moins", tall, he)
    assert english([*en, *than]) == ("Less tall than", {"Not as tall as"})
    _, en, than = graded(draw(), "moins", tall, he, negated=True)
    assert english([*en, *than]) == ("Less tall than", set())
    _, en, than = graded(draw(), "moins", adjective("cher", "expensive"), he)
    assert english([*en, *than]) == ("Cheaper than", {"Less expensive than", "Not as expensive as"})


def test_he_or_it() -> None:
    things = [f"He is {name}" for name in ("French", "English", "American", "Spanish", "Italian", "German")]
    found = [row for row in drawn("quality", "Il est ", 10_000) if row[1] in things]
    assert found and all(row[2] == {row[1].replace("He", "It")} for row in found)  # or a novel
    elsewhere = ("He is Mexican", "He is Canadian", "He is Swiss")
    foreign = [row for row in drawn("quality", "Il est ", 10_000) if row[1] in elsewhere]
    assert foreign and all(row[2] == set() for row in foreign)  # the lexicon says it of people only


def test_today_is_a_day() -> None:
    found = [row for row in drawn("calendar", "On est ") if row[0] == "On est samedi"]
    assert found and all(row[1:] == ("It is Saturday", {"Today is Saturday"}) for row in found)
    assert any(row[1].startswith("Tomorrow is ") for row in drawn("calendar", "Demain, c'est "))
    dates = [row for row in drawn("calendar", "Nous sommes le ") if row[0] == "Nous sommes le huit mai"]
    assert all({"It is May the eighth", "It is the eighth of May"} <= row[2] for row in dates)


def test_to_leave_a_place_is_to_go_or_come_out_of_it() -> None:
    found = [row for row in drawn("out_of", " sorti") if row[1].endswith(" left the movie theater")]
    assert found
    for _, canonical, others in found:
        assert {canonical.replace("left", "went out of"), canonical.replace("left", "came out of")} <= others


def clause_said(lemma: str, english_head: str, tense: str = PRESENT, **how: bool) -> tuple[str, set[str]]:
    they = pronoun(draw(), "ils")
    return english(realise(draw(), Clause(they, Predicate(sense(lemma, english_head)), tense, **how)).en)  # type: ignore[arg-type]


def test_forms_of_the_verb_that_are_as_good() -> None:
    assert clause_said("fonctionner", "work") == ("They work", {"They are working"})
    assert "They used to dance" in clause_said("danser", "dance", IMPERFECT, habitual=True)[1]
    assert "They used to dance" not in clause_said("danser", "dance", IMPERFECT)[1]
    assert {"They are beginning", "They start"} <= clause_said("commencer", "start")[1]
    assert "They came out" in clause_said("sortir", "go", PASSE_COMPOSE)[1]


def test_likes_to_swim_is_likes_swimming() -> None:
    they = pronoun(draw(), "elles")
    like = Predicate(lexicon.verb("aimer", "inf"), infinitive=Predicate(lexicon.verb("nager", "intr")))
    canonical, others = english(realise(draw(), Clause(they, like)).en)
    assert canonical == "They like to swim"
    assert others == {"They like swimming", "They love to swim", "They love swimming"}


def test_must_not_is_more_than_does_not_have_to() -> None:
    he = pronoun(draw(), "il")
    must = Predicate(lexicon.verb("devoir", "inf"), infinitive=Predicate(lexicon.verb("partir", "intr")))
    assert "He has to leave" in english(realise(draw(), Clause(he, must)).en)[1]
    assert english(realise(draw(), Clause(he, must, PRESENT, "pas")).en)[1] == set()


def test_other_verbs_are_spelt_right() -> None:
    forms = {word for verb in lexicon.verbs() for other in verb.others for word in (*other.ing, *other.past)}
    assert {"beginning", "fitting", "shutting", "getting", "dressing"} <= forms
    assert forms.isdisjoint({"begining", "comed", "goed", "fited", "taked", "pickked"})


def test_what_comes_in_pairs() -> None:
    jeans = lexicon.noun("jean")
    assert said(noun_phrase(draw(), jeans, "indefinite")) == ("Un jean", "Jeans", {"A pair of jeans"})
    assert said(noun_phrase(draw(), jeans, 2, True))[:2] == ("Deux jeans", "Two pairs of jeans")
    wear = sense("porter", "wear")
    for seed in range(2000):
        predicate = predicate_for(draw(seed), wear, pronoun(draw(), "je"))
        assert not {"botte", "chaussure", "gant"} & {word.text for word in predicate.after[0].fr}


def test_one_likes_the_moon_and_chess() -> None:
    he = pronoun(draw(), "il")
    for seed in range(40):
        assert said(generic_or_definite(draw(seed), lexicon.noun("lune"), he))[0] == "La lune"
        assert said(generic_or_definite(draw(seed), lexicon.noun("échecs"), he))[:2] == ("Les échecs", "Chess")


def test_lasting_qualities_are_not_denied_for_good_or_for_ever() -> None:
    for french, _ in _drawn("quality", 2000):
        if " jamais " in f"{french} " or " plus " in french:
            assert not {"haut", "haute", "grand", "grande", "grandes", "rouge"} & set(french.split()), french


def test_asking_for_the_other_words_does_not_change_what_is_said() -> None:
    """A sentence is drawn without them to find its split, and again with them."""
    for index in range(3000):
        plain, full = Sentence(DEFAULT_SEED, index), Sentence(DEFAULT_SEED, index, alternatives=True)
        assert plain.key == full.key
        assert english_words(plain.en)[1] == english_words(full.en)[1]


def test_where_nothing_shows_if_it_is_a_woman_it_is_his_or_hers() -> None:
    pupil = next(n for n in lexicon.nouns() if n.lemma == "élève" and n.gender == "f")
    hidden = noun_phrase(draw(), pupil, "definite", False, ())
    assert (possessor_of(hidden).english, possessor_of(hidden).alternatives) == ("his", ("her",))
    shown = noun_phrase(draw(), pupil, "indefinite", False, ())
    assert (possessor_of(shown).english, possessor_of(shown).alternatives) == ("her", ())
    french = noun_phrase(draw(), pupil, "definite", False, (adjective("français", "French"),))
    assert (possessor_of(french).english, possessor_of(french).alternatives) == ("her", ())


def test_since_when_or_how_long() -> None:
    hours = noun_phrase(draw(), lexicon.noun("heure"), 3, True)
    assert said(lasting(hours)) == (
        "Depuis trois heures",
        "For three hours",
        {"Since three", "Since three o'clock"},
    )
    assert said(lasting(noun_phrase(draw(), lexicon.noun("heure"), 20, True)))[2] == set()


def test_other_verbs_will_do_behind_another_and_in_an_order() -> None:
    he, go_home = pronoun(draw(), "il"), Predicate(lexicon.verb("rentrer", "intr"))
    wants = Clause(he, Predicate(lexicon.verb("vouloir", "inf"), infinitive=go_home), PRESENT)
    assert english(realise(draw(), wants).en) == (
        "He wants to go home",
        {"He wants to come home", "He wants to get home", "He wants to come back"},
    )
    taken = commanded(draw(), pronoun(draw(), "vous"), Predicate(sense("prendre", "have")), negated=True)
    assert english(taken.en) == ("Do not have", {"Do not take"})


def test_each_has_a_hand_of_his_own() -> None:
    raise_hand = Predicate(lexicon.verb("lever la main", "intr"))
    we = pronoun(draw(), "nous")
    must = Clause(we, Predicate(lexicon.verb("devoir", "inf"), infinitive=raise_hand), PRESENT)
    assert english(realise(draw(), must).en)[0] == "We must raise our hands"
    assert english(commanded(draw(), we, raise_hand, negated=False).en)[0] == "Let us raise our hands"
    assert english(commanded(draw(), pronoun(draw(), "tu"), raise_hand, negated=False).en)[0] == "Raise your hand"


def test_what_is_somebodys_lies_in_the_same_persons_bag() -> None:
    ruler = noun_phrase(draw(), lexicon.noun("règle"), possessor_of(pronoun(draw(), "elle")))
    assert (possessor_of(ruler).english, possessor_of(ruler).alternatives) == ("her", ("his", "its"))
    assert possessor_of(noun_phrase(draw(), lexicon.noun("règle"), "definite")).english == "its"


def test_someone_has_their_friend_or_his_or_hers() -> None:
    assert possessor_of(somebody(draw())).english == "their"
    assert set(possessor_of(somebody(draw())).alternatives) == {"his", "her"}


def test_a_week_may_stand_before_the_place_and_goes_without_for() -> None:
    french, canonical, others = drawn("stayed_for", "est resté une semaine à")[0]
    place = french.rpartition(" ")[2]
    assert canonical.endswith(f"stayed in {place} for a week")
    subject = canonical.partition(" stayed")[0]
    assert {f"{subject} stayed for a week in {place}", f"{subject} stayed a week in {place}"} <= others
    assert not any("for for" in other or other.count(place) != 1 for other in others)


@pytest.mark.parametrize(
    ("motion", "canonical", "others"),
    [
        (True, "to the dentist", {"to the dentist's", "to the dentist's office"}),
        (False, "at the dentist's", {"at the dentist", "at the dentist's office"}),
    ],
)
def test_one_goes_to_the_dentist_and_is_at_the_dentists(motion: bool, canonical: str, others: set[str]) -> None:
    phrases = (at_home_of(draw(seed), pronoun(draw(), "je"), motion) for seed in range(500))
    there = next(said(phrase) for phrase in phrases if any(word.text == "dentiste" for word in phrase.fr))
    assert there == ("Chez le dentiste", canonical.capitalize(), {other.capitalize() for other in others})


def test_too_is_also() -> None:
    clause = with_also(Clause(pronoun(draw(), "je"), Predicate(lexicon.verb("dormir", "intr")), PRESENT))
    assert {"I am sleeping too", "I also sleep", "I sleep too"} <= english(realise(draw(), clause).en)[1]
    assert english(realise(draw(), clause).en)[0] == "I am also sleeping"


def test_beasts_may_be_these_ones() -> None:
    _, canonical, others = drawn("beasts_eat", "Les chiens mangent de la viande")[0]
    assert canonical.startswith("Dogs eat meat")
    assert any(other.startswith("The dogs are eating meat") for other in others)
