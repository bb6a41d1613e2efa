"""Sentences built by hand from the grammar's parts, with the exact links a reader would draw."""

from __future__ import annotations

from random import Random

import pytest

from nmt.data.toy import surface
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, RECENT_PAST, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.families import FAMILIES, Family
from nmt.data.toy.french import IL
from nmt.data.toy.lexicon import Noun, adjectives, noun, nouns, verb
from nmt.data.toy.linking import again, joined
from nmt.data.toy.numbers import years
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase, noun_phrase, possessor_of
from nmt.data.toy.pronouns import ObjectPronoun
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.being import adjective_phrase, aged, be
from nmt.data.toy.sentences.commands import commanded
from nmt.data.toy.sentences.existence import existing
from nmt.data.toy.subjects import belonging_to, pronoun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair


def draw() -> Draw:
    return Draw(Random(0))


def say(phrase: Phrase, mark: str = ".") -> tuple[str, str, str, str]:
    """French, English, sure links and possible links as `word-word` in French order."""
    stop = En(mark)
    fr = [*surface.french_surface(phrase.fr), Fr(mark, (stop,))]
    en = [*phrase.en, stop]
    positions, forms = surface.english_words(en)
    sure, possible = surface.links(fr, positions)

    def shown(links: frozenset[tuple[int, int]]) -> str:
        return " ".join(f"{fr[i].text}-{forms[j]}" for i, j in sorted(links))

    return surface.french_text(fr)[0], surface.english_text(forms)[0], shown(sure), shown(possible)


def I(feminine: bool = False) -> NounPhrase:  # noqa: E743
    np = pronoun(draw(), "je")
    np.feminine = feminine
    return np


def named(name: str) -> NounPhrase:
    word = En(name)
    return NounPhrase([Fr(name, (word,))], [word], IL, IL, False, False, "his")


def job(lemma: str, gender: str) -> Noun:
    return next(n for n in nouns() if n.lemma == lemma and n.gender == gender)


@pytest.mark.parametrize(("feminine", "form"), [(False, "étudiant"), (True, "étudiante")])
def test_a_profession_has_no_article_in_french(feminine: bool, form: str) -> None:
    student = noun_phrase(draw(), job("étudiant", "f" if feminine else "m"), "bare_a")
    french, english, sure, possible = say(realise(draw(), Clause(I(feminine), Predicate(be(), [student]))))
    assert (french, english) == (f"Je suis {form}.", "I am a student.")
    assert sure == f"je-I suis-am {form}-student .-."
    assert possible == ""


def trophy(about_trophy: bool) -> tuple[str, str, str, str]:
    d = draw()
    thing, box = noun_phrase(d, noun("trophée"), "definite"), noun_phrase(d, noun("valise"), "definite")
    main = realise(d, Clause(thing, Predicate(verb("entrer", "tr_prep"), [box]), PRESENT, "pas"))
    topic = again(thing if about_trophy else box)
    size = next(
        a for a in adjectives() if a.en == ("big" if about_trophy else "small") and a.lemma in ("grand", "petit")
    )
    quality = aligned("trop", "too") + adjective_phrase(d, size, topic, 0.0)
    return say(joined(d, main, "parce que", realise(d, Clause(topic, Predicate(be(), [quality])))))


def test_the_gender_of_the_pronoun_tells_the_trophy_from_the_suitcase() -> None:
    french, english, sure, _ = trophy(True)
    assert french == "Le trophée n'entre pas dans la valise parce qu'il est trop grand."
    assert english == "The trophy does not fit in the suitcase because it is too big."
    assert sure == (
        "le-the trophée-trophy n'-not entre-fit pas-not dans-in la-the valise-suitcase parce-because qu'-because "
        "il-it est-is trop-too grand-big .-."
    )
    french, english, _, _ = trophy(False)
    assert french == "Le trophée n'entre pas dans la valise parce qu'elle est trop petite."
    assert english == "The trophy does not fit in the suitcase because it is too small."


def object_sentence(
    found: str, french: str, english: tuple[str, ...], tense: str, agreement: tuple[bool, bool]
) -> tuple[str, ...]:
    clitic, words = ObjectPronoun(french, english).words()
    predicate = Predicate(verb(found, "tr"), clitics=[clitic], clitic_en=words, preceding=agreement)
    return say(realise(draw(), Clause(I(), predicate, tense)))


def test_an_object_pronoun_crosses_the_verb() -> None:
    french, english, sure, _ = object_sentence("voir", "la", ("her",), PRESENT, (True, False))
    assert (french, english, sure) == ("Je la vois.", "I see her.", "je-I la-her vois-see .-.")


def test_a_participle_agrees_with_the_object_before_it() -> None:
    french, english, sure, possible = object_sentence("acheter", "les", ("them",), PASSE_COMPOSE, (True, True))
    assert (french, english) == ("Je les ai achetées.", "I bought them.")
    assert (sure, possible) == ("je-I les-them achetées-bought .-.", "ai-bought")
    assert object_sentence("voir", "la", ("her",), PASSE_COMPOSE, (True, False))[0] == "Je l'ai vue."


def test_a_participle_with_etre_agrees_with_the_subject() -> None:
    elles = pronoun(draw(), "elles")
    french, english, _, _ = say(realise(draw(), Clause(elles, Predicate(verb("partir", "intr")), PASSE_COMPOSE)))
    assert (french, english) == ("Elles sont parties.", "They left.")


def test_a_pronoun_goes_before_the_particle_of_a_phrasal_verb() -> None:
    assert object_sentence("enlever", "le", ("it",), PRESENT, (False, False))[1] == "I am taking it off."
    assert object_sentence("chercher", "le", ("it",), PRESENT, (False, False))[1] == "I am looking for it."


@pytest.mark.parametrize(
    ("negation", "french", "english", "sure"),
    [
        ("pas", "Il ne dort pas.", "He is not sleeping.", "il-he ne-not dort-sleeping pas-not .-."),
        ("jamais", "Il ne dort jamais.", "He never sleeps.", "il-he ne-never dort-sleeps jamais-never .-."),
        (
            "plus",
            "Il ne dort plus.",
            "He no longer sleeps.",
            "il-he ne-no ne-longer dort-sleeps plus-no plus-longer .-.",
        ),
    ],
)
def test_negations(negation: str, french: str, english: str, sure: str) -> None:
    he = pronoun(draw(), "il")
    said = say(realise(draw(), Clause(he, Predicate(verb("dormir", "intr")), PRESENT, negation)))
    assert said[:3] == (french, english, sure)


@pytest.mark.parametrize(
    ("tense", "french", "english"),
    [
        (PRESENT, "Elle mange une pomme.", "She is eating an apple."),
        (NEAR_FUTURE, "Elle va manger une pomme.", "She is going to eat an apple."),
        (PASSE_COMPOSE, "Elle a mangé une pomme.", "She ate an apple."),
        (IMPERFECT, "Elle mangeait une pomme.", "She was eating an apple."),
        (RECENT_PAST, "Elle vient de manger une pomme.", "She has just eaten an apple."),
    ],
)
def test_tenses(tense: str, french: str, english: str) -> None:
    apple = noun_phrase(draw(), noun("pomme"), "indefinite")
    she = pronoun(draw(), "elle")
    assert say(realise(draw(), Clause(she, Predicate(verb("manger", "tr"), [apple]), tense)))[:2] == (french, english)


@pytest.mark.parametrize(
    ("question", "french", "sure", "possible"),
    [
        ("intonation", "Tu as un chien ?", "tu-you as-have un-a chien-dog ?-?", "as-do"),
        (
            "est_ce_que",
            "Est-ce que tu as un chien ?",
            "tu-you as-have un-a chien-dog ?-?",
            "est-do -ce-do que-do as-do",
        ),
        ("inversion", "As-tu un chien ?", "as-have -tu-you un-a chien-dog ?-?", "as-do"),
    ],
)
def test_questions_ask_with_do(question: str, french: str, sure: str, possible: str) -> None:
    dog = noun_phrase(draw(), noun("chien"), "indefinite")
    clause = Clause(pronoun(draw(), "tu"), Predicate(verb("avoir", "tr"), [dog]), question=question)
    assert say(realise(draw(), clause), "?") == (french, "Do you have a dog?", sure, possible)


def test_inversion_puts_a_t_between_vowels() -> None:
    clause = Clause(pronoun(draw(), "elle"), Predicate(verb("danser", "intr")), question="inversion")
    assert say(realise(draw(), clause), "?")[:2] == ("Danse-t-elle ?", "Is she dancing?")


def test_age_and_there_is() -> None:
    ten = years(draw(), 10)
    assert say(realise(draw(), Clause(I(), Predicate(aged(), [ten]))))[:3] == (
        "J'ai dix ans.",
        "I am ten years old.",
        "j'-I ai-am dix-ten ans-years .-.",
    )
    cats = noun_phrase(draw(), noun("chat"), 2, True)
    phrase, _ = existing(draw(), cats, Phrase([], []), False, "")
    assert say(phrase)[:3] == (
        "Il y a deux chats.",
        "There are two cats.",
        "il-there y-there a-are deux-two chats-cats .-.",
    )
    milk = noun_phrase(draw(), noun("lait"), "no")
    phrase, _ = existing(draw(), milk, Phrase([], []), True, "")
    assert say(phrase)[:2] == ("Il n'y a pas de lait.", "There is no milk.")


def test_an_owner_turns_round_the_noun() -> None:
    car = belonging_to(draw(), noun("voiture"), owner=named("Paul"))
    french, english, sure, possible = say(Phrase(car.fr, car.en))
    assert (french, english) == ("La voiture de Paul.", "Paul's car.")
    assert (sure, possible) == ("voiture-car de-'s Paul-Paul .-.", "la-'s la-car")


@pytest.mark.parametrize(
    ("lemma", "adjective", "plural", "french", "english"),
    [
        ("maison", "blanc", False, "Une maison blanche.", "A white house."),
        ("homme", "vieux", False, "Un vieil homme.", "An old man."),
        ("voiture", "nouveau", True, "De nouvelles voitures.", "New cars."),
        ("yeux", "bleu", True, "Des yeux bleus.", "Blue eyes."),
        ("oiseau", "beau", False, "Un bel oiseau.", "A beautiful bird."),
    ],
)
def test_adjectives_agree_and_change_sides(lemma: str, adjective: str, plural: bool, french: str, english: str) -> None:
    item = next(n for n in nouns() if lemma in n.fr and n.gender == ("f" if lemma in ("maison", "voiture") else "m"))
    word = next(a for a in adjectives() if a.lemma == adjective and a.en in english.lower() and not a.predicate_only)
    np = noun_phrase(draw(), item, "indefinite", plural, (word,))
    assert say(Phrase(np.fr, np.en))[:2] == (french, english)


@pytest.mark.parametrize(
    ("determiner", "lemma", "french", "english", "sure"),
    [
        ("partitive", "pain", "Du pain.", "Bread.", "pain-bread .-."),
        ("partitive", "eau", "De l'eau.", "Water.", "eau-water .-."),
        ("negated", "argent", "D'argent.", "Any money.", "d'-any argent-money .-."),
        ("demonstrative", "homme", "Cet homme.", "This man.", "cet-this homme-man .-."),
        ("generic", "chocolat", "Le chocolat.", "Chocolate.", "chocolat-chocolate .-."),
    ],
)
def test_articles(determiner: str, lemma: str, french: str, english: str, sure: str) -> None:
    np = noun_phrase(draw(), noun(lemma, "m" if lemma != "eau" else "f"), determiner)
    assert say(Phrase(np.fr, np.en))[:3] == (french, english, sure)


def test_possessives_follow_the_owner_in_english_and_the_noun_in_french() -> None:
    she = pronoun(draw(), "elle")
    friend = noun_phrase(draw(), job("ami", "f"), possessor_of(she))
    clause = Clause(she, Predicate(sense("aimer", "love"), [friend]))
    assert say(realise(draw(), clause))[:2] == ("Elle aime son amie.", "She loves her friend.")


def test_commands() -> None:
    you = pronoun(draw(), "tu")
    it, words = ObjectPronoun("la", ("it",)).words(behind=True)
    closed = Predicate(verb("fermer", "tr"), clitics=[it], clitic_en=words)
    assert say(commanded(draw(), you, closed, False))[:3] == ("Ferme-la.", "Close it.", "ferme-close -la-it .-.")
    it, words = ObjectPronoun("la", ("it",)).words()
    closed = Predicate(verb("fermer", "tr"), clitics=[it], clitic_en=words)
    assert say(commanded(draw(), you, closed, True))[:2] == ("Ne la ferme pas.", "Do not close it.")
    assert say(commanded(draw(), you, Predicate(verb("se lever", "refl")), False))[:2] == ("Lève-toi.", "Get up.")


def test_modal_and_infinitive() -> None:
    clause = Clause(I(), Predicate(verb("pouvoir", "inf"), infinitive=Predicate(verb("venir", "intr"))), negation="pas")
    assert say(realise(draw(), clause)) == (
        "Je ne peux pas venir.",
        "I cannot come.",
        "je-I ne-cannot peux-cannot pas-cannot venir-come .-.",
        "",
    )


def test_references_cover_the_other_correct_translations() -> None:
    clause = Clause(pronoun(draw(), "il"), Predicate(verb("danser", "intr")))
    assert set(surface.references(realise(draw(), clause).en, "")) == {"He is dancing", "He dances"}
    his = Choice()
    owned = Phrase([], [En("his", his), En("her", his, 1), En("car")])
    assert surface.references((owned + pair("?", "?")).en, "") == ("His car?", "Her car?")


def test_not_at_all_and_no_longer_since_have_an_english_of_their_own() -> None:
    he = pronoun(draw(), "il")
    cheese = Predicate(sense("aimer", "like"), [noun_phrase(draw(), noun("fromage"), "generic")])
    french, english, sure, _ = say(realise(draw(), Clause(he, cheese, PRESENT, "pas_du_tout")))
    assert (french, english) == ("Il n'aime pas du tout le fromage.", "He does not like cheese at all.")
    assert sure == "il-he n'-not aime-like pas-not tout-at tout-all fromage-cheese .-."
    she = pronoun(draw(), "elle")
    ended = Clause(she, Predicate(verb("fumer", "intr")), PRESENT, "plus_depuis", lasting=True)
    ended.end.append(pair("depuis", "since") + aligned("hier", "yesterday"))
    french, english, sure, _ = say(realise(draw(), ended))
    assert (french, english) == ("Elle ne fume plus depuis hier.", "She has not smoked since yesterday.")
    assert sure == "elle-she ne-not fume-smoked plus-not depuis-since hier-yesterday .-."


@pytest.mark.parametrize("family", [family for family, _ in FAMILIES], ids=lambda family: family.__name__)
def test_every_family_speaks(family: Family) -> None:
    for seed in range(40):
        phrase, mark = family(Draw(Random(seed)))
        french, english, _, _ = say(phrase, mark)
        assert french[-1] == english[-1] == mark
        assert len(set(map(id, phrase.en))) == len(phrase.en), french
