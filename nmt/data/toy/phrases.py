"""Noun phrases: determiner, adjectives, noun, with agreement on the French side."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.description import adjectives_for
from nmt.data.toy.determiners import Determined, Determiner, Possessor
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, JE, NOUS, TU, VOUS, begins_with_vowel
from nmt.data.toy.lexicon import Adjective, Noun
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


_ENGLISH_OWNER = {JE: "my", TU: "your", NOUS: "our", VOUS: "your", ILS: "their"}


def possessor_of(subject: NounPhrase) -> Possessor:
    """The possessive that refers back to `subject`: his for a man, its for a thing, our for `on`."""
    if subject.pronoun == "on":
        return Possessor(NOUS, "our")
    if not subject.human and subject.person == IL:
        return Possessor(IL, "its", "her" if subject.feminine else "his")
    return Possessor(subject.person, subject.owner, *subject.owner_others)


_OWNED = frozenset(
    "clothes small_object book_like device vehicle_own house_like room furniture pet toy bag tableware body hair "
    "garden money gift jewel letter picture instrument school_thing homework meal container family friend work "
    "vacation food drink stationery fact_owned photo password flower appointment human language_word bedding".split()
)


@cache
def ownable(noun: Noun) -> bool:
    """True for what somebody can call his own; not a river, not a museum."""
    return bool(noun.classes & _OWNED)


def free_possessor(d: Draw, subject: NounPhrase | None = None) -> Possessor:
    """A possessor nobody in the sentence decides; `son` then reads his or her.

    Beside a subject of the third person `son` or `leur` would be taken for the subject's, so it is not drawn.
    """
    person = d.pick((JE, JE, TU, TU, IL, NOUS, VOUS, ILS))
    if subject is not None and person in (IL, ILS) and subject.person == person:
        return possessor_of(subject)
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
    adjectives: tuple[Adjective, ...] = (),
    some_first: bool = True,
) -> NounPhrase:
    """Build a noun phrase.

    `determiner` is one of definite, generic, indefinite, partitive, negated, no, demonstrative, every, all,
    which, none, bare_a, a quantity (beaucoup, peu, assez, trop, combien, plusieurs, quelques), a
    `Possessor`, or a number. `some_first` makes `some` the canonical English of des and du, otherwise
    the bare noun.
    """
    plural = plural or noun.number == "plural"
    feminine = noun.gender == "f"
    en_plural = english_number(noun, plural)
    core = aligned(noun.fr[plural], noun.en[plural])
    before_fr: list[Fr] = []
    after_fr: list[Fr] = []
    before_en: list[En] = []
    for adjective in adjectives:
        word = En(adjective.en)
        if adjective.before:
            following = before_fr[0].text if before_fr else core.fr[0].text
            form = adjective.form(feminine, plural)
            if not feminine and not plural and begins_with_vowel(following):
                form = adjective.vowel
            before_fr.insert(0, Fr(form, (word,)))
            before_en.insert(0, word)
        else:
            after_fr.append(Fr(adjective.form(feminine, plural), (word,)))
            before_en.append(word)
        d.tag("adjective_before" if adjective.before else "adjective_after")
        if feminine or plural:
            d.tag("adjective_agreement")
    fr = [*before_fr, *core.fr, *after_fr]
    head = Determined(d, noun, plural, en_plural, some_first)
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
    np.human = "human" in noun.classes
    np.noun = noun
    return np


def draw_adjectives(d: Draw, noun: Noun, before: float, after: float) -> tuple[Adjective, ...]:
    """At most one adjective on each side, with these probabilities where the lexicon has one.

    Beside an adjective in front, the one behind is a colour or an origin, so that the two never clash.
    """
    first = d.chance(before) and adjectives_for(noun, True)
    found = (d.pick(first),) if first else ()
    if d.chance(after):
        second = plain_adjectives(noun) if found else adjectives_for(noun, False)
        if second:
            found = (*found, d.pick(second))
    return found


_PLEASANT = frozenset("magnifique délicieux intéressant tranquille sympathique célèbre".split())


@cache
def plain_adjectives(noun: Noun) -> tuple[Adjective, ...]:
    """Adjectives behind the noun that judge nothing: neither graded nor a passing state."""
    return tuple(
        a for a in adjectives_for(noun, False)
        if (a.classes & {"nationality", "school_thing", "eyes", "hair"} and not a.gradable) or a.lemma in _PLEASANT
    )  # fmt: skip
