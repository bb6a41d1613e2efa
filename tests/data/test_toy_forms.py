"""French and English forms on their own: conjugation, elision, contraction, a/an, comparatives, numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmt.data.toy import english, french, lexicon
from nmt.data.toy.determiners import number_phrase
from nmt.data.toy.surface import english_words, french_surface, french_text
from nmt.data.toy.words import En, Fr, aligned, split_words
from nmt.errors import DataError


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("parler", "parle parles parle parlons parlez parlent"),
        ("manger", "mange manges mange mangeons mangez mangent"),
        ("commencer", "commence commences commence commençons commencez commencent"),
        ("acheter", "achète achètes achète achetons achetez achètent"),
        ("préférer", "préfère préfères préfère préférons préférez préfèrent"),
        ("appeler", "appelle appelles appelle appelons appelez appellent"),
        ("nettoyer", "nettoie nettoies nettoie nettoyons nettoyez nettoient"),
        ("finir", "finis finis finit finissons finissez finissent"),
        ("attendre", "attends attends attend attendons attendez attendent"),
    ],
)
def test_regular_verbs_and_their_spelling(infinitive: str, forms: str) -> None:
    assert french.regular(infinitive).present == tuple(forms.split())


def test_other_tenses_of_regular_verbs() -> None:
    manger, finir, vendre = (french.regular(name) for name in ("manger", "finir", "vendre"))
    assert manger.imperfect == ("mangeais", "mangeais", "mangeait", "mangions", "mangiez", "mangeaient")
    assert manger.imperative == ("mange", "mangeons", "mangez")
    assert (finir.participle, finir.imperfect[0], finir.imperative[0]) == ("fini", "finissais", "finis")
    assert (vendre.participle, vendre.imperfect[4]) == ("vendu", "vendiez")


def test_verbs_like_a_model() -> None:
    assert lexicon.conjugation("apprendre", "prendre").present[5] == "apprennent"
    assert lexicon.conjugation("offrir", "ouvrir").participle == "offert"
    assert lexicon.conjugation("être").imperfect[3] == "étions"
    with pytest.raises(ValueError, match="'dormir' cannot be conjugated like 'faire'"):
        french.like_model("dormir", lexicon.conjugation("faire"))
    with pytest.raises(ValueError, match="'avoi' is not a regular infinitive"):
        french.regular("avoi")


@pytest.mark.parametrize(
    ("word", "following", "expected"),
    [
        ("le", "homme", "l'"),
        ("la", "école", "l'"),
        ("le", "haricot", "le"),
        ("le", "huit", "le"),
        ("le", "onze", "le"),
        ("je", "ai", "j'"),
        ("je", "habite", "j'"),
        ("ne", "y", "n'"),
        ("que", "elle", "qu'"),
        ("de", "un", "d'"),
        ("si", "il", "s'"),
        ("si", "elle", "si"),
        ("ce", "est", "c'"),
        ("me", "appelle", "m'"),
        ("le", "yaourt", "le"),
        ("la", "voiture", "la"),
        ("Je", "aime", "J'"),
        ("du", "eau", "du"),
        ("de", "Anne", "d'"),
    ],
)
def test_elision(word: str, following: str, expected: str) -> None:
    assert french.elide(word, following) == expected


@pytest.mark.parametrize(
    ("preposition", "article", "expected"),
    [
        ("de", "le", "du"),
        ("de", "les", "des"),
        ("à", "le", "au"),
        ("à", "les", "aux"),
        ("de", "la", None),
        ("sur", "le", None),
    ],
)
def test_contraction(preposition: str, article: str, expected: str | None) -> None:
    assert french.contract(preposition, article) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("de", False), ("le", True), ("pain", False)], "Du pain"),
        ([("de", False), ("le", True), ("hôpital", False)], "De l'hôpital"),
        ([("à", False), ("les", True), ("États-Unis", False)], "Aux États-Unis"),
        ([("à", False), ("la", True), ("école", False)], "À l'école"),
        ([("de", False), ("le", False), ("voir", False)], "De le voir"),
        (
            [("je", False), ("ne", False), ("y", False), ("habite", False), ("pas", False), (".", False)],
            "Je n'y habite pas.",
        ),
        ([("as", False), ("-tu", False), ("faim", False), ("?", False)], "As-tu faim ?"),
    ],
)
def test_surface(words: list[tuple[str, bool]], expected: str) -> None:
    """An article contracts, the pronouns le and les do not."""
    surface = french_surface([Fr(text, article=article) for text, article in words])
    assert french_text(surface)[0] == expected


def test_a_contraction_keeps_both_links() -> None:
    of, the = En("of"), En("the")
    merged = french_surface([Fr("de", (of,)), Fr("le", (the,), article=True), Fr("chat")])[0]
    assert (merged.text, merged.sure) == ("du", (of, the))


@pytest.mark.parametrize(
    ("participle", "feminine", "plural", "expected"),
    [
        ("parti", True, True, "parties"),
        ("pris", False, True, "pris"),
        ("pris", True, True, "prises"),
        ("né", True, False, "née"),
    ],
)
def test_participle_agreement(participle: str, feminine: bool, plural: bool, expected: str) -> None:
    assert french.agree(participle, feminine, plural) == expected


@pytest.mark.parametrize(
    ("n", "in_french", "in_english"),
    [
        (1, "un", "one"),
        (17, "dix-sept", "seventeen"),
        (21, "vingt et un", "twenty-one"),
        (22, "vingt-deux", "twenty-two"),
        (60, "soixante", "sixty"),
        (70, "soixante-dix", "seventy"),
        (71, "soixante et onze", "seventy-one"),
        (79, "soixante-dix-neuf", "seventy-nine"),
        (80, "quatre-vingts", "eighty"),
        (81, "quatre-vingt-un", "eighty-one"),
        (91, "quatre-vingt-onze", "ninety-one"),
        (99, "quatre-vingt-dix-neuf", "ninety-nine"),
        (100, "cent", "one hundred"),
    ],
)
def test_number_words(n: int, in_french: str, in_english: str) -> None:
    assert french.number_word(n) == in_french
    assert english.number_word(n) == in_english


def test_numbers_beyond_a_hundred_are_refused() -> None:
    for module in (french, english):
        with pytest.raises(ValueError, match="number words cover 0 to 100, got 101"):
            module.number_word(101)
    assert french.number_word(21, feminine=True) == "vingt et une"


@given(st.integers(0, 100))
def test_number_words_are_unambiguous_and_linked_throughout(n: int) -> None:
    assert sum(french.number_word(m) == french.number_word(n) for m in range(101)) == 1
    assert sum(english.number_word(m) == english.number_word(n) for m in range(101)) == 1
    phrase = number_phrase(n)
    assert all(word.sure == tuple(phrase.en) for word in phrase.fr)


@pytest.mark.parametrize(
    ("word", "article"),
    [
        ("apple", "an"),
        ("hour", "an"),
        ("university", "a"),
        ("eleven", "an"),
        ("eight", "an"),
        ("umbrella", "an"),
        ("uncle", "an"),
        ("uniform", "a"),
        ("euro", "a"),
        ("old", "an"),
        ("horse", "a"),
        ("useful", "a"),
        ("one", "a"),
        ("uninteresting", "an"),
    ],
)
def test_a_or_an(word: str, article: str) -> None:
    assert english.article_before(word) == article


def test_cannot_is_one_word_that_keeps_both_links() -> None:
    can, not_, come = En("can"), En("not"), En("come")
    positions, forms = english_words([can, not_, come])
    assert forms == ["cannot", "come"]
    assert positions == {can: 0, not_: 0, come: 1}


@pytest.mark.parametrize(
    ("adjective", "override", "expected"),
    [
        ("big", "", ("bigger", "biggest")),
        ("happy", "", ("happier", "happiest")),
        ("nice", "", ("nicer", "nicest")),
        ("small", "", ("smaller", "smallest")),
        ("expensive", "", ("more expensive", "most expensive")),
        ("good", "better", ("better", "best")),
        ("tired", "more tired", ("more tired", "most tired")),
    ],
)
def test_comparatives(adjective: str, override: str, expected: tuple[str, str]) -> None:
    assert english.comparative(adjective, override) == expected


def test_english_verbs_complete_themselves() -> None:
    get_up = english.english_verb("get up", "got up", "gotten up")
    assert get_up.ing == ("getting", "up")
    assert get_up.third == ("gets", "up")
    study = english.english_verb("study")
    assert (study.past, study.third, study.ing) == (("studied",), ("studies",), ("studying",))
    assert english.english_verb("stop").past == ("stopped",)
    assert english.english_verb("visit").ing == ("visiting",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'eau", ["l'", "eau"]),
        ("aujourd'hui", ["aujourd'hui"]),
        ("quelle heure est-il", ["quelle", "heure", "est", "-il"]),
        ("qu'est-ce que c'est", ["qu'", "est", "-ce", "que", "c'", "est"]),
        ("grand-mère", ["grand-mère"]),
        ("my sister's car", ["my", "sister", "'s", "car"]),
        ("eight o'clock", ["eight", "o'clock"]),
        ("rendez-vous", ["rendez-vous"]),
    ],
)
def test_word_convention(text: str, words: list[str]) -> None:
    assert list(split_words(text)) == words


def test_default_links_cross_a_complement_and_gather_a_compound() -> None:
    juice = aligned("jus d'orange", "orange juice")
    assert [[en.text for en in word.sure] for word in juice.fr] == [["juice"], [], ["orange"]]
    potato = aligned("pomme de terre", "potato")
    assert [[en.text for en in word.sure] for word in potato.fr] == [["potato"], [], ["potato"]]


def test_the_lexicon_is_as_large_as_a_first_year_course() -> None:
    assert len(lexicon.lemmas()) >= 600
    assert len({verb.lemma for verb in lexicon.verbs()}) >= 80


def test_every_english_verb_form_and_adjective_form_is_filled() -> None:
    for verb in lexicon.verbs():
        if verb.en.base[0] not in ("can", "must"):
            assert all((verb.en.past, verb.en.participle, verb.en.ing, verb.en.third)), verb.lemma
            assert verb.en.ing[0].endswith("ing"), verb.lemma
    for adjective in lexicon.adjectives():
        assert all(adjective.fr) and adjective.en, adjective.lemma


def test_a_missing_entry_says_which_table_lacks_it() -> None:
    with pytest.raises(DataError, match=r"lexicon/nouns\.tsv: the grammar needs the noun 'licorne'"):
        lexicon.noun("licorne")
    with pytest.raises(DataError, match=r"lexicon/verbs\.tsv: the grammar needs the verb 'voler bas'"):
        lexicon.verb("voler bas")
