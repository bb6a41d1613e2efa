"""Noun phrases: determiner, adjectives, noun, with agreement on the French side."""

from __future__ import annotations

from functools import cache

from nmt.data.toy import english, french
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS, JE, NOUS, TU, VOUS, begins_with_vowel
from nmt.data.toy.lexicon import Adjective, Noun, adjectives_for
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, synonyms


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
        self,
        fr: list[Fr],
        en: list[En],
        person: int,
        en_person: int,
        feminine: bool,
        plural: bool,
        owner: str,
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


class Possessor:
    """Who a possessive points at: French person 0..5, English word, correct alternatives."""

    __slots__ = ("alternatives", "english", "person")

    def __init__(self, person: int, english: str, *alternatives: str) -> None:
        self.person = person
        self.english = english
        self.alternatives = alternatives


Determiner = str | Possessor | int

_ENGLISH_OWNER = {JE: "my", TU: "your", NOUS: "our", VOUS: "your", ILS: "their"}
_POSSESSIVES = (
    ("mon", "ma", "mes"), ("ton", "ta", "tes"), ("son", "sa", "ses"),
    ("notre", "notre", "nos"), ("votre", "votre", "vos"), ("leur", "leur", "leurs"),
)  # fmt: skip


def possessor_of(subject: NounPhrase) -> Possessor:
    """The possessive that refers back to `subject`: his for a man, its for a thing, our for `on`."""
    if subject.pronoun == "on":
        return Possessor(NOUS, "our")
    if not subject.human and subject.person == IL:
        return Possessor(IL, "its", "her" if subject.feminine else "his")
    return Possessor(subject.person, subject.owner, *subject.owner_others)


_OWNED = frozenset(
    "clothes small_object book_like device vehicle_own house_like room furniture pet toy bag tableware body hair garden "
    "money gift jewel letter picture instrument school_thing homework meal container family friend work vacation food "
    "drink stationery fact_owned photo password flower appointment human language_word bedding".split()
)


@cache
def ownable(noun: Noun) -> bool:
    """True for what somebody can call his own; not a river, not a museum."""
    return bool(noun.classes & _OWNED)


def free_possessor(d: Draw) -> Possessor:
    """A possessor nobody in the sentence decides; `son` then reads his or her."""
    person = d.pick((JE, JE, TU, TU, IL, NOUS, VOUS, ILS))
    if person == IL:
        return Possessor(IL, "his", "her")
    return Possessor(person, _ENGLISH_OWNER[person])


@cache
def english_number(noun: Noun, plural: bool) -> bool:
    """True if the English noun is plural, which may differ from French (des cheveux: hair)."""
    if "en_mass" in noun.classes:
        return False
    return plural or bool(noun.classes & {"en_plural", "en_pair"})


@cache
def uncounted(noun: Noun) -> bool:
    """True if English does not put `a` before it."""
    return noun.number != "count" or bool(noun.classes & {"en_mass", "en_plural", "en_pair"})


def noun_phrase(
    d: Draw,
    noun: Noun,
    determiner: Determiner,
    plural: bool = False,
    adjectives: tuple[Adjective, ...] = (),
    some_first: bool = True,
    degree: tuple[str, str] | None = None,
) -> NounPhrase:
    """Build a noun phrase.

    `determiner` is one of definite, generic, indefinite, partitive, negated, no, demonstrative, every, all,
    which, none, bare_a, a quantity (beaucoup, peu, assez, trop, combien, plusieurs, quelques), a
    `Possessor`, or a number. `some_first` makes `some` the canonical English of des and du, otherwise
    the bare noun. `degree` is a French and English adverb before the first adjective that follows.
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
            if degree is not None:
                adverb = En(degree[1])
                after_fr.append(Fr(degree[0], (adverb,)))
                before_en.append(adverb)
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


class Determined:
    """What a determiner needs to know about its noun."""

    __slots__ = ("d", "en_plural", "feminine", "noun", "plural", "some_first")

    def __init__(self, d: Draw, noun: Noun, plural: bool, en_plural: bool, some_first: bool) -> None:
        self.d = d
        self.noun = noun
        self.plural = plural
        self.en_plural = en_plural
        self.some_first = some_first
        self.feminine = noun.gender == "f"

    def build(self, determiner: Determiner, following: str, adjective_first: bool, head: En) -> Phrase:
        """The determiner's words; `following` is the next French word, `head` the English noun."""
        if isinstance(determiner, Possessor):
            return self._possessive(determiner, following)
        if isinstance(determiner, int):
            return self._number(determiner)
        if determiner in ("definite", "generic", "all"):
            return self._definite(determiner, head)
        if determiner in ("indefinite", "partitive"):
            return self._indefinite(determiner, adjective_first, head)
        if determiner in ("negated", "no"):
            return self._negated(determiner == "no")
        if determiner == "demonstrative":
            self.d.tag("demonstrative")
            text = (
                "ces" if self.plural else "cette" if self.feminine else "cet" if begins_with_vowel(following) else "ce"
            )
            return synonyms(text, *(("these", "those") if self.en_plural else ("this", "that")))
        if determiner == "every":
            self.d.tag("quantity")
            return synonyms("chaque", "every", "each")
        if determiner == "which":
            self.d.tag("question_quel")
            text = ("quel", "quelle", "quels", "quelles")[self.feminine + 2 * self.plural]
            return synonyms(text, "which", "what")
        if determiner == "bare_a":
            return Phrase([], [] if self.en_plural or uncounted(self.noun) else [En("a")])
        if determiner == "none":
            return Phrase([], [])
        return self._quantity(determiner)

    def _definite(self, determiner: str, head: En) -> Phrase:
        text = "les" if self.plural else "la" if self.feminine else "le"
        if determiner == "generic":
            self.d.tag("generic_article")
            return Phrase([Fr(text, (), (head,), article=True)], [])
        the = En("the")
        if determiner == "definite":
            self.d.tag("definite_article")
            return Phrase([Fr(text, (the,), article=True)], [the])
        self.d.tag("quantity")
        whole = En("all") if self.plural else En("whole")
        form = ("tout", "toute", "tous", "toutes")[self.feminine + 2 * self.plural]
        en = [whole, the] if self.plural else [the, whole]
        return Phrase([Fr(form, (whole,)), Fr(text, (the,), article=True)], en)

    def _indefinite(self, determiner: str, adjective_first: bool, head: En) -> Phrase:
        if determiner == "indefinite" and not self.plural:
            self.d.tag("indefinite_article")
            text = "une" if self.feminine else "un"
            if uncounted(self.noun):
                return Phrase([Fr(text, (), (head,))], [])
            article = En("a")
            return Phrase([Fr(text, (article,))], [article])
        choice = Choice()
        some = En("some", choice, 0 if self.some_first else 1)
        if determiner == "indefinite":
            self.d.tag("indefinite_article")
            text = "de" if adjective_first else "des"
            return Phrase([Fr(text, (some,), (head,))], [some])
        self.d.tag("partitive_article")
        article_text = "la" if self.feminine else "le"
        return Phrase([Fr("de", (some,), (head,)), Fr(article_text, (some,), (head,), article=True)], [some])

    def _negated(self, no: bool) -> Phrase:
        """de behind a negation: a, any; with `no` the English negation itself (no milk, not any milk)."""
        self.d.tag("negated_article")
        any_text = "any" if self.en_plural or uncounted(self.noun) else "a"
        if no:
            choice = Choice()
            words = [En("no", choice), En("not", choice, 1), En(any_text, choice, 1)]
            return Phrase([Fr("de", (words[0], words[2]))], words)
        if self.en_plural or uncounted(self.noun):
            choice = Choice()
            any_word = En("any", choice, 0)
            return Phrase([Fr("de", (any_word,))], [any_word])
        return synonyms("de", "a", "any")

    def _possessive(self, owner: Possessor, following: str) -> Phrase:
        self.d.tag("possessive")
        masculine, feminine, plural = _POSSESSIVES[owner.person]
        text = plural if self.plural else feminine if self.feminine else masculine
        if text == feminine and begins_with_vowel(following):
            text = masculine
        return synonyms(text, owner.english, *owner.alternatives)

    def _number(self, n: int) -> Phrase:
        self.d.tag("number")
        return number_phrase(n, self.feminine)

    def _quantity(self, kind: str) -> Phrase:
        self.d.tag("quantity")
        many = "many" if self.en_plural else "much"
        if kind == "plusieurs":
            return synonyms("plusieurs", "several")
        if kind == "quelques":
            choice = Choice()
            words = [En("a", choice), En("few", choice), En("some", choice, 1)]
            return Phrase([Fr("quelques", (words[1], words[2]), (words[0],))], words)
        if kind == "beaucoup":
            choice = Choice(3)
            words = [En("a", choice), En("lot", choice), En("of", choice), En(many, choice, 1)]
            words += [En("lots", choice, 2), En("of", choice, 2)]
            return Phrase([Fr("beaucoup", (words[1],), (words[0],)), Fr("de", (words[2],))], words)
        if kind == "peu":
            return aligned("un peu de", "a little", "0-0 1-1 2?1")
        if kind == "assez":
            return aligned("assez de", "enough", "0-0 1?0")
        if kind == "trop":
            return aligned("trop de", f"too {many}", "0-0 0-1 1?1")
        return aligned("combien de", f"how {many}", "0-0 0-1 1?1")


def number_phrase(n: int, feminine: bool = False) -> Phrase:
    """A number in words, every French word linked to every English one."""
    fr, en = french.number_word(n, feminine).split(), [En(w) for w in english.number_word(n).split()]
    return Phrase([Fr(word, tuple(en)) for word in fr], en)


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
