"""The same French gets the same English in every family, and every other correct English is a reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest

from nmt.data.corpus import SentencePair
from nmt.data.toy import lexicon
from nmt.data.toy.clauses import PRESENT, Clause, Predicate
from nmt.data.toy.collocated import collocations, row_of
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import Family
from nmt.data.toy.indefinites import ce
from nmt.data.toy.joining import Line
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences import (
    affected,
    asking_where,
    begun,
    called,
    choices,
    existence,
    halves,
    indirectly,
    kinds,
    lasting,
    pointed,
    postures,
    remarks,
    sayings,
    spans,
    strung,
    taken_up,
    talk,
)
from nmt.data.toy.stream import as_pair
from nmt.data.toy.subjects import name_phrase, pronoun
from nmt.data.toy.surface import english_text, english_words, french_surface, french_text, references
from nmt.data.toy.words import pair as words_of


def drawn(family: Family, french: str, enough: int = 4, draws: int = 20_000) -> Iterator[SentencePair]:
    """Some of the family's sentences whose French holds the pattern, with references."""
    found = 0
    for seed in range(draws):
        phrase, _ = family(Draw(Random(seed), False))
        if re.search(french, french_text(french_surface(phrase.fr))[0]):
            phrase, mark = family(draw := Draw(Random(seed), True))
            yield as_pair(Line(french_surface(phrase.fr), phrase.en, mark, draw.tags), as_typed=False)
            found += 1
            if found == enough:
                return
    assert found, french


SAID: list[tuple[Family, str, str, tuple[str, ...]]] = [
    (asking_where.where_going, r"^Comment .*\bva.* au [a-bd-z]+$", "get to", ("go to",)),
    (choices.getting_there, r"^Comment .*\bva.* au [a-bd-z]+$", "get to", ("go to",)),
    (choices.which_way, r"^Comment .*\b(va|vas|vont|allez)\b.* à la gare", " get ", (" go ",)),
    (sayings.where_can, "^Comment .* aller au [a-bd-z]+$", "get to", ("go to",)),
    (sayings.where_can, "^Comment .* aller au centre-ville", "get downtown", ("go downtown", "get to the city center")),
    (talk.presenting, r"^Voilà \w+$", "Here is", ("There is", "This is")),
    (talk.presenting, r"^Voici \w+$", "Here is", ("This is",)),
    (kinds.kind_pointed, "match de rugby", "rugby game", ("rugby match",)),
    (asking_where.noun_inverted, "^À quelle heure", "What time", ("At what time",)),
    (lasting.begins_and_ends, "^À quelle heure", "What time", ("At what time",)),
    (asking_where.where_when_how, "^À quelle heure .* (aller|vas?) dormir$", "What time", ("At what time",)),
    (postures.hurting, "^J'ai mal au genou", " hurts", (" is hurting", " aches")),
    (affected.it_hurts, "^Mon (dos|pied|bras) me fait mal$", "hurts", ("is hurting",)),
    (strung.one_or_other, r"^Ils dansent ou ils \w+$", "Are they dancing or ", ("Are they dancing or are they ",)),
    (indirectly.or_else, r"^(Tu \w+s|Vous \w+z) ou (tu|vous) dansez?s?$", "or dancing", ("or are you dancing",)),
    (indirectly.or_else, "^(Tu vas|Vous allez) étudier ou (tu vas|vous allez) travailler$", "or work",
     ("or to work", "or are you going to work")),
    (strung.two_infinitives, r"^Elle veut \w+ ou étudier$", "or study", ("or to study",)),
    (begun.named_in_front, "pour tout le monde", "everyone", ("everybody",)),
    (halves.helping, "ranger ma chambre", "bedroom", ("room",)),
    (talk.naming, r"^Il s'appelle [A-Z]", "His name is", ("He is called", "He is named")),
    (talk.naming, r"^Mon \w+ s'appelle [A-Z]", " is called", ("'s name is", " is named")),
    (called.who_is_called, " s'appelle ", " is called", (" is named",)),
    (remarks.good_pupil, "^C'est un ", "He is", ("This is", "It is")),
    (pointed.the_top, "^C'est le meilleur restaurant", "It is", ("This is", "That is")),
    (existence.this_is, r"^C'est (mon|ma) (frère|sœur|père|mère|cousine?|oncle|tante)$", "his", ("hat",)),
    (taken_up.named_then, "^C'est mon (frère|père)", "This is", ("It is", "He is")),
]  # fmt: skip


@pytest.mark.parametrize(("family", "french", "canonical", "others"), SAID)
def test_one_choice_and_the_others_beside_it(
    family: Family, french: str, canonical: str, others: tuple[str, ...]
) -> None:
    for pair in drawn(family, french):
        assert canonical in pair.tgt, pair
        for other in others:
            assert pair.tgt.replace(canonical, other, 1) in pair.references, (other, pair)


def english(clause: Clause, d: Draw) -> tuple[str, set[str]]:
    """The canonical English, and every other."""
    words = realise(d, clause).en
    said = english_text(english_words(words)[1])[0]
    return said, set(references(words, said))


@pytest.mark.parametrize(
    ("french", "row", "one", "several"),
    [
        ("se laver le visage", "wash one's face", "You wash your face", "You wash your faces"),
        ("ouvrir la bouche", "open one's mouth", "You open your mouth", "You open your mouths"),
        ("lever la main", "raise one's hand", "You raise your hand", "You raise your hands"),
        ("lever | le bras", "raise | one's arm", "You raise your arm", "You raise your arms"),
    ],
)
def test_vous_may_be_one_person(french: str, row: str, one: str, several: str) -> None:
    d = Draw(Random(0), True)
    for plural in (False, True):
        you = pronoun(d, "vous")
        you.plural = plural
        done = row_of(french, row)
        clause = Clause(you, Predicate(done.verb, done.complement(d, you), simple=True), PRESENT)
        canonical, others = english(clause, d)
        assert canonical == one and several in others
    we = pronoun(d, "nous")
    clause = Clause(we, Predicate(done.verb, done.complement(d, we), simple=True), PRESENT)
    assert english(clause, d)[0] == several.replace("You", "We").replace("your", "our")


@pytest.mark.parametrize(
    ("french", "row", "simple", "going_on"),
    [
        ("pousser | dans le jardin", "grow | in the garden", "He grows in the garden", "He is growing in the garden"),
        ("conduire | un bus", "drive | a bus", "He drives a bus", "He is driving a bus"),
        ("se sentir | mal", "feel | bad", "He feels bad", "He is feeling bad"),
    ],
)
def test_what_may_be_going_on(french: str, row: str, simple: str, going_on: str) -> None:
    d = Draw(Random(0), True)
    he = pronoun(d, "il")
    state = row_of(french, row, "state")
    clause = Clause(he, Predicate(state.verb, state.complement(d, he)), PRESENT)
    assert english(clause, d) == (simple, {going_on})


def test_a_wish_does_not_go_on() -> None:
    d = Draw(Random(0), True)
    clause = Clause(pronoun(d, "il"), Predicate(sense("préférer", "prefer"), [name_phrase(d)]), PRESENT)
    assert not any("preferring" in other for other in english(clause, d)[1])


def test_what_ce_is() -> None:
    d = Draw(Random(0), True)
    book, brother = lexicon.noun("livre"), lexicon.noun("frère")
    texts = [
        [word.text for word in ce(noun_phrase(d, thing, "indefinite", plural, ()), known).en]
        for thing, plural, known in ((book, False, False), (book, True, False), (brother, False, True),
                                     (brother, False, False), (lexicon.noun("gens"), True, False))
    ]  # fmt: skip
    assert texts == [
        ["it", "this", "that"],
        ["they", "these", "those"],
        ["this", "it", "he", "that"],
        ["he", "this", "it", "that"],
        ["they", "these", "those"],
    ]


def test_hours_are_habits_and_days_are_plans() -> None:
    works = [pair for pair in drawn(spans.spanning, r"^Il \w+ (de|jusqu'à|à partir de) (une|deux|midi)\b.*[^?]$")]
    assert all(re.match(r"He \w+s ", pair.tgt) for pair in works)
    assert all(re.match(r"He is ", pair.tgt) for pair in drawn(spans.spanning, r"^Il \w+ jusqu'à (mardi|dimanche)$"))


def test_he_plays_cards_unless_it_is_now() -> None:
    told = {tuple(fr for fr, _ in row.chunks): row.has("habit") for row in collocations() if row.verb.lemma == "jouer"}
    assert told["aux cartes",] and told["aux cartes", "avec", "{person}"] and told["au foot", "dans le parc"]
    d = Draw(Random(0), True)
    playing = Clause(pronoun(d, "il"), Predicate(sense("jouer", "play"), simple=True), PRESENT)
    assert english(playing, d)[0] == "He plays"
    playing = Clause(
        pronoun(d, "il"), Predicate(sense("jouer", "play"), simple=True), PRESENT, end=[words_of("maintenant", "now")]
    )
    assert english(playing, d)[0] == "He is playing now"


def test_what_nothing_shows_is_told_by_rule() -> None:
    d = Draw(Random(0), True)
    he = pronoun(d, "il")
    meat = row_of("manger | ~de la viande", "eat | meat")
    abstaining = Clause(he, Predicate(meat.verb, meat.complement(d, he, True)), PRESENT, "pas")
    canonical, others = english(abstaining, d)
    assert canonical == "He does not eat meat" and {"He is not eating meat", "He does not eat any meat"} <= others
    tonight = Clause(he, Predicate(meat.verb, meat.complement(d, he, True)), PRESENT, "pas")
    tonight.end = [words_of("aujourd'hui", "today")]
    assert english(tonight, d)[0] == "He is not eating meat today"
    glasses = row_of("porter | ~des lunettes", "wear | glasses")
    wearing = Clause(he, Predicate(glasses.verb, glasses.complement(d, he)), PRESENT)
    assert english(wearing, d) == ("He wears glasses", {"He is wearing glasses"})


def test_a_small_city_is_a_town() -> None:
    d = Draw(Random(0), True)
    for lemma, text in (("petit", "a small town"), ("grand", "a big city")):
        size = next(a for a in lexicon.adjectives() if a.lemma == lemma and "city" in a.classes and a.before)
        words = noun_phrase(d, lexicon.noun("ville"), "indefinite", False, (size,)).en
        assert english_text(english_words(words)[1])[0] == text.capitalize()


def test_tables_say_one_word_for_one_thing() -> None:
    rows = [(row["fr"], row["en"]) for table in ("collocations", "noun_phrases") for row in lexicon.read_table(table)]
    for french, english_word in (("cadeau", "gift"), ("piscine", "swimming pool"), ("sa chambre", "bedroom")):
        said = [re.sub(r" / [^|]*", "", en) for fr, en in rows if french in fr]
        assert said and all(english_word in en for en in said), french
