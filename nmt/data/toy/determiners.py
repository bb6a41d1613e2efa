"""Determiners: articles, possessives, demonstratives, numbers and quantities, with their English."""

from __future__ import annotations

from functools import cache

from nmt.data.toy import english, french
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import ILS, NOUS, VOUS, begins_with_vowel
from nmt.data.toy.lexicon import Adjective, Noun
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, in_other_words, synonyms


class Possessor:
    """Who a possessive points at: French person 0..5, English word, correct alternatives."""

    __slots__ = ("alternatives", "english", "person")

    def __init__(self, person: int, english: str, *alternatives: str) -> None:
        self.person = person
        self.english = english
        self.alternatives = alternatives


Determiner = str | Possessor | int


POSSESSIVES = (
    ("mon", "ma", "mes"), ("ton", "ta", "tes"), ("son", "sa", "ses"),
    ("notre", "notre", "nos"), ("votre", "votre", "vos"), ("leur", "leur", "leurs"),
)  # fmt: skip


@cache
def uncounted(noun: Noun) -> bool:
    """True if English does not put `a` before it."""
    return noun.number != "count" or bool(noun.classes & {"en_mass", "en_plural", "en_pair"})


def hides_gender(determiner: Determiner, noun: Noun, adjectives: tuple[Adjective, ...]) -> bool:
    """Whether what stands beside a noun is the same in both genders: l'élève, notre jeune collègue, chaque artiste."""
    if any(adjective.fr[0] != adjective.fr[1] for adjective in adjectives):
        return False
    following = next((adjective.fr[0] for adjective in adjectives if adjective.before), noun.fr[0])
    if isinstance(determiner, Possessor):
        return determiner.person in (NOUS, VOUS, ILS) or begins_with_vowel(following)
    return determiner == "every" or (determiner == "definite" and begins_with_vowel(following))


# Dishes that are counted in French and need not be in English.
_COUNTED_OR_NOT = frozenset("pizza salade gâteau tarte dessert steak yaourt melon ananas".split())


class Determined:
    """What a determiner needs to know about its noun."""

    __slots__ = ("d", "en_plural", "feminine", "noun", "plural")

    def __init__(self, d: Draw, noun: Noun, plural: bool, en_plural: bool) -> None:
        self.d = d
        self.noun = noun
        self.plural = plural
        self.en_plural = en_plural
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
            return self._negated(determiner == "no", head)
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
            several = self.plural and self.noun.has("human")
            if several or self.noun.has("nationality_person", "en_bare", "en_bare_tv"):
                spoken = En("the", Choice(), 1)  # les Allemands: Germans, or the Germans; at school, at the school
                return Phrase([Fr(text, (spoken,), (head,), article=True)], [spoken])
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
            if self.noun.has("en_pair"):  # un jean: jeans, or a pair of jeans
                choice = Choice()
                pair_of = [En(word, choice, 1) for word in ("a", "pair", "of")]
                return Phrase([Fr(text, tuple(pair_of[:2]), (head, pair_of[2]))], pair_of)
            if self.noun.number == "mass" and self.noun.has("drink") and not self.noun.has("animal_drink"):
                cup = En("a", Choice(), 1)  # un café: coffee, or a coffee
                return Phrase([Fr(text, (cup,), (head,))], [cup])
            if uncounted(self.noun):
                return Phrase([Fr(text, (), (head,))], [])
            article = En("a")
            return Phrase([Fr(text, (article,))], [article])
        some = En("some", Choice(), 1)  # des chiens: dogs, or some dogs; without is right wherever it stands
        if determiner == "indefinite":
            self.d.tag("indefinite_article")
            text = "de" if adjective_first else "des"
            return Phrase([Fr(text, (some,), (head,))], [some])
        self.d.tag("partitive_article")
        article_text = "la" if self.feminine else "le"
        return Phrase([Fr("de", (some,), (head,)), Fr(article_text, (some,), (head,), article=True)], [some])

    def _negated(self, no: bool, head: En) -> Phrase:
        """de behind a negation: a, any, nothing before food and drink; with `no` the English negation itself."""
        self.d.tag("negated_article")
        any_text = "any" if self.en_plural or uncounted(self.noun) else "a"
        if no:
            choice = Choice()
            words = [En("no", choice), En("not", choice, 1), En(any_text, choice, 1)]
            return Phrase([Fr("de", (words[0], words[2]))], words)
        if self.en_plural or uncounted(self.noun):
            choice = Choice()
            bare = self.noun.has("food", "drink", "food_base", "bathroom_thing")
            any_word = En("any", choice, int(bare))
            return Phrase([Fr("de", (any_word,), (head,) if bare else ())], [any_word])
        if self.noun.lemma.split()[0] in _COUNTED_OR_NOT:  # no dessert: not a dessert, any dessert, or dessert
            choice = Choice(3)
            found = [En("a", choice), En("any", choice, 1)]
            return Phrase([Fr("de", tuple(found))], found)
        return synonyms("de", "a", "any")

    def _possessive(self, owner: Possessor, following: str) -> Phrase:
        self.d.tag("possessive")
        masculine, feminine, plural = POSSESSIVES[owner.person]
        text = plural if self.plural else feminine if self.feminine else masculine
        if text == feminine and begins_with_vowel(following):
            text = masculine
        return synonyms(text, owner.english, *owner.alternatives)

    def _number(self, n: int) -> Phrase:
        self.d.tag("number")
        number = number_phrase(n, self.feminine)
        return self._in_pairs(number) if n > 1 else number

    def _in_pairs(self, many: Phrase) -> Phrase:
        """deux jeans: two pairs of jeans."""
        if not self.noun.has("en_pair"):
            return many
        pairs, of = En("pairs"), En("of")
        many.fr[-1].sure, many.fr[-1].possible = (*many.fr[-1].sure, pairs), (of,)
        return Phrase(many.fr, [*many.en, pairs, of])

    def _quantity(self, kind: str) -> Phrase:
        self.d.tag("quantity")
        many = "many" if self.en_plural else "much"
        if kind == "plusieurs":
            return self._in_pairs(synonyms("plusieurs", "several"))
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
            return in_other_words("un peu de", "a little / a bit of / some")
        if kind == "assez":
            return aligned("assez de", "enough")
        if kind == "trop":
            return aligned("trop de", f"too {many}")
        return aligned("combien de", f"how {many}")


def number_phrase(n: int, feminine: bool = False) -> Phrase:
    """A number in words, every French word linked to every English one."""
    fr, en = french.number_word(n, feminine).split(), [En(w) for w in english.number_word(n).split()]
    return Phrase([Fr(word, tuple(en)) for word in fr], en)
