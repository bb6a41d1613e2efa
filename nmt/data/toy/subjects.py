"""Who a sentence is about: pronouns, names, people, pairs of people, animals and things."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.complements import all_of, part_of, qualified
from nmt.data.toy.determiners import Determiner, Possessor
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, JE, NOUS, TU, VOUS
from nmt.data.toy.lexicon import Adjective, Noun, names, nouns_of
from nmt.data.toy.numbers import counted
from nmt.data.toy.other_words import partner
from nmt.data.toy.phrases import (
    NounPhrase,
    by_the_way,
    conjoined,
    draw_adjectives,
    free_possessor,
    kin_adjectives,
    mention,
    noun_phrase,
    origin,
    ownable,
    owner_of_both,
    possessor_of,
    ranked,
)  # fmt: skip
from nmt.data.toy.words import Choice, En, Fr

_PRONOUNS = {
    "je": ("I", JE, JE, "my"), "tu": ("you", TU, TU, "your"), "il": ("he", IL, IL, "his"),
    "elle": ("she", IL, IL, "her"), "on": ("we", IL, NOUS, "our"), "nous": ("we", NOUS, NOUS, "our"),
    "vous": ("you", VOUS, VOUS, "your"), "ils": ("they", ILS, ILS, "their"), "elles": ("they", ILS, ILS, "their"),
}  # fmt: skip
_WEIGHTED = "je je je tu tu il il elle elle on on nous nous vous vous ils ils elles elles".split()
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
    return mention(d, np)


def name_phrase(d: Draw) -> NounPhrase:
    """A first name."""
    name, gender = d.pick(names())
    word = En(name)
    feminine = gender == "f"
    np = NounPhrase([Fr(name, (word,))], [word], IL, IL, feminine, False, "her" if feminine else "his")
    return mention(d, np)


_SURNAMES = ("Martin", "Dubois", "Durand", "Dupont", "Moreau", "Bernard", "Lambert", "Leroy")


def titled(d: Draw) -> NounPhrase:
    """Monsieur Martin: Mr. Martin; Madame Dubois: Mrs. Dubois, or Ms."""
    surname = En(d.pick(_SURNAMES))
    feminine = d.chance(0.5)
    titles = [En("Mrs.", Choice()), En("Ms.", None, 1)] if feminine else [En("Mr.")]
    for title in titles[1:]:
        title.choice = titles[0].choice
    fr = [Fr("Madame" if feminine else "Monsieur", tuple(titles)), Fr(surname.text, (surname,))]
    np = NounPhrase(fr, [*titles, surname], IL, IL, feminine, False, "her" if feminine else "his")
    return mention(d, np)


def named_person(d: Draw) -> NounPhrase:
    """A first name; now and then a title and a surname."""
    return titled(d) if d.chance(0.1) else name_phrase(d)


def couple(d: Draw) -> NounPhrase:
    """Two people: names, a name and a relative (Marie et son frère), relatives, or people one knows."""
    roll = d.random()
    first = name_phrase(d) if roll < 0.6 else relative(d, False) if roll < 0.85 else _known(d)
    owner = owner_of_both(first)
    while True:
        second = name_phrase(d) if roll < 0.25 else relative(d, False, owner) if roll < 0.85 else _known(d)
        if second.fr[-1].text != first.fr[-1].text and not _both_called_so(first, second):
            return conjoined(d, first, second)


def _both_called_so(first: NounPhrase, second: NounPhrase) -> bool:
    """Whether two would be named by one noun: la femme et les femmes."""
    return first.noun is not None and second.noun is not None and first.noun.lemma == second.noun.lemma


def _known(d: Draw) -> NounPhrase:
    """le professeur, les élèves: people whom a sentence can take as known."""
    someone = person_noun(d)
    if someone.lemma == "gens":
        return _known(d)
    return noun_phrase(d, someone, "definite", d.chance(0.4), draw_adjectives(d, someone, 0.15, 0.05))


def others_and_me(d: Draw) -> NounPhrase:
    """Marc et moi, nous: Marc and I; `nous` may be left out. Only where no pronoun takes it up again."""
    other = name_phrase(d) if d.chance(0.5) else relative(d, None, pronoun(d, "je"))
    i = En("I")
    np = conjoined(d, other, NounPhrase([Fr("moi", (i,))], [i], JE, JE, False, False, "my"))
    if d.chance(0.6):
        np.fr += [Fr(",", (i,)), Fr("nous", (i,), tuple(np.en[:-1]))]
    np.person, np.en_person, np.owner, np.pronoun = NOUS, NOUS, "our", "nous"
    np.feminine = other.feminine and d.chance(0.5)
    return np


def relative(d: Draw, plural: bool | None = None, subject: NounPhrase | None = None) -> NounPhrase:
    """Somebody's relative or friend: mon frère, ses amis; mostly the subject's own where one is given."""
    noun = d.pick(nouns_of("family", "friend"))
    owner = possessor_of(subject) if subject is not None and d.chance(0.8) else free_possessor(d, subject)
    whose = _spouse_owner(d, noun, subject) if noun.lemma == "mari" else owner
    if whose is None or (plural is False and noun.number == "plural"):
        return relative(d, plural, subject)
    if plural is None or plural:
        plural = noun.number == "plural" or (noun.lemma not in ("père", "mari", "papa") and d.chance(0.25))
    adjectives = kin_adjectives(d, noun)
    np = noun_phrase(d, noun, whose, plural, adjectives)
    if plural and noun.number == "count" and d.chance(0.22):
        return counted(d, np, whose)
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
    theirs = ("his", "her") if noun.gender == "f" else ("her", "his")
    return Possessor(person, *{JE: ("my",), TU: ("your",), IL: theirs}[person])


# Feminines that are right but seldom said.
_RARE = frozenset((("enfant", "f"), ("médecin", "f"), ("chauffeur", "f"), ("chauffeur de taxi", "f")))


@cache
def _people() -> tuple[tuple[Noun, ...], ...]:
    """Ordinary people, professions, nationalities."""
    apart = ("profession", "friend", "family", "nationality_person")
    everyday = [n for n in nouns_of("person") if n.lemma == "voisin" or not n.has(*apart)]
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
    if noun.has("family", "friend") and noun.lemma != "voisin":
        return relative(d)
    plural = noun.number == "plural" or d.chance(0.25)
    roll = d.random()
    if roll < indefinite and plural and noun.lemma != "gens":
        return noun_phrase(d, noun, d.pick(_SOME_PEOPLE), True)
    determiner = "indefinite" if roll < indefinite else "demonstrative" if roll < indefinite + 0.15 else "definite"
    if roll > 0.97:
        determiner = "all" if plural else "every"
    np = noun_phrase(d, noun, determiner, plural, draw_adjectives(d, noun, 0.27, 0.04) or origin(d, noun, 0.1))
    if determiner == "definite" and plural and noun.number == "count" and d.chance(0.15):
        return counted(d, np)
    if determiner == "every":
        np.owner_others = (*np.owner_others, "their")
    return np


def belonging_to(
    d: Draw, noun: Noun, plural: bool = False, owner: NounPhrase | None = None, subject: NounPhrase | None = None
) -> NounPhrase:
    """What belongs to somebody: la voiture de Paul, Paul's car."""
    if noun.lemma == "mari":
        owner = name_phrase(d)
        while owner.feminine == (noun.gender == "f"):
            owner = name_phrase(d)
    adjectives: tuple[Adjective, ...] = ()
    roll = d.random() if owner is None else 0.0
    if owner is None:
        owner = named_person(d) if roll < 0.45 else relative(d, None, subject) if roll < 0.75 else _known(d)
        adjectives = kin_adjectives(d, noun) if noun.has("family", "friend") else draw_adjectives(d, noun, 0.15, 0.12)
    if not (plural or adjectives or owner.plural):
        noun = partner(noun, "f" if owner.feminine else "m")
    thing = noun_phrase(d, noun, "definite", plural, adjectives)
    mark = En("'" if owner.en[-1].text.endswith("s") and owner.en_person == ILS else "'s")
    article, head = thing.fr[0], thing.en[-1]
    article.sure, article.possible = (), (mark, head)
    d.tag("possession_de")
    np = NounPhrase(
        [*thing.fr, Fr("de", (mark,)), *owner.fr],
        [*owner.en, mark, *thing.en[1:]],
        thing.person, thing.en_person, thing.feminine, thing.plural, thing.owner,
    )  # fmt: skip
    np.human, np.noun = thing.human, noun
    if {owner.owner, np.owner} == {"his", "her"}:
        np.owner_others = (owner.owner,)  # le père de Marie aime sa voiture: his, or Marie's
    return mention(d, np, owner)


def landmark(d: Draw, noun: Noun) -> NounPhrase:
    """What something lies beside: the table, Paul's bed, the bedroom window, my desk, the old armchair."""
    roll = d.random()
    if roll < 0.2 and (part := part_of(d, noun, False)):
        return part
    if roll < 0.36 and ownable(noun):
        return belonging_to(d, noun) if roll < 0.28 else noun_phrase(d, noun, free_possessor(d))
    return noun_phrase(d, noun, "definite")


def thing_phrase(d: Draw, noun: Noun, plural: bool | None = None, told: float = 0.0) -> NounPhrase:
    """A definite thing or animal as a subject: le chien, ma voiture, ces pommes; a language, a sport in general.

    `told` is how likely an adjective is, on each side; without it only one that no predicate would contradict.
    """
    if noun.has("language", "school_subject", "sport", "weather_noun", "life"):
        return noun_phrase(d, noun, "generic" if not noun.has("weather_noun") else "definite", noun.number == "plural")
    if plural is None:
        plural = noun.number == "plural" or (noun.number == "count" and not noun.has("shiny", "sky") and d.chance(0.3))
    adjectives = draw_adjectives(d, noun, told, told) if told else by_the_way(d, noun, 0.2, False)
    if noun.number == "count" and d.chance(0.1) and (part := part_of(d, noun, plural)):
        return part
    roll = d.random()
    if plural and not told and not adjectives and noun.number == "count" and d.chance(0.06):
        return noun_phrase(d, noun, "all", True, ())
    if roll < 0.5 or (roll >= 0.65 and not ownable(noun)):
        several = plural and noun.number == "count" and not noun.has("shiny", "sky", "en_pair") and d.chance(0.12)
        np = noun_phrase(d, noun, "definite", plural, adjectives or (() if several else ranked(d, noun, 0.06)))
        return counted(d, np) if several else np
    if roll < 0.65:
        return noun_phrase(d, noun, "demonstrative", plural, adjectives)
    if roll < 0.7 and not noun.has("food", "drink"):
        return belonging_to(d, noun, plural)
    return noun_phrase(d, noun, free_possessor(d), plural, adjectives)


def subject_for(d: Draw, classes: frozenset[str], pronouns: float = 0.5) -> NounPhrase:
    """A subject that suits a verb's subject classes; people may be pronouns (with this probability)."""
    if not classes & _PEOPLE and classes != frozenset({"any"}):
        found = nouns_of(*sorted(classes))
        return thing_phrase(d, d.pick(found), None, 0.2) if found else person(d, pronouns)
    others = nouns_of(*sorted(classes - _PEOPLE - {"any"}))
    if others and d.chance(0.12):
        return thing_phrase(d, d.pick(others), None, 0.2)
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
    return others_and_me(d) if d.chance(0.03) else person(d, pronouns)


_PRONOUN_SHARE = 0.72  # of the share of pronouns that a sentence pattern asks for; the rest are nouns and names


def person(d: Draw, pronouns: float = 0.5) -> NounPhrase:
    """Any human subject."""
    roll = d.random()
    if pronouns < 1:
        pronouns *= _PRONOUN_SHARE
    if roll < pronouns:
        return pronoun(d)
    roll = (roll - pronouns) / (1 - pronouns)
    if roll < 0.25:
        return named_person(d)
    if roll < 0.52:
        return all_of(d, relative(d), 0.15)
    if roll < 0.78:
        return qualified(d, person_phrase(d), 0.06)
    if roll < 0.92:
        return couple(d)
    kin = d.pick(nouns_of("family", "friend", "offspring"))
    return belonging_to(d, kin, kin.has("friend", "sibling", "offspring") and d.chance(0.4))
