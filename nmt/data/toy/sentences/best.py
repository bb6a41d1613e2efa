"""The best and the better: le mois le plus court, le moins cher du quartier, mieux que, aussi souvent que, comme."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.clauses import IMPERFECT, PRESENT, Clause, Predicate
from nmt.data.toy.description import predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Adjective, Noun, Verb, adjectives, noun, nouns_of, verb, verbs_of
from nmt.data.toy.objects import action_verbs
from nmt.data.toy.phrases import noun_phrase
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import adjective_phrase, be, profession_phrase, question_or_statement
from nmt.data.toy.sentences.compare import most, within
from nmt.data.toy.subjects import name_phrase, person, relative
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair

# The unit a month, a season, a day belongs to, and the longer time; the coldest, hottest ... of them.
_CALENDAR = (("month", "mois", "année"), ("season", "saison", "année"), ("weekday", "jour", "semaine"))
_SEASONED = {
    "froid": ("janvier", "décembre", "février", "hiver"), "chaud": ("juillet", "août", "été"), "court": ("février",),
    "beau": ("mai", "juin", "septembre", "printemps", "été", "automne", "samedi", "dimanche"), "long": ("lundi",),
}  # fmt: skip
# Things, the group among which they stand out, and what they are there.
_GROUPS = (
    (("hotel", "restaurant", "shop_like"), ("quartier", "ville", "village"), "cher grand bon moderne bruyant beau"),
    (("house_like", "fine_building"), ("ville", "village", "quartier", "rue"), "grand vieux beau moderne"),
    (("clothes", "jewel", "furniture", "device"), ("magasin",), "cher beau joli grand petit"),
    (("book",), ("bibliothèque", "librairie"), "intéressant vieux long drôle"),
    (("room",), ("maison",), "grand petit froid clair"),
    (("animal",), ("zoo", "ferme"), "grand petit gros rapide beau"),
    (("exercise", "lesson", "text", "poem"), ("livre",), "facile difficile long court"),
    (("street",), ("ville", "village", "quartier"), "long court large bruyant vieux"),
    (("flower", "plant"), ("jardin", "parc"), "beau grand joli petit"),
)  # fmt: skip


def _calendar_adjective(lemma: str) -> tuple[Adjective, str, str]:
    """A sense of an adjective with its superlative for months and days."""
    wanted = {"court": "short", "long": "long", "froid": "cold", "chaud": "hot", "beau": "beautiful"}[lemma]
    found = next(a for a in adjectives() if a.lemma == lemma and a.en == wanted and not a.predicate_only)
    return found, found.en, found.superlative


@cache
def _standing_out(classes: tuple[str, ...], wanted: str) -> tuple[tuple[Noun, tuple[Adjective, ...]], ...]:
    found = []
    for n in nouns_of(*classes):
        fitting = tuple(a for a in predicates_for(n) if a.lemma in wanted.split() and a.gradable)
        if fitting and n.number == "count" and not n.has("human", "en_pair"):
            found.append((n, fitting))
    return tuple(found)


def _least(adjective: Adjective, feminine: bool, plural: bool) -> tuple[list[Fr], list[En]]:
    """le moins cher: the cheapest; le moins difficile: the least difficult."""
    the, choice = En("the"), Choice()
    article = Fr("les" if plural else "la" if feminine else "le", (the,), article=True)
    form = adjective.form(feminine, plural)
    if adjective.en == "expensive":
        cheap = En("cheapest", choice)
        least, quality = En("least", choice, 1), En("expensive", choice, 1)
        fr = [article, Fr("moins", (cheap, least)), Fr(form, (cheap, quality))]
        return fr, [the, cheap, least, quality]
    least, quality = En("least"), En(adjective.en)
    return [article, Fr("moins", (least,)), Fr(form, (quality,))], [the, least, quality]


def the_most(d: Draw) -> Sentence:
    """Février est le mois le plus court; cet hôtel est le moins cher du quartier"""
    d.tag("superlative")
    if d.chance(0.3):
        return _of_the_year(d)
    classes, groups, wanted = d.pick(_GROUPS)
    thing, fitting = d.pick(_standing_out(classes, wanted))
    group = noun(d.pick(groups))
    plural = d.chance(0.12)
    named_kind = classes == ("animal",) and d.chance(0.6)
    np = noun_phrase(d, thing, "definite" if classes == ("animal",) or d.chance(0.25) else "demonstrative", plural, ())
    adjective = d.pick(fitting)
    head = noun("animal") if named_kind else thing
    feminine = head.gender == "f"
    least = adjective.lemma in ("cher", "difficile", "bruyant", "intéressant") and d.chance(0.5)
    fr, en = _least(adjective, feminine, plural) if least else most(d, adjective, feminine, plural)
    if named_kind:
        core = noun_phrase(d, head, "none", plural, ())
        fr, en = fr + core.fr, en + core.en
        if not adjective.before:
            the = en[0]
            fr = [Fr("les" if plural else "le", (the,), article=True), *core.fr, Fr(fr[0].text, (), (the,)), *fr[1:3]]
    in_, place = within(d, group)
    claim = Phrase([*fr, *place.fr], [*en, in_, *place.en])
    tense = PRESENT if d.chance(0.9) else IMPERFECT
    clause = Clause(np, Predicate(be(), [claim]), tense, "pas" if d.chance(0.1) else "")
    clause.question = d.pick(("est_ce_que", "intonation")) if d.chance(0.1) else ""
    return finish(d, clause)


def _of_the_year(d: Draw) -> Sentence:
    kind, unit, whole = d.pick(_CALENDAR)
    item = d.pick(nouns_of(kind))
    head = noun(unit)
    fitting = [q for q, when in _SEASONED.items() if item.lemma in when] or ["beau"]
    adjective, _, top = _calendar_adjective(d.pick(fitting))
    feminine = head.gender == "f"
    the = En("the")
    words = [En(text) for text in top.split()]
    core = noun_phrase(d, head, "none", False, ())
    form = adjective.form(feminine, False)
    article = "la" if feminine else "le"
    more = Fr("plus", (words[0],) if len(words) > 1 else tuple(words))
    quality = Fr(form, tuple(words[1:]) if len(words) > 1 else tuple(words))
    if adjective.before:
        fr = [Fr(article, (the,), article=True), more, quality, *core.fr]
    else:
        fr = [Fr(article, (the,), article=True), *core.fr, Fr(article, (), (the,)), more, quality]
    claim = Phrase(fr, [the, *words, *core.en])
    if d.chance(0.5):
        of = En("of")
        year = noun_phrase(d, _year() if whole == "année" else noun("semaine"), "definite", False, ())
        claim = claim + Phrase([Fr("de", (of,)), *year.fr], [of, *year.en])
    if d.chance(0.15):
        what, is_ = En("what"), En("is")
        d.tag("question_quel")
        return Phrase(
            [Fr("quelle" if feminine else "quel", (what,)), Fr("est", (is_,)), *claim.fr], [what, is_, *claim.en]
        ), "?"
    subject = noun_phrase(d, item, "generic" if kind == "season" else "none", False, ())
    return finish(d, Clause(subject, Predicate(be(), [claim]), PRESENT, "pas" if d.chance(0.1) else ""))


@cache
def _year() -> Noun:
    return Noun("année", "f", ("année", "années"), ("year", "years"), "count", frozenset(("time_unit",)))


# How one does a thing: French and English before `que`, and the English of que.
_HOW = (
    ("mieux", "better", "than", ""), ("mieux", "better", "than", ""), ("aussi bien", "as well", "as", ""),
    ("plus vite", "faster", "than", "fast"), ("moins bien", "less well", "than", ""),
    ("plus souvent", "more often", "than", "often"), ("aussi souvent", "as often", "as", "often"),
    ("aussi souvent", "as often", "as", "often"), ("autant", "as much", "as", "much"),
    ("moins souvent", "less often", "than", "often"), ("plus", "more", "than", "much"),
    ("moins", "less", "than", "much"), ("autant", "as much", "as", "much"), ("aussi vite", "as fast", "as", "fast"),
    ("plus tôt", "earlier", "than", "hour"), ("plus tard", "later", "than", "hour"),
)  # fmt: skip
_WELL = ("jouer", "parler", "chanter", "danser", "nager", "skier", "cuisiner", "dessiner", "conduire", "comprendre",
         "dormir")  # fmt: skip
_FAST = ("courir", "marcher", "nager", "parler", "conduire", "manger", "lire", "travailler")
_OFTEN = ("voyager", "nager", "cuisiner", "jouer", "courir", "dîner", "skier", "sortir", "lire", "danser")
_MUCH = ("travailler", "dormir", "manger", "voyager", "lire", "parler", "étudier", "fumer", "boire")
_HOURS = ("se lever", "se coucher", "rentrer", "partir", "arriver", "dîner", "se réveiller", "sortir")


@cache
def _done(kind: str) -> tuple[Verb, ...]:
    wanted = {"": _WELL, "fast": _FAST, "often": _OFTEN, "much": _MUCH, "hour": _HOURS}[kind]
    frames = ("intr", "refl", "tr_prep", "tr_lang") if kind in ("", "often") else ("intr", "refl")
    pool = [v for v in (*action_verbs(), *verbs_of("tr_lang")) if v.lemma in wanted and v.frame in frames]
    good = [v for v in pool if v.subjects & {"person", "adult"} and not (v.lemma == "parler" and v.frame == "tr_prep")]
    return tuple(dict.fromkeys(good))


def better_than(d: Draw) -> Sentence:
    """Tu joues mieux au tennis que moi; elle voyage aussi souvent que ses parents; il se lève plus tôt que nous."""
    d.tag("comparative", "manner_adverb")
    french, english, than_text, kind = d.pick(_HOW)
    found = d.pick(_done(kind))
    subject, question = question_or_statement(d, person(d, 0.6), 0.12)
    other: Phrase = stressed(d, subject) if d.chance(0.5) else name_phrase(d) if d.chance(0.4) else relative(
        d, None, subject)  # fmt: skip
    if other.fr[-1].text == subject.fr[-1].text:
        other = stressed(d, subject)
    how, than = aligned(french, english), En(than_text)
    tail = Phrase([Fr("que", (than,)), *other.fr], [than, *other.en])
    predicate = Predicate(found, simple=True)
    if found.frame in ("tr_prep", "tr_lang"):
        thing = d.pick(nouns_of(*sorted(found.objects)))
        language = found.frame == "tr_lang"
        determiner = "none" if language else "definite" if thing.has("instrument") else "generic"
        core = noun_phrase(d, thing, determiner, thing.number == "plural" or thing.has("game"), ())
        if language:
            predicate.after = [Phrase([*how.fr, *core.fr, *tail.fr], [*core.en, *how.en, *tail.en])]
        else:
            bare = Verb(
                found.lemma, found.fr, "", False, False, found.en, "intr", "", found.subjects, frozenset(), "event"
            )
            word = Fr(found.preposition, (), tuple(core.en[-1:]))
            after = Phrase([*how.fr, word, *core.fr, *tail.fr], [*core.en, *how.en, *tail.en])
            predicate = Predicate(bare, [after], simple=True)
    else:
        predicate.after = [Phrase([*how.fr, *tail.fr], [*how.en, *tail.en])]
    clause = Clause(
        subject, predicate, PRESENT if d.chance(0.9) else IMPERFECT, "pas" if d.chance(0.1) else "", question
    )
    clause.habitual = True
    return finish(d, clause)


_LIKE_COLOR = (
    ("rouge", "red", "tomate"), ("blanc", "white", "neige"), ("bleu", "blue", "ciel"), ("noir", "black", "nuit"),
    ("jaune", "yellow", "citron"), ("vert", "green", "pomme"), ("jaune", "yellow", "soleil"), ("bleu", "blue", "mer"),
)  # fmt: skip


def like_somebody(d: Draw) -> Sentence:
    """Elle est grande comme sa mère; il est médecin comme son père; cette robe est bleue comme le ciel."""
    d.tag("comparative")
    roll = d.random()
    if roll < 0.3:
        color, english, like = d.pick(_LIKE_COLOR)
        quality = next(a for a in adjectives() if a.lemma == color and a.en == english)
        thing = d.pick([n for n in nouns_of("clothes", "flower", "eyes", "vehicle_own", "toy") if quality in
                        predicates_for(n)])  # fmt: skip
        eyes = thing.has("eyes")
        np = noun_phrase(d, thing, "demonstrative", thing.number == "plural" or d.chance(0.25) or eyes, ())
        first, second = En("as"), En("as")
        model = noun(like)
        kind = "indefinite" if model.has("food") else "generic" if like == "neige" else "definite"
        same = noun_phrase(d, model, kind, False, ())
        said = adjective_phrase(d, quality, np, 0.0)
        claim = Phrase([*said.fr, Fr("comme", (second,), (first,)), *same.fr], [first, *said.en, second, *same.en])
        return finish(d, Clause(np, Predicate(be(), [claim]), PRESENT))
    subject = person(d, 0.6)
    other = relative(d, False, subject) if d.chance(0.75) else name_phrase(d)
    if other.fr[-1].text == subject.fr[-1].text:
        other = name_phrase(d)
    alike: Phrase = pair("comme", "like") + other
    if roll < 0.6:
        options = predicates_for(subject.noun or next(n for n in nouns_of("person") if n.lemma == "homme"))
        traits = [a for a in options if a.gradable and a.lemma in _TRAITS]
        said = adjective_phrase(d, d.pick(traits), subject, 0.15)
        return finish(d, Clause(subject, Predicate(be(), [said + alike]), PRESENT))
    if roll < 0.75:
        return finish(d, Clause(subject, Predicate(be(), [profession_phrase(d, subject) + alike]), PRESENT))
    if roll < 0.85:
        return finish(d, Clause(subject, Predicate(be(), [alike]), PRESENT))
    found = verb(d.pick(("parler", "travailler", "chanter", "danser", "marcher", "cuisiner", "courir", "rire")), "intr")
    clause = Clause(subject, Predicate(found, [alike], simple=True), PRESENT, habitual=True)
    return finish(d, clause)


_TRAITS = frozenset(
    "grand petit intelligent gentil timide drôle sportif patient courageux généreux curieux calme".split()
)
