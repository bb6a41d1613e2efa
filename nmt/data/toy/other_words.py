"""Other correct English words for a noun or an adjective, from the tables' columns `en_others`."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from nmt.data.toy import english
from nmt.data.toy.compounds import other_compounds
from nmt.data.toy.lexicon import Adjective, Noun, Row, Verb, adjectives, listed, nouns, nouns_of, read_table, verbs_of
from nmt.data.toy.words import Choice, En, Phrase, pair


def with_others(core: Phrase, others: tuple[str, ...]) -> Phrase:
    """The words with other correct English ones; the canonical words stay last, as heads do."""
    choice = Choice(1 + len(others))
    extra = [En(text, choice, k) for k, other in enumerate(others, start=1) for text in other.split()]
    for word in core.en:
        word.choice = choice
    for french in core.fr:
        if french.sure:
            french.sure = (*french.sure, *extra)
    return Phrase(core.fr, [*extra, *core.en])


@cache
def other_nouns() -> dict[Noun, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Other English words for a noun, in the singular and in the plural (`en_others` of the tables)."""
    cells: list[str] = [row.get("en_others", "") for row in read_table("nouns")]
    for row in read_table("people"):
        cells += [row.get("en_m_others", ""), row.get("en_f_others", "")]
    found = {}
    for noun, cell in zip(nouns(), cells, strict=True):
        if cell:
            forms = [item.partition("/") for item in listed(cell)]
            same = noun.en[0] == noun.en[1]
            plurals = tuple(several or (one if same else english.plural(one)) for one, _, several in forms)
            found[noun] = (tuple(one for one, _, _ in forms), plurals)
    return found | other_compounds()


def worded(noun: Noun, plural: bool, en_plural: bool, adjectives: tuple[Adjective, ...]) -> tuple[str, tuple[str, ...]]:
    """The English of a noun beside these adjectives, and other words for it: a city, but a small town."""
    others = other_nouns().get(noun, ((), ()))[en_plural]
    if noun.lemma == "ville" and any(adjective.lemma == "petit" for adjective in adjectives):
        return others[0], (noun.en[plural],)
    return noun.en[plural], others


# Words with one place only: he is ill, but a sick man; a little room, but the room is small.
_AFTER_BE, _BESIDE = frozenset(("ill", "glad", "pleased", "mad", "upset")), frozenset(("little", "younger", "older"))


@cache
def _listed_adjectives() -> dict[Adjective, tuple[str, ...]]:
    rows: tuple[Row, ...] = read_table("adjectives")
    return {
        a: tuple(item.partition("/")[0] for item in listed(row["en_others"]))
        for a, row in zip(adjectives(), rows, strict=True) if row["en_others"]
    }  # fmt: skip


def _without(unfit: frozenset[str]) -> dict[Adjective, tuple[str, ...]]:
    fitting = {a: tuple(word for word in words if word not in unfit) for a, words in _listed_adjectives().items()}
    return {a: words for a, words in fitting.items() if words}


@cache
def other_qualities() -> dict[Adjective, tuple[str, ...]]:
    """Other English words for an adjective behind be."""
    return _without(_BESIDE)


@cache
def other_adjectives() -> dict[Adjective, tuple[str, ...]]:
    """Other English words for an adjective beside its noun."""
    return _without(_AFTER_BE)


@cache
def other_degrees() -> dict[Adjective, tuple[tuple[str, str], ...]]:
    """Other comparatives and superlatives: more polite or politer; friendlier or nicer.

    The table gives them behind the first in `en_comparative`, and behind a slash where another word does not form
    them by rule (`-`: it has none).
    """
    found = {}
    for adjective, row in zip(adjectives(), read_table("adjectives"), strict=True):
        forms = [(row["en"], form) for form in listed(row["en_comparative"])[1:]]
        forms += [(word, form) for word, _, form in (item.partition("/") for item in listed(row["en_others"])) if word]
        if degrees := tuple(english.comparative(word, form) for word, form in forms if form != "-"):
            found[adjective] = degrees
    return found


def quality(
    adjective: Adjective, form: str, alternatives: bool, beside: bool = False, noun: Noun | None = None,
    definite: bool = False,
) -> Phrase:  # fmt: skip
    """An adjective in this French form, with `alternatives` in every English word for it, behind be or a noun.

    `noun` is what it is said of, which may allow more: a big lion is a fat one; `definite` is la bonne réponse.
    """
    right = definite and noun is not None and adjective.lemma == "bon" and noun.has("answer_like")
    said = pair(form, "right" if right else adjective.en)
    if not alternatives:
        return said
    others = (other_adjectives() if beside else other_qualities()).get(adjective, ())
    if right:
        others = ("correct", adjective.en, *others)
    elif noun is not None:
        others += _said_of(adjective, noun, definite)
    return with_others(said, others) if others else said


def _said_of(adjective: Adjective, noun: Noun, definite: bool) -> tuple[str, ...]:
    """Further words for the adjective that suit this noun: un gros poisson, cette réponse est bonne, la bonne rue."""
    if adjective.lemma == "gros" and adjective.en == "big" and noun.has("big_animal", "fish"):
        return ("fat",)
    if adjective.lemma != "bon":
        return ()
    return ("right", "correct") if noun.has("answer_like") else ("right",) if definite and not noun.has("human") else ()


@cache
def partner(noun: Noun, owner: str) -> Noun:
    """The copine of a man is his girlfriend, the copain of a woman her boyfriend; any other noun stays."""
    if noun.lemma != "copain" or noun.gender == owner:
        return noun
    return next(n for n in nouns_of("partner") if n.gender == noun.gender)


@cache
def plain_gender(noun: Noun) -> Noun:
    """The masculine of a noun for people that sounds the same in both genders: l'élève is he where nothing shows."""
    if noun.gender == "m" or "human" not in noun.classes:
        return noun
    same = (n for n in nouns() if n.gender == "m" and n.lemma == noun.lemma and n.fr == noun.fr)
    return next(same, noun)


@cache
def of_either_sex(noun: Noun) -> bool:
    """Whether a man and a woman are called the same."""
    return any(n is not noun and n.lemma == noun.lemma and n.fr == noun.fr and n.gender != noun.gender for n in nouns())


def worn_too(verb: Verb, thing: Noun | None) -> Verb:
    """porter un sac à main: carry, or wear a handbag; a suitcase is carried only."""
    if verb.lemma != "porter" or verb.en.base[0] != "carry" or thing is None or thing.lemma not in _ON_ONESELF:
        return verb
    wear = next(v.en for v in verbs_of("tr") if v.lemma == "porter" and v.en.base[0] == "wear")
    return replace(verb, others=(*verb.others, wear))


_ON_ONESELF = frozenset(("sac à main", "sac à dos"))
