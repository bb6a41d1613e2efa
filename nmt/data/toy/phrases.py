"""Noun phrases: determiner, adjectives, noun, with agreement on the French side."""

from __future__ import annotations

from copy import copy
from functools import cache

from nmt.data.toy.description import ORDINALS, adjectives_for, described_by
from nmt.data.toy.determiners import POSSESSIVES, Determined, Determiner, Possessor, hides_gender
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, JE, NOUS, TU, VOUS, begins_with_vowel
from nmt.data.toy.lexicon import Adjective, Noun, adjectives
from nmt.data.toy.other_words import of_either_sex, partner, plain_gender, quality, with_others, worded
from nmt.data.toy.words import En, Fr, Phrase, aligned


class NounPhrase(Phrase):
    """A phrase that can be a subject or an object.

    `person` conjugates the French verb, `en_person` the English one (both 0..5); `feminine` and
    `plural` make French agree. `owner` is the English possessive that refers back to it (his, its...),
    `owner_others` further correct ones.
    """

    __slots__ = (
        "en_person", "feminine", "human", "noun", "owner", "owner_others", "person", "plural", "pronoun",
    )  # fmt: skip

    def __init__(
        self, fr: list[Fr], en: list[En], person: int, en_person: int, feminine: bool, plural: bool, owner: str
    ) -> None:
        super().__init__(fr, en)
        self.person = person
        self.en_person = en_person
        self.feminine = feminine
        self.plural = plural
        self.owner = owner
        self.owner_others: tuple[str, ...] = ()
        self.human = True
        self.pronoun = ""
        self.noun: Noun | None = None


class _Topic:
    """Who a sentence in the making speaks of first: `son` in a later clause is hers if that is a woman."""

    draw: Draw | None = None
    np: NounPhrase | None = None


def mention(d: Draw, np: NounPhrase, instead_of: NounPhrase | None = None) -> NounPhrase:
    """The phrase itself; the first singular person of a sentence is noted as what `son` goes back to.

    `instead_of` is an owner inside the phrase, which was built before it.
    """
    new = _Topic.draw is not d or (instead_of is not None and _Topic.np is instead_of)
    if new and np.human and np.person == IL and np.en_person == IL:
        _Topic.draw, _Topic.np = d, np
    return np


def conjoined(d: Draw, first: NounPhrase, second: NounPhrase) -> NounPhrase:
    """Two noun phrases with `and`: Marie et Paul, des légumes et des œufs."""
    d.tag("coordination")
    both = En("and")
    np = NounPhrase(
        [*first.fr, Fr("et", (both,)), *second.fr],
        [*first.en, both, *second.en],
        ILS, ILS, first.feminine and second.feminine, True, "their",
    )  # fmt: skip
    np.human = first.human
    return np


_ENGLISH_OWNER = {JE: "my", TU: "your", NOUS: "our", VOUS: "your", ILS: "their"}


def possessor_of(subject: NounPhrase) -> Possessor:
    """The possessive that refers back to `subject`: his for a man, its for a thing, our for `on`."""
    if subject.pronoun == "on":
        return Possessor(NOUS, "our")
    if not subject.human and subject.person == IL:
        if _is_somebodys(subject):  # sa règle est dans son sac: one person's
            owner = subject.en[0].text
            return Possessor(IL, owner, "her" if owner == "his" else "his", "its")
        return Possessor(IL, "its", "her" if subject.feminine else "his")
    return Possessor(subject.person, subject.owner, *subject.owner_others)


def elsewhere(subject: NounPhrase) -> NounPhrase:
    """The same for a clause of which it is not the subject: `son` is his or hers there, or somebody else's."""
    same = copy(subject)
    if subject.owner in _SEX:
        same.owner_others = ("her" if subject.owner == "his" else "his",)
    return same


def _is_somebodys(np: NounPhrase) -> bool:
    """Whether it begins with son, sa or ses."""
    return np.fr[0].text in POSSESSIVES[IL] and np.en[0].text in _SEX


def owner_of_both(first: NounPhrase) -> NounPhrase:
    """Whom `son` behind `first et` goes back to: Marie et son frère are hers, sa voisine et son frère one person's."""
    if not _is_somebodys(first):
        return first
    same = copy(first)
    same.owner = first.en[0].text
    return elsewhere(same)


_OWNED = frozenset(
    "clothes small_object book_like device vehicle_own house_like room furniture pet toy bag tableware body hair "
    "garden money gift jewel letter dream project trip picture instrument school_thing homework meal container family "
    "friend work vacation food drink stationery fact_owned photo password flower appointment human language_word "
    "bedding document".split()
)


@cache
def ownable(noun: Noun) -> bool:
    """True for what somebody can call his own; not a river, not a museum."""
    return bool(noun.classes & _OWNED)


def free_possessor(d: Draw, subject: NounPhrase | None = None) -> Possessor:
    """A possessor nobody in the clause decides; `son` then reads his, or her where a woman was spoken of first.

    Beside a subject of the third person `son` or `leur` would be taken for the subject's, so it is not drawn.
    """
    person = d.pick((JE, JE, TU, TU, IL, NOUS, VOUS, ILS))
    if subject is not None and person in (IL, ILS) and subject.person == person:
        return possessor_of(subject)
    if person == IL and _Topic.draw is d and _Topic.np is not None and _Topic.np.feminine:
        return Possessor(IL, "her", "his")
    if person == IL:
        return Possessor(IL, "his", "her")
    return Possessor(person, _ENGLISH_OWNER[person])


@cache
def english_number(noun: Noun, plural: bool) -> bool:
    """True if the English noun is plural, which may differ from French (des cheveux: hair)."""
    if "en_mass" in noun.classes:
        return False
    return plural or bool(noun.classes & {"en_plural", "en_pair"})


def noun_phrase(
    d: Draw,
    noun: Noun,
    determiner: Determiner,
    plural: bool = False,
    adjectives: tuple[Adjective, ...] | None = None,
) -> NounPhrase:
    """Build a noun phrase.

    `determiner` is one of definite, generic, indefinite, partitive, negated, no, demonstrative, every, all,
    which, none, bare_a, a quantity (beaucoup, peu, assez, trop, combien, plusieurs, quelques), a
    `Possessor`, or a number. Where the caller says nothing of adjectives, a place or a thing may get one by the way.
    """
    if adjectives is None:
        specific = isinstance(determiner, Possessor) or determiner in ("definite", "demonstrative")
        adjectives = by_the_way(d, noun, 0.13) if specific else ()
    plural = plural or noun.number == "plural"
    if isinstance(determiner, Possessor) and not (plural or adjectives) and determiner.english in _SEX:
        noun = partner(noun, _SEX[determiner.english])
    veiled = not plural and of_either_sex(noun) and hides_gender(determiner, noun, adjectives)
    noun = plain_gender(noun) if veiled else noun
    feminine = noun.gender == "f"
    en_plural = english_number(noun, plural)
    english, others = worded(noun, plural, en_plural, adjectives)
    core = aligned(noun.fr[plural], english, crossed=noun.has("crossed"))
    if d.alternatives and others:
        core = with_others(core, others)
    before_fr: list[Fr] = []
    after_fr: list[Fr] = []
    before_en: list[En] = []
    for adjective in adjectives:
        words = quality(adjective, "", d.alternatives, True, noun, determiner == "definite").en
        if adjective.before:
            following = before_fr[0].text if before_fr else core.fr[0].text
            form = adjective.form(feminine, plural)
            if not feminine and not plural and begins_with_vowel(following):
                form = adjective.vowel
            before_fr.insert(0, Fr(form, tuple(words)))
            before_en[:0] = words
        else:
            after_fr.append(Fr(adjective.form(feminine, plural), tuple(words)))
            before_en += words
        d.tag("adjective_before" if adjective.before else "adjective_after")
        if feminine or plural:
            d.tag("adjective_agreement")
    fr = [*before_fr, *core.fr, *after_fr]
    head = Determined(d, noun, plural, en_plural)
    det = head.build(determiner, fr[0].text, bool(before_fr), core.en[-1])
    np = NounPhrase(
        det.fr + fr,
        det.en + before_en + core.en,
        ILS if plural else IL,
        ILS if en_plural else IL,
        feminine,
        plural,
        "their" if en_plural else ("her" if feminine else "his") if "human" in noun.classes else "its",
    )
    np.human, np.noun = "human" in noun.classes, noun
    if veiled:
        np.owner_others = (*np.owner_others, "her")
    return mention(d, np)


_SEX = {"his": "m", "her": "f"}


_SIZED = frozenset(
    "room house_like building shop restaurant hotel park garden furniture place_search clothes vehicle_own bag "
    "pet".split()
)


def by_the_way(d: Draw, noun: Noun, chance: float, sized: bool = True) -> tuple[Adjective, ...]:
    """With this probability an adjective that no sentence is about: dans la petite chambre, cette robe rouge.

    `sized` is False where the sentence may go on to speak of size or colour.
    """
    if not d.chance(chance):
        return ()
    before, after = _unremarkable(noun, sized)
    if before and after and d.chance(0.3):
        return (d.pick(before), d.pick(after))
    either = before if before and (not after or d.chance(0.6)) else after
    return (d.pick(either),) if either else ()


def origin(d: Draw, noun: Noun, chance: float) -> tuple[Adjective, ...]:
    """With this probability where somebody is from, or another lasting quality."""
    return (d.pick(plain_adjectives(noun)),) if d.chance(chance) and not noun.has("nationality_person") else ()


@cache
def _unremarkable(noun: Noun, sized: bool) -> tuple[tuple[Adjective, ...], tuple[Adjective, ...]]:
    """Size and age before a noun, colour after it."""
    if "human" in noun.classes:
        return (), ()
    plain = ("petit", "grand", "gros", "nouveau", "vieux") if sized else ("nouveau", "vieux")
    simple = [a for a in adjectives_for(noun, True) if a.lemma in plain] if noun.classes & _SIZED else []
    colors = [a for a in adjectives_for(noun, False) if "school_thing" in a.classes and not a.gradable]
    return tuple(simple), tuple(colors) if sized else ()


def draw_adjectives(d: Draw, noun: Noun, before: float, after: float) -> tuple[Adjective, ...]:
    """At most one adjective on each side, with these probabilities where the lexicon has one.

    Beside an adjective in front, the one behind is a colour or an origin, so that the two never clash, and
    not another judgment (un bon repas délicieux).
    """
    first = d.chance(before) and adjectives_for(noun, True)
    found = (d.pick(first),) if first else ()
    if d.chance(after):
        unfit = _PLEASANT if found and found[0].lemma in ("bon", "meilleur", "beau", "joli", "mauvais") else ()
        options = plain_adjectives(noun) if found else adjectives_for(noun, False)
        second = tuple(a for a in options if a.lemma not in unfit)
        if second:
            found = (*found, d.pick(second))
    return found


def ranked(d: Draw, noun: Noun, chance: float) -> tuple[Adjective, ...]:
    """premier, dernier or prochain with this probability, where the noun takes one; for definite nouns only."""
    found = _ranks(noun) if d.chance(chance) else ()
    return (d.pick(found),) if found else ()


@cache
def _ranks(noun: Noun) -> tuple[Adjective, ...]:
    fit = described_by(noun)
    return tuple(a for a in adjectives() if a.lemma in ORDINALS and a.lemma != "préféré" and a.classes & fit)


@cache
def named_adjective(lemma: str, en: str) -> Adjective:
    """The sense before its noun with this English that fits most nouns: named_adjective("petit", "small")."""
    return max((a for a in adjectives() if a.lemma == lemma and a.en == en and a.before), key=lambda a: len(a.classes))


@cache
def _of_siblings(lemma: str) -> Adjective:
    """petit, grand: little or younger, big or older."""
    return next(a for a in adjectives() if a.lemma == lemma and "sibling" in a.classes)


_BEST = frozenset(("ami", "copain"))
_NEW_PEOPLE = frozenset(("voisin", "collègue", "ami", "copain", "camarade"))


def kin_adjectives(d: Draw, noun: Noun) -> tuple[Adjective, ...]:
    """What one says of a relative or friend: mon petit frère, ma meilleure amie, nos voisins italiens."""
    roll = d.random()
    if noun.has("sibling") and roll < 0.26:
        return (_of_siblings("petit" if roll < 0.15 else "grand"),)
    if noun.lemma in _BEST and roll < 0.2:
        return (named_adjective("meilleur", "best"),)
    if noun.lemma in _NEW_PEOPLE and roll < 0.32:
        return (named_adjective("nouveau", "new") if d.chance(0.5) else d.pick(plain_adjectives(noun)),)
    if noun.lemma in ("oncle", "voisin") and roll > 0.94:
        return (named_adjective("vieux", "old"),)
    return ()


_PLEASANT = frozenset("magnifique délicieux intéressant tranquille sympathique célèbre".split())


@cache
def plain_adjectives(noun: Noun) -> tuple[Adjective, ...]:
    """Adjectives behind the noun that judge nothing: neither graded nor a passing state."""
    return tuple(
        a for a in adjectives_for(noun, False)
        if (a.classes & {"nationality", "school_thing", "eyes", "hair"} and not a.gradable) or a.lemma in _PLEASANT
    )  # fmt: skip
