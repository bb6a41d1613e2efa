"""The same words in the same surroundings carry the same links, wherever in the grammar they come from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from nmt.data.toy import surface
from nmt.data.toy.aligning import links_of, split_words
from nmt.data.toy.corpus import DEFAULT_SEED
from nmt.data.toy.stream import Sentence

_SENTENCES = 18_000
_LONGEST = 5  # words of a phrase, on either side
# Phrases whose words are linked in two ways for a good reason.
_EXCEPTIONS = {
    ("de taxi", "a taxi"),  # je ne prends pas de taxi: a taxi; elle est chauffeuse de taxi: a taxi driver
    ("aux", "for the"),  # elle fait attention aux voitures: watch out for; il part aux États-Unis: for is possible only
}

Links = frozenset[tuple[int, int]]


def phrases(sentence: Sentence) -> Iterator[tuple[tuple[str, str], tuple[Links, Links]]]:
    """The phrase pairs that no link leaves, with their sure and possible links, counted from where they begin.

    A pair ends in linked words on both sides: what has no link belongs to no phrase. A word that belongs elsewhere in
    the sentence takes its phrase out, so what is left differs for no good reason.
    """
    positions, forms = surface.english_words(sentence.en)
    fr, en = [word.text.lower() for word in sentence.fr], [form.lower() for form in forms]
    sure, possible = surface.links(sentence.fr, positions)
    all_links = sure | possible
    for a in sorted({i for i, _ in all_links}):
        for b in range(a, min(len(fr), a + _LONGEST)):
            targets = [j for i, j in all_links if a <= i <= b]
            c, d = min(targets), max(targets)
            inside = {link for link in all_links if c <= link[1] <= d}
            if d - c >= _LONGEST or any(not a <= i <= b for i, _ in inside) or b not in {i for i, _ in inside}:
                continue
            own = (frozenset((i - a, j - c) for i, j in links & inside) for links in (sure, possible))
            yield (" ".join(fr[a : b + 1]), " ".join(en[c : d + 1])), (next(own), next(own))


@cache
def drawn() -> dict[tuple[str, str], dict[tuple[Links, Links], list[str]]]:
    """Every phrase pair of some thousands of sentences, by its links: the sentences that show them."""
    found: dict[tuple[str, str], dict[tuple[Links, Links], list[str]]] = {}
    for index in range(_SENTENCES):
        sentence = Sentence(DEFAULT_SEED, index)
        text = surface.french_text(sentence.fr)[0]
        for texts, links in phrases(sentence):
            found.setdefault(texts, {}).setdefault(links, []).append(text)
    return found


def test_sure_links_are_the_same_wherever_a_phrase_stands() -> None:
    several = {}
    for texts, ways in drawn().items():
        by_sure = {sure: sentences[0] for (sure, _), sentences in ways.items()}
        if len(by_sure) > 1 and texts not in _EXCEPTIONS:
            several[texts] = by_sure
    assert not several, (len(several), min(several.items(), key=lambda item: len(item[0][0])))


@pytest.mark.parametrize(("french", "english"), [
    ("tout de suite", "right away"), ("chocolat chaud", "hot chocolate"), ("salle à manger", "dining room"),
    ("deux fois par semaine", "twice a week"), ("jus d' orange", "orange juice"), ("une demi-heure", "half an hour"),
    ("à gauche", "on the left"), ("la tour eiffel", "the eiffel tower"), ("autrefois", "in the past"),
    ("il", "the weather"), ("pleut", "is raining"), ("jusqu' à", "until"), ("haricots verts", "green beans"),
    ("station de métro", "subway station"), ("il y", "there"), ("beaucoup de", "a lot of"),
    ("voudrais", "would like"), ("voudrait", "would like"), ("avant de", "before"), ("en retard", "late"),
    ("à quelle heure", "what time"), ("à l' heure", "on time"), ("le mardi", "on tuesdays"), ("de", "to"),
    ("le soir", "in the evening"), ("l' après-midi", "in the afternoon"), ("cours de français", "french class"),
    ("trop de", "too much"), ("devant l' école", "in front of the school"), ("lui", "to him"),
])  # fmt: skip
def test_an_expression_has_the_same_sure_and_possible_links_everywhere(french: str, english: str) -> None:
    ways = drawn()[french, english]
    assert len(ways) == 1, {links: sentences[0] for links, sentences in ways.items()}
    assert len(ways.popitem()[1]) > 1


def linked(french: str, english: str, crossed: bool = False) -> tuple[str, str]:
    """Sure and possible links as words."""
    fr, en = split_words(french), split_words(english)
    sure, possible = (
        " ".join(f"{fr[i]}-{en[j]}" for i, j in sorted(links)) for links in links_of(fr, en, crossed)
    )  # fmt: skip
    return sure, possible


@pytest.mark.parametrize(("french", "english", "sure", "possible"), [
    # the table's links hold inside longer expressions, the rule does the rest
    ("un bol de chocolat chaud", "a bowl of hot chocolate", "un-a bol-bowl de-of chocolat-chocolate chaud-hot", ""),
    ("avec des haricots verts", "with green beans", "avec-with haricots-beans verts-green", "des-beans"),
    ("devant la porte", "in front of the door", "devant-front la-the porte-door", "devant-in devant-of"),
    # articles find their articles, light words the word that they stand before
    ("à traverser la rue", "cross the street", "traverser-cross la-the rue-street", "à-cross"),
    ("le lundi matin", "on Monday mornings", "lundi-Monday matin-mornings", "le-on"),
    ("comme infirmière", "as a nurse", "comme-as infirmière-nurse", ""),
    # contractions are two words
    ("au bout du couloir", "at the end of the hallway", "au-at au-the bout-end du-of du-the couloir-hallway", ""),
    ("du lundi", "from Monday", "du-from lundi-Monday", "du-Monday"),
    # complements cross, owners too
    ("la station de métro", "the subway station", "la-the station-station métro-subway", "de-subway"),
    ("chez le médecin", "at the doctor's", "chez-at le-the médecin-doctor", "chez-'s"),
])  # fmt: skip
def test_the_links_of_an_expression(french: str, english: str, sure: str, possible: str) -> None:
    assert linked(french, english) == (sure, possible)


def test_an_owner_stands_first_in_english() -> None:
    sure, possible = linked("le chien de la voisine", "the neighbor's dog", crossed=True)
    assert sure == "chien-dog de-'s la-the voisine-neighbor" and possible == "le-'s le-dog"
