"""Which adjectives can describe which nouns."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.lexicon import Adjective, Noun, adjectives, nouns

# They need a definite noun, and préféré an owner; the patterns that use them name them.
ORDINALS = frozenset(("premier", "dernier", "prochain", "préféré"))


@cache
def adjectives_for(noun: Noun, before: bool | None = None) -> tuple[Adjective, ...]:
    """Adjectives that can stand beside this noun; `before` chooses a side."""
    classes = described_by(noun)
    return tuple(
        a
        for a in adjectives()
        if a.classes & classes
        and not a.predicate_only
        and a.lemma not in ORDINALS
        and before in (None, a.before)
        and not (a.lemma == "vieux" and "child" in noun.classes)
        and not (a.lemma in ("froid", "chaud") and noun.lemma == "chocolat chaud")
        and not (a.before and noun.lemma == "gens")  # which are feminine then, and masculine again behind it
    )


@cache
def predicates_for(noun: Noun) -> tuple[Adjective, ...]:
    """Adjectives that can be said of this noun after être."""
    classes = described_by(noun)
    return tuple(a for a in adjectives() if a.predicate and a.classes & classes)


def described_by(noun: Noun) -> frozenset[str]:
    """The adjective classes that fit a noun: its own, and what being human or of a sex adds."""
    classes = noun.classes
    if "human" in classes:
        classes |= {"person", "female" if noun.gender == "f" else "male"}
    if "human" in classes and "nationality_person" not in classes:
        classes |= {"nationality"}
    if classes & {"movie", "book_like", "restaurant", "song", "vehicle_own", "cheese", "music"}:
        classes |= {"french_thing"}
    return classes


@cache
def human_noun(feminine: bool) -> Noun:
    """homme or femme: what a name or a pronoun can be described as."""
    return next(n for n in nouns() if n.lemma == "homme" and n.gender == ("f" if feminine else "m"))
