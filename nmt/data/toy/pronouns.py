"""Object pronouns: le la les me te nous vous lui leur, before the verb or behind an imperative."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, JE, NOUS, TU, VOUS, begins_with_vowel
from nmt.data.toy.lexicon import Verb, verbs
from nmt.data.toy.objects import object_phrase
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.words import Choice, En, Fr, Phrase

OBJECT_ENGLISH = {"me": "me", "te": "you", "nous": "us", "vous": "you"}
_TALKERS = {"me": (JE, NOUS), "te": (TU, VOUS), "nous": (JE, NOUS), "vous": (TU, VOUS)}
_STRESSED = {"me": "-moi", "te": "-toi", "nous": "-nous", "vous": "-vous", "lui": "-lui", "leur": "-leur"}
_NO_PRONOUN = frozenset("faire avoir vouloir parler passer pleuvoir commencer finir étudier".split())


class ObjectPronoun:
    """A pronoun in place of an object: the French word, its English, what participles agree with.

    `english` holds alternatives for the same slot; the first is canonical.
    """

    __slots__ = ("agreement", "english", "french")

    def __init__(self, french: str, english: tuple[str, ...], agreement: tuple[bool, bool] = (False, False)) -> None:
        self.french = french
        self.english = english
        self.agreement = agreement

    def words(self, behind: bool = False) -> tuple[Fr, list[En]]:
        """Fresh words; `behind` gives the form that follows an imperative."""
        choice = Choice(len(self.english)) if len(self.english) > 1 else None
        en = [En(text, choice, k) for k, text in enumerate(self.english)]
        text = _STRESSED.get(self.french, "-" + self.french) if behind else self.french
        return Fr(text, tuple(en)), en


@cache
def direct_verbs() -> tuple[Verb, ...]:
    """One sense of each transitive verb whose object may be a pronoun."""
    found: dict[str, Verb] = {}
    for verb in verbs():
        if verb.frame != "tr" or verb.lemma in _NO_PRONOUN:
            continue
        if verb.subjects & {"person"} and (verb.lemma not in found or takes_people(verb)):
            found.setdefault(verb.lemma, verb)
            if takes_people(verb):
                found[verb.lemma] = verb
    return tuple(found.values()) + tuple(v for v in found.values() if takes_people(v)) * 2


@cache
def indirect_verbs() -> tuple[Verb, ...]:
    """Verbs with a person after à: parler, téléphoner, donner; those with a thing besides twice."""
    found = [v for v in verbs() if v.frame in ("tr_to", "ditr") and "person" in v.subjects]
    return tuple(found + [v for v in found if v.frame == "ditr"])


_PEOPLE = frozenset(("person", "family", "friend"))
# The tables give them things only, as what is said of people with them is another matter.
_OF_PEOPLE_TOO = frozenset(
    "adorer détester préférer regarder écouter entendre chercher trouver perdre oublier choisir dessiner peindre rater "
    "manquer laver attraper cacher garder comprendre arrêter conduire".split()
)


def takes_people(verb: Verb) -> bool:
    return bool(verb.objects & _PEOPLE)


def talker(d: Draw, subject: NounPhrase) -> str:
    """me, te, nous or vous, for a partner the subject is not part of."""
    options = [name for name, persons in _TALKERS.items() if subject.person not in persons]
    if subject.pronoun == "on":
        options = [name for name in options if name in ("te", "vous")]
    if subject.person in (TU, VOUS):
        options = ["me", "nous"]
    return d.pick(options)


def direct(d: Draw, verb: Verb, subject: NounPhrase, elided: bool = False) -> ObjectPronoun:
    """A direct object pronoun; le and la are people where the verb is about people, else `it`.

    `elided` tells that only a participle will show the gender of l'.
    """
    people = takes_people(verb)
    if people and d.chance(0.58):
        name = talker(d, subject)
        plural = name == "nous" or (name == "vous" and d.chance(0.5))
        return ObjectPronoun(name, (OBJECT_ENGLISH[name],), (d.chance(0.5), plural))
    if d.chance(0.33):
        return ObjectPronoun("les", ("them",), (d.chance(0.5), True))
    feminine = d.chance(0.5)
    english = whom_or_what(verb, feminine, elided)
    return ObjectPronoun("la" if feminine else "le", english, (feminine, False))


def whom_or_what(verb: Verb, feminine: bool, elided: bool) -> tuple[str, ...]:
    """le or la of nothing that was named: him or her where the verb is about people, it, or all of them."""
    mine = "her" if feminine else "him"
    persons = ("him", "her") if elided else (mine,)
    if not takes_people(verb):
        return ("it", *persons) if verb.lemma in _OF_PEOPLE_TOO else ("it",)
    return (*persons, "it") if elided or verb.objects - _PEOPLE else persons


def indirect(d: Draw, subject: NounPhrase) -> ObjectPronoun:
    """An indirect object pronoun; lui is canonically `him`."""
    roll = d.random()
    if roll < 0.5:
        name = talker(d, subject)
        return ObjectPronoun(name, (OBJECT_ENGLISH[name],))
    return ObjectPronoun("lui", ("him", "her")) if roll < 0.76 else ObjectPronoun("leur", ("them",))


def with_direct(d: Draw, verb: Verb, subject: NounPhrase, following: str, participle: bool) -> Predicate:
    """The verb with a direct object pronoun; `following` is the French word the pronoun will precede."""
    pronoun = direct(d, verb, subject, begins_with_vowel(following) and not participle)
    fr, en = pronoun.words()
    d.tag("object_pronoun_direct")
    return Predicate(verb, clitics=[fr], clitic_en=en, preceding=pronoun.agreement)


def with_indirect(d: Draw, verb: Verb, subject: NounPhrase, negated: bool = False) -> Predicate:
    """The verb with an indirect object pronoun: je lui parle, je lui donne un livre."""
    pronoun = indirect(d, subject)
    fr, en = pronoun.words()
    d.tag("object_pronoun_indirect")
    if verb.frame == "tr_to":
        return Predicate(verb, clitics=[fr], clitic_en=en)
    thing = object_phrase(d, verb, subject, negated)
    after_en = given(verb, en, thing.en)
    return Predicate(verb, [thing], clitics=[fr], after_en=after_en)


def given(verb: Verb, person: list[En], thing: list[En]) -> list[En]:
    """`give him a book` or `a book to him`; verbs without the first order: `explain the lesson to him`."""
    base = verb.en.base[0]
    if base == "ask":
        return [*person, *thing]
    if base not in _DOUBLE_OBJECT:
        return [*thing, En("to"), *person]
    choice = Choice(2 * len(person))
    behind: list[En] = []
    for k, word in enumerate(person):
        word.choice, word.option = choice, k
        option = len(person) + k
        behind += [En("for" if base == "buy" else "to", choice, option), En(word.text, choice, option)]
    return [*person, *thing, *behind]


_DOUBLE_OBJECT = frozenset("give show send lend bring tell read sell write buy".split())


def both(d: Draw, verb: Verb, subject: NounPhrase) -> Predicate:
    """Two pronouns: je te le donne, il la lui montre; one does not ask it to somebody."""
    if verb.en.base[0] == "ask":
        verb = next(v for v in indirect_verbs() if v.lemma == "donner")
    indirect_one = indirect(d, subject)
    plural, feminine = d.chance(0.25), d.chance(0.5)
    direct_one = ObjectPronoun("les" if plural else "la" if feminine else "le", ("them",) if plural else ("it",))
    person_fr, person_en = indirect_one.words()
    thing_fr, thing_en = direct_one.words()
    order = [thing_fr, person_fr] if indirect_one.french in ("lui", "leur") else [person_fr, thing_fr]
    d.tag("object_pronoun_direct", "object_pronoun_indirect")
    to = En("for" if verb.en.base[0] == "buy" else "to")
    return Predicate(verb, clitics=order, clitic_en=[*thing_en, to, *person_en], preceding=(feminine, plural))


def stressed(d: Draw, subject: NounPhrase) -> Phrase:
    """moi, toi, lui ... behind a preposition."""
    forms = (
        ("moi", "me", JE), ("toi", "you", TU), ("lui", "him", IL), ("elle", "her", IL),
        ("nous", "us", NOUS), ("vous", "you", VOUS), ("eux", "them", ILS), ("elles", "them", ILS),
    )  # fmt: skip
    clash = {JE: (JE, NOUS), NOUS: (JE, NOUS), TU: (TU, VOUS), VOUS: (TU, VOUS), IL: (), ILS: ()}[subject.person]
    if subject.pronoun == "on":
        clash = (JE, NOUS)
    fr, en, _ = d.pick([form for form in forms if form[2] not in clash])
    word = En(en)
    d.tag("stressed_pronoun")
    return Phrase([Fr(fr, (word,))], [word])
