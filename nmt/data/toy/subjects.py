"""Who a sentence is about: pronouns, names, people, pairs of people, animals and things."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.determiners import Determiner, Possessor
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, JE, NOUS, TU, VOUS
from nmt.data.toy.lexicon import Noun, names, nouns_of
from nmt.data.toy.phrases import NounPhrase, draw_adjectives, free_possessor, noun_phrase, ownable, possessor_of
from nmt.data.toy.words import Choice, En, Fr

_PRONOUNS = {
    "je": ("I", JE, JE, "my"), "tu": ("you", TU, TU, "your"), "il": ("he", IL, IL, "his"),
    "elle": ("she", IL, IL, "her"), "on": ("we", IL, NOUS, "our"), "nous": ("we", NOUS, NOUS, "our"),
    "vous": ("you", VOUS, VOUS, "your"), "ils": ("they", ILS, ILS, "their"), "elles": ("they", ILS, ILS, "their"),
}  # fmt: skip
_WEIGHTED = (
    "je", "je", "je", "tu", "tu", "il", "il", "elle", "elle", "on", "on", "nous", "nous",
    "vous", "vous", "ils", "ils", "elles", "elles",
)  # fmt: skip
_PEOPLE = frozenset("person adult child teacher man woman".split())


def pronoun(d: Draw, name: str = "") -> NounPhrase:
    """A subject pronoun; je, tu, nous and vous get a sex (and vous a number) for agreement."""
    name = name or d.pick(_WEIGHTED)
    en, person, en_person, owner = _PRONOUNS[name]
    word = En(en)
    feminine = name in ("elle", "elles") or (name in ("je", "tu", "vous", "nous") and d.chance(0.5))
    plural = name in ("nous", "ils", "elles", "on") or (name == "vous" and d.chance(0.5))
    np = NounPhrase([Fr(name, (word,))], [word], person, en_person, feminine, plural, owner)
    np.pronoun = name
    return np


def name_phrase(d: Draw) -> NounPhrase:
    """A first name."""
    name, gender = d.pick(names())
    word = En(name)
    feminine = gender == "f"
    return NounPhrase([Fr(name, (word,))], [word], IL, IL, feminine, False, "her" if feminine else "his")


def couple(d: Draw) -> NounPhrase:
    """Two people: names, or a name and a relative."""
    first = name_phrase(d)
    second = name_phrase(d) if d.chance(0.6) else relative(d, plural=False)
    while second.fr[0].text == first.fr[0].text:
        second = name_phrase(d)
    d.tag("coordination")
    both = En("and")
    return NounPhrase(
        [*first.fr, Fr("et", (both,)), *second.fr],
        [*first.en, both, *second.en],
        ILS, ILS, first.feminine and second.feminine, True, "their",
    )  # fmt: skip


def relative(d: Draw, plural: bool | None = None, subject: NounPhrase | None = None) -> NounPhrase:
    """Somebody's relative or friend: mon frère, ses amis; mostly the subject's own where one is given."""
    noun = d.pick(nouns_of("family", "friend"))
    owner = possessor_of(subject) if subject is not None and d.chance(0.8) else free_possessor(d, subject)
    if noun.lemma == "mari":
        spouse = _spouse_owner(d, noun, subject)
        if spouse is None:
            return relative(d, plural, subject)
        owner = spouse
    if plural is False and noun.number == "plural":
        return relative(d, plural, subject)
    if plural is None or plural:
        plural = noun.number == "plural" or (noun.lemma not in ("père", "mari", "papa") and d.chance(0.25))
    np = noun_phrase(d, noun, owner, plural)
    if not plural and noun.number == "count" and noun.lemma not in ("père", "papa", "grand-père") and d.chance(0.05):
        return named(d, np)
    return np


def named(d: Draw, np: NounPhrase) -> NounPhrase:
    """mon ami Marc: my friend Marc."""
    name = name_phrase(d)
    while name.feminine != np.feminine:
        name = name_phrase(d)
    np.fr, np.en = [*np.fr, *name.fr], [*np.en, *name.en]
    return np


def _spouse_owner(d: Draw, noun: Noun, subject: NounPhrase | None) -> Possessor | None:
    """Whose husband or wife: son mari reads her, sa femme his; None where it would sound odd."""
    if subject is not None and (subject.plural or subject.person not in (JE, TU, IL)):
        return None
    if subject is not None and subject.person == IL:
        if subject.feminine == (noun.gender == "f") or subject.pronoun == "on" or not subject.human:
            return None
        return possessor_of(subject)
    person = d.pick((JE, TU, IL)) if subject is None else subject.person
    own = {JE: "my", TU: "your", IL: "his" if noun.gender == "f" else "her"}[person]
    return Possessor(person, own)


# Feminines that are right but seldom said.
_RARE = frozenset((("enfant", "f"), ("médecin", "f"), ("chauffeur", "f"), ("bébé", "f")))


@cache
def _people() -> tuple[tuple[Noun, ...], ...]:
    """Ordinary people, professions, nationalities."""
    everyday = [n for n in nouns_of("person") if not n.has("profession", "nationality_person", "friend", "family")]
    return (
        tuple(n for n in everyday if n.lemma != "personne" and (n.lemma, n.gender) not in _RARE),
        tuple(n for n in nouns_of("profession") if (n.lemma, n.gender) not in _RARE),
        nouns_of("nationality_person"),
    )


_SOME_PEOPLE: tuple[Determiner, ...] = (2, 3, 4, 5, "plusieurs", "quelques", "beaucoup")


def person_noun(d: Draw) -> Noun:
    """A noun for a person: about half everyday words, half professions, few nationalities."""
    roll = d.random()
    return d.pick(_people()[0 if roll < 0.52 else 1 if roll < 0.94 else 2])


def person_phrase(d: Draw, classes: tuple[str, ...] = (), indefinite: float = 0.12) -> NounPhrase:
    """A person named by a noun: le médecin, la petite fille, cet homme, un touriste."""
    noun = d.pick(nouns_of(*classes)) if classes else person_noun(d)
    if noun.has("family", "friend"):
        return relative(d)
    plural = noun.number == "plural" or d.chance(0.25)
    roll = d.random()
    if roll < indefinite and plural:
        return noun_phrase(d, noun, d.pick(_SOME_PEOPLE), True)
    determiner = "indefinite" if roll < indefinite else "demonstrative" if roll < indefinite + 0.15 else "definite"
    if roll > 0.97:
        determiner = "all" if plural else "every"
    return noun_phrase(d, noun, determiner, plural, draw_adjectives(d, noun, 0.12, 0.03))


def belonging_to(
    d: Draw, noun: Noun, plural: bool = False, owner: NounPhrase | None = None, subject: NounPhrase | None = None
) -> NounPhrase:
    """What belongs to somebody: la voiture de Paul, Paul's car."""
    if noun.lemma == "mari":
        owner = name_phrase(d)
        while owner.feminine == (noun.gender == "f"):
            owner = name_phrase(d)
    owner = owner or (name_phrase(d) if d.chance(0.55) else relative(d, None, subject))
    thing = noun_phrase(d, noun, "definite", plural)
    mark = En("'" if owner.en[-1].text.endswith("s") and owner.en_person == ILS else "'s")
    article, head = thing.fr[0], thing.en[-1]
    article.sure, article.possible = (), (mark, head)
    d.tag("possession_de")
    np = NounPhrase(
        [*thing.fr, Fr("de", (mark,)), *owner.fr],
        [*owner.en, mark, *thing.en[1:]],
        thing.person, thing.en_person, thing.feminine, thing.plural, thing.owner,
    )  # fmt: skip
    np.human = thing.human
    np.noun = noun
    return np


def thing_phrase(d: Draw, noun: Noun, plural: bool | None = None) -> NounPhrase:
    """A definite thing or animal as a subject: le chien, ma voiture, ces pommes; a language, a sport in general."""
    if noun.has("language", "school_subject", "sport", "weather_noun", "life"):
        return noun_phrase(d, noun, "generic" if not noun.has("weather_noun") else "definite", noun.number == "plural")
    if plural is None:
        plural = noun.number == "plural" or (noun.number == "count" and not noun.has("shiny", "sky") and d.chance(0.3))
    roll = d.random()
    if roll < 0.55 or (roll >= 0.7 and not ownable(noun)):
        return noun_phrase(d, noun, "definite", plural, draw_adjectives(d, noun, 0.08, 0.08))
    if roll < 0.7:
        return noun_phrase(d, noun, "demonstrative", plural)
    return noun_phrase(d, noun, free_possessor(d), plural)


def animal_or_thing(d: Draw, classes: list[str]) -> NounPhrase | None:
    found = nouns_of(*classes)
    return thing_phrase(d, d.pick(found)) if found else None


def subject_for(d: Draw, classes: frozenset[str], pronouns: float = 0.5) -> NounPhrase:
    """A subject that suits a verb's subject classes; people may be pronouns (with this probability)."""
    if not classes & _PEOPLE and classes != frozenset({"any"}):
        return animal_or_thing(d, sorted(classes)) or person(d, pronouns)
    others = sorted(classes - _PEOPLE - {"any"})
    if others and d.chance(0.12) and (thing := animal_or_thing(d, others)):
        return thing
    if "teacher" in classes:
        return person_phrase(d, ("teacher",), 0.0)
    if "child" in classes and "person" not in classes:
        return pronoun(d) if d.chance(pronouns) else person_phrase(d, ("child",))
    if "man" in classes or "woman" in classes:
        feminine = "woman" in classes
        while True:
            np = person(d, pronouns)
            if np.feminine == feminine and not np.plural:
                return np
    return person(d, pronouns)


def person(d: Draw, pronouns: float = 0.5) -> NounPhrase:
    """Any human subject."""
    roll = d.random()
    if roll < pronouns:
        return pronoun(d)
    roll = (roll - pronouns) / (1 - pronouns)
    if roll < 0.3:
        return name_phrase(d)
    if roll < 0.55:
        return relative(d)
    if roll < 0.85:
        return person_phrase(d)
    if roll < 0.95:
        return couple(d)
    return belonging_to(d, d.pick(nouns_of("family")))


def everybody(d: Draw) -> NounPhrase:
    """tout le monde, with a singular verb in both languages."""
    choice = Choice()
    words = [En("everyone", choice), En("everybody", choice, 1)]
    d.tag("indefinite_pronoun")
    fr = [Fr("tout", tuple(words)), Fr("le", (), tuple(words)), Fr("monde", tuple(words))]
    return _unnamed(fr, words)


def _unnamed(fr: list[Fr], en: list[En]) -> NounPhrase:
    """A person nobody names: their, or his, or her."""
    np = NounPhrase(fr, en, IL, IL, False, False, "their")
    np.owner_others = ("his", "her")
    return np


def whoever() -> NounPhrase:
    """qui as a subject."""
    who = En("who")
    return _unnamed([Fr("qui", (who,))], [who])


def somebody(d: Draw) -> NounPhrase:
    """quelqu'un."""
    choice = Choice()
    words = [En("someone", choice), En("somebody", choice, 1)]
    d.tag("indefinite_pronoun")
    return NounPhrase([Fr("quelqu'", tuple(words)), Fr("un", tuple(words))], words, IL, IL, False, False, "their")


def nobody(d: Draw) -> NounPhrase:
    """personne as a subject; the clause adds ne."""
    choice = Choice()
    words = [En("no", choice), En("one", choice), En("nobody", choice, 1)]
    return _unnamed([Fr("personne", tuple(words))], words)
