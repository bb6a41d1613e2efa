"""French forms: conjugation, the classes of sounds that decide elision, number words.

Persons are numbered 0..5: je tu il nous vous ils (elle, on count as il; elles as ils).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

JE, TU, IL, NOUS, VOUS, ILS = range(6)

_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæh")
# Words that begin like a vowel or a mute h but block elision and liaison.
_ASPIRATED = frozenset(
    "huit huitième onze onzième oui yaourt yaourts yoga haut haute hauts hautes haricot haricots "
    "hamster hamsters héros homard homards hockey handball hibou hiboux hamburger hamburgers hors".split()
)
_ELIDED = {
    "le": "l'", "la": "l'", "je": "j'", "me": "m'", "te": "t'", "se": "s'", "de": "d'", "ne": "n'",
    "que": "qu'", "ce": "c'", "jusque": "jusqu'", "lorsque": "lorsqu'",
}  # fmt: skip
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}


@cache
def begins_with_vowel(word: str) -> bool:
    """True where a preceding le, je, de ... elides: a vowel or a mute h.

    >>> begins_with_vowel("homme"), begins_with_vowel("haricot")
    (True, False)
    """
    lower = word.lower()
    return lower[0] in _VOWELS and lower not in _ASPIRATED


def elide(word: str, following: str) -> str:
    """The form of `word` before `following`: `elide("le", "homme")` is `l'`."""
    lower = word.lower()
    if lower == "si":
        return word[0] + "'" if following in ("il", "ils") else word
    short = _ELIDED.get(lower)
    if short is None or not begins_with_vowel(following):
        return word
    return word[0] + short[1:]


def contract(preposition: str, article: str) -> str | None:
    """`contract("de", "le")` is `du`; None where the two stay apart (de la)."""
    return _CONTRACTED.get((preposition, article))


@dataclass(frozen=True, slots=True)
class Conjugation:
    """Every form the grammar uses of one verb (without its reflexive pronoun).

    Forms that do not exist (defective verbs) are empty strings.
    """

    infinitive: str
    present: tuple[str, ...]
    imperfect: tuple[str, ...]
    participle: str
    imperative: tuple[str, str, str]


def regular(infinitive: str) -> Conjugation:
    """Conjugate a regular -er, -ir (finissons) or -re verb, spelling changes included.

    Raises:
        ValueError: the infinitive has none of these endings.
    """
    if infinitive.endswith("er"):
        return _first_group(infinitive)
    stem = infinitive[:-2]
    if infinitive.endswith("ir"):
        present = tuple(stem + e for e in ("is", "is", "it", "issons", "issez", "issent"))
        return assemble(infinitive, present, stem + "i", stem + "iss")
    if infinitive.endswith("re"):
        present = tuple(stem + e for e in ("s", "s", "" if stem[-1] in "td" else "t", "ons", "ez", "ent"))
        return assemble(infinitive, present, stem + "u", stem)
    raise ValueError(f"{infinitive!r} is not a regular infinitive (-er, -ir, -re); give it a model")


def assemble(
    infinitive: str,
    present: tuple[str, ...],
    participle: str,
    imperfect_stem: str,
    imperative: tuple[str, str, str] | None = None,
) -> Conjugation:
    """A conjugation from its principal parts; the imperative defaults to the present's forms."""
    if imperative is None:
        tu = present[TU]
        if infinitive.endswith("er") and tu.endswith("es"):
            tu = tu[:-1]
        imperative = (tu, present[NOUS], present[VOUS])
    short = imperfect_stem[:-1] if imperfect_stem.endswith("ge") else imperfect_stem
    if short.endswith("ç"):
        short = short[:-1] + "c"
    endings = (("ais", 0), ("ais", 0), ("ait", 0), ("ions", 1), ("iez", 1), ("aient", 0))
    imperfect = tuple((short if soft else imperfect_stem) + ending for ending, soft in endings)
    if not imperfect_stem:
        imperfect = ("",) * 6
    return Conjugation(infinitive, present, imperfect, participle, imperative)


def like_model(infinitive: str, model: Conjugation) -> Conjugation:
    """Conjugate as `model` does, its stem replaced: apprendre like prendre, offrir like ouvrir.

    Raises:
        ValueError: the two infinitives share no ending.
    """
    if infinitive == model.infinitive:
        return model
    shared = 0
    while (
        shared < min(len(infinitive), len(model.infinitive))
        and infinitive[-1 - shared] == model.infinitive[-1 - shared]
    ):
        shared += 1
    old, new = model.infinitive[: len(model.infinitive) - shared], infinitive[: len(infinitive) - shared]
    if shared < 2:
        raise ValueError(f"{infinitive!r} cannot be conjugated like {model.infinitive!r}: no shared ending")

    def swap(form: str) -> str:
        return new + form[len(old) :] if form.startswith(old) else form

    first, second, third = (swap(form) for form in model.imperative)
    return Conjugation(
        infinitive,
        tuple(swap(form) for form in model.present),
        tuple(swap(form) for form in model.imperfect),
        swap(model.participle),
        (first, second, third),
    )


def _first_group(infinitive: str) -> Conjugation:
    stem = infinitive[:-2]
    strong = _strong_stem(stem)
    before_o = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    present = (strong + "e", strong + "es", strong + "e", before_o + "ons", stem + "ez", strong + "ent")
    return assemble(infinitive, present, stem + "é", before_o)


def _strong_stem(stem: str) -> str:
    """The stem before a silent ending: nettoy- gives nettoi-, achet- achèt-, préfér- préfèr-, appel- appell-."""
    if stem.endswith(("oy", "uy", "ay")):
        return stem[:-1] + "i"
    if stem in ("appel", "rappel", "jet"):
        return stem + stem[-1]
    if len(stem) > 2 and stem[-2] in "eé" and stem[-1] not in "aeiouyéèê" and not stem.endswith(("ex",)):
        return stem[:-2] + "è" + stem[-1]
    return stem


_UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split()
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


@cache
def number_word(n: int, feminine: bool = False) -> str:
    """The words for 0..100; `vingt et un` has spaces, the others hyphens.

    >>> number_word(71), number_word(80), number_word(21, feminine=True)
    ('soixante et onze', 'quatre-vingts', 'vingt et une')

    Raises:
        ValueError: outside 0..100.
    """
    if not 0 <= n <= 100:
        raise ValueError(f"number words cover 0 to 100, got {n}")
    if n == 100:
        return "cent"
    if n < 20:
        return "une" if n == 1 and feminine else _UNITS[n]
    ten = 60 if 60 <= n < 80 else 80 if n >= 80 else n // 10 * 10
    rest = n - ten
    if rest == 0:
        return _TENS[ten] + ("s" if ten == 80 else "")
    unit = number_word(rest, feminine)
    return f"{_TENS[ten]} et {unit}" if rest in (1, 11) and ten != 80 else f"{_TENS[ten]}-{unit}"


def agree(participle: str, feminine: bool, plural: bool) -> str:
    """A past participle with its agreement: `agree("parti", True, True)` is `parties`."""
    form = participle + "e" if feminine else participle
    return form if not plural or form.endswith("s") else form + "s"
